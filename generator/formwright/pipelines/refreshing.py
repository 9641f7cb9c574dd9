"""The record brought up to date with its folder: each file has its row, made from the file as it is now."""

from collections.abc import Callable
from dataclasses import dataclass

from formwright.diagnostics import Diagnostic, error
from formwright.model.basis import Basis
from formwright.model.review import Remark, Reviewed
from formwright.pipelines.remembering import Memory
from formwright.pipelines.review import Reviewer
from formwright.pipelines.walking import walk
from formwright.places import Place
from formwright.record.events import What
from formwright.record.rows import Return
from formwright.record.store import Record


@dataclass(frozen=True, slots=True)
class Refreshed:
    """`files` is how many there are, `looked_at` how many were new or changed. `new` are those that nobody received:
    they were put there in another way. `faults` name each file that is gone, and each that cannot be looked at."""

    files: int
    looked_at: int
    new: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


def refresh(record: Record, basis: Basis, state: str, step: Callable[[int], None] = lambda _: None) -> Refreshed:
    """Looks at each file in the record's folder that is new or has changed. A row whose file is gone stays, and is an
    error, unless the same file lies there under another name, or nobody received it. `step` hears how many files are
    done. Raises CannotRun as `review` does."""
    reviewer = Reviewer.of(basis)
    judged_by = reviewer.judged_by
    memory = Memory(record, state, judged_by)
    before = dict(record.seen())
    rows: list[tuple[Return, str]] = []
    there: set[str] = set()
    faults: list[Diagnostic] = []
    new: list[str] = []
    looked_at = files = 0
    for files, entry in enumerate(walk([record.root]), 1):
        step(files)
        if len(rows) >= BATCH:
            record.put(rows)
            rows.clear()
        if isinstance(entry, Remark):
            faults.append(entry.diagnostic)
            continue
        if entry.fault is not None:
            faults.append(entry.fault)
            continue
        name = entry.within.as_posix()
        seen = memory.seen(entry.name)
        if not entry.naming and (kept := before.get(name)):
            same = None if kept == seen else memory.same_bytes(entry.name, name, kept)
            if kept == seen or same is not None:
                there.add(name)
                rows += [(same, seen)] if same and seen else []
                continue
        item = reviewer.entry(entry)
        if not isinstance(item, Reviewed):  # the team says that it is no return
            record.drop([name])
            before.pop(name, None)
            continue
        looked_at += 1
        there.add(name)
        row = memory.row(entry.name, item)
        if row is None:
            faults.append(error("submission/unreadable", Place(name), "The file cannot be opened.", "Put it back."))
            continue
        rows.append((row, seen))
        if name not in before and record.came(row.sha256) is None:
            new.append(name)
    record.put(rows)
    gone = [_gone(record, name) for name in sorted(before.keys() - there)]
    names = [str(event.more.get("file") or event.more.get("name") or event.sha256) for event in record.gone()]
    vanished = [_vanished(name) for name in names if not (record.root / name).exists()]
    return Refreshed(files, looked_at, tuple(new), (*faults, *filter(None, gone), *vanished))


BATCH = 200


def _gone(record: Record, name: str) -> Diagnostic | None:
    """What is to be said of a file that was there; nothing, where it was never received or lies under another name."""
    row = record.one(name)
    if row is None:
        return None
    elsewhere = record.copies(row.sha256) - {name}
    was_removed = any(True for _ in record.events(What.REMOVED, row.sha256))
    if elsewhere or was_removed or record.received(row.sha256) is None:
        record.drop([name])
        return None
    return _vanished(name)


def _vanished(name: str) -> Diagnostic:
    message = "This return was received and is no longer in the folder."
    hint = "Put it back, from a backup if necessary: people must still be notified about it."
    return error("record/file-gone", Place(name), message, hint)
