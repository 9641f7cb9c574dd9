"""Documents that this repository's own framework does not have: a form that several people fill in, one with every kind
of field, a return filled in, as a form and as a readable copy, a monthly paper with its charts, and the sheet of a
clinic."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oversight.paper.made import eventful
from tests.samples import EXAMPLES, FRAMEWORK, ROOT, SMALL

from formwright.compose import compose
from formwright.document.nodes import Document
from formwright.pipelines import filed, filling, measure_values, measuring
from formwright.pipelines.measuring import Wish
from formwright.record import store
from formwright.reports.measures import document as measures_paper
from formwright.reports.paper import paper
from formwright.writers import docx, html, pdf

WRITERS = {"html": html, "docx": docx, "pdf": pdf}
FORMS = ("everything", "in-turn")
VALUES = ROOT / "docs" / "team" / "example-measures.csv"
RETURN = EXAMPLES / "returns" / "requires-improvement.yaml"


def write(folder: Path) -> None:
    """Writes them into the folder."""
    assert SMALL.framework
    for form in FORMS:
        document = compose(SMALL.form(form), SMALL.framework)
        for format, writer in WRITERS.items():
            (folder / f"{form}.{format}").write_bytes(writer.write(document))
    month, clinic = paper.compose(eventful(), SMALL.framework), clinics_sheet()
    for format, writer in WRITERS.items():
        (folder / f"paper.{format}").write_bytes(writer.write(month))
        (folder / f"clinic.{format}").write_bytes(writer.write(clinic))
    for format in WRITERS:
        for name, make in (("filled", filling.fill), ("readable", filed.readable)):
            made = make(FRAMEWORK, RETURN, format)
            assert made.content is not None, made.diagnostics
            (folder / f"{name}.{format}").write_bytes(made.content)


def clinics_sheet() -> Document:
    """Of the long example, beside a record without audits."""
    framework, measures = measuring.usable(FRAMEWORK)
    values = measure_values.read(VALUES, measures, framework, date(2014, 2, 3)).values
    wish = Wish("clinic", "2014-01", None, "first-response")
    with TemporaryDirectory() as folder:
        with store.writing(Path(folder)):
            pass
        with store.reading(Path(folder)) as record:
            (sheet,) = measuring.sheets(FRAMEWORK, values, record, wish, date(2014, 2, 3))
    return measures_paper.compose(sheet, measures, framework)
