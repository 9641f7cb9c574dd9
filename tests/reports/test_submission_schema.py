"""The JSON Schema of a form's submissions and our own check give the same verdict on each."""

import copy
import json
import re
from functools import cache
from math import ceil, floor
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from tests.samples import FORMS, of_each, review

from formwright.answers import spelling
from formwright.definitions.library import Library
from formwright.model.form import Form
from formwright.model.review import Status
from formwright.reports.submission_schema import schema

Steps = tuple[str | int, ...]

NOTHING = st.sampled_from([None, "", " ", "\t\n", "\u200b", "\u3164\u00a0"])
TEXT = st.one_of(st.text(min_size=1), st.sampled_from(["no", "0123", "null", "~", "2014-01-15", "a: b", "- a", "😀"]))
DATES = st.dates(spelling.EARLIEST, spelling.LATEST).map(str)
WRONG = st.sampled_from(
    [
        7,
        -1,
        2.5,
        True,
        "no such thing",
        "2",
        " 05",
        "1e3",
        "2014-02-30",
        "2014-01-15\n",
        "0014-01-15",
        "2114-01-15",
        "a@b\n",
        -2,
        40.0,
        41,
        100.1,
        "100.0",
        "99.95",
        "7.50",
        "14:30",
        "24:00",
        "9:30",
        [],
        ["good"],
        ["physical", "neglect"],
        ["physical", "none-of-these"],
        ["child", "child"],
        [7],
        [None],
        {},
        {"grade": 1},
    ]
)
"""What may stand where something else is wanted; much of it is right in one field or another."""


# --- submissions drawn from the schema -----------------------------------------------------


def full(part: dict[str, Any], least_rows: int = 0) -> st.SearchStrategy[Any]:
    """Everything that this part of a schema takes, with an answer in each place."""
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    if "uniqueItems" in part:
        ticked = st.lists(full(part["items"]), min_size=1, unique=True)
        return ticked.filter(Draft202012Validator(part).is_valid)
    if "anyOf" in part:
        return full(part["anyOf"][0], least_rows)
    types = part["type"] if isinstance(part["type"], list) else [part["type"]]
    if "object" in types:
        return st.fixed_dictionaries({name: full(inner, least_rows) for name, inner in part["properties"].items()})
    if "array" in types:
        return st.lists(full(part["items"]), min_size=least_rows, max_size=part.get("maxItems", 3))
    if "number" in types or "integer" in types:
        return numbers(part)
    if part.get("format") == "date":
        return DATES
    if part.get("pattern") == spelling.untrimmed(spelling.TIME):
        return st.times().map(lambda time: f"{time:%H:%M}")
    if "@" in part.get("pattern", ""):
        return st.sampled_from(["reply@example.org", "a@b"])
    return TEXT.filter(lambda text: not spelling.is_blank(text))


