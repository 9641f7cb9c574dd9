"""What is judged twice in one return: which field of a moderator's part judges which field of an earlier part again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from formwright.model.conditions import Condition, Value, fields_of, holds
from formwright.model.form import Field, Form


@dataclass(frozen=True, slots=True)
class Again:
    """A field by which something is judged again. `unless` is the condition under which a moderator is asked for it,
    where it rests on nothing but what the moderator answers, at `asked`: so that one who says that they agree, and is
    not asked for a judgement of their own, has judged the same."""

    path: str
    unless: Condition | None = None
    asked: tuple[str, ...] = ()

    def agrees(self, said: Callable[[str], Value | None]) -> bool:
        """Whether a moderator who gave no judgement has agreed."""
        return bool(self.asked) and all(said(p) is not None for p in self.asked) and not holds(self.unless, said)


def judged_again(form: Form) -> Mapping[str, tuple[Again, ...]]:
    """The paths of the fields that are judged again, each with the fields that do so, by part. They are on the same
    scale; they answer the same question or, where neither answers one, have the same name or are both judgements of
    the form. Where that is not one field each, nothing says which belong together, and none do."""
    found: dict[str, tuple[Again, ...]] = {}
    for part in form.parts:
        if part.moderates is not None:
            own = {f.path for f in form.fields if f.part == part.id}
            later = [f for f in form.fields if f.path in own and _is_judged(f)]
            earlier = [f for f in form.fields if f.part == part.moderates and _is_judged(f)]
            meant = [(again, _meant(again, earlier, form)) for again in later]
            firsts = [first for _, first in meant]
            for again, first in meant:
                if first is not None and firsts.count(first) == 1:
                    found[first] = (*found.get(first, ()), _again(again, own))
    return found


def _again(field: Field, own: set[str]) -> Again:
    asked = tuple(dict.fromkeys(fields_of(field.asked_when)))
    return Again(field.path, field.asked_when, asked) if own.issuperset(asked) else Again(field.path)


def _is_judged(field: Field) -> bool:
    return field.scale is not None and field.repeat is None and field.counts is None


def _kind(field: Field) -> tuple[str | None, str, bool]:
    return field.scale, field.control, field.question is not None


def _meant(again: Field, earlier: list[Field], form: Form) -> str | None:
    fits = [f for f in earlier if _kind(f) == _kind(again)]
    section, _, name = again.path.rpartition(".")
    if again.question:
        same = [f.path for f in fits if f.path.rpartition(".")[0] == section]
    else:
        judgements = form.escalation.judgements if form.escalation else ()
        same = [f.path for f in fits if f.path.rpartition(".")[2] == name]
        same = same or [f.path for f in fits if f.path in judgements and again.path in judgements]
    return same[0] if len(same) == 1 else None
