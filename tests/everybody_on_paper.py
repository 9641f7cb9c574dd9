"""The returns of `everybody` in Word and PDF forms: every judgement with every child's status, and the rest in turn."""

import io
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import product

import pikepdf
from lxml import etree
from lxml.etree import _Element as Element
from tests.everybody import (
    AREAS,
    DIRECTORIES,
    JUDGED,
    JUDGEMENTS,
    STATUSES,
    TEAMS,
    Directory,
    Return,
    Said,
    answers,
    library,
    ways,
)
from tests.readers import word_edits
from tests.readers.fill_pdf import field_of
from tests.readers.word_edits import child, control, edited, typed

from formwright.compose import compose
from formwright.writers import pdf

LOSSES = ("absent", "blank", "unreadable", "twice", "two in one")
"""How an answer is lost on paper: its field is gone, empty, says what is no choice, stands there twice, holds two."""


def some_on_paper(kind: str, every: int) -> Iterator[tuple[Return, Directory]]:
    """Every judgement with every status; then every area with every team; each time with the next directory."""
    teams = [*ways((t["label"] for t in TEAMS.values()), ("absent", "blank", "twice")), Said("The Night Desk")]
    some = Said("requires-improvement"), Said("cared-for-and-child-protection-plan")
    judgements = [*map(Said, JUDGEMENTS), *(Said(j, lost) for j in JUDGEMENTS for lost in LOSSES)]
    pairs = [Return(f, j, s, Said("child-protection"), Said("Child Protection East"))
             for f, j, s in product(JUDGED, judgements, ways(STATUSES, LOSSES))]  # fmt: skip
    others = [Return(f, *some, a, t) for f, a, t in product(JUDGED, ways(AREAS, LOSSES), teams)]
    for n, given in enumerate([*pairs, *others][::every]):
        yield given, DIRECTORIES[n % len(DIRECTORIES)]


def label(form: str, path: str, value: str) -> str:
    """What a drop-down shows for a choice."""
    field = next(f for f in library().form(form).fields if f.path == path)
    return field.label_of(value) if field.choices else value


# --- Word ------------------------------------------------------------------------------------


@cache
def _word(form: str) -> bytes:
    return word_edits.written(form, {path: str(value) for path, value in answers(form).items()})


def word(given: Return) -> bytes:
    return edited(_word(given.form), *(_in_word(path, said, given.form) for path, said in given.said.items()))


def _in_word(path: str, said: Said, form: str) -> Callable[[Element], object]:
    shown = label(form, path, said.value)
    match said.lost:
        case "":
            return typed(path, _paragraph(path, form, shown))
        case "absent":
            return lambda document: word_edits.remove(control(document, path))
        case "blank":
            return lambda document: None
        case "unreadable":
            return typed(path, _paragraph(path, form, "Zebedee"))
        case "two in one":
            return typed(path, _paragraph(path, form, f"{shown} {shown}"))
        case _:
            assert said.lost == "twice"

    def twice(document: Element) -> None:
        typed(path, _paragraph(path, form, shown))(document)
        first = control(document, path)
        second = deepcopy(first)
        word_edits.says(second, "Something else")
        first.addnext(second)

    return twice


def _paragraph(path: str, form: str, text: str) -> str:
    """A control stands round a paragraph, or within one."""
    document = etree.fromstring(word_edits.parts(_word(form))[word_edits.MAIN])
    run = f"<w:r><w:t>{text.replace('&', '&amp;')}</w:t></w:r>"
    is_block = child(control(document, path), "sdtContent").find(f"{word_edits.W}p") is not None
    return f"<w:p>{run}</w:p>" if is_block else run


# --- PDF -------------------------------------------------------------------------------------


@cache
def _pdf(form: str) -> bytes:
    framework = library().framework
    assert framework is not None
    document = compose(library().form(form), framework)
    filled = {path: str(value) for path, value in answers(form).items()}
    return pdf.write(replace(document, answers=filled))


def in_pdf(given: Return) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf(given.form))) as file:
        for path, said in given.said.items():
            _in_pdf(file, path, said)
        file.save(made)
    return made.getvalue()


def _in_pdf(file: pikepdf.Pdf, path: str, said: Said) -> None:
    field = field_of(file, path)
    match said.lost:
        case "":
            field.V = pikepdf.String(said.value)
        case "absent":
            _take_out(file, field)
        case "blank":
            pass
        case "unreadable":
            field.V = pikepdf.String("Zebedee")
        case "two in one":
            field.V = pikepdf.Array([pikepdf.String(said.value), pikepdf.String("something-else")])
        case "twice":
            field.V = pikepdf.String(said.value)
            second = file.make_indirect(pikepdf.Dictionary(dict(field.items())))
            second.V = pikepdf.String("something-else")
            field.Parent.Kids.append(second)
            for page in file.pages:
                if any(note.objgen == field.objgen for note in page.get("/Annots", ())):
                    page.Annots.append(second)
        case _:
            raise AssertionError(said.lost)


def _take_out(file: pikepdf.Pdf, field: pikepdf.Object) -> None:
    widgets = [field, *field.get("/Kids", ())]
    gone = {w.objgen for w in widgets}
    for page in file.pages:
        if "/Annots" in page:
            page.Annots = pikepdf.Array([note for note in page.Annots if note.objgen not in gone])
    field.Parent.Kids = pikepdf.Array([kid for kid in field.Parent.Kids if kid.objgen != field.objgen])


FILLED: Mapping[str, Callable[[Return], bytes]] = {"docx": word, "pdf": in_pdf}
