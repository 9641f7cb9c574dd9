"""What a text that a person wrote by hand means: as in YAML, and also as people write on paper.

What can mean one thing only is taken. Anything else is asked about, never guessed.
"""

import datetime
import re
from collections.abc import Iterator
from typing import assert_never

from formwright.answers import kinds, several, spelling
from formwright.answers.kinds import KINDS, Shape
from formwright.model.conditions import Value
from formwright.model.form import Field
from formwright.readers.typed import Misfit, Take, other_century, taker

SYMBOL = Misfit("has a symbol that only its own font can show, so it cannot be read", "Write what it means in words.")
TWO_CHOICES = Misfit("has an answer that could be either of two choices", "Ask which one is meant.")
NO_DATE = Misfit("is not a single date", "Write the date as 15/01/2014, with the day first.")
SHORT_YEAR = Misfit("has a date with a two-digit year", "Write the year with four digits, such as 15/01/2014.")
NO_TIME = Misfit("is not a single time", "Write the time on the 24-hour clock, such as 14:30.")
HALF_OF_THE_DAY = Misfit(
    "has a time that could be morning or afternoon", "Ask which one is meant, and write it as 14:30 or 2.30 pm."
)
OTHER_WEEKDAY = Misfit("has a date that does not match its day of the week", "Check both, and keep the right one.")


def hand_taker(field: Field) -> Take:
    """How this field's answers are taken from paper. A text that is not blank goes in."""
    exact = taker(field)
    match field.kind.shape:
        case Shape.ONE_OF:
            meant = _by_label(field, exact)
        case Shape.DAY:
            meant = date
        case Shape.SEVERAL_OF:
            meant = _several(field, exact)
        case Shape.LINE | Shape.BOX:
            meant = _line(field, exact)
        case _:
            assert_never(field.kind.shape)
    return lambda text: SYMBOL if spelling.is_of_a_typeface(text) else meant(text)


def _line(field: Field, exact: Take) -> Take:
    if KINDS[field.control] is kinds.TIME:
        return time
    if field.limits and field.limits.unit:
        return _without_unit(field.limits.unit, exact)
    return exact


# --- choices -------------------------------------------------------------------------------


def _by_label(field: Field, exact: Take) -> Take:
    """A choice by its label or by its value, where that is one choice only."""
    known: dict[str, set[str | int]] = {}
    for choice in field.choices or ():
        for name in (choice.label, str(choice.value)):
            known.setdefault(spelling.folded(name), set()).add(choice.value)

    def take(text: str) -> Value | Misfit:
        written = spelling.folded(text)
        meant = known.get(written) or known.get(written.rstrip(" ."), set())
        if not meant:
            return exact(spelling.trimmed(text))
        return TWO_CHOICES if len(meant) > 1 else next(iter(meant))

    return take


def _several(field: Field, exact: Take) -> Take:
    """Several choices by their labels or values: a line each, or with semicolons or commas between them, where a label
    has none of its own."""
    one = _by_label(field, lambda text: text)

    def apart(text: str, signs: str) -> Iterator[Value | Misfit]:
        found = one(text)
        if found != text or not signs:
            yield found
            return
        for part in text.split(signs[0]):
            yield from apart(spelling.trimmed(part), signs[1:])

    def take(text: str) -> Value | Misfit:
        found = list(apart(text, "\n;,"))
        misfit = next((each for each in found if isinstance(each, Misfit)), None)
        return misfit or exact(several.spelt(str(each) for each in found if each != ""))

    return take


# --- days ----------------------------------------------------------------------------------

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

# Word puts en dashes and hyphens that do not break in the place of those typed.
_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−⁃\ufe63\uff0d", "-") | dict.fromkeys("⁄∕\uff0f", "/") | dict.fromkeys("·․\uff0e", ".")
)

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)"
_ON_A_WEEKDAY = re.compile(
    rf"(?:(?P<before>{_WEEKDAY})\b[\s.,:-]*)?(?:the\s+)?(?P<day>.*?)(?:[\s,]+\(?(?P<after>{_WEEKDAY})\b\)?)?[\s.,;]*",
    re.IGNORECASE,
)

