"""Forms filled in from end to end, for whatever must look well however much people write."""

from collections.abc import Iterator
from itertools import cycle

from formwright.answers.address import row_path
from formwright.answers.kinds import KINDS, Shape
from formwright.definitions.library import Library
from formwright.model.conditions import Value, holds
from formwright.model.form import Field, Form
from formwright.model.rules import compile
from formwright.writers import submission

WORDS = (
    "The child was seen alone and spoke about school, home and what should change before the next visit; the record "
    "says who was there, what was agreed and by when, but the plan does not yet say how the family will be helped"
).split()


def text(count: int, start: int = 0) -> str:
    """So many words, each ending unlike its neighbours, so that none can be lost unseen."""
    words = cycle(WORDS)
    return " ".join(f"{next(words).rstrip(',;')}{start + n}" if n % 10 == 9 else next(words) for n in range(count))


def answers(form: Form, words: int, pick: int = 0, rows: int = 3) -> dict[str, Value]:
    """Answers to all that is asked, whatever is required: `words` in every box, and of choices the one at `pick`,
    counted round. Repeating sections have so many `rows`, or as many as they may."""
    found: dict[str, Value] = {}
    asked_when = compile(form).asked_when
    for number, field in enumerate(form.fields):
        if field.counts is not None:
            continue
        if field.repeat is None:
            if holds(asked_when[field.path], found.get):
                found[field.path] = answer(field, words, pick, number)
            continue
        for row in range(min(rows, field.repeat.maximum or rows)):
            if holds(asked_when[field.path], lambda path, row=row: found.get(in_row(path, row))):  # type: ignore[misc]
                found[row_path(field.path, row)] = answer(field, words, pick + row, number)
    return found


def in_row(path: str, row: int) -> str:
    return row_path(path, row) if "[]" in path else path


def answer(field: Field, words: int, pick: int, number: int) -> Value:
    choices = field.choices or ()
    match field.kind.shape:
        case Shape.ONE_OF:
            return choices[(pick + number) % len(choices)].value
        case Shape.SEVERAL_OF:
            several = [str(choice.value) for choice in choices if choice.value != field.none]
            return tuple(several[: 1 + pick % len(several)])
        case Shape.DAY:
            return f"2014-03-{1 + number % 28:02}"
        case Shape.BOX:
            return text(words, number)
        case Shape.LINE:
            return line(field, number)


def line(field: Field, number: int) -> str:
    match field.kind.name:
        case "number":
            return str(field.limits.least if field.limits and field.limits.least is not None else number % 10)
        case "time":
            return "14:30"
        case "email":
            return "name@example.org"
        case _:
            return f"{field.label} {number}" if KINDS[field.control].pattern is None else "1"


def as_yaml(form: Form, given: dict[str, Value]) -> bytes:
    one = form.identity
    return submission.write(one.id, one.version, one.digest, given)


def forms(*libraries: Library) -> Iterator[tuple[Library, Form]]:
    for library in libraries:
        for form in library.forms:
            yield library, form
