"""What a form's conditions refer to: fields that there are, and answers that can be given to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.answers import kinds
from formwright.answers.kinds import KINDS, Source
from formwright.definitions.kinds.choices import choices_at
from formwright.definitions.kinds.form.paths import Paths
from formwright.definitions.known import Known
from formwright.definitions.written import Steps
from formwright.definitions.written import form as written
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names
from formwright.places import Place


@dataclass(frozen=True, slots=True)
class _Asked:
    """What can be answered in a form, for conditions: each field's values (None where it has no
    choices). `faulty` fields have choices that are not known: they were reported, and a condition on
    them cannot be judged. `ticked` are those where several can be ticked."""

    values: dict[str, Names | None]
    faulty: frozenset[str]
    ticked: frozenset[str]
    paths: Paths


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    asked = _answers(marked.data, known)
    said = set()  # a condition on answers of the same question is looked at under each
    for found in written.conditions(marked.data):
        for fault in _names(marked, found, found.at, found.raw, asked):
            if (fault.code, fault.place) not in said:
                said.add((fault.code, fault.place))
                yield fault


def _answers(data: Mapping, known: Known) -> _Asked:
    choices: dict[str, Names | None] = {}
    faulty: set[str] = set()
    ticked: set[str] = set()
    for path, field in written.paths(data):
        kind, source = KINDS[str(field.raw["control"])], field.raw.get("choices", field.raw.get("scale"))
        if kind is kinds.CHOICES:
            ticked.add(path)
        lists = known.scales if kind.options is Source.SCALE else known.lists
        if kind.key and (source is None or (isinstance(source, str) and source not in lists)):
            faulty.add(path)
            continue
        found = choices_at(field.raw, known.framework)
        choices[path] = Names(str(c.value) for c in found) if found else None
    return _Asked(choices, frozenset(faulty), frozenset(ticked), Paths(choices))


def _names(marked: Marked, whole: written.Condition, at: Steps, raw: Mapping, asked: _Asked) -> Iterator[Diagnostic]:
    if isinstance(raw.get("any"), str):
        yield from _anywhere(marked, whole, at, raw, asked)
        return
    for key in ("all", "any"):
        for n, part in enumerate(raw.get(key, ())):
            yield from _names(marked, whole, (*at, key, n), part, asked)
    if "not" in raw:
        yield from _names(marked, whole, (*at, "not"), raw["not"], asked)
    if "answer" in raw:
        yield from _beside(marked, at, raw, asked)
        return
    if "field" not in raw:
        return
    path, place = str(raw["field"]), marked.place(*at, "field")
    if path in asked.faulty:
        return
    if path not in asked.values:
        yield asked.paths.no_field(place, path)
    elif "[]" in path and path.split("[]")[0] != whole.rows:
        hint = f"For any of its rows, write any: \"{path}\" instead of 'field'." if whole.tells else None
        yield error(
            "form/unknown-field", place, "A condition can only depend on a repeating field within the same row.", hint
        )
    else:
        yield from _values(marked, at, raw, path, place, asked)


def _beside(marked: Marked, at: Steps, raw: Mapping, asked: _Asked) -> Iterator[Diagnostic]:
    """Another answer of the same question."""
    name, path, place = str(raw["answer"]), raw.get("field"), marked.place(*at, "answer")
    if path is None:
        hint = "Give the path of the field: {field: …, in: […]}."
        yield error("form/ill-formed", place, "Only the answers to a question can use 'answer'.", hint)
    elif path in asked.faulty:
        return
    elif path not in asked.values:
        question = f"{path.rpartition('.')[0]}."
        known = Names(there.rpartition(".")[2] for there in asked.values if there.startswith(question))
        message, hint = f"'{name}' is not an answer to this question.", f"Choose from: {', '.join(known)}."
        yield unknown("form/unknown-field", place, message, name, known, hint)
    else:
        yield from _values(marked, at, raw, path, place, asked)


def _values(marked: Marked, at: Steps, raw: Mapping, path: str, place: Place, asked: _Asked) -> Iterator[Diagnostic]:
    """Whether a field has choices, and those that the condition names."""
    known = asked.values[path]
    if known is None:
        message = f"'{path}' is not a field with choices, so a condition cannot depend on it."
        yield error("form/not-a-choice", place, message, "Use a choice, choices, grade or yes-no field.")
        return
    if "in_all" in raw and path not in asked.ticked:
        message = f"'{path}' can have only one answer, so it cannot be all of several."
        hint = "Write 'in' instead: then any one of these answers is enough."
        yield error("form/one-answer", marked.place(*at, "in_all", key=True), message, hint)
    for key in ("in", "in_all"):
        for n, value in enumerate(raw.get(key, ())):
            if value not in known:
                message = f"'{value}' is not one of the choices for '{path}'."
                hint = f"Choose from: {', '.join(known)}."
                yield unknown("form/unknown-choice", marked.place(*at, key, n), message, str(value), known, hint)


def _anywhere(marked: Marked, whole: written.Condition, at: Steps, raw: Mapping, asked: _Asked) -> Iterator[Diagnostic]:
    pattern, place = str(raw["any"]), marked.place(*at, "any")
    if written.any_of(pattern, asked.faulty):
        return
    paths = written.any_of(pattern, asked.values)
    if not whole.tells:
        hint = "Give one field: {field: …, in: […]}."
        yield error("form/ill-formed", place, "A condition can use 'any' only under 'escalation'.", hint)
    elif not paths and "*" in pattern:
        yield _no_answer(place, pattern, asked)
    elif not paths:
        yield asked.paths.no_field(place, pattern)
    elif "*" not in pattern and "[]" not in pattern:
        message = f"'{pattern}' is a single field, so 'any' makes no sense here."
        yield error("form/ill-formed", place, message, "Write 'field' instead of 'any'.")
    else:
        for path in paths:
            faults = list(_values(marked, at, raw, path, place, asked))
            yield from faults
            if faults:
                return  # the other questions are answered in the same way


def _no_answer(place: Place, pattern: str, asked: _Asked) -> Diagnostic:
    """The error of a section and an answer that no question has."""
    there = {f"{steps[0]}.*.{steps[2]}" for path in asked.values if len(steps := path.split(".")) == 3}
    known = Names(sorted(there))
    hint = f"Choose from: {', '.join(known)}." if known else "No section of this form has questions."
    message = f"No question has an answer '{pattern}'."
    return unknown("form/unknown-field", place, message, pattern, known, hint)
