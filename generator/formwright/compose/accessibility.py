"""The accessibility statement: how usable a framework's documents are for everybody, what has been tested, what does
not work yet, and what to do then."""

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from formwright.compose import words
from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Inlines, Link, Text
from formwright.document.typography import in_type
from formwright.model.framework import Framework, Mailbox

TITLE = "Accessibility statement"
KIND = "accessibility-statement"


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the documents that this program makes: what it looks at, its name, and what it does."""

    id: str
    area: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Tested:
    """What was last tested of the documents that this program makes, on which day, and the checks that failed."""

    on: str
    failed: tuple[str, ...]
    checks: tuple[Check, ...]

    @property
    def result(self) -> str:
        """How many checks passed on that day, and which did not."""
        day, all_checks = words.date(self.on), len(self.checks)
        if not self.failed:
            return f"On {day}, all {all_checks} checks passed."
        names = "; ".join(f"{check.name} ({check.area})" for check in self.checks if check.id in self.failed)
        return f"On {day}, {all_checks - len(self.failed)} of the {all_checks} checks passed. These did not: {names}."


@cache
def record() -> Tested:
    """What this edition of the program was tested for."""
    data = json.loads(files("formwright.compose").joinpath("tested.json").read_text("utf-8"))
    return Tested(data["on"], tuple(data["failed"]), tuple(Check(**check) for check in data["checks"]))


NOT_YET = (
    (
        "PDFs and Word files have pages of a fixed width. Enlarged to 400%, they have to be scrolled sideways to read "
        "a line (WCAG 1.4.10, Reflow).",
        "Use the web page. It fits a window of any width.",
    ),
    (
        "PDF and Word forms do not say which answers are missing or not valid.",
        "Use the web form. It lists what is missing or not valid when you download it.",
    ),
    (
        "The web form needs JavaScript.",
        "Use the Word or the PDF form. Both ask the same questions.",
    ),
    (
        "PDFs and Word files are made for white paper. They have no dark colours.",
        "Use the web page. It follows your computer’s dark or high-contrast colours.",
    ),
    (
        "The checks are made by programs, which cannot find everything. People who use a screen reader, speech "
        "recognition or a switch have not tested the documents yet. Word files are checked in LibreOffice, not in "
        "Microsoft Word.",
        "If something does not work for you, tell us. We want to know.",
    ),
)
"""What is not met, and what to do instead."""


def compose(framework: Framework, program: str) -> nodes.Document:
    """The statement on the documents of a framework; `program` is the name and version of what made them."""
    name = framework.organisation.name
    prepared = max(framework.issued, _tested_itself(framework) or record().on)
    blocks: tuple[Block, ...] = (
        *_about(framework, name),
        *_how_accessible(passed=bool(_tested_itself(framework)) or not record().failed),
        _heading("What does not work yet"),
        replace(
            _table("What does not work yet", ("What does not work", "What to do instead"), (50, 50), NOT_YET),
            row_headers=False,
        ),
        *_other_formats(framework),
        *_problems(framework, name),
        *_how_tested(framework, program),
        _heading("About this statement"),
        *_says(
            f"This statement was prepared on {words.date(prepared)}, from these checks and from what is known about "
            "the three formats."
        ),
    )
    return in_type(
        nodes.Document(
            identity=nodes.Identity("accessibility", KIND, framework.version, prepared, words.date(prepared), ""),
            title=TITLE,
            subtitle=framework.title,
            organisation=name,
            language=framework.language,
            appendix=None,
            summary="How accessible these documents are, and what to do if you cannot use one.",
            audience="Everyone who uses these documents",
            blocks=blocks,
            at_foot=(Link((Text("All documents"),), "index.html"),),
        )
    )


def _about(framework: Framework, name: str) -> Blocks:
    return (
        *_says(
            f"This statement is about the documents in “{framework.title}”, which are published by {name}. Each is a "
            "web page, a PDF and a Word file, and all three say and ask the same."
        ),
        *_says("On the web pages you should be able to:"),
        _list(
            "read and fill in everything with only a keyboard",
            "enlarge the text to 400% without scrolling sideways",
            "use your own spacing of text, and dark or high-contrast colours",
            "go back to a draft later: there are no time limits.",
        ),
        *_says(
            "PDFs and Word files have headings, lists, tables and fields that are marked as such, so that a screen "
            "reader can announce them. Figures are described in words."
        ),
    )


def _how_accessible(*, passed: bool) -> Blocks:
    found = "We know of no failures." if passed else "The last test found failures: see what was tested, below."
    return (
        _heading("How accessible the documents are"),
        _list(
            f"Web pages are made to meet the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA. {found}",
            "PDFs are made to meet PDF/UA-1 (ISO 14289-1), the standard for accessible PDFs.",
            "There is no standard of this kind for Word files. The checks that ours have passed are listed below.",
        ),
        *_says(
            "Taken together, the documents partially meet WCAG 2.2 at level AA, because of the limits listed below."
        ),
    )


def _other_formats(framework: Framework) -> Blocks:
    said = framework.control.other_formats if framework.control else None
    box = _contact(framework)
    ask = "Say which document you need, and in which format, such as large print, easy read, audio or braille."
    return (
        _heading("If you cannot use a document"),
        *_says(said),
        *(
            (_paragraph(Text(f"{ask} Write to "), *_mailbox(box), Text(".")),)
            if box
            else _says(f"{ask} {NOBODY_NAMED}")
        ),
    )


NOBODY_NAMED = "Ask the person or the team who sent you the document."


def _problems(framework: Framework, name: str) -> Blocks:
    box = _contact(framework)
    found = "If you find a problem that is not listed here, or if you think that we do not meet the law, tell us"
    return (
        _heading("Reporting a problem"),
        *((_paragraph(Text(f"{found}: "), *_mailbox(box), Text(".")),) if box else _says(f"{found}. {NOBODY_NAMED}")),
        _heading("If you are not happy with our answer"),
        *_says(
            f"You can complain to {name} under its complaints procedure. In England, Scotland and Wales the Equality "
            "and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) "
            "Accessibility Regulations 2018, and the Equality Advisory and Support Service can advise you. In Northern "
            "Ireland, contact the Equality Commission for Northern Ireland."
        ),
    )


def _how_tested(framework: Framework, program: str) -> Blocks:
    last = record()
    own = _tested_itself(framework)
    when = (
        f"These documents passed all of the checks below on {words.date(own)}."
        if own
        else f"These documents were made by {program}. The documents that it is tested with are measured by the checks "
        f"below. {last.result} The documents of this framework have not been tested themselves."
    )
    areas = dict.fromkeys(check.area for check in last.checks)
    return (
        _heading("What was tested"),
        *_says(when),
        *(
            block
            for area in areas
            for block in (
                _heading(area, 3),
                _table(
                    area,
                    ("Check", "What it looks at"),
                    (26, 74),
                    [(check.name, check.how) for check in last.checks if check.area == area],
                ),
            )
        ),
    )


# --- parts ----------------------------------------------------------------------------------------


def _tested_itself(framework: Framework) -> str | None:
    """When the documents of this framework were tested, if they were."""
    return framework.control.accessibility_tested if framework.control else None


def _contact(framework: Framework) -> Mailbox | None:
    control = framework.control
    return framework.mailbox(control.contact) if control and control.contact else None


def _mailbox(box: Mailbox) -> Inlines:
    return (Text(f"{box.title}, "), Link((Text(box.address),), f"mailto:{box.address}"))


def _heading(title: str, level: int = 2) -> nodes.Heading:
    return nodes.Heading(level, (Text(title),), title.lower().replace(" ", "-"))


def _paragraph(*said: nodes.Inline) -> nodes.Paragraph:
    return nodes.Paragraph(said)


def _says(text: str | None) -> Blocks:
    return (_paragraph(Text(text)),) if text else ()


def _list(*items: str) -> nodes.BulletList:
    return nodes.BulletList(tuple(_says(item) for item in items))


def _table(
    caption: str,
    heads: tuple[str, str],
    widths: tuple[int, int],
    rows: "tuple[tuple[str, str], ...] | list[tuple[str, str]]",
) -> nodes.Table:
    return nodes.Table(
        caption=caption,
        columns=tuple(nodes.Column((Text(head),), width) for head, width in zip(heads, widths, strict=True)),
        rows=tuple(nodes.Row(tuple(_says(cell) for cell in row)) for row in rows),
    )
