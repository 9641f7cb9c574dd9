"""Writes what the program says today into every page in generator/formwright/explanations, and names the pages that
changed; and the list of all pages in docs/diagnostics.

Run it after a message has changed, `python -m tests.diagnostics.refresh`, and look at the difference
before you commit it. With `--places` it also puts right the line and column that an example's file
says of itself, where the same code is found at another spot now.
"""

import re
import sys
from pathlib import Path

from tests.diagnostics import made
from tests.diagnostics.examples import FRAMEWORKS, REFUSED, RETURNS, Example, committed
from tests.diagnostics.pages import FOLDER, INDEX, example_of, index, refreshed

from formwright.reports import explanation


def main(arguments: list[str]) -> None:
    examples = [*committed(), *made.examples()]
    for page in explanation.pages():
        file = FOLDER / page.group / f"{page.rule}.md"
        try:
            example = example_of(page, examples)
        except ValueError:
            _say(f"{file}: no example, or more than one, is what this page shows")
            continue
        text = refreshed(page, example.found()[1])
        if text != page.text:
            file.write_text(text, "utf-8")
            _say(f"{file}: refreshed")
    INDEX.write_text(index(), "utf-8")
    if "--places" in arguments:
        for example in examples:
            _put_right(example)


def _put_right(example: Example) -> None:
    marks = [d.place.mark for d in example.found()[0] if d.code == example.code]
    if not example.at or not marks or marks[0] is None:
        return
    now = f"{marks[0].line}:{marks[0].column}"
    for file in _said_in(example):
        text = file.read_text("utf-8")
        if now != example.at:
            file.write_text(re.sub(rf"\A(.*[ :]){example.at}$", rf"\g<1>{now}", text, count=1, flags=re.M), "utf-8")
            _say(f"{file}: at {now}")


def _said_in(example: Example) -> list[Path]:
    files = [folder / file for folder in (REFUSED, RETURNS) for file in example.texts if (folder / file).is_file()]
    expected = [f for f in FRAMEWORKS.glob("*/expected") if f.read_text("utf-8").startswith(f"{example.code} at ")]
    return files or [f for f in expected if all((f.parent / file).is_file() for file in example.texts)]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
