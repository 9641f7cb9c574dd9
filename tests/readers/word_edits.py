"""A form as a Word file, and what people and programs do to one, done in its XML."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from formwright.compose import compose
from formwright.definitions.library import Library, load
from formwright.model import rules
from formwright.model.conditions import Value
from formwright.model.framework import Framework
from formwright.model.rules import Rules
from formwright.pipelines.copies import Copies
from formwright.readers import docx as reader
from formwright.readers.returned import Returned
from formwright.writers import docx as writer

FORM = "tier1-generic-audit"
URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{URI}}}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MAIN = "word/document.xml"

Edit = Callable[[Element], object]


@cache
def library() -> Library:
    return load(Path(__file__).parents[2])


@cache
def copies() -> Copies:
    return Copies.of(library())


@cache
def forms() -> Mapping[str, Rules]:
    return {form.identity.id: rules.compile(form) for form in library().forms}


def written(form: str = FORM, answers: Mapping[str, str] | None = None) -> bytes:
    """The form as a Word file with these answers in it."""
    return writer.write(replace(compose(library().form(form), _framework()), answers=dict(answers or {})))


@cache
def framework() -> str:
    return compose(library().form(FORM), _framework()).framework


def _framework() -> Framework:
    found = library().framework
    assert found is not None
    return found


def read(file: bytes) -> Returned:
    return reader.read(file, "return.docx", forms(), framework(), copies().in_format("docx"))


def answers(file: bytes) -> dict[str, Value]:
    """The answers of a file in which nothing is wrong."""
    returned = read(file)
    assert [(d.place.path, d.message) for d in returned.diagnostics] == []
    assert returned.submission is not None
    return {path: answer.value for path, answer in returned.submission.answers.items()}


def faults(file: bytes) -> dict[str | None, str]:
    """What is wrong, by path. Nothing that is wrong is an answer too."""
    returned = read(file)
    found = {d.place.path: d.message for d in returned.diagnostics}
    if returned.submission is not None:
        assert not set(returned.submission.answers) & (set(found) | returned.submission.unreadable)
    return found


# --- files ----------------------------------------------------------------------------------------


def parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, raw in content.items():
            archive.writestr(name, raw)
    return out.getvalue()


def with_parts(file: bytes, **changed: bytes | None) -> bytes:
    """The file with some parts changed, or taken out; in a name, `__` stands for `/` and `_` for `.`."""
    content = {**parts(file), **{name.replace("__", "/").replace("_", "."): raw for name, raw in changed.items()}}
    return zipped({name: raw for name, raw in content.items() if raw is not None})


def edited(file: bytes, *edits: Edit) -> bytes:
    content = parts(file)
    document = etree.fromstring(content[MAIN])
    for edit in edits:
        edit(document)
    content[MAIN] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(content)


# --- what is in a file ----------------------------------------------------------------------------


def xml(content: str) -> list[Element]:
    """Elements written out, with Word's usual prefixes."""
    return list(
        etree.fromstring(
            f'<x xmlns:w="{URI}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
            'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
            f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{content}</x>'
        )
    )


def controls(document: Element, tag: str) -> list[Element]:
    return [found for found in document.iter(f"{W}sdt") if _tag(found) == tag]


def control(document: Element, tag: str) -> Element:
    (found,) = controls(document, tag)
    return found


def around(element: Element, name: str) -> Element:
    """The nearest element of this name round it, such as its cell ("tc")."""
    return next(element.iterancestors(f"{W}{name}"))


def says(found: Element, text: str) -> None:
    """Changes the first text in it, and nothing else."""
    next(found.iter(f"{W}t")).text = text


def remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def child(element: Element, path: str) -> Element:
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    assert found is not None
    return found


def _tag(found: Element) -> str | None:
    tag = found.find(f"{W}sdtPr/{W}tag")
    return None if tag is None else tag.get(f"{W}val")


# --- habits ---------------------------------------------------------------------------------------


def typed(tag: str, content: str) -> Edit:
    """In a control, as Word does it: the prompt goes and this XML takes its place."""

    def edit(document: Element) -> None:
        found = control(document, tag)
        without_flag(found)
        child(found, "sdtContent")[:] = xml(content)

    return edit


def without_flag(found: Element) -> None:
    for flag in found.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        remove(flag)


def beside(tag: str, content: str) -> Edit:
    """Typed in the control's cell, after the control's paragraph."""

    def edit(document: Element) -> None:
        around(control(document, tag), "tc").extend(xml(content))

    return edit


def as_other_programs_leave_it(document: Element) -> None:
    """The tags gone, and what tells that a control shows its prompt; the bookmarks stay."""
    for properties in document.iter(f"{W}sdtPr"):
        for name in ("tag", "alias", "showingPlcHdr"):
            for each in properties.findall(f"{W}{name}"):
                properties.remove(each)
    for run in document.iter(f"{W}rPr"):
        for style in run.findall(f"{W}rStyle"):
            run.remove(style)


def row_added(document: Element, section: str = "actions") -> None:
    """As Word's "+" does it: a copy of the last row, with the same tags and no bookmarks."""
    tagged = [c for c in document.iter(f"{W}sdt") if (_tag(c) or "").startswith(f"{section}[")]
    last = next(
        c for c in tagged[-1].iterancestors(f"{W}sdt") if c.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None
    )
    copy = deepcopy(last)
    for mark in [*copy.iter(f"{W}bookmarkStart"), *copy.iter(f"{W}bookmarkEnd")]:
        remove(mark)
    last.addnext(copy)
