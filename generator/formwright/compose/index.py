"""The page that lists every document: what it is, for whom, in which formats."""

from collections.abc import Sequence
from dataclasses import replace

from formwright.compose import accessibility, words
from formwright.document import nodes
from formwright.document.nodes import Block, Link, Text
from formwright.document.typography import in_type
from formwright.model.framework import Framework

GROUPS = (
    ("handbook", "The handbook", "Everything in one document: every section, with the documents below as appendices."),
    ("form", "Forms to fill in", "Fill in a form in a browser, in Word or as a PDF. All three ask the same questions."),
    ("standards", "Standards", None),
    ("guide", "Guides", None),
    ("terms-of-reference", "Terms of reference", None),
    ("programme", "Programmes", None),
)
EARLIER = "Other released versions"
OTHERS = ("other", "Other documents", None)


Files = tuple[nodes.Document, dict[str, str]]
"""A document, and where its files lie, by what a reader calls the format."""


def compose(documents: Sequence[Files], framework: Framework, earlier: Sequence[Files] = ()) -> nodes.Document:
    """`documents` are the framework's, `earlier` those of other versions that were released."""
    blocks: list[Block] = []
    for group, title, text in (*GROUPS, OTHERS):
        of_kind = sorted((d for d in documents if group_of(d[0].identity.kind) == group), key=lambda d: place(d[0]))
        if of_kind:
            blocks.append(nodes.Heading(2, (Text(title),), group))
            if text:
                blocks.append(nodes.Paragraph((Text(text),)))
            blocks.append(_table(title, of_kind))
    if earlier:
        blocks.append(nodes.Heading(2, (Text(EARLIER),), "earlier-versions"))
        named = [(replace(d, title=f"{d.title}, version {d.identity.version}"), files) for d, files in earlier]
        blocks.append(_table(EARLIER, named))
    whole = nodes.Document(
        identity=nodes.Identity(
            "index", "index", framework.version, framework.issued, words.date(framework.issued), ""
        ),
        title=framework.title,
        subtitle=framework.organisation.service,
        organisation=framework.organisation.name,
        language=framework.language,
        appendix=None,
        summary="Every document in the framework, in every format.",
        audience="Everyone who works with the framework",
        blocks=tuple(blocks),
        at_foot=(Link((Text(accessibility.TITLE),), "accessibility.html"),),
    )
    return in_type(whole)


def group_of(kind: str) -> str:
    """The group under which documents of a kind are listed."""
    return kind if any(kind == group for group, _, _ in GROUPS) else OTHERS[0]


def place(document: nodes.Document) -> tuple[int, str, str]:
    """Its place in a list: the appendices in their order, then what is none by its title."""
    number = document.appendix or ""
    digits = "".join(c for c in number if c.isdigit())
    return int(digits or 999), number, document.title


def _table(title: str, documents: Sequence[Files]) -> nodes.Table:
    return nodes.Table(
        caption=title,
        columns=(
            nodes.Column((Text("Document"),), 32),
            nodes.Column((Text("What it is for"),), 43),
            nodes.Column((Text("Open"),), 25),
        ),
        rows=tuple(_row(document, files) for document, files in documents),
    )


def _row(document: nodes.Document, files: dict[str, str]) -> nodes.Row:
    """What it is called, what it is for, and where it lies in each format. Its title leads to the first of them."""
    appendix = f"Appendix {document.appendix}: " if document.appendix else ""
    links: list[nodes.Inline] = []
    for format, path in files.items():
        links += [Text(" · ")] if links else []
        links.append(Link((Text(format),), path))
    title = Link((Text(f"{appendix}{document.title}"),), next(iter(files.values())))
    cells = ((title,), (Text(document.summary),), tuple(links))
    return nodes.Row(tuple((nodes.Paragraph(cell),) for cell in cells))
