"""Documents as they would be handed out now, made when a file is first to be compared with one."""

from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.model.identity import Identity
from formwright.model.release import Head, Release, Released
from formwright.readers.returned import Fresh
from formwright.writers.formats import writer

if TYPE_CHECKING:
    from formwright.document.nodes import Document


@dataclass(frozen=True, slots=True)
class Copies:
    """Of one framework's documents, as they are now and as they were released. Each is made once; one that cannot be
    made, as on a machine that draws no PDF, is None."""

    basis: Basis
    released: Released
    made: dict[tuple[Identity, str], bytes | None] = field(default_factory=dict)

    @classmethod
    def of(cls, basis: Basis) -> "Copies":
        return cls(basis, basis.released)

    def in_format(self, format: str) -> Fresh:
        return partial(self._copy, format)

    def _copy(self, format: str, of: Identity) -> bytes | None:
        if (of, format) not in self.made:
            self.made[of, format] = self._written(format, of)
        return self.made[of, format]

    def document(self, of: Identity) -> "Document | None":
        """The document of this identity, as it would be, or would have been, handed out; None where it is neither a
        present one nor one that was released."""
        from formwright.compose import compose

        framework = self.basis.framework
        definition = next((d for d in self.basis.definitions if d.identity == of), None)
        if definition is not None and framework is not None:
            return compose(definition, framework)
        if of.version not in self.released.versions(of.id):
            return None
        found = self.released.get(of.id, of.version)
        is_it = isinstance(found, Release) and found.definition.identity == of
        return compose(found.definition, found.framework) if is_it and isinstance(found, Release) else None

    def standings(self, of: Identity) -> tuple[str | None, ...]:
        """What this document may say of its own version: nothing, or that it is superseded or withdrawn."""
        from formwright.compose import superseded

        versions = self.released.versions(of.id)
        head = self.released.head(of.id, of.version) if of.version in versions else None
        if not isinstance(head, Head):
            return (None,)
        newer = self.released.head(of.id, versions[-1]) if of.version != versions[-1] else None
        said = superseded.words(head, newer if isinstance(newer, Head) else None)
        return (None, said) if said else (None,)

    def _written(self, format: str, of: Identity) -> bytes | None:
        document = self.document(of)
        if document is None:
            return None
        try:
            written: bytes = import_module(writer(format)).write(document)
        except CannotRun:
            return None
        return written
