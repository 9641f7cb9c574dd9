"""The pages of the preview as HTML: the list of documents, and each document in one of its formats."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from formwright.compose.index import GROUPS, OTHERS, group_of, place
from formwright.diagnostics import Diagnostic, Severity
from formwright.document import marking
from formwright.document.changes import Change
from formwright.document.marking import Mark
from formwright.places import Mark as Point
from formwright.preview.desk import Desk, Edition
from formwright.preview.editors import VSCODE, Editor
from formwright.preview.explained import explained
from formwright.preview.lane import Drawing
from formwright.reports import problems
from formwright.reports.problems import count
from formwright.writers import html

TABS = {"web": "Web form", "pdf": "PDF", "word": "Word", "both": "Side by side"}
FILLED, PHONE = "filled", "phone"
OPTIONS = (FILLED, PHONE)
"""What can be added to an address: example answers, and the width of a phone."""

INSTALL_OFFICE = (
    "The pages of the Word file are drawn by LibreOffice, which is not installed on this computer. Install it from "
    "libreoffice.org (on Debian: apt install libreoffice-writer), then start the preview again."
)


@dataclass(frozen=True, slots=True)
class View:
    """A document in one of its formats, or as a web page beside its PDF. `edition` is None where it was never
    valid, `drawing` where there is none yet; `can_draw` says whether there is a program that draws it."""

    id: str
    tab: str
    edition: Edition | None
    drawing: Drawing | None = None
    can_draw: bool = True
    options: frozenset[str] = frozenset()

    @property
    def has_web(self) -> bool:
        return self.tab in ("web", "both")

    @property
    def paper(self) -> str | None:
        """The format whose pages are shown, if any."""
        return {"web": None, "both": "pdf"}.get(self.tab, self.tab)

    @property
    def query(self) -> str:
        """What stands behind the address of a file or a picture: that it has example answers, and its mark."""
        return "&".join(filter(None, (FILLED if self.is_filled else "", self.edition.mark if self.edition else "")))

    @property
    def is_filled(self) -> bool:
        return self.edition is not None and self.edition.is_filled

    def address(self, tab: str | None = None, toggled: str | None = None) -> str:
        """The page of this document in this format, with the options as they are but for the one that is toggled."""
        options = self.options ^ ({toggled} if toggled else set())
        query = "&".join(option for option in OPTIONS if option in options)
        return f"/documents/{self.id}/{tab or self.tab}" + (f"?{query}" if query else "")

    @property
    def title(self) -> str:
        return self.edition.document.title if self.edition else self.id

    @property
    def is_waiting(self) -> bool:
        """Whether the drawing that there should be is still being made."""
        if self.edition is None or self.paper is None or not self.can_draw:
            return False
        return self.drawing is None or self.drawing.mark != self.edition.mark

    @property
    def pages(self) -> Drawing | None:
        """The drawing, where it has pages to show."""
        return self.drawing if self.drawing and self.drawing.sheets else None


def page(desk: Desk, version: str, view: View | None, editor: Editor = VSCODE) -> bytes:
    """The page that shows a document, or without a view the one that lists them all. `version` is different on the
    page that follows it."""

    def opens(file: str, mark: Point | None = None) -> str | None:
        return editor.link(desk.path_of(file), mark)

    shown = _environment().get_template("page.html").render(desk=desk, version=version, view=view, opens=opens)
    return shown.lstrip().encode()


def style_sheet() -> bytes:
    return html.palette().encode() + resource("page.css")


def resource(name: str) -> bytes:
    return (files("formwright.preview") / "screen" / name).read_bytes()


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("formwright.preview", "screen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(clock=clock)
    found.globals.update(
        TABS=TABS,
        INSTALL_OFFICE=INSTALL_OFFICE,
        badge=badge,
        count=count,
        errors=errors,
        excerpt=excerpt,
        explained=explained,
        grouped=grouped,
        said=said,
        said_of_drawing=said_of_drawing,
        tab_name=tab_name,
        tally_of=problems.tally,
        warnings=warnings,
        words=words,
    )
    return found


# --- what the template asks ----------------------------------------------------------------


def clock(at: datetime.datetime) -> str:
    return at.strftime("%H:%M:%S")


def grouped(desk: Desk) -> Iterator[tuple[str, list[Edition]]]:
    """The documents by kind, the appendices in their order."""
    for group, title, _ in (*GROUPS, OTHERS):
        members = [e for e in desk.editions.values() if group_of(e.document.identity.kind) == group]
        if members:
            yield title, sorted(members, key=lambda edition: place(edition.document))


def badge(desk: Desk, edition: Edition) -> str | None:
    """One word on what is the matter with a document, or on what has just happened to it."""
    id = edition.document.identity.id
    if id in desk.faulty:
        return "error"
    if id in desk.held:
        return "held"
    if edition in desk.changed:
        return "new" if edition.is_new else "changed"
    return None


def tab_name(edition: Edition | None, tab: str) -> str:
    return "Web page" if tab == "web" and not (edition and edition.document.is_form) else TABS[tab]


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def warnings(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is Severity.WARNING]


def excerpt(diagnostic: Diagnostic, desk: Desk) -> str:
    """The line that a diagnostic speaks of, with a caret under the spot."""
    _, *lines = problems.text([diagnostic], desk.texts)
    return "\n".join(lines)


def words(change: Change) -> list[tuple[Mark, str]]:
    """What a change says, stretch by stretch."""
    if change.was is not None and change.now is not None:
        return marking.marked(change.was, change.now)
    if change.was is not None:
        return [(Mark.GONE, change.was)]
    if change.now is not None:
        return [(Mark.NEW if change.said in ("new", "also notified", "now") else Mark.SAME, change.now)]
    return []


def said(desk: Desk) -> str:
    """The last save in a sentence or two, for those who hear the page."""
    if desk.fault:
        return f"Saved. {desk.fault}"
    wrong = errors(desk.diagnostics)
    if wrong:
        first = wrong[0]
        line = f", line {first.place.mark.line}" if first.place.mark else ""
        return f"Saved. {count(len(wrong), 'error')}. {first.place.file}{line}: {first.message}"
    if desk.save <= 1:
        return ""
    news = [f"{title}: gone." for title in desk.gone]
    fresh = [e for e in desk.changed if e.save == desk.save]
    forms = [e for e in fresh if not e.document.book]  # the handbook changes with all that it compiles
    for edition in forms or fresh:
        what = "new" if edition.is_new else count(len(edition.changes), "change")
        news.append(f"{edition.document.title}: {what}.")
    return f"Saved at {clock(desk.at)}. {problems.tally(desk.diagnostics)}. " + (
        " ".join(news) or "No document has changed."
    )


def said_of_drawing(view: View | None) -> str:
    """What became of the drawing that the page shows, in a sentence."""
    if view is None or view.paper is None or view.edition is None or not view.can_draw:
        return ""
    name = TABS[view.paper]
    if view.is_waiting:
        return f"{name}: being drawn."
    if view.drawing and view.drawing.failed:
        return f"{name}: could not be drawn."
    altered = view.drawing.altered if view.drawing else ()
    pages = ", ".join(str(n + 1) for n in altered[:5])
    return f"{name}: drawn." + (f" Changed: page {pages}." if altered else "")
