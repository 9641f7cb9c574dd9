"""Checks: a case in, diagnostics out. One idea a module, run from this list."""

from collections.abc import Callable, Iterator

from formwright.checks import completeness, consistency, dates, limits, personal, relevance, totals, withdrawn
from formwright.checks.case import Case
from formwright.diagnostics import Diagnostic

Check = Callable[[Case], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    limits.check,
    dates.check,
    completeness.check,
    relevance.check,
    consistency.check,
    totals.check,
    withdrawn.check,
    personal.check,
)


def run(case: Case) -> Iterator[Diagnostic]:
    """What every check finds in one submission."""
    for check in CHECKS:
        yield from check(case)
