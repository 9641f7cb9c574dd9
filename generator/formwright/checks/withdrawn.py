"""Whether a return was filled in after the last day of its form's version."""

from collections.abc import Iterator

from formwright.answers import spelling
from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, warning


def check(case: Case) -> Iterator[Diagnostic]:
    """A warning where the audit is dated after that day, and where it is not dated, so that nobody can tell."""
    release = case.rules.release
    if release is None or release.head.withdrawn is None or case.is_blank:
        return
    date = case.field_of("date") or ""
    last, said = release.head.withdrawn, case.submission.value(date)
    if said is not None and str(said) <= last:
        return
    day, version = spelling.day_in_words(last), release.head.version
    when = "This audit is dated after that day." if said is not None else "This audit has no date that can be read."
    message = f"Version {version} of this form has been withdrawn. Its last day was {day}. {when}"
    hint = "It was checked by that version. If the changes since then matter, ask for the audit on the current form."
    yield warning("submission/withdrawn-version", case.submission.place(date), message, hint)
