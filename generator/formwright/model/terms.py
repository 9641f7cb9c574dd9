"""Terms of reference: what a group is for, how it works, who belongs, how often it meets."""

from dataclasses import dataclass

from formwright.model.identity import Identity


@dataclass(frozen=True, slots=True)
class Part:
    """One titled part; `text` is Markdown."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TermsOfReference:
    identity: Identity
    parts: tuple[Part, ...]
    introduction: str | None = None
