"""A command that was typed wrongly is answered as everything else is: what is wrong, and what to type."""

import pytest
from click.testing import CliRunner
from tests.samples import EXAMPLES, ROOT

from formwright.cli import main

SMALL = EXAMPLES / "framework"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("chekc", "'chekc' is not a command. Did you mean 'check'?"),
        ("xyzzy", "'xyzzy' is not a command. 'formwright --help' lists the commands."),
        ("--verison", "'formwright' has no option '--verison'. Did you mean '--version'?"),
        ("check --fromat json x", "'formwright check' has no option '--fromat'. Did you mean '--format'?"),
        ("check --qqq x", "'formwright check' has no option '--qqq'. 'formwright check --help' lists its options."),
        ("check x -j", "'formwright check' has no option '-j'. 'formwright check --help' lists its options."),
        ("check", "'formwright check' needs PATHS. The whole command is: formwright check [OPTIONS] PATHS..."),
        ("show", "'formwright show' needs ID. The whole command is: formwright show [OPTIONS] ID"),
        ("show a b", "'formwright show' cannot use 'b'. The whole command is: formwright show [OPTIONS] ID"),
        ("show a b c", "'formwright show' cannot use 'b c'. The whole command is: formwright show [OPTIONS] ID"),
        ("build --out", "'--out' needs a value after it."),
        ("validate --debug=3", "'--debug' does not have a value after it."),
        ("check x --format jsn", "'jsn' is not a format of this command. Did you mean 'json'?"),
        (
            "check x --format 9",
            "'9' is not a format of this command. Choose text, json, github, sarif or junit.",
        ),
        ("build --format dokx", "'dokx' is not a format of this command. Did you mean 'docx'?"),
        ("fill x --format yaml", "'yaml' is not a format of this command. Choose html, docx or pdf."),
        ("new from x", "'from' is not a kind that can be begun. Did you mean 'form'?"),
        ("new form x --like teir1", "'teir1' is not a shape that a form can begin from. Did you mean 'tier1'?"),
        ("serve --port ten", "'--port' must be a whole number from 1 to 65535."),
        ("serve --port 0", "'--port' must be a whole number from 1 to 65535."),
        ("build --jobs 0", "'--jobs' must be a whole number of 1 or more."),
        ("schema", "Name a kind or a form; or leave both out, and name a folder with --out."),
        ("completion fsh", "'fsh' is not a shell that can be helped. Did you mean 'fish'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_command_is_said_in_one_line(words: str, said: str) -> None:
    result = CliRunner().invoke(main, words.split())

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"formwright: {said}\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("show smal-audit", "Did you mean 'small-audit'?"),
        ("build small-standard", "Did you mean 'small-standards'?"),
        ("blank smal-audit", "Did you mean 'small-audit'?"),
        ("blank small-standards", "Did you mean 'small-audit'?"),
        ("escalation small-adit", "Did you mean 'small-audit'?"),
        ("schema fomr", "Did you mean 'form'?"),
        ("schema small-adit", "Did you mean 'small-audit'?"),
        ("explain form/unknwon-role", "Did you mean 'form/unknown-role'?"),
        ("blank small-audit --set detals.case_id=1", "Did you mean 'details.case_id'?"),
        ("blank small-audit --set zzz=1", "'formwright show small-audit' lists them."),
        ("blank small-audit --set overall.judgement=godo", "Did you mean 'good'?"),
        (f"validate {SMALL}/forms/small-adit.yaml", f"Did you mean '{SMALL}/forms/small-audit.yaml'?"),
        (f"check {EXAMPLES}/retunrs", f"Did you mean '{EXAMPLES}/returns'?"),
        (f"read {EXAMPLES}/returns/goood.yaml", f"Did you mean '{EXAMPLES}/returns/good.yaml'?"),
        (f"fmt {SMALL}/form", f"Did you mean '{SMALL}/forms'?"),
    ],
)
def test_a_word_that_is_not_known_is_answered_with_the_nearest_that_is(words: str, said: str) -> None:
    result = CliRunner().invoke(main, ["--root", str(SMALL), *words.split()])

    assert result.exit_code == 2
    assert result.stderr.startswith("formwright: ") and said in result.stderr


def test_a_part_that_is_not_known_is_answered_with_the_nearest_that_is() -> None:
    result = CliRunner().invoke(main, ["--root", str(ROOT), "check", str(ROOT / "forms"), "--part", "audtor"])

    assert (result.exit_code, "Did you mean 'auditor'?" in result.stderr) == (2, True)


def test_several_paths_that_are_not_there_are_each_said() -> None:
    result = CliRunner().invoke(main, ["--root", str(ROOT), "check", "nothing-1", "zilch"])

    assert result.stderr == "formwright: There is no nothing-1. There is no zilch.\n"
