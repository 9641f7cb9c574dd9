"""What is judged twice in one return: which field of a moderator's part judges which field of an earlier part again."""

from collections.abc import Mapping

from formwright.model.form import Field, Form


def judged_again(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The paths of the fields that are judged again, each with those of the fields that do so, by part. They are on the
    same scale; they answer the same question or, where neither answers one, have the same name or are both judgements
    of the form. Where that is not one field each, nothing says which belong together, and none do."""
    found: dict[str, tuple[str, ...]] = {}
    for part in form.parts:
        if part.moderates is not None:
            later = [f for f in form.fields if f.part == part.id and _is_judged(f)]
            earlier = [f for f in form.fields if f.part == part.moderates and _is_judged(f)]
            meant = {again.path: _meant(again, earlier, form) for again in later}
            for path, first in meant.items():
                if first is not None and list(meant.values()).count(first) == 1:
                    found[first] = (*found.get(first, ()), path)
    return found


def _is_judged(field: Field) -> bool:
    return field.scale is not None and field.repeat is None and field.counts is None


def _meant(again: Field, earlier: list[Field], form: Form) -> str | None:
    fits = [
        f
        for f in earlier
        if (f.scale, f.control, bool(f.question)) == (again.scale, again.control, bool(again.question))
    ]
    section, _, name = again.path.rpartition(".")
    if again.question:
        same = [f.path for f in fits if f.path.rpartition(".")[0] == section]
    else:
        judgements = form.escalation.judgements if form.escalation else ()
        same = [f.path for f in fits if f.path.rpartition(".")[2] == name]
        same = same or [f.path for f in fits if f.path in judgements and again.path in judgements]
    return same[0] if len(same) == 1 else None
