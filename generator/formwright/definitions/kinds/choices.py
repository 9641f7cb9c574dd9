"""What can be chosen: in a list, in a scale, at a field of a form."""

from collections.abc import Iterable
from typing import Any

from formwright.answers.kinds import KINDS, NOT_APPLICABLE, Kind, Source
from formwright.definitions.written import is_true, text
from formwright.marked import Mapping
from formwright.model.form import Choice
from formwright.model.framework import Framework


def choices(raw: Iterable[Mapping]) -> tuple[Choice, ...]:
    """A list of choices as it is written."""
    return tuple(Choice(str(c["id"]), str(c["label"]), text(c.get("meaning"))) for c in raw)


def choices_of(kind: Kind, source: Any, words: Framework) -> tuple[Choice, ...] | None:
    """What can be chosen at a field: from the framework's lists and scales, or from a list written in place."""
    match kind.options:
        case None:
            return None
        case Source.SCALE:
            grades = words.scale(str(source)).grades
            return tuple(Choice(g.grade, f"{g.grade} – {g.label}", g.meaning) for g in grades)
        case Source.LIST:
            return _listed(source, words)
        case fixed:
            return tuple(Choice(value, label) for value, label in fixed)


def choices_at(field: Mapping, words: Framework) -> tuple[Choice, ...] | None:
    """The same for a field as it is written; that it does not apply comes last, where that can be an answer."""
    found = choices_of(KINDS[str(field["control"])], field.get("choices", field.get("scale")), words)
    if found and is_true(field.get("not_applicable")):
        return (*found, Choice(*NOT_APPLICABLE))
    return found


def _listed(source: Any, words: Framework) -> tuple[Choice, ...]:
    if not isinstance(source, str):
        return choices(source)
    if source == "service-areas":
        return tuple(Choice(a.id, a.label) for a in words.service_areas)
    if source == "teams" and words.teams:
        return tuple(Choice(t.id, t.label) for t in words.teams)
    for scale in words.scales:
        if scale.id == source:
            return tuple(Choice(g.id, g.label, g.meaning) for g in scale.grades)
    return next(c.choices for c in words.choices if c.id == source)
