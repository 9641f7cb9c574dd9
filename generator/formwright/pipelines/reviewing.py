"""Reviews recorded: somebody has looked at what refers to a thing, and at what the thing refers to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from formwright.definitions.kinds.reviews import FILE
from formwright.definitions.library import Library
from formwright.definitions.sources import shown
from formwright.errors import CannotRun
from formwright.model.leaning import Thing, Web
from formwright.model.reviews import Review, Standing, once, standing
from formwright.model.reviews import Reviews as Recorded
from formwright.pipelines import files
from formwright.pipelines.starting import SCHEMA
from formwright.reports.problems import count
from formwright.writers.spelling import quoted

ABOUT = """\
# Who has reviewed which reference, and when. 'formwright review' writes this file. Where a thing has changed since, its
# digest differs, and 'formwright validate' warns of everything that refers to it.
"""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of it: `recorded` are the reviews of today, `removed` those of references that there are no longer.
    `standing` is how everything stands now, `is_new` whether there was no file before."""

    file: str
    recorded: tuple[Review, ...]
    removed: tuple[Review, ...]
    standing: Standing
    is_new: bool

    def as_text(self) -> Iterator[str]:
        recorded, removed = len(self.recorded), len(self.removed)
        begun = " This file is new: keep it with the framework." if self.is_new and recorded else ""
        yield f"{count(recorded, 'reference')} recorded as reviewed, in {self.file}.{begun}"
        if removed:
            yield f"{count(removed, 'review')} taken out: there is no such reference any longer."
        if self.standing.suspects:
            number = count(len(self.standing.suspects), "reference")
            yield f"{number} not reviewed since what they refer to changed: 'formwright validate' shows each."
        if self.standing.unrecorded:
            number = count(len(self.standing.unrecorded), "reference")
            yield f"{number} not recorded yet: 'formwright review --new --by NAME' records them."

    def as_data(self) -> dict[str, object]:
        return {
            "file": self.file,
            "recorded": [{"from": str(one.by), "to": str(one.on)} for one in self.recorded],
            "removed": [{"from": str(one.by), "to": str(one.on)} for one in self.removed],
            "suspect": len(self.standing.suspects),
            "unrecorded": len(self.standing.unrecorded),
        }


def review(library: Library, names: Sequence[str], name: str, date: str, new: bool = False) -> Reviewed:
    """Records that `name` has looked, on this date, at every reference from or to these things and their parts; where
    `new`, at every reference that is not recorded yet, too. Reviews of references that there are no longer are taken
    out. Raises CannotRun for an unknown thing, for a name that several have, where the framework has errors, and where
    the file cannot be written."""
    if not library.is_sound or library.framework is None:
        remedy = "Run 'formwright validate', and correct them first."
        raise CannotRun("The framework has errors, so not all of its references are known.", remedy)
    web = library.web
    before = library.reviews or Recorded(())
    found = standing(web, before)
    touching = [web.touching(_one(web, words)) for words in names]
    wanted = {(lean.by, lean.on) for found_at in touching for lean in (*found_at.to, *found_at.by)}
    wanted |= {(lean.by, lean.on) for lean in found.unrecorded} if new else set()
    looked = [(lean.by, lean.on) for lean in once(web) if (lean.by, lean.on) in wanted]
    recorded = tuple(Review(by, on, web.things[on].digest, date, name) for by, on in looked)
    kept = (*found.reviewed, *(suspect.last for suspect in found.suspects))
    after = Recorded((*recorded, *(one for one in kept if one.reference not in wanted)))
    _write(library, after)
    path = shown(library.root / FILE, library.root)
    return Reviewed(path, recorded, found.idle, standing(web, after), library.reviews is None)


def _one(web: Web, words: str) -> Thing:
    found = web.named(words)
    if len(found) > 1:
        named = " or ".join(f"'{thing}'" for thing in found)
        raise CannotRun(f"'{words}' is the name of several things.", f"Write {named}.")
    return found[0]


def _write(library: Library, reviews: Recorded) -> None:
    path = library.root / FILE
    try:
        files.write(path, "".join(f"{line}\n" for line in _lines(library, reviews)).encode())
    except OSError as fault:
        raise CannotRun(f"{path} cannot be written: {fault.strerror}.") from None


def _lines(library: Library, reviews: Recorded) -> Iterator[str]:
    """One line for each reference, under the thing that it leads to: two people who review different things change
    different lines, with a line between them that neither changes."""
    if found := SCHEMA.fullmatch(library.written["framework"].lines[0]):
        yield f"# yaml-language-server: $schema={found[1]}reviews.schema.json"
    yield from ABOUT.splitlines()
    yield "kind: reviews"
    yield "reviews:" if reviews.recorded else "reviews: []"
    for on, members in groupby(_in_order(reviews.recorded), key=lambda one: one.on):
        yield f"  - thing: {quoted(str(on))}"
        yield "    references:"
        for one in members:
            seen = f"digest: {quoted(one.digest)}, date: {one.date}, by: {quoted(one.name)}"
            yield f"      - {{from: {quoted(str(one.by))}, {seen}}}"


def _in_order(recorded: Iterable[Review]) -> list[Review]:
    return sorted(recorded, key=lambda one: (one.on.place_in_order, one.by.place_in_order))
