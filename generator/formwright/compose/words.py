"""Dates, conditions and links in words."""

import datetime
import json
from collections.abc import Callable

from formwright.document.nodes import Asked, Inlines, Link, Text
from formwright.model.conditions import All, AnyOf, Condition, Is, Not, as_data
from formwright.model.form import Form
from formwright.model.framework import Framework


def date(written: str) -> str:
    """ "2014-01-15" as "15 January 2014"."""
    day = datetime.date.fromisoformat(written)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not strftime: the words must not follow the machine's language


def asked(condition: Condition | None, form: Form, opening: str) -> Asked | None:
    """The condition for a person and for a machine; `opening` begins the sentence, such as
    "Answer only"."""
    if condition is None:
        return None
    return Asked(json.dumps(as_data(condition), sort_keys=True), f"{opening} {_where(condition, form)}.")


def _where(condition: Condition, form: Form) -> str:
    match condition:
        case Is(path, values):
            field = next(f for f in form.fields if f.path == path)
            about = field.label if field.question is None else f"{field.question}: {field.label}"
            return f"where “{about}” is " + _list([f"“{field.label_of(v)}”" for v in values], "or")
        case All(of):
            return _list([_where(c, form) for c in of], "and")
        case AnyOf(of):
            return _list([_where(c, form) for c in of], "or")
        case Not(of):
            return f"unless it is so that ({_where(of, form)})"


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


def escalation_conditions(form: Form) -> dict[str, str]:
    """When each recipient is told, in words, by "judgement role"; those always told are left out."""
    rules = form.escalation.rules if form.escalation else ()
    return {
        f"{rule.judgement} {recipient.role}": found.words
        for rule in rules
        for recipient in rule.recipients
        if (found := asked(recipient.when, form, "Only"))
    }
