"""What our Word forms say by themselves where an answer is to stand: for the writer that puts it there, and for the
reader, which must know it from an answer. Programs lose the marks by which Word itself would know it."""

from collections.abc import Sequence
from typing import assert_never

from formwright.answers.kinds import TICK_ALL, Kind, Shape, count_in_words

PROMPT_STYLE = "PlaceholderText"
"""The style of characters in which a prompt is set."""

HELP_STYLE = "Guidance"
"""The style of paragraphs in which the help below an answer is set."""

NO_ANSWER = "No answer"
"""The first entry of every drop-down: without it, what was chosen by mistake could not be taken back."""

WORDS_OWN = (
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
    "Choose an item.",
)
"""What Word shows in a control that was emptied."""

TICKED, NOT_TICKED = "\u2612", "\u2610"
"""What a box to tick shows, as Word's own boxes do."""

BOX_FACE = "MS Gothic"
"""The typeface of both."""

FEW_OPTIONS = 6
"""So many options are printed below a drop-down, for whoever fills the form in with a pen."""


def prompt(kind: Kind, label: str, options: Sequence[str]) -> str:
    """What an empty field says. It says what to do in few words: columns can be narrow. `options` are the labels
    of what can be chosen."""
    match kind.shape:
        case Shape.LINE | Shape.BOX | Shape.DAY:
            return kind.words.prompt
        case Shape.ONE_OF:
            two = f"Choose {options[0]} or {options[1]}" if len(options) == 2 else ""
            return kind.words.prompt or two or f"Choose: {label}"
        case Shape.SEVERAL_OF:
            return TICK_ALL
        case _:
            assert_never(kind.shape)


def helps(kind: Kind, hint: str | None, options: Sequence[str], counted: object = None) -> tuple[str, ...]:
    """What is said below the answer to a question, a paragraph each. `counted` is the grade that the form
    counts there, if it does. What the prompt names or a scale explains is not said again."""
    said = [hint] if hint else []
    if counted is not None:
        said.append(f"{count_in_words(counted)}.")
    elif kind.shape is Shape.SEVERAL_OF:
        said.append(TICK_ALL)
    elif not kind.is_whole and 2 < len(options) <= FEW_OPTIONS:
        said.append(f"One of: {'; '.join(options)}.")
    return tuple(said)


def boxes(kind: Kind, options: Sequence[str]) -> str:
    """Few options with a box before each, for a pen, as they are printed below a drop-down beside its label; nothing
    where they are printed elsewhere."""
    if kind.shape is not Shape.ONE_OF or kind.is_whole or len(options) > FEW_OPTIONS:
        return ""
    return "\u2003 ".join(f"{NOT_TICKED}\u00a0{option}" for option in options)  # no line ends at the wide space itself
