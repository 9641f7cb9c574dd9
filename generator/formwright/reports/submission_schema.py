"""The JSON Schema of a form's complete submissions, for other people's tools.

It says what the checks say and nothing else: a submission is valid by this schema exactly where
`check` finds it complete. A test holds the two to the same verdict. Two things no schema can say, and `check` alone
does: that one date is before another, and how many decimals a number without quotation marks has.
Where several people fill in the form, in turn, a later part must be complete once it has an answer.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, assert_never

from formwright.answers import address, kinds, spelling
from formwright.answers.kinds import Shape
from formwright.answers.limits import Limits, number
from formwright.model import rules
from formwright.model.conditions import All, AnyOf, Anywhere, Condition, Is, Not, Of, fields_of
from formwright.model.form import Field, Form, Part, Question, Questions, Rows, Section
from formwright.model.rules import Rules, question_name

Schema = dict[str, Any]

NO_ANSWER: Schema = {"$ref": "#/$defs/no-answer"}
AN_ANSWER: Schema = {"not": NO_ANSWER}
NOTHING_TICKED: Schema = {"type": "array", "maxItems": 0}
A_TICK: Schema = {"not": {"anyOf": [NO_ANSWER, NOTHING_TICKED]}}


def schema(form: Form) -> Schema:
    """The JSON Schema (2020-12) of complete and valid submissions of this form."""
    asks = rules.compile(form)
    identity = form.identity
    sections = [s for s in form.sections if s.fields]
    always = [s.id for s in sections if _always_there(s, asks)]
    conditional = [*_answers_when_asked(asks), *_rows_when_needed(asks)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:formwright:submission:{identity.id}:{identity.version}",
        "title": f"{identity.title}: a complete return",
        "description": f"Of version {identity.version}. {identity.summary}",
        "type": "object",
        "properties": {
            "form": {"const": identity.id},
            "version": {"const": identity.version},
            "digest": {
                "description": "The digest of the definition that the return was made from, if it has one.",
                "anyOf": [{"const": identity.digest}, NO_ANSWER],
            },
            **{s.id: _section(s, asks) for s in sections},
        },
        "required": ["form", "version", *always],
        "additionalProperties": False,
        **({"allOf": conditional} if conditional else {}),
        "$defs": {
            "no-answer": {
                "description": "Empty, or nothing visible.",
                "type": ["null", "string"],
                "pattern": spelling.BLANK,
            },
            **{_begun(part.id): _has_begun(part, asks) for part in form.parts[1:]},
        },
    }


# --- what stands there whatever the answers ------------------------------------------------


def _section(section: Section, asks: Rules) -> Schema:
    match section.content:
        case Questions(_, _, questions, after):
            properties = {q.id: _question(q, asks) for q in questions}
            properties |= {_key(f): _field(f, _always_asked(f, asks)) for f in after}
            required = [q.id for q in questions if any(_always_asked(f, asks) for f in q.fields)]
            required += [_key(f) for f in after if _always_asked(f, asks)]
            return _object(section.title, properties, required)
        case Rows():
            return _rows(section, section.content, asks)
        case _:
            return _fields(section.title, section.fields, asks)


def _question(question: Question, asks: Rules) -> Schema:
    return _fields(question_name(question), question.fields, asks)


def _fields(title: str, fields: Iterable[Field], asks: Rules) -> Schema:
    fields = tuple(fields)
    properties = {_key(f): _field(f, _always_asked(f, asks)) for f in fields}
    return _object(title, properties, [_key(f) for f in fields if _always_asked(f, asks)])


def _object(title: str, properties: Schema, required: list[str]) -> Schema:
    """Whole only with what is required; without that it may be left empty."""
    return {
        "title": title,
        "type": "object" if required else ["object", "null"],
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _rows(section: Section, content: Rows, asks: Rules) -> Schema:
    needed = _always_there(section, asks)
    most = content.repeats.maximum
    return {
        "title": section.title,
        "type": "array" if needed else ["array", "null"],
        "items": _fields(content.row, content.fields, asks),
        **({"minItems": content.repeats.minimum} if needed else {}),
        **({} if most is None else {"maxItems": most}),
    }


def _field(field: Field, always: bool) -> Schema:
    described = {"title": field.label, **({"description": _description(field)} if _description(field) else {})}
    spelt = _spelt(field)
    if always:
        return {**described, **spelt}
    if spelt.get("pattern") == spelling.SAYS_SOMETHING:
        return {**described, "type": ["string", "null"]}  # any text, for a blank one is no answer
    return {**described, "anyOf": [spelt, NO_ANSWER, *([NOTHING_TICKED] if field.ticks else [])]}


def _spelt(field: Field) -> Schema:
    """How an answer is spelt where there is one."""
    kind = field.kind
    match kind.shape:
        case Shape.LINE | Shape.BOX:
            pattern = spelling.SAYS_SOMETHING if kind.pattern is None else spelling.untrimmed(kind.pattern)
            json = "integer" if field.limits and field.limits.decimals == 0 else kind.json
            types = "string" if json == "string" else [json, "string"]
            return {"type": types, "pattern": pattern, **_bounds(field.limits)}
        case Shape.DAY:
            return {"type": "string", "format": "date", "pattern": spelling.DATE}
        case Shape.ONE_OF:
            values = [c.value for c in field.choices or ()]
            types = [kind.json, "string"] if kinds.NOT_APPLICABLE[0] in values else kind.json
            return {**({"type": types} if kind.is_whole else {}), "enum": values}
        case Shape.SEVERAL_OF:
            return _ticked(field)
        case _:
            assert_never(kind.shape)


def _bounds(limits: Limits | None) -> Schema:
    """The limits of a number that stands bare, without quotation marks: no pattern is for that. How many decimals it
    has is not said: by a schema nobody can count them in a number, which is kept to the power of two."""
    named = (("minimum", limits.least), ("maximum", limits.most)) if limits else ()
    return {name: number(limit) for name, limit in named if limit is not None}


def _ticked(field: Field) -> Schema:
    """A list of what is ticked: each once, and the one that excludes the others alone."""
    alone = [{"not": {"contains": {"const": field.none}}}, {"maxItems": 1}]
    return {
        "type": "array",
        "items": {"enum": [str(c.value) for c in field.choices or ()]},
        "minItems": 1,
        "uniqueItems": True,
        **({} if field.none is None else {"anyOf": alone}),
    }


def _description(field: Field) -> str:
    grade = field.kind is kinds.GRADE  # whose labels begin with the number
    choices = "; ".join(
        c.label if grade and isinstance(c.value, int) else f"{c.value}: {c.label}" for c in field.choices or ()
    )
    unit = f"In {field.limits.unit}." if field.limits and field.limits.unit else None
    return " ".join(part for part in (field.help, unit, f"{choices}." if choices else None) if part)


def _key(field: Field) -> str:
    return field.path.rsplit(".", 1)[1]


def _always_asked(field: Field, asks: Rules) -> bool:
    return field.required and asks.asked_when[field.path] is None and not _later(field.part, asks)


def _later(part: str | None, asks: Rules) -> str | None:
    """The part, where it need not be filled in before somebody begins it."""
    return part if asks.form.parts and part != asks.form.parts[0].id else None


def _always_there(section: Section, asks: Rules) -> bool:
    for repeating in asks.repeating:
        if repeating.section is section:
            always = repeating.asked_when is None and not _later(section.part, asks)
            return always and repeating.content.repeats.minimum > 0
    return any(_always_asked(f, asks) for f in section.fields)


# --- what depends on the answers -----------------------------------------------------------


def _answers_when_asked(asks: Rules) -> Iterator[Schema]:
    groups: dict[tuple[str | None, Condition | None], list[Wanted]] = {}
    for field in asks.single:
        when = _later(field.part, asks), asks.asked_when[field.path]
        if field.required and when != (None, None):
            groups.setdefault(when, []).append((address.parts(field.path), _an_answer(field)))
    for (part, condition), wanted in groups.items():
        yield _where(part, condition, _answers(wanted))


def _rows_when_needed(asks: Rules) -> Iterator[Schema]:
    for repeating in asks.repeating:
        name, least = repeating.section.id, repeating.content.repeats.minimum
        part = _later(repeating.section.part, asks)
        if least and (part or repeating.asked_when is not None):
            yield _where(part, repeating.asked_when, _at_least(name, least))
        elif not least and repeating.needed_when is not None:
            yield _where(part, repeating.needed_when, _at_least(name, 1))
        for field in repeating.content.fields:
            condition, part = asks.asked_when[field.path], _later(field.part, asks)
            if field.required and condition is not None:
                yield from (_where(part, None, each) for each in _answers_in_rows(name, field, condition))
            elif field.required and part:
                yield _where(
                    part, None, {"properties": {name: {"items": _answers([((_key(field),), _an_answer(field))])}}}
                )


def _where(part: str | None, condition: Condition | None, then: Schema) -> Schema:
    """What must be so where this part is begun and the condition is met."""
    wanted: list[Schema] = [{"$ref": f"#/$defs/{_begun(part)}"}] if part else []
    wanted += [_meets(condition)] if condition is not None else []
    if not wanted:
        return then
    return {"if": wanted[0] if len(wanted) == 1 else {"allOf": wanted}, "then": then}


def _begun(part: str) -> str:
    return f"begun-{part}"


def _has_begun(part: Part, asks: Rules) -> Schema:
    """The schema of what has an answer in this part, but for what the form works out."""
    fields = [field for field in asks.fields.values() if field.part == part.id and field.counts is None]
    return {"description": f"{part.title} has begun.", "anyOf": [_has_an_answer(field) for field in fields]}


def _has_an_answer(field: Field) -> Schema:
    section, *rest = address.parts(field.path)
    if field.repeat is None:
        return _answers([((section, *rest), _an_answer(field))])
    name = section.removesuffix("[]")
    rows = {"type": "array", "contains": _answers([(tuple(rest), _an_answer(field))])}
    return {"type": "object", "required": [name], "properties": {name: rows}}


def _at_least(name: str, rows: int) -> Schema:
    return {"required": [name], "properties": {name: {"type": "array", "minItems": rows}}}


def _answers_in_rows(name: str, field: Field, condition: Condition) -> Iterator[Schema]:
    """A row's schema cannot look outside the row. So the condition is taken apart into cases, and
    each case into what stands outside and what stands in the row."""
    for case in _cases(condition, True):
        outside = [literal for literal in case if not _is_in_row(literal)]
        inside = [literal for literal in case if _is_in_row(literal)]
        wanted = _answers([((_key(field),), _an_answer(field))])
        rows = {"if": {"allOf": [_meets(i, in_row=True) for i in inside]}, "then": wanted} if inside else wanted
        then = {"properties": {name: {"items": rows}}}
        yield {"if": {"allOf": [_meets(o) for o in outside]}, "then": then} if outside else then


def _is_in_row(literal: Is | Not) -> bool:
    return any("[]" in path for path in fields_of(literal))


def _cases(condition: Condition, wanted: bool) -> list[list[Is | Not]]:
    """The condition, or its opposite, as cases of which one must hold; each is a list of what must
    hold together."""
    match condition:
        case Is():
            return [[condition if wanted else Not(condition)]]
        case Not(of):
            return _cases(of, not wanted)
        case All(of) | AnyOf(of) | Anywhere(_, _, of):
            parts = [_cases(part, wanted) for part in of]
            if isinstance(condition, All) == wanted:
                return [[literal for case in together for literal in case] for together in product(*parts)]
            return [case for part in parts for case in part]


def _meets(condition: Condition, in_row: bool = False) -> Schema:
    """The schema of what meets a condition; `in_row`, the row's fields stand at the top."""
    match condition:
        case Is(field, wanted, of):
            steps = address.parts(field)[1:] if in_row else address.parts(field)
            found: Schema = {"enum": list(wanted)}
            if of is Of.ANY:
                found = {"type": "array", "contains": found}
            elif of is Of.ALL:
                found = {"type": "array", "allOf": [{"contains": {"const": value}} for value in wanted]}
            for step in reversed(steps):
                found = {"type": "object", "required": [step], "properties": {step: found}}
            return found
        case Not(of):
            return {"not": _meets(of, in_row)}
        case All(of):
            return {"allOf": [_meets(part, in_row) for part in of]}
        case AnyOf(of) | Anywhere(_, _, of):
            return {"anyOf": [_meets(part, in_row) for part in of]}


Wanted = tuple[tuple[str, ...], Schema]
"""The steps to an answer that must be there, and what any answer is."""


def _an_answer(field: Field) -> Schema:
    return A_TICK if field.ticks else AN_ANSWER


def _answers(wanted: list[Wanted]) -> Schema:
    """The schema of what has an answer at each of these paths."""
    below: dict[str, list[Wanted]] = {}
    for (first, *rest), answer in wanted:
        below.setdefault(first, []).append((tuple(rest), answer))
    properties = {name: rest[0][1] if rest[0][0] == () else _answers(rest) for name, rest in below.items()}
    return {"type": "object", "required": list(properties), "properties": properties}
