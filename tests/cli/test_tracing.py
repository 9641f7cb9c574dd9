"""What refers to a thing, as `trace` shows it."""

import csv
import io
import json

from tests.cli.test_commands import data, run
from tests.samples import ROOT


def test_a_standard_is_shown_with_every_question_and_duty_that_names_it_at_its_line() -> None:
    said = run("trace", "1.4", root=ROOT).stdout

    assert "tier1-generic-audit.yaml:52:21 tier1-generic-audit:evaluation.voice_of_child: Question 3: " in said
    assert "duties.yaml:1055:61 child-seen-in-assessment: Sees the child alone" in said
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
