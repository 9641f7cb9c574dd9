"""A total that the form works out is held against the grades that it counts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from formwright.cli import main

ROOT = Path(__file__).parents[2]
FORM = "service-quality-review-compliance-audit"


def codes(tmp_path: Path, totals: str) -> list[str]:
    shown = json.loads(CliRunner().invoke(main, ["--root", str(ROOT), "show", FORM, "--format", "json"]).stdout)
    grades = [f["path"] for f in shown["fields"] if f["control"] == "grade"]
    tree: dict[str, dict[str, dict[str, int]]] = {}
    for n, path in enumerate(grades):
        section, question, answer = path.split(".")
        tree.setdefault(section, {}).setdefault(question, {})[answer] = 2 if n < 10 else 1
    file = tmp_path / "return.yaml"
    rest = f'"totals": {totals}, ' if totals else ""
    file.write_text(f'{{"form": "{FORM}", "version": "1.0", {rest}' + json.dumps(tree)[1:], "utf-8")
    result = CliRunner().invoke(main, ["--root", str(ROOT), "check", str(file), "--format", "json"])
    (found,) = json.loads(result.stdout)["submissions"]
    return [d["code"] for d in found["diagnostics"] if "total" in d["code"] or "wrong" in d["code"]]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ("", []),
        ('{"good": 10, "outstanding": 6, "inadequate": 0}', []),
        ('{"good": 11}', ["submission/wrong-total"]),
    ],
)
def test_a_total_is_right_or_left_out(tmp_path: Path, totals: str, expected: list[str]) -> None:
    assert codes(tmp_path, totals) == expected
