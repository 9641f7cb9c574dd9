"""What is past its time in a folder of returns, what stands against its removal, and the removal itself.

Returns that have to do with each other (of one audit, or decided about together) are removed together or not at all:
else one that does not count would count again, or people would be told again what they know.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from formwright.diagnostics import Diagnostic
from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.notices import things
from formwright.notices.notice import MAY_HAVE_IT, Kind, State
from formwright.oversight import counting, lapsed, removed
from formwright.oversight.retention import Against, Found, Group, Thing
from formwright.pipelines import acting, deciding, notifying
from formwright.pipelines.files import clear_unfinished
from formwright.record import actions
from formwright.record.events import Event, What
from formwright.record.store import Record


@dataclass(frozen=True, slots=True)
class Wish:
    """What is past its time: what is of before this day; `by_audit` goes by the day of the audit alone, whenever it
    came. What stands against it is overlooked where it is in `despite`. `file` names one return, with which what must
    go with it goes, and nothing else."""

    before: date
    by_audit: bool = False
    despite: frozenset[Against] = frozenset()
    file: str | None = None


def look(record: Record, basis: Basis, wish: Wish, today: date) -> Found:
    """What is past its time. Raises CannotRun where the day is in the future, where no return has the name, or where it
    cannot be known who must still be notified."""
    before = wish.before
    if before > today:
        raise CannotRun(f"{before} is in the future.", "Name a day that has passed with --before.")
    named = deciding.find(record, wish.file).sha256 if wish.file is not None else None
    found = _things(record)
    for thing in found.values():
        thing.day = thing.dated(wish.by_audit)
    _group(record, found)
    _stand_against(record, basis, found, before, today)
    groups: dict[str, list[Thing]] = {}
    for thing in found.values():
        groups.setdefault(thing.group, []).append(thing)
    past, held, waiting = list[Group](), list[Group](), 0
    for those in groups.values():
        if named is not None and all(thing.sha256 != named for thing in those):
            continue
        days = [thing.day for thing in those]
        late = sum(day is not None and day < before for day in days)
        if late < len(those):
            waiting += late
            continue
        against = {one for thing in those for one in (*thing.against, *_undecided(those))}.difference(wish.despite)
        group = Group(tuple(those), tuple(sorted(against)))
        (held if against else past).append(group)
    undated = tuple(sorted(thing.file for those in groups.values() for thing in those if thing.day is None))
    of_past = {thing.sha256 for group in past for thing in group.things}
    others = record.events() if named is None else ()
    kinds = lapsed.look(others, before, today, basis.duties)
    total = sum(len(those) for those in groups.values())
    return Found(before, _in_order(past), _in_order(held), waiting, undated, kinds, total - len(of_past))


def remove(record: Record, found: Found, wish: Wish, who: str, at: str) -> tuple[str, ...]:
    """Removes what can be removed, files and all that the record has of it, and adds the bare counts; gives the files.
    Raises CannotRun where that cannot be done."""
    those = [thing for group in found.past for thing in group.things]
    returns = {thing.sha256 for thing in those}
    files = tuple(sorted(_files(record.root, those)))
    counts = removed.counted((t.returned, t.counts) for t in those if t.returned and t.is_return)
    others = sum(not thing.is_return for thing in those)
    event = removed.event(at, found.before, who, counts, others, sorted(wish.despite))
    record.remove(files, returns, _left(record, returns, found, event))
    return files


def clear(returns: Path) -> None:
    """Takes away what a run that was cut off had begun to file in this folder of returns."""
    for folder in (returns, *(path for path in returns.rglob("*") if path.is_dir())):
        clear_unfinished(folder)


def _left(record: Record, returns: Collection[str], found: Found, last: Event) -> Iterator[Event]:
    for event in record.events():
        if event.sha256 not in returns and (kept := found.lapsed.kept(event)) is not None:
            yield kept
    yield last


def _files(root: Path, those: Iterable[Thing]) -> Iterator[str]:
    """The files of these things: those that are known, and any others with the same bytes, whatever they are called."""
    wanted = {thing.sha256 for thing in those}
    sizes = set[int]()
    for file in {file for thing in those for file in thing.files}:
        with suppress(OSError):
            if (content := (root / file).read_bytes()) and hashlib.sha256(content).hexdigest() in wanted:
                sizes.add(len(content))
                yield file
    known = {file for thing in those for file in thing.files}
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            within = path.relative_to(root).as_posix()
            with suppress(OSError):
                if within not in known and path.stat().st_size in sizes and _sha256(path) in wanted:
                    yield within


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- what there is ------------------------------------------------------------------------------


def _things(record: Record) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    gone = record.superseded()
    for row in record.returns():
        thing = found.setdefault(row.sha256, Thing(row.sha256))
        thing.files.add(row.file)
        thing.returned = thing.returned or row
        thing.is_return = row.form is not None
        thing.counts = row.sha256 not in gone
    for event in record.events():
        if event.sha256 is None or event.what is What.REMOVED:
            continue
        thing = found.setdefault(event.sha256, Thing(event.sha256))
        if event.what in (What.RECEIVED, What.NOT_USABLE):
            came = counting.came_on(event)
            thing.came = min(thing.came, came) if thing.came else came
            thing.is_return = thing.is_return or event.what is What.RECEIVED
        if event.what in (What.RECEIVED, What.NOT_USABLE, What.DUPLICATE) and event.more.get("file"):
            thing.files.add(str(event.more["file"]))
        thing.last = lapsed.day(event.at)
    return found


def _group(record: Record, found: Mapping[str, Thing]) -> None:
    """Gives all that have to do with each other the same group."""
    root: dict[str, str] = {}

    def of(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for thing in found.values():
        row = thing.returned
        if row is not None and row.form is not None:
            root[of(thing.sha256)] = of(things.audit(row))
    for event in record.events(What.SUPERSEDED):
        if event.sha256 and event.more.get("by"):
            root[of(event.sha256)] = of(str(event.more["by"]))
    for thing in found.values():
        thing.group = of(thing.sha256)


# --- what stands against it ---------------------------------------------------------------------


def _stand_against(record: Record, basis: Basis, found: Mapping[str, Thing], before: date, today: date) -> None:
    handled = {event.sha256 for event in record.events(What.HANDLED)}
    by_file = {file: thing for thing in found.values() for file in thing.files}
    for thing in found.values():
        if not thing.is_return and thing.sha256 not in handled:
            thing.against.add(Against.NOT_DEALT_WITH)
    for event in (*record.events(What.SUPERSEDED), *record.events(What.REINSTATED)):
        on = lapsed.day(event.at)
        if event.sha256 is not None and event.sha256 in found and on is not None and on >= before:
            found[event.sha256].against.add(Against.DECIDED_SINCE)
    for row in actions.listed(record, replace(acting.wanted(record, basis.deadlines, today), states=actions.OPEN)):
        if row.sha256 in found:
            found[row.sha256].against.add(Against.OPEN_ACTION)
    for one in notifying.Office.of(basis, today).due(record):
        if isinstance(one, Diagnostic):
            named = by_file.get(one.place.file)
            if named is not None and named.is_return:
                named.against.add(Against.NOT_REACHED)
        elif one.kind is not Kind.REMINDER:
            why = Against.UNCERTAIN if one.state in MAY_HAVE_IT and one.state is not State.SENT else Against.NOT_SENT
            for sha256 in (one.sha256, *(about.sha256 for about in one.about)):
                if sha256 in found:
                    found[sha256].against.add(why)


def _undecided(those: Iterable[Thing]) -> Iterator[Against]:
    """Where several returns of one audit count that do not say the same."""
    work = {things.work(thing.returned) for thing in those if thing.returned and thing.is_return and thing.counts}
    if len(work) > 1:
        yield Against.UNDECIDED


def _in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: min(thing.file for thing in group.things)))
