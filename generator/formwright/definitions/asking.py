"""The conditions of a form, where they stand, and whether anybody could ever meet them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from formwright.definitions.build import ValueOf, condition, fields_of_question, fields_of_section
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Mapping as Raw
from formwright.marked import Marked
from formwright.model.conditions import Condition, Is, both, fields_of
from formwright.model.form import Form
from formwright.model.possible import Askable, askable, possible

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A condition and its place. `given` are the conditions that are met already where it is looked
    at: one, but for an answer, which stands under each of its questions. `decides` are the fields
    that are asked only when it is met; none, where it decides on rows or recipients."""

    at: Steps
    condition: Condition
    given: tuple[Condition | None, ...]
    decides: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it decides who is told."""
        return self.at[0] == "escalation"


def check(marked: Marked, form: Form) -> Iterator[Diagnostic]:
    """Conditions that go in a circle; where none do, those that can never be met."""
    standing = list(conditions(marked.data))
    circles = list(_circles(marked, form, standing))
    yield from circles
    if circles:
        return
    fields = askable(form)
    for found in standing:
        wanted = both(found.given[0], found.condition) if found.tells else found.condition
        if not possible(wanted, fields):
            place = marked.place(*found.at)
            yield error("form/never-met", place, "This condition can never be met.", _why(found.condition, fields))


def _why(wanted: Condition, fields: Mapping[str, Askable]) -> str:
    for path in fields_of(wanted):
        if not possible(fields[path].asked_when, fields):
            return f"It looks at '{path}', which can never be asked itself: look at the conditions there."
    return "No answers that the form allows together make it true: look at the values it names."


def conditions(data: Raw) -> Iterator[Standing]:
    """Every condition of a form's definition in which all names are known."""
    values = ValueOf(data)
    for s, section in enumerate(data["sections"]):
        at: Steps = ("sections", s)
        asked = condition(section.get("asked_when"), values)
        if asked is not None:
            yield Standing((*at, "asked_when"), asked, (None,), tuple(p for _, p, _ in fields_of_section(section)))
        if (needed := condition(section.get("required_when"), values)) is not None:
            yield Standing((*at, "required_when"), needed, (asked,))
        prefix = f"{section['id']}[]" if "repeat" in section else str(section["id"])
        yield from _of_fields((*at, "fields"), section.get("fields", ()), [(prefix, asked)], values)
        answered: list[tuple[str, Condition | None]] = []
        for q, question in enumerate(section.get("questions", ())):
            there, within = (*at, "questions", q), f"{prefix}.{question['id']}"
            own = condition(question.get("asked_when"), values)
            if own is not None:
                paths = tuple(f"{within}.{raw['id']}" for raw in fields_of_question(section, question))
                yield Standing((*there, "asked_when"), own, (asked,), paths)
            applies = Is(f"{within}.applies", ("yes",)) if question.get("may_not_apply") == "true" else None
            answered.append((within, both(both(asked, own), applies)))
            yield from _of_fields((*there, "fields"), question.get("fields", ()), answered[-1:], values)
        yield from _of_fields((*at, "answers"), section.get("answers", ()), answered, values)
    escalation = data.get("escalation", {})
    for judgement, recipients in escalation.get("tell", {}).items():
        judged = Is(str(escalation["judgement"]), (str(judgement),))
        for n, recipient in enumerate(recipients):
            if isinstance(recipient, Raw) and (when := condition(recipient.get("when"), values)) is not None:
                yield Standing(("escalation", "tell", judgement, n, "when"), when, (judged,))


def _of_fields(
    at: Steps, entries: list[Raw], around: list[tuple[str, Condition | None]], values: ValueOf
) -> Iterator[Standing]:
    """The conditions of fields that stand at each of these paths, under each one's condition."""
    for n, raw in enumerate(entries):
        if (own := condition(raw.get("asked_when"), values)) is not None:
            paths = tuple(f"{prefix}.{raw['id']}" for prefix, _ in around)
            yield Standing((*at, n, "asked_when"), own, tuple(given for _, given in around), paths)


def _circles(marked: Marked, form: Form, standing: list[Standing]) -> Iterator[Diagnostic]:
    """Each circle once: where something is asked by an answer that comes no earlier than itself."""
    order = {f.path: n for n, f in enumerate(form.fields)}
    leads_to = _closure({f.path: set(fields_of(f.asked_when)) for f in form.fields})
    known: set[str] = set()
    for backward in (False, True):
        for found in standing:
            for path in fields_of(found.condition):
                closing = [p for p in found.decides if p == path or p in leads_to[path]]
                if closing and path not in known and (order[path] < order[closing[0]]) is backward:
                    known |= {p for p in order if p in leads_to[path] and path in leads_to[p]}
                    yield _circle(marked, found, path, closing)


def _circle(marked: Marked, found: Standing, path: str, closing: list[str]) -> Diagnostic:
    if path in closing:
        message = f"Whether '{path}' is asked depends on its own answer."
    else:
        message = f"Whether '{closing[0]}' is asked depends on '{path}', and that depends on '{closing[0]}' again."
    hint = "Nobody could get there. Take the condition away, or let it look at a field further up."
    return error("form/circle", marked.place(*found.at), message, hint)


def _closure(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """All that each path leads to, in any number of steps."""
    found: dict[str, set[str]] = {}
    for start, following in graph.items():
        reached: set[str] = set()
        waiting = list(following)
        while waiting:
            path = waiting.pop()
            if path not in reached:
                reached.add(path)
                waiting.extend(graph.get(path, ()))
        found[start] = reached
    return found
