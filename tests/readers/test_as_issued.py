"""'check' and 'verify' see whatever was altered in a form or put beside its fields, and call nothing else altered."""

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pymupdf
import pypdf
import pytest
from lxml import etree
from lxml.etree import _Element as Element
from pikepdf import Array, Dictionary, Name, String
from tests.readers import fill_pdf, libreoffice
from tests.readers.word_edits import (
    FORM,
    MAIN,
    Edit,
    W,
    around,
    child,
    control,
    edited,
    library,
    parts,
    remove,
    row_added,
    typed,
    with_parts,
    written,
    xml,
    zipped,
)

from formwright.diagnostics import Severity
from formwright.model.review import Reviewed, Status
from formwright.pipelines import filling, verifying
from formwright.pipelines.copies import Copies
from formwright.pipelines.review import Reviewer

ANSWERS = {"details.case_id": "A1042", "details.team": "North", "overall.judgement": "good"}
OUTSIDE, ALTERED, BESIDE = "submission/outside-fields", "submission/words-altered", "submission/written-beside"
ON_THE_FILE = {
    OUTSIDE, ALTERED, BESIDE, "submission/no-stamp", "submission/two-stamps", "submission/form-changed",
    "submission/note", "submission/damaged", "submission/unknown-version", "submission/two-forms",
}  # fmt: skip


@cache
def reviewer() -> Reviewer:
    return Reviewer.of(library())


@cache
def copies() -> Copies:
    """As `verify` has them for a whole folder: each form is drawn once."""
    return Copies.of(library())


@cache
def word() -> bytes:
    return written(FORM, ANSWERS)


@cache
def paper() -> bytes:
    return filled_in(ANSWERS)


def filled_in(answers: Mapping[str, str]) -> bytes:
    made = filling.blank(library(), FORM, "pdf", [f"{path}={answer}" for path, answer in answers.items()]).content
    assert made is not None
    return made


def checked(file: bytes, name: str = "return.docx") -> Reviewed:
    return reviewer().content(file, name)


def faults(found: Reviewed) -> list[str]:
    """What is wrong with the file as such, not with its answers."""
    return [d.code for d in found.diagnostics if d.code in ON_THE_FILE]


def verified(file: bytes, folder: Path, name: str = "return.docx") -> verifying.Verified:
    (folder / name).write_bytes(file)
    return verifying.verify(library(), folder / name, copies())


# --- Word -----------------------------------------------------------------------------------------

