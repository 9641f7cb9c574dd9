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

CASES = json.loads((Path(__file__).parent / "cases/values.json").read_text(encoding="utf-8"))
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['control']}-{case['text']!a}")
@pytest.mark.parametrize("name", ["return.yaml", "return.json"])
def test_each_format_takes_what_the_cases_say(case: dict[str, str], name: str) -> None:
    path = PLACES[case["control"]]
    section, key = path.split(".")
    text = f'{{"form": "everything", "version": "2.10", "{section}": {{"{key}": {quoted(case["text"])}}}}}'

    found = Reader.of(COMPILED).read(text.encode(), name).submission

    assert found is not None
    assert (path in found.unreadable) == (case["verdict"] == "misfit")
    assert found.value(path) == case.get("value")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['control']}-{case['text']!a}")
def test_the_schema_takes_the_same(case: dict[str, str]) -> None:
    whole = schema(SMALL.form("everything"))
    section, key = PLACES[case["control"]].split(".")
    part = {**whole["properties"][section]["properties"][key], "$defs": whole["$defs"]}
    may_be_blank = "anyOf" in part or "null" in part["type"]

    is_valid = Draft202012Validator(part, format_checker=FormatChecker()).is_valid(case["text"])

    assert is_valid == (case["verdict"] == "value" or (case["verdict"] == "blank" and may_be_blank))
