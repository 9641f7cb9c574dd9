"""What a form's conditions refer to: fields that there are, and answers that can be given to them."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from formwright.answers.kinds import KINDS, Source
from formwright.definitions.kinds.choices import choices_of
from formwright.definitions.known import Known
from formwright.definitions.written import Steps
from formwright.definitions.written import form as written
from formwright.diagnostics import Diagnostic, did_you_mean, error, nearest, unknown
from formwright.marked import Mapping, Marked
from formwright.places import Place


@dataclass(frozen=True, slots=True)
class _Asked:
    """What can be answered in a form, for conditions: each field's values (None where it has no
    choices). `faulty` fields have choices that are not known: they were reported, and a condition on
    them cannot be judged."""

    values: dict[str, tuple[str | int, ...] | None]
    faulty: frozenset[str]


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    asked = _answers(marked.data, known)
    for found in written.conditions(marked.data):
        yield from _names(marked, found.at, found.raw, found.rows, asked)


def _answers(data: Mapping, known: Known) -> _Asked:
    choices: dict[str, tuple[str | int, ...] | None] = {}
    faulty: set[str] = set()
    scales = [s.id for s in known.framework.scales]
    for path, field in written.paths(data):
        kind, source = KINDS[str(field.raw["control"])], field.raw.get("choices", field.raw.get("scale"))
        lists = scales if kind.options is Source.SCALE else known.lists
        if kind.key and (source is None or (isinstance(source, str) and source not in lists)):
            faulty.add(path)
            continue
        found = choices_of(kind, source, known.framework)
        choices[path] = tuple(c.value for c in found) if found else None
    return _Asked(choices, frozenset(faulty))


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
        yield no_field(place, path, list(asked.values))
    elif "[]" in path and path.split("[]")[0] != within:
        yield error("form/unknown-field", place, "A repeating field can only be asked about within its own row.")
    elif (values := asked.values[path]) is None:
        message = f"'{path}' is not a field with choices, so no condition can look at it."
        yield error("form/not-a-choice", place, message, "Use a choice, a grade or a yes-no field.")
    else:
        known = [str(v) for v in values]
        for n, value in enumerate(raw["in"]):
            if value not in known:
                message = f"'{value}' is no choice of '{path}'."
                hint = "There are: " + ", ".join(known) + "."
                yield unknown("form/unknown-choice", marked.place(*at, "in", n), message, str(value), known, hint)


def no_field(place: Place, path: str, known: list[str]) -> Diagnostic:
    """The error of a path that leads to none of these fields."""
    sections = {k.partition(".")[0].removesuffix("[]"): None for k in known}
    section = path.partition(".")[0]
    neighbours = [k for k in known if k.startswith(f"{section}.")]
    there = f"In '{section}' there are: {', '.join(neighbours)}." if 0 < len(neighbours) <= 12 else ""
    hint = did_you_mean(path, [k for k in known if _may_be(path, k, sections)]) or (
        f"{there} If it has been taken out, take it out here too.".strip()
    )
    message = f"'{path}' is no field of this form."
    return replace(unknown("form/unknown-field", place, message, path, known, None), hint=hint)


def _may_be(path: str, field: str, sections: Container[str]) -> bool:
    """Whether a path can be a misspelt field's. Neighbours look alike for the section that they share, so
    each step must be; only a section that is no longer there may have become quite another."""
    written, there = path.split("."), field.split(".")
    if len(written) != len(there):
        return nearest(written[-1], there[-1:]) is not None
    unlike = [n for n, (word, step) in enumerate(zip(written, there, strict=True)) if not nearest(word, [step])]
    return not unlike or (unlike == [0] and written[0] not in sections)
