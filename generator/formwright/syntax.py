"""What is wrong with a YAML text that cannot be read: the slip that a person made, at its spot.

A parser notices a slip late, often on the next line. So the lines round the spot are searched for
what people are known to do, and only then are the parser's own words turned into ours.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from formwright.diagnostics import Diagnostic, error
from formwright.places import Mark, Place

ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
DASHES = "‐‑‒–—―−•·●○▪■◦‣*"
CURLY = "“”„‟‘’‚‛«»"


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser says: its words, where it stopped, and where what it was reading began."""

    problem: str
    context: str
    at: Mark
    begun: Mark | None


def explain(text: str, fault: Fault, file: str) -> Diagnostic:
    """The diagnostic of a text that cannot be read."""
    lines = text.splitlines()
    if conflict := next((n for n, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), None):
        message = "Two people changed the lines from here on, and git has kept both versions."
        hint = "Keep the right lines from both, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
        return error("yaml/conflict", Place(file, Mark(conflict, 1)), message, hint)
    for number in _suspects(lines, fault):
        for column, (code, message, hint) in _slips(lines[number - 1]):
            return error(code, Place(file, Mark(number, column)), message, hint)
    line = lines[fault.at.line - 1] if fault.at.line <= len(lines) else ""
    for test, code, message, hint in _WORDS:
        if test(fault, line):
            return error(code, Place(file, _within(_spot(code, fault, line, lines), lines)), message, hint)
    return error(
        "yaml/syntax",
        Place(file, _within(fault.at, lines)),
        "The text cannot be understood from here on.",
        "Check this line and the one above: indentation, colons and quotation marks.",
    )


def is_odd_space(character: str) -> bool:
    """Whether it looks like a space, or like nothing, and is none."""
    return bool(re.match(f"[{ODD_SPACES}]", character))


def is_dash(character: str) -> bool:
    """Whether people write it in front of a list's entries, though it is no hyphen."""
    return bool(character) and character in DASHES


def odd_space(line: str) -> int | None:
    """The column of a character that looks like a space and is none, where YAML wants a space: in
    front of a line, after a hyphen or after the colon of a key."""
    found = re.match(rf"(?: |- )*(?:-|[\w-]+: *)?([{ODD_SPACES}])", line)
    return found.start(1) + 1 if found else None


# --- slips that people are known to make -----------------------------------------------------

_Slip = tuple[str, str, str]


def _suspects(lines: list[str], fault: Fault) -> Iterator[int]:
    """The lines to look at: where what could not be read began, where the parser stopped, and the
    last line with words above that."""
    if fault.begun and fault.begun.line < fault.at.line and "block" not in fault.context:
        yield min(fault.begun.line, len(lines))
    here = min(fault.at.line, len(lines))
    yield here
    above = next((n for n in range(here - 1, 0, -1) if lines[n - 1].strip()), None)
    if above and not _in_long_text(lines, above):
        yield above


def _in_long_text(lines: list[str], number: int) -> bool:
    """Whether a line belongs to a text that a | or > above begins: in it anything may stand."""
    indent = _indent(lines[number - 1])
    for line in reversed(lines[: number - 1]):
        if line.strip() and _indent(line) < indent:
            indent = _indent(line)
            if re.search(r"[|>][+\-\d]*\s*(#.*)?$", line):
                return True
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _says(line: str) -> bool:
    """Whether it is neither blank nor a comment."""
    return line.strip() != "" and not line.lstrip().startswith("#")


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ")


def _slips(line: str) -> Iterator[tuple[int, _Slip]]:
    if column := odd_space(line):
        yield (
            column,
            (
                "yaml/odd-space",
                "This looks like a space but is another character (a no-break space, perhaps from pasting).",
                "Delete it, and type a space instead.",
            ),
        )
    if found := re.match(rf"(?: |- )*([{DASHES}])\s", line):
        yield (
            found.start(1) + 1,
            (
                "yaml/dash",
                f"A list item cannot begin with '{found[1]}'.",
                "Begin it with a hyphen and a space: '- '.",
            ),
        )
    if found := re.match(r"(?: |- )*-(?=[A-Za-z\"'{\[])", line):
        yield (
            found.end(),
            ("yaml/missing-space", "A space is missing after the hyphen.", "Write '- ' and then the rest."),
        )
    if found := re.match(r"(?: |- )*[A-Za-z_][\w-]*:(?![\s/]|$)", line):
        yield found.end(), ("yaml/missing-space", "A space is missing after the colon.", "Write 'key: value'.")
    if found := re.match(rf"(?: |- )*[\w-]+: +([{CURLY}])", line):
        yield (
            found.start(1) + 1,
            (
                "yaml/curly-quotes",
                f"This is a curly quotation mark ({found[1]}), which does not work here.",
                "Type straight ones: \" or '.",
            ),
        )
    if found := re.match(
        r"(?: |- )*(?:[\w-]+: +)(\[[^\]]*\]|\{[^}]*\}|[|>](?= +[^ #])|[*&?%@`]|-(?= ))(?! *(#|$))", line
    ):
        yield found.start(1) + 1, _begins_with(found[1][0])


