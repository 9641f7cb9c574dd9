"""The folder that a build writes into: which files in it are the build's own, what each was made from, and
that only one build writes there at a time. Nothing else in the folder is touched, and nothing outside of it."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from formwright.errors import CannotRun
from formwright.pipelines.files import clear_unfinished, put

if TYPE_CHECKING:
    from formwright.document.nodes import Identity

MEMORY = ".formwright.json"  # what each file was made from, beside the manifest
SET_ASIDE = ".formwright.json.damaged"
LOCK = ".formwright.lock"
STATEMENT = "accessibility.html"
STATED = b'content="accessibility-statement"'  # in the head of every statement that a build has written
LISTS = ("index.html", STATEMENT, "manifest.json")
"""What every build writes besides the documents. They are not documents, so the manifest does not list them."""
FOLDERS = ("forms", "schedules", "standards")
FORM = re.compile("form [a-z0-9]+(-[a-z0-9]+)*")
_ID = "[a-z0-9]+(-[a-z0-9]+)*"
PATH = re.compile(rf"((({'|'.join(FOLDERS)})/)?{_ID}|released/{_ID}/[0-9]+(\.[0-9]+)*)\.[a-z0-9]+")

Say = Callable[[str], None]


@dataclass(slots=True)
class Built:
    """What the builds before wrote into a folder: by path (from the folder, with `/`) what each file was
    made from, and the digest of its content; '' where a build was cut off before that was known. And the
    version and the digest that each form had when it was built last, by 'form ' and its id."""

    out: Path
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)

    def is_current(self, path: str, made_from: str) -> bool:
        """Whether the file is there as it was written, and would be written the same again."""
        file = self.out / path
        return (
            path in self.files
            and file.is_file()
            and not file.is_symlink()
            and self.files[path] == (made_from, sha256(file))
        )

    def claim(self, paths: Iterable[str], over_others: bool) -> None:
        """Makes these files the build's own, before they are written. Raises CannotRun where a file of
        somebody else is in the place of one, or a folder that lies elsewhere."""
        paths = list(paths)
        for folder in sorted({self.out / parent for path in paths for parent in PurePath(path).parents}):
            if folder != self.out and folder.is_symlink():
                raise CannotRun(f"{folder} is a link, so the files would be saved somewhere else.", "Remove it.")
        wanted = (*paths, *LISTS)
        others = [p for p in wanted if os.path.lexists(self.out / p) and not self._is_own(p)]
        if others and not over_others:
            more = f" and {len(others) - 1} other files were" if len(others) > 1 else " was"
            message = f"{self.out / others[0]}{more} not written by a build and would be lost."
            raise CannotRun(message, "Move it, choose another folder with --out, or use --force.")
        for path in paths:
            self.files.setdefault(path, ("", ""))
        self.save()

    def _is_own(self, path: str) -> bool:
        """An organisation may have put a statement that it has written itself into the folder."""
        if path == STATEMENT and not (self.out / path).is_symlink():
            return bool(self.files) and STATED in (self.out / path).read_bytes()
        return path in self.files or (path in LISTS and bool(self.files))

    def withdraw(self, paths: Iterable[str]) -> Iterator[str]:
        """Takes these files away; a sentence on each that is left, as it is not as it was written."""
        for path in paths:
            file = self.out / path
            _, content = self.files.pop(path)
            if not os.path.lexists(file):
                continue
            is_own = file.is_file() and not file.is_symlink() and not file.parent.is_symlink()
            if is_own and content in ("", sha256(file)):
                file.unlink()
            else:
                yield (
                    f"{file} belongs to a definition that no longer exists. It has been changed since it was built, "
                    "so it was not deleted."
                )

    def changed(self, forms: "Iterable[Identity]") -> Iterator[str]:
        """Remembers what these forms say; a sentence on each that said something else under the same version."""
        for form in forms:
            before, digest = self.forms.get(f"form {form.id}", ("", ""))
            if before == form.version and digest != form.digest:
                yield (
                    f"Warning: {form.id} has changed since it was last built, but is still version {form.version}. "
                    "Forms that have already been handed out will be refused when they come back. Raise "
                    "its 'version', unless none have been handed out."
                )
            self.forms[f"form {form.id}"] = (form.version, form.digest)

    def save(self) -> None:
        data = {name: list(known) for name, known in (self.files | self.forms).items()}
        put(self.out / MEMORY, (json.dumps(data, indent=1, sort_keys=True) + "\n").encode())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def building(out: Path, say: Say) -> Iterator[Built]:
    """The folder, made where it is missing, for this build alone: another one waits until it is done.
    `say` is given what a person should know. Raises OSError where the folder cannot be used."""
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out, say):
        for folder in {out, *(out / path for path in FOLDERS)}:
            clear_unfinished(folder)
        known = _remembered(out, say)
        yield Built(out, *({n: known[n] for n in known if kind.fullmatch(n)} for kind in (PATH, FORM)))


# --- what was written before ---------------------------------------------------------------


def _remembered(out: Path, say: Say) -> dict[str, tuple[str, str]]:
    file = out / MEMORY
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return _listed(out)
    found = _sound(raw)
    if found is not None:
        return found
    file.replace(out / SET_ASIDE)
    say(f"{file} was damaged and is now called {SET_ASIDE}. Everything is being written again.")
    return _listed(out)


def _sound(raw: bytes) -> dict[str, tuple[str, str]] | None:
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    found = {}
    for path, known in data.items():
        if not (
            (PATH.fullmatch(path) or FORM.fullmatch(path))
            and isinstance(known, list)
            and [type(k) for k in known] == [str, str]
        ):
            return None
        found[path] = (known[0], known[1])
    return found


def _listed(out: Path) -> dict[str, tuple[str, str]]:
    """The files that the manifest lists as built, where that is all that is left to go by."""
    try:
        entries = json.loads((out / "manifest.json").read_text("utf-8"))
        return {e["path"]: ("", e["sha256"]) for e in entries if PATH.fullmatch(e["path"])}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


# --- one build at a time -------------------------------------------------------------------


@contextmanager
def _alone(out: Path, say: Say) -> Iterator[None]:
    """Holds the folder's lock, which ends with this process whatever happens to it."""
    file = out / LOCK
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)  # a link could lead to anything
    with os.fdopen(os.open(file, flags, 0o666), "r+", encoding="utf-8") as held:
        _lock(held.fileno(), lambda: say(f"Another build{_who(file)} is writing into {out}: waiting for it to finish."))
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        try:
            yield
        finally:
            held.seek(0)
            held.truncate(0)
            held.flush()


def _who(file: Path) -> str:
    with suppress(OSError, ValueError):
        return f" (process {int(file.read_text('utf-8'))})"
    return ""


def _lock(handle: int, wait: Callable[[], None]) -> None:
    """Takes the lock; `wait` is called first where somebody else has it."""
    try:
        import fcntl
    except ImportError:
        _lock_on_windows(handle, wait)
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        wait()
        fcntl.flock(handle, fcntl.LOCK_EX)


def _lock_on_windows(handle: int, wait: Callable[[], None]) -> None:
    import msvcrt
    import time

    is_first = True
    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            return
        except OSError:
            if is_first:
                wait()
            is_first = False
            time.sleep(0.2)
