"""What a document is: of which form and version, whether that is the present one, and whether the
words that nobody is meant to change are as they were issued."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from formwright.answers.stamp import Stamp
from formwright.compose import Composable, compose
from formwright.compose.words import date
from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic, error, warning
from formwright.issued.words import NONE, Difference
from formwright.model import rules
from formwright.model.handbook import Handbook
from formwright.model.review import KeptOut, Remark
from formwright.pipelines.copies import Copies
from formwright.pipelines.not_returns import Meaning, kept_out, meaning, warnings_of
from formwright.pipelines.reading import LARGEST_PAPER, content_of
from formwright.pipelines.walking import Entry, walk
from formwright.places import Place, spelt
from formwright.readers import docx, kinds, pdf, stamps, web
from formwright.readers.pdf_file import Unreadable
from formwright.readers.returned import no_copy
from formwright.readers.zipped import Refused
from formwright.reports.visible import shown


class Standing(StrEnum):
    """`current`: what is issued now. `superseded`: of another version. `changed`: of this version, but
    the definition has been changed since without a new number. `unknown`: none of ours."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    CHANGED = "changed"
    UNKNOWN = "unknown"


class Words(StrEnum):
    """Whether the words outside of the fields are those that were issued."""

    AS_ISSUED = "as-issued"
    ALTERED = "altered"
    NOT_COMPARED = "not-compared"


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of one file; None where it does not say."""

    file: str
    id: str | None
    title: str | None
    version: str | None
    issued: str | None
    standing: Standing
    words: Words
    diagnostics: tuple[Diagnostic, ...]

    def as_data(self) -> dict[str, object]:
        return {
            "file": spelt(self.file),
            "id": self.id,
            "title": self.title,
            "version": self.version,
            "issued": self.issued,
            "standing": str(self.standing),
            "words": str(self.words),
            "diagnostics": [d.as_data() for d in self.diagnostics],
        }

    def as_text(self) -> str:
        """A few lines for a person."""
        if self.standing is Standing.UNKNOWN:
            return shown(self.file)
        issued = f", issued {date(self.issued)}" if self.issued else ""
        lines = [shown(self.file), f"  {self.title or self.id} ({self.id}), version {self.version}{issued}"]
        said = {Standing.CURRENT: "current", Standing.SUPERSEDED: "superseded", Standing.CHANGED: "changed since"}
        words = {
            Words.AS_ISSUED: "its wording is as issued",
            Words.ALTERED: "its wording has been changed",
            Words.NOT_COMPARED: "its wording was not compared",
        }
        lines.append(f"  {said[self.standing]}; {words[self.words]}")
        return "\n".join(lines)


def verify_all(library: Library, paths: Iterable[Path]) -> Iterator[Verified | KeptOut | Remark]:
    """What each of these files is, and each in these folders. Raises CannotRun where none of the paths
    can be opened."""
    copies = Copies(library)
    return (_entry(library, entry, copies) for entry in walk(paths))


def _entry(library: Library, entry: Entry | Remark, copies: Copies) -> Verified | KeptOut | Remark:
    if isinstance(entry, Remark):
        return entry
    found = _unknown(entry.name, entry.fault) if entry.fault else verify(library, entry.path, copies)
    seen = Meaning.RETURN if found.id else meaning(found.diagnostics)
    if by := kept_out(entry.naming, seen):
        return KeptOut(entry.name, by)
    return replace(found, diagnostics=(*found.diagnostics, *warnings_of(entry.naming, entry.name, seen)))


def verify(library: Library, path: Path, copies: Copies | None = None) -> Verified:
    """What a file is."""
    name = str(path)
    raw = content_of(path)
    if isinstance(raw, Diagnostic):
        return _unknown(name, raw)
    if len(raw) > LARGEST_PAPER:
        message = (
            f"The file is larger than {LARGEST_PAPER // 1_000_000} MB, which is larger than any Formwright document."
        )
        return _unknown(name, error("document/too-large", Place(name), message))
    found = stamps.read(raw, name)
    if isinstance(found, Diagnostic):
        return _unknown(name, found)
    return _verified(library, raw, name, *found, copies or Copies(library))


def _unknown(file: str, why: Diagnostic) -> Verified:
    return Verified(file, None, None, None, None, Standing.UNKNOWN, Words.NOT_COMPARED, (why,))


def _verified(library: Library, raw: bytes, file: str, format: str, stamp: Stamp, copies: Copies) -> Verified:
    ours = next((d for d in library.everything if d.identity.id == stamp.form), None)
    if ours is None:
        framework = library.framework
        name = f"{framework.organisation.name}: {framework.title}" if framework else None
        other = stamp.framework is not None and stamp.framework != name
        whose = "It belongs to another framework." if other else "This framework has no document with that id."
        message = f"This is not one of this framework's documents. {whose}"
        return _unknown(
            file, error("document/unknown", Place(file), message, "Compare it with the framework it came from.")
        )
    identity = ours.identity
    standing, problems = _standing(stamp, identity.version, identity.digest, file)
    words, difference = Words.NOT_COMPARED, None
    if standing in (Standing.CURRENT, Standing.CHANGED) and not isinstance(ours, Handbook):
        with suppress(Refused, Unreadable):  # it is one of ours, but not whole: its reader says so
            words, difference = _compared(library, ours, raw, file, format, standing, copies)
    is_copy = format == "html" and kinds.is_copy(raw.decode("utf-8", "replace"))
    if format == "html" and words is Words.NOT_COMPARED and standing is Standing.CURRENT and not is_copy:
        message = "A browser has saved this page again, so its wording cannot be compared."
        hint = "Use a fresh copy of the form. Any answers in this one can be downloaded from the page."
        problems = (*problems, warning("document/saved-anew", Place(file), message, hint))
    if words is Words.ALTERED:
        beside = difference is not None and not difference.is_altered
        message = "The wording outside the fields is not as issued."
        if beside:
            message = "It contains something outside the fields that was not issued with it."
        hint = "Do not rely on it. Use a fresh copy of the form."
        problems = (*problems, error("document/altered", Place(file), message, hint))
    issued = identity.issued if standing is Standing.CURRENT else stamp.issued
    return Verified(file, identity.id, identity.title, stamp.version, issued, standing, words, problems)


def _standing(stamp: Stamp, version: str, digest: str, file: str) -> tuple[Standing, tuple[Diagnostic, ...]]:
    if stamp.version != version:
        message = f"This is version {stamp.version}. The current version is {version}."
        return Standing.SUPERSEDED, (error("document/superseded", Place(file), message, "Use the current form."),)
    if stamp.digest and digest and stamp.digest != digest:
        message = "The definition has been changed since, without a new version number."
        hint = "Give the definition a new version, so that the two can be told apart."
        return Standing.CHANGED, (warning("document/changed-since", Place(file), message, hint),)
    return Standing.CURRENT, ()


Compared = tuple[Words, Difference | None]


def _compared(
    library: Library, ours: Composable, raw: bytes, file: str, format: str, standing: Standing, copies: Copies
) -> Compared:
    """Whether the words are those that were issued. Where the definition was changed since, only the file
    itself can say; YAML has no words of its own."""
    id = ours.identity.id
    fresh = copies.of(format) if standing is Standing.CURRENT else no_copy
    match format:
        case "docx":
            form = next((f for f in library.forms if f.identity.id == id), None)
            found = docx.as_issued(raw, file, id, None if form is None else rules.compile(form), fresh)
        case "pdf":
            found = pdf.as_issued(raw, id, fresh)
        case "html" if kinds.is_copy(raw.decode("utf-8", "replace")):
            return Words.NOT_COMPARED, None
        case "html" if standing is Standing.CURRENT:
            return _page(library, ours, raw), None
        case _:
            return Words.NOT_COMPARED, None
    if found is None:
        return Words.NOT_COMPARED, None
    return (Words.AS_ISSUED if found == NONE else Words.ALTERED), found


def _page(library: Library, ours: Composable, raw: bytes) -> Words:
    """A web page is compared whole, with the answers in it that it was handed out with."""
    assert library.framework is not None
    page = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    document = compose(ours, library.framework)
    given = web.given(page) if document.is_form else {}
    try:
        issued: bytes = import_module("formwright.writers.html").write(replace(document, answers=given))
    except ValueError:
        return Words.ALTERED  # a field, or an answer, that the form does not have
    if page.encode() == issued:
        return Words.AS_ISSUED
    return Words.NOT_COMPARED if web.is_saved_by_a_browser(page) else Words.ALTERED
