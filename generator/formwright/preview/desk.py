"""What the preview shows: the last good version of each document, what the last save changed, what is wrong.

A desk is a value. Each save of a definition gives the next one.
"""

import datetime
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from formwright.compose import compose
from formwright.definitions.library import Library
from formwright.definitions.sources import shown
from formwright.diagnostics import Diagnostic, Severity
from formwright.document.changes import Change, changes
from formwright.document.nodes import Document
from formwright.document.typography import typeset
from formwright.model.form import Form
from formwright.model.framework import Framework
from formwright.model.reviews import Suspect
from formwright.pipelines import example
from formwright.pipelines.publish import handbook_of


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as it was when its definition was last valid.

    `save` counts the saves since the preview began and `at` is the time of this one, whose `changes`
    these are; a document that came with this save `is_new`. `mark` differs where documents do. A form that
    `is_filled` has example answers.
    """

    document: Document
    save: int
    at: datetime.datetime
    mark: str
    changes: tuple[Change, ...] = ()
    is_new: bool = False
    is_filled: bool = False

    @property
    def key(self) -> str:
        """What its drawings are kept by."""
        return f"{self.document.identity.id}{'?filled' if self.is_filled else ''}"


@dataclass(frozen=True)
class Desk:
    """`editions` are by id. `save` is the last save's number and `at` its time. `held` are the ids of
    those whose definition has a fault now, so that the edition is older than it. `owners` says which
    document each file defines, `gone` names what the last save removed. `fault` says why the last save, or a
    part of it, could not be read. `suspects` are the references to something that has changed since somebody reviewed
    them. `forms` are the forms by id, as they are defined, and `root` is the framework's
    folder."""

    title: str = "A framework"
    organisation: str = ""
    save: int = 0
    at: datetime.datetime = datetime.datetime.min
    editions: Mapping[str, Edition] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    owners: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    fault: str | None = None
    suspects: tuple[Suspect, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)
    root: Path = Path()

    def filled(self, id: str) -> Edition | None:
        """The edition with example answers, where it is of a form that can be filled in."""
        edition, form = self.editions.get(id), self.forms.get(id)
        if edition is None or form is None:
            return None
        document = replace(edition.document, answers=dict(example.answers(form)))
        return replace(edition, document=document, mark=mark_of(document), is_filled=True)

    def file_of(self, id: str) -> str | None:
        """The first of the files that define this document."""
        return min((file for file, owner in self.owners.items() if owner == id), default=None)

    def path_of(self, file: str) -> Path:
        """Where a file lies that people are shown under this name."""
        here = (self.root / file).absolute()
        return here if here.is_file() else Path.cwd() / file

    def problems_of(self, id: str) -> tuple[Diagnostic, ...]:
        """What is wrong in the files that define this document."""
        return tuple(d for d in self.diagnostics if self.owners.get(d.place.file) == id)

    def problems_beside(self, id: str) -> tuple[Diagnostic, ...]:
        """What is wrong elsewhere."""
        return tuple(d for d in self.diagnostics if self.owners.get(d.place.file) != id)

    def touched_by(self, id: str) -> tuple[Diagnostic, ...]:
        """The warnings of suspect references elsewhere to what has changed in this document."""
        places = {suspect.lean.place for suspect in self.suspects if suspect.document == id}
        return tuple(d for d in self.problems_beside(id) if d.code == "review/suspect" and d.place in places)

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The ids of the documents with an error in a file of theirs."""
        wrong = (self.owners.get(d.place.file) for d in self.diagnostics if d.severity is Severity.ERROR)
        return frozenset(id for id in wrong if id)

    @cached_property
    def changed(self) -> tuple[Edition, ...]:
        """What the last save that changed anything has changed."""
        last = max((e.save for e in self.editions.values() if e.changes or e.is_new), default=None)
        return tuple(e for e in self.editions.values() if e.save == last and (e.changes or e.is_new))

    @cached_property
    def without_edition(self) -> tuple[str, ...]:
        """Ids of documents that have been faulty ever since the preview began."""
        return tuple(sorted(set(self.owners.values()) - self.editions.keys()))


def _shown(framework: Framework) -> str:
    """The framework's title as its documents have it."""
    return typeset(framework.title) if framework.language.split("-")[0] == "en" else framework.title


