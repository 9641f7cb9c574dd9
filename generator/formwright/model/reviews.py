"""Who has looked at which reference, and what the thing said that it leads to: whatever changed since is suspect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from formwright.model.leaning import Lean, Thing, Web


class State(StrEnum):
    """Whether somebody has looked at a reference as it is now, before what it leads to changed, or never."""

    REVIEWED = "reviewed"
    SUSPECT = "suspect"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True)
class Review:
    """On `date` the person `name` looked at a reference. `digest` is that of the words of `on` on that day."""

    by: Thing
    on: Thing
    digest: str
    date: str
    name: str

    @property
    def reference(self) -> tuple[Thing, Thing]:
        return self.by, self.on


@dataclass(frozen=True, slots=True)
class Suspect:
    """A reference to something that has changed since its last review. `document` is the id of the document in which
    that is, if it is in one."""

    lean: Lean
    last: Review
    document: str | None


@dataclass(frozen=True, slots=True)
class Reviews:
    """All that are recorded. Of one reference there may be several, where two people's files were put together: it is
    suspect only if none of them is of the words as they are now."""

    recorded: tuple[Review, ...]

    def by_reference(self) -> Mapping[tuple[Thing, Thing], tuple[Review, ...]]:
        found: dict[tuple[Thing, Thing], tuple[Review, ...]] = {}
        for review in self.recorded:
            found[review.reference] = (*found.get(review.reference, ()), review)
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How the references of a framework stand. Each is named once, where it is written first; `idle` are the reviews
    of references that there are no longer."""

    reviewed: tuple[Review, ...]
    suspects: tuple[Suspect, ...]
    unrecorded: tuple[Lean, ...]
    idle: tuple[Review, ...]

    @property
    def states(self) -> Mapping[tuple[Thing, Thing], State]:
        return {
            **{review.reference: State.REVIEWED for review in self.reviewed},
            **{(s.lean.by, s.lean.on): State.SUSPECT for s in self.suspects},
            **{(lean.by, lean.on): State.UNRECORDED for lean in self.unrecorded},
        }


def standing(web: Web, reviews: Reviews) -> Standing:
    """How each reference stands, in the order in which they are written."""
    recorded = reviews.by_reference()
    reviewed, suspects, unrecorded = [], [], []
    for lean in once(web):
        found = recorded.get((lean.by, lean.on), ())
        same = [review for review in found if review.digest == web.things[lean.on].digest]
        if same:
            reviewed.append(max(same, key=_day))
        elif found:
            documents = (thing.name for thing in web.things.holders(lean.on) if thing.sort == "document")
            suspects.append(Suspect(lean, max(found, key=_day), next(documents, None)))
        else:
            unrecorded.append(lean)
    there = {(lean.by, lean.on) for lean in web.leans}
    idle = tuple(review for review in reviews.recorded if review.reference not in there)
    return Standing(tuple(reviewed), tuple(suspects), tuple(unrecorded), idle)


def once(web: Web) -> Iterator[Lean]:
    """Each reference where it is written first."""
    seen: set[tuple[Thing, Thing]] = set()
    for lean in web.leans:
        if (lean.by, lean.on) not in seen:
            seen.add((lean.by, lean.on))
            yield lean


def _day(review: Review) -> str:
    return review.date
