"""The examples of every diagnostic: files with one fault each, and what the program says of them.

There are four families, and a new example is a new file in one of them:

- `tests/examples/definitions/refused/NAME.yaml`: a definition, checked with the small framework.
  Its first line says what is wrong: `# CODE at LINE:COLUMN`.
- `tests/examples/definitions/frameworks/NAME/`: files that are laid over the small framework and its
  handbook, for faults of framework.yaml, of the directory and of the handbook. The file `expected`
  among them says `CODE at FILE:LINE:COLUMN`.
- `tests/examples/refused-returns/NAME.yaml`: a return of a form of the small framework, or else of the
  one of this repository, with a first line as above; `# CODE` alone where no line is meant.
- `tests/diagnostics/made.py`: what cannot be such a file: Word and PDF files, an empty or a huge one.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.samples import EXAMPLES, FRAMEWORK, TOLD, UNRELEASED

from formwright.definitions.library import Library, load
from formwright.diagnostics import Diagnostic
from formwright.model.review import Item
from formwright.pipelines import filling, verifying
from formwright.pipelines.review import Reviewer
from formwright.reports import problems
from formwright.reports import review as report

REFUSED = EXAMPLES / "definitions" / "refused"
FRAMEWORKS = EXAMPLES / "definitions" / "frameworks"
RETURNS = EXAMPLES / "refused-returns"

Found = tuple[tuple[Diagnostic, ...], str]
"""The diagnostics, and what the program prints."""


@dataclass(frozen=True, slots=True)
class Example:
    """A fault, as it is found in the file of this name. `at` is its line and column, or empty. `texts`
    are the files that it is made of, by path, so that a page can show and mend them; `find` gives what
    the program finds in these, or in others in their place."""

    code: str
    at: str
    name: str
    texts: Mapping[Path, str]
    find: Callable[[Mapping[Path, str]], Found]

    def found(self) -> Found:
        return self.find(self.texts)


def committed() -> Iterator[Example]:
    """The examples that are files."""
    for file in sorted(REFUSED.glob("*.yaml")):
        yield _of_file(file, definition)
    for folder in sorted(FRAMEWORKS.iterdir()):
        code, _, place = (folder / "expected").read_text("utf-8").strip().partition(" at ")
        name, _, at = place.partition(":")
        files = [f for f in sorted(folder.rglob("*")) if f.is_file() and f.name != "expected"]
        texts = {f.relative_to(folder): f.read_text("utf-8") for f in files}
        yield Example(code, at, Path(name).name, texts, framework)
    for file in sorted(RETURNS.glob("*.yaml")):
        yield _of_file(file, returned)


def _of_file(file: Path, find: Callable[[Mapping[Path, str]], Found]) -> Example:
    text = file.read_text("utf-8")
    code, _, at = text.splitlines()[0].removeprefix("# ").partition(" at ")
    return Example(code, at, file.name, {Path(file.name): text}, _by_code(code) or find)


def _by_code(code: str) -> Callable[[Mapping[Path, str]], Found] | None:
    """Some codes of returned files come from another command than `check`."""
    return {"document": verified, "filling": filled}.get(code.split("/")[0])


# --- what the program says ------------------------------------------------------------------------


def definition(texts: Mapping[Path, str]) -> Found:
    """As `formwright validate FILE` finds it."""
    with TemporaryDirectory() as folder:
        root = shutil.copytree(EXAMPLES / "framework", Path(folder) / "framework")
        files = _written(texts, Path(folder))
        return validated(load(root, files))


def framework(texts: Mapping[Path, str]) -> Found:
    """As `formwright validate` finds it in the framework with these files laid over it."""
    with TemporaryDirectory() as folder:
        root = shutil.copytree(EXAMPLES / "framework", Path(folder) / "framework")
        shutil.copytree(EXAMPLES / "handbook", root / "handbook")
        _written(texts, root)
        return validated(load(root))


def validated(library: Library) -> Found:
    lines = {Path(file).name: text for file, text in library.texts.items()}
    bare = [replace(d, place=replace(d.place, file=Path(d.place.file).name)) for d in library.diagnostics]
    return library.diagnostics, "\n".join(problems.text(bare, lines))


def returned(texts: Mapping[Path, str]) -> Found:
    """As `formwright check` finds it."""
    ((file, text),) = texts.items()
    return checked(text.encode(), file.name)


def checked(raw: bytes, name: str) -> Found:
    library = _library(raw.decode("utf-8", "replace"))
    item = Reviewer.of(library).content(raw, name)
    return item.diagnostics, printed(item, library)


def printed(item: Item, library: Library) -> str:
    """What is printed of one file, without the summary of all files and what is wrong with the directory."""
    return "\n".join(iter(report.text([item], replace(library, people=())).__next__, ""))


def _library(text: str) -> Library:
    """The framework that has the form of a return: the small one, that in which any answer tells, or else that of
    this repository."""
    form = re.search("^form: (.*)$", text, re.MULTILINE)
    own = (library for library in (_small(), TOLD) if form and form[1] in [f.identity.id for f in library.forms])
    return next(own, UNRELEASED)


@cache
def _small() -> Library:
    return load(EXAMPLES / "framework", sorted((EXAMPLES / "forms").glob("*.yaml")))


def verified(texts: Mapping[Path, str]) -> Found:
    """As `formwright verify` finds it."""
    with TemporaryDirectory() as folder:
        (file,) = _written(texts, Path(folder))
        return compared(FRAMEWORK, file)


def compared(library: Library, file: Path) -> Found:
    document = verifying.verify(library, file)
    said = [document.as_text(), *problems.text(document.diagnostics, {})]
    return document.diagnostics, "\n".join(said).replace(f"{file.parent}{os.sep}", "")


def filled(texts: Mapping[Path, str]) -> Found:
    """As `formwright fill --format docx` finds it."""
    with TemporaryDirectory() as folder:
        (file,) = _written(texts, Path(folder))
        made = filling.fill(FRAMEWORK, file, "docx")
        return made.diagnostics, "\n".join(problems.text(made.diagnostics, {})).replace(f"{folder}{os.sep}", "")


def _written(texts: Mapping[Path, str], folder: Path) -> list[Path]:
    for file, text in texts.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    return [folder / file for file in texts]
