"""What the clinics consider: a table of the subjects, with what is measured of each."""

from collections.abc import Iterable, Iterator

from formwright.document import nodes
from formwright.document.nodes import Blocks, Text
from formwright.model.framework import Framework
from formwright.model.measures import Measure, Measures, Subject

UNITS = {
    "number": "number",
    "average": "average",
    "percentage": "%",
    "days": "days",
    "weeks": "weeks",
    "months": "months",
    "pounds": "£",
}
BETTER = {"higher": "higher is better", "lower": "lower is better", "neither": ""}
PAPER = "clinic"

_COLUMNS = (
    nodes.Column((Text("What is considered"),), 38),
    nodes.Column((Text("Measured as"),), 40),
    nodes.Column((Text("Discussed with"),), 22),
)


def table(measures: Measures, framework: Framework) -> nodes.Table:
    """The subjects of the clinics, in their order."""
    return nodes.Table(
        caption="What the Performance Clinic considers",
        columns=_COLUMNS,
        rows=_rows(measures.shown_in(PAPER), framework),
    )


def tables(measures: Measures, framework: Framework) -> Blocks:
    """A table of the subjects of each paper."""
    return tuple(
        nodes.Table(f"{paper.title}: what is looked at", _COLUMNS, _rows(measures.shown_in(paper.id), framework))
        for paper in measures.papers
    )


def _rows(subjects: Iterable[Subject], framework: Framework) -> tuple[nodes.Row, ...]:
    return tuple(_row(subject, framework) for subject in subjects)


def _row(subject: Subject, framework: Framework) -> nodes.Row:
    return nodes.Row(
        (
            (nodes.Paragraph((Text(subject.what),)),),
            _measured(subject),
            (nodes.Paragraph((Text(discussed_with(subject, framework)),)),),
        ),
        f"subject-{subject.id}",
    )


def _measured(subject: Subject) -> Blocks:
    if not subject.measures:
        return (nodes.Paragraph((Text("In words"),)),)
    several = len(subject.measures) > 1
    return tuple(nodes.Paragraph((Text(told(measure, several)),)) for measure in subject.measures)


def told(measure: Measure, is_named: bool) -> str:
    """The unit of a measure, what it is out of, which direction is better and its target, in words; what it measures,
    where `is_named`."""
    said = "; ".join(filter(None, _parts(measure)))
    return f"{measure.what}: {said}" if is_named else f"{said[:1].upper()}{said[1:]}"


def _parts(measure: Measure) -> Iterator[str]:
    if measure.unit == "percentage":
        yield f"number and % of {measure.of}"
    else:
        yield UNITS[measure.unit]
    yield BETTER[measure.better]
    if measure.target is not None:
        yield f"target {measure.target}{'%' if measure.unit == 'percentage' else ''}"


def discussed_with(subject: Subject, framework: Framework) -> str:
    """The service areas that a subject is discussed with, in words."""
    if not subject.service_areas:
        return "All service areas"
    return ", ".join(area.label for area in framework.service_areas if area.id in subject.service_areas)
