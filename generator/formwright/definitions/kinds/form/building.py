"""From a form's definition that is sound to its model."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce

from formwright.answers import kinds
from formwright.answers.kinds import KINDS
from formwright.answers.limits import Limits
from formwright.definitions.kinds.choices import choices_at
from formwright.definitions.kinds.identity import identity
from formwright.definitions.written import form as written
from formwright.definitions.written import is_true, number, text, texts
from formwright.document.prose import in_words
from formwright.marked import Mapping
from formwright.model import conditions
from formwright.model.conditions import Condition
from formwright.model.form import (
    CASE,
    Also,
    Counts,
    Escalation,
    Field,
    Fields,
    Form,
    OtherDate,
    Part,
    Passage,
    Question,
    Questions,
    Recipient,
    Repeats,
    Respond,
    Rows,
    Rule,
    Section,
)
from formwright.model.framework import Framework


def build(data: Mapping, words: Framework) -> Form:
    building = _Building(data, words, ValueOf(data))
    escalation = data.get("escalation", {})
    return Form(
        identity=identity(data),
        sections=tuple(building.sections(data)),
        introduction=text(data.get("introduction")),
        escalation=building.escalation(escalation) if escalation and "nobody" not in escalation else None,
        nobody=text(escalation.get("nobody")),
        parts=tuple(
            Part(str(raw["id"]), str(raw["title"]), text(raw.get("role")), text(raw.get("moderates")))
            for raw in data.get("parts", ())
        ),
    )


# --- conditions --------------------------------------------------------------------------------


class ValueOf:
    """How a value that a condition names is stored: a grade as a whole number, all else as text."""

    def __init__(self, data: Mapping) -> None:
        self.controls = {path: str(field.raw["control"]) for path, field in written.paths(data)}

    def __call__(self, path: str, value: str) -> str | int:
        is_grade = self.controls.get(path) == kinds.GRADE.name and value != kinds.NOT_APPLICABLE[0]
        return int(value) if is_grade else str(value)

    def among(self, path: str, raw: Mapping) -> conditions.Is:
        """The condition that the field's answer is among those named; where several are ticked, that one is, or all."""
        is_ticked = self.controls.get(path) == kinds.CHOICES.name
        of = conditions.Of.ONE if not is_ticked else conditions.Of.ALL if "in_all" in raw else conditions.Of.ANY
        named = raw["in_all"] if of is conditions.Of.ALL else raw.get("in", raw.get("in_all", ()))
        return conditions.Is(path, tuple(self(path, value) for value in named), of)


def condition(raw: Mapping, values: ValueOf) -> Condition:
    """The condition that a definition writes; `values` says how the values it names are stored."""
    if "field" in raw:
        return values.among(str(raw["field"]), raw)
    if "not" in raw:
        return conditions.Not(condition(raw["not"], values))
    if isinstance(raw.get("any"), str):
        pattern = str(raw["any"])
        of = tuple(values.among(path, raw) for path in written.any_of(pattern, values.controls))
        return conditions.Anywhere(pattern, of[0].values, of, of[0].of)
    parts = tuple(condition(r, values) for r in raw.get("all", raw.get("any", ())))
    return conditions.All(parts) if "all" in raw else conditions.AnyOf(parts)


def all_of(chain: written.Chain, values: ValueOf) -> Condition | None:
    """What a chain of conditions comes to."""
    return reduce(conditions.both, (condition(raw, values) for raw in chain), None)


# --- the parts of a form -----------------------------------------------------------------------


