"""Warnings that their author has allowed: `# allow CODE: reason` in a definition, `<!-- allow CODE:
reason -->` in a chapter of the handbook.

At the end of a line it speaks of that line; on a line of its own of the whole entry below it, with
all within: a key, an item of a list, a heading's section, a paragraph.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from formwright.diagnostics import Diagnostic, Severity, error, warning
from formwright.marked import comments
from formwright.misspelt import did_you_mean
from formwright.places import Mark, Place

WARNINGS = (
    "definition/cut-off",
    "definition/unknown-abbreviation",
    "directory/fallback-to-nobody",
    "directory/gap",
    "directory/held-together",
    "directory/nobody-holds",
    "directory/stand-in-outside",
    "directory/unseen-in-team",
    "form/fewer-told",
    "form/judged-late",
    "form/judgement-unheard",
    "form/moderates-nothing",
    "form/needless-condition",
    "form/needless-part",
    "form/never-asked",
    "form/no-escalation",
    "form/nobody-told",
    "form/same-label",
    "form/same-number",
    "form/two-questions",
    "framework/unused",
    "handbook/chapter-left-out",
    "handbook/no-text",
    "handbook/unreferred",
    "handbook/unused-figure",
    "handbook/unused-term",
    "standards/untested",
)
"""Every warning that a framework can give, but for the one about a needless comment here, and those about reviews: a
comment would hide the next change as well."""

REVIEWS = "review/"
"""How the codes of those begin."""

_ALLOW = re.compile(r"allow\s+(?P<code>[^\s:]+)\s*(?P<colon>:)?(?P<reason>.*)", re.DOTALL)
_HIDDEN = re.compile(r"[ \t]*(?P<comment><!--\s*(?P<says>allow\s(?:(?!-->).)*)-->)[ \t]*$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A comment that allows a warning, and the lines of which it speaks."""

    place: Place
    code: str
    reason: str
    lines: range


def in_definition(lines: Sequence[str], file: str) -> Iterator[Allowed]:
    """What the comments of a YAML file allow."""
    if not any("allow" in line and "#" in line for line in lines):
        return
    for (line, column), text in comments(lines):
        own_line = not lines[line - 1][: column - 1].strip()
        speaks_of = _entry(lines, line) if own_line else range(line, line + 1)
        yield from _read(text, Place(file, Mark(line, column)), speaks_of)


def in_chapter(text: str, file: str) -> tuple[str, tuple[Allowed, ...]]:
    """A chapter's text without these comments, every line where it was; and what they allow."""
    found: list[Allowed] = []

    def hidden(match: re.Match[str]) -> str:
        start = match.start("comment")
        first, last = text.count("\n", 0, start) + 1, text.count("\n", 0, match.end()) + 1
        before = text[:start].rpartition("\n")[2]
        speaks_of = range(first, first + 1) if before.strip() else _passage(text.split("\n"), last)
        found.extend(_read(match["says"], Place(file, Mark(first, len(before) + 1)), speaks_of))
        return "\n" * (last - first)

    return (_HIDDEN.sub(hidden, text), tuple(found)) if "<!--" in text else (text, ())


