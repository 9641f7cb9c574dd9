"""The handbook: its chapters, figures and glossary, checked against each other and against the documents that it
compiles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from formwright.definitions import links, texts
from formwright.definitions.chapters import Passage
from formwright.definitions.kinds import figures, glossary
from formwright.definitions.kinds.identity import identity
from formwright.definitions.written import scalars, text
from formwright.diagnostics import Diagnostic, error, has_errors, unknown, warning
from formwright.document import prose
from formwright.document.undrawn import Manner, undrawn
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names, did_you_mean
from formwright.model.framework import Framework
from formwright.model.handbook import Annex, Chapter, Handbook
from formwright.places import Place

TABLES = ("duties", "measures", "appendices", "glossary")

Targets = dict[str, Names | None]
"""What each sort of link can lead to; None where that is not certain."""

_LINK = re.compile(r"\]\(([a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read of the folder. `files` are the Markdown files there, by name."""

    handbook: Marked
    figures: Marked | None
    glossary: Marked | None
    passages: tuple[Passage, ...]
    files: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every chapter that is listed is there: otherwise not all sections are known."""
        return all(name in self.files for name in files_of(self.handbook.data))

    @property
    def summary_page(self) -> tuple[Passage, ...]:
        wanted = self.handbook.data.get("summary_page")
        return tuple(p for p in self.passages if PurePath(p.file).name == wanted) if wanted else ()

    @property
    def figure_ids(self) -> list[str]:
        return figures.ids(self.figures) if self.figures else []


@dataclass(frozen=True, slots=True)
class Around:
    """What the handbook may refer to. `defined` are the sound definitions, by id, as written;
    `duties` are drawn in it too."""

    framework: Framework
    documents: tuple[str, ...]
    standards: frozenset[str] | None
    defined: dict[str, Marked]
    duties: Marked | None = None
    whole: bool = True  # whether nothing else of the framework was faulty


def check(parts: Parts, around: Around) -> Iterator[Diagnostic]:
    """Every fault of meaning in the handbook. What nothing refers to is spoken of only where all
    references can be relied on: a misspelt one would else be reported at both its ends."""
    targets = _targets(parts, around)
    faults = [*_files(parts), *_unique_ids(parts), *_appendices(parts, around), *_duties(parts, around)]
    faults += [fault for passage in parts.passages for fault in _passage(passage, targets)]
    faults += _data(parts, targets)
    if parts.figures:
        faults += figures.check(parts.figures)
    if parts.glossary:
        faults += glossary.check(parts.glossary, parts.passages, _written(parts, around))
    yield from faults
    if around.whole and not has_errors(faults):
        yield from figures.unused(parts.figures, _links(parts)) if parts.figures else ()
        yield from glossary.unused(parts.glossary, _said(parts, around)) if parts.glossary else ()
        yield from _unreferred(parts, around)


def build(parts: Parts) -> Handbook:
    """The model of a handbook that is sound."""
    data, summary_page = parts.handbook.data, parts.summary_page
    return Handbook(
        identity=identity(data),
        chapters=tuple(_numbered(p for p in parts.passages if p not in summary_page)),
        figures=figures.build(parts.figures.data) if parts.figures else (),
        glossary=glossary.build(parts.glossary.data) if parts.glossary else (),
        appendices=tuple(str(a) for a in data["appendices"]),
        annex=_annex(data.get("annex")),
        summary_page=tuple(Chapter(p.level, p.id, p.title, None, p.text) for p in summary_page),
    )


def _annex(raw: Mapping | None) -> Annex:
    return Annex(str(raw["title"]), text(raw.get("introduction"))) if raw else Annex()


def files_of(data: Mapping) -> tuple[str, ...]:
    """The Markdown files that a handbook names, in the order in which they are read."""
    summary = (str(data["summary_page"]),) if "summary_page" in data else ()
    return (*summary, *(str(name) for name in data["chapters"]))


def _numbered(passages: Iterable[Passage]) -> Iterator[Chapter]:
    """Chapters 1, 2 …, their sections 1.1, 1.2 …; what is below that has no number."""
    chapter = section = 0
    within = True
    for passage in passages:
        number = None
        if passage.level == 1:
            within, section = passage.numbered, 0
            chapter += passage.numbered
            number = str(chapter) if within else None
        elif passage.level == 2 and within and passage.numbered:
            section += 1
            number = f"{chapter}.{section}"
        notes = tuple(note.text.strip() for note in passage.notes)
        yield Chapter(passage.level, passage.id, passage.title, number, passage.text, notes)


# --- checks --------------------------------------------------------------------------------


def _files(parts: Parts) -> Iterator[Diagnostic]:
    listed = files_of(parts.handbook.data)
    first = "summary_page" in parts.handbook.data
    for n, name in enumerate(listed):
        place = parts.handbook.place("chapters", n - first) if n >= first else parts.handbook.place("summary_page")
        if name not in parts.files:
            message = f"There is no file '{name}' in the handbook's folder."
            free = [f for f in parts.files if f not in listed] or parts.files
            yield unknown("handbook/unknown-chapter", place, message, name, free, None)
        elif name in listed[:n]:
            yield error("handbook/said-twice", place, f"'{name}' is listed twice.", "Keep one of them.")
    for name in parts.files:
        if name not in listed and not any(did_you_mean(c, [name]) for c in listed if c not in parts.files):
            place = parts.handbook.place("chapters", key=True)
            message = f"The file '{name}' is not listed, so it is not in the handbook."
            yield warning("handbook/chapter-left-out", place, message, "List it under 'chapters', or delete the file.")


def _unique_ids(parts: Parts) -> Iterator[Diagnostic]:
    seen: dict[str, Place] = {}
    for passage in parts.passages:
        place = passage.place_of("\0")
        if passage.id in seen:
            message = f"'{passage.id}' is already the id of another heading, in {seen[passage.id]}."
            yield error("handbook/duplicate-id", place, message, "Give one of them another id.")
        seen.setdefault(passage.id, place)


def _appendices(parts: Parts, around: Around) -> Iterator[Diagnostic]:
    listed = [str(a) for a in parts.handbook.data["appendices"]]
    for n, id in enumerate(listed):
        place = parts.handbook.place("appendices", n)
        if id not in around.documents:
            message = f"'{id}' is not a document in this framework."
            free = [d for d in around.documents if d not in listed] or around.documents
            yield unknown("handbook/unknown-document", place, message, id, free, None)
        elif id in listed[:n]:
            yield error("handbook/said-twice", place, f"'{id}' is listed twice.", "Keep one of them.")
        elif id in around.defined and "appendix" not in around.defined[id].data:
            marked = around.defined[id]
            message = f"'{id}' is included in the handbook, but does not say which appendix it is."
            yield error("handbook/no-appendix", marked.place(), message, "Add a line 'appendix: …'.")


def _duties(parts: Parts, around: Around) -> Iterator[Diagnostic]:
    """The section of a duty is in the handbook, which lists the duties and leads from each to its section."""
    listed = [str(a) for a in parts.handbook.data["appendices"]]
    if around.duties is None or not parts.whole or not set(listed) <= set(around.documents):
        return  # which documents are meant is not certain
    there = {*(p.id for p in parts.passages), *listed}
    for n, duty in enumerate(around.duties.data["duties"]):
        id, place = str(duty["section"]), around.duties.place("duties", n, "section")
        if id not in there and id in around.documents:
            message = f"'{id}' is not in the handbook, where this duty's section should be."
            hint = "List it under 'appendices' in handbook/handbook.yaml, or name another section."
            yield error("duties/unknown-section", place, message, hint)


def _passage(passage: Passage, targets: Targets) -> Iterator[Diagnostic]:
    for found in undrawn(passage.title, Manner.PLAIN):
        yield texts.not_allowed("handbook", found, passage.place_in_title(found.at))
    for part in (passage, *passage.notes):
        for found in undrawn(part.text):
            yield texts.not_allowed("handbook", found, part.place_at(found.at))
        for target in prose.links(part.text):
            yield from _link(target, part.place_of(target, after="]("), targets)


def _data(parts: Parts, targets: Targets) -> Iterator[Diagnostic]:
    """The texts of the handbook's own data."""
    for marked in (parts.handbook, parts.figures, parts.glossary):
        if marked is not None:
            yield from texts.check(marked)
            for at, text in texts.markdown(marked):
                for target in prose.links(text):
                    yield from _link(target, marked.place_of(target, *at, after="]("), targets)


