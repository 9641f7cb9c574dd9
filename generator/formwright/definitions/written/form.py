"""A form as it is written: its sections, questions, fields and conditions, each with its place and its path. What
is checked, what is built and what advice is given all walk here."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from formwright.definitions.written import Steps, is_true
from formwright.document.prose import in_words
from formwright.marked import Mapping, Sequence
from formwright.model.form import APPLIES as APPLIES

REASON = "not_applicable_because"
"""The field that says why a question does not apply; APPLIES is the one that says whether it does."""

Chain = tuple[Mapping, ...]
"""Conditions that must all be met for something to be reached, the outermost first."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field where it is written. An answer is written once, though every question of its section has it."""

    at: Steps
    raw: Mapping

    @property
    def id(self) -> str:
        return str(self.raw["id"])


@dataclass(frozen=True, slots=True)
class Question:
    """`path` is its answers' without their last step; `around` is what its section is asked under. `heading` is what
    stands above it, whether written in it or in an entry of its own before it."""

    at: Steps
    raw: Mapping
    path: str
    shared: tuple[Field, ...]
    around: Chain
    heading: str | None

    @property
    def answers(self) -> tuple[Field, ...]:
        """The section's answers, each asked when this question's others say so."""
        return tuple(_of_question(field, self.path) for field in self.shared)

    @property
    def own(self) -> tuple[Field, ...]:
        """The fields that no other question has."""
        fields = _fields((*self.at, "fields"), self.raw.get("fields", ()))
        return tuple(_of_question(field, self.path) for field in fields)

    @property
    def applies(self) -> tuple[Field, ...]:
        """The two fields that let an auditor say, with a reason, that the question does not apply."""
        if not is_true(self.raw.get("may_not_apply")):
            return ()
        applies, reason = Mapping(self.raw.at), Mapping(self.raw.at)
        # Both labels are part of the digest of each form that has them: changing one makes released files unreadable.
        applies.update(id=APPLIES, label="Does this apply?", control="yes-no")
        reason.update(id=REASON, label="Why does it not apply?", control="text")
        return tuple(Field((*self.at, "may_not_apply"), raw) for raw in (applies, reason))

    @property
    def fields(self) -> tuple[Field, ...]:
        """What it is answered by: whether it applies, the section's answers, fields of its own."""
        return (*self.applies, *self.answers, *self.own)

    @property
    def asked(self) -> Chain:
        return (*self.around, *_condition(self.raw, "asked_when"))

    @property
    def answered(self) -> Chain:
        """What is met where its answers are asked: it is, and it applies."""
        return (*self.asked, *self._said("yes"))

    def when(self, field: Field) -> Chain:
        """What is met where one of its fields is looked at, but for the field's own condition."""
        if field.id == APPLIES:
            return self.asked
        return (*self.asked, *self._said("no" if field.id == REASON else "yes"))

    def _said(self, answer: str) -> Chain:
        if not is_true(self.raw.get("may_not_apply")):
            return ()
        return (_is(self.raw.at, f"{self.path}.{APPLIES}", answer),)


@dataclass(frozen=True, slots=True)
class Section:
    at: Steps
    raw: Mapping

    @property
    def repeats(self) -> bool:
        return "repeat" in self.raw

    @property
    def prefix(self) -> str:
        """How the paths of its fields begin, for every row where it repeats."""
        return f"{self.raw['id']}[]" if self.repeats else str(self.raw["id"])

    @property
    def asked(self) -> Chain:
        return _condition(self.raw, "asked_when")

    @property
    def fields(self) -> tuple[Field, ...]:
        """Those that answer no question: all that there are, or what follows the questions."""
        key = "after" if "questions" in self.raw else "fields"
        return _fields((*self.at, key), self.raw.get(key, ()))

    @property
    def answers(self) -> tuple[Field, ...]:
        return _fields((*self.at, "answers"), self.raw.get("answers", ()))

    @property
    def questions(self) -> Iterator[Question]:
        answers, asked = self.answers, self.asked
        above: str | None = None
        for n, raw in enumerate(self.raw.get("questions", ())):
            heading = str(raw["heading"]) if "heading" in raw else above
            above = heading if is_heading(raw) else None
            if not is_heading(raw):
                path = f"{self.prefix}.{raw['id']}"
                yield Question((*self.at, "questions", n), raw, path, answers, asked, heading)

    @property
    def idle_headings(self) -> Iterator[Steps]:
        """The entries that are a heading alone, and after which comes no question to stand under it."""
        entries = self.raw.get("questions", ())
        for n, raw in enumerate(entries):
            if is_heading(raw) and (n + 1 == len(entries) or "heading" in entries[n + 1]):
                yield (*self.at, "questions", n)

    @property
    def paths(self) -> Iterator[tuple[str, Field]]:
        """Every field by its path, in order; an answer once for each question."""
        for question in self.questions:
            for field in question.fields:
                yield f"{question.path}.{field.id}", field
        for field in self.fields:
            yield f"{self.prefix}.{field.id}", field


