"""What is said of differences as a whole, wherever they are told: how many of which class, whether figures may be added
up, which version is needed."""

from collections.abc import Iterable

from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.compared import Compared, Differences, count

LABELS = {Effect.BREAKS: "Breaks the series", Effect.COMPARABLE: "Comparable", Effect.WORDING: "Wording only"}

MEANINGS = {
    Effect.BREAKS: "The answers mean something else, or come from different cases. Figures from before and after "
    "cannot be added up.",
    Effect.COMPARABLE: "Something is new, gone or done differently, but figures from before and after can be added up.",
    Effect.WORDING: "The same is asked or said in other words. Figures from before and after can be added up.",
}


def tally(changes: Iterable[Change]) -> str:
    """ "3 changes: 1 breaks the series, 2 wording only"; "3 changes: all comparable"."""
    found = count(changes)
    many = sum(found.values())
    if len(found) == 1:
        parts = [f"{'' if many == 1 else 'all '}{_label(effect, n)}" for effect, n in found.items()]
    else:
        parts = [f"{n} {_label(effect, n)}" for effect, n in found.items()]
    return f"{many} change{'' if many == 1 else 's'}: {', '.join(parts)}"


def _label(effect: Effect, many: int) -> str:
    return "break the series" if effect is Effect.BREAKS and many > 1 else LABELS[effect].lower()


def figures(effect: Effect) -> str:
    """Whether figures from before and after may be added up."""
    if effect is Effect.BREAKS:
        return (
            "Do not add up figures from before and after where a change breaks the series. All other figures can be "
            "added up."
        )
    return "Figures from before and after can be added up."


def version(one: Compared) -> str | None:
    """Which version these changes need, and whether it has it; None where there is nothing to say."""
    if one.needed is None:
        return None
    if one.is_enough:
        return f"The version rises from {one.old} to {one.new}. These changes need at least {one.needed}."
    stays = f"It is still {one.new}" if one.old == one.new else f"{one.new} is not enough"
    return f"These changes need version {one.needed} or higher. {stays}."


def of_all(found: Differences) -> str:
    """How much of a framework has changed."""
    many, all = len(found.changed), len(found.documents)
    have = "has" if many == 1 else "have"
    return f"{many} of {all} parts of the framework {have} changed. {tally(found.changes)}."


def none(found: Differences) -> str:
    return f"Nothing has changed from {found.before} to {found.after}."
