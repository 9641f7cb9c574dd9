"""Whether a form can be answered so that a condition is met is what trying all answers says."""

from collections.abc import Iterator
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from formwright.definitions.advice.dead_conditions import reduced
from formwright.model.conditions import All, Answer, AnyOf, Condition, Is, Not, Of, both, holds
from formwright.model.possible import Askable, possible

VALUES = ("a", "b", "c")
PATHS = ("one", "two", "three", "four")


def conditions(paths: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    values = st.lists(st.sampled_from(VALUES), min_size=1, unique=True).map(tuple)
    leaves = st.builds(Is, st.sampled_from(paths), values, st.sampled_from([Of.ANY, Of.ALL]))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Not, inner),
            st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        ),
        max_leaves=4,
    )


@st.composite
def fields(draw: st.DrawFn) -> dict[str, Askable]:
    """Fields each of which may be asked only by what those before it are answered."""
    made: dict[str, Askable] = {}
    for path in PATHS:
        asked = draw(st.none() | conditions(tuple(made))) if made else None
        values = VALUES[: draw(st.integers(1, len(VALUES)))]
        is_ticked = draw(st.booleans())
        none = values[0] if is_ticked and draw(st.booleans()) else None
        made[path] = Askable(values, draw(st.booleans()), asked, is_ticked, none)
    return made


def complete(fields: dict[str, Askable]) -> Iterator[dict[str, Answer]]:
    """All complete answers, by trying everything."""
    for values in product(*((None, *_answers(f)) for f in fields.values())):
        answers: dict[str, Answer] = dict(zip(fields, values, strict=True))
        if all(_fits(f, answers[path], holds(f.asked_when, answers.get)) for path, f in fields.items()):
            yield answers


def _answers(field: Askable) -> Iterator[Answer]:
    if not field.is_ticked:
        yield from field.values
        return
    values = tuple(map(str, field.values))
    some = (ticked for count in range(1, len(values) + 1) for ticked in combinations(values, count))
    yield from (ticked for ticked in some if len(ticked) == 1 or field.none not in ticked)


def _fits(field: Askable, answer: Answer, asked: bool) -> bool:
    return (answer is not None or not field.required) if asked else answer is None


@given(fields(), conditions(PATHS))
def test_a_condition_is_possible_where_some_complete_answers_meet_it(f: dict[str, Askable], c: Condition) -> None:
    assert possible(c, f) == any(holds(c, answers.get) for answers in complete(f))


@given(fields(), conditions(PATHS))
def test_a_condition_without_its_needless_parts_is_met_by_the_same_answers(f: dict[str, Askable], c: Condition) -> None:
    def same(other: Condition) -> bool:
        return not possible(both(c, Not(other)), f) and not possible(both(other, Not(c)), f)

    found, _ = reduced(c, same)

    assert all(holds(c, answers.get) == holds(found, answers.get) for answers in complete(f))


def test_what_would_take_too_long_to_find_out_counts_as_possible() -> None:
    many = {f"f{n}": Askable(("a", "b")) for n in range(40)}
    pairs = [(f"f{n}", f"f{m}") for n in range(40) for m in range(n)]
    differ = tuple(Not(All((Is(one, ("a",)), Is(other, ("a",))))) for one, other in pairs)
    at_least_two = tuple(AnyOf(tuple(Is(p, ("a",)) for p in many if p != left)) for left in many)

    assert possible(All((*at_least_two, *differ)), many, most=50)


def test_of_fields_that_each_hang_on_the_one_before_nobody_need_think_through_thousands() -> None:
    chain = {f"f{n}": Askable(("a", "b"), True, Is(f"f{n - 1}", ("a",)) if n else None) for n in range(3000)}

    assert not possible(All((Is("f5", ("a",)), Is("f4", ("b",)))), chain)
    assert possible(All((Is("f2999", ("a",)), Is("f2998", ("b",)))), chain)


def test_of_boxes_several_can_be_ticked_at_once_but_beside_none() -> None:
    ticks = {"kind": Askable(("a", "b", "none"), is_ticked=True, none="none")}

    assert possible(All((Is("kind", ("a",), Of.ANY), Is("kind", ("b",), Of.ANY))), ticks)
    assert possible(Is("kind", ("a", "b"), Of.ALL), ticks)
    assert not possible(Is("kind", ("a", "none"), Of.ALL), ticks)
    assert not possible(Not(Is("kind", ("a", "b", "none"), Of.ANY)), ticks)


def test_more_boxes_than_can_be_thought_through_count_as_possible() -> None:
    values = tuple(f"v{n}" for n in range(30))
    alone = All(tuple(Not(Is("kind", (value,), Of.ANY)) for value in values))

    assert possible(alone, {"kind": Askable(values, is_ticked=True)})
