"""How the answers of each kind of field are spelt, for those who read them and those who describe them."""

import datetime
import re

DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$"
EMAIL = r"^[^@\s]+@[^@\s]+$"
SAYS_SOMETHING = r"\S"

_date = re.compile(DATE)
_number = re.compile(NUMBER)
_email = re.compile(EMAIL)


def is_blank(text: str) -> bool:
    """Whether there is nothing but white space: no answer, whatever the field."""
    return not text or text.isspace()


def is_date(text: str) -> bool:
    """Whether this is a day that exists, written as 2014-01-15."""
    if not _date.search(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_number(text: str) -> bool:
    return _number.search(text) is not None


def is_email(text: str) -> bool:
    return _email.search(text) is not None


def whole_number(text: str) -> int | None:
    """The whole number that a text spells (`2`, and JSON's `2.0`), if it spells a small one."""
    if len(text) > 20 or not is_number(text):
        return None
    number = float(text)
    return int(number) if number.is_integer() else None
