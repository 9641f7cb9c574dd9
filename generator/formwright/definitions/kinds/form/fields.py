"""What a form's fields and questions refer to: lists and scales to choose from, judgements to count, standards."""

from collections.abc import Iterator

from formwright.answers import address, kinds, several
from formwright.answers.kinds import KINDS
from formwright.definitions import read_alike
from formwright.definitions.kinds.choices import choices_of
from formwright.definitions.known import Known
from formwright.definitions.references import refers, unique
from formwright.definitions.written import Steps
from formwright.definitions.written.form import Field, fields, paths, sections
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """Each field as it is written: its control has what it needs, and what is needed is there."""
    for field in fields(marked.data):
        yield from _field(marked, field, known)
    yield from _widths(marked)
    yield from _long_ticks(marked, known)
    yield from _whose(marked, known)


def _whose(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """The fields that say whose case it is have one answer, by which the holders of roles are found."""
    places = known.framework.case.places
    for path, field in paths(marked.data):
        if path in places and field.raw["control"] == kinds.CHOICES.name:
            what = places[path]
            message = f"'{path}' says whose case it is: that can only be one {what}."
            yield error("form/not-allowed", marked.place(*field.at, "control"), message, "Write 'control: choice'.")


def _widths(marked: Marked) -> Iterator[Diagnostic]:
    """Only columns have a width: a question's answers, and the fields of a row."""
    for section in sections(marked.data):
        alone = () if section.repeats else section.fields
        for field in (*alone, *(own for question in section.questions for own in question.own)):
            if "width" in field.raw:
                place = marked.place(*field.at, "width", key=True)
                yield error("form/needless-key", place, "Only a column of a table can have 'width'.", "Remove it.")


def _long_ticks(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """Boxes to tick whose address is longer than Word can hold, once for each field as it is written."""
    longest: dict[Steps, str] = {}
    for path, field in paths(marked.data):
        if field.raw["control"] == kinds.CHOICES.name:
            ticks = (several.tick(path.replace("[]", "[99]"), id) for id in _listed(field.raw, known))
            longest[field.at] = max((longest.get(field.at, ""), *ticks), key=len)
    for at, path in longest.items():
        if len(path) > address.LONGEST:
            message = f"The path '{path}' has {len(path)} characters; Word allows at most {address.LONGEST}."
            hint = "Shorten one of its ids: the section's, the question's, the field's or the choice's."
            yield error("form/path-too-long", marked.place(*at, "id"), message, hint)


def _listed(raw: Mapping, known: Known) -> Names:
    """The ids of what can be chosen or ticked; none where that is not known, which was reported."""
    source = raw.get("choices")
    if source is None or (isinstance(source, str) and source not in known.lists):
        return Names(())
    return Names(str(c.value) for c in choices_of(kinds.CHOICES, source, known.framework) or ())


def _field(marked: Marked, field: Field, known: Known) -> Iterator[Diagnostic]:
    raw, at = field.raw, field.at
    control = str(raw["control"])
    wanted = KINDS[control].key
    for key in ("choices", "scale"):
        if key in raw and key != wanted:
            place = marked.place(*at, key, key=True)
            message = f"A field with control '{control}' cannot have '{key}'."
            yield error("form/needless-key", place, message, "Remove it, or change the control.")
    if "not_applicable" in raw:
        yield from _not_applicable(marked, field, known)
    if "none" in raw:
        yield from _none(marked, field, known)
    if "counts" in raw:
        yield from _counts(marked, field, known)
    if wanted and wanted not in raw:
        place = marked.place(*at, "control")
        yield error("form/missing-key", place, f"A field with control '{control}' needs '{wanted}'.")
    elif wanted == "scale":
        yield from refers(marked, "form", (*at, "scale"), str(raw["scale"]), known.scales, "scale")
    elif wanted == "choices" and isinstance(raw["choices"], str):
        yield from refers(marked, "form", (*at, "choices"), raw["choices"], known.lists, "list")
    elif wanted == "choices":
        yield from unique(marked, "form", (*at, "choices"), raw["choices"], "id", "choice")
        yield from read_alike.check(marked, "form", (*at, "choices"), raw["choices"], "choice")


def _not_applicable(marked: Marked, field: Field, known: Known) -> Iterator[Diagnostic]:
    """Only beside what can be chosen, and only where that it does not apply is no choice already."""
    raw, value = field.raw, kinds.NOT_APPLICABLE[0]
    place = marked.place(*field.at, "not_applicable", key=True)
    if raw["control"] == kinds.CHOICES.name:
        message = "A field with control 'choices' cannot have 'not_applicable'."
        hint = "Remove it. Add a choice that means the same, and name it under 'none'."
        yield error("form/needless-key", place, message, hint)
    elif KINDS[str(raw["control"])].options is None:
        message = f"A field with control '{raw['control']}' cannot have 'not_applicable'."
        yield error("form/needless-key", place, message, "Remove it, or change the control.")
    elif value in _listed(raw, known):
        message = f"'{value}' is already one of the choices."
        yield error("form/needless-key", place, message, "Keep only one of them.")


def _none(marked: Marked, field: Field, known: Known) -> Iterator[Diagnostic]:
    """The choice that excludes the others is one of those to tick."""
    raw, at = field.raw, field.at
    if raw["control"] != kinds.CHOICES.name:
        place = marked.place(*at, "none", key=True)
        message = "Only a field with control 'choices' can have a choice that excludes the others."
        yield error("form/needless-key", place, message, "Remove it, or write 'control: choices'.")
        return
    ids = _listed(raw, known)
    if ids and str(raw["none"]) not in ids:
        message, hint = f"'{raw['none']}' is not one of the choices here.", f"Choose from: {', '.join(ids)}."
        yield unknown("form/unknown-choice", marked.place(*at, "none"), message, str(raw["none"]), ids, hint)


def _counts(marked: Marked, field: Field, known: Known) -> Iterator[Diagnostic]:
    raw, at = field.raw, field.at
    if raw["control"] != kinds.NUMBER.name:
        place = marked.place(*at, "counts", key=True)
        yield error("form/needless-key", place, "Only a field with control 'number' can count.", "Change the control.")
        return
    scale, value = str(raw["counts"]["scale"]), str(raw["counts"]["value"])
    yield from refers(marked, "form", (*at, "counts", "scale"), scale, known.scales, "scale")
    if scale in known.grades:
        yield from refers(marked, "form", (*at, "counts", "value"), value, known.grades[scale], "judgement")


def check_standards(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """The practice standards that a question tests: each is there, and named once."""
    if known.standards is None:
        return
    for section in sections(marked.data):
        for question in section.questions:
            named: set[str] = set()
            for n, name in enumerate(map(str, question.raw.get("standards", ()))):
                at: Steps = (*question.at, "standards", n)
                yield from refers(marked, "form", at, name, known.standards_in_order, "standard")
                if name in named:
                    message = f"The standard {name} is listed twice for this question."
                    yield error("form/said-twice", marked.place(*at), message, "Keep one of them.")
                named.add(name)
