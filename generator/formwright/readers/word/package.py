"""What a returned Word file is: which program's, of which form, and its parts as trees."""

import posixpath
from dataclasses import dataclass
from typing import NoReturn

from lxml import etree
from lxml.etree import _Element as Element

from formwright.readers.paper import DIGEST, FORM, FRAMEWORK, ISSUED, VERSION, Stamp
from formwright.readers.zipped import (
    LARGEST_PART,
    LARGEST_SIDE_PART,
    SUSPECT,
    Zipped,
    damaged,
    encrypted,
    opened,
    refuse,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MOST_MARKS = 500_000
"""Elements, their ends and attributes in the text, all counted. The longest form that LibreOffice saves has 20,000."""

MOST_SIDE_MARKS = 100_000
"""The same in any other part that is read. Word's own styles have 10,000."""

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RESOURCE_LIMIT = 114  # libxml2's code, where elements stand 256 deep in one another
_AS_DOCX = "In the program that it was made with, choose Save As, 'Word document (.docx)', and send that file."
_FORM_ITSELF = "Send the form itself as it was filled in: the Word file that ends in .docx."
_OTHERS = (
    (b"%pdf", "a PDF file", "Give it a name that ends in .pdf."),
    (b"{\\rtf", "a Rich Text file", _AS_DOCX),
    (b"<!doctype html", "a web page", _FORM_ITSELF),
    (b"<html", "a web page", _FORM_ITSELF),
    (b"<?xml", "an XML file", _AS_DOCX),
)
_OTHER_ZIPS = (
    ("content.xml", "a LibreOffice file", "In LibreOffice, choose Save As, 'Word (.docx)', and send that file."),
    ("xl/workbook.xml", "an Excel file", _FORM_ITSELF),
    ("ppt/presentation.xml", "a PowerPoint file", _FORM_ITSELF),
)


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts that a reader looks at. A file without lists may lack the last two."""

    stamp: Stamp
    document: Element
    numbering: Element | None
    styles: Element | None


def word_file(raw: bytes, file: str) -> WordFile:
    """The file. Raises Refused where it is none that can be read."""
    if not raw:
        refuse("empty-file", file, "This file is empty.", "Save the form again, and send that file.")
    if raw.startswith(_OLE):
        _before_2007(raw, file)
    if not raw.startswith(b"PK"):
        _not_word(raw, file)
    zipped = opened(raw, file)
    main = _main_part(zipped)
    document = _part(zipped, main, LARGEST_PART, MOST_MARKS)
    if document is None:
        damaged(file)
    if document.tag == f"{_STRICT}document":
        refuse("strict-word", file, "This file was saved as 'Strict Open XML', which cannot be read.", _AS_DOCX)
    if document.tag != f"{W}document":
        _other_zip(zipped)
    folder = posixpath.dirname(main)
    return WordFile(
        _stamp(_part(zipped, "docProps/custom.xml")),
        document,
        _part(zipped, posixpath.join(folder, "numbering.xml")),
        _part(zipped, posixpath.join(folder, "styles.xml")),
    )


def _main_part(zipped: Zipped) -> str:
    """The name of the part with the text: most often word/document.xml, but some programs have others."""
    relations = _part(zipped, "_rels/.rels")
    targets = (
        relation.get("Target", "")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External"
    )
    return posixpath.normpath(next(targets, None) or _other_zip(zipped)).lstrip("/")


def _part(
    zipped: Zipped, name: str, most: int = LARGEST_SIDE_PART, most_marks: int = MOST_SIDE_MARKS
) -> Element | None:
    raw = zipped.read(name, most)
    return None if raw is None else _tree(raw, zipped.file, most_marks)


def _tree(raw: bytes, file: str, most_marks: int) -> Element:
    """XML from outside. Nothing is fetched, and what could make it grow is refused before it is parsed."""
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        refuse("doctype", file, "This file holds instructions (a DOCTYPE) that no Word document has.", SUSPECT)
    if raw.count(b"<") + raw.count(b"=") > most_marks:
        too_complex(file)
    # The encoding is set and not asked for: in one that the file declares, a DOCTYPE could hide.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as fault:
        if getattr(fault, "code", None) == _RESOURCE_LIMIT:
            too_complex(file)
        damaged(file)


def too_complex(file: str) -> NoReturn:
    message = "This file has very many more pieces, or layers of them, than any return."
    refuse("too-complex", file, message, "Copy the answers to a fresh form.")


def _stamp(custom: Element | None) -> Stamp:
    """What the file's own properties say of its form. What they say twice, and not alike, is not said."""
    said: dict[str, set[str]] = {}
    for entry in custom if custom is not None else ():
        if len(entry) == 1 and entry[0].text:
            said.setdefault(entry.get("name", ""), set()).add(entry[0].text.strip())
    one = {name: texts.pop() for name, texts in said.items() if len(texts) == 1}
    return Stamp(one.get(FRAMEWORK), one.get(FORM), one.get(VERSION), one.get(DIGEST), one.get(ISSUED))


# --- files of another kind -----------------------------------------------------------------


def _before_2007(raw: bytes, file: str) -> NoReturn:
    """Word before 2007 wrote files of this kind, and Word today locks a document within one."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        encrypted(file)
    if "WordDocument".encode("utf-16-le") in raw:
        refuse("old-word", file, "This file is in Word's old format (.doc), which cannot be read.", _AS_DOCX)
    _is("another program's file", file)


def _not_word(raw: bytes, file: str) -> NoReturn:
    start = raw[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for opening, kind, hint in _OTHERS:
        if start.startswith(opening):
            _is(kind, file, hint)
    _is("something else", file)


def _other_zip(zipped: Zipped) -> NoReturn:
    for name, kind, hint in _OTHER_ZIPS:
        if name in zipped:
            _is(kind, zipped.file, hint)
    if "[Content_Types].xml" in zipped:
        damaged(zipped.file)
    _is("a packed folder (zip)", zipped.file, "Unpack it, and send the forms in it one by one.")


def _is(kind: str, file: str, hint: str = _FORM_ITSELF) -> NoReturn:
    refuse("not-word", file, f"This is not a Word document: it is {kind}.", hint)
