"""The page about each diagnostic code: what it means, an example, what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from formwright.diagnostics import Severity
from formwright.errors import CannotRun
from formwright.misspelt import nearest

GROUPS = {
    "definition": "Definitions and the handbook",
    "release": "Released versions",
    "yaml": "The text of a YAML file",
    "json": "The text of a JSON file",
    "submission": "Returned forms",
    "escalation": "Who must be told",
    "filling": "Answers put into a form",
    "document": "Issued documents",
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
        raise CannotRun(f"'{word}' may be " + " or ".join(f"'{p.codes[0]}'" for p in found) + ".", "Name one of them.")
    near = nearest(word, [*(c for p in known for c in p.codes), *(p.rule for p in known)])
    remedy = f"Did you mean '{near}'?" if near else "'formwright explain' lists all that there are."
    raise CannotRun(f"There is no diagnostic '{word}'.", remedy)


def text(found: Page) -> Iterator[str]:
    """The page for a terminal, line by line: examples are set in, instead of fenced. Where an example has a
    character that nobody can see, a space stands."""
    is_example = False
    for line in found.text.splitlines():
        if line.startswith("```"):
            is_example = not is_example
        else:
            line = "".join(c if c.isprintable() else " " for c in line)
            yield f"    {line}".rstrip() if is_example else line.removeprefix("## ").removeprefix("# ")


def contents(known: Sequence[Page]) -> Iterator[str]:
    """All codes with their titles, group by group. A rule of several kinds is listed once, by its own name."""
    group = ""
    for one in known:
        if one.group != group:
            yield from ([""] if group else [])
            yield GROUPS.get(one.group, one.group)
            group = one.group
        name = one.codes[0] if len(one.codes) == 1 else f"…/{one.rule}"
        yield f"  {name:<34} {one.title}"


def pointer(code: str) -> str:
    """The line that tells a reader of diagnostics that there is more to read."""
    return f"'formwright explain {code}' says more."
