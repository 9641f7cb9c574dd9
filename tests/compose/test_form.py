"""A form's sections as they are laid out: what is said once, what stands above and below questions."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from tests.samples import EXAMPLES, SMALL, found, review

from formwright.compose import compose
from formwright.compose.printed import printed
from formwright.definitions.library import Library, load
from formwright.document.nodes import Document, Fields, Heading, Input, Questions, Table
from formwright.document.prose import plain
from formwright.model.review import Status
from formwright.pipelines.review import Reviewer
from formwright.writers import blank, docx, html, pdf

Write = Callable[[Document], bytes]

RETURN = """\
form: section-audit
version: "1.0"
details: {case_id: A1, visited: "no"}
help:
  early: {met: na, grade: na}
  plan: {met: "yes", grade: 2, seen: 2014-01-15}
  safe: {met: "no", why: Nobody looked., grade: "na"}
  judgement: inadequate
"""


@pytest.fixture(scope="module")
def document() -> Document:
    assert SMALL.framework is not None
    return compose(SMALL.form("section-audit"), SMALL.framework)


def inputs(document: Document) -> dict[str, Input]:
    there: dict[str, Input] = {}
    for block in document.blocks:
        match block:
            case Fields(inputs=inputs):
                there |= {i.path: i for i in inputs}
            case Questions(questions=questions):
                there |= {i.path: i for q in questions for i in (*q.inputs, *q.further)}
            case _:
                pass
    return there


def test_headings_stand_above_their_questions_and_fields_below_them(document: Document) -> None:
    outline = []
    for block in document.blocks:
        match block:
            case Heading(level, children, _, number):
                outline.append(f"{'#' * level} {number or ''}{plain(children)}")
            case Questions(questions=questions):
                outline.append(" ".join(q.number for q in questions))
            case Fields(inputs=fields):
                outline.append(" ".join(i.path for i in fields))
            case _:
                pass

    assert outline == [
        "## Details",
        "details.case_id details.visited",
        "## 1Help and protection",
        "### Early help",
        "1.1 2",
        "### Safety",
        "3",
        "help.judgement help.notes",
        "## The visit",
        "visit.alone visit.reason",
        "## The talk",
        "4 5",
        "talk.length",
        "## Who will be notified",
    ]


def test_the_condition_of_a_section_is_said_once_and_of_a_field_what_is_its_own(document: Document) -> None:
    asked = {path: i.asked.words for path, i in inputs(document).items() if i.asked}

    assert asked["visit.alone"] == asked["talk.home.said"] == asked["talk.length"] == ""
    assert asked["visit.reason"] == "Answer only where “Was the child seen alone?” is “No”."
    assert asked["help.early.why"] == asked["help.safe.why"] == "Answer only where “Met” is “No”."


@pytest.mark.parametrize("write", [html.write, blank.write])
def test_so_it_is_in_what_is_written(write: Write, document: Document) -> None:
    text = write(document).decode()

    assert text.count("Answer this part only where “Was the child visited?” is “Yes”.") == 2  # of two sections
    assert "Answer only where “Was the child visited?”" not in text


def test_a_return_that_does_not_apply_in_parts_is_complete_and_its_section_judges() -> None:
    reviewed = review(RETURN, SMALL)

    assert reviewed.status is Status.COMPLETE
    assert reviewed.judgement == "inadequate"
    assert reviewed.escalation is not None
    assert [r.role for r in reviewed.escalation.recipients] == ["head-of-service"]


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("safe: {met: \"no\", why: Nobody looked.,", "safe: {met: \"no\",", "missing-answer", "help.safe.why"),
        ("early: {met: na, grade: na}", "early: {met: \"no\", grade: na}", "missing-answer", "help.early.why"),
        ("  judgement: inadequate\n", "", "missing-answer", "help.judgement"),
        ("judgement: inadequate", "judgement: na", "wrong-value", "help.judgement"),
        ("visited: \"no\"", "visited: na", "wrong-value", "details.visited"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_named(old: str, new: str, code: str, path: str) -> None:
    assert old in RETURN

    reviewed = review(RETURN.replace(old, new), SMALL)

    assert path in [at for _, at in found(reviewed)], found(reviewed)
    assert reviewed.status is (Status.INCOMPLETE if code == "missing-answer" else Status.INVALID)


def test_messages_say_the_printed_number_and_no_markdown() -> None:
    reviewed = review(RETURN.replace("early: {met: na, grade: na}", "early: {met: na}"), SMALL)

    (message,) = [
        d.message for d in reviewed.diagnostics if d.severity == "error" and d.place.path == "help.early.grade"
    ]
    assert message == "Question 1.1, “Was help offered early?”: “Grade” is missing."


@pytest.mark.parametrize(("kind", "write"), [("docx", docx.write), ("pdf", pdf.write)])
def test_what_is_filled_in_on_paper_comes_back(kind: str, write: Write, document: Document) -> None:
    answers = {
        "details.case_id": "A1", "details.visited": "no", "help.early.met": "na", "help.early.grade": "na",
        "help.plan.met": "yes", "help.plan.grade": "2", "help.plan.seen": "2014-01-15", "help.safe.met": "na",
        "help.safe.grade": "1", "help.judgement": "good",
    }  # fmt: skip
    reviewed = Reviewer.of(SMALL).content(write(replace(document, answers=answers)), f"return.{kind}")

    assert reviewed.status is Status.COMPLETE, [d.message for d in reviewed.diagnostics]
    assert reviewed.judgement == "good"


# --- no numbers --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unnumbered(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same form, of which no question has a number."""
    file = tmp_path_factory.mktemp("forms") / "section-audit.yaml"
    text = (EXAMPLES / "forms" / "section-audit.yaml").read_text("utf-8").replace('        number: "1.1"\n', "")
    file.write_text(text.replace("audience: Managers\n", "audience: Managers\nnumbering: none\n"), "utf-8")
    return load(EXAMPLES / "framework", [file])


