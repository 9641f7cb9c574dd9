"""Which of two returns counts: the team's decision, and its taking back. What counts is never guessed."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from formwright.errors import CannotRun
from formwright.misspelt import nearest
from formwright.pipelines.related import Relation, related
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Record


@dataclass(frozen=True, slots=True)
class Decided:
    """`file` does not count any more; `by` does instead. Where `by` is None, `file` counts again."""

    file: str
    by: str | None
    relation: Relation | None

    def as_text(self) -> str:
        if self.by is None:
            return f"{self.file} counts again."
        return f"{self.by} counts; {self.file} does not."

    def as_data(self) -> dict[str, object]:
        return {"file": self.file, "by": self.by, "relation": self.relation}


def supersede(record: Record, name: str, by: str, who: str, why: str, relation: Relation | None, at: str) -> Decided:
    """Records that the return `by` counts instead of `name`. Raises CannotRun where one of them is not in the record,
    where they are the same, where `by` itself does not count, and where nobody, or no reason, is named."""
    _named(who, why)
    old, new = find(record, name), find(record, by)
    decided = record.superseded()
    if old.sha256 == new.sha256:
        raise CannotRun(f"{old.file} and {new.file} are the same file, byte for byte.", "It counts once.")
    if new.sha256 in decided:
        instead = record.one(decided[new.sha256])
        known = f" Name {instead.file}, which counts instead." if instead else ""
        raise CannotRun(
            f"{new.file} does not count itself.{known}", f"Or take that back: 'supersede {new.file} --undo'."
        )
    relation = relation or related(old, new)
    more = {"file": old.file, "by": new.sha256, "by_file": new.file, "relation": str(relation), "who": who, "why": why}
    record.add([Event(What.SUPERSEDED, at, old.sha256, more)])
    return Decided(old.file, new.file, relation)


def reinstate(record: Record, name: str, who: str, why: str, at: str) -> Decided:
    """Records that a return counts after all. Raises CannotRun where it does anyway."""
    _named(who, why)
    one = find(record, name)
    if one.sha256 not in record.superseded():
        raise CannotRun(f"{one.file} counts already.", "There is nothing to take back.")
    record.add([Event(What.REINSTATED, at, one.sha256, {"file": one.file, "who": who, "why": why})])
    return Decided(one.file, None, None)


def deal_with(record: Record, name: str, who: str, at: str) -> str:
    """Records that somebody has dealt with a file that arrived and cannot be used, and gives its name. Raises CannotRun
    where it is a return, or not in the record, and where nobody is named."""
    if not who.strip():
        raise CannotRun("It must be recorded who says so.", "Give a name with --who.")
    one = find(record, name)
    if one.form is not None:
        remedy = "Ask the auditor for what is missing, or decide with 'formwright supersede' which return counts."
        raise CannotRun(f"{one.file} is a return that can be read.", remedy)
    record.add([Event(What.HANDLED, at, one.sha256, {"file": one.file, "who": who})])
    return one.file


def find(record: Record, name: str) -> Return:
    """The return of this file, by its path in the folder of returns, by the end of one, or by its sha256. Raises
    CannotRun where there is none, or are several."""
    wanted = name.replace("\\", "/").removeprefix("./")
    found = record.one(wanted)
    if found is not None:
        return found
    files = record.files()
    ends = [file for file in files if wanted.endswith(f"/{file}") or file.endswith(f"/{wanted}")]
    if len(ends) == 1 and (found := record.one(ends[0])):
        return found
    if ends:
        raise CannotRun(f"'{name}' is the name of several returns.", f"Write one of: {', '.join(ends[:5])}.")
    near = nearest(PurePosixPath(wanted).name, [PurePosixPath(file).name for file in files])
    remedy = f"Did you mean {near}? " if near else ""
    raise CannotRun(f"'{name}' is not in the record.", f"{remedy}'formwright record' lists the returns.")


def _named(who: str, why: str) -> None:
    if not who.strip() or not why.strip():
        raise CannotRun("A decision needs a name and a reason.", "Give them with --who and --why.")
