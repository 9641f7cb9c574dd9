"""Answers go into a form of any format, and come back out of it as they were."""

import re
import subprocess
from functools import partial
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import samples
from tests.samples import EXAMPLES, FORMS, FRAMEWORK, RETURN, ROOT, times

from formwright.answers import kinds, several, spelling
from formwright.answers.kinds import KINDS
from formwright.cli import main
from formwright.definitions.library import Library
from formwright.marked import read as marked_read
from formwright.model import rules
from formwright.model.conditions import Value
from formwright.model.form import Field, Form
from formwright.pipelines import filling
from formwright.pipelines.reading import Readers
from formwright.readers import paper
from formwright.readers.yaml import Reader
from formwright.writers import submission

RETURNS = EXAMPLES / "returns"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *words])


def answers(path: Path) -> dict[str, Value]:
    """What stands in a file, by path."""
    found = Readers.of(FRAMEWORK).file(path)
    assert found.submission is not None, found.diagnostics
    assert [d for d in found.diagnostics if d.severity == "error"] == []
    return {p: a.value for p, a in found.submission.answers.items()}


# --- the law of the round trip -------------------------------------------------------------

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(lambda t: not spelling.is_blank(t))


def value(field: Field) -> st.SearchStrategy[Value]:
    match KINDS[field.control]:
        case kinds.CHOICES:
            values = [str(c.value) for c in field.choices or () if c.value != field.none]
            return st.sets(st.sampled_from(values), min_size=1).map(partial(several.in_order, choices=values))
        case kinds.TIME:
            return st.times().map("{:%H:%M}".format)
        case kinds.NUMBER if field.limits:
            return st.integers(int(field.limits.least or 0), int(field.limits.most or 99)).map(str)
        case kinds.GRADE | kinds.CHOICE | kinds.YES_NO:
            return st.sampled_from([c.value for c in field.choices or ()])
        case kinds.DATE:
            return st.dates(spelling.EARLIEST, spelling.LATEST).map(str)
        case kind if kind.name == kinds.NUMBER.name:
            fitting = re.compile(f"(?:{kind.pattern})")
            return st.sampled_from([number for number in map(str, range(1000)) if fitting.fullmatch(number)])
        case kind if kind.name == "time":
            return st.times().map("{:%H:%M}".format)
        case kinds.EMAIL:
            return st.just("reply@example.org")
        case _:
            return TEXT


@pytest.mark.parametrize(("library", "form"), FORMS)
@settings(max_examples=times(10))
@given(data=st.data())
def test_what_is_written_as_yaml_is_read_as_it_was(library: Library, form: Form, data: st.DataObject) -> None:
    given_: dict[str, Value] = {}
    for field in form.fields:
        if data.draw(st.booleans()):
            for row in range(data.draw(st.integers(1, 3))) if field.repeat else (None,):
                path = field.path if row is None else field.path.replace("[]", f"[{row}]")
                given_[path] = data.draw(value(field))

    written = submission.write(form.identity.id, form.identity.version, form.identity.digest, given_)

    found = Reader.of([rules.compile(form)]).read(written, "return.yaml")
    assert found.submission is not None
    assert found.diagnostics == ()
    assert {p: a.value for p, a in found.submission.answers.items()} == given_
    assert marked_read(written, "a.yaml").data["form"] == form.identity.id


# --- commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize("name", ["requires-improvement", "incomplete"])
def test_a_return_filled_into_a_form_is_the_same_return(format: str, name: str, tmp_path: Path) -> None:
    out = tmp_path / f"form.{format}"

    result = run("fill", str(RETURNS / f"{name}.yaml"), "--format", format, "--out", str(out))

    assert result.exit_code == 0, result.output
    assert answers(out) == answers(RETURNS / f"{name}.yaml")


@pytest.mark.parametrize("format", ["docx", "pdf", "yaml"])
def test_a_form_is_handed_out_with_the_cases_details(format: str, tmp_path: Path) -> None:
    out = tmp_path / f"form.{format}"
    details = ["details.case_id=0123", "details.date=15 Jan 2014", "details.child_status=Cared for"]

    result = run(
        "blank",
        "tier1-generic-audit",
        "--format",
        format,
        "--out",
        str(out),
        *(w for d in details for w in ("--set", d)),
    )

    assert result.exit_code == 0, result.output
    assert answers(out) == {
        "details.case_id": "0123",
        "details.date": "2014-01-15",
        "details.child_status": "cared-for",
    }


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("details.case_ID=1", "Did you mean 'details.case_id'?"),
        ("details.date=1/2", "is not a single date"),
        ("details.date=15/1/14", "with a two-digit year"),
        ("details.date=15/1/2114", "outside the years 1900 to 2099"),
        ("details.case_id=\u200b\u00a0", "No answer is given for"),
        ("details.case_id=", "No answer is given for"),
        ("details.case_id=\uf0fc", "only its own font can show"),
        ("details.case_id", "does not name an answer"),
        ("actions[0].who=x", "is not a single field"),
    ],
)
def test_an_answer_that_cannot_be_put_in_is_refused(pair: str, said: str) -> None:
    result = run("blank", "tier1-generic-audit", "--set", pair)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("docx", "a\\u0007"),
        ("pdf", "a\\u0007"),
        ("html", "a\\u0007"),
        ("docx", "a\\rb"),
        ("pdf", "a\\rb"),
        ("docx", "\uf0fc"),
        ("pdf", "\uf0fc"),
    ],
)
def test_what_a_format_cannot_hold_is_refused_and_not_changed(format: str, text: str, tmp_path: Path) -> None:
    returned = tmp_path / "return.yaml"
    original = (RETURNS / "good.yaml").read_text("utf-8")
    line = next(one for one in original.splitlines() if "social_worker:" in one)
    returned.write_text(original.replace(line, f'  social_worker: "{text}"'), "utf-8")

    result = run("fill", str(returned), "--format", format, "--out", str(tmp_path / "form"))

    assert result.exit_code == 1
    assert "filling/cannot-hold" in result.stderr
    assert not (tmp_path / "form").exists()


