"""Whether a repeating section has more rows than its form takes."""

from collections.abc import Iterator

from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic, error


def check(case: Case) -> Iterator[Diagnostic]:
    for repeating in case.rules.repeating:
        section, most = repeating.section, repeating.content.repeats.maximum
        count = case.submission.rows.get(section.id, 0)
        if most is not None and count > most:
            message = f"“{section.title}” has {count} rows; it can have at most {most}."
            yield error("submission/too-many-rows", case.submission.place(section.id), message)
