"""The framework's recurring duties and deadlines, which become a part of the handbook."""

from collections.abc import Iterator

from formwright.definitions.kinds.identity import identity
from formwright.definitions.known import Known
from formwright.definitions.references import refers, unique
from formwright.definitions.written import Steps, is_true, number, text, texts
from formwright.diagnostics import Diagnostic
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names
from formwright.model.duties import Counted, Draw, Duties, Duty, Every, Remind, Topic, Within


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    yield from unique(marked, "duties", ("duties",), marked.data["duties"], "id", "duty")
    duties = Names(str(duty["id"]) for duty in marked.data["duties"])
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
        yield from _counting(marked, known, at, duty, duties)


def _counting(marked: Marked, known: Known, at: Steps, duty: Mapping, duties: Names) -> Iterator[Diagnostic]:
    """What is to be counted is there."""
    if "counts_from" in duty:
        yield from refers(marked, "duties", (*at, "counts_from"), str(duty["counts_from"]), duties, "duty")
    counted, draw = duty.get("counted", {}), duty.get("draw", {})
    if "of" in counted:
        yield from refers(marked, "duties", (*at, "counted", "of"), str(counted["of"]), duties, "duty")
    for f, form in enumerate(counted.get("forms", ())):
        place = (*at, "counted", "forms", f)
        yield from refers(marked, "duties", place, str(form), known.every_document, "document")
    for a, area in enumerate(counted.get("areas", ())):
        place = (*at, "counted", "areas", a)
        yield from refers(marked, "duties", place, str(area), known.service_areas, "service-area")
    for key, within in (("programme", counted), ("form", draw)):
        if key in within:
            place = (*at, "counted" if within is counted else "draw", key)
            yield from refers(marked, "duties", place, str(within[key]), known.every_document, "document")
    if "practitioners" in counted:
        place = (*at, "counted", "practitioners")
        yield from refers(marked, "duties", place, str(counted["practitioners"]), known.actors, "role")
    if "to" in draw:
        yield from refers(marked, "duties", (*at, "draw", "to"), str(draw["to"]), known.actors, "role")


def build(data: Mapping) -> Duties:
    return Duties(
        identity=identity(data),
        duties=tuple(_duty(d) for d in data["duties"]),
        introduction=text(data.get("introduction")),
        topics=tuple(_topic(t) for t in data.get("topics", ())),
        remind=_remind(data["remind"]) if "remind" in data else None,
    )


def _remind(raw: Mapping) -> Remind:
    return Remind(int(raw["working_days_before"]), int(raw.get("working_days_after", 0)))


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
        counts_from=text(raw.get("counts_from")),
        counted=_counted(raw["counted"]) if "counted" in raw else None,
        draw=_draw(raw["draw"]) if "draw" in raw else None,
    )


def _within(raw: Mapping) -> Within:
    return Within(int(raw["n"]), str(raw["unit"]), text(raw.get("of")), is_true(raw.get("before")))


def _counted(raw: Mapping) -> Counted:
    return Counted(
        by=str(raw["by"]),
        forms=texts(raw.get("forms")),
        of=text(raw.get("of")),
        outside_own_area=is_true(raw.get("outside_own_area")),
        programme=text(raw.get("programme")),
        areas=texts(raw.get("areas")),
        each=texts(raw.get("each")),
        practitioners=text(raw.get("practitioners")),
        why=text(raw.get("why")),
    )


def _draw(raw: Mapping) -> Draw:
    columns = tuple((str(heading), str(path)) for heading, path in raw["columns"].items())
    return Draw(
        str(raw["form"]), str(raw["to"]), columns, int(raw["months"]), text(raw.get("topic")), text(raw.get("auditor"))
    )


def _topic(raw: Mapping) -> Topic:
    on, off = texts(raw.get("on")), texts(raw.get("off"))
    return Topic(str(raw["topic"]), texts(raw.get("forms")), text(raw.get("field")), on, off)
