"""From definitions to documents on disk: only what has changed, on all cores, whole or not at all."""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module, metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import formwright
from formwright.compose import compose, handbook, index
from formwright.definitions.build import Definition
from formwright.definitions.library import Library, matrix
from formwright.diagnostics import has_errors
from formwright.document.nodes import Document
from formwright.errors import CannotRun
from formwright.model.framework import Framework
from formwright.model.standards import Standards
from formwright.pipelines.files import write

FORMATS = {"html": "Web page", "docx": "Word", "pdf": "PDF"}  # a writer's name, and what readers call it
FOLDERS = {"form": "forms", "programme": "schedules"}  # every other kind: standards
LIBRARIES = ("weasyprint", "pydyf", "pikepdf", "python-docx", "Jinja2", "fonttools", "font-source-sans-pro", "resvg_py")
MEMORY = ".formwright.json"  # what each file was made from, beside the manifest


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be written. `path` counts from the output folder, with `/` between folders."""

    document: Document
    format: str
    path: str

    @property
    def made_from(self) -> str:
        """A digest of all that decides the file's content."""
        return hashlib.sha256(f"{self.format} {_writers()} {self.document!r}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did. `failed` holds, for each file that could not be written, why."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def publish(
    library: Library,
    out: Path,
    ids: Collection[str] = (),
    formats: Collection[str] = tuple(FORMATS),
    jobs: int | None = None,
    force: bool = False,
    done: Callable[[int, int, str], None] = lambda finished, of, path: None,
) -> Published:
    """Writes the documents of a framework to `out`, with their manifest and index.

    Files whose content would be the same are left alone. A file that fails keeps its previous
    version and stops no other. `done` is called as each file is finished. Raises CannotRun where
    `out` cannot be written to.
    """
    framework = library.framework
    if framework is None:
        raise CannotRun("framework.yaml has errors, so nothing can be built.", "Run 'formwright validate'.")
    tasks = _tasks(library, framework)
    wanted = [t for t in tasks if t.format in formats and (not ids or t.document.identity.id in ids)]
    try:
        out.mkdir(parents=True, exist_ok=True)
        memory = _memory(out)
        stale = [t for t in wanted if force or not _is_current(t, out, memory)]
        failed: dict[str, str] = {}
        for finished, (task, made, problem) in enumerate(_carried_out(stale, out, jobs), 1):
            if problem is None:
                memory[task.path] = [made, _sha256(out / task.path)]
            else:
                failed[task.path] = problem
            done(finished, len(stale), task.path)
        if not has_errors(library.diagnostics):
            _withdraw(out, memory, {t.path for t in tasks})
        _write_lists(out, tasks, memory, framework)
    except OSError as fault:
        raise CannotRun(f"{fault.filename or out} cannot be written: {fault.strerror}.", "Choose --out DIR.") from None
    paths = [t.path for t in stale]
    return Published(
        written=tuple(p for p in paths if p not in failed),
        unchanged=tuple(t.path for t in wanted if t not in stale),
        failed=tuple(failed.items()),
    )


def _tasks(library: Library, framework: Framework) -> list[Task]:
    found = []
    for definition in library.definitions:
        document = compose(definition, framework)
        folder = FOLDERS.get(document.identity.kind, "standards")
        found += [Task(document, f, f"{folder}/{document.identity.id}.{f}") for f in FORMATS]
    if (book := handbook_of(library, framework)) is not None:
        found += [Task(book, f, f"{book.identity.id}.{f}") for f in FORMATS]
    return found


def handbook_of(library: Library, framework: Framework) -> Document | None:
    """The handbook, where it is sound and so is every document that it compiles."""
    if library.handbook is None:
        return None
    defined = {d.identity.id: d for d in library.definitions}
    if not all(id in defined for id in library.handbook.appendices):
        return None
    appendices = [
        handbook.Appendix(defined[id].identity, partial(compose, defined[id], framework), _numbers(defined[id]))
        for id in library.handbook.appendices
    ]
    return handbook.compose(library.handbook, framework, appendices, library.duties, matrix(library))


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
        digest.update(f"{name} {metadata.version(name)}".encode())
    for room in ("writers", "document"):
        for path, content in _files(files("formwright").joinpath(room)):
            digest.update(path.encode() + content)
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry)
        elif entry.is_file():
            yield entry.name, entry.read_bytes()


def _is_current(task: Task, out: Path, memory: dict[str, list[str]]) -> bool:
    path = out / task.path
    return task.path in memory and path.is_file() and memory[task.path] == [task.made_from, _sha256(path)]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _memory(out: Path) -> dict[str, list[str]]:
    try:
        found: dict[str, list[str]] = json.loads((out / MEMORY).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


# --- writing -------------------------------------------------------------------------------


def _carried_out(tasks: list[Task], out: Path, jobs: int | None) -> Iterator[tuple[Task, str, str | None]]:
    """Each task as it is finished, with what it was made from and, if it failed, why. The slow
    ones go first, so that no core is left waiting at the end."""
    tasks = sorted(tasks, key=lambda t: (t.format != "pdf", t.path))
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if workers <= 1:
        yield from (_carry_out(t, out) for t in tasks)
        return
    try:
        pool = ProcessPoolExecutor(workers)
    except OSError:  # a machine that lets no processes talk to each other
        yield from (_carry_out(t, out) for t in tasks)
        return
    with pool:
        for future in as_completed([pool.submit(_carry_out, t, out) for t in tasks]):
            yield future.result()


def _carry_out(task: Task, out: Path) -> tuple[Task, str, str | None]:
    try:
        content = import_module(f"formwright.writers.{task.format}").write(task.document)
    except Exception as fault:  # a writer's own fault must not stop the other documents
        return task, task.made_from, f"{type(fault).__name__}: {fault}"
    write(out / task.path, content)
    return task, task.made_from, None


def _withdraw(out: Path, memory: dict[str, list[str]], paths: set[str]) -> None:
    """Takes away what was built from definitions that are no longer there."""
    for path in sorted(set(memory) - paths):
        (out / path).unlink(missing_ok=True)
        del memory[path]


def _write_lists(out: Path, tasks: list[Task], memory: dict[str, list[str]], framework: Framework) -> None:
    there = [t for t in tasks if t.path in memory and (out / t.path).is_file()]
    manifest = [
        {
            "id": t.document.identity.id,
            "kind": t.document.identity.kind,
            "version": t.document.identity.version,
            "format": t.format,
            "path": t.path,
            "sha256": memory[t.path][1],
        }
        for t in there
    ]
    documents: dict[str, tuple[Document, dict[str, str]]] = {}
    for task in there:
        documents.setdefault(task.document.identity.id, (task.document, {}))[1][FORMATS[task.format]] = task.path
    page = index.compose(list(documents.values()), framework)
    write(out / "index.html", import_module("formwright.writers.html").write(page))
    write(out / "manifest.json", (json.dumps(manifest, indent=2) + "\n").encode())
    write(out / MEMORY, (json.dumps(memory, indent=1, sort_keys=True) + "\n").encode())
