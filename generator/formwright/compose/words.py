"""Dates, conditions and links in words."""

import json
from collections.abc import Callable

from formwright.answers import spelling
from formwright.document.nodes import Asked, Inlines, Link, Text
from formwright.model.conditions import All, AnyOf, Anywhere, Condition, Is, Not, Of, as_data, beyond, fields_of
from formwright.model.form import APPLIES, AUDITOR, Also, Form, Recipient
from formwright.model.framework import Framework


def date(written: str) -> str:
    """ "2014-01-15" as "15 January 2014"."""
    return spelling.day_in_words(written)


def asked(
    condition: Condition | None, form: Form, opening: str, given: Condition | None = None, question: str | None = None
) -> Asked | None:
    """The condition for a person and for a machine; `opening` begins the sentence, such as
    "Answer only". What is `given` is said above: by the section, or by the question. Answers to the `question` (its
    path) are named by their labels alone."""
    if condition is None:
        return None
    own = beyond(condition, given)
    words = f"{opening} {_where(own, form, question)}." if own else ""
    above = f"{opening} {_where(given, form)}." if given else ""
    lead = _lead(own, form, question) if own else ""
    return Asked(json.dumps(as_data(condition), sort_keys=True), words, above, lead)


def _lead(own: Condition, form: Form, question: str | None) -> str:
    """A condition as it stands before what is asked; none, where it is made of several."""
    if isinstance(own, Is) and own.field == f"{question}.{APPLIES}":
        return "If it applies" if own.values == ("yes",) else "If it does not apply"
    if isinstance(own, Is | Anywhere) or (isinstance(own, Not) and isinstance(own.of, Is)):
        return f"If {_where(own, form, question).removeprefix('where ')}"
    return ""


def condition(condition: Condition, form: Form) -> Asked:
    """A condition that stands by itself."""
    return Asked(json.dumps(as_data(condition), sort_keys=True), _where(condition, form))


NO_JUDGEMENT = "No valid judgement"
OTHERWISE = "In all other cases"


def also(also: Also, form: Form) -> str:
    """When a rule tells somebody whatever the judgement, as a line of a table: its own words and the condition."""
    reason = " ".join((also.reason or "").split())
    where = "" if also.when is None else _where(also.when, form)
    return f"{reason}: {where}" if reason and where else reason or where[0].upper() + where[1:]


def judged_by(form: Form) -> str:
    """What decides who is notified: the heading above the judgements, or above the cases where there is none."""
    judgements = form.judgements
    if not judgements:
        return "When"
    if len(judgements) == 1:
        return judgements[0].label
    return "Worst judgement" if judgements[0].scale else "Judgement"


def several_judgements(form: Form) -> str:
    """Which of several judgements counts, as a sentence; nothing where there is one."""
    if len(form.judgements) < 2:
        return ""
    named = _list([f"“{field.label}”" for field in form.judgements], "and")
    return f"The worst of {named} counts." if form.judgements[0].scale else f"{named} each count."


def _where(condition: Condition, form: Form, question: str | None = None) -> str:
    match condition:
        case Is() | Not(Is()):
            return _one(condition, form, question)
        case All(of):
            return _list([_where(c, form, question) for c in of], "and")
        case AnyOf(of):
            return _list([_where(c, form, question) for c in of], "or")
        case Anywhere(pattern, values, of, how):
            field = next(f for f in form.fields if f.path == next(fields_of(of[0])))
            section = next(s for s in form.sections if field in s.fields)
            which = "row" if "[]" in pattern else "question"
            of_these = _list([f"“{field.label_of(v)}”" for v in values], "and" if how is Of.ALL else "or")
            says = "is" if how is Of.ONE else "includes"
            return f"where “{field.label}” {says} {of_these} in any {which} of “{section.title}”"
        case Not(of):
            return f"where it is not true that ({_where(of, form, question)})"


def _one(condition: Is | Not, form: Form, question: str | None) -> str:
    """A condition on one field, or its opposite."""
    one = condition.of if isinstance(condition, Not) else condition
    assert isinstance(one, Is)
    field = next(f for f in form.fields if f.path == one.field)
    is_beside = field.question is None or one.field.rpartition(".")[0] == question
    about = field.label if is_beside else f"{field.question}: {field.label}"
    labels = [f"“{field.label_of(v)}”" for v in one.values]
    is_not = isinstance(condition, Not)
    match one.of:
        case Of.ONE:
            return f"where “{about}” {'is not' if is_not else 'is'} {_list(labels, 'or')}"
        case Of.ANY:
            return f"where “{about}” {'does not include' if is_not else 'includes'} {_list(labels, 'or')}"
        case Of.ALL:
            return f"where “{about}” {'does not include all of' if is_not else 'includes'} {_list(labels, 'and')}"


def _list(parts: list[str], joint: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return ", ".join(parts[:-1]) + f" {joint} {parts[-1]}"


Resolve = Callable[[str, Inlines], Inlines]


def resolver(framework: Framework) -> Resolve:
    """What a link in a text becomes; one without words of its own is given them."""

    def resolve(target: str, children: Inlines) -> Inlines:
        scheme, _, name = target.partition(":")
        match scheme:
            case "appendix":
                title = next((a.title for a in framework.appendices if a.number == name), "")
                return children or (Text(f"Appendix {name} (“{title}”)"),)
            case "mailbox":
                box = framework.mailbox(name)
                return (*(children or (Text(f"{box.title}, "),)), Link((Text(box.address),), f"mailto:{box.address}"))
            case "standard":
                return children or (Text(f"standard {name}"),)
            case "http" | "https" | "mailto":
                return (Link(children or (Text(target),), target),)
            case _:  # another document: a file that travels alone cannot link to it
                return children or (Text(target),)

    return resolve


def whom(recipient: Recipient, framework: Framework) -> str:
    """Who is told, by the title of the role."""
    title = framework.role(recipient.role).title
    return f"{title} of the auditor" if recipient.of == AUDITOR else title


def respond(form: Form) -> tuple[str, ...]:
    """How soon whoever is told must respond, in sentences; none, where the form does not say."""
    found = form.escalation
    if found is None:
        return ()
    whole = found.respond_within
    label = form.judgement.label_of if form.judgement else str
    said = [f"Anyone who is notified must respond {whole.in_words}."] if whole else []
    others = [(f"At {label(rule.judgement)}", rule.respond_within) for rule in found.rules]
    others += [(also(one, form), one.respond_within) for one in found.also]
    return (*said, *(f"{where}: {within.in_words}." for where, within in others if within))


def told_only(recipient: Recipient, form: Form) -> str:
    """When somebody is told, in words; nothing for whoever always is."""
    found = asked(recipient.when, form, "Only")
    return found.words if found else ""
