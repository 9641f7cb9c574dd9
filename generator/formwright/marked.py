"""YAML or JSON text as plain data in which every key and value knows where it stands.

YAML's own guesses are switched off: a scalar stays the text that the person typed (`no`, `0123`,
`1.10`, `2014-01-15`), and what refuses safely elsewhere is refused here at its place: a key twice,
an anchor, a tag, a second document, nesting without end.

`pieces` gives the same text as it is written, for those who want to write it better.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Sequence as Lines
from dataclasses import dataclass
from functools import wraps
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, TypeVar
from typing import Literal as OneOf
from weakref import WeakKeyDictionary

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from formwright.diagnostics import Diagnostic, error
from formwright.places import LARGEST, Mark, Place, column_of

DEEPEST = 40
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # YAML's, by which its marks are counted

Position = tuple[int, int]
Found = TypeVar("Found")


class Plain(str):
    """A scalar written without quotation marks: text, unless a number or nothing is expected."""

    __slots__ = ()


class Literal(Plain):
    """A JSON number, true, false or null: never text. Null is the empty literal."""

    __slots__ = ()


class Mapping(dict[str, Any]):
    """A mapping that knows where it, its keys and their values begin. `twice` holds the keys that
    were written more than once: the value kept for them cannot be relied on."""

    __slots__ = ("at", "keys_at", "twice", "values_at")

    def __init__(self, at: Position) -> None:
        super().__init__()
        self.at = at
        self.keys_at: dict[str, Position] = {}
        self.values_at: dict[str, Position] = {}
        self.twice: set[str] = set()


class Sequence(list[Any]):
    """A list that knows where it and its items begin."""

    __slots__ = ("at", "items_at")

    def __init__(self, at: Position) -> None:
        super().__init__()
        self.at = at
        self.items_at: list[Position] = []


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Marked:
    """What a text holds. `data` is None where the text could not be read at all: then
    `diagnostics` says why. A key twice is reported and the first value kept."""

    file: str
    data: Any
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...] = ()

    def place(self, *steps: str | int, key: bool = False) -> Place:
        """Where the value at these steps stands (or, with `key`, its key). Steps that do not
        exist stop at the last one that does."""
        node, at = self.data, (1, 1)
        if isinstance(node, Mapping | Sequence):
            at = node.at
        for n, step in enumerate(steps):
            last = n == len(steps) - 1
            if isinstance(node, Mapping) and isinstance(step, str) and step in node:
                at = node.keys_at[step] if key and last else node.values_at[step]
                node = node[step]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                at = node.items_at[step]
                node = node[step]
            else:
                break
        return Place(self.file, Mark(*at))

    def place_of(self, words: str, *steps: str | int, after: str = "") -> Place:
        """Where these words stand in the text at these steps, which may have many lines: `after`
        comes right before them. Where the text begins, if they are not to be found as written."""
        place = self.place(*steps)
        start = place.mark or Mark(1, 1)
        for number, line in enumerate(self.lines[start.line - 1 :], start.line):
            if column := column_of(words, line, after, start.column - 1 if number == start.line else 0):
                return Place(self.file, Mark(number, column))
        return place


def once(look: Callable[[Marked], Iterable[Found]]) -> Callable[[Marked], tuple[Found, ...]]:
    """What is found in a text, looked for once as long as the text is held: a preview reads the framework again after
    each save of one file. What is found must not hold the text itself, or it would be held for good."""
    known: WeakKeyDictionary[Marked, tuple[Found, ...]] = WeakKeyDictionary()

    @wraps(look)
    def found(marked: Marked) -> tuple[Found, ...]:
        if marked not in known:
            known[marked] = tuple(look(marked))
        return known[marked]

    return found


def read(raw: bytes, file: str) -> Marked:
    """The data in a YAML text, or in a JSON text: by the file's name, or else by how it begins."""
    if len(raw) > LARGEST:
        problem = error("yaml/too-large", Place(file), f"The file is larger than {LARGEST // 1_000_000} MB.")
        return Marked(file, None, (problem,))
    try:
        text = decoded(raw)
    except UnicodeDecodeError as fault:
        return Marked(file, None, (bad_encoding(raw, fault, file),), _lines(decoded(raw, "replace")))
    if not text.strip():
        problem = error("yaml/empty", Place(file, Mark(1, 1)), "The file is empty.", "Save it again with its content.")
        return Marked(file, None, (problem,))
    lines = _lines(text)
    reader = _JsonReader(text, file) if is_json(text, file) else _YamlReader(text, file)
    try:
        data = reader.document()
    except _Unreadable as fault:
        return Marked(file, None, (*reader.diagnostics, fault.diagnostic), lines)
    if data is None:
        problem = error("yaml/empty", Place(file, Mark(1, 1)), "The file contains only comments.", "Add its content.")
        return Marked(file, None, (problem,), lines)
    return Marked(file, data, tuple(reader.diagnostics), lines)


