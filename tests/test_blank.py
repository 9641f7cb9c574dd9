"""A blank submission, filled in, is complete; and it says what goes where."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import FORMS, FRAMEWORK, found, review

from formwright import address
from formwright.compose import compose
from formwright.definitions.library import Library
from formwright.document.nodes import Document
from formwright.model import rules
from formwright.model.form import Control, Field, Form
from formwright.model.review import Status
from formwright.readers.yaml import Reader
from formwright.writers.blank import write

ROW = re.compile(r"^(  )# ((?:- |  )\w+:)$")


def document(library: Library, form: Form) -> Document:
    assert library.framework is not None
    return compose(form, library.framework)


def blank(library: Library, form: Form) -> str:
    return write(document(library, form)).decode()


def lines(text: str, rows: int = 1) -> list[tuple[str, str | None]]:
    """Each line of a blank with the path of the field that it asks for, if it asks for one. The row
    that stands in comments is there as often as `rows` says."""
    opened: list[str] = []
    template: list[str] = []
    for line in text.splitlines():
        if match := ROW.match(line):
            template.append("".join(match.groups()))
            continue
        opened += template * rows + [line]
        template = []
    return list(_with_paths([*opened, *template * rows]))


def _with_paths(opened: list[str]) -> list[tuple[str, str | None]]:
    above: dict[int, str] = {}
    row = -1
    result: list[tuple[str, str | None]] = []
    for line in opened:
        match = re.match(r"^( *)(- )?(\w+):$", line)
        if not match:
            result.append((line, None))
            continue
        depth = len(match[1]) + len(match[2] or "")
        if depth == 0:
            row = -1
        row += bool(match[2])
        above = {d: key for d, key in above.items() if d < depth}
        above[depth] = match[3] + (f"[{row}]" if False else "")
        result.append((line, ".".join(above.values())))
    return result
