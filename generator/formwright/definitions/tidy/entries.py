"""A YAML text as entries, each with the comments that belong to it.

A comment at the end of a line belongs to the entry on that line. A comment on lines of its own belongs to
the entry below it, unless it is indented further: then it stands at the end of the list or mapping that it
is in line with.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from formwright.marked import Piece, pieces

ENDS_OF_LINE = "\n\u2028\u2029"
_COMMENT_OR_END_OF_LINE = re.compile(f"#[^{ENDS_OF_LINE}]*|[{ENDS_OF_LINE}]")
_HEADER = re.compile(f"([|>][-+0-9]*)[ \t]*(#[^{ENDS_OF_LINE}]*)?")
_UP_TO_TAGGED = re.compile(f"!|[ \t{ENDS_OF_LINE}]+|#.*")
_FOR_EDITORS = re.compile(r"# yaml-language-server:|# \$schema:")

Lines = list[str]
"""Comments on lines of their own, without what stands in front of them. An empty one is a blank line."""


@dataclass(slots=True)
class Scalar:
    """A text as it is written: `source` with its quotation marks or its block header. `style` as in a
    Piece. `tagged` says that a lone `!` stands in front."""

    source: str
    style: str
    value: str
    tagged: bool


@dataclass(slots=True)
class Collection:
    """A mapping, or a list, whose entries have no key; `flow` where it is written in brackets. `tail`
    stands after the last entry."""

    is_mapping: bool
    flow: bool
    column: int
    entries: "list[Entry]" = field(default_factory=list)
    tail: Lines = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list. `above` stands before it, `aside` at the end of its
    first line, `within` below a key that has no value yet."""

    key: Scalar | None
    value: Scalar | Collection | None = None
    above: Lines = field(default_factory=list)
    aside: str | None = None
    within: Lines = field(default_factory=list)


@dataclass(slots=True)
class Written:
    """A whole text. `head` are the lines up to `---` and `foot` those from `...` on, where the author
    wrote these. `heading` speaks of the whole file: the line that names the schema for editors, and what
    a blank line sets apart from the first entry. `end` are comments after everything else."""

    head: Lines
    heading: Lines
    root: Entry
    end: Lines
    foot: Lines


def parse(text: str) -> Written:
    """The entries of a text, which must be one that `marked.read` finds nothing wrong with, with `\\n` at
    the end of each line."""
    return _Parser(text).written()


