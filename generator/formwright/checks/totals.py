"""Whether a total that the form works out is the number of grades that it counts."""

from collections.abc import Iterator

from formwright.answers import spelling
from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.form import Counts


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning at each total that is given and is another number than the grades add up to."""
    for field in case.rules.counting:
        given = case.submission.value(field.path)
        if field.counts is None or given is None:
            continue
        counted = _counted(case, field.counts, field.part)
        if spelling.whole_number(str(given)) != counted:
            said = "1 answer has" if counted == 1 else f"{counted} answers have"
            message = f"{case.rules.name(field)} does not match: {said} this grade."
            hint = "Correct the total or leave it out: it is worked out from the grades."
            yield warning("submission/wrong-total", case.submission.place(field.path), message, hint)


def _counted(case: Case, counts: Counts, part: str | None) -> int:
    """Of a form that several people fill in, the grades of the total's own part: a second rater's count apart."""
    graded = [field for field in case.rules.graded.get(counts.scale, ()) if field.part == part]
    return sum(case.submission.value(f.path) == counts.grade for f in graded if case.rules.asked(f, case.submission))
