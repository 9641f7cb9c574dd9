"""What is measured and who looks at it, which become a table of the handbook."""

from collections.abc import Iterator
from decimal import Decimal

from formwright.definitions.kinds.identity import identity
from formwright.definitions.known import Known
from formwright.definitions.references import refers, unique
from formwright.definitions.written import Steps, text, texts
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names
from formwright.model.measures import Columns, Measure, Measures, Paper, Subject

SHARE = "percentage"
TIMES = ("days", "weeks", "months")
COUNTED_OUT_OF = (SHARE, *TIMES)


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    data = marked.data
    yield from unique(marked, "measures", ("papers",), data["papers"], "id", "paper")
    yield from unique(marked, "measures", ("subjects",), data["subjects"], "id", "subject")
    yield from _measures_once(marked)
    yield from _columns(marked)
    papers = Names(str(paper["id"]) for paper in data["papers"])
    people = Names((*known.roles, *(body.id for body in known.framework.bodies)))
    subjects = Names(str(subject["id"]) for subject in data["subjects"])
    for n, paper in enumerate(data["papers"]):
        for t, name in enumerate(paper["to"]):
            yield from refers(marked, "measures", ("papers", n, "to", t), str(name), people, "role")
        yield from _section(marked, known, ("papers", n, "section"), str(paper["section"]))
        for reader, looked_at in paper.get("only", {}).items():
            looks: Steps = ("papers", n, "only", str(reader))
            if str(reader) not in paper["to"]:
                message = f"'{reader}' is not among those who look at this paper."
                place = marked.place(*looks, key=True)
                yield unknown("measures/unknown-reader", place, message, str(reader), texts(paper["to"]), None)
            for s, name in enumerate(looked_at):
                yield from refers(marked, "measures", (*looks, s), str(name), subjects, "subject")
    for n, subject in enumerate(data["subjects"]):
        at: Steps = ("subjects", n)
        yield from _section(marked, known, (*at, "section"), str(subject["section"]))
        for a, area in enumerate(subject.get("service_areas", ())):
            spot = (*at, "service_areas", a)
            yield from refers(marked, "measures", spot, str(area), known.service_areas, "service-area")
        for p, name in enumerate(subject["papers"]):
            yield from refers(marked, "measures", (*at, "papers", p), str(name), papers, "paper")
        for m, measure in enumerate(subject.get("measures", ())):
            yield from _measure(marked, (*at, "measures", m), measure)


def _section(marked: Marked, known: Known, at: Steps, name: str) -> Iterator[Diagnostic]:
    if known.sections is not None:
        yield from refers(marked, "measures", at, name, known.sections_and_documents, "section")


def _measures_once(marked: Marked) -> Iterator[Diagnostic]:
    """The name of a measure stands once in the whole list: a value is given to it by that."""
    seen: dict[str, int | str] = {}
    for n, subject in enumerate(marked.data["subjects"]):
        for m, measure in enumerate(subject.get("measures", ())):
            name, place = str(measure["id"]), marked.place("subjects", n, "measures", m, "id")
            if name in seen:
                message = f"There is already a measure '{name}', on line {seen[name]}."
                yield error("measures/duplicate-id", place, message, "Give one of them another name.")
            seen.setdefault(name, place.mark.line if place.mark else "?")


def _columns(marked: Marked) -> Iterator[Diagnostic]:
    """No two columns have the same heading."""
    seen: list[str] = []
    for key, heading in marked.data.get("columns", {}).items():
        if str(heading) in seen:
            message = f"There is already a column '{heading}'."
            place = marked.place("columns", str(key))
            yield error("measures/duplicate-id", place, message, "Give one of them another heading.")
        seen.append(str(heading))


def _measure(marked: Marked, at: Steps, raw: Mapping) -> Iterator[Diagnostic]:
    unit = str(raw["unit"])
    if unit == SHARE and "of" not in raw:
        message = f"'{raw['id']}' is a percentage, but nothing says what of."
        hint = "Add a line such as 'of: completed assessments'."
        yield error("measures/out-of", marked.place(*at, "unit"), message, hint)
    if "of" in raw and unit not in COUNTED_OUT_OF:
        message = f"'{raw['id']}' has something that it is out of, but it is not a percentage or a length of time."
        hint = "Delete this line, or make it a percentage."
        yield error("measures/out-of", marked.place(*at, "of", key=True), message, hint)
    if "target" in raw:
        if raw["better"] == "neither":
            message = f"'{raw['id']}' has a target, but neither direction is better, so nothing could reach it."
            place = marked.place(*at, "target")
            yield error("measures/target", place, message, "Write 'better: higher' or 'better: lower'.")
        elif unit == SHARE and Decimal(str(raw["target"])) > 100:
            message = f"The target of '{raw['id']}' is {raw['target']}%, which cannot be reached."
            yield error("measures/target", marked.place(*at, "target"), message, "Write a percentage up to 100.")


def build(data: Mapping) -> Measures:
    columns = {key: str(heading) for key, heading in data.get("columns", {}).items()}
    return Measures(
        identity=identity(data),
        papers=tuple(_paper(p) for p in data["papers"]),
        subjects=tuple(_subject(s) for s in data["subjects"]),
        columns=Columns(**columns),
        introduction=text(data.get("introduction")),
    )


def _paper(raw: Mapping) -> Paper:
    return Paper(
        id=str(raw["id"]),
        title=str(raw["title"]),
        to=texts(raw["to"]),
        about=str(raw["about"]),
        section=str(raw["section"]),
        agenda=texts(raw.get("agenda")),
        only=tuple((str(reader), texts(names)) for reader, names in raw.get("only", {}).items()),
    )


def _subject(raw: Mapping) -> Subject:
    return Subject(
        id=str(raw["id"]),
        what=str(raw["what"]),
        section=str(raw["section"]),
        papers=texts(raw["papers"]),
        service_areas=texts(raw.get("service_areas")),
        measures=tuple(_built(m) for m in raw.get("measures", ())),
        note=text(raw.get("note")),
    )


def _built(raw: Mapping) -> Measure:
    return Measure(
        id=str(raw["id"]),
        what=str(raw["what"]),
        unit=str(raw["unit"]),
        better=str(raw["better"]),
        by=str(raw["by"]),
        of=text(raw.get("of")),
        target=Decimal(str(raw["target"])) if "target" in raw else None,
    )
