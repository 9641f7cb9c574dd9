"""The figures of a paper as data, for other programs."""

from formwright.oversight.paper.actions import Actions
from formwright.oversight.paper.figures import Figures
from formwright.oversight.paper.judgements import Group, Judged, Scaled, Spread
from formwright.oversight.paper.owed import Owed
from formwright.oversight.paper.questions import Answered
from formwright.reports import moderation
from formwright.reports.paper import limits, says


def data(found: Figures) -> dict[str, object]:
    """Counts alone: whoever works out shares knows of how many."""
    span, unsettled, made = found.span, found.unsettled, found.escalations
    return {
        "period": {
            "name": span.name,
            "from": span.period.first.isoformat(),
            "to": span.period.last.isoformat(),
            "is_over": found.is_over,
        },
        "as_of": found.today.isoformat(),
        "says": list(says.lines(found)),
        "warnings": list(limits.first_of_all(found)),
        "limits": list(limits.lines(found)),
        "months": [f"{month.first:%Y-%m}" for month in span.series],
        "came_in": [
            {
                "form": one.tool,
                "title": one.title,
                "complete": one.complete,
                "incomplete": one.incomplete,
                "invalid": one.invalid,
                "complete_by_month": list(one.months),
            }
            for one in found.coverage
        ],
        "not_in_the_figures": {
            "not_usable": found.beside.not_usable,
            "undated": found.beside.undated,
            "superseded": unsettled.superseded,
            "not_decided": unsettled.rivals,
            "copies": unsettled.copies,
            "blank": unsettled.blank,
            "for_nobody": found.unplaced,
            "faults": found.faults,
        },
        "owed": None if found.owed is None else [_owed(one) for one in found.owed],
        "judgements": [_scaled(one) for one in found.scales],
        "questions": [_answered(one) for grid in found.grids if grid.is_shown for one in grid.answered],
        "weakest": [_answered(one) for one in found.weakest],
        "themes": [
            {
                "theme": one.id,
                "title": one.title,
                "audits": one.returns,
                "words": one.words,
                "audits_before": one.before,
            }
            for one in found.themes
        ],
        "moderation": moderation.data(found.moderation),
        "actions": _actions(found.actions)
        | {"by_area": [{"area": area} | _actions(one) for area, one in found.actions.by_area]},
        "escalations": {
            "told": [
                {"form": one.form, "judgement": one.judgement, "notices": one.notices, "audits": one.audits}
                for one in made.told
            ],
            "corrections": made.corrections,
            "slips": made.slips,
            "not_sent": made.not_sent,
            "nobody_notified": made.nobody,
        },
    }


def _owed(one: Owed) -> dict[str, object]:
    return {
        "duty": one.duty.id,
        "what": one.duty.what,
        "owed": one.owed,
        "done": one.done,
        "beyond": one.beyond,
        "late": one.late,
        "counted": one.counted,
        "met": one.met,
        "short": one.short,
        "exempt": one.exempt,
        "not_judged": one.open,
    }


def _scaled(one: Scaled) -> dict[str, object]:
    return {
        "scale": one.scale.id,
        "grades": [
            {"value": value, "label": label} for value, label in zip(one.scale.values, one.scale.labels, strict=True)
        ],
        "now": _spread(one.now),
        "before": _spread(one.before),
        "tools": [_judged(judged) for judged in one.judged],
        "areas": [_group(group) for group in one.areas],
        "teams": [_group(group) for group in one.teams],
    }


def _judged(one: Judged) -> dict[str, object]:
    return {
        "form": one.tool.id,
        "versions": list(one.line.versions),
        "breaks_series": list(one.line.why),
        "now": _spread(one.now),
        "before": _spread(one.before),
        "by_month": [_spread(month) for month in one.months],
    }


def _group(one: Group) -> dict[str, object]:
    return {"title": one.title, "members": one.members, "now": _spread(one.now), "before": _spread(one.before)}


def _answered(one: Answered) -> dict[str, object]:
    return {
        "form": one.tool.id,
        "versions": list(one.line.versions),
        "number": one.asked.number,
        "question": one.asked.words,
        "standards": list(one.asked.standards),
        "grades": _spread(one.grades),
    }


def _spread(one: Spread) -> dict[str, int]:
    return dict(zip(one.scale.values, one.counts, strict=True))


def _actions(one: Actions) -> dict[str, object]:
    return {"done": one.done, "overdue": one.overdue, "due": one.due, "without_day": one.without_day}
