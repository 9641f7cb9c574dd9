"""The paper as a whole: what must be known first, what it says, its sections, and what it cannot say."""

from collections.abc import Callable, Iterator

from formwright.answers.spelling import day_in_words
from formwright.document.nodes import Block, Callout, Document, Identity
from formwright.document.typography import in_type
from formwright.model.framework import Framework
from formwright.oversight.paper.figures import Figures
from formwright.reports.paper import acted, came_in, graded, judged, limits, moderation, owed, says, told, words
from formwright.reports.paper.parts import heading, numbered, points
from formwright.reports.paper.parts import says as paragraph


def _moderation(found: Figures) -> Iterator[Block]:
    return moderation.blocks(found.moderation)


Section = Callable[[Figures], Iterator[Block]]

SECTIONS: tuple[Section, ...] = (
    came_in.blocks,
    owed.blocks,
    judged.blocks,
    graded.blocks,
    words.blocks,
    _moderation,
    acted.blocks,
    told.blocks,
)
"""In their order. A section is a module with `blocks`: put it here, and it is in the paper."""

KIND = "paper"
WHAT = "What was audited, how it was judged, and what was done about it."


def compose(found: Figures, framework: Framework) -> Document:
    """The paper. `framework` gives it its name and its language."""
    day = found.today.isoformat()
    return in_type(
        Document(
            identity=Identity(
                f"paper-{found.span.name}", KIND, framework.version, day, day_in_words(day), "", framework.name
            ),
            title=f"Quality assurance: {found.span.words}",
            subtitle=framework.title,
            organisation=framework.organisation.name,
            language=framework.language,
            appendix=None,
            summary=f"{WHAT} The figures are of {day_in_words(day)}.",
            audience="Everyone who answers for the quality of practice",
            blocks=numbered(_blocks(found)),
            dates=(found.span.words, f"Made on {day_in_words(day)}"),
        )
    )


def _blocks(found: Figures) -> Iterator[Block]:
    first = list(limits.first_of_all(found))
    if first:
        yield Callout(tuple(map(paragraph, first)), "Before you read the figures", important=True)
    yield heading(_says(found))
    yield points(says.lines(found))
    for section in SECTIONS:
        yield from section(found)
    yield heading("What the figures cannot say")
    yield points(limits.lines(found))
    yield heading("About this paper")
    yield paragraph(
        f"Made by the program from the record of returns on {day_in_words(found.today.isoformat())}. It names nobody, "
        "and quotes no comment. From the same record, the same day always gives the same figures."
    )


def _says(found: Figures) -> str:
    if not found.span.is_months or len(found.span.months) not in (1, 3):
        return "What this time says"
    return "What this month says" if len(found.span.months) == 1 else "What this quarter says"
