"""Whether a comment seems to say who somebody is."""

from collections.abc import Iterator

from formwright.answers.kinds import Shape
from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.personal import found_in, may_be_in

HINT = (
    "If it is not needed, remove it from the return: the case ID says which case it is. To share the return, make a "
    "copy without it: 'formwright redact'."
)


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning for each text that seems to contain what may say who somebody is: names only in a comment, since a
    short answer may ask for one. What was found is never repeated."""
    said = case.submission.said
    if not may_be_in(" ".join(map(str, said.values())), case.people):
        return
    for field, row, path in case.answered(case.rules.typed):
        names = case.people if field.kind.shape is Shape.BOX else None
        kinds = list(dict.fromkeys(one.kind.one for one in found_in(str(said[path]), names)))
        if kinds:
            message = f"{case.rules.name(field, row)} seems to contain {_several(kinds)}."
            yield warning("submission/personal-details", case.submission.place(path), message, HINT)


def _several(kinds: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