def _targets(parts: Parts, around: Around) -> Targets:
    words = around.framework
    return {
        "section": Names(sorted(p.id for p in parts.passages)) if parts.whole else None,
        "figure": Names(sorted(parts.figure_ids)),
        "table": Names(sorted(TABLES)),
        "appendix": Names(sorted(a.number for a in words.appendices)),
        "mailbox": Names(sorted(m.id for m in words.mailboxes)),
        "standard": Names(sorted(around.standards)) if around.standards is not None else None,
        "document": Names(sorted(around.documents)),
    }


def _link(target: str, place: Place, targets: Targets) -> Iterator[Diagnostic]:
    scheme, colon, name = target.partition(":")
    if scheme in ("http", "https", "mailto"):
        return
    if not colon:
        scheme, name = "document", target
    elif scheme not in targets or scheme == "document":
        hint = "Write a document's id, section:…, appendix:…, standard:…, figure:…, mailbox:… or https://…"
        near = links.meant(target, [*(known for known in targets if known != "document"), "https", "http", "mailto"])
        message = f"'{target}' does not lead anywhere."
        yield unknown("handbook/unknown-link", place, message, target, [near] if near else [], hint)
        return
    known = targets[scheme]
    if known is not None and name not in known:
        message = f"There is no {scheme} '{name}' to refer to."
        yield unknown(f"handbook/unknown-{scheme}", place, message, name, known, None)


def _written(parts: Parts, around: Around) -> list[Marked]:
    """What is in the handbook beside its chapters."""
    compiled = [around.defined[str(a)] for a in parts.handbook.data["appendices"] if str(a) in around.defined]
    return [m for m in (*compiled, parts.figures, around.duties) if m is not None]


def _said(parts: Parts, around: Around) -> str:
    """All that the handbook says, and every definition."""
    written = (*around.defined.values(), *_written(parts, around))
    texts = [text for marked in written for _, text in scalars(marked.data)]
    return "\n".join([*(p.text + p.title for p in parts.passages), *texts])


def _links(parts: Parts) -> set[str]:
    """The targets of the links in the chapters."""
    return {target for passage in parts.passages for target in prose.links(passage.text)}


def _unreferred(parts: Parts, around: Around) -> Iterator[Diagnostic]:
    """A definition that neither the handbook nor another document refers to."""
    referred = {*map(str, parts.handbook.data["appendices"]), *_links(parts)}
    for id, marked in around.defined.items():
        referred |= {named for _, text in scalars(marked.data) for named in _LINK.findall(text)} - {id}
    for id, marked in around.defined.items():
        if id not in referred:
            message = f"Nothing refers to '{id}': the handbook does not include it or link to it."
            hint = "List it under 'appendices' in handbook/handbook.yaml."
            yield warning("handbook/unreferred", marked.place("id"), message, hint)
