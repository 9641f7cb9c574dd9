"""A form: sections, their questions and fields, and who is told of its judgement."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from formwright.answers import several
from formwright.answers.kinds import KINDS, Kind, Shape
from formwright.answers.limits import Limits
from formwright.model.conditions import Condition, Value
from formwright.model.identity import ADDED, Identity

CASE, AUDITOR = "case", "auditor"
"""Of whom somebody holds a role: where the case is, or where whoever audited it works."""

APPLIES = "applies"
"""The field of a question that may not apply by which an auditor says whether it does."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen. A grade's value is a whole number."""

    value: str | int
    label: str
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several people fills in of a form, in turn. `role` is theirs, where it is one of the framework's.
    `moderates` is the id of an earlier part whose judgements are judged again in this one."""

    id: str
    title: str
    role: str | None = None
    moderates: str | None = field(default=None, metadata=ADDED)

    @property
    def who(self) -> str:
        """As a sentence speaks of whoever fills it in: the moderator, the IRO, the Head of Service."""
        first, _, rest = self.title.partition(" ")
        if first.casefold() in ("a", "an", "the"):
            return f"{first.lower()} {rest}"
        is_plain = self.title[1:] == self.title[1:].lower()
        return f"the {self.title[0].lower() if is_plain else self.title[0]}{self.title[1:]}"


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many rows a repeating section takes; no `maximum` means as many as needed."""

    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """A number that the form works out: how many grades of `scale` are `grade`."""

    scale: str
    grade: int


@dataclass(frozen=True, slots=True)
class OtherDate:
    """A date that another must not be before, or after. In a repeating section it may be of the same row.
    `label` is its name for who fills the form in."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One answer. `path` is its name in every format (`actions[].who` in a repeating section), `control`
    the name of its kind.
    `required` holds only while the field is asked. `scale` names the scale of a grade or of a
    judgement. `question` is the question that it answers, if it answers one. `limits` are of a number,
    `not_before` and `not_after` of a date. `width` is its column's share of the row on paper, in hundredths,
    where the form says it. `part` is the id of the part that it belongs to, in a form that has parts; `none` the choice
    that is ticked alone or not at all. `was` are names that it had in earlier versions."""

    path: str
    label: str
    control: str
    required: bool = True
    asked_when: Condition | None = None
    choices: tuple[Choice, ...] | None = None
    hint: str | None = None
    scale: str | None = None
    group: str | None = None
    question: str | None = None
    repeat: Repeats | None = None
    counts: Counts | None = None
    limits: Limits | None = field(default=None, metadata=ADDED)
    not_before: OtherDate | None = field(default=None, metadata=ADDED)
    not_after: OtherDate | None = field(default=None, metadata=ADDED)
    width: int | None = field(default=None, metadata=ADDED)
    part: str | None = field(default=None, metadata=ADDED)
    none: str | None = field(default=None, metadata=ADDED)
    was: tuple[str, ...] = field(default=(), metadata=ADDED)

    @property
    def kind(self) -> Kind:
        """What is taken for an answer: by the control, within the field's limits."""
        kind = KINDS[self.control]
        return self.limits.within(kind) if self.limits else kind

    @property
    def unit(self) -> str | None:
        """What its answer is a number of."""
        return self.limits.unit if self.limits else None

    @property
    def name(self) -> str:
        """The label with the unit, wherever the unit cannot stand behind the answer."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @property
    def help(self) -> str | None:
        """What is said in small print: the field's hint, and what its answer must keep to."""
        said = [
            self.hint,
            self.limits and self.limits.said,
            self.not_before and f"Not before “{self.not_before.label}”.",
            self.not_after and f"Not after “{self.not_after.label}”.",
        ]
        words = [each for each in said if each]
        return " ".join([*map(_ended, words[:-1]), *words[-1:]]) or None

    @property
    def ticks(self) -> dict[str, str]:
        """The address of each box to tick, with the value that it stands for; none where nothing is ticked."""
        if self.kind.shape is not Shape.SEVERAL_OF:
            return {}
        return {several.tick(self.path, str(c.value)): str(c.value) for c in self.choices or ()}

    def label_of(self, value: Value) -> str:
        """What a person reads for a value of this field."""
        if isinstance(value, tuple):
            return ", ".join(map(self.label_of, value))
        return next((c.label for c in self.choices or () if c.value == value), str(value))


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!", ":")) else f"{words}."


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the fields that answer it. `number` counts through the form.
    `standards` are the practice standards that it tests. `heading` stands above it, and above those that follow.
    `printed` is what the form prints in place of the number; it may be nothing. `was` are the ids that it had in
    earlier versions, with its section's where that was another."""

    id: str
    number: int
    ask: str
    fields: tuple[Field, ...]
    guidance: str | None = None
    standards: tuple[str, ...] = ()
    asked_when: Condition | None = None
    heading: str | None = field(default=None, metadata=ADDED)
    printed: str | None = field(default=None, metadata=ADDED)
    was: tuple[str, ...] = field(default=(), metadata=ADDED)

    @property
    def shown(self) -> str:
        """The number that people read; nothing where the form counts none."""
        return str(self.number) if self.printed is None else self.printed


