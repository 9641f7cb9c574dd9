"""A submission: the answers of one returned form, each with the place where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from formwright.model.conditions import Value
from formwright.places import Place, Places


@dataclass(frozen=True, slots=True)
class Answer:
    """One field's answer, of the right type for its field."""

    value: Value
    place: Place


class Answers(Mapping[str, Answer]):
    """Answers by path; the place of each is worked out when it is asked for."""

    __slots__ = ("places", "said")

    def __init__(self, said: Mapping[str, Value], places: Places) -> None:
        self.said = said
        self.places = places

    def __getitem__(self, path: str) -> Answer:
        return Answer(self.said[path], self.places[path])

    def __contains__(self, path: object) -> bool:
        return path in self.said

    def __iter__(self) -> Iterator[str]:
        return iter(self.said)

    def __len__(self) -> int:
        return len(self.said)


@dataclass(frozen=True, slots=True)
class Submission:
    """What was returned, as far as it can be read by the form's definition.

    `answers` are by path, rows with their number (`actions[0].who`); a field without an answer is
    not among them. `rows` counts the rows of each repeating section that is there. `unreadable`
    are the paths of fields, and of repeating sections, that are there but cannot be relied on: of
    the wrong type, no value of the field, or written twice. `parts` says where the sections,
    questions and rows that are there begin, and the fields that are there without an answer.
    `version` is None where it is not the one that we have. `digest` is that of the definition which the
    file was made from, None where the file does not say.
    """

    file: str
    form: str
    version: str | None
    answers: Mapping[str, Answer]
    rows: dict[str, int]
    unreadable: frozenset[str]
    parts: Mapping[str, Place]
    digest: str | None = None

    @property
    def said(self) -> Mapping[str, Value]:
        """The answers without their places."""
        found = self.answers
        return found.said if isinstance(found, Answers) else {path: answer.value for path, answer in found.items()}

    def value(self, path: str) -> Value | None:
        found = self.answers
        if isinstance(found, Answers):
            return found.said.get(path)
        answer = found.get(path)
        return None if answer is None else answer.value

    @property
    def is_on_paper(self) -> bool:
        """Whether it came in Word or PDF, whose forms are printed with spare rows."""
        return self.parts.get("", Place(self.file)).mark is None

    def closed_up(self) -> "Submission":
        """The same without rows that say nothing, the rows after them moved up: on paper there are
        spare rows, and people leave one empty between others."""
        moved: dict[str, str] = {}
        rows = dict(self.rows)
        for section, count in self.rows.items():
            said = {p.split("]")[0] for p in (*self.answers, *self.unreadable) if p.startswith(f"{section}[")}
            kept = [n for n in range(count) if f"{section}[{n}" in said]
            rows[section] = len(kept)
            moved |= {f"{section}[{old}]": f"{section}[{new}]" for new, old in enumerate(kept)}

        def now(path: str) -> str:
            row, bracket, rest = path.partition("]")
            return moved.get(row + bracket, row + bracket) + rest

        answers = {now(p): Answer(a.value, replace(a.place, path=now(p))) for p, a in self.answers.items()}
        return replace(self, answers=answers, rows=rows, unreadable=frozenset(map(now, self.unreadable)))

    def place(self, path: str) -> Place:
        """Where to look for this field: its answer, else the nearest thing round it that is there."""
        if path in self.answers:
            return self.answers[path].place
        around = path
        while around and around not in self.parts:
            around = around[: max(around.rfind("."), around.rfind("["), 0)]
        mark = self.parts[around].mark if around in self.parts else None
        return Place(self.file, mark, path)
