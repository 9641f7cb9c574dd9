"""What was owed and what was done of it, by hand: how many, and never who."""

from tests.oversight.kept import AUDITS, MONTH, audit, duty, exempt, manager, received, rules
from tests.oversight.paper.made import figures_of, judged

from formwright.model.duties import Counted, Every
from formwright.oversight.owing import Rules
from formwright.oversight.paper.owed import Owed
from formwright.record.events import Event
from formwright.record.rows import Return

TWO = rules(AUDITS, people=[manager("Ann Example"), manager("Bea Example")])


def owed(of: Rules, month: str, *returns: Return, today: str = "2020-01-01", events: list[Event] | None = None) -> Owed:
    found = figures_of(month, *returns, rules=of, today=today, events=events or ()).owed
    assert found is not None and len(found) == 1
    return found[0]


def done(name: str, day: str, count: int) -> list[Return]:
    return [audit(name, day, n) for n in range(count)]


def test_what_one_does_beyond_the_number_makes_up_for_nobody() -> None:
    found = owed(TWO, "2014-01", *done("Ann Example", "2014-01-06", 6), *done("Bea Example", "2014-01-06", 3))
    assert (found.owed, found.done, found.beyond) == (8, 7, 2)
    assert (found.met, found.short) == (1, 1)


def test_a_quarter_adds_up_its_months() -> None:
    months = [*done("Ann Example", "2013-10-06", 4), *done("Ann Example", "2013-12-06", 4)]
    found = owed(TWO, "2013-Q4", *months)
    assert (found.owed, found.done, found.met, found.short) == (24, 8, 2, 4)


def test_whoever_is_exempt_owes_nothing() -> None:
    found = owed(
        TWO, "2014-01", *done("Ann Example", "2014-01-06", 4), events=[exempt("audits", "2014-01", "Bea Example")]
    )
    assert (found.owed, found.done, found.exempt, found.met) == (4, 4, 1, 1)


def test_nobody_is_short_while_the_month_lasts() -> None:
    found = owed(TWO, "2014-01", *done("Ann Example", "2014-01-06", 3), today="2014-01-20")
    assert (found.short, found.open, found.owed, found.done) == (0, 2, 8, 3)


def test_late_returns_are_counted() -> None:
    one = audit("Ann Example", "2014-01-06")
    assert owed(TWO, "2014-01", one, events=[received(one, "2014-02-03T09:00:00Z")]).late == 1


def test_a_quarterly_duty_counts_in_the_month_in_which_its_quarter_ends() -> None:
    yearly = duty("audits", "manager", how_many=2, every=Every(3, "month"), tool=("form",), counted=Counted("auditor"))
    of = rules(yearly, people=[manager("Ann Example")])
    ends = owed(of, "2014-Q1", audit("Ann Example", "2014-01-06"), audit("Ann Example", "2014-03-06"))
    assert (ends.owed, ends.done, ends.met) == (2, 2, 1)
    lasts = owed(of, "2014-02", audit("Ann Example", "2014-01-06"))
    assert (lasts.owed, lasts.done, lasts.short, lasts.open) == (2, 1, 0, 1)


def test_without_a_number_it_is_counted_and_not_judged() -> None:
    some = duty("audits", "manager", every=MONTH, in_words="some", tool=("form",), counted=Counted("auditor"))
    found = owed(rules(some, people=[manager("Ann Example")]), "2014-01", audit("Ann Example", "2014-01-06"))
    assert (found.owed, found.counted, found.open, found.is_judged) == (0, 1, 1, False)


def test_a_framework_without_duties_owes_nothing_that_is_known() -> None:
    assert figures_of("2014-01", judged("good", "2014-01-06")).owed is None


def test_returns_that_count_for_nobody() -> None:
    assert figures_of("2014-01", audit("Somebody Else", "2014-01-06"), rules=TWO).unplaced == 1
