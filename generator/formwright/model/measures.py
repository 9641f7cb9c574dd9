"""What is measured, who looks at it, and in which papers it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from formwright.model.identity import NOTE, Identity


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, by `id`: clinic, profile, overview or card. `to` are the roles and bodies who look at it, `about` what
    it is for, `agenda` what is discussed there and is not a figure. `section` is the handbook's heading that it comes
    from. `only` are the readers who look at some subjects only, each with the ids of those."""

    id: str
    title: str
    to: tuple[str, ...]
    about: str
    section: str
    agenda: tuple[str, ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def subjects_for(self, reader: str | None) -> tuple[str, ...] | None:
        """The subjects that one of its readers looks at, by id; None for all."""
        return dict(self.only).get(reader or "")


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure a month. `unit` is number, average, percentage, days, weeks, months or pounds; `of` what a percentage
    is out of, or a length of time was worked out from. `better` is higher, lower or neither. Without a `target` it is
    not judged. `by` is how far down there are values: service, service-area or team."""

    id: str
    what: str
    unit: str
    better: str
    by: str
    of: str | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is looked at. Without measures it is discussed in words. `papers` are those that show it, by id;
    `service_areas` those that it is discussed with, none for all. `section` is the handbook's heading that it comes
    from."""

    id: str
    what: str
    section: str
    papers: tuple[str, ...]
    service_areas: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    note: str | None = field(default=None, metadata=NOTE)

    def concerns(self, area: str | None) -> bool:
        """Whether it is discussed with this service area; the whole service discusses all."""
        return area is None or not self.service_areas or area in self.service_areas


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of the columns of a file of values."""

    month: str = "Month"
    measure: str = "Measure"
    area: str = "Service area"
    team: str = "Team"
    value: str = "Value"
    of: str = "Out of"

    @property
    def all(self) -> tuple[str, ...]:
        return (self.month, self.measure, self.area, self.team, self.value, self.of)


@dataclass(frozen=True, slots=True)
class Measures:
    identity: Identity
    papers: tuple[Paper, ...]
    subjects: tuple[Subject, ...]
    columns: Columns = Columns()
    introduction: str | None = None

    @property
    def measures(self) -> Iterator[tuple[Subject, Measure]]:
        return ((subject, measure) for subject in self.subjects for measure in subject.measures)

    def paper(self, id: str) -> Paper | None:
        return next((paper for paper in self.papers if paper.id == id), None)

    def shown_in(self, paper: str) -> tuple[Subject, ...]:
        return tuple(subject for subject in self.subjects if paper in subject.papers)
