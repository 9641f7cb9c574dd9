"""Grades by question as a heat map, then the weakest questions with the standards that each tests."""

from collections.abc import Iterator, Sequence

from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Chart
from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.questions import Answered, Grid
from formwright.oversight.paper.small import FEWEST_IN_GROUP, FEWEST_TO_RANK, out_of
from formwright.oversight.paper.tools import Grades
from formwright.reports.paper.parts import aside, heading, in_words, says, series, table


def blocks(found: Figures) -> Iterator[Block]:
    yield heading("Grades by question")
    if not found.grids:
        yield says("No complete audit of this time has grades.")
        return
    few = []
    for grid in found.grids:
        if grid.is_shown:
            yield from _grid(grid)
        else:
            few.append(_titled(grid))
    if few:
        yield says(f"Fewer than {FEWEST_IN_GROUP} audits, so not shown question by question: {'; '.join(few)}.")
    yield heading("The weakest questions, and the standards behind them")
    weakest = found.weakest
    if not weakest:
        yield says(f"No question with at least {FEWEST_TO_RANK} grades has any in the lower half of its scale.")
        return
    yield says("By the share of grades in the lower half of the scale.")
    headings = (("Question", 34), ("Grades in the lower half", 20), ("Practice standards that it tests", 46))
    yield table("The weakest questions", headings, (_weak(one, found) for one in weakest))


def _titled(grid: Grid) -> str:
    return grid.tool.title if len(grid.tool.lines) == 1 else f"{grid.tool.title}, {grid.line.words}"


MOST_ROWS = 16
"""How many questions a heat map has at most: it must fit on a page, and be read at a glance."""


def _grid(grid: Grid) -> Iterator[Block]:
    """A heat map for each scale of its questions; several where there are many questions."""
    scales = list(dict.fromkeys(one.grades.scale for one in grid.answered))
    for number, scale in enumerate(scales, 1):
        of_scale = [one for one in grid.answered if one.grades.scale == scale and one.grades.total]
        maps = max(1, -(-len(of_scale) // MOST_ROWS))
        size = -(-len(of_scale) // maps)
        for n in range(maps):
            parts = [f"scale {number}"] if len(scales) > 1 else []
            parts += [f"part {n + 1} of {maps}"] if maps > 1 else []
            which = f" ({', '.join(parts)})" if parts else ""
            title = f"Grades by question: {_titled(grid)}{which}"
            anchor = f"grades-{grid.tool.id}-{grid.line.versions[-1].replace('.', '-')}-{number}"
            if some := of_scale[n * size : (n + 1) * size]:
                yield _heat_map(title, anchor if n == 0 else f"{anchor}-{n + 1}", scale, some)


def _heat_map(title: str, anchor: str, scale: Grades, some: Sequence[Answered]) -> Chart:
    labels = [(label, 60 // len(scale.labels)) for label in scale.labels]
    return Chart(
        anchor=anchor,
        title=title,
        alternative=(
            says("A row for each question, a cell for each grade; the larger its share, the darker it is."),
            *(says(f"{_asked(one)}: {in_words(one.grades)}.") for one in some),
        ),
        layout="heat",
        categories=tuple(_asked(one) for one in some),
        series=series(scale, [one.grades for one in some]),
        table=table(
            f"{title}, in numbers",
            [("Question", 31), *labels, ("All", 9)],
            [(_asked(one), *one.grades.counts, one.grades.total) for one in some],
        ),
    )


def _asked(one: Answered) -> str:
    number = f"{one.asked.number.rstrip('.')}. " if one.asked.number else ""
    return f"{number}{one.asked.words.rstrip('.')}"


def _weak(one: Answered, found: Figures) -> tuple[Blocks, ...]:
    grades = one.grades
    share = f"{out_of(grades.worse, grades.total)} {grades.scale.named(grades.scale.worse)}"
    standards = tuple((says(f"{id}: {found.names.standards.get(id, '')}".rstrip(": ")),) for id in one.asked.standards)
    tested: Blocks = (nodes.BulletList(standards),) if standards else (says("It names none."),)
    return ((says(_asked(one)), aside(one.tool.title)), (says(share),), tested)
