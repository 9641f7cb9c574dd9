"""Returns on another version of their form: the answers that carry over, as a YAML submission of that version.

What is written is read again by that version before it is handed over, so what carries over is what a check will find.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path

from formwright.diagnostics import Diagnostic, error, has_errors
from formwright.misspelt import nearest
from formwright.model.basis import Basis
from formwright.model.form import Form
from formwright.model.submission import Submission
from formwright.pipelines.filling import Made, Turned, entries, in_form_order, not_made, turn
from formwright.pipelines.moved import Moved
from formwright.pipelines.placing import Placing
from formwright.pipelines.reading import Readers
from formwright.pipelines.walking import walk
from formwright.readers.versions import known_versions
from formwright.releases.carrying import Carried, Carrying
from formwright.writers import submission as yaml_writer


def migrate_all(library: Basis, paths: Iterable[Path], version: str, out: Path | None, force: bool) -> Iterator[Turned]:
    """Each of these returns, and each in these folders, on this version of its form, in the folder `out` where there is
    one. Raises CannotRun as `filling.read_all` does."""
    readers = Readers.of(library)
    walked = list(walk(paths))
    placing = Placing.of(entries(walked), out, ".yaml", force) if out is not None else None
    return turn(walked, lambda path: migrated(path, version, readers), placing)


class Outcome(Enum):
    """How much of a return carries over. `value` says it in a summary."""

    WHOLE = "in full"
    PART = "in part"
    NOTHING = "not migrated"


def outcome(found: Turned) -> Outcome:
    if found.moved is None or has_errors(found.diagnostics):
        return Outcome.NOTHING
    return Outcome.PART if found.moved.carried.dropped else Outcome.WHOLE


def summary(outcomes: Mapping[Outcome, int]) -> str:
    """How many returns carry over, as a sentence."""
    every = sum(outcomes.values())
    listed = ", ".join(f"{outcomes[each]} {each.value}" for each in Outcome if outcomes.get(each))
    return f"{every} return{'s' if every != 1 else ''}: {listed}." if every else "0 returns."


def migrated(path: Path, version: str, readers: Readers) -> Made:
    """The answers of a return that carry over to this version, and what becomes of the others. One with an answer that
    cannot be relied on is not migrated: its diagnostics say why."""
    found = readers.file(path)
    if found.submission is None or found.rules is None or has_errors(found.diagnostics):
        return not_made(found)
    submission = found.submission.closed_up() if found.submission.is_on_paper else found.submission
    carrying = _carrying(readers, submission, found.rules.form, version)
    if isinstance(carrying, Diagnostic):
        return Made(None, (*found.diagnostics, carrying))
    carried = carrying.carry(in_form_order(found.rules.form, submission), submission.rows)
    carried = carried.without(_refused(readers, carrying.new, carried))
    return Made(_written(carrying.new, carried), found.diagnostics, moved=Moved(found.rules, version, carried))


def _carrying(readers: Readers, submission: Submission, old: Form, version: str) -> Carrying | Diagnostic:
    """The way from the version of a return to this one, through those between; or why there is none."""
    id = old.identity.id
    versions = known_versions(readers.forms, id)
    place = submission.place("")
    if version not in versions:
        near = nearest(version, versions)
        listed = (
            f"Its versions are: {', '.join(versions)}." if len(versions) > 1 else f"Its only version is {versions[0]}."
        )
        message = f"This return cannot be migrated, because its form has no version {version}."
        return error("filling/no-such-version", place, message, f"Did you mean {near}? {listed}" if near else listed)
    here, there = versions.index(old.identity.version), versions.index(version)
    way = versions[here + 1 : there + 1] if here < there else versions[there:here][::-1]
    forms = []
    for each in way:
        rules = readers.forms.of(id, each)
        if rules is None or rules.unusable or rules.form.identity.version != each:
            message = f"This return cannot be migrated: the released file of version {each} cannot be relied on."
            hint = "Run 'formwright validate' to see what is wrong with it, and migrate the return afterwards."
            return error("submission/release-unusable", place, message, hint)
        forms.append(rules.form)
    return Carrying(old, forms[-1] if forms else old, tuple(forms[:-1]), is_back=here > there)


def _written(form: Form, carried: Carried) -> bytes:
    identity = form.identity
    return yaml_writer.write(identity.id, identity.version, identity.digest, carried.answers, carried.rows)


def _refused(readers: Readers, form: Form, carried: Carried) -> dict[str, str]:
    """The answers that this version does not take as they are, such as a number that is too large, and why."""
    read = readers.content(_written(form, carried), "return.yaml")
    said = read.submission.said if read.submission else {}
    faults = {fault.place.path: fault.message for fault in reversed(read.diagnostics)}
    return {
        path: f"That version does not accept it: {faults.get(path, faults.get(None, 'it cannot be read back.'))}"
        for path, value in carried.answers.items()
        if said.get(path) != value
    }
