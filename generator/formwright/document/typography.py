"""Typed text as it is set in type: curly quotation marks and apostrophes, and dashes between numbers and thoughts.

Definitions are typed plainly ("1-4", 'the child's'); whoever reads a document sees “1–4” and ‘the child’s’. Only
what people read is set so: never an id, a path, a value that is stored, an address or an answer. Each character is
replaced by one character, so that what stands where does not change.
"""

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any, assert_never

from formwright.document.nodes import (
    Abbreviation,
    Deleted,
    Document,
    Emphasis,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Reference,
    Strong,
    Text,
)

SAID = frozenset(
    "above ask_heading audience by caption categories copies dates default_label filed full_label heading hint label"
    " lead legend meaning name nobody note organisation points reason row_name standing subtitle summary text title"
    " unit who words".split()
)
"""The fields of nodes that people read, where they are plain text."""

SHORT_LABEL = 40
"""So many letters a label may have to be kept on one line."""

_ADDRESS = re.compile(r"[\w.+/-]*(?:@|://|\bwww\.)[^\s\"'<>]*")
_RANGE = re.compile(r"(?<![\w.,:/–-])([0-9]+)((?:[.:][0-9]+)?)-([0-9]+)((?:[.:][0-9]+)?)(?![\w/–-]|[.,:][0-9])")
_OPENS_AFTER = " \t\n\u00a0([{/–—“‘"
_ELISIONS = re.compile(r"'(?=[0-9]0s\b|(?:tis|twas|til|em|cause|bout)\b)", re.IGNORECASE)


def in_type(document: Document) -> Document:
    """The document with all its texts set in type, if it is in English: other languages quote in other ways.
    Set again, it stays as it is."""
    if not is_english(document):
        return document
    found: Document = _node(document)
    return found


def is_english(document: Document) -> bool:
    return document.language.split("-")[0] == "en"


@lru_cache(maxsize=20_000)
def typeset(text: str) -> str:
    """A plain text set in type, as long as it was. Addresses stay as they are."""
    kept = [found.span() for found in _ADDRESS.finditer(text)]
    if not kept:
        return _set(text)
    done = _set(text)
    for start, end in kept:
        done = done[:start] + text[start:end] + done[end:]
    return done


def unbroken(label: str) -> str:
    """A short label that stays whole at the end of a line."""
    return label.replace(" ", "\u00a0") if len(label) <= SHORT_LABEL else label


def goes_on(following: Inline | None) -> bool:
    """Whether a sentence goes on after a reference, so that the page named with it ends with a comma."""
    return isinstance(following, Text) and following.text[:1].isspace() and following.text.lstrip()[:1].isalnum()


def _set(text: str) -> str:
    text = _RANGE.sub(_range, text.replace(" - ", " – "))
    if "'" not in text and '"' not in text:
        return text
    found: list[str] = []
    for at, sign in enumerate(text):
        found.append(_quote(sign, found[-1] if found else "\n", text, at) if sign in "'\"" else sign)
    return "".join(found)


def _range(found: re.Match[str]) -> str:
    """Numbers from one to another: the second is higher ("1-4", "2013-14"), or else it is a date or a code."""
    first, second = found[1], found[3]
    if found[2] or found[4]:
        goes_up = (int(first), found[2]) < (int(second), found[4])
    else:
        goes_up = int(first) < int(first[: max(0, len(first) - len(second))] + second)
    is_code = len(first) > 1 and first.startswith("0")
    return found[0].replace("-", "–") if goes_up and not is_code else found[0]


def _quote(sign: str, before: str, text: str, at: int) -> str:
    after = text[at + 1] if at + 1 < len(text) else "\n"
    opening, closing = ("‘", "’") if sign == "'" else ("“", "”")
    if sign == "'" and _ELISIONS.match(text, at) and not before.isalnum():
        return closing
    if before in _OPENS_AFTER:
        is_alone = after.isspace() and before not in "“‘"
        return sign if is_alone else opening
    return closing


# --- trees ---------------------------------------------------------------------------------


def _node(node: Any) -> Any:
    changed: dict[str, Any] = {}
    for name, is_said in _fields(node.__class__):
        value = getattr(node, name)
        found = _value(value, is_said)
        if found is not value:
            changed[name] = found
    return replace(node, **changed) if changed else node


@cache
def _fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a node that may hold text, and whether it is text that people read."""
    silent = ("kind", "answers", "identity")
    return tuple((each.name, each.name in SAID) for each in fields(kind) if each.name not in silent)


def _value(value: Any, is_said: bool) -> Any:
    if isinstance(value, str):
        return typeset(value) if is_said else value
    if isinstance(value, tuple):
        if value and all(isinstance(each, _INLINE) for each in value):
            return _inlines(value)
        found = tuple(_value(each, is_said) for each in value)
        return value if all(a is b for a, b in zip(found, value, strict=True)) else found
    return _node(value) if is_dataclass(value) else value


_INLINE = (Text, Strong, Emphasis, Link, Reference, LineBreak, Abbreviation, Deleted, Inserted)


def _inlines(children: Inlines) -> Inlines:
    """A line as one text, whatever parts of it are strong or links: quotation marks go by their neighbours."""
    typed = _typed(children)
    done = typeset(typed)
    return children if done == typed else _cut(children, done, 0)[0]


def _typed(children: Inlines) -> str:
    return "".join(_typed_one(child) for child in children)


def _typed_one(child: Inline) -> str:
    match child:
        case Text(text):
            return text
        case LineBreak():
            return "\n"
        case _:
            return _typed(child.children)


def _cut(children: Inlines, done: str, at: int) -> tuple[Inlines, int]:
    """The same parts, with the text that was set in their places."""
    found: list[Inline] = []
    for child in children:
        match child:
            case Text(text):
                found.append(Text(done[at : at + len(text)]))
                at += len(text)
            case LineBreak():
                found.append(child)
                at += 1
            case Strong() | Emphasis() | Link() | Reference() | Deleted() | Inserted():
                inner, at = _cut(child.children, done, at)
                found.append(replace(child, children=inner))
            case Abbreviation(short):
                found.append(child)  # it is set when it is explained
                at += len(short)
            case _:
                assert_never(child)
    return tuple(found), at
