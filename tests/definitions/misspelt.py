"""Every key and every reference of a framework's definitions, each misspelt as people misspell: is
it found, on its line, with the right suggestion, and alone?"""

import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formwright.definitions import library
from formwright.diagnostics import Diagnostic
from formwright.marked import Mapping, Marked, Sequence, read

PARTS = ("framework.yaml", "directory.yaml", "forms", "standards", "schedules", "handbook")
NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm1234567890", "wertyuiopqsdfghjklaxcvbnmz2345678901", strict=True))

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A word that must be right: where it stands, and its family: 'key', or what it refers to."""

    file: str
    line: int
    column: int
    word: str
    family: str
    kind: str

    @property
    def in_handbook(self) -> bool:
        return self.file.startswith("handbook/")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.family} {self.word!r}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one misspelling."""

    spot: Spot
    written: str
    found: bool  # on the very line
    suggested: bool
    alone: bool
    said: tuple[str, ...]


# --- the spots -------------------------------------------------------------------------------


def spots(root: Path) -> list[Spot]:
    """All of a framework, in order."""
    found: list[Spot] = []
    for path in _files(root):
        text = path.read_text("utf-8")
        name = str(path.relative_to(root))
        if path.suffix == ".yaml":
            marked = read(path.read_bytes(), name)
            kind = str(marked.data["kind"])
            for family, word, at in _of_node(kind, marked, marked.data, ()):
                found.append(Spot(name, *_unquoted(text, at), word, family, kind))
        links = re.finditer(r"\]\(((?:section|figure|table|appendix|standard|mailbox):)?([\w.-]+)\)", text)
        for link in links:
            before = text[: link.start(2)]
            scheme = (link[1] or "document:")[:-1]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            found.append(Spot(name, line, column, link[2], f"link to a {scheme}", path.suffix[1:]))
            if link[1]:
                found.append(Spot(name, line, column - len(link[1]), scheme, "what a link is to", path.suffix[1:]))
    return found


def _files(root: Path) -> list[Path]:
    whole = [p for part in PARTS for p in ([root / part] if "." in part else sorted((root / part).iterdir()))]
    return [p for p in whole if p.suffix in (".yaml", ".md")]


def _unquoted(text: str, at: tuple[int, int]) -> tuple[int, int]:
    line, column = at
    return line, column + (text.splitlines()[line - 1][column - 1] in "\"'")


