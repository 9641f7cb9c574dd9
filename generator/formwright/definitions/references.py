"""Names and what refers to them: that a name stands once, and that a reference or a link leads somewhere."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Any

from formwright.definitions import links, texts
from formwright.definitions.anatomy import with_article
from formwright.definitions.known import Known
from formwright.definitions.written import Steps
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.document import prose
from formwright.marked import Marked
from formwright.misspelt import Names
from formwright.places import Place

LINKS = ("appendix", "mailbox", "standard", "section", "https", "http", "mailto")
HOMES = {  # where framework.yaml lists what others refer to
    "role": "roles",
    "service-area": "service_areas",
    "team": "teams",
    "list": "choices",
    "scale": "scales",
    "mailbox": "mailboxes",
    "appendix": "appendices",
}


def unique(marked: Marked, kind: str, at: Steps, entries: Iterable[Any], key: str, what: str) -> Iterator[Diagnostic]:
    """Each entry of a list whose name another one has already. `what` is what they are called. An entry without a
    name, such as a heading among questions, is passed over."""
    seen: dict[str, int] = {}
    for n, entry in enumerate(entries):
        if key not in entry:
            continue
        name = str(entry[key])
        if name in seen:
            first = marked.place(*at, seen[name], key).mark
            message = f"There is already {with_article(what)} '{name}', on line {first.line if first else '?'}."
            yield error(f"{kind}/duplicate-id", marked.place(*at, n, key), message, "Give one of them another name.")
        else:
            seen[name] = n


def refers(
    marked: Marked, kind: str, at: Steps, name: str, known: Names, what: str, place: Place | None = None
) -> Iterator[Diagnostic]:
    """A reference that leads to none of what is known. `what` is what it should lead to."""
    if name not in known:
        words = what.replace("-", " ")
        message = f"'{name}' is not {with_article(words)} in this framework."
        found = unknown(f"{kind}/unknown-{what}", place or marked.place(*at), message, name, known, listed(known))
        further = "If it has been withdrawn, remove its number here." if what == "standard" else None
        if what in HOMES and (what == "appendix" or not known.nearest(name)):
            further = f"Add a new one under '{HOMES[what]}' in framework.yaml."
        yield replace(found, hint=" ".join(filter(None, (found.hint, further))) or None)


def listed(known: Names) -> str | None:
    """The hint that names all that there are, where they are few."""
    return f"Choose from: {', '.join(known)}." if 0 < len(known) <= 12 else None


def free(known: Names, taken: Container[str]) -> Names:
    """Those that a misspelt one can stand for: what is not there already."""
    return Names(name for name in known if name not in taken) or known


def appendix(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """A document's number among the handbook's appendices."""
    if known.appendices and "appendix" in marked.data:
        number, kind = str(marked.data["appendix"]), str(marked.data["kind"])
        yield from refers(marked, kind, ("appendix",), number, known.appendices, "appendix")


def in_texts(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """The links in a document's texts."""
    for at, text in texts.markdown(marked):
        for target in prose.links(text):
            yield from _link(marked, known, at, target)


def _link(marked: Marked, known: Known, at: Steps, target: str) -> Iterator[Diagnostic]:
    kind = str(marked.data["kind"])
    scheme, _, name = target.partition(":")
    place = marked.place_of(target, *at, after="](")
    match scheme:
        case "appendix":
            yield from refers(marked, kind, at, name, known.appendices, "appendix", place)
        case "mailbox":
            yield from refers(marked, kind, at, name, known.mailboxes, "mailbox", place)
        case "standard":
            if known.standards is not None:
                yield from refers(marked, kind, at, name, known.standards_in_order, "standard", place)
        case "section":
            if known.sections is not None:
                yield from refers(marked, kind, at, name, known.every_section, "section", place)
        case "https" | "http" | "mailto":
            pass
        case _ if target in known.every_document:
            pass
        case _:
            hint = "Write a document's id, https://…, mailto:…, appendix:9, mailbox:… or standard:1.4."
            message = f"'{target}' does not lead anywhere."
            near = links.meant(target, LINKS)
            there = [near] if near else known.every_document
            yield unknown(f"{kind}/unknown-link", place, message, target, there, hint)
