"""A definition in its tidy order and layout: the same data, and every comment where it belongs."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from formwright import marked
from formwright.definitions import shape
from formwright.definitions.tidy import entries, layout, order, scalars
from formwright.diagnostics import Diagnostic
from formwright.marked import Mapping, Plain, Sequence, decoded


@dataclass(frozen=True, slots=True)
class Tidied:
    """A tidy text; or None where the definition must be left as it is, and `diagnostics` say why."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def tidy(raw: bytes, file: str) -> Tidied:
    """The tidy text of the definition in a file. One that cannot be read, or that does not say its kind,
    is left as it is. Other faults do not matter here."""
    found = marked.read(raw, file)
    if found.diagnostics:
        return Tidied(None, found.diagnostics)
    kind = shape.kind_of(found)
    if kind is None:
        return Tidied(None, tuple(shape.check(found)))
    written = entries.parse(_plain_lines(raw))
    order.arrange(written, kind)
    text = layout.lay_out(written, is_open_ended=kind == "reviews")
    again = marked.read(text.encode(), file)
    if again.diagnostics or not same(found.data, again.data):
        raise Lost(f"{file}: the tidy text would not hold the same data.")
    if Counter(entries.comments(written)) != Counter(entries.comments(entries.parse(text))):
        raise Lost(f"{file}: the tidy text would not hold the same comments.")
    return Tidied(text)


class Lost(Exception):
    """Tidying would have lost something. A fault of ours: no text may bring it about."""


def same(one: Any, other: Any) -> bool:
    """Whether two texts' data say the same, whatever the order of their keys. Quotation marks make a
    difference only round what could be a number, a yes or no, or nothing: never round several words."""
    match one, other:
        case Mapping(), Mapping():
            return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
        case Sequence(), Sequence():
            return len(one) == len(other) and all(map(same, one, other))
        case str(), str():
            is_text = any(c.isspace() for c in one) or one in scalars.ONLY_IN_BRACKETS
            return one == other and (is_text or isinstance(one, Plain) == isinstance(other, Plain))
        case _:
            return False


def _plain_lines(raw: bytes) -> str:
    """The text with every end of line as `\\n`; YAML reads it as the same."""
    return decoded(raw).replace("\r\n", "\n").replace("\r", "\n")
