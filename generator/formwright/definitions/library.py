"""A whole framework folder: what is defined in it, and everything that is wrong with it."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from formwright.definitions import build, chapters, handbook, sense, shape
from formwright.definitions.build import Definition
from formwright.diagnostics import Diagnostic, error, has_errors, in_order, nearest
from formwright.errors import CannotRun
from formwright.marked import Mapping, Marked, read
from formwright.model.duties import Duties
from formwright.model.form import Form
from formwright.model.framework import Directory, Framework
from formwright.model.handbook import Handbook
from formwright.model.standards import Standards
from formwright.model.trace import Trace, trace
from formwright.places import Place

FOLDERS = ("forms", "standards", "schedules", "handbook")
SEPARATE = ("framework", "directory", "duties", "handbook", "figures", "glossary")


@dataclass(frozen=True, slots=True)
class Library:
    """What could be built. `framework` is None where framework.yaml itself is faulty, `duties` and
    `handbook` where there are none, or they are faulty.
    `checked` counts the definition files that were looked at; `texts` are their lines, so that a
    diagnostic can show the one it speaks of."""

    root: Path
    framework: Framework | None
    directory: Directory
    definitions: tuple[Definition, ...]
    diagnostics: tuple[Diagnostic, ...]
    checked: int
    texts: dict[str, list[str]]
    duties: Duties | None = None
    handbook: Handbook | None = None

    @property
    def everything(self) -> tuple[Definition | Handbook, ...]:
        """All that a document is made of."""
        return (*self.definitions, *((self.handbook,) if self.handbook else ()))

    def get(self, id: str) -> Definition | Handbook:
        """The definition of this id. Raises CannotRun where there is none that can be used."""
        for found in self.everything:
            if found.identity.id == id:
                return found
        ids = [d.identity.id for d in self.everything]
        near = nearest(id, ids)
        remedy = f"Did you mean '{near}'?" if near else "Defined are: " + ", ".join(ids) + "."
        if has_errors(self.diagnostics):
            remedy += " Some definitions have errors: run 'formwright validate'."
        raise CannotRun(f"'{id}' is not defined in this framework.", remedy)

    def form(self, id: str) -> Form:
        found = self.get(id)
        if not isinstance(found, Form):
            raise CannotRun(f"'{id}' is not a form but of kind '{found.identity.kind}'.", "Name a form.")
        return found

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(d for d in self.definitions if isinstance(d, Form))


def matrix(library: Library) -> Trace:
    """Which questions of the framework's forms test which of its standards."""
    numbers = [a.number for a in library.framework.appendices] if library.framework else []
    place = {number: n for n, number in enumerate(numbers)}
    forms = sorted(library.forms, key=lambda f: place.get(f.identity.appendix or "", len(place)))
    return trace(forms, (d for d in library.definitions if isinstance(d, Standards)))


def find_root(start: Path) -> Path:
    """The framework's folder: the nearest one upward from `start` that holds framework.yaml."""
    for folder in (start, *start.parents):
        if (folder / "framework.yaml").is_file():
            return folder
    raise CannotRun(
        f"There is no framework.yaml in {start} or above it.",
        "Go to a framework's folder, or name it with --root.",
    )


def load(root: Path, further: Iterable[Path] = ()) -> Library:
    """Everything that a framework's folder defines, with all that is wrong, in order of place.
    `further` are definition files elsewhere that are to be checked with it."""
    files = definition_files(root)
    files += [f for f in further if f.resolve() not in {p.resolve() for p in files}]
    read_files = [(path, *_read(path, root)) for path in files]
    texts = {marked.file: lines for _, marked, lines in read_files}
    sources = [marked for _, marked, _ in read_files]
    faults: list[Diagnostic] = [d for marked in sources for d in marked.diagnostics]
    sound = [m for m in sources if not m.diagnostics and not _collect(faults, shape.check(m))]
    sound = [m for m in sound if not _collect(faults, _in_its_place(m, root))]
    framework = _framework(sound, faults)
    directory = Directory()
    definitions: list[Definition] = []
    duties: Duties | None = None
    book: Handbook | None = None
    if framework is not None:
        parts = _handbook_parts(root, sound, sources, texts, faults)
        sections = tuple(p.id for p in parts.passages) if parts else None
        known = sense.Known(framework, _ids(sources), _standards(sound, sources), sections)
        defined: dict[str, Marked] = {}
        for marked in sound:
            kind = shape.kind_of(marked)
            if kind == "directory":
                if not _collect(faults, sense.check_directory(marked, framework)):
                    directory = build.directory(marked.data)
            elif kind == "duties":
                if not _collect(faults, sense.check(marked, known)):
                    duties = build.duties(marked.data)
            elif kind not in SEPARATE and not _collect(faults, sense.check(marked, known)):
                definitions.append(build.definition(marked.data, framework))
                defined[str(marked.data["id"])] = marked
        definitions = _without_doubles(definitions, sound, faults)
        duty_list = next((m for m in sound if shape.kind_of(m) == "duties"), None)
        around = handbook.Around(framework, known.documents, known.standards, defined, duty_list)
        if parts and not _collect(faults, handbook.check(parts, around)):
            book = _sealed(handbook.read(parts), definitions, duties)
    return Library(
        root, framework, directory, tuple(definitions), tuple(in_order(faults)), len(sources), texts, duties, book
    )


