"""A whole framework folder: what is defined in it, and everything that is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from formwright.definitions import allowed, cut_off, folder, kinds, roots, shape, since_released
from formwright.definitions.advice import advise
from formwright.definitions.advice.subject import Subject
from formwright.definitions.allowed import Allowed
from formwright.definitions.chapters import Passage
from formwright.definitions.folder import Chapter
from formwright.definitions.kinds import Definition
from formwright.definitions.kinds.form import asking
from formwright.definitions.kinds.handbook import Around, Parts, files_of
from formwright.definitions.kinds.identity import digest
from formwright.definitions.known import Known
from formwright.definitions.leaning import web
from formwright.definitions.released import Releases
from formwright.definitions.sources import chapter_files, files, said_kind, shown, strays
from formwright.definitions.written.standards import standards
from formwright.diagnostics import Diagnostic, error, has_errors, in_order
from formwright.errors import CannotRun
from formwright.marked import Mapping as Raw
from formwright.marked import Marked, once
from formwright.misspelt import Names, nearest, slip
from formwright.model.duties import Deadline, Duties
from formwright.model.form import Form
from formwright.model.framework import Directory, Framework
from formwright.model.handbook import Handbook
from formwright.model.leaning import Web
from formwright.model.measures import Measures
from formwright.model.programme import Programme
from formwright.model.release import Head
from formwright.model.reviews import Reviews, Standing, standing
from formwright.model.standards import Standards
from formwright.model.trace import Trace, trace
from formwright.places import Mark, Place
from formwright.releases.folder import is_within

SEPARATE = ("framework", "directory", "duties", "measures", "handbook", "figures", "glossary", "themes")


@dataclass(frozen=True, slots=True)
class Library:
    """What could be built. `framework` is None where framework.yaml itself is faulty, `duties`,
    `measures` and `handbook` where there are none, or they are faulty. `known` is what a definition may refer to,
    faulty documents too; None where `framework` is.
    `checked` counts the definition files that were looked at; `texts` are their lines, so that a
    diagnostic can show the one it speaks of. `allowed` are the warnings that a comment allows. `people` is
    all that keeps the program from knowing who holds which role: whoever is named by it must hear of that.
    `other_folders` are those in the framework's folder that belong to something else. `written` are the definitions
    of documents as they are written, by id, faulty ones too; and framework.yaml, by the name of its kind. `sound` are
    all files whose shape is sound, `passages` the chapters of the handbook. `reviews` are None where there are none, or
    they are faulty; `standing` is then None as well: nobody has said what to watch."""

    root: Path
    framework: Framework | None
    directory: Directory
    definitions: tuple[Definition, ...]
    diagnostics: tuple[Diagnostic, ...]
    checked: int
    texts: Mapping[str, Sequence[str]]
    duties: Duties | None = None
    measures: Measures | None = None
    handbook: Handbook | None = None
    known: Known | None = None
    allowed: tuple[Diagnostic, ...] = ()
    people: tuple[Diagnostic, ...] = ()
    other_folders: tuple[str, ...] = ()
    written: Mapping[str, Marked] = field(default_factory=dict)
    sound: tuple[Marked, ...] = ()
    passages: tuple[Passage, ...] = ()
    reviews: Reviews | None = None
    standing: Standing | None = None

    @property
    def web(self) -> Web:
        """What refers to what, in all that is sound. The framework must be there."""
        assert self.framework is not None
        return web(
            self.sound,
            self.passages,
            self.framework,
            self.definitions,
            self.duties,
            self.measures,
            self.handbook,
        )

    @property
    def released(self) -> Releases:
        """The released versions, as they lie there when each is first asked for."""
        return Releases(self.root)

    @property
    def everything(self) -> tuple[Definition | Handbook, ...]:
        """All that a document is made of."""
        return (*self.definitions, *((self.handbook,) if self.handbook else ()))

    def get(self, id: str) -> Definition | Handbook:
        """The definition of this id. Raises CannotRun where there is none that can be used."""
        for found in self.everything:
            if found.identity.id == id:
                return found
        raise self._undefined(id, [d.identity.id for d in self.everything])

    def _undefined(self, id: str, ids: list[str]) -> CannotRun:
        near = nearest(id, ids)
        remedy = f"Did you mean '{near}'?" if near else "The documents are: " + ", ".join(ids) + "."
        if has_errors(self.diagnostics):
            remedy += " Some definitions have errors: run 'formwright validate'."
        return CannotRun(f"'{id}' is not defined in this framework.", remedy)

    def form(self, id: str) -> Form:
        """The form of this id. Raises CannotRun where there is none that can be used."""
        ids = [form.identity.id for form in self.forms]
        if not any(d.identity.id == id for d in self.everything):
            raise self._undefined(id, ids)
        found = self.get(id)
        if not isinstance(found, Form):
            near = nearest(id, ids)
            remedy = f"Did you mean '{near}'?" if near else f"The forms are: {', '.join(ids)}."
            raise CannotRun(f"'{id}' is not a form: its kind is '{found.identity.kind}'.", remedy)
        return found

    def edition(self, name: str) -> "Edition":
        """The definition of this id, or of `ID@VERSION` the one that was released. Raises CannotRun where there is
        none that can be used."""
        id, at, version = name.partition("@")
        if not at:
            return self._present(self.get(id))
        releases = self.released
        versions = releases.versions(id)
        if not versions:
            near = nearest(id, releases.ids)
            remedy = "'formwright release' releases a version."
            if near:
                of_near = releases.versions(near)
                remedy = f"Did you mean '{near}@{version if version in of_near else of_near[-1]}'?"
            raise CannotRun(f"No version of '{id}' has been released.", remedy)
        if version not in versions:
            near = nearest(version, versions)
            current = next((d.identity.version for d in self.everything if d.identity.id == id), None)
            remedy = f"Did you mean '{id}@{near}'?" if near else f"The released versions are: {', '.join(versions)}."
            if version == current:
                remedy = f"It is the current version: leave out '@{version}'. {remedy}"
            raise CannotRun(f"Version {version or '…'} of '{id}' has not been released.", remedy)
        found = releases.get(id, version)
        if isinstance(found, Diagnostic):
            raise CannotRun(f"{found.place}: {found.message}", found.hint)
        newer = releases.head(id, versions[-1]) if version != versions[-1] else None
        return Edition(found.definition, found.framework, found.head, newer if isinstance(newer, Head) else None)

    def edition_of_form(self, name: str) -> "Edition":
        """The same of a form; its `form` raises CannotRun where what was released is not one."""
        return self.edition(name) if "@" in name else self._present(self.form(name))

    def _present(self, found: Definition | Handbook) -> "Edition":
        assert self.framework is not None
        return Edition(found, self.framework)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """By when what a return asks for must be done, by the list of duties."""
        return self.duties.deadlines if self.duties else ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing that is defined is in error, so that no form is missing for that reason."""
        return not has_errors(self.diagnostics)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        return tuple(d for d in self.definitions if isinstance(d, Programme))

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(d for d in self.definitions if isinstance(d, Form))


