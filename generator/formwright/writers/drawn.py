"""The drawing of a figure or a chart, as SVG: the same in every format."""

from formwright.document.nodes import Chart, Figure
from formwright.writers import figure


def svg(block: Figure | Chart, narrow: bool = False) -> str:
    """Twice as wide as a phone, or as wide as one. It has no title: whoever places it says what it shows."""
    if isinstance(block, Chart):
        from formwright.writers import charts  # matplotlib is only loaded where there is one

        return charts.svg(block, narrow)
    return figure.svg(block, narrow)
