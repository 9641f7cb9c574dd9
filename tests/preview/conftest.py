"""A small framework with a handbook, in a folder of its own that a test may write in."""

import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"

AUDIT = "forms/small-audit.yaml"
STANDARDS = "standards/small-standards.yaml"


class Folder:
    """A framework's folder, and its definitions as a policy owner edits them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, file: str, *changes: tuple[str, str]) -> None:
        """Replaces each of these texts, which stands in the file once, and saves."""
        path = self.root / file
        text = path.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")


def small_framework(within: Path) -> Folder:
    root = within / "framework"
    shutil.copytree(EXAMPLES / "framework", root)
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    return Folder(root)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_framework(tmp_path)
