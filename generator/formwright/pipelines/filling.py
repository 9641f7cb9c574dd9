"""Forms with answers in place, and answers without their form.

To hand an auditor a form that has the case's details, to send a return back for finishing, to print
a finished one for the child's file; and to turn a returned file of any kind into YAML.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from formwright.answers import spelling
from formwright.compose import compose, superseded
from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic, error, has_errors, warning
from formwright.document.nodes import Document
from formwright.errors import CannotRun
from formwright.misspelt import did_you_mean
from formwright.model.basis import Basis
from formwright.model.conditions import Value
from formwright.model.form import Form
from formwright.model.framework import Framework
from formwright.model.release import Head
from formwright.model.review import Remark
from formwright.model.rules import Rules, at
from formwright.model.submission import Submission
from formwright.pipelines import holding
from formwright.pipelines.holding import Answers, Obstacle, spelt
from formwright.pipelines.moved import Moved
from formwright.pipelines.not_returns import Meaning, kept_out, meaning, warnings_of
from formwright.pipelines.placing import Placing, identity
from formwright.pipelines.reading import Readers
from formwright.pipelines.walking import Entry, walk
from formwright.places import Place
from formwright.readers.handwriting import hand_taker
from formwright.readers.returned import Returned
from formwright.readers.typed import Misfit
from formwright.writers import submission as yaml_writer
from formwright.writers.formats import writer


@dataclass(frozen=True, slots=True)
class Made:
    """A file's content, or None where `diagnostics` has errors that stood in the way. `seen` is whether
    what it was made of is a return, `moved` what became of its answers where they were put on another version."""

    content: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    seen: Meaning = Meaning.RETURN
    moved: Moved | None = None


def blank(library: Library, id: str, format: str, given: Iterable[str]) -> Made:
    """A form to fill in, `id` may be ID@VERSION; `given` are answers put in beforehand, each as PATH=ANSWER. Raises
    CannotRun for a path that the form does not have, and for a text that is no answer of its field or that a form of
    this format cannot hold."""
    edition = library.edition_of_form(id)
    form = edition.form
    standing = superseded.words(edition.head, edition.newer) if edition.head else None
    written, obstacles = _held(library, Blank(form, edition.framework, standing), _preset(form, given), format, None)
    for found in obstacles:
        named = f"'{found.paths[0]}': " if found.paths else ""
        raise CannotRun(f"{named}{found.words(format)}", found.hint)
    assert written is not None
    warnings = (_not_shown(label, Place("--set", path=p)) for p, label in written.lacking.items())
    return Made(written.content, tuple(warnings))


def fill(library: Basis, path: Path, format: str, readers: Readers | None = None, *, to_correct: bool = False) -> Made:
    """A returned file's answers in the form of another format. A return with an answer that cannot be
    relied on is not passed on: its diagnostics say why. One that only lacks answers is. A form `to_correct`, for its
    auditor, holds the answers that can be relied on, whatever is wrong with others."""
    readers = readers or Readers.of(library)
    return in_form(library, readers.file(path), format, readers, to_correct=to_correct)


def in_form(library: Basis, found: Returned, format: str, readers: Readers, *, to_correct: bool = False) -> Made:
    """What was read from a file, in the form of a format, on the same terms."""
    if found.submission is None or found.rules is None or (has_errors(found.diagnostics) and not to_correct):
        return not_made(found)
    form, submission = found.rules.form, found.submission
    blank = Blank.of(found.rules, library, readers)
    written, obstacles = _held(library, blank, in_form_order(form, submission.closed_up()), format, readers)
    if written is None:
        places = (submission.place(o.paths[0]) if o.paths else Place(submission.file) for o in obstacles)
        faults = (
            error("filling/cannot-hold", p, o.words(format), o.hint) for p, o in zip(places, obstacles, strict=True)
        )
        return Made(None, (*found.diagnostics, *faults))
    warnings = (_not_shown(label, submission.place(p)) for p, label in written.lacking.items())
    return Made(written.content, (*found.diagnostics, *warnings))


@dataclass(frozen=True, slots=True)
class Blank:
    """A form in one of its versions, with the framework's words that it is written in. `standing` says that the
    version is superseded or withdrawn, where it is."""

    form: Form
    framework: Framework
    standing: str | None = None

    @classmethod
    def of(cls, rules: Rules, library: Basis, readers: Readers) -> "Blank":
        """The one that a return was filled in on."""
        if rules.release is None:
            assert library.framework is not None
            return cls(rules.form, library.framework)
        head = rules.release.head
        newest = readers.forms.released.versions(head.id)[-1]
        newer = readers.forms.released.head(head.id, newest) if newest != head.version else None
        standing = superseded.words(head, newer if isinstance(newer, Head) else None)
        return cls(rules.form, rules.release.framework, standing)


def _held(
    library: Basis, blank: Blank, answers: Answers, format: str, readers: Readers | None
) -> tuple["_Written | None", list[Obstacle]]:
    """The form with the answers in it, or what stands in the way."""
    obstacles = holding.before(format, blank.form, answers)
    if obstacles:
        return None, obstacles
    written = _written(blank, answers, format)
    if answers:
        obstacles = holding.after(format, written.content, readers or Readers.of(library), answers)
    return (None, obstacles) if obstacles else (written, [])


def _not_shown(label: str, place: Place) -> Diagnostic:
    message = (
        f"“{label}” has characters that the PDF cannot show, because this computer has no font for them. They "
        "are still stored in the field."
    )
    hint = (
        "Install a font that has them and run this again: Noto Sans for their script, such as Debian's package "
        "fonts-noto-cjk for Chinese, Japanese and Korean."
    )
    return warning("filling/not-shown", place, message, hint)


def not_made(found: Returned) -> Made:
    """What comes of a file that cannot be relied on."""
    return Made(None, found.diagnostics, Meaning.RETURN if found.rules else meaning(found.diagnostics))


def as_yaml(library: Basis, path: Path, readers: Readers | None = None) -> Made:
    """A returned file's answers as a YAML submission, on the same terms. A row that says nothing stays one: it
    was begun, unless it is a spare one on paper."""
    found = (readers or Readers.of(library)).file(path)
    if found.submission is None or found.rules is None or has_errors(found.diagnostics):
        return not_made(found)
    identity = found.rules.form.identity
    submission = found.submission.closed_up() if found.submission.is_on_paper else found.submission
    answers = in_form_order(found.rules.form, submission)
    written = yaml_writer.write(identity.id, identity.version, identity.digest, answers, submission.rows)
    return Made(written, found.diagnostics)


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of one file: `target` is where it was put, `content` what was made where it was put
    nowhere. `kept_out_by` names the file in which the team says that it is no return. `moved` is what became of the
    answers where they were put on another version."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    content: bytes | None = None
    target: Path | None = None
    kept_out_by: str | None = None
    moved: Moved | None = None


def read_all(library: Basis, paths: Iterable[Path], out: Path | None, force: bool) -> Iterator[Turned]:
    """Each of these files as a YAML submission, and each in these folders, in the folder `out` where there
    is one. Raises CannotRun where none of the paths can be opened, or there can be no such folder."""
    readers = Readers.of(library)
    walked = list(walk(paths))
    placing = Placing.of(entries(walked), out, ".yaml", force) if out is not None else None
    return turn(walked, lambda path: as_yaml(library, path, readers), placing)


Maker = Callable[[Basis, Path, str, Readers], Made]
"""What is made of a returned file, in a format: the form with its answers, or something else that holds them."""


def fill_all(
    library: Basis,
    paths: Sequence[Path],
    format: str,
    out: Path | None,
    force: bool,
    make: Maker = fill,
    ending: str = "",
) -> Iterator[Turned]:
    """Each of them in a form of this format, in the folder `out`; one file alone is handed over, for `out`
    to be its file. `make` may make something else of them, whose names in the folder then have an `ending`.
    Raises CannotRun as `read_all` does, where several have no folder to go to, and where a return would be written
    over by its own form."""
    readers = Readers.of(library)
    walked = list(walk(paths))
    placing = None
    if out is not None and goes_into_folder(paths, out):
        placing = Placing.of(entries(walked), out, f"{ending}.{format}", force)
    elif out is not None and identity(out) in map(identity, paths):
        raise CannotRun(f"{out} is the return itself.", "Choose another name with --out.")
    elif goes_into_folder(paths, None):
        raise CannotRun("Forms for several returns need a folder to go in.", "Name it with --out.")
    return turn(walked, lambda path: make(library, path, format, readers), placing)


def goes_into_folder(paths: Sequence[Path], out: Path | None) -> bool:
    """Whether what is made of these files needs a folder: there may be several, or it is one that is named."""
    return len(paths) > 1 or any(path.is_dir() for path in (*paths, *([out] if out else [])))


def entries(walked: Iterable[Entry | Remark]) -> list[Entry]:
    return [entry for entry in walked if isinstance(entry, Entry)]


def turn(walked: Iterable[Entry | Remark], make: Callable[[Path], Made], placing: Placing | None) -> Iterator[Turned]:
    """Makes something of each file, one after the other, whatever is wrong with those before it, and
    puts it in its place if it has one."""
    for entry in walked:
        if isinstance(entry, Remark):
            yield Turned(entry.diagnostic.place.file, (entry.diagnostic,))
            continue
        made = not_made(Returned(None, None, (entry.fault,))) if entry.fault else make(entry.path)
        if by := kept_out(entry.naming, made.seen):
            yield Turned(entry.name, (), kept_out_by=by)
            continue
        faults = (*made.diagnostics, *warnings_of(entry.naming, entry.name, made.seen))
        if made.content is None or placing is None:
            yield Turned(entry.name, faults, made.content, moved=made.moved)
            continue
        put = placing.put(entry, made.content)
        if isinstance(put, Path):
            yield Turned(entry.name, faults, target=put, moved=made.moved)
        else:
            yield Turned(entry.name, (*faults, put), moved=made.moved)


@dataclass(frozen=True, slots=True)
class _Written:
    """A file's content, and the labels of the fields, by path, that lack a typeface for their answer."""

    content: bytes
    lacking: Mapping[str, str]