def ordinary(raw: bytes, file: str) -> str | None:
    """The YAML text in a file, where nothing is to be said of its size, its encoding and its line ends."""
    try:
        text = decoded(raw)
    except UnicodeDecodeError:
        return None
    is_odd = len(raw) > LARGEST or (not text.isascii() and _ODD_BREAK.search(text))
    return None if is_odd or is_json(text, file) else text


def is_json(text: str, file: str) -> bool:
    """Whether a text is read as JSON: as its file's name says, else by how it begins."""
    if file.casefold().endswith((".json", ".yaml", ".yml")):
        return file.casefold().endswith(".json")
    return re.match(r'[ \t\r\n]*\{[ \t\r\n]*["}]', text) is not None


def decoded(raw: bytes, errors: str = "strict") -> str:
    """The text in these bytes: UTF-8, or UTF-16 with its mark in front, as Notepad's "Unicode" has it.
    Raises UnicodeDecodeError."""
    if raw.startswith(_UTF32) or (raw[:1000].count(b"\0") * 4 >= len(raw[:1000]) > 0 and not raw.startswith(_UTF16)):
        if errors == "strict":
            raise UnicodeDecodeError("utf-32", raw, 0, 1, "not read")
        return ""
    return raw.decode("utf-16" if raw.startswith(_UTF16) else "utf-8-sig", errors)


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def _lines(text: str) -> tuple[str, ...]:
    """The lines as YAML and JSON count them."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"))


def comments(lines: Lines[str]) -> Iterator[tuple[Position, str]]:
    """The comments in the lines of a YAML text, each with its place and without its '#'. A '#' within
    a text is none. A YAML text that cannot be read has no comments."""
    spans = _scalars("\n".join(lines))
    for number, line in enumerate(lines, 1):
        for found in _HASH.finditer(line):
            at = (number, found.end())
            within = bisect_right(spans, (at, at)) - 1
            if within < 0 or at > spans[within][1]:
                yield at, line[found.end() :].strip()
                break


_HASH = re.compile(r"(?:(?<=\s)|^)#")


def _scalars(text: str) -> list[tuple[Position, Position]]:
    """Where each scalar of a YAML text begins and ends, in order. What stands behind the '>' or '|' of
    a block is not part of it."""
    found: list[tuple[Position, Position]] = []
    try:
        for event in _events(text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                start, end = event.start_mark, event.end_mark
                first = (start.line + 2, 0) if event.style in ("|", ">") else (start.line + 1, start.column + 1)
                found.append((first, (end.line + 1, end.column)))
    except UNREADABLE:
        return [((1, 0), (len(text), 0))]
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a YAML text, from the character `start` up to the character `end`.

    A mapping or list begins with a piece and ends with an `end`; brackets have a width where the
    author wrote them, everything else that begins or ends has none. `style` is a scalar's first
    character where that is a quotation mark, `|` or `>`, and a mapping's or list's where it is a bracket.
    """

    kind: OneOf["document", "mapping", "list", "scalar", "end", "end-of-document"]
    start: int
    end: int
    style: str = ""
    value: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """A YAML text in the order in which it is written. What stands between two pieces is punctuation
    and comments. The text must be one that `read` finds nothing wrong with."""
    for event in _events(text):
        start, end = event.start_mark.index, event.end_mark.index
        match event:
            case yaml.ScalarEvent():
                yield Piece("scalar", start, end, event.style or "", event.value)
            case yaml.CollectionStartEvent():
                kind: OneOf["mapping", "list"] = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
                bracket = "[{"[kind == "mapping"] if event.flow_style else ""
                width = len(bracket) if text.startswith(bracket, start) else 0  # [a: b] has a mapping without brackets
                yield Piece(kind, start, start + width, bracket)
            case yaml.CollectionEndEvent():
                yield Piece("end", start, end)
            case yaml.DocumentStartEvent():
                yield Piece("document", start, end)
            case yaml.DocumentEndEvent():
                yield Piece("end-of-document", start, end)
            case _:
                pass  # where the stream begins and ends


