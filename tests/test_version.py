"""The version is said once by the program, and the changelog begins with what it brings."""

import re

from tests.samples import ROOT

from formwright import __version__


def test_the_changelog_begins_with_the_version_of_the_program() -> None:
    first = re.search(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert first and re.fullmatch(rf"{re.escape(__version__)} - (unreleased|\d{{4}}-\d\d-\d\d)", first[1])
