"""Returned files of any kind → answers: which reader a file needs is told by what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.model import rules
from formwright.model.rules import Rules
from formwright.places import Place
from formwright.readers.yaml import Reader, Returned

TEXT = (".yaml", ".yml", ".json")
PAPER = (".docx", ".pdf")
OTHER = {
    ".doc": "an old Word file", ".docm": "a Word file with macros", ".odt": "a word processor's file",
    ".rtf": "a word processor's file", ".html": "a web page", ".htm": "a web page", ".zip": "a zip file",
}  # fmt: skip
LARGEST_TEXT = 1_000_000  # bytes; a long return has 20,000
LARGEST_PAPER = 20_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Readers:
    """Reads returns of one framework's forms, in whatever format they come."""

    forms: Mapping[str, Rules]
    framework: str
    text: Reader

    @classmethod
    def of(cls, library: Library) -> "Readers":
        """Raises CannotRun where the framework cannot be used."""
        if library.framework is None:
            raise CannotRun("framework.yaml cannot be used as it stands.", "Run 'formwright validate'.")
        compiled = {form.identity.id: rules.compile(form) for form in library.forms}
        name = f"{library.framework.organisation.name}: {library.framework.title}"
        return cls(compiled, name, Reader.of(compiled.values()))

    def file(self, path: Path) -> Returned:
        """The return in a file; one that cannot be opened, or is larger than any return, is refused."""
        name = str(path)
        if not path.is_file():
            return _refused(error("submission/unreadable", Place(name), "This is no file that can be read."))
        try:
            with path.open("rb") as opened:
                raw = opened.read(LARGEST_PAPER + 1)
        except OSError as fault:
            message = f"The file cannot be read: {fault.strerror}."
            return _refused(error("submission/unreadable", Place(name), message))
        return self.content(raw, name)

    def content(self, raw: bytes, name: str) -> Returned:
        """The return in these bytes. What they hold decides how they are read, then the file's name."""
        suffix = Path(name).suffix.lower()
        is_pdf = raw.startswith(b"%PDF-") or suffix == ".pdf"
        is_word = raw.startswith(b"PK\x03\x04") or suffix == ".docx"
        most = LARGEST_PAPER if is_pdf or is_word else LARGEST_TEXT
        if len(raw) > most:
            message = f"The file is larger than {most // 1_000_000} MB, more than any return."
            return _refused(error("submission/too-large", Place(name), message))
        if is_pdf:
            from formwright.readers import pdf

            return pdf.read(raw, name, self.forms, self.framework)
        if suffix in OTHER:
            message = f"This is {OTHER[suffix]}, which cannot be read."
            hint = "Ask for the Word (.docx) or PDF form that was filled in, or for what the web form downloads."
            return _refused(error("submission/not-readable", Place(name), message, hint))
        if is_word:
            from formwright.readers import docx

            return docx.read(raw, name, self.forms, self.framework)
        if suffix not in TEXT:
            message = "Only Word, PDF, YAML and JSON files can be read."
            return _refused(error("submission/not-readable", Place(name), message))
        return self.text.read(raw, name)


def _refused(fault: Diagnostic) -> Returned:
    return Returned(None, None, (fault,))
