"""What a form asks of a submission, worked out once from its definition for any number of returns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from formwright.answers import address, kinds
from formwright.model.conditions import All, AnyOf, Condition, Is, Not, Verdict, both, verdict
from formwright.model.form import Field, Form, Question, Questions, Recipient, Rows, Section
from formwright.model.submission import Submission


@dataclass(frozen=True, slots=True)
class RepeatingSection:
    """`asked_when` is the section's own condition; `needed_when` says when it needs a row though
    its minimum is 0, and is None where nothing says so."""

    section: Section
    content: Rows
    asked_when: Condition | None
    needed_when: Condition | None


@dataclass(frozen=True, slots=True)
class Some:
    """Some of a form's fields, by path: those that stand once, and of each repeating section (its id) those that
    repeat, by their path behind the number of the row."""

    single: Mapping[str, Field]
    repeating: Mapping[str, Mapping[str, Field]]


@dataclass(frozen=True, slots=True)
class Rules:
    """`single` are the fields that stand once, `repeating` the sections whose fields repeat.
    `required` and `conditional` are the fields that are so by themselves, `counting` those that the form
    works out and `graded` the grades of each scale.
    `asked_when` has each field's whole condition by path: an answer counts only where it is asked
    itself, so a condition takes in those of the fields that it looks at. `told_when` has the same
    for those who are told. `names` are the fields' names for a person."""

    form: Form
    judgement: Field | None
    single: tuple[Field, ...]
    repeating: tuple[RepeatingSection, ...]
    asked_when: Mapping[str, Condition | None]
    told_when: Mapping[Recipient, Condition | None]
    names: Mapping[str, str]
    required: Some
    conditional: Some
    counting: tuple[Field, ...]
    graded: Mapping[str, tuple[Field, ...]]

    def name(self, field: Field, row: int | None = None) -> str:
        """The field as a person would name it, such as: Action 1: “Who?”."""
        return self.names[field.path].format(row="" if row is None else row + 1)

    def asked(self, field: Field, submission: Submission, row: int | None = None) -> Verdict:
        condition = self.asked_when[field.path]
        return condition is None or met(condition, submission, row)


def compile(form: Form) -> Rules:
    own = {f.path: f.asked_when for f in form.fields}
    names: dict[str, str] = {}
    for section in form.sections:
        names.update(_names(section))
    rules = form.escalation.rules if form.escalation else ()
    single = tuple(f for f in form.fields if f.repeat is None)
    alike: dict[Condition | None, Condition | None] = {}  # so that what is the same is one
    return Rules(
        form=form,
        judgement=form.judgement,
        single=single,
        repeating=tuple(
            RepeatingSection(
                section,
                rows,
                _whole(section.asked_when, own, frozenset()),
                _whole(both(section.asked_when, rows.required_when), own, frozenset()) if rows.required_when else None,
            )
            for section, rows in form.rows
        ),
        asked_when={
            path: alike.setdefault(whole, whole)
            for path, condition in own.items()
            for whole in (_whole(condition, own, frozenset({path})),)
        },
        told_when={r: _whole(r.when, own, frozenset()) for rule in rules for r in rule.recipients},
        names=names,
        required=_some(form, lambda f: f.required),
        conditional=_some(form, lambda f: f.asked_when is not None),
        counting=tuple(f for f in single if f.counts),
        graded={scale: _graded(single, scale) for scale in dict.fromkeys(f.scale for f in single if f.scale)},
    )


def _graded(fields: Iterable[Field], scale: str) -> tuple[Field, ...]:
    return tuple(f for f in fields if f.kind is kinds.GRADE and f.scale == scale)


def _some(form: Form, are_meant: Callable[[Field], bool]) -> Some:
    single = {f.path: f for f in form.fields if f.repeat is None and are_meant(f)}
    rows = {s.id: {f.path.partition("]")[2]: f for f in rows.fields if are_meant(f)} for s, rows in form.rows}
    return Some(single, {section: fields for section, fields in rows.items() if fields})


def _whole(condition: Condition | None, own: Mapping[str, Condition | None], seen: frozenset[str]) -> Condition | None:
    """A field that a condition looks at twice over is taken as it stands: circles end there."""
    match condition:
        case None:
            return None
        case Is(field, _):
            return condition if field in seen else both(condition, _whole(own.get(field), own, seen | {field}))
        case All(of):
            found: Condition | None = None
            for part in of:
                found = both(found, _whole(part, own, seen))
            return found
        case AnyOf(of):
            return AnyOf(tuple(w for part in of if (w := _whole(part, own, seen)) is not None))
        case Not(of):
            inner = _whole(of, own, seen)
            return None if inner is None else Not(inner)


# --- conditions on a submission ------------------------------------------------------------


def met(condition: Condition | None, submission: Submission, row: int | None = None) -> Verdict:
    """Whether the submission meets the condition, in this row where it looks at a repeating
    section's fields. An unanswered field is none of any values; an unreadable one may be any."""
    if row is None:
        return verdict(condition, submission.said.get, submission.unreadable.__contains__)
    return verdict(condition, lambda p: submission.value(at(p, row)), lambda p: at(p, row) in submission.unreadable)


def at(path: str, row: int | None) -> str:
    return path if row is None or "[]" not in path else address.row_path(path, row)


# --- names ---------------------------------------------------------------------------------


def _names(section: Section) -> dict[str, str]:
    match section.content:
        case Questions(_, _, questions):
            return {f.path: f"{_plain(question_name(q))}: {_label(f)}" for q in questions for f in q.fields}
        case Rows(row, fields):
            return {f.path: f"{_plain(row)} {{row}}: {_label(f)}" for f in fields}
        case _:
            return {f.path: f"{_plain(section.title)}: {_label(f)}" for f in section.fields}


def question_name(question: Question) -> str:
    return f"Question {question.number}, “{question.fields[0].question}”"


def _label(field: Field) -> str:
    return _plain(f"“{field.label}”")


def _plain(text: str) -> str:
    """The names are filled in by `format`: braces that stand in a text must stay."""
    return text.replace("{", "{{").replace("}", "}}")
