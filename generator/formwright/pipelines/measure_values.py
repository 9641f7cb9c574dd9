"""A file of monthly values, read by the columns that the framework declares: each value, or what is wrong with it, at
its line and column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from formwright.definitions.references import listed
from formwright.diagnostics import Diagnostic, error, warning
from formwright.errors import CannotRun
from formwright.misspelt import Names, did_you_mean, nearest
from formwright.model.alike import alike, joined
from formwright.model.framework import Framework, team_ids
from formwright.model.measures import Measure, Measures, Subject
from formwright.oversight.values import Key, Scope, Value, Values
from formwright.places import Mark, Place
from formwright.readers.cases import Cell, rows

LARGEST = 20_000_000  # bytes
SHARE = "percentage"
WHOLE = ("number",)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?")
_SLASHES = re.compile(r"(?:\d{1,2}/)?(\d{1,2})/(\d{4})")
_NAMED = re.compile(r"([A-Za-z]{3,9})[ -](\d{4}|\d{2})")
_NUMBER = re.compile(r"£?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(%?)")


@dataclass(frozen=True, slots=True)
class Supplied:
    """What a file holds. `unused` are the headings of columns that are not read; `lines` are the file's, so that what
    is wrong can be shown; `encoding` is what it was taken for, where it is not UTF-8."""

    values: Values
    faults: tuple[Diagnostic, ...]
    unused: tuple[str, ...]
    lines: tuple[str, ...]
    encoding: str | None = None


def read(path: Path, measures: Measures, framework: Framework, today: date) -> Supplied:
    """Raises CannotRun where the file cannot be opened or is not text."""
    text, encoding = _text(path)
    found = _Reading(str(path), measures, framework, today)
    lines = tuple(text.splitlines())
    every_row = rows(text)
    headings = next(every_row, [])
    columns, unused, faults = found.columns(headings)
    width = len(headings)
    values: dict[Key, Value] = {}
    if not faults:
        for row in every_row:
            for one in found.row(row, columns, width):
                if isinstance(one, Diagnostic):
                    faults.append(one)
                elif (one.measure, one.month, one.scope) in values:
                    faults.append(found.twice(one, values, row, columns))
                else:
                    values[one.measure, one.month, one.scope] = one
    return Supplied(Values(values), tuple(faults), unused, lines, encoding)


def _text(path: Path) -> tuple[str, str | None]:
    """The file's text. Excel saves a CSV in UTF-8, or as Windows writes Western European languages."""
    try:
        if path.stat().st_size > LARGEST:
            raise CannotRun(
                f"{path} is larger than {LARGEST // 1_000_000} MB.", "Leave out months that are not needed."
            )
        raw = path.read_bytes()
    except OSError as fault:
        raise CannotRun(f"{path} cannot be read: {fault.strerror}.") from None
    if raw[:2] == b"PK" or b"\0" in raw[:1000].removeprefix(b"\xff\xfe"):
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return raw.decode("utf-16", "replace"), None
        raise CannotRun(f"{path} is not a CSV file.", "In Excel, use 'Save as' and choose 'CSV UTF-8'.")
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), "Windows-1252"


