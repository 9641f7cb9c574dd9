"""Terms of reference as a document: a heading for each part."""

from formwright.compose.base import Texts, document
from formwright.compose.words import Resolve
from formwright.document import nodes
from formwright.document.nodes import Block, Text
from formwright.model.framework import Framework
from formwright.model.terms import TermsOfReference


def compose(terms: TermsOfReference, framework: Framework, resolve: Resolve | None = None) -> nodes.Document:
    text = Texts(framework, resolve)
    blocks: list[Block] = [*text.blocks(terms.introduction)]
    for part in terms.parts:
        blocks.append(nodes.Heading(2, (Text(part.title),), part.id))
        blocks.extend(text.blocks(part.text))
    return document(terms.identity, framework, tuple(blocks))
