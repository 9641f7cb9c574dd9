"""The conditions of a form, where they stand, and whether anybody could ever meet them."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from formwright.definitions.kinds.form.building import ValueOf, all_of, condition
from formwright.definitions.written import Steps
from formwright.definitions.written import form as written
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Mapping as Raw
from formwright.marked import Marked
from formwright.model.conditions import Condition, both, fields_of
from formwright.model.form import Form
from formwright.model.possible import Askable, askable, possible


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
    """Conditions that go in a circle; where none do, those that hang on too many answers; where none do that either,
    those that can never be met."""
    standing = list(conditions(marked.data))
    astray = list(_circles(marked, form, standing)) or list(_too_long(marked, form, standing))
    yield from astray
    if astray:
        return
    fields = askable(form)
    for found in standing:
        wanted = [both(given, found.condition) for given in found.given] if found.tells else [found.condition]
        if not any(possible(one, fields) for one in wanted):
            place = marked.place(*found.at)
            yield error("form/never-met", place, "This condition can never be met.", _why(found.condition, fields))


def _why(wanted: Condition, fields: Mapping[str, Askable]) -> str:
    for path in fields_of(wanted):
        if not possible(fields[path].asked_when, fields):
            return f"It depends on '{path}', which can never be asked: check the conditions there."
    return "No combination of answers makes it true: check the values it lists."


def conditions(data: Raw) -> Iterator[Standing]:
    """Every condition of a form's definition in which all names are known; a section's answers after its
    questions, which they stand under."""
    values = ValueOf(data)
    sections = len(data["sections"])

    def order(one: written.Condition) -> tuple[int, bool]:
        section = one.at[1]
        return section if isinstance(section, int) else sections, one.of_an_answer

    for one in sorted(written.conditions(data), key=order):
        given = tuple(all_of(chain, values) for chain in one.around)
        yield Standing(one.at, condition(one.raw, values), given, one.decides)


def _circles(marked: Marked, form: Form, standing: list[Standing]) -> Iterator[Diagnostic]:
    """Each circle once: where something is asked by an answer that comes no earlier than itself."""
    order = {f.path: n for n, f in enumerate(form.fields)}
    rounds = _rounds({f.path: set(fields_of(f.asked_when)) for f in form.fields})
    known: set[frozenset[str]] = set()
    for backward in (False, True):
        for found in standing:
            for path in fields_of(found.condition):
                closing = [p for p in found.decides if p in rounds[path]]
                if closing and rounds[path] not in known and (order[path] < order[closing[0]]) is backward:
                    known.add(rounds[path])
                    yield _circle(marked, found, path, closing)


def _circle(marked: Marked, found: Standing, path: str, closing: list[str]) -> Diagnostic:
    if path in closing:
        message = f"Whether '{path}' is asked depends on its own answer."
    else:
        message = f"Whether '{closing[0]}' is asked depends on '{path}', and that depends on '{closing[0]}' again."
    hint = "Nobody could ever answer it. Remove the condition, or make it depend on a field further up."
    return error("form/circle", marked.place(*found.at), message, hint)


LONGEST_CHAIN = 50
MOST_ANSWERS = 1_000


def _too_long(marked: Marked, form: Form, standing: list[Standing]) -> Iterator[Diagnostic]:
    """Where conditions first hang on more answers than anybody could follow: each answer counts with those that its
    own being asked hangs on, once for each time that it is looked at. There must be no circle."""
    chain: dict[str, int] = {}
    answers: dict[str, int] = {}
    looked_at = {f.path: list(fields_of(f.asked_when)) for f in form.fields}
    for path in _deepest_first({path: set(fields) for path, fields in looked_at.items()}):
        chain[path] = 1 + max((chain[p] for p in looked_at[path]), default=0)
        answers[path] = 1 + sum(answers[p] for p in looked_at[path])
    for found in standing:
        fields = list(fields_of(found.condition))
        longest, total = max(chain[p] for p in fields), sum(answers[p] for p in fields)
        is_first = all(chain[p] - 1 <= LONGEST_CHAIN and answers[p] - 1 <= MOST_ANSWERS for p in fields)
        if is_first and longest > LONGEST_CHAIN:
            message = (
                f"This condition depends on a chain of {longest} answers, each asked only because of the one before."
            )
            yield error("form/condition-too-long", marked.place(*found.at), message, _SHORTER.format(LONGEST_CHAIN))
        elif is_first and total > MOST_ANSWERS:
            message = f"This condition depends on {total:,} answers, counting those that decide whether they are asked."
            yield error(
                "form/condition-too-long", marked.place(*found.at), message, _SHORTER.format(f"{MOST_ANSWERS:,}")
            )


_SHORTER = "The limit is {}. Make it depend on the one answer that decides all the others."


def _rounds(graph: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Each path with all that lead to it and that it leads to, itself among them."""
    against: dict[str, list[str]] = {path: [] for path in graph}
    for path, following in graph.items():
        for after in following:
            against[after].append(path)
    found: dict[str, frozenset[str]] = {}
    for start in reversed(_deepest_first(graph)):
        if start not in found:
            one = frozenset(_reached(start, against, found))
            found.update(dict.fromkeys(one, one))
    return found


def _deepest_first(graph: Mapping[str, set[str]]) -> list[str]:
    """The paths, each after all that it leads to and that do not lead back."""
    order: list[str] = []
    seen: set[str] = set()
    for start in graph:
        waiting = [(start, False)]
        while waiting:
            path, is_done = waiting.pop()
            if is_done:
                order.append(path)
            elif path not in seen:
                seen.add(path)
                waiting += [(path, True), *((after, False) for after in graph[path])]
    return order


def _reached(start: str, graph: Mapping[str, list[str]], but: Container[str]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path not in reached and path not in but:
            reached.add(path)
            waiting += graph[path]
    return reached
