"""A link opens the file at its line in the editor that somebody uses, and is never something that a browser runs."""

from pathlib import Path

import pytest

from formwright.errors import CannotRun
from formwright.places import Mark
from formwright.preview.editors import EDITORS, editor

FILE = Path("/home/a b/forms/audit #1.yaml")


def test_a_link_names_the_file_the_line_and_the_column() -> None:
    assert editor("vscode").link(FILE, Mark(12, 5)) == "vscode://file/home/a%20b/forms/audit%20%231.yaml:12:5"
    assert editor("vscode").link(FILE) == "vscode://file/home/a%20b/forms/audit%20%231.yaml:1:1"
    assert editor("idea").link(FILE, Mark(12, 5)) == (
        "idea://open?file=/home/a%20b/forms/audit%20%231.yaml&line=12&column=5"
    )


def test_an_address_of_ones_own_can_be_given_and_links_can_be_left_out() -> None:
    assert editor("myeditor://open/{file}?at={line}").link(FILE, Mark(3, 1)) == (
        "myeditor://open/home/a%20b/forms/audit%20%231.yaml?at=3"
    )
    assert editor("none").link(FILE, Mark(3, 1)) is None


@pytest.mark.parametrize(
    "said",
    ["javascript:alert('{file}')", "JavaScript:{file}", "data:text/html,{file}", "vbscript:{file}", "file:///{file}"],
)
def test_an_address_that_a_browser_would_run_or_open_itself_is_refused(said: str) -> None:
    with pytest.raises(CannotRun, match="is not an editor that the preview knows"):
        editor(said)


@pytest.mark.parametrize(
    ("said", "remedy"), [("vscod", "Did you mean 'vscode'?"), ("emacs", "or write an address such as vscode://file/")]
)
def test_an_editor_that_is_not_known_is_answered_with_what_can_be_said(said: str, remedy: str) -> None:
    with pytest.raises(CannotRun) as refused:
        editor(said)

    assert remedy in str(refused.value.remedy)


def test_every_known_editor_is_given_file_and_line() -> None:
    assert all("{file}" in pattern and "{line}" in pattern for pattern in EDITORS.values())