def silence(
    found: Iterable[Diagnostic], allowed: Sequence[Allowed], is_whole: bool
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What remains to be said, with what is wrong with the comments themselves; and what they allow.
    Only where all was looked at (`is_whole`) can a comment be called needless."""
    found = list(found)
    good = {a for a in allowed if a.code in WARNINGS}
    covering = _covering(found, allowed)
    said: list[Diagnostic] = []
    silent: list[Diagnostic] = []
    used: set[Allowed] = set()
    for diagnostic in found:
        by = covering.get(_spot(diagnostic), [])
        used.update(by)
        if diagnostic.severity is Severity.ERROR and by:
            hint = " ".join(filter(None, (diagnostic.hint, "An error cannot be allowed.")))
            said.append(replace(diagnostic, hint=hint))
        else:
            (said if set(by).isdisjoint(good) else silent).append(diagnostic)
    for one in allowed:
        if one not in used or one.code in WARNINGS or one.code.startswith(REVIEWS):
            said.extend(_faults(one))
        if is_whole and one in good and one not in used:
            message = f"There is no '{one.code}' here to allow."
            said.append(warning("definition/needless-allow", one.place, message, "Delete the comment."))
    return said, silent


Spot = tuple[str, str, int | None]
"""A code in a file, on a line."""


def _spot(found: Diagnostic) -> Spot:
    return found.place.file, found.code, found.place.mark.line if found.place.mark else None


def _covering(found: Iterable[Diagnostic], allowed: Iterable[Allowed]) -> dict[Spot, list[Allowed]]:
    """The comments that speak of each spot at which something was found."""
    lines: dict[tuple[str, str], set[int]] = defaultdict(set)
    for diagnostic in found:
        if diagnostic.place.mark:
            lines[diagnostic.place.file, diagnostic.code].add(diagnostic.place.mark.line)
    in_order = {where: sorted(there) for where, there in lines.items()}
    covering: dict[Spot, list[Allowed]] = defaultdict(list)
    for one in allowed:
        where = one.place.file, one.code
        there = in_order.get(where, [])
        for line in there[bisect_left(there, one.lines.start) : bisect_left(there, one.lines.stop)]:
            covering[*where, line].append(one)
    return covering


def _faults(one: Allowed) -> Iterator[Diagnostic]:
    if one.code.startswith(REVIEWS):
        message = f"'{one.code}' cannot be allowed: the next change would go unnoticed as well."
        yield error("definition/unknown-allow", one.place, message, "Run 'formwright review' instead.")
    elif one.code not in WARNINGS:
        plain = {w.partition("/")[2]: w for w in WARNINGS}
        near = f"Did you mean '{plain[one.code]}'?" if one.code in plain else did_you_mean(one.code, WARNINGS)
        message = f"There is no warning '{one.code}', and only warnings can be allowed."
        yield error("definition/unknown-allow", one.place, message, near or "Copy the code from the warning.")
    elif not one.reason:
        hint = f"Write 'allow {one.code}: …' followed by the reason."
        yield error("definition/unexplained-allow", one.place, "A warning is allowed here without a reason.", hint)


def _read(text: str, place: Place, lines: range) -> Iterator[Allowed]:
    """What a comment allows, if it is meant to: other comments may begin with "allow" too."""
    found = _ALLOW.match(text)
    if found and (found["colon"] or "/" in found["code"]):
        yield Allowed(place, found["code"], found["reason"].strip() if found["colon"] else "", lines)


# --- of which lines a comment speaks -------------------------------------------------------


def _entry(lines: Sequence[str], comment: int) -> range:
    """The lines of the entry below a comment: the next line with words on it, and all that is indented
    deeper. A list may stand right below its key."""
    start = next((n for n in range(comment, len(lines)) if _says(lines[n])), len(lines))
    if start == len(lines):
        return range(0)
    indent, is_item = _indent(lines[start]), _is_item(lines[start])
    end = start + 1
    for n in range(start + 1, len(lines)):
        if _says(lines[n]):
            deeper = _indent(lines[n]) > indent
            if not deeper and not (_indent(lines[n]) == indent and _is_item(lines[n]) and not is_item):
                break
            end = n + 1
    return range(start + 1, end + 1)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith(("- ", "-\n")) or line.strip() == "-"


def _passage(lines: Sequence[str], comment: int) -> range:
    """The lines below a comment: of a heading's whole section, else of a paragraph."""
    start = next((n for n in range(comment, len(lines)) if _speaks(lines[n])), len(lines))
    if start == len(lines):
        return range(0)
    end = start + 1
    if level := _level(lines[start]):
        while end < len(lines) and not 0 < _level(lines[end]) <= level:
            end += 1
    else:
        while end < len(lines) and lines[end].strip():
            end += 1
    return range(start + 1, end + 1)


def _speaks(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("<!--")


def _level(line: str) -> int:
    """A heading's level; 0 where the line is none."""
    return len(line) - len(line.lstrip("#"))
