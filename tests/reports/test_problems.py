"""The line that a diagnostic speaks of is shown with a caret under the very spot."""

import pytest

from formwright.diagnostics import error
from formwright.places import Mark, Place
from formwright.reports import problems


def excerpt(line: str, word: str) -> list[str]:
    found = error("form/unknown-key", Place("a.yaml", Mark(1, line.index(word) + 1)), "No.")
    return list(problems.text([found], {"a.yaml": [line]}))[1:]


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("  - {id: a, lable: A}", 12),
        ("  - {id: a,\tlable: A}", 12),  # a tab is one column
        ("  - {id: 子供, lable: A}", 15),  # a Chinese sign is two
        ("  - {id: 🙂, lable: A}", 13),
        ("  - {id: e\u0301, lable: A}", 12),  # an accent by itself is none
    ],
)
def test_the_caret_stands_under_the_spot(line: str, columns: int) -> None:
    shown, caret = excerpt(line, "lable")

    assert shown.replace(" ", "").endswith("lable:A}")
    assert caret == " " * (len("     1 | ") + columns) + "^"


def test_of_a_long_line_the_part_round_the_spot_is_shown() -> None:
    shown, caret = excerpt(
        "  - {id: a, label: " + "word " * 40 + ", contrl: text, hint: " + "word " * 40 + "}", "contrl"
    )

    assert len(shown) <= len("     1 | ") + 102
    assert shown[caret.index("^") :].startswith("contrl: text")
    assert shown.startswith("     1 | …")
    assert shown.endswith("…")


def test_what_would_command_a_terminal_is_not_shown() -> None:
    shown, _ = excerpt("title: \x1b[31mred", "red")

    assert "\x1b" not in shown


def test_a_name_or_a_value_that_would_command_a_terminal_stays_on_one_line() -> None:
    found = error("form/unknown-role", Place("a\x1b[2J\n::error::.yaml"), "'\x1b[31mrole' is no role.")

    assert list(problems.text([found], {})) == [
        r"a\x1b[2J\n::error::.yaml form/unknown-role: '\x1b[31mrole' is no role."
    ]
