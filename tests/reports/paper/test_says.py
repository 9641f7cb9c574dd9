"""The sentences of the paper, worked out by hand, and when each is left unsaid."""

from dataclasses import replace

from tests.oversight.kept import AUDITS, audit, manager, rules
from tests.oversight.paper.made import figures_of, judged, several

from formwright.model.review import Status
from formwright.record.events import Event, What
from formwright.record.rows import Action
from formwright.reports.paper import limits, says


def test_an_empty_record_says_so_and_nothing_else() -> None:
    found = figures_of("2014-01")
    assert list(says.lines(found)) == ["The record has no audits of January 2014."]
    assert "nothing to count yet" in " ".join(limits.first_of_all(found))


def test_of_few_no_percentage_is_made() -> None:
    found = figures_of("2014-01", *several("good", "2014-01-06", 3), judged("poor", "2014-01-06", 9))
    said = list(says.lines(found))
    assert said[0] == "4 audits of January 2014 are complete."
    assert said[1] == "Of 4 overall judgements, 3 are Outstanding or Good, and 1 is Poor."


def test_of_twenty_it_is_beside_what_it_was_before() -> None:
    now = [*several("good", "2014-01-06", 15), *several("poor", "2014-01-06", 5, 20)]
    found = figures_of("2014-01", *now, *several("good", "2013-12-06", 2, 40))
    assert list(says.lines(found))[1] == (
        "Of 20 overall judgements, 15 (75%) are Outstanding or Good, and 5 (25%) are Poor. In the 11 months before: "
        "2 of 2 Outstanding or Good, 0 of 2 Poor."
    )


def test_what_was_owed() -> None:
    of = rules(AUDITS, people=[manager("Ann Example"), manager("Bea Example")])
    four = [audit("Ann Example", "2014-01-06", n) for n in range(4)]
    said = " ".join(says.owed(figures_of("2014-01", *four, audit("Bea Example", "2014-01-06"), rules=of)))
    assert said == "Of 8 audits owed, 5 were done; 1 of 2 targets were missed."
    assert "Ann" not in said and "Bea" not in said


def test_while_the_month_lasts_no_target_is_met_or_missed() -> None:
    of = rules(AUDITS, people=[manager("Ann Example"), manager("Bea Example")])
    four = [audit("Ann Example", "2014-01-06", n) for n in range(4)]
    said = " ".join(says.owed(figures_of("2014-01", *four, rules=of, today="2014-01-10")))
    assert said == "Of 8 audits owed, 4 were done; 1 target is not due yet."


def test_incomplete_audits_are_said_at_once() -> None:
    found = figures_of(
        "2014-01", judged("good", "2014-01-06"), judged("good", "2014-01-06", 2, status=Status.INCOMPLETE)
    )
    assert (
        next(says.lines(found))
        == "1 audit of January 2014 is complete. 1 is incomplete, and so not in the figures that follow."
    )


def test_actions_that_are_overdue_today() -> None:
    one = replace(judged("good", "2014-01-06"), actions=(Action("a[0]", None, "2014-01-08"),))
    assert list(says.acted(figures_of("2014-01", one, today="2014-02-01"))) == [
        "1 action agreed in these audits: 0 recorded as done, 1 is overdue on 1 February 2014."
    ]


def test_what_must_be_known_first() -> None:
    found = figures_of("2014-01", judged("good", "2014-01-06"), today="2014-01-15", faults=2)
    first, second = limits.first_of_all(found)
    assert first.startswith("2 files of the record are missing or cannot be read")
    assert second == "The period is not over: it ends on 31 January 2014. These are the figures of 15 January 2014."


def test_returns_that_were_removed_are_said_to_be_in_no_figure() -> None:
    counts = [
        ["2014-01", "form", None, "good", 3],
        ["2013-12", "form", None, None, 1],
        ["2012-01", "form", None, None, 9],
    ]
    gone = Event(What.REMOVED, "2014-02-01T09:00:00Z", None, {"before": "2014-02-01", "counts": counts})
    said = list(limits.lines(figures_of("2014-01", judged("good", "2014-01-06"), events=[gone])))
    assert (
        "4 returns of this time, or of the months before, have been removed at the end of their time, and so are in no "
        "figure."
    ) in said
