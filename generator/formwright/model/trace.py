"""Which questions test which standards, and what has no partner."""

from collections.abc import Iterable
from dataclasses import dataclass

from formwright.model.form import Form, Questions
from formwright.model.standards import Standards


@dataclass(frozen=True, slots=True)
class Tested:
    """A question of a form. `short` names the form by its appendix ("Appendix 2A:"), or by its title
    where several forms share one; `path` is where the question's answers begin."""

    form: str
    short: str
    number: int
    shown: str
    path: str
    ask: str
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """`questions` are those of all audit tools, in order; `by_standard` has every standard, with the
    questions that test it."""

    questions: tuple[Tested, ...]
    by_standard: tuple[tuple[str, tuple[Tested, ...]], ...]

    @property
    def untested(self) -> tuple[str, ...]:
        """The standards that no question tests."""
        return tuple(standard for standard, questions in self.by_standard if not questions)

    @property
    def without_standard(self) -> tuple[Tested, ...]:
        """The questions that test no standard."""
        return tuple(q for q in self.questions if not q.standards)


def trace(forms: Iterable[Form], sets: Iterable[Standards]) -> Trace:
    """The matrix of questions and standards."""
    given = list(forms)
    numbers = [form.identity.appendix for form in given]
    short = [
        f"Appendix {n}:" if n and numbers.count(n) == 1 else f"{form.identity.title}:"
        for n, form in zip(numbers, given, strict=True)
    ]
    questions = tuple(q for name, form in zip(short, given, strict=True) for q in _questions(form, name))
    standards = [s.id for one in sets for group in one.groups for s in group.standards]
    return Trace(questions, tuple((n, tuple(q for q in questions if n in q.standards)) for n in standards))


def _questions(form: Form, short: str) -> Iterable[Tested]:
    for section in form.sections:
        if isinstance(section.content, Questions):
            for question in section.content.questions:
                path = f"{section.id}.{question.id}"
                shown = question.shown or f"“{question.fields[0].question}”"
                yield Tested(form.identity.id, short, question.number, shown, path, question.ask, question.standards)


def named(questions: Iterable[Tested]) -> str:
    """The questions in words, form by form: "Appendix 2A: question 3; Appendix 4: questions 10
    and 12"."""
    by_form: dict[str, list[str]] = {}
    for question in questions:
        by_form.setdefault(question.short, []).append(question.shown)
    return "; ".join(f"{form} {_numbers(numbers)}" for form, numbers in by_form.items())


def _numbers(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"question {numbers[0]}"
    return f"questions {', '.join(numbers[:-1])} and {numbers[-1]}"