class _Building:
    """Makes the parts of one form of what it may choose from."""

    def __init__(self, data: Mapping, words: Framework, values: ValueOf) -> None:
        self.data = data
        self.words = words
        self.values = values
        self.parts = written.parts(data)

    def sections(self, data: Mapping) -> Iterator[Section]:
        asked_before = 0
        for section in written.sections(data):
            content = self._content(section, asked_before)
            if isinstance(content, Questions):
                asked_before += len(content.questions)
            raw, asked = section.raw, all_of(section.asked, self.values)
            said, part = text(raw.get("text")), self.parts.of_section(section)
            number, was = text(raw.get("number")), written.earlier(raw)
            yield Section(str(raw["id"]), str(raw["title"]), content, said, asked, number, part, was)

    def _content(self, section: written.Section, asked_before: int) -> Fields | Questions | Rows | Passage:
        raw = section.raw
        if "questions" in raw:
            return Questions(
                heading=str(raw.get("ask", "Question")),
                answers=tuple(answer.id for answer in section.answers),
                questions=tuple(self._question(q, n) for n, q in enumerate(section.questions, asked_before + 1)),
                after=tuple(self._field(field, section.prefix, section.asked) for field in section.fields),
            )
        fields = tuple(self._field(field, section.prefix, section.asked) for field in section.fields)
        if section.repeats:
            repeats = Repeats(int(raw["repeat"].get("min", 0)), number(raw["repeat"].get("max")))
            return Rows(
                row=str(raw.get("row", "Row")),
                fields=tuple(replace(field, repeat=repeats) for field in fields),
                repeats=repeats,
                blank_rows=int(raw["repeat"].get("blank_rows", max(3, repeats.minimum))),
                required_when=self._condition(raw, "required_when"),
            )
        return Fields(fields) if "fields" in raw else Passage()

    def _question(self, question: written.Question, number: int) -> Question:
        raw, ask = question.raw, in_words(str(question.raw["ask"]))
        fields = (self._field(field, question.path, question.when(field)) for field in question.fields)
        return Question(
            id=str(raw["id"]),
            number=number,
            ask=str(raw["ask"]),
            fields=tuple(replace(field, question=ask) for field in fields),
            guidance=text(raw.get("guidance")),
            standards=texts(raw.get("standards")),
            asked_when=all_of(question.asked, self.values),
            heading=question.heading,
            printed=text(raw.get("number", "" if "numbering" in self.data else None)),
            was=written.earlier(raw),
        )

    def _field(self, field: written.Field, prefix: str, around: written.Chain) -> Field:
        raw, scales = field.raw, self.words.scales
        kind = KINDS[str(raw["control"])]
        source = raw.get("choices", raw.get("scale"))
        return Field(
            path=f"{prefix}.{field.id}",
            label=str(raw["label"]),
            control=kind.name,
            required=is_true(raw.get("required", "true")),
            asked_when=conditions.both(all_of(around, self.values), self._condition(raw, "asked_when")),
            choices=choices_at(raw, self.words),
            hint=text(raw.get("hint")),
            scale=str(source) if isinstance(source, str) and any(s.id == source for s in scales) else None,
            group=text(raw.get("group")),
            counts=self._counts(raw["counts"]) if "counts" in raw else None,
            limits=limits(raw),
            not_before=self._other(raw.get("not_before")),
            not_after=self._other(raw.get("not_after")),
            width=number(raw.get("width")),
            part=self.parts.by_path.get(f"{prefix}.{field.id}"),
            none=text(raw.get("none")),
            was=written.earlier(raw),
        )

    def _other(self, path: str | None) -> OtherDate | None:
        return None if path is None else OtherDate(str(path), written.label(self.data, str(path)))

    def _counts(self, raw: Mapping) -> Counts:
        scale = self.words.scale(str(raw["scale"]))
        return Counts(scale.id, next(g.grade for g in scale.grades if g.id == raw["value"]))

    def escalation(self, raw: Mapping) -> Escalation:
        judgements = written.judgements(raw)
        soon = {str(judgement): _respond(within) for judgement, within in raw.get("respond_within_at", {}).items()}
        return Escalation(
            judgement=judgements[0] if judgements else None,
            rules=tuple(
                Rule(str(judgement), self._recipients(recipients), soon.get(str(judgement)))
                for judgement, recipients in raw.get("tell", {}).items()
            ),
            copy_to=texts(raw.get("copy_to")),
            further=judgements[1:],
            also=tuple(self._also(also) for also in raw.get("also", ())),
            default=texts(raw.get("default")),
            respond_within=_respond(raw.get("respond_within")),
        )

    def _also(self, raw: Mapping) -> Also:
        return Also(
            self._condition(raw, "when"),
            self._recipients(raw["tell"]),
            text(raw.get("as")),
            _respond(raw.get("respond_within")),
        )

    def _recipients(self, raw: Iterable[str | Mapping]) -> tuple[Recipient, ...]:
        return tuple(map(self._recipient, raw))

    def _recipient(self, raw: str | Mapping) -> Recipient:
        if isinstance(raw, str):
            return Recipient(str(raw))
        return Recipient(str(raw["role"]), self._condition(raw, "when"), str(raw.get("of", CASE)))

    def _condition(self, raw: Mapping, key: str) -> Condition | None:
        return condition(raw[key], self.values) if key in raw else None


def _respond(raw: Mapping | None) -> Respond | None:
    if raw is None:
        return None
    unit = "working_days" if "working_days" in raw else "days"
    return Respond(int(str(raw[unit])), unit == "working_days")


def limits(raw: Mapping) -> Limits | None:
    """What a number must keep to, where it must."""
    found = Limits(text(raw.get("unit")), number(raw.get("decimals")), text(raw.get("least")), text(raw.get("most")))
    return None if found == Limits() else found