NOTE = "<w:p><w:r><w:t>Ring the school</w:t></w:r></w:p>"
BOX = (
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Ring the school</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
PICTURE = '<w:p><w:r><w:drawing><a:blip r:embed="rId99"/></w:drawing></w:r></w:p>'
OBJECT = "<w:p><w:r><w:object><v:shape/></w:object></w:r></w:p>"
TABLE = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{NOTE}</w:tc></w:tr></w:tbl>"
INSERTED = '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>Ring the school</w:t></w:r></w:ins></w:p>'
MATHS = "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"


def in_body(content: str, at: int = 1) -> Edit:
    return lambda document: child(document, "body").insert(at, xml(content)[0])


def of_question(document: Element, path: str = "evaluation.chronology.grade") -> list[Element]:
    """The runs of a question's own words."""
    row = around(control(document, questions(document)[0]), "tr")
    return list(row.findall(f"{W}tc")[1].iter(f"{W}r"))


def questions(document: Element) -> list[str]:
    tags = [tag.get(f"{W}val", "") for tag in document.iter(f"{W}tag")]
    return [tag for tag in tags if tag.startswith("evaluation.") and tag.endswith(".grade")]


def in_question(change: Callable[[Element], object]) -> Edit:
    return lambda document: change(of_question(document)[0])


def reword(run: Element) -> None:
    child(run, "t").text = "Is there no need for this at all?"


def look(properties: str) -> Callable[[Element], None]:
    def change(run: Element) -> None:
        for old in run.findall(f"{W}rPr"):
            run.remove(old)
        run.insert(0, xml(f"<w:rPr>{properties}</w:rPr>")[0])

    return change


def taken_back(run: Element) -> None:
    """Deleted while changes are tracked."""
    (deleted,) = xml('<w:del w:id="1" w:author="A"/>')
    run.addprevious(deleted)
    deleted.append(run)
    for text in list(run.iter(f"{W}t")):
        text.tag = f"{W}delText"


def two_questions_swapped(document: Element) -> None:
    first, second, *_ = (around(control(document, path), "tr").findall(f"{W}tc")[1] for path in questions(document))
    one, other = deepcopy(first), deepcopy(second)
    first.getparent().replace(first, other)  # type: ignore[union-attr]
    second.getparent().replace(second, one)  # type: ignore[union-attr]


def a_question_twice(document: Element) -> None:
    row = around(control(document, questions(document)[0]), "tr")
    copy = deepcopy(row)
    for cell in copy.findall(f"{W}tc")[2:]:
        cell[:] = xml("<w:p/>")
    row.addnext(copy)


def a_question_gone(document: Element) -> None:
    remove(around(control(document, questions(document)[0]), "tr"))


def beside_a_number(document: Element) -> None:
    around(control(document, questions(document)[0]), "tr").findall(f"{W}tc")[0].append(xml(NOTE)[0])


def edge(file: bytes, part: str, content: str) -> bytes:
    root = etree.fromstring(parts(file)[part])
    root.extend(xml(content))
    return zipped({**parts(file), part: etree.tostring(root)})


def without(file: bytes, *names: str) -> bytes:
    return zipped({name: raw for name, raw in parts(file).items() if name not in names})


def with_notes(file: bytes, kind: str, text: str = "Ring the school") -> bytes:
    """With a part of comments, or of notes at the foot or the end."""
    relations = etree.fromstring(parts(file)["word/_rels/document.xml.rels"])
    uri = "http://schemas.openxmlformats.org"
    etree.SubElement(
        relations, f"{{{uri}/package/2006/relationships}}Relationship",
        Id="rIdNotes", Type=f"{uri}/officeDocument/2006/relationships/{kind}", Target=f"{kind}.xml",
    )  # fmt: skip
    note = f'<w:{kind} xmlns:w="{uri.replace("org", "org/wordprocessingml/2006/main")}">'
    note += f"<w:x><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:x></w:{kind}>"
    return zipped(
        {
            **parts(file),
            "word/_rels/document.xml.rels": etree.tostring(relations),
            f"word/{kind}.xml": note.encode(),
        }
    )


WORD_EDITS: dict[str, tuple[Edit, str]] = {
    "a paragraph": (in_body(NOTE), OUTSIDE),
    "a paragraph at the end": (lambda d: child(d, "body").insert(-1, xml(NOTE)[0]), OUTSIDE),
    "a text box": (in_body(BOX), OUTSIDE),
    "a picture": (in_body(PICTURE), OUTSIDE),
    "an object": (in_body(OBJECT), OUTSIDE),
    "a table": (in_body(TABLE), OUTSIDE),
    "a tracked insertion": (in_body(INSERTED), OUTSIDE),
    "an equation": (in_body(MATHS), OUTSIDE),
    "in a cell that is no field": (beside_a_number, OUTSIDE),
    "a question twice": (a_question_twice, OUTSIDE),
    "in the title": (lambda d: next(d.iter(f"{W}p")).append(xml("<w:r><w:t>Ring me</w:t></w:r>")[0]), ALTERED),
    "a question reworded": (in_question(reword), ALTERED),
    "a question taken back": (in_question(taken_back), ALTERED),
    "a question hidden": (in_question(look("<w:vanish/>")), ALTERED),
    "a question struck through": (in_question(look("<w:strike/>")), ALTERED),
    "a question in white": (in_question(look('<w:color w:val="FFFFFF"/>')), ALTERED),
    "two questions swapped": (two_questions_swapped, ALTERED),
    "a question gone": (a_question_gone, ALTERED),
}


@pytest.mark.parametrize(("edit", "code"), WORD_EDITS.values(), ids=WORD_EDITS)
def test_what_is_altered_in_word_or_put_beside_the_fields_is_seen(edit: Edit, code: str, tmp_path: Path) -> None:
    file = edited(word(), edit)

    found = checked(file)
    assert code in faults(found)
    assert (found.status, found.judgement, found.escalation is not None) == (Status.INVALID, "good", True)
    assert verified(file, tmp_path).words is verifying.Words.ALTERED


def test_a_style_that_hides_is_seen() -> None:
    styles = parts(word())["word/styles.xml"].replace(
        b'w:styleId="RowHeading">', b'w:styleId="RowHeading"><w:rPr><w:vanish/></w:rPr>'
    )
    assert b"vanish" in styles
    assert faults(checked(with_parts(word(), word__styles_xml=styles))) == [ALTERED]


@pytest.mark.parametrize("part", ["word/header1.xml", "word/header2.xml", "word/footer1.xml"])
@pytest.mark.parametrize("content", [NOTE, PICTURE, BOX], ids=["text", "picture", "box"])
def test_what_is_put_at_the_head_or_foot_of_pages_is_seen(part: str, content: str, tmp_path: Path) -> None:
    file = edge(word(), part, content)

    assert faults(checked(file)) == [OUTSIDE]
    assert verified(file, tmp_path).words is verifying.Words.ALTERED


@pytest.mark.parametrize("kind", ["comments", "footnotes", "endnotes"])
def test_notes_are_seen_and_parts_without_any_are_not(kind: str, tmp_path: Path) -> None:
    assert faults(checked(with_notes(word(), kind))) == [OUTSIDE]
    assert verified(with_notes(word(), kind), tmp_path).words is verifying.Words.ALTERED
    assert faults(checked(with_notes(word(), kind, ""))) == []


def test_a_form_without_its_own_fingerprint_is_compared_with_a_fresh_one() -> None:
    """As forms are that were handed out before there were fingerprints."""
    custom = parts(word())["docProps/custom.xml"].replace(b"FormwrightWords", b"Other")

    def unmarked(document: Element) -> None:
        for mark in [m for m in document.iter(f"{W}bookmarkStart") if m.get(f"{W}name", "").startswith("_fw")]:
            remove(mark)

    old = edited(with_parts(word(), docProps__custom_xml=custom), unmarked)

    assert faults(checked(old)) == []
    for edit, code in WORD_EDITS.values():
        assert code in faults(checked(edited(old, edit)))


def nothing_but_looks(document: Element) -> None:
    """What Word writes as people work: spelling marks, cut up runs, bookmarks, page breaks, other fonts."""
    for run in list(document.iter(f"{W}r"))[::3]:
        run.addprevious(xml('<w:proofErr w:type="spellStart"/>')[0])
        run.addprevious(xml('<w:bookmarkStart w:id="99" w:name="_GoBack"/>')[0])
        text = run.find(f"{W}t")
        if text is not None and len(text.text or "") > 3:
            copy = deepcopy(run)
            child(copy, "t").text = (text.text or "")[2:]
            text.text = (text.text or "")[:2]
            run.addnext(copy)
            run.append(xml("<w:lastRenderedPageBreak/>")[0])
    child(document, "body").insert(2, xml('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')[0])


WORD_SAVES: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda file: file,
    "as Word leaves it": lambda file: edited(file, nothing_but_looks),
    "a row more": lambda file: edited(file, row_added),
    "an answer": lambda file: edited(file, typed("overall.comments", NOTE)),
    "pages counted": lambda file: with_parts(
        file, word__footer1_xml=parts(file)["word/footer1.xml"].replace(b">1</w:t>", b">17</w:t>")
    ),
    "python-docx": lambda file: by_python_docx(file),
}


