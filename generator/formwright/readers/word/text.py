"""What a part of a Word file says, as whoever looks at it sees it, with all that cannot be told in text.

Word keeps much beside what is seen: changes that were taken back, codes, marks of its own. Every
element is here either text, or known to be none, or a doubt: nothing is passed over in silence.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from formwright.answers import spelling
from formwright.answers.word import PROMPT_STYLE
from formwright.readers.handwriting import SYMBOL
from formwright.readers.typed import Misfit
from formwright.readers.word.lists import BULLET, Labels
from formwright.readers.word.looks import Look, Looks
from formwright.readers.word.package import W, too_complex

MOST_STEPS = 400_000
"""Elements that are looked at in one file, those that are looked at again counted again."""

DEEPEST = 100
"""Elements within each other, from a field down. An answer with tables pasted into tables has 40."""

PICTURE = Misfit("has a picture or drawing, which cannot be read", "Describe what it shows in words, and delete it.")
FOOTNOTE = Misfit("has a footnote, which is not read", "Write what it says into the answer itself.")
HIDDEN = Misfit("has hidden text", "Show it (Home, Font, Hidden) or delete it.")
STRUCK = Misfit("has text that is struck through", "Delete that text, or remove the strikethrough.")
LIST = Misfit("has a list whose numbers cannot be read", "Type the numbers, or use bullets.")
BOX = Misfit("has an old kind of tick box or list, which cannot be read", "Write the answer as text.")
UNCLEAR = Misfit("has something that cannot be read as text", "Write the answer as plain text (Paste, Keep Text Only).")
FLAGGED = Misfit("has text that is marked as a prompt but is not ours", "Delete the text and type it again.")

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_PARAGRAPH, _RUN, _TABLE, _CONTROL = f"{W}p", f"{W}r", f"{W}tbl", f"{W}sdt"

_THROUGH = {
    f"{W}{name}"
    for name in (
        "tr", "tc", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "bdo", "dir",
        "txbxContent",
    )
} | {f"{_MC}Choice", f"{_MC}Fallback"}  # fmt: skip

_SILENT = {
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "customXmlPr",
        "smartTagPr", "fldData", "del", "moveFrom", "delText", "instrText", "delInstrText", "proofErr", "bookmarkStart",
        "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "permStart",
        "permEnd", "lastRenderedPageBreak", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
        "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
        "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    )
}  # fmt: skip

_CHARACTERS = {
    f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}  # fmt: skip

_DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_PICTURED = ("blip", "imagedata", "chart", "relIds", "OLEObject", "contentPart", "control")

# What Word puts in the place of ":)", ":|", ":(", "<--" and "-->" as they are typed, and before the items of a list.
_SYMBOLS = {
    ("Wingdings", "F04A"): "☺", ("Wingdings", "F04B"): "😐", ("Wingdings", "F04C"): "☹", ("Wingdings", "F0DF"): "←",
    ("Wingdings", "F0E0"): "→", ("Wingdings", "F0A7"): BULLET, ("Symbol", "F0B7"): BULLET,
}  # fmt: skip
_BULLETS = {"\u00b7", "\uf0b7", "\u00a7", "\uf0a7"}  # the same two bullets as text, in those typefaces


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table within an answer. `style` is the id of the paragraph's style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands somewhere. `prompt` is the part of it that has the style of a prompt."""

    lines: tuple[Line, ...]
    doubts: tuple[Misfit, ...]
    prompt: str

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing at all: neither text nor anything that cannot be read."""
        return not self.doubts and spelling.is_blank(self.text)


@dataclass(slots=True)
class Reading:
    """Reads the parts of one file. `prompts` are what empty controls can say. What is left of
    MOST_STEPS, and how deep the reading is, are all that changes."""

    file: str
    labels: Labels
    prompts: frozenset[str]
    looks: Looks = field(default_factory=Looks)
    steps: int = MOST_STEPS
    depth: int = 0

    def said(self, content: Element, without: Collection[Element] = ()) -> Said:
        """What stands in `content`, but for the elements in `without`. Raises Refused where that is
        endless work."""
        walk = _Walk(self, frozenset(without), self.looks.around(content))
        walk.into(content)
        return walk.said()

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0 or self.depth > DEEPEST:
            too_complex(self.file)


def plain(text: str) -> str:
    """The words alone, for comparing with what a form says: programs do not agree on white space, and
    quotation marks are typed in one way and set in another. A text that is longer than anything that a
    form says stays as it is."""
    return text if len(text) > _LONG else spelling.typed(" ".join(text.split()))


_LONG = 2_000


@dataclass(slots=True)
class _Walk:
    reading: Reading
    without: frozenset[Element]
    around: tuple[Look, ...]
    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    afloat: list[str] = field(default_factory=list)
    prompt: list[str] = field(default_factory=list)
    doubts: list[Misfit] = field(default_factory=list)
    codes: list[bool] = field(default_factory=list)
    in_prompt: bool = False
    joins: bool = False

    def said(self) -> Said:
        if any(self.codes):
            self._doubt(UNCLEAR)  # a code without an end: what is its result cannot be told
        self._let_down()
        if self.pieces:
            self._end_line("")
        return Said(tuple(self.lines), tuple(self.doubts), "".join(self.prompt))

    def into(self, element: Element) -> None:
        """One element, with what stands in it."""
        self.reading.step()
        self.reading.depth += 1
        self._one(element)
        self.reading.depth -= 1

    def _one(self, element: Element) -> None:
        tag = element.tag
        if element in self.without or tag in _SILENT:
            return
        if tag == f"{W}t":
            self._type(element.text or "")
        elif tag == _RUN:
            self._run(element)
        elif tag == _PARAGRAPH:
            self._paragraph(element)
        elif tag in _THROUGH:
            self._all(element)
        elif tag in _CHARACTERS:
            self._type(_CHARACTERS[tag])
        elif tag == _CONTROL:
            self._control(element)
        elif tag == _TABLE:
            self._table(element)
        elif tag in _DRAWINGS:
            self._drawing(element)
        elif tag == f"{_MC}AlternateContent":
            self._alternate(element)
        elif tag == f"{W}fldChar":
            self._code(element)
        elif tag == f"{W}sym":
            self._symbol(element)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._doubt(FOOTNOTE)
        elif _name(element) == "symEx":
            self._type(_character(next((str(code) for key, code in element.items() if str(key).endswith("}char")), "")))
        else:
            self._doubt(UNCLEAR)

    def _all(self, element: Iterable[Element]) -> None:
        for child in element:
            self.into(child)

    # --- text ------------------------------------------------------------------------------

    def _type(self, text: str) -> None:
        if any(self.codes) or not text:
            return
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.pieces.append(text)
        if self.in_prompt:
            self.prompt.append(text)

    def _run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        style = "" if properties is None else _value(properties, "rStyle")
        before, self.in_prompt = self.in_prompt, style == PROMPT_STYLE
        written = len(self.pieces)
        self._all(run)
        self.in_prompt = before
        text = "".join(self.pieces[written:]).strip()
        if not text:
            return
        look = self.reading.looks.run(properties, self.around)
        if look.is_hidden:
            self._doubt(HIDDEN)
        if look.is_struck:
            self._doubt(STRUCK)
        if look.is_symbols and text in _BULLETS:
            self.pieces[written:] = [BULLET]
        elif look.is_symbols:
            self._doubt(SYMBOL)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = "" if properties is None else _value(properties, "pStyle")
        if self.pieces and not self.joins:
            self._end_line("")  # text that stood beside paragraphs, not in one
        self.joins = False
        started = len(self.pieces)
        around, self.around = self.around, (self.reading.looks.paragraph(paragraph), *self.around)
        self._all(paragraph)
        self.around = around
        if paragraph in self.reading.labels and "".join(self.pieces[started:]).strip():
            label = self.reading.labels[paragraph]
            if label is None:
                self._doubt(LIST)
            elif label:
                self.pieces.insert(0, f"{label} ")
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            self.joins = True  # the paragraph's end was deleted: the next one goes on from here
        else:
            self._end_line(style)
            self._let_down()

    def _end_line(self, style: str) -> None:
        self.lines.append(Line("".join(self.pieces), style))
        self.pieces = []
        self.joins = False

    def _let_down(self) -> None:
        """Text boxes float beside a paragraph: they are read after it."""
        if self.afloat:
            if self.pieces:
                self._end_line("")
            self.lines += [Line(text) for text in self.afloat]
            self.afloat = []

    # --- what holds text -------------------------------------------------------------------

    def _control(self, control: Element) -> None:
        """A control; one that shows its prompt says nothing."""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        properties = control.find(f"{W}sdtPr")
        if properties is not None and _is_on(properties, "showingPlcHdr"):
            shown = self.reading.said(content, self.without)
            if spelling.is_blank(shown.text) or plain(shown.text) in self.reading.prompts:
                return
            self._doubt(FLAGGED)
        self._all(content)

    def _table(self, table: Element) -> None:
        """A table that was pasted into an answer: its rows are lines, its cells stand apart by tabs."""
        if self.pieces:
            self._end_line("")
        for row in rows_of(table):
            self.reading.step()
            if not is_deleted(row):
                self.lines.append(Line("\t".join([self._apart(cell) for cell in cells_of(row)])))

    def _drawing(self, drawing: Element) -> None:
        """A picture, unless it is a text box alone."""
        boxes: list[Element] = []
        is_picture = False
        waiting = list(drawing)
        while waiting:
            self.reading.step()
            each = waiting.pop()
            if each.tag == f"{W}txbxContent":
                boxes.append(each)
            else:
                is_picture |= _name(each) in _PICTURED
                waiting += each
        if is_picture or not boxes:
            self._doubt(PICTURE)
        self.afloat += [self._apart(box) for box in reversed(boxes)]

    def _alternate(self, element: Element) -> None:
        """The same thing for newer programs and for older ones: as it should be, they say the same."""
        choice, fallback = element.find(f"{_MC}Choice"), element.find(f"{_MC}Fallback")
        if choice is not None and fallback is not None:
            first, second = self.reading.said(choice, self.without), self.reading.said(fallback, self.without)
            for doubt in first.doubts:
                self._doubt(doubt)
            if first.text != second.text:
                self._doubt(UNCLEAR)
        self._all(fallback if fallback is not None else choice if choice is not None else ())

    def _apart(self, content: Element) -> str:
        said = self.reading.said(content, self.without)
        for doubt in said.doubts:
            self._doubt(doubt)
        self.prompt.append(said.prompt)
        return said.text

    # --- what is no text -------------------------------------------------------------------

    def _code(self, mark: Element) -> None:
        """A field of Word's: code from its beginning to where it is separated, then its result."""
        match mark.get(f"{W}fldCharType"):
            case "begin":
                self.codes.append(True)
                if mark.find(f"{W}ffData/{W}checkBox") is not None or mark.find(f"{W}ffData/{W}ddList") is not None:
                    self._doubt(BOX)
            case "separate" if self.codes:
                self.codes[-1] = False
            case "end" if self.codes:
                self.codes.pop()

    def _symbol(self, symbol: Element) -> None:
        code = symbol.get(f"{W}char", "").upper()
        known, letter = _SYMBOLS.get((symbol.get(f"{W}font", ""), code)), _character(code)
        if known is not None:
            self._type(known)
        elif letter >= "\u0100" and not "\ue000" <= letter <= "\uf8ff":
            self._type(letter)  # a typeface with symbols alone has them elsewhere
        else:
            self._doubt(SYMBOL)

    def _doubt(self, doubt: Misfit) -> None:
        if doubt not in self.doubts:
            self.doubts.append(doubt)


# --- how Word's elements are made up -------------------------------------------------------


def rows_of(table: Element) -> Iterator[Element]:
    """A table's rows; rows that can be added stand within controls."""
    return _within(table, f"{W}tr")


def cells_of(row: Element) -> list[Element]:
    return [cell for cell in _within(row, f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is None]


def is_deleted(row: Element) -> bool:
    """Whether the row was deleted while changes were tracked."""
    return row.find(f"{W}trPr/{W}del") is not None


def is_heading(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}tblHeader") is not None


_WRAPPERS = (_CONTROL, f"{W}sdtContent", f"{W}customXml")


def _within(element: Element, tag: str) -> Iterator[Element]:
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if each.tag == tag:
            yield each
        elif each.tag in _WRAPPERS:
            waiting += reversed(each)


def _is_on(properties: Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _value(properties: Element, name: str) -> str:
    found = properties.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _character(code: str) -> str:
    """The character of this hexadecimal code, '' where there is none."""
    try:
        found = int(code, 16) if len(code) <= 6 else 0
    except ValueError:
        return ""
    return chr(found) if 0x20 <= found <= 0x10FFFF and not 0xD800 <= found <= 0xDFFF else ""
