"""Moderation: how far those who judged the same cases agree, who is harsher, and whether that changes over time.

From the record alone. Figures of each scale stand by themselves. Nothing is worked out from fewer than ENOUGH cases,
and nobody is named of whom fewer than NAMED cases were judged by somebody else as well.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from formwright.model.alike import alike
from formwright.oversight.agreement import Agreement
from formwright.oversight.cycles import Period
from formwright.oversight.judged import Item, Scale, What
from formwright.oversight.judged_twice import ItemsOf, Pair, Passed, Waiting, Why, walk
from formwright.oversight.spans import quarter_of
from formwright.record.store import Record

ENOUGH = 20
NAMED = 5
FAR = 2
"""So many steps apart is a disagreement that somebody should look at."""
SHOWN = 25
"""At most so many of those are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How one person's judgements lie beside those of others: in how many `cases`, of how many things (`n`), and how
    many `steps` harsher in all; milder is below 0."""

    cases: int
    n: int
    steps: int

    @property
    def mean(self) -> float | None:
        """In steps of the scale; None of too few cases."""
        return self.steps / self.n if self.cases >= NAMED else None


@dataclass(frozen=True, slots=True)
class Auditor:
    """A person's drift, over all and by quarter (its first day)."""

    name: str
    whole: Drift
    quarters: Mapping[date, Drift]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a form, or the field of its judgement, and how far it was judged alike."""

    form: str
    path: str
    number: int | None
    question: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Judged:
    """All that was judged twice on one scale. `auditors` are those who may be named; `unnamed` and `unnamed_cases` are
    how many may not, and in how many cases."""

    scale: Scale
    whole: Agreement
    by_form: Mapping[str, Agreement]
    by_question: tuple[Asked, ...]
    auditors: tuple[Auditor, ...]
    unnamed: int
    unnamed_cases: int


@dataclass(frozen=True, slots=True)
class Apart:
    """Two overall judgements of one case that are FAR or more steps apart: the files, and the words of each."""

    files: tuple[str, str]
    form: str
    first: str
    second: str
    steps: int


@dataclass(frozen=True, slots=True)
class Moderation:
    """What was judged twice between two days. `audits` are second audits, `parts` returns in which a moderator judged,
    `waiting` those in which one has not yet. `apart` are the judgements furthest apart, of `far` in all. `titles` are
    the forms', by their ids."""

    period: Period
    within: int
    form: str | None
    audits: int
    parts: int
    waiting: int
    passed: Mapping[Why, int]
    scales: tuple[Judged, ...]
    apart: tuple[Apart, ...]
    far: int
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        return self.audits + self.parts