def _sealed(book: Handbook, definitions: list[Definition], duties: Duties | None) -> Handbook:
    """The handbook with the digest of all that it says, what it compiles in included."""
    compiled = [d.identity.digest for d in definitions if d.identity.id in book.appendices]
    return replace(book, identity=replace(book.identity, digest=build.digest(book, compiled, duties)))


def _handbook_parts(
    root: Path, sound: list[Marked], sources: list[Marked], texts: dict[str, list[str]], faults: list[Diagnostic]
) -> handbook.Parts | None:
    """The handbook's folder, where it holds a handbook all of whose files can be relied on."""
    of_kind = {shape.kind_of(m): m for m in sound}
    book = of_kind.get("handbook")
    if book is None or any(shape.kind_of(m) in ("figures", "glossary") for m in sources if m not in sound):
        return None
    there = {p.name: p for p in sorted((root / "handbook").glob("*.md"))}
    passages: list[chapters.Passage] = []
    problems: list[Diagnostic] = []
    for name in dict.fromkeys(str(c) for c in book.data["chapters"]):
        if name in there:
            file = shown(there[name], root)
            text = there[name].read_text("utf-8-sig", "replace")
            texts[file] = text.splitlines()
            found, wrong = chapters.read(text, file)
            passages += found
            problems += wrong
    if _collect(faults, iter(problems)):
        return None
    return handbook.Parts(book, of_kind.get("figures"), of_kind.get("glossary"), tuple(passages), tuple(there))


def definition_files(root: Path) -> list[Path]:
    """The files that a framework's folder may define something in, framework.yaml first."""
    if not (root / "framework.yaml").is_file():
        raise CannotRun(f"There is no framework.yaml in {root}.", "Name a framework's folder with --root.")
    own = [path for name in shape.FRAMEWORK_FILES if (path := root / name).is_file()]
    return own + sorted(path for folder in FOLDERS for path in yaml_files(root / folder))


def yaml_files(folder: Path) -> list[Path]:
    """Every YAML file in a folder and the folders in it."""
    return sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file())


def _read(path: Path, root: Path) -> tuple[Marked, list[str]]:
    name = shown(path, root)
    try:
        raw = path.read_bytes()
    except OSError as fault:
        problem = error("definition/unreadable", Place(name), f"The file cannot be read: {fault.strerror}.")
        return Marked(name, None, (problem,)), []
    return read(raw, name), raw.decode("utf-8-sig", "replace").splitlines()


def shown(path: Path, root: Path) -> str:
    """A file's name as people are shown it: from the current folder, else from the framework's."""
    for base in (Path.cwd(), root.resolve()):
        if path.resolve().is_relative_to(base):
            return os.path.relpath(path.resolve(), base)
    return str(path)


def _collect(into: list[Diagnostic], found: Iterator[Diagnostic]) -> bool:
    """Adds what was found; whether an error is among it."""
    new = list(found)
    into.extend(new)
    return has_errors(new)


def _in_its_place(marked: Marked, root: Path) -> Iterator[Diagnostic]:
    """framework.yaml holds the framework, and nothing else does."""
    name = Path(marked.file).name
    kind = shape.kind_of(marked)
    wanted = shape.FRAMEWORK_FILES.get(name)
    if wanted and kind != wanted:
        message = f"{name} holds a definition of kind '{wanted}', not '{kind}'."
        yield error("definition/wrong-file", marked.place("kind"), message)
    elif not wanted and kind in shape.FRAMEWORK_FILES.values():
        message = f"A definition of kind '{kind}' stands in {kind}.yaml in the framework's folder."
        yield error("definition/wrong-file", marked.place("kind"), message, "Move it there.")


def _framework(sound: list[Marked], faults: list[Diagnostic]) -> Framework | None:
    for marked in sound:
        if shape.kind_of(marked) == "framework":
            if _collect(faults, sense.check_framework(marked)):
                return None
            return build.framework(marked.data)
    return None


def _ids(sources: list[Marked]) -> tuple[str, ...]:
    """The ids of all documents, the faulty ones too: a reference to one is not a mistake."""
    return tuple(
        str(m.data["id"]) for m in sources if isinstance(m.data, Mapping) and isinstance(m.data.get("id"), str)
    )


def _standards(sound: list[Marked], sources: list[Marked]) -> frozenset[str] | None:
    """The numbers of all standards; None where a set of standards cannot be read, so that every
    reference to it would be reported for nothing."""
    sets = [m for m in sources if isinstance(m.data, Mapping) and m.data.get("kind") == "standards"]
    if any(m not in sound for m in sets):
        return None
    return frozenset(str(s["id"]) for m in sets for g in m.data["groups"] for s in g["standards"])


def _without_doubles(definitions: list[Definition], sound: list[Marked], faults: list[Diagnostic]) -> list[Definition]:
    places: dict[str, list[Place]] = {}
    for marked in sound:
        if isinstance(marked.data, Mapping) and "id" in marked.data:
            places.setdefault(str(marked.data["id"]), []).append(marked.place("id"))
    for id, found in places.items():
        for place in found[1:]:
            message = f"'{id}' is defined already, in {found[0]}."
            faults.append(error("definition/duplicate-id", place, message, "Give one of them another id."))
    return [d for d in definitions if len(places[d.identity.id]) == 1]
