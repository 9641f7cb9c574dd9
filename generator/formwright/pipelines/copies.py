"""Documents as they would be handed out now, made when a file is first to be compared with one."""

from dataclasses import dataclass, field
from functools import partial
from importlib import import_module

from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.readers.returned import Fresh
from formwright.writers.formats import writer


@dataclass(frozen=True, slots=True)
class Copies:
    """Of one framework. Each is made once; one that cannot be made, as on a machine that draws no PDF, is None."""

    basis: Basis
    made: dict[tuple[str, str], bytes | None] = field(default_factory=dict)

    def of(self, format: str) -> Fresh:
        return partial(self._copy, format)

    def _copy(self, format: str, id: str) -> bytes | None:
        if (id, format) not in self.made:
            self.made[id, format] = self._written(format, id)
        return self.made[id, format]

    def _written(self, format: str, id: str) -> bytes | None:
        framework = self.basis.framework
        definition = next((d for d in self.basis.definitions if d.identity.id == id), None)
        if framework is None or definition is None:
            return None
        from formwright.compose import compose

        try:
            written: bytes = import_module(writer(format)).write(compose(definition, framework))
        except CannotRun:
            return None
        return written