@dataclass(frozen=True, slots=True)
class Edition:
    """A definition with the framework's words that it is written in: as it is now, or as it was released; then `head`
    says when, and `newer` is the version that has been released last, where that is another."""

    definition: Definition | Handbook
    framework: Framework
    head: Head | None = None
    newer: Head | None = None

    @property
    def form(self) -> Form:
        """Raises CannotRun where it is not a form."""
        if not isinstance(self.definition, Form):
            identity = self.definition.identity
            raise CannotRun(f"'{identity.id}' is not a form: its kind is '{identity.kind}'.", "Name a form.")
        return self.definition


def matrix(library: Library) -> Trace:
    """Which questions of the framework's forms test which of its standards."""
    numbers = [a.number for a in library.framework.appendices] if library.framework else []
    place = {number: n for n, number in enumerate(numbers)}
    forms = sorted(library.forms, key=lambda f: place.get(f.identity.appendix or "", len(place)))
    return trace(forms, (d for d in library.definitions if isinstance(d, Standards)))


def load(root: Path, further: Iterable[Path] = (), beside_released: bool = True) -> Library:
    """Everything that a framework's folder defines, with all that is wrong, in order of place.
    `further` are definition files elsewhere that are to be checked with it. Unless `beside_released`, a definition may
    say something else than was released under its version, as it does while it is being revised. Raises CannotRun
    where there is no framework.yaml."""
    releases = Releases(root) if beside_released else None
    further = tuple(path for path in further if not is_within(path, root))
    every_file = folder.definitions(root, further)
    reviewed = next((m for m in every_file if m.file == shown(root / kinds.reviews.FILE, root)), None)
    sources = [marked for marked in every_file if marked is not reviewed]
    own = _own_files(root)
    faults = _Faults()
    sound = [
        marked
        for marked in sources
        if faults.none_in(marked.diagnostics)
        and faults.none_in(_misshapen(marked))
        and faults.none_in(_in_its_place(marked, root, own))
    ]
    framework = _framework(sound, faults)
    glossary = next((m for m in sound if shape.kind_of(m) == "glossary"), None)
    if framework and glossary:
        framework = replace(framework, short_names=kinds.glossary.short_names(glossary.data))
    listed_themes = next((m for m in sound if shape.kind_of(m) == "themes"), None)
    if framework and listed_themes and faults.none_in(kinds.themes.check(listed_themes)):
        framework = replace(framework, themes=kinds.themes.build(listed_themes.data))
    others = _other_folders(sources, root)
    faults.none_in(_strays(root, (*files(root), *further), others))
    listed = next((m for m in sources if m.file == shown(root / kinds.directory.FILE, root)), None)
    directory, misnamed = kinds.directory.build(listed, framework) if framework else (Directory(), ())
    faults.none_in(misnamed)
    wrong = _about_people(faults.found, sources, root)
    directory = replace(directory, is_whole=not wrong)
    chapters = _chapters(root, sound, sources) if framework else ()
    made = _Made()
    if framework:
        made = _made(framework, root, sound, sources, chapters, directory, releases, faults)
    frozen = tuple(since_released.check_files(releases)) if releases else ()
    faults.none_in(frozen)
    unnamed = kinds.directory.none_named(listed, shown(root / kinds.directory.FILE, root))
    if unnamed and any(isinstance(d, Form) and d.escalation for d in made.definitions.values()):
        wrong = (*wrong, unnamed)
    texts = {source.file: source.lines for source in every_file} | {c.file: c.lines for c in chapters}
    texts |= {fault.place.file: folder.lines(root, fault.place.file) for fault in frozen if fault.place.mark}
    library = Library(
        root=root,
        framework=framework,
        directory=directory,
        definitions=tuple(made.definitions.values()),
        diagnostics=(),
        checked=len(every_file),
        texts=texts,
        duties=made.duties,
        measures=made.measures,
        handbook=made.handbook,
        known=made.known,
        people=tuple(in_order(wrong)),
        other_folders=others,
        written=_written(sources),
        sound=tuple(sound),
        passages=tuple(passage for chapter in chapters for passage in chapter.passages),
    )
    reviews, found_standing = _looked_at(reviewed, library, faults)
    comments = [a for marked in every_file for a in _allowed(marked)]
    comments += [a for chapter in chapters for a in chapter.allowed]
    found = roots.found(faults.found, texts)
    said, silent = allowed.silence(found, comments, is_whole=not has_errors(found))
    return replace(
        library,
        diagnostics=tuple(in_order(said)),
        allowed=tuple(silent),
        reviews=reviews,
        standing=found_standing,
    )


