"""The month's topic for a service, and whether a return is on it: yes, no, or not to be told from the return."""

from collections.abc import Iterable, Mapping
from datetime import date

from formwright.model.alike import alike
from formwright.model.duties import Topic
from formwright.model.programme import Programme


def of(programme: Programme, day: date, area: str | None) -> str | None:
    """The topic for this service area on this day; None where the programme has none, because it has run out or does
    not know the area."""
    for period in programme.periods:
        if period.starts <= day.isoformat() <= period.ends:
            for column, focus in zip(programme.columns, period.focus, strict=True):
                if area in column.service_areas:
                    return focus
    return None


def is_on(
    topics: Iterable[Topic], words: str, form: str | None, choices: Mapping[str, str | tuple[str, ...]]
) -> bool | None:
    """Whether a return on this form with these choices is on the topic; None where that cannot be told."""
    topic = known(topics, words)
    if topic is None:
        return None
    if form in topic.forms:
        return True
    chosen = choices.get(topic.field) if topic.field else None
    if chosen is None:
        return None
    said = {chosen} if isinstance(chosen, str) else set(chosen)
    if said & set(topic.on):
        return True
    return False if said & set(topic.off) else None


def known(topics: Iterable[Topic], words: str) -> Topic | None:
    """How the topic of these words is recognised."""
    return next((topic for topic in topics if alike(topic.topic) == alike(words)), None)