def by_python_docx(file: bytes) -> bytes:
    out = BytesIO()
    docx.Document(BytesIO(file)).save(out)
    return out.getvalue()


@pytest.mark.parametrize("save", WORD_SAVES.values(), ids=WORD_SAVES)
def test_a_word_form_that_was_only_filled_in_is_as_issued(save: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = save(word())

    assert faults(checked(file)) == []
    assert verified(file, tmp_path).words is verifying.Words.AS_ISSUED


def test_libreoffice_alters_nothing_and_what_was_altered_is_seen_after_it(tmp_path: Path) -> None:
    files = {f"{form.identity.id}.docx": written(form.identity.id) for form in library().forms}
    spoilt = {
        "note.docx": (edited(word(), in_body(NOTE)), OUTSIDE),
        "reworded.docx": (edited(word(), in_question(reword)), ALTERED),
        "footer.docx": (edge(word(), "word/footer1.xml", NOTE), OUTSIDE),
    }
    for name, file in {**files, **{name: file for name, (file, _) in spoilt.items()}}.items():
        (tmp_path / name).write_bytes(file)
    saved = {
        file.name: file.read_bytes()
        for file in libreoffice.resaved(sorted(tmp_path.glob("*.docx")), "docx", tmp_path / "saved")
    }

    for name in files:
        assert (name, faults(checked(saved[name]))) == (name, [])
        assert verified(saved[name], tmp_path).words is verifying.Words.AS_ISSUED
        assert faults(checked(without(saved[name], "docProps/custom.xml"))) == []
    for name, (_, code) in spoilt.items():
        assert (name, faults(checked(saved[name]))) == (name, [code])
    made = {(of.id, format) for of, format in reviewer().readers.copies.made}
    assert not made - {(FORM, "docx"), (FORM, "pdf")}  # its own fingerprint is enough


# --- which form it is -----------------------------------------------------------------------------


def without_marks(file: bytes, left: int = 0) -> bytes:
    def edit(document: Element) -> None:
        marks = [m for m in document.iter(f"{W}bookmarkStart") if m.get(f"{W}name", "").startswith("_fw")]
        for mark in marks[left:]:
            remove(mark)

    return edited(file, edit)


def test_a_word_file_without_properties_is_still_ours(tmp_path: Path) -> None:
    bare = without(word(), "docProps/custom.xml", "docProps/core.xml", "docProps/app.xml")

    found = checked(bare)
    assert (found.form, found.version, found.judgement, faults(found)) == (FORM, "1.0", "good", [])
    assert found.digest == library().form(FORM).identity.digest
    assert verified(bare, tmp_path).words is verifying.Words.AS_ISSUED


@pytest.mark.parametrize("left", [0, 3])
def test_a_word_file_that_no_longer_says_which_form_it_is_looks_like_one(left: int) -> None:
    found = checked(without_marks(without(word(), "docProps/custom.xml"), left))

    assert faults(found) == ["submission/no-stamp"]
    assert any(d.code == "escalation/nobody-told" for d in found.diagnostics)


def test_a_word_file_keeps_its_name_where_its_text_has_lost_it() -> None:
    assert faults(checked(without_marks(word()))) == []


def test_two_stamps_that_differ_are_both_not_believed(tmp_path: Path) -> None:
    custom = parts(word())["docProps/custom.xml"]
    version = with_parts(word(), docProps__custom_xml=custom.replace(b">1.0<", b">0.9<"))
    form = with_parts(word(), docProps__custom_xml=custom.replace(b">tier1-generic-audit<", b">tier1-plo-audit<"))

    assert (faults(checked(version)), checked(version).judgement) == (["submission/two-stamps"], "good")
    assert (faults(checked(form)), checked(form).form) == (["submission/two-stamps"], None)
    for file in (version, form):
        assert [d.code for d in verified(file, tmp_path).diagnostics] == ["document/two-stamps"]


def test_the_text_of_another_form_pasted_in_is_not_believed() -> None:
    other = etree.fromstring(parts(written("tier1-plo-audit"))[MAIN])

    def edit(document: Element) -> None:
        child(document, "body").insert(0, next(other.iter(f"{W}p")))

    assert faults(checked(edited(word(), edit))) == ["submission/two-stamps"]


# --- PDF ------------------------------------------------------------------------------------------


def in_pdf(change: Callable[[pikepdf.Pdf], object]) -> Callable[[], bytes]:
    def make() -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(paper())) as pdf:
            change(pdf)
            pdf.save(out)
        return out.getvalue()

    return make