class _Faults:
    """Gathers what is wrong, as it is found."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def none_in(self, new: Iterable[Diagnostic]) -> bool:
        """Takes these up; whether no error is among them."""
        taken = list(new)
        self.found += taken
        return not has_errors(taken)

    @property
    def none(self) -> bool:
        return not has_errors(self.found)


@dataclass(frozen=True, slots=True)
class _Made:
    """What could be built. `definitions` are the documents, each by the file that it comes from."""

    definitions: Mapping[Marked, Definition] = field(default_factory=dict)
    duties: Duties | None = None
    measures: Measures | None = None
    handbook: Handbook | None = None
    known: Known | None = None


def _made(
    framework: Framework,
    root: Path,
    sound: list[Marked],
    sources: list[Marked],
    chapters: tuple[Chapter, ...],
    directory: Directory,
    releases: Releases | None,
    faults: _Faults,
) -> _Made:
    """All that stands on framework.yaml: each definition, then the handbook, then advice on the whole."""
    parts = _parts(root, sound, chapters, faults)
    sections = tuple(p.id for p in parts.passages) if parts and parts.whole else None
    known = Known(framework, _ids(sources), _standards(sound, sources), sections)
    made = _definitions(sound, known, releases, faults)
    defined = {d.identity.id: marked for marked, d in made.definitions.items()}
    duty_list = next((m for m in sound if shape.kind_of(m) == "duties"), None)
    around = Around(framework, known.documents, known.standards, defined, duty_list, faults.none)
    book = None
    if parts and faults.none_in(kinds.handbook.check(parts, around)):
        book = _sealed(kinds.handbook.build(parts), made)
    words = next(m for m in sound if shape.kind_of(m) == "framework")
    documents = tuple(made.definitions.items())
    passages = parts.passages if parts else ()
    if faults.none:  # a form that is left out would have its fields
        forms = [d for d in made.definitions.values() if isinstance(d, Form)]
        faults.none_in(kinds.framework.check_case(words, Names(f.path for form in forms for f in form.fields)))
        faults.none_in(kinds.framework.check_actions(words, forms))
    subject = Subject(framework, words, tuple(sound), documents, directory, passages)
    faults.none_in(advise(subject, is_whole=faults.none))
    return replace(made, handbook=book, known=known)


def _looked_at(marked: Marked | None, library: Library, faults: _Faults) -> tuple[Reviews | None, Standing | None]:
    """What is recorded in reviews.yaml, and how each reference stands."""
    root = library.root
    faulty = marked and (marked.diagnostics or _misshapen(marked) or [*_in_its_place(marked, root, _own_files(root))])
    if marked is None or not faults.none_in(faulty or ()) or library.framework is None:
        return None, None
    reviews, web = kinds.reviews.build(marked.data), library.web
    found = standing(web, reviews)
    faults.none_in(kinds.reviews.check(marked, found, web.things, is_whole=faults.none))
    return reviews, found


def _definitions(sound: list[Marked], known: Known, releases: Releases | None, faults: _Faults) -> _Made:
    """Each definition whose meaning is sound too, and that is what it was released as under its version."""
    made = _Made()
    documents: dict[Marked, Definition] = {}
    for marked in sound:
        kind = shape.kind_of(marked)
        if kind == "duties":
            if faults.none_in(kinds.check(marked, known)):
                made = replace(made, duties=kinds.duties.build(marked.data))
        elif kind == "measures":
            if faults.none_in(kinds.check(marked, known)):
                made = replace(made, measures=kinds.measures.build(marked.data))
        elif kind not in SEPARATE and faults.none_in(kinds.check(marked, known)):
            built = kinds.build(marked.data, known.framework)
            is_met = not isinstance(built, Form) or faults.none_in(asking.check(marked, built))
            if is_met and releases is not None:
                is_met = faults.none_in(since_released.check(marked, built, releases, known.framework))
            if is_met:
                documents[marked] = built
    doubles = _doubles(sound)
    faults.none_in(doubles.values())
    twice = {str(marked.data["id"]) for marked in doubles}
    return replace(made, definitions={m: d for m, d in documents.items() if d.identity.id not in twice})


def _sealed(book: Handbook, made: _Made) -> Handbook:
    """The handbook with the digest of all that it says, what it compiles in included."""
    compiled = [d.identity.digest for d in made.definitions.values() if d.identity.id in book.appendices]
    return replace(
        book,
        identity=replace(
            book.identity, digest=digest(book, compiled, made.duties, *([made.measures] if made.measures else ()))
        ),
    )


def _chapters(root: Path, sound: list[Marked], sources: list[Marked]) -> tuple[Chapter, ...]:
    """The chapters of the handbook, where there is one and all that belongs to it is sound."""
    book = next((m for m in sound if shape.kind_of(m) == "handbook"), None)
    if book is None or any(shape.kind_of(m) in ("figures", "glossary", None) for m in sources if m not in sound):
        return ()
    there = chapter_files(root)
    names = dict.fromkeys(files_of(book.data))
    return tuple(folder.chapter(there[name], root) for name in names if name in there)


def _parts(root: Path, sound: list[Marked], chapters: tuple[Chapter, ...], faults: _Faults) -> Parts | None:
    """The handbook's folder, where all of its files can be relied on."""
    if not chapters or not faults.none_in(problem for chapter in chapters for problem in chapter.problems):
        return None
    of_kind = {shape.kind_of(m): m for m in sound}
    passages = tuple(passage for chapter in chapters for passage in chapter.passages)
    files = tuple(chapter_files(root))
    return Parts(of_kind["handbook"], of_kind.get("figures"), of_kind.get("glossary"), passages, files)


