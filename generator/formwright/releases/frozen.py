"""A released file as it lies there: what it says first of itself, and whether it is just as it was written."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from formwright.answers import spelling
from formwright.diagnostics import Diagnostic, error
from formwright.model.release import Head
from formwright.places import LARGEST, Mark, Place
from formwright.releases.seal import FORMATS, NOT_SEALED, seal

_HEAD = re.compile(r"""^(format|kind|id|version|digest|in_force|withdrawn|seal): *["']?([^"'\n]*?)["']? *$""", re.M)
_KIND = re.compile(rb"^kind: release\r?$", re.M)
_BODY = re.compile(r"^(framework|definition):", re.M)
_DIGEST = re.compile("[0-9a-f]{64}")
_PUT_BACK = "Restore it from a backup or with 'git checkout'. Released versions never change."


@dataclass(frozen=True, slots=True)
class Frozen:
    """A released file that is as it was written. `text` is all of it."""

    head: Head
    format: int
    text: str


def is_release(raw: bytes) -> bool:
    """Whether a file says that it is a released version."""
    return _KIND.search(raw[:2000]) is not None


def opened(path: Path, file: str, id: str, version: str) -> Frozen | Diagnostic:
    """The released file that should hold this version, or why it cannot be relied on. `file` is its name as people
    are shown it."""
    place = Place(file)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(place, "is not a readable file")
        if status.st_size > LARGEST:
            return _unreadable(place, f"is larger than {LARGEST // 1_000_000} MB")
        raw = path.read_bytes()
    except OSError as fault:
        return _unreadable(place, f"cannot be read: {fault.strerror}", "Check that you are allowed to open it.")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return _unreadable(place, "is not text in UTF-8")
    return of_text(text, file, id, version)


def named(text: str) -> tuple[str, str]:
    """The id and the version that the text of a released file says it is of; empty where it does not say."""
    body = _BODY.search(text)
    found = dict(_HEAD.findall(text[: body.start()] if body else ""))
    return found.get("id", ""), found.get("version", "")


def of_text(text: str, file: str, id: str, version: str) -> Frozen | Diagnostic:
    """The same of the text of a file, with \\n at the end of each line."""
    place = Place(file)
    body = _BODY.search(text)
    said = _HEAD.findall(text[: body.start()] if body else "")
    found = dict(said)
    if found.get("kind") != "release" or not found.get("format"):
        return _unreadable(place, "is not a released version, or is incomplete")
    if found["format"] not in map(str, FORMATS):
        what = "was written by a newer version of Formwright, in a format that this one cannot read"
        return _unreadable(place, what, "Update Formwright.")
    is_once = len(said) == len(found) and len(NOT_SEALED.findall(text)) == len({"seal", "withdrawn"} & found.keys())
    if not is_once or not _DIGEST.fullmatch(found.get("seal", "")) or found["seal"] != seal(text):
        message = "This released version is not as it was written: it has been edited or cut off."
        return error("release/edited", _at(place, text, "seal"), message, _PUT_BACK)
    for key in ("in_force", "withdrawn"):
        if (key == "in_force" or key in found) and not spelling.is_date(found.get(key, "")):
            message = f"This released version cannot be used: '{key}' is not a valid date."
            return error("release/unreadable", _at(place, text, key), message, "Write it like 2026-01-31.")
    if (found.get("id"), found.get("version")) != (id, version):
        message = f"This file contains version {found.get('version')} of '{found.get('id')}', so its name is wrong."
        hint = f"Move it to released/{found.get('id')}/{found.get('version')}.yaml."
        return error("release/misplaced", _at(place, text, "id"), message, hint)
    head = Head(
        place.file, id, version, found.get("digest", ""), found.get("in_force", ""), found.get("withdrawn") or None
    )
    return Frozen(head, int(found["format"]), text)


def _unreadable(place: Place, what: str, hint: str = _PUT_BACK) -> Diagnostic:
    return error("release/unreadable", place, f"This file {what}, so returns on its version cannot be checked.", hint)


def _at(place: Place, text: str, key: str) -> Place:
    """Where the line of this key stands."""
    line = next((n for n, line in enumerate(text.split("\n"), 1) if line.startswith(f"{key}:")), 1)
    return Place(place.file, Mark(line, 1))


def withdrawn(text: str, day: str) -> str:
    """The text of a released file with this as its last day."""
    lines = [line for line in text.split("\n") if not line.startswith("withdrawn:")]
    after = next(n for n, line in enumerate(lines, 1) if line.startswith("in_force:"))
    return "\n".join([*lines[:after], f"withdrawn: {day}", *lines[after:]])