def test_without_numbering_nothing_is_numbered(unnumbered: Library) -> None:
    assert unnumbered.framework is not None and unnumbered.is_sound
    document = compose(unnumbered.form("section-audit"), unnumbered.framework)

    page, text = html.write(document).decode(), blank.write(document).decode()
    assert "<h4>Was help offered <strong>early</strong>?</h4>" in page
    assert "  # Was help offered early?\n" in text
    body = ZipFile(BytesIO(docx.write(document))).read("word/document.xml").decode()
    on_paper = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.write(document))).pages)
    assert "No." not in body and "No." not in on_paper
    assert not any(
        "No." in plain(c.heading) for b in printed(document.blocks) if isinstance(b, Table) for c in b.columns
    )


@pytest.mark.parametrize(("kind", "write"), [("docx", docx.write), ("pdf", pdf.write)])
def test_without_numbering_what_is_filled_in_comes_back(kind: str, write: Write, unnumbered: Library) -> None:
    assert unnumbered.framework is not None
    document = compose(unnumbered.form("section-audit"), unnumbered.framework)
    answers = {"help.early.met": "na", "help.safe.grade": "1", "details.visited": "yes", "talk.home.said": "Much."}

    reviewed = Reviewer.of(unnumbered).content(write(replace(document, answers=answers)), f"return.{kind}")

    assert "Question “Was help offered early?”: “Grade” is missing." in [d.message for d in reviewed.diagnostics]
    assert not [d for d in reviewed.diagnostics if d.place.path in answers]


def test_a_field_is_called_by_its_question_with_no_colon_after_a_question_mark() -> None:
    assert SMALL.framework is not None
    document = compose(SMALL.form("everything"), SMALL.framework)
    labels = {
        field.path: field.full_label
        for block in document.blocks
        if isinstance(block, Questions)
        for question in block.questions
        for field in question.inputs
    }

    assert labels["evaluation.review.grade"].endswith("Was the review held? Grade")
