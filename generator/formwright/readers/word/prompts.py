"""What a field's cell says before anybody has written in it: its prompt, and what helps to fill it in.

The Word writer puts it there (`writers/word/controls`, `writers/word/form`), and a test holds the two
together. Programs lose the mark by which Word knows a prompt, so it is known by what it says.
"""

from formwright.model.form import Control, Field
from formwright.readers.word.text import plain

NO_ANSWER = "No answer"
"""The first entry of every drop-down."""

WORDS_OWN = (
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
    "Choose an item.",
)
"""What Word shows in a control that was emptied."""


def prompts(field: Field) -> frozenset[str]:
    return frozenset({plain(_prompt(field)), *WORDS_OWN})


def helps(field: Field) -> frozenset[str]:
    """What can stand below a question's answer."""
    said = {plain(field.hint)} if field.hint else set()
    if field.choices and field.control is not Control.GRADE:
        said.add(plain("One of: " + "; ".join(choice.label for choice in field.choices) + "."))
    return frozenset(said)


def says_nothing(field: Field, text: str) -> bool:
    """Whether a drop-down stands on its first entry, which takes an answer back."""
    labels = {plain(choice.label) for choice in field.choices or ()}
    return field.choices is not None and plain(text) == NO_ANSWER and NO_ANSWER not in labels


def _prompt(field: Field) -> str:
    match field.control:
        case Control.EMAIL:
            return "Type an email address"
        case Control.NUMBER:
            return "Type a number"
        case Control.SIGNATURE:
            return "Type your name to sign"
        case Control.TEXT | Control.LONG_TEXT:
            return "Type here"
        case Control.DATE:
            return "Choose a date"
        case Control.GRADE:
            return "Choose a grade"
        case Control.CHOICE | Control.YES_NO:
            labels = [choice.label for choice in field.choices or ()]
            return f"Choose {labels[0]} or {labels[1]}" if len(labels) == 2 else f"Choose: {field.label}"
