"""What stands in the fields of a Word form: the text of each, that it is missing, or why it cannot be told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from formwright.answers import spelling
from formwright.answers.word import HELP_STYLE
from formwright.model.form import Field
from formwright.model.rules import RepeatingSection, Rules, at
from formwright.readers import handwriting
from formwright.readers.paper import Filled
from formwright.readers.typed import Misfit
from formwright.readers.word.package import W
from formwright.readers.word.prompts import helps, listed, prompts, says_nothing
from formwright.readers.word.spots import MOST_ROWS, Spot, Spots
from formwright.readers.word.text import Line, Reading, Said, cells_of, is_deleted, is_heading, plain, rows_of
from formwright.readers.word.ticks import ticks

TWICE = Misfit("is in this file more than once, with different answers", "Keep the right answer.")
BESIDE = Misfit("has text outside its answer space as well as in it", "Write the whole answer in its space.")
MOVED = Misfit("has been moved from its place in the form", "Copy the answers to a fresh form.")
SHARED = Misfit(
    "shares its place in the form with another field, or with a copy of itself", "Copy the answers to a fresh form."
)
STILL_PROMPT = Misfit("still has its prompt as well as an answer", "Delete the prompt, and leave the answer.")
LIKE_HELP = Misfit("has a line that only repeats the form's own wording", "Use other words, or delete that line.")
LIKE_PROMPT = Misfit("only repeats its prompt", "Write an answer, or delete the text.")
ALTERED = Misfit(
    "may have been changed by another program when the file was saved", "Ask for the answer, or for the file as it was."
)
TWO_DAYS = Misfit("shows a different date from the one chosen", "Choose the date again.")
STRANGE_ROW = Misfit("has something in its table outside the columns", "Write it in the form's rows and columns.")
MANY_ROWS = Misfit(f"has more than {MOST_ROWS} rows", "Delete the rows you do not need.")
MANY_FORMS = Misfit("may contain rows from two forms", "Send each form as a separate file.")

_MOST_COPIES = 8  # of one field: nobody compares more


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the fields. `cells` are those that were read. `is_empty` says that none of
    the form's fields is there, `is_double` that most of them are there twice."""

    filled: Filled
    cells: frozenset[Element]
    is_empty: bool
    is_double: bool


def found(rules: Rules, spots: Spots, reading: Reading) -> Found:
    """Raises Refused where reading them is endless work."""
    reader = _Reader(reading, spots)
    single = {f.path: spots.of(f.path) for f in rules.single}
    for each in rules.single:
        reader.keep(each.path, reader.several(each, single[each.path]))
    double = sum(len(several) > 1 for several in single.values())
    is_double = double > 1 and double * 2 > sum(len(several) > 0 for several in single.values())
    for repeating in rules.repeating:
        reader.rows(repeating)
        if is_double:
            reader.doubts[repeating.section.id] = MANY_FORMS
    return Found(
        Filled(reader.texts, frozenset(reader.missing), reader.doubts),
        frozenset(reader.cells),
        is_empty=not spots.by_path,
        is_double=is_double,
    )


Answer = tuple[str, Misfit | None]
"""The text of a field, and why it cannot be relied on."""


