"""All that is ticked comes out of every format as it went in, whoever's program ticked it, and what two places of one
file contradict each other in is never guessed."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import _Element as Element
from pikepdf import Name, String
from tests.readers import libreoffice, tick_pdf
from tests.readers.fill_pdf import field_of
from tests.readers.hostile_pdf import changed
from tests.readers.word_edits import W, around, as_other_programs_leave_it, control, edited, remove, says
from tests.samples import SMALL, times

from formwright.answers import several
from formwright.answers.address import bookmark
from formwright.compose import compose
from formwright.compose.printed import printed
from formwright.document.nodes import Document
from formwright.model import rules
from formwright.model.conditions import Value
from formwright.model.form import Field, Fields
from formwright.pipelines import filling
from formwright.pipelines.reading import Readers
from formwright.readers.returned import Returned
from formwright.reports import definition
from formwright.writers import blank, docx, html, pdf

FORM = SMALL.form("harm-log")
READERS = Readers.of(SMALL)
NATURE = "details.nature"
TICKED: dict[str, Value] = {
    "details.case_id": "A1",
    NATURE: ("physical", "2-or-more"),
    "details.status": ("cared-for",),
    "evaluation.home.seen": ("worker", "manager"),
    "evaluation.school.seen": ("nobody",),
    "visits[0].who": ("child", "carer"),
    "visits[1].who": ("carer",),
}
WRITE: Mapping[str, Callable[[Document], bytes]] = {"docx": docx.write, "pdf": pdf.write, "yaml": blank.write}


def written(format: str, answers: Mapping[str, Value]) -> bytes:
    assert SMALL.framework is not None
    spelt = {path: several.spelt(v) if isinstance(v, tuple) else str(v) for path, v in answers.items()}
    return WRITE[format](replace(compose(FORM, SMALL.framework), answers=spelt))


@cache
def empty(format: str) -> bytes:
    return written(format, {})


def read(raw: bytes, format: str) -> Returned:
    return READERS.content(raw, f"return.{format}")


def answers(raw: bytes, format: str) -> dict[str, Value]:
    """The answers of a return with which nothing is wrong."""
    found = read(raw, format)
    assert [(d.place.path, d.message) for d in found.diagnostics] == []
    assert found.submission is not None
    return dict(found.submission.said)


def doubts(raw: bytes, format: str) -> dict[str | None, str]:
    """What cannot be relied on, by path, and why; none of it is an answer."""
    found = read(raw, format)
    assert found.submission is not None
    faults = {d.place.path: d.message for d in found.diagnostics}
    assert not set(faults) & set(found.submission.said)
    return faults


# --- the law of the round trip -------------------------------------------------------------


def ticks() -> st.SearchStrategy[dict[str, Value]]:
    """Some boxes of each field, up to all, with rows that need not follow each other."""
    fields = {f.path: f for f in FORM.fields if f.ticks and not f.repeat}
    fields |= {f.path.replace("[]", f"[{n}]"): f for f in FORM.fields if f.ticks and f.repeat for n in (0, 1, 2)}
    drawn: dict[str, st.SearchStrategy[Value]] = {}
    for path, field in fields.items():
        values = [str(choice.value) for choice in field.choices or () if choice.value != field.none]
        in_order = st.sets(st.sampled_from(values), min_size=1).map(partial(several.in_order, choices=values))
        drawn[path] = in_order | st.just((field.none,)) if field.none else in_order
    return st.fixed_dictionaries({}, optional=drawn)


@pytest.mark.parametrize("format", WRITE)
@settings(max_examples=times(4), deadline=None)
@given(wanted=ticks())
def test_whatever_is_ticked_comes_out_as_it_went_in(format: str, wanted: dict[str, Value]) -> None:
    if format == "yaml" and "visits[0].who" not in wanted:
        wanted = {path: value for path, value in wanted.items() if "[" not in path}

    assert answers(written(format, wanted), format) == wanted


@settings(max_examples=times(4), deadline=None)
@given(wanted=ticks())
def test_whatever_is_ticked_in_a_pdf_is_read(wanted: dict[str, Value]) -> None:
    boxes = {several.tick(path, v): True for path, found in wanted.items() for v in found}  # type: ignore[union-attr]

    assert answers(tick_pdf.quickly(empty("pdf"), boxes), "pdf") == wanted


def test_each_box_has_its_own_address_in_every_format() -> None:
    assert SMALL.framework is not None
    page = html.write(compose(FORM, SMALL.framework)).decode()
    with pikepdf.open(BytesIO(empty("pdf"))) as form:
        box = field_of(form, "details.nature.2_or_more")
        assert box.FT == Name.Btn
        assert str(box.TU) == "Two, or more children. Kind of harm (required). Tick all that apply."

    assert 'name="details.nature.2_or_more" value="2-or-more"' in page
    found: list[Element] = []
    edited(empty("docx"), lambda document: found.append(control(document, "details.nature.2_or_more")))
    assert [c.get(f"{W}val") for c in found[0].iter(f"{W}alias")] == ["Kind of harm: Two, or more children"]


# --- PDF: other people's programs ----------------------------------------------------------

BOXES = {several.tick(path, v): True for path, found in TICKED.items() if isinstance(found, tuple) for v in found}


@pytest.mark.parametrize(
    "tick",
    [
        tick_pdf.by_pypdf,
        tick_pdf.by_mupdf,
        tick_pdf.by_qpdf,
        tick_pdf.by_pdftk_with_xfdf,
        tick_pdf.by_pdftk_with_fdf,
        tick_pdf.by_pdf_lib,
        tick_pdf.by_pdf_js,
    ],
)
def test_what_another_program_ticks_is_read_and_what_it_unticks_too(
    tick: Callable[[Path, tick_pdf.Ticks], bytes], tmp_path: Path
) -> None:
    form = tmp_path / "form.pdf"
    form.write_bytes(empty("pdf"))
    wanted = {path: found for path, found in TICKED.items() if isinstance(found, tuple)}

    form.write_bytes(tick(form, BOXES))
    assert answers(form.read_bytes(), "pdf") == wanted

    form.write_bytes(tick(form, {"details.nature.physical": False}))
    assert answers(form.read_bytes(), "pdf") == {**wanted, NATURE: ("2-or-more",)}


YES, OFF, ON = Name.Yes, Name.Off, Name.On
BOX = "details.nature.neglect"


@pytest.mark.parametrize(
    ("holds", "shows", "is_on"),
    [
        (YES, YES, True), (String("Yes"), YES, True), (OFF, OFF, False), (None, OFF, False),
        (None, None, False), (String(""), OFF, False), (OFF, None, False),
    ],
)  # fmt: skip
def test_a_box_is_ticked_where_what_it_holds_and_what_it_shows_agree(
    holds: pikepdf.Object | None, shows: pikepdf.Object | None, is_on: bool
) -> None:
    raw = tick_pdf.with_states(empty("pdf"), {BOX: (holds, shows)})

    assert answers(raw, "pdf") == ({NATURE: ("neglect",)} if is_on else {})


@pytest.mark.parametrize(
    ("holds", "shows"),
    [
        (YES, OFF), (OFF, YES), (None, YES), (YES, None), (ON, ON), (ON, YES), (YES, ON), (ON, None),
        (String("Yes"), OFF), (Name("/Ja"), YES), (String("þÿ"), YES), (String("No"), OFF),
        (pikepdf.Array([YES, OFF]), YES),
    ],
)  # fmt: skip
def test_a_box_that_shows_something_else_than_it_holds_is_never_guessed(
    holds: pikepdf.Object | None, shows: pikepdf.Object | None
) -> None:
    raw = tick_pdf.with_states(empty("pdf"), {"details.nature.physical": (YES, YES), BOX: (holds, shows)})

    assert list(doubts(raw, "pdf")) == [NATURE]


def test_a_box_that_was_deleted_takes_its_field_with_it() -> None:
    def without(pdf: pikepdf.Pdf) -> None:
        box = field_of(pdf, BOX)
        pages = [(page.obj, "/Annots") for page in pdf.pages if "/Annots" in page.obj]
        for holder, key in ((box.Parent, "/Kids"), *pages):
            holder[key] = pikepdf.Array([kid for kid in holder[key] if kid.objgen != box.objgen])

    raw = changed(tick_pdf.quickly(empty("pdf"), {"details.nature.physical": True}), without)

    assert doubts(raw, "pdf") == {NATURE: "Details: “Kind of harm” is no longer in this file."}


def test_a_box_beside_the_one_that_excludes_the_others_is_refused() -> None:
    boxes = {"details.nature.physical": True, "details.nature.none_of_these": True}

    assert doubts(tick_pdf.quickly(empty("pdf"), boxes), "pdf") == {
        NATURE: "Details: “Kind of harm” has “None of these” as well as others, which cannot both be right."
    }


# --- Word ----------------------------------------------------------------------------------


def sign(path: str, text: str) -> Callable[[Element], None]:
    """Types over a box: the control is gone, and this stands in its place."""

    def edit(document: Element) -> None:
        box = control(document, path)
        line = around(box, "p")
        run = next(box.iter(f"{W}r"))
        line.insert(list(line).index(box), run)
        remove(box)
        says(run, text)

    return edit


def click(path: str) -> Callable[[Element], None]:
    """As Word does it."""

    def edit(document: Element) -> None:
        box = control(document, path)
        next(e for e in box.iter() if str(e.tag).endswith("}checked")).set(
            "{http://schemas.microsoft.com/office/word/2010/wordml}val", "1"
        )
        says(box, "☒")

    return edit


def test_a_box_that_is_clicked_is_ticked() -> None:
    raw = edited(empty("docx"), click("details.nature.neglect"), click("visits[1].who.child"))

    assert answers(raw, "docx") == {NATURE: ("neglect",), "visits[1].who": ("child",)}


@pytest.mark.parametrize("typed", ["X", "x", "☒", "☑", "✓", "✔", "[x]", "( X )", "✘", "×"])
def test_a_tick_that_is_typed_in_the_place_of_a_box_is_read(typed: str) -> None:
    assert answers(edited(empty("docx"), sign(BOX, typed)), "docx") == {NATURE: ("neglect",)}


@pytest.mark.parametrize("typed", ["☐", "□", "[ ]", "( )"])
def test_an_empty_box_that_is_typed_is_none(typed: str) -> None:
    assert answers(edited(empty("docx"), sign(BOX, typed)), "docx") == {}


@pytest.mark.parametrize("typed", ["", "?", "XX", "yes", "no", "1", "☐☒", "-", "☒ ?", "/"])
def test_a_sign_that_can_mean_anything_is_never_guessed(typed: str) -> None:
    raw = edited(empty("docx"), click("details.nature.physical"), sign(BOX, typed))

    assert list(doubts(raw, "docx")) == [NATURE]


def test_ticks_beside_crosses_are_not_told_apart() -> None:
    raw = edited(empty("docx"), sign(BOX, "✓"), sign("details.nature.physical", "✗"))
    also = edited(empty("docx"), click(BOX), sign("details.nature.physical", "x"))

    assert "both ticks and crosses" in doubts(raw, "docx")[NATURE]
    assert "both ticks and crosses" in doubts(also, "docx")[NATURE]


def test_a_box_whose_sign_was_typed_over_contradicts_itself() -> None:
    raw = edited(empty("docx"), lambda document: says(control(document, BOX), "☒"))

    assert "does not show what it stores" in doubts(raw, "docx")[NATURE]


def line_of(document: Element, path: str) -> Element:
    return around(control(document, path), "p")


def reworded(document: Element) -> None:
    list(line_of(document, BOX).iter(f"{W}t"))[-1].text = "Neglect, perhaps"


def swapped(document: Element) -> None:
    """Somebody has dragged one box into the line of another."""
    one, other = control(document, BOX), control(document, "details.nature.physical")
    here, there = around(one, "p"), around(other, "p")
    here.insert(list(here).index(one), other)
    there.insert(2, one)


def added(document: Element) -> None:
    cell = around(control(document, BOX), "tc")
    copy = deepcopy(line_of(document, BOX))
    for text in copy.iter(f"{W}t"):
        text.text = "And another thing"
    cell.append(copy)


def taken_out(document: Element) -> None:
    remove(line_of(document, BOX))


@pytest.mark.parametrize("edit", [reworded, swapped, added, taken_out])
def test_lines_that_are_not_just_the_boxes_and_choices_are_asked_about(edit: Callable[[Element], None]) -> None:
    raw = edited(empty("docx"), click("details.nature.emotional"), edit)

    assert "text besides its boxes and choices" in doubts(raw, "docx")[NATURE]


def test_what_programs_leave_of_boxes_is_read_by_the_bookmarks() -> None:
    raw = edited(written("docx", TICKED), as_other_programs_leave_it)

    assert answers(raw, "docx") == TICKED


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_what_is_ticked_survives_libreoffice(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "return.docx"
    file.write_bytes(written("docx", TICKED))

    for step in dict.fromkeys((kind, "docx")):
        (tmp_path / step).mkdir()
        (file,) = libreoffice.resaved([file], step, tmp_path / step)

    assert answers(file.read_bytes(), "docx") == TICKED


def test_a_tick_that_is_typed_in_libreoffice_is_read(tmp_path: Path) -> None:
    raw = libreoffice.typed_in(empty("docx"), [("Over", bookmark(BOX), "☒")], tmp_path)

    found = read(raw, "docx")

    assert found.submission is not None
    said = found.submission.said.get(NATURE)
    assert said == ("neglect",) or NATURE in found.submission.unreadable


# --- what was asked when it was filled in ----------------------------------------------------


def _relabelled(field: Field, label: str) -> Field:
    choices = field.choices or ()
    return replace(field, choices=tuple(replace(c, label=label) if c.value == "neglect" else c for c in choices))


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_ticks_on_a_form_that_was_changed_since_count_where_their_labels_are_the_same(format: str) -> None:
    def relabelled(label: str) -> Returned:
        details = FORM.sections[0]
        fields = (_relabelled(f, label) if f.path == NATURE else f for f in details.fields)
        section = replace(details, content=Fields(tuple(fields)))
        now = replace(FORM, sections=(section, *FORM.sections[1:]), identity=replace(FORM.identity, digest="0" * 64))
        library = replace(SMALL, definitions=(now,))
        return Readers.of(library).content(written(format, {NATURE: ("physical", "neglect")}), f"return.{format}")

    same, other = relabelled("Neglect").submission, relabelled("Nothing done").submission

    assert same is not None and same.value(NATURE) == ("physical", "neglect")
    assert other is not None and NATURE in other.unreadable


IN_BRACKETS = "Write the ticked choices in square brackets, with commas between them: [one, another]."


# --- YAML ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "code", "hint"),
    [
        ("[neglct]", "submission/wrong-value", "Did you mean 'neglect'?"),
        ("[neglect, neglect]", "submission/ticked-twice",
         "Keep one of them, and check whether another choice was meant."),
        ("[none-of-these, neglect]", "submission/none-and-others", "Delete it, or the others."),
        ("neglect", "submission/wrong-type", IN_BRACKETS),
        ("{neglect: yes}", "submission/wrong-type", None),
        ("[[neglect]]", "submission/wrong-type", None),
        ("[neglect, ]", None, None),
        ("[neglect, ~]", "submission/wrong-type", None),
    ],
)  # fmt: skip
def test_a_list_says_each_choice_once_and_none_alone(listed: str, code: str | None, hint: str | None) -> None:
    raw = f'form: harm-log\nversion: "1.0"\ndetails:\n  case_id: A1\n  nature: {listed}\n'.encode()

    found = read(raw, "yaml")

    assert [d.code for d in found.diagnostics] == ([code] if code else [])
    assert hint is None or found.diagnostics[0].hint == hint
    assert not any("neglct" in f"{d.message}" for d in found.diagnostics)
    assert found.submission is not None
    assert (NATURE in found.submission.unreadable) == bool(code)


def test_an_empty_list_is_no_answer() -> None:
    found = READERS.content(b'form: harm-log\nversion: "1.0"\ndetails:\n  nature: []\n', "return.yaml")

    assert found.diagnostics == ()
    assert found.submission is not None and found.submission.said == {}


def test_the_rules_of_a_form_know_its_boxes() -> None:
    nature = next(f for f in rules.compile(FORM).single if f.path == NATURE)

    assert nature.ticks["details.nature.none_of_these"] == "none-of-these"


# --- what is said of them elsewhere -----------------------------------------------------------


def test_show_gives_each_field_of_boxes_with_its_choices() -> None:
    fields = {f["path"]: f for f in definition.data(FORM)["fields"]}  # type: ignore[attr-defined]

    nature = fields[NATURE]
    assert (nature["control"], nature["none"]) == ("choices", "none-of-these")
    assert nature["choices"][0] == {"value": "physical", "label": "Physical"}
    assert fields["details.both"]["asked_when"] == {"field": NATURE, "in_all": ["physical", "neglect"]}
    assert "none" not in fields["details.status"]


def test_a_book_says_how_boxes_are_answered() -> None:
    assert SMALL.framework is not None
    said = str(printed(compose(FORM, SMALL.framework).blocks))

    assert "all that apply: Parents; Police" in said
    assert "Answer only where “Kind of harm” includes “Physical” and “Neglect”." in said


@pytest.mark.parametrize("given", ["physical,2-or-more", "Physical; Two, or more children", "2-or-more,physical"])
def test_boxes_are_ticked_beforehand_by_their_names_or_labels(given: str) -> None:
    made = filling.blank(SMALL, "harm-log", "pdf", [f"{NATURE}={given}"])

    assert made.content is not None
    assert answers(made.content, "pdf") == {NATURE: ("physical", "2-or-more")}
