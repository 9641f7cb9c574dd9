"""What leans on what: the things of a framework, and the references between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from formwright.places import Place

SORTS = {
    "document": "document",
    "question": "question",
    "field": "field",
    "section": "section of a form",
    "rules": "who is notified",
    "standard": "standard",
    "passage": "passage of the handbook",
    "duty": "duty",
    "role": "role",
    "body": "team or board",
    "service-area": "service area",
    "team": "team",
    "list": "list to choose from",
    "scale": "scale",
    "mailbox": "mailbox",
    "appendix": "appendix",
    "figure": "figure",
}
"""Each sort of thing, in words."""


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """One thing of a framework. `name` is what references call it; of a question or a field, the id of its form, a
    colon and its path."""

    sort: str
    name: str


@dataclass(frozen=True, slots=True)
class Lean:
    """A reference from one thing to another, and where it is written."""

    by: Thing
    on: Thing
    place: Place


@dataclass(frozen=True)
class Things:
    """All that a framework defines. `words` are what those who lean on a thing rely on; `titles` are for people."""

    titles: Mapping[Thing, str]
    words: Mapping[Thing, str]

    def first(self, sorts: Iterable[str], name: str) -> Thing | None:
        """The thing of the first of these sorts that has this name."""
        return next((thing for sort in sorts if (thing := Thing(sort, name)) in self.titles), None)

    def called(self, words: str) -> tuple[Thing, ...]:
        """Whatever somebody may mean: by its name, by sort and name ("standard:1.4"), or by the path of a question."""
        sort, colon, name = words.partition(":")
        if colon and (found := self.first((sort,), name)):
            return (found,)
        return tuple(thing for thing in self.titles if words in (thing.name, thing.name.partition(":")[2]))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that can be asked for by name."""
        return tuple(dict.fromkeys(name for thing in self.titles for name in _spellings(thing)))


def _spellings(thing: Thing) -> Iterator[str]:
    yield thing.name
    if ":" in thing.name:
        yield thing.name.partition(":")[2]
