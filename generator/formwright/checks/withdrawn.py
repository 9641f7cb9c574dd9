"""Whether a return was filled in after the last day of its form's version."""

from collections.abc import Iterator

from formwright.answers import spelling
from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning
from formwright.model.likeness import DATE


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning where the audit is dated after that day, and where it is not dated, so that nobody can tell."""
    release = case.rules.release
    if release is None or release.head.withdrawn is None or case.is_blank:
        return
    last, said = release.head.withdrawn, case.submission.value(DATE)
    if said is not None and str(said) <= last:
        return
    day, version = spelling.day_in_words(last), release.head.version
    when = "This audit is dated after that day." if said is not None else "It is not certain when this audit was made."
    message = f"Version {version} of this form was withdrawn: its last day was {day}. {when}"
    hint = "It was checked by that version. If what changed since then matters, ask for the audit on the present form."
    yield warning("submission/withdrawn-version", case.submission.place(DATE), message, hint)
