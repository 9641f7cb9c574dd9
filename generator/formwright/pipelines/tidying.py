"""Files of definitions put into their tidy order and layout, each whole or not at all."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from formwright.definitions.folder import unreadable
from formwright.definitions.sources import files as definition_files
from formwright.definitions.sources import shown, yaml_files
from formwright.definitions.tidy import tidy
from formwright.diagnostics import Diagnostic
from formwright.errors import CannotRun
from formwright.marked import decoded
from formwright.pipelines.files import write as write_whole
from formwright.pipelines.nearby import missing
from formwright.releases.frozen import is_release


@dataclass(frozen=True, slots=True)
class Tidying:
    """One file: its name as people are shown it, its content before, and its tidy content; None where it
    must be left as it is, and `diagnostics` say why."""

    name: str
    before: bytes
    after: bytes | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        return self.after is not None and self.after != self.before

    @property
    def lines(self) -> list[str]:
        """As it is now, so that a diagnostic can show the line it speaks of."""
        return decoded(self.before, "replace").splitlines()

    def difference(self) -> str:
        """What would change, as a patch. One that only changes the ends of lines shows every line."""
        before, after = (_with_mark(content) for content in (self.before, self.after or self.before))
        changes = difflib.unified_diff(before.splitlines(True), after.splitlines(True), self.name, self.name)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in changes)


def files(paths: Iterable[Path]) -> list[Path]:
    """The files at these paths, each once: of a framework's folder its definitions, of another folder
    every YAML file. Raises CannotRun for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_file():
            found.append(path)
        elif path.is_dir():
            found += definition_files(path) if (path / "framework.yaml").is_file() else yaml_files(path)
        else:
            raise CannotRun(missing(path))
    return list({path.resolve(): path for path in found}.values())


def tidied(path: Path) -> Tidying:
    """What tidying makes of a file. Nothing is written."""
    name = shown(path, Path.cwd())
    try:
        return of_text(path.read_bytes(), name)
    except OSError as fault:
        return Tidying(name, b"", None, (unreadable(name, fault),))


def of_text(raw: bytes, name: str) -> Tidying:
    """The same for a text that does not come from a file. A released version stays as it is."""
    if is_release(raw):
        return Tidying(name, raw, raw)
    found = tidy(raw, name)
    return Tidying(name, raw, None if found.text is None else found.text.encode(), found.diagnostics)


def _with_mark(content: bytes) -> str:
    """The text, after a mark where it is not in plain UTF-8, so that this change is seen too."""
    text = decoded(content, "replace")
    return text if text.encode() == content else f"\ufeff{text}"


def write(path: Path, content: bytes) -> None:
    """Puts the tidy content in the file's place. Raises CannotRun where it cannot be written."""
    try:
        write_whole(path, content)
    except OSError as fault:
        raise CannotRun(f"{path} cannot be written: {fault.strerror}.") from None
