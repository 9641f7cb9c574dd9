"""PDF forms filled in by other people's programs, each in its own way."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import pymupdf
import pypdf
from pikepdf import String

HERE = Path(__file__).parent
NODE = Path(sys.prefix) / "bin" / "node"
MODULES = Path(sys.prefix) / "node" / "node_modules"

Answers = Mapping[str, str]


def quickly(form: bytes, answers: Answers) -> bytes:
    """Filled in as all programs do in the end: the value in the field. Takes no time."""
    return filled(form, {path: String(text) for path, text in answers.items()})


def filled(form: bytes, values: Mapping[str, pikepdf.Object]) -> bytes:
    """The form with these objects for values."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for path, value in values.items():
            field_of(pdf, path).V = value
        pdf.save(made)
    return made.getvalue()


def field_of(pdf: pikepdf.Pdf, path: str) -> pikepdf.Object:
    """The field of this path."""
    found = pdf.Root.AcroForm
    for part in path.split("."):
        kids = found.Kids if "/Kids" in found else found.Fields
        found = next(kid for kid in kids if str(kid.T) == part)
    return found


def by_pypdf(form: Path, answers: Answers) -> bytes:
    writer = pypdf.PdfWriter(clone_from=form)
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(answers))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def by_mupdf(form: Path, answers: Mapping[str, str | bool]) -> bytes:
    pdf: Any = pymupdf.open(form)  # type: ignore[no-untyped-call]
    with pdf:
        for page in pdf:
            for widget in page.widgets():
                if widget.field_name in answers:
                    widget.field_value = answers[widget.field_name]
                    widget.update()
        return bytes(pdf.tobytes())


def by_mupdf_at_the_end(form: Path, answers: Answers) -> bytes:
    """As a change added to the end of the file."""
    copy = form.with_suffix(".changed.pdf")
    copy.write_bytes(form.read_bytes())
    pdf: Any = pymupdf.open(copy)  # type: ignore[no-untyped-call]
    with pdf:
        for page in pdf:
            for widget in page.widgets():
                if widget.field_name in answers:
                    widget.field_value = answers[widget.field_name]
                    widget.update()
        pdf.saveIncr()
    return copy.read_bytes()


def by_qpdf(form: Path, answers: Answers) -> bytes:
    told = json.loads(run("qpdf", "--json-output", str(form), "-"))
    listed = json.loads(run("qpdf", "--json", "--json-key=acroform", str(form)))["acroform"]["fields"]
    for field in listed:
        if field["fullname"] in answers:
            told["qpdf"][1][f"obj:{field['object']}"]["value"]["/V"] = f"u:{answers[field['fullname']]}"
    changed, made = form.with_suffix(".json"), form.with_suffix(".qpdf.pdf")
    changed.write_text(json.dumps(told), encoding="utf-8")
    run("qpdf", "--json-input", str(changed), str(made))
    return made.read_bytes()


def by_pdftk_with_xfdf(form: Path, answers: Answers) -> bytes:
    given = "".join(
        f'<field name="{escape(path)}"><value>{escape(text)}</value></field>' for path, text in answers.items()
    )
    xfdf = (
        f'<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{given}</fields></xfdf>'
    )
    return _by_pdftk(form, form.with_suffix(".xfdf"), xfdf.encode())


def by_pdftk_with_fdf(form: Path, answers: Answers) -> bytes:
    """FDF, whose choices pdftk writes as lists of one."""
    return by_pdftk_with_fields(
        form, "".join(f"<</T<{_utf16(path)}>/V<{_utf16(text)}>>>" for path, text in answers.items())
    )


def by_pdftk_with_fields(form: Path, given: str) -> bytes:
    """FDF with these fields in it, as FDF spells them."""
    fdf = f"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[{given}]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    return _by_pdftk(form, form.with_suffix(".fdf"), fdf.encode())


def _utf16(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def _by_pdftk(form: Path, data: Path, content: bytes) -> bytes:
    data.write_bytes(content)
    made = form.with_suffix(".pdftk.pdf")
    run("pdftk", str(form), "fill_form", str(data), "output", str(made))
    return made.read_bytes()


def by_pdf_lib(form: Path, answers: Mapping[str, str | bool]) -> bytes:
    """In many web pages. It writes a choice as its label."""
    return _by_node("fill_pdf_lib.mjs", form, answers)


def by_pdf_js(form: Path, answers: Mapping[str, str | bool]) -> bytes:
    """Firefox's viewer."""
    return _by_node("fill_pdf_js.mjs", form, answers)


def _by_node(script: str, form: Path, answers: Mapping[str, str | bool]) -> bytes:
    given, made = form.with_suffix(".json"), form.with_suffix(".node.pdf")
    given.write_text(json.dumps(dict(answers)), encoding="utf-8")
    run(str(NODE), str(HERE / script), str(MODULES), str(form), str(given), str(made))
    return made.read_bytes()


def run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout
