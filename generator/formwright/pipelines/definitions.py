"""What is wrong with a framework, or with the part of it that a person named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formwright.definitions.library import Library
from formwright.definitions.sources import shown
from formwright.diagnostics import Diagnostic, has_errors
from formwright.errors import CannotRun
from formwright.pipelines.nearby import missing


@dataclass(frozen=True, slots=True)
class Validated:
    """`documents` counts the definitions that were asked about, `files` are the files that were,
    `allowed` counts the warnings in them that their author allows."""

    diagnostics: tuple[Diagnostic, ...]
    documents: int
    texts: Mapping[str, Sequence[str]]
    files: tuple[str, ...]
    allowed: int = 0


def within(load: Callable[[Iterable[Path]], Library], paths: tuple[Path, ...]) -> Validated:
    """The framework's faults, or only those in the files and folders at `paths` and the errors of
    framework.yaml, on which every file stands. A file that is not in the framework's folder is checked
    as if it were. Raises CannotRun for a path that is not there."""
    for path in paths:
        if not path.exists():
            raise CannotRun(missing(path))
    library = load([p for p in paths if p.is_file()])
    if not paths:
        files = tuple(library.texts)
        return Validated(library.diagnostics, library.checked, library.texts, files, len(library.allowed))
    wanted = [shown(p, library.root) for p in paths]
    files = tuple(f for f in library.texts if any(f == w or w == "." or f.startswith(f"{w}/") for w in wanted))
    common = shown(library.root / "framework.yaml", library.root)
    found = tuple(
        d for d in library.diagnostics if d.place.file in files or (d.place.file == common and has_errors([d]))
    )
    allowed = sum(d.place.file in files for d in library.allowed)
    return Validated(found, len(files), library.texts, files, allowed)
