"""A stranger finds the test of a module by its name; what has no module is in the table of the guide for developers."""

from pathlib import Path

from tests.guides.walk import ROOT

PACKAGE = ROOT / "generator" / "formwright"
TESTS = ROOT / "tests"
GUIDE = (ROOT / "docs" / "for-developers.md").read_text("utf-8")
TABLE = GUIDE[GUIDE.index("| test | what of |") :].split("\n\n")[0]


def test_a_test_is_named_after_its_module_or_in_the_guide() -> None:
    lost = [test for test in sorted(TESTS.rglob("test_*.py")) if not _has_its_module(test) and not _is_listed(test)]

    assert lost == []


def _has_its_module(test: Path) -> bool:
    room = PACKAGE / test.parent.relative_to(TESTS)
    modules = [path.stem for path in room.glob("*" if room == PACKAGE else "**/*") if path.suffix in (".py", ".js")]
    packages = [path.name for path in room.glob("*/") if room != PACKAGE]
    name = test.stem.removeprefix("test_")
    return any(name == module or name.startswith(f"{module}_") for module in (*modules, *packages))


def _is_listed(test: Path) -> bool:
    return f"`{test.parent.relative_to(ROOT).as_posix()}/`" in TABLE or f"{test.name}`" in TABLE
