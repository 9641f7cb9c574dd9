"""A readable copy says what was asked and answered, who is notified and why, and no more; and it fits into a file."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from click.testing import CliRunner, Result
from docx import Document as WordDocument
from tests import filed
from tests.readers import libreoffice
from tests.samples import EXAMPLES, FRAMEWORK, RETURN, ROOT, SMALL, changed, review
from tests.writers.test_pdf_in_full import words_seen

from formwright.answers.spelling import typed
from formwright.cli import main
from formwright.definitions.library import Library, load
from formwright.model.form import Form
from formwright.model.framework import Directory
from formwright.pipelines.filed import readable
from formwright.pipelines.filling import fill

LONG = 70
"""Words in every box: at that length an audit is long."""

MOST_PAGES = {"tier1-generic-audit": 6, "tier1-plo-audit": 12}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *words])


def copy(text: str | bytes, folder: Path, format: str = "html", library: Library = FRAMEWORK) -> bytes:
    file = folder / "return.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    made = readable(library, file, format)
    assert made.content is not None, made.diagnostics
    return made.content


def lines(page: bytes) -> list[str]:
    """What a web page says, a piece a line."""
    body = page.decode().partition("<main")[2]
    text = re.sub(r"<br>", "\n", body)
    apart = re.sub(r"</?(?:h\d|p|td|th|dt|dd|caption|tr|li|div|header|table)\b[^>]*>", "\n", text)
    return [line.strip() for line in re.sub(r"<[^>]*>", "", apart).replace("&#39;", "'").split("\n") if line.strip()]


def long_return(form: Form, rows: int = 5) -> bytes:
    return filed.as_yaml(form, filed.answers(form, LONG, pick=2, rows=rows))


def wanted(form: Form, rows: int = 5) -> set[str]:
    """Every word that somebody wrote."""
    texts = [value for value in filed.answers(form, LONG, pick=2, rows=rows).values() if isinstance(value, str)]
    return {word for text in texts if " " in text for word in text.split()}


# --- how long it is ------------------------------------------------------------------------


@pytest.mark.parametrize("id", MOST_PAGES)
def test_a_long_audit_is_a_few_pages_as_pdf_and_as_word_and_every_word_of_it_is_there(id: str, tmp_path: Path) -> None:
    form = FRAMEWORK.form(id)
    as_pdf, as_word = (copy(long_return(form), tmp_path, format) for format in ("pdf", "docx"))
    file = tmp_path / "audit.docx"
    file.write_bytes(as_word)
    [printed] = libreoffice.resaved([file], "pdf", tmp_path / "printed")

    for content in (as_pdf, printed.read_bytes()):
        with pymupdf.open(stream=content) as pages:  # type: ignore[no-untyped-call]
            assert len(pages) <= MOST_PAGES[id]
            assert wanted(form) <= {word[4] for page in pages for word in page.get_text("words", clip=page.rect)}


@pytest.mark.parametrize("id", MOST_PAGES)
def test_a_form_filled_in_at_length_is_a_few_pages_as_pdf_and_as_word_and_shows_every_word(
    id: str, tmp_path: Path
) -> None:
    form = FRAMEWORK.form(id)
    file = tmp_path / "return.yaml"
    file.write_bytes(long_return(form, rows=3))

    as_pdf, as_word = (fill(FRAMEWORK, file, format).content for format in ("pdf", "docx"))

    assert as_pdf is not None
    assert as_word is not None
    (tmp_path / "form.docx").write_bytes(as_word)
    [printed] = libreoffice.resaved([tmp_path / "form.docx"], "pdf", tmp_path / "printed")
    for content in (as_pdf, printed.read_bytes()):
        with pymupdf.open(stream=content) as pages:  # type: ignore[no-untyped-call]
            assert len(pages) <= MOST_PAGES[id] + (content is as_pdf)  # its boxes have room to write on
            in_word = {word[4] for page in pages for word in page.get_text("words", clip=page.rect)}
        assert wanted(form, rows=3) <= (words_seen(content) if content is as_pdf else in_word)


def test_an_answered_drop_down_in_word_has_no_empty_boxes_to_tick_below_it(tmp_path: Path) -> None:
    form = FRAMEWORK.form("tier1-generic-audit")
    file = tmp_path / "return.yaml"
    file.write_bytes(filed.as_yaml(form, {"details.service_area": "first-response"}))

    made = fill(FRAMEWORK, file, "docx").content

    assert made is not None
    shown = "".join(WordDocument(io.BytesIO(made)).element.body.itertext()).replace("\xa0", " ")
    assert "Children with Disabilities" not in shown
    assert "Care leaver" in shown  # the child's status is not answered yet


def test_a_comment_of_many_pages_is_printed_to_its_end(tmp_path: Path) -> None:
    form = FRAMEWORK.form("tier1-generic-audit")
    path = "evaluation.analysis_of_risk.comments"
    given = {**filed.answers(form, 5, pick=2), path: " ".join(f"w{n}" for n in range(3_000))}

    made = copy(filed.as_yaml(form, given), tmp_path, "pdf")

    with pymupdf.open(stream=made) as pages:  # type: ignore[no-untyped-call]
        assert {f"w{n}" for n in range(3_000)} <= {
            w[4] for page in pages for w in page.get_text("words", clip=page.rect)
        }


# --- what it says --------------------------------------------------------------------------


def test_it_says_what_was_chosen_and_not_what_could_have_been(tmp_path: Path) -> None:
    said = lines(copy(RETURN, tmp_path))

    assert "A copy of the completed audit, to read and to file. Nothing is filled in yet by the line manager." in said
    assert said[said.index("Date of the audit") + 1] == "20 January 2014"
    assert said[said.index("2. How risk is considered and analysed") + 1] == "3 – Requires Improvement"
    assert not [line for line in said if "1 – Outstanding" in line or "One of" in line]


def test_lines_stay_lines(tmp_path: Path) -> None:
    said = lines(copy(RETURN, tmp_path))

    start = said.index("Seen at school, never alone at home.")
    assert said[start + 1] == "Last note of the child's own words: four months ago."


def test_nothing_is_said_twice(tmp_path: Path) -> None:
    said = lines(copy(RETURN, tmp_path))

    answers = ["A1103", "Social worker 22", "20 January 2014", "The chronology stops in September."]
    assert [said.count(answer) for answer in answers] == [1, 1, 1, 1]


def test_it_names_who_is_notified_and_why_as_check_does(tmp_path: Path) -> None:
    said = lines(copy(RETURN, tmp_path))

    escalation = review(RETURN).escalation
    assert escalation is not None
    assert FRAMEWORK.framework is not None
    below = said[said.index("Who is notified, and why") :]
    for one in escalation.recipients:
        at = below.index(FRAMEWORK.framework.role(one.role).title)
        assert one.name is not None
        assert below[at + 1] == one.name
        assert typed(below[at + 2]).lower() == typed(one.because).lower()


def test_without_a_directory_roles_are_named_alone(tmp_path: Path) -> None:
    said = lines(copy(RETURN, tmp_path, library=replace(FRAMEWORK, directory=Directory())))

    at = said.index("Conference Chair")
    assert said[at + 1].startswith("Judged Requires Improvement, and “The child’s status” is “Cared for")


def test_where_nobody_is_notified_it_says_why(tmp_path: Path) -> None:
    form = FRAMEWORK.form("supervision-file-audit")

    said = lines(copy(filed.as_yaml(form, filed.answers(form, 5)), tmp_path))

    assert said[said.index("Who is notified, and why") + 1].startswith("Nobody needs to be notified. ")


def test_what_is_missing_is_said_in_words_and_counted(tmp_path: Path) -> None:
    text = changed(
        ("  team: Child Protection East\n", ""), ("  voice_of_child:\n    grade: 3\n", "  voice_of_child:\n")
    )

    said = lines(copy(text, tmp_path))

    assert said[said.index("Team") + 1] == "Not answered"
    assert said[said.index("3. The child’s voice, wishes and feelings") + 1] == "Not answered"
    assert any(
        "The audit is not complete: 2 answers are missing and are marked “Not answered”." in line for line in said
    )


def test_what_did_not_apply_is_left_out_and_named_once(tmp_path: Path) -> None:
    text = changed(
        ("child_status: cared-for-and-child-protection-plan", "child_status: child-protection-plan"),
        ("  pep: {grade: 2, comments: Held in November.}\n", ""),
    )

    said = lines(copy(text, tmp_path))

    assert not [line for line in said if "personal education plan" in line]
    assert "Did not apply, going by the other answers: question 8." in said


def test_what_was_answered_though_not_asked_is_not_lost(tmp_path: Path) -> None:
    text = changed(("child_status: cared-for-and-child-protection-plan", "child_status: child-protection-plan"))

    said = lines(copy(text, tmp_path))

    assert "Held in November." in said[said.index("Answers to questions that do not apply") :]


def test_who_filled_in_what_is_said(tmp_path: Path) -> None:
    council = load(EXAMPLES / "tools" / "council")
    sent = (EXAMPLES / "tools" / "council" / "returns" / "moderated-audit.yaml").read_bytes()

    said = lines(copy(sent, tmp_path, library=council))

    assert said[said.index("Moderation") + 1] == "Filled in by the moderator."


def test_a_column_that_nobody_answered_takes_no_room(tmp_path: Path) -> None:
    said = lines(copy(RETURN, tmp_path))

    assert "Date reviewed" not in said
    assert "Initials" not in said


def test_rows_with_many_answers_are_lists(tmp_path: Path) -> None:
    form = SMALL.form("harm-log")
    given = filed.answers(form, 5)

    said = lines(copy(filed.as_yaml(form, given), tmp_path, library=SMALL))

    assert not [line for line in said if line == "None."]
    assert {str(value) for value in given.values() if isinstance(value, str) and " " in value} <= {*said}


# --- as a document -------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_the_same_return_gives_the_same_copy(format: str, tmp_path: Path) -> None:
    assert copy(RETURN, tmp_path, format) == copy(RETURN, tmp_path, format)


def test_nothing_in_it_can_be_filled_in(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(copy(RETURN, tmp_path, "pdf"))) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.MarkInfo.Marked
    word = WordDocument(io.BytesIO(copy(RETURN, tmp_path, "docx")))
    assert "w:sdt" not in word.element.xml
    assert not re.search("<(input|textarea|select|script|form)", copy(RETURN, tmp_path).decode())


def test_a_screen_reader_is_given_each_label_and_its_answer(tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(copy(RETURN, tmp_path, "pdf"))

    tags = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True).stdout

    assert '"Case ID"' in tags
    assert '"A1103"' in tags


def test_its_parts_are_headings_and_tables_with_headings(tmp_path: Path) -> None:
    word = WordDocument(io.BytesIO(copy(RETURN, tmp_path, "docx")))
    page = copy(RETURN, tmp_path).decode()

    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 2"]
    assert headings[:2] == ["The case and the audit", "Areas for evaluation"]
    assert all("<w:tblHeader/>" in table._tbl.xml for table in word.tables)
    assert page.count("<table") == page.count("<thead") == page.count("<caption")
    assert '<html lang="en-GB">' in page


def test_each_page_says_of_which_case_day_and_form_it_is(tmp_path: Path) -> None:
    form = FRAMEWORK.form("tier1-generic-audit")

    made = copy(long_return(form), tmp_path, "pdf")

    with pymupdf.open(stream=made) as pages:  # type: ignore[no-untyped-call]
        texts = [" ".join(page.get_text().split()) for page in pages]
    said = "Case Case ID 0 · 4 March 2014 · Tier 1 generic audit tool, version 1.0"
    assert all(said in text for text in texts)
    assert [f"Page {n} of {len(texts)}" in text for n, text in enumerate(texts, 1)] == [True] * len(texts)


def test_an_answer_is_only_ever_text(tmp_path: Path) -> None:
    text = changed(
        ("comments: Held in November.", "comments: <script>alert(1)</script>"),
        ("case_id: A1103", "case_id: '\"}</style><b>A'"),
    )

    page = copy(text, tmp_path).decode()

    assert "<script" not in page
    assert page.count("</style>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_among_returns_it_is_told_for_what_it_is(format: str, tmp_path: Path) -> None:
    file = tmp_path / f"copy.{format}"
    file.write_bytes(copy(RETURN, tmp_path, format))
    (tmp_path / "return.yaml").unlink()

    checked = run("check", str(tmp_path))

    assert checked.exit_code == 1
    assert "This is a readable copy of a return" in " ".join(checked.stdout.split())

    (tmp_path / "not-returns.txt").write_text("copy.*\n")
    assert run("check", str(tmp_path)).exit_code == 0


# --- the command ---------------------------------------------------------------------------


def test_the_copies_of_a_folder_go_into_a_folder(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "A1103.yaml").write_text(RETURN)

    result = run("fill", str(tmp_path / "returns"), "--format", "html", "--readable", "--out", str(tmp_path / "copies"))

    assert result.exit_code == 0, result.output
    assert [file.name for file in (tmp_path / "copies").iterdir()] == ["A1103-readable.html"]


def test_a_return_that_cannot_be_relied_on_gives_no_copy(tmp_path: Path) -> None:
    (tmp_path / "return.yaml").write_text(changed(("judgement: requires-improvement", "judgement: fine")))

    result = run(
        "fill", str(tmp_path / "return.yaml"), "--format", "pdf", "--readable", "--out", str(tmp_path / "x.pdf")
    )

    assert result.exit_code == 1
    assert not (tmp_path / "x.pdf").exists()
