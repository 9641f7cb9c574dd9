"""What in a text may say who somebody is: found by its shape, or by its name, and never repeated in a message.

Shapes are those of the United Kingdom. A date counts only where words beside it say that it is of a birth, since
comments are full of the dates of visits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found, as the end of "seems to contain"."""

    EMAIL = "an email address"
    TELEPHONE = "a telephone number"
    NHS_NUMBER = "an NHS number"
    BIRTH = "a date of birth"
    POSTCODE = "a postcode"
    NAME = "the name of somebody in directory.yaml"


@dataclass(frozen=True, slots=True)
class Found:
    """Where it is in the text, as the characters from `start` up to `end`."""

    kind: Kind
    start: int
    end: int


def found_in(text: str, names: re.Pattern[str] | None = None) -> Iterator[Found]:
    """All that is found, kind by kind; `names` as `any_of` makes them."""
    has_digit = _DIGIT.search(text) is not None
    if "@" in text:
        yield from _all(Kind.EMAIL, _EMAIL, text)
    if has_digit:
        yield from _all(Kind.TELEPHONE, _TELEPHONE, text)
        for number in _NHS_NUMBER.finditer(text):
            if is_nhs_number(number[0]):
                yield Found(Kind.NHS_NUMBER, *number.span())
        for birth in _BIRTH.finditer(text):
            yield Found(Kind.BIRTH, *birth.span("date"))
        yield from _all(Kind.POSTCODE, _POSTCODE, text)
    if names is not None:
        yield from _all(Kind.NAME, names, text)


def any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds each of these names of people, as whole words, with any spaces and capitals; None where there is none. A
    name of one word is not looked for: it may be any word."""
    wanted = sorted({" ".join(name.split()) for name in names if len(name.split()) > 1}, key=lambda n: (-len(n), n))
    if not wanted:
        return None
    written = "|".join(r"\s+".join(map(re.escape, name.split())) for name in wanted)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)


def is_nhs_number(text: str) -> bool:
    """Whether the last of its ten digits is the check digit of the nine before it (NHS Data Dictionary: the digits
    times 10 to 2, added up, modulo 11)."""
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(n * digit for n, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)


def _all(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    yield from (Found(kind, *match.span()) for match in pattern.finditer(text))


_DIGIT = re.compile("[0-9]")
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TELEPHONE = re.compile(
    r"(?<![\w+/.-])(?:\+44[ -]?(?:\(0\)[ -]?)?\d{2,4}|\(0[1-9]\d{1,3}\)|0[1-9]\d{1,3})"
    r"[ -]?\d{3,4}[ -]?\d{3,4}(?![\w/-])"
)
_NHS_NUMBER = re.compile(r"(?<![\w/.+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w/-])")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{2,4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}}"
)
_BIRTH = re.compile(
    r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born)(?!\w)\W{0,3}(?:(?:is|was|on|the|of)\W{1,3}){0,3}"
    rf"(?P<date>{_DATE})(?!\d)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
    r"|[a-z]{1,2}\d[a-z\d]? \d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2})(?!\w)"
)
