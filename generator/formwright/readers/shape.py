"""What can stand in a return of a form, by its keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from formwright.model.form import Field, Questions, Rows, Section
from formwright.model.rules import Rules, question_name
from formwright.readers.typed import Take, taker


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field: its name for a person is `name` with a row's number filled in. `is_ticked`: its answer is a list."""

    field: Field
    name: str
    take: Take
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A section, a question or a row: what can stand in it, by key."""

    name: str
    children: Mapping[str, "Node"]


@dataclass(frozen=True, slots=True)
class Table:
    """A repeating section."""

    name: str
    row: Branch


Node = Branch | Leaf | Table


def shape(rules: Rules) -> Branch:
    """The keys of a form's returns, beside those that say which form it is."""
    sections = (s for s in rules.form.sections if s.fields)
    return Branch("the form", {s.id: _section(s, rules) for s in sections})


def _section(section: Section, rules: Rules) -> Branch | Table:
    name = f"“{section.title}”"
    match section.content:
        case Questions(_, _, questions, after):
            branches = {q.id: Branch(question_name(q), _leaves(q.fields, rules)) for q in questions}
            return Branch(name, {**branches, **_leaves(after, rules)})
        case Rows(_, fields):
            return Table(name, Branch(name, _leaves(fields, rules)))
        case _:
            return Branch(name, _leaves(section.fields, rules))


def _leaves(fields: Iterable[Field], rules: Rules) -> dict[str, Node]:
    return {f.path.rsplit(".", 1)[1]: Leaf(f, rules.names[f.path], taker(f), bool(f.ticks)) for f in fields}
