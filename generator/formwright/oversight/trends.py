"""How a value compares with an earlier one, and with its target: in words, so that nothing hangs on a colour or a
sign."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from formwright.model.measures import Measure
from formwright.oversight.values import Scope, Value, is_hidden, percentage, plain, said, shown


class Trend(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"  # and neither direction is better
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """`arrow` is for the eye alone: `words` say the same."""

    trend: Trend
    words: str
    arrow: str = ""

    @property
    def shown(self) -> str:
        return f"{self.arrow} {self.words}".lstrip()


def change(now: Value | None, before: Value | None, measure: Measure, guarded: bool = False) -> Change:
    """How the value has changed since an earlier one."""
    if now is None or before is None:
        return Change(Trend.UNKNOWN, "Not known")
    if is_hidden(now, measure, guarded) or is_hidden(before, measure, guarded):
        return Change(Trend.UNKNOWN, "Not shown")
    numbers = [_number(value, measure) for value in (now, before)]
    if numbers[0] is None or numbers[1] is None:
        return Change(Trend.UNKNOWN, "Too few to compare")
    difference = (numbers[0] - numbers[1]).normalize()
    if not difference:
        return Change(Trend.SAME, "No change", "→")
    is_up = difference > 0
    trend = _trend(measure, is_up)
    verdict = f" ({trend.value})" if trend is not Trend.CHANGED else ""
    words = f"{'Up' if is_up else 'Down'} by {_amount(abs(difference), measure)}{verdict}"
    return Change(trend, words, "↑" if is_up else "↓")


def _number(value: Value, measure: Measure) -> Decimal | None:
    """What is compared: of a percentage what a paper shows of it, so that its reader can do the sum."""
    if measure.unit != "percentage" or value.of is None:
        return value.number
    share = percentage(value, measure)
    return None if share is None else said(share, measure)


def _trend(measure: Measure, is_up: bool) -> Trend:
    if measure.better == "neither":
        return Trend.CHANGED
    return Trend.BETTER if is_up == (measure.better == "higher") else Trend.WORSE


def _amount(difference: Decimal, measure: Measure) -> str:
    match measure.unit:
        case "percentage":
            return f"{plain(difference)} point{'' if difference == 1 else 's'}"
        case "pounds":
            return f"£{plain(difference)}"
        case "days" | "weeks" | "months":
            return f"{plain(difference)} {measure.unit.removesuffix('s') if difference == 1 else measure.unit}"
        case _:
            return plain(difference)


# --- the target -----------------------------------------------------------------------------


def is_met(value: Value | None, measure: Measure) -> bool | None:
    """Whether the target is met; None where there is none, or it cannot be told."""
    if measure.target is None or value is None:
        return None
    number = percentage(value, measure) if measure.unit == "percentage" else value.number
    if number is None:
        return None
    return number >= measure.target if measure.better == "higher" else number <= measure.target


def target(value: Value | None, measure: Measure, guarded: bool = False) -> str:
    """The target, and whether it is met, in words. Without a target nothing is judged."""
    if measure.target is None:
        return "None set"
    sign = "at least" if measure.better == "higher" else "at most"
    aim = f"{sign} {_as_shown(measure)}"
    met = is_met(value, measure)
    if met is None or (value is not None and is_hidden(value, measure, guarded)):
        return f"{aim[:1].upper()}{aim[1:]}: cannot be judged"
    return f"{aim[:1].upper()}{aim[1:]}: {'met' if met else 'not met'}"


def _as_shown(measure: Measure) -> str:
    assert measure.target is not None
    return shown(Value(measure.id, "", Scope(), measure.target), measure)
