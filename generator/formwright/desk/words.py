"""What the pages call things: ids become the words that people know them by, moments become days."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from formwright.model.basis import Basis
from formwright.model.framework import Framework
from formwright.pipelines import acting
from formwright.record.events import Event, What
from formwright.record.updates import of_events

STATES = {"complete": "Complete", "incomplete": "Incomplete", "invalid": "Not valid"}
OWING_STATES = {"short": "Short", "met": "Met", "counted": "Counted", "exempt": "Exempt"}
NOTICE_STATES = {
    "ready": "to send",
    "sending": "being sent",
    "sent": "sent",
    "refused": "refused",
    "uncertain": "not certain",
    "given-up": "not sent",
}
KINDS = {"notice": "Notice", "slip": "Return slip", "correction": "Correction", "reminder": "Reminder"}
EXAMPLE = "31/1/2014"
"""A date as people may type it."""
ACTIONS = {
    "open": "Open",
    "due": "Due",
    "overdue": "Overdue",
    "done": "Done",
    "reviewed": "Reviewed",
    "not-needed": "Not needed",
}
ASKED_STATES = ACTIONS | {"open": "All that are open", "all": "All, including closed"}
UPDATES = {
    "done": "It was done",
    "reviewed": "It was reviewed in supervision",
    "new-date": "It has a new date",
    "not-needed": "It is not needed",
    "withdrawn": "The last update was wrong",
}
RELATIONS = {
    "correction": "It corrects the other",
    "rival": "They disagree, and this one is right",
    "same": "They are the same audit",
    "draft": "The other was a draft",
}
BESIDE = {
    "same": "It has the same answers as a return that was here already.",
    "draft": "Either it or the return that was here already is a draft. Decide which one counts.",
    "correction": "It seems to correct a return that was here already. Decide which one counts.",
    "rival": "It disagrees with a return that was here already. Decide which one counts.",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The words for ids, by kind. What has no words any more is shown as its id."""

    title: str = "A framework"
    forms: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    judgements: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Basis) -> "Names":
        framework = library.framework
        if framework is None:
            return cls()
        return cls(
            title=framework.title,
            forms={form.identity.id: form.identity.title for form in library.forms},
            areas={area.id: area.label for area in framework.service_areas},
            teams={team.id: team.label for team in framework.teams},
            judgements=_judgements(framework),
            roles={role.id: role.title for role in framework.roles},
        )


def _judgements(framework: Framework) -> dict[str, str]:
    return {grade.id: grade.label for scale in framework.scales for grade in scale.grades}


def day(moment: str | None) -> str:
    """A day as people write it; `moment` is a date or begins with one."""
    if not moment:
        return ""
    try:
        found = datetime.date.fromisoformat(moment[:10])
    except ValueError:
        return moment
    return f"{found.day} {found:%b %Y}"


def clock(moment: str | None) -> str:
    """A moment of UTC as the clock on this computer's wall has it."""
    try:
        found = datetime.datetime.fromisoformat(moment or "").astimezone()
    except ValueError:
        return moment or ""
    return f"{found.day} {found:%b %Y, %H:%M}"


def month(written: str) -> str:
    """`2014-01` as January 2014; what is no month as it is."""
    if not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", written):
        return written
    return f"{datetime.date.fromisoformat(f'{written}-01'):%B %Y}"


def months_until(today: datetime.date, count: int) -> tuple[str, ...]:
    """So many months up to this day's, the last first."""
    numbers = range(today.year * 12 + today.month - 1, today.year * 12 + today.month - 1 - count, -1)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)


def month_after(day: datetime.date, count: int) -> datetime.date:
    """The first day of the month so many months after this day's."""
    number = day.year * 12 + day.month - 1 + count
    return datetime.date(number // 12, number % 12 + 1, 1)


def number(count: int) -> str:
    return f"{count:,}"


def counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def tally(states: Mapping[str, int]) -> str:
    """How many notices are in which state: "2 sent, 1 refused"."""
    found = Counter({NOTICE_STATES.get(state, state): count for state, count in states.items() if count})
    return ", ".join(f"{count} {state}" for state, count in found.items())


def told(event: Event) -> str:
    """An event in a sentence."""
    more = {key: str(value) for key, value in event.more.items() if value is not None}
    who, why = more.get("who", "Somebody"), more.get("why", "")
    match event.what:
        case What.RECEIVED | What.DUPLICATE:
            again = "" if event.what is What.RECEIVED else " again"
            sender = f", from {more['sender']}" if more.get("sender") else ""
            return f"Received{again} as {' in '.join(_names(event))}{sender}"
        case What.SUPERSEDED:
            return f"{who} decided that another return counts instead: {why}"
        case What.REINSTATED:
            return f"{who} took the decision back, so that this return counts again: {why}"
        case What.NOTICE:
            kind = KINDS.get(more.get("kind", ""), "Notice")
            to = more.get("name") or more.get("email")
            state = NOTICE_STATES.get(more.get("state", ""), more.get("state", ""))
            by = f", says {more['who']}" if more.get("who") else ""
            return f"{kind}{f' to {to}' if to else ''}: {state}{by}"
        case What.ACTION:
            said = " ".join(acting.words_of(update) for update in of_events([event]))
            return f"Action {more.get('number', '')}: {said}"
        case _:
            return str(event.what).capitalize().replace("-", " ")


def _names(event: Event) -> Iterator[str]:
    """What something was called as it arrived, and then what it lay in, without the folders where that was."""
    name, within = str(event.more.get("name") or "a file"), event.more.get("within")
    yield name
    for step in reversed(within if isinstance(within, list) else [within] if within else []):
        last = str(step).replace("\\", "/").rpartition("/")[2]
        if last != name:
            yield last
