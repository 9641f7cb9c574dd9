"""Released versions to measure with: each form of a framework in many versions, lower than that of now."""

from pathlib import Path

from formwright import marked
from formwright.definitions import kinds, rests_on
from formwright.definitions.library import Library
from formwright.marked import Marked
from formwright.model.standards import Standards
from formwright.releases import folder
from formwright.writers import release


def make(root: Path, library: Library, count: int) -> int:
    """Writes this many into a framework's folder; how many there are then."""
    assert library.framework is not None
    sets = [definition for definition in library.definitions if isinstance(definition, Standards)]
    words = library.written["framework"].data
    for number in range(count):
        form = library.forms[number % len(library.forms)].identity
        version = f"0.{number + 1}"
        source = _in_version(library.written[form.id], form.version, version)
        digest = kinds.build(source.data, library.framework).identity.digest
        content = release.write(
            form.id, version, digest, "2026-01-05", rests_on.words(source, words, sets), source.data
        )
        path = folder.path(root, form.id, version)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return sum(len(folder.versions(root, id)) for id in folder.ids(root))


def _in_version(source: Marked, now: str, version: str) -> Marked:
    text = "\n".join(source.lines).replace(f'version: "{now}"', f'version: "{version}"', 1)
    return marked.read(text.encode(), source.file)
