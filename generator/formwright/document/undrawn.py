"""What a text holds that no document shows as it is meant: Markdown that is not drawn, and more within each other
than anybody can read."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from formwright.document import signs
from formwright.document.prose import DEEPEST_LIST, LONGEST, MOST_BRACKETS, Token, is_too_much, parse
from formwright.document.signs import BACKSLASH, Undrawn, first


class Manner(StrEnum):
    """How a text is drawn: as paragraphs, lists and tables; as one line; or as it stands, with no Markdown."""

    BLOCKS = "blocks"
    LINE = "line"
    PLAIN = "plain"


DEEPEST_EMPHASIS = 8

_AS_IT_STANDS = "This text is shown exactly as it is written, signs included: delete them."


def undrawn(text: str, manner: Manner = Manner.BLOCKS) -> list[Undrawn]:
    """All of it, in order; only the first where there is too much of it to look for more."""
    if is_too_much(text):
        return [_too_much(text)]
    return [*_undrawn(text, manner)] if _SIGN.search(text) else []


@lru_cache(maxsize=10_000)  # a preview asks about every text again after each save of one
def _undrawn(text: str, manner: Manner) -> tuple[Undrawn, ...]:
    found = _plain(text) if manner is Manner.PLAIN else _markdown(text, manner)
    return tuple(sorted(set(found), key=lambda one: (one.at, one.what)))


_SIGN = re.compile(r"[^\w\s,.'’‘“”?!/;–()-]|^\s*[-\d]|\n|\t|_|  ")  # plain words need no second look


def _too_much(text: str) -> Undrawn:
    if len(text) > LONGEST:
        return Undrawn(0, f"more than {LONGEST:,} characters", "Split it into several texts.")
    depth, at = 0, 0
    for found in re.finditer(r"[\[\]]", text):
        depth = max(0, depth + (1 if found.group() == "[" else -1))
        if depth > MOST_BRACKETS:
            at = found.start()
            break
    return Undrawn(at, f"more than {MOST_BRACKETS} nested brackets", "Delete the ones you do not need.")


# --- texts with Markdown --------------------------------------------------------------------


def _markdown(text: str, manner: Manner) -> Iterator[Undrawn]:
    tokens, addresses = parse(text)
    starts = _starts(text)
    if deep := next(_too_deep(text, tokens, starts), None):
        yield deep
        return
    hidden = signs.masked(text)
    for token, line in _with_lines(tokens):
        start = starts[min(line, len(starts) - 1)]
        yield from _block(token, text, start, manner)
        yield from _inline(token, text, start)
        yield from _unclosed(token, hidden, start)
    for line in addresses:
        hint = f"Write a link as [words](address). {BACKSLASH}: \\[."
        yield Undrawn(first(text, starts[line]), "a link's address on a separate line, which is not shown", hint)
    yield from _numbers(tokens, text, starts)
    tables = [range(*token.map) for token in tokens if token.type == "table_open" and token.map]
    yield from signs.odd_tables(hidden, starts, tables)
    yield from signs.signs(hidden)
    yield from signs.broken_links(text, hidden, _count_links(tokens))
    yield from signs.unseen_codes(hidden)


_UNDER_A_LINE = "Leave an empty line between the two, or delete the signs."
_BLOCKS = {
    "heading_open": ("a heading ({})", "Make it a paragraph in **bold**."),
    "blockquote_open": ("a quotation (>)", rf"Put the words in quotation marks. {BACKSLASH}: \>."),
    "code_block": ("a passage indented by four spaces, which turns it into code", "Start it further to the left."),
    "fence": ("a block of code ({})", "Write it as a paragraph."),
    "hr": ("a dividing line ({})", "Delete it."),
    "html_block": ("HTML ({})", rf"Delete it. {BACKSLASH}: \<."),
}
_NOT_ON_A_LINE = {
    "bullet_list_open": ("a list ({})", rf"This is one line of text. {BACKSLASH}: \{{}}."),
    "ordered_list_open": ("a list ({})", r"This is one line of text. If the number is part of it, write {}"),
    "table_open": ("a table", "This is one line of text. Put the table where there is room for paragraphs."),
}


def _block(token: Token, text: str, start: int, manner: Manner) -> Iterator[Undrawn]:
    kinds = _BLOCKS | (_NOT_ON_A_LINE if manner is Manner.LINE else {})
    if token.type in kinds:
        what, remedy = kinds[token.type]
        sign = escaped = (token.markup or token.content.strip())[: 3 if token.type == "hr" else 6].split("\n")[0]
        if token.type == "ordered_list_open":
            number = token.attrs.get("start", 1)
            sign, escaped = f"{number}{token.markup}", f"{number}\\{token.markup}"
        if token.type == "heading_open" and token.markup in "=-":
            what, remedy = "a heading, because of the signs below the line ({})", _UNDER_A_LINE
        yield Undrawn(first(text, start), what.format(sign), remedy.format(escaped))


_INLINES = {
    "code_inline": ("code in backticks", "Delete the backticks, or put the words in quotation marks."),
    "image": ("a picture", "Delete it. Figures in the handbook are defined in handbook/figures.yaml."),
    "html_inline": ("HTML ({})", rf"Write **bold** or *italic*, or delete it. {BACKSLASH}: \<."),
}


def _inline(token: Token, text: str, at: int) -> Iterator[Undrawn]:
    """What stands within a line. The parser does not say where, so each is searched for from the last on."""
    is_html = False
    for child in token.children or ():
        if child.type in _INLINES:
            is_end = child.type == "html_inline" and child.content.startswith("</") and is_html
            sign = {"code_inline": child.markup, "image": "!["}.get(child.type, child.content)
            at = _at(text, sign, at)
            what, remedy = _INLINES[child.type]
            if not is_end:
                yield Undrawn(at, what.format(short(child.content)), remedy)
            is_html |= child.type == "html_inline"
            at += len(sign) if child.type != "code_inline" else 2 * len(sign) + len(child.content)
        elif child.type == "link_open" and child.attrs.get("title"):
            at = _at(text, str(child.attrs["title"]), at)
            yield Undrawn(at, "a title in a link, which is not shown", "Delete it, or write it next to the link.")


_BOLD = re.compile(r"(?<![\w*\0])\*\*(?=[^\s*])")


def _unclosed(token: Token, hidden: str, start: int) -> Iterator[Undrawn]:
    """Bold that is begun and not ended."""
    is_printed = any(child.type == "text" and _BOLD.search(child.content) for child in token.children or ())
    if is_printed and (found := _BOLD.search(hidden, start)):
        hint = f"Put ** after the last word as well. {BACKSLASH}: \\*."
        yield Undrawn(found.start(), "bold (**) that is not closed", hint)


def _at(text: str, words: str, at: int) -> int:
    return max(text.find(words, at), at)


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else text[:20] + "…"


def _count_links(tokens: list[Token]) -> int:
    children = [child for token in tokens for child in token.children or ()]
    children += [inner for child in children if child.type == "image" for inner in child.children or ()]
    return sum(c.type == "image" or (c.type == "link_open" and c.markup != "autolink") for c in children)


# --- what is nested or numbered -------------------------------------------------------------

_NESTING = ("bullet_list", "ordered_list", "blockquote")


def _too_deep(text: str, tokens: list[Token], starts: list[int]) -> Iterator[Undrawn]:
    depth = 0
    for token, line in _with_lines(tokens):
        if token.type.removesuffix("_open").removesuffix("_close") in _NESTING:
            depth += token.nesting
            if depth > DEEPEST_LIST:
                what = f"lists or quotations nested more than {DEEPEST_LIST} deep"
                yield Undrawn(first(text, starts[line]), what, "Turn them into paragraphs.")
        inner = 0
        for child in token.children or ():
            inner += child.nesting
            if inner > DEEPEST_EMPHASIS:
                sign = re.compile(r"[*_\[]+").search(text, starts[line])
                what = f"bold and italic nested more than {DEEPEST_EMPHASIS} deep"
                yield Undrawn(sign.start() if sign else starts[line], what, "Once is enough: delete the others.")


def _numbers(tokens: list[Token], text: str, starts: list[int]) -> Iterator[Undrawn]:
    """Numbers that a list would not keep: each is one more than the last, unless all are the same."""
    lists: list[list[tuple[int, int]]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "list_item_open" and token.info and token.map:
            lists[-1].append((int(token.info), token.map[0]))
        elif token.type == "ordered_list_close":
            items = lists.pop()
            first_number = items[0][0]
            wrong = [(n, *item) for n, item in enumerate(items, first_number) if item[0] != n]
            if wrong and any(number != first_number for number, _ in items):
                would_be, number, line = wrong[0]
                hint = f"Number the items in order. If it is not a list item, write {number}\\{token.markup}"
                yield Undrawn(first(text, starts[line]), f"a number that would appear as {would_be}", hint)


# --- texts without Markdown -----------------------------------------------------------------

_ELEMENTS = re.compile(
    r"</?(?:a|b|big|blockquote|br|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|script|small"
    r"|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul)\b[^<>]*>|<!--",
    re.IGNORECASE,
)
_MEANT = {
    "strong_open": "bold",
    "em_open": "italic",
    "link_open": "a link",
    "image": "a picture",
    "code_inline": "code",
}


def _plain(text: str) -> Iterator[Undrawn]:
    """What was meant as Markdown or HTML where neither is read."""
    tokens, _ = parse(text, whole=False)
    at = 0
    for child in tokens[0].children or ():
        if child.type in _MEANT:
            sign = "<" if child.markup == "autolink" else child.markup or ("![" if child.type == "image" else "[")
            at = _at(text, sign, at)
            yield Undrawn(at, f"{_MEANT[child.type]} ({sign})", _AS_IT_STANDS)
            at += len(sign)
        elif child.nesting == -1 and child.type != "link_close":
            at = _at(text, child.markup, at) + len(child.markup)
    for found in _ELEMENTS.finditer(text):
        yield Undrawn(found.start(), f"HTML ({short(found.group())})", _AS_IT_STANDS)
    for place, code in signs.codes(text):
        yield Undrawn(place, f"a code ({code})", "Type the character itself.")
    hidden = signs.masked(text)
    for table in signs.odd_tables(hidden, _starts(text), []):
        yield Undrawn(table.at, "a table", _AS_IT_STANDS)
    yield from signs.in_plain(hidden, _AS_IT_STANDS)


# --- finding one's way ----------------------------------------------------------------------


def _starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _with_lines(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Each token with the line that it begins on; one that has none stands where the last one does that has."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        yield token, line
