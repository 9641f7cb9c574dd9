"""Whether a build would change nothing, seen without reading a definition.

After a build that left everything current, it is kept what it was made from, what it said and what each of its files
holds. As long as these are the same, the same build would write nothing. Whatever is otherwise, be it a file that
somebody has changed, is left to the build itself.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from formwright.definitions import made_from, shelf, sources
from formwright.pipelines.built import LISTS, MEMORY

if TYPE_CHECKING:
    from formwright.definitions.library import Library

SCHEMAS = ".formwright/schemas"  # for editors: a build keeps them up as well


class Unchanged(NamedTuple):
    """How many files a build leaves as they are, and what it says of the definitions."""

    number: int
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A build that is asked for: of which framework, where to, what of it, and whether with notes."""

    root: Path
    out: Path
    ids: tuple[str, ...]
    formats: tuple[str, ...]
    with_notes: bool = False
    released: bool = False

    def state(self) -> str | None:
        """A digest of all that it would be made from; None where that cannot be told. Raises CannotRun where there
        is no framework."""
        schemas = self.root / SCHEMAS
        with_schemas = schemas.is_dir()
        editors = sorted(schemas.iterdir()) if with_schemas else []
        found = made_from.digest(self.root, (*sources.files(self.root), *editors), whole=True)
        return f"{found}+" if found and with_schemas else found

    def unchanged(self) -> Unchanged | None:
        """What it would come to, where it would write nothing; None where it must look. Raises CannotRun as `state`
        does."""
        state = self.state()
        content = shelf.read(self._name, state) if state else None
        if content is None:
            return None
        try:
            known = json.loads(content)
            is_same = all(_digest(self.out / path) == digest for path, digest in known["files"].items())
            strays = sources.strays(self.root, sources.files(self.root), known["other_folders"])
            found = Unchanged(int(known["documents"]), tuple(map(str, known["said"])))
            return found if is_same and next(strays, None) is None else None
        except (ValueError, TypeError, KeyError, AttributeError, OSError):
            return None

    def keep(self, before: str | None, said: Iterable[str], documents: Collection[str], library: "Library") -> None:
        """After a build that nothing stood in the way of. `before` is the state that it began from, `documents` are
        its files."""
        try:
            files = {path: _digest(self.out / path) for path in (*documents, *LISTS, MEMORY)}
        except OSError:
            return
        if before is not None and before == self.state():  # nothing was changed meanwhile
            known = {"documents": len(documents), "said": list(said), "files": files}
            shelf.write(self._name, before, json.dumps(known | {"other_folders": library.other_folders}).encode())

    @property
    def _name(self) -> str:
        options = (("with notes", self.with_notes), ("released", self.released))
        asked = (*sorted(self.ids), *sorted(self.formats), *(name for name, chosen in options if chosen))
        seen = (str(self.root), str(self.out), str(Path.cwd()), *asked)
        return f"{hashlib.sha256(os.fsencode(os.pathsep.join(seen))).hexdigest()[:32]}.built.json"


def _digest(path: Path) -> str:
    """Of what is in a file. One in whose place a link stands has none."""
    return "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