@once
def _misshapen(marked: Marked) -> Iterator[Diagnostic]:
    """What is wrong with its shape."""
    yield from shape.check(marked)
    yield from cut_off.check(marked)


@once
def _allowed(marked: Marked) -> Iterator[Allowed]:
    """What the comments in it allow."""
    return allowed.in_definition(marked.lines, marked.file)


def _in_its_place(marked: Marked, root: Path, own: Mapping[str, str]) -> Iterator[Diagnostic]:
    """framework.yaml holds the framework, and nothing else does; the same of directory.yaml and of reviews.yaml."""
    kind = shape.kind_of(marked)
    wanted = own.get(marked.file)
    if wanted and kind != wanted:
        message = f"{wanted}.yaml must hold a definition of kind '{wanted}', not '{kind}'."
        yield error("definition/wrong-file", marked.place("kind"), message)
    elif not wanted and kind is not None and kind in shape.FRAMEWORK_FILES.values():
        yield _misplaced(marked.place("kind"), kind, root)


def _misplaced(place: Place, kind: str, root: Path) -> Diagnostic:
    what = "Reviews are" if kind == "reviews" else f"A {kind} is"
    message = f"{what} only read from {kind}.yaml in the framework's own folder, so this file is not read."
    hint = f"Rename it to {kind}.yaml and move it there."
    if (root / f"{kind}.yaml").is_file():
        hint = f"There is already a {kind}.yaml: add what is missing to it, and delete this file."
    return error("definition/wrong-file", place, message, hint)