def named(name: str, tmp_path: Path) -> Path:
    """A return that this person completed."""
    returned = tmp_path / "return.yaml"
    original = (RETURNS / "good.yaml").read_text("utf-8")
    line = next(one for one in original.splitlines() if "completed_by:" in one)
    returned.write_text(original.replace(line, f'  completed_by: "{name}"'), "utf-8")
    return returned


@pytest.mark.parametrize("name", ["Łukasz Ŵyn Owen", "Nguyễn Thị Ánh", "Αθηνά Özgür"])
def test_a_name_has_its_letters_in_a_filled_pdf(name: str, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"

    result = run("fill", str(named(name, tmp_path)), "--format", "pdf", "--out", str(out))

    assert (result.exit_code, result.stderr) == (0, "")
    seen = subprocess.run(["pdftotext", out, "-"], check=True, capture_output=True, text=True)
    assert seen.stdout.count(name) == 1
    assert seen.stderr == ""
    assert answers(out)["details.completed_by"] == name


def test_characters_that_no_typeface_has_are_said_by_their_field_and_stay_in_it(tmp_path: Path) -> None:
    nowhere = "\u0378"  # Unicode has given it to nothing
    filled, handed_out = tmp_path / "filled.pdf", tmp_path / "blank.pdf"
    form = "tier1-generic-audit"

    fill = run("fill", str(named(f"A {nowhere}", tmp_path)), "--format", "pdf", "--out", str(filled))
    blank = run("blank", form, "--set", f"details.team={nowhere}", "--format", "pdf", "--out", str(handed_out))

    for result, label in ((fill, "“Completed by”"), (blank, "“Team”")):
        assert result.exit_code == 0
        assert f"warning filling/not-shown: {label} has characters" in result.stderr
        assert nowhere not in result.stderr
    assert answers(filled)["details.completed_by"] == f"A {nowhere}"
    assert answers(handed_out)["details.team"] == nowhere


@pytest.mark.parametrize("format", ["yaml", "html", "docx"])
def test_other_formats_lack_no_typeface(format: str, tmp_path: Path) -> None:
    result = run("blank", "tier1-generic-audit", "--set", "details.team=\u0378", "--format", format)

    assert (result.exit_code, result.stderr) == (0, "")


def test_rows_left_empty_between_others_are_no_answers(tmp_path: Path) -> None:
    form = next(f for f in FRAMEWORK.forms if f.identity.id == "tier1-generic-audit")
    texts = {"actions[0].action": "One", "actions[2].action": "Two", "actions[1].who": " "}

    found = paper.submission("form.docx", rules.compile(form), paper.Filled(texts))

    assert found.submission is not None
    closed = found.submission.closed_up()
    assert {p: a.value for p, a in closed.answers.items()} == {"actions[0].action": "One", "actions[1].action": "Two"}
    assert closed.rows == {"actions": 2}


def test_a_row_that_was_begun_and_says_nothing_is_still_missing_in_what_read_makes(tmp_path: Path) -> None:
    file = tmp_path / "return.yaml"
    file.write_text(RETURN.replace("actions:\n", "actions:\n  - {}\n") + "  - {action: ''}\n", "utf-8")

    made = filling.as_yaml(FRAMEWORK, file)

    assert made.content is not None
    again, before = samples.review(made.content.decode()), samples.review(file.read_text("utf-8"))
    assert sorted(samples.found(again)) == sorted(samples.found(before))
    assert [d.code for d in again.diagnostics].count("submission/missing-answer") == 6
    assert again.status == before.status == "incomplete"


def test_a_return_that_cannot_be_relied_on_is_not_passed_on(tmp_path: Path) -> None:
    out = tmp_path / "form.docx"

    for command in (["fill", "--out", str(out)], ["read", "--out", str(tmp_path / "out")]):
        result = run(command[0], str(RETURNS / "invalid.yaml"), *command[1:])
        assert result.exit_code == 1
        assert "submission/wrong-value" in result.stderr

    assert list(tmp_path.rglob("*.*")) == []


def test_read_turns_a_word_form_into_its_submission(tmp_path: Path) -> None:
    form = tmp_path / "returned.docx"
    run("fill", str(RETURNS / "good.yaml"), "--format", "docx", "--out", str(form))

    to_output = run("read", str(form))
    to_folder = run("read", str(form), "--out", str(tmp_path / "out"))

    assert to_output.exit_code == to_folder.exit_code == 0
    written = (tmp_path / "out" / "returned.yaml").read_text("utf-8")
    assert to_output.stdout == written
    assert yaml.safe_load(written)["details"]["case_id"] == "A1077"


def test_read_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text("mine")

    result = run("read", str(RETURNS / "good.yaml"), "--out", str(tmp_path))

    assert result.exit_code == 1
    assert "filling/not-written" in result.stderr
    assert (tmp_path / "good.yaml").read_text() == "mine"


def test_a_folder_of_all_formats_is_checked_alike(tmp_path: Path) -> None:
    for format in ("docx", "pdf"):
        source = str(RETURNS / "requires-improvement.yaml")
        run("fill", source, "--format", format, "--out", str(tmp_path / f"a.{format}"))
    (tmp_path / "a.yaml").write_bytes((RETURNS / "requires-improvement.yaml").read_bytes())

    result = run("check", str(tmp_path), "--format", "json")

    assert result.exit_code == 0, result.output
    found = yaml.safe_load(result.stdout)["submissions"]
    assert len(found) == 3
    assert {(s["status"], s["judgement"]) for s in found} == {("complete", "requires-improvement")}
    assert len({tuple(r["role"] for r in s["escalation"]["recipients"]) for s in found}) == 1


# --- the true reason why an answer cannot be held ------------------------------------------


def with_rows(count: int) -> str:
    rows = "".join(f"  - {{action: Do {n}, who: Social worker, by: 2014-02-14}}\n" for n in range(count))
    return (RETURNS / "good.yaml").read_text("utf-8") + f"actions:\n{rows}"


def with_social_worker(text: str) -> str:
    original = (RETURNS / "good.yaml").read_text("utf-8")
    line = next(one for one in original.splitlines() if "social_worker:" in one)
    return original.replace(line, f'  social_worker: "{text}"')


@pytest.mark.parametrize(
    ("format", "text", "reason"),
    [
        ("docx", with_rows(600), "“Actions” has 600 rows, but a Word form can have at most 500"),
        ("docx", with_social_worker("a\\u0007"), "there is the control character U+0007 in it"),
        ("html", with_social_worker("a\\nb"), "it has several lines, but its box on the web page has only one"),
        (
            "docx",
            with_social_worker("\\n" * 400_000 + "x"),
            "This file contains more than 10 MB, which is larger than any return",
        ),
    ],
    ids=["rows", "control character", "lines", "size"],
)
def test_the_true_reason_is_named_once(format: str, text: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "return.yaml").write_text(text, "utf-8")

    result = run("fill", str(tmp_path / "return.yaml"), "--format", format, "--out", str(tmp_path / "form"))

    assert result.exit_code == 1
    assert reason in result.stderr and len(result.stderr.splitlines()) == 1
    assert "unusual" not in result.stderr
    assert not (tmp_path / "form").exists()


def test_a_reason_that_several_answers_share_is_named_once_and_says_so(tmp_path: Path) -> None:
    text = (RETURNS / "good.yaml").read_text("utf-8").replace('"The plan', '"\\u0007The plan')
    text = text.replace("Seen alone twice.", '"Seen\\u0007 alone"')
    (tmp_path / "return.yaml").write_text(text, "utf-8")

    result = run("fill", str(tmp_path / "return.yaml"), "--out", str(tmp_path / "form.docx"))

    assert len(result.stderr.splitlines()) == 1
    assert "U+0007 in it. The same is true of 1 other answer. Such" in result.stderr


@pytest.mark.parametrize(
    ("format", "answer", "reason"),
    [
        ("docx", "a\x07", "a Word form cannot hold this: there is the control character U+0007 in it"),
        ("html", "a\nb", "a web form cannot hold this: it has several lines"),
        ("yaml", "a\udcff", "a YAML file cannot hold this: there is half of a character in it"),
    ],
)
def test_what_is_put_in_beforehand_is_held_or_refused_for_its_true_reason(
    format: str, answer: str, reason: str, tmp_path: Path
) -> None:
    out = tmp_path / "form"

    result = run(
        "blank", "tier1-generic-audit", "--format", format, "--set", f"details.case_id={answer}", "--out", str(out)
    )

    assert result.exit_code == 2
    assert f"'details.case_id': {reason}".lower() in result.stderr.lower()
    assert not out.exists()
