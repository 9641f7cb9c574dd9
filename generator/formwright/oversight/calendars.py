"""Due dates as a calendar (RFC 5545) for Outlook, Google Calendar and others: each date is an event of a whole day.

An event keeps its UID from one calendar to the next, so that importing a newer one moves dates and doubles none.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from icalendar import Calendar, Event

from formwright.oversight.cycles import ONE_DAY

PRODUCT = "-//Formwright//Due dates//EN"


@dataclass(frozen=True, slots=True)
class Dated:
    """Something for a day, or for several from `first` on. `key` names it, the same in every calendar; `what` is a
    line, `more` is all that is to be said of it."""

    key: str
    day: date
    what: str
    more: str = ""
    first: date | None = None


def calendar(name: str, dates: Iterable[Dated], at: datetime) -> bytes:
    """The calendar, made at this moment."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Europe/London")
    for dated in dates:
        made.add_component(_event(dated, at))
    return bytes(made.to_ical())


def _event(dated: Dated, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(dated.key.encode()).hexdigest()[:32]}@formwright")
    event.add("dtstamp", at)
    event.add("dtstart", dated.first or dated.day)
    event.add("dtend", dated.day + ONE_DAY)  # the first day on which it is over
    event.add("summary", dated.what)
    if dated.more:
        event.add("description", dated.more)
    event.add("transp", "TRANSPARENT")  # nobody is busy for a whole day because something is due
    return event
