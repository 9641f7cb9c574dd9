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
class Deadline:
    """By when the actions of a form's returns must be done, counted from the day of the audit, by which duty."""

    form: str
    within: Within
    duty: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How what was done is counted. `by` is auditor (returns that a person carried out), worker (returns about each
    practitioner), focus (which of the returns that count for the duty `of` are on the month's topic), draw (draws of
    cases), period (returns in each period of the programme that is the duty's tool), hand (what somebody records),
    actions (what became of the actions of returns) or nothing. `forms` are the forms of the returns, `areas` the
    service areas whose people have the duty, none for all. `outside_own_area` leaves out audits of cases of the
    auditor's own area. `programme` has the month's topics. `each` are those for whom it is done one by one: service
    areas by id, or other names; `practitioners` the role of those whom it is done for, by worker. `why` says what
    cannot be counted."""

    by: str
    forms: tuple[str, ...] = ()
    of: str | None = None
    outside_own_area: bool = False
    programme: str | None = None
    areas: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    practitioners: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """How cases are drawn at random for a duty. `form` is the form that is sent with each, `to` the role of those
    who get one, and `auditor` the form's field for their name. `columns` are the headings of the list's columns, with
    the form's field that each fills in: the first two are the case ID and its service area. `topic` is the heading of
    the column with the topics that a case is an example of, where there is one. A case is not drawn again within so
    many `months`."""

    form: str
    to: str
    columns: tuple[tuple[str, str], ...]
    months: int
    topic: str | None = None
    auditor: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """How a topic of a programme is recognised in a return: by its form, or by what was chosen in `field`: `on` it,
    or `off` it. Any other return leaves it open."""

    topic: str
    forms: tuple[str, ...] = ()
    field: str | None = None
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remind:
    """When people are reminded of what they still owe: so many working `days_before` the day, and once more at most in
    the working `days_after` it. After that nobody is reminded of it."""

    days_before: int
    days_after: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `who` are roles by id, `who_text` the same in words. `how_many` is the least
    number in each cycle, None where the framework sets none; `in_words` says then how much or when ("a
    sample", "immediately"). `section` is the handbook heading or document that it comes from. `checked`
    says from what it can be checked: system, log, case or count. `note` is for those who keep the list. `counts_from`
    is the duty from whose date this one's is counted, `counted` how it is checked."""

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
    counts_from: str | None = field(default=None, metadata=NOTE)
    counted: Counted | None = field(default=None, metadata=NOTE)
    draw: Draw | None = field(default=None, metadata=NOTE)


@dataclass(frozen=True, slots=True)
class Duties:
    """`remind` is None where nobody is reminded."""

    identity: Identity
    duties: tuple[Duty, ...]
    introduction: str | None = None
    topics: tuple[Topic, ...] = field(default=(), metadata=NOTE)
    remind: Remind | None = field(default=None, metadata=NOTE)

    def get(self, id: str) -> Duty | None:
        return next((duty for duty in self.duties if duty.id == id), None)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Those that hold for every action of a form."""
        return tuple(
            Deadline(form, duty.within, duty.id)
            for duty in self.duties
            if duty.within and not duty.within.before and duty.counted and duty.counted.by == "actions"
            for form in duty.counted.forms or duty.tool
        )
