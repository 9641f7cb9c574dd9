"""An answer of several that are ticked: how each tick is addressed, and how all are spelt in one text.

In JSON and YAML the answer is a list. Wherever an answer is one text (a page's script, a document with answers, what a
reader found on paper), it is the values that are ticked, a line each, in the order of the form.
"""

from collections.abc import Iterable, Sequence

Ticked = tuple[str, ...]
"""The values that are ticked, in the order in which the form has them; never none."""


def tick(path: str, value: str) -> str:
    """The address of the box for one value: `details.nature` and `other-harm` → `details.nature.other_harm`."""
    return f"{path}.{value.replace('-', '_')}"


def spelt(values: Iterable[str]) -> str:
    """All that is ticked as one text."""
    return "\n".join(values)


def values(text: str) -> list[str]:
    """What a text spells."""
    return text.split("\n") if text else []


def in_order(ticked: Iterable[str], choices: Sequence[str]) -> Ticked:
    """The values that are ticked, as the form has them."""
    found = set(ticked)
    return tuple(value for value in choices if value in found)
