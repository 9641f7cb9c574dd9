"""The field of a question that decides whether its other fields are answered at all: paper asks it first."""

from formwright.document.nodes import Input, Question


def gate(question: Question) -> Input | None:
    """The one beyond the grid's columns on which all of these hang."""
    for one in question.further:
        if all(found.asked is not None and f'"{one.path}"' in found.asked.rule for found in question.inputs):
            return one
    return None


def lead(question: Question) -> str:
    """When the columns of a question with a gate are answered, before what is asked."""
    leads = {found.asked.lead for found in question.inputs if found.asked}
    return leads.pop() if len(leads) == 1 else ""


def in_order(question: Question) -> tuple[Input, ...]:
    """All of its fields, the gate first."""
    first = gate(question)
    return (*((first,) if first else ()), *question.inputs, *after(question))


def after(question: Question) -> tuple[Input, ...]:
    """The fields beyond the columns that follow them."""
    first = gate(question)
    return tuple(one for one in question.further if one is not first)
