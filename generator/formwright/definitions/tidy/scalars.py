"""How one text is written: on one line, folded over several, or as the block that it was.

Quotation marks are neither put round a text nor taken away: they decide whether `1.10` is a number. Only
single ones become double ones, where nothing between them reads differently then.
"""

import re

from formwright.definitions.tidy.entries import ENDS_OF_LINE, Scalar

WIDTH = 120  # columns, as in .editorconfig
STEP = 2
ONLY_IN_BRACKETS = ("-", "?", ":")  # texts that need no quotation marks there, but do elsewhere

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')


def on_one_line(scalar: Scalar) -> str:
    """The text on one line, however long."""
    mark = "! " if scalar.tagged else ""
    source, value = scalar.source, scalar.value
    if scalar.style in ("|", ">") or _has_end_of_line(value):
        return mark + (source if scalar.style == '"' and not _has_end_of_line(source) else _quoted(value))
    if scalar.style == "'":
        return mark + (f'"{value}"' if not re.search(r'["\\]', value) else "'" + value.replace("'", "''") + "'")
    if scalar.style == '"':
        return mark + (_quoted(value) if _has_end_of_line(source) else source)
    return mark + (_quoted(value) if value in ONLY_IN_BRACKETS else value)


def as_key(scalar: Scalar) -> str:
    """The same for a key. None at all, or one that begins with a byte order mark, which YAML overlooks
    at the start of a line, needs quotation marks."""
    text = on_one_line(scalar)
    return text if text and not text.startswith("\ufeff") else _quoted(scalar.value)


def folded(scalar: Scalar, width: int) -> list[str] | None:
    """The header and the lines of a block that says the same in lines of this width. None where it
    would not: with spaces at the ends, with more than one between lines, or without a place to fold."""
    value = scalar.value
    if scalar.style == '"' and re.search(r'\\[^"\\\n]', scalar.source):
        return None  # what was written as an escape should stay visible
    if not scalar.style and len(value.split()) < 2:
        return None  # a block is never a number
    if _ESCAPED.search(value.replace("\n", "").replace('"', "").replace("\\", "")) or value != value.strip():
        return None
    lines: list[str] = []
    for paragraph in value.split("\n"):
        if paragraph != paragraph.strip():
            return None
        lines += ([""] if lines else []) + (_wrapped(paragraph, width) if paragraph else [])
    return [_header(scalar, ">-"), *lines] if lines else None


def block(scalar: Scalar) -> list[str] | None:
    """The header and the lines of a text that is a block already, without what stands in front of its
    lines. None where no line has anything on it."""
    if any(end in scalar.source for end in ENDS_OF_LINE[1:]):
        return None
    header, _, body = scalar.source.partition("\n")
    lines = body.split("\n")
    first = _first_with_words(lines)
    if first is None:
        return None
    in_value = scalar.value.split("\n")
    first_in_value = _first_with_words(in_value)
    assert first_in_value is not None
    indent = _indent(lines[first]) - _indent(in_value[first_in_value])
    lines = [line[indent:] for line in lines]
    while not lines[-1]:
        lines.pop()
    ends = len(scalar.value) - len(scalar.value.rstrip("\n"))
    chomping = "-" if not ends else "+" if "+" in header else ""
    if chomping == "+":
        lines += [""] * (ends - 1)
    explicit = any(line.startswith((" ", "\t")) for line in lines[: first + 1])
    return [_header(scalar, scalar.style + (str(STEP) if explicit else "") + chomping), *lines]


def is_left_open(header: str) -> bool:
    """Whether blank lines after a block with this header would be part of it."""
    return header.endswith("+")


def _header(scalar: Scalar, header: str) -> str:
    return f"! {header}" if scalar.tagged else header


def _has_end_of_line(text: str) -> bool:
    return any(end in text for end in ENDS_OF_LINE)


def _quoted(value: str) -> str:
    def escape(found: re.Match[str]) -> str:
        character = found.group()
        return _ESCAPES.get(character) or f"\\u{ord(character):04x}"

    return f'"{_ESCAPED.sub(escape, value)}"'


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of this width where the text has single spaces to break at."""
    lines: list[str] = []
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _first_with_words(lines: list[str]) -> int | None:
    return next((n for n, line in enumerate(lines) if line.strip(" ")), None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
