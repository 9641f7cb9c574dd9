"""Makes docs/readings.md from the notes of the framework: python -m tests.guides.readings"""

from collections.abc import Iterator
from pathlib import Path

from formwright.definitions.library import load
from formwright.model import notes
from formwright.reports.notes import text

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "readings.md"
TOP = """# Readings: how this framework was read

All notes on the handbook and its appendices, as `formwright show ID --notes` prints them. They are kept beside what
they explain, in `handbook/`, `forms/`, `standards/` and `schedules/`. No built document holds them, except for the
annex that the handbook has when it is built with `formwright build --notes`. [decisions.md](decisions.md) explains how
the program is built.

This page is made from the notes: `python -m tests.guides.readings`.
"""


def page() -> str:
    return "\n".join((TOP, *_notes())).rstrip("\n") + "\n"


def _notes() -> Iterator[str]:
    library = load(ROOT)
    book = library.handbook
    assert book is not None
    if book.annex.introduction:
        yield book.annex.introduction.strip()
        yield ""
    for document in (book, *(library.get(id) for id in book.appendices)):
        parts = notes.of(document, library.duties, library.measures)
        if parts:
            yield from text(document.identity, parts)
            yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
