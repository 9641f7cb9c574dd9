"""Boxes in a PDF ticked by other people's programs, each in its own way, and unticked."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import pymupdf
import pypdf
from pikepdf import Name
from tests.readers import fill_pdf
from tests.readers.fill_pdf import field_of, run

Ticks = Mapping[str, bool]
"""Whether each box is to be ticked, by its path."""


def state(is_on: bool) -> str:
    return "Yes" if is_on else "Off"


def quickly(form: bytes, ticks: Ticks) -> bytes:
    """As all programs do in the end: its value, and the state that it shows."""
    return with_states(form, {path: (Name(f"/{state(on)}"), Name(f"/{state(on)}")) for path, on in ticks.items()})


def with_states(form: bytes, states: Mapping[str, tuple[pikepdf.Object | None, pikepdf.Object | None]]) -> bytes:
    """The form with these objects for what boxes hold, and for what they show; None where there is none."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for path, given in states.items():
            for key, found in zip(("/V", "/AS"), given, strict=True):
                if found is not None:
                    field_of(pdf, path)[key] = found
                elif key in field_of(pdf, path):
                    del field_of(pdf, path)[key]
        pdf.save(made)
    return made.getvalue()


def by_pypdf(form: Path, ticks: Ticks) -> bytes:
    writer = pypdf.PdfWriter(clone_from=form)
    for page in writer.pages:
        writer.update_page_form_field_values(page, {path: f"/{state(on)}" for path, on in ticks.items()})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def by_mupdf(form: Path, ticks: Ticks) -> bytes:
    pdf: Any = pymupdf.open(form)  # type: ignore[no-untyped-call]
    with pdf:
        for page in pdf:
            for widget in page.widgets():
                if widget.field_name in ticks:
                    widget.field_value = ticks[widget.field_name]
                    widget.update()
        return bytes(pdf.tobytes())


def by_qpdf(form: Path, ticks: Ticks) -> bytes:
    told = json.loads(run("qpdf", "--json-output", str(form), "-"))
    listed = json.loads(run("qpdf", "--json", "--json-key=acroform", str(form)))["acroform"]["fields"]
    for field in listed:
        if field["fullname"] in ticks:
            said = f"/{state(ticks[field['fullname']])}"
            told["qpdf"][1][f"obj:{field['object']}"]["value"].update({"/V": said, "/AS": said})
    changed, made = form.with_suffix(".json"), form.with_suffix(".qpdf.pdf")
    changed.write_text(json.dumps(told), encoding="utf-8")
    run("qpdf", "--json-input", str(changed), str(made))
    return made.read_bytes()


def by_pdftk_with_xfdf(form: Path, ticks: Ticks) -> bytes:
    given = "".join(f'<field name="{escape(p)}"><value>{state(on)}</value></field>' for p, on in ticks.items())
    xfdf = f'<?xml version="1.0"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{given}</fields></xfdf>'
    return _by_pdftk(form, form.with_suffix(".xfdf"), xfdf)


def by_pdftk_with_fdf(form: Path, ticks: Ticks) -> bytes:
    given = "".join(f"<</T({path})/V/{state(on)}>>" for path, on in ticks.items())
    fdf = f"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[{given}]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    return _by_pdftk(form, form.with_suffix(".fdf"), fdf)


def _by_pdftk(form: Path, data: Path, content: str) -> bytes:
    data.write_text(content, "utf-8")
    made = form.with_suffix(".pdftk.pdf")
    run("pdftk", str(form), "fill_form", str(data), "output", str(made))
    return made.read_bytes()


def by_pdf_lib(form: Path, ticks: Ticks) -> bytes:
    return _by_node("fill_pdf_lib.mjs", form, ticks)


def by_pdf_js(form: Path, ticks: Ticks) -> bytes:
    return _by_node("fill_pdf_js.mjs", form, ticks)


def _by_node(script: str, form: Path, ticks: Ticks) -> bytes:
    given, made = form.with_suffix(".json"), form.with_suffix(".node.pdf")
    given.write_text(json.dumps(dict(ticks)), encoding="utf-8")
    run(str(fill_pdf.NODE), str(fill_pdf.HERE / script), str(fill_pdf.MODULES), str(form), str(given), str(made))
    return made.read_bytes()