def is_heading(entry: Mapping) -> bool:
    """Whether an entry among the questions is a heading alone: it stands above the question after it."""
    return "id" not in entry


def sections(data: Mapping) -> Iterator[Section]:
    return (Section(("sections", n), raw) for n, raw in enumerate(data["sections"]))


def paths(data: Mapping) -> Iterator[tuple[str, Field]]:
    """Every field of a form by its path, in order; an answer once for each question."""
    return (found for section in sections(data) for found in section.paths)


def any_of(pattern: str, paths: Iterable[str]) -> list[str]:
    """Those of the paths that `section.*.answer` or `section[].field` stands for."""
    if "*" not in pattern:
        return [path for path in paths if path == pattern]
    section, _, answer = pattern.partition(".*.")
    return [p for p in paths if p.startswith(f"{section}.") and p.endswith(f".{answer}") and p.count(".") == 2]


def label(data: Mapping, path: str) -> str:
    """What the field of this path is called on the form: with its question, where it answers one."""
    for section in sections(data):
        asked = {f"{q.path}.{field.id}": in_words(str(q.raw["ask"])) for q in section.questions for field in q.fields}
        for found, field in section.paths:
            if found == path:
                own = str(field.raw["label"])
                return f"{asked[path]}: {own}" if path in asked else own
    raise KeyError(path)


def fields(data: Mapping) -> Iterator[Field]:
    """Every field of a form as it is written: an answer once."""
    for section in sections(data):
        yield from (*section.fields, *section.answers)
        for question in section.questions:
            yield from question.own


# --- parts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """Who fills in what, by the ids of the parts: `ids` in their order, none in a form that one person fills in;
    `by_path` that of each field."""

    ids: tuple[str, ...]
    by_path: dict[str, str]

    def of_section(self, section: Section) -> str | None:
        """The part that a section's rows belong to: its fields' own, where that is one; else what the section says."""
        if not self.ids:
            return None
        found = {self.by_path[path] for path, _ in section.paths}
        return found.pop() if len(found) == 1 else str(section.raw.get("part", self.ids[0]))


def parts(data: Mapping) -> Parts:
    """What names no part belongs to the part of its section, else to the first."""
    ids = tuple(str(part["id"]) for part in data.get("parts", ()))
    found: dict[str, str] = {}
    for section in sections(data) if ids else ():
        around = section.raw.get("part", ids[0])
        found.update((path, str(field.raw.get("part", around))) for path, field in section.paths)
    return Parts(ids, found)


def _fields(at: Steps, entries: Iterable[Mapping]) -> tuple[Field, ...]:
    return tuple(Field((*at, n), raw) for n, raw in enumerate(entries))


# --- conditions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """A whole condition. `around` is what is met already where it is looked at: one chain, but for an answer's,
    which is looked at under each of its questions. `decides` are the fields that are asked only when it is met;
    none, where it decides on rows or recipients. `rows` is the repeating section whose rows it is asked in."""

    at: Steps
    raw: Mapping
    around: tuple[Chain, ...]
    decides: tuple[str, ...] = ()
    rows: str | None = None

    @property
    def tells(self) -> bool:
        """Whether it decides who is told."""
        return self.at[0] == "escalation"

    @property
    def of_an_answer(self) -> bool:
        return self.at[2:3] == ("answers",)


def conditions(data: Mapping) -> Iterator[Condition]:
    """Every condition of a form."""
    for section in sections(data):
        yield from _of_section(section)
        rows = str(section.raw["id"]) if section.repeats else None
        yield from _of_fields(section.fields, [(section.prefix, section.asked)], rows)
        questions = list(section.questions)
        for answer in section.answers:
            if _looks_beside(answer.raw.get("asked_when")):
                for q in questions:
                    yield from _of_fields((_of_question(answer, q.path),), [(q.path, q.answered)], rows)
            else:
                yield from _of_fields((answer,), [(q.path, q.answered) for q in questions], rows)
        for question in questions:
            for raw in _condition(question.raw, "asked_when"):
                paths = tuple(f"{question.path}.{field.id}" for field in question.fields)
                yield Condition((*question.at, "asked_when"), raw, (question.around,), paths, rows)
            yield from _of_fields(question.own, [(question.path, question.answered)])
    yield from _of_recipients(data.get("escalation", {}))


def _of_section(section: Section) -> Iterator[Condition]:
    for raw in section.asked:
        yield Condition((*section.at, "asked_when"), raw, ((),), tuple(path for path, _ in section.paths))
    for raw in _condition(section.raw, "required_when"):
        yield Condition((*section.at, "required_when"), raw, (section.asked,))


def _of_fields(
    fields: tuple[Field, ...], under: list[tuple[str, Chain]], rows: str | None = None
) -> Iterator[Condition]:
    """The conditions of fields that stand at each of these paths, under each one's conditions."""
    for field in fields:
        for raw in _condition(field.raw, "asked_when"):
            decides = tuple(f"{path}.{field.id}" for path, _ in under)
            yield Condition((*field.at, "asked_when"), raw, tuple(chain for _, chain in under), decides, rows)


