"""Choices that cannot be told apart: two that read alike, or one that goes by another's name.

On paper a choice is its label; in data it is its id, or the number of its grade. Whoever reads a form
that was filled in takes either, so none of one choice's names may read like one of another's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formwright.definitions.written import Steps
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Mapping, Marked
from formwright.model.alike import alike, joined


@dataclass(frozen=True, slots=True)
class _Name:
    """One of the names of the choice `of`, where it is written, and whether people or data use it."""

    of: int
    at: Steps
    key: str
    words: str
    is_read: bool


def check(marked: Marked, kind: str, at: Steps, entries: Iterable[Mapping], what: str) -> Iterator[Diagnostic]:
    """Each choice of a list that cannot be told from another one, once. `what` is what they are called."""
    choices = list(entries)
    names = [name for n, entry in enumerate(choices) for name in _names(n, at, entry)]
    same = _Same(names)
    said: set[tuple[int, int]] = set()
    for name in names:
        for other in same.as_(name) if name.is_read else ():
            pair = (min(name.of, other.of), max(name.of, other.of))
            if pair[0] == pair[1] or pair in said or choices[pair[0]]["id"] == choices[pair[1]]["id"]:
                continue
            said.add(pair)
            later, earlier = (name, other) if name.of > other.of or not other.is_read else (other, name)
            yield _clash(marked, kind, later, earlier, what)


def _names(n: int, at: Steps, entry: Mapping) -> Iterator[_Name]:
    label = str(entry["label"])
    yield _Name(n, (*at, n, "label"), "label", label, True)
    for a, alias in enumerate(entry.get("aliases", ())):
        yield _Name(n, (*at, n, "aliases", a), "alias", str(alias), True)
    yield _Name(n, (*at, n, "id"), "id", str(entry["id"]), False)
    if "grade" in entry:
        yield _Name(n, (*at, n, "grade"), "grade", str(entry["grade"]), False)
        yield _Name(n, (*at, n, "grade"), "grade", f"{entry['grade']} – {label}", False)


class _Same:
    """Names by how they read: one that people read like another of those, one of the data like its letters."""

    def __init__(self, names: list[_Name]) -> None:
        self._having: dict[tuple[bool, str], list[tuple[int, _Name]]] = defaultdict(list)
        for n, name in enumerate(names):
            reads = alike(name.words) if name.is_read else joined(name.words)
            self._having[name.is_read, reads].append((n, name))

    def as_(self, name: _Name) -> list[_Name]:
        """All that read the same, in order; the name itself is one."""
        found = (*self._having[True, alike(name.words)], *self._having[False, joined(name.words)])
        return [name for _, name in sorted(found, key=lambda one: one[0])]


def _clash(marked: Marked, kind: str, name: _Name, other: _Name, what: str) -> Diagnostic:
    there = marked.place(*other.at).mark
    line = f"on line {there.line}" if there else "in this list"
    hint = "Give them names that readers can tell apart."
    if other.is_read:
        message = f"This {name.key} reads the same as that of another {what}, {line}: readers cannot tell them apart."
    else:
        message = f"This {name.key} is the {other.key} of another {what}, {line}: an answer could mean either."
    return error(f"{kind}/read-alike", marked.place(*name.at), message, hint)
