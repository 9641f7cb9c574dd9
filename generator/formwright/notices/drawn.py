"""A letter as plain text and as HTML: the two are the same, block for block.

The HTML is made for mail programs: simple styles at each element, nothing that is fetched, no tables but those that
hold data, and a width that a phone can lay out.
"""

import textwrap
from collections.abc import Iterable, Iterator
from html import escape

from formwright.notices.letter import Block, Facts, Heading, Letter, Paragraph, Points

WIDTH = 72


def plain(letter: Letter) -> str:
    parts = [_underlined(letter.title, "="), *map(_text, letter.blocks), "-- \n" + "\n".join(map(_filled, letter.foot))]
    return "\n\n".join(parts) + "\n"


def _text(block: Block) -> str:
    match block:
        case Heading(text, 2):
            return _underlined(text, "-")
        case Heading(text):
            return _filled(text)
        case Paragraph(text):
            return _filled(text)
        case Points(texts):
            return "\n".join(_filled(text, "- ", "  ") for text in texts)
        case Facts(caption, rows):
            wide = max(len(name) for name, _ in rows) + 2
            lines = (_filled(value, f"{name + ':':<{wide}}", " " * wide) for name, value in rows)
            return "\n".join([f"{caption}", *lines])


def _underlined(text: str, with_: str) -> str:
    lines = _filled(text).split("\n")
    return "\n".join([*lines, with_ * max(map(len, lines))])


def _filled(text: str, first: str = "", then: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )


# --- HTML ----------------------------------------------------------------------------------------

INK, QUIET, LINE, PAPER = "#1b2733", "#55606b", "#d5dbe1", "#ffffff"
FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif"
STYLES = {
    "h1": "margin:0 0 16px;font-size:22px;line-height:28px;font-weight:600",
    "h2": "margin:28px 0 8px;font-size:17px;line-height:24px;font-weight:600",
    "h3": f"margin:16px 0 4px;font-size:15px;line-height:22px;font-weight:600;color:{QUIET}",
    "p": "margin:0 0 12px",
    "ul": "margin:0 0 12px;padding:0 0 0 20px",
    "li": "margin:0 0 6px",
    "table": f"border-collapse:collapse;width:100%;margin:4px 0 16px;border-top:1px solid {LINE}",
    "caption": f"text-align:left;padding:0 0 6px;font-size:14px;color:{QUIET}",
    "th": f"text-align:left;vertical-align:top;font-weight:normal;color:{QUIET};width:34%;padding:8px 12px 8px 0;"
    f"border-bottom:1px solid {LINE}",
    "td": f"text-align:left;vertical-align:top;font-weight:600;padding:8px 0;border-bottom:1px solid {LINE};"
    "overflow-wrap:anywhere",
    "footer": f"margin:32px 0 0;padding:12px 0 0;border-top:1px solid {LINE};font-size:13px;line-height:19px;"
    f"color:{QUIET}",
}


def html(letter: Letter, language: str) -> str:
    blocks = "\n".join([_element("h1", escape(letter.title)), *map(_block, letter.blocks)])
    foot = "<br>\n".join(map(escape, letter.foot))
    return f"""\
<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{escape(letter.subject)}</title>
</head>
<body style="margin:0;padding:0;background:{PAPER};color:{INK};{FONT};font-size:16px;line-height:24px">
<main style="max-width:600px;margin:0 auto;padding:24px 20px 32px">
{blocks}
{_element("footer", foot)}
</main>
</body>
</html>
"""


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return _element(f"h{level}", escape(text))
        case Paragraph(text):
            return _element("p", escape(text))
        case Points(texts):
            return _element("ul", "\n".join(_element("li", escape(text)) for text in texts))
        case Facts(caption, rows):
            return _element("table", "\n".join([_element("caption", escape(caption)), *_rows(rows)]))


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in rows:
        head = f'<th scope="row" style="{STYLES["th"]}">{escape(name)}</th>'
        yield f"<tr>{head}{_element('td', escape(value))}</tr>"


def _element(name: str, content: str) -> str:
    return f'<{name} style="{STYLES[name]}">{content}</{name}>'
