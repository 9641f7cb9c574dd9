"""Earlier names in a form: each is that of one thing, and of none that the form has now."""

from collections.abc import Iterable, Iterator

from formwright.definitions.written import Steps
from formwright.definitions.written.form import earlier, is_heading, sections
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Mapping, Marked
from formwright.marked import Sequence as Raw

Named = tuple[Steps, Mapping, str]
"""Something with an id, the place where it is written, and what its names stand in: a section's id, or nothing."""


def check(marked: Marked) -> Iterator[Diagnostic]:
    """An error at each earlier name that something here has now, or that is given twice: nobody could tell which of the
    two an earlier answer belongs to."""
    every = list(sections(marked.data))
    yield from _among(marked, [((*section.at,), section.raw, "") for section in every])
    asked: list[Named] = []
    for section in every:
        raw, id = section.raw, str(section.raw["id"])
        questions = [(n, one) for n, one in enumerate(raw.get("questions", ())) if not is_heading(one)]
        asked += [((*section.at, "questions", n), one, id) for n, one in questions]
        asked += [found for key in ("fields", "after") for found in _listed((*section.at, key), raw.get(key, ()), id)]
        answers = [*_listed((*section.at, "answers"), raw.get("answers", ()), "")]
        yield from _among(marked, answers)
        for n, one in questions:
            yield from _among(marked, [*_listed((*section.at, "questions", n, "fields"), one.get("fields", ()), "")])
    yield from _among(marked, asked)


def _listed(at: Steps, entries: Iterable[Mapping], within: str) -> Iterator[Named]:
    yield from (((*at, n), entry, within) for n, entry in enumerate(entries))


def _among(marked: Marked, things: list[Named]) -> Iterator[Diagnostic]:
    """Those of things that share their names."""
    now = {(within, str(raw["id"])): at for at, raw, within in things}
    given: dict[tuple[str, str], Steps] = {}
    for at, raw, within in things:
        for n, name in enumerate(earlier(raw)):
            where, _, id = name.rpartition(".")
            key = (where or within, id)
            spot = (*at, "was", n) if isinstance(raw["was"], Raw) else (*at, "was")
            if key in now:
                line = _line(marked, (*now[key], "id"))
                is_own = now[key] == at
                message = (
                    f"'{name}' is its name now, not an earlier one."
                    if is_own
                    else f"'{name}' is still used, on line {line}, so it is not an earlier name of something else."
                )
                hint = "Remove it." if is_own else "Remove it here, or give the other one a different id."
                yield error("form/earlier-name", marked.place(*spot), message, hint)
            elif key in given:
                message = f"'{name}' is already given as an earlier name, on line {_line(marked, given[key])}."
                hint = "Keep it where earlier answers belong, and remove the other."
                yield error("form/earlier-name", marked.place(*spot), message, hint)
            else:
                given[key] = spot


def _line(marked: Marked, at: Steps) -> int | str:
    mark = marked.place(*at).mark
    return mark.line if mark else "?"
