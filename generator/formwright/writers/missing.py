"""What the page says where an answer is missing: by the field's own name where that reads well."""

import re

from formwright.answers.kinds import SIGNATURE, Shape
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
    kind = field.widget.kind
    match kind.shape:
        case Shape.LINE | Shape.BOX | Shape.DAY if kind is not SIGNATURE:
            return _named(field.label) or kind.words.missing
        case Shape.ONE_OF if kind.is_whole:
            return "choose a grade"
        case _:
            return kind.words.missing


def _named(label: str) -> str | None:
    if _NAMES.fullmatch(label):
        return f"enter the {_inside_a_sentence(label)}"
    return f"enter {_inside_a_sentence(label)}" if _YOURS.fullmatch(label) else None


def _inside_a_sentence(label: str) -> str:
    """With a small letter, unless the first word is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
