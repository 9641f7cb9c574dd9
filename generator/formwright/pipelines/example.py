"""Example answers to a form, made up from its definition: the same ones each time, so that all of the form can be seen.

Where an answer decides what else is asked, it is the one that asks for most. Every text says that it is an example, and
names nobody.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from formwright.answers import kinds
from formwright.answers.kinds import Shape
from formwright.answers.limits import Limits
from formwright.model import rules
from formwright.model.conditions import Value, fields_of, verdict
from formwright.model.form import Field, Form, Rows
from formwright.model.rules import Rules, at
from formwright.pipelines.holding import spelt

ROWS = 2  # in a repeating section that can have so many

SENTENCES = (
    "Example: the plan is up to date, and says who does what by when.",
    "Example: visits took place on time, and each one is recorded within two days.",
    "Example: there is a gap of three weeks in the record. It is to be filled before the next review.",
    "Example: the decision is explained, with the reasons for it. What would change it is said as well.",
    "Example: what matters to the child is recorded in their own words.",
)
LINES = ("Example", "Another example", "A third example")
TYPED = {kinds.TIME.name: "14:30", kinds.EMAIL.name: "name@example.org", kinds.SIGNATURE.name: "Example name"}


def answers(form: Form) -> Mapping[str, str]:
    """An answer to everything that is asked, by path, spelt as a document holds it."""
    found = _Example(rules.compile(form))
    return {path: spelt(value) for path, value in found.made().items()}


@dataclass(slots=True)
class _Example:
    """Answers as they are made, in the order of the form."""

    rules: Rules
    given: dict[str, Value] = field(default_factory=dict)

    def made(self) -> dict[str, Value]:
        deciding = {path for condition in self.rules.asked_when.values() for path in fields_of(condition)}
        for number, (asked, row) in enumerate(self._fields()):
            if asked.counts is None and self._is_asked(asked, row):
                decides = asked.path in deciding
                value = self._most_asking(asked, row) if decides else self._value(asked, number, row or 0)
                if value is not None:
                    self.given[at(asked.path, row)] = value
        self._put_dates_in_order()
        for total in self.rules.counting:
            if self._is_asked(total, None):
                self.given[total.path] = str(self._counted(total))
        return {
            at(f.path, row): self.given[at(f.path, row)] for f, row in self._fields() if at(f.path, row) in self.given
        }

    def _fields(self) -> Iterator[tuple[Field, int | None]]:
        for section in self.rules.form.sections:
            match section.content:
                case Rows(_, fields, repeats, blank_rows):
                    most = min(ROWS, blank_rows, repeats.maximum or ROWS)
                    for row in range(max(most, repeats.minimum, 1)):
                        yield from ((one, row) for one in fields)
                case _:
                    yield from ((one, None) for one in section.fields)

    def _is_asked(self, asked: Field, row: int | None) -> bool:
        condition = self.rules.asked_when[asked.path]
        return verdict(condition, lambda path: self.given.get(at(path, row)), lambda path: False) is True

    def _most_asking(self, asked: Field, row: int | None) -> Value | None:
        """Of what can be chosen, the first by which most is asked."""
        path, most = at(asked.path, row), -1
        best = usual = self._value(asked, 0, 0)
        for value in (*([] if usual is None else [usual]), *self._choices(asked)):
            self.given[path] = value
            asks = sum(self._is_asked(one, row) for one in self.rules.fields.values())
            if asks > most:
                best, most = value, asks
        self.given.pop(path, None)
        return best

    def _choices(self, asked: Field) -> list[Value]:
        values = [choice.value for choice in asked.choices or ()]
        if asked.kind.shape is Shape.SEVERAL_OF:
            several = tuple(str(value) for value in values if value != asked.none)
            return [several] if several else []
        return list(values)

    def _value(self, asked: Field, number: int, row: int) -> Value | None:
        kind = asked.kind
        match kind.shape:
            case Shape.ONE_OF:
                values = [c.value for c in asked.choices or () if c.value != kinds.NOT_APPLICABLE[0]]
                if asked.scale is not None:
                    return self._of_scale(asked, values)
                return values[(number + row) % len(values)] if values else None
            case Shape.SEVERAL_OF:
                return tuple(str(c.value) for c in asked.choices or () if c.value != asked.none)[:2] or None
            case Shape.DAY:
                first = datetime.date.fromisoformat(self.rules.form.identity.issued)
                return (first + datetime.timedelta(days=number)).isoformat()
            case Shape.BOX:
                return SENTENCES[number % len(SENTENCES)]
            case Shape.LINE:
                return _number(asked) if kind.json == "number" else TYPED.get(kind.name, LINES[row % len(LINES)])

    def _of_scale(self, asked: Field, best_first: list[str | int]) -> Value:
        """Grades differ, none is the worst, and the judgement is one of them: they do not speak against each other."""
        graded = [one for one in self.rules.graded.get(asked.scale or "", ()) if one.path in self.given]
        usual = best_first[:-1] or best_first
        if asked.kind is kinds.GRADE:
            return usual[(len(graded) + 1) % len(usual)]
        has_worst = any(self.given[one.path] == (one.choices or ())[-1].value for one in graded)
        return best_first[-1] if has_worst else usual[1 % len(usual)]

    def _put_dates_in_order(self) -> None:
        """Each moves to the one that it must not be before, or after."""
        for _ in self.rules.fields:
            for asked, row in self._fields():
                path = at(asked.path, row)
                if path not in self.given:
                    continue
                said = str(self.given[path])
                for other, later in ((asked.not_before, max), (asked.not_after, min)):
                    if other and (found := self.given.get(at(other.path, row))):
                        said = later(said, str(found))
                self.given[path] = said if said != str(self.given[path]) else self.given[path]

    def _counted(self, total: Field) -> int:
        assert total.counts is not None
        graded = [one for one in self.rules.graded.get(total.counts.scale, ()) if one.part == total.part]
        return sum(self.given.get(one.path) == total.counts.grade for one in graded)


def _number(asked: Field) -> str | None:
    """One that its limits let in: in the middle of them, or near the one that there is."""
    limits = asked.limits or Limits()
    least, most = (None if said is None else Decimal(said) for said in (limits.least, limits.most))
    near = (least + most) / 2 if least is not None and most is not None else None
    wished = [near if near is None else near.to_integral_value(), Decimal(3), least, most]
    return next((str(n) for n in wished if n is not None and re.fullmatch(asked.kind.pattern or ".*", str(n))), None)