def annotated(**entries: Any) -> Callable[[], bytes]:
    def stick(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([50, 50, 200, 100]), **entries)
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))

    return in_pdf(stick)


def drawn_by_mupdf() -> bytes:
    pdf: Any = pymupdf.open("pdf", paper())  # type: ignore[no-untyped-call]
    pdf[0].insert_text((72, 40), "Ring the school")
    return bytes(pdf.tobytes())


def text_of_two_lines_swapped(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_coalesce()
    content = page.obj.Contents.read_bytes()
    first, second = content.split(b"BT")[3:5]
    page.obj.Contents = pdf.make_stream(
        content.replace(first, b"@", 1).replace(second, first, 1).replace(b"@", second, 1)
    )


PDF_EDITS: dict[str, tuple[Callable[[], bytes], str]] = {
    "text drawn": (drawn_by_mupdf, BESIDE),
    "a line drawn": (in_pdf(lambda pdf: pdf.pages[0].contents_add(b"q 0 0 m 99 99 l S Q")), BESIDE),
    "a picture drawn": (in_pdf(lambda pdf: pdf.pages[1].contents_add(b"q BI /W 1 /H 1 ID x EI Q")), BESIDE),
    "a page more": (in_pdf(lambda pdf: pdf.pages.append(pdf.pages[0])), BESIDE),
    "a page less": (in_pdf(lambda pdf: pdf.pages.__delitem__(0)), ALTERED),
    "pages in another order": (in_pdf(lambda pdf: pdf.pages.reverse()), ALTERED),
    "lines swapped": (in_pdf(text_of_two_lines_swapped), ALTERED),
    "a file attached": (
        in_pdf(lambda pdf: pdf.attachments.__setitem__("a.txt", pikepdf.AttachedFileSpec(pdf, b"x", filename="a.txt"))),
        BESIDE,
    ),
    "typewriter": (annotated(Subtype=Name.FreeText, Contents=String("Ring the school")), BESIDE),
    "stamp": (annotated(Subtype=Name.Stamp), BESIDE),
    "ink": (annotated(Subtype=Name.Ink), BESIDE),
    "box": (annotated(Subtype=Name.Square), BESIDE),
    "note": (annotated(Subtype=Name.Text, Contents=String("Ring the school")), BESIDE),
    "mark with words": (annotated(Subtype=Name.Highlight, Contents=String("No!")), BESIDE),
    "struck through": (annotated(Subtype=Name.StrikeOut), BESIDE),
    "file": (annotated(Subtype=Name.FileAttachment), BESIDE),
    "mark": (annotated(Subtype=Name.Highlight), "submission/note"),
}


@pytest.mark.parametrize(("make", "code"), PDF_EDITS.values(), ids=PDF_EDITS)
def test_what_is_altered_in_a_pdf_or_put_over_it_is_seen(make: Callable[[], bytes], code: str, tmp_path: Path) -> None:
    file = make()
    found = checked(file, "return.pdf")
    words = verified(file, tmp_path, "return.pdf").words

    assert code in faults(found)
    assert found.judgement == "good" or code == ALTERED
    is_error = any(d.code == code and d.severity is Severity.ERROR for d in found.diagnostics)
    assert is_error == (words is verifying.Words.ALTERED) == (code != "submission/note")


def by_pypdf(form: bytes) -> bytes:
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(form)).write(out)
    return out.getvalue()


