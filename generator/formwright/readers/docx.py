"""A filled Word form, read back as the submission that it holds.

Word files are read as people and programs leave them. What is in a field comes back exactly as it
was typed; where that cannot be told, the field is an error with its reason, and never a guess.
"""

from dataclasses import replace

from formwright.diagnostics import Diagnostic, error
from formwright.places import Place
from formwright.readers import paper
from formwright.readers.paper import Forms
from formwright.readers.word.fields import Found, found
from formwright.readers.word.lists import labels
from formwright.readers.word.looks import looks
from formwright.readers.word.outside import is_written_outside
from formwright.readers.word.package import word_file
from formwright.readers.word.prompts import prompts
from formwright.readers.word.spots import spots
from formwright.readers.word.text import Reading
from formwright.readers.yaml import Returned
from formwright.readers.zipped import Refused


def read(raw: bytes, file: str, forms: Forms, framework: str) -> Returned:
    """The form that the bytes of a .docx file hold, or why it cannot be read. `file` is its name,
    `forms` are the framework's by id, `framework` is the framework's own name."""
    try:
        return _read(raw, file, forms, framework)
    except Refused as refused:
        return Returned(None, None, (refused.diagnostic,))


def _read(raw: bytes, file: str, forms: Forms, framework: str) -> Returned:
    word = word_file(raw, file)
    rules = paper.identified(word.stamp, file, forms, framework)
    if isinstance(rules, Diagnostic):
        return Returned(None, None, (rules,))
    every = frozenset[str]().union(*(prompts(field) for field in rules.form.fields))
    reading = Reading(file, labels(word.document, word.numbering, word.styles), every, looks(word.styles))
    fields = found(rules, spots(word.document, rules, reading), reading)
    if fields.is_empty:
        message = "None of the form's fields are in this file any more, so nothing can be read from it."
        hint = "Send the form as it was before it was printed, scanned or copied, or fill in a fresh one."
        return Returned(None, None, (error("submission/no-fields", Place(file), message, hint),))
    returned = paper.submission(file, rules, fields.filled)
    of_file = list(_of_file(file, fields, is_written_outside(word.document, fields.cells, reading)))
    whole = replace(returned, diagnostics=(*of_file, *returned.diagnostics))
    return paper.of_our_version(whole, word.stamp, file)


def _of_file(file: str, fields: Found, is_outside: bool) -> list[Diagnostic]:
    """What is wrong with the file, and not with one of its fields."""
    faults = []
    if fields.is_double:
        message = "This file holds two forms, and which of them is meant cannot be told."
        faults.append(error("submission/two-forms", Place(file), message, "Send each form in a file of its own."))
    if is_outside:
        message = "Something is written in this form outside of its fields, where it is not read."
        hint = "Move it into the field that it belongs to, or take it out."
        faults.append(error("submission/outside-fields", Place(file), message, hint))
    return faults