def _written(blank: Blank, answers: Answers, format: str) -> _Written:
    said = {path: spelt(value) for path, value in answers.items()}
    document: Document = replace(compose(blank.form, blank.framework), answers=said, standing=blank.standing)
    module = import_module(writer(format))
    if format == "pdf":
        made = module.written(document)
        return _Written(made.content, made.lacking)
    return _Written(module.write(document), {})


def in_form_order(form: Form, found: Submission) -> dict[str, Value]:
    """The answers in the order of the form, row by row."""
    paths = [
        path
        for section in form.sections
        for path in (
            [at(f.path, row) for row in range(found.rows.get(section.id, 0)) for f in section.fields]
            if any(f.repeat for f in section.fields)
            else [f.path for f in section.fields]
        )
    ]
    return {path: value for path in paths if (value := found.value(path)) is not None}


def _preset(form: Form, given: Iterable[str]) -> dict[str, Value]:
    fields = {f.path: f for f in form.fields if f.repeat is None}
    found: dict[str, Value] = {}
    for pair in given:
        path, sign, text = pair.partition("=")
        if not sign:
            raise CannotRun(f"'{pair}' does not name an answer.", "Write it as details.case_id=A1042.")
        if path not in fields:
            near = did_you_mean(path, list(fields)) or f"'formwright show {form.identity.id}' lists them."
            raise CannotRun(f"'{path}' is not a single field of {form.identity.id}.", near)
        if spelling.is_blank(text):
            raise CannotRun(f"No answer is given for '{path}'.", "Write an answer after the '=', or leave it out.")
        value = hand_taker(fields[path])(text)
        if isinstance(value, Misfit):
            raise CannotRun(f"'{path}' {value.message}.", value.hint)
        found[path] = value
    return found