def _begins_with(character: str) -> _Slip:
    return (
        "yaml/special-character",
        f"A text cannot begin with '{character}' unless it is in quotation marks.",
        "Put quotation marks round the whole text.",
    )


# --- the parser's words in ours --------------------------------------------------------------


def _spot(code: str, fault: Fault, line: str, lines: list[str]) -> Mark:
    """What is not closed is shown where it was opened, a line that stands wrong where it begins; where
    the one above is further to the left than both its neighbours, or than the list that goes on here, it is
    that one."""
    if code == "yaml/backslash":
        return Mark(fault.at.line, max(line.rfind("\\", 0, fault.at.column), 0) + 1)
    if code in ("yaml/open-quote", "yaml/open-bracket", "yaml/missing-colon") and fault.begun:
        return fault.begun if fault.begun.line < fault.at.line and "block" not in fault.context else fault.at
    if code == "yaml/indentation":
        above, before = ([n for n in range(fault.at.line - 1, 0, -1) if _says(lines[n - 1])] + [0, 0])[:2]
        left, here, right = _indent(lines[above - 1]), _indent(line), _indent(lines[before - 1]) if before else 0
        between_items = _is_item(line) and not _is_item(lines[above - 1]) and here < right
        if before and left < here and (here == right or between_items):
            return Mark(above, _indent(lines[above - 1]) + 1)
        return Mark(fault.at.line, _indent(line) + 1)
    return fault.at


def _within(at: Mark, lines: list[str]) -> Mark:
    """What is missed at the end of a text is shown behind its last words."""
    last = next((n for n in range(len(lines), 0, -1) if lines[n - 1].strip()), 1)
    return at if at.line <= last else Mark(last, len(lines[last - 1].rstrip()) + 1)


def _after(fault: Fault, line: str) -> str:
    return line[fault.at.column - 1 :]


_WORDS: tuple[tuple[Callable[[Fault, str], bool], str, str, str], ...] = (
    (
        lambda fault, line: "Unicode character escape code" in fault.problem,
        "yaml/backslash",
        "The code after this backslash is not a character.",
        "Write the character itself.",
    ),
    (
        lambda fault, line: "escape" in fault.problem or "did not find expected hexdecimal number" in fault.problem,
        "yaml/backslash",
        "Inside double quotation marks, a backslash begins a code, and this is not one.",
        "Write \\\\ for a backslash, or put single quotation marks round the text.",
    ),
    (
        lambda fault, line: "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in fault.problem,
        "yaml/tab",
        "There is a tab here. A line can only be indented with spaces.",
        "Replace the tab with as many spaces as the lines around it have.",
    ),
    (
        lambda fault, line: "mapping values are not allowed" in fault.problem and line.count(":") > 1,
        "yaml/stray-colon",
        "There is a second ': ' on this line.",
        "Put quotation marks round a text that has a colon in it.",
    ),
    (
        lambda fault, line: "flow" in fault.context and _after(fault, line).startswith(":"),
        "yaml/stray-colon",
        "There is one ': ' too many here.",
        "Write the comma that is missing in front; or put quotation marks round a text that has a colon in it.",
    ),
    (
        lambda fault, line: (
            "quot" in fault.context
            or "unexpected end of stream" in fault.problem
            or (line[: fault.at.column - 1].rstrip().endswith(("'", '"')) and _after(fault, line)[:1] not in "]},\"'")
        ),
        "yaml/open-quote",
        "A text that begins with a quotation mark does not end with the same one.",
        'Put the same mark at its end, and nothing after it. Inside double quotes, write \\" for a quotation mark.',
    ),
    (
        lambda fault, line: "could not find expected ':'" in fault.problem,
        "yaml/missing-colon",
        "A colon is missing after a key.",
        "Write 'key: value', with a space after the colon.",
    ),
    (
        lambda fault, line: "mapping values" in fault.problem or "block" in fault.context,
        "yaml/indentation",
        "This line is not indented like the lines around it.",
        "Give it as many spaces as the keys it belongs with. If it already has, a line above has too few or too many.",
    ),
    (
        lambda fault, line: "flow" in fault.context and bool(re.match(r"[\[{]", _after(fault, line))),
        "yaml/special-character",
        "Inside brackets, a text cannot contain a bracket unless it is in quotation marks.",
        "Put quotation marks round the whole text.",
    ),
    (
        lambda fault, line: "flow" in fault.context,
        "yaml/open-bracket",
        "A bracket is opened and not closed, or a comma is missing between two items.",
        "Close it with ] or }, and separate items with commas.",
    ),
    (
        lambda fault, line: "cannot start any token" in fault.problem,
        "yaml/special-character",
        "A text cannot begin with this character unless it is in quotation marks.",
        "Put quotation marks round the whole text.",
    ),
)
