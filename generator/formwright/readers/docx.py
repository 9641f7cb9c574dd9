"""A filled Word form, read back as the submission that it holds.

Word files are read as people and programs leave them. What is in a field comes back exactly as it
was typed; where that cannot be told, the field is an error with its reason, and never a guess.
"""

from dataclasses import replace

from formwright.diagnostics import Diagnostic, error
from formwright.issued.words import NONE, Difference, Words, difference, hidden_styles, words
from formwright.model.identity import Identity
from formwright.model.rules import Rules
from formwright.places import Place
from formwright.readers import kinds, paper
from formwright.readers.paper import Listed
from formwright.readers.returned import Forms, Fresh, Returned, no_copy
from formwright.readers.word.fields import Found, found
from formwright.readers.word.lists import labels
from formwright.readers.word.looks import looks
from formwright.readers.word.package import W, WordFile, word_file
from formwright.readers.word.prompts import prompts
from formwright.readers.word.spots import Spots, spots
from formwright.readers.word.text import Reading
from formwright.readers.word.ticks import offered
from formwright.readers.zipped import Refused


def read(raw: bytes, file: str, forms: Forms, framework: str, fresh: Fresh = no_copy) -> Returned:
    """The form that the bytes of a .docx file hold, or why it cannot be read. `file` is its name,
    `forms` are the framework's by id, `framework` is the framework's own name."""
    try:
        return _read(raw, file, forms, framework, fresh)
    except Refused as refused:
        return Returned(None, None, (refused.diagnostic,))


def _read(raw: bytes, file: str, forms: Forms, framework: str, fresh: Fresh) -> Returned:
    word = word_file(raw, file)
    if word.stamp.form is None and not word.stamp.is_torn and _is_of_one_of(word, file, forms):
        message = "This looks like one of our forms, but the record of which form and version it is has been removed."
        hint = f"A program that removes document properties has done this. {_SEND_AGAIN}"
        return Returned(None, None, (error("submission/no-stamp", Place(file), message, hint),))
    rules = paper.identified(word.stamp, file, forms, framework)
    if isinstance(rules, Diagnostic):
        return Returned(None, None, (rules,))
    if word.is_copy:
        return Returned(None, None, (kinds.COPY_OF_A_RETURN.diagnostic(file),))
    fields, places = _fields(word, file, rules)
    if fields.is_empty:
        message = "None of the form's fields are left in this file, so nothing can be read from it."
        return Returned(None, None, (error("submission/no-fields", Place(file), message, _SEND_AGAIN),))
    filled, is_changed = fields.filled, paper.is_changed(word.stamp, rules)
    if is_changed:
        filled = paper.as_it_was_chosen(filled, rules, _listed(places, rules))
    returned = paper.submission(file, rules, filled)
    usable = no_copy if is_changed or paper.is_other_version(word.stamp, rules) else fresh
    of_file = list(_of_file(file, fields, _difference(word, file, rules.form.identity, fields, usable)))
    whole = replace(returned, diagnostics=(*of_file, *returned.diagnostics))
    return paper.of_our_version(whole, word.stamp, file, forms)


_SEND_AGAIN = "Send the form as it was before it was printed, scanned or copied, or fill in a fresh one."


def _fields(word: WordFile, file: str, rules: Rules) -> tuple[Found, Spots]:
    every = frozenset[str]().union(*(prompts(field) for field in rules.form.fields))
    reading = Reading(file, labels(word.document, word.numbering, word.styles), every, looks(word.styles))
    places = spots(word.document, rules, reading)
    return found(rules, places, reading), places


def _is_of_one_of(word: WordFile, file: str, forms: Forms) -> bool:
    """Whether at least half of a form's fields are in a file that does not say of which form it is."""
    for rules in forms.values():
        places = spots(word.document, rules, Reading(file, {}, frozenset()))
        there = sum(field.path in places.by_path for field in rules.single)
        if rules.single and 2 * there >= len(rules.single):
            return True
    return False


def _listed(places: Spots, rules: Rules) -> dict[str, Listed]:
    """What the drop-downs and boxes of the file offer, by field."""
    ticked = [field for field in rules.form.fields if field.ticks]
    found: dict[str, Listed] = {
        field.path: [
            pair for spot in places.of(field.path)[:1] if spot.cell is not None for pair in offered(field, spot.cell)
        ]
        for field in ticked
    }
    for path, several in places.by_path.items():
        for control in (spot.control for spot in several if spot.control is not None):
            entries = [*control.iter(f"{W}listItem")]
            pairs = [(e.get(f"{W}value", ""), e.get(f"{W}displayText")) for e in entries]
            found.setdefault(path, [(value, label) for value, label in pairs if label is not None])
    return found


# --- whether it is as it was issued --------------------------------------------------------


def as_issued(raw: bytes, file: str, of: Identity, rules: Rules | None, fresh: Fresh) -> Difference | None:
    """How the words of a document of ours differ from those that it was issued with; None where that cannot
    be told. `rules` are its form's. Raises Refused where the file cannot be read."""
    word = word_file(raw, file)
    return _difference(word, file, of, None if rules is None else _fields(word, file, rules)[0], fresh)


def _difference(word: WordFile, file: str, of: Identity, fields: Found | None, fresh: Fresh) -> Difference | None:
    """The file's own fingerprint of its words goes first: a fresh copy may say the same in other words, where
    the program or the framework's words were changed meanwhile."""
    said = _words(word, fields)
    if said.fingerprint == word.stamp.words:
        return NONE
    copy = fresh(of)
    if copy is not None:
        return difference(_words(word_file(copy, file), None), said)
    if word.stamp.words is not None:
        return Difference(is_altered=True, is_added_to=bool(said.notes))
    return Difference(is_altered=False, is_added_to=True) if said.notes else None


def _words(word: WordFile, fields: Found | None) -> Words:
    cells = fields.cells if fields else frozenset()
    return words(word.document, word.edges, word.notes, lambda cell: cell in cells, hidden_styles(word.styles))


def _of_file(file: str, fields: Found, found: Difference | None) -> list[Diagnostic]:
    """What is wrong with the file, and not with one of its fields."""
    faults = []
    if fields.is_double:
        message = "This file contains two forms, and it is not clear which one is meant."
        faults.append(error("submission/two-forms", Place(file), message, "Send each form as a separate file."))
    if found and found.is_added_to:
        message = "Something is written outside the form's fields, where it is not read."
        hint = "Move it into the right field, or delete it."
        faults.append(error("submission/outside-fields", Place(file), message, hint))
    if found and found.is_altered:
        faults.append(paper.altered(file))
    return faults
