"""Why what a person wrote is no answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a text is no answer of its field: the end of a sentence that begins with the field's
    name, and what to do."""

    message: str
    hint: str
