"""What a form asks of a submission, worked out once from its definition for any number of returns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from formwright.answers import address, kinds
from formwright.diagnostics import Diagnostic
from formwright.model.conditions import All, AnyOf, Anywhere, Condition, Is, Not, Verdict, both, verdict
from formwright.model.form import Field, Form, Question, Questions, Recipient, Rows, Section
from formwright.model.framework import Framework
from formwright.model.release import Release
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
    """`fields` are all of the form's, by path, `single` those that stand once, `repeating` the sections whose
    fields repeat. `required` and `conditional` are the fields that are so by themselves, `ordered` the dates that
    must not be before or after others, `typed` what is written in free
    words, `later` what others than the first fill in, but for what the form works out, `counting` that, and `graded`
    the grades of each scale.
    `asked_when` has each field's whole condition by path: an answer counts only where it is asked
    itself, so a condition takes in those of the fields that it looks at. `told_when` has the same
    for those who are told, `also_when` for the rules that hold whatever the judgement. `judgements` are the fields
    of which the worst counts. `names` are the fields' names for a person.
    Of a version that was released, `release` is what it was, and `words` are the framework's by which a return of it
    is judged; None where those of today are. `unusable` says why a version that was asked for is not this one."""

    form: Form
    judgement: Field | None
    judgements: tuple[Field, ...]
    fields: Mapping[str, Field]
    single: tuple[Field, ...]
    repeating: tuple[RepeatingSection, ...]
    asked_when: Mapping[str, Condition | None]
    told_when: Mapping[Recipient, Condition | None]
    also_when: tuple[Condition | None, ...]
    names: Mapping[str, str]
    required: Some
    conditional: Some
    ordered: Some
    later: Some
    typed: Some
    counting: tuple[Field, ...]
    graded: Mapping[str, tuple[Field, ...]]
    release: Release | None = None
    words: Framework | None = None
    unusable: Diagnostic | None = None

    def name(self, field: Field, row: int | None = None) -> str:
        """The field as a person would name it, such as: Action 1: “Who?”."""
        return self.names[field.path].format(row="" if row is None else row + 1)

    def counting_judgements(self, submission: Submission) -> tuple[tuple[Field, str], ...]:
        """The judgements that say who is told: the worst of those that can be read, with its field. Where they are
        chosen from a list that is no scale none is worse than another, and each counts."""
        said = submission.said
        read = [(field, str(said[field.path])) for field in self.judgements if field.path in said]
        if not read or self.judgements[0].scale is None:
            return tuple({value: (field, value) for field, value in reversed(read)}.values())[::-1]
        worst_last = [choice.value for choice in self.judgements[0].choices or ()]
        return (max(read, key=lambda one: worst_last.index(one[1])),)

    def asked(self, field: Field, submission: Submission, row: int | None = None) -> Verdict:
        condition = self.asked_when[field.path]
        return condition is None or met(condition, submission, row)


def compile(form: Form) -> Rules:
    names: dict[str, str] = {}
    for section in form.sections:
        names.update(_names(section))
    recipients = form.escalation.recipients if form.escalation else ()
    also = form.escalation.also if form.escalation else ()
    whole = _Wholes({f.path: f.asked_when for f in form.fields})
    single = tuple(f for f in form.fields if f.repeat is None)
    alike: dict[Condition | None, Condition | None] = {}  # so that what is the same is one
    return Rules(
        form=form,
        judgement=form.judgement,
        judgements=form.judgements,
        fields={f.path: f for f in form.fields},
        single=single,
        repeating=tuple(
            RepeatingSection(
                section,
                rows,
                whole.of(section.asked_when),
                whole.of(both(section.asked_when, rows.required_when)) if rows.required_when else None,
            )
            for section, rows in form.rows
        ),
        asked_when={path: alike.setdefault(found, found) for path, found in whole.by_path()},
        told_when={r: whole.of(r.when) for r in recipients},
        also_when=tuple(whole.of(a.when) for a in also),
        names=names,
        required=_some(form, lambda f: f.required),
        conditional=_some(form, lambda f: f.asked_when is not None),
        ordered=_some(form, lambda f: f.not_before is not None or f.not_after is not None),
        later=_some(form, lambda f: f.part is not None and f.part != form.parts[0].id and f.counts is None),
        typed=_some(form, lambda f: f.kind in (kinds.TEXT, kinds.LONG_TEXT)),
        counting=tuple(f for f in single if f.counts),
        graded={scale: _graded(single, scale) for scale in dict.fromkeys(f.scale for f in single if f.scale)},
    )


def _graded(fields: Iterable[Field], scale: str) -> tuple[Field, ...]:
    return tuple(f for f in fields if f.kind is kinds.GRADE and f.scale == scale)


def _some(form: Form, are_meant: Callable[[Field], bool]) -> Some:
    single = {f.path: f for f in form.fields if f.repeat is None and are_meant(f)}
    rows = {s.id: {f.path.partition("]")[2]: f for f in rows.fields if are_meant(f)} for s, rows in form.rows}
    return Some(single, {section: fields for section, fields in rows.items() if fields})


class _Wholes:
    """Conditions with those of the fields that they look at; each field's is worked out once."""

    def __init__(self, own: Mapping[str, Condition | None]) -> None:
        self._own = own
        self._known: dict[str, Condition | None] = {}

    def by_path(self) -> Iterator[tuple[str, Condition | None]]:
        return ((path, self._of_field(path)) for path in self._own)

    def of(self, condition: Condition | None) -> Condition | None:
        match condition:
            case None:
                return None
            case Is(field, _):
                return both(condition, self._of_field(field))
            case All(of):
                return both(*map(self.of, of))
            case AnyOf(of):
                return AnyOf(tuple(whole for part in of if (whole := self.of(part)) is not None))
            case Not(of):
                inner = self.of(of)
                return None if inner is None else Not(inner)
            case Anywhere(of=of):
                return replace(condition, of=tuple(whole for part in of if (whole := self.of(part)) is not None))

    def _of_field(self, path: str) -> Condition | None:
        if path not in self._known:
            self._known[path] = None  # so that a circle, which no definition can say, ends here
            self._known[path] = self.of(self._own.get(path))
        return self._known[path]


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
        case Questions(_, _, questions, after):
            names = {f.path: f"{_plain(question_name(q))}: {_label(f)}" for q in questions for f in q.fields}
            return names | {f.path: f"{_plain(section.title)}: {_label(f)}" for f in after}
        case Rows(row, fields):
            return {f.path: f"{_plain(row)} {{row}}: {_label(f)}" for f in fields}
        case _:
            return {f.path: f"{_plain(section.title)}: {_label(f)}" for f in section.fields}


def question_name(question: Question) -> str:
    return f"Question {question.shown}, {_quoted(question)}" if question.shown else f"Question {_quoted(question)}"


def _quoted(question: Question) -> str:
    return f"“{question.fields[0].question}”"


def _label(field: Field) -> str:
    return _plain(f"“{field.name}”")


def _plain(text: str) -> str:
    """The names are filled in by `format`: braces that stand in a text must stay."""
    return text.replace("{", "{{").replace("}", "}}")