def _of_recipients(escalation: Mapping) -> Iterator[Condition]:
    paths = judgements(escalation)
    for judgement, recipients in escalation.get("tell", {}).items():
        judged = tuple((_is(escalation.at, path, judgement),) for path in paths)
        yield from _when(recipients, ("escalation", "tell", judgement), judged)
    for n, also in enumerate(escalation.get("also", ())):
        chain = tuple(_condition(also, "when"))
        for raw in chain:
            yield Condition(("escalation", "also", n, "when"), raw, ((),))
        yield from _when(also["tell"], ("escalation", "also", n, "tell"), (chain,))


def _when(recipients: Iterable[Mapping], at: Steps, around: tuple[Chain, ...]) -> Iterator[Condition]:
    for n, recipient in enumerate(recipients):
        for raw in _condition(recipient, "when") if isinstance(recipient, Mapping) else ():
            yield Condition((*at, n, "when"), raw, around)


def judgements(escalation: Mapping) -> tuple[str, ...]:
    """The paths of the fields whose worst judgement says who is told."""
    return _one_or_several(escalation.get("judgement"))


def earlier(raw: Mapping) -> tuple[str, ...]:
    """The ids that a section, a question or a field had in earlier versions."""
    return _one_or_several(raw.get("was"))


def _one_or_several(named: Any) -> tuple[str, ...]:
    if named is None:
        return ()
    return tuple(map(str, named if isinstance(named, Sequence) else (named,)))


def _of_question(field: Field, path: str) -> Field:
    """The field with a condition on the answers of its own question: `answer` names one, and `field` has its path."""
    if not _looks_beside(field.raw.get("asked_when")):
        return field
    raw = copy.copy(field.raw)
    raw["asked_when"] = _beside(raw["asked_when"], path)
    return Field(field.at, raw)


def _looks_beside(raw: object) -> bool:
    """Whether a condition, or one within it, is on another answer of the same question."""
    match raw:
        case Mapping():
            return "answer" in raw or any(map(_looks_beside, raw.values()))
        case Sequence():
            return any(map(_looks_beside, raw))
        case _:
            return False


def _beside(raw: Mapping, path: str) -> Mapping:
    found = Mapping(raw.at)
    for key, value in raw.items():
        match value:
            case Mapping():
                found[key] = _beside(value, path)
            case Sequence() if any(isinstance(part, Mapping) for part in value):
                found[key] = [_beside(part, path) for part in value]
            case _:
                found[key] = value
    if "answer" in raw:
        found["field"] = f"{path}.{raw['answer']}"
    return found


def _condition(raw: Mapping, key: str) -> Chain:
    return (raw[key],) if key in raw else ()


def _is(at: tuple[int, int], path: str, value: str) -> Mapping:
    found = Mapping(at)
    found.update(field=path, **{"in": [value]})
    return found
