"""The released versions in a framework's folder, each opened when it is asked for."""

from dataclasses import dataclass, field
from pathlib import Path

from formwright.definitions.sources import shown
from formwright.diagnostics import Diagnostic
from formwright.model.release import Head, Release
from formwright.releases import folder, frozen
from formwright.releases.frozen import Frozen


@dataclass(frozen=True, slots=True)
class Releases:
    """The released versions in a framework's folder, as they lie there when each is first asked for."""

    root: Path
    _ids: list[tuple[str, ...]] = field(default_factory=list, repr=False, compare=False)
    _versions: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _files: dict[tuple[str, str], Frozen | Diagnostic] = field(default_factory=dict, repr=False, compare=False)
    _whole: dict[tuple[str, str], Release | Diagnostic] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ids(self) -> tuple[str, ...]:
        if not self._ids:
            self._ids.append(folder.ids(self.root))
        return self._ids[0]

    def versions(self, id: str) -> tuple[str, ...]:
        if id not in self._versions:
            self._versions[id] = folder.versions(self.root, id)
        return self._versions[id]

    def head(self, id: str, version: str) -> Head | Diagnostic:
        found = self.file(id, version)
        return found if isinstance(found, Diagnostic) else found.head

    def get(self, id: str, version: str) -> Release | Diagnostic:
        if (id, version) not in self._whole:
            from formwright.definitions.read_back import read  # which needs all that reads definitions

            found = self.file(id, version)
            self._whole[id, version] = found if isinstance(found, Diagnostic) else read(found)
        return self._whole[id, version]

    def file(self, id: str, version: str) -> Frozen | Diagnostic:
        """The file of one of these versions, or why it cannot be relied on."""
        if (id, version) not in self._files:
            path = folder.path(self.root, id, version)
            self._files[id, version] = frozen.opened(path, shown(path, self.root), id, version)
        return self._files[id, version]
