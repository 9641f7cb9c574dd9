"""A return in YAML or JSON, read as its form says.

The shape of each form is worked out once; a return is then one walk over its keys. What is said of
a fault is in the form's words: no answer and no unknown key is ever repeated, for returned audits
speak of children.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from formwright import marked
from formwright.answers import spelling
from formwright.answers.kinds import NOT_APPLICABLE
from formwright.answers.several import Ticked
from formwright.answers.stamp import HEAD
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Literal, Marked, Plain, Position
from formwright.misspelt import nearest
from formwright.model.form import Field
from formwright.model.rules import Rules
from formwright.model.submission import Answer, Submission
from formwright.places import Mark, Place
from formwright.readers.returned import MOST_FAULTS, Returned, form_changed, listed, release_unusable
from formwright.readers.shape import Branch, Leaf, Node, Table, shape
from formwright.readers.short import Short
from formwright.readers.ticked import Fault, ticked
from formwright.readers.typed import Misfit, allowed
from formwright.readers.versions import Versions, known_versions

LISTED = 12  # known keys that a hint lists


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads returns of the forms it was made for."""

    forms: Versions
    short: Short
    shapes: dict[int, tuple[Rules, Branch]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, forms: Iterable[Rules] | Versions) -> "Reader":
        known = forms if isinstance(forms, Versions) else Versions({rules.form.identity.id: rules for rules in forms})
        return cls(known, Short(known))

    def _shape(self, rules: Rules) -> Branch:
        """The keys of a form, worked out once."""
        if id(rules) not in self.shapes:
            self.shapes[id(rules)] = rules, shape(rules)
        return self.shapes[id(rules)][1]

    def read(self, raw: bytes, file: str) -> Returned:
        return self.short.read(raw, file) or self.read_at_length(raw, file)

    def read_at_length(self, raw: bytes, file: str) -> Returned:
        """The same by the long way, which has words for whatever is wrong."""
        found = marked.read(raw, file)
        faults = list(found.diagnostics[:MOST_FAULTS])
        if found.data is None:
            return Returned(None, None, tuple(faults))
        if not isinstance(found.data, marked.Mapping):
            hint = "A return begins with lines such as 'form: …' and 'version: …'."
            faults.append(error("submission/not-a-mapping", found.place(), "This is not a return.", hint))
            return Returned(None, None, tuple(faults))
        rules = self._form(found, faults)
        if rules is None:
            return Returned(None, None, tuple(faults))
        version = _version(found, rules, known_versions(self.forms, rules.form.identity.id), faults)
        digest = _digest(found, faults)
        if version is not None and digest is not None and digest != rules.form.identity.digest:
            faults.append(form_changed(found.place("digest"), rules))
        walk = _Walk(file, faults)
        walk.parts[""] = found.place()
        walk.root(found.data, self._shape(rules))
        submission = Submission(
            file=file,
            form=rules.form.identity.id,
            version=version,
            answers=walk.answers,
            rows=walk.rows,
            unreadable=frozenset(walk.unreadable),
            parts=walk.parts,
            digest=digest,
        )
        return Returned(rules, submission, tuple(walk.faults))

    def _form(self, found: Marked, faults: list[Diagnostic]) -> Rules | None:
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
        version = found.data.get("version") if "version" not in found.data.twice else None
        said = str(version) if isinstance(version, str) and not isinstance(version, Literal) else None
        known = self.forms.of(name, said) if isinstance(name, str) else None
        if known is None:
            near = nearest(name[:100], ids) if isinstance(name, str) else None
            hint = f"Did you mean '{near}'?" if near else listed
            message = "The return is for a form that this framework does not have."
            faults.append(error("submission/unknown-form", found.place("form"), message, hint))
        return known


