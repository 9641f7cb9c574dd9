"""What every definition says of itself."""

from dataclasses import dataclass, field

ADDED = {"added": True}
"""The metadata of a field that a model of a definition has got since forms were handed out: it has a default,
and changes no definition's digest as long as it is left at that."""

NOTE = {"note": True}
"""The metadata of a field that explains what a definition says, for those who keep it. No built document holds it,
so it changes no definition's digest."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`issued` is a date as 2014-01-15. `appendix` is its number in the handbook ("2A").
    `digest` is the SHA-256 of all that the definition says, the lists and scales it chooses from
    included: it changes when a question, a choice or a rule does. `source_note` says where
    the text comes from and how its source was read (Markdown)."""

    id: str
    kind: str
    title: str
    version: str
    issued: str
    summary: str
    audience: str
    appendix: str | None = None
    source_note: str | None = field(default=None, metadata=NOTE)
    landscape: bool = False
    digest: str = ""
