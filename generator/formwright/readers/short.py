"""The short way through a return in YAML: most have nothing wrong, and are read straight from the parser's events.

Whatever is out of the ordinary, be it no more than an anchor or a key that nobody knows, is left to the long
way, which alone has words for it. What the short way does read it reads just as the long way would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from formwright.answers.spelling import NOTHING, is_blank
from formwright.answers.stamp import HEAD
from formwright.marked import (
    UNREADABLE,
    DocumentEnd,
    DocumentStart,
    MappingEnd,
    MappingStart,
    Scalar,
    SequenceEnd,
    SequenceStart,
    StreamEnd,
    StreamStart,
    next_event,
    ordinary,
)
from formwright.model.conditions import Value
from formwright.model.form import Field
from formwright.model.rules import Rules
from formwright.model.submission import Answers, Submission
from formwright.places import Places
from formwright.readers.returned import Returned
from formwright.readers.shape import Branch, Leaf, Node, Table, shape
from formwright.readers.ticked import Fault, ticked
from formwright.readers.typed import Misfit, Take
from formwright.readers.versions import Versions


@dataclass(frozen=True, slots=True)
class Short:
    """Reads what is ordinary in returns of the forms it was made for."""

    forms: Versions
    ways: dict[int, "_Way"] = field(default_factory=dict, repr=False)

    def read(self, raw: bytes, file: str) -> Returned | None:
        """The return in these bytes; None where it must be read at length."""
        text = ordinary(raw, file)
        if text is None:
            return None
        try:
            return _Walk(text, file).document(self._way)
        except (_OutOfTheOrdinary, KeyError, *UNREADABLE):
            return None

    def _way(self, head: Mapping[str, str]) -> "_Way":
        """How to walk the form that a return says it is of."""
        rules = self.forms.of(head["form"], head.get("version"))
        if rules is None:
            raise _OutOfTheOrdinary
        if id(rules) not in self.ways:
            steps = _steps(shape(rules), "")
            if steps.keys() & set(HEAD):
                raise _OutOfTheOrdinary
            self.ways[id(rules)] = rules, steps
        return self.ways[id(rules)]


class _OutOfTheOrdinary(Exception):
    pass


# --- a form, as it is walked -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rows:
    """What can stand in each row of a list."""

    steps: "_Steps"


@dataclass(frozen=True, slots=True)
class _OneOf:
    """Answers as they are written, `is_bare` where without quotation marks."""

    answers: Mapping[str, Value]
    is_bare: bool


@dataclass(frozen=True, slots=True)
class _Ticks:
    """A list of what is ticked in this field."""

    field: Field


_Steps = dict[str, tuple[str, Any]]
"""By key its path, in a row what comes behind the row, and what stands there: further `_Steps`, `_Rows`, or an answer:
`_OneOf` a few, `_Ticks` several at once, what `Take` makes of a text, or None: a text as it is."""

_Way = tuple[Rules, _Steps]


def _steps(branch: Branch, above: str) -> _Steps:
    return {key: (above + key, _step(node, above + key)) for key, node in branch.children.items()}


def _step(node: Node, path: str) -> _Steps | _Rows | _OneOf | _Ticks | Take | None:
    match node:
        case Branch():
            return _steps(node, f"{path}.")
        case Table():
            return _Rows(_steps(node.row, "."))
        case Leaf(field, is_ticked=True):
            return _Ticks(field)
        case Leaf(field, take=take) if field.choices:
            answers = {
                str(c.value): found for c in field.choices if not isinstance(found := take(str(c.value)), Misfit)
            }
            return _OneOf(answers, is_bare=field.kind.is_whole)
        case Leaf(take=take):
            return None if take is str else take


# --- the walk over one return ----------------------------------------------------------------


class _Walk:
    """Collects what one return holds."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.next = next_event(text)
        self.is_wary = "&" in text or "!" in text  # without them nothing can have an anchor or a tag
        self.said: dict[str, Value] = {}
        self.points: dict[str, Any] = {}
        self.rows: dict[str, int] = {}

    def document(self, way: Callable[[Mapping[str, str]], _Way]) -> Returned:
        self._one(StreamStart)
        if self._one(DocumentStart).tags:
            raise _OutOfTheOrdinary
        self.points[""] = _bare(self._one(MappingStart)).start_mark
        head: dict[str, str] = {}
        rules: Rules | None = None
        steps: _Steps = {}
        while type(key := self.next()) is Scalar:
            name = _bare(key).value
            if name in HEAD:
                if name in head:
                    raise _OutOfTheOrdinary
                head[name] = _bare(self._one(Scalar)).value
                continue
            if rules is None:
                rules, steps = way(head)
            if name in self.points:
                raise _OutOfTheOrdinary
            self._value(key, _bare(self.next()), name, steps[name][1])
        meant, _ = way(head)
        if type(key) is not MappingEnd or (rules is not None and rules is not meant):
            raise _OutOfTheOrdinary  # such as a version behind the answers, and not the one that they were taken for
        self._one(DocumentEnd)
        self._one(StreamEnd)
        return self._returned(meant, head)

    def _returned(self, rules: Rules, head: Mapping[str, str]) -> Returned:
        identity, digest = rules.form.identity, head.get("digest")
        if head["version"] != identity.version or rules.unusable or digest not in (None, identity.digest):
            raise _OutOfTheOrdinary
        places = Places(self.file, self.points)
        answers = Answers(self.said, places)
        none: frozenset[str] = frozenset()
        found = Submission(self.file, identity.id, identity.version, answers, self.rows, none, places, digest)
        return Returned(rules, found, ())

    def _one(self, kind: type) -> Any:
        """The next event, which is of this kind."""
        event = self.next()
        if type(event) is not kind:
            raise _OutOfTheOrdinary
        return event

    def _keys(self, steps: _Steps, row: str = "") -> None:
        """All that stands in a section, a question or a row. Most of the time is spent here, so that the answers
        are taken here and now; a path that was met before is a key twice."""
        following, points, said, is_wary = self.next, self.points, self.said, self.is_wary
        while type(key := following()) is Scalar:
            path, step = steps[key.value]
            path = row + path
            value = following()
            if path in points or (is_wary and not (_bare(key) and _bare(value))):
                raise _OutOfTheOrdinary
            if type(value) is not Scalar or type(step) is dict or type(step) is _Rows or type(step) is _Ticks:
                self._value(key, value, path, step)
                continue
            text: str = value.value
            if (not value.style and text in NOTHING) or (not "!" <= text <= "~" and is_blank(text)):
                points[path] = key.start_mark
                continue
            points[path] = value.start_mark
            if step is None:
                said[path] = text
            elif type(step) is _OneOf:
                said[path] = found = step.answers[text]
                if step.is_bare and value.style and type(found) is int:
                    raise _OutOfTheOrdinary
            else:
                said[path] = found = step(text)
                if type(found) is Misfit:
                    raise _OutOfTheOrdinary
        if type(key) is not MappingEnd:
            raise _OutOfTheOrdinary

    def _value(self, key: Any, value: Any, path: str, step: Any) -> None:
        """What stands at a key that leads on."""
        self.points[path] = key.start_mark
        kind = type(value)
        if kind is MappingStart and type(step) is dict:
            self._keys(step)
        elif kind is SequenceStart and type(step) is _Rows:
            self._in_rows(step.steps, path)
        elif kind is SequenceStart and type(step) is _Ticks:
            self._ticks(value, path, step.field)
        elif kind is not Scalar or value.style or not (value.value in NOTHING or is_blank(value.value)):
            raise _OutOfTheOrdinary

    def _ticks(self, start: Any, path: str, field: Field) -> None:
        values: list[str] = []
        while type(item := self.next()) is Scalar:
            values.append(_bare(item).value)
        found = ticked(field, values)
        if type(item) is not SequenceEnd or isinstance(found, Fault):
            raise _OutOfTheOrdinary
        if found:
            self.said[path], self.points[path] = found, start.start_mark

    def _in_rows(self, steps: _Steps, path: str) -> None:
        count = 0
        while type(start := self.next()) is MappingStart:
            row = f"{path}[{count}]"
            self.points[row] = _bare(start).start_mark
            self._keys(steps, row)
            count += 1
        if type(start) is not SequenceEnd:
            raise _OutOfTheOrdinary
        self.rows[path] = count


def _bare(event: Any) -> Any:
    """The event of something that has no name for use elsewhere and no type."""
    if event.anchor or event.tag:
        raise _OutOfTheOrdinary
    return event
