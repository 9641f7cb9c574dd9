"""Names keep their letters: whatever script they are in, every program shows them in their box."""

import dataclasses
import hashlib
import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops
from tests.accessibility import paper
from tests.readers import fill_pdf
from tests.readers.fill_pdf import field_of
from tests.writers.sample import FORM, words

from formwright.document.nodes import Box, Column, Document, Fields, Input, Option, Pick, Question, Questions
from formwright.writers import pdf as writer
from formwright.writers.paper import faces
from formwright.writers.paper.appearances import PaperBox, Shown, draw, runs_left
from formwright.writers.paper.faces import length
from formwright.writers.pdf import write

LATIN = ("Łukasz Ŵyn Owen", "Özgür Yılmaz", "Nguyễn Thị Ánh", "Ștefan Țurcanu", "Αθηνά", "Дмитрий Ковальчук", "W̌ilma")
FURTHER = ("محمد علي", "گلزار ہے", "גולדה מאיר", "শেখ মুজিব", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "தமிழ்", "👩‍👧 🎉 👍🏽 🇬🇧")
NAMES = (*LATIN, *FURTHER)

# No typeface has what Unicode has given to nothing.
NOWHERE = "\u0378"


LINE, LINES = PaperBox(290, 15.75, 9.5, wraps=False), PaperBox(290, 90, 9.5, wraps=True)


def with_answers(answers: dict[str, str]) -> Document:
    return dataclasses.replace(FORM, answers=answers)


@pytest.fixture(scope="module")
def filled() -> bytes:
    return write(with_answers({"details.case_id": "Łukasz Ŵyn محمد 👩‍👧", "details.date": "2014-01-15"}))


# --- what is drawn -----------------------------------------------------------------------------


