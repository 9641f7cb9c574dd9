"""directory.yaml: who holds which role, as far as it can be relied on.

A mistake in one entry takes no other entry with it: whoever is named soundly is told. Where not even
the file's YAML can be read, its entries are read one by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from formwright.definitions import shape
from formwright.definitions.kinds import holding, mail
from formwright.definitions.known import Known
from formwright.definitions.references import refers
from formwright.definitions.written import Steps, text
from formwright.diagnostics import Diagnostic, error, has_errors
from formwright.marked import Mapping, Marked, Sequence, read
from formwright.model.alike import alike
from formwright.model.framework import Directory, Fallback, Framework, Holder
from formwright.places import Place

FILE = "directory.yaml"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One holder as it is written. `source` is the file, or what could be rescued of it."""

    source: Marked
    at: Steps
    data: Mapping


def build(marked: Marked | None, framework: Framework) -> tuple[Directory, tuple[Diagnostic, ...]]:
    """The sound entries, and what is wrong with the meaning of the others. What is wrong with the file as
    a whole, and with its shape, is found where all files are looked at."""
    faults: list[Diagnostic] = []
    known, teams = Known(framework), Directory((), framework.teams)
    placed: list[holding.Placed] = []
    for entry in _entries(marked) if marked else ():
        shaped = _misshapen(entry)
        meant = () if shaped else tuple(_misplaced(entry, known))
        faults += (*(shaped if entry.source is not marked else ()), *meant)
        if has_errors((*shaped, *meant)):
            continue
        holder, place = _holder(entry.data), entry.source.place(*entry.at)
        same = next((at for one, at in placed if _is_again(holder, one, teams)), None)
        if same is not None:
            there = same.mark
            message = f"This holder is already listed, on line {there.line if there else '?'}."
            faults.append(error("directory/said-twice", place, message, "Keep only one of them."))
            continue
        placed.append((holder, place))
    instead = list(_fallbacks(marked, known, faults)) if marked else []
    directory = Directory(
        tuple(holder for holder, _ in placed),
        framework.teams,
        mail=mail.build(marked) if marked else None,
        fallbacks=tuple(one for one, _ in instead),
    )
    faults += (*holding.overlaps(directory, placed), *holding.gaps(directory, placed))
    faults += (*holding.circles(instead), *holding.to_nobody(directory, instead))
    return directory, tuple(faults)


def _is_again(holder: Holder, other: Holder, teams: Directory) -> bool:
    """Whether this is the same person in the same post, at the same time."""
    one, two = ((h.role, h.service_area, teams.team_key(h.team), h.email.casefold()) for h in (holder, other))
    return one == two and holding.together(holder, other)


def none_named(marked: Marked | None, file: str) -> Diagnostic | None:
    """The error of a directory that names nobody at all, for those who want to know whom to tell. A file
    that cannot be read has an error of its own."""
    hint = "List who holds each role there. Until then, nobody can be notified by name."
    if marked is None:
        message = f"There is no {FILE} in the framework's folder, so nobody is named for any role."
        return error("directory/no-holders", Place(file), message, hint)
    if isinstance(marked.data, Mapping) and marked.data.get("holders") == []:
        place = marked.place("holders", key=True)
        return error("directory/no-holders", place, "The list is empty: nobody is named for any role.", hint)
    return None


# --- the entries -------------------------------------------------------------------------------


def _entries(marked: Marked) -> Iterator[_Entry]:
    if isinstance(marked.data, Mapping) and isinstance(marked.data.get("holders"), Sequence):
        for n, holder in enumerate(marked.data["holders"]):
            if isinstance(holder, Mapping):
                yield _Entry(marked, ("holders", n), holder)
    elif marked.data is None:
        yield from _rescued(marked)


def _fallbacks(marked: Marked, known: Known, faults: list[Diagnostic]) -> Iterator[tuple[Fallback, Place]]:
    """The sound ones, the first for each role."""
    said = marked.data.get("fallbacks") if isinstance(marked.data, Mapping) else None
    first: dict[str, Place] = {}
    for n, data in enumerate(said if isinstance(said, Sequence) else ()):
        entry = _Entry(marked, ("fallbacks", n), data)
        if not isinstance(data, Mapping) or has_errors(_misshapen(entry)):
            continue
        meant = tuple(holding.check_fallback(marked, entry.at, data, known))
        faults += meant
        if has_errors(meant):
            continue
        found, place = holding.fallback(data), marked.place(*entry.at)
        if found.role in first:
            there = first[found.role].mark
            message = f"There is already a fallback for '{found.role}', on line {there.line if there else '?'}."
            faults.append(error("directory/said-twice", place, message, "Keep only one of them."))
            continue
        first[found.role] = place
        yield found, place


