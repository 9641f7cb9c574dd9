"""From definitions to documents on disk: only what has changed, on all cores, whole or not at all."""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module, metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import formwright
from formwright.compose import accessibility, compose, handbook, index, superseded
from formwright.definitions.kinds import Definition
from formwright.definitions.library import Library, matrix
from formwright.diagnostics import Diagnostic, has_errors
from formwright.document.nodes import Document
from formwright.errors import CannotRun
from formwright.model.framework import Framework
from formwright.model.standards import Standards
from formwright.pipelines.built import STATEMENT, Built, Say, building, sha256
from formwright.pipelines.files import put
from formwright.pipelines.workers import Ended, carried_out
from formwright.releases.folder import FOLDER as RELEASED
from formwright.writers.formats import BUILT, FORMATS, writer

FOLDERS = {"form": "forms", "programme": "schedules"}  # every other kind: standards
LIBRARIES = (
    *("weasyprint", "pydyf", "pikepdf", "python-docx", "Jinja2", "fonttools", "resvg_py"),
    *("font-source-sans-pro", "manimgx-fonts"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be written. `path` counts from the output folder, with `/` between folders. `is_released`: of a
    version that was released, beside the present one."""

    document: Document
    format: str
    path: str
    is_released: bool = False

    @property
    def made_from(self) -> str:
        """A digest of all that decides the file's content."""
        return hashlib.sha256(f"{self.format} {_writers()} {self.document!r}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be written. `is_ours`: a fault of the program, and not of the machine."""

    why: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did. `failed` holds, for each file that could not be written, why."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, Failure], ...]


def publish(
    library: Library,
    out: Path,
    ids: Collection[str] = (),
    formats: Collection[str] = BUILT,
    jobs: int | None = None,
    force: bool = False,
    with_notes: bool = False,
    done: Callable[[int, int, str], None] = lambda finished, of, path: None,
    say: Say = lambda sentence: None,
    released: bool = False,
) -> Published:
    """Writes the documents of a framework to `out`, with their manifest and index; with `released` those of earlier
    versions as well, which are kept up from then on.

    The handbook has its annex of notes only `with_notes`. Files whose content would be the same are left
    alone. A file that fails keeps its previous version and stops no other. `done` is called as each file is
    finished; `say` is given what a person should know. Raises CannotRun where `out` cannot be written to, and
    where files that no build has written are in the way, unless `force`.
    """
    framework = library.framework
    if framework is None:
        raise CannotRun("framework.yaml has errors, so nothing can be built.", "Run 'formwright validate'.")
    present = _tasks(library, framework, with_notes)
    try:
        with building(out, say) as before:
            tasks = [*present, *_released(library, None if released else before.files, say)]
            wanted = [t for t in tasks if t.format in formats and (not ids or t.document.identity.id in ids)]
            stale = [t for t in wanted if force or not before.is_current(t.path, t.made_from)]
            before.claim((t.path for t in stale), over_others=force)
            forms = {
                t.document.identity.id: t.document.identity for t in wanted if t.document.is_form and not t.is_released
            }
            for sentence in before.changed(forms.values()):
                say(sentence)
            failed = _written(stale, before, jobs, done)
            if not has_errors(library.diagnostics):
                gone = sorted(set(before.files) - {t.path for t in tasks})
                for sentence in before.withdraw(gone):
                    say(sentence)
            _write_lists(before, tasks, framework)
    except OSError as fault:
        raise CannotRun(f"{fault.filename or out} cannot be written: {fault.strerror}.", "Choose --out DIR.") from None
    return Published(
        written=tuple(t.path for t in stale if t.path not in failed),
        unchanged=tuple(t.path for t in wanted if t not in stale),
        failed=tuple(failed.items()),
    )


def _tasks(library: Library, framework: Framework, with_notes: bool = False) -> list[Task]:
    found = []
    for definition in library.definitions:
        document = compose(definition, framework)
        folder = FOLDERS.get(document.identity.kind, "standards")
        found += [Task(document, f, f"{folder}/{document.identity.id}.{f}") for f in BUILT]
    if (book := handbook_of(library, framework, with_notes)) is not None:
        found += [Task(book, f, f"{book.identity.id}.{f}") for f in BUILT]
    return found


def _released(library: Library, built: Collection[str] | None, say: Say) -> Iterator[Task]:
    """The documents of the versions that were released, but for those that are as the present ones; where it is said
    which files are `built`, of those alone. A version that is not the newest says so on every page."""
    releases = library.released
    present = {d.identity for d in library.definitions}
    for id in releases.ids:
        for version in releases.versions(id):
            paths = {f: f"{RELEASED}/{id}/{version}.{f}" for f in BUILT}
            if built is not None and not any(path in built for path in paths.values()):
                continue
            found = releases.get(id, version)
            if isinstance(found, Diagnostic):
                say(f"{found.place} cannot be relied on, so its documents were not built.")
            elif found.definition.identity not in present:
                edition = library.edition(f"{id}@{version}")
                document = compose(found.definition, found.framework)
                document = replace(document, standing=superseded.words(found.head, edition.newer))
                yield from (Task(document, f, path, is_released=True) for f, path in paths.items())


def handbook_of(library: Library, framework: Framework, with_notes: bool = False) -> Document | None:
    """The handbook, where it is sound and so is every document that it compiles; with its annex of notes, where
    they are wanted."""
    if library.handbook is None:
        return None
    defined = {d.identity.id: d for d in library.definitions}
    if not all(id in defined for id in library.handbook.appendices):
        return None
    appendices = [
        handbook.Appendix(defined[id].identity, partial(compose, defined[id], framework), _numbers(defined[id]))
        for id in library.handbook.appendices
    ]
    trace = matrix(library)
    return handbook.compose(
        library.handbook, framework, appendices, library.duties, trace, with_notes, library.measures
    )


def _numbers(definition: Definition) -> tuple[str, ...]:
    """The numbers of the standards in a set of standards."""
    if not isinstance(definition, Standards):
        return ()
    return tuple(standard.id for group in definition.groups for standard in group.standards)


# --- what has changed ----------------------------------------------------------------------


@cache
def _writers() -> str:
    """A digest of the program that writes: its own files and the libraries that it calls."""
    digest = hashlib.sha256(formwright.__version__.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    for room in ("writers", "document", "answers"):
        for path, content in _files(files("formwright").joinpath(room)):
            digest.update(path.encode() + content)
    return digest.hexdigest()


def _version(name: str) -> str:
    """Of a library; the further typefaces may have been left out."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def _files(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry)
        elif entry.is_file():
            yield entry.name, entry.read_bytes()


# --- writing -------------------------------------------------------------------------------


def _written(
    tasks: list[Task], before: Built, jobs: int | None, done: Callable[[int, int, str], None]
) -> dict[str, Failure]:
    """Writes these files and remembers what they were made from; why, for each that could not be written.
    The slow ones go first, so that no core is left waiting at the end. Raises OSError where the folder
    cannot be written to; what was written until then is remembered."""
    tasks = sorted(tasks, key=lambda t: (t.format != "pdf", t.path))
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    carry_out = partial(_carry_out, before.out)
    results = carried_out(carry_out, tasks, workers) if workers > 1 else ((t, carry_out(t)) for t in tasks)
    failed: dict[str, Failure] = {}
    try:
        for finished, (task, problem) in enumerate(results, 1):
            if isinstance(problem, Ended):
                problem = Failure("its process was ended, perhaps because it ran out of memory", is_ours=False)
            if problem is None:
                before.files[task.path] = (task.made_from, sha256(before.out / task.path))
            else:
                failed[task.path] = problem
            done(finished, len(tasks), task.path)
    finally:
        with suppress(OSError):
            before.save()
    return failed


def _carry_out(out: Path, task: Task) -> Failure | None:
    try:
        content = import_module(writer(task.format)).write(task.document)
    except CannotRun as fault:
        return Failure(f"{fault.message} {fault.remedy or ''}".strip(), is_ours=False)
    except Exception as fault:  # a writer's own fault must not stop the other documents
        return Failure(f"{type(fault).__name__}: {fault}", is_ours=True)
    put(out / task.path, content)
    return None


def _write_lists(before: Built, tasks: list[Task], framework: Framework) -> None:
    there = [t for t in tasks if before.files.get(t.path, ("", ""))[1] and (before.out / t.path).is_file()]
    manifest = [
        {
            "id": t.document.identity.id,
            "kind": t.document.identity.kind,
            "version": t.document.identity.version,
            "format": t.format,
            "path": t.path,
            "sha256": before.files[t.path][1],
        }
        for t in there
    ]
    documents: dict[str, tuple[Document, dict[str, str]]] = {}
    earlier: dict[str, tuple[Document, dict[str, str]]] = {}
    for task in there:
        of = task.document.identity
        known = earlier if task.is_released else documents
        known.setdefault(f"{of.id} {of.version}", (task.document, {}))[1][FORMATS[task.format].title] = task.path
    page = index.compose(list(documents.values()), framework, list(earlier.values()))
    write = import_module("formwright.writers.html").write
    put(before.out / "index.html", write(page))
    statement = accessibility.compose(framework, f"Formwright {formwright.__version__}")
    put(before.out / STATEMENT, write(statement))
    put(before.out / "manifest.json", (json.dumps(manifest, indent=2) + "\n").encode())
    before.save()