def _own_files(root: Path) -> dict[str, str]:
    """The kind of the framework's own files, by the names under which people are shown them."""
    return {shown(root / name, root): kind for name, kind in shape.FRAMEWORK_FILES.items()}


def _other_folders(sources: list[Marked], root: Path) -> tuple[str, ...]:
    own = _own_files(root)
    words = next((m.data for m in sources if own.get(m.file) == "framework"), None)
    others = words.get("other_folders", ()) if isinstance(words, Raw) else ()
    return tuple(str(other) for other in others if isinstance(other, str))


def _strays(root: Path, known: Iterable[Path], others: Iterable[str]) -> Iterator[Diagnostic]:
    """What would be taken for the framework's words or people by whoever saved it, and is not read."""
    for stray in strays(root, known, others):
        yield _misplaced(Place(stray.file, Mark(stray.line, 1) if stray.line else None), stray.kind, root)


def _about_people(faults: Iterable[Diagnostic], sources: list[Marked], root: Path) -> tuple[Diagnostic, ...]:
    """The errors in directory.yaml, and those in files that are not read in place of it or of framework.yaml."""
    own = ("framework", "directory")
    files = {m.file for m in sources if said_kind("\n".join(m.lines))[0] in own}
    files = (files | {shown(root / kinds.directory.FILE, root)}) - {shown(root / "framework.yaml", root)}
    reviews = {m.file for m in sources if shape.kind_of(m) == "reviews"}
    found = (d for d in faults if has_errors([d]) and d.place.file not in reviews)
    return tuple(d for d in found if d.place.file in files or d.code == "definition/wrong-file")


def _framework(sound: list[Marked], faults: _Faults) -> Framework | None:
    for marked in sound:
        if shape.kind_of(marked) == "framework":
            return kinds.framework.build(marked.data) if faults.none_in(kinds.framework.check(marked)) else None
    return None


def _written(sources: Iterable[Marked]) -> dict[str, Marked]:
    """The definitions of documents by id, of two with one id the first; framework.yaml by the name of its kind."""
    found: dict[str, Marked] = {}
    for marked in sources:
        kind = shape.kind_of(marked)
        if kind == "framework" or kind in kinds.DOCUMENTS:
            found.setdefault("framework" if kind == "framework" else str(marked.data.get("id", "")), marked)
    return found


def _ids(sources: list[Marked]) -> tuple[str, ...]:
    """The ids of all documents, the faulty ones too: a reference to one is not a mistake."""
    found: list[str] = []
    for marked in sources:
        if isinstance(marked.data, Raw):
            found.append(str(marked.data.get("id") or marked.data.get(slip("id", marked.data) or "", "")))
        else:
            said = (re.match(r"id: *[\"']?([a-z0-9-]+)", line) for line in marked.lines)
            found.append(next((id[1] for id in said if id), Path(marked.file).stem))
    return tuple(dict.fromkeys(filter(None, found)))


def _standards(sound: list[Marked], sources: list[Marked]) -> frozenset[str] | None:
    """The numbers of all standards; None where a set of standards cannot be read, so that every
    reference to it would be reported for nothing."""
    if any(shape.kind_of(m) in ("standards", None) for m in sources if m not in sound):
        return None
    sets = [m for m in sound if shape.kind_of(m) == "standards"]
    return frozenset(str(standard["id"]) for m in sets for _, standard in standards(m.data))


def _doubles(sound: list[Marked]) -> dict[Marked, Diagnostic]:
    """The definitions whose id another one has already."""
    first: dict[str, Place] = {}
    found: dict[Marked, Diagnostic] = {}
    for marked in sound:
        if isinstance(marked.data, Raw) and "id" in marked.data:
            id, place = str(marked.data["id"]), marked.place("id")
            if id in first:
                message = f"'{id}' is already defined, in {first[id]}."
                found[marked] = error("definition/duplicate-id", place, message, "Give one of them another id.")
            first.setdefault(id, place)
    return found
