"""What a person wrote as the answer that its field takes, or why it is none.

Returned audits speak of children: whatever is said here is in the form's words, never the return's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from formwright.answers import spelling
from formwright.diagnostics import nearest
from formwright.model.form import Control, Field


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a text is no answer of its field: the end of a sentence that begins with the field's
    name, and what to do."""

    message: str
    hint: str


Take = Callable[[str], str | int | Misfit]
"""Turns a text that is not blank into the answer that it spells."""


def taker(field: Field) -> Take:
    """How this field's answers are taken, worked out once."""
    match field.control:
        case Control.TEXT | Control.LONG_TEXT | Control.SIGNATURE:
            return str
        case Control.CHOICE | Control.YES_NO:
            return _choice(field)
        case Control.GRADE:
            return _grade(field)
        case Control.DATE:
            return date
        case Control.NUMBER:
            return _spelt(
                spelling.is_number,
                "has an answer that is not a number",
                "Write digits alone, with a point for decimals.",
            )
        case Control.EMAIL:
            return _spelt(
                spelling.is_email, "has an answer that is not an e-mail address", "Write one address, with an @ in it."
            )
        case _:
            assert_never(field.control)


def allowed(field: Field) -> str:
    """What can be written in a field with choices."""
    return ", ".join(str(c.value) for c in field.choices or ())


def _choice(field: Field) -> Take:
    known = {str(c.value): str(c.value) for c in field.choices or ()}

    def take(text: str) -> str | Misfit:
        found = known.get(text)
        if found is not None:
            return found
        near = nearest(text[:100], list(known))
        hint = f"Did you mean '{near}'?" if near else f"Write one of: {allowed(field)}."
        return Misfit("has an answer that is none of the choices", hint)

    return take


def _grade(field: Field) -> Take:
    known = {str(c.value): int(c.value) for c in field.choices or ()}

    def take(text: str) -> int | Misfit:
        found = known.get(text)
        if found is None:
            number = spelling.whole_number(text)
            found = number if number in known.values() else None
        return (
            Misfit("has an answer that is no grade of the scale", f"Write one of: {allowed(field)}.")
            if found is None
            else found
        )

    return take


def date(text: str) -> str | Misfit:
    found = spelling.day(text)
    if found is None:
        return Misfit("has an answer that is not a date", "Write a day that exists, as 2014-01-15.")
    return str(text) if spelling.can_be_meant(found) else other_century("2014-01-15")


def other_century(example: str) -> Misfit:
    """What is said of a day in a year that nobody can mean."""
    years = f"{spelling.EARLIEST.year} to {spelling.LATEST.year}"
    return Misfit(
        f"has a date outside of the years {years}", f"Write the year that is meant, with four digits: {example}."
    )


def _spelt(fits: Callable[[str], bool], message: str, hint: str) -> Take:
    def take(text: str) -> str | Misfit:
        return spelling.trimmed(text) if fits(text) else Misfit(message, hint)

    return take
