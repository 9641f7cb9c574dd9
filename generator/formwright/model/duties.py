"""Who must do what, how often, by when: the framework's recurring duties and deadlines."""

from dataclasses import dataclass, field

from formwright.model.identity import NOTE, Identity

GROUPS = {
    "audits": "Audits and sampling",
    "visits-and-panels": "Visits, panels and statutory cycles",
    "meetings-and-reports": "Meetings, reports and the flow of information",
    "deadlines": "Deadlines that an event starts",
    "review-stages": "Stages of a review",
    "case-time-limits": "Time limits in a case",
}


@dataclass(frozen=True, slots=True)
class Every:
    """Once in so many units: `n` 6, `unit` week."""

    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class Within:
    """A deadline: `n` units after `of`, or `before` it; None where it is open what they count from. `unit` is
    hours, days, working-days, weeks or months; days are calendar days unless they are said to be working days."""

    n: int
    unit: str
    of: str | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `who` are roles by id, `who_text` the same in words. `how_many` is the least
    number in each cycle, None where the framework sets none; `in_words` says then how much or when ("a
    sample", "immediately"). `section` is the handbook heading or document that it comes from. `checked`
    says from what it can be checked: system, log, case or count. `note` is for those who keep the list."""

    id: str
    group: str
    who: tuple[str, ...]
    who_text: str
    what: str
    to: str
    section: str
    checked: str
    how_many: int | None = None
    unit: str | None = None
    every: Every | None = None
    within: Within | None = None
    event: str | None = None
    tool: tuple[str, ...] = ()
    in_words: str | None = None
    note: str | None = field(default=None, metadata=NOTE)


@dataclass(frozen=True, slots=True)
class Duties:
    identity: Identity
    duties: tuple[Duty, ...]
    introduction: str | None = None