class _Unreadable(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _twice(file: str, into: Mapping, key: str, at: Position) -> Diagnostic:
    into.twice.add(key)
    hint = "Keep only one of them. Until then, neither can be relied on."
    if _begins_again(into, key):
        hint += " Or, if a new list item begins here, put '- ' in front of it."
    # The key is not repeated: in a return it may be what somebody wrote about a child.
    message = f"This key appears twice: it is already on line {into.keys_at[key][0]}."
    return error("yaml/duplicate-key", Place(file, Mark(*at)), message, hint)


def _begins_again(into: Mapping, key: str) -> bool:
    """Whether a mapping's first key comes a second time, on another line: as it does where the hyphen
    of a list's next entry was forgotten. Then all keys come a second time, for one cause."""
    return key == next(iter(into.keys_at), None) and into.at[1] > 1


def bad_encoding(raw: bytes, fault: UnicodeDecodeError, file: str, code: str = "yaml/bad-encoding") -> Diagnostic:
    """The diagnostic of a text that is not in UTF-8, at the first character that is not."""
    before = raw[: fault.start].decode(fault.encoding, "replace")
    mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
    if raw.startswith(_UTF32) or (fault.encoding == "utf-32" and not raw.startswith(_UTF16)):
        message = "The file is in UTF-32, or in UTF-16 without the byte order mark that identifies it."
    elif raw.startswith(_UTF16):
        message = "The file is in UTF-16, and this part of it cannot be read."
    else:
        message = "The file is not in UTF-8: this character cannot be read. Older programs save in Windows-1252."
    hint = "Save the file again with the encoding UTF-8: editors offer it under 'Save as'."
    return error(code, Place(file, mark), message, hint)


# --- YAML ----------------------------------------------------------------------------------

Scalar = yaml.ScalarEvent
StreamStart, StreamEnd = yaml.StreamStartEvent, yaml.StreamEndEvent
DocumentStart, DocumentEnd = yaml.DocumentStartEvent, yaml.DocumentEndEvent
MappingStart, MappingEnd = yaml.MappingStartEvent, yaml.MappingEndEvent
SequenceStart, SequenceEnd = yaml.SequenceStartEvent, yaml.SequenceEndEvent
UNREADABLE = (yaml.MarkedYAMLError, yaml.reader.ReaderError)
"""What the parser raises."""


def next_event(text: str) -> Callable[[], Any]:
    """Gives libyaml's events in a YAML text, one at each call, and None after the last."""
    found: Callable[[], Any] = CParser(text).get_event
    return found


def _events(text: str) -> Iterator[Any]:
    following = next_event(text)
    while (event := following()) is not None:
        yield event


# libyaml ends a line at the first three, and swallows the mark of a file's start where it begins a line.
_ODD_BREAK = re.compile("[\x85\u2028\u2029]|(?<=[\r\n])\ufeff")


class _YamlReader:
    """Builds plain data from libyaml's events, without recursion."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def document(self) -> Any:
        if found := _ODD_BREAK.search(self.text):
            raise self._odd_break(found.start())
        try:
            return self._build(_events(self.text))
        except yaml.MarkedYAMLError as fault:
            raise _Unreadable(self._syntax(fault)) from None
        except yaml.reader.ReaderError as fault:
            raise _Unreadable(self._forbidden_character(fault)) from None

    def _build(self, events: Iterator[Any]) -> Any:
        root: Any = None
        documents = 0
        stack: list[Mapping | Sequence] = []
        keys: list[str | None] = []  # the key waiting for its value, one for each open container
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.anchor or event.tag:
                    raise self._refused(event, "tag" if event.tag else "anchor")
                value: Any = Plain(event.value) if not event.style else event.value
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor or event.tag:
                    raise self._refused(event, "tag" if event.tag else "anchor")
                if len(stack) >= DEEPEST:
                    raise self._refused(event, "depth")
                mark = event.start_mark
                value = (Mapping if kind is yaml.MappingStartEvent else Sequence)((mark.line + 1, mark.column + 1))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            elif kind is yaml.AliasEvent:
                raise self._refused(event, "alias")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._refused(event, "document")
                if event.tags:
                    raise self._refused(event, "tag")
                continue
            else:
                continue
            mark = event.start_mark
            at = (mark.line + 1, mark.column + 1)
            if stack:
                self._put(stack[-1], keys, value, at)
            else:
                root = value
            if isinstance(value, Mapping | Sequence):
                stack.append(value)
                keys.append(None)
        return root

    def _put(self, into: Mapping | Sequence, keys: list[str | None], value: Any, at: Position) -> None:
        if isinstance(into, Sequence):
            into.append(value)
            into.items_at.append(at)
        elif keys[-1] is None:
            if not isinstance(value, str):
                raise self._stop(at, "yaml/bad-key", "A key must be a word, not a list or a mapping.", None)
            keys[-1] = str(value)
            if value in into:
                known = any(_begins_again(into, again) for again in into.twice)
                found = _twice(self.file, into, str(value), at)
                self.diagnostics.extend([] if known else [found])
            else:
                into.keys_at[str(value)] = at
        else:
            key, keys[-1] = keys[-1], None
            if key not in into:
                into[key] = value
                into.values_at[key] = at

    def _refused(self, event: Any, what: str) -> _Unreadable:
        words = {
            "alias": "A '*' at the start of a value points to another place, which is not allowed here.",
            "anchor": "An '&' at the start of a value names it for use elsewhere, which is not allowed here.",
            "tag": "A '!' at the start of a value gives it a type, which is not allowed here.",
            "document": "A line of three hyphens begins a second document, but a file can hold only one.",
            "depth": f"Lists and mappings are nested more than {DEEPEST} deep.",
        }
        hint = None if what in ("document", "depth") else "If it is meant as text, put quotation marks round it."
        mark = event.start_mark
        return self._stop((mark.line + 1, mark.column + 1), f"yaml/{what}-refused", words[what], hint)

    def _stop(self, at: Position, code: str, message: str, hint: str | None) -> _Unreadable:
        return _Unreadable(error(code, Place(self.file, Mark(*at)), message, hint))

    def _odd_break(self, at: int) -> _Unreadable:
        *above, line = _lines(f"{self.text[:at]}x")
        code = f"U+{ord(self.text[at]):04X}"
        message = f"There is a character here that only some programs treat as the end of a line ({code})."
        hint = "Delete it, or press Enter instead. It often comes from pasting."
        return self._stop((len(above) + 1, len(line)), "yaml/control-character", message, hint)

    def _forbidden_character(self, fault: Any) -> Diagnostic:
        from formwright.characters import odd

        raw = self.text.encode()
        before = raw[: fault.position].decode("utf-8", "ignore") if isinstance(fault.position, int) else ""
        lines = LINE_END.split(before)
        found = next(odd(self.text[len(before) :]), None)
        return error(
            "yaml/control-character",
            Place(self.file, Mark(len(lines), len(lines[-1]) + 1)),
            "There is a character here that is not allowed in text "
            f"({found.name if found else 'a control character'}).",
            "Delete it. It often comes from pasting.",
        )

    def _syntax(self, fault: yaml.MarkedYAMLError) -> Diagnostic:
        from formwright.syntax import Fault, explain

        begun, at = (Mark(m.line + 1, m.column + 1) if m else None for m in (fault.context_mark, fault.problem_mark))
        return explain(
            self.text, Fault(fault.problem or "", fault.context or "", at or begun or Mark(1, 1), begun), self.file
        )


# --- JSON ----------------------------------------------------------------------------------


class _JsonReader:
    """A JSON text with the place of everything. YAML's reader would stumble on JSON's pairs of
    escapes for one character."""

    _space = re.compile(r"[ \t\r\n]*")
    _literal = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def document(self) -> Any:
        value, end = self._value(self._skip(0), 0)
        end = self._skip(end)
        if end != len(self.text):
            raise self._stop(end, "json/syntax", "There is more text after the end of the data.")
        return value

    def _skip(self, at: int) -> int:
        found = self._space.match(self.text, at)
        return found.end() if found else at

    def _position(self, at: int) -> Position:
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= at else (low, middle)
        return low + 1, at - self.starts[low] + 1

    def _value(self, at: int, depth: int) -> tuple[Any, int]:
        if depth > DEEPEST:
            raise self._stop(at, "yaml/depth-refused", f"Lists and mappings are nested more than {DEEPEST} deep.")
        first = self.text[at : at + 1]
        if first == '"':
            return self._string(at)
        if first == "{":
            return self._object(at, depth)
        if first == "[":
            return self._array(at, depth)
        found = self._literal.match(self.text, at)
        if not found:
            raise self._stop(at, "json/syntax", "A value is expected here.")
        word = found.group()
        return Literal("" if word == "null" else word), found.end()

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as fault:
            raise self._stop(fault.pos, "json/syntax", "This text in quotation marks is not valid.") from None
        try:
            text.encode()
        except UnicodeEncodeError:
            raise self._stop(at, "json/syntax", "This text contains half a character.") from None
        return text, end

    def _object(self, at: int, depth: int) -> tuple[Mapping, int]:
        found = Mapping(self._position(at))
        at = self._skip(at + 1)
        if self.text[at : at + 1] == "}":
            return found, at + 1
        while True:
            if self.text[at : at + 1] != '"':
                raise self._stop(at, "json/syntax", "A key in double quotation marks is expected here.")
            key_at = at
            key, at = self._string(at)
            at = self._skip(at)
            if self.text[at : at + 1] != ":":
                raise self._stop(at, "json/syntax", "A colon is expected here.")
            at = self._skip(at + 1)
            value_at = at
            value, at = self._value(at, depth + 1)
            if key in found:
                self.diagnostics.append(_twice(self.file, found, key, self._position(key_at)))
            else:
                found.keys_at[key] = self._position(key_at)
                found[key] = value
                found.values_at[key] = self._position(value_at)
            at, ended = self._next(at, "}")
            if ended:
                return found, at

    def _array(self, at: int, depth: int) -> tuple[Sequence, int]:
        found = Sequence(self._position(at))
        at = self._skip(at + 1)
        if self.text[at : at + 1] == "]":
            return found, at + 1
        while True:
            item_at = at
            value, at = self._value(at, depth + 1)
            found.append(value)
            found.items_at.append(self._position(item_at))
            at, ended = self._next(at, "]")
            if ended:
                return found, at

    def _next(self, at: int, closing: str) -> tuple[int, bool]:
        at = self._skip(at)
        if self.text[at : at + 1] == closing:
            return at + 1, True
        if self.text[at : at + 1] != ",":
            raise self._stop(at, "json/syntax", f"A comma or '{closing}' is expected here.")
        return self._skip(at + 1), False

    def _stop(self, at: int, code: str, message: str) -> _Unreadable:
        return _Unreadable(error(code, Place(self.file, Mark(*self._position(at))), message))
