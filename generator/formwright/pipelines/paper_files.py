"""The monthly paper as files: one in each format that was asked for, all of them or none."""

import json
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from formwright.errors import CannotRun
from formwright.model.framework import Framework
from formwright.oversight.paper.figures import Figures
from formwright.pipelines import files
from formwright.reports.paper import data, paper, tables
from formwright.writers.formats import writer

DOCUMENTS = ("docx", "pdf", "html")
FORMATS = (*DOCUMENTS, "xlsx", "csv", "json")


def name(found: Figures, format: str) -> str:
    """What a paper's file is called: paper-2014-01.docx."""
    return f"paper-{found.span.name}.{format}"


def content(found: Figures, framework: Framework, format: str) -> bytes:
    """The paper in one of FORMATS."""
    match format:
        case "xlsx":
            return tables.xlsx(found)
        case "csv":
            return tables.csv(found)
        case "json":
            return (json.dumps(data.data(found), indent=2) + "\n").encode()
        case _:
            made = import_module(writer(format)).write(paper.compose(found, framework))
            assert isinstance(made, bytes)
            return made


def write(
    found: Figures, framework: Framework, formats: Iterable[str], folder: Path, over_others: bool
) -> tuple[Path, ...]:
    """Writes the paper into a folder, which is made where there is none. Raises CannotRun where a file is there
    already, unless it may be written `over_others`, and where one cannot be written: all are made before the first is
    written."""
    wanted = {folder / name(found, format): format for format in dict.fromkeys(formats)}
    there = [path for path in wanted if path.exists()]
    if there and not over_others:
        raise CannotRun(
            f"{there[0]} exists already.", "Choose another folder with --out, or overwrite it with --force."
        )
    made = {path: content(found, framework, format) for path, format in wanted.items()}
    for path, said in made.items():
        try:
            files.put(path, said)
        except OSError as fault:
            raise CannotRun(f"{path} cannot be written: {fault.strerror}.") from None
    return tuple(made)