def sheets(texts: Sequence[str], box: PaperBox) -> bytes:
    """What boxes show, each on a page of its own."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        for drawn in draw(pdf, [Shown(text, box) for text in texts]):
            assert drawn.whole
            page = pdf.add_blank_page(page_size=(box.width, box.height)).obj
            page.Resources = Dictionary(XObject=Dictionary(Box=drawn.appearance))
            page.Contents = pdf.make_stream(b"/Box Do")
        pdf.save(made)
    return made.getvalue()


def opened(made: bytes) -> Any:
    return pymupdf.open(stream=made)  # type: ignore[no-untyped-call]


def printed(made: bytes) -> bytes:
    """The pages with their boxes as they leave a printer that only draws what is there."""
    pages = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.flatten_annotations("all")
        for page in pdf.pages:
            if "/Annots" in page.obj:
                del page.obj.Annots
        pdf.save(pages)
    return pages.getvalue()


def letters(page: Any, typeface: str = "Answer") -> list[Any]:
    """Each letter that is drawn in a typeface: what it is, its number there, its place. The number 0 is the
    empty box that stands for a letter which the typeface does not have."""
    return [letter for span in page.get_texttrace() if typeface in span["font"] for letter in span["chars"]]


def text_by_poppler(made: bytes, tmp_path: Path) -> str:
    (tmp_path / "made.pdf").write_bytes(made)
    found = subprocess.run(["pdftotext", tmp_path / "made.pdf", "-"], check=True, capture_output=True)
    assert found.stderr == b""
    return found.stdout.decode()


def test_a_name_stands_in_its_box_to_the_letter(tmp_path: Path) -> None:
    answers = {"details.case_id": LATIN[0], "overall.comments": ", ".join(LATIN), "actions[0].who": LATIN[1]}

    text = text_by_poppler(write(with_answers(answers)), tmp_path)

    assert [name for name in LATIN if name not in text] == []
    assert (text.count(LATIN[0]), text.count(LATIN[1])) == (2, 2)
    assert "in full" not in text.lower()


@pytest.mark.parametrize("box", [LINE, LINES], ids=["line", "lines"])
def test_no_letter_is_an_empty_box_or_wider_than_is_counted_with(box: PaperBox) -> None:
    with opened(sheets(NAMES, box)) as pdf:
        for name, page in zip(NAMES, pdf, strict=True):
            drawn = letters(page)
            assert drawn, name
            assert 0 not in {letter[1] for letter in drawn}, name
            places = [letter[3] for letter in drawn]
            wide = max(place[2] for place in places) - min(place[0] for place in places)
            assert 0 < wide <= length(name, box.size) + 1, name


def test_arabic_letters_are_joined_and_run_to_the_left() -> None:
    with opened(sheets(["محمد"], LINE)) as pdf:
        drawn = sorted(letters(pdf[0]), key=lambda letter: letter[2][0])

    assert [chr(letter[0]) for letter in drawn] == list(reversed("محمد"))
    assert len({letter[1] for letter in drawn}) == 4  # the two of م differ: one begins, one is within


@pytest.mark.parametrize("line", ["محمد علي (uncle)", "(12) גולדה"])
def test_a_line_runs_as_its_first_letter_does(line: str) -> None:
    assert runs_left(line)
    assert not runs_left(f"A {line}")


# --- every program -----------------------------------------------------------------------------


def by_pdfium(made: bytes) -> Image.Image:
    """As Chromium and Edge draw it."""
    pdf = pypdfium2.PdfDocument(made)
    pdf.init_forms()
    drawn: Image.Image = pdf[0].render(may_draw_forms=True).to_pil()
    return drawn.convert("L")


def by_mupdf(made: bytes) -> Image.Image:
    with opened(made) as pdf:
        drawn = pdf[0].get_pixmap(colorspace=pymupdf.csGRAY)
        return Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)


def by_poppler(made: bytes) -> Image.Image:
    """As Evince and Okular draw it."""
    program = ["pdftoppm", "-r", "72", "-l", "1", "-gray", "-"]
    found = subprocess.run(program, input=made, check=True, capture_output=True)
    assert found.stderr == b""
    return Image.open(io.BytesIO(found.stdout)).convert("L")


@pytest.mark.parametrize("picture", [by_pdfium, by_mupdf, by_poppler])
def test_a_program_shows_what_is_drawn_and_draws_no_box_anew(
    picture: Callable[[bytes], Image.Image], filled: bytes
) -> None:
    difference = ImageChops.difference(picture(filled), picture(printed(filled)))

    assert difference.point(lambda light: 255 if light > 60 else 0).getbbox() is None


def test_only_a_form_that_nobody_filled_in_asks_programs_to_draw_its_boxes(filled: bytes) -> None:
    for made, wanted in ((write(FORM), True), (filled, False)):
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert bool(pdf.Root.AcroForm.NeedAppearances) is wanted


@pytest.mark.parametrize(
    "fill",
    [
        fill_pdf.by_pypdf,
        fill_pdf.by_mupdf,
        fill_pdf.by_qpdf,
        fill_pdf.by_pdftk_with_xfdf,
        fill_pdf.by_pdf_lib,
        fill_pdf.by_pdf_js,
    ],
)
def test_who_goes_on_filling_in_shows_both(
    fill: Callable[[Path, fill_pdf.Answers], bytes], filled: bytes, tmp_path: Path
) -> None:
    (tmp_path / "form.pdf").write_bytes(filled)

    made = fill(tmp_path / "form.pdf", {"overall.comments": "Seen alone."})

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(field_of(pdf, "details.case_id").V) == "Łukasz Ŵyn محمد 👩‍👧"
        assert str(field_of(pdf, "overall.comments").V) == "Seen alone."
        pdf.Root.AcroForm.NeedAppearances = False  # for a program that draws all anew the name is in the field
        shown = io.BytesIO()
        pdf.save(shown)
    text = text_by_poppler(shown.getvalue(), tmp_path)
    assert "Łukasz Ŵyn" in text
    assert "Seen alone." in text


# --- the file ----------------------------------------------------------------------------------


def test_every_typeface_is_in_the_file_under_a_name_of_its_own() -> None:
    long = "محمد علي " * 300
    with pikepdf.open(
        io.BytesIO(write(with_answers({"details.case_id": "Łucja محمد", "overall.comments": long})))
    ) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == Name.FontDescriptor]
        names = [str(font.FontName) for font in fonts]

        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert len(names) == len(set(names))
        assert sum("NotoSansArabic" in name for name in names) == 2  # in boxes, and in full at the end


def test_the_same_names_give_the_same_bytes_in_another_process() -> None:
    answers = {"details.case_id": "Łukasz محمد ਗੁਰਪ੍ਰੀਤ"}
    program = (
        "import dataclasses, hashlib; from tests.writers.sample import FORM; from formwright.writers.pdf import write\n"
        f"print(hashlib.sha256(write(dataclasses.replace(FORM, answers={answers!r}))).hexdigest())"
    )

    there = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()

    assert there == hashlib.sha256(write(with_answers(answers))).hexdigest()


def test_who_hears_it_is_served_as_well(tmp_path: Path) -> None:
    paths = ("details.case_id", "overall.comments", "evaluation.voice.comments", "actions[0].who", "actions[1].action")
    made = tmp_path / "made.pdf"
    made.write_bytes(write(with_answers({path: ", ".join(NAMES) for path in paths})))

    assert paper.conforms(made) == []


def test_a_form_in_our_own_letters_needs_no_other_typeface() -> None:
    assert faces.further_faces("Zoë O'Brien said “no” – twice; Łukasz, Ελένη and Дмитрий did not.") == ()


def test_text_of_the_page_has_its_letters_as_well() -> None:
    asked = Fields("Your name", (Input("a.name", "Name, الاسم", "Name, الاسم", Box(), True),))

    with opened(write(dataclasses.replace(FORM, blocks=(asked,)))) as pdf:
        drawn = [letter for page in pdf for letter in letters(page, "Paper-NotoSansArabic")]

    assert drawn and 0 not in {letter[1] for letter in drawn}


# --- what cannot be shown ----------------------------------------------------------------------


def test_letters_that_no_typeface_has_are_named_by_their_field_and_kept_in_it() -> None:
    answers = {"details.case_id": "A1042", "overall.comments": f"So {NOWHERE}.", "actions[1].who": NOWHERE}

    made = writer.written(with_answers(answers))

    assert made.lacking == {"overall.comments": "Any other comments", "actions[1].who": "Action 2: Who?"}
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert str(field_of(pdf, "overall.comments").V) == f"So {NOWHERE}."


def test_what_is_never_seen_lacks_no_typeface() -> None:
    texts = [
        "a\u200db",
        "\u2067x\u2069",
        "a\u00adb",
        "tab\there",
        "soft\u200bbreak",
        " \u00a0x",
        "\ufeffx",
        "a\nb",
        "x\ufe0f",
    ]

    with pikepdf.new() as pdf:
        assert [
            text for text, drawn in zip(texts, draw(pdf, [Shown(t, LINES) for t in texts]), strict=True) if drawn.lacks
        ] == []


def test_without_the_further_typefaces_the_computers_own_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "further_files", lambda: ())

    with opened(sheets(["Łukasz محمد"], LINE)) as pdf:
        drawn = letters(pdf[0], "")

    assert "Ł" in {chr(letter[0]) for letter in drawn}
    assert len(drawn) == len("Łukasz محمد")


# --- room --------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["محمد", "李"])
def test_a_text_of_any_script_that_is_too_long_for_its_box_is_printed_in_full(word: str, tmp_path: Path) -> None:
    text = text_by_poppler(write(with_answers({"evaluation.voice.comments": f"{word} " * 900})), tmp_path)

    assert "Answers in full" in text


def test_a_choice_that_its_box_cannot_show_whole_is_printed_in_full_in_its_own_words(tmp_path: Path) -> None:
    label = "Neither, but something else which takes a good many words to say, so that no column is as wide"
    pick = Input("a.b.c", "Which?", "Which?", Pick((Option("else", label),)), True)
    grid = Questions(
        "Grid", "Element", (Column(words("Which?"), 10),), (Question("1", words("Is it good?"), "b", (pick,)),)
    )
    form = dataclasses.replace(FORM, blocks=(grid,), answers={"a.b.c": "else"})

    text = " ".join(text_by_poppler(write(form), tmp_path).split())

    assert label in text[text.index("Answers in full") :]
