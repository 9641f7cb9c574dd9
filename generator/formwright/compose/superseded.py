"""What a document of a version says on every page that is not to be used any more."""

from formwright.compose.words import date
from formwright.model.release import Head


def words(head: Head, newer: Head | None) -> str | None:
    """The sentence for a version that was released; `newer` is the newest that was, where that is another. None
    where this is the newest, and has no last day."""
    if newer is not None:
        return f"Superseded: this is version {head.version}. From {date(newer.in_force)}, use version {newer.version}."
    if head.withdrawn is not None:
        return f"Withdrawn: this is version {head.version}. Do not use it after {date(head.withdrawn)}."
    return None
