"""Nobody who must hear of a return is missing, or told by chance, without a word; whatever is lost, whoever is named.

This takes some of all the cases, the same ones each time; `python bench/everybody.py` takes more of them.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.everybody import DIRECTORIES, JUDGED, Directory, Said, faults, lay_out, office, returns, some

from formwright.cli import main

EVERY = 1777


def test_everybody_is_told_or_somebody_hears_that_not() -> None:
    found = []
    for given, directory in some(EVERY):
        here = office(directory)
        reviewed = here.reviewer.content(given.in_yaml().encode(), "return.yaml")
        found += [(fault, given, directory.name) for fault in faults(given, reviewed, here)]

    assert not found


def test_the_cases_are_all_that_they_should_be() -> None:
    tried = list(some(EVERY))

    assert {g.form for g, _ in tried} == set(JUDGED) and len(JUDGED) == 3
    assert {d.name for _, d in tried} == {d.name for d in DIRECTORIES}
    for path in tried[0][0].said:
        assert {g.said[path] for g, _ in tried} == {g.said[path] for g in returns()}


def test_a_return_in_which_nothing_is_lost_is_complete() -> None:
    reviewed = office(DIRECTORIES[0]).reviewer.content(next(returns()).in_yaml().encode(), "return.yaml")

    assert reviewed.status == "complete"


@pytest.mark.parametrize("directory", DIRECTORIES[:12:3] + DIRECTORIES[13::8], ids=lambda d: d.name)
def test_the_command_ends_as_was_tried(tmp_path: Path, directory: Directory) -> None:
    """By hand on the command line it is as in all these trials."""
    lay_out(tmp_path, directory)
    given = next(g for g in returns() if g.judgement == Said("requires-improvement") and not g.area.lost)
    file = tmp_path / "returns" / "return.yaml"
    file.parent.mkdir()
    # The form that was laid out has no questions.
    text = given.in_yaml().split("evaluation:")[0]
    file.write_text(text, "utf-8")

    result = CliRunner().invoke(main, ["--root", str(tmp_path), "check", str(file), "--format", "json"])

    here = office(directory)
    tried = here.reviewer.content(given.in_yaml().encode(), "return.yaml")
    (found,) = json.loads(result.stdout)["submissions"]
    recipients = tried.escalation.recipients if tried.escalation else ()
    assert result.exit_code == here.exit_status(tried)
    assert [(r["role"], r["email"]) for r in found["escalation"]["recipients"]] == [
        (t.role, t.email) for t in recipients
    ]
