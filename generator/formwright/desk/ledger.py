"""What the pages show of actions: a page of the register, one action, those of one return."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from formwright.answers.spelling import day_in_words
from formwright.desk.asking import AskedActions
from formwright.desk.office import Office
from formwright.desk.paging import PAGE, Paged, place
from formwright.oversight.actions import days_late
from formwright.pipelines import acting
from formwright.pipelines.acting import Wish
from formwright.record import actions as register
from formwright.record.actions import OPEN, Row
from formwright.reports.problems import count
from formwright.reports.register import notes


@dataclass(frozen=True, slots=True)
class Entry:
    """One action. `when` says by when or since when in words, `history` what people said of it, with its moment."""

    row: Row
    when: str
    notes: tuple[str, ...]
    history: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Paged):
    """A page of the register. `states` counts all that the other filters leave, `unread` and `lost` are as in
    `acting.Summary`."""

    entries: tuple[Entry, ...]
    states: Counter[str]
    unread: int
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfReturn:
    """The actions of one return, and what was said of returns before it that does not fit any of them."""

    entries: tuple[Entry, ...]
    lost: tuple[str, ...]

    @property
    def open(self) -> int:
        return sum(one.row.state in OPEN for one in self.entries)


def page(office: Office, asked: AskedActions) -> Page:
    library = office.library()
    today, deadlines, directory = office.clock().date(), library.deadlines, library.directory
    with office.record() as record:
        wanted = acting.wanted(record, deadlines, today, **asked.wanted)
        every = acting.wanted(record, deadlines, today, **(asked.wanted | {"states": ()}))
        found, all_states = acting.summary(record, wanted), acting.summary(record, every).states
        number, pages = place(found.total, asked.page)
        rows = acting.listed(record, wanted, directory, (number - 1) * PAGE, PAGE)
        entries = tuple(_entry(row, office) for row in islice(rows, PAGE))
        lost = tuple(acting.lost_words(file, one) for file, one in found.lost)
        return Page(
            entries=entries,
            total=found.total,
            page=number,
            pages=pages,
            states=all_states,
            unread=found.unread,
            lost=lost,
        )


def of_return(office: Office, sha256: str) -> OfReturn:
    library = office.library()
    directory = library.directory
    with office.record() as record:
        wanted = acting.wanted(record, library.deadlines, office.clock().date(), returns=(sha256,))
        kept = {one.number: one for one in register.of_return(record, sha256)}
        rows = sorted(acting.listed(record, wanted, directory), key=lambda row: row.number)
        entries = tuple(_entry(row, office, acting.told(record, sha256, kept[row.number])) for row in rows)
        of = record.one(sha256)
        lost = acting.carried(record, sha256)[1] if of and sha256 not in record.superseded() else ()
        return OfReturn(entries, tuple(acting.lost_words(of.file, one) for one in lost if of))


def act(office: Office, sha256: str, number: int, wish: Wish) -> tuple[str, ...]:
    """Records what somebody says of an action. Gives what they should know of it. Raises CannotRun as `acting.act`."""
    with office.writing() as record:
        done = acting.act(record, office.library(), f"{sha256}#{number}", wish, office.moment(), office.clock().date())
    return ("That is recorded already.",) if done.is_known else done.notes


def _entry(row: Row, office: Office, history: tuple[tuple[str, str], ...] = ()) -> Entry:
    if row.state not in OPEN:
        when = f"on {day_in_words(row.ended_on)}" if row.ended_on else ""
    else:
        late = days_late(row, office.clock().date())
        by = f"by {day_in_words(row.due)}" if row.due else "no date"
        when = f"{by}, {count(late, 'day')} late" if late else by
    return Entry(row, when, tuple(f"{note[:1].upper()}{note[1:]}." for note in notes(row)), history)
