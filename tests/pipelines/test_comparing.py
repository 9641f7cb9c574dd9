"""Returns are held against each other: nothing is counted twice, and nothing contradicts another, in silence."""

import gc
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import EXAMPLES, FRAMEWORK, ROOT

from formwright.cli import main
from formwright.model import likeness
from formwright.model.review import Reviewed
from formwright.model.submission import Answer, Submission
from formwright.pipelines.review import review
from formwright.places import Place

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
"""Complete, judged Good; of the case A1077."""

AGAIN, DRAFT, CASE, RIVAL = (
    f"submission/{rule}" for rule in ("same-again", "draft-beside", "same-case", "rival-judgement")
)
JUDGEMENT = ("judgement: good", "judgement: outstanding")
UNJUDGED = ("  judgement: good", "  judgement:")
REGRADED = ("monitoring_of_plans: {grade: 1}", "monitoring_of_plans: {grade: 2}")


def changed(*changes: tuple[str, str]) -> str:
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *map(str, words)])


def folder_of(folder: Path, **texts: str) -> Path:
    """A folder with a return of each of these names."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def beside(folder: Path) -> list[tuple[str, str, str | None]]:
    """Of each return that has something said of it beside another: its name, the code, and what it repeats."""
    found = []
    for item in review([folder], FRAMEWORK):
        assert isinstance(item, Reviewed)
        codes = [d.code for d in item.diagnostics if d.code in (AGAIN, DRAFT, CASE, RIVAL)]
        found += [(Path(item.file).stem, code, item.repeats and Path(item.repeats).stem) for code in codes]
    return found


# --- what is found -------------------------------------------------------------------------


def test_the_same_audit_in_three_files_is_named_and_counted(tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "audit (1).yaml").write_text(GOOD, "utf-8")
    for format in ("docx", "pdf"):
        assert (
            run("fill", tmp_path / "audit.yaml", "--format", format, "--out", tmp_path / f"b.{format}").exit_code == 0
        )

    result = run("check", tmp_path)

    assert result.exit_code == 0
    assert result.stdout.count(AGAIN) == 3
    assert " ".join(result.stdout.split()).count(f"This is the same audit as {tmp_path}/audit (1).yaml: all") == 3
    assert result.stdout.endswith("4 returns: 4 complete.\n3 of them are the same audit as earlier ones.\n")


def test_other_spelling_is_no_other_audit(tmp_path: Path) -> None:
    text = changed(
        ("case_id: A1077", 'case_id: "A1077 "'),
        ("Seen alone twice.", '"Seen  alone twice\\u200b.\\n"'),
    )
    text += "actions:\n  - {action: }\n"

    assert beside(folder_of(tmp_path, a=GOOD, b=text)) == [("b", AGAIN, "a")]


@pytest.mark.parametrize("change", [("date: 2014-01-16", "date: 2014-01-17"), ("case_id: A1077", "case_id: A1078")])
def test_another_day_or_case_is_another_audit(change: tuple[str, str], tmp_path: Path) -> None:
    assert beside(folder_of(tmp_path, a=GOOD, b=changed(change))) == []


@pytest.mark.parametrize("unlike", ["a1077", " A10 77", "A1077\\u200b", "Ａ1077"])
def test_a_case_is_known_however_its_id_is_spelt(unlike: str, tmp_path: Path) -> None:
    text = changed(("case_id: A1077", f'case_id: "{unlike}"'), JUDGEMENT)

    assert beside(folder_of(tmp_path, a=GOOD, b=text)) == [("b", RIVAL, None)]


@pytest.mark.parametrize(("finished", "draft"), ["ab", "ba"])
def test_a_draft_is_named_whether_it_is_met_first_or_last(finished: str, draft: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{finished: GOOD, draft: changed(UNJUDGED, REGRADED)})

    ((name, code, repeats),) = beside(folder)

    assert (name, code, repeats) == ("b", DRAFT, "a")
    said = " ".join(run("check", folder).stdout.split())
    first, last = (f"{folder / draft}.yaml", "this one") if draft == "a" else ("This", f"{folder / finished}.yaml")
    assert f"{first} looks like a draft of {last}, which is complete" in said


@pytest.mark.parametrize(("finished", "draft"), ["ab", "ba"])
def test_a_draft_without_its_date_is_known_by_its_case(finished: str, draft: str, tmp_path: Path) -> None:
    text = changed(("  date: 2014-01-16", "  date:"))

    assert beside(folder_of(tmp_path, **{finished: GOOD, draft: text})) == [("b", DRAFT, "a")]


def test_two_judgements_of_one_case_and_day_are_an_error(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a=GOOD, b=changed(JUDGEMENT))

    result = run("check", folder)

    assert result.exit_code == 1
    assert beside(folder) == [("b", RIVAL, None)]
    assert result.stdout.endswith("2 returns: 2 complete.\n1 of them contradicts an earlier one.\n")
    assert result.stdout.count("Must be notified:") == 2


def test_an_unfinished_return_that_is_judged_otherwise_contradicts_too(tmp_path: Path) -> None:
    draft = changed(JUDGEMENT, ("  social_worker: Social worker 04\n", ""))

    assert beside(folder_of(tmp_path, a=draft, b=GOOD)) == [("b", RIVAL, None)]


def test_of_several_before_it_the_gravest_is_said(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a=GOOD, b=changed(UNJUDGED), c=changed(JUDGEMENT), d=changed(REGRADED))

    assert beside(folder) == [("b", DRAFT, "a"), ("c", RIVAL, None), ("d", RIVAL, None)]


def test_other_answers_with_the_same_judgement_are_a_warning(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a=GOOD, b=changed(REGRADED))

    assert beside(folder) == [("b", CASE, None)]
    assert run("check", folder).exit_code == 0


def test_files_that_cannot_be_read_are_the_same_where_their_bytes_are(tmp_path: Path) -> None:
    broken = changed(("date: 2014-01-16", "date: the 3rd"))
    folder = folder_of(tmp_path, a=broken, b=broken, c=broken.replace("the 3rd", "the 4th"), d="{", e="{", f="", g="")

    assert beside(folder)[:1] == [("b", AGAIN, "a")]
    assert [(name, code) for name, code, _ in beside(folder)] == [("b", AGAIN), ("e", AGAIN)]


def test_a_file_that_is_named_twice_is_said_to_be(tmp_path: Path) -> None:
    file = folder_of(tmp_path, a=GOOD) / "a.yaml"

    assert "This file was named twice." in run("check", file, file).stdout


def test_blank_forms_are_not_the_same_audit(tmp_path: Path) -> None:
    blank = 'form: tier1-generic-audit\nversion: "1.0"\n'

    assert beside(folder_of(tmp_path, a=blank, b=blank)) == []


def test_a_form_without_a_case_is_compared_by_its_answers(tmp_path: Path) -> None:
    form = next(f for f in FRAMEWORK.forms if all(field.path != "details.case_id" for field in f.fields))
    field = next(f for f in form.fields if f.repeat is None and f.control == "text")
    keys = field.path.split(".")
    text = f'form: {form.identity.id}\nversion: "{form.identity.version}"\n'
    text += "".join(f"{'  ' * n}{key}:{'' if n < len(keys) - 1 else ' x'}\n" for n, key in enumerate(keys))

    assert beside(folder_of(tmp_path, a=text, b=text, c=text.replace(" x\n", " y\n"))) == [("b", AGAIN, "a")]


# --- how it is reported --------------------------------------------------------------------


def test_the_json_names_what_a_return_repeats_and_counts_them(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a=GOOD, b=GOOD, c=changed(UNJUDGED), d=changed(JUDGEMENT))

    found: Any = json.loads(run("check", folder, "--format", "json").stdout)

    assert [s["repeats"] for s in found["submissions"]] == [None, str(folder / "a.yaml"), str(folder / "a.yaml"), None]
    assert found["summary"]["repeats"] == 2


@pytest.mark.parametrize("format", ["text", "json", "github", "sarif", "junit"])
def test_every_format_names_both_files_and_no_answer(format: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a=GOOD, b=changed(JUDGEMENT), c=GOOD)

    result = run("check", folder, "--format", format)

    assert result.exit_code == 1
    assert RIVAL in result.output or format == "junit"
    said = " ".join(result.output.split())
    assert f"This and {folder / 'a.yaml'} give different judgements for the same case" in said
    assert f"the same audit as {folder / 'a.yaml'}" in said
    assert "A1077" not in result.output and "Social worker" not in result.output


# --- laws ----------------------------------------------------------------------------------

TEXTS = st.dictionaries(
    st.sampled_from(["details.case_id", "details.date", "a.b", "rows[0].a", "rows[1].a"]), st.text(min_size=1)
)


def submission(answers: dict[str, str]) -> Submission:
    place = Place("a.yaml")
    found = {path: Answer(text, place) for path, text in answers.items()}
    return Submission("a.yaml", "form", "1.0", found, {"rows": 2}, frozenset(), {})


@given(TEXTS, st.sampled_from([" ", "\u00a0", "\n", "\u200b"]))
def test_neither_order_nor_space_makes_another_audit(answers: dict[str, str], space: str) -> None:
    turned = {path: f"{space}{text}{space}" for path, text in reversed(answers.items())}

    assert likeness.of(submission(answers), True).answers == likeness.of(submission(turned), True).answers


@given(TEXTS, TEXTS)
def test_other_answers_are_another_audit(one: dict[str, str], other: dict[str, str]) -> None:
    def plain(answers: dict[str, str]) -> Any:
        said = submission(answers).closed_up().answers
        return {path: likeness._plain(str(answer.value)) for path, answer in said.items()}

    is_same = likeness.of(submission(one), True).answers == likeness.of(submission(other), True).answers
    assert is_same == (plain(one) == plain(other))


def test_little_is_kept_of_a_return(tmp_path: Path) -> None:
    for n in range(320):
        (tmp_path / f"{n:03}.yaml").write_text(changed(("A1077", f"B{n}")), "utf-8")
    reviews = iter(review([tmp_path], FRAMEWORK))

    def kept_after(count: int) -> int:
        for _ in range(count):
            next(reviews)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    few = kept_after(20)
    more = kept_after(300)
    tracemalloc.stop()

    assert (more - few) / 300 < 2_000
