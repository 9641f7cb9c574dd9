"""Whether the overall judgement and the grades speak against each other.

The judgement stays the auditor's: it is never worked out from the grades, only held beside them.
"""

from collections.abc import Iterator

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.form import Field, Questions

HINT = "Look at both again. The judgement is the auditor's own, and may be right as it stands."


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning where something has the worst grade while the judgement is in the better half of
    the scale, or where the judgement is better, or worse, than every grade."""
    field = case.rules.judgement
    judgement = case.submission.value(field.path) if field else None
    if field is None or field.scale is None or judgement is None:
        return
    scale = case.framework.scale(field.scale).grades  # best first
    order = [g.grade for g in scale]
    steps = {f.path: (f, order.index(grade)) for f, grade in _grades(case, field.scale)}
    if not steps:
        return
    judged = next(n for n, g in enumerate(scale) if g.id == judgement)
    lowest = [f for f, step in steps.values() if step == len(scale) - 1]
    place = case.submission.place(field.path)
    said = f"The overall judgement is {scale[judged].label}"
    if lowest and 2 * judged < len(scale) - 1:
        message = f"{said}, yet the grade is {scale[-1].grade} ({scale[-1].label}) at {_questions(case, lowest)}."
        yield warning("submission/judgement-against-grade", place, message, HINT)
    elif judged < min(step for _, step in steps.values()):
        yield warning("submission/judgement-above-grades", place, f"{said}, better than every grade.", HINT)
    elif judged > max(step for _, step in steps.values()):
        yield warning("submission/judgement-below-grades", place, f"{said}, worse than every grade.", HINT)


def _grades(case: Case, scale: str) -> Iterator[tuple[Field, int]]:
    """The grades of this scale that are asked for and given."""
    said = case.submission.said
    for field in case.rules.graded.get(scale, ()):
        grade = said.get(field.path)
        if isinstance(grade, int) and case.rules.asked(field, case.submission):
            yield field, grade


def _questions(case: Case, fields: list[Field]) -> str:
    """What these fields grade, for a person: question 3, or questions 1, 3 and 7."""
    sections = [s.content for s in case.rules.form.sections if isinstance(s.content, Questions)]
    numbers = {f.path: str(q.number) for content in sections for q in content.questions for f in q.fields}
    asked = list(dict.fromkeys(numbers[f.path] for f in fields if f.path in numbers))
    named = [f"“{f.label}”" for f in fields if f.path not in numbers]
    if asked:
        together = " and ".join([", ".join(asked[:-1]), asked[-1]]) if len(asked) > 1 else asked[0]
        named.insert(0, f"question{'s' if len(asked) > 1 else ''} {together}")
    return ", ".join(named)
