"""Conditions that decide nothing: what they ask can never be asked where they stand, or always is, or
a part of them makes no difference."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from formwright.definitions.advice.subject import Subject
from formwright.definitions.kinds.form.asking import Standing, conditions
from formwright.definitions.written import Steps
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Marked
from formwright.model.conditions import All, AnyOf, Anywhere, Condition, Is, Not, Of, both, fields_of
from formwright.model.form import Form
from formwright.model.possible import Askable, askable, possible


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each condition once, in the places in which it can be looked at."""
    for marked, form in subject.forms:
        yield from _form(marked, form)


def _form(marked: Marked, form: Form) -> Iterator[Diagnostic]:
    fields = askable(form)
    never: set[str] = set()
    deciding: list[tuple[Standing, list[Condition | None]]] = []
    for found in conditions(marked.data):
        given = [g for g in found.given if possible(g, fields)]
        if given and not any(possible(both(g, found.condition), fields) for g in given):
            never.update(found.decides)
            yield _never(marked, found)
        elif given:
            deciding.append((found, given))
    for found, given in deciding:
        same = _same(found.condition, given, fields)
        if not any(possible(both(g, Not(found.condition)), fields) for g in given):
            message = "This condition is always met here, so it has no effect."
            hint = "Remove it, or check whether it lists one value too many."
            yield warning("form/needless-condition", marked.place(*found.at), message, hint)
        elif never.isdisjoint(fields_of(found.condition)):
            for at in reduced(found.condition, same)[1]:
                message = "This part of the condition makes no difference."
                hint = "Remove it, or check whether another field or value was meant."
                yield warning("form/needless-part", marked.place(*found.at, *at), message, hint)


def _never(marked: Marked, found: Standing) -> Diagnostic:
    place = marked.place(*found.at)
    if not found.decides:
        message = "No row can ever be needed: this condition is never met while the section applies."
        return warning("form/never-asked", place, message, "Check the values in both conditions.")
    message = "This can never be asked: its condition is never met when the condition around it is met."
    hint = "Check the values in both, or remove what is never asked."
    return warning("form/never-asked", place, message, hint)


def _same(
    condition: Condition, given: list[Condition | None], fields: dict[str, Askable]
) -> Callable[[Condition], bool]:
    """Whether another condition is met by just the same answers."""

    def same(other: Condition) -> bool:
        either = ((other, Not(condition)), (condition, Not(other)))
        return not any(possible(both(both(g, one), but), fields) for g in given for one, but in either)

    return same


def reduced(condition: Condition, same: Callable[[Condition], bool]) -> tuple[Condition, list[Steps]]:
    """The condition without its needless parts, and the steps to these."""
    needless: list[Steps] = []
    return _reduced(condition, (), lambda part: part, same, needless), needless


def _reduced(
    condition: Condition,
    at: Steps,
    whole: Callable[[Condition], Condition],
    same: Callable[[Condition], bool],
    needless: list[Steps],
) -> Condition:
    """`whole` makes of a part, put in this one's place, the condition that it is a part of."""
    match condition:
        case Is(_, values, of):
            key = "in_all" if of is Of.ALL else "in"
            for n, value in enumerate(values):
                fewer = replace(condition, values=tuple(v for v in condition.values if v != value))
                if fewer.values and same(whole(fewer)):
                    condition = fewer
                    needless.append((*at, key, n))
            return condition
        case Anywhere():
            return condition  # it is one thing: the questions of a section, or the rows
        case Not(of):
            return Not(_reduced(of, (*at, "not"), lambda part: whole(Not(part)), same, needless))
        case All(of) | AnyOf(of):
            kind, key = type(condition), "all" if isinstance(condition, All) else "any"
            parts = dict(enumerate(of))
            for n in reversed(range(len(of))):
                fewer_parts = {m: part for m, part in parts.items() if m != n}
                if fewer_parts and same(whole(kind(tuple(fewer_parts.values())))):
                    parts = fewer_parts
                    needless.append((*at, key, n))
            for n in parts:

                def put(part: Condition, n: int = n) -> Condition:
                    return whole(kind(tuple({**parts, n: part}.values())))

                parts[n] = _reduced(parts[n], (*at, key, n), put, same, needless)
            return kind(tuple(parts.values()))
