"""The page about each diagnostic code: what it means, an example, what to do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import wrap

from formwright.diagnostics import Severity
from formwright.errors import CannotRun
from formwright.misspelt import nearest
from formwright.reports.ink import Ink, Inked, heading, inked

GROUPS = {
    "definition": "Definitions and the handbook",
    "release": "Released versions",
    "review": "Reviews of references",
    "yaml": "The text of a YAML file",
    "json": "The text of a JSON file",
    "intake": "What arrives by email and in archives",
    "submission": "Returned forms",
    "escalation": "Who must be notified",
    "notice": "Notices and return slips",
    "record": "The record of returns",
    "filling": "Answers entered into a form",
    "document": "Issued documents",
    "cases": "Lists of cases",
    "values": "Files of monthly values",
}
"""The folders that pages lie in, in the order in which they are listed. The codes of all kinds of
definition (`form/…`, `guide/…`) share the pages in `definition`."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is said about one rule. `codes` are those that raise it, `text` is the whole page in Markdown."""

    group: str
    rule: str
    title: str
    codes: tuple[str, ...]
    severity: Severity
    text: str

    def as_data(self) -> dict[str, object]:
        return {"codes": list(self.codes), "severity": str(self.severity), "title": self.title, "text": self.text}


@cache
def pages() -> tuple[Page, ...]:
    """Every page, group by group."""
    found = [
        page(group.name, file.name.removesuffix(".md"), file.read_text("utf-8"))
        for group in files("formwright").joinpath("explanations").iterdir()
        if group.is_dir()
        for file in group.iterdir()
        if file.name.endswith(".md")
    ]
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda p: (order.index(p.group) if p.group in order else len(order), p.rule)))


def page(group: str, rule: str, text: str) -> Page:
    """The page that a Markdown text is: a title, then a line such as "`form/no-judgement` · error"."""
    title, _, said, *_ = text.splitlines()
    *codes, severity = said.split(" · ")
    return Page(group, rule, title.removeprefix("# "), tuple(c.strip("`") for c in codes), Severity(severity), text)


def find(word: str, known: Sequence[Page]) -> Page:
    """The page of a code, or of a rule that only one page is about. Raises CannotRun where there is none."""
    found = [p for p in known if word in p.codes] or [p for p in known if word == p.rule]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotRun(
            f"'{word}' may be " + " or ".join(f"'{p.codes[0]}'" for p in found) + ".", "Choose one of them."
        )
    near = nearest(word, [*(c for p in known for c in p.codes), *(p.rule for p in known)])
    remedy = f"Did you mean '{near}'?" if near else "'formwright explain' lists them all."
    raise CannotRun(f"There is no diagnostic '{word}'.", remedy)


def text(found: Page, width: int | None = None) -> Iterator[str]:
    """The page for a terminal, line by line: examples are indented instead of fenced, and paragraphs are as wide
    as they are in the file, or as the screen. Characters in an example that nobody can see become spaces."""
    is_example = False
    waiting: list[str] = []
    for line in found.text.splitlines():
        if waiting and not _CONTINUES.match(line):
            yield from _paragraph(waiting, width)
            waiting = []
        if line.startswith("```"):
            is_example = not is_example
        elif is_example:
            printable = "".join(c if c.isprintable() else " " for c in line)
            yield Inked(f"    {printable}".rstrip(), is_whole=True)
        elif line.startswith("#"):
            yield heading(line.lstrip("# "))
        elif line:
            waiting.append(line)
        else:
            yield line
    yield from _paragraph(waiting, width)


_CONTINUES = re.compile(r"(?!```|[#|>]|[-*] |[0-9]+\. |$)")
"""What a line begins with that belongs to the paragraph, or to the entry of a list, above it."""


def _paragraph(lines: list[str], width: int | None) -> list[str]:
    if width is None:
        return lines
    indent = "  " if lines and lines[0].startswith(("- ", "* ")) else ""
    words = " ".join(line.strip() for line in lines)
    return wrap(words, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def contents(known: Sequence[Page], width: int | None = None) -> Iterator[str]:
    """All codes with their titles, group by group, on a screen of this width. A rule of several kinds is listed
    once, by its own name."""
    group = ""
    for one in known:
        if one.group != group:
            yield from ([""] if group else [])
            yield heading(GROUPS.get(one.group, one.group))
            group = one.group
        name = one.codes[0] if len(one.codes) == 1 else f"…/{one.rule}"
        ink = Ink.WARNING if one.severity is Severity.WARNING else Ink.ERROR
        titles = wrap(one.title, max(width - 37, 20), break_on_hyphens=False) if width else [one.title]
        yield inked("  ", (ink, name), f"{name:<34} {titles[0]}"[len(name) :])
        yield from (f"{'':<37}{more}" for more in titles[1:])


def pointer(code: str) -> str:
    """The line that tells a reader of diagnostics that there is more to read."""
    return f"Run 'formwright explain {code}' for more."
