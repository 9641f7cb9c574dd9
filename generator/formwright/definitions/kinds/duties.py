"""The framework's recurring duties and deadlines, which become a part of the handbook."""

from collections.abc import Iterator

from formwright.definitions.kinds.identity import identity
from formwright.definitions.known import Known
from formwright.definitions.references import refers, unique
from formwright.definitions.written import Steps, is_true, number, text, texts
from formwright.diagnostics import Diagnostic
from formwright.marked import Mapping, Marked
from formwright.model.duties import Duties, Duty, Every, Within


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    yield from unique(marked, "duties", ("duties",), marked.data["duties"], "id", "duty")
    for n, duty in enumerate(marked.data["duties"]):
        at: Steps = ("duties", n)
        for w, name in enumerate(duty.get("who", ())):
            yield from refers(marked, "duties", (*at, "who", w), str(name), known.actors, "role")
        tools = duty.get("tool", ())
        for t, tool in enumerate([tools] if isinstance(tools, str) else tools):
            place = (*at, "tool") if isinstance(tools, str) else (*at, "tool", t)
            yield from refers(marked, "duties", place, str(tool), known.every_document, "document")
        if known.sections is not None:
            section = str(duty["section"])
            yield from refers(marked, "duties", (*at, "section"), section, known.sections_and_documents, "section")


def build(data: Mapping) -> Duties:
    return Duties(
        identity=identity(data),
        duties=tuple(_duty(d) for d in data["duties"]),
        introduction=text(data.get("introduction")),
    )


def _duty(raw: Mapping) -> Duty:
    every, within, tool = raw.get("every"), raw.get("within"), raw.get("tool", ())
    return Duty(
        id=str(raw["id"]),
        group=str(raw["group"]),
        who=texts(raw.get("who")),
        who_text=str(raw["who_text"]),
        what=str(raw["what"]),
        to=str(raw["to"]),
        section=str(raw["section"]),
        checked=str(raw["checked"]),
        how_many=number(raw.get("how_many")),
        unit=text(raw.get("unit")),
        every=Every(int(every["n"]), str(every["unit"])) if every else None,
        within=_within(within) if within else None,
        event=text(raw.get("event")),
        tool=(str(tool),) if isinstance(tool, str) else texts(tool),
        in_words=text(raw.get("in_words")),
        note=text(raw.get("note")),
    )


def _within(raw: Mapping) -> Within:
    return Within(int(raw["n"]), str(raw["unit"]), text(raw.get("of")), is_true(raw.get("before")))
