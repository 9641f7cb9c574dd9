"""Definitions as carelessly laid out as YAML allows, with comments that say where they belong."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from formwright.definitions.schemas import KINDS
from formwright.definitions.tidy.entries import Collection, Entry, Written

KEYS = [
    "id",
    "title",
    "version",
    "sections",
    "fields",
    "questions",
    "ask",
    "text",
    "roles",
    "label",
    "when",
    "漢字",
    "x 😀",
]
ONE_LINE = ["child", "no", "true", "1.10", "0123", "2014-01-15", "~", "it's", "漢字の説明", "A 😀 face", "a:b", "a#b"]
LONG = [
    " ".join(["word"] * 40),
    "漢" * 130,
    f"{'word ' * 12}{'long' * 30} {'word ' * 9}end",
    "two  spaces " * 15 + "end",
]
QUOTED = [
    "",
    " edge ",
    "a: b",
    "# none",
    "[x]",
    "- dash",
    'say "yes"',
    "back\\slash",
    "a\tb",
    "-",
    "'",
    "? ",
    "no\u00a0break",
]
BLOCK_LINES = ["words here", "  further in", "", "", "# no comment", "- no item", "ends with spaces  ", "漢字", "a: b"]


@st.composite
def definitions(draw: Callable[[Any], Any]) -> str:
    return _Author(draw).definition()


def places(written: Written) -> Iterator[tuple[str, str, str]]:
    """Each comment with the way to what it belongs to, and where it stands there."""
    yield from (("head", "", line) for line in (*written.head, *written.heading) if line.startswith("#"))
    yield from (("tail", "", line) for line in (*written.end, *written.foot) if line.startswith("#"))
    yield from _of_entry(written.root, "")


def _of_entry(entry: Entry, way: str) -> Iterator[tuple[str, str, str]]:
    yield from (("above", way, line) for line in entry.above if line)
    yield from (("within", way, line) for line in entry.within if line)
    if entry.aside:
        yield "aside", way, entry.aside
    if isinstance(entry.value, Collection):
        yield from (("tail", way, line) for line in entry.value.tail if line)
        for n, inner in enumerate(entry.value.entries):
            yield from _of_entry(inner, f"{way}/{inner.key.value if inner.key else n}")


class _Author:
    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self.draw = draw
        self.count = 0

    def any_of(self, choices: list[Any]) -> Any:
        return self.draw(st.sampled_from(choices))

    def now_and_then(self) -> bool:
        return bool(self.draw(st.integers(0, 3)) == 3)

    def comment(self, where: str, way: str) -> str:
        self.count += 1
        return f"# {where} {way} no. {self.count}"

    def aside(self, way: str) -> str:
        return f"{self.any_of([' ', '   '])}{self.comment('aside', way)}" if self.now_and_then() else ""

    def on_lines(self, where: str, way: str, column: int) -> list[str]:
        lines = [""] * self.any_of([0, 0, 0, 1, 2])
        if self.now_and_then():
            lines += [" " * column + self.comment(where, way) for _ in range(self.any_of([1, 2]))]
            lines += [""] * (self.any_of([0, 0, 1]) if way.count("/") > 1 else 0)
        return lines

    def definition(self) -> str:
        kind = self.any_of(list(KINDS))
        lines = self.mapping("", 0, 3, f"kind: {kind}")
        if self.now_and_then():
            lines = ["# yaml-language-server: $schema=x", *lines]
        if self.now_and_then():
            lines = ["---", *lines]
        if self.now_and_then():
            lines = [*lines, "..."]
        text = str(self.any_of(["\n", "\n", "\r\n"])).join(lines)
        start, end = self.any_of(["", "\ufeff"]), self.any_of(["", "\n", "\n\n\n"])
        return f"{start}{text}{end}"

    def mapping(self, way: str, column: int, depth: int, further: str = "") -> list[str]:
        keys = self.draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=0 if further else 1, max_size=4))
        lines: list[str] = []
        at = self.any_of(list(range(len(keys) + 1)))
        for n, key in enumerate(keys):
            lines += [further] if further and n == at else []
            lines += self.on_lines("above", f"{way}/{key}", column)
            written = self.any_of([key, key, f"'{key}'", f'"{key}"'])
            lines += self.value(f"{' ' * column}{written}:", f"{way}/{key}", column, depth, in_list=False)
        lines += [further] if further and at == len(keys) else []
        return lines + self.on_lines("tail", way, column)

    def items(self, way: str, column: int, depth: int, tail: bool) -> list[str]:
        lines: list[str] = []
        for n in range(self.any_of([1, 2, 3])):
            lines += self.on_lines("above", f"{way}/{n}", column)
            lines += self.value(f"{' ' * column}-", f"{way}/{n}", column, depth, in_list=True)
        return lines + (self.on_lines("tail", way, column) if tail else [])

    def value(self, start: str, way: str, column: int, depth: int, in_list: bool) -> list[str]:
        inside = column + self.any_of([1, 2, 4])
        written = ["one line", "folded", "block", "brackets", "nothing"]
        match self.any_of(written + (["mapping", "list"] * 3 if depth else [])):
            case "one line":
                return [f"{start} {self.one_line()}{self.aside(way)}"]
            case "folded":
                first, *others = self.folded()
                lines = [f"{start} {first}", *(" " * inside + line if line else "" for line in others)]
                return [*lines[:-1], lines[-1] + self.aside(way)]
            case "block":
                return self.block(start, way, inside)
            case "brackets":
                first, *others = self.brackets(way, depth)
                lines = [f"{start} {first}", *(" " * inside + line for line in others)]
                return [*lines[:-1], lines[-1] + (self.aside(way) if "aside" not in lines[0] else "")]
            case "nothing":
                return [start + self.aside(way), *self.on_lines("within", way, inside)]
            case "mapping":
                lines = self.mapping(way, inside + in_list, depth - 1)
            case _:
                indented = in_list or self.any_of([True, False])
                lines = self.items(way, inside + in_list if indented else column, depth - 1, tail=indented)
        if in_list and lines[0].strip() and not lines[0].lstrip().startswith("#"):
            return [start + lines[0][len(start) :], *lines[1:]]
        return [start + self.aside(way), *lines]

    def one_line(self) -> str:
        text = self.any_of(ONE_LINE * 3 + LONG + QUOTED)
        single = "'" + text.replace("'", "''") + "'"
        double = json.dumps(text, ensure_ascii="😀" not in text and self.any_of([True, False]))
        return str(self.any_of([single, double] + ([text] * 4 if text not in QUOTED else [])))

    def folded(self) -> list[str]:
        lines = self.any_of(
            [["one", "two three"], ["one", "", "two"], ["it is", "- no item", "#", "4"], ["漢", "", "", "字"]]
        )
        mark = self.any_of(["'", '"'] + ([""] if "#" not in lines else []))
        return [mark + lines[0], *lines[1:-1], lines[-1] + mark]

    def block(self, start: str, way: str, inside: int) -> list[str]:
        lines = self.draw(st.lists(st.sampled_from(BLOCK_LINES), min_size=1, max_size=5))
        first = next((line for line in lines if line), "")
        explicit = str(inside - _column(start)) if first.startswith(" ") or not first or self.now_and_then() else ""
        header = self.any_of(["|", ">"]) + self.any_of([explicit + mark for mark in ("", "-", "+")])
        return [f"{start} {header}{self.aside(way)}", *(" " * inside + line if line else "" for line in lines)]

    def brackets(self, way: str, depth: int) -> list[str]:
        is_list, many_lines = self.any_of([True, False]), self.any_of([True, False, False])
        opening, closing = "[]" if is_list else "{}"
        lines = [opening + (self.aside(way) if many_lines else "")]
        keys: list[Any] = list(range(self.any_of([0, 1, 3])))
        keys = keys if is_list else self.draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3))
        for n, key in enumerate(keys):
            here = f"{way}/{key}"
            start = "" if is_list else f"{key}: "
            inner = self.brackets(here, depth - 1) if depth and self.now_and_then() else [self.one_line()]
            if not many_lines and len(inner) > 1:
                inner = ["end"]
            comma = "," if n < len(keys) - 1 else ""
            if many_lines:
                lines += self.on_lines("above", here, self.any_of([0, 2]))
                lines += [start + inner[0], *inner[1:]]
                lines[-1] += comma + (self.aside(here) if "aside" not in inner[0] else "")
            else:
                lines[-1] += self.any_of(["", " "]) + start + inner[0] + comma
        if many_lines:
            return [*lines, *(self.on_lines("tail", way, 1) if keys else []), closing]
        return [lines[0] + closing]


def _column(start: str) -> int:
    return len(start) - len(start.lstrip(" "))
