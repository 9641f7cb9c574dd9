"""A form as a document: its heading, its questions, its rows, and who is told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from formwright.answers import kinds
from formwright.answers.kinds import Kind, Shape
from formwright.compose import turns, words
from formwright.compose.base import Texts, document
from formwright.compose.words import Resolve
from formwright.document import nodes, prose
from formwright.document.nodes import Block, Blocks, Text
from formwright.model.conditions import Condition
from formwright.model.form import (
    Also,
    Choice,
    Field,
    Fields,
    Form,
    OtherDate,
    Passage,
    Question,
    Questions,
    Recipient,
    Rows,
    Section,
)
from formwright.model.framework import Framework, Scale


def compose(form: Form, framework: Framework, resolve: Resolve | None = None) -> nodes.Document:
    """The form as people see it, in the order of its sections."""
    text = Texts(framework, resolve)
    blocks: list[Block] = [
        *text.blocks(form.introduction),
        *turns.opening(form, framework),
        *_scales(form, framework),
    ]
    for section in form.sections:
        blocks.extend(_section(section, form, text))
    blocks.extend(_escalation(form, framework))
    nobody = " ".join((form.nobody or "").split())
    composed = document(form.identity, framework, tuple(blocks))
    return replace(composed, turns=turns.turns(form), scales=_meanings(form, framework), nobody=nobody)


def _used(form: Form, framework: Framework) -> tuple[Scale, ...]:
    """The scales that the form grades by."""
    used = {f.scale for f in form.fields if f.kind is kinds.GRADE}
    return tuple(scale for scale in framework.scales if scale.id in used)


def _meanings(form: Form, framework: Framework) -> tuple[nodes.Scale, ...]:
    return tuple(
        nodes.Scale(
            scale.id,
            tuple(nodes.Option(str(g.grade), f"{g.grade} – {g.label}", g.meaning) for g in scale.grades),
        )
        for scale in _used(form, framework)
    )


def _scales(form: Form, framework: Framework) -> Blocks:
    """What each grade means, for every scale that the form grades by."""
    return tuple(
        nodes.Table(
            caption="What the grades mean",
            columns=(
                nodes.Column((Text("Grade"),), 8),
                nodes.Column((Text(scale.title),), 20),
                nodes.Column((Text("When to give it"),), 72),
            ),
            rows=tuple(
                nodes.Row((_paragraph(str(g.grade)), _paragraph(g.label), _paragraph(g.meaning))) for g in scale.grades
            ),
            caption_shown=True,
        )
        for scale in _used(form, framework)
    )


def _paragraph(text: str) -> Blocks:
    return (nodes.Paragraph((Text(text),)),)


def _section(section: Section, form: Form, text: Texts) -> Blocks:
    heading = nodes.Heading(2, (Text(section.title),), f"section-{section.id.replace('_', '-')}", section.number)
    above = (heading, *turns.of_section(section, form), *_condition(section, form), *text.blocks(section.text))
    match section.content:
        case Fields(fields):
            return (*above, _fields(section, fields, form))
        case Questions(after=after):
            under = (_fields(section, after, form),) if after else ()
            return (*above, *_groups(section, section.content, form, text), *under)
        case Rows():
            return (*above, _rows(section, section.content, form))
        case Passage():
            return above


def _condition(section: Section, form: Form) -> Blocks:
    """When the section is asked: said once, not at each of its fields."""
    found = words.asked(section.asked_when, form, "Answer this part only")
    return (nodes.Paragraph((nodes.Emphasis((Text(found.words),)),)),) if found else ()


def _fields(section: Section, fields: Iterable[Field], form: Form) -> nodes.Fields:
    return nodes.Fields(section.title, tuple(_input(f, form, section.asked_when) for f in fields))


def _groups(section: Section, content: Questions, form: Form, text: Texts) -> Iterator[Block]:
    """The questions, those under each heading by themselves."""
    starts = [n for n, question in enumerate(content.questions) if n == 0 or question.heading]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        questions = content.questions[start:end]
        heading = questions[0].heading
        if heading:
            anchor = f"above-{section.id}-{questions[0].id}".replace("_", "-")
            yield nodes.Heading(3, (Text(heading),), anchor)
        found = _questions(section, replace(content, questions=questions), form, text)
        yield replace(found, legend=heading, level=4) if heading else found


def _questions(section: Section, content: Questions, form: Form, text: Texts) -> nodes.Questions:
    answers = [f for f in content.questions[0].fields if _last(f) in content.answers]
    return nodes.Questions(
        legend=section.title,
        ask_heading=content.heading,
        columns=tuple(_column(f, f.kind.widths[0]) for f in answers),
        questions=tuple(_question(section, q, content, form, text) for q in content.questions),
    )


def _row_columns(content: Rows) -> tuple[nodes.Column, ...]:
    """Columns whose width is not said share what the others leave."""
    said = sum(f.width or 0 for f in content.fields)
    usual = sum(f.kind.widths[1] for f in content.fields if f.width is None)
    left = max(100 - said, len(content.fields)) / usual if said and usual else 1
    return tuple(_column(f, max(1, round(f.kind.widths[1] * left))) for f in content.fields)


def _column(field: Field, usual: int) -> nodes.Column:
    return nodes.Column((Text(field.name),), field.width or usual, is_said=field.width is not None)


def _question(section: Section, question: Question, content: Questions, form: Form, text: Texts) -> nodes.Question:
    ask = text.inlines(question.ask)
    named = f"{nodes.dotted(question.shown)} {prose.plain(ask)}".lstrip()
    path = f"{section.id}.{question.id}"
    inputs = {_last(f): _input(f, form, question.asked_when, named, path) for f in question.fields}
    return nodes.Question(
        number=question.shown,
        ask=ask,
        anchor=f"question-{section.id}-{question.id}".replace("_", "-"),
        inputs=tuple(inputs[name] for name in content.answers),
        guidance=text.blocks(question.guidance),
        asked=words.asked(question.asked_when, form, "Answer only", section.asked_when),
        further=tuple(found for name, found in inputs.items() if name not in content.answers),
    )


def _last(field: Field) -> str:
    return field.path.rsplit(".", 1)[1]


def _rows(section: Section, content: Rows, form: Form) -> nodes.Repeat:
    groups = [nodes.ColumnGroup(turns.of_group(each, section, form), len(each[1])) for each in turns.groups(section)]
    return nodes.Repeat(
        path=section.id,
        legend=section.title,
        row_name=content.row,
        columns=_row_columns(content),
        inputs=tuple(_input(f, form, section.asked_when, content.row) for f in content.fields),
        minimum=content.repeats.minimum,
        maximum=content.repeats.maximum,
        blank_rows=content.blank_rows,
        groups=tuple(groups) if any(g.heading for g in groups) else (),
        needed=words.asked(content.required_when, form, "At least one is needed"),
        part=section.part,
    )


def _input(
    field: Field, form: Form, given: Condition | None, within: str | None = None, question: str | None = None
) -> nodes.Input:
    """One field. `given` is the condition that is said above it, `within` what it belongs to: its question, or its
    kind of row; `question` is the path of the question."""
    return nodes.Input(
        path=field.path,
        label=field.name,
        full_label=_joined(within, field.name) if within else _full_label(field, form),
        widget=_widget(field),
        required=field.required,
        hint=" ".join(filter(None, (turns.of_field(field, form), field.help))) or None,
        asked=words.asked(field.asked_when, form, "Answer only", given, question),
        not_before=_other(field.not_before),
        not_after=_other(field.not_after),
        part=field.part,
        by=turns.by(field.part, form),
    )


def _other(date: OtherDate | None) -> nodes.OtherDate | None:
    return nodes.OtherDate(date.path, date.label) if date else None


def _full_label(field: Field, form: Form) -> str:
    """The label, with its section's title where another field of the form has the same."""
    if sum(f.label == field.label for f in form.fields) == 1:
        return field.name
    section = next(s for s in form.sections if field in s.fields)
    return _joined(section.title, field.name)