@dataclass(frozen=True)
class _Reading:
    file: str
    measures: Measures
    framework: Framework
    today: date

    @cached_property
    def known(self) -> Mapping[str, tuple[Subject, Measure]]:
        """Each measure, by its name and by what it is in words."""
        found = {}
        for subject, measure in self.measures.measures:
            for words in (measure.id, measure.what):
                found[joined(words)] = (subject, measure)
        return found

    @cached_property
    def teams(self) -> Mapping[str, str]:
        return team_ids(self.framework.teams)

    # --- columns ---------------------------------------------------------------------------

    def columns(self, headings: Sequence[Cell]) -> tuple[dict[str, int], tuple[str, ...], list[Diagnostic]]:
        """Which column of the file is which, by the heading that the framework declares."""
        there = {alike(cell.words): n for n, cell in enumerate(headings)}
        wanted = self.measures.columns
        found = {heading: there[alike(heading)] for heading in wanted.all if alike(heading) in there}
        faults = []
        names = Names(cell.words for cell in headings if cell.words)
        for heading in (wanted.month, wanted.measure, wanted.value):
            if heading not in found:
                message = f"The file has no column '{heading}'."
                hint = did_you_mean(heading, names) or listed(names) or "Its first line must hold the headings."
                faults.append(error("values/no-column", Place(self.file, Mark(1, 1)), message, hint))
        unused = tuple(cell.words for n, cell in enumerate(headings) if n not in found.values() and cell.words)
        for heading in (wanted.area, wanted.team, wanted.of):  # else every value would pass for the whole service's
            near = nearest(heading, unused) if heading not in found else None
            if near is not None:
                message = f"The column '{near}' is not read."
                hint = f"Did you mean '{heading}'?"
                faults.append(error("values/no-column", self.place(headings[there[alike(near)]].mark), message, hint))
        for n, cell in enumerate(headings):
            if alike(cell.words) in map(alike, found) and there[alike(cell.words)] != n:
                message = f"There are two columns '{cell.words}'."
                faults.append(error("values/no-column", self.place(cell.mark), message, "Delete one of them."))
        return found, unused, faults

    def place(self, mark: Mark) -> Place:
        return Place(self.file, mark)

    # --- rows ------------------------------------------------------------------------------

    def row(self, row: Sequence[Cell], columns: Mapping[str, int], width: int) -> Iterator[Value | Diagnostic]:
        """The value of a row, or all that is wrong with it; nothing but a warning where the value is left out."""
        wanted = self.measures.columns
        if any(cell.words for cell in row[width:]):
            message = "This row has more cells than there are headings."
            hint = "Put a number with a comma in it in quotation marks, or write it without the comma."
            yield error("values/not-valid", self.place(row[width].mark), message, hint)
            return

        def cell(heading: str) -> Cell:
            n = columns.get(heading, len(row))
            return row[n] if n < len(row) else Cell("", row[-1].mark)

        month = self._month(cell(wanted.month))
        known = self._measure(cell(wanted.measure))
        scope = self._scope(cell(wanted.area), cell(wanted.team))
        faults = [one for one in (month, known, scope) if isinstance(one, Diagnostic)]
        if isinstance(month, Diagnostic) or isinstance(known, Diagnostic) or isinstance(scope, Diagnostic):
            yield from faults
            return
        subject, measure = known
        place = cell(wanted.team) if scope.team else cell(wanted.area)
        if (why := self._never_shown(subject, measure, scope)) is not None:
            yield warning("values/not-shown", self.place(place.mark), why, "Leave the row out.")
        amount = self._amount(measure, cell(wanted.value), cell(wanted.of))
        if isinstance(amount, Diagnostic):
            yield amount
        else:
            yield Value(measure.id, month, scope, *amount, line=row[0].mark.line)

    def twice(
        self, one: Value, values: Mapping[Key, Value], row: Sequence[Cell], columns: Mapping[str, int]
    ) -> Diagnostic:
        first = values[one.measure, one.month, one.scope]
        mark = row[columns[self.measures.columns.measure]].mark
        message = f"'{one.measure}' has a value for {one.month} already, in line {first.line}."
        return error("values/twice", self.place(mark), message, "Delete one of the two rows.")

    def _month(self, cell: Cell) -> str | Diagnostic:
        if not cell.words:
            return self._missing(cell, self.measures.columns.month)
        month = month_of(cell.words)
        if month is None:
            message = f"'{cell.words}' is not a month."
            return error("values/not-valid", self.place(cell.mark), message, "Write it as 2014-01.")
        if month > f"{self.today:%Y-%m}":
            message = f"{month} is in the future."
            return error("values/future", self.place(cell.mark), message, "Correct the month, or leave the row out.")
        return month

    def _measure(self, cell: Cell) -> tuple[Subject, Measure] | Diagnostic:
        if not cell.words:
            return self._missing(cell, self.measures.columns.measure)
        found = self.known.get(joined(cell.words))
        if found is None:
            ids = Names(measure.id for _, measure in self.measures.measures)
            message = f"'{cell.words}' is not a measure in this framework."
            hint = did_you_mean(cell.words, ids) or "They are listed in the framework under 'kind: measures'."
            return error("values/unknown", self.place(cell.mark), message, hint)
        return found

    def _scope(self, area: Cell, team: Cell) -> Scope | Diagnostic:
        found = self.framework.service_area(area.words) if area.words else None
        if area.words and found is None:
            known = Names(a.id for a in self.framework.service_areas)
            labels = [a.label for a in self.framework.service_areas]
            message = f"'{area.words}' is not a service area in this framework."
            hint = did_you_mean(area.words, [*known, *labels]) or listed(known)
            return error("values/unknown", self.place(area.mark), message, hint)
        if not team.words:
            return Scope(found.id if found else None)
        id = self.teams.get(alike(team.words))
        if id is None:
            labels = [t.label for t in self.framework.teams]
            message = f"'{team.words}' is not a team in this framework."
            hint = did_you_mean(team.words, labels) or listed(Names(labels)) or "List the teams in framework.yaml."
            return error("values/unknown", self.place(team.mark), message, hint)
        own = next(t for t in self.framework.teams if t.id == id)
        if found and own.service_area and own.service_area != found.id:
            home = next(a.label for a in self.framework.service_areas if a.id == own.service_area)
            message = f"{own.label} belongs to {home}, not to {found.label}."
            return error("values/unknown", self.place(team.mark), message, "Correct the team or the service area.")
        return Scope(own.service_area or (found.id if found else None), id)

    def _missing(self, cell: Cell, heading: str) -> Diagnostic:
        message = f"{heading} is missing."
        return error("values/missing", self.place(cell.mark), message, "Fill it in, or delete the row.")

    def _never_shown(self, subject: Subject, measure: Measure, scope: Scope) -> str | None:
        if scope.team and measure.by != "team":
            return f"'{measure.id}' is not broken down by team, so no paper shows this value."
        if scope.area and measure.by == "service":
            return f"'{measure.id}' is for the whole service, so no paper shows this value."
        if scope.area and not subject.concerns(scope.area):
            label = next(a.label for a in self.framework.service_areas if a.id == scope.area)
            return f"'{measure.id}' is not discussed with {label}, so no paper shows this value."
        return None

    # --- the value -------------------------------------------------------------------------

    def _amount(self, measure: Measure, value: Cell, of: Cell) -> tuple[Decimal, int | None] | Diagnostic:
        heading = self.measures.columns.of
        if not value.words:
            message = f"'{measure.id}' has no value here, so it is shown as not supplied."
            return warning("values/not-supplied", self.place(value.mark), message, "Fill it in when it is known.")
        read = _number(value.words)
        if read is None:
            message = f"'{value.words}' is not a number."
            hint = "Write digits, such as 12 or 12.5. Leave it empty if it is not known."
            return error("values/not-valid", self.place(value.mark), message, hint)
        number, is_share = read
        if number < 0:
            message = f"{value.words} is less than nought."
            return error("values/impossible", self.place(value.mark), message, "Correct it.")
        if is_share and measure.unit != SHARE:
            message = f"'{measure.id}' is not a percentage."
            return error("values/not-valid", self.place(value.mark), message, "Write the value without '%'.")
        if of.words:
            return self._out_of(measure, number, is_share, value, of)
        if measure.unit == SHARE:
            if not is_share:
                message = f"Nothing says what {value.words} is out of."
                hint = f"Fill in '{heading}' ({measure.of}), or write a percentage as {value.words}%."
                return error("values/missing", self.place(value.mark), message, hint)
            if number > 100:
                message = f"{value.words} is more than 100%."
                return error("values/impossible", self.place(value.mark), message, "Correct it.")
        elif measure.unit in WHOLE and number != number.to_integral_value():
            return self._not_whole(value)
        return number, None

    def _out_of(
        self, measure: Measure, number: Decimal, is_share: bool, value: Cell, of: Cell
    ) -> tuple[Decimal, int | None] | Diagnostic:
        heading = self.measures.columns.of
        if measure.of is None:
            message = f"'{measure.id}' is not out of anything."
            return error("values/not-valid", self.place(of.mark), message, f"Leave '{heading}' empty.")
        read = _number(of.words)
        if read is None or read[1]:
            message = f"'{of.words}' is not a number."
            return error("values/not-valid", self.place(of.mark), message, "Write a whole number, such as 15.")
        whole = read[0]
        if whole < 0:
            return error("values/impossible", self.place(of.mark), f"{of.words} is less than nought.", "Correct it.")
        if whole != whole.to_integral_value():
            return self._not_whole(of)
        if measure.unit == SHARE:
            if is_share:
                message = f"{value.words} is a percentage, and '{heading}' is filled in as well."
                hint = f"Write how many of the {of.words} there are, or leave '{heading}' empty."
                return error("values/not-valid", self.place(value.mark), message, hint)
            if number != number.to_integral_value():
                return self._not_whole(value)
            if number > whole:
                message = f"{value.words} is more than the {of.words} that it is out of."
                return error("values/impossible", self.place(value.mark), message, "Correct one of the two.")
        return number, int(whole)

    def _not_whole(self, cell: Cell) -> Diagnostic:
        return error("values/not-valid", self.place(cell.mark), f"{cell.words} is not a whole number.", "Correct it.")


def month_of(words: str) -> str | None:
    """The month that these words are, as 2014-01: written so, or as Excel writes it (Jan-14, 01/01/2014)."""
    if found := _ISO.fullmatch(words):
        year, month = int(found[1]), int(found[2])
    elif found := _SLASHES.fullmatch(words):
        month, year = int(found[1]), int(found[2])
    elif (found := _NAMED.fullmatch(words)) and found[1].lower()[:3] in MONTHS:
        month, year = MONTHS.index(found[1].lower()[:3]) + 1, int(found[2])
        year += 2000 if len(found[2]) == 2 else 0
    else:
        return None
    return f"{year}-{month:02}" if 1900 <= year <= 2099 and 1 <= month <= 12 else None


def _number(words: str) -> tuple[Decimal, bool] | None:
    """The number, and whether it is a percentage."""
    found = _NUMBER.fullmatch(words)
    return (Decimal(found[1].replace(",", "")), bool(found[2])) if found else None
