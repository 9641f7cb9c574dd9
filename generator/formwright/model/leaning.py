"""What leans on what: the things of a framework, and the references between them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from formwright.errors import CannotRun
from formwright.misspelt import Names
from formwright.places import Place

SORTS = {
    "document": "Documents",
    "section": "Sections of forms",
    "question": "Questions",
    "field": "Fields",
    "rules": "Who is notified",
    "standard": "Practice standards",
    "passage": "Passages of the handbook",
    "duty": "Duties",
    "subject": "What is measured",
    "role": "Roles",
    "body": "Boards and teams",
    "service-area": "Service areas",
    "team": "Teams",
    "list": "Lists to choose from",
    "scale": "Scales",
    "mailbox": "Mailboxes",
    "appendix": "Appendices",
    "figure": "Figures",
    "term": "Terms of the glossary",
}
"""Each sort of thing, with the heading above several of it."""

_IN_ORDER = {sort: n for n, sort in enumerate(SORTS)}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a framework. `name` is what references call it; of a question or a field, the id of its form, a
    colon and its path."""

    sort: str
    name: str

    def __str__(self) -> str:
        return f"{self.sort}:{self.name}"

    @property
    def place_in_order(self) -> tuple[int, list[tuple[int, int, str]]]:
        """Sort by sort, 1.10 after 1.9."""
        parts = re.findall(r"\d+|\D+", self.name)
        return _IN_ORDER.get(self.sort, -1), [(p.isdigit(), int(p) if p.isdecimal() else 0, p) for p in parts]


@dataclass(frozen=True, slots=True)
class Lean:
    """A reference from one thing to another, and where it is written."""

    by: Thing
    on: Thing
    place: Place


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a thing. `title` is for a list, `called` for a sentence ("standard 1.4"). `digest` is that of
    the words that others rely on, and `within` the thing that it is a part of."""

    title: str
    called: str
    digest: str
    within: Thing | None = None


@dataclass(frozen=True)
class Things:
    """All that a framework defines."""

    told: Mapping[Thing, Told]

    def __getitem__(self, thing: Thing) -> Told:
        return self.told[thing]

    def __contains__(self, thing: object) -> bool:
        return thing in self.told

    def first(self, sorts: Iterable[str], name: str) -> Thing | None:
        """The thing of the first of these sorts that has this name."""
        return next((thing for sort in sorts if (thing := Thing(sort, name)) in self.told), None)

    def between(self, first: Thing, last: Thing) -> list[Thing]:
        """The things of the same sort whose names come between these two."""
        low, high = first.place_in_order, last.place_in_order
        return [t for t in self.told if t.sort == first.sort and low < t.place_in_order < high]

    def called(self, words: str) -> tuple[Thing, ...]:
        """Whatever somebody may mean: by its name, by sort and name ("standard:1.4"), by the path of a question in any
        form, or by its title. A part that is called as its document is found by its sort only."""
        sort, _, name = words.partition(":")
        if found := self.first((sort,), name):
            return (found,)
        named = [thing for thing in self.told if words in _spellings(thing)]
        named = named or [thing for thing, told in self.told.items() if told.title.casefold() == words.casefold()]
        return tuple(thing for thing in named if not any(one in named for one in [*self.holders(thing)][1:]))

    @cached_property
    def names(self) -> Names:
        """All that can be asked for by name."""
        return Names(dict.fromkeys(name for thing in self.told for name in _spellings(thing)))

    def holders(self, thing: Thing) -> Iterator[Thing]:
        """The thing, what it is a part of, and what that is a part of."""
        at: Thing | None = thing
        while at is not None:
            yield at
            at = self.told[at].within if at in self.told else None


@dataclass(frozen=True, slots=True)
class Touching:
    """The references to a thing, and those that it and its parts make. `to_parts` are those to its parts: whoever has
    read a set of standards has not looked at each question that tests one of them."""

    thing: Thing
    to: tuple[Lean, ...]
    by: tuple[Lean, ...]
    to_parts: tuple[Lean, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """A framework's things, and every reference between them, file by file."""

    things: Things
    leans: tuple[Lean, ...]

    def named(self, words: str) -> tuple[Thing, ...]:
        """Whatever these words may mean. Raises CannotRun where there is no such thing."""
        if found := self.things.called(words):
            return found
        near = self.things.names.nearest(words)
        remedy = "Name a document, a standard, a role, a passage, a question, a duty, a list or a scale, by its id."
        raise CannotRun(f"There is no '{words}' in this framework.", f"Did you mean '{near}'?" if near else remedy)

    def touching(self, thing: Thing) -> Touching:
        """What refers to a thing, and what it refers to. A reference within a document is one that it makes."""
        made, within = [], []
        for lean in self.leans:
            if thing in self.things.holders(lean.by):
                made.append(lean)
            elif thing in self.things.holders(lean.on):
                within.append(lean)
        to = tuple(lean for lean in within if lean.on == thing)
        return Touching(thing, to, tuple(made), tuple(lean for lean in within if lean.on != thing))


def _spellings(thing: Thing) -> tuple[str, ...]:
    return (thing.name, thing.name.partition(":")[2]) if ":" in thing.name else (thing.name,)
