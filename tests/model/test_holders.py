"""Who holds a role on a day: exactly those whose time covers it, or their stand-ins; else a fallback; else nobody."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.model.framework import Directory, Fallback, Holder, StandIn

MAY = date(2026, 5, 4)


def names(directory: Directory, day: date, role: str = "iro") -> list[str]:
    return [h.name for h in directory.on(day).find(role, None, None)]


OLD = Holder("iro", "Old", "o@example.org", last="2026-05-03")
NEW = Holder("iro", "New", "n@example.org", first="2026-05-04")


@pytest.mark.parametrize(("day", "name"), [(3, "Old"), (4, "New")])
def test_the_last_day_and_the_first_both_count(day: int, name: str) -> None:
    assert names(Directory((OLD, NEW)), date(2026, 5, day)) == [name]


def test_a_stand_in_is_told_instead_of_the_holder_for_as_long_as_that_lasts() -> None:
    away = Holder(
        "iro", "Kim", "k@example.org", stand_ins=(StandIn("Sam", "s@example.org", "2026-05-04", "2026-05-05"),)
    )

    assert [names(Directory((away,)), date(2026, 5, day)) for day in (3, 4, 5, 6)] == [
        ["Kim"],
        ["Sam"],
        ["Sam"],
        ["Kim"],
    ]
    (found,) = Directory((away,)).on(MAY).find("iro", None, None)
    assert (found.stands_in_for, found.email) == ("Kim", "s@example.org")


def test_a_stand_in_stands_in_only_while_the_holder_holds_the_role() -> None:
    gone = Holder(
        "iro", "Kim", "k@example.org", last="2026-05-03", stand_ins=(StandIn("Sam", "s@example.org", "2026-05-01"),)
    )

    assert names(Directory((gone,)), MAY) == []


def test_fallbacks_lead_on_until_somebody_is_found() -> None:
    chair = Fallback("conference-chair", name="Duty officer", email="d@example.org")
    directory = Directory((OLD,), fallbacks=(Fallback("iro", "conference-chair"), chair))

    assert names(directory, date(2026, 5, 3)) == ["Old"]
    (found,) = directory.on(MAY).find("iro", None, None)
    assert (found.name, found.fallback_for) == ("Duty officer", "iro")


def test_fallbacks_in_a_circle_find_nobody() -> None:
    circle = (Fallback("iro", "conference-chair"), Fallback("conference-chair", "iro"))

    assert names(Directory((), fallbacks=circle), MAY) == []


def test_a_directory_of_one_day_gives_that_of_any_other() -> None:
    assert names(Directory((OLD, NEW)).on(MAY), date(2026, 5, 3)) == ["Old"]


def test_a_team_that_only_a_former_holder_has_is_still_known() -> None:
    former = Holder("iro", "Old", "o@example.org", team="North", last="2026-05-03")

    assert Directory((former,)).on(MAY).team_names == ["North"]


ROLES = ("iro", "conference-chair", "team-manager")
DAYS = st.integers(0, 12).map(lambda n: (MAY + timedelta(n)).isoformat())
SPANS = st.tuples(DAYS | st.none(), DAYS | st.none()).map(
    lambda span: span if None in span else tuple(sorted(filter(None, span)))
)
NAMES = st.integers(0, 999).map(str)


@st.composite
def stand_in(draw: st.DrawFn) -> StandIn:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return StandIn(f"for-{draw(NAMES)}", "s@example.org", first, last)


@st.composite
def holder(draw: st.DrawFn) -> Holder:
    first, last = draw(SPANS)
    instead = draw(st.lists(stand_in(), max_size=2))
    role, name = draw(st.sampled_from(ROLES)), draw(NAMES)
    return Holder(role, name, "h@example.org", first=first, last=last, stand_ins=tuple(instead))


FALLBACK = st.one_of(
    st.builds(Fallback, st.sampled_from(ROLES), st.sampled_from(ROLES)),
    st.builds(Fallback, st.sampled_from(ROLES), st.none(), st.just("Named"), st.just("n@example.org")),
)


@given(st.lists(holder(), max_size=6), st.lists(FALLBACK, max_size=3, unique_by=lambda f: f.role), DAYS)
def test_each_role_is_held_on_each_day_by_whoever_its_dates_say_or_a_stated_fallback_or_nobody(
    holders: list[Holder], fallbacks: list[Fallback], day: str
) -> None:
    today = Directory(tuple(holders), fallbacks=tuple(fallbacks)).on(date.fromisoformat(day))

    for role in ROLES:
        found = today.find(role, None, None)
        if there := told(holders, role, day):
            assert sorted(h.name for h in found) == sorted(there)
            assert all(h.fallback_for is None for h in found)
        elif found:
            assert all(h.fallback_for == role for h in found)
            assert sorted(h.name for h in found) == sorted(instead_of(role, holders, fallbacks, day))
        else:
            assert instead_of(role, holders, fallbacks, day) == []


def told(holders: list[Holder], role: str, day: str) -> list[str]:
    """As the guide has it: both days count, and a stand-in is told instead of the holder."""
    found: list[str] = []
    for one in holders:
        if one.role == role and (one.first or day) <= day <= (one.last or day):
            away = [s.name for s in one.stand_ins if s.first <= day <= (s.last or day)]
            found += away or [one.name]
    return found


def instead_of(role: str, holders: list[Holder], fallbacks: list[Fallback], day: str) -> list[str]:
    for _ in ROLES:
        step = next((f for f in fallbacks if f.role == role), None)
        if step is None:
            return []
        if step.to is None:
            return [step.name or ""]
        role = step.to
        if there := told(holders, role, day):
            return there
    return []
