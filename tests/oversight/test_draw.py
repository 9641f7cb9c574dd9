"""Laws of the draw: outside their own area, spread fairly, the same each time; else a plain reason why not."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from formwright.oversight.draw import Auditor, Case, Drawn, Lacking, counted, draw

AREAS = ("north", "south", "east", "west")
areas = st.sampled_from(AREAS)
lists = st.lists(areas, min_size=0, max_size=30).map(lambda of: [Case(f"A{n:03}", area) for n, area in enumerate(of)])
people = st.lists(st.frozensets(areas, min_size=1, max_size=2), min_size=1, max_size=6).map(
    lambda of: [Auditor(f"Head {n}", own) for n, own in enumerate(of)]
)
seeds = st.text(max_size=8)


def some(cases: list[Case], heads: list[Auditor], number: int, seed: str) -> tuple[Drawn, ...]:
    """So many cases drawn, or as many fewer as somebody may have: there is always such a draw."""
    possible = sum(any(head.may_have(case) for head in heads) for case in cases)
    drawn = draw(cases, heads, number % (possible + 1), seed)
    assert not isinstance(drawn, Lacking)
    assert len(drawn) == number % (possible + 1)
    return drawn


@given(lists, people, st.integers(0, 20), seeds)
def test_nobody_gets_a_case_of_their_own_area_and_no_case_is_drawn_twice(
    cases: list[Case], heads: list[Auditor], number: int, seed: str
) -> None:
    drawn = some(cases, heads, number, seed)
    by_name = {head.name: head for head in heads}
    assert all(one.case.area not in by_name[one.to].areas for one in drawn)
    assert len({one.case.id for one in drawn}) == len(drawn)


@given(lists, people, st.integers(1, 3), seeds)
def test_everybody_gets_the_same_number_or_the_draw_is_refused_because_there_is_none(
    cases: list[Case], heads: list[Auditor], each: int, seed: str
) -> None:
    drawn = draw(cases, heads, each * len(heads), seed, each)
    if not isinstance(drawn, Lacking):
        assert set(counted((one.to for one in drawn), heads).values()) == {each}
        return
    groups = ([h for n, h in enumerate(heads) if bits >> n & 1] for bits in range(1, 1 << len(heads)))
    assert any(each * len(group) > sum(any(h.may_have(case) for h in group) for case in cases) for group in groups)


@given(lists, people, st.integers(0, 20), seeds)
def test_numbers_differ_by_one_unless_the_list_makes_it_necessary(
    cases: list[Case], heads: list[Auditor], number: int, seed: str
) -> None:
    drawn = some(cases, heads, number, seed)
    counts = counted((one.to for one in drawn), heads)
    for head in heads:
        if counts[head.name] < max(counts.values()) - 1:
            assert _cannot_have_more(head, drawn, cases, heads)


def _cannot_have_more(head: Auditor, drawn: tuple[Drawn, ...], cases: list[Case], heads: list[Auditor]) -> bool:
    """By another way: whatever is given to whom, as many are needed by others as there are (Hall's condition)."""
    counts = counted((one.to for one in drawn), heads)
    wanted = counts | {head.name: counts[head.name] + 1}
    groups = ([h for n, h in enumerate(heads) if bits >> n & 1] for bits in range(1, 1 << len(heads)))
    return any(
        sum(wanted[h.name] for h in group) > sum(any(h.may_have(case) for h in group) for case in cases)
        for group in groups
    )


@given(lists, people, st.integers(0, 20), seeds, st.randoms())
def test_the_order_of_the_list_and_of_the_heads_makes_no_difference(
    cases: list[Case], heads: list[Auditor], number: int, seed: str, chance: Random
) -> None:
    shuffled, others = chance.sample(cases, len(cases)), chance.sample(heads, len(heads))
    assert draw(shuffled, others, number, seed) == draw(cases, heads, number, seed)


def test_the_same_seed_draws_the_same_cases_on_any_machine() -> None:
    """Pinned: another result here means that nobody could draw last month's cases again."""
    cases = [Case(f"A{n}", AREAS[n % 4]) for n in range(100)]
    heads = [Auditor(f"Head of {area}", frozenset([area])) for area in AREAS]
    drawn = draw(cases, heads, 4, "2014-01", each=1)
    assert not isinstance(drawn, Lacking)
    assert [(one.case.id, one.to) for one in drawn] == [
        ("A24", "Head of west"),
        ("A52", "Head of east"),
        ("A91", "Head of north"),
        ("A82", "Head of south"),
    ]


def test_another_seed_draws_others() -> None:
    cases = [Case(f"A{n}", "south") for n in range(1000)]
    heads = [Auditor("Hal", frozenset(["north"]))]
    assert draw(cases, heads, 3, "one") != draw(cases, heads, 3, "two")


def test_each_case_is_drawn_as_often_as_any_other() -> None:
    cases, heads = [Case(f"A{n}", "south") for n in range(10)], [Auditor("Hal", frozenset(["north"]))]
    times = dict.fromkeys((case.id for case in cases), 0)
    for seed in range(2000):
        drawn = draw(cases, heads, 1, str(seed))
        assert not isinstance(drawn, Lacking)
        times[drawn[0].case.id] += 1
    assert all(150 < count < 250 for count in times.values())  # 200 is expected; the seeds are always the same


def test_who_has_no_case_outside_their_area_is_named() -> None:
    lacking = draw([Case("A1", "north")], [Auditor("Hal", frozenset(["north"]))], 1, "seed", each=1)
    assert lacking == Lacking("Hal", 0, 1, 0)
