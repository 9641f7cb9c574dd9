"""Characters that nobody can see or read in a definition or a chapter, wherever they stand: in texts, keys and
comments, as they are or as an escape of YAML's."""

from collections.abc import Iterator

from formwright import characters
from formwright.characters import Odd
from formwright.definitions.shape import kind_of
from formwright.definitions.spots import spot
from formwright.definitions.written import Steps, everything
from formwright.diagnostics import Diagnostic, error, warning
from formwright.marked import LINE_END, Marked
from formwright.places import Mark, Place

_WORDS = {
    "unseen": ("that nobody can see", "Delete it."),
    "private": ("that only its own font can show", "Type the character you want."),
    "lost": ("that replaces one that was lost", "Type the right one."),
}


def in_definition(marked: Marked, text: str) -> Iterator[Diagnostic]:
    """Each in a YAML file, whose text this is; several that touch are one."""
    said = {d.place.mark for d in marked.diagnostics}
    for at, scalar, is_key in everything(marked.data):
        for found in _in_scalar(marked, scalar, at, is_key):
            said.add(found.place.mark)
            yield found
    for found in _in_text(text, marked.file):
        if found.place.mark not in said:
            yield found


def in_chapter(text: str, file: str) -> Iterator[Diagnostic]:
    """Each in a Markdown file, whose lines end with a line feed."""
    for number, line in enumerate(text.split("\n"), 1):
        for odd in _apart(line):
            yield _refused(odd, Place(file, Mark(number, odd.at + 1)))


def _in_text(text: str, file: str) -> Iterator[Diagnostic]:
    """Each as it is written, in comments too."""
    line, start = 1, 0
    ends = LINE_END.finditer(text)
    end = next(ends, None)
    for odd in _apart(text):
        while end is not None and end.end() <= odd.at:
            line, start, end = line + 1, end.end(), next(ends, None)
        yield _refused(odd, Place(file, Mark(line, odd.at - start + 1)))


def _apart(text: str) -> Iterator[Odd]:
    """The first of each run: what was pasted together is deleted together."""
    last = -2
    for odd in characters.odd(text):
        if odd.at != last + 1:
            yield odd
        last = odd.at


def _in_scalar(marked: Marked, text: str, at: Steps, key: bool) -> Iterator[Diagnostic]:
    for odd in () if text.isascii() and text.isprintable() else _apart(text):
        found = spot(marked, odd.at, *at, key=key)
        of_team = kind_of(marked) == "directory" and at[-1:] == ("team",) and not key
        yield (_in_team if of_team and odd.kind == "unseen" else _refused)(odd, found.place, found.as_it_is)


def _refused(odd: Odd, place: Place, as_it_is: bool = True) -> Diagnostic:
    return error("definition/unseen-character", place, *_words(odd, as_it_is))


def _in_team(odd: Odd, place: Place, as_it_is: bool) -> Diagnostic:
    """A team is found whatever stands in its name that nobody can see."""
    return warning("directory/unseen-in-team", place, *_words(odd, as_it_is))


def _words(odd: Odd, as_it_is: bool) -> tuple[str, str]:
    which, remedy = _WORDS[odd.kind]
    what = f"There is a character here {which}" if as_it_is else f"This is the code of a character {which}"
    hint = f"{remedy} It often comes from pasted text." if as_it_is else "Delete it, including the backslash."
    return f"{what} ({odd.name}).", hint
