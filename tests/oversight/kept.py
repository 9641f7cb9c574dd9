"""A framework with few duties, and a record of few returns, for tests of who owes what."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from formwright.model.duties import Counted, Duties, Duty, Every, Topic
from formwright.model.framework import Directory, Framework, Holder, Organisation, Role, ServiceArea
from formwright.model.identity import Identity
from formwright.model.programme import Column, Period, Programme
from formwright.model.review import Status
from formwright.oversight import cycles, decisions, owing
from formwright.oversight.decisions import Decision, Sort
from formwright.oversight.owing import Owing, Rules, Sheet
from formwright.oversight.people import Roster
from formwright.oversight.people import roster as people_of
from formwright.record import store
from formwright.record.events import Event, What
from formwright.record.rows import Return

MONTH = Every(1, "month")


def duty(id: str, *who: str, **given: object) -> Duty:
    found = {
        "group": "audits",
        "who_text": "Everybody",
        "what": "Audits.",
        "to": "",
        "section": "",
        "checked": "system",
    }
    return Duty(id=id, who=who, **(found | given))  # type: ignore[arg-type]


AUDITS = duty("audits", "manager", how_many=4, every=MONTH, tool=("form",), counted=Counted("auditor"))
ELSEWHERE = duty(
    "elsewhere", "head", how_many=1, every=MONTH, tool=("form",), counted=Counted("auditor", outside_own_area=True)
)


def audit(auditor: str, day: str | None, number: int = 1, **given: object) -> Return:
    """A complete return."""
    name = f"{day}-{auditor}-{number}"
    said = {"form": "form", "version": "1.0", "digest": None, "status": Status.COMPLETE, "area": "north"} | given
    return Return(f"{name}.yaml", name, date=day, auditor=auditor, **said)  # type: ignore[arg-type]


def received(one: Return, at: str, **more: object) -> Event:
    return Event(What.RECEIVED, at, one.sha256, more)


def rules(
    *duties: Duty,
    people: Iterable[Holder] = (),
    programmes: Iterable[Programme] = (),
    topics: Iterable[Topic] = (),
    roster: Roster | None = None,
) -> Rules:
    framework = Framework(
        "Framework",
        "1.0",
        "2014-01-01",
        "en-GB",
        Organisation("Council", "Service"),
        (Role("manager", "Manager"), Role("head", "Head"), Role("worker", "Worker")),
        (ServiceArea("north", "North"), ServiceArea("south", "South")),
        (),
        (),
        (),
    )
    found = Duties(Identity("duties", "duties", "Duties", "1.0", "2014-01-01", "", ""), duties, topics=tuple(topics))
    return Rules(
        found, framework, roster or people_of(Directory(tuple(people))), {p.identity.id: p for p in programmes}
    )


def manager(name: str, **given: object) -> Holder:
    return Holder("manager", name, "someone@example.org", **given)  # type: ignore[arg-type]


def head(name: str, area: str, **given: object) -> Holder:
    return Holder("head", name, "someone@example.org", service_area=area, **given)  # type: ignore[arg-type]


def sheet(
    of: Rules,
    month: str,
    *returns: Return,
    today: str = "2020-01-01",
    events: Iterable[Event] = (),
    superseded: Mapping[str, str] | None = None,
) -> Sheet:
    """What a month comes to, by a record of these."""
    with TemporaryDirectory() as folder:
        keep(Path(folder), returns, events, superseded or {})
        with store.reading(Path(folder)) as record:
            return owing.sheet(of, cycles.month(month), date.fromisoformat(today), record)


def keep(folder: Path, returns: Iterable[Return], events: Iterable[Event], superseded: Mapping[str, str]) -> None:
    """A record of these in a folder."""
    decided = [Event(What.SUPERSEDED, "2014-01-31T09:00:00Z", old, {"by": new}) for old, new in superseded.items()]
    with store.writing(folder) as record:
        record.put((one, one.sha256) for one in returns)
        record.add([*events, *decided])


def said(entry: Owing) -> str:
    """`Ann: 2/4 short`."""
    late = f", {entry.late} late" if entry.late else ""
    about = f" ({entry.about})" if entry.about else ""
    owed = "-" if entry.owed is None else entry.owed
    return f"{entry.name}{about}: {entry.done}/{owed}{late} {entry.state}"


def exempt(duty: str, month: str, person: str) -> Event:
    return decisions.written(
        Decision(Sort.EXEMPT, duty, month, None, person, None, "The Director", "Ill"), "2014-01-02T09:00:00Z"
    )


def done(duty: str, day: str, about: str | None = None, person: str | None = None) -> Event:
    return decisions.written(
        Decision(Sort.DONE, duty, None, date.fromisoformat(day), person, about), f"{day}T09:00:00Z"
    )


def programme(id: str, month: str, topic: str, *areas: str) -> Programme:
    period = cycles.month(month)
    focus = Period(month, month, period.first.isoformat(), period.last.isoformat(), (topic,))
    identity = Identity(id, "programme", "Programme", "1.0", "2014-01-01", "", "")
    return Programme(identity, "Month", (Column("all", "All", areas or ("north", "south")),), (focus,))
