"""What is ticked where several can be: each of the choices once, and the one that excludes the others alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from formwright.answers.several import Ticked, in_order
from formwright.misspelt import nearest
from formwright.model.form import Field
from formwright.readers.misfit import Misfit

CONTRADICTS = Misfit(
    "has a tick box that does not show what it stores", "Click the box until it shows the right answer."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why values are not what can be ticked: the end of a sentence that begins with the field's name, what to do, and
    which of the values it is about."""

    code: str
    message: str
    hint: str
    number: int


def ticked(field: Field, values: Sequence[str]) -> Ticked | Fault:
    """The values in the order of the form, or what is wrong with them. No fault repeats what was written."""
    known = [str(choice.value) for choice in field.choices or ()]
    for number, value in enumerate(values):
        if value not in known:
            near = nearest(value[:100], known)
            hint = f"Did you mean '{near}'?" if near else f"Write some of: {', '.join(known)}."
            return Fault("submission/wrong-value", field.kind.words.wrong, hint, number)
        if value in values[:number]:
            hint = "Keep one of them, and check whether another choice was meant."
            return Fault("submission/ticked-twice", "has the same choice twice", hint, number)
    if field.none is not None and field.none in values and len(values) > 1:
        message = f"has “{field.label_of(field.none)}” as well as others, which cannot both be right"
        hint = "Delete it, or the others."
        return Fault("submission/none-and-others", message, hint, list(values).index(field.none))
    return in_order(values, known)
