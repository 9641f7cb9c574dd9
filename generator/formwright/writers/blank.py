"""An empty submission as YAML: every field by its key, with comments that say what goes where.

What is printed round a form's fields elsewhere (headings, texts, tables, who is told) stands here
in comments, so that the file can be filled in with nothing else at hand.
"""

import json
import re
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import assert_never

from formwright.document.nodes import (
    Asked,
    Block,
    Blocks,
    Box,
    BulletList,
    Callout,
    Contents,
    DateBox,
    Document,
    Escalation,
    Facts,
    Fields,
    Heading,
    Input,
    Line,
    NumberedList,
    Paragraph,
    Pick,
    Question,
    Questions,
    Repeat,
    Table,
    Widget,
)
from formwright.document.prose import plain

WIDTH = 96
HOW_TO = """\
Write each answer after its colon. Where there is none, leave the line as it is. Lines that begin with # only
explain: no program reads them.
Put quotation marks round an answer that has a colon or a # in it, or that begins with anything but a letter or a
digit. Write a long one like this:""", """\
  comments: |
    The first line,
    and the second.""".splitlines()  # fmt: skip

Lines = Iterator[str]


def write(document: Document) -> bytes:
    """The file's bytes. Answers that the document holds stand in their places. Raises TypeError for
    a document that asks for nothing."""
    if not document.is_form:
        raise TypeError(f"'{document.identity.id}' is not a form: there is nothing to fill in")
    lines = [*_head(document)]
    for block in document.blocks:
        lines.extend(_block(block, document.answers))
    return ("\n".join(lines) + "\n").encode()


def _head(document: Document) -> Lines:
    identity = document.identity
    yield f"form: {identity.id}"
    yield f"version: {_quoted(identity.version)}"
    yield ""
    yield from _comment(f"{document.title} (version {identity.version}, issued {identity.issued_words})")
    yield from _comment(document.summary)
    yield "#"
    words, example = HOW_TO
    for paragraph in words.replace("\n", " ").split(". "):
        yield from _comment(paragraph)
    yield from (f"# {line}" for line in example)
