"""What was supplied for measures: one value for a measure, a month and a part of the service; and what is shown of it.

A value of few cases is not turned into a percentage. In a paper that leaves the room (`guarded`), one of fewer than
five is not shown at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from formwright.model.measures import Measure
from formwright.oversight.paper.small import FEWEST_IN_GROUP, FEWEST_IN_HUNDRED

NOT_SUPPLIED = "Not supplied"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the service: a service area and a team by id; without a team the whole area, without either the whole
    service."""

    area: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """`number` is in the measure's unit; of a percentage it is how many there are, `of` how many, or the percentage
    itself where `of` is None."""

    measure: str
    month: str
    scope: Scope
    number: Decimal
    of: int | None = None
    line: int = 0


Key = tuple[str, str, Scope]


@dataclass(frozen=True, slots=True)
class Values:
    """All values, by measure, month and part of the service."""

    by_key: Mapping[Key, Value]

    @classmethod
    def of(cls, values: Iterable[Value]) -> "Values":
        return cls({(value.measure, value.month, value.scope): value for value in values})

    def get(self, measure: Measure, month: str, scope: Scope) -> Value | None:
        return self.by_key.get((measure.id, month, scope))


# --- what is shown --------------------------------------------------------------------------


def percentage(value: Value, measure: Measure) -> Decimal | None:
    """The percentage that may be shown; None where it is none, or out of too few."""
    if measure.unit != "percentage":
        return None
    if value.of is None:
        return value.number
    return value.number * 100 / value.of if value.of >= FEWEST_IN_HUNDRED else None


def is_hidden(value: Value, measure: Measure, guarded: bool) -> bool:
    """Whether so few cases are behind it that a guarded paper does not show it."""
    if not guarded:
        return False
    cases = [value.of]
    if measure.unit in ("number", "percentage") and (measure.unit == "number" or value.of is not None):
        cases.append(int(value.number))
    return any(number is not None and 0 < number < FEWEST_IN_GROUP for number in cases)


def shown(value: Value | None, measure: Measure, guarded: bool = False) -> str:
    """What a paper says of a value."""
    if value is None:
        return NOT_SUPPLIED
    if is_hidden(value, measure, guarded):
        return _hidden(measure)
    match measure.unit:
        case "percentage" if value.of is None:
            return f"{plain(value.number)}%"
        case "percentage":
            share = percentage(value, measure)
            counted = f"{plain(value.number)} of {value.of:,}"
            return counted if share is None else f"{said(share, measure)}% ({counted})"
        case "pounds":
            return f"£{plain(value.number)}"
        case "days" | "weeks" | "months":
            unit = measure.unit.removesuffix("s") if value.number == 1 else measure.unit
            worked_out_from = f" ({value.of:,} {measure.of})" if value.of is not None else ""
            return f"{plain(value.number)} {unit}{worked_out_from}"
        case _:
            return plain(value.number)


def _hidden(measure: Measure) -> str:
    few = f"fewer than {FEWEST_IN_GROUP}"
    return few.capitalize() if measure.unit == "number" else " ".join(("Not shown:", few, measure.of or "")).rstrip()


def plain(number: Decimal) -> str:
    """With commas between thousands, and no more decimals than were given."""
    return f"{number:,f}"


def said(share: Decimal, measure: Measure) -> Decimal:
    """A percentage to a whole number, a half up; where that hides on which side of the target it is, with a decimal
    that does not."""
    whole, aim = share.quantize(Decimal(1), ROUND_HALF_UP), measure.target
    if aim is None or (whole < aim, whole > aim) == (share < aim, share > aim):
        return whole
    return share.quantize(Decimal("0.1"), ROUND_FLOOR if share < aim else ROUND_CEILING)
