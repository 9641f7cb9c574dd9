"""A return in YAML or JSON, read as its form says.

The shape of each form is worked out once; a return is then one walk over its keys. What is said of
a fault is in the form's words: no answer and no unknown key is ever repeated, for returned audits
speak of children.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formwright import marked
from formwright.diagnostics import Diagnostic, error, nearest
from formwright.marked import Literal, Marked, Plain, Position
from formwright.model import values
from formwright.model.form import Control, Field
from formwright.model.rules import Rules, question_name
from formwright.model.submission import Answer, Submission
from formwright.places import Mark, Place
from formwright.readers.typed import Misfit, Take, allowed, taker

MOST_FAULTS = 200  # of one file: nobody reads more, and a hostile one could hold a million
LISTED = 12  # known keys that a hint lists
NOTHING = ("", "~", "null")  # how programs write that there is no answer


@dataclass(frozen=True, slots=True)
class Returned:
    """What could be read. `rules` are those of the form that the file names; without them, or where
    the file cannot be read at all, there is no submission. `diagnostics` says everything that
    cannot be trusted; it is empty for a file that only lacks answers."""

    rules: Rules | None
    submission: Submission | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field: its name for a person is `name` with a row's number filled in."""

    field: Field
    name: str
    take: Take


@dataclass(frozen=True, slots=True)
class Branch:
    """A section or a question: what can stand in it, by key."""

    name: str
    children: Mapping[str, "Branch | Leaf | Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A repeating section."""

    name: str
    row: Branch


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads returns of the forms it was made for."""

    forms: Mapping[str, tuple[Rules, Branch]]

    @classmethod
    def of(cls, forms: Iterable[Rules]) -> "Reader":
        return cls({rules.form.identity.id: (rules, _shape(rules)) for rules in forms})

    def read(self, raw: bytes, file: str) -> Returned:
        found = marked.read(raw, file)
        faults = list(found.diagnostics[:MOST_FAULTS])
        if found.data is None:
            return Returned(None, None, tuple(faults))
        if not isinstance(found.data, marked.Mapping):
            hint = "A return begins with lines such as 'form: …' and 'version: …'."
            faults.append(error("submission/not-a-mapping", found.place(), "This is not a return.", hint))
            return Returned(None, None, tuple(faults))
        known = self._form(found, faults)
        if known is None:
            return Returned(None, None, tuple(faults))
        rules, shape = known
        version = _version(found, rules, faults)
        walk = _Walk(file, faults)
        walk.parts[""] = found.place()
        walk.root(found.data, shape)
        submission = Submission(
            file=file,
            form=rules.form.identity.id,
            version=version,
            answers=walk.answers,
            rows=walk.rows,
            unreadable=frozenset(walk.unreadable),
            parts=walk.parts,
        )
        return Returned(rules, submission, tuple(walk.faults))

    def _form(self, found: Marked, faults: list[Diagnostic]) -> tuple[Rules, Branch] | None:
        data = found.data
        ids = list(self.forms)
        listed = "The forms are: " + ", ".join(ids) + "." if ids else "No form is defined."
        if "form" in data.twice:
            return None  # reported already
        name = data.get("form")
        if name is None or _is_nothing(name):
            message = "The return does not say which form it is."
            if "kind" in data:
                listed = "It looks like a definition: 'formwright validate' checks those."
            faults.append(error("submission/no-form", found.place("form"), message, listed))
            return None
        known = self.forms.get(name) if isinstance(name, str) else None
        if known is None:
            near = nearest(name[:100], ids) if isinstance(name, str) else None
            hint = f"Did you mean '{near}'?" if near else listed
            message = "The return is of a form that this framework does not have."
            faults.append(error("submission/unknown-form", found.place("form"), message, hint))
        return known


def _version(found: Marked, rules: Rules, faults: list[Diagnostic]) -> str | None:
    """The version, where it is ours. Compared as text: 1.1 and 1.10 are two versions."""
    ours = rules.form.identity.version
    value = found.data.get("version")
    if "version" in found.data.twice:
        return None  # reported already
    if value is None or _is_nothing(value):
        message = "The return does not say which version of the form it is."
        hint = f"""Add the line 'version: "{ours}"' if it was filled in on that version."""
        faults.append(error("submission/no-version", found.place("version"), message, hint))
        return None
    if value != ours or isinstance(value, Literal):
        message = f"The return is of another version of this form; the one that we have is {ours}."
        hint = "Its answers are read by the version that we have: copy them to it, or ask for the audit again."
        if value == ours:
            message, hint = "The version is a text, not a number.", f'Write "{ours}", with quotation marks.'
        faults.append(error("submission/unknown-version", found.place("version"), message, hint))
        return None
    return ours


def _is_nothing(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    return value in NOTHING if isinstance(value, Plain) else values.is_blank(value)


# --- the shape of a form -------------------------------------------------------------------


def _shape(rules: Rules) -> Branch:
    form = rules.form
    top: dict[str, Branch | Leaf | Table] = {}
    titles = {f.path.rsplit(".", 1)[0]: title for f, title in _headings(rules)}
    for section in form.sections:
        if not section.fields:
            continue
        leaves = {f.path: Leaf(f, rules.names[f.path], taker(f)) for f in section.fields}
        children: dict[str, Branch | Leaf | Table] = {}
        groups: dict[str, dict[str, Branch | Leaf | Table]] = {}
        for path, leaf in leaves.items():
            steps = path.split(".")[1:]
            if len(steps) == 1:
                children[steps[0]] = leaf
            else:
                groups.setdefault(steps[0], {})[steps[1]] = leaf
        for name, group in groups.items():
            children[name] = Branch(titles[f"{section.id}.{name}"], group)
        name = f"“{section.title}”"
        repeats = any(r.section is section for r in rules.repeating)
        top[section.id] = Table(name, Branch(name, children)) if repeats else Branch(name, children)
    return Branch("the form", top)


def _headings(rules: Rules) -> Iterator[tuple[Field, str]]:
    for section in rules.form.sections:
        for question in getattr(section.content, "questions", ()):
            for field in question.fields:
                yield field, question_name(question)


# --- the walk over one return --------------------------------------------------------------


class _Walk:
    """Collects what one return holds. One is made for each file and thrown away with it."""

    def __init__(self, file: str, faults: list[Diagnostic]) -> None:
        self.file = file
        self.faults = faults
        self.answers: dict[str, Answer] = {}
        self.rows: dict[str, int] = {}
        self.unreadable: set[str] = set()
        self.parts: dict[str, Place] = {}