def _joined(of: str, label: str) -> str:
    """A field with what it belongs to: after a question mark no colon is wanted."""
    return f"{of} {label}" if of.endswith("?") else f"{of}: {label}"


def _widget(field: Field) -> nodes.Widget:
    kind = field.kind
    match kind.shape:
        case Shape.LINE:
            return nodes.Line(kind, str(field.counts.grade) if field.counts else None, field.unit)
        case Shape.BOX:
            return nodes.Box(3 if field.question or field.repeat else 5, kind)
        case Shape.DAY:
            return nodes.DateBox(kind)
        case Shape.ONE_OF:
            scale = field.scale if kind is kinds.GRADE else None
            return nodes.Pick(tuple(_option(c, kind) for c in field.choices or ()), kind, scale)
        case Shape.SEVERAL_OF:
            return nodes.Ticks(tuple(_option(c, kind) for c in field.choices or ()), kind, field.none)
        case _:
            assert_never(kind.shape)


def _option(choice: Choice, kind: Kind) -> nodes.Option:
    """What grades mean stands once, in a table at the top, not under each of many questions."""
    return nodes.Option(str(choice.value), choice.label, None if kind is kinds.GRADE else choice.meaning)


def _escalation(form: Form, framework: Framework) -> Blocks:
    escalation, field = form.escalation, form.judgement
    if escalation is None:
        return ()
    boxes = [framework.mailbox(m) for m in escalation.copy_to]
    outcomes = []
    for choice in (field.choices or ()) if field else ():
        rule = escalation.rule_for(choice.value)
        told = tuple(_told(r, form, framework) for r in rule.recipients) if rule else ()
        outcomes.append(nodes.Outcome(str(choice.value), choice.label, told))
    return (
        nodes.Heading(2, (Text("Who will be notified"),), "who-will-be-told"),
        nodes.Escalation(
            judgements=escalation.judgements,
            heading=words.judged_by(form),
            outcomes=tuple(outcomes),
            copies=tuple((b.title, b.address) for b in boxes),
            also=tuple(_also(also, form, framework) for also in escalation.also),
            default=tuple(_told(Recipient(role), form, framework) for role in escalation.default),
            default_label=words.NO_JUDGEMENT if field else words.OTHERWISE,
            note=words.several_judgements(form),
            is_ranked=field is None or field.scale is not None,
        ),
        *(nodes.Paragraph((Text(said),)) for said in words.respond(form)),
    )


def _also(also: Also, form: Form, framework: Framework) -> nodes.ToldAlso:
    asked = None if also.when is None else words.condition(also.when, form)
    told = tuple(_told(r, form, framework) for r in also.recipients)
    return nodes.ToldAlso(words.also(also, form), asked, told, also.reason or "")


def _told(recipient: Recipient, form: Form, framework: Framework) -> nodes.Told:
    return nodes.Told(recipient.role, words.whom(recipient, framework), words.asked(recipient.when, form, "Only"))
