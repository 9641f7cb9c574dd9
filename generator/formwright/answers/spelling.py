"""How the answers of each kind of field are spelt, for those who read them and those who describe them.

The patterns are understood alike by Python and by ECMAScript (with its flag `u`), so that the page and
other people's tools can go by them too. `tests/cases/values.json` has what each of them takes.
"""

import datetime
import re
import unicodedata

UNSEEN = (
    # control characters and every kind of space
    r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    # what joins, parts, turns or varies the letters beside it, and fillers: what Unicode lets programs not show
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    # the same beyond the first plane, where the two languages have no common escape
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The characters that nobody can see, as the inside of a pattern's [ ]."""

EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)
"""The days that can be meant, in an answer and in a definition. Browsers make 0014-01-15 of 15/1/14."""

NOTHING = ("", "~", "null")
"""How programs write in YAML that there is no answer."""

LONGEST_WHOLE = 20  # letters of a small whole number
LONGEST_EXPONENT = 30  # digits that one stands for; nobody means more

DATE = r"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
BLANK = rf"^[{UNSEEN}]*$"
SAYS_SOMETHING = rf"[^{UNSEEN}]"

_shaped = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_number = re.compile(NUMBER)
_something = re.compile(SAYS_SOMETHING)
_unseen = re.compile(rf"[{UNSEEN}]+")
_not_typed = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def is_blank(text: str) -> bool:
    """Whether there is nothing that anybody can see: no answer, whatever the field."""
    return _something.search(text) is None


def trimmed(text: str) -> str:
    """The text without what cannot be seen in front of it and behind."""
    first = _something.search(text)
    last = _something.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else ""


def spaced(text: str) -> str:
    """The text with nothing in it that cannot be seen but single spaces between its words."""
    return _unseen.sub(lambda found: " " if any(map(_is_space, found[0])) else "", text).strip()


def folded(text: str) -> str:
    """The text as it reads, for telling choices apart on paper: however it is spaced, in capitals or
    not, and whatever dashes and quotation marks stand in the place of those typed."""
    return typed(spaced(unicodedata.normalize("NFKC", text))).casefold()


def typed(text: str) -> str:
    """The text with the dashes and quotation marks that keyboards have: documents are set in type, definitions
    are not, and word processors do as they like."""
    return text.translate(_TYPED)


_TYPED = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"'))


def _is_space(character: str) -> bool:
    return character.isspace() or character == "\u2800"


def is_of_a_typeface(text: str) -> bool:
    """Whether it has a character that means nothing but what some typeface draws in its place."""
    return _not_typed.search(text) is not None


def day(text: str) -> datetime.date | None:
    """The day that exists and is written as 2014-01-15, in whatever year."""
    try:
        return datetime.date.fromisoformat(text) if _shaped.fullmatch(text) else None
    except ValueError:
        return None


def can_be_meant(found: datetime.date) -> bool:
    return EARLIEST <= found <= LATEST


def is_date(text: str) -> bool:
    """Whether this is a day that exists and can be meant, written as 2014-01-15."""
    found = day(text)
    return found is not None and can_be_meant(found)


def day_in_words(written: str) -> str:
    """ "2014-01-15" as "15 January 2014"."""
    found = datetime.date.fromisoformat(written)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not strftime: the words must not follow the machine's language


def untrimmed(pattern: str) -> str:
    """The pattern of a text that fits this one once it is trimmed."""
    return rf"^[{UNSEEN}]*(?:{pattern})[{UNSEEN}]*$"


def whole_number(text: str) -> int | None:
    """The whole number that a text spells (`2`, and JSON's `2.0`), if it spells a small one."""
    written = trimmed(text)
    if len(text) > LONGEST_WHOLE or not _number.fullmatch(written):
        return None
    number = float(written)
    return int(number) if number.is_integer() else None