def numbers(part: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Bare ones and some in quotation marks, within what the part takes."""
    least, most = part.get("minimum", -999), part.get("maximum", 999)
    fits = re.compile(part["pattern"]).search
    lowest, highest = ceil(least), floor(most)
    whole = st.integers(lowest, highest)
    bare = st.integers(lowest if "minimum" in part else None, highest if "maximum" in part else None)
    return bare | st.decimals(str(least), str(most), places=1).map(str).filter(fits) | whole.map(str)


def places(data: Any, steps: Steps = ()) -> list[Steps]:
    """The steps to everything in a submission."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [*([steps] if steps else []), *(place for key, value in inner for place in places(value, (*steps, key)))]


@st.composite
def spoilt(draw: st.DrawFn, whole: Any) -> Any:
    """A submission with something left out, emptied, added, or put in the wrong place."""
    data = copy.deepcopy(whole)
    *way, last = draw(st.sampled_from(places(data)))
    around: Any = data
    for step in way:
        around = around[step]
    found = around[last]
    match draw(st.sampled_from(["leave out", "empty", "replace", "add", "repeat"])):
        case "leave out":
            del around[last]
        case "empty":
            around[last] = draw(NOTHING)
        case "replace":
            around[last] = copy.deepcopy(draw(WRONG))
        case "add" if isinstance(around, dict):
            around[draw(st.sampled_from(["comment", "grade", "extra", "on", ""]))] = copy.deepcopy(draw(WRONG))
        case "repeat" if isinstance(around, list):
            around.extend(copy.deepcopy(found) for _ in range(draw(st.integers(1, 3))))
    return data


def submissions(form: dict[str, Any]) -> st.SearchStrategy[Any]:
    whole = full(form)
    once = whole.flatmap(spoilt)
    return st.one_of(whole, once, once.flatmap(spoilt), once.flatmap(spoilt).flatmap(spoilt))


# --- the two verdicts ----------------------------------------------------------------------


@cache
def schema_of(form: Form) -> dict[str, Any]:
    return schema(form)


@cache
def validator(form: Form) -> Draft202012Validator:
    return Draft202012Validator(schema(form), format_checker=FormatChecker())


def is_valid(form: Form, data: Any) -> bool:
    return validator(form).is_valid(data)


def is_complete(library: Library, text: str, name: str) -> bool:
    return review(text, library, name).status is Status.COMPLETE


def as_yaml_says(data: Any, part: Any, is_raw: bool) -> Any:
    """The same data as a YAML file says it: what is written bare is text wherever text is wanted, and where
    nobody can see it (`is_raw`: it is written as it is, not escaped) it is nothing."""
    part = part if isinstance(part, dict) else {}
    if isinstance(data, dict):
        return {k: as_yaml_says(v, part.get("properties", {}).get(k), is_raw) for k, v in data.items()}
    if isinstance(data, list):
        return [as_yaml_says(item, part.get("items"), is_raw) for item in data]
    if isinstance(data, str) and spelling.is_blank(data):
        return data if yaml.safe_dump(data, allow_unicode=is_raw).startswith(("'", '"')) else None
    numbers = {"integer", "number"} & {t for p in (part, *part.get("anyOf", ())) for t in _types(p)}
    return data if data is None or isinstance(data, str) or numbers else yaml.safe_dump(data).split("\n")[0]


def _types(part: dict[str, Any]) -> list[str]:
    found = part.get("type", [])
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize(("library", "form"), FORMS)
@settings(deadline=None, max_examples=of_each(12))
@given(data=st.data())
def test_what_the_schema_holds_for_valid_the_check_finds_complete_and_nothing_else(
    library: Library, form: Form, data: st.DataObject
) -> None:
    submission = data.draw(submissions(schema_of(form)))

    # What only some programs take for a line's end is refused where it stands raw, so it is escaped here.
    is_raw = data.draw(st.booleans()) and not {"\x85", "\u2028", "\u2029"} & {
        *json.dumps(submission, ensure_ascii=False)
    }
    in_yaml = yaml.safe_dump(submission, allow_unicode=is_raw, sort_keys=False)
    assert is_valid(form, submission) == is_complete(library, json.dumps(submission), "return.json")
    assert is_valid(form, as_yaml_says(submission, schema_of(form), is_raw)) == is_complete(
        library, in_yaml, "return.yaml"
    )


@pytest.mark.parametrize(("library", "form"), FORMS)
@settings(deadline=None, max_examples=of_each(12))
@given(data=st.data())
def test_a_submission_with_every_answer_is_complete(library: Library, form: Form, data: st.DataObject) -> None:
    submission = data.draw(full(schema_of(form), least_rows=2))

    assert is_valid(form, submission)
    assert is_complete(library, json.dumps(submission, ensure_ascii=False), "return.json")


@pytest.mark.parametrize(("library", "form"), FORMS)
def test_the_schema_is_one(library: Library, form: Form) -> None:
    Draft202012Validator.check_schema(schema(form))
    assert schema(form)["$id"] == f"urn:formwright:submission:{form.identity.id}:{form.identity.version}"
