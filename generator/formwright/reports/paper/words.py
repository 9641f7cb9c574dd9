"""Theme words in comments: counted, never quoted."""

from collections.abc import Iterator

from formwright.document.nodes import Block, Chart, Series
from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.small import out_of
from formwright.reports.paper.parts import heading, says, table


def blocks(found: Figures) -> Iterator[Block]:
    if not found.themes:
        return
    yield heading("What comments speak of")
    yield says(
        "Words of each theme, as agreed in advance, are counted in the comments of complete audits. That a comment "
        "speaks of something does not say whether it was good or bad, and comments are not quoted."
    )
    there = [one for one in found.themes if one.returns]
    if not there:
        yield says("No comment has a word of any theme.")
        return
    title = f"Audits whose comments speak of a theme: {found.span.words}"
    rows = [
        (one.title, out_of(one.returns, found.complete), one.words, out_of(one.before, found.complete_before))
        for one in found.themes
    ]
    yield Chart(
        anchor="themes",
        title=title,
        alternative=(
            says("A bar for each theme, as long as the number of audits."),
            *(says(f"{one.title}: {one.returns}.") for one in there),
        ),
        layout="bars",
        categories=tuple(one.title for one in there),
        series=(Series("Audits", tuple(one.returns for one in there)),),
        table=table(f"{title}, in numbers", (("Theme", 40), ("Audits", 22), ("Words", 14), ("Before", 24)), rows),
    )
