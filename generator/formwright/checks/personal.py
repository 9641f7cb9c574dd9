"""Whether a comment seems to say who somebody is."""

from collections.abc import Iterator

from formwright.answers.kinds import Shape
from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.personal import Kind, found_in

HINT = (
    "Take it out of the return if it is not needed: a case is known by its ID. Take it out of any copy that you share: "
    "'formwright redact' makes one."
)


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning for each text that seems to contain what may say who somebody is: names only in a comment, since a
    short answer may ask for one. What was found is never repeated."""
    for field, row, path in case.answered(case.rules.typed):
        names = case.people if field.kind.shape is Shape.BOX else None
        kinds = list(dict.fromkeys(one.kind for one in found_in(str(case.submission.said[path]), names)))
        if kinds:
            message = f"{case.rules.name(field, row)} seems to contain {_several(kinds)}."
            yield warning("submission/personal-details", case.submission.place(path), message, HINT)


def _several(kinds: list[Kind]) -> str:
    return " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
