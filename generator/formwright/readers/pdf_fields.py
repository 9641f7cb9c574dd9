"""What stands in a PDF's fields and on its pages, as the viewers that people fill it in with show it.

A field is an object in the form's tree, or hangs on a page alone where some program has lost the
tree; its name is the path of names down to it. Its value stands in it, in the widget that shows it,
or in an object above.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
    create_string_object,
)

from formwright.answers.pdf import NOT_TICKED, TICKED
from formwright.readers.pdf_file import File, Reason, Unreadable, entry, resolved
from formwright.readers.ticked import CONTRADICTS
from formwright.readers.typed import Misfit

MOST_FIELDS = 5_000  # a long form has 200
MOST_PAGES = 500  # the same for what holds them
DEEPEST = 20  # fields in fields, pages in parts; a form has three levels
LOOKED_AT = 20  # pages, to see whether they are scans

HIDDEN = 1 << 1
PUSHED = 1 << 16
NO_NOTE = ("/Widget", "/Link", "/Popup", "/PrinterMark", "/TrapNet")
MARKS = ("/Text", "/Highlight", "/Underline", "/Squiggly", "/Caret")
"""What is a mark alone, as long as it has no text of its own. Everything else that lies over a page is written,
drawn or put there."""

Key = tuple[int, int]
Value = str | Misfit | None
"""What stands in a field, lines ended by \\n; None where nothing does."""

UNREADABLE = Misfit("cannot be read from this file", "Open the file, write the answer again and save it.")
SEVERAL = Misfit("has more than one answer in this file", "Choose the right one, and save the file again.")
STYLED_ALONE = Misfit("is stored only as styled text", "Open the file, write the answer again and save it.")


@dataclass(frozen=True, slots=True)
class Held:
    """A field: its name, what stands in it, and whether that is an answer at all (a button or a digital
    signature is none), and what can be chosen in it: value and label of each. Of a box to tick the value is
    TICKED or none, and `told` is what is said of it to who cannot see it."""

    name: str
    value: Value
    is_answer: bool
    offered: tuple[tuple[str, str], ...] = ()
    is_box: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """`fields` are all there are, more than one of a name where objects share it. `shown` are the names
    of those that are on a page. `written` and `notes` are the pages, counted from 1, with text or
    drawings that somebody put over them, and with marks that say nothing. `is_scan`: only pictures.
    `has_files`: other files are attached to it."""

    fields: tuple[Held, ...]
    shown: frozenset[str]
    written: tuple[int, ...]
    notes: tuple[int, ...]
    is_scan: bool
    has_xfa: bool
    has_files: bool


def contents(file: File) -> Contents:
    found = _Found()
    form = entry(file.root, "/AcroForm")
    has_xfa = False
    if isinstance(form, DictionaryObject):
        has_xfa = entry(form, "/XFA") is not None
        for node in _kids(form, "/Fields"):
            found.walk(node)
    every = list(pages(file.root))
    for number, page in enumerate(every, 1):
        for note in _kids(page, "/Annots"):
            found.look_at(note, number)
    return Contents(
        fields=tuple(found.fields.values()),
        shown=frozenset(found.shown),
        written=tuple(found.written),
        notes=tuple(found.notes),
        is_scan=bool(every) and all(_is_picture(page) for page in every[:LOOKED_AT]),
        has_xfa=has_xfa,
        has_files=_has_files(file.root),
    )


# --- fields --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Found:
    """Collects the fields of one file. The same object is one field, wherever it is met."""

    fields: dict[Key, Held] = field(default_factory=dict)
    seen: set[Key] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    written: dict[int, None] = field(default_factory=dict)
    notes: dict[int, None] = field(default_factory=dict)
    looked_at: int = 0

    def walk(self, top: DictionaryObject) -> None:
        """The fields of one branch of the tree. A loop with a stack: nesting is no limit."""
        waiting: list[tuple[DictionaryObject, tuple[DictionaryObject, ...]]] = [(top, ())]
        while waiting:
            node, above = waiting.pop()
            line = _below(above, node)
            if _key(node) in self.seen:
                continue
            self._count(node)
            inner = [kid for kid in _kids(node, "/Kids") if "/T" in kid]
            waiting.extend((kid, line) for kid in reversed(inner))
            if not inner:
                self._keep(line)

    def look_at(self, note: DictionaryObject, page: int) -> None:
        """What lies over a page: the widget of a field, or something that somebody has added."""
        kind = str(entry(note, "/Subtype"))
        self.looked_at += 1
        if self.looked_at > MOST_FIELDS:
            raise Unreadable(Reason.TOO_COMPLEX)
        if kind == "/Widget":
            line = _line_up(note)
            if not _is_hidden(note):
                self.shown.add(_name(line))
            while len(line) > 1 and "/T" not in line[-1]:
                line = line[:-1]
            if _key(line[-1]) not in self.seen:
                self._count(line[-1])
                self._keep(line)
        elif kind in MARKS and not _says_something(note) and not _is_hidden(note):
            self.notes[page] = None
        elif kind not in NO_NOTE and not _is_hidden(note):
            self.written[page] = None

    def _count(self, node: DictionaryObject) -> None:
        self.seen.add(_key(node))
        if len(self.seen) > MOST_FIELDS:
            raise Unreadable(Reason.TOO_COMPLEX)

    def _keep(self, line: tuple[DictionaryObject, ...]) -> None:
        name = _name(line)
        if name:
            kind = str(_inherited(line, "/FT"))
            if kind == "/Btn" and not _is_pushed(line):
                told = _text(_inherited(line, "/TU"))
                held = Held(name, _tick(line), False, is_box=True, told=told if isinstance(told, str) else "")
            else:
                held = Held(name, _value(line), kind not in ("/Btn", "/Sig"), tuple(_offered(line)))
            self.fields[_key(line[-1])] = held


def _says_something(note: DictionaryObject) -> bool:
    """Whether a mark has a text with it."""
    return any(isinstance(text := _text(entry(note, key)), str) and text.strip() for key in ("/Contents", "/RC"))


def _key(node: DictionaryObject) -> Key:
    """Which object it is. One that stands within another has no number."""
    at = node.indirect_reference
    return (id(node), -1) if at is None else (at.idnum, at.generation)


def _kids(node: DictionaryObject, key: str) -> list[DictionaryObject]:
    listed = entry(node, key)
    if listed is None:
        return []
    if not isinstance(listed, ArrayObject):
        raise Unreadable(Reason.DAMAGED)
    if len(listed) > MOST_FIELDS:
        raise Unreadable(Reason.TOO_COMPLEX)
    found = (resolved(kid) for kid in list.__iter__(listed))
    return [kid for kid in found if isinstance(kid, DictionaryObject)]


def _line_up(widget: DictionaryObject) -> tuple[DictionaryObject, ...]:
    """The objects from the top of the tree down to this one, as it says itself."""
    line: tuple[DictionaryObject, ...] = (widget,)
    while isinstance(parent := entry(line[-1], "/Parent"), DictionaryObject):
        line = _below(line, parent)
    return line[::-1]


def _below(line: tuple[DictionaryObject, ...], node: DictionaryObject) -> tuple[DictionaryObject, ...]:
    """The line of objects, one longer. None may come round to itself."""
    if any(_key(node) == _key(other) for other in line):
        raise Unreadable(Reason.DAMAGED)
    if len(line) >= DEEPEST:
        raise Unreadable(Reason.TOO_COMPLEX)
    return (*line, node)


def _name(line: tuple[DictionaryObject, ...]) -> str:
    parts = []
    for node in line:
        part = entry(node, "/T")
        if part is not None:
            if not isinstance(part, TextStringObject):
                raise Unreadable(Reason.DAMAGED)
            parts.append(str(part))
    return ".".join(parts)


def _inherited(line: tuple[DictionaryObject, ...], key: str) -> PdfObject | None:
    return next((found for node in reversed(line) if (found := entry(node, key)) is not None), None)


# --- values --------------------------------------------------------------------------------


def _value(line: tuple[DictionaryObject, ...]) -> Value:
    """What stands in a field and in its widgets, where they agree."""
    node = line[-1]
    own = _text(_inherited(line, "/V"))
    widgets = [_text(entry(kid, "/V")) for kid in _kids(node, "/Kids")]
    found = {text for text in (own, *widgets) if text is not None}
    if len(found) > 1:
        return SEVERAL
    if not found and any(_inherited(line, key) for key in ("/RV", "/I")):
        return STYLED_ALONE if _inherited(line, "/RV") else UNREADABLE
    return next(iter(found), None)


def _is_pushed(line: tuple[DictionaryObject, ...]) -> bool:
    flags = _inherited(line, "/Ff")
    return isinstance(flags, int) and bool(flags & PUSHED)


def _tick(line: tuple[DictionaryObject, ...]) -> Value:
    """Whether a box is ticked. Its value names a state, and each widget of it the state that it shows: what one has
    drawn for it. Where the two do not agree, nobody knows which of them was meant."""
    value = _text(_inherited(line, "/V"))
    if isinstance(value, Misfit):
        return value
    widgets = [kid for kid in _kids(line[-1], "/Kids") if "/T" not in kid] or [line[-1]]
    shown = {_shown(widget, value) for widget in widgets}
    is_on = value not in (None, "", NOT_TICKED)
    if shown != {value if is_on else NOT_TICKED}:
        return CONTRADICTS
    return TICKED if is_on else None


def _shown(widget: DictionaryObject, value: str | None) -> str | None:
    """The state that a widget shows; None where it cannot show what it says."""
    drawn = entry(widget, "/AP")
    looks = entry(drawn, "/N") if isinstance(drawn, DictionaryObject) else None
    own = _text(entry(widget, "/AS"))
    if own is None and value in (None, "", NOT_TICKED):
        return NOT_TICKED
    if not isinstance(own, str):
        return None
    names = {str(name).removeprefix("/") for name in looks} if isinstance(looks, DictionaryObject) else {own}
    return own if own == NOT_TICKED or own in names else None


def _text(found: PdfObject | None) -> Value:
    match found:
        case None:
            return None
        case TextStringObject():
            return _unicode(found)
        case NameObject():
            return str(found).removeprefix("/")
        case StreamObject():
            return _text(create_string_object(found.get_data()))
        case ArrayObject():
            texts = {_text(part) if not isinstance(part, ArrayObject) else UNREADABLE for part in _parts(found)}
            return SEVERAL if len(texts) > 1 else next(iter(texts), "")
        case _:
            return UNREADABLE


def _parts(found: ArrayObject) -> Iterator[PdfObject | None]:
    return (resolved(part) for part in list.__iter__(found))


def _unicode(found: TextStringObject) -> Value:
    """The text where its bytes say how they are meant. pypdf guesses at some that do not."""
    raw = found.original_bytes
    says_utf16 = raw.startswith((b"\xfe\xff", b"\xff\xfe"))
    if b"\0" in raw and not says_utf16:
        return UNREADABLE
    if raw.startswith(b"\xef\xbb\xbf"):
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            return UNREADABLE
    return str(found).replace("\r\n", "\n").replace("\r", "\n")


def _offered(line: tuple[DictionaryObject, ...]) -> Iterator[tuple[str, str]]:
    options = _inherited(line, "/Opt")
    for option in _parts(options) if isinstance(options, ArrayObject) else ():
        pair = [_text(part) for part in _parts(option)] if isinstance(option, ArrayObject) else [_text(option)] * 2
        match pair:
            case [str(value), str(label)]:
                yield value, label
            case _:
                pass


# --- pages ---------------------------------------------------------------------------------


def pages(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """The pages in order. Each is given once, and a circle is left as soon as it closes."""
    top = entry(root, "/Pages")
    if not isinstance(top, DictionaryObject):
        raise Unreadable(Reason.DAMAGED)
    seen: set[Key] = set()
    waiting = [(top, 1)]
    while waiting:
        node, depth = waiting.pop()
        if _key(node) in seen:
            raise Unreadable(Reason.DAMAGED)
        seen.add(_key(node))
        if len(seen) > MOST_PAGES or depth > DEEPEST:
            raise Unreadable(Reason.TOO_COMPLEX)
        if "/Kids" in node:
            waiting.extend((kid, depth + 1) for kid in reversed(_kids(node, "/Kids")))
        else:
            yield node


def _has_files(root: DictionaryObject) -> bool:
    names = entry(root, "/Names")
    return entry(root, "/AF") is not None or (
        isinstance(names, DictionaryObject) and _holds_any(entry(names, "/EmbeddedFiles"))
    )


def _holds_any(tree: PdfObject | None) -> bool:
    return isinstance(tree, DictionaryObject) and any(
        isinstance(listed := entry(tree, key), ArrayObject) and len(listed) > 0 for key in ("/Names", "/Kids")
    )


def _is_hidden(note: DictionaryObject) -> bool:
    flags = entry(note, "/F")
    return isinstance(flags, int) and bool(flags & HIDDEN)


def _is_picture(page: DictionaryObject) -> bool:
    """Whether a page shows a picture, and no letters."""
    resources = _inherited(_line_up(page), "/Resources")
    if not isinstance(resources, DictionaryObject) or entry(resources, "/Font"):
        return False
    drawn = entry(resources, "/XObject")
    if not isinstance(drawn, DictionaryObject):
        return False
    found = [entry(drawn, name) for name in list(drawn)[:LOOKED_AT]]
    return any(isinstance(o, StreamObject) and str(entry(o, "/Subtype")) == "/Image" for o in found)
