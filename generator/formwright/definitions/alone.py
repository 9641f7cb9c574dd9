"""One definition in a file by itself, wherever it lies, read in the words of a framework."""

from pathlib import Path

from formwright.definitions import cut_off, kinds, shape
from formwright.definitions.kinds import Definition
from formwright.definitions.known import Known
from formwright.definitions.read_back import read as read_back
from formwright.diagnostics import Diagnostic, has_errors
from formwright.errors import CannotRun
from formwright.marked import decoded, read
from formwright.model.framework import Framework
from formwright.releases import frozen
from formwright.releases.frozen import Frozen


def definition(path: Path, known: Known) -> tuple[Definition, Framework]:
    """What a file defines, or holds as a released version, with the words that it is written in. Raises CannotRun,
    with the first mistake in it, where it cannot be used."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise CannotRun(f"{path} cannot be read: {fault.strerror}.") from None
    if frozen.is_release(raw):
        return _released(path)
    marked = read(raw, str(path))
    _refuse(marked.diagnostics)
    kind = shape.kind_of(marked)
    _refuse((*shape.check(marked), *cut_off.check(marked)))
    if kind not in kinds.DOCUMENTS:
        raise CannotRun(
            f"{path} is a part of a framework (its kind is '{kind}'), and says nothing by itself.",
            "Name the framework's folder, or a revision, to compare the whole.",
        )
    _refuse(tuple(kinds.check(marked, known)))
    return kinds.build(marked.data, known.framework), known.framework


def _released(path: Path) -> tuple[Definition, Framework]:
    text = decoded(path.read_bytes(), "replace").replace("\r\n", "\n")
    file = frozen.of_text(text, str(path), *frozen.named(text))
    found = read_back(file) if isinstance(file, Frozen) else file
    if isinstance(found, Diagnostic):
        raise CannotRun(f"{found.place}: {found.message}", found.hint)
    return found.definition, found.framework


def _refuse(found: tuple[Diagnostic, ...]) -> None:
    if has_errors(found):
        first = next(one for one in found if has_errors([one]))
        raise CannotRun(f"{first.place} {first.code}: {first.message}", first.hint)
