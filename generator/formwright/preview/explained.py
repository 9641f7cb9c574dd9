"""The program's page about a diagnostic code, in the parts that the preview draws."""

import re
from dataclasses import dataclass

from formwright.reports import explanation


@dataclass(frozen=True, slots=True)
class Part:
    """`kind` is heading, text or code; every other one of `runs` is a word as it is typed."""

    kind: str
    runs: tuple[str, ...]


def explained(code: str) -> tuple[Part, ...]:
    """What is said about a code, below its title; empty where the program has no page about it."""
    page = next((page for page in explanation.pages() if code in page.codes), None)
    return parts(page.text) if page else ()


def parts(text: str) -> tuple[Part, ...]:
    """A page's Markdown, as far as such a page uses it."""
    found: list[Part] = []
    for number, piece in enumerate(re.split(r"^```\w*\n", text, flags=re.MULTILINE)):
        if number % 2:
            found.append(Part("code", (piece.rstrip("\n"),)))
            continue
        for paragraph in filter(None, map(str.strip, piece.split("\n\n"))):
            kind = "heading" if paragraph.startswith("## ") else "text"
            found.append(Part(kind, tuple(paragraph.removeprefix("## ").replace("\n", " ").split("`"))))
    return tuple(found[2:])  # without its title and the codes that it is about
