"""The kinds of definition, one module each: what is checked beyond the shape (`check`), for a shape that is
sound, and the model that a sound definition becomes (`build`)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from formwright.definitions import references, texts
from formwright.definitions.kinds import directory as directory
from formwright.definitions.kinds import duties as duties
from formwright.definitions.kinds import form, guide, programme, standards, terms
from formwright.definitions.kinds import framework as framework
from formwright.definitions.kinds import handbook as handbook
from formwright.definitions.kinds import measures as measures
from formwright.definitions.kinds import reviews as reviews
from formwright.definitions.kinds import themes as themes
from formwright.definitions.kinds.identity import digest
from formwright.definitions.known import Known
from formwright.diagnostics import Diagnostic
from formwright.marked import Mapping as Raw
from formwright.marked import Marked
from formwright.model.form import Form
from formwright.model.framework import Framework
from formwright.model.guide import Guide
from formwright.model.programme import Programme
from formwright.model.standards import Standards
from formwright.model.terms import TermsOfReference

Definition = Form | Standards | Programme | TermsOfReference | Guide


class Checked(Protocol):
    """What the module of a kind that is a part of the handbook has."""

    def check(self, marked: Marked, known: Known) -> Iterator[Diagnostic]: ...


class Kind(Protocol):
    """What the module of a kind of document has."""

    def check(self, marked: Marked, known: Known) -> Iterator[Diagnostic]: ...

    def build(self, data: Raw, words: Framework) -> Definition: ...


DOCUMENTS: Mapping[str, Kind] = {
    "form": form,
    "standards": standards,
    "programme": programme,
    "terms-of-reference": terms,
    "guide": guide,
}
"""The kinds that each become a document of their own. The others are read where the whole folder is."""


_PARTS_OF_THE_HANDBOOK: Mapping[str, Checked] = {"duties": duties, "measures": measures}


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """Every fault of meaning in a definition of a document, of the duties or of the measures."""
    kind = str(marked.data["kind"])
    yield from references.appendix(marked, known)
    yield from texts.check(marked)
    yield from references.in_texts(marked, known)
    yield from (_PARTS_OF_THE_HANDBOOK.get(kind) or DOCUMENTS[kind]).check(marked, known)


def build(data: Raw, words: Framework) -> Definition:
    """The model of a document's definition, with the digest of all that it says."""
    built = DOCUMENTS[str(data["kind"])].build(data, words)
    return replace(built, identity=replace(built.identity, digest=digest(built)))
