"""Released files of every format that was ever written are read as what they were, for good.

`tests/examples/released/` has a folder for each format. In it lie files as the program of its time released them,
returns of their versions, and in `expected` what each was: the definition as `show --format json` had it, and what
`check` found in each return. The framework round them is a later one, with other words, and no form is defined in it:
all that is known of them is what stands in their own files.

How it is kept true: nothing in these folders is ever changed, neither the files nor what is expected of them. A
program that reads one otherwise has broken its promise, and is mended. When what is written changes so that a released
file could not be read as before, its format rises: a folder is added, made by the program of that day, and the older
ones stay.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.samples import EXAMPLES

from formwright.definitions.library import load
from formwright.definitions.read_back import read
from formwright.definitions.released import Releases
from formwright.diagnostics import Diagnostic
from formwright.model.release import Release
from formwright.model.review import Reviewed
from formwright.pipelines.review import review
from formwright.releases.frozen import Frozen, of_text
from formwright.releases.seal import FORMAT, FORMATS, seal
from formwright.reports import definition

STORED = EXAMPLES / "released"

BROKEN = """\
With this change, files that councils have released mean something else, or can no longer be read: their returns would
be refused. Do not change the stored files or what is expected of them. Look for what you changed:
- A word that the program itself puts into forms ("Does this apply?", "Why does it not apply?", "n/a", "Yes" and "No",
  "1 – Good") is part of each form's digest. Put it back. If it must change, files have to be written in a new format
  (FORMAT in releases/seal.py), and those of the old ones still be read with the old word (definitions/read_back.py).
- A field that a model has got needs a default and ADDED (model/identity.py), so that it changes no digest until it is
  used. A field, a default or an order in a model that was changed has to be as it was.
- A stricter check must not apply to what was released, and every key that was ever written must still be read."""
"""What is said to the developer whose change breaks the promise above."""


def versions() -> Iterator[tuple[Path, str, str]]:
    for folder in sorted(STORED.glob("format-*")):
        releases = Releases(folder)
        yield from ((folder, id, version) for id in releases.ids for version in releases.versions(id))


def test_there_is_a_folder_for_every_format_and_that_of_today_is_among_them() -> None:
    assert {folder.name for folder in STORED.iterdir()} == {f"format-{number}" for number in FORMATS}
    assert FORMAT == max(FORMATS)


@pytest.mark.parametrize(("folder", "id", "version"), [*versions()])
def test_what_was_released_is_read_as_what_it_was(folder: Path, id: str, version: str) -> None:
    expected = json.loads((folder / "expected" / f"{id}.json").read_text("utf-8"))

    found = Releases(folder).get(id, version)

    assert isinstance(found, Release), f"{found.message}\n{BROKEN}"
    shown = json.loads(json.dumps(definition.data(found.definition)))
    assert {key: shown[key] for key in expected} == expected, BROKEN  # more may be shown of it today


@pytest.mark.parametrize("folder", sorted(STORED.glob("format-*")), ids=lambda folder: folder.name)
def test_returns_are_judged_by_it_as_they_were(folder: Path) -> None:
    expected = json.loads((folder / "expected" / "check.json").read_text("utf-8"))

    found = {Path(r.file).name: said(r) for r in review([folder / "returns"], load(folder)) if isinstance(r, Reviewed)}

    assert found == expected, BROKEN


def said(found: Reviewed) -> dict[str, object]:
    told = found.escalation
    return {
        "status": str(found.status),
        "version": found.version,
        "judgement": found.judgement,
        "faults": sorted({f"{d.code} {d.place.path or ''}".strip() for d in found.diagnostics}),
        "told": [[one.role, one.name] for one in told.recipients] if told else None,
        "copy_to": list(told.copy_to) if told else None,
    }


# --- files that are sealed, and still no released version -------------------------------------------

FILE = STORED / "format-1" / "released" / "small-audit" / "1.10.yaml"


def resealed(text: str) -> Release | Diagnostic:
    """What is read of a file whose seal was made to fit."""
    lines = [f"seal: {seal(text)}" if line.startswith("seal:") else line for line in text.split("\n")]
    found = of_text("\n".join(lines), "1.10.yaml", "small-audit", "1.10")
    assert isinstance(found, Frozen)
    return read(found)


def test_sealed_as_it_was_it_is_read() -> None:
    assert isinstance(resealed(FILE.read_text("utf-8")), Release)


@pytest.mark.parametrize(
    "change",
    [
        ("  summary: An audit", "  summary: One audit"),
        ("  sections:\n", "  sections: none\n  others:\n"),
        ("definition:\n", "definition: [1, 2]\nother:\n"),
        ("framework:\n", "framework: &a\n"),
        ("  id: small-audit\n", "  id: small-audit\n  id: again\n"),
        ("  kind: form\n", "  kind: poem\n"),
        ("  kind: form\n", "  kind: standards\n"),
        ("  scales:\n", "  scales: 1\n  others:\n"),
        ("definition:\n", f"more: {'[' * 60}{']' * 60}\ndefinition:\n"),
        ("          grade: 1\n", "          grade: first\n"),
        ("control: choice\n", "control: riddle\n"),
    ],
    ids=lambda change: change[1].strip()[:30],
)
def test_one_that_was_made_to_fit_is_a_diagnostic_and_no_traceback(change: tuple[str, str]) -> None:
    text = FILE.read_text("utf-8")
    assert change[0] in text

    found = resealed(text.replace(*change, 1))

    assert isinstance(found, Diagnostic)
    assert found.code == "release/unreadable"
