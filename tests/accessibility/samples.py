"""Documents that this repository's own framework does not have: a form that several people fill in, one with every kind
of field, a return filled in, as a form and as a readable copy, and a monthly paper with its charts."""

from pathlib import Path

from tests.oversight.paper.made import eventful
from tests.samples import EXAMPLES, FRAMEWORK, SMALL

from formwright.compose import compose
from formwright.pipelines import filed, filling
from formwright.reports.paper import paper
from formwright.writers import docx, html, pdf

WRITERS = {"html": html, "docx": docx, "pdf": pdf}
FORMS = ("everything", "in-turn")
RETURN = EXAMPLES / "returns" / "requires-improvement.yaml"


def write(folder: Path) -> None:
    """Writes them into the folder."""
    assert SMALL.framework
    for form in FORMS:
        document = compose(SMALL.form(form), SMALL.framework)
        for format, writer in WRITERS.items():
            (folder / f"{form}.{format}").write_bytes(writer.write(document))
    month = paper.compose(eventful(), SMALL.framework)
    for format, writer in WRITERS.items():
        (folder / f"paper.{format}").write_bytes(writer.write(month))
    for format in WRITERS:
        for name, make in (("filled", filling.fill), ("readable", filed.readable)):
            made = make(FRAMEWORK, RETURN, format)
            assert made.content is not None, made.diagnostics
            (folder / f"{name}.{format}").write_bytes(made.content)
