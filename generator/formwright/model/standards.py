"""Practice standards: what practitioners hold their own work against."""

from dataclasses import dataclass

from formwright.model.identity import Identity


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text (Markdown) under a title; `important` sets it apart as a duty."""

    title: str
    text: str
    important: bool = False


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard. `id` is its printed number ("1.10"); `topic` heads it where it has a heading
    of its own."""

    id: str
    text: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    number: str
    title: str
    standards: tuple[Standard, ...]


@dataclass(frozen=True, slots=True)
class Standards:
    identity: Identity
    opening: tuple[Passage, ...]
    groups: tuple[Group, ...]
    closing: str | None = None