def moderation(
    record: Record,
    items_of: ItemsOf,
    moderated: Iterable[str],
    period: Period,
    within: int,
    form: str | None = None,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Moderation:
    """What the record shows of these days, of one form or of all. See `judged_twice.walk`."""
    kept = _Kept(period)
    for found in walk(record, items_of, moderated, period, within, form):
        match found:
            case Passed(_, why):
                kept.passed[why] = kept.passed.get(why, 0) + 1
            case Waiting():
                kept.waiting += 1
            case Pair():
                kept.take(found)
    return Moderation(
        period,
        within,
        form,
        kept.audits,
        kept.parts,
        kept.waiting,
        {why: kept.passed[why] for why in Why if why in kept.passed},
        tuple(kept.judged()),
        tuple(kept.apart),
        kept.far,
        titles,
    )


# --- while the record is walked ---------------------------------------------------------------


@dataclass(slots=True)
class _Counting:
    """How often each step met each other, and in how many cases."""

    counts: list[list[int]]
    cases: int = 0

    def agreement(self) -> Agreement:
        return Agreement(tuple(map(tuple, self.counts)), self.cases)


@dataclass(slots=True)
class _OfScale:
    scale: Scale
    whole: _Counting
    forms: dict[str, _Counting] = field(default_factory=dict)
    questions: dict[tuple[str, str], tuple[Item, _Counting]] = field(default_factory=dict)
    people: dict[str, tuple[str, dict[date, list[int]]]] = field(default_factory=dict)

    def new(self) -> _Counting:
        return _Counting([[0] * len(self.scale.labels) for _ in self.scale.labels])


@dataclass(slots=True)
class _Kept:
    """As much for a hundred thousand returns as for a hundred: by scale, form, question, person and quarter."""

    period: Period
    audits: int = 0
    parts: int = 0
    waiting: int = 0
    far: int = 0
    passed: dict[Why, int] = field(default_factory=dict)
    apart: list[Apart] = field(default_factory=list)
    scales: dict[Scale, _OfScale] = field(default_factory=dict)

    def take(self, pair: Pair) -> None:
        self.parts += pair.is_one_return
        self.audits += not pair.is_one_return
        seen = set[int]()
        steps: dict[Scale, list[int]] = {}
        for one in pair.values:
            of = self._of(one.item.scale)
            form = str(pair.second.form)
            _, of_question = of.questions.setdefault((form, one.item.path), (one.item, of.new()))
            for counting in (of.whole, of.forms.setdefault(form, of.new()), of_question):
                counting.counts[one.first][one.second] += 1
                counting.cases += id(counting) not in seen
                seen.add(id(counting))
            steps.setdefault(one.item.scale, []).append(one.steps)
            if one.item.scale.what is What.JUDGEMENT and abs(one.steps) >= FAR:
                self._far(pair, one.item.scale.labels[one.first], one.item.scale.labels[one.second], one.steps)
        for scale, of_pair in steps.items():
            self._people(self._of(scale), pair, of_pair)

    def _of(self, scale: Scale) -> _OfScale:
        if scale not in self.scales:
            made = _OfScale(scale, _Counting([]))
            made.whole = made.new()
            self.scales[scale] = made
        return self.scales[scale]

    def _people(self, of: _OfScale, pair: Pair, steps: list[int]) -> None:
        sides = [(pair.first.auditor, -1)] + ([] if pair.is_one_return else [(pair.second.auditor, 1)])
        quarter = quarter_of(pair.day).first
        for name, sign in sides:
            if name and alike(name):
                _, quarters = of.people.setdefault(alike(name), (name, {}))
                kept = quarters.setdefault(quarter, [0, 0, 0])
                kept[0] += 1
                kept[1] += len(steps)
                kept[2] += sign * sum(steps)

    def _far(self, pair: Pair, first: str, second: str, steps: int) -> None:
        self.far += 1
        self.apart.append(Apart((pair.first.file, pair.second.file), str(pair.second.form), first, second, steps))
        self.apart.sort(key=lambda one: (-abs(one.steps), one.files))
        del self.apart[SHOWN:]

    def judged(self) -> Iterator[Judged]:
        for scale in sorted(self.scales, key=lambda one: (list(What).index(one.what), one.id, one.labels)):
            of = self.scales[scale]
            auditors = sorted(map(_auditor, of.people.values()), key=lambda one: alike(one.name))
            named = tuple(one for one in auditors if one.whole.cases >= NAMED)
            unnamed = [one.whole.cases for one in auditors if one.whole.cases < NAMED]
            yield Judged(
                scale,
                of.whole.agreement(),
                {form: counting.agreement() for form, counting in sorted(of.forms.items())},
                tuple(
                    Asked(form, item.path, item.number, item.question, counting.agreement())
                    for (form, _), (item, counting) in sorted(of.questions.items(), key=_in_order)
                ),
                named,
                len(unnamed),
                sum(unnamed),
            )


def _in_order(of: tuple[tuple[str, str], tuple[Item, _Counting]]) -> tuple[str, int, str]:
    (form, path), (item, _) = of
    return form, item.number or 0, path


def _auditor(of: tuple[str, dict[date, list[int]]]) -> Auditor:
    name, quarters = of
    whole = Drift(*(sum(kept[n] for kept in quarters.values()) for n in range(3)))
    return Auditor(name, whole, {first: Drift(*quarters[first]) for first in sorted(quarters)})
