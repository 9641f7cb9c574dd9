"""Boxes in a PDF ticked by other people's programs, each in its own way, and unticked."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pikepdf
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
    return fill_pdf.by_pypdf(form, {path: f"/{state(on)}" for path, on in ticks.items()})


def by_mupdf(form: Path, ticks: Ticks) -> bytes:
    return fill_pdf.by_mupdf(form, ticks)


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
    return fill_pdf.by_pdftk_with_xfdf(form, {path: state(on) for path, on in ticks.items()})


def by_pdftk_with_fdf(form: Path, ticks: Ticks) -> bytes:
    given = "".join(f"<</T({path})/V/{state(on)}>>" for path, on in ticks.items())
    return fill_pdf.by_pdftk_with_fields(form, given)


def by_pdf_lib(form: Path, ticks: Ticks) -> bytes:
    return fill_pdf.by_pdf_lib(form, ticks)


def by_pdf_js(form: Path, ticks: Ticks) -> bytes:
    return fill_pdf.by_pdf_js(form, ticks)
