"""What a returned Word file is: which program's, of which form, and its parts as trees."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from lxml import etree
from lxml.etree import _Element as Element

from formwright.answers import stamp as stamps
from formwright.answers.stamp import COPY, KIND, NAMES, Stamp
from formwright.readers import kinds
from formwright.readers.kinds import Readable
from formwright.readers.zipped import (
    LARGEST_PART,
    LARGEST_SIDE_PART,
    SUSPECT,
    Refused,
    Zipped,
    damaged,
    opened,
    refuse,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MOST_MARKS = 500_000
"""Elements, their ends and attributes in the text, all counted. The longest form that LibreOffice saves has 20,000."""

MOST_SIDE_MARKS = 100_000
"""The same in any other part that is read. Word's own styles have 10,000."""

MOST_BESIDE = 100
"""Heads, feet and parts with notes. A form has three; a program that saves it may make three for each section."""

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RESOURCE_LIMIT = 114  # libxml2's code, where elements stand 256 deep in one another
_AS_DOCX = "Open it in the program that made it, choose Save As, 'Word document (.docx)', and send that file."


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts that a reader looks at. A file without lists may lack `numbering` and `styles`. `edges` are
    the heads and feet of pages, `notes` the comments and the notes at the foot or end. `is_copy`: it says that it is a
    readable copy of a return."""

    stamp: Stamp
    document: Element
    numbering: Element | None
    styles: Element | None
    edges: tuple[Element, ...]
    notes: tuple[Element, ...]
    is_copy: bool = False


def word_file(raw: bytes, file: str) -> WordFile:
    """The file. Raises Refused where it is none that can be read."""
    if (fault := kinds.other_than(Readable.WORD, raw, file)) is not None:
        raise Refused(fault)
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
    said = _properties(_part(zipped, "docProps/custom.xml"))
    return WordFile(
        stamps.joined(_in_properties(said), _in_text(document)),
        document,
        _part(zipped, posixpath.join(folder, "numbering.xml")),
        _part(zipped, posixpath.join(folder, "styles.xml")),
        tuple(_beside(zipped, main, "header", "footer")),
        tuple(_beside(zipped, main, "comments", "footnotes", "endnotes")),
        said.get(KIND) == {COPY},
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


def _beside(zipped: Zipped, main: str, *kinds: str) -> Iterator[Element]:
    """The parts of these kinds that belong to the text. Raises Refused where there are very many."""
    folder, name = posixpath.split(main)
    relations = _part(zipped, f"{folder}/_rels/{name}.rels")
    named = {
        posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").rpartition("/")[2] in kinds and relation.get("TargetMode") != "External"
    }
    if len(named) > MOST_BESIDE:
        too_complex(zipped.file)
    for target in sorted(named):
        found = _part(zipped, target)
        if found is not None:
            yield found


def _part(
    zipped: Zipped, name: str, most: int = LARGEST_SIDE_PART, most_marks: int = MOST_SIDE_MARKS
) -> Element | None:
    raw = zipped.read(name, most)
    return None if raw is None else _tree(raw, zipped.file, most_marks)


def _tree(raw: bytes, file: str, most_marks: int) -> Element:
    """XML from outside. Nothing is fetched, and what could make it grow is refused before it is parsed."""
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        refuse("doctype", file, "This file contains instructions (a DOCTYPE) that no Word document has.", SUSPECT)
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
    message = "This file is far more complex than any return."
    refuse("too-complex", file, message, "Copy the answers to a fresh form.")


def _properties(custom: Element | None) -> dict[str, set[str]]:
    """What the file's own properties say, by name."""
    said: dict[str, set[str]] = {}
    for entry in custom if custom is not None else ():
        if len(entry) == 1 and entry[0].text:
            said.setdefault(entry.get("name", ""), set()).add(entry[0].text.strip())
    return said


def _in_properties(said: dict[str, set[str]]) -> Stamp:
    """What they say of the file's form. What they say twice, and not alike, is not said."""
    one = {name: next(iter(texts)) for name, texts in said.items() if len(texts) == 1}
    is_torn = any(len(said.get(name, ())) > 1 for name in NAMES.values())
    return Stamp.of(one.get, is_torn)


def _in_text(document: Element) -> Stamp:
    return stamps.of_bookmarks(mark.get(f"{W}name", "") for mark in document.iter(f"{W}bookmarkStart"))


def _other_zip(zipped: Zipped) -> NoReturn:
    other = kinds.of_zip(zipped.parts)
    if other is kinds.ARCHIVE and "[Content_Types].xml" in zipped:
        damaged(zipped.file)
    raise Refused(other.diagnostic(zipped.file))
