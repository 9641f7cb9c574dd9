"""A programme of focus: what is looked at in each period, service by service."""

from dataclasses import dataclass

from formwright.model.identity import Identity


@dataclass(frozen=True, slots=True)
class Column:
    """One group of services; `service_areas` are ids of the framework's."""

    id: str
    title: str
    service_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """From one date to another, both included; `focus` has one text for each column."""

    id: str
    title: str
    starts: str
    ends: str
    focus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    identity: Identity
    period_heading: str
    columns: tuple[Column, ...]
    periods: tuple[Period, ...]
    introduction: str | None = None
