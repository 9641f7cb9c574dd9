"""What the page says where an answer is missing: by the field's own name where that reads well."""

import re

from formwright.answers import kinds
from formwright.answers.kinds import Shape
from formwright.document.nodes import Input

_NAMES = re.compile(
    r"((Case|Reference|Record|Team|Staff) )?"
    r"(ID|Address|Age|Agency|Date|Name|Nature|Number|Position|Reason|Reference|Signature|Summary|Team|Time|Title)"
    r"( (of|the|and|by|for)\b[^?:()]*)?",
    re.IGNORECASE,
)
_YOURS = re.compile(r"Your [^?:()]+")


def missing(field: Input) -> str:
    """What to do, such as "enter the case ID", or "enter a number" where the label is a question or half a sentence."""
    words = field.widget.kind.words
    match field.widget.kind.shape:
        case Shape.LINE | Shape.BOX | Shape.DAY if field.widget.kind is not kinds.SIGNATURE:
            return _named(field.label) or words.missing
        case Shape.ONE_OF if field.widget.kind.is_whole:
            return "choose a grade"
        case _:
            return words.missing


def _named(label: str) -> str | None:
    if _NAMES.fullmatch(label):
        return f"enter the {_inside_a_sentence(label)}"
    return f"enter {_inside_a_sentence(label)}" if _YOURS.fullmatch(label) else None


def _inside_a_sentence(label: str) -> str:
    """With a small letter, unless the first word is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
