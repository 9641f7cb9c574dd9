"""Moderation in the monthly paper: who judged the same cases, how far they agree, and who was harsher."""

from collections.abc import Iterable, Iterator, Sequence

from formwright.document.nodes import Alignment, Block, Column, Heading, Paragraph, Row, Table, Text
from formwright.oversight.agreement import Agreement
from formwright.oversight.moderation import ENOUGH, Auditor, Drift, Judged, Moderation
from formwright.reports import moderation as words
from formwright.reports.problems import count

ANCHOR = "moderation"
QUARTERS = 4
"""As many as a page is wide enough for, the latest."""


def blocks(found: Moderation, level: int = 2, people: bool = False) -> Iterator[Block]:
    """A heading of this level, and what stands under it. No case is named, and no auditor but for `people`: the command
    shows both."""
    yield Heading(level, (Text("Moderation"),), ANCHOR)
    yield _said(words.summary(found), *words.further(found))
    if found.scales:
        yield _said(words.ON_KAPPA)
    for number, of in enumerate(found.scales, 1):
        yield from _scale(of, found, f"{ANCHOR}-{number}", level + 1)
        if people:
            yield from _people(of)
    if found.far:
        was = "judgement was" if found.far == 1 else "judgements were"
        yield _said(
            f"{found.far} second {was} two or more steps from the first. 'formwright moderation' lists the returns."
        )


def _scale(of: Judged, found: Moderation, anchor: str, level: int) -> Iterator[Block]:
    name = words.name(of.scale)
    yield Heading(level, (Text(name),), anchor)
    yield _said(f"{words.size(of.whole)}: {words.agreed(of.whole)}.", words.direction(of.whole))
    yield _said(f"Weighted kappa: {words.kappa(of.whole)}.")
    yield _cross(of, name)
    if len(of.by_form) > 1:
        forms = [(found.titles.get(form, form), own) for form, own in of.by_form.items()]
        yield _agreements(f"{name} by form", "Form", forms)
    asked = [one for one in of.by_question if one.agreement.cases >= ENOUGH and one.number]
    if len(asked) > 1:
        several = len({one.form for one in asked}) > 1
        rows = [
            (f"{one.number}. {one.question}" + (f" ({found.titles[one.form]})" if several else ""), one.agreement)
            for one in sorted(asked, key=words.least)
        ]
        yield _agreements(f"{name} by question, least agreement first", "Question", rows)
    if few := len([one for one in of.by_question if one.number and one.agreement.cases < ENOUGH]):
        yield _said(f"Too few: {count(few, 'question')} with fewer than {ENOUGH} cases each.")


def _people(of: Judged) -> Iterator[Block]:
    if of.auditors:
        yield _auditors(of.auditors, words.name(of.scale))
    if said := words.unnamed(of):
        yield _said(said)


def _cross(of: Judged, name: str) -> Table:
    labels = of.scale.labels
    rows = [(label, *map(str, counts)) for label, counts in zip(labels, of.whole.counts, strict=True)]
    headings = ("First judged", *(f"Second: {label}" for label in labels))
    return _table(f"{name}: how often each first judgement met each second one", headings, rows, 28)


def _agreements(caption: str, what: str, those: Iterable[tuple[str, Agreement]]) -> Table:
    headings = (what, "Cases", "Judged twice", "The same", "The same or one step apart", "Weighted kappa")
    rows = [
        (
            name,
            str(own.cases),
            str(own.n),
            words.share(own.exact, own),
            words.share(own.adjacent, own),
            words.kappa(own),
        )
        for name, own in those
    ]
    return _table(caption, headings, rows, 34)


def _auditors(auditors: Sequence[Auditor], name: str) -> Table:
    quarters = sorted({first for auditor in auditors for first in auditor.quarters})[-QUARTERS:]
    headings = ("Auditor", "All", *map(words.quarter_in_words, quarters))
    rows = [
        (one.name, words.mean(one.whole), *(_in_quarter(one.quarters.get(first)) for first in quarters))
        for one in auditors
    ]
    caption = f"{name}: each auditor beside those who judged the same cases, in all and in the latest quarters"
    return _table(caption, headings, rows, 22, "")


def _in_quarter(of: Drift | None) -> str:
    return "none" if of is None else words.mean(of)


def _table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], first: int, aligned: Alignment = "right"
) -> Table:
    width = (100 - first) // (len(headings) - 1)
    columns = [Column((Text(headings[0]),), first), *(Column((Text(h),), width, aligned) for h in headings[1:])]
    made = tuple(Row(tuple((_said(cell),) for cell in row)) for row in rows)
    return Table(caption, tuple(columns), made, caption_shown=True)


def _said(*sentences: str) -> Paragraph:
    return Paragraph((Text(" ".join(sentences)),))
