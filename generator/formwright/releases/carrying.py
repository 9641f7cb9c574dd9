"""Which answers of a return carry over to another version of its form, and why the others do not.

An answer carries over as it was given, or not at all: nothing is turned into something else, and nothing is invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from formwright.answers import address
from formwright.model.conditions import Value
from formwright.model.form import Field, Form
from formwright.releases.differences.followed import Followed
from formwright.releases.differences.words import is_same, plainly


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that stays behind: its path in the old version, and why, as a sentence."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Carried:
    """`answers` are by their path in the new version, in its order; `paths` gives the old path of each. `rows` counts
    the rows of its repeating sections."""

    answers: Mapping[str, Value]
    paths: Mapping[str, str]
    rows: Mapping[str, int]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class Carrying:
    """From one version of a form to another, for one return after the other."""

    old: Form
    new: Form

    def carry(self, answers: Mapping[str, Value], rows: Mapping[str, int]) -> Carried:
        """What becomes of these answers, which are valid in the old version."""
        found: dict[str, tuple[str, Value]] = {}
        dropped = []
        for path, value in answers.items():
            general = address.of_every_row(path)
            now = self._followed.fields.get(general)
            why = self._obstacle(self._before[general], now, value)
            if why or now is None:
                dropped.append(Dropped(path, why or _GONE))
            else:
                row = address.row_of(path)
                found[address.row_path(now.path, row[1]) if row else now.path] = (path, value)
        place = {field.path: n for n, field in enumerate(self.new.fields)}
        order = sorted(
            found, key=lambda path: ((address.row_of(path) or ("", 0))[1], place[address.of_every_row(path)])
        )
        kept = dict(self._rows(rows, answers))
        return Carried({p: found[p][1] for p in order}, {p: found[p][0] for p in order}, kept, tuple(dropped))

    @cached_property
    def _followed(self) -> Followed:
        return Followed(self.old, self.new)

    def _place(self, path: str) -> tuple[int, int, int]:
        """Where an answer stands in the new form, row after row."""
        section, field = self._places[address.of_every_row(path)]
        row = address.row_of(path)
        return section, row[1] if row else 0, field

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        return {
            field.path: (n, m) for n, section in enumerate(self.new.sections) for m, field in enumerate(section.fields)
        }

    @cached_property
    def _before(self) -> dict[str, Field]:
        return {field.path: field for field in self.old.fields}

    @cached_property
    def _replaced(self) -> frozenset[str]:
        """The fields, by their paths now, of questions that ask something else than before."""
        return frozenset(
            field.path
            for pair in self._followed.questions
            if pair.old and pair.new and not is_same(pair.old.thing.ask, pair.new.thing.ask)
            for field in pair.new.thing.fields
        )

    def _obstacle(self, was: Field, now: Field | None, value: Value) -> str | None:
        if now is None:
            return _GONE
        if now.path in self._replaced:
            return "The question is a different one in that version."
        if ("[]" in was.path) != ("[]" in now.path):
            return "It is in a row in one version and not in the other."
        if was.unit != now.unit:
            return "It is measured in a different unit in that version."
        if was.control != now.control and {was.control, now.control} != {"text", "long-text"}:
            return f"It is answered differently in that version: {now.kind.words.wanted}."
        return _unchosen(was, now, value)

    def _rows(self, rows: Mapping[str, int], answers: Mapping[str, Value]) -> Iterator[tuple[str, int]]:
        """Rows stay in their places, even those of which nothing else carries over."""
        repeating = {section.id for section, _ in self.new.rows}
        for section, count in rows.items():
            now = self._followed.section_ids.get(section)
            if now in repeating and now is not None:
                yield now, count


_GONE = "It is no longer asked in that version."


def _unchosen(was: Field, now: Field, value: Value) -> str | None:
    """Why a choice does not carry over: it is gone, or its words now mean another one."""
    if was.choices is None or now.choices is None:
        return None
    labels = {choice.value: plainly(choice.label) for choice in now.choices}
    for one in value if isinstance(value, tuple) else (value,):
        label = plainly(was.label_of(one))
        if one not in labels:
            return f"“{label}” is not among the choices of that version."
        if not is_same(label, labels[one]):
            return f"“{label}” is called “{labels[one]}” in that version, which may not be the same."
    return None
