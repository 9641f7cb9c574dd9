"""Signs of Markdown that is not drawn: they would be printed as signs. They are looked for in the text as it is
written, with those out of the way that are meant as they stand (a backslash says so)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from formwright import characters
from formwright.document.prose import NEVER_LINKS


@dataclass(frozen=True, slots=True)
class Undrawn:
    """What is not drawn, from which character of the text on, and what to do about it."""

    at: int
    what: str
    remedy: str


BACKSLASH = "If you want it as it is, put a backslash in front of it"


def first(text: str, at: int) -> int:
    """The first character from here on that is not a space."""
    found = _WORD.search(text, at)
    return found.start() if found else at


_WORD = re.compile(r"[^ \t\n]")
_AS_IT_STANDS = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # what a backslash says is meant as it stands
    r"|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>"
    r"|(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)"
)
_LINK = re.compile(
    r"\]\(\s*(<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)


def masked(text: str) -> str:
    """The text with NULs where no sign is to be looked for: what is escaped, addresses, code."""
    hidden = _AS_IT_STANDS.sub(lambda found: _hidden(found.group()), text)
    return _LINK.sub(lambda found: "](" + _hidden(found.group()[2:]), hidden)


def _hidden(text: str) -> str:
    return re.sub(r"[^\n]", "\0", text)


# --- struck through, footnotes, boxes and what else there is ---------------------------------

STRUCK = r"~~(?=[^\s~])[^~]*(?<=[^\s~])~~|(?<![~\w\0])~(?=[^\s~])[^~\n]*(?<=[^\s~\0])~(?![~\w])"
FOOTNOTE = r"\[\^[^\[\]\s]+\]|\^\[[^\[\]\n]+\]"
FORMULA = r"\$\$|(?<![\w$])\$(?=[^\s$])[^$\n]*[\\^_{}][^$\n]*(?<=[^\s$])\$(?![\w$])"


@dataclass(frozen=True, slots=True)
class _Sign:
    pattern: re.Pattern[str]
    what: str
    remedy: str


def _sign(pattern: str, what: str, remedy: str, escaped: str) -> _Sign:
    return _Sign(re.compile(pattern, re.MULTILINE), what, f"{remedy} {BACKSLASH}: {escaped}.")


_STRUCK = _sign(STRUCK, "words that are struck through (~)", "Delete the words, or the signs around them.", r"\~")
_FOOTNOTE = _sign(FOOTNOTE, "a footnote ([^)", "Write what it says in the text.", r"\[")
_SIGNS = (
    _STRUCK,
    _FOOTNOTE,
    _sign(
        r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+(\[[ xX]\])(?=[ \t])",
        "a box to tick ([ ])",
        "Tick boxes belong in a form: delete the brackets.",
        r"\[",
    ),
    _sign(
        r"(?<=[^\n]\n)[ \t]*(:)[ \t]+\S",
        "a definition on the line below its term (:)",
        "Write both as one sentence.",
        r"\:",
    ),
    _sign(r"(?<![=\w])==(?=[^\s=])[^=\n]*(?<=[^\s=])==(?![=\w])", "highlighted words (==)", "Write **bold**.", r"\="),
    _sign(r"\[\[[^\[\]\n]+\]\]", "a link in double brackets", "Write a link as [words](address).", r"\["),
    _sign(FORMULA, "a formula ($)", "Write it in words.", r"\$"),
    _sign(r"^[ \t]*:::", "a box (:::)", "Delete the line.", r"\:"),
    _sign(r"\{[#.][\w-]{1,40}[^{}\n]{0,40}\}", "an id or a style in braces", "Delete it.", r"\{"),
    _sign(
        r"(?<![\w:]):[a-z]+(?:_[a-z]+)*:(?![\w:])",
        "an emoji by its name (:)",
        "Delete it, or paste the emoji itself.",
        r"\:",
    ),
)


def signs(text: str) -> Iterator[Undrawn]:
    """Each in a masked text."""
    for sign in _SIGNS:
        yield from _each(sign, text, sign.remedy)


def in_plain(text: str, remedy: str) -> Iterator[Undrawn]:
    """Those that nobody means as they stand, in a masked text without Markdown."""
    for sign in (_STRUCK, _FOOTNOTE):
        yield from _each(sign, text, remedy)


def _each(sign: _Sign, text: str, remedy: str) -> Iterator[Undrawn]:
    for found in sign.pattern.finditer(text):
        yield Undrawn(found.start(found.lastindex or 0), sign.what, remedy)


# --- links that are none --------------------------------------------------------------------


def broken_links(text: str, hidden: str, drawn: int) -> Iterator[Undrawn]:
    """What looks like a link and is none, so that its brackets would be printed. `drawn` counts those that
    are links, or pictures."""
    hint = f"Write a link as [words](address). {BACKSLASH}: \\[."
    written = [found.start() for found in re.finditer(r"\]\(", hidden)]
    if len(written) > drawn and not re.search(r"\]\([\w:.-]+(?: [\w:.-]+)+\)", text):
        incomplete = [at for at in written if not _LINK.match(text, at)]
        refused = [at for at in written if (link := _LINK.match(text, at)) and NEVER_LINKS.match(link[1].strip("<"))]
        yield Undrawn((incomplete or refused or written[-1:])[0], "a link that is not written correctly", hint)
    for found in re.finditer(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]", hidden):
        yield Undrawn(found.start(), "a link without its address next to it", hint)


# --- tables that are none -------------------------------------------------------------------

MOST_COLUMNS = 10

_GRID = re.compile(r"\+(?:[-=:]+\+)+")
_TABLE = (
    "Above its rows, a table needs a line of headings and a line such as |---|---|, with the same number of columns."
)


def odd_tables(hidden: str, starts: list[int], tables: list[range]) -> Iterator[Undrawn]:
    """Tables that would lose something, and what was meant as one. `tables` are the lines of those that are
    drawn, `starts` is where each line begins."""
    lines = hidden.split("\n")
    for table in tables:
        columns = _cells(lines[table.start])
        if columns > MOST_COLUMNS:
            what = f"a table with more than {MOST_COLUMNS} columns, too wide for any page"
            yield Undrawn(first(hidden, starts[table.start]), what, "Split it into two tables.")
        for n in table[2:]:
            if _cells(lines[n]) > columns:
                what = f"a row with {_cells(lines[n])} cells in a table with {columns} columns"
                hint = r"Remove a cell, or add a column. For a '|' in a cell, write \|."
                yield Undrawn(first(hidden, starts[n]), what, hint)
    drawn = {n for table in tables for n in table}
    outside = ["" if n in drawn else line.strip() for n, line in enumerate(lines)]
    for n, (before, line) in enumerate(zip(["", *outside], outside, strict=False)):
        if _is_rule(line) or (line[:1] == line[-1:] == "|" and line.count("|") > 1):
            at = first(hidden, starts[n - 1 if n and "|" in before else n])
            yield Undrawn(at, "a table that is not written correctly", f"{_TABLE} {BACKSLASH}: \\|.")
            return  # its other rows are no other fault


def _is_rule(line: str) -> bool:
    """Whether it is what stands below a table's headings, or a line of a table that is drawn with signs."""
    return bool(_GRID.fullmatch(line)) or ("|" in line and all(map(_is_ruled, line.strip("|").split("|"))))


def _is_ruled(cell: str) -> bool:
    return re.fullmatch(":?-+:?", cell.strip()) is not None


def _cells(line: str) -> int:
    return len(line.strip().removeprefix("|").removesuffix("|").split("|"))


# --- codes ----------------------------------------------------------------------------------

_CODE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")


def unseen_codes(hidden: str) -> Iterator[Undrawn]:
    """Codes such as `&#7;` that stand for a character that nobody can see."""
    for found in _CODE.finditer(hidden):
        character = _coded(found)
        if character is not None and (odd := next(characters.odd(character), None) or character == ""):
            name = "none at all" if odd is True else odd.name
            what = f"a code ({found.group()}) for an invisible character ({name})"
            yield Undrawn(found.start(), what, "Delete it.")


def codes(text: str) -> Iterator[tuple[int, str]]:
    """Every code in a text, and where it stands."""
    return ((found.start(), found.group()) for found in _CODE.finditer(text) if _coded(found) is not None)


def _coded(found: re.Match[str]) -> str | None:
    """The character; '' where the number is no character's; None where the name is none."""
    if found[3]:
        return html5.get(f"{found[3]};")
    number = int(found[1]) if found[1] else int(found[2], 16)
    return chr(number) if 0 < number < 0x110000 else ""
