"""What every composer starts from: a document's identity, and Markdown in the framework's words."""

from formwright.compose import words
from formwright.document import nodes, prose
from formwright.document.nodes import Blocks, Inlines
from formwright.model.framework import Framework
from formwright.model.identity import Identity


class Texts:
    """Markdown texts as blocks and inlines, with links to things of this framework; `resolve` draws
    the links of a document that stands within another."""

    def __init__(self, framework: Framework, resolve: words.Resolve | None = None) -> None:
        self._resolve = resolve or words.resolver(framework)

    def blocks(self, text: str | None) -> Blocks:
        return prose.blocks(text, self._resolve) if text else ()

    def inlines(self, text: str) -> Inlines:
        return prose.inlines(text, self._resolve)


def document(identity: Identity, framework: Framework, blocks: Blocks) -> nodes.Document:
    """The document that carries this identity."""
    return nodes.Document(
        identity=nodes.Identity(
            id=identity.id,
            kind=identity.kind,
            version=identity.version,
            issued=identity.issued,
            issued_words=words.date(identity.issued),
            digest=identity.digest,
            framework=f"{framework.organisation.name}: {framework.title}",
        ),
        title=identity.title,
        subtitle=framework.title,
        organisation=framework.organisation.name,
        language=framework.language,
        appendix=identity.appendix,
        summary=identity.summary,
        audience=identity.audience,
        blocks=blocks,
        landscape=identity.landscape,
    )
