"""Laws of counting: each return of the month counts once, is named with the reason why it does not, or is another's."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.kept import AUDITS, ELSEWHERE, audit, head, manager, rules, sheet

from formwright.model.review import Status
from formwright.oversight.owing import State
from formwright.record.rows import Return

OF = rules(AUDITS, ELSEWHERE, people=[manager("Ann"), manager("Bob"), head("Hal", "north"), head("Bob", "south")])
days = st.integers(-20, 50).map(lambda n: (date(2014, 1, 1) + timedelta(n)).isoformat())


@st.composite
def returns(draw: st.DrawFn) -> list[Return]:
    count = draw(st.integers(0, 12))
    return [
        audit(
            draw(st.sampled_from(["Ann", "bob ", "Hal", "Nobody", ""])),
            draw(days),
            n,
            status=draw(st.sampled_from(list(Status))),
            area=draw(st.sampled_from(["north", "south", None])),
        )
        for n in range(count)
    ]


@given(returns())
def test_each_return_of_the_month_is_accounted_for(given: list[Return]) -> None:
    found = sheet(OF, "2014-01", *given)
    named = {file for entry in found.owing for file in (*entry.returns, *(p.file for p in entry.passed))}
    unplaced = [passed.file for passed in found.unplaced]
    assert named | set(unplaced) == {one.file for one in given if (one.date or "").startswith("2014-01")}
    assert not named & set(unplaced)
    assert len(unplaced) == len(set(unplaced))


@given(returns())
def test_one_more_audit_makes_nobody_worse_off(given: list[Return]) -> None:
    more = [*given, audit("Ann", "2014-01-15", 99, area="south")]
    before, after = sheet(OF, "2014-01", *given).owing, sheet(OF, "2014-01", *more).owing
    order = [State.SHORT, State.COUNTED, State.MET]
    assert all(order.index(b.state) <= order.index(a.state) for b, a in zip(before, after, strict=True))
    assert sum(entry.done for entry in after) == sum(entry.done for entry in before) + 1


@given(returns())
def test_who_is_short_has_done_less_than_is_owed(given: list[Return]) -> None:
    for entry in sheet(OF, "2014-01", *given).owing:
        assert entry.owed is not None
        assert (entry.state is State.MET) == (entry.done >= entry.owed)
        assert len(entry.returns) == entry.done >= entry.late >= 0


def test_the_same_bytes_under_two_names_count_once() -> None:
    one = audit("Ann", "2014-01-10")
    copy = replace(one, file="copy.yaml")
    [entry] = sheet(rules(AUDITS, people=[manager("Ann")]), "2014-01", one, copy).owing
    assert entry.done == 1
