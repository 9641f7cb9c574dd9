"""Word files: what they hold, that Word's rules are kept, and what LibreOffice leaves of them."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from tests.accessibility import word
from tests.writers.sample import ACTIONS, BOOK, EVALUATION, FORM, READING, TICKING, words

from formwright.answers.address import bookmark, row_path
from formwright.document.nodes import (
    Asked,
    Blocks,
    Box,
    DateBox,
    Document,
    Fields,
    Heading,
    Input,
    Line,
    Option,
    Paragraph,
    Pick,
    Questions,
    Reference,
    Repeat,
    Text,
)
from formwright.writers.docx import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ANSWERS = {
    "details.case_id": "0123 <b>&amp;\t😀",
    "details.date": "2014-01-15",
    "details.status": "cared-for",
    "evaluation.voice.grade": "2",
    "overall.comments": "First line.\n\nThird line.",
    "actions[0].action": "Update the chronology",
    "actions[1].who": "Social worker",
    "actions[1].by": "soon",
}


def part(file: bytes, name: str = "word/document.xml") -> etree._Element:
    with ZipFile(BytesIO(file)) as archive:
        return etree.fromstring(archive.read(name))


def with_blocks(*blocks: Blocks, document: Document = FORM) -> Document:
    return replace(document, blocks=tuple(block for several in blocks for block in several))


def said(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{W}val")


def controls(document: etree._Element) -> dict[str, etree._Element]:
    """The fields' controls by their tags."""
    found = {}
    for control in document.iter(f"{W}sdt"):
        tag = value(control, f"{W}sdtPr/{W}tag")
        if tag is not None and control.find(f"{W}sdtPr/{W15}repeatingSection") is None:
            assert tag not in found
            found[tag] = control
    return found


def fields_of(document: Document, rows: int) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Fields(inputs=inputs):
                yield from (each.path for each in inputs)
            case Questions(questions=questions):
                yield from (each.path for q in questions for each in (*q.inputs, *q.further))
            case Repeat(inputs=inputs):
                yield from (row_path(each.path, row) for row in range(rows) for each in inputs)
            case _:
                pass


