"""From when to when roles are held, who stands in for whom, and who is told where nobody holds a role: what is wrong
with it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from formwright.answers.spelling import day_in_words as spelt
from formwright.definitions.known import Known
from formwright.definitions.references import refers
from formwright.definitions.written import Steps, text
from formwright.diagnostics import Diagnostic, error, warning
from formwright.marked import Mapping, Marked
from formwright.model.framework import Directory, Fallback, Holder, StandIn
from formwright.places import Place

Placed = tuple[Holder, Place]


def stand_ins(holder: Mapping) -> tuple[StandIn, ...]:
    return tuple(
        StandIn(str(one["name"]), str(one["email"]), str(one["from"]), text(one.get("until")))
        for one in holder.get("stand_in", ())
    )


def check(marked: Marked, at: Steps, holder: Mapping) -> Iterator[Diagnostic]:
    """Of one holder: no time ends before it begins, and nobody stands in for them while they are not there."""
    yield from _reversed(marked, at, holder)
    first, last = text(holder.get("from")), text(holder.get("until"))
    for n, one in enumerate(holder.get("stand_in", ())):
        steps = (*at, "stand_in", n)
        yield from _reversed(marked, steps, one)
        since, until = str(one["from"]), text(one.get("until"))
        key = "from" if first and since < first else "until" if last and until and until > last else None
        if last and since > last:
            key = "from"
        if key:
            message = f"{one['name']} is the stand-in on days when {holder['name']} does not hold the role."
            hint = "They are not notified on those days. Correct the dates, or list them as another holder."
            yield warning("directory/stand-in-outside", marked.place(*steps, key), message, hint)


def _reversed(marked: Marked, at: Steps, entry: Mapping) -> Iterator[Diagnostic]:
    first, last = text(entry.get("from")), text(entry.get("until"))
    if first and last and last < first:
        message = f"'until' ({last}) is before 'from' ({first})."
        yield error("directory/until-before-from", marked.place(*at, "until"), message, "Correct one of them.")


# --- all of them together ----------------------------------------------------------------------


def together(one: Holder, other: Holder) -> bool:
    """Whether there is a day on which both hold a role."""
    return (not one.last or not other.first or other.first <= one.last) and (
        not other.last or not one.first or one.first <= other.last
    )


def overlaps(directory: Directory, found: Iterable[Placed]) -> Iterator[Diagnostic]:
    """Two people in one post at the same time, where dates say that one comes after the other."""
    for posts in _by_post(directory, found).values():
        for (one, _), (other, place) in combinations(posts, 2):
            if (one.first or one.last or other.first or other.last) and together(one, other):
                days = _days(max(filter(None, (one.first, other.first)), default=None), _earlier(one.last, other.last))
                message = f"{one.name} and {other.name} both hold '{one.role}'{days}: both are notified."
                yield warning(
                    "directory/held-together", place, message, "Correct the dates if only one of them should be."
                )


def gaps(directory: Directory, found: Iterable[Placed]) -> Iterator[Diagnostic]:
    """The days on which nobody would be told in a post that somebody holds before."""
    for posts in _by_post(directory, found).values():
        edges = sorted({_after(h.last) for h, _ in posts if h.last and h.last < LAST})
        for edge in edges:
            last = _gap(directory, posts[0][0], edge)
            if last is not None:
                holder, place = next((h, p) for h, p in posts if h.last and _after(h.last) == edge)
                where = f" for {holder.team or holder.service_area}" if holder.team or holder.service_area else ""
                message = f"Nobody holds '{holder.role}'{where}{_days(edge, last or None)}."
                hint = "Add who holds it then, or a fallback for the role."
                yield warning("directory/gap", place, message, hint)


def _gap(directory: Directory, post: Holder, edge: str) -> str | None:
    """The last day of the gap that begins on a day; empty where it has no end, None where there is no gap."""
    area = post.service_area or next(iter(directory.team_areas.get(directory.team_key(post.team) or "", ())), None)
    days = {_after(h.last) for h in directory.all_holders if h.last and h.last < LAST}
    days |= {h.first for h in directory.all_holders if h.first}
    for day in (edge, *sorted(day for day in days if day > edge)):
        if directory.on(date.fromisoformat(day)).find(post.role, area, post.team):
            return None if day == edge else _before(day)
    return ""


def _by_post(directory: Directory, found: Iterable[Placed]) -> dict[tuple[str | None, ...], list[Placed]]:
    posts: dict[tuple[str | None, ...], list[Placed]] = {}
    for holder, place in found:
        posts.setdefault((holder.role, holder.service_area, directory.team_key(holder.team)), []).append(
            (holder, place)
        )
    return posts


LAST = "2099-12-31"


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def _earlier(one: str | None, other: str | None) -> str | None:
    return min(filter(None, (one, other)), default=None)


def _days(first: str | None, last: str | None) -> str:
    if first and first == last:
        return f" on {spelt(first)}"
    return (f" from {spelt(first)}" if first else "") + (f" until {spelt(last)}" if last else " on" if first else "")


# --- fallbacks ---------------------------------------------------------------------------------


def fallback(entry: Mapping) -> Fallback:
    return Fallback(str(entry["role"]), text(entry.get("to")), text(entry.get("name")), text(entry.get("email")))


def check_fallback(marked: Marked, at: Steps, entry: Mapping, known: Known) -> Iterator[Diagnostic]:
    """Of one fallback: it is for a role, and says in one way who is told instead."""
    for key in ("role", "to"):
        if key in entry:
            yield from refers(marked, "directory", (*at, key), str(entry[key]), known.roles, "role")
    if ("to" in entry) == ("name" in entry):
        message = "It is not clear who is notified instead."
        hint = "Write either 'to' with a role, or 'name' and 'email'."
        yield error("directory/fallback-unclear", marked.place(*at), message, hint)


def circles(found: list[tuple[Fallback, Place]]) -> Iterator[Diagnostic]:
    """Fallbacks that lead back to where they began."""
    to = {one.role: one.to for one, _ in found}
    said: set[str] = set()
    for one, place in found:
        passed = [one.role]
        while (then := to.get(passed[-1])) is not None and then not in passed:
            passed.append(then)
        if then == one.role and then not in said:
            said.update(passed)
            message = f"The fallbacks go round in a circle: {' → '.join((*passed, then))}."
            hint = "If nobody holds these roles, nobody is notified. Name a person for one of them."
            yield error("directory/fallback-circle", place, message, hint)


def to_nobody(directory: Directory, found: Iterable[tuple[Fallback, Place]]) -> Iterator[Diagnostic]:
    """Fallbacks to a role that nobody holds on any day."""
    held = {h.role for h in directory.all_holders} | {one.role for one, _ in found}
    for one, place in found:
        if one.to is not None and one.to not in held:
            message = f"Nobody holds '{one.to}', so nobody is notified instead of '{one.role}'."
            yield warning("directory/fallback-to-nobody", place, message, "Add a holder for it, or name a person here.")
