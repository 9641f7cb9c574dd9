"""What a form's conditions refer to: fields that there are, and answers that can be given to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.answers.kinds import KINDS, Source
from formwright.definitions.kinds.choices import choices_of
from formwright.definitions.kinds.form.paths import Paths
from formwright.definitions.known import Known
from formwright.definitions.written import Steps
from formwright.definitions.written import form as written
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names


@dataclass(frozen=True, slots=True)
class _Asked:
    """What can be answered in a form, for conditions: each field's values (None where it has no
    choices). `faulty` fields have choices that are not known: they were reported, and a condition on
    them cannot be judged."""

    values: dict[str, Names | None]
    faulty: frozenset[str]
    paths: Paths


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    asked = _answers(marked.data, known)
    for found in written.conditions(marked.data):
        yield from _names(marked, found.at, found.raw, found.rows, asked)


def _answers(data: Mapping, known: Known) -> _Asked:
    choices: dict[str, Names | None] = {}
    faulty: set[str] = set()
    for path, field in written.paths(data):
        kind, source = KINDS[str(field.raw["control"])], field.raw.get("choices", field.raw.get("scale"))
        lists = known.scales if kind.options is Source.SCALE else known.lists
        if kind.key and (source is None or (isinstance(source, str) and source not in lists)):
            faulty.add(path)
            continue
        found = choices_of(kind, source, known.framework)
        choices[path] = Names(str(c.value) for c in found) if found else None
    return _Asked(choices, frozenset(faulty), Paths(choices))


def _names(marked: Marked, at: Steps, raw: Mapping, within: str | None, asked: _Asked) -> Iterator[Diagnostic]:
    for key in ("all", "any"):
        for n, part in enumerate(raw.get(key, ())):
            yield from _names(marked, (*at, key, n), part, within, asked)
    if "not" in raw:
        yield from _names(marked, (*at, "not"), raw["not"], within, asked)
    if "field" not in raw:
        return
    path, place = str(raw["field"]), marked.place(*at, "field")
    if path in asked.faulty:
        return
    if path not in asked.values:
        yield asked.paths.no_field(place, path)
    elif "[]" in path and path.split("[]")[0] != within:
        yield error("form/unknown-field", place, "A repeating field can only be asked about within its own row.")
    elif (known := asked.values[path]) is None:
        message = f"'{path}' is not a field with choices, so no condition can look at it."
        yield error("form/not-a-choice", place, message, "Use a choice, a grade or a yes-no field.")
    else:
        for n, value in enumerate(raw["in"]):
            if value not in known:
                message = f"'{value}' is no choice of '{path}'."
                hint = f"There are: {', '.join(known)}."
                yield unknown("form/unknown-choice", marked.place(*at, "in", n), message, str(value), known, hint)
