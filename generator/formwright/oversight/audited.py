"""What the audits of some months found, by tool: how many there were, how they were judged and how their questions
were graded. Two scales are never added up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from formwright.model.form import Field, Form
from formwright.model.review import Status
from formwright.oversight.cycles import Period
from formwright.oversight.values import Scope
from formwright.record.rows import Return
from formwright.record.store import Record, Wanted

Steps = tuple[tuple[str, int], ...]
"""How often each step of a scale was given, from the best to the worst, by its label; without those that
were not given."""


@dataclass(slots=True)
class Tool:
    """The complete audits by one form: how often each judgement was made, and each grade given on each scale.
    `unfinished` are those that are not complete, which are in neither."""

    form: Form
    audits: int = 0
    unfinished: int = 0
    made: Counter[str] = field(default_factory=Counter)
    given: dict[str, Counter[str]] = field(default_factory=dict)
    scales: dict[str, Field] = field(default_factory=dict)

    @property
    def judgements(self) -> Steps:
        path = self.form.escalation.judgement if self.form.escalation else None
        of = next((one for one in self.form.fields if one.path == path), None)
        return _in_order(self.made, of)

    @property
    def grades(self) -> tuple[Steps, ...]:
        """For each scale."""
        return tuple(_in_order(counts, self.scales[scale]) for scale, counts in self.given.items())


def _in_order(counts: Mapping[str, int], of: Field | None) -> Steps:
    known = [(str(choice.value), choice.label) for choice in (of.choices or ())] if of else []
    others = [(value, value) for value in counts if value not in dict(known)]
    return tuple((label, counts[value]) for value, label in (*known, *others) if counts.get(value))


@dataclass(frozen=True, slots=True)
class Audited:
    """`unplaced` counts audits of these months that do not say which service area, or which team, they are about: they
    may belong here and are not counted."""

    period: Period
    tools: Mapping[str, Tool]
    unplaced: int = 0


def audited(record: Record, forms: Sequence[Form], scope: Scope, period: Period) -> Audited:
    """The audits in the record whose date is in the period and whose case belongs to this part of the service."""
    known = {form.identity.id: form for form in forms}
    tools: dict[str, Tool] = {}
    for one in _returns(record, period, area=scope.area, team=scope.team):
        if one.form in known and (one.judgement is not None or one.grades):
            _take(tools.setdefault(one.form, Tool(known[one.form])), one)
    return Audited(period, tools, _unplaced(record, known, scope, period))


def _unplaced(record: Record, known: Mapping[str, Form], scope: Scope, period: Period) -> int:
    if scope.area is None and scope.team is None:
        return 0
    adrift = list(_returns(record, period, area=""))
    if scope.team is not None:
        adrift += _returns(record, period, area=scope.area, team="")
    return sum(one.form in known and (one.judgement is not None or bool(one.grades)) for one in adrift)


def _returns(record: Record, period: Period, area: str | None = None, team: str | None = None) -> Iterable[Return]:
    first, last = (day.isoformat() for day in (period.first, period.last))
    return record.returns(Wanted(since=first, until=last, area=area, team=team, counts=True))


def _take(tool: Tool, one: Return) -> None:
    if one.status is not Status.COMPLETE:
        tool.unfinished += 1
        return
    tool.audits += 1
    if one.judgement is not None:
        tool.made[one.judgement] += 1
    fields = {one.path: one for one in tool.form.fields}
    for path, grade in one.grades.items():
        of = fields.get(_of_every_row(path))
        if of is not None and of.scale is not None:
            tool.scales.setdefault(of.scale, of)
            tool.given.setdefault(of.scale, Counter())[str(grade)] += 1


def _of_every_row(path: str) -> str:
    head, bracket, rest = path.partition("[")
    return f"{head}[]{rest.partition(']')[2]}" if bracket else path
