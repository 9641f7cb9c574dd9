"""reviews.yaml: who has looked at which reference; and what is to be said of those at which nobody has looked since
what they lead to changed."""

import re
from collections.abc import Iterator
from itertools import groupby

from formwright.answers.spelling import day_in_words
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Mapping, Marked
from formwright.model.leaning import Lean, Thing, Things
from formwright.model.reviews import Review, Reviews, Standing, Suspect

FILE = "reviews.yaml"


def build(data: Mapping) -> Reviews:
    """What a file of sound shape records."""
    return Reviews(
        tuple(
            Review(_thing(raw["from"]), _thing(group["thing"]), str(raw["digest"]), str(raw["date"]), str(raw["by"]))
            for group in data["reviews"]
            for raw in group["references"]
        )
    )


def _thing(words: object) -> Thing:
    sort, _, name = str(words).partition(":")
    return Thing(sort, name)


def check(marked: Marked, found: Standing, things: Things, is_whole: bool) -> Iterator[Diagnostic]:
    """A warning at each suspect reference, one in each file with references that are not recorded, and one for the
    reviews whose reference is gone. Only where all was looked at (`is_whole`) can one be called gone."""
    yield from (_suspect(suspect, things) for suspect in found.suspects)
    for _, members in groupby(sorted(found.unrecorded, key=_file), key=_file):
        yield _unrecorded(list(members), things)
    if is_whole and found.idle:
        yield _idle(marked, found.idle)


def _suspect(suspect: Suspect, things: Things) -> Diagnostic:
    by, on = suspect.lean.by, suspect.lean.on
    who, day = suspect.last.name, day_in_words(suspect.last.date)
    message = f"{_begun(things[on].called)} has changed since {who} reviewed {things[by].called} on {day}."
    hint = f"Check whether this needs a change as well, then run 'formwright review {command(by, things)} --by NAME'."
    return warning("review/suspect", suspect.lean.place, message, hint)


def _unrecorded(leans: list[Lean], things: Things) -> Diagnostic:
    first = leans[0]
    what = f"from {things[first.by].called} to {things[first.on].called}"
    if len(leans) == 1:
        message = f"The reference {what} is not in {FILE}, so nobody will be warned when what it refers to changes."
    else:
        message = (
            f"{len(leans)} references in this file are not in {FILE}, so nobody will be warned when what they refer to "
            f"changes. The first is {what}."
        )
    right = "it is right" if len(leans) == 1 else "they are right"
    hint = f"Once {right}, run 'formwright review --new --by NAME'."
    return warning("review/unrecorded", first.place, message, hint)


def _idle(marked: Marked, idle: tuple[Review, ...]) -> Diagnostic:
    first = idle[0]
    place = next(
        marked.place("reviews", n, "references", m, "from")
        for n, group in enumerate(marked.data["reviews"])
        for m, raw in enumerate(group["references"])
        if (_thing(raw["from"]), _thing(group["thing"])) == first.reference
    )
    message = f"There is no longer a reference from '{first.by}' to '{first.on}'."
    if len(idle) > 1:
        message = f"{message} The same is true of {len(idle) - 1} more."
    hint = f"Run 'formwright review --new --by NAME', which takes what is no longer there out of {FILE}."
    return warning("review/no-reference", place, message, hint)


def command(thing: Thing, things: Things) -> str:
    """A thing as it is named on the command line: by its name alone where no other thing has it."""
    name = thing.name if things.called(thing.name) == (thing,) else str(thing)
    return name if re.fullmatch(r"[\w.:-]+", name) else f'"{name}"'


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _file(lean: Lean) -> str:
    return lean.place.file