def _version(found: Marked, rules: Rules, versions: tuple[str, ...], faults: list[Diagnostic]) -> str | None:
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
    if rules.unusable is not None:
        faults.append(release_unusable(found.place("version"), rules.unusable))
        return None
    if value != ours or isinstance(value, Literal):
        message = f"The return is for a different version of this form. {listed(versions)}"
        hint = (
            "Its answers were read against the current version. Copy them to the current form, or ask for the "
            "audit again."
        )
        if value == ours:
            message, hint = "The version must be text, not a number.", f'Write "{ours}", with quotation marks.'
        faults.append(error("submission/unknown-version", found.place("version"), message, hint))
        return None
    return ours


def _digest(found: Marked, faults: list[Diagnostic]) -> str | None:
    """The digest that the return gives for its form's definition, where it gives one."""
    value = found.data.get("digest")
    if "digest" in found.data.twice or value is None or _is_nothing(value):
        return None  # a key that is there twice is reported already
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        message = "The digest in this return is not valid. It must be 64 characters: digits and the letters a to f."
        hint = "Copy all of it from the form's blank return, or delete the line."
        faults.append(error("submission/no-digest", found.place("digest"), message, hint))
        return None
    return str(value)


_DIGEST = re.compile("[0-9a-f]{64}")


def _is_nothing(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    return spelling.is_blank(value) or (isinstance(value, Plain) and value in spelling.NOTHING)


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

    def root(self, raw: marked.Mapping, shape: Branch) -> None:
        for key, value in raw.items():
            if key in shape.children:
                self._child(raw, key, value, shape.children[key], key, None)
            elif key not in HEAD:
                self._unknown(raw, key, shape, "")

    def _child(self, raw: marked.Mapping, key: str, value: Any, node: Node, path: str, row: int | None) -> None:
        if key in raw.twice:
            self.parts[path] = Place(self.file, Mark(*raw.keys_at[key]), path)
            self._lose(node, path)  # reported already
        elif _is_nothing(value) and (isinstance(node, Leaf) or isinstance(value, Plain)):
            self.parts[path] = Place(self.file, Mark(*raw.keys_at[key]), path)
        elif isinstance(node, Leaf) and node.is_ticked:
            self._ticked(value, raw.keys_at[key], raw.values_at[key], node, path, row)
        elif isinstance(node, Leaf):
            self._answer(value, raw.values_at[key], node, path, row)
        elif isinstance(node, Branch):
            self._branch(value, raw.keys_at[key], node, path, row)
        else:
            self._table(value, raw.keys_at[key], node, path)

    def _branch(self, raw: Any, at: Position, branch: Branch, path: str, row: int | None) -> None:
        if not isinstance(raw, marked.Mapping):
            hint = "Put each answer on a line below it, indented: 'key: answer'."
            self._fault("submission/wrong-type", at, path, f"{branch.name} cannot have an answer itself.", hint)
            self._lose(branch, path)
            return
        self.parts[path] = Place(self.file, Mark(*at), path)
        for key, value in raw.items():
            if key in branch.children:
                self._child(raw, key, value, branch.children[key], f"{path}.{key}", row)
            else:
                self._unknown(raw, key, branch, path)

    def _table(self, raw: Any, at: Position, table: Table, path: str) -> None:
        if not isinstance(raw, marked.Sequence):
            hint = "Begin each row with '- ', and write each of its answers on a separate line."
            self._fault("submission/wrong-type", at, path, f"{table.name} needs a list of rows.", hint)
            self.unreadable.add(path)
            return
        self.parts[path] = Place(self.file, Mark(*at), path)
        self.rows[path] = len(raw)
        for n, (row, row_at) in enumerate(zip(raw, raw.items_at, strict=True)):
            if isinstance(row, Plain) and _is_nothing(row):
                self.parts[f"{path}[{n}]"] = Place(self.file, Mark(*row_at), path)
            else:
                self._branch(row, row_at, table.row, f"{path}[{n}]", n)

    def _ticked(self, raw: Any, key_at: Position, at: Position, leaf: Leaf, path: str, row: int | None) -> None:
        """A list of what is ticked. An empty one is no answer."""
        if isinstance(raw, marked.Sequence) and not raw:
            self.parts[path] = Place(self.file, Mark(*key_at), path)
            return
        found = _listed(raw, leaf.field)
        if not isinstance(found, Fault):
            self.answers[path] = Answer(found, Place(self.file, Mark(*at), path))
            return
        name = leaf.name.format(row="" if row is None else row + 1)
        where = raw.items_at[found.number] if isinstance(raw, marked.Sequence) else at
        self._fault(found.code, where, path, f"{name} {found.message}.", found.hint)
        self.parts[path] = Place(self.file, Mark(*at), path)
        self.unreadable.add(path)

    def _answer(self, raw: Any, at: Position, leaf: Leaf, path: str, row: int | None) -> None:
        misfit = _wrong_type(raw, leaf.field)
        code = "submission/wrong-type"
        if misfit is None:
            found = leaf.take(_in_full(raw))
            if not isinstance(found, Misfit):
                self.answers[path] = Answer(found, Place(self.file, Mark(*at), path))
                return
            misfit, code = found, "submission/wrong-value"
        name = leaf.name.format(row="" if row is None else row + 1)
        self._fault(code, at, path, f"{name} {misfit.message}.", misfit.hint)
        self.parts[path] = Place(self.file, Mark(*at), path)
        self.unreadable.add(path)

    def _lose(self, node: Node, path: str) -> None:
        """Everything below this cannot be relied on."""
        if isinstance(node, Branch):
            for key, child in node.children.items():
                self._lose(child, f"{path}.{key}")
        else:
            self.unreadable.add(path)

    def _unknown(self, raw: marked.Mapping, key: str, branch: Branch, path: str) -> None:
        if len(self.faults) >= MOST_FAULTS:
            return
        known = list(branch.children)
        near = nearest(key[:100], [k for k in known if k not in raw])
        listed = f"Keys allowed here: {', '.join(known[:LISTED])}{' …' if len(known) > LISTED else ''}."
        hint = f"Did you mean '{near}'?" if near else listed
        message = f"{branch.name} does not have this key."
        self._fault("submission/unknown-key", raw.keys_at[key], path or None, message, hint)

    def _fault(self, code: str, at: Position, path: str | None, message: str, hint: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(error(code, Place(self.file, Mark(*at), path), message, hint))


def _listed(raw: Any, field: Field) -> Ticked | Fault:
    """What a list of what is ticked says, or what is wrong with it."""
    code = "submission/wrong-type"
    if not isinstance(raw, marked.Sequence):
        hint = "Write the ticked choices in square brackets, with commas between them: [one, another]."
        return Fault(code, "needs a list", hint, 0)
    for number, each in enumerate(raw):
        if not isinstance(each, str) or isinstance(each, Literal) or _is_nothing(each):
            hint = f"Write some of: {allowed(field)}."
            return Fault(code, "lists something that is not the name of a choice", hint, number)
    return ticked(field, list(map(str, raw)))


def _in_full(raw: str) -> str:
    """A number of JSON's (`1e3` and `1000` are the same there) without its exponent, as people write it."""
    if not isinstance(raw, Literal) or not (exponent := re.search(r"(?<=[0-9][eE])[-+]?[0-9]{1,2}\Z", raw)):
        return raw
    if abs(int(exponent[0])) > spelling.LONGEST_EXPONENT:
        return raw
    from decimal import Decimal

    return format(Decimal(raw), "f")


def _wrong_type(raw: Any, field: Field) -> Misfit | None:
    """What is wrong with how an answer is written, before it is asked what it says."""
    if not isinstance(raw, str):
        return Misfit("can have only one answer, not a list or more keys", "Write the answer after the colon.")
    if field.kind.is_whole and not isinstance(raw, Plain) and raw != NOT_APPLICABLE[0]:
        return Misfit("needs a number", f"Write one of: {allowed(field)}, without quotation marks.")
    if isinstance(raw, Literal) and field.kind.json == "string":
        choices = f"Write one of: {allowed(field)}, with" if field.choices else "Put the answer in"
        return Misfit("needs text, not a bare number, true or false", f"{choices} quotation marks.")
    return None
