"""Practice standards, in groups."""

from collections.abc import Iterator
from typing import Any

from formwright.definitions.kinds.identity import identity
from formwright.definitions.known import Known
from formwright.definitions.references import unique
from formwright.definitions.written import is_true, text
from formwright.definitions.written.standards import standards
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Mapping, Marked
from formwright.model.framework import Framework
from formwright.model.standards import Group, Passage, Standard, Standards


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    yield from unique(marked, "standards", ("groups",), marked.data["groups"], "id", "group")
    seen: dict[str, Any] = {}
    for at, standard in standards(marked.data):
        place = marked.place(*at, "id")
        name = str(standard["id"])
        if name in seen:
            message = f"There is already a standard {name}, on line {seen[name]}."
            yield error("standards/duplicate-id", place, message, "Give one of them another number.")
        elif place.mark:
            seen[name] = place.mark.line


def build(data: Mapping, words: Framework) -> Standards:
    return Standards(
        identity=identity(data),
        opening=tuple(
            Passage(str(p["title"]), str(p["text"]), is_true(p.get("important"))) for p in data.get("opening", ())
        ),
        groups=tuple(
            Group(
                id=str(g["id"]),
                number=str(g["number"]),
                title=str(g["title"]),
                standards=tuple(Standard(str(s["id"]), str(s["text"]), text(s.get("topic"))) for s in g["standards"]),
            )
            for g in data["groups"]
        ),
        closing=text(data.get("closing")),
    )
