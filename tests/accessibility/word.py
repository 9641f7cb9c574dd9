"""What a Word file must be for those who hear it. Each rule takes a file and gives its faults, or nothing."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC = "{http://purl.org/dc/elements/1.1/}"

TAGGED = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
"""LibreOffice's own PDF for those who hear it."""


def asserted(file: Path) -> list[str]:
    with ZipFile(file) as archive:
        parts = {name: etree.fromstring(archive.read(f"{name}.xml")) for name in ("word/document", "word/styles")}
        core = etree.fromstring(archive.read("docProps/core.xml"))
    document = parts["word/document"]
    return [
        *_whole(parts["word/styles"], core),
        *_headings(document),
        *_tables(document),
        *_pictures(document),
        *_fields(document),
    ]


def _whole(styles: etree._Element, core: etree._Element) -> Iterator[str]:
    language = styles.find(f".//{W}rPrDefault//{W}lang")
    if language is None or language.get(f"{W}val") != "en-GB":
        yield "its language is not said to be en-GB"
    if not (core.findtext(f"{DC}title") or "").strip():
        yield "it has no title"


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else (found.get(f"{W}val") or "").strip()


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t")).strip()


def _headings(document: etree._Element) -> Iterator[str]:
    found = [(_value(p, f"{W}pPr/{W}pStyle"), p) for p in document.iter(f"{W}p")]
    headings = [(int(style[-1]), p) for style, p in found if style.startswith("Heading") and style[-1].isdigit()]
    levels = [level for level, _ in headings]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "its title is not its one heading of level 1"
    yield from (f"a heading of level {after} follows one of level {before}" for before, after in pairwise(levels)
                if after > before + 1)  # fmt: skip
    yield from ("a heading is empty" for _, p in headings if not _text(p))


def _tables(document: etree._Element) -> Iterator[str]:
    for table in document.iter(f"{W}tbl"):
        name = _value(table, f"{W}tblPr/{W}tblCaption")
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield f"a table has no heading row: {name}"
        if not name or not _value(table, f"{W}tblPr/{W}tblDescription"):
            yield f"a table has no title or no description: {name}"


def _pictures(document: etree._Element) -> Iterator[str]:
    for picture in document.iter(f"{WP}docPr"):
        if not (picture.get("descr") or "").strip():
            yield f"a picture is not said in words: {picture.get('name')}"


def _fields(document: etree._Element) -> Iterator[str]:
    for control in document.iter(f"{W}sdtPr"):
        if control.find(f"{W}tag") is not None and not _value(control, f"{W}alias"):
            yield f"a field has no name that can be read out: {_value(control, f'{W}tag')}"


NESTED = "everything"
"""The sample with a table inside a table. Our file marks the inner table's heading row, and LibreOffice's PDF loses
it, so that this file is not put through LibreOffice; the statement says so."""


def as_pdf(files: Sequence[Path], out: Path) -> list[Path]:
    """What LibreOffice makes of these files, as PDFs for those who hear them."""
    files = [file for file in files if file.stem != NESTED]
    with tempfile.TemporaryDirectory() as profile:
        user = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = ["soffice", user, "--headless", "--convert-to", TAGGED, "--outdir", str(out), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True)
    return [out / f"{file.stem}.pdf" for file in files]
