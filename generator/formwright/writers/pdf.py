"""The PDF writer: a tagged document for paper and screen readers, whose fields can be filled in.

WeasyPrint lays out the page; what it leaves undone is mended after: fields in `paper.acroform`,
tags in `paper.tags`.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, String

from formwright.answers.stamp import KIND, PIECE, TERMS, Stamp, term
from formwright.document.nodes import Document
from formwright.document.short_names import spelt_out
from formwright.issued.pages import fingerprint
from formwright.writers.paper import engine
from formwright.writers.paper.acroform import Unseen, make_fields
from formwright.writers.paper.appearances import letters_without_a_face
from formwright.writers.paper.fields import paper_fields
from formwright.writers.paper.in_full import with_answers_in_full
from formwright.writers.paper.page import page
from formwright.writers.paper.tags import mend_tags

# Between what is typed and the border of its cell, in CSS pixels.
CELL_MARGIN = 2


@dataclass(frozen=True, slots=True)
class Written:
    """A PDF, and the labels of the fields, by path, that have letters for which there is no typeface. `letters` are
    those in the running text, of a readable copy."""

    content: bytes
    lacking: Mapping[str, str]
    letters: frozenset[str] = frozenset()


def write(document: Document) -> bytes:
    """The document as PDF/UA-1. The same document gives the same bytes, whenever and wherever."""
    return written(document).content


def written(document: Document) -> Written:
    """The same, and what is not to be seen in it."""
    document = spelt_out(document)
    if document.filed is not None:
        with letters_without_a_face() as letters:
            return Written(printed(document)[0], {}, frozenset(letters))
    cut: tuple[str, ...] = ()
    while True:
        fields = paper_fields(document)
        made, unseen = printed(with_answers_in_full(document, cut, fields))
        found = tuple(path for path in unseen.longer if path not in cut)
        if not found:
            return Written(made, {path: fields[path].label for path in unseen.lacking})
        cut = (*cut, *found)


def printed(document: Document) -> tuple[bytes, Unseen]:
    fields = paper_fields(document)
    html = engine.html(page(document))
    tables = take_captions(html.etree_element)
    links = link_words(html.etree_element)
    with pikepdf.open(io.BytesIO(lay_out(html))) as pdf:
        unseen = make_fields(pdf, fields)
        mend_tags(pdf, tables, links)
        sign(pdf, document)
        return saved(pdf), unseen


# --- before the layout: what the page says that its tags cannot carry --------------------------


def take_captions(root: Any) -> list[str | None]:
    """For each table, in order, its name where that is only to be heard. It is taken off the page, and
    an empty caption left in its place: that marks where a table starts."""
    names = []
    for table in root.iter("table"):
        caption = table.find("caption")
        heard = caption.get("class") == "heard"
        names.append(caption.text if heard else None)
        if heard:
            caption.text = None
    return names


def link_words(root: Any) -> dict[str, str]:
    """What each link's target is called on the page, where it is first called anything: in a book that
    is the list of contents, which has each heading in full."""
    links = [(link.get("href").removeprefix("#"), link) for link in reversed(list(root.iter("a")))]
    anchors = {element.get("id") for element in root.iter()}
    for target, link in links:
        if link.get("href").startswith("#") and target not in anchors:
            raise ValueError(f"a reference does not lead anywhere: {target!r}")
    return {target: " ".join("".join(link.itertext()).split()) for target, link in links}


# --- the layout --------------------------------------------------------------------------------


def lay_out(html: Any) -> bytes:
    rendered = html.render(pdf_forms=True, presentational_hints=True)
    for sheet in rendered.pages:
        fill_cells(sheet)
    return engine.written(rendered, pdf_forms=True, pdf_variant="pdf/ua-1")


def fill_cells(sheet: Any) -> None:
    """Let each field in a table take up its whole cell. CSS cannot: a row's height is known only
    once it is laid out."""
    cells = dict(inputs_in_cells(sheet))
    for form, boxes in sheet.forms.items():
        sheet.forms[form] = [(box, cells.get(id(box), rectangle)) for box, rectangle in boxes]


def inputs_in_cells(sheet: Any) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """The inputs that stand in a cell of answers, with the cell's rectangle inside its border."""
    for cell in sheet._page_box.descendants():
        if cell.element_tag == "td" and cell.element.get("class") == "cell":
            left, top = cell.padding_box_x(), cell.padding_box_y()
            right, bottom = left + cell.padding_width(), top + cell.padding_height()
            inside = (left + CELL_MARGIN, top + CELL_MARGIN, right - CELL_MARGIN, bottom - CELL_MARGIN)
            for box in cell.descendants():
                if box.is_input() and box.element.get("type") != "checkbox":
                    yield id(box), inside


# --- after it ----------------------------------------------------------------------------------


def sign(pdf: pikepdf.Pdf, document: Document) -> None:
    """Say in the metadata which definition this is, for people and for whoever reads it back."""
    identity = document.identity
    stamp = Stamp(
        document.framework,
        identity.id,
        identity.version,
        identity.digest,
        identity.issued,
        fingerprint(drawn(page) for page in pdf.pages),
    )
    known = {**stamp.said, KIND: identity.kind}
    for name, value in known.items():
        pdf.docinfo[f"/{name}"] = value
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.register_xml_namespace(TERMS, "formwright")
        for name, value in known.items():
            metadata[term(name)] = value
    # A third time, where programs that take out properties do not look.
    private = Dictionary({f"/{name}": String(value) for name, value in known.items()})
    moment = String(f"D:{identity.issued.replace('-', '')}000000Z")
    pdf.Root.PieceInfo = Dictionary({f"/{PIECE}": Dictionary(LastModified=moment, Private=private)})


def drawn(page: pikepdf.Page) -> bytes:
    """What is drawn on a page, unpacked."""
    contents = page.obj.Contents
    return b"\n".join(each.read_bytes() for each in (contents if isinstance(contents, Array) else [contents]))


def saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()
