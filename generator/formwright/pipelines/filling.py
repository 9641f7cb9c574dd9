"""Forms with answers in place, and answers without their form.

To hand an auditor a form that has the case's details, to send a return back for finishing, to print
a finished one for the child's file; and to turn a returned file of any kind into YAML.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from formwright.compose import compose
from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic, did_you_mean, error, has_errors
from formwright.document.nodes import Document
from formwright.errors import CannotRun
from formwright.model.form import Control, Form
from formwright.model.rules import at
from formwright.model.submission import Submission
from formwright.pipelines.files import begin
from formwright.pipelines.reading import Readers
from formwright.places import Place
from formwright.readers.paper import hand_taker
from formwright.readers.typed import Misfit
from formwright.readers.yaml import Returned
from formwright.writers import submission as yaml_writer

FORMATS = {"yaml": "blank", "html": "html", "docx": "docx", "pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Made:
    """A file's content, or None where `diagnostics` has errors that stood in the way."""

    content: bytes | None
    diagnostics: tuple[Diagnostic, ...]


def blank(library: Library, id: str, format: str, given: Iterable[str]) -> bytes:
    """A form to fill in; `given` are answers put in beforehand, each as PATH=ANSWER. Raises CannotRun
    for a path that the form does not have, and for a text that is no answer of its field."""
    form = library.form(id)
    return _written(library, form, _preset(form, given), format)


def fill(library: Library, path: Path, format: str) -> Made:
    """A returned file's answers in the form of another format. A return with an answer that cannot be
    relied on is not passed on: its diagnostics say why. One that only lacks answers is."""
    found = returned(library, path)
    if found.submission is None or found.rules is None or has_errors(found.diagnostics):
        return Made(None, found.diagnostics)
    form = found.rules.form
    answers = _in_order(form, found.submission)
    lost = [p for p, value in answers.items() if not _can_hold(format, form, p, str(value))]
    content = _written(library, form, answers, format) if not lost else None
    if content is not None and format in ("docx", "pdf"):
        lost = _changed(library, content, f"form.{format}", answers)
    faults = tuple(_cannot_hold(format, found.submission.place(p)) for p in lost)
    return Made(None if lost else content, (*found.diagnostics, *faults))


def _can_hold(format: str, form: Form, path: str, text: str) -> bool:
    """Whether a format has every character of a text. A box for a single line has no second one."""
    if format == "html" and "\n" in text:
        control = next(f.control for f in form.fields if f.path == re.sub(r"\[\d+\]", "[]", path))
        if control is not Control.LONG_TEXT:
            return False
    return not _UNKNOWN_TO_FORMS.search(text)


# Control characters, half characters, and line ends that would come back as others.
_UNKNOWN_TO_FORMS = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def _changed(library: Library, content: bytes, name: str, answers: Mapping[str, str | int]) -> list[str]:
    """The answers that would not come back out of a form as they went in, seen by reading it."""
    read = Readers.of(library).content(content, name).submission
    return [p for p, value in answers.items() if read is None or read.value(p) != value]


def _cannot_hold(format: str, place: Place) -> Diagnostic:
    message = f"A form of the format {format} cannot hold this answer as it is."
    hint = "Look for unusual characters or line ends in it, or choose another format."
    return error("filling/cannot-hold", place, message, hint)


def as_yaml(library: Library, path: Path) -> Made:
    """A returned file's answers as a YAML submission, on the same terms."""
    found = returned(library, path)
    if found.submission is None or found.rules is None or has_errors(found.diagnostics):
        return Made(None, found.diagnostics)
    identity = found.rules.form.identity
    answers = _in_order(found.rules.form, found.submission)
    return Made(yaml_writer.write(identity.id, identity.version, answers), found.diagnostics)


def place(folder: Path, file: Path, content: bytes) -> Path:
    """Puts a submission into a folder under its file's name. Raises CannotRun where it cannot, and
    where another file of that name is there: none is ever overwritten."""
    target = folder / f"{file.stem}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        begin(target, content)
    except FileExistsError:
        raise CannotRun(f"{target} is there already.", "Choose an empty folder with --out.") from None
    except OSError as fault:
        raise CannotRun(f"{target} cannot be written: {fault.strerror}.") from None
    return target


def returned(library: Library, path: Path) -> Returned:
    """What a file holds. Raises CannotRun where there is no such file."""
    if not path.is_file():
        raise CannotRun(f"There is no file {path}.")
    return Readers.of(library).file(path)


def _written(library: Library, form: Form, answers: Mapping[str, str | int], format: str) -> bytes:
    assert library.framework is not None
    document: Document = replace(
        compose(form, library.framework), answers={path: str(value) for path, value in answers.items()}
    )
    written: bytes = import_module(f"formwright.writers.{FORMATS[format]}").write(document)
    return written


def _in_order(form: Form, found: Submission) -> dict[str, str | int]:
    """The answers in the order of the form, row by row; rows that say nothing are left out."""
    answers: dict[str, str | int] = {}
    for section in form.sections:
        rows = found.rows.get(section.id) if any(f.repeat for f in section.fields) else None
        if rows is None:
            answers.update((f.path, v) for f in section.fields if (v := found.value(f.path)) is not None)
            continue
        filled = [n for n in range(rows) if any(at(f.path, n) in found.answers for f in section.fields)]
        for place, row in enumerate(filled):
            for field in section.fields:
                value = found.value(at(field.path, row))
                if value is not None:
                    answers[at(field.path, place)] = value
    return answers


def _preset(form: Form, given: Iterable[str]) -> dict[str, str | int]:
    fields = {f.path: f for f in form.fields if f.repeat is None}
    found: dict[str, str | int] = {}
    for pair in given:
        path, sign, text = pair.partition("=")
        if not sign:
            raise CannotRun(f"'{pair}' names no answer.", "Write it as details.case_id=A1042.")
        if path not in fields:
            near = did_you_mean(path, list(fields))
            raise CannotRun(f"'{path}' is no single field of {form.identity.id}.", near)
        value = hand_taker(fields[path])(text)
        if isinstance(value, Misfit):
            raise CannotRun(f"'{path}' {value.message}.", value.hint)
        found[path] = value
    return found
