"""What is ticked in a cell of a Word form: its lines, each a box and the choice that it stands for.

What people see is what counts: the sign in front of each choice. A box that says otherwise of itself, a line that
is not just a box and its choice, and signs of which nobody can say what they mean are asked about, never guessed.
Where a program has lost the boxes, an X or a tick may be typed in their place.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from formwright.answers import several, spelling
from formwright.answers.address import of_every_row
from formwright.answers.word import NOT_TICKED, TICKED
from formwright.model.form import Field
from formwright.readers.misfit import Misfit
from formwright.readers.ticked import CONTRADICTS
from formwright.readers.word.package import W
from formwright.readers.word.text import Said, plain

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

NOT_THE_CHOICES = Misfit(
    "has text besides its boxes and choices",
    "Leave each choice as it is, with its box or an X in front of it. Do not write anything else there.",
)
BOTH_SIGNS = Misfit(
    "has both ticks and crosses, so it is not clear what a cross means",
    "Tick what applies and leave the rest.",
)

_CROSSES = frozenset("Xx×✗✘✕✖❌🗙Χх")
_TICKS = frozenset("✓✔√☑✅🗸🗹")
_OFF = (NOT_TICKED, "□", "▢", "◻", "[]", "()")
"""No sign at all is none of them: where a program has lost the boxes, nobody knows what was ticked."""


def ticks(field: Field, said: Said, cell: Element) -> tuple[str, Misfit | None]:
    """The values that are ticked, a line each; and why they cannot be relied on."""
    if said.doubts:
        return "", said.doubts[0]
    lines = [plain(line.text) for line in said.lines if not spelling.is_blank(line.text)]
    labels = {str(choice.value): plain(choice.label) for choice in field.choices or ()}
    signs = _signs(lines, list(labels.values()))
    if signs is None or not _stand_where_they_should(field, cell):
        return "", NOT_THE_CHOICES
    if any(_contradicts(box) for box in cell.iter(f"{W14}checkbox")):
        return "", CONTRADICTS
    hand = {sign for sign in signs if sign in _CROSSES or sign in _TICKS}
    if hand & _CROSSES and (hand & _TICKS or TICKED in signs):
        return "", BOTH_SIGNS
    on = (value for value, sign in zip(labels, signs, strict=True) if sign not in _OFF)
    return several.spelt(on), None


def offered(field: Field, cell: Element) -> Iterator[tuple[str, str]]:
    """What can be ticked in a cell, by the boxes that still tell it: value and label of each."""
    for line in cell.iter(f"{W}p"):
        for path in _tags(line):
            value = field.ticks.get(of_every_row(path))
            words = plain("".join(text.text or "" for text in line.iter(f"{W}t")))
            if value is not None:
                yield value, words[1:].strip()


def _signs(lines: list[str], labels: list[str]) -> list[str] | None:
    """What stands in front of each choice; None where a line is anything else."""
    if len(lines) != len(labels):
        return None
    signs = []
    for line, label in zip(lines, labels, strict=True):
        if not line.endswith(label):
            return None
        before = "".join(line.removesuffix(label).split()).replace("\ufe0f", "").replace("\ufe0e", "")
        if before[:1] + before[-1:] in ("[]", "()") and len(before) == 3:
            before = before[1]
        if before not in _OFF and before not in _CROSSES and before not in _TICKS and before != TICKED:
            return None
        signs.append(before)
    return signs


def _stand_where_they_should(field: Field, cell: Element) -> bool:
    """Whether no box has got into the line of another choice."""
    ticks = list(field.ticks)
    lines = [p for p in cell.iter(f"{W}p") if any(not spelling.is_blank(t.text or "") for t in p.iter(f"{W}t"))]
    for tick, line in zip(ticks, lines, strict=False):
        tags = {of_every_row(path) for path in _tags(line)}
        if (tags & set(ticks)) - {tick}:
            return False
    return True


def _tags(line: Element) -> Iterator[str]:
    return (tag.get(f"{W}val", "") for tag in line.iter(f"{W}tag"))


def _contradicts(box: Element) -> bool:
    """Whether a box holds another state than it shows."""
    checked = box.find(f"{W14}checked")
    is_on = checked is not None and checked.get(f"{W14}val", "1") not in ("0", "false", "off")
    control = next(box.iterancestors(f"{W}sdt"), None)
    content = None if control is None else control.find(f"{W}sdtContent")
    shown = "" if content is None else "".join(text.text or "" for text in content.iter(f"{W}t")).strip()
    return is_on == (shown in _OFF)
