"""What in a text may say who somebody is: found by its shape, or by its name, and never repeated in a message.

Shapes are those of the United Kingdom. A date counts only where words beside it say that it is of a birth, since
comments are full of the dates of visits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What can be found: one of it, as the end of "seems to contain", and several."""

    EMAIL = "an email address", "email addresses"
    TELEPHONE = "a telephone number", "telephone numbers"
    NHS_NUMBER = "an NHS number", "NHS numbers"
    BIRTH = "a date of birth", "dates of birth"
    POSTCODE = "a postcode", "postcodes"
    NAME = "the name of somebody in directory.yaml", "names"

    @property
    def one(self) -> str:
        return self.value[0]

    @property
    def several(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Found:
    """Where it is in the text, as the characters from `start` up to `end`."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """Names of people to look for, as whole words, with any spaces and capitals. `words` are those of each, in lower
    case: a text without all words of one has no name in it."""

    pattern: re.Pattern[str]
    words: tuple[tuple[str, ...], ...]

    def may_be_in(self, low: str) -> bool:
        return any(all(map(low.__contains__, name)) for name in self.words)


def names_of(people: Iterable[str]) -> Names | None:
    """None where there is nobody to look for. A name of one word is left out: it may be any word."""
    wanted = sorted({tuple(name.split()) for name in people if len(name.split()) > 1}, key=lambda n: (-len(n), n))
    if not wanted:
        return None
    written = "|".join(r"\s+".join(map(re.escape, name)) for name in wanted)
    words = {tuple(sorted(" ".join(name).casefold().split(), key=len, reverse=True)) for name in wanted}
    return Names(re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE), tuple(words))


def may_be_in(text: str, names: Names | None = None) -> bool:
    """False where nothing can be found in this text: a quick look, since nearly all returns have nothing."""
    low = text.casefold()
    return (
        "@" in low
        or any(map(low.__contains__, ("born", "birth", "dob", "d.o.b")))
        or _NUMBERS.search(text) is not None
        or (names is not None and names.may_be_in(low))
    )


def found_in(text: str, names: Names | None = None) -> Iterator[Found]:
    """All that is found, kind by kind."""
    yield from _all(Kind.EMAIL, _EMAIL, text)
    yield from _all(Kind.TELEPHONE, _TELEPHONE, text)
    for number in _NHS_NUMBER.finditer(text):
        if is_nhs_number(number[0]):
            yield Found(Kind.NHS_NUMBER, *number.span())
    for birth in _BIRTH.finditer(text):
        yield Found(Kind.BIRTH, *birth.span("date"))
    yield from _all(Kind.POSTCODE, _POSTCODE, text)
    if names is not None:
        yield from _all(Kind.NAME, names.pattern, text)


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


_NUMBERS = re.compile(r"[0-9]{2}[) -]{0,2}[0-9]{3,4}[ -]?[0-9]{3}|[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}")
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TELEPHONE = re.compile(
    r"(?<![\w+/.-])(?:\+44[ -]?(?:\(0\)[ -]?)?[0-9]{2,4}|\(0[1-9][0-9]{1,3}\)|0[1-9][0-9]{1,3})"
    r"[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![\w/-])"
)
_NHS_NUMBER = re.compile(r"(?<![\w/.+-])[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}(?![\w/-])")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./ -][0-9]{1,2}[./ -][0-9]{2,4}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? [0-9]{{2,4}}"
    rf"|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{2,4}}"
)
_BIRTH = re.compile(
    r"(?<!\w)(?:dob|d\.o\.b\.?|date of birth|birth ?date|birthday|born)(?!\w)"
    rf"\W{{0,3}}(?:(?:is|was|on|the|of)\W{{1,3}}){{0,3}}(?P<date>{_DATE})(?![0-9])",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}"
    r"|[a-z]{1,2}[0-9][a-z0-9]? [0-9](?!st|nd|rd|th)[abd-hjlnp-uw-z]{2})(?!\w)"
)
