"""Returned Word files: what a person wrote comes back exactly, or is an error that says why."""

import re
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from html import escape
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml.etree import _Element as Element
from tests.readers import hostile_docx
from tests.readers.libreoffice import resaved, typed_in
from tests.readers.word_edits import (
    FORM,
    MAIN,
    W,
    answers,
    around,
    as_other_programs_leave_it,
    beside,
    child,
    control,
    controls,
    edited,
    faults,
    forms,
    framework,
    parts,
    read,
    remove,
    row_added,
    says,
    typed,
    with_parts,
    without_flag,
    written,
    xml,
    zipped,
)
from tests.samples import times

from formwright.answers import kinds, spelling
from formwright.answers.address import bookmark
from formwright.model.form import Field
from formwright.model.rules import at
from formwright.readers.word.package import word_file
from formwright.readers.word.prompts import helps, prompts
from formwright.readers.word.text import plain

FORMS = sorted(forms())
COMMENT, GRADE, CASE, DAY, STATUS, TEAM = (
    "evaluation.voice_of_child.comments", "evaluation.voice_of_child.grade", "details.case_id", "details.date",
    "details.child_status", "details.team",
)  # fmt: skip
ROWS = {
    "actions[0].action": "Update the chronology",
    "actions[0].who": "Social worker",
    "actions[1].action": "See the child alone",
}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def comment(content: str) -> str | int:
    """What is read where this XML stands in a comment."""
    said = answers(edited(written(), typed(COMMENT, content)))[COMMENT]
    assert not isinstance(said, tuple)
    return said


def doubt(tag: str, content: str) -> str:
    """Why what this XML says is not read as an answer."""
    found = faults(edited(written(), typed(tag, content)))
    assert list(found) == [tag]
    return found[tag]


# --- the law of the round trip --------------------------------------------------------------------

LETTERS = st.characters(
    exclude_categories=["Cs", "Co"],
    exclude_characters=[*(chr(n) for n in range(32) if n not in (9, 10)), "\ufffe", "\uffff"],
)
"""Every character that XML can hold, and that has a meaning; a line ends with \\n."""


def answer(field: Field) -> SearchStrategy[str | int]:
    match field.kind:
        case kinds.DATE:
            return st.dates(spelling.EARLIEST, spelling.LATEST).map(str)
        case kinds.NUMBER:
            return st.integers(-999, 10**9).map(str) | st.sampled_from(("0.5", "-12.25", "05"))
        case kinds.EMAIL:
            return st.sampled_from(("a@example.org", "o'neil+x@sub.example.org"))
        case kinds.CHOICE | kinds.YES_NO | kinds.GRADE:
            return st.sampled_from([choice.value for choice in field.choices or ()])
        case _:
            text = st.text(LETTERS, min_size=1, max_size=40) | st.sampled_from(("  a \n\n\tb  ", "“2013–14” <&amp;>"))
            return text.filter(lambda t: not spelling.is_blank(t) and plain(t) not in prompts(field))


def submissions(form: str) -> SearchStrategy[dict[str, str | int]]:
    rules = forms()[form]
    fields = {f.path: answer(f) for f in rules.single}
    for repeating in rules.repeating:
        rows = range(min(repeating.content.repeats.maximum or 3, 3))
        fields |= {at(f.path, row): answer(f) for f in repeating.content.fields for row in rows}
    some: SearchStrategy[dict[str, str | int]] = st.fixed_dictionaries({}, optional=fields)
    every: SearchStrategy[dict[str, str | int]] = st.fixed_dictionaries(fields)
    return some | every


@pytest.mark.parametrize("form", FORMS)
def test_what_was_filled_in_is_what_is_read(form: str) -> None:
    @settings(max_examples=times(10), deadline=None, suppress_health_check=list(HealthCheck))
    @given(submissions(form))
    def holds(submission: dict[str, str | int]) -> None:
        assert answers(written(form, {path: str(value) for path, value in submission.items()})) == submission

    holds()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("program", [lambda document: None, as_other_programs_leave_it])
def test_an_empty_form_says_nothing_whoever_saved_it(form: str, program: Callable[[Element], None]) -> None:
    assert answers(edited(written(form), program)) == {}


@pytest.mark.parametrize("form", FORMS)
def test_the_reader_knows_what_the_writer_says_in_an_empty_field(form: str) -> None:
    known = {f.path: prompts(f) | helps(f) for f in forms()[form].form.fields}
    document = word_file(written(form), "blank.docx").document

    for tag in [f.path for f in forms()[form].single]:
        cell = around(control(document, tag), "tc")
        said = {plain("".join(t.text or "" for t in each.iter(f"{W}t"))) for each in cell.iter(f"{W}p")}
        assert said <= known[tag]


def test_the_file_is_known_by_what_it_says_of_itself() -> None:
    identity = forms()[FORM].form.identity

    stamp = word_file(written(), "renamed.docx").stamp

    assert (stamp.framework, stamp.form, stamp.version) == (framework(), FORM, identity.version)
    assert stamp.digest == identity.digest