@dataclass(frozen=True, slots=True)
class Fields:
    """What a section holds that asks for single fields."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """What a section holds whose questions are all answered the same way. `after` follows the questions."""

    heading: str
    answers: tuple[str, ...]
    questions: tuple[Question, ...]
    after: tuple[Field, ...] = field(default=(), metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a section holds whose fields repeat. `required_when` says when at least one row is
    needed though `repeats.minimum` is 0. Paper shows `blank_rows` empty rows."""

    row: str
    fields: tuple[Field, ...]
    repeats: Repeats
    blank_rows: int
    required_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What a section holds that only says something."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form. `text` (Markdown) stands above what it holds, `number` before the title. `part` is the id
    of the part that its rows belong to, and those of its fields that say nothing else. `was` are the ids that it had in
    earlier versions."""

    id: str
    title: str
    content: Fields | Questions | Rows | Passage
    text: str | None = None
    asked_when: Condition | None = None
    number: str | None = field(default=None, metadata=ADDED)
    part: str | None = field(default=None, metadata=ADDED)
    was: tuple[str, ...] = field(default=(), metadata=ADDED)

    @property
    def fields(self) -> tuple[Field, ...]:
        match self.content:
            case Fields(fields) | Rows(_, fields):
                return fields
            case Questions(_, _, questions):
                return (*(f for q in questions for f in q.fields), *self.content.after)
            case Passage():
                return ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """A role that is told, always or only where the condition is met. `of` is CASE or AUDITOR."""

    role: str
    when: Condition | None = None
    of: str = field(default=CASE, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Respond:
    """How soon whoever is told must respond: within so many days of the notice, of the calendar or working days."""

    days: int
    are_working: bool = True

    @property
    def in_words(self) -> str:
        return f"within {self.days} {'working ' if self.are_working else ''}day{'' if self.days == 1 else 's'}"

    @property
    def as_data(self) -> dict[str, int]:
        return {"working_days" if self.are_working else "days": self.days}

    @property
    def length(self) -> float:
        """As a number by which two can be compared: five working days are a week."""
        return self.days * 7 / 5 if self.are_working else self.days


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is told at one value of the judgement."""

    judgement: str
    recipients: tuple[Recipient, ...]
    respond_within: Respond | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Also:
    """Who is told whatever the judgement, where the condition is met; without a condition, always. `reason` says it in
    the form's own words."""

    when: Condition | None
    recipients: tuple[Recipient, ...]
    reason: str | None = None
    respond_within: Respond | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who must be notified of a completed audit: a rule for each judgement that can be made, and the
    mailboxes (by id) to which every one is copied. `judgement` is the path of the field, None in a form that makes
    none; `further` are those of more judgements by the same scale, of which the worst counts. `also` are told
    whatever the judgement; `default` are the roles that are told where there is no judgement to go by: none of them
    can be read, or the form makes none and none of `also` is surely told. `respond_within` holds where the rule that
    tells somebody does not say another."""

    judgement: str | None
    rules: tuple[Rule, ...]
    copy_to: tuple[str, ...] = ()
    further: tuple[str, ...] = field(default=(), metadata=ADDED)
    also: tuple[Also, ...] = field(default=(), metadata=ADDED)
    default: tuple[str, ...] = field(default=(), metadata=ADDED)
    respond_within: Respond | None = field(default=None, metadata=ADDED)

    @property
    def judgements(self) -> tuple[str, ...]:
        return (self.judgement, *self.further) if self.judgement else ()

    @property
    def recipients(self) -> Iterator[Recipient]:
        """Whoever is told in some case."""
        for rule in self.rules:
            yield from rule.recipients
        for also in self.also:
            yield from also.recipients
        yield from map(Recipient, self.default)

    def rule_for(self, judgement: object) -> Rule | None:
        return next((r for r in self.rules if r.judgement == judgement), None)


@dataclass(frozen=True)
class Form:
    """A form to fill in, whole. `introduction` and `source_note` are Markdown. Without an `escalation`
    `nobody` says why nobody need be told of it; None where that is not said. `parts` are filled in by several
    people in turn, in this order; none, where one person fills in all of it."""

    identity: Identity
    sections: tuple[Section, ...]
    introduction: str | None = None
    escalation: Escalation | None = None
    nobody: str | None = field(default=None, metadata=ADDED)
    parts: tuple[Part, ...] = field(default=(), metadata=ADDED)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the form."""
        return tuple(f for s in self.sections for f in s.fields)

    @property
    def rows(self) -> Iterator[tuple[Section, Rows]]:
        """The repeating sections."""
        return ((s, s.content) for s in self.sections if isinstance(s.content, Rows))

    @cached_property
    def judgement(self) -> Field | None:
        """The field that holds the overall judgement, where the form has one; the first of several."""
        return next(iter(self.judgements), None)

    @property
    def judgements(self) -> tuple[Field, ...]:
        """The fields of which the worst says who is told."""
        paths = self.escalation.judgements if self.escalation else ()
        fields = {f.path: f for f in self.fields} if paths else {}
        return tuple(fields[path] for path in paths if path in fields)
