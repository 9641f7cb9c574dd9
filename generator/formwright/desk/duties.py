"""What the desk's pages ask about duties: who owes what in a month, and the dates that follow from a day."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from formwright.compose.duties import how_often
from formwright.desk.office import Office
from formwright.model.duties import Duty
from formwright.model.framework import Framework
from formwright.oversight import decisions, stages
from formwright.oversight.decisions import Decision
from formwright.oversight.owing import Owing, Sheet, State
from formwright.oversight.stages import Plan
from formwright.pipelines import owed
from formwright.pipelines.owed import Said
from formwright.record.events import What
from formwright.reports import owed as report

LINE = 90
"""The most letters of a duty in a list to choose from."""


@dataclass(frozen=True, slots=True)
class Group:
    """One duty with everybody who has it. `why` is what is to be said of all of them, or of most: then of each that
    has no note of its own."""

    duty: Duty
    often: str
    entries: tuple[Owing, ...]
    why: str | None

    @property
    def is_said_of_all(self) -> bool:
        return all(entry.why == self.why for entry in self.entries)

    @property
    def short(self) -> list[Owing]:
        return [entry for entry in self.entries if entry.state is State.SHORT]

    @property
    def has_topic(self) -> bool:
        return any(entry.topic for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Month:
    """`groups` are the duties of which the record shows something, `quiet` the others. `standing` is what people have
    recorded about duties of this month."""

    sheet: Sheet
    framework: Framework
    groups: tuple[Group, ...]
    quiet: tuple[Group, ...]
    standing: tuple[Decision, ...]

    @property
    def summary(self) -> str:
        return report.summary(self.sheet)

    @property
    def short(self) -> list[Owing]:
        return [entry for entry in self.sheet.owing if entry.state is State.SHORT]

    def who(self, entry: Owing) -> str:
        return report.who_of(entry, self.framework)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the forms: duties by id, in a line; names of people; service areas and other names."""

    duties: Mapping[str, str]
    exempt: Mapping[str, str]
    done: Mapping[str, str]
    start: Mapping[str, str]
    people: Sequence[str]
    about: Mapping[str, str]

    def line(self, duty: str) -> str:
        return self.duties.get(duty, duty)


class Overseer:
    """The framework's duties beside the office's record."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @property
    def today(self) -> datetime.date:
        return self._office.clock().date()

    def month(self, written: str) -> Month:
        """Raises CannotRun where the framework has no list of duties, or the month cannot be read."""
        library = self._office.library()
        framework, _ = owed.usable(library)
        with self._office.record() as record:
            sheet = owed.sheet(library, record, written, self.today)
            standing = decisions.standing(record.events(What.DUTY))
        groups = [_group(entries) for entries in report.by_duty(sheet.owing)]
        says = [any(map(report.says_something, group.entries)) for group in groups]
        of_month = tuple(d for d in standing if written in (d.month, f"{d.on:%Y-%m}" if d.on else None))
        return Month(
            sheet,
            framework,
            tuple(g for g, is_said in zip(groups, says, strict=True) if is_said),
            tuple(g for g, is_said in zip(groups, says, strict=True) if not is_said),
            of_month,
        )

    def file(self, written: str, format: str) -> bytes:
        """The month as a file."""
        found = self.month(written)
        return report.file(found.sheet, found.framework, format, self._moment)

    def plan(self, begun: str, about: str | None) -> Plan:
        return owed.plan(self._office.library(), begun, about, None)

    def plan_file(self, begun: str, about: str | None, format: str) -> bytes:
        return report.plan_file(self.plan(begun, about), format, self._moment)

    def record(self, said: Said) -> None:
        """Raises CannotRun where something it needs is missing or unknown."""
        library = self._office.library()
        with self._office.writing() as record:
            owed.record(library, record, said, self._office.moment(), self.today)

    def choices(self) -> Choices:
        library = self._office.library()
        framework, duties = owed.usable(library)
        names = dict.fromkeys(name for d in duties.duties if d.counted for name in d.counted.each)
        areas = {area.id: area.label for area in framework.service_areas}
        start = stages.may_start(duties)
        return Choices(
            duties={d.id: _line(d) for d in duties.duties},
            exempt={d.id: _line(d) for d in duties.duties if d.checked == "system"},
            done={d.id: _line(d) for d in duties.duties if _is_done_by_hand(d)},
            start={d.id: _line(d) for d in duties.duties if d.id in start},
            people=list(library.directory.names),
            about=areas | {name: name for name in names if name not in areas},
        )

    @property
    def _moment(self) -> datetime.datetime:
        return self._office.clock().astimezone(datetime.UTC).replace(microsecond=0)


def _group(entries: Sequence[Owing]) -> Group:
    duty = entries[0].duty
    [(why, count)] = Counter(entry.why for entry in entries).most_common(1)
    often = how_often(duty) if duty.how_many is not None or duty.every or duty.within else ""
    return Group(duty, often, tuple(entries), why if 2 * count > len(entries) else None)


def _is_done_by_hand(duty: Duty) -> bool:
    return duty.checked != "case" and (duty.counted is None or duty.counted.by == "hand")


def _line(duty: Duty) -> str:
    return shorten(f"{duty.who_text}: {duty.what}", LINE, placeholder=" …")
