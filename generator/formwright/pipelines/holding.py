"""Whether a form of some format can hold these answers, and if not, the true reason.

What an auditor wrote is never changed to make it fit. Each reason is given once, at the first answer that
it is true of, however many others share it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from formwright.answers import address, several
from formwright.answers.kinds import Shape
from formwright.diagnostics import Diagnostic, Severity
from formwright.model.conditions import Value
from formwright.model.form import Form
from formwright.pipelines.reading import Readers
from formwright.writers.formats import FORMATS

Answers = Mapping[str, Value]


def spelt(value: Value) -> str:
    """An answer as a document holds it."""
    return several.spelt(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why some answers cannot be held: the rest of a sentence about the first of them, what to do, and
    which answers they are: perhaps one path of a repeating section, and none where it is about the form."""

    message: str
    hint: str
    paths: tuple[str, ...]

    def words(self, format: str) -> str:
        """What is wrong, for a person."""
        others = len(self.paths) - 1
        further = f" The same is true of {others} other answer{'s'[: others - 1]}." if others > 0 else ""
        what = "this" if self.paths else "these answers"
        return f"A {FORMATS[format].form} cannot hold {what}: {self.message}.{further}"


def before(format: str, form: Form, answers: Answers) -> list[Obstacle]:
    """What is seen before anything is written."""
    if format == "docx" and (many := _many_rows(form, answers)):
        return many
    many_lines = (Shape.BOX, Shape.SEVERAL_OF)
    single = {f.path for f in form.fields if f.kind.shape not in many_lines} if format == "html" else set()
    found = ((_character(format, spelt(v), address.of_every_row(p) in single), p) for p, v in answers.items())
    return _gathered((reason, path) for reason, path in found if reason is not None)


def after(format: str, content: bytes, readers: Readers, answers: Answers) -> list[Obstacle]:
    """What is seen when the form that was written is read again, where there is a reader for it."""
    if not FORMATS[format].is_read:
        return []
    read = readers.content(content, f"form.{format}")
    faults = [d for d in read.diagnostics if d.severity is Severity.ERROR]
    if read.submission is None:
        return [Obstacle(f"it could not be read back. {_sentence(d)}", _SHORTER, ()) for d in faults[:1]]
    submission = read.submission
    lost = [path for path, value in answers.items() if submission.value(path) != value]
    return _gathered((_reason(path, faults), path) for path in lost)


def _many_rows(form: Form, answers: Answers) -> list[Obstacle]:
    """Repeating sections with more rows than are read out of a Word form."""
    from formwright.readers.word.spots import MOST_ROWS

    rows = Counter(row[0] for row in {address.row_of(path) for path in answers} if row)
    return [
        Obstacle(
            f"“{section.title}” has {rows[section.id]} rows, but a Word form can have at most {MOST_ROWS}",
            "Delete the rows you do not need, or choose another format.",
            (next(path for path in answers if path.startswith(f"{section.id}[")),),
        )
        for section, _ in form.rows
        if rows[section.id] > MOST_ROWS
    ]


Reason = tuple[str, str]
_NO_TEXT = re.compile("[\ud800-\udfff]")
_NO_FORM = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # a bare CR would come back as another line end
_ELSEWHERE = "Choose another format."
_SHORTER = "Make the answers shorter, or choose another format."
_PASTED = "Such characters come from pasting: type the answer again."
_CHANGED = ("it would come back changed", _ELSEWHERE)


def _character(format: str, text: str, is_single: bool) -> Reason | None:
    """What stands in a text that this format has no place for."""
    unfit = (_NO_TEXT if format == "yaml" else _NO_FORM).search(text)
    if unfit:
        number = ord(unfit[0])
        what = "half of a character" if 0xD800 <= number <= 0xDFFF else f"the control character U+{number:04X}"
        return f"there is {what} in it", _PASTED
    if is_single and "\n" in text:
        return (
            "it has several lines, but its box on the web page has only one",
            "Put it on one line, or fill a Word form.",
        )
    return None


def _reason(path: str, faults: Iterable[Diagnostic]) -> Reason:
    """What the reader says of this answer, or of the rows that it is in, or of the whole form."""
    about = {path: 0, path.partition("[")[0]: 1, None: 2}
    nearest = min((d for d in faults if d.place.path in about), key=lambda d: about[d.place.path], default=None)
    return _CHANGED if nearest is None else (_sentence(nearest), nearest.hint or _ELSEWHERE)


def _sentence(found: Diagnostic) -> str:
    return found.message.removesuffix(".")


def _gathered(found: Iterable[tuple[Reason, str]]) -> list[Obstacle]:
    paths: dict[Reason, list[str]] = {}
    for reason, path in found:
        paths.setdefault(reason, []).append(path)
    return [Obstacle(message, hint, tuple(of)) for (message, hint), of in paths.items()]
