"""What is published speaks for the council: no document argues with what it was written from."""

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from tests.english import found as turns_in

from formwright.compose import index
from formwright.definitions.library import load
from formwright.pipelines import publish
from formwright.writers import html

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "generator" / "formwright" / "starters" / "framework"

EDITOR = re.compile(
    r"\bthe source\b|\bsource of 2013\b|\bprinted\b|\bby us\b|\bare ours\b|\bour (?:reading|addition)\b"
    r"|\bin square brackets\b|\b(?:was|we|what is) decided\b|(?-i:\bDecided:|\bDecision\.)|\bbreaks? off\b"
    r"|\b(?:we|is|are) read (?:it |them |this )?as\b|\b(?:taken|take (?:it|them|these|both|all)) to be\b"
    r"|\bwe (?:read|take|treat|count) (?:it|them|this|these|both|all)\b|\bwas invented\b|\bnot stated\b",
    re.IGNORECASE,
)
"""An editor's voice. What it says has its place in the notes."""

DOCUMENTS = sorted(d.identity.id for d in load(ROOT).everything)
PAGES = [*DOCUMENTS, "index"]


@cache
def published() -> dict[str, str]:
    """The words of each document that a build without notes writes, by id, and of the list of them."""
    library = load(ROOT)
    assert library.framework is not None
    documents = {task.document.identity.id: task.document for task in publish._tasks(library, library.framework)}
    documents["index"] = index.compose([(d, {"Web page": "page.html"}) for d in documents.values()], library.framework)
    return {id: words(html.write(document).decode()) for id, document in documents.items()}


def words(page: str) -> str:
    """What people read of a page: its text and the texts of its fields, a line for each element."""
    page = re.sub(r"<(script|style|template)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r"<[^>]*\b(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"[^>]*>", r"\n\1\n", page)
    return unescape(re.sub(r"[ \t]+", " ", re.sub(r"</?(?:a|abbr|b|em|i|span|strong)\b[^>]*>|<[^>]*>", split, page)))


def split(tag: re.Match[str]) -> str:
    return "" if re.match(r"</?(?:a|abbr|b|em|i|span|strong)\b", tag[0]) else "\n"


@pytest.mark.parametrize("id", PAGES)
def test_no_document_has_an_editors_voice(id: str) -> None:
    assert [line for line in published()[id].split("\n") if EDITOR.search(line)] == []


@pytest.mark.parametrize("id", PAGES)
def test_no_document_has_a_turn_of_phrase_that_a_british_reader_stumbles_over(id: str) -> None:
    lines = list(dict.fromkeys(published()[id].split("\n")))

    assert [(line.strip(), hit) for line in lines for hit in turns_in(line)] == []


@pytest.mark.parametrize("id", DOCUMENTS)
def test_no_document_holds_a_note(id: str) -> None:
    library = load(ROOT)
    notes = [library.get(id).identity.source_note or "" for id in DOCUMENTS]
    notes += [note for c in library.handbook.chapters for note in c.notes] if library.handbook else []
    sentences = {s for note in notes for s in re.split(r"(?<=[.:])\s+", plain(note)) if len(s.split()) > 6}
    said = plain(published()[id])

    assert [s for s in sentences if s in said] == []


def plain(text: str) -> str:
    return " ".join(re.sub(r"\[\]\([^)]*\)|[*_]", "", text).split())


@pytest.mark.parametrize("path", [p for p in STARTER.rglob("*") if p.suffix in (".yaml", ".md")], ids=str)
def test_what_a_new_framework_begins_with_has_no_editors_voice(path: Path) -> None:
    without_comments = re.sub(r"(?m)^\s*#(?!#* ).*$|^# .*$", "", path.read_text("utf-8"))

    assert EDITOR.findall(without_comments) == []


@pytest.mark.parametrize(
    "said",
    [
        "Those words in square brackets are ours.",
        "observations by the manager or … (the source breaks off here)",
        "**Decision.** Both lists count.",
        "Monthly (printed: “a sample”)",
    ],
)
def test_an_editors_voice_is_found(said: str) -> None:
    assert EDITOR.search(said)