_DAY, _ORDINAL, _YEAR = r"(?P<day>\d{1,2})", r"(?:\s?(?:st|nd|rd|th))?", r"(?P<year>\d{4}|['’]?\d{2})"
_BETWEEN, _MONTH, _NAMED = r"(?:\s*[./-]\s*|\s+)", r"(?P<month>\d{1,2})", r"(?P<month>[a-z]{3,9})\.?"
_LOOSE = r"[\s.,/-]*"
_ORDERS = tuple(
    re.compile(order, re.IGNORECASE)
    for order in (
        rf"{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_YEAR}",
        rf"(?P<year>\d{{4}}){_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}",
        rf"{_DAY}{_ORDINAL}(?:\s+day)?(?:\s+of)?{_LOOSE}{_NAMED}{_LOOSE}{_YEAR}",
        rf"{_NAMED}{_LOOSE}(?:\bthe\s+)?{_DAY}{_ORDINAL}(?:\s*[.,/-]\s*|\s+){_YEAR}",
        rf"(?P<year>\d{{4}}){_LOOSE}{_NAMED}{_LOOSE}{_DAY}{_ORDINAL}",
    )
)
_LONGEST = 60  # "Wednesday, the 15th day of September, 2014 (Wednesday)"


def date(text: str) -> str | Misfit:
    """A day as people write it in British English (15/1/2014, Wed 15 Jan 2014, January 15, 2014,
    2014-01-15), where it can mean one day only. Days come before months, and a year of two digits could
    be of any century."""
    written = spelling.spaced(text).translate(_PLAIN)
    whole = _ON_A_WEEKDAY.fullmatch(written) if len(written) <= _LONGEST else None
    found = next(_in_some_order(whole["day"]), None) if whole else None
    if whole is None or found is None:
        return NO_DATE
    if len(found["year"]) < 4:
        return SHORT_YEAR
    month = found["month"]
    try:
        day = datetime.date(int(found["year"]), int(month) if month.isdecimal() else _month(month), int(found["day"]))
    except ValueError:
        return NO_DATE
    if not spelling.can_be_meant(day):
        return other_century("15/01/2014")
    said = (whole[name] for name in ("before", "after") if whole[name])
    if any(_WEEKDAYS.index(each[:3].lower()) != day.weekday() for each in said):
        return OTHER_WEEKDAY
    return day.isoformat()


def _in_some_order(text: str) -> Iterator[re.Match[str]]:
    return (found for order in _ORDERS if (found := order.fullmatch(text)))


def _month(word: str) -> int:
    """The number of a month by its name, whole or short ("Jan", "Sept"); 0 where it is none."""
    word = word.lower()
    names = (n for n, name in enumerate(_MONTHS, 1) if word in (name, name[:3]) or word == "sept" == name[:4])
    return next(names, 0)


# --- numbers and times -----------------------------------------------------------------------


def _without_unit(unit: str, exact: Take) -> Take:
    """A number with its unit, which is printed beside the answer already, behind it or before it: 85 %, £12."""
    known = spelling.folded(unit)

    def take(text: str) -> Value | Misfit:
        written = spelling.folded(text)
        if len(written) <= _LONGEST and written != known:
            if written.endswith(known):
                return exact(written.removesuffix(known))
            if written.startswith(known):
                return exact(written.removeprefix(known))
        return exact(text)

    return take


_TIME = re.compile(
    r"(?P<hour>\d{1,2}?)(?:\s?[:.h]\s?)?(?P<minute>\d{2})?(?:[:.]00)?\s?(?P<half>a\.?\s?m\b\.?|p\.?\s?m\b\.?)?"
    r"(?:\s?(?:hours|hrs?|h|o'clock)\.?)?"
)
_NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def time(text: str) -> str | Misfit:
    """A time of day as people write it (14:30, 14.30, 1430, 14h30, 2.30 pm, 12 noon), where it can mean one only.
    A nought in front says that it is the 24-hour clock's. Of 2.30 nobody knows whether it is in the afternoon, nor of
    12 am whether it is at noon."""
    written = spelling.folded(text).translate(_PLAIN)
    if len(written) > _LONGEST:
        return NO_TIME
    if (named := _NAMED_TIMES.get(re.sub(r"^12(?:[:.]00)?\s?", "", written.rstrip(".")))) is not None:
        return named
    found = _TIME.fullmatch(written)
    return NO_TIME if found is None else _on_the_clock(found["hour"], found["minute"], found["half"])


def _on_the_clock(written: str, minutes: str | None, half: str | None) -> str | Misfit:
    hour, minute = int(written), int(minutes or 0)
    if hour > 23 or minute > 59 or (minutes is None and half is None):
        return NO_TIME
    if half is None:
        is_certain = len(written) == 2 or hour == 0
        return f"{hour:02}:{minute:02}" if is_certain else HALF_OF_THE_DAY
    if hour == 12 and minute == 0:
        return HALF_OF_THE_DAY
    is_morning = half.startswith("a")
    if hour > 12:
        return NO_TIME if is_morning else f"{hour:02}:{minute:02}"
    if hour == 0 and not is_morning:
        return NO_TIME
    return f"{hour % 12 + (0 if is_morning else 12):02}:{minute:02}"
