"""Returned files of any kind → answers: which reader a file needs is told by what is in it."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from formwright.diagnostics import Diagnostic, error, warning
from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.pipelines.copies import Copies
from formwright.places import Place
from formwright.readers import kinds
from formwright.readers.kinds import Other, Readable
from formwright.readers.returned import Returned
from formwright.readers.versions import Versions
from formwright.readers.yaml import Reader

_UNFINISHED = (".crdownload", ".part", ".partial", ".opdownload", ".download")
LARGEST_TEXT = 1_000_000  # bytes; a long return has 20,000
LARGEST_PAPER = 20_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Readers:
    """Reads returns of one framework's forms, in whatever version of them and whatever format they come."""

    forms: Versions
    framework: str
    text: Reader
    copies: Copies

    @classmethod
    def of(cls, basis: Basis) -> "Readers":
        """Raises CannotRun where the framework cannot be used."""
        if basis.framework is None:
            raise CannotRun("framework.yaml has errors, so it cannot be used.", "Run 'formwright validate'.")
        forms = Versions.of_basis(basis)
        return cls(forms, basis.framework.name, Reader.of(forms), Copies(basis, forms.released))

    def file(self, path: Path) -> Returned:
        """The return in a file; one that cannot be opened, or is larger than any return, is refused."""
        raw = content_of(path)
        return _refused(raw) if isinstance(raw, Diagnostic) else self.content(raw, str(path))

    def content(self, raw: bytes, name: str) -> Returned:
        """The return in these bytes; `name` is their file's. What they are decides how they are read."""
        found = self._content(raw, name)
        if found.rules is None or not name.casefold().endswith(_UNFINISHED):
            return found
        message = "Its name shows that the download did not finish, so part of it may be missing."
        hint = "Check whether the complete file is there as well, or ask for it again."
        note = warning("submission/unfinished-download", Place(name), message, hint)
        return replace(found, diagnostics=(*found.diagnostics, note))

    def _content(self, raw: bytes, name: str) -> Returned:
        kind = kinds.of(raw, name)
        if isinstance(kind, Other):
            return _refused(kind.diagnostic(name))
        most = LARGEST_TEXT if kind is Readable.TEXT else LARGEST_PAPER
        if len(raw) > most:
            message = f"The file is larger than {most // 1_000_000} MB, which is larger than any return."
            return _refused(error("submission/too-large", Place(name), message))
        match kind:
            case Readable.PDF:
                from formwright.readers import pdf

                return pdf.read(raw, name, self.forms, self.framework, self.copies.in_format("pdf"))
            case Readable.WORD:
                from formwright.readers import docx

                return docx.read(raw, name, self.forms, self.framework, self.copies.in_format("docx"))
            case Readable.TEXT:
                return self.text.read(raw, name)


def content_of(path: Path) -> bytes | Diagnostic:
    """What is in a file, up to a byte more than the largest return has; or why it cannot be opened."""
    try:
        if not path.is_file():
            why, hint = _no_file(path)
            return error("submission/unreadable", Place(str(path)), why, hint)
        return _read(path)
    except OSError as fault:
        message = f"The file cannot be opened: {fault.strerror}."
        return error(
            "submission/unreadable", Place(str(path)), message, "Put it where it can be read, or ask for it again."
        )


def _read(path: Path) -> bytes:
    """Most files come whole with the first call. Nothing is waited for, whatever has taken the file's place."""
    handle = os.open(path, _OPEN)
    try:
        size = min(os.fstat(handle).st_size, LARGEST_PAPER)
        found = os.read(handle, size + 1)
        while len(found) != size and len(found) <= LARGEST_PAPER and (more := os.read(handle, _PIECE)):
            found += more
        return found[: LARGEST_PAPER + 1]
    finally:
        os.close(handle)


_OPEN = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK"))
_PIECE = 1_000_000


def _no_file(path: Path) -> tuple[str, str]:
    """Why there is nothing to read, and what to do. Where it cannot even be asked, OSError is raised."""
    if path.is_symlink():
        return "This is a link to a file that does not exist.", "Put the file itself here."
    path.lstat()
    return "This is not a file but a channel that programs use.", "Remove it from the folder."


def _refused(fault: Diagnostic) -> Returned:
    return Returned(None, None, (fault,))