def test_lines_may_end_as_they_do_on_any_system() -> None:
    assert answers(written(answers={COMMENT: "a\r\nb\rc\nd"})) == {COMMENT: "a\nb\nc\nd"}


def test_what_xml_cannot_hold_is_seen_to_be_lost() -> None:
    assert answers(written(answers={COMMENT: "a\x0bb"})) == {COMMENT: "a\ufffdb"}


# --- typing in Word -------------------------------------------------------------------------------


def test_an_answer_is_read_however_word_cuts_it_up() -> None:
    content = p(
        run("Seen "), '<w:proofErr w:type="spellStart"/>', run("alo", "<w:b/>"), run("ne", '<w:color w:val="FF0000"/>'),
        '<w:proofErr w:type="spellEnd"/><w:bookmarkStart w:id="9000" w:name="_GoBack"/><w:bookmarkEnd w:id="9000"/>',
        "<w:r><w:lastRenderedPageBreak/></w:r>", '<w:hyperlink r:id="rId9">', run("twice"), "</w:hyperlink>",
        "<w:smartTag>", run(" in "), "</w:smartTag>", run("May"),
    )  # fmt: skip

    assert comment(content) == "Seen alonetwice in May"


@pytest.mark.parametrize("seed", range(8))
def test_an_answer_stays_the_same_whatever_word_puts_between_its_letters(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (the same noise each time)
    around_it = ("<w:ins>{}</w:ins>", "<w:smartTag>{}</w:smartTag>", "<w:hyperlink>{}</w:hyperlink>", "{}")
    before_it = ('<w:proofErr w:type="gramStart"/>', "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "", run(""))

    def edit(document: Element) -> None:
        for text in list(document.iter(f"{W}t")):
            said, place = text.text or "", around(text, "r")
            if len(said) < 2 or len(place) > 2 or next(place.iterancestors(f"{W}sdt"), None) is None:
                continue
            at_letter = chance.randrange(1, len(said))
            halves = (chance.choice(before_it) + chance.choice(around_it).format(run(escape(half)))
                      for half in (said[:at_letter], said[at_letter:]))  # fmt: skip
            if place.find(f"{W}rPr/{W}rStyle") is None:
                place.addnext(*xml(f"<w:smartTag>{''.join(halves)}</w:smartTag>"))
                remove(place)

    assert answers(edited(written(answers=KINDS), edit)) == READ


def test_lines_and_tabs_are_kept() -> None:
    content = p(run("a"), "<w:r><w:br/><w:t>b</w:t><w:cr/><w:tab/><w:t>c</w:t></w:r>") + p() + p(run("d"))

    assert comment(content) == "a\nb\n\tc\n\nd"


def test_quotes_dashes_and_hyphens_stay_as_they_were_typed() -> None:
    content = p(run("“it’s” – 10\u00a0%… "), "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>")

    assert comment(content) == "“it’s” – 10\u00a0%… a\u2011b\u00ad"


def test_changes_that_are_tracked_are_read_as_if_accepted() -> None:
    content = (
        p(
            run("Seen "), "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>", "<w:ins>", run("twice"), "</w:ins>",
            "<w:moveFrom>", run(" gone"), "</w:moveFrom><w:moveTo>", run(" here"), "</w:moveTo>",
        )
        + p(run("one "), properties="<w:rPr><w:del/></w:rPr>")
        + p(run("line"))
    )  # fmt: skip

    assert comment(content) == "Seen twice here\none line"


def test_the_results_of_fields_are_read_and_not_their_codes() -> None:
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ "d"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    content = p(run("On "), code, run("15 May"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run(" at home"))

    assert comment(content) == "On 15 May at home"
    assert "cannot be read as text" in doubt(COMMENT, p(code, run("15 May")) + p('<w:fldSimple w:instr="X"/><w:fldx/>'))


def test_the_numbers_that_word_makes_of_typed_ones_are_read() -> None:
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="77"/></w:numPr>'
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate((("decimal", "%1."), ("lowerLetter", "%1%2)"), ("bullet", "\uf0b7")))
    )
    file = edited(
        written(),
        typed(
            COMMENT,
            "".join(
                p(run(text), properties=numbered.format(depth))
                for text, depth in (("Seen", 0), ("alone", 1), ("twice", 1), ("Heard", 0), ("once", 1), ("dot", 2))
            ),
        ),
    )
    lists = parts(file)["word/numbering.xml"].replace(
        b"</w:numbering>",
        f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'.encode(),
    )

    assert answers(zipped({**parts(file), "word/numbering.xml": lists}))[COMMENT] == (
        "1. Seen\n1a) alone\n1b) twice\n2. Heard\n2a) once\n• dot"
    )
    assert "list" in faults(file)[COMMENT]


@pytest.mark.parametrize(("font", "code", "read"), [("Wingdings", "F04A", "☺"), ("Segoe UI Symbol", "2713", "✓")])
def test_symbols_that_are_known_are_read(font: str, code: str, read: str) -> None:
    assert comment(p(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')) == read


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (p(run("see"), '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "symbol"),
        (p(run("P", '<w:rFonts w:ascii="Wingdings 2"/>')), "symbol"),
        (p(run("see"), "<w:r><w:drawing><a:blip/></w:drawing></w:r>"), "picture"),
        (p(run("see"), '<w:r><w:pict><v:imagedata r:id="rId7"/></w:pict></w:r>'), "picture"),
        (p(run("see"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), "footnote"),
        (p(run("see"), run("not", "<w:vanish/>")), "hidden"),
        (p(run("Good", "<w:strike/>"), run(" Poor")), "struck through"),
        (p(run("Seen \uf0fc")), "symbol"),
        (p(run("Seen \U000f0001")), "symbol"),
        (p(run("P", '<w:rFonts w:ascii="Arial" w:hAnsi="Webdings"/>')), "symbol"),
        (p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), "cannot be read as text"),
        (p(run("see")) + '<w:altChunk r:id="rId5"/>', "cannot be read as text"),
        (p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>'
           '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "tick box"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_never_passed_over(content: str, why: str) -> None:
    assert why in doubt(COMMENT, content)


def in_style(style: str, kind: str = "paragraph", more: str = "") -> bytes:
    """A comment of two runs, the first in a style of this kind. Where `kind` is a table's, the table of
    the questions has it."""
    properties = '<w:rStyle w:val="Odd"/>' if kind == "character" else ""
    content = p(
        run("Good", properties), run(" seen"), properties='<w:pStyle w:val="Odd"/>' if kind == "paragraph" else ""
    )

    def edit(document: Element) -> None:
        if kind == "table":
            for style in document.iter(f"{W}tblStyle"):
                style.set(f"{W}val", "Odd")

    file = edited(written(), typed(COMMENT, content), edit)
    added = f'<w:style w:type="{kind}" w:styleId="Odd">{style}</w:style>{more}</w:styles>'
    return with_parts(file, word__styles_xml=parts(file)["word/styles.xml"].replace(b"</w:styles>", added.encode()))


@pytest.mark.parametrize("kind", ["paragraph", "character", "table"])
@pytest.mark.parametrize(
    ("look", "why"),
    [
        ("<w:vanish/>", "hidden"),
        ("<w:strike/>", "struck through"),
        ('<w:dstrike w:val="1"/>', "struck through"),
        ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "symbol"),
    ],
)
def test_what_a_style_hides_or_strikes_or_draws_as_symbols_is_never_passed_over(kind: str, look: str, why: str) -> None:
    assert why in faults(in_style(f"<w:rPr>{look}</w:rPr>", kind))[COMMENT]


@pytest.mark.parametrize("look", ["<w:vanish/>", "<w:strike/>", '<w:rFonts w:ascii="Symbol"/>'])
@pytest.mark.parametrize("own", ['<w:basedOn w:val="Base"/>', '<w:basedOn w:val="Base"/><w:rPr><w:b/></w:rPr>'])
def test_a_look_comes_down_from_the_styles_that_a_style_is_based_on(look: str, own: str) -> None:
    base = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="Root"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Root"><w:basedOn w:val="Base"/><w:rPr>{look}</w:rPr></w:style>'
    )

    assert COMMENT in faults(in_style(own, more=base))


def test_a_look_that_a_table_has_in_some_rows_only_is_asked_about() -> None:
    rows = '<w:tblStylePr w:type="band1Horz"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>'

    assert "hidden" in faults(in_style(rows, "table"))[COMMENT]


@pytest.mark.parametrize("look", ["<w:vanish/>", "<w:strike/>", '<w:rFonts w:ascii="Symbol"/>'])
def test_a_look_that_all_text_has_is_asked_about(look: str) -> None:
    file = edited(written(), typed(COMMENT, p(run("Good"))))
    styles = parts(file)["word/styles.xml"].decode()
    before, found, after = styles.partition("<w:rPrDefault><w:rPr>")
    assert found
    plain_faces = re.sub(r"<w:rFonts[^>]*/>", "", after, count=1)
    changed = f"{before}{found}{look}{plain_faces}".replace('w:default="1"', 'w:default="0"')

    assert COMMENT in faults(with_parts(file, word__styles_xml=changed.encode()))


@pytest.mark.parametrize(
    ("style", "own"),
    [("<w:vanish/>", '<w:vanish w:val="0"/>'), ("<w:strike/>", '<w:strike w:val="false"/>'),
     ('<w:rFonts w:ascii="Symbol"/>', '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')],
)  # fmt: skip
def test_what_a_text_says_of_itself_goes_before_its_style(style: str, own: str) -> None:
    content = p(run("Good", own), properties='<w:pStyle w:val="Odd"/>')
    file = edited(written(), typed(COMMENT, content))
    added = f'<w:style w:type="paragraph" w:styleId="Odd"><w:rPr>{style}</w:rPr></w:style></w:styles>'
    styles = parts(file)["word/styles.xml"].replace(b"</w:styles>", added.encode())

    assert answers(with_parts(file, word__styles_xml=styles)) == {COMMENT: "Good"}


@pytest.mark.parametrize("unseen", ["\u200b", "\u00a0\u2060", "\u3164", "\u2800 ", "\ufeff", "\U000e0041"])
def test_what_nobody_can_see_is_no_answer_and_no_row(unseen: str) -> None:
    typed_unseen = [typed(tag, run(unseen)) for tag in (CASE, DAY, STATUS, GRADE, COMMENT, "actions[0].action")]

    assert answers(edited(written(), *typed_unseen)) == {}
    assert answers(edited(written(), *typed_unseen, as_other_programs_leave_it)) == {}


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(run('in a box'))}</w:txbxContent>"
    content = p(
        run("be"), "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>", box,
        "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>", box,
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>", run("fore"),
    )  # fmt: skip

    assert comment(content) == "before\nin a box"
    assert "cannot be read" in doubt(COMMENT, content.replace("in a box", "in another", 1))


def test_a_bullet_pasted_as_text_is_a_bullet() -> None:
    assert comment(p(run("·", '<w:rFonts w:ascii="Symbol"/>'), run(" Seen"))) == "• Seen"


def test_an_emoji_of_words_is_read() -> None:
    content = p(
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" '
        'w16se:char="1F60A"/></mc:Choice><mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>'
    )

    assert comment(content) == "😊"


def test_a_table_pasted_into_a_comment_keeps_its_words() -> None:
    row = f"<w:tr><w:tc>{p(run('May'))}</w:tc><w:tc>{p(run('seen'))}</w:tc></w:tr>"

    assert comment(p(run("When")) + f"<w:tbl>{row}{row}</w:tbl>" + p()) == "When\nMay\tseen\nMay\tseen\n"


def test_a_control_copied_into_a_comment_is_part_of_the_comment() -> None:
    def edit(document: Element) -> None:
        found = control(document, COMMENT)
        without_flag(found)
        copied = xml(
            p(f"<w:sdt><w:sdtPr><w:tag w:val='{CASE}'/></w:sdtPr><w:sdtContent>{run('A9')}</w:sdtContent></w:sdt>")
        )
        child(found, "sdtContent")[:] = copied

    assert answers(edited(written(answers={CASE: "A1"}), edit)) == {CASE: "A1", COMMENT: "A9"}


def test_a_comment_of_words_is_no_answer() -> None:
    content = p('<w:commentRangeStart w:id="0"/>', run("Seen"), '<w:commentRangeEnd w:id="0"/>'
                '<w:r><w:commentReference w:id="0"/></w:r>')  # fmt: skip

    assert comment(content) == "Seen"


# --- prompts --------------------------------------------------------------------------------------


def test_a_prompt_that_lost_its_mark_is_no_answer() -> None:
    def edit(document: Element) -> None:
        for each in document.iter(f"{W}sdt"):
            without_flag(each)

    assert answers(edited(written(), edit)) == {}


@pytest.mark.parametrize("said", ["Click or tap here to enter text.", " ", "Type here"])
def test_a_control_that_word_has_emptied_says_nothing(said: str) -> None:
    assert answers(edited(written(), lambda document: says(control(document, COMMENT), said))) == {}


def test_text_that_is_marked_as_a_prompt_and_is_none_is_asked_about() -> None:
    file = edited(written(), lambda document: says(control(document, TEAM), "North"))

    assert "marked as a prompt" in faults(file)[TEAM]


@pytest.mark.parametrize("properties", ["", '<w:rStyle w:val="PlaceholderText"/>'])
def test_an_answer_typed_after_the_prompt_is_asked_about(properties: str) -> None:
    content = run("Type here", '<w:rStyle w:val="PlaceholderText"/>') + run(" North", properties)

    assert "still has its prompt" in doubt(TEAM, content)


def test_an_answer_typed_in_the_look_of_the_prompt_is_an_answer() -> None:
    assert answers(edited(written(), typed(TEAM, run("North", '<w:rStyle w:val="PlaceholderText"/>')))) == {
        TEAM: "North"
    }


def test_an_answer_that_is_word_for_word_the_prompt_is_asked_about() -> None:
    assert "only repeats its prompt" in faults(written(answers={TEAM: "Type here"}))[TEAM]


# --- drop-downs and days --------------------------------------------------------------------------


def test_a_choice_is_known_by_what_the_drop_down_shows() -> None:
    assert answers(edited(written(), typed(STATUS, run("child  in Need")))) == {STATUS: "child-in-need"}


def test_a_choice_can_be_taken_back() -> None:
    assert answers(edited(written(answers={STATUS: "cared-for"}), typed(STATUS, run("No answer")))) == {}


def test_a_text_that_is_no_choice_is_asked_about() -> None:
    assert "not one of the choices" in doubt(STATUS, run("Adopted"))


@pytest.mark.parametrize("shown", ["15/1/2014", "15 Jan 2014", "Wednesday 15th January 2014", "2014-01-15"])
def test_a_day_typed_by_hand_is_read_where_it_is_one_day_only(shown: str) -> None:
    assert answers(edited(written(), typed(DAY, run(shown)))) == {DAY: "2014-01-15"}


def test_a_day_that_is_none_is_asked_about() -> None:
    assert "not a single date" in doubt(DAY, run("mid January"))


@pytest.mark.parametrize("program", [lambda document: None, as_other_programs_leave_it])
def test_a_day_typed_over_the_one_chosen_is_asked_about(program: Callable[[Element], None]) -> None:
    file = edited(written(answers={DAY: "2014-01-15"}), typed(DAY, run("16/01/2014")), program)

    assert "a different date from the one chosen" in faults(file)[DAY]


# --- beside the field, or without it --------------------------------------------------------------


def test_what_is_typed_beside_an_empty_control_is_its_answer() -> None:
    assert answers(edited(written(), beside(COMMENT, p(run("Seen")) + p(run("alone"))))) == {COMMENT: "Seen\nalone"}


def test_what_is_typed_beside_a_filled_control_is_asked_about() -> None:
    file = edited(written(answers={COMMENT: "Seen"}), beside(COMMENT, p(run("Not seen"))))

    assert "outside its answer space" in faults(file)[COMMENT]


def test_a_picture_beside_an_answer_is_not_passed_over() -> None:
    file = edited(written(answers={COMMENT: "Seen"}), beside(COMMENT, p("<w:r><w:drawing/></w:r>")))

    assert "picture" in faults(file)[COMMENT]


def test_a_control_that_was_deleted_is_missing_and_not_empty() -> None:
    def edit(document: Element) -> None:
        cell = around(control(document, GRADE), "tc")
        cell[1:] = xml(p())

    assert faults(edited(written(), edit)) == {GRADE: f"{forms()[FORM].names[GRADE]} is no longer in this file."}


def test_an_answer_typed_where_a_control_was_deleted_is_not_passed_over() -> None:
    def edit(document: Element) -> None:
        cell = around(control(document, GRADE), "tc")
        cell[1:] = xml(p(run("2"), properties='<w:pStyle w:val="Answer"/>'))

    assert set(faults(edited(written(), edit))) == {GRADE, None}


def test_a_question_that_was_deleted_is_missing_whole() -> None:
    file = edited(written(), lambda document: remove(around(control(document, GRADE), "tr")))

    assert set(faults(file)) == {GRADE, COMMENT, None}


def test_a_control_moved_out_of_its_table_is_asked_about() -> None:
    def edit(document: Element) -> None:
        child(document, "body").insert(0, xml("<w:p/>")[0])
        child(document, "body/p").append(control(document, CASE))

    assert "moved" in faults(edited(written(answers={CASE: "A1"}), edit))[CASE]


def test_fields_in_cells_that_were_merged_are_asked_about() -> None:
    def edit(document: Element) -> None:
        around(control(document, GRADE), "tc").append(control(document, COMMENT))

    assert set(faults(edited(written(answers={COMMENT: "Seen", GRADE: "2"}), edit))) == {GRADE, COMMENT}


def test_a_control_round_its_whole_cell_is_read() -> None:
    def edit(document: Element) -> None:
        cell = around(control(document, COMMENT), "tc")
        (wrapper,) = xml(f"<w:sdt><w:sdtPr><w:tag w:val='{COMMENT}'/></w:sdtPr><w:sdtContent/></w:sdt>")
        cell.addprevious(wrapper)
        cell[1:] = xml(p(run("Seen")))
        child(wrapper, "sdtContent").append(cell)

    assert answers(edited(written(), edit)) == {COMMENT: "Seen"}


@pytest.mark.parametrize(
    "content",
    [
        p(run("More below")),
        p(run("More below"), properties='<w:pStyle w:val="Gap"/>'),
        f"<w:tbl><w:tr><w:tc>{p(run('More'))}</w:tc></w:tr></w:tbl>",
        p(f"<w:r><w:pict><v:textbox><w:txbxContent>{p(run('In a box'))}</w:txbxContent></v:textbox></w:pict></w:r>"),
    ],
)
def test_what_is_written_outside_of_the_fields_is_not_passed_over(content: str) -> None:
    def edit(document: Element) -> None:
        for element in reversed(xml(content)):
            child(document, "body").insert(1, element)

    returned = read(edited(written(answers={CASE: "A1"}), edit))

    assert [d.code for d in returned.diagnostics] == ["submission/outside-fields"]
    assert returned.submission is not None and returned.submission.value(CASE) == "A1"


# --- rows -----------------------------------------------------------------------------------------


def test_rows_are_read_in_the_order_in_which_they_stand() -> None:
    assert answers(written(answers=ROWS)) == ROWS


def test_a_row_added_in_word_is_read_though_its_tags_are_a_copy() -> None:
    def edit(document: Element) -> None:
        row_added(document)
        for who, name in zip(controls(document, "actions[4].who"), ("First", "Second"), strict=True):
            without_flag(who)
            child(who, "sdtContent")[:] = xml(run(name))

    assert answers(edited(written(), edit)) == {"actions[4].who": "First", "actions[5].who": "Second"}


def test_a_row_that_was_deleted_makes_room_for_the_next() -> None:
    file = edited(written(answers=ROWS), lambda d: remove(around(control(d, "actions[0].who"), "tr")))

    assert answers(file) == {"actions[0].action": "See the child alone"}


def test_a_row_whose_deletion_is_tracked_is_gone() -> None:
    def edit(document: Element) -> None:
        child(around(control(document, "actions[0].who"), "tr"), "trPr").extend(xml("<w:del/>"))

    assert answers(edited(written(answers=ROWS), edit)) == {"actions[0].action": "See the child alone"}


def test_a_row_without_controls_is_read_by_its_columns() -> None:
    def edit(document: Element) -> None:
        cells = "".join(f"<w:tc><w:tcPr/>{p(run(text))}</w:tc>" for text in ("Write", "Me", "14/2/2014", "", "", ""))
        around(control(document, "actions[0].who"), "tr").addnext(xml(f"<w:tr>{cells}</w:tr>")[0])

    assert answers(edited(written(answers={"actions[0].who": "You"}), edit)) == {
        "actions[0].who": "You",
        "actions[1].action": "Write",
        "actions[1].who": "Me",
        "actions[1].by": "2014-02-14",
    }


def test_a_row_that_was_made_a_heading_is_still_a_row() -> None:
    def edit(document: Element) -> None:
        child(around(control(document, "actions[0].who"), "tr"), "trPr").extend(xml("<w:tblHeader/>"))

    assert answers(edited(written(answers=ROWS), edit)) == ROWS


def test_a_row_of_another_make_is_not_passed_over() -> None:
    def edit(document: Element) -> None:
        row = xml(f"<w:tr><w:tc><w:tcPr/>{p(run('And the plan'))}</w:tc></w:tr>")[0]
        around(control(document, "actions[0].who"), "tr").addnext(row)

    returned = read(edited(written(answers=ROWS), edit))

    assert "actions" in [d.place.path for d in returned.diagnostics]
    assert returned.submission is not None and "actions" in returned.submission.unreadable


def test_a_column_that_was_added_is_not_passed_over() -> None:
    def edit(document: Element) -> None:
        for row in around(control(document, "actions[0].who"), "tbl").iter(f"{W}tr"):
            row.extend(xml(f"<w:tc><w:tcPr/>{p(run('note'))}</w:tc>"))

    assert "actions" in faults(edited(written(answers=ROWS), edit))


def test_a_field_missing_from_a_row_that_is_used_is_missing() -> None:
    def edit(document: Element) -> None:
        for tag in ("actions[0].who", "actions[3].who"):
            around(control(document, tag), "tc")[1:] = xml(p())

    assert set(faults(edited(written(answers={"actions[0].action": "Write"}), edit))) == {"actions[0].who"}


def test_a_table_of_rows_that_was_deleted_is_not_a_table_without_rows() -> None:
    file = edited(written(), lambda document: remove(around(control(document, "actions[0].who"), "tbl")))

    assert faults(file)["actions"] == "“Actions” is no longer in this file."
    assert [d.code for d in read(file).diagnostics] == ["submission/words-altered", "submission/unreadable-answer"]


def test_a_row_that_holds_only_a_picture_is_a_row() -> None:
    file = edited(written(), typed("actions[1].action", p("<w:r><w:drawing/></w:r>")))

    assert "picture" in faults(file)["actions[1].action"]


# --- two in one -----------------------------------------------------------------------------------


def pasted(other: bytes) -> Callable[[Element], None]:
    """A second form below the first, as Word pastes it: with its tags, without its bookmarks."""

    def edit(document: Element) -> None:
        body = child(document, "body")
        for part in list(child(word_file(other, "other.docx").document, "body"))[:-1]:
            body.insert(len(body) - 1, part)
            for mark in list(part.iter(f"{W}bookmarkStart")):
                remove(mark)

    return edit


def test_two_forms_in_one_file_are_refused_but_for_what_they_agree_on() -> None:
    first, second = (written(answers={CASE: case, "overall.judgement": "inadequate"}) for case in ("A1", "A2"))

    returned = read(edited(first, pasted(second)))

    assert returned.submission is not None
    assert returned.diagnostics[0].code == "submission/two-forms"
    assert CASE in returned.submission.unreadable and "actions" in returned.submission.unreadable
    assert returned.submission.value("overall.judgement") == "inadequate"


def test_a_field_that_is_there_twice_is_read_where_both_say_the_same() -> None:
    def edit(document: Element) -> None:
        row = around(control(document, GRADE), "tr")
        row.addnext(deepcopy(row))

    same = edited(written(answers={GRADE: "2", COMMENT: "Seen"}), edit)

    def other(document: Element) -> None:
        child(controls(document, GRADE)[1], "sdtContent")[:] = xml(run("3 – Requires Improvement"))

    found = read(same).submission
    assert found is not None and (found.value(GRADE), found.value(COMMENT)) == (2, "Seen")
    assert [d.code for d in read(same).diagnostics] == ["submission/outside-fields"]
    assert "more than once" in faults(edited(same, other))[GRADE]


# --- other programs -------------------------------------------------------------------------------

KINDS = {
    CASE: "  A 1042 <b>&amp;",
    DAY: "2014-01-15",
    STATUS: "cared-for",
    GRADE: "2",
    COMMENT: "“First” line.\n\n\tThird – 10 %\n",
    "overall.judgement": "inadequate",
    **ROWS,
}
READ = {**KINDS, GRADE: 2}


def test_without_tags_the_bookmarks_hold() -> None:
    assert answers(edited(written(answers=KINDS), as_other_programs_leave_it)) == READ


def test_without_tags_a_field_found_in_two_places_is_asked_about() -> None:
    def edit(document: Element) -> None:
        (mark,) = xml('<w:bookmarkStart w:id="999" w:name="f_details__case_id"/>')
        child(around(control(document, TEAM), "tc"), "p").append(mark)

    file = edited(written(answers={CASE: "A1", TEAM: "North"}), edit, as_other_programs_leave_it)

    assert CASE in faults(file) and TEAM in faults(file)


@pytest.mark.parametrize("program", [lambda document: None, as_other_programs_leave_it])
def test_line_breaks_that_were_moved_to_a_controls_front_are_not_taken_for_lines(
    program: Callable[[Element], None],
) -> None:
    def edit(document: Element) -> None:
        around(control(document, CASE), "p").insert(1, xml("<w:r><w:br/></w:r>")[0])

    file = edited(written(answers={CASE: "onetwo"}), edit, program)

    assert "changed by another program" in faults(file)[CASE]


def test_the_text_may_be_in_a_part_of_another_name() -> None:
    content = parts(written(answers={CASE: "A1"}))
    renamed = {name.replace("document.xml", "document2.xml"): raw for name, raw in content.items()}
    renamed["_rels/.rels"] = content["_rels/.rels"].replace(b"document.xml", b"document2.xml")

    assert MAIN not in renamed
    assert answers(zipped(renamed)) == {CASE: "A1"}


def test_a_file_without_lists_and_styles_is_read() -> None:
    file = with_parts(written(answers={CASE: "A1"}), word__numbering_xml=None, word__styles_xml=None)

    assert answers(file) == {CASE: "A1"}


def test_every_form_that_libreoffice_has_saved_can_be_read(tmp_path: Path) -> None:
    blank = [tmp_path / f"{form}.docx" for form in FORMS]
    for file in blank:
        file.write_bytes(written(file.stem))
    filled = tmp_path / "filled.docx"
    filled.write_bytes(written(answers=KINDS))

    saved = resaved([*blank, filled], "docx", tmp_path / "saved")
    (twice,) = resaved(resaved([filled], "odt", tmp_path / "odt"), "docx", tmp_path / "odt")

    assert {file.stem: answers(file.read_bytes()) for file in saved} == {**{form: {} for form in FORMS}, "filled": READ}
    assert answers(twice.read_bytes()) == READ


def test_what_libreoffice_changes_as_it_saves_is_asked_about(tmp_path: Path) -> None:
    every: list[dict[str, str | int]] = []

    @settings(max_examples=times(10), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(submissions(FORM))
    def collect(submission: dict[str, str | int]) -> None:
        every.append(submission)

    collect()
    files = [tmp_path / f"{n}.docx" for n in range(len(every))]
    for file, submission in zip(files, every, strict=True):
        file.write_bytes(written(answers={path: str(value) for path, value in submission.items()}))

    for saved, submission in zip(resaved(files, "docx", tmp_path / "saved"), every, strict=True):
        returned = read(saved.read_bytes())
        assert returned.submission is not None
        found = {path: answer.value for path, answer in returned.submission.answers.items()}
        lost = {path for path, value in submission.items() if found.get(path) != value}
        assert lost == returned.submission.unreadable == {d.place.path for d in returned.diagnostics}
        assert set(found) <= set(submission)


def test_a_line_like_the_help_that_stands_below_an_answer_is_never_dropped_in_silence(tmp_path: Path) -> None:
    wanted: dict[str, dict[str, str]] = {}
    for form, asks in forms().items():
        texts = [f for f in asks.single if helps(f) and f.kind in (kinds.TEXT, kinds.LONG_TEXT)]
        for kind, text in (("alone", "{}"), ("last", "Seen.\n{}"), ("first", "{}\nSeen.")):
            if texts:
                wanted[f"{form}-{kind}.docx"] = {f.path: text.format(next(iter(helps(f)))) for f in texts}
    for name, submission in wanted.items():
        (tmp_path / name).write_bytes(written(name.rpartition("-")[0], submission))

    assert {len(submission) for submission in wanted.values()} >= {1, 10}
    for saved in resaved([tmp_path / name for name in wanted], "docx", tmp_path / "saved"):
        returned = read(saved.read_bytes())
        assert returned.submission is not None
        found = {path: answer.value for path, answer in returned.submission.answers.items()}
        assert {p for p, text in wanted[saved.name].items() if found.get(p) != text} == returned.submission.unreadable


def test_help_is_known_at_its_own_place_only() -> None:
    field = next(f for f in forms()[FORM].single if helps(f))
    help_ = escape(next(iter(helps(field))))
    as_help = '<w:pStyle w:val="Guidance"/>'

    def said(*lines: tuple[str, str]) -> dict[str | None, str]:
        def edit(document: Element) -> None:
            cell = around(control(document, field.path), "tc")
            for each in list(cell)[1:]:
                cell.remove(each)
            mark = f'<w:bookmarkStart w:id="9001" w:name="{bookmark(field.path)}"/><w:bookmarkEnd w:id="9001"/>'
            cell.extend(xml(p(mark) + "".join(p(run(text), properties=style) for text, style in lines)))

        return faults(edited(written(), edit, as_other_programs_leave_it))

    assert field.path not in said(("", ""), (help_, as_help))
    assert "only repeats the form's own wording" in said((help_, ""), (help_, as_help))[field.path]
    assert "only repeats the form's own wording" in said((help_, as_help), (help_, as_help))[field.path]
    assert "only repeats the form's own wording" in said((help_, as_help), ("More", ""))[field.path]
    assert "only repeats the form's own wording" in said((help_, ""))[field.path]


def test_what_is_typed_in_libreoffice_is_read(tmp_path: Path) -> None:
    steps = [
        ("Over", bookmark(CASE), "A1042"),
        ("Over", bookmark(DAY), "16/1/2014"),
        ("Over", bookmark(STATUS), "Child in need"),
        ("Over", bookmark(GRADE), "2"),
        ("Over", bookmark(COMMENT), "Seen alone.\nTwice."),
        ("After", bookmark("details.service_area"), "MASS"),
        ("After", bookmark(TEAM), " North"),
        ("InNewRow", bookmark("actions[0].who"), "Team manager"),
    ]

    returned = read(typed_in(written(), steps, tmp_path))

    assert returned.submission is not None
    assert {path: answer.value for path, answer in returned.submission.answers.items()} == {
        CASE: "A1042",
        DAY: "2014-01-16",
        STATUS: "child-in-need",
        GRADE: 2,
        COMMENT: "Seen alone.\nTwice.",
        "details.service_area": "mass",
        "actions[5].who": "Team manager",
    }
    assert {d.place.path for d in returned.diagnostics} == {TEAM}


def test_a_second_form_pasted_in_libreoffice_is_not_passed_over(tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(written(answers={CASE: "A2"}))

    returned = read(typed_in(written(answers={CASE: "A1"}), [("Pasted", other.as_uri(), "")], tmp_path))

    assert "submission/outside-fields" in {d.code for d in returned.diagnostics}


# --- damaged and hostile files --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "make"), [pytest.param(code, make, id=name) for name, code, make in hostile_docx.files()]
)
def test_a_file_that_cannot_be_relied_on_is_refused_with_its_reason(code: str, make: Callable[[], bytes]) -> None:
    returned = read(make())

    assert {d.code for d in returned.diagnostics} == {f"submission/{code}"}
    assert all(d.hint for d in returned.diagnostics)
    assert code in ("unreadable-answer", "unknown-version") or returned.submission is None


def test_a_file_cut_off_anywhere_is_refused() -> None:
    file = written(answers=KINDS)

    for end in range(0, len(file), len(file) // 150):
        assert read(file[:end]).submission is None


def test_a_file_with_any_byte_changed_is_refused_or_read_as_it_was() -> None:
    file, chance = written(answers=KINDS), Random(4)  # noqa: S311 (the same bytes each time)

    for _ in range(300):
        at_byte = chance.randrange(len(file))
        returned = read(file[:at_byte] + bytes([chance.randrange(256)]) + file[at_byte + 1 :])
        if returned.submission is not None:
            assert {path: answer.value for path, answer in returned.submission.answers.items()} == READ


MOST_MEMORY = 200  # MB that reading one file takes at most, beside the program itself


def test_the_worst_files_take_no_more_memory_than_is_said(tmp_path: Path) -> None:
    """Each read by a child of one process, which knows the forms by then."""
    files = {name: tmp_path / f"{name}.docx" for name, _ in hostile_docx.worst()}
    for name, make in hostile_docx.worst():
        files[name].write_bytes(make())
    script = (
        "import os, sys; from pathlib import Path; from tests.readers.word_edits import forms, read, written\n"
        "peak = lambda: next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM')) // 1024\n"
        "read(written())\n"
        "for file in sys.argv[1:]:\n"
        "    raw = Path(file).read_bytes()\n"
        "    if child := os.fork(): assert os.wait() == (child, 0); continue\n"
        "    before = peak(); read(raw); print(peak() - before, flush=True); os._exit(0)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, files.values())], capture_output=True, text=True, check=True
    )

    taken = dict(zip(files, map(int, done.stdout.split()), strict=True))
    assert {name: size for name, size in taken.items() if size >= MOST_MEMORY} == {}
