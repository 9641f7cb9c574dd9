"""A figure on paper: the drawing, and all that it shows in words for who hears the page."""

from collections.abc import Iterator

from markupsafe import Markup

from formwright.document.nodes import Blocks, BulletList, Chart, Figure, NumberedList, Paragraph, captioned
from formwright.document.prose import plain
from formwright.writers.drawn import svg
from formwright.writers.markup import Prose
from formwright.writers.paper.fields import sentence


def picture(page: Prose, block: Figure | Chart) -> Markup:
    """The title of a drawing becomes its alternative text."""
    title = Markup("<title>{}</title>").format(" ".join(sentences(block.alternative)))
    drawing = Markup(svg(block).replace(">", f">{title}", 1))
    return Markup('<figure id="{}">\n<figcaption>{}</figcaption>\n{}\n</figure>').format(
        block.anchor, captioned(block.number, block.title), drawing
    )


def sentences(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(children):
                yield sentence(plain(children))
            case BulletList(items):
                for item in items:
                    yield from sentences(item)
            case NumberedList(items, start):
                for number, item in enumerate(items, start):
                    yield f"{number}."
                    yield from sentences(item)
            case _:
                raise TypeError(f"a {type(block).__name__} cannot be said in a sentence")
