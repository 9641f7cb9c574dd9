"""From a definition whose shape and meaning are sound to its model."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

from formwright.answers import kinds
from formwright.answers.kinds import KINDS, Kind, Source
from formwright.document.prose import in_words
from formwright.marked import Mapping
from formwright.model import conditions
from formwright.model.conditions import Condition
from formwright.model.duties import Duties, Duty, Every, Within
from formwright.model.form import (
    Choice,
    Counts,
    Escalation,
    Field,
    Fields,
    Form,
    Passage,
    Question,
    Questions,
    Recipient,
    Repeats,
    Rows,
    Rule,
    Section,
)
from formwright.model.framework import (
    Appendix,
    Body,
    ChoiceList,
    Framework,
    Grade,
    Holder,
    Mailbox,
    Organisation,
    Role,
    Scale,
    ServiceArea,
    Team,
)
from formwright.model.guide import Column as GridColumn
from formwright.model.guide import Grid, Guide, Point
from formwright.model.guide import Part as GuidePart
from formwright.model.handbook import Box
from formwright.model.identity import Identity
from formwright.model.programme import Column, Period, Programme
from formwright.model.standards import Group, Standard, Standards
from formwright.model.standards import Passage as StandardsPassage
from formwright.model.terms import Part, TermsOfReference

Definition = Form | Standards | Programme | TermsOfReference | Guide


def framework(data: Mapping) -> Framework:
    return Framework(
        title=str(data["title"]),
        version=str(data["version"]),
        issued=str(data["issued"]),
        language=str(data["language"]),
        organisation=Organisation(str(data["organisation"]["name"]), str(data["organisation"]["service"])),
        roles=tuple(Role(str(r["id"]), str(r["title"]), _texts(r.get("aliases"))) for r in data["roles"]),
        service_areas=tuple(
            ServiceArea(str(a["id"]), str(a["label"]), _texts(a.get("aliases"))) for a in data["service_areas"]
        ),
        choices=tuple(
            ChoiceList(str(c["id"]), str(c["title"]), _choices(c["choices"])) for c in data.get("choices", ())
        ),
        scales=tuple(
            Scale(
                str(s["id"]),
                str(s["title"]),
                tuple(Grade(str(g["id"]), int(g["grade"]), str(g["label"]), str(g["meaning"])) for g in s["grades"]),
            )
            for s in data.get("scales", ())
        ),
        mailboxes=tuple(Mailbox(str(m["id"]), str(m["title"]), str(m["address"])) for m in data.get("mailboxes", ())),
        bodies=tuple(Body(str(b["id"]), str(b["title"]), _texts(b.get("aliases"))) for b in data.get("bodies", ())),
        appendices=tuple(Appendix(str(a["number"]), str(a["title"])) for a in data.get("appendices", ())),
        teams=tuple(
            Team(str(t["id"]), str(t["label"]), _text(t.get("service_area")), _texts(t.get("aliases")))
            for t in data.get("teams", ())
        ),
    )


def holder(data: Mapping) -> Holder:
    area, team = _text(data.get("service_area")), _text(data.get("team"))
    return Holder(str(data["role"]), str(data["name"]), str(data["email"]), area, team)


def definition(data: Mapping, words: Framework) -> Definition:
    """The model of a document's definition, with the digest of all that it says."""
    kinds: dict[str, Callable[[Mapping, Framework], Definition]] = {
        "form": _form,
        "standards": _standards,
        "programme": _programme,
        "terms-of-reference": _terms,
        "guide": _guide,
    }
    built = kinds[str(data["kind"])](data, words)
    return replace(built, identity=replace(built.identity, digest=digest(built)))


