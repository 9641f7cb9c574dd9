"""A list of cases, read by the columns that the framework declares: each case with its answers to the form's fields, or
everything that is wrong with the list, at its line and column."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formwright.definitions.references import listed
from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.misspelt import Names, did_you_mean
from formwright.model.alike import alike
from formwright.model.duties import Draw
from formwright.model.form import Field, Form
from formwright.model.framework import Framework
from formwright.oversight.draw import Case
from formwright.places import Mark, Place
from formwright.readers.cases import Cell, rows
from formwright.readers.handwriting import hand_taker
from formwright.readers.typed import Misfit

LARGEST = 20_000_000  # bytes


@dataclass(frozen=True, slots=True)
class CaseList:
    """`topics` are those that the list gives a case, by its id; None where it has no column for them. `unused` are the
    headings of columns that are not read."""

    digest: str
    cases: tuple[Case, ...]
    topics: Mapping[str, tuple[str, ...]] | None
    unused: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


def read(path: Path, draw: Draw, form: Form, framework: Framework) -> CaseList:
    """Raises CannotRun where the file cannot be opened or is not text."""
    try:
        if path.stat().st_size > LARGEST:
            raise CannotRun(
                f"{path} is larger than {LARGEST // 1_000_000} MB.", "Leave out columns that are not needed."
            )
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as fault:
        raise CannotRun(f"{path} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise CannotRun(f"{path} is not a CSV file in UTF-8.", "In Excel, save it as 'CSV UTF-8'.") from None
    found = _Reading(str(path), draw, form, framework)
    all_rows = rows(text)
    columns, unused, faults = found.columns(next(all_rows, []))
    if faults:
        return CaseList("", (), None, unused, tuple(faults))
    cases: dict[str, Case] = {}
    topics: dict[str, tuple[str, ...]] = {}
    first: dict[str, int] = {}
    for row in all_rows:
        case, wrong = found.case(row, columns)
        faults += wrong
        if case is None:
            continue
        if alike(case.id) in first:
            message = f"Case '{case.id}' is in the list twice: it is also in line {first[alike(case.id)]}."
            faults.append(error("cases/twice", found.place(row[0].mark), message, "Delete one of the two rows."))
            continue
        first[alike(case.id)] = row[0].mark.line
        cases[case.id] = case
        topics[case.id] = found.topics(row, columns)
    has_topics = draw.topic is not None and draw.topic in columns
    digest = hashlib.sha256(raw).hexdigest()
    return CaseList(digest, tuple(cases.values()), topics if has_topics else None, unused, tuple(faults))


@dataclass(frozen=True, slots=True)
class _Reading:
    file: str
    draw: Draw
    form: Form
    framework: Framework

    def place(self, mark: Mark) -> Place:
        return Place(self.file, mark)

    def columns(self, headings: Sequence[Cell]) -> tuple[dict[str, int], tuple[str, ...], list[Diagnostic]]:
        """Which column of the list is which, by the heading that the framework declares."""
        there = {alike(cell.words): n for n, cell in enumerate(headings)}
        wanted = [heading for heading, _ in self.draw.columns]
        known = [*wanted, *([self.draw.topic] if self.draw.topic else [])]
        found = {heading: there[alike(heading)] for heading in known if alike(heading) in there}
        faults = []
        names = Names(cell.words for cell in headings)
        for heading in wanted[:2]:  # without the case and its service area there is nothing to draw
            if heading not in found:
                message = f"The list has no column '{heading}'."
                hint = did_you_mean(heading, names) or listed(names) or "Its first line must hold the headings."
                faults.append(error("cases/no-column", Place(self.file, Mark(1, 1)), message, hint))
        unused = tuple(cell.words for n, cell in enumerate(headings) if n not in found.values() and cell.words)
        return found, unused, faults

    def case(self, row: Sequence[Cell], columns: Mapping[str, int]) -> tuple[Case | None, list[Diagnostic]]:
        answers: dict[str, str] = {}
        faults: list[Diagnostic] = []
        fields = {field.path: field for field in self.form.fields}
        (id_heading, id_path), (area_heading, area_path) = self.draw.columns[:2]
        for heading, path in self.draw.columns:
            if heading not in columns or path not in fields:
                continue
            cell = row[columns[heading]] if columns[heading] < len(row) else None
            if cell is None or not cell.words:
                if heading in (id_heading, area_heading):
                    mark = cell.mark if cell else row[0].mark
                    hint = "Fill it in, or delete the row."
                    faults.append(error("cases/missing", self.place(mark), f"{heading} is missing.", hint))
                continue
            taken = self._taken(fields[path], cell.words, path == area_path)
            if isinstance(taken, Misfit):
                message = f"{heading} {taken.message}."
                faults.append(error("cases/not-valid", self.place(cell.mark), message, taken.hint))
            else:
                answers[path] = taken
        if faults or id_path not in answers or area_path not in answers:
            return None, faults
        return Case(answers[id_path], answers[area_path], tuple(answers.items())), []

    def _taken(self, field: Field, words: str, is_area: bool) -> str | Misfit:
        """The answer that the words are: a choice by its label, a service area by any of its names."""
        if is_area and (area := self.framework.service_area(words)):
            return area.id
        value = hand_taker(field)(words)
        return value if isinstance(value, Misfit) else str(value)

    def topics(self, row: Sequence[Cell], columns: Mapping[str, int]) -> tuple[str, ...]:
        n = columns.get(self.draw.topic or "")
        words = row[n].words if n is not None and n < len(row) else ""
        return tuple(filter(None, (part.strip() for part in words.split(";"))))


def notes(found: CaseList) -> Iterator[str]:
    """What is to be said of a list that can be used."""
    if found.unused:
        yield f"Columns that are not used: {', '.join(found.unused)}."