def comments(written: Written) -> Iterator[str]:
    """Every comment, in no order that matters."""
    yield from (line for lines in (written.head, written.heading, written.end, written.foot) for line in lines if line)
    todo = [written.root]
    while todo:
        entry = todo.pop()
        yield from (line for line in (*entry.above, entry.aside, *entry.within) if line)
        if isinstance(entry.value, Collection):
            yield from (line for line in entry.value.tail if line)
            todo += entry.value.entries


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended yet, the entry whose value it is, and the entry whose key was
    read and whose value comes next."""

    collection: Collection
    holder: Entry
    waiting: Entry | None = None


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer(f"[{ENDS_OF_LINE}]", text))]
        self.at = 0  # whatever stands before this character has its place
        self.result = Written([], [], Entry(None), [], [])
        self.last = self.result.root  # to which a comment on the same line belongs
        self.open: list[_Open] = []
        self.closed: list[tuple[int, Lines]] = []  # what ended since the last piece, innermost first: column, tail
        self.before_first: Lines = []  # what stands between a key and the first entry below it

    def written(self) -> Written:
        for piece in pieces(self.text):
            match piece.kind:
                case "document":
                    self._begin(piece)
                case "end-of-document":
                    self._settle(piece.start, self.result.end)
                    self.result.foot = _lines(self.text[piece.start :])
                case "end":
                    self._end(self.open.pop(), piece)
                case _:
                    self._node(piece)
        self.result.heading = self._heading(self.result.root)
        return self.result

    def _begin(self, piece: Piece) -> None:
        if piece.end > piece.start:
            rest_of_line = re.compile("[ \t]*(#.*)?$", re.MULTILINE).match(self.text, piece.end)
            self.at = rest_of_line.end() if rest_of_line else piece.end
            self.result.head = _lines(self.text[: self.at])

    def _heading(self, root: Entry) -> Lines:
        if not isinstance(root.value, Collection) or root.value.flow:
            found, root.above = root.above, []
            return found
        first = root.value.entries[0]
        ends = [n + 1 for n, line in enumerate(first.above) if not line or _FOR_EDITORS.match(line)]
        end = ends[-1] if ends else 0
        found, first.above = first.above[:end], first.above[end:]
        return found

    def _node(self, piece: Piece) -> None:
        """A key, the value of a key, or an item."""
        inside = self.open[-1] if self.open else None
        if inside is None:
            self._value(self.result.root, piece)
        elif not inside.collection.is_mapping:
            self._value(self._entry(inside, piece), piece)
        elif inside.waiting is None:
            entry = inside.waiting = self._entry(inside, piece)
            self._settle(piece.start, entry.above)
            self.at = piece.end
            entry.key = self._scalar(piece, entry)
        else:
            entry, inside.waiting = inside.waiting, None
            self._value(entry, piece)

    def _entry(self, inside: _Open, piece: Piece) -> Entry:
        """Begins an entry: gives it what stands above it."""
        collection = inside.collection
        mark = self._punctuation(r"\?" if collection.is_mapping else "-", piece.start)
        entry = Entry(None, above=self.before_first)
        self.before_first = []
        self._settle(piece.start if mark is None else mark, entry.above, -1 if collection.flow else collection.column)
        collection.entries.append(entry)
        self.last = entry
        return entry

    def _value(self, entry: Entry, piece: Piece) -> None:
        inside = self.open[-1] if self.open else None
        if piece.kind == "scalar":
            end = piece.end
            if piece.start == piece.end and inside:  # nothing: it stands where its punctuation does
                mark = self._punctuation(":" if inside.collection.is_mapping else "-", piece.start)
                end = self.at if mark is None else mark + 1
            self._settle(min(piece.start, end), entry.above)
            self.at = end
            entry.value = self._scalar(piece, entry)
            if inside and not inside.collection.flow and not piece.value and not piece.style:
                self.closed = [(inside.collection.column + 1, entry.within)]
            return
        block = not piece.style
        self._settle(piece.start, self.before_first if block else entry.above)
        column = piece.start - self._start_of_line(piece.start)
        collection = Collection(piece.kind == "mapping", bool(piece.style), column)
        entry.value = collection
        self.open.append(_Open(collection, entry))
        self.at = piece.end
        self.last = entry

    def _end(self, ended: _Open, piece: Piece) -> None:
        collection = ended.collection
        if not collection.flow:
            in_line_with_keys = self.open and self.open[-1].collection.column == collection.column
            if not in_line_with_keys:  # a comment in that column speaks of the keys
                self.closed.append((collection.column, collection.tail))
            return
        self._settle(piece.start, collection.tail if collection.entries else ended.holder.above)
        self.at = piece.end
        self.last = ended.holder

    def _scalar(self, piece: Piece, entry: Entry) -> Scalar:
        """Its text. A comment in the header of a block, or behind a lone `!`, goes to the entry; the
        blank lines after a block are no part of it unless its header says so."""
        start = piece.start
        tagged = self.text.startswith("!", start, piece.end)
        if tagged:
            while start < piece.end and (found := _UP_TO_TAGGED.match(self.text, start)):
                start = found.end()
            self.at = piece.start
            self._settle(start, entry.above)
            self.at = piece.end
        source = self.text[start : piece.end]
        if piece.style and piece.style in "|>":
            found = _HEADER.match(source)
            assert found
            header, comment = found.groups()
            if comment:
                self._aside(entry, comment.rstrip())
            body = source[found.end() :]
            if "+" not in header:
                self.at -= len(body) - len(body.rstrip(" \n"))
            source = header + (body or "\n")
        return Scalar(source, piece.style, piece.value, tagged)

    # --- comments and blank lines ----------------------------------------------------------

    def _settle(self, end: int, own: Lines, column: int = -1) -> None:
        """Gives each comment up to `end` its place: those on lines of their own go to `own`, which stands
        in this column, unless they are in line with something further in that has just ended."""
        closed, self.closed = self.closed, []
        blank = False
        for found in _COMMENT_OR_END_OF_LINE.finditer(self.text, self.at, max(end, self.at)):
            start = self._start_of_line(found.start())
            in_front = self.text[start : found.start()]
            if not found.group().startswith("#"):
                blank = blank or (start >= self.at and not in_front.strip(" \t"))
                continue
            comment = found.group().rstrip()
            if in_front.strip(" \t"):
                self._aside(self.last, comment)
                continue
            while closed and closed[0][0] > len(in_front):
                closed.pop(0)
            into = closed[0][1] if closed and closed[0][0] > column else own
            if into is own:
                closed = []
            into += ["", comment] if blank else [comment]
            blank = False
        if blank:
            own.append("")
        self.at = max(end, self.at)

    def _aside(self, entry: Entry, comment: str) -> None:
        if entry.aside is None:
            entry.aside = comment
        else:
            entry.above.append(comment)

    def _punctuation(self, mark: str, before: int) -> int | None:
        """Where this mark stands next, if it does before that character."""
        for found in re.compile(rf"#.*|{mark}").finditer(self.text, self.at, before):
            if found.group() == mark:
                return found.start()
        return None

    def _start_of_line(self, at: int) -> int:
        return self.starts[bisect_right(self.starts, at) - 1]


def _lines(text: str) -> Lines:
    return [line.rstrip() for line in text.split("\n")]
