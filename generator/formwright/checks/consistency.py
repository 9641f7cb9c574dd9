"""Whether a judgement and the grades that it stands beside speak against each other.

The judgement stays the auditor's: it is never worked out from the grades, only held beside them.
"""

from collections.abc import Iterator

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.form import Field, Questions

HINT = "Check both again. The judgement is for the auditor to make, and may be right."


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning where something has the worst grade while the judgement is in the better half of
    the scale, or where the judgement is better, or worse, than every grade. Each judgement of a form that has
    several is held beside its own grades."""
    for field in case.rules.judgements:
        yield from _judgement(case, field)


def _judgement(case: Case, field: Field) -> Iterator[Diagnostic]:
    judgement = case.submission.value(field.path)
    if field.scale is None or judgement is None:
        return
    scale = case.framework.scale(field.scale).grades  # best first
    order = {g.grade: step for step, g in enumerate(scale)}
    graded = _grades(case, field)
    if not graded:
        return
    steps = [order[grade] for _, grade in graded]
    judged = next(n for n, g in enumerate(scale) if g.id == judgement)
    lowest = [f for f, grade in graded if grade == scale[-1].grade]
    named = "The overall judgement" if len(case.rules.judgements) == 1 else f"“{field.label}”"
    said = f"{named} is {scale[judged].label}"
    if lowest and 2 * judged < len(scale) - 1:
        message = f"{said}, but the grade is {scale[-1].grade} ({scale[-1].label}) for {_questions(case, lowest)}."
        yield _warning(case, field, "submission/judgement-against-grade", message)
    elif judged < min(steps):
        yield _warning(case, field, "submission/judgement-above-grades", f"{said}, which is better than every grade.")
    elif judged > max(steps):
        yield _warning(case, field, "submission/judgement-below-grades", f"{said}, which is worse than every grade.")


def _warning(case: Case, judgement: Field, code: str, message: str) -> Diagnostic:
    return warning(code, case.submission.place(judgement.path), message, HINT)


def _grades(case: Case, judgement: Field) -> list[tuple[Field, int]]:
    """The grades of the judgement's scale that are asked for and given, by whoever made the judgement: all of the
    form's, or those of the section whose questions the judgement follows."""
    said, conditions = case.submission.said, case.rules.asked_when
    graded = case.rules.graded.get(judgement.scale or "", ())
    name = judgement.path.partition(".")[0]
    section = next(s for s in case.rules.form.sections if s.id == name)
    if isinstance(section.content, Questions):
        graded = tuple(field for field in graded if field.path.startswith(f"{name}."))
    given = [(field, said[field.path]) for field in graded if field.path in said and field.part == judgement.part]
    return [
        (field, grade)
        for field, grade in given
        if isinstance(grade, int) and (conditions[field.path] is None or case.asked(field, None))
    ]


def _questions(case: Case, fields: list[Field]) -> str:
    """What these fields grade, for a person: question 3, or questions 1, 3 and 7."""
    sections = [s.content for s in case.rules.form.sections if isinstance(s.content, Questions)]
    numbers = {f.path: q.shown for content in sections for q in content.questions for f in q.fields}
    asked = list(dict.fromkeys(number for f in fields if (number := numbers.get(f.path))))
    named = [f"“{f.question or f.label}”" for f in fields if not numbers.get(f.path)]
    if asked:
        together = " and ".join([", ".join(asked[:-1]), asked[-1]]) if len(asked) > 1 else asked[0]
        named.insert(0, f"question{'s' if len(asked) > 1 else ''} {together}")
    return ", ".join(named)
