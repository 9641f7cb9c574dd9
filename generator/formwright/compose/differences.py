"""What has changed between two versions, as a paper for the committee that approves it: a summary first, then for each
part of a document what it said before beside what it says now."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from formwright.compose import words
from formwright.document import marking, nodes
from formwright.document.nodes import Block, Blocks, Emphasis, Inlines, Paragraph, Strong, Text
from formwright.document.typography import in_type
from formwright.model.framework import Framework
from formwright.releases.differences import said
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.compared import Compared, Differences

KIND = "differences"
LONG = 900
"""Letters in a row that may run over the end of a page."""

MOST = 12
"""Changes that break the series which the summary names."""

WHOLE = "The document as a whole"

BESIDE = (("What has changed", 26), ("Before", 30), ("After", 30), ("Effect on figures", 14))
ALONE = (("What has changed", 78), ("Effect on figures", 22))
"""The columns of a table, with the share of each: of changes of words, and of those that a sentence says."""


def compose(found: Differences, framework: Framework) -> nodes.Document:
    """The paper. `framework` gives it its name and its language."""
    one = found.documents[0] if not found.is_whole else None
    title = f"Changes to {one.title}" if one else "Changes to the framework"
    issued = framework.issued
    return in_type(
        nodes.Document(
            identity=nodes.Identity(
                "differences",
                KIND,
                (one.new or "") if one else framework.version,
                issued,
                words.date(issued),
                "",
                framework.name,
            ),
            title=title,
            subtitle=framework.title,
            organisation=framework.organisation.name,
            language=framework.language,
            appendix=None,
            summary="What has changed, and whether figures from before and after can be added up.",
            audience="Everyone who approves these changes",
            blocks=tuple(_blocks(found)),
            dates=(_span(found),),
        )
    )


def _span(found: Differences) -> str:
    return f"From {found.before} to {found.after}"


def _blocks(found: Differences) -> Iterator[Block]:
    yield nodes.Heading(2, (Text("Summary"),), "summary")
    yield from _summary(found)
    if found.left_out:
        yield _not_compared(found)
    if not found.changes:
        return
    yield from _how_to_read(found)
    for one in found.changed:
        if found.is_whole:
            yield nodes.Heading(2, (Text(one.title),), f"changes-{one.id}")
            yield nodes.Facts(tuple(_facts(one)))
        yield from _document(one, 3 if found.is_whole else 2)


# --- the summary -----------------------------------------------------------------------------


def _summary(found: Differences) -> Iterator[Block]:
    if not found.changes:
        yield _says(said.none(found))
        return
    breaking = [
        f"{one.title}: {change.message}" if found.is_whole else change.message
        for one in found.documents
        for change in one.changes
        if change.effect is Effect.BREAKS
    ]
    if breaking:
        yield nodes.Callout(
            (_says(said.figures(Effect.BREAKS)), *_list_of(breaking)), "Some figures cannot be added up", important=True
        )
    else:
        yield nodes.Callout((_says(said.figures(found.effect)),), "Figures can be added up")
    if found.is_whole:
        compared = ((Text("Compared"),), (_says(f"{_span(found)}."),))
        yield nodes.Facts((compared, ((Text("Changes"),), (_says(said.of_all(found)),))))
        yield _overview(found.changed)
    else:
        compared = ((Text("Compared"),), (_says(f"{_span(found)}."),))
        yield nodes.Facts((compared, *_facts(found.documents[0])))


def _list_of(messages: Sequence[str]) -> Blocks:
    lines = [*messages[:MOST]]
    if len(messages) > MOST:
        lines.append(f"{len(messages) - MOST} more, marked “{said.LABELS[Effect.BREAKS]}” below.")
    return (nodes.BulletList(tuple((_says(line),) for line in lines)),)


def _facts(one: Compared) -> Iterator[tuple[Inlines, Blocks]]:
    yield (Text("Changes"),), (_says(f"{said.tally(one.changes)}."),)
    yield (Text("Figures"),), (_says(said.figures(one.effect)),)
    version = said.version(one)
    if version:
        yield (Text("Version"),), (_says(version),)


def _overview(changed: Iterable[Compared]) -> nodes.Table:
    headings = (("Part of the framework", 38), ("Changes", 26), ("Version", 20), ("Effect on figures", 16))
    return nodes.Table(
        caption="What has changed in each part of the framework",
        columns=tuple(nodes.Column((Text(heading),), width) for heading, width in headings),
        rows=tuple(
            nodes.Row(
                (
                    (Paragraph((nodes.Reference((Text(one.title),), f"changes-{one.id}"),)),),
                    (_says(said.tally(one.changes)),),
                    (_says(_versions(one)),),
                    (_says(said.LABELS[one.effect]),),
                )
            )
            for one in changed
        ),
    )


def _versions(one: Compared) -> str:
    if one.old is None or one.new is None:
        return f"New, {one.new}" if one.new else f"Was {one.old}" if one.old else "None"
    rises = f"{one.old} to {one.new}" if one.old != one.new else f"Still {one.new}"
    return rises if one.is_enough else f"{rises}; needs {one.needed}"


def _not_compared(found: Differences) -> nodes.Callout:
    items = tuple((Paragraph((Strong((Text(one.id),)), Text(f": {one.why}"))),) for one in found.left_out)
    lead = _says("These parts have errors in their definitions, so this paper says nothing about them:")
    return nodes.Callout((lead, nodes.BulletList(items)), "Not compared", important=True)


def _how_to_read(found: Differences) -> Iterator[Block]:
    yield nodes.Heading(2, (Text("How to read the tables"),), "how-to-read")
    yield Paragraph(
        (
            Text("Words that a version does not share with the other are in square brackets: "),
            nodes.Deleted((Text("struck through"),)),
            Text(" if they were removed, "),
            nodes.Inserted((Text("bold and underlined"),)),
            Text(" if they were added. Long passages that stay the same are cut short (…)."),
        )
    )
    effects = {change.effect for change in found.changes}
    yield nodes.Facts(
        tuple(
            ((Text(said.LABELS[effect]),), (_says(said.MEANINGS[effect]),))
            for effect in reversed(Effect)
            if effect in effects
        )
    )


# --- each document ---------------------------------------------------------------------------


def _document(one: Compared, level: int) -> Iterator[Block]:
    has_sections = any(change.section for change in one.changes)
    for n, (title, changes) in enumerate(_by_section(one.changes), 1):
        if has_sections or level == 2:
            heading = title or (WHOLE if has_sections else "What has changed")
            yield nodes.Heading(level, (Text(heading),), f"changes-{one.id}-{n}")
        yield from _tables(title or one.title, changes)


def _by_section(changes: Sequence[Change]) -> Iterator[tuple[str | None, list[Change]]]:
    """Each section once, in the order in which they are first told of."""
    place = {title: n for n, title in reversed(list(enumerate(change.section for change in changes)))}
    in_order = sorted(changes, key=lambda change: place[change.section])
    for title, members in groupby(in_order, key=lambda change: change.section):
        yield title, list(members)


def _tables(title: str, changes: Sequence[Change]) -> Iterator[Block]:
    with_words = [change for change in changes if change.old is not None or change.new is not None]
    others = [change for change in changes if change not in with_words]
    if with_words:
        yield _table(f"{title}: before and after", BESIDE, with_words)
    if others:
        yield _table(f"{title}: other changes" if with_words else f"{title}: changes", ALONE, others)


def _table(caption: str, headings: Sequence[tuple[str, int]], changes: Sequence[Change]) -> nodes.Table:
    return nodes.Table(
        caption=caption,
        columns=tuple(nodes.Column((Text(heading),), width) for heading, width in headings),
        rows=tuple(_row(change, has_words=len(headings) > 2) for change in changes),
        row_headers=len(headings) > 2,
    )


def _row(change: Change, has_words: bool) -> nodes.Row:
    message = (_says(change.message),)
    label = (Text(said.LABELS[change.effect]),)
    effect = (Paragraph((Strong(label),) if change.effect is Effect.BREAKS else label),)
    if not has_words:
        return nodes.Row((message, effect))
    if change.old is not None and change.new is not None:
        old, new = marking.beside(change.old, change.new)
    else:
        old = marking.unmarked(change.old) or _nothing("Not in the earlier version")
        new = marking.unmarked(change.new) or _nothing("Not in the later version")
    letters = max(len(change.old or ""), len(change.new or ""))
    return nodes.Row((message, (Paragraph(old),), (Paragraph(new),), effect), runs_on=letters > LONG)


def _nothing(words: str) -> Inlines:
    return (Emphasis((Text(words),)),)


def _says(text: str) -> Paragraph:
    return Paragraph((Text(text),))
