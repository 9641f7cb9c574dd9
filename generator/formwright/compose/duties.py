"""Who must do what, how often: a table for each group of duties."""

from formwright.compose.base import Texts
from formwright.document import nodes
from formwright.document.nodes import Block, Blocks, Text
from formwright.model.duties import GROUPS, Duties, Duty, Every, Within


def tables(duties: Duties, text: Texts, level: int) -> Blocks:
    """A heading of this level and a table for each group that has duties."""
    blocks: list[Block] = []
    for group, title in GROUPS.items():
        members = [d for d in duties.duties if d.group == group]
        if members:
            blocks.append(nodes.Heading(level, (Text(title),), f"duties-{group}"))
            blocks.append(_table(title, members, text))
    return tuple(blocks)


def _table(title: str, duties: list[Duty], text: Texts) -> nodes.Table:
    return nodes.Table(
        caption=f"Who must do what: {title.lower()}",
        columns=(
            nodes.Column((Text("Who"),), 20),
            nodes.Column((Text("What"),), 32),
            nodes.Column((Text("How often or by when"),), 18),
            nodes.Column((Text("Reported to"),), 19),
            nodes.Column((Text("From"),), 11),
        ),
        rows=tuple(_row(duty, text) for duty in duties),
    )


def _row(duty: Duty, text: Texts) -> nodes.Row:
    return nodes.Row(
        (
            text.blocks(duty.who_text),
            text.blocks(duty.what),
            (nodes.Paragraph((Text(how_often(duty)),)),),
            text.blocks(duty.to),
            text.blocks(f"[](section:{duty.section})"),
        ),
        f"duty-{duty.id}",
    )


def how_often(duty: Duty) -> str:
    """The number, the cycle and the deadline of a duty, in words."""
    parts = []
    if duty.how_many is not None:
        parts.append(_number(duty.how_many, duty.unit or ""))
    if duty.every:
        parts.append(_cycle(duty.every))
    if duty.within:
        parts.append(_deadline(duty.within))
    if duty.in_words:
        parts.append(duty.in_words[:1].upper() + duty.in_words[1:])
    said = ", ".join(p if n == 0 else p[:1].lower() + p[1:] for n, p in enumerate(parts))
    if duty.event and not (duty.how_many or duty.every or duty.within):
        return f"{said} (triggered by {duty.event})" if said else f"Triggered by {duty.event}"
    return said or "Not set"


def _number(how_many: int, unit: str) -> str:
    if unit.startswith("%"):
        return f"{how_many}{unit}"
    return f"{how_many} {unit}" if unit.startswith("days") else f"At least {how_many} {unit}".rstrip()


def _cycle(every: Every) -> str:
    if every.n == 1:
        return {"day": "Daily", "week": "Weekly", "month": "Monthly", "quarter": "Quarterly", "year": "Yearly"}[
            every.unit
        ]
    return f"Every {every.n} {every.unit}s"


def _deadline(within: Within) -> str:
    unit = within.unit.replace("-", " ")
    unit = unit.removesuffix("s") if within.n == 1 else unit
    if within.of is None:
        return f"Within {within.n} {unit} (start date not specified)"
    opening, joint = ("At least", "before") if within.before else ("Within", "of")
    return f"{opening} {within.n} {unit} {joint} {within.of}"
