"""What refers to a thing, as `trace` shows it, and that somebody has looked, as `review` records it."""

import csv
import datetime
import io
import json
import shutil
from pathlib import Path

import pytest
from tests.cli.test_commands import data, run
from tests.samples import EXAMPLES, ROOT

from formwright.cli.completing import things


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root: Path = shutil.copytree(EXAMPLES / "framework", tmp_path / "framework")
    return root


def test_a_standard_is_shown_with_every_question_and_duty_that_names_it_at_its_line() -> None:
    said = run("trace", "1.4", root=ROOT).stdout

    assert "tier1-generic-audit.yaml:52:21 tier1-generic-audit:evaluation.voice_of_child: Question 3: " in said
    assert "duties.yaml:1128:61 child-seen-in-assessment: Sees the child alone" in said
    assert said.index("  Questions") < said.index("  Duties")
    assert "Referred to by (10):" in said


def test_programs_are_given_both_ends_of_a_reference_and_its_place() -> None:
    (thing,) = data("trace", "small-audit:evaluation.listening")["things"]

    assert (thing["sort"], thing["title"], thing["referred_to_by"]) == (
        "question",
        "Question 1: Was the child heard?",
        [],
    )
    first = thing["refers_to"][0]
    assert first["to"] == {"sort": "standard", "name": "1.1", "title": "I listen."}
    assert (first["file"].endswith("forms/small-audit.yaml"), first["line"], first["column"]) == (True, 21, 66)


def test_several_things_of_one_name_are_all_shown_and_each_can_be_named() -> None:
    both = run("trace", "voice-of-the-child", root=ROOT).stdout
    one = run("trace", "mailbox:voice-of-the-child", root=ROOT).stdout

    assert "mailbox:voice-of-the-child: " in both and "passage:voice-of-the-child: " in both
    assert "mailbox:voice-of-the-child: " in one and "passage:voice-of-the-child: " not in one


def test_an_unknown_thing_is_answered_with_the_nearest() -> None:
    result = run("trace", "smal-audit")

    assert (result.exit_code, result.stderr) == (
        2,
        "formwright: There is no 'smal-audit' in this framework. Did you mean 'small-audit'?\n",
    )


def test_without_a_thing_it_is_the_table_of_standards_and_questions() -> None:
    assert json.loads(run("trace", "--format", "json").stdout)["untested_standards"] == []
    rows = list(csv.reader(io.StringIO(run("trace", "--format", "csv").stdout)))
    assert rows[1] == ["1.1", "small-audit", "evaluation.listening", "Was the child heard?"]
    assert "--format csv" not in run("trace").stderr
    assert run("trace", "1.1", "--format", "csv").exit_code == 2


def test_a_review_is_recorded_with_a_name_and_the_day(small: Path) -> None:
    first = run("review", "--new", "--by", "Alex Example", root=small)

    assert (first.exit_code, first.stdout.partition(" references recorded as reviewed, in ")[0]) == (0, "16")
    today = datetime.date.today().isoformat()
    assert f'digest: "c44c6e6f4884", date: {today}, by: "Alex Example"}}' in (small / "reviews.yaml").read_text("utf-8")
    assert data("trace", "1.1", root=small)["things"][0]["referred_to_by"][0]["review"] == "reviewed"


def test_what_has_changed_since_is_said_beside_its_reference(small: Path) -> None:
    run("review", "--new", "--by", "Alex Example", root=small)
    standards = small / "standards" / "small-standards.yaml"
    standards.write_text(standards.read_text("utf-8").replace("I listen.", "I hear."), "utf-8")

    assert "Question 1: Was the child heard? (changed since " in run("trace", "1.1", root=small).stdout
    assert data("review", "--new", "--by", "Alex Example", root=small)["suspect"] == 1
    assert "1 reference not reviewed since" in run("review", "iro", "--by", "A", root=small).stdout
    assert run("validate", root=small).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("review", "1.1"), "--by NAME"),
        (("review", "1.1", "--by", " "), "--by NAME"),
        (("review", "--by", "Alex Example"), "--new"),
        (("review", "1.11", "--by", "Alex Example"), "Did you mean '1.1'?"),
    ],
)
def test_a_review_of_nothing_or_by_nobody_is_refused(words: tuple[str, ...], said: str, small: Path) -> None:
    result = run(*words, root=small)

    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert not (small / "reviews.yaml").exists()


def test_without_the_file_it_is_said_that_nothing_is_followed_up(small: Path) -> None:
    assert "There is no reviews.yaml" in run("trace", "1.1", root=small).stderr


def test_a_shell_completes_things(small: Path) -> None:
    assert {"small-audit", "1.1", "1.10", "iro", "audits", "judgement"} <= set(things(small))
    assert "case_id" not in things(small)
    assert {"voice-of-the-child", "tier1-audits", "cycle"} <= set(things(ROOT))
