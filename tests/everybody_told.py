"""Every return there can be of forms in which any answer tells somebody, as far as it decides that; and who must hear.

As in `everybody`, who must hear is worked out here from the definitions as they are written, by trying everything that
an answer which is lost might have been. Nothing of the program's own is used for that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import yaml
from tests.samples import EXAMPLES

RAW = {
    d["id"]: d
    for d in (
        yaml.load(f.read_bytes(), yaml.BaseLoader)  # noqa: S506 - it makes texts of all scalars
        for f in sorted((EXAMPLES / "told" / "forms").iterdir())
    )
}
"""As they are written, every scalar a text."""
SCALE = ["good", "fair", "poor"]
LISTS = {"judgement": SCALE, "outcomes": ["closed", "referred"]}
LOST = ("absent", "unreadable")
"""How an answer is lost: there is none, or one that the field cannot have."""

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Return:
    """`answers` by path, rows with their number; `lost` are paths with how they are."""

    form: str
    answers: Mapping[str, object]
    lost: Mapping[str, str]


def values(form: str) -> dict[str, list[object]]:
    """What each field that is chosen can have, by path; a row's with []."""
    found: dict[str, list[object]] = {}
    for section in RAW[form]["sections"]:
        prefix = f"{section['id']}[]" if "repeat" in section else section["id"]
        fields = [(f"{prefix}.{f['id']}", f) for f in section.get("fields", ())]
        for question in section.get("questions", ()):
            fields += [(f"{prefix}.{question['id']}.{a['id']}", a) for a in section["answers"]]
        for path, field in fields:
            match field["control"]:
                case "yes-no":
                    found[path] = ["yes", "no"]
                case "grade":
                    found[path] = [1, 2, 3]
                case "choice":
                    found[path] = list(LISTS[field["choices"]])
                case _:
                    pass  # nobody is told by a text
    return found


def returns(form: str, losses: tuple[str, ...] = LOST) -> Iterator[Return]:
    """Everything with everything, with up to two rows where rows decide."""
    fields = values(form)
    repeated = [path for path in fields if "[]" in path]
    fewest = 1 if form == "not-judged" else 0
    for rows in range(fewest, 3):
        paths = [p for p in fields if p not in repeated]
        paths += [p.replace("[]", f"[{n}]") for p in repeated for n in range(rows)]
        ways = [[*fields[_every(p)], *losses] for p in paths]
        for given in product(*ways):
            said = dict(zip(paths, given, strict=True))
            lost = {p: str(v) for p, v in said.items() if v in losses}
            yield Return(form, {p: v for p, v in said.items() if p not in lost}, lost)


def _every(path: str) -> str:
    return path.replace("[0]", "[]").replace("[1]", "[]")


def in_yaml(given: Return) -> dict[str, Any]:
    """Its answers by path, as they stand in the file."""
    said = {**given.answers, **{p: "Zebedee" for p, how in given.lost.items() if how == "unreadable"}}
    rows = {p.partition(".")[0] for p in _all(given) if "[" in p}
    names = {f"{row}.name": "A" for row in sorted(rows)}
    return {**said, **names, **_texts(given)}


def _texts(given: Return) -> dict[str, str]:
    if given.form == "judged-later":
        return {"details.case_id": "A1"}
    if given.form == "two-outcomes":
        return {"panel.case": "A1"}
    return {"visit.why": "Seen."} if given.answers.get("visit.safe") == "no" else {}


def _all(given: Return) -> list[str]:
    return [*given.answers, *given.lost]


# --- who must hear of it ---------------------------------------------------------------------


def worlds(given: Return) -> Iterator[Answers]:
    """What the return may have meant: an answer that is lost may be any; judgements that are lost are not guessed."""
    judgements = _judgements(given.form)
    open_ = [p for p in given.lost if p not in judgements and p not in not_begun(given)]
    for guess in product(*([*values(given.form)[_every(p)], None] for p in open_)):
        yield {**given.answers, **dict(zip(open_, guess, strict=True))}


def not_begun(given: Return) -> set[str]:
    """What somebody else is still to be asked, in a part in which nothing is answered: that is not lost."""
    raw = RAW[given.form]
    paths: dict[str, set[str]] = {part["id"]: set() for part in raw.get("parts", ())[1:]}
    for section in raw["sections"]:
        if section.get("part") in paths:
            paths[section["part"]] |= {p for p in _all(given) if p.startswith(f"{section['id']}.")}
    waiting = [own for own in paths.values() if all(given.lost.get(p) == "absent" for p in own)]
    return set().union(*waiting)


def _judgements(form: str) -> list[str]:
    named = RAW[form]["escalation"].get("judgement", [])
    return named if isinstance(named, list) else [named]


def told_in(form: str, world: Answers) -> set[str]:
    escalation = RAW[form]["escalation"]
    judged = [world[p] for p in _judgements(form) if world.get(p)]
    if form == "judged-twice" and judged:
        judged = [max(judged, key=lambda j: SCALE.index(str(j)))]
    told = {role for j in judged for role in _recipients(escalation["tell"][j], form, world)}
    also = [rule for rule in escalation.get("also", ()) if "when" not in rule or _meets(rule["when"], form, world)]
    told |= {role for rule in also for role in _recipients(rule["tell"], form, world)}
    if not judged and (_judgements(form) or not also):
        told |= set(escalation.get("default", ()))
    return told


def _recipients(entries: list[Any], form: str, world: Answers) -> set[str]:
    return {
        e if isinstance(e, str) else e["role"] for e in entries if isinstance(e, str) or _meets(e["when"], form, world)
    }


def _meets(condition: Any, form: str, world: Answers) -> bool:
    match condition:
        case {"field": path, "in": wanted}:
            return _asked(path, form, world) and _is(world.get(path), wanted)
        case {"any": str(pattern), "in": wanted}:
            begin, end = pattern.split("[]") if "[]" in pattern else pattern.split("*")
            return any(
                p.startswith(begin) and p.endswith(end) and _asked(p, form, world) and _is(v, wanted)
                for p, v in world.items()
            )
        case {"all": parts}:
            return all(_meets(part, form, world) for part in parts)
        case {"not": part}:
            return not _meets(part, form, world)
        case _:
            raise AssertionError(condition)


def _is(answer: object, wanted: list[str]) -> bool:
    return str(answer) in wanted


def _asked(path: str, form: str, world: Answers) -> bool:
    """The one question that is not always asked: whether the plan is reviewed, where there is a good or fair one."""
    return path != "standards.review.finding" or world.get("standards.plan.finding") in (1, 2)


def expected(given: Return) -> tuple[set[str], set[str]]:
    """Who is told, and who of them surely."""
    sets = [told_in(given.form, world) for world in worlds(given)]
    surely = set.intersection(*sets)
    judged = any(p in given.answers for p in _judgements(given.form))
    if _judgements(given.form) and not judged:  # the default stands in for a judgement that nobody knows
        surely -= set(RAW[given.form]["escalation"].get("default", ()))
    return set.union(*sets), surely