def digest(*parts: Any) -> str:
    """The SHA-256 of all that these models, texts and numbers say."""
    text = json.dumps(parts, default=_by_name, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _by_name(model: Any) -> dict[str, Any]:
    """What a model says, by name. What models can say since is left out as long as it is not said: else every
    form that was handed out before would count as changed."""
    return {
        field.name: getattr(model, field.name)
        for field in fields(model)
        if not ("added" in field.metadata and getattr(model, field.name) == field.default)
    }


def identity(data: Mapping) -> Identity:
    """What a definition says of itself; its digest is not known yet."""
    return Identity(
        id=str(data["id"]),
        kind=str(data["kind"]),
        title=str(data["title"]),
        version=str(data["version"]),
        issued=str(data["issued"]),
        summary=str(data["summary"]),
        audience=str(data["audience"]),
        appendix=_text(data.get("appendix")),
        source_note=_text(data.get("source_note")),
        landscape=data.get("landscape") == "true",
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _texts(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(v) for v in values or ())


# --- forms ---------------------------------------------------------------------------------


def _form(data: Mapping, words: Framework) -> Form:
    values = ValueOf(data)
    number = 0
    sections = []
    for raw in data["sections"]:
        section = _section(raw, words, values, number)
        if isinstance(section.content, Questions):
            number += len(section.content.questions)
        sections.append(section)
    return Form(
        identity=identity(data),
        sections=tuple(sections),
        introduction=_text(data.get("introduction")),
        escalation=_escalation(data.get("escalation"), values),
        nobody=_text(data.get("escalation", {}).get("nobody")),
    )


class ValueOf:
    """How a value that a condition names is stored: a grade as a whole number, all else as text."""

    def __init__(self, data: Mapping) -> None:
        self.controls = {path: str(raw["control"]) for path, raw in raw_fields(data)}

    def __call__(self, path: str, value: str) -> str | int:
        return int(value) if self.controls.get(path) == kinds.GRADE.name else str(value)


def condition(raw: Mapping | None, values: ValueOf) -> Condition | None:
    """The condition that a definition writes; `values` says how the values it names are stored."""
    if raw is None:
        return None
    if "field" in raw:
        path = str(raw["field"])
        return conditions.Is(path, tuple(values(path, v) for v in raw["in"]))
    if "not" in raw:
        part = condition(raw["not"], values)
        return conditions.Not(part) if part is not None else None
    parts = tuple(p for r in raw.get("all", raw.get("any", ())) if (p := condition(r, values)) is not None)
    return conditions.All(parts) if "all" in raw else conditions.AnyOf(parts)


def raw_fields(data: Mapping) -> Iterable[tuple[str, Mapping]]:
    """Every field of a form's definition with its path, in order; an answer once a question."""
    for section in data["sections"]:
        for _, path, raw in fields_of_section(section):
            yield path, raw


def fields_of_section(section: Mapping) -> Iterable[tuple[Mapping, str, Mapping]]:
    """Each field of a section: the question that it answers (else the field itself), path, field."""
    prefix = f"{section['id']}[]" if "repeat" in section else str(section["id"])
    for raw in section.get("fields", ()):
        yield raw, f"{prefix}.{raw['id']}", raw
    for question in section.get("questions", ()):
        for raw in fields_of_question(section, question):
            yield question, f"{prefix}.{question['id']}.{raw['id']}", raw


def fields_of_question(section: Mapping, question: Mapping) -> tuple[Mapping, ...]:
    """What a question is answered by: whether it applies, the section's answers, fields of its own."""
    return (*_applies(question), *section["answers"], *question.get("fields", ()))


def _applies(question: Mapping) -> tuple[Mapping, ...]:
    """The two fields that let an auditor say, with a reason, that a question does not apply."""
    if question.get("may_not_apply") != "true":
        return ()
    applies, reason = Mapping(question.at), Mapping(question.at)
    applies.update(id="applies", label="Does this apply?", control="yes-no")
    reason.update(id="not_applicable_because", label="If it does not apply: why not?", control="text")
    return applies, reason


def _section(raw: Mapping, words: Framework, values: ValueOf, number: int) -> Section:
    asked = condition(raw.get("asked_when"), values)
    content: Fields | Questions | Rows | Passage
    if "questions" in raw:
        content = Questions(
            heading=str(raw.get("ask", "Question")),
            answers=tuple(str(a["id"]) for a in raw["answers"]),
            questions=tuple(
                _question(raw, question, n, asked, words, values)
                for n, question in enumerate(raw["questions"], number + 1)
            ),
        )
    elif "repeat" in raw:
        repeats = Repeats(int(raw["repeat"].get("min", 0)), _number(raw["repeat"].get("max")))
        content = Rows(
            row=str(raw.get("row", "Row")),
            fields=tuple(
                replace(_field(f, f"{raw['id']}[]", asked, words, values), repeat=repeats) for f in raw["fields"]
            ),
            repeats=repeats,
            blank_rows=int(raw["repeat"].get("blank_rows", max(3, repeats.minimum))),
            required_when=condition(raw.get("required_when"), values),
        )
    elif "fields" in raw:
        content = Fields(tuple(_field(f, str(raw["id"]), asked, words, values) for f in raw["fields"]))
    else:
        content = Passage()
    return Section(str(raw["id"]), str(raw["title"]), content, _text(raw.get("text")), asked)


def _question(
    section: Mapping, raw: Mapping, number: int, asked: Condition | None, words: Framework, values: ValueOf
) -> Question:
    asked = conditions.both(asked, condition(raw.get("asked_when"), values))
    prefix = f"{section['id']}.{raw['id']}"
    extra = _applies(raw)
    applies = conditions.Is(f"{prefix}.applies", ("yes",)) if extra else None
    fields = [
        _field(f, prefix, conditions.both(asked, applies), words, values)
        for f in (*section["answers"], *raw.get("fields", ()))
    ]
    if extra:
        because = conditions.both(asked, conditions.Is(f"{prefix}.applies", ("no",)))
        first = (_field(extra[0], prefix, asked, words, values), _field(extra[1], prefix, because, words, values))
        fields = [*first, *fields]
    return Question(
        id=str(raw["id"]),
        number=number,
        ask=str(raw["ask"]),
        fields=tuple(replace(f, question=in_words(str(raw["ask"]))) for f in fields),
        guidance=_text(raw.get("guidance")),
        standards=_texts(raw.get("standards")),
        asked_when=asked,
    )


def _field(raw: Mapping, prefix: str, asked: Condition | None, words: Framework, values: ValueOf) -> Field:
    kind = KINDS[str(raw["control"])]
    source = raw.get("choices", raw.get("scale"))
    return Field(
        path=f"{prefix}.{raw['id']}",
        label=str(raw["label"]),
        control=kind.name,
        required=raw.get("required", "true") == "true",
        asked_when=conditions.both(asked, condition(raw.get("asked_when"), values)),
        choices=choices_of(kind, source, words),
        hint=_text(raw.get("hint")),
        scale=str(source) if isinstance(source, str) and any(s.id == source for s in words.scales) else None,
        group=_text(raw.get("group")),
        counts=_counts(raw["counts"], words) if "counts" in raw else None,
    )


def _counts(raw: Mapping, words: Framework) -> Counts:
    scale = words.scale(str(raw["scale"]))
    return Counts(scale.id, next(g.grade for g in scale.grades if g.id == raw["value"]))


def choices_of(kind: Kind, source: Any, words: Framework) -> tuple[Choice, ...] | None:
    """What can be chosen: from the framework's lists and scales, or from a list written in place."""
    match kind.options:
        case None:
            return None
        case Source.SCALE:
            grades = words.scale(str(source)).grades
            return tuple(Choice(g.grade, f"{g.grade} – {g.label}", g.meaning) for g in grades)
        case Source.LIST:
            return _listed(source, words)
        case fixed:
            return tuple(Choice(value, label) for value, label in fixed)


def _listed(source: Any, words: Framework) -> tuple[Choice, ...]:
    if not isinstance(source, str):
        return _choices(source)
    if source == "service-areas":
        return tuple(Choice(a.id, a.label) for a in words.service_areas)
    if source == "teams" and words.teams:
        return tuple(Choice(t.id, t.label) for t in words.teams)
    for scale in words.scales:
        if scale.id == source:
            return tuple(Choice(g.id, g.label, g.meaning) for g in scale.grades)
    return next(c.choices for c in words.choices if c.id == source)


def _choices(raw: Iterable[Mapping]) -> tuple[Choice, ...]:
    return tuple(Choice(str(c["id"]), str(c["label"]), _text(c.get("meaning"))) for c in raw)


def _number(value: Any) -> int | None:
    return None if value is None else int(value)


def _escalation(raw: Mapping | None, values: ValueOf) -> Escalation | None:
    if raw is None or "nobody" in raw:
        return None
    return Escalation(
        judgement=str(raw["judgement"]),
        rules=tuple(
            Rule(str(judgement), tuple(_recipient(r, values) for r in recipients))
            for judgement, recipients in raw["tell"].items()
        ),
        copy_to=_texts(raw.get("copy_to")),
    )


def _recipient(raw: str | Mapping, values: ValueOf) -> Recipient:
    if isinstance(raw, str):
        return Recipient(str(raw))
    return Recipient(str(raw["role"]), condition(raw.get("when"), values))


# --- documents that are only read ----------------------------------------------------------


def _standards(data: Mapping, words: Framework) -> Standards:
    return Standards(
        identity=identity(data),
        opening=tuple(
            StandardsPassage(str(p["title"]), str(p["text"]), p.get("important") == "true")
            for p in data.get("opening", ())
        ),
        groups=tuple(
            Group(
                id=str(g["id"]),
                number=str(g["number"]),
                title=str(g["title"]),
                standards=tuple(Standard(str(s["id"]), str(s["text"]), _text(s.get("topic"))) for s in g["standards"]),
            )
            for g in data["groups"]
        ),
        closing=_text(data.get("closing")),
    )


def _programme(data: Mapping, words: Framework) -> Programme:
    columns = tuple(Column(str(c["id"]), str(c["title"]), _texts(c.get("service_areas"))) for c in data["columns"])
    return Programme(
        identity=identity(data),
        period_heading=str(data["period_heading"]),
        columns=columns,
        periods=tuple(
            Period(
                id=str(p["id"]),
                title=str(p["title"]),
                starts=str(p["from"]),
                ends=str(p["to"]),
                focus=tuple(str(p["focus"][c.id]) for c in columns),
            )
            for p in data["periods"]
        ),
        introduction=_text(data.get("introduction")),
    )


def _terms(data: Mapping, words: Framework) -> TermsOfReference:
    return TermsOfReference(
        identity=identity(data),
        parts=tuple(Part(str(p["id"]), str(p["title"]), str(p["text"])) for p in data["sections"]),
        introduction=_text(data.get("introduction")),
    )


def _guide(data: Mapping, words: Framework) -> Guide:
    return Guide(
        identity=identity(data),
        parts=tuple(_part(p) for p in data["sections"]),
        introduction=_text(data.get("introduction")),
    )


def _part(raw: Mapping) -> GuidePart:
    return GuidePart(
        id=str(raw["id"]),
        title=str(raw["title"]),
        number=_text(raw.get("number")),
        text=_text(raw.get("text")),
        points=_points(raw.get("points", ())),
        table=_grid(raw["table"]) if "table" in raw else None,
        after=_text(raw.get("after")),
        parts=tuple(_part(p) for p in raw.get("sections", ())),
    )


def _points(raw: Iterable[str | Mapping]) -> tuple[Point, ...]:
    return tuple(
        Point(str(p)) if isinstance(p, str) else Point(str(p["text"]), _points(p.get("points", ()))) for p in raw
    )


def _grid(raw: Mapping) -> Grid:
    columns = tuple(GridColumn(str(c["id"]), str(c["title"]), int(c["width"])) for c in raw["columns"])
    rows = tuple(tuple(str(r.get(c.id, "")) for c in columns) for r in raw["rows"])
    return Grid(str(raw["caption"]), columns, rows)


def duties(data: Mapping) -> Duties:
    """The duties and deadlines that a definition lists."""
    return Duties(
        identity=identity(data),
        duties=tuple(_duty(d) for d in data["duties"]),
        introduction=_text(data.get("introduction")),
    )


def _duty(raw: Mapping) -> Duty:
    every, within, tool = raw.get("every"), raw.get("within"), raw.get("tool", ())
    return Duty(
        id=str(raw["id"]),
        group=str(raw["group"]),
        who=_texts(raw.get("who")),
        who_text=str(raw["who_text"]),
        what=str(raw["what"]),
        to=str(raw["to"]),
        section=str(raw["section"]),
        checked=str(raw["checked"]),
        how_many=_number(raw.get("how_many")),
        unit=_text(raw.get("unit")),
        every=Every(int(every["n"]), str(every["unit"])) if every else None,
        within=_within(within) if within else None,
        event=_text(raw.get("event")),
        tool=(str(tool),) if isinstance(tool, str) else _texts(tool),
        printed=_text(raw.get("printed")),
        note=_text(raw.get("note")),
    )


def _within(raw: Mapping) -> Within:
    return Within(int(raw["n"]), str(raw["unit"]), str(raw["of"]), raw.get("before") == "true")


def box(raw: Mapping) -> Box:
    """One box of a figure."""
    return Box(str(raw["title"]), str(raw.get("text", "")), _texts(raw.get("points")))
