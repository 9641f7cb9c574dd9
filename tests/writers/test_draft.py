"""The page reads a draft just as `check` does, and what the page writes comes back the same to both."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests import drafts, spoilt_drafts
from tests.samples import SMALL

from formwright.compose import compose
from formwright.model import rules
from formwright.readers.yaml import Reader

CASES = Path(__file__).parents[1] / "cases"
FORM = SMALL.form("everything")
READER = Reader.of([rules.compile(FORM)])
VERSION = FORM.identity.version


@pytest.fixture(scope="module")
def page() -> Iterator[drafts.Page]:
    assert SMALL.framework
    with drafts.page_of(compose(FORM, SMALL.framework)) as page:
        yield page


def cases(name: str) -> list[Any]:
    found: list[Any] = json.loads((CASES / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize("case", cases("drafts.json"), ids=lambda case: case["why"])
def test_a_draft_is_read_alike_by_the_page_and_by_check(page: drafts.Page, case: dict[str, Any]) -> None:
    raw = bytes.fromhex(case["bytes"]) if "bytes" in case else case["draft"].encode()
    name = case.get("name", "draft.yaml")

    ours, theirs = drafts.ours(READER, raw, name), page.read(raw, name)

    assert drafts.difference(FORM.identity, ours, theirs) is None
    assert ("refused" in theirs) == case.get("refused", False)
    if "answers" in case:
        assert theirs["answers"] == case["answers"]
        assert [fault["line"] for fault in theirs["faults"]] == case.get("faults", [])
        assert (theirs["version"] == VERSION) == case.get("version", True)


@pytest.mark.parametrize("case", cases("values.json"), ids=lambda case: f"{case['control']}-{case['text']!a}")
def test_the_page_takes_for_an_answer_what_check_takes(page: drafts.Page, case: dict[str, str]) -> None:
    found = page.ask(field={"kind": case["control"]}, text=case["text"])

    assert next(iter(found)) == {"value": "answer", "misfit": "misfit", "blank": "blank"}[case["verdict"]]
    assert found.get("answer") == case.get("value")


@pytest.mark.parametrize(
    ("digest", "is_ours"),
    [(FORM.identity.digest, True), ("0" * 64, False), ("1.0", False)],
    ids=["ours", "another", "none"],
)
def test_a_draft_of_the_form_as_it_was_before_is_told_by_both(page: drafts.Page, digest: str, is_ours: bool) -> None:
    raw = f"form: everything\nversion: '2.10'\ndigest: '{digest}'\ndetails: {{case_id: a}}\n".encode()

    ours, theirs = drafts.ours(READER, raw, "draft.yaml"), page.read(raw, "draft.yaml")

    assert drafts.difference(FORM.identity, ours, theirs) is None
    assert theirs["answers"] == {"details.case_id": "a"}
    assert (theirs["digest"] == FORM.identity.digest) == is_ours


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_drafts_are_read_alike(page: drafts.Page, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same drafts each time

    for _ in range(200):
        raw, name = spoilt_drafts.made(chance)
        ours, theirs = drafts.ours(READER, raw, name), page.read(raw, name)
        assert drafts.difference(FORM.identity, ours, theirs) is None, (raw, name)


TEXTS = [
    "no", "0123", "~", "null", " a ", "a\n\nb\n", "\t", "a: b # c", "- a", "{}", "it's \"so\" \\",
    "\x00\x07\x1b\x7f\x85\x9f\xa0\xad\u2028\u2029\ufeff\ufffe\uffff",
    "😀\U0010ffff\ue000\ud7ff", "---\n...\n", "|\n>", "%YAML", "\r\n\r", "x" * 5000, " " * 60_000 + "#",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_what_the_page_writes_comes_back_to_both(page: drafts.Page, text: str) -> None:
    entries = [
        ["form", FORM.identity.id],
        ["version", VERSION],
        ["digest", FORM.identity.digest],
        ["details", ["mapping", [["case_id", text], ["why_not", text]]]],
        ["evaluation", ["mapping", [["listening", ["mapping", [["grade", 2]]]]]]],
        ["visits", [["mapping", [["note", text]]], ["mapping", [["kind", "no"], ["note", text]]]]],
    ]

    raw = page.ask(entries=entries, comments=[text])["text"].encode()

    ours, theirs = drafts.ours(READER, raw, "draft.yaml"), page.read(raw, "draft.yaml")
    assert drafts.difference(FORM.identity, ours, theirs) is None
    shown = {"details.case_id", "details.why_not", "visits[0].note", "visits[1].note"} if text.strip() else set()
    assert theirs["answers"] == dict.fromkeys(shown, text) | {
        "evaluation.listening.grade": "2",
        "visits[1].kind": "no",
    }


@pytest.mark.parametrize(
    "line",
    [
        " ",
        "\t",
        "\u00a0",
        "a ",
        "#",
        " #",
        '"',
        "'",
        "\\",
        "[",
        "{",
        "[a],",
        "- ",
        "? ",
        ": ",
        "a: ",
        "|\n",
        "\n ",
        "a\n  ",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("start", ["details:\n  why_not: a", "details:\n  why_not: '", "details: [", "", "x: |\n  "])
def test_a_line_without_end_is_read_alike(page: drafts.Page, start: str, line: str) -> None:
    raw = f"form: everything\nversion: '2.10'\n{start}{line * (60_000 // len(line))}b".encode()

    assert (
        drafts.difference(FORM.identity, drafts.ours(READER, raw, "draft.yaml"), page.read(raw, "draft.yaml")) is None
    )


def test_a_file_that_is_too_large_is_refused(page: drafts.Page) -> None:
    for size in (4_000_000, 4_000_001):
        raw = b"form: everything\nversion: '2.10'\n".ljust(size, b"\n")
        ours, theirs = drafts.ours(READER, raw, "draft.yaml"), page.read(raw, "draft.yaml")
        assert ("refused" in ours, "refused" in theirs) == (size > 4_000_000,) * 2
