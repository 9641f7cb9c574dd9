"""What one field asks of its numbers beyond that they are numbers: the least, the most, how many decimals, the unit.

All of it becomes one pattern and a few words, and so a narrower kind of answer: whoever goes by a kind's pattern and
words (the page, `check`, the schemas, the other forms) holds to the limits without knowing of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from formwright.answers.kinds import Kind


@dataclass(frozen=True, slots=True)
class Limits:
    """`least` and `most` are numbers as the definition writes them; an answer may be either. More than `decimals`
    digits behind the point may only be zeros."""

    unit: str | None = None
    decimals: int | None = None
    least: str | None = None
    most: str | None = None

    @property
    def pattern(self) -> str:
        """What fits is a number within the limits, spelt as numbers are."""
        return "|".join(_numbers(self))

    @property
    def take_none(self) -> bool:
        """Whether there is no number within the limits."""
        return not any(_numbers(self))

    @property
    def are_narrow(self) -> bool:
        """Whether there are numbers beyond the limits."""
        return any(limit is not None for limit in (self.decimals, self.least, self.most))

    @property
    def wanted(self) -> str:
        """What is wanted, in the middle of a sentence: "a number from 0 to 100"."""
        return " ".join(filter(None, ("a whole number" if self.decimals == 0 else "a number", *self._bounds())))

    @property
    def said(self) -> str | None:
        """The same in small print by itself."""
        return f"{self.wanted[:1].upper()}{self.wanted[1:]}." if self.are_narrow else None

    def _bounds(self) -> Iterator[str]:
        if self.least is not None and self.most is not None:
            yield f"from {self.least} to {self.most}"
        elif self.least is not None:
            yield f"no less than {self.least}"
        elif self.most is not None:
            yield f"no more than {self.most}"
        if self.decimals:
            yield f"with at most {self.decimals} decimal place{'' if self.decimals == 1 else 's'}"

    def within(self, kind: Kind) -> Kind:
        """The kind of answer that fits both the kind and these limits."""
        return _narrowed(kind, self) if self.are_narrow else kind


def number(written: str | None) -> int | float | None:
    """A limit as a number of JSON."""
    return None if written is None else float(written) if "." in written else int(written)


@cache
def _narrowed(kind: Kind, limits: Limits) -> Kind:
    wanted = limits.wanted
    words = replace(
        kind.words,
        wanted=wanted,
        missing=f"enter {wanted}",
        must=f"must be {wanted}",
        wrong=f"is not {wanted}",
        write="",  # the field's help says it
    )
    return replace(kind, pattern=limits.pattern, words=words, beside=None)


# --- the pattern of numbers between two others ------------------------------------------------

_NOUGHT = Decimal(0)


def _numbers(limits: Limits) -> Iterator[str]:
    """Patterns of the numbers within the limits: of those with a minus before them, and of the others."""
    least, most = (None if limit is None else Decimal(limit) for limit in (limits.least, limits.most))
    if least is not None and most is not None and least > most:
        return
    digits = _Digits(limits.decimals)
    lowest = None if least is None else max(_NOUGHT, least.copy_negate())
    below = digits.between(max(_NOUGHT, most.copy_negate()) if most is not None else _NOUGHT, lowest)
    if below and (least is None or least <= 0):
        yield f"-{below}"
    highest = None if most is None else max(_NOUGHT, most)
    above = digits.between(max(_NOUGHT, least) if least is not None else _NOUGHT, highest)
    if above and (most is None or most >= 0):
        yield above


@dataclass(frozen=True, slots=True)
class _Digits:
    """Makes patterns of numbers without a sign, which may have noughts in front of them and at their end. None stands
    for the pattern that nothing fits."""

    decimals: int | None

    def between(self, least: Decimal, most: Decimal | None) -> str | None:
        """Of the numbers from `least` to `most`, told apart by how many digits they have before the point."""
        before, low = _digits(least)
        last, high = (before, None) if most is None else _digits(most)
        found = [
            self.rest(low if length == before else "1", high if length == last else None, length)
            for length in range(before, last + 1)
        ]
        if most is None:
            found.append(f"[1-9][0-9]{{{last},}}{self.any(0)}")
        return _either(found, start="0*")

    def rest(self, low: str | None, high: str | None, left: int) -> str | None:
        """Of the digits of a number that come next and are no less than these in `low`, and no more than those in
        `high`. `left` says how many come before the point; where it is below nought, how many are behind it already."""
        low = low if low and low.strip("0") else None
        if low is None and high is None:
            return self.any(left)
        if left <= 0 and (-left == self.decimals or not (low or high or "").strip("0")):
            return None if low else _noughts(left)
        least, most = int((low or "0")[0]), 9 if high is None else int((high or "0")[0])
        after_low, after_high = low and low[1:], high and high[1:]
        if least == most:
            found = [self._next(str(least), self.rest(after_low, after_high, left - 1))]
        else:
            inner = range(least + (low is not None), most + (high is None))
            found = [
                self._next(str(least), self.rest(after_low, None, left - 1)) if low is not None else None,
                self._next(f"[{inner[0]}-{inner[-1]}]", self.any(left - 1)) if inner else None,
                self._next(str(most), self.rest(None, after_high, left - 1)) if high is not None else None,
            ]
        return _either(found, start=r"\." if left == 0 else "", may_end=left <= 0 and low is None)

    def _next(self, digit: str, rest: str | None) -> str | None:
        return None if rest is None else digit + rest

    def any(self, left: int) -> str:
        """Of whatever digits may come next."""
        if left > 0:
            return f"[0-9]{{{left}}}{self.any(0)}"
        if self.decimals is None:
            return "[0-9]*" if left else r"(?:\.[0-9]+)?"
        if left == 0 and self.decimals:
            return rf"(?:\.[0-9]{{1,{self.decimals}}}0*)?"
        return f"[0-9]{{0,{self.decimals + left}}}0*" if self.decimals + left else _noughts(left)


def _digits(number: Decimal) -> tuple[int, str]:
    """How many digits a number has before the point, and all that it has."""
    before, _, behind = f"{number:f}".partition(".")
    before = before.lstrip("0") or "0"
    return len(before), before + behind


def _noughts(left: int) -> str:
    return "0*" if left else r"(?:\.0+)?"


def _either(patterns: Iterable[str | None], start: str, may_end: bool = False) -> str | None:
    """Of what fits one of these, behind `start`; or of nothing, where it `may_end` here."""
    found = [pattern for pattern in patterns if pattern is not None]
    if not found:
        return None if not may_end else ""
    return f"{start}(?:{'|'.join(found)})" if not may_end else f"(?:{start}(?:{'|'.join(found)}))?"
