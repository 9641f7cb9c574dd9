"""How audits were judged, counted by hand."""

from dataclasses import replace

from tests.oversight.paper.made import JUDGEMENT, MET, MET_TOOL, REVISED, TOOL, figures_of, judged, several

from formwright.model.review import Status
from formwright.record.rows import Return

JANUARY = [
    judged("outstanding", "2014-01-01", area="north", team="t1"),
    judged("good", "2014-01-31", area="north", team="t1"),
    judged("poor", "2014-01-15", area="south", team="t2"),
]


def test_the_period_and_the_months_before_it_are_counted_apart() -> None:
    (found,) = figures_of("2014-01", *JANUARY, judged("improve", "2013-12-31"), judged("good", "2013-02-01")).scales
    assert found.now.counts == (1, 1, 0, 1)
    assert found.before.counts == (0, 1, 1, 0)
    assert [month.total for month in found.judged[0].months] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3]


def test_what_lies_further_back_than_a_series_is_not_counted_nor_what_comes_after() -> None:
    (found,) = figures_of("2014-01", *JANUARY, judged("good", "2013-01-31"), judged("good", "2014-02-01")).scales
    assert (found.now.total, found.before.total) == (3, 0)


def test_days_in_the_middle_of_a_month_are_kept_to() -> None:
    (found,) = figures_of("2014-01-02 2014-01-15", *JANUARY).scales
    assert (found.now.counts, found.before.counts) == ((0, 0, 0, 1), (1, 0, 0, 0))


def test_by_service_area_in_the_framework_s_order() -> None:
    (found,) = figures_of("2014-01", *JANUARY, judged("good", "2014-01-03", 9, area=None)).scales
    assert [(one.title, one.now.counts) for one in found.areas] == [
        ("North", (1, 1, 0, 0)),
        ("South", (0, 0, 0, 1)),
        ("Not said", (0, 1, 0, 0)),
    ]


def test_a_team_with_fewer_than_five_audits_is_never_shown_by_itself() -> None:
    small = [*several("good", "2014-01-06", 4, team="t1"), judged("poor", "2014-01-06", 20, team="unknown team")]
    (found,) = figures_of("2014-01", *small, *several("improve", "2014-01-07", 5, team="t2")).scales
    assert [(one.title, one.now.counts, one.members) for one in found.teams] == [
        ("Team Two", (0, 0, 5, 0), 1),
        (None, (0, 4, 0, 1), 2),
    ]


def test_only_complete_audits_are_counted() -> None:
    others = [
        judged("good", "2014-01-06", n, status=status) for n, status in enumerate((Status.INCOMPLETE, Status.INVALID))
    ]
    found = figures_of("2014-01", *JANUARY, *others)
    assert found.scales[0].now.total == 3
    assert [(one.complete, one.incomplete, one.invalid) for one in found.coverage] == [(3, 1, 1)]


def test_an_audit_in_whose_place_another_counts_is_not_counted() -> None:
    old, new = judged("poor", "2014-01-06", 1), judged("good", "2014-01-06", 2)
    found = figures_of("2014-01", old, new, superseded={old.sha256: new.sha256})
    assert found.scales[0].now.counts == (0, 1, 0, 0)
    assert found.unsettled.superseded == 1


def test_the_same_file_twice_is_one_audit() -> None:
    one = judged("good", "2014-01-06")
    found = figures_of("2014-01", one, replace(one, file="copy.yaml"))
    assert found.scales[0].now.total == 1
    assert found.unsettled.copies == 1


def test_a_blank_form_is_no_audit() -> None:
    found = figures_of("2014-01", judged("good", "2014-01-06", is_blank=True))
    assert (found.came_in, found.unsettled.blank) == (0, 1)


def test_two_of_one_case_and_day_count_until_somebody_decides() -> None:
    pair = [judged("good", "2014-01-06", 1, likeness="a"), judged("poor", "2014-01-06", 2, likeness="a")]
    found = figures_of("2014-01", *pair, judged("good", "2014-01-06", 3))
    assert (found.scales[0].now.total, found.unsettled.rivals) == (3, 2)


# --- scales and versions that are not to be added up --------------------------------------------


def of_other(judgement: str, day: str, number: int) -> Return:
    return judged(judgement, day, number, form="other", area="north")


def test_two_scales_are_never_added_up() -> None:
    returns = [*JANUARY, of_other("met", "2014-01-06", 51), of_other("not-met", "2014-01-06", 52)]
    first, second = figures_of("2014-01", *returns, tools=(TOOL, MET_TOOL)).scales
    assert (first.scale, first.now.total) == (JUDGEMENT, 3)
    assert (second.scale, second.now.counts) == (MET, (1, 1))
    assert [one.now.total for one in first.areas] == [2, 1]
    assert [one.now.total for one in second.areas] == [2]


def test_versions_that_can_be_added_up_are_one_series() -> None:
    returns = [judged("good", "2014-01-06", 1), judged("good", "2014-01-06", 2, version="1.1")]
    (found,) = figures_of("2014-01", *returns, tools=(REVISED,)).scales
    assert [one.now.total for one in found.judged] == [2]


def test_a_version_that_breaks_the_series_begins_another() -> None:
    before = several("poor", "2013-12-05", 3)
    returns = [*before, judged("poor", "2014-01-02", 60), judged("good", "2014-01-30", 61, version="2.0")]
    (found,) = figures_of("2014-01", *returns, tools=(REVISED,)).scales
    old, new = found.judged
    assert (old.now.total, old.before.total) == (1, 3)
    assert (new.now.total, new.before.total) == (1, 0)
    assert (found.now.counts, found.before.total) == ((0, 1, 0, 0), 0)
    assert found.left_out == (old,)


def test_the_old_version_still_counts_where_no_other_came() -> None:
    (found,) = figures_of("2014-01", judged("poor", "2014-01-02"), tools=(REVISED,)).scales
    assert (found.now.counts, found.left_out) == ((0, 0, 0, 1), ())


def test_a_version_that_nobody_knows_is_said_and_not_guessed_at() -> None:
    found = figures_of("2014-01", judged("good", "2014-01-02", version="9.0"))
    assert found.scales == ()
    assert [(one.complete, one.unplaced) for one in found.coverage] == [(1, 1)]
