"""What people type into the forms of the pages."""

from collections.abc import Mapping

from werkzeug.exceptions import BadRequest

from formwright.readers import handwriting

LONGEST = 500
"""The most letters that a name or a reason may have."""


def a_name(form: Mapping[str, str]) -> str:
    """Who does something, which is kept with what they did."""
    return needed(form, "who", "Enter your name: it is kept with what you do.")


def needed(form: Mapping[str, str], key: str, otherwise: str) -> str:
    """What was typed, in one line."""
    found = " ".join(form.get(key, "").split())
    if not found:
        raise BadRequest(otherwise)
    if len(found) > LONGEST:
        raise BadRequest(f"Use at most {LONGEST} characters.")
    return found


def as_day(text: str) -> str:
    """A day as people write it (15/1/2014, 15 January 2014) as 2014-01-15; anything else as it is."""
    found = handwriting.date(text)
    return found if isinstance(found, str) else text
