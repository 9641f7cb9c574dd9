"""The forms that returns can be of: as each is now, and in every version that was released.

Only what a return asks for is opened, and that once, however many versions there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from formwright.diagnostics import Diagnostic
from formwright.model import rules
from formwright.model.basis import Basis
from formwright.model.form import Form
from formwright.model.framework import Framework
from formwright.model.release import Nothing, Release, Released, understood
from formwright.model.rules import Rules


@dataclass(frozen=True, slots=True, eq=False)
class Versions(Mapping[str, Rules]):
    """By id each form as it is now; where its definition is gone, or has errors, as it was released last. `today` are
    the framework's words of now, None where no version was released."""

    now: Mapping[str, Rules]
    released: Released = field(default_factory=Nothing)
    today: Framework | None = None
    _found: dict[tuple[str, str], Rules] = field(default_factory=dict)
    _last: dict[str, Rules | None] = field(default_factory=dict)

    @classmethod
    def of_basis(cls, basis: Basis) -> "Versions":
        """Those of one framework."""
        now = {form.identity.id: rules.compile(form) for form in basis.forms}
        return cls(now, basis.released, basis.framework)

    def __getitem__(self, id: str) -> Rules:
        found = self.now.get(id) or self._released_last(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from self.now
        yield from (id for id in self.released.ids if id not in self.now and self._released_last(id))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def of(self, id: str, version: str | None) -> Rules | None:
        """What a return of this form and version is judged by: that version, as it was released. A version that was
        not released is that of now, as far as it is the same; where it is another, what comes back is of another
        version than was asked for. None where there is no such form.

        A version whose file cannot be relied on is not used: `unusable` says why, beside another version."""
        known = self._found.get((id, version or ""))
        if known is not None:
            return known
        found = self.get(id)
        if version is None or version not in self.released.versions(id):
            if found is not None and found.form.identity.version == version:
                self._found[id, version] = found
            return found
        head = self.released.head(id, version)
        now = self.now.get(id)
        if now is not None and not isinstance(head, Diagnostic) and self.today is not None and _is(now, head.digest):
            found = replace(now, release=Release(head, now.form, self.today))
        else:
            found = self._as_released(id, version, found)
        if found is not None:
            self._found[id, version] = found
        return found

    def _as_released(self, id: str, version: str, instead: Rules | None) -> Rules | None:
        release = self.released.get(id, version)
        if isinstance(release, Diagnostic):
            return instead and replace(instead, unusable=release)
        if not isinstance(release.definition, Form) or self.today is None:
            return instead
        compiled = rules.compile(release.definition)
        return replace(compiled, release=release, words=understood(self.today, release.framework))

    def _released_last(self, id: str) -> Rules | None:
        """The newest of its released versions that can be used."""
        if id not in self._last:
            each = (self._as_released(id, version, None) for version in reversed(self.released.versions(id)))
            self._last[id] = next(filter(None, each), None)
        return self._last[id]


def _is(now: Rules, digest: str) -> bool:
    return now.form.identity.digest == digest


def of_version(forms: Mapping[str, Rules], id: str, version: str | None) -> Rules | None:
    """What a return of this form and version is judged by; None where there is no such form."""
    return forms.of(id, version) if isinstance(forms, Versions) else forms.get(id)


def known_versions(forms: Mapping[str, Rules], id: str) -> tuple[str, ...]:
    """The versions of which a return of this form can be, the lowest first."""
    released = forms.released.versions(id) if isinstance(forms, Versions) else ()
    present = forms[id].form.identity.version
    return released if present in released else (*released, present)
