"""What returns are judged by."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from formwright.diagnostics import Diagnostic
from formwright.model.duties import Deadline, Duties
from formwright.model.form import Form
from formwright.model.framework import Directory, Framework
from formwright.model.programme import Programme
from formwright.model.release import Released

if TYPE_CHECKING:
    from formwright.model.guide import Guide
    from formwright.model.standards import Standards
    from formwright.model.terms import TermsOfReference

    Composable = Form | Guide | Programme | Standards | TermsOfReference


class Basis(Protocol):
    """A framework's words (None where they cannot be used), its forms, and who holds which role. `definitions`
    are the documents that what comes back may be held against. `people` is all that keeps the program from knowing
    who holds which role, `texts` are the lines of the files that it speaks of. `is_sound` is False where something
    that is defined is in error, so that a form may be missing. `released` are the versions that were released,
    `deadlines` by when what a return asks for must be done. `duties` are None where there are none, or they are in
    error; `programmes` are those that can be used."""

    @property
    def framework(self) -> Framework | None: ...

    @property
    def directory(self) -> Directory: ...

    @property
    def forms(self) -> tuple[Form, ...]: ...

    @property
    def definitions(self) -> tuple["Composable", ...]: ...

    @property
    def people(self) -> tuple[Diagnostic, ...]: ...

    @property
    def texts(self) -> Mapping[str, Sequence[str]]: ...

    @property
    def is_sound(self) -> bool: ...

    @property
    def released(self) -> Released: ...

    @property
    def duties(self) -> Duties | None: ...

    @property
    def programmes(self) -> tuple[Programme, ...]: ...

    @property
    def deadlines(self) -> tuple[Deadline, ...]: ...
