"""What each kind of field takes is one rule, and one list of cases says what it is: `tests/cases/values.json`.
The page is held to the same list."""

import json
import sys
import unicodedata
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.samples import SMALL

from formwright.answers import spelling
from formwright.model import rules
from formwright.readers.yaml import Reader
from formwright.reports.submission_schema import schema
from formwright.writers.spelling import quoted

CASES = json.loads((Path(__file__).parents[1] / "cases/values.json").read_text(encoding="utf-8"))
COMPILED = [rules.compile(form) for form in SMALL.forms]
PLACES = {
    "text": "details.case_id", "long-text": "details.why_not", "number": "details.visits", "email": "details.reply_to",
    "date": "details.last_seen", "signature": "overall.signature",
}  # fmt: skip


def test_nothing_that_unicode_calls_a_space_or_a_control_can_be_seen() -> None:
    blank = {n for n in range(sys.maxunicode + 1) if spelling.is_blank(chr(n))}
    spaces = {n for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) in ("Cc", "Zs", "Zl", "Zp")}

    assert spaces <= blank
    assert not any(
        unicodedata.category(chr(n))[0] in "LNPS" for n in blank - {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x1D159}
    )


@pytest.mark.parametrize("case", CASES, ids=[str(n) for n in range(len(CASES))])
@pytest.mark.parametrize("name", ["return.yaml", "return.json"])
def test_each_format_takes_what_the_cases_say(case: dict[str, str], name: str) -> None:
    path = PLACES[case["control"]]
    section, key = path.split(".")
    text = f'{{"form": "everything", "version": "2.10", "{section}": {{"{key}": {quoted(case["text"])}}}}}'

    found = Reader.of(COMPILED).read(text.encode(), name).submission

    assert found is not None
    assert (path in found.unreadable) == (case["verdict"] == "misfit")
    assert found.value(path) == case.get("value")


@pytest.mark.parametrize("case", CASES, ids=[str(n) for n in range(len(CASES))])
def test_the_schema_takes_the_same(case: dict[str, str]) -> None:
    whole = schema(SMALL.form("everything"))
    section, key = PLACES[case["control"]].split(".")
    part = {**whole["properties"][section]["properties"][key], "$defs": whole["$defs"]}
    may_be_blank = "anyOf" in part or "null" in part["type"]

    is_valid = Draft202012Validator(part, format_checker=FormatChecker()).is_valid(case["text"])

    assert is_valid == (case["verdict"] == "value" or (case["verdict"] == "blank" and may_be_blank))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  a \u00a0\t b\n", "a b"),
        ("a\u200bb", "ab"),
        ("a\u00adb", "ab"),
        ("a\u2800b", "a b"),
        ("a \u200b\u3000 b", "a b"),
        ("\u200b", ""),
    ],
)
def test_a_text_is_read_with_single_spaces_and_nothing_unseen(text: str, read: str) -> None:
    assert spelling.spaced(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("In  Care", "in care"),
        ("one\u2013off \u2011 help", "one-off - help"),
        ("Child\u2019s", "child's"),
        ("\uff29\uff2e", "in"),
        ("\ufb01t", "fit"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
    ],
)
def test_choices_are_compared_as_they_read(text: str, read: str) -> None:
    assert spelling.folded(text) == read


def test_a_sign_that_only_its_typeface_knows_is_told() -> None:
    assert spelling.is_of_a_typeface("a\uf0fcb") and spelling.is_of_a_typeface("\U00100000")
    assert not spelling.is_of_a_typeface("a ✓ \ufffd")


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("2014-01-15", True),
        ("1900-01-01", True),
        ("2099-12-31", True),
        ("1899-12-31", False),
        ("2100-01-01", False),
        ("2014-02-30", False),
        ("20140115", False),
        ("", False),
    ],
)
def test_a_date_is_a_day_that_exists_and_can_be_meant(text: str, is_date: bool) -> None:
    assert spelling.is_date(text) is is_date


def test_a_whole_number_is_a_short_one() -> None:
    assert spelling.whole_number("2" + "0" * 19) == 2 * 10**19
    assert spelling.whole_number("2" + "0" * 20) is None


@pytest.mark.parametrize(("text", "trimmed"), [("", ""), ("\u200b ", ""), (" a \u3164b\u00a0\n", "a \u3164b")])
def test_a_text_is_trimmed_of_what_nobody_can_see(text: str, trimmed: str) -> None:
    assert spelling.trimmed(text) == trimmed
