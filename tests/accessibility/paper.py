"""What a PDF must be for those who hear it. Each rule takes a file and gives its faults, or nothing."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

CHECKERS = {
    "outloud": ("outloud", "--layer", "conformance", "--no-info"),
    "pdfua": ("pdfua", "check"),
}
"""Two programs of different authors that know the rules of PDF/UA-1 which a program can check."""


LIBREOFFICES = {
    "LNK-001": "cross-references are links to it, but not tagged as such",
    "LNK-005": "its pages do not say that the Tab key follows the tags",
}
"""Faults that LibreOffice's export makes, whatever Word file it is given: rules of outloud, each with what they are."""


def checked(name: str, file: Path, by_libreoffice: bool = False) -> list[str]:
    """What one of the checkers finds, without LibreOffice's own faults where the file is made by it."""
    program, *options = CHECKERS[name]
    if by_libreoffice and name == "outloud":
        options += ["--skip", ",".join(LIBREOFFICES)]
    found = subprocess.run(
        [Path(sys.executable).parent / program, *options, file], capture_output=True, text=True, errors="replace"
    )
    if found.returncode == 0:
        return []
    lines = [line.strip() for line in (found.stdout + found.stderr).splitlines() if line.strip()]
    return lines or [f"{name} ended with {found.returncode}"]


def conforms(file: Path) -> list[str]:
    """What any of the checkers finds."""
    return [f"{name}: {fault}" for name in CHECKERS for fault in checked(name, file)]


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """What a screen reader goes by, in its order."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids: Any = element.get("/K", [])
        inside = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting.extend(kid for kid in reversed(inside) if isinstance(kid, pikepdf.Dictionary))


def asserted(file: Path) -> list[str]:
    """Our own rules: what both checkers could pass and a reader would still miss."""
    with pikepdf.open(file) as pdf:
        return [*_whole(pdf), *_tags(pdf), *_annotations(pdf)]


def _whole(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if str(root.get("/Lang", "")) != "en-GB":
        yield "its language is not said to be en-GB"
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "it has no title"
    if "/ViewerPreferences" not in root or not root.ViewerPreferences.get("/DisplayDocTitle", False):
        yield "a reader's window shows the file's name, not its title"
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "it does not say that it is PDF/UA-1"
    if len(pdf.pages) > 4 and "/Outlines" not in root:
        yield "it has more than four pages and no bookmarks"


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    levels = []
    for element in elements(pdf):
        kind = str(element.S).strip("/")
        if kind in ("H1", "H2", "H3", "H4", "H5", "H6"):
            levels.append(int(kind[1]))
            if not element.get("/K", None):
                yield "a heading is empty"
        elif kind == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure is not said in words"
        elif kind == "TH" and "/Scope" not in _attributes(element):
            yield "a table's heading does not say whether it heads a row or a column"
    if levels[:1] != [1]:
        yield "the first heading is not the title"
    yield from (f"a heading of level {after} follows one of level {before}" for before, after in pairwise(levels)
                if after > before + 1)  # fmt: skip


def _attributes(element: pikepdf.Object) -> set[str]:
    found: Any = element.get("/A", [])
    return {key for each in (found if isinstance(found, pikepdf.Array) else [found]) for key in each.keys()}  # noqa: SIM118


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        annotations = list(page.get("/Annots", []))
        if annotations and str(page.get("/Tabs", "")) != "/S":
            yield f"page {number}: the Tab key does not follow the order of the text"
        for annotation in annotations:
            if annotation.Subtype == "/Link" and not str(annotation.get("/Contents", "")).strip():
                yield f"page {number}: a link does not say where it leads"
            field = annotation if "/T" in annotation or "/TU" in annotation else annotation.get("/Parent", annotation)
            if annotation.Subtype == "/Widget" and not str(field.get("/TU", "")).strip():
                yield f"page {number}: a field has no name that can be read out"
