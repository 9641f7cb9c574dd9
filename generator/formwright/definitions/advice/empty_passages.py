"""A heading of the handbook under which nothing stands."""

from collections.abc import Iterator
from itertools import zip_longest

from formwright.definitions.advice.subject import Subject
from formwright.diagnostics import Diagnostic, warning


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Headings without a text whose next heading is not one within them."""
    for passage, after in zip_longest(subject.passages, subject.passages[1:]):
        goes_on = after is not None and after.file == passage.file and after.level > passage.level
        if not passage.text.strip() and not goes_on:
            message = f"There is no text under the heading '{passage.title}'."
            yield warning(
                "handbook/no-text", passage.place_of("\0"), message, "Write some text, or delete the heading."
            )
