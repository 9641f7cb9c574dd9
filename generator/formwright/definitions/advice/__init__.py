"""Advice: what is not wrong in a framework, and still is hardly meant. One rule a module; each takes
the subject and yields warnings, which their author can allow with a reason (definitions/allowed)."""

from collections.abc import Callable, Iterator

from formwright.definitions.advice import (
    dead_conditions,
    empty_passages,
    few_told,
    moderates_nothing,
    nobody_holds,
    same_labels,
    same_numbers,
    two_questions,
    unheard,
    unknown_abbreviations,
    untested_standards,
    unused_words,
)
from formwright.definitions.advice.subject import Subject
from formwright.diagnostics import Diagnostic

Rule = Callable[[Subject], Iterator[Diagnostic]]

OF_A_DEFINITION: tuple[Rule, ...] = (
    dead_conditions.check,
    few_told.check,
    moderates_nothing.check,
    unheard.check,
    same_labels.check,
    same_numbers.check,
    two_questions.check,
    empty_passages.check,
    unknown_abbreviations.check,
)
OF_THE_WHOLE: tuple[Rule, ...] = (  # they look for what nothing refers to: a definition left out would mislead them
    unused_words.check,
    untested_standards.check,
    nobody_holds.check,
)


def advise(subject: Subject, is_whole: bool) -> Iterator[Diagnostic]:
    """What to look at again in what is sound; `is_whole` says that this is all there is."""
    for rule in OF_A_DEFINITION + OF_THE_WHOLE * is_whole:
        yield from rule(subject)
