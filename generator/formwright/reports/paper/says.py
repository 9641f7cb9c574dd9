"""What the time says, in a few plain sentences: each is made from the figures by a rule, and none where there is
nothing to say."""

from collections.abc import Iterator

from formwright.answers.spelling import day_in_words
from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.judgements import Scaled
from formwright.oversight.paper.small import out_of
from formwright.reports.problems import count

AUDITS = "audits"
"""The group of duties that the sentence about what was owed adds up."""


def lines(found: Figures) -> Iterator[str]:
    """The sentences, what came in first."""
    yield came_in(found)
    yield from owed(found)
    yield from (judged(one, found) for one in found.scales if one.now.total)
    yield from weakest(found)
    yield from acted(found)
    yield from told(found)


def came_in(found: Figures) -> str:
    if not found.came_in:
        return f"The record has no audits of {found.span.words}."
    whole = f"{count(found.complete, 'audit')} of {found.span.words} {_are(found.complete)} complete"
    incomplete = sum(one.incomplete for one in found.coverage)
    invalid = sum(one.invalid for one in found.coverage)
    left = [f"{incomplete} {_are(incomplete)} incomplete"] if incomplete else []
    left += [f"{invalid} {_are(invalid)} not valid"] if invalid else []
    if not left:
        return f"{whole}."
    return f"{whole}. {' and '.join(left)}, and so not in the figures that follow."


def owed(found: Figures) -> Iterator[str]:
    """Of audits alone: other duties are not of their kind."""
    asked = [one for one in found.owed or () if one.duty.group == AUDITS and one.owed and not _repeats(one.duty)]
    if not asked:
        return
    done, number = sum(one.done for one in asked), sum(one.owed for one in asked)
    short, judged = sum(one.short for one in asked), sum(one.short + one.met for one in asked)
    waiting = sum(one.waiting for one in asked)
    late = sum(one.late for one in asked)
    said = f"Of {count(number, 'audit')} owed, {done} {'was' if done == 1 else 'were'} done"
    if short:
        said += f"; {out_of(short, judged)} targets were missed"
    elif not waiting:
        said += "; every target was met"
    if waiting:
        said += f"; {count(waiting, 'target')} {_are(waiting)} not due yet"
    yield f"{said}, and {count(late, 'audit')} came late." if late else f"{said}."


def _repeats(duty: object) -> bool:
    counted = getattr(duty, "counted", None)
    return counted is not None and counted.by == "focus"


def judged(of: Scaled, found: Figures) -> str:
    now, before, scale = of.now, of.before, of.scale
    worst, better = scale.labels[-1], scale.named(scale.better)
    said = (
        f"Of {count(now.total, 'overall judgement')}, {_share(now.better, now.total)} {_are(now.better)} {better}, and "
        f"{_share(now.counts[-1], now.total)} {_are(now.counts[-1])} {worst}"
    )
    if not before.total:
        return f"{said}."
    return (
        f"{said}. In the {_months(found)} before: {out_of(before.better, before.total)} {better}, "
        f"{out_of(before.counts[-1], before.total)} {worst}."
    )


def _share(part: int, whole: int) -> str:
    """Without the whole, which has just been said: 30 (75%)."""
    return out_of(part, whole).replace(f" of {whole}", "")


def weakest(found: Figures) -> Iterator[str]:
    seen = set()
    for one in found.weakest:
        if one.grades.scale not in seen:
            seen.add(one.grades.scale)
            share = out_of(one.grades.worse, one.grades.total)
            grades = one.grades.scale.named(one.grades.scale.worse)
            yield f"The weakest area is “{one.asked.words.rstrip('.')}” ({one.tool.title}): {share} {grades}."


def acted(found: Figures) -> Iterator[str]:
    actions = found.actions
    if actions.total:
        day = day_in_words(found.today.isoformat())
        late = f"{actions.overdue} {_are(actions.overdue)} overdue on {day}"
        yield f"{count(actions.total, 'action')} agreed in these audits: {actions.done} recorded as done, {late}."


def told(found: Figures) -> Iterator[str]:
    made = found.escalations
    if made.notices:
        yield f"{count(made.notices, 'notice')} sent about {count(made.audits, 'audit')}."
    if made.nobody:
        yield (
            f"For {count(made.nobody, 'audit')} somebody must be notified, and no notice is recorded as sent: "
            "see “Escalations”."
        )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _months(found: Figures) -> str:
    number = len(found.span.series) - len(found.span.months)
    return "month" if number == 1 else f"{number} months"
