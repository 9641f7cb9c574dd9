"""Moderating: a framework's forms and the record of a folder of returns → how far those who judged the same agree."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from formwright.definitions.library import Library
from formwright.diagnostics import Diagnostic
from formwright.errors import CannotRun
from formwright.misspelt import did_you_mean
from formwright.model.form import Form
from formwright.oversight.cycles import Period
from formwright.oversight.judged import Item, items
from formwright.oversight.judged_twice import WITHIN
from formwright.oversight.moderation import Moderation, moderation
from formwright.record.store import Record


def moderated(
    library: Library, kept: Record, period: Period, within: int = WITHIN, form: str | None = None
) -> Moderation:
    """What was judged twice in a period, of one form or of all. Raises CannotRun where there is no such form."""
    forms = _Forms(library)
    known = sorted({*forms.now, *library.released.ids, *kept.forms()})
    if form is not None and form not in known:
        raise CannotRun(f"There is no form '{form}'.", did_you_mean(form, known) or f"Choose from: {', '.join(known)}.")
    again = [id for id in known if any(part.moderates for one in forms.versions(id) for part in one.parts)]
    return moderation(kept, forms.items, again, period, within, form, {id: forms.title(id) for id in known})


@dataclass(frozen=True)
class _Forms:
    """The forms of a framework in all their versions. Each is looked at once."""

    library: Library
    _items: dict[tuple[str, str | None], tuple[Item, ...]] = field(default_factory=dict)

    @property
    def now(self) -> dict[str, Form]:
        return {form.identity.id: form for form in self.library.forms}

    def items(self, id: str, version: str | None) -> tuple[Item, ...]:
        """What a version of a form asks to be judged."""
        if (id, version) not in self._items:
            found = next((f for f in self.versions(id) if f.identity.version == version), None)
            self._items[id, version] = items(found) if found else ()
        return self._items[id, version]

    def versions(self, id: str) -> Iterator[Form]:
        """Today's first, then those that were released."""
        if id in self.now:
            yield self.now[id]
        released = self.library.released
        for version in released.versions(id):
            found = released.get(id, version)
            if not isinstance(found, Diagnostic) and isinstance(found.definition, Form):
                yield found.definition

    def title(self, id: str) -> str:
        return next((form.identity.title for form in self.versions(id)), id)
