"""The escalations: who had to be notified, and whether they were."""

from collections.abc import Iterator

from formwright.document.nodes import Block, Callout
from formwright.oversight.paper.escalations import Told
from formwright.oversight.paper.figures import Figures
from formwright.reports.paper.parts import heading, says, table
from formwright.reports.problems import count


def blocks(found: Figures) -> Iterator[Block]:
    yield heading("Escalations")
    made = found.escalations
    if made.told:
        yield says("Notices that were sent in this time, by the judgement of the audit that they are about.")
        headings = (("Tool", 42), ("Judgement", 28), ("Audits", 15), ("Notices", 15))
        yield table("Notices sent", headings, (_told(one, found) for one in made.told))
    else:
        yield says("No notice was sent in this time.")
    if made.nobody:
        words = (
            f"For {count(made.nobody, 'complete audit')} of this time the framework says that somebody must be "
            "notified, and no notice is recorded as sent. The team must look into each of them."
        )
        yield Callout((says(words),), "Not notified", important=True)
    others = (
        (made.corrections, "correction was", "corrections were", "sent, to take back what no longer holds"),
        (made.slips, "return slip was", "return slips were", "sent to auditors, for what is missing or wrong"),
        (made.not_sent, "notice was", "notices were", "begun and not sent: the team must look into it"),
    )
    for number, one, several, what in others:
        if number:
            yield says(f"{number} {one if number == 1 else several} {what}.")


def _told(one: Told, found: Figures) -> tuple[str | int, ...]:
    titles = {came.tool: came.title for came in found.coverage}
    labels = {
        value: label for of in found.scales for value, label in zip(of.scale.values, of.scale.labels, strict=True)
    }
    judgement = labels.get(one.judgement, one.judgement) if one.judgement else "No judgement"
    return (titles.get(one.form or "", one.form or "Not known"), judgement, one.audits, one.notices)