def _rescued(marked: Marked) -> Iterator[_Entry]:
    """The entries of a file that cannot be read as a whole, each that can be read by itself. One that git
    has left in two versions is nobody's: which one holds is not known."""
    lines = marked.lines
    if any(re.match(r"(<{7}|={7}|>{7})(\s|$)", line) for line in lines):
        return
    head = next((n for n, line in enumerate(lines) if re.match(r"holders\s*:\s*(#.*)?$", line)), len(lines))
    first = next((line for line in lines[head + 1 :] if re.match(r"\s*-(\s|$)", line)), "")
    indent = first[: len(first) - len(first.lstrip())]
    starts = [n for n in range(head + 1, len(lines)) if re.match(rf"{indent}-(\s|$)", lines[n])]
    for start, after in pairwise([*starts, len(lines)]):
        end = next((n for n in range(start + 1, after) if re.match(r"[^\s#-]", lines[n])), after)
        text = "\n" * start + "\n".join(lines[start:end])
        found = read(text.encode("utf-8", "replace"), marked.file)
        if isinstance(found.data, Sequence) and "\ufffd" not in text and isinstance(found.data[0], Mapping):
            yield _Entry(found, (0,), found.data[0])


# --- what is wrong with one --------------------------------------------------------------------


def _misshapen(entry: _Entry) -> tuple[Diagnostic, ...]:
    """What is wrong with an entry's shape, if it stood alone; and keys that it has twice."""
    alone, entries = Mapping((1, 1)), Sequence((1, 1))
    entries.append(entry.data)
    entries.items_at.append(_position(entry))
    of = {"holders": Sequence((1, 1)), ("fallbacks" if entry.at[0] == "fallbacks" else "holders"): entries}
    for key, value in (("kind", "directory"), *of.items()):
        alone[key], alone.keys_at[key], alone.values_at[key] = value, (1, 1), (1, 1)
    twice = entry.source.diagnostics if entry.data.twice else ()
    return (*twice, *shape.check(Marked(entry.source.file, alone, ())))


def _misplaced(entry: _Entry, known: Known) -> Iterator[Diagnostic]:
    """A holder holds a role of the framework, in one of its service areas, for one of its teams."""
    marked, at, holder = entry.source, entry.at, entry.data
    yield from refers(marked, "directory", (*at, "role"), str(holder["role"]), known.roles, "role")
    if "service_area" in holder:
        area = str(holder["service_area"])
        yield from refers(marked, "directory", (*at, "service_area"), area, known.service_areas, "service-area")
    if "team" in holder:
        yield from _team(marked, at, holder, known)
    yield from holding.check(marked, at, holder)


def _team(marked: Marked, at: Steps, holder: Mapping, known: Known) -> Iterator[Diagnostic]:
    name, place, teams = str(holder["team"]), marked.place(*at, "team"), known.framework.teams
    if not alike(name):
        yield error("directory/empty-text", place, "'team' is empty.", "Write the team, or delete the key.")
    elif teams and alike(name) not in known.team_ids:
        yield from refers(marked, "directory", (*at, "team"), name, known.teams, "team")
    elif teams:
        id = known.team_ids[alike(name)]
        home = next(t.service_area for t in teams if t.id == id)
        area = str(holder.get("service_area", home))
        if home and area != home and area in known.service_areas:
            message = f"This team belongs to the service area '{home}', not to '{area}'."
            hint = "Correct one of them. Or delete 'service_area' here, because the team already gives it."
            yield error("directory/team-elsewhere", place, message, hint)


def _position(entry: _Entry) -> tuple[int, int]:
    mark = entry.source.place(*entry.at).mark
    return (mark.line, mark.column) if mark else (1, 1)


def _holder(data: Mapping) -> Holder:
    area, team = text(data.get("service_area")), text(data.get("team"))
    return Holder(
        str(data["role"]),
        str(data["name"]),
        str(data["email"]),
        area,
        team,
        text(data.get("from")),
        text(data.get("until")),
        holding.stand_ins(data),
    )
