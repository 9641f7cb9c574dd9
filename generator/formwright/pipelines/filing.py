"""Where what arrived is filed: unchanged, by a name that a person can find, never in place of another."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from formwright.pipelines import files
from formwright.readers.kinds import NOT_RETURNS
from formwright.record import names as own

NOT_USABLE = "not-usable"
LONGEST = 60  # characters of a case's id, or of a name as it arrived
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)", re.IGNORECASE)  # names of Windows' devices


@dataclass(slots=True)
class Folder:
    """The folder of returns. `strays` are the files in it that the record does not know, by their size. In a trial run
    (`is_trial`) nothing is written."""

    root: Path
    strays: dict[int, list[Path]]
    is_trial: bool = False
    promised: set[str] = field(default_factory=set)
    folders: set[Path] = field(default_factory=set)

    @classmethod
    def of(cls, root: Path, known: Iterable[str], is_trial: bool = False) -> "Folder":
        return cls(root, _strays(root, set(known)), is_trial)

    def file(self, content: bytes, sha256: str, month: str, name: str) -> str:
        """Files these bytes, and gives their path in the folder. A file with them that is there already, as after a run
        that was cut off, is taken for it. Raises OSError where it cannot be written."""
        if (there := self._stray(content, sha256)) is not None:
            return there
        folder = self.root / month
        stem, dot, ending = name.rpartition(".")
        number = 1
        while True:
            path = folder / (name if number == 1 else f"{stem or ending}-{number}{dot and stem and f'.{ending}'}")
            number += 1
            within = path.relative_to(self.root).as_posix()
            if within.casefold() in self.promised or os.path.lexists(path):
                continue
            if not self.is_trial:
                try:
                    self._write(path, content)
                except FileExistsError:
                    continue
            self.promised.add(within.casefold())
            return within

    def _write(self, path: Path, content: bytes) -> None:
        """Whole, and on the disk: what is recorded as filed is there after a power cut, too."""
        if path.parent not in self.folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.folders.add(path.parent)
        files.begin(path, content)
        for place in (path, path.parent):
            with suppress(OSError):  # not every system can do it with a folder
                handle = os.open(place, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    def _stray(self, content: bytes, sha256: str) -> str | None:
        for path in self.strays.get(len(content), ()):
            with suppress(OSError):
                if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
                    self.strays[len(content)].remove(path)
                    return path.relative_to(self.root).as_posix()
        return None


def _strays(root: Path, known: set[str]) -> dict[int, list[Path]]:
    found: dict[int, list[Path]] = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or name in (*own.ALL, NOT_RETURNS) or path.relative_to(root).as_posix() in known:
                continue
            with suppress(OSError):
                found.setdefault(path.stat().st_size, []).append(path)
    return found


# --- names -------------------------------------------------------------------------------------


def name_of_return(case: str | None, form: str, date: str | None, arrived: str, content: bytes) -> str:
    """Of which case it is, of which form, and of which day: `A1042-tier1-generic-audit-2014-01-15.docx`."""
    return f"{safe(case or '') or 'no-case-id'}-{form}-{date or 'no-date'}{_ending(arrived, content)}"


def name_as_arrived(name: str) -> str:
    """The same name, as far as every computer can keep it."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        return safe(name) or "unnamed"
    return f"{safe(stem) or 'unnamed'}.{ending.lower()}"


def safe(words: str) -> str:
    """Letters and digits of any script, with '-' for all else."""
    plain = "".join(c if c.isalnum() or c in "_." else "-" for c in unicodedata.normalize("NFC", words))
    found = re.sub("-+", "-", re.sub(r"\.\.+", ".", plain)).strip("-._")[:LONGEST].strip("-._")
    while len(found.encode()) > 150:  # bytes, of which a name may have 255
        found = found[:-1]
    return f"file-{found}" if _RESERVED.match(found) else found


def _ending(name: str, content: bytes) -> str:
    if content.startswith(b"PK"):
        return ".docx"
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    ending = Path(name).suffix.lower()
    return ending if ending in (".yaml", ".yml", ".json") else ".yaml"
