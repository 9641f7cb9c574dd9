"""What a form asks somebody to judge on a scale, and where a moderator judges it again in the same return."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from formwright.answers.kinds import GRADE
from formwright.model.form import Field, Form, Question, Questions
from formwright.model.moderated import Again, judged_again
from formwright.record.rows import Return


class What(StrEnum):
    """What stands on a scale. Figures of two of these are never put together, though they use the same words."""

    JUDGEMENT = "judgement"  # the overall one, which says who is notified
    GRADE = "grade"  # a whole number
    ANSWER = "answer"  # a question's answer, in words


@dataclass(frozen=True, slots=True)
class Scale:
    """What is judged, by which of the framework's scales, and the words of its steps, the best first."""

    what: What
    id: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is judged. `steps` are the places of the values on its scale; `number` and `question` say which
    question it answers, where it answers one. `again` is where moderators judge the same."""

    path: str
    scale: Scale
    steps: Mapping[str, int]
    number: int | None
    question: str
    again: tuple[Again, ...] = ()

    def step(self, one: Return) -> int | None:
        """Which step a return gives; None where it gives none."""
        return self._at(one, self.path)

    def again_in(self, one: Return) -> Iterator[int]:
        """Which steps moderators give in it; where one was not asked, as they agree, the same."""
        first = self.step(one)
        for again in self.again:
            second = self._at(one, again.path)
            if second is None and again.agrees(lambda path: one.grades.get(path, one.choices.get(path))):
                second = first
            if second is not None:
                yield second

    def _at(self, one: Return, path: str) -> int | None:
        return self.steps.get(str(one.grades.get(path, one.choices.get(path))))


def items(form: Form) -> tuple[Item, ...]:
    """What a form asks to be judged, in its order. What a moderator judges again is with what it judges again. What
    stands in rows is left out, as nothing says which rows of two returns belong together."""
    moderating = {part.id for part in form.parts if part.moderates}
    questions = {field.path: question for question in _questions(form) for field in question.fields}
    judgements, again = {field.path for field in form.judgements}, judged_again(form)
    return tuple(
        Item(
            field.path,
            _scale(field, judgements),
            {str(choice.value): step for step, choice in enumerate(field.choices or ())},
            questions[field.path].number if field.path in questions else None,
            questions[field.path].ask if field.path in questions else field.label,
            again.get(field.path, ()),
        )
        for field in form.fields
        if field.scale and field.repeat is None and field.counts is None and field.part not in moderating
    )


def _scale(field: Field, judgements: Collection[str]) -> Scale:
    what = What.JUDGEMENT if field.path in judgements else What.GRADE if field.kind is GRADE else What.ANSWER
    return Scale(what, field.scale or "", tuple(choice.label for choice in field.choices or ()))


def _questions(form: Form) -> Iterator[Question]:
    for section in form.sections:
        if isinstance(section.content, Questions):
            yield from section.content.questions
