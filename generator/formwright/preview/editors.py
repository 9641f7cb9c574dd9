"""Links that open a file at a line in the editor of whoever looks at the preview."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from formwright.errors import CannotRun
from formwright.misspelt import nearest
from formwright.places import Mark

EDITORS = {
    "vscode": "vscode://file/{file}:{line}:{column}",
    "vscodium": "vscodium://file/{file}:{line}:{column}",
    "cursor": "cursor://file/{file}:{line}:{column}",
    "zed": "zed://file/{file}:{line}:{column}",
    "idea": "idea://open?file=/{file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file:///{file}&line={line}&column={column}",
}
NONE = "none"
USUAL = "vscode"

_PATTERN = re.compile(r"(?!(?:javascript|data|vbscript|blob|file|about):)[a-z][a-z0-9+.-]*:\S*", re.IGNORECASE)
"""An address that a program of this computer takes; never one that a browser carries out itself."""


@dataclass(frozen=True, slots=True)
class Editor:
    """`pattern` is an address with {file}, {line} and {column}; None where there are to be no links."""

    pattern: str | None = EDITORS[USUAL]

    def link(self, file: Path, mark: Mark | None = None) -> str | None:
        """The address that opens this file at this place; the beginning of the file where none is known."""
        if self.pattern is None:
            return None
        path = quote(file.as_posix().removeprefix("/"), safe="/:")
        line, column = (mark.line, mark.column) if mark else (1, 1)
        return self.pattern.replace("{file}", path).replace("{line}", str(line)).replace("{column}", str(column))


VSCODE = Editor()


def editor(said: str) -> Editor:
    """The editor of this name, or of this pattern. Raises CannotRun where it is neither."""
    if said == NONE:
        return Editor(None)
    if said in EDITORS:
        return Editor(EDITORS[said])
    if _PATTERN.fullmatch(said) and "{file}" in said:
        return Editor(said)
    near = nearest(said, (*EDITORS, NONE))
    names = ", ".join((*EDITORS, NONE))
    otherwise = f"Choose {names}, or write an address such as {EDITORS[USUAL]}."
    remedy = f"Did you mean '{near}'?" if near else otherwise
    raise CannotRun(f"'{said}' is not an editor that the preview knows.", remedy)
