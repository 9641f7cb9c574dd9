"""Abbreviations spelt out, for formats that have no other way to explain them than in words."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from formwright.document.nodes import Abbreviation, Document, Text


def spelt_out(document: Document) -> Document:
    """The document with "Public Law Outline (PLO)" in words, where PLO is first met."""
    blocks = _spelt_out(document.blocks)
    return document if blocks is document.blocks else replace(document, blocks=blocks)


def _spelt_out(value: Any) -> Any:
    match value:
        case Abbreviation(spelt_out=words):
            return Text(words)
        case tuple():
            found = tuple(map(_spelt_out, value))
            return value if all(a is b for a, b in zip(found, value, strict=True)) else found
        case _ if is_dataclass(value) and not isinstance(value, type):
            parts = {each.name: getattr(value, each.name) for each in fields(value)}
            changed = {name: new for name, old in parts.items() if (new := _spelt_out(old)) is not old}
            return replace(value, **changed) if changed else value
        case _:
            return value
