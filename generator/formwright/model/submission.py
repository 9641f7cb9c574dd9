"""A submission: the answers of one returned form, each with the place where it stands."""

from dataclasses import dataclass

from formwright.places import Place


@dataclass(frozen=True, slots=True)
class Answer:
    """One field's answer, of the right type for its field."""

    value: str | int
    place: Place


@dataclass(frozen=True, slots=True)
class Submission:
    """What was returned, as far as it can be read by the form's definition.

    `answers` are by path, rows with their number (`actions[0].who`); a field without an answer is
    not among them. `rows` counts the rows of each repeating section that is there. `unreadable`
    are the paths of fields, and of repeating sections, that are there but cannot be relied on: of
    the wrong type, no value of the field, or written twice. `parts` says where the sections,
    questions and rows that are there begin, and the fields that are there without an answer.
    `version` is None where it is not the one that we have.
    """

    file: str
    form: str
    version: str | None
    answers: dict[str, Answer]
    rows: dict[str, int]
    unreadable: frozenset[str]
    parts: dict[str, Place]

    def value(self, path: str) -> str | int | None:
        found = self.answers.get(path)
        return None if found is None else found.value

    def place(self, path: str) -> Place:
        """Where to look for this field: its answer, else the nearest thing round it that is there."""
        if path in self.answers:
            return self.answers[path].place
        around = path
        while around and around not in self.parts:
            around = around[: max(around.rfind("."), around.rfind("["), 0)]
        mark = self.parts[around].mark if around in self.parts else None
        return Place(self.file, mark, path)
