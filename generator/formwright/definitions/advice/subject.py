"""What advice is given on: the sound part of a framework, as it is written and as it is meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.definitions.chapters import Passage
from formwright.definitions.kinds import Definition
from formwright.marked import Marked
from formwright.model.form import Form
from formwright.model.framework import Directory, Framework
from formwright.model.standards import Standards


@dataclass(frozen=True, slots=True)
class Subject:
    """`words` is framework.yaml; `written` are all files that are sound, it among them; `built` are
    the documents with the files that they come from. `passages` are the handbook's."""

    framework: Framework
    words: Marked
    written: tuple[Marked, ...]
    built: tuple[tuple[Marked, Definition], ...]
    directory: Directory
    passages: tuple[Passage, ...] = ()

    @property
    def forms(self) -> Iterator[tuple[Marked, Form]]:
        return ((marked, found) for marked, found in self.built if isinstance(found, Form))

    @property
    def standards(self) -> Iterator[tuple[Marked, Standards]]:
        return ((marked, found) for marked, found in self.built if isinstance(found, Standards))
