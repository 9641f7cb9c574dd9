"""The schemas explain every key of a definition, whole and as an editor is given them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.samples import EXAMPLES, ROOT

from formwright.answers import spelling
from formwright.definitions.editing import of_any_kind, schemas
from formwright.definitions.library import load
from formwright.definitions.schemas import KINDS, bundled, schema


def _described(node: Any, at: str) -> Iterator[str]:
    """Every property that nothing describes, neither where it stands nor where it refers to."""
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            if "description" not in inner and not _target(inner).get("description"):
                yield f"{at}.{name}"
        for key, inner in node.items():
            yield from _described(inner, f"{at}.{key}")
    elif isinstance(node, list):
        for n, inner in enumerate(node):
            yield from _described(inner, f"{at}.{n}")


def _target(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema("common")["$defs"].get(node.get("$ref", "").rpartition("/")[2], {})
    return found


@pytest.mark.parametrize("kind", ["common", *KINDS])
def test_every_key_has_words_that_explain_it(kind: str) -> None:
    assert list(_described(schema(kind), kind)) == []


def test_definitions_and_answers_have_one_range_of_dates() -> None:
    assert schema("common")["$defs"]["date"]["pattern"] == spelling.DATE
    assert (spelling.is_date("1900-01-01"), spelling.is_date("2099-12-31")) == (True, True)
    assert (spelling.is_date("1899-12-31"), spelling.is_date("2100-01-01")) == (False, False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_in_one_piece_stands_alone(kind: str) -> None:
    whole = bundled(kind)

    Draft202012Validator.check_schema(whole)
    assert "common.schema.json" not in str(whole)


@pytest.mark.parametrize("root", [ROOT, EXAMPLES / "framework"], ids=["ours", "small"])
def test_a_frameworks_own_schemas_are_schemas(root: Path) -> None:
    known = load(root).known
    assert known

    fitted = schemas(known)

    assert list(fitted) == list(KINDS)
    for found in (*fitted.values(), of_any_kind()):
        Draft202012Validator.check_schema(found)


def test_what_there_is_none_of_keeps_the_general_rule() -> None:
    known = load(EXAMPLES / "framework").known
    assert known

    fitted = schemas(known)["duties"]["$defs"]

    assert fitted["known-document"]["enum"] == ["small-audit", "small-standards"]
    assert fitted["known-actor"]["enum"] == ["team-manager", "head-of-service", "iro", "north", "south"]
