"""Which parts of a form must be complete, where several people fill it in, in turn.

The page has the same in JavaScript (`writers/screen/parts.js`): `tests/cases/parts.json` holds for both.
"""

from collections.abc import Container, Iterator, Sequence

from formwright.answers import address
from formwright.model.rules import Rules
from formwright.model.submission import Submission

WHOLE: frozenset[str | None] = frozenset({None})
"""What is due of a form that has no parts: all that belongs to none."""


def due(parts: Sequence[str], begun: Container[str | None], asked_for: str | None = None) -> frozenset[str]:
    """The parts, of these in their order, that must be complete: the first, every one that has an answer, and the one
    that is asked for with all before it."""
    through = parts.index(asked_for) if asked_for in parts else 0
    return frozenset(part for n, part in enumerate(parts) if n <= through or part in begun)


def due_in(rules: Rules, submission: Submission, asked_for: str | None = None) -> frozenset[str | None]:
    """The same of a submission."""
    parts = [part.id for part in rules.form.parts]
    if not parts:
        return WHOLE
    return frozenset(due(parts, set(_begun(rules, submission)), asked_for))


def _begun(rules: Rules, submission: Submission) -> Iterator[str | None]:
    """The part of each answer beyond the first part. What the form works out by itself begins none."""
    said, later = submission.said, rules.later
    yield from (field.part for path, field in later.single.items() if path in said)
    for section, fields in later.repeating.items():
        for row in range(submission.rows.get(section, 0)):
            start = f"{section}[{row}]"
            yield from (field.part for rest, field in fields.items() if start + rest in said)
    for path in submission.unreadable:
        field = rules.fields.get(address.of_every_row(path))
        if field is not None and field.counts is None:
            yield field.part


def part_of(rules: Rules, path: str) -> str | None:
    """The part that something at this path of a submission belongs to; None, where it belongs to none or to several."""
    field = rules.fields.get(address.of_every_row(path))
    if field is not None:
        return field.part
    section = next((s for s in rules.form.sections if s.id == path.partition(".")[0].partition("[")[0]), None)
    if section is None or len({f.part for f in section.fields}) > 1:
        return None
    return section.part
