"""What a person wrote as the answer that its field takes, or why it is none.

Returned audits speak of children: whatever is said here is in the form's words, never the return's.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import assert_never

from formwright.answers import several, spelling
from formwright.answers.kinds import Kind, Shape
from formwright.answers.several import Ticked
from formwright.misspelt import nearest
from formwright.model.conditions import Value
from formwright.model.form import Field
from formwright.readers.misfit import Misfit as Misfit
from formwright.readers.ticked import Fault, ticked

Take = Callable[[str], Value | Misfit]
"""Turns a text that is not blank into the answer that it spells; where several are ticked, it has a line for each."""


def taker(field: Field) -> Take:
    """How this field's answers are taken, worked out once."""
    match field.kind.shape:
        case Shape.LINE | Shape.BOX:
            return _spelt(field.kind)
        case Shape.DAY:
            return partial(_day, field.kind)
        case Shape.ONE_OF:
            return _grade(field) if field.kind.is_whole else _choice(field)
        case Shape.SEVERAL_OF:
            return partial(_ticked, field)
        case _:
            assert_never(field.kind.shape)


def _ticked(field: Field, text: str) -> Ticked | Misfit:
    found = ticked(field, several.values(text))
    return Misfit(found.message, found.hint) if isinstance(found, Fault) else found


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
        return _misfit(field.kind, hint)

    return take


def _grade(field: Field) -> Take:
    known = {str(c.value): c.value for c in field.choices or ()}

    def take(text: str) -> str | int | Misfit:
        found = known.get(text)
        if found is None:
            number = spelling.whole_number(text)
            found = number if number in known.values() else None
        return _misfit(field.kind, f"Write one of: {allowed(field)}.") if found is None else found

    return take


def _day(kind: Kind, text: str) -> str | Misfit:
    found = spelling.day(text)
    if found is None:
        return _misfit(kind)
    return str(text) if spelling.can_be_meant(found) else other_century("2014-01-15")


def other_century(example: str) -> Misfit:
    """What is said of a day in a year that nobody can mean."""
    years = f"{spelling.EARLIEST.year} to {spelling.LATEST.year}"
    return Misfit(f"has a date outside the years {years}", f"Write the year with four digits, such as {example}.")


def _spelt(kind: Kind) -> Take:
    if kind.pattern is None:
        return str
    fits, misfit = re.compile(kind.pattern).fullmatch, _misfit(kind)

    def take(text: str) -> str | Misfit:
        written = spelling.trimmed(text)
        return written if fits(written) else misfit

    return take


def _misfit(kind: Kind, hint: str | None = None) -> Misfit:
    return Misfit(kind.words.wrong, hint or kind.words.mend)
