"""One definition, normalised: as the contract's JSON and as a text to read."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from formwright.answers.limits import Limits, number
from formwright.compose import words
from formwright.definitions.kinds import Definition
from formwright.model.conditions import as_data
from formwright.model.form import CASE, Field, Form, Part, Question, Questions, Recipient, Respond, Section
from formwright.model.framework import Framework
from formwright.model.handbook import Handbook
from formwright.reports.ink import heading


def data(definition: Definition | Handbook) -> dict[str, object]:
    """The contract's JSON of `show`: a form's fields in order; any other kind whole."""
    identity = definition.identity
    head: dict[str, object] = {
        "id": identity.id,
        "kind": identity.kind,
        "title": identity.title,
        "version": identity.version,
        "digest": identity.digest,
    }
    if isinstance(definition, Form):
        judgement = definition.judgement.path if definition.judgement else None
        fields = [_field(f) for f in definition.fields]
        return {
            **head,
            "judgement": judgement,
            "nobody": definition.nobody,
            **({"parts": [_part(part) for part in definition.parts]} if definition.parts else {}),
            "fields": fields,
            "sections": [_section(s) for s in definition.sections],
        }
    whole: dict[str, Any] = asdict(definition)
    rest = {k: v for k, v in whole.pop("identity").items() if k not in head}
    return {**head, **rest, **whole}


def _part(part: Part) -> dict[str, object]:
    plain: dict[str, object] = {"id": part.id, "title": part.title, "role": part.role}
    return plain | ({"moderates": part.moderates} if part.moderates else {})


def _field(field: Field) -> dict[str, object]:
    return {
        "path": field.path,
        "label": field.label,
        "control": str(field.control),
        "required": field.required,
        "asked_when": as_data(field.asked_when),
        "choices": [{"value": c.value, "label": c.label} for c in field.choices] if field.choices else None,
        "repeat": {"min": field.repeat.minimum, "max": field.repeat.maximum} if field.repeat else None,
        **({"part": field.part} if field.part else {}),
        **({} if field.none is None else {"none": field.none}),
        **_limits(field),
    }


def _limits(field: Field) -> dict[str, object]:
    """What its answer must keep to, as far as the definition says so."""
    limits = field.limits or Limits()
    said: dict[str, object] = {
        "unit": limits.unit,
        "decimals": limits.decimals,
        "least": number(limits.least),
        "most": number(limits.most),
        "not_before": field.not_before and field.not_before.path,
        "not_after": field.not_after and field.not_after.path,
    }
    return {key: value for key, value in said.items() if value is not None}


def _section(section: Section) -> dict[str, object]:
    required_when = getattr(section.content, "required_when", None)
    questions = section.content.questions if isinstance(section.content, Questions) else ()
    return {
        "id": section.id,
        "title": section.title,
        "required_when": as_data(required_when),
        "questions": [_question(q) for q in questions],
    }


def _question(question: Question) -> dict[str, object]:
    """`number` counts through the form; `printed` is the one that people read, where that is another."""
    said = {"id": question.id, "number": question.number, "ask": question.ask, "standards": list(question.standards)}
    added = {"printed": question.printed, "heading": question.heading}
    return {**said, **{key: value for key, value in added.items() if value is not None}}


def text(definition: Definition | Handbook) -> Iterator[str]:
    """What the definition is and, for a form, each field on a line."""
    identity = definition.identity
    yield heading(f"{identity.title} ({identity.id})")
    yield f"{identity.kind}, version {identity.version}, issued {identity.issued}, for {identity.audience}"
    yield identity.summary
    yield f"digest {identity.digest}"
    if not isinstance(definition, Form):
        return
    if definition.parts:
        yield f"filled in by {', then '.join(part.who for part in definition.parts)}"
    width = max(len(f.path) for f in definition.fields)
    for section in definition.sections:
        yield ""
        yield heading(section.title)
        for field in section.fields:
            need = "required" if field.required else "optional"
            asked = ", not always asked" if field.asked_when else ""
            part = f", {field.part}" if field.part else ""
            yield f"  {field.path:<{width}}  {field.control:<9}  {need}{part}{asked}"
    if definition.nobody:
        yield ""
        yield f"Nobody needs to be notified: {' '.join(definition.nobody.split())}"


def escalation(form: Form) -> dict[str, object]:
    """The contract's JSON of `escalation` for one form. Raises ValueError where it says nothing of that."""
    found = form.escalation
    if found is None and form.nobody is None:
        raise ValueError(f"{form.identity.id} has no escalation")
    return {
        "form": form.identity.id,
        "judgement": found.judgement if found else None,
        "judgements": list(found.judgements) if found else [],
        "rules": [
            {"judgement": r.judgement, "recipients": _recipients(r.recipients), **_respond(r.respond_within)}
            for r in found.rules
        ]
        if found
        else [],
        "also": [
            {
                "when": as_data(a.when),
                "recipients": _recipients(a.recipients),
                "as": a.reason,
                **_respond(a.respond_within),
            }
            for a in found.also
        ]
        if found
        else [],
        "default": _recipients(map(Recipient, found.default)) if found else [],
        "copy_to": list(found.copy_to) if found else [],
        "nobody": form.nobody,
        **_respond(found.respond_within if found else None),
    }


def _recipients(told: Iterable[Recipient]) -> list[dict[str, object]]:
    return [{"role": r.role, "asked_when": as_data(r.when), **({} if r.of == CASE else {"of": r.of})} for r in told]


def _respond(within: Respond | None) -> dict[str, object]:
    """Nothing, where nothing is said."""
    return {"respond_within": within.as_data} if within else {}


def escalation_text(form: Form, framework: Framework) -> Iterator[str]:
    """The table for people."""
    yield heading(f"{form.identity.title} ({form.identity.id})")
    found = form.escalation
    if found is None:
        reason = " ".join(form.nobody.split()) if form.nobody else "the form has no escalation and does not say why."
        yield f"  Nobody is notified: {reason}"
        return

    def told(judged: str, recipients: Iterable[Recipient]) -> Iterator[str]:
        yield heading(f"  {judged}")
        for recipient in recipients:
            condition = words.told_only(recipient, form)
            yield f"    {words.whom(recipient, framework)}" + (f" – {condition}" if condition else "")

    for rule in found.rules:
        label = form.judgement.label_of(rule.judgement) if form.judgement else rule.judgement
        yield from told(label, rule.recipients)
    for also in found.also:
        yield from told(words.also(also, form), also.recipients)
    if found.default:
        yield from told(words.NO_JUDGEMENT if found.judgement else words.OTHERWISE, map(Recipient, found.default))
    if note := words.several_judgements(form):
        yield f"  {note}"
    yield from (f"  {said}" for said in words.respond(form))
    for box in found.copy_to:
        mailbox = framework.mailbox(box)
        yield f"  Copy to {mailbox.title} <{mailbox.address}>"
