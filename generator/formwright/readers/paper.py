"""A filled Word or PDF form as a submission: what stands in its fields, taken as the form says.

The file's own reader (`docx`, `pdf`) finds the fields and the stamp of the form that they are of.
Everything after that is the same for both, and is here: which form it is, and how a fault is told
to a person, who knows questions and not lines.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from formwright.answers import address, several, spelling
from formwright.answers.stamp import Stamp
from formwright.diagnostics import Diagnostic, error
from formwright.model.conditions import Value
from formwright.model.form import Field
from formwright.model.rules import Rules, at
from formwright.model.submission import Answer, Submission
from formwright.places import Place
from formwright.readers.handwriting import hand_taker
from formwright.readers.kinds import NAME_IT
from formwright.readers.returned import Returned, form_changed, listed, release_unusable
from formwright.readers.typed import Misfit
from formwright.readers.versions import known_versions, of_version

Listed = Collection[tuple[str, str]]
"""What a field of a file offers to choose from: value and label of each."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a filled form's fields.

    `texts` has each field that was found, rows with their number (`actions[0].who`): the text that
    stands there with lines ended by \\n, '' where nothing does. `missing` are the paths of fields
    that the form has and the file has not any more; of rows, only those of a row that should be there.
    `doubts` are fields that cannot be relied on, each with the end of a sentence that begins with the
    field's name, and what to do. Both may also have a repeating section by its id, where not even its
    rows are known.
    """

    texts: Mapping[str, str]
    missing: frozenset[str] = frozenset()
    doubts: Mapping[str, Misfit] | None = None


def as_it_was_chosen(filled: Filled, rules: Rules, listed: Mapping[str, Listed]) -> Filled:
    """What stands in a form that was changed since it was issued, without what may not be what was chosen: an
    answer counts where the form's own list had the same label for the same value as today's. `listed` are
    those lists, by field; where the file has lost one, the judgement alone is taken as it reads."""
    doubts = dict(filled.doubts or {})
    own = {field.path: field for field in rules.form.fields if field.choices}
    for path, text in filled.texts.items():
        field = own.get(address.of_every_row(path))
        if field is not None and path not in doubts and text.strip() and not _is_unchanged(field, text, rules, listed):
            doubts[path] = _CHANGED
    return replace(filled, doubts=doubts)


_CHANGED = Misfit("may not be what was chosen, because the choices have changed since", "Ask which answer was meant.")


def _is_unchanged(field: Field, text: str, rules: Rules, listed: Mapping[str, Listed]) -> bool:
    offered = listed.get(field.path)
    if not offered:
        return field in rules.judgements
    if field.ticks:
        labels = {value: _squeezed(label) for value, label in offered}
        return all(labels.get(value) == _squeezed(field.label_of(value)) for value in several.values(text))
    written = _squeezed(text)
    meant = {(value, _squeezed(label)) for value, label in offered if written in (value, _squeezed(label))}
    return len(meant) == 1 and meant <= {(str(c.value), _squeezed(c.label)) for c in field.choices or ()}


def _squeezed(text: str) -> str:
    return spelling.typed(" ".join(text.split()))


def identified(stamp: Stamp, file: str, forms: Mapping[str, Rules], framework: str) -> Rules | Diagnostic:
    """The form that a file is of, in the version that it is of where we have that; or why it is none of ours."""
    place = Place(file)
    if stamp.form is None and stamp.is_torn:
        return _torn(file)
    if stamp.form is None:
        hint = f"Fill in a form built from this framework, and send that file. {NAME_IT}"
        return error("submission/no-form", place, "This file is not one of our forms.", hint)
    rules = of_version(forms, stamp.form, stamp.version)
    then = rules.release.framework.name if rules and rules.release else framework  # it may have been renamed since
    if stamp.framework not in (None, framework, then) and not (rules and rules.unusable):
        message = "This form belongs to another framework."
        return error("submission/other-framework", place, message, "Check it with the framework it came from.")
    if rules is None:
        message = "This file is a form that this framework does not have."
        return error("submission/unknown-form", place, message, "The forms are: " + ", ".join(forms) + ".")
    return rules


def of_our_version(returned: Returned, stamp: Stamp, file: str, forms: Mapping[str, Rules]) -> Returned:
    """What was read, if the file is of a version that we have. Else that alone is said of it, and the
    return is not accepted; the answers stay, so that a judgement that can be read still reaches those
    who must hear of it. So it is where the form was changed since, under the same version; then what is
    wrong with an answer or with the file is said too."""
    if returned.rules is None or returned.submission is None:
        return returned
    found = replace(returned.submission, digest=stamp.digest)
    fault = _torn(file) if stamp.is_torn else other_version(stamp, returned.rules, file, forms)
    if fault is not None:
        return Returned(returned.rules, replace(found, version=None), (fault,))
    faults = returned.diagnostics
    if is_changed(stamp, returned.rules):
        faults = (form_changed(Place(file), returned.rules), *faults)
    return Returned(returned.rules, found, faults)


def _torn(file: str) -> Diagnostic:
    message = "This file says in two places which form it is, and they do not agree."
    hint = (
        "Parts of another form may have been copied into it. Copy the answers to a fresh form, or ask for the "
        "audit again."
    )
    return error("submission/two-stamps", Place(file), message, hint)


def is_changed(stamp: Stamp, rules: Rules) -> bool:
    """Whether the form was changed since this file was made from it, as far as the file says."""
    return stamp.digest is not None and stamp.digest != rules.form.identity.digest


def is_other_version(stamp: Stamp, rules: Rules) -> bool:
    """Whether a file is of another version than the one by which it is read."""
    return stamp.version != rules.form.identity.version or rules.unusable is not None


def other_version(stamp: Stamp, rules: Rules, file: str, forms: Mapping[str, Rules]) -> Diagnostic | None:
    """What is said of a file that is of another version than the one by which it is read."""
    if rules.unusable is not None:
        return release_unusable(Place(file), rules.unusable)
    if not is_other_version(stamp, rules):
        return None
    versions = known_versions(forms, rules.form.identity.id)
    message = f"This file is a different version of this form. {listed(versions)}"
    hint = "Ask for the audit on the current form, or copy the answers to it."
    return error("submission/unknown-version", Place(file), message, hint)


def submission(file: str, rules: Rules, filled: Filled) -> Returned:
    """The answers as the form takes them, with an error for each that cannot be relied on."""
    faults: list[Diagnostic] = []
    answers: dict[str, Answer] = {}
    unreadable: set[str] = set()
    rows = _rows(rules, filled)
    takers = {f.path: hand_taker(f) for f in rules.form.fields}
    doubts = {**dict.fromkeys(filled.missing, _MISSING), **(filled.doubts or {})}
    for field, row, path in _fields(rules, rows):
        place = Place(file, None, path)
        found: Value | Misfit | None = doubts.get(path)
        text = filled.texts.get(path, "")
        if found is None and not spelling.is_blank(text):
            found = takers[field.path](text)
        if isinstance(found, Misfit):
            message = f"{rules.name(field, row)} {found.message}."
            faults.append(error("submission/unreadable-answer", place, message, found.hint))
            unreadable.add(path)
        elif found is not None:
            answers[path] = Answer(found, place)
    for section in (repeating.section for repeating in rules.repeating):
        if (lost := doubts.get(section.id)) is not None:
            message = f"“{section.title}” {lost.message}."
            place = Place(file, None, section.id)
            faults.append(error("submission/unreadable-answer", place, message, lost.hint))
            unreadable.add(section.id)
    identity = rules.form.identity
    return Returned(
        rules,
        Submission(file, identity.id, identity.version, answers, rows, frozenset(unreadable), {"": Place(file)}),
        tuple(faults),
    )


_MISSING = Misfit("is no longer in this file", "Fill in the form again: nobody can tell what was in a deleted field.")


def _rows(rules: Rules, filled: Filled) -> dict[str, int]:
    """How many rows of each repeating section say something: up to the last that does, or that may have."""
    said = (path for path, text in filled.texts.items() if not spelling.is_blank(text))
    paths = (*said, *(filled.doubts or ()), *filled.missing)
    counts = {r.section.id: address.rows(r.section.id, paths) for r in rules.repeating}
    return {section: count for section, count in counts.items() if count}


def _fields(rules: Rules, rows: Mapping[str, int]) -> Iterable[tuple[Field, int | None, str]]:
    for field in rules.single:
        yield field, None, field.path
    for repeating in rules.repeating:
        for row in range(rows.get(repeating.section.id, 0)):
            for field in repeating.content.fields:
                yield field, row, at(field.path, row)


def altered(file: str) -> Diagnostic:
    """What is said of a form whose own words are not those that it was issued with."""
    message = "The form's wording is not as it was issued, so the questions may have been different."
    hint = "Compare it with a fresh form. Where the questions are the same, copy the answers to it."
    return error("submission/words-altered", Place(file), message, hint)