def saved(before: Desk, library: Library, now: datetime.datetime) -> Desk:
    """The desk after a save."""
    framework = library.framework
    owners = _owners(before, library)
    documents, faults = _documents(library, framework) if framework else ({}, [])
    there = set(owners.values()) | documents.keys()
    after = replace(
        before,
        title=_shown(framework) if framework else before.title,
        organisation=framework.organisation.name if framework else before.organisation,
        save=before.save + 1,
        at=now,
        held=frozenset(there - documents.keys()),
        owners=owners,
        diagnostics=library.diagnostics,
        texts=library.texts,
        gone=tuple(e.document.title for id, e in before.editions.items() if id not in there),
        fault=" ".join(faults) or None,
        suspects=library.standing.suspects if library.standing else (),
        forms={**before.forms, **{form.identity.id: form for form in library.forms}},
        root=library.root,
    )
    editions = {id: e for id, e in before.editions.items() if id in there}
    editions |= {id: _edition(after, before.editions.get(id), document) for id, document in documents.items()}
    return replace(after, editions=editions)


def _documents(library: Library, framework: Framework) -> tuple[dict[str, Document], list[str]]:
    """Every document of the framework that is in order, and what went wrong in composing the others: a
    fault of the program in one must not keep the rest from being seen."""
    composers: dict[str, Callable[[], Document | None]] = {
        d.identity.id: partial(compose, d, framework) for d in library.definitions
    }
    there = _kinds(library).values()
    lost = any(getattr(library, kind) is None and kind in there for kind in ("duties", "measures"))
    if library.handbook and not lost:
        composers[library.handbook.identity.id] = partial(handbook_of, library, framework)
    found: dict[str, Document] = {}
    faults: list[str] = []
    for id, composed in composers.items():
        try:
            document = composed()
        except Exception as fault:
            faults.append(f"A fault in the program ({type(fault).__name__}): '{id}' cannot be shown. Please report it.")
        else:
            found |= {id: document} if document else {}
    return found, faults


def unread(before: Desk, why: str, now: datetime.datetime) -> Desk:
    """The desk after a save that could not be read at all."""
    return replace(before, save=before.save + 1, at=now, held=frozenset(before.editions), fault=why)


def mark_of(document: Document) -> str:
    return hashlib.sha256(repr(document).encode()).hexdigest()[:16]


def _edition(desk: Desk, before: Edition | None, document: Document) -> Edition:
    if before and before.document == document:
        return before
    mark = mark_of(document)
    if before is None:
        return Edition(document, desk.save, desk.at, mark, is_new=desk.save > 1)
    return Edition(document, desk.save, desk.at, mark, changes(before.document, document))


# --- which file defines which document -----------------------------------------------------

_SAID = re.compile(r"(id|kind):[ \t]+['\"]?([a-z0-9-]+)['\"]?[ \t]*(#.*)?\Z")
_NO_DOCUMENT = {"framework", "directory", "duties", "measures", "figures", "glossary", "reviews", "themes"}


def _owners(before: Desk, library: Library) -> dict[str, str]:
    """The document that each file defines, by what the file itself says, so that a faulty one has its
    document too. A file that no longer says so keeps the one that it had."""
    wrong = {d.place.file for d in library.diagnostics if d.severity is Severity.ERROR}
    kinds = _kinds(library)
    owners: dict[str, str] = {}
    for file, lines in library.texts.items():
        had = before.owners.get(file) if file in wrong else None
        found = had or (None if kinds.get(file) in _NO_DOCUMENT else _said(lines, "id"))
        if found:
            owners[file] = found
    book = owners.get(_book_file(library))
    if book:
        folder = shown(library.root / "handbook", library.root) + "/"
        owners |= {file: book for file in library.texts if file.startswith(folder)}
    return owners


def _kinds(library: Library) -> dict[str, str]:
    """The kind that each file says it is."""
    said = ((file, _said(lines, "kind")) for file, lines in library.texts.items())
    return {file: kind for file, kind in said if kind}


def _said(lines: Sequence[str], key: str) -> str | None:
    return next((m[2] for line in lines if (m := _SAID.match(line)) and m[1] == key), None)


def _book_file(library: Library) -> str:
    return shown(library.root / "handbook" / "handbook.yaml", library.root)
