"""What a document is: of which form and version, whether that is the present one, and whether the
words that nobody is meant to change are as they were issued."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from formwright.answers.stamp import Stamp
from formwright.compose import Composable
from formwright.compose.words import date
from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic, error, warning
from formwright.issued.words import NONE, Difference
from formwright.model import rules
from formwright.model.form import Form
from formwright.model.handbook import Handbook
from formwright.model.identity import Identity
from formwright.model.release import Release, Released
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
    """`current`: what is issued now, or was released last. `superseded`: of another version. `changed`: of this
    version, but the definition has been changed since without a new number, or was released with other words.
    `unknown`: none of ours."""

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
    copies = Copies.of(library)
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
    return _verified(library, raw, name, *found, copies or Copies.of(library))


def _unknown(file: str, why: Diagnostic) -> Verified:
    return Verified(file, None, None, None, None, Standing.UNKNOWN, Words.NOT_COMPARED, (why,))


def _verified(library: Library, raw: bytes, file: str, format: str, stamp: Stamp, copies: Copies) -> Verified:
    ours = _ours(library, stamp, copies.released)
    if ours is None:
        name = library.framework.name if library.framework else None
        other = stamp.framework is not None and stamp.framework != name
        whose = "It belongs to another framework." if other else "This framework has no document with that id."
        message = f"This is not one of this framework's documents. {whose}"
        return _unknown(
            file, error("document/unknown", Place(file), message, "Compare it with the framework it came from.")
        )
    identity = ours.identity
    standing, problems = _standing(stamp, identity, copies.released, file)
    words, difference = Words.NOT_COMPARED, None
    if identity.version == stamp.version and not isinstance(ours, Handbook):
        with suppress(Refused, Unreadable):  # it is one of ours, but not whole: its reader says so
            words, difference = _compared(ours, raw, file, format, stamp, copies)
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
    is_of_digest = stamp.digest in (None, identity.digest)
    issued = identity.issued if identity.version == stamp.version and is_of_digest else stamp.issued
    return Verified(file, identity.id, identity.title, stamp.version, issued, standing, words, problems)


def _ours(library: Library, stamp: Stamp, released: Released) -> Composable | Handbook | None:
    """The document that a file says it is, in the version that it is of where we have that, else as it is now or was
    released last."""
    id, version = stamp.form or "", stamp.version or ""
    present = next((d for d in library.everything if d.identity.id == id), None)
    if present and (present.identity.version, present.identity.digest) == (version, stamp.digest or version):
        return present
    versions = released.versions(id)
    wanted = [version] if version in versions else [] if present else [*reversed(versions)]
    found = (released.get(id, each) for each in wanted)
    return next((one.definition for one in found if isinstance(one, Release)), present)


def _standing(stamp: Stamp, ours: Identity, released: Released, file: str) -> tuple[Standing, tuple[Diagnostic, ...]]:
    versions = released.versions(ours.id)
    if stamp.version != ours.version:
        known = f"The current version is {ours.version}."
        if len(versions) > 1:
            known = f"The released versions are {', '.join(versions)}."
        message = f"This is version {stamp.version}. {known}"
        return Standing.SUPERSEDED, (error("document/superseded", Place(file), message, "Use the current form."),)
    is_released = ours.version in versions
    if stamp.digest and ours.digest and stamp.digest != ours.digest:
        message = "The definition has been changed since, without a new version number."
        hint = "Give the definition a new version, so that the two can be told apart."
        if is_released:
            message = f"It was made from a different version {ours.version}, not from the one that was released."
            hint = "Use a form made from the released version."
        return Standing.CHANGED, (warning("document/changed-since", Place(file), message, hint),)
    if is_released and ours.version != versions[-1]:
        message = f"This is version {ours.version}. The newest released version is {versions[-1]}."
        hint = "Use the newest form. Returns on this one are still checked by their own version."
        return Standing.SUPERSEDED, (error("document/superseded", Place(file), message, hint),)
    return Standing.CURRENT, ()


Compared = tuple[Words, Difference | None]


def _compared(ours: Composable, raw: bytes, file: str, format: str, stamp: Stamp, copies: Copies) -> Compared:
    """Whether the words are those that were issued. Where the definition was changed since, only the file
    itself can say; YAML has no words of its own."""
    of = ours.identity
    is_it = stamp.digest in (None, of.digest)
    fresh = copies.in_format(format) if is_it else no_copy
    match format:
        case "docx":
            found = docx.as_issued(raw, file, of, rules.compile(ours) if isinstance(ours, Form) else None, fresh)
        case "pdf":
            found = pdf.as_issued(raw, of, fresh)
        case "html" if kinds.is_copy(raw.decode("utf-8", "replace")):
            return Words.NOT_COMPARED, None
        case "html" if is_it:
            return _page(of, raw, copies), None
        case _:
            return Words.NOT_COMPARED, None
    if found is None:
        return Words.NOT_COMPARED, None
    return (Words.AS_ISSUED if found == NONE else Words.ALTERED), found


def _page(of: Identity, raw: bytes, copies: Copies) -> Words:
    """A web page is compared whole, with the answers in it that it was handed out with; one of a version that was
    superseded since may say so."""
    page = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    document = copies.document(of)
    if document is None:
        return Words.NOT_COMPARED
    given = web.given(page) if document.is_form else {}
    try:
        for standing in copies.standings(of):
            issued: bytes = import_module("formwright.writers.html").write(
                replace(document, answers=given, standing=standing)
            )
            if page.encode() == issued:
                return Words.AS_ISSUED
    except ValueError:
        return Words.ALTERED  # a field, or an answer, that the form does not have
    return Words.NOT_COMPARED if web.is_saved_by_a_browser(page) else Words.ALTERED
