"""One difference between two versions of a document, and what it does to figures from before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Effect(Enum):
    """What a change does to figures, the gentlest first. `value` is the contract's `class`.

    WORDING: the same is asked in other words. COMPARABLE: figures from before and after may be added up. BREAKS:
    they may not, because the answers mean something else or come from other cases than before."""

    SAME = "same"
    WORDING = "wording"
    COMPARABLE = "comparable"
    BREAKS = "breaks-series"

    @property
    def weight(self) -> int:
        return tuple(Effect).index(self)


def worst(effects: Iterable[Effect]) -> Effect:
    """The one that decides for all of them; SAME where there is none."""
    return max(effects, key=lambda effect: effect.weight, default=Effect.SAME)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `document` is the id of the document, `paths` are those of the fields, questions or sections
    that it is about, as the new version spells them (as the old one did where they are gone). `what` is a word for
    its kind, such as "question-reworded"; `old` and `new` are the words before and after, where there are any.
    `message` is a sentence for a committee. `section` is the title of the part of the document that it is in."""

    document: str
    paths: tuple[str, ...]
    what: str
    effect: Effect
    message: str
    old: str | None = None
    new: str | None = None
    section: str | None = None