def _of_node(kind: str, marked: Marked, node: Any, at: Steps) -> Iterator[tuple[str, str, tuple[int, int]]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if at[-2:] != ("draw", "columns"):  # the headings of somebody's list, which may be any
                yield _key_family(at), key, node.keys_at[key]
            if isinstance(value, str):
                family = _reference(kind, (*at, key), value)
                yield from [(family, value, node.values_at[key])] if family else []
            yield from _of_node(kind, marked, value, (*at, key))
    elif isinstance(node, Sequence):
        for n, value in enumerate(node):
            if isinstance(value, str):
                family = _reference(kind, (*at, n), value)
                yield from [(family, value, node.items_at[n])] if family else []
            yield from _of_node(kind, marked, value, (*at, n))


def _key_family(at: Steps) -> str:
    if at[-1:] == ("tell",):
        return "judgement told of"
    if at[-1:] == ("focus",) or at[-2:-1] == ("rows",):
        return "column"
    return "key"


def _reference(kind: str, at: Steps, value: str) -> str | None:
    """What a value refers to, by the key that it stands under; None where it refers to nothing."""
    keys = [step for step in at if isinstance(step, str)]
    last = keys[-1]
    if keys[-2:-1] == ["tell"] or (last == "role" and kind in ("form", "directory")):
        return "role"
    if last == "kind" and len(keys) == 1:
        return "kind"
    if value in ("true", "false"):
        return "true or false"
    under: dict[str, dict[str, str]] = {
        "form": {
            "choices": "list",
            "control": "control",
            "copy_to": "mailbox",
            "field": "field",
            "in": "choice",
            "judgement": "field",
            "scale": "scale",
            "standards": "standard",
            "value": "judgement",
        },
        "programme": {"service_areas": "service area"},
        "directory": {"service_area": "service area"},
        "duties": {
            "checked": "listed word",
            "group": "listed word",
            "section": "section or document",
            "tool": "document",
            "unit": "listed word",
            "who": "role or body",
        },
        "handbook": {"appendices": "document", "chapters": "chapter"},
        "figures": {"layout": "listed word"},
    }
    if last == "unit" and len(keys) == 2:
        return None  # the unit of a duty's number is free text
    return "appendix" if last == "appendix" else under.get(kind, {}).get(last)


# --- misspelling -----------------------------------------------------------------------------


def misspellings(word: str, dice: random.Random) -> list[str]:
    """What people type instead of a word, one of each way."""
    n = dice.randrange(len(word))
    swap = next((i for i in range(n, n + len(word)) if _swappable(word, i % len(word))), None)
    letter = word[n].lower()
    found = [
        word[:n] + word[n + 1 :],
        word[:n] + word[n] + word[n:],
        word[:n] + NEIGHBOURS.get(letter, "x") + word[n + 1 :],
        word[:n] + word[n:].capitalize() if word[n].islower() else word.lower(),
        word.removesuffix("s") if word.endswith("s") else word + "s",
    ]
    if swap is not None:
        i = swap % len(word)
        found.append(word[:i] + word[i + 1] + word[i] + word[i + 2 :])
    for joint in "-_":
        if joint in word:
            found += [word.replace(joint, "_" if joint == "-" else "-", 1), word.replace(joint, " ", 1)]
    return found


def _swappable(word: str, i: int) -> bool:
    return i + 1 < len(word) and word[i] != word[i + 1]


def cases(all_spots: list[Spot], seed: int = 1) -> list[tuple[Spot, str]]:
    """Each spot with each way to misspell it, without those that write another word that is right
    there, or no word at all."""
    right: dict[tuple[str, str], set[str]] = defaultdict(set)
    for spot in all_spots:
        right[spot.kind if spot.family == "key" else "", spot.family].add(spot.word)
    right["", "standard"] |= right["", "link to a standard"] | {f"{g}.{n}" for g in range(1, 8) for n in range(1, 30)}
    right["", "link to a standard"] = right["", "standard"]
    found = []
    for n, spot in enumerate(all_spots):
        known = right[spot.kind if spot.family == "key" else "", spot.family]
        ways = misspellings(spot.word, random.Random(seed * 100_003 + n))  # noqa: S311 the same dice every time is what is wanted
        found += [(spot, w) for w in dict.fromkeys(ways) if w.strip() == w and w and w not in known and w != spot.word]
    return found


# --- measuring -------------------------------------------------------------------------------


def copy(root: Path, to: Path) -> Path:
    """A framework's definitions alone, to spoil."""
    for part in PARTS:
        (shutil.copytree if (root / part).is_dir() else shutil.copyfile)(root / part, to / part)
    return to


def outcomes(root: Path, chosen: list[tuple[Spot, str]]) -> list[Outcome]:
    """What 'validate' says of each word misspelt: of one in each of several files at once, and of each alone where
    not all of those are found on their line, answered with the right word, and nothing else is said."""
    files: dict[str, list[tuple[Spot, str]]] = defaultdict(list)
    for spot, written in chosen:
        files[spot.file].append((spot, written))
    found: list[Outcome] = []
    for turn in range(max(map(len, files.values()), default=0)):
        together = [of_file[turn] for of_file in files.values() if turn < len(of_file)]
        seen = _said_of(root, together)
        if not all(one.found and one.suggested and one.alone for one in seen):
            seen = [outcome(root, spot, written) for spot, written in together]
        found += seen
    return found


def outcome(root: Path, spot: Spot, written: str) -> Outcome:
    """What 'validate' says of a framework with this one word misspelt."""
    (found,) = _said_of(root, [(spot, written)])
    return found


def _said_of(root: Path, together: list[tuple[Spot, str]]) -> list[Outcome]:
    """What is said of these words, each in a file of its own. One is alone where no more is said than there are."""
    before = {spot.file: (root / spot.file).read_bytes() for spot, _ in together}
    assert len(before) == len(together)
    for spot, written in together:
        lines = before[spot.file].decode("utf-8").split("\n")
        line, start = lines[spot.line - 1], spot.column - 1
        assert line[start : start + len(spot.word)] == spot.word, spot
        lines[spot.line - 1] = line[:start] + written + line[start + len(spot.word) :]
        (root / spot.file).write_bytes("\n".join(lines).encode("utf-8"))
    try:
        diagnostics = library.load(root).diagnostics
    finally:
        for file, content in before.items():
            (root / file).write_bytes(content)
    said = tuple(f"{d.place} {d.code}: {d.message} {d.hint or ''}" for d in diagnostics)
    found = []
    for spot, written in together:
        here = [
            d
            for d in diagnostics
            if d.place.file.endswith(spot.file) and d.place.mark and d.place.mark.line == spot.line
        ]
        suggested = any(
            re.search(rf"(['\s:]){re.escape(spot.word)}['.:]", d.hint or "") and _is_advice(d) for d in here
        )
        found.append(Outcome(spot, written, bool(here), suggested, len(diagnostics) == len(together), said))
    return found


def _is_advice(diagnostic: Diagnostic) -> bool:
    """Whether the hint names the one right word, not all that there are."""
    return (diagnostic.hint or "").startswith(("Did you mean '", "Write "))


def shares(outcomes: list[Outcome]) -> tuple[float, float, float]:
    """How many of them were found on their line, answered with the right word, and said alone."""
    n = len(outcomes)
    return (
        sum(o.found for o in outcomes) / n,
        sum(o.suggested for o in outcomes) / n,
        sum(o.alone for o in outcomes) / n,
    )


def left(outcomes: list[Outcome]) -> Iterator[str]:
    """Those that were not found on their line, answered rightly and said alone, with what was said."""
    for one in outcomes:
        if not (one.found and one.suggested and one.alone):
            yield "\n    ".join([f"{one.spot} -> {one.written!r}", *one.said[:3]])


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """The counts of each family, for people."""
    families = Counter(o.spot.family for o in outcomes)
    yield f"{'':24}{'cases':>7}{'found':>8}{'right':>8}{'alone':>8}"
    for family in [*sorted(families), "all"]:
        of_it = [o for o in outcomes if family in (o.spot.family, "all")]
        yield f"{family:24}{len(of_it):7}" + "".join(f"{share:8.3f}" for share in shares(of_it))
