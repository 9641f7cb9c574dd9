"""What is compared with what: each side of a difference found by the name that a person gave it.

A name is a released version (`ID@VERSION`), an id (as it is defined now), a file of a definition, a framework's folder,
or a revision that git keeps: of the whole framework (`REV`), or of one file (`REV:path`).
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from formwright.definitions import alone, sources
from formwright.definitions.library import Edition, Library, load
from formwright.diagnostics import has_errors
from formwright.errors import CannotRun
from formwright.misspelt import nearest
from formwright.pipelines import history
from formwright.pipelines.history import NoRevision
from formwright.releases.differences.compared import LeftOut
from formwright.releases.folder import ID

NOW = "now"


@dataclass(frozen=True, slots=True)
class One:
    """One document. `name` is what a command calls it, `said` what a sentence does."""

    name: str
    said: str
    edition: Edition


@dataclass(frozen=True)
class Whole:
    """A whole framework. `before` stands before the names of its files, where they are not those that lie here now."""

    name: str
    said: str
    library: Library
    before: str = ""

    def one(self, id: str) -> One:
        """The document of this id in it. Raises CannotRun where there is none that can be used."""
        left = next((one for one in self.left_out if one.id == id), None)
        if left is not None:
            raise CannotRun(f"'{id}' cannot be compared: {left.why}")
        assert self.library.framework is not None
        name = id if self.name == NOW else f"{self.name}:{id}"
        try:
            return One(name, self.said, Edition(self.library.get(id), self.library.framework))
        except CannotRun as fault:
            raise CannotRun(f"{fault.message.removesuffix('.')}: {self.said}.", fault.remedy) from None

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What has errors here, each with the first of them."""
        errors = [fault for fault in self.library.diagnostics if has_errors([fault])]
        first = {fault.place.file: fault for fault in reversed(errors)}
        of_file = {marked.file: id for id, marked in self.library.written.items()}
        usable = {one.identity.id for one in self.library.everything}
        found = []
        for file, fault in first.items():
            id = of_file.get(file, file)
            if id not in usable and id != "framework" and not file.endswith("directory.yaml"):
                found.append(LeftOut(id, f"{self.before}{fault.place} {fault.code}: {fault.message}"))
        return tuple(sorted(found, key=lambda one: one.id))


Side = One | Whole


@dataclass(frozen=True)
class Names:
    """Finds sides by their names, in the framework of this folder; where there is none, only what needs none."""

    given: Path | None

    @cached_property
    def root(self) -> Path:
        return self.given if self.given is not None else sources.find_root(Path.cwd())

    @cached_property
    def now(self) -> Whole:
        """The framework as it is defined now, whatever has been released."""
        return _whole(NOW, "the current definitions", self.root)

    def both(self, a: str, b: str | None) -> tuple[Side, Side]:
        """The earlier side and the later one. Without a second name: what has changed since. Raises CannotRun."""
        if b is None:
            return self._since(a)
        old, new = self.side(a), self.side(b)
        if isinstance(old, Whole) and isinstance(new, One):
            return old.one(new.edition.definition.identity.id), new
        if isinstance(old, One) and isinstance(new, Whole):
            return old, new.one(old.edition.definition.identity.id)
        return old, new

    def _since(self, a: str) -> tuple[Side, Side]:
        if self._is_id(a):
            return self._released_last(a), self._current(a)
        old = self.side(a)
        return (old, self.now) if isinstance(old, Whole) else (old, self._current(old.edition.definition.identity.id))

    def side(self, name: str) -> Side:
        """Raises CannotRun where there is nothing of this name."""
        id, at, version = name.partition("@")
        if at and ID.fullmatch(id) and "{" not in version and "/" not in version:
            return One(name, f"version {version}", self.now.library.edition(name))
        if self._is_id(name):
            return self._current(name)
        path = Path(name)
        if path.is_dir():
            return _whole(name, name, path)
        if path.is_file():
            return self._file(path)
        try:
            return self._revision(name)
        except NoRevision as fault:
            raise self._unknown(name, fault) from None

    def _is_id(self, name: str) -> bool:
        if not ID.fullmatch(name) or (self.given is None and not self._has_root):
            return False
        library = self.now.library
        return name in library.written or any(one.identity.id == name for one in library.everything)

    @cached_property
    def _has_root(self) -> bool:
        try:
            return bool(self.root)
        except CannotRun:
            return False

    def _current(self, id: str) -> One:
        one = self.now.one(id)
        return One(id, f"the current definition (version {one.edition.definition.identity.version})", one.edition)

    def _released_last(self, id: str) -> One:
        versions = self.now.library.released.versions(id)
        if not versions:
            raise CannotRun(
                f"No version of '{id}' has been released, so there is nothing to compare it with.",
                f"Name something earlier first, such as a revision: 'formwright diff HEAD {id}'.",
            )
        one = self.side(f"{id}@{versions[-1]}")
        assert isinstance(one, One)
        return one

    def _file(self, path: Path) -> One:
        """In the words of the framework that the file lies in; else in those of this one."""
        resolved = path.resolve()
        around = next((folder for folder in resolved.parents if (folder / "framework.yaml").is_file()), None)
        root = around if around is not None else self.root
        is_here = self._has_root and root.resolve() == self.root.resolve()
        known = (self.now if is_here else _whole(str(root), str(root), root)).library.known
        assert known is not None
        definition, framework = alone.definition(path, known)
        return One(str(path), str(path), Edition(definition, framework))

    def _revision(self, name: str) -> Side:
        rev, colon, path = name.partition(":")
        at = history.revision(self.root, rev)
        said = f"revision {rev} ({_about(rev, at)})"
        with history.framework(self.root, at) as folder:
            whole = _whole(rev, said, folder, f"{rev}:")
            if not colon:
                return whole
            within = history.path_within(self.root, path)
            file = sources.shown(folder / within, folder)
            id = next((id for id, marked in whole.library.written.items() if marked.file == file), None)
            if id is None or id == "framework":
                if (folder / within).is_file():
                    what = f"{path} is a part of the framework, and says nothing by itself."
                    raise CannotRun(what, f"Compare the whole: 'formwright diff {rev}'.")
                raise CannotRun(f"There is no definition {path} in revision '{rev}'.")
            one = whole.one(id)
            return One(name, said, one.edition)

    def _unknown(self, name: str, fault: NoRevision) -> CannotRun:
        if "/" in name or Path(name).suffix in (".yaml", ".yml"):
            what = f"There is no file or folder {name}, and it is not a revision." if ":" not in name else fault.message
            return CannotRun(what, fault.remedy if ":" in name else None)
        ids = [one.identity.id for one in self.now.library.everything] if self._has_root else []
        near = nearest(name, ids)
        if near and ":" not in name:
            return CannotRun(f"'{name}' is not a document, a file or a revision.", f"Did you mean '{near}'?")
        return CannotRun(f"'{name}' is not a document or a file. {fault.message}", fault.remedy)


def _about(rev: str, at: history.Revision) -> str:
    from formwright.answers.spelling import day_in_words

    day = day_in_words(at.day)
    return day if at.commit.startswith(rev) else f"{at.short}, {day}"


def _whole(name: str, said: str, root: Path, before: str = "") -> Whole:
    library = load(root, beside_released=False)
    if library.framework is None:
        first = next((fault for fault in library.diagnostics if has_errors([fault])), None)
        why = f" {before}{first.place} {first.code}: {first.message}" if first else ""
        raise CannotRun(f"framework.yaml has errors, so {said} cannot be compared.{why}", first.hint if first else None)
    return Whole(name, said, library, before)