@dataclass(slots=True)
class _Reader:
    reading: Reading
    spots: Spots
    texts: dict[str, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    doubts: dict[str, Misfit] = field(default_factory=dict)
    cells: set[Element] = field(default_factory=set)

    def keep(self, path: str, answer: Answer | None) -> None:
        if answer is None:
            self.missing.add(path)
            return
        text, doubt = answer
        self.texts[path] = text
        if doubt is not None:
            self.doubts[path] = doubt

    def several(self, field: Field, spots: Sequence[Spot]) -> Answer | None:
        """What is said at a field's places: None where it has none. Where they differ, none of them counts."""
        if not spots:
            return None
        self.cells.update(spot.cell for spot in spots if spot.cell is not None)
        if len(spots) > _MOST_COPIES:
            return "", TWICE
        first, *others = (self._answer(field, spot) for spot in spots)
        return first if all(other == first for other in others) else ("", TWICE)

    # --- one field -------------------------------------------------------------------------

    def _answer(self, field: Field, spot: Spot) -> Answer:
        if spot.cell is None:
            return "", MOVED
        beside = self.spots.in_cell.get(spot.cell, ())
        if len(beside) > 1:
            return "", SHARED
        if spot.control is None:
            return self.cell(field, spot.cell)
        inner = self._inner(field, self.reading.said(spot.control))
        outer = _without_helps(field, self.reading.said(spot.cell, [spot.control]), listed(spot.control))
        if _has_help(field, outer):
            return "", LIKE_HELP
        if spelling.is_blank(outer.text):
            moved = ALTERED if inner[0] and any("\n" in line.text for line in outer.lines) else None
            text, doubt = inner[0], inner[1] or _first(outer.doubts) or moved
        elif inner == ("", None) and not any(
            line.style == HELP_STYLE and not spelling.is_blank(line.text) for line in outer.lines
        ):
            text, doubt = outer.text.strip("\n"), _first(outer.doubts)
        else:
            return "", BESIDE
        return text, doubt or _other_day(text, spot.control)

    def _inner(self, field: Field, said: Said) -> Answer:
        """What a control says. What was typed over the prompt may have kept the look of one."""
        words, prompt = plain(said.text), plain(said.prompt)
        known = prompts(field)
        doubt = _first(said.doubts)
        if spelling.is_blank(said.text) or says_nothing(field, words):
            return "", doubt
        if words in known:
            return "", doubt if prompt == words else LIKE_PROMPT
        if any(prompt.startswith(each) or prompt.endswith(each) for each in known):
            return "", STILL_PROMPT
        return said.text, doubt

    def cell(self, field: Field, cell: Element) -> Answer:
        """What a whole cell says, where nothing in it is known to be the control."""
        said = _without_helps(field, self.reading.said(cell))
        if field.ticks:
            return ticks(field, said, cell)
        if _has_help(field, said):
            return "", LIKE_HELP
        words = plain(said.text)
        known = prompts(field)
        if words in known or says_nothing(field, words):
            return "", _first(said.doubts)
        if any(words.startswith(each) or words.endswith(each) for each in known):
            return "", STILL_PROMPT
        altered = ALTERED if any(map(_is_moved, said.lines)) or _is_doubled(cell) else None
        return "" if spelling.is_blank(said.text) else said.text, _first(said.doubts) or altered or _other_day(
            said.text, cell
        )

    # --- rows ------------------------------------------------------------------------------

    def rows(self, repeating: RepeatingSection) -> None:
        """The rows of a repeating section, in the order in which they stand."""
        section, fields = repeating.section.id, repeating.content.fields
        own = [spot for each in fields for spot in self.spots.of(each.path)]
        if _is_under(fields, own):
            self._rows_under(repeating, own)
            return
        rows = self._rows(own, frozenset(each.path for each in fields))
        if not own:
            self.missing.add(section)
        elif {spot.row for spot in own} - {row for row, _ in rows}:
            self.doubts[section] = MOVED
        if len(rows) > MOST_ROWS:
            self.doubts[section] = MANY_ROWS
            return
        number = 0
        for row, columns in rows:
            number += self._row(row, columns, fields, number, section)

    def _rows_under(self, repeating: RepeatingSection, own: Sequence[Spot]) -> None:
        """Rows of which each field has a row of the table to itself, its label beside it."""
        section, fields = repeating.section.id, repeating.content.fields
        order = [each.path for each in fields]
        last = len(order)
        records: list[dict[str, list[Spot]]] = []
        seen: set[Element] = set()
        for row in self._rows_of_tables({spot.table for spot in own if spot.table is not None}):
            seen.add(row)
            spots = self.spots.in_row.get(row, ())
            if not spots:
                self._expect_nothing(row, section)
                continue
            if {spot.path for spot in spots} - set(order):
                self.doubts[section] = STRANGE_ROW
                continue
            place = order.index(spots[0].path)
            if place <= last:
                records.append({})
            last = place
            records[-1].setdefault(spots[0].path, []).extend(spots)
            self._label(row, fields[place], repeating.content.row if place == 0 else "", section)
        if {spot.row for spot in own} - seen:
            self.doubts[section] = MOVED
        if len(records) > MOST_ROWS:
            self.doubts[section] = MANY_ROWS
            return
        for number, record in enumerate(records):
            answers = {each.path: self.several(each, record.get(each.path, ())) for each in fields}
            is_empty = all(answer is None or answer == ("", None) for answer in answers.values())
            for path, answer in answers.items():
                self.keep(at(path, number), ("", None) if is_empty else answer)

    def _rows_of_tables(self, tables: Collection[Element]) -> Iterator[Element]:
        every = next(iter(tables)).getroottree().getroot().iter(f"{W}tbl") if tables else ()
        for table in every:
            if table in tables:
                yield from (row for row in rows_of(table) if not is_deleted(row) and not is_heading(row))

    def _label(self, row: Element, field: Field, above: str, section: str) -> None:
        """The cell beside a field's says what the field is, and nothing else may be in its row."""
        for cell in cells_of(row):
            if cell in self.cells or cell in self.spots.in_cell:
                continue
            self.cells.add(cell)
            said = plain(self.reading.said(cell).text)
            if not said.startswith(plain(f"{above} {field.label}".strip())):
                self.doubts[section] = STRANGE_ROW

    def _expect_nothing(self, row: Element, section: str) -> None:
        """A row in which no field stands: somebody has put it there, and what it says belongs to none."""
        if any(not self.reading.said(cell).is_blank for cell in cells_of(row)):
            self.doubts[section] = STRANGE_ROW

    def _rows(self, own: Sequence[Spot], paths: frozenset[str]) -> list[tuple[Element, "Columns"]]:
        tables = {spot.table for spot in own if spot.table is not None}
        if not tables:
            return []
        every = next(iter(tables)).getroottree().getroot().iter(f"{W}tbl")
        return [found for table in every if table in tables for found in self._of_table(table, paths)]

    def _of_table(self, table: Element, paths: frozenset[str]) -> Iterator[tuple[Element, "Columns"]]:
        """The rows in which these fields stand, and those that somebody has added among them."""
        rows = [row for row in rows_of(table) if not is_deleted(row)]
        kinds = [{spot.path for spot in self.spots.in_row.get(row, ())} for row in rows]
        placed = [self._placed(row) for row, kind in zip(rows, kinds, strict=True) if kind & paths]
        columns = max(placed, key=lambda each: len(each.places), default=Columns(0, {}))
        # Where no row is marked as a heading, those before the first field can only be headings.
        is_own = any(map(is_heading, rows))
        for row, kind in zip(rows, kinds, strict=True):
            if kind:
                is_own = bool(kind & paths)
            if is_own and (kind or not is_heading(row)):
                yield row, columns

    def _placed(self, row: Element) -> "Columns":
        cells = cells_of(row)
        at_cell = {spot.cell: spot.path for spot in self.spots.in_row.get(row, ())}
        return Columns(len(cells), {at_cell[cell]: n for n, cell in enumerate(cells) if cell in at_cell})

    def _row(self, row: Element, columns: "Columns", fields: Sequence[Field], number: int, section: str) -> bool:
        """Reads a row as the one of this number, and says whether it counts as one."""
        spots, cells = self.spots.in_row.get(row, ()), cells_of(row)
        if {spot.path for spot in spots} - {each.path for each in fields}:
            self.doubts[section] = STRANGE_ROW
            return False
        answers: dict[str, Answer | None] = {}
        for each in fields:
            answer = self.several(each, [spot for spot in spots if spot.path == each.path])
            place = columns.places.get(each.path)
            if answer is None and place is not None and len(cells) == columns.count:
                answer = self._untold(each, cells[place], bool(spots))
            answers[each.path] = answer
        if any(cell not in self.cells and not self.reading.said(cell).is_blank for cell in cells):
            self.doubts[section] = STRANGE_ROW
        is_empty = all(answer is None or answer == ("", None) for answer in answers.values())
        if is_empty and not spots:
            return False
        for path, answer in answers.items():
            self.keep(at(path, number), ("", None) if is_empty else answer)  # nobody misses what no row needs
        return True

    def _untold(self, field: Field, cell: Element, was_told: bool) -> Answer | None:
        """A cell that neither tag nor bookmark tells, by its column. Where they tell the other cells of
        its row, this one has lost its control: with nothing in it, what was meant is not known."""
        if cell in self.spots.in_cell:
            return None
        self.cells.add(cell)
        answer = self.cell(field, cell)
        return None if was_told and answer == ("", None) else answer


_FEWEST_UNDER = 4
"""So few fields always find room side by side."""


def _is_under(fields: Sequence[Field], own: Sequence[Spot]) -> bool:
    """Whether the fields of a row stand one under the other, each in a row of a label and a place."""
    rows = {spot.row for spot in own if spot.row is not None}
    return len(fields) >= _FEWEST_UNDER and bool(rows) and all(len(cells_of(row)) == 2 for row in rows)


@dataclass(frozen=True, slots=True)
class Columns:
    """How many cells a row of the table has, and which of them is each field's."""

    count: int
    places: Mapping[str, int]


def _without_helps(field: Field, said: Said, options: Sequence[str] = ()) -> Said:
    """What stands in a cell but for the help at its end, each line of it once and in the style of one. `options` are
    those of the drop-down that stands there."""
    lines, left = list(said.lines), set(helps(field, options))
    for n in range(len(lines) - 1, -1, -1):
        text = plain(lines[n].text)
        if text in left and lines[n].style == HELP_STYLE:
            left.remove(text)
            del lines[n]
        elif text:
            break
    return Said(tuple(lines), said.doubts, said.prompt)


def _has_help(field: Field, said: Said) -> bool:
    """Whether a line cannot be told from the help, though it stands where none does."""
    known = helps(field)
    return any(plain(line.text) in known for line in said.lines)


def _first(doubts: tuple[Misfit, ...]) -> Misfit | None:
    return doubts[0] if doubts else None


def _is_moved(line: Line) -> bool:
    """LibreOffice 7.4 moves the line breaks in a control to its front, and through its own format (.odt)
    it adds a space to a control with emoji."""
    return line.text.startswith("\n") or (line.text.endswith(" ") and max(line.text) > "\uffff")


def _is_doubled(cell: Element) -> bool:
    """Whether a control has fallen into several, or a code in its place has text beside it: where the
    script changes within a control (emoji, Arabic), LibreOffice 7.4 writes parts of its text again."""
    for paragraph in cell.iter(f"{W}p"):
        controls = sum(1 for _ in paragraph.iter(f"{W}sdt"))
        codes = [code for code in paragraph.iter(f"{W}instrText") if "FILLIN" in (code.text or "")]
        if controls > 1 or len(codes) > 1 or (codes and _has_text_beside_codes(paragraph)):
            return True
    return False


def _has_text_beside_codes(paragraph: Element) -> bool:
    within = 0
    for each in paragraph.iter(f"{W}fldChar", f"{W}t"):
        within += {"begin": 1, "end": -1}.get(each.get(f"{W}fldCharType", ""), 0)
        if within == 0 and each.text:
            return True
    return False


def _other_day(text: str, around: Element) -> Misfit | None:
    """A day that was chosen is kept beside what is shown. Whoever types over it may leave the old one."""
    for chosen in around.iter(f"{W}date"):
        day = (chosen.get(f"{W}fullDate") or "")[:10]
        shown = "" if spelling.is_blank(text) else handwriting.date(text)
        if day and shown and not isinstance(shown, Misfit) and shown != day:
            return TWO_DAYS
    return None
