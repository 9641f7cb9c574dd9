"""The parts of a page that tests hold against its example, and that `refresh` writes anew."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.diagnostics.examples import Example

from formwright.reports import explanation
from formwright.reports.explanation import Page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "generator" / "formwright" / "explanations"
INDEX = ROOT / "docs" / "diagnostics" / "README.md"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parts:
    """`example` is the excerpt of the example's file and `diff` what mends it, each empty where the page
    has none; `said` is what the program prints, which begins with the example's name."""

    example: str
    said: str
    diff: str

    @property
    def name(self) -> str:
        return re.split(r"[\s:]", self.said, maxsplit=1)[0]


def index() -> str:
    """The list of all pages, for whoever reads them where they lie."""
    lines = [
        "# Diagnostics",
        "",
        "Everything that can be wrong, with what it means, an example and what to do. In a terminal,",
    ]
    lines += ["`formwright explain` lists the same, and `formwright explain CODE` shows one.", ""]
    group = ""
    for page in explanation.pages():
        if page.group != group:
            group = page.group
            lines += ["", f"## {explanation.GROUPS[group]}", ""]
        file = (FOLDER / page.group / f"{page.rule}.md").relative_to(ROOT).as_posix()
        lines.append(f"- [{page.title}](../../{file}): {', '.join(f'`{code}`' for code in page.codes)}")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def parts(page: Page) -> Parts:
    blocks = {str(kind): str(text).rstrip("\n") for kind, text in _BLOCK.findall(page.text)}
    excerpt = next((text for kind, text in blocks.items() if kind not in ("text", "diff")), "")
    return Parts(excerpt, blocks.get("text", ""), blocks.get("diff", ""))


def example_of(page: Page, examples: list[Example]) -> Example:
    """The one example that the page shows: of one of its codes, of this name, with this excerpt."""
    shown = parts(page)
    (found,) = [
        example
        for example in examples
        if example.code in page.codes
        and example.name == shown.name
        and (not shown.example or any(shown.example in text for text in example.texts.values()))
    ]
    return found


def mended(example: Example, diff: str) -> dict[Path, str]:
    """The example's files with the change made that a page proposes."""
    old = "".join(f"{line[1:]}\n" for line in diff.splitlines() if line[:1] in "- ")
    new = "".join(f"{line[1:]}\n" for line in diff.splitlines() if line[:1] in "+ ")
    (file,) = [file for file, text in example.texts.items() if text.count(old) == 1]
    return {**example.texts, file: example.texts[file].replace(old, new)}


def is_said(shown: str, said: str) -> bool:
    """Whether this is what the program prints. A line "…" stands for lines that a page leaves out."""
    return shown == _abridged(shown, said)


def _abridged(shown: str, said: str) -> str:
    before, gap, after = (part.count("\n") for part in shown.partition("\n…\n"))
    lines = said.split("\n")
    return "\n".join([*lines[: before + 1], "…", *lines[-after - 1 :]]) if gap else said


def refreshed(page: Page, said: str) -> str:
    """The page's text with what the program prints today."""
    said = _abridged(parts(page).said, said)
    return re.sub(r"^```text\n.*?^```$", lambda _: f"```text\n{said}\n```", page.text, flags=re.MULTILINE | re.DOTALL)
