"""A returned form as a readable copy: to file, to print, to read at a meeting. Nothing in it can be filled in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from formwright.answers import address
from formwright.checks.case import Case
from formwright.checks.completeness import missing_in
from formwright.compose import compose, filed
from formwright.compose.filed import Filled, Notified
from formwright.diagnostics import Diagnostic, has_errors, warning
from formwright.document.nodes import Document
from formwright.escalation import escalate
from formwright.model.basis import Basis
from formwright.model.form import AUDITOR
from formwright.model.framework import Framework
from formwright.model.review import Told
from formwright.model.rules import Rules
from formwright.model.submission import Submission
from formwright.pipelines.filling import Blank, Made, not_made
from formwright.pipelines.holding import spelt
from formwright.pipelines.reading import Readers
from formwright.writers.formats import writer


def readable(library: Basis, path: Path, format: str, readers: Readers | None = None) -> Made:
    """A returned file's answers as a readable copy in this format. A return with an answer that cannot be relied on
    gives none: its diagnostics say why. One that only lacks answers says in the copy which."""
    readers = readers or Readers.of(library)
    found = readers.file(path)
    if found.submission is None or found.rules is None or has_errors(found.diagnostics):
        return not_made(found)
    submission = found.submission.closed_up()
    document = copy_of(Blank.of(found.rules, library, readers), found.rules, submission, library)
    module = import_module(writer(format))
    if format != "pdf":
        return Made(module.write(document), found.diagnostics)
    made = module.written(document)
    return Made(made.content, (*found.diagnostics, *_not_shown(found.rules, submission, made.letters)))


def copy_of(blank: Blank, rules: Rules, submission: Submission, library: Basis) -> Document:
    """The readable copy of a submission, on the version of the form that it was filled in on."""
    form = replace(compose(blank.form, blank.framework), standing=blank.standing)
    return filed.compose(form, filled(rules, submission, rules.words or blank.framework, library))


def filled(rules: Rules, submission: Submission, framework: Framework, library: Basis) -> Filled:
    fields = library.framework.case if library.framework else framework.case
    case = Case(rules, replace(framework, case=fields), submission)
    escalated, _ = escalate(case, library.directory)

    def is_asked(path: str) -> bool:
        row = address.row_of(path)
        return rules.asked(rules.fields[address.of_every_row(path)], submission, row[1] if row else None) is not False

    return Filled(
        answers={path: spelt(value) for path, value in submission.said.items()},
        rows={section: range(count) for section, count in submission.rows.items()},
        missing=frozenset(found.place.path or "" for found in missing_in(case, case.due)),
        is_asked=is_asked,
        begun=frozenset(_begun(rules, submission)),
        notified=tuple(
            Notified(framework.role(one.role).title + _of(one), one.name, one.why)
            for one in (escalated.recipients if escalated else ())
        ),
    )


def _of(one: Told) -> str:
    return " of the auditor" if one.of == AUDITOR else ""


def _begun(rules: Rules, submission: Submission) -> Iterator[str]:
    """The part of each answer that somebody gave."""
    fields = (rules.fields[address.of_every_row(path)] for path in submission.said)
    return (field.part for field in fields if field.part and field.counts is None)


def _not_shown(rules: Rules, submission: Submission, letters: frozenset[str]) -> list[Diagnostic]:
    """A warning for each answer that has letters for which there is no typeface."""
    return [
        warning(
            "filling/not-shown",
            replace(submission.place(path), path=path),
            f"“{rules.fields[address.of_every_row(path)].label}” has characters that the PDF cannot show: "
            "this computer has no typeface with them.",
            "Make a Word copy instead, or install a typeface that has them: Noto Sans for their script.",
        )
        for path, value in submission.said.items()
        if letters and re.search(f"[{re.escape(''.join(sorted(letters)))}]", spelt(value))
    ]