def audited(file: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "document.docx"
    path.write_bytes(file)
    command = [str(Path(sys.executable).with_name("openxml-audit")), "-f", "office2019", str(path)]
    return subprocess.run(command, capture_output=True, text=True)


def converted(file: bytes, kind: str, folder: Path) -> Path:
    """What LibreOffice makes of the file."""
    source, out = folder / "document.docx", folder / "out"
    source.write_bytes(file)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return out / f"document.{kind}"


# --- Word's rules ---------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [FORM, READING, TICKING, replace(FORM, answers=ANSWERS, landscape=False)])
def test_word_would_open_it_without_a_repair(document: Document, tmp_path: Path) -> None:
    audit = audited(write(document), tmp_path)

    assert audit.returncode == 0, audit.stdout


def test_ids_and_names_are_used_once() -> None:
    document = part(write(TICKING))

    for path, attribute in ((f"{W}sdtPr/{W}id", "val"), (f"{W}bookmarkStart", "id"), (f"{W}bookmarkStart", "name")):
        used = [each.get(f"{W}{attribute}") for each in document.iterfind(f".//{path}")]
        assert len(used) == len(set(used)) > 0


def test_a_box_to_tick_is_words_own_and_shows_what_it_holds() -> None:
    found = controls(part(write(TICKING)))

    held = {path: box.find(f"{W}sdtPr/{W14}checkbox/{W14}checked") for path, box in found.items()}
    states = {path: one.get(f"{W14}val") for path, one in held.items() if one is not None}
    assert states["happened.kind.physical"] == states["seen.home.signs.none_of_these"] == "1"
    assert states["happened.kind.none_of_these"] == states["calls[0].about.physical"] == "0"
    assert {said(found[path]) for path, state in states.items() if state == "1"} == {"☒"}
    assert {said(found[path]) for path, state in states.items() if state == "0"} == {"☐"}
    names = [etree.QName(each).localname for each in found["happened.kind.neglect"].iterfind(f"{W}sdtPr/*")]
    assert names == ["alias", "tag", "id", "lock", "checkbox"]


def test_the_properties_of_a_control_stand_in_words_order() -> None:
    order = ["alias", "tag", "id", "lock", "showingPlcHdr"]

    for control in controls(part(write(FORM))).values():
        names = [etree.QName(each).localname for each in control.iterfind(f"{W}sdtPr/*")]
        assert names[:-1] == order
        assert names[-1] in ("text", "richText", "date", "dropDownList")


@pytest.mark.parametrize("document", [FORM, READING])
def test_the_same_document_gives_the_same_bytes_in_another_process(document: Document) -> None:
    name = "FORM" if document is FORM else "READING"
    script = (
        f"import sys; from formwright.writers.docx import write; from tests.writers.sample import {name}; "
        f"sys.stdout.buffer.write(write({name}))"
    )

    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout

    assert other == write(document)


def test_texts_that_xml_cannot_hold_are_replaced_where_one_sees_it(tmp_path: Path) -> None:
    hostile = 'a\x0bb <w:p/> &amp; ]]> "q" \ud800 \ufffe 😀'
    document = with_blocks(
        (Heading(2, words(hostile), hostile), Paragraph((Reference(words("there"), hostile),))),
        (Fields(hostile, (Input("a.b", hostile, hostile, Pick((Option(hostile, hostile),)), True, hint=hostile),)),),
    )
    file = write(replace(document, title=hostile, answers={"a.b": hostile}))

    assert 'a\ufffdb <w:p/> &amp; ]]> "q" \ufffd \ufffd 😀' in said(part(file))
    assert audited(file, tmp_path).returncode == 0


# --- fields ---------------------------------------------------------------------------------------


def test_every_field_has_its_path_as_tag_a_speaking_name_and_a_bookmark() -> None:
    document = part(write(FORM))

    found = controls(document)

    assert list(found) == list(fields_of(FORM, rows=3))
    aliases = [value(control, f"{W}sdtPr/{W}alias") or "" for control in found.values()]
    assert len(set(aliases)) == len(aliases)
    assert all(0 < len(alias) <= 64 for alias in aliases)
    assert "1. The child's voice, wishes & feelings: Grade (1-4)" in aliases
    assert "Action 2: Who?" in aliases
    for path, control in found.items():
        start, end = control.getprevious(), control.getnext()
        assert start is not None and start.get(f"{W}name") == bookmark(path)
        assert end is not None and end.tag == f"{W}bookmarkEnd" and end.get(f"{W}id") == start.get(f"{W}id")


def test_each_field_stands_alone_in_its_cell() -> None:
    for control in controls(part(write(FORM))).values():
        cell = next(control.iterancestors(f"{W}tc"))
        assert len(list(cell.iter(f"{W}sdt"))) == 1


def test_a_drop_down_shows_labels_and_stores_values() -> None:
    found = controls(part(write(FORM)))["overall.judgement"]

    items = [(i.get(f"{W}displayText"), i.get(f"{W}value")) for i in found.iter(f"{W}listItem")]

    assert items == [
        (None, "No answer"),
        ("Good", "good"),
        ("Requires Improvement", "requires-improvement"),
        ("Inadequate", "inadequate"),
    ]


def test_an_empty_field_says_what_to_do() -> None:
    found = controls(part(write(FORM)))

    assert said(found["details.case_id"]) == "Type here"
    assert said(found["details.date"]) == "Choose a date"
    assert said(found["details.status"]) == "Choose: The child's status"
    assert said(found["details.both"]) == "Choose Yes or No"
    assert said(found["evaluation.voice.grade"]) == "Choose a grade"


def test_answers_are_filled_in_as_word_holds_them() -> None:
    found = controls(part(write(replace(FORM, answers=ANSWERS))))

    assert all(found[path].find(f"{W}sdtPr/{W}showingPlcHdr") is None for path in ANSWERS)
    assert said(found["details.case_id"]) == "0123 <b>&amp;😀"
    assert found["details.case_id"].find(f".//{W}tab") is not None
    assert said(found["details.date"]) == "15/01/2014"
    assert next(found["details.date"].iter(f"{W}date")).get(f"{W}fullDate") == "2014-01-15T00:00:00Z"
    assert said(found["details.status"]) == "Cared for"
    assert said(found["evaluation.voice.grade"]) == "2 – Good"
    assert [said(p) for p in found["overall.comments"].iter(f"{W}p")] == ["First line.", "", "Third line."]
    assert said(found["actions[1].by"]) == "soon"


def test_rows_have_spare_ones_after_them_but_no_more_than_there_may_be() -> None:
    def rows(repeat: Repeat, **answers: str) -> int:
        document = part(write(replace(with_blocks((repeat,)), answers=answers)))
        return len(list(document.iter(f"{W15}repeatingSectionItem")))

    assert rows(ACTIONS) == 3
    assert rows(replace(ACTIONS, maximum=None), **{"actions[4].who": "Me"}) == 5 + 2
    assert rows(ACTIONS, **{"actions[2].who": "Me"}) == 4
    assert rows(replace(ACTIONS, blank_rows=0, minimum=0)) == 1


def test_questions_are_locked_and_rows_can_be_added() -> None:
    document = part(write(FORM))
    body = document.find(f"{W}body")
    assert body is not None

    assert [etree.QName(each).localname for each in body] == ["sdt", "tbl", "p", "sectPr"]
    assert value(body[0], f"{W}sdtPr/{W}lock") == "contentLocked"
    assert body[0].find(f"{W}sdtPr/{W}group") is not None
    assert body[1].find(f".//{W15}repeatingSection") is not None
    assert all(value(c, f"{W}sdtPr/{W}lock") == "sdtLocked" for c in controls(document).values())


def test_a_document_that_is_only_read_is_not_locked() -> None:
    assert list(part(write(READING)).iter(f"{W}sdt")) == []


def test_a_question_has_its_further_fields_below_it() -> None:
    seen = Input("evaluation.voice.seen", "Last seen on", "1. Voice: Last seen on", DateBox(), False, hint="The visit.")
    question = replace(EVALUATION.questions[0], further=(seen,))

    document = part(write(with_blocks((replace(EVALUATION, questions=(question,)),))))

    cells = [said(cell) for cell in next(controls(document)[seen.path].iterancestors(f"{W}tr")).iter(f"{W}tc")]
    assert cells == ["", "Last seen on (optional)The visit.", "Choose a date"]


def test_a_column_whose_answers_are_optional_says_so() -> None:
    text = said(part(write(FORM)))

    assert "Done? (optional)" in text
    assert "Who? (optional)" not in text
    assert "Comments (if any) (optional)" not in text


def test_long_names_are_cut_in_the_middle_and_stay_apart() -> None:
    long = "7. Is every plan monitored and reviewed by the people who ought to do so"
    inputs = (
        Input("a.grade", "Grade", f"{long}: Grade", Line(), True),
        Input("a.comments", "Comments", f"{long}: Comments", Box(), True),
        Input("b.comments", "Comments", f"{long} and in time: Comments", Box(), True),
    )

    found = controls(part(write(with_blocks((Fields("Plans", inputs),)))))

    aliases = [value(each, f"{W}sdtPr/{W}alias") for each in found.values()]
    assert aliases == [
        "7. Is every plan monitored and reviewed by the people…: Grade",
        "7. Is every plan monitored and reviewed by the…: Comments",
        "7. Is every plan monitored and reviewed by the…: Comments (2)",
    ]


def test_a_path_too_long_for_word_is_not_cut_in_silence() -> None:
    with pytest.raises(ValueError, match="cannot be the tag"):
        write(with_blocks((Fields("A", (Input("a." + "b" * 63, "B", "B", Line(), True),)),)))


# --- what is said on paper ------------------------------------------------------------------------


def test_paper_says_when_something_is_asked_or_somebody_told() -> None:
    text = said(part(write(FORM)))

    conditions = {
        each.asked.words.rstrip(".")
        for block in FORM.blocks
        for each in (getattr(block, "inputs", ()) or getattr(block, "questions", ()))
        if isinstance(each.asked, Asked)
    }
    assert ACTIONS.needed is not None
    assert len(conditions) > 2
    assert all(condition in text for condition in {*conditions, ACTIONS.needed.words.rstrip(".")})
    assert "Independent Reviewing Officer (IRO)" in text
    assert "A copy of every completed form goes to Children's Social Care audits (csc-audits@example.org)." in text


def test_the_few_options_of_a_drop_down_are_printed_for_a_pen() -> None:
    text = said(part(write(FORM)))

    options = ("Child in need", "On a child protection plan", "Cared for")
    assert "\u2003 ".join(f"☐ {option}".replace(" ", "\u00a0") for option in options) in text
    assert "Area 12" not in text
    assert "One of: Yes" not in text


# --- for everyone ---------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [FORM, READING, BOOK, TICKING], ids=["form", "reading", "book", "ticking"])
def test_a_screen_reader_finds_its_way(document: Document, tmp_path: Path) -> None:
    file = tmp_path / "document.docx"
    file.write_bytes(write(document))

    assert word.asserted(file) == []


def test_the_language_is_the_documents() -> None:
    file = write(FORM)

    language = part(file, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")

    assert language is not None and language.get(f"{W}val") == "en-GB"
    assert value(part(file, "word/settings.xml"), f"{W}themeFontLang") == "en-GB"


def test_contents_and_references_lead_to_bookmarks_of_the_document() -> None:
    document = part(write(FORM))

    targets = [link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]

    names = {start.get(f"{W}name") for start in document.iter(f"{W}bookmarkStart")}
    assert len(targets) == 6
    assert set(targets) <= names


def test_a_reference_to_nowhere_is_a_fault() -> None:
    with pytest.raises(ValueError, match="#nowhere"):
        write(with_blocks((Paragraph((Reference((Text("there"),), "nowhere"),)),)))


def test_a_list_goes_on_from_its_number() -> None:
    document, numbering = part(write(FORM)), part(write(FORM), "word/numbering.xml")

    third = next(p for p in document.iter(f"{W}p") if said(p).startswith("Third"))
    number = value(third, f"{W}pPr/{W}numPr/{W}numId")

    count = next(each for each in numbering.iter(f"{W}num") if each.get(f"{W}numId") == number)
    assert value(count, f"{W}lvlOverride/{W}startOverride") == "3"


# --- which definition it is -----------------------------------------------------------------------


def test_the_file_says_which_definition_it_was_made_from() -> None:
    file = write(FORM)

    custom = {p.get("name"): p[0].text for p in part(file, "docProps/custom.xml")}
    core = {etree.QName(each).localname: each.text for each in part(file, "docProps/core.xml")}

    assert len(custom.pop("FormwrightWords") or "") == 32
    assert custom == {
        "FormwrightFramework": FORM.framework,
        "FormwrightForm": "sample-audit",
        "FormwrightVersion": "1.0",
        "FormwrightDigest": "5a" * 32,
        "FormwrightIssued": "2026-11-23",
    }
    assert core["title"] == "Sample audit"
    assert core["creator"] == "Example Council, Children's Services"
    assert core["language"] == "en-GB"
    assert core["created"] == core["modified"] == "2026-11-23T00:00:00Z"
    foot = said(part(file, "word/footer1.xml"))
    assert foot == "Sample audit · Version 1.0Page 1 of 1"


# --- in LibreOffice -------------------------------------------------------------------------------


def test_libreoffice_shows_every_label(tmp_path: Path) -> None:
    pdf = converted(write(FORM), "pdf", tmp_path)

    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout

    seen = "".join(text.split())
    labels = [each.label for block in FORM.blocks if isinstance(block, Fields) for each in block.inputs]
    labels += [q.ask[0].text for block in FORM.blocks if isinstance(block, Questions) for q in block.questions
               if isinstance(q.ask[0], Text)]  # fmt: skip
    labels += [each.label for each in ACTIONS.inputs]
    assert [label for label in labels if "".join(label.split()) not in seen] == []


def test_libreoffice_keeps_every_bookmark_and_every_line_when_it_saves(tmp_path: Path) -> None:
    saved = part(converted(write(replace(FORM, answers=ANSWERS)), "docx", tmp_path).read_bytes())

    starts = {start.get(f"{W}name"): start for start in reversed(list(saved.iter(f"{W}bookmarkStart")))}

    assert {bookmark(path) for path in fields_of(FORM, rows=4)} <= set(starts)
    cell = next(starts["f_overall__comments"].iterancestors(f"{W}tc"))
    assert [said(p) for p in cell.iter(f"{W}p")] == ["First line.", "", "Third line."]
