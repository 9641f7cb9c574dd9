"""Whether what was answered was asked."""

from collections.abc import Iterator, Sequence

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.conditions import Condition, fields_of
from formwright.model.form import Field

Answered = tuple[Field, int | None, str]

MOST_NAMED = 3


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning where something is answered that is not asked, going by the other answers: either it was not
    meant, or one of the others is wrong. What one condition decides in a section is said once, at the first."""
    groups: dict[tuple[Condition | None, str, int | None], list[Answered]] = {}
    for field, row, path in case.answered(case.rules.conditional):
        if case.asked(field, row) is False:
            groups.setdefault((field.asked_when, path.partition(".")[0], row), []).append((field, row, path))
    labels = {f.path: f.name for f in case.rules.form.fields} if groups else {}
    for (condition, _, _), found in groups.items():
        deciding = ", ".join(dict.fromkeys(f"“{labels[p]}”" for p in fields_of(condition)))
        one = len(found) == 1
        said = "is answered, but does" if one else "are answered, but do"
        message = f"{_named(case, found)} {said} not apply here."
        hint = f"Delete the {'answer' if one else 'answers'}, or check what decides whether it applies: {deciding}."
        place = case.submission.place(found[0][2])
        yield warning("submission/not-asked", place, message, hint)


def _named(case: Case, found: Sequence[Answered]) -> str:
    """What one question is answered by under its name; of several only the first few."""
    first, *others = (case.rules.name(field, row) for field, row, _ in found)
    ends = [f"“{field.name}”" for field, _, _ in found]
    around = first.removesuffix(ends[0])
    if any(not name.startswith(around) for name in others):
        ends[1:] = others
    if len(ends) > MOST_NAMED:
        ends[1:] = [f"{len(ends) - 1} more"]
    return around + (ends[0] if len(ends) == 1 else f"{', '.join(ends[:-1])} and {ends[-1]}")
