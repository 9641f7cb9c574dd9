"""Document control: who answers for a document, which version it is, and what each version changed."""

from formwright.compose import words
from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Inlines, Link, Text
from formwright.model.framework import DocumentControl, Framework
from formwright.model.identity import Identity

TITLE = "Document control"


def section(identity: Identity, framework: Framework) -> Blocks:
    """What stands behind the cover; nothing where framework.yaml says nothing of it."""
    control = framework.control
    if control is None:
        return ()
    facts = [
        ("Title", (Text(identity.title),)),
        ("Version", (Text(f"{identity.version}, issued {words.date(identity.issued)}"),)),
        *_facts(control, framework),
    ]
    blocks: list[Block] = [
        nodes.Heading(2, (Text(TITLE),), "document-control", new_page=True, is_listed=False),
        nodes.Facts(tuple(((Text(name),), (nodes.Paragraph(said),)) for name, said in facts)),
    ]
    return (*blocks, _history(control)) if control.changes else tuple(blocks)


def _facts(control: DocumentControl, framework: Framework) -> list[tuple[str, Inlines]]:
    approved = control.approved
    approval = f"{framework.title_of(approved.by)}, {words.date(approved.on)}" if approved else "Not yet recorded"
    facts: list[tuple[str, Inlines]] = [
        ("Approved by", (Text(approval),)),
        ("Review date", (Text(words.date(control.review) if control.review else "Not yet set"),)),
    ]
    if control.owner:
        facts.insert(0, ("Owner", (Text(framework.title_of(control.owner)),)))
    if control.contact:
        box = framework.mailbox(control.contact)
        facts.append(("Contact", (Text(f"{box.title}, "), Link((Text(box.address),), f"mailto:{box.address}"))))
    if control.other_formats:
        facts.append(("Other formats", (Text(control.other_formats),)))
    return facts


def _history(control: DocumentControl) -> nodes.Table:
    cells = ((change.version, words.date(change.date), change.what) for change in control.changes)
    return nodes.Table(
        caption="Change history",
        columns=(
            nodes.Column((Text("Version"),), 12),
            nodes.Column((Text("Date"),), 22),
            nodes.Column((Text("What changed"),), 66),
        ),
        rows=tuple(nodes.Row(tuple((nodes.Paragraph((Text(said),)),) for said in row)) for row in cells),
        caption_shown=True,
    )