def by_mupdf(form: bytes, clean: bool = False) -> bytes:
    pdf: Any = pymupdf.open("pdf", form)  # type: ignore[no-untyped-call]
    for page in pdf if clean else ():
        page.clean_contents()
    return bytes(pdf.tobytes(garbage=3, deflate=True))


def by_command(*command: str) -> Callable[[bytes, Path], bytes]:
    def save(form: bytes, folder: Path) -> bytes:
        (folder / "in.pdf").write_bytes(form)
        fill_pdf.run(*(word.format(folder=folder) for word in command))
        return (folder / "out.pdf").read_bytes()

    return save


PDF_SAVES: dict[str, Callable[[bytes, Path], bytes]] = {
    "as it is": lambda form, folder: form,
    "an empty page more": lambda form, folder: in_pdf(lambda pdf: pdf.add_blank_page())(),
    "pikepdf": lambda form, folder: in_pdf(lambda pdf: None)(),
    "pypdf": lambda form, folder: by_pypdf(form),
    "mupdf": lambda form, folder: by_mupdf(form),
    "mupdf, cleaned": lambda form, folder: by_mupdf(form, clean=True),
    "qpdf": by_command("qpdf", "{folder}/in.pdf", "{folder}/out.pdf"),
    "qpdf, taken apart": by_command("qpdf", "--qdf", "--coalesce-contents", "{folder}/in.pdf", "{folder}/out.pdf"),
    "pdftk": by_command("pdftk", "{folder}/in.pdf", "output", "{folder}/out.pdf"),
    "pdftk, uncompressed": by_command("pdftk", "{folder}/in.pdf", "output", "{folder}/out.pdf", "uncompress"),
}
FILLERS = [
    fill_pdf.by_pypdf, fill_pdf.by_mupdf, fill_pdf.by_mupdf_at_the_end, fill_pdf.by_qpdf, fill_pdf.by_pdftk_with_xfdf,
    fill_pdf.by_pdftk_with_fdf, fill_pdf.by_pdf_lib, fill_pdf.by_pdf_js,
]  # fmt: skip


