"""A programme of focus as a document: one table."""

from formwright.compose.base import Texts, document
from formwright.compose.words import Resolve
from formwright.document import nodes
from formwright.document.nodes import Text
from formwright.model.framework import Framework
from formwright.model.programme import Programme


def compose(programme: Programme, framework: Framework, resolve: Resolve | None = None) -> nodes.Document:
    share = 75 // len(programme.columns)
    table = nodes.Table(
        caption=programme.identity.title,
        columns=(
            nodes.Column((Text(programme.period_heading),), 25),
            *(nodes.Column((Text(c.title),), share) for c in programme.columns),
        ),
        rows=tuple(
            nodes.Row(tuple((nodes.Paragraph((Text(cell),)),) for cell in (period.title, *period.focus)))
            for period in programme.periods
        ),
    )
    return document(programme.identity, framework, (*Texts(framework, resolve).blocks(programme.introduction), table))
