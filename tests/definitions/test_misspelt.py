"""A misspelt key or reference of the framework is found on its line, answered with the right word, and
reported once. A sample, with every kind of key and reference in it; `bench/misspelt.py` tries them all."""

import random
from collections import defaultdict
from pathlib import Path

import pytest
from tests.definitions import misspelt
from tests.samples import times

from formwright.definitions.library import load

FRAMEWORK = Path(__file__).parents[2]
EACH = times(1)  # of every kind of reference in every kind of file
OF_EVERY_DOCUMENT = {"id", "title", "version", "issued", "appendix", "summary", "audience", "landscape", "source_note"}
"""Keys that all kinds of document have alike: one of each is enough."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return misspelt.copy(FRAMEWORK, tmp_path)


@pytest.mark.parametrize("part", ["framework directory", "form", "standards guide", "programme duties", "handbook md"])
def test_a_misspelt_key_or_reference_is_found_answered_and_said_once(part: str, root: Path) -> None:
    chosen = [case for case in sample(root) if set(part.split()) & {case[0].kind, "handbook" * case[0].in_handbook}]

    outcomes = misspelt.outcomes(root, chosen)

    found, suggested, alone = misspelt.shares(outcomes)
    told = "\n".join([*misspelt.table(outcomes), *misspelt.left(outcomes)])
    assert found == 1.0, told
    assert suggested >= 0.95, told  # of a number, the one that was meant cannot always be told
    assert alone >= 0.99, told


def sample(root: Path) -> list[tuple[misspelt.Spot, str]]:
    kinds: dict[tuple[str, ...], list[tuple[misspelt.Spot, str]]] = defaultdict(list)
    for spot, written in misspelt.cases(misspelt.spots(root)):
        is_shared = spot.family == "key" and spot.word in OF_EVERY_DOCUMENT
        kind = "" if is_shared and times(1) == 1 else spot.kind
        kinds[kind, spot.family, spot.word if spot.family == "key" else ""].append((spot, written))
    dice = random.Random(7)  # noqa: S311 the same sample every time is what is wanted
    few = {kind: 1 if kind[1] == "key" else EACH for kind in kinds}
    return [case for kind, cases in kinds.items() for case in dice.sample(cases, min(few[kind], len(cases)))]


@pytest.mark.parametrize(
    ("file", "name", "misspelt_name"),
    [
        ("forms/tier1-generic-audit.yaml", "- id: details", "- id: detials"),
        ("forms/tier1-generic-audit.yaml", "- id: child_status", "- id: child_statsu"),
        ("framework.yaml", "- id: team-manager", "- id: team-manger"),
        ("framework.yaml", "- id: inadequate", "- id: inadequte"),
        ("framework.yaml", "{id: csc-audits", "{id: csc-audit"),
        ("schedules/tier1-programme-of-focus.yaml", "{id: cared-for-children", "{id: cared-for-childern"),
        ("standards/service-quality-review.yaml", "{id: theme,", "{id: thme,"),
        ("standards/service-quality-review.yaml", "id: service-quality-review", "id: service-quality-revew"),
    ],
)
def test_a_misspelt_name_that_many_refer_to_is_shown_itself(
    file: str, name: str, misspelt_name: str, root: Path
) -> None:
    before, _, _ = (root / file).read_text("utf-8").partition(name)
    change(root / file, name, misspelt_name)

    found = load(root).diagnostics

    assert [(d.place.mark.line, d.hint) for d in found if d.place.mark] == [
        (before.count("\n") + 1, f"Did you mean '{name.rpartition(': ')[2].strip(',')}'?")
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("forms/tier1-generic-audit.yaml", "kind: form", "\tkind: form"),
        ("forms/tier1-generic-audit.yaml", "id: tier1-generic-audit", "Id: tier1-generic-audit"),
        ("standards/practice-standards.yaml", "kind: standards", "kind: standard"),
        ("standards/practice-standards.yaml", "groups:", "grops:"),
        ("handbook/handbook.yaml", "03-quality-assurance.md", "03-quality-asurance.md"),
        ("handbook/handbook.yaml", "kind: handbook", "kind: handbok"),
        ("handbook/figures.yaml", "kind: figures", "kind: figure"),
        ("handbook/03-quality-assurance.md", "# Quality", "Quality"),
        ("framework.yaml", "roles:", "rolls:"),
    ],
)
def test_a_faulty_file_is_the_only_one_spoken_of(file: str, old: str, new: str, root: Path) -> None:
    change(root / file, old, new)

    assert [Path(d.place.file).name for d in load(root).diagnostics] == [Path(file).name]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