@pytest.mark.parametrize("save", PDF_SAVES.values(), ids=PDF_SAVES)
def test_a_pdf_that_was_only_saved_is_as_issued(save: Callable[[bytes, Path], bytes], tmp_path: Path) -> None:
    saved = save(paper(), tmp_path)

    assert faults(checked(saved, "return.pdf")) == []
    assert verified(saved, tmp_path, "return.pdf").words is verifying.Words.AS_ISSUED


@pytest.mark.parametrize("fill", FILLERS, ids=lambda fill: fill.__name__)
def test_a_pdf_that_was_only_filled_in_is_as_issued(
    fill: Callable[[Path, fill_pdf.Answers], bytes], tmp_path: Path
) -> None:
    (tmp_path / "form.pdf").write_bytes(paper())
    filled = fill(tmp_path / "form.pdf", {"details.case_id": "A7", "overall.comments": "Seen.\nHeard."})

    assert faults(checked(filled, "return.pdf")) == []
    assert verified(filled, tmp_path, "return.pdf").words is verifying.Words.AS_ISSUED


def test_a_pdf_with_long_answers_in_full_on_pages_of_their_own_is_as_issued(tmp_path: Path) -> None:
    long = filled_in({"overall.comments": "A long answer. " * 300})

    assert faults(checked(long, "return.pdf")) == []
    assert verified(long, tmp_path, "return.pdf").words is verifying.Words.AS_ISSUED


def no_properties(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo
    del pdf.Root.Metadata


def test_a_pdf_without_properties_is_still_ours() -> None:
    found = checked(in_pdf(no_properties)(), "return.pdf")

    assert (found.form, found.judgement, faults(found)) == (FORM, "good", [])


def test_a_pdf_that_says_nowhere_which_form_it_is_looks_like_one() -> None:
    def nameless(pdf: pikepdf.Pdf) -> None:
        no_properties(pdf)
        del pdf.Root.PieceInfo

    assert faults(checked(in_pdf(nameless)(), "return.pdf")) == ["submission/no-stamp"]


def test_a_pdf_whose_stamps_differ_is_not_believed() -> None:
    def older(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/FormwrightVersion"] = "0.9"

    found = checked(in_pdf(older)(), "return.pdf")
    assert (faults(found), found.judgement) == (["submission/two-stamps"], "good")
