"""Mistakes that would leave somebody out are noticed by a test. These are some of them; `make mutants` tries all."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

import pytest
from tests import test_escalation
from tests.checks import test_completeness, test_consistency, test_limits, test_parts, test_relevance, test_said
from tests.definitions.kinds import test_directory
from tests.model import test_conditions
from tests.readers import test_typed

from formwright import escalation
from formwright.checks import completeness, consistency, limits, relevance, totals
from formwright.model import conditions, parts, rules
from formwright.model.framework import Directory
from formwright.model.review import Status
from formwright.readers import typed

CARED_FOR, UNSEEN, STATUS, SEEN = (
    test_conditions.CARED_FOR,
    test_conditions.UNSEEN,
    test_conditions.STATUS,
    test_conditions.SEEN,
)
OTHER = conditions.Is(STATUS, ("care-leaver",))
EACH_JUDGEMENT = test_consistency.test_each_judgement_is_held_beside_the_grades_of_whoever_made_it
OF_ITS_SECTION = test_consistency.test_a_sections_judgement_is_held_beside_the_grades_of_that_section
ALIKE = test_escalation.test_what_is_worked_out_once_is_the_same_each_time


def reason(when: conditions.Condition, *paths: str) -> Callable[[], None]:
    return lambda: test_conditions.test_the_reason_names_the_answers_by_which_a_condition_is_met_and_no_others(
        when, list(paths)
    )


def area_and_team(area: str, team: str) -> Callable[[], None]:
    return lambda: test_directory.test_nobody_is_missing_in_silence_and_nobody_is_named_by_chance(area, team)


def a_part_begun() -> None:
    answers = (test_parts.AUDITOR, {"moderation": {"agreed": "no"}})
    test_parts.test_what_must_be_complete_goes_by_the_part_that_is_due(
        answers, None, "incomplete", ["complete", "incomplete", "not-due"]
    )


MUTANTS: list[tuple[Any, str, str, Callable[[], None]]] = [
    # whose case it is
    (
        Directory._closest,
        "(h.team is None or self.team_key(h.team) == wanted)",
        "True",
        area_and_team("east", "without a manager"),
    ),
    (Directory._closest, "h.service_area in (None, service_area)", "True",
     test_escalation.test_the_nearest_holder_is_named),
    (Directory._closest, "closest = max(", "closest = min(", test_escalation.test_the_nearest_holder_is_named),
    (Directory.of, "h.role == role", "h.role != role", test_escalation.test_the_nearest_holder_is_named),
    (
        Directory.team_key,
        "self._declared.get(read, read)",
        "read",
        lambda: test_directory.test_a_declared_team_goes_by_its_id_its_label_and_its_other_names(
            "child-protection-east"
        ),
    ),
    # whether a role is told, and why
    (escalation._deciding, "if verdict(part, value, is_unknown):", "if True:", reason(
        conditions.AnyOf((OTHER, UNSEEN)), SEEN)),
    (escalation._deciding, "yield from fields_of(condition)", "return", reason(conditions.Not(OTHER), STATUS)),
    (escalation._deciding, "yield from _deciding(part, value, is_unknown)", "pass", reason(
        conditions.All((CARED_FOR, UNSEEN)), STATUS, SEEN)),
    (escalation._reasons, "if looked.found is not False:", "if looked.found:",
     test_conditions.test_each_answer_that_would_be_needed_is_named_once),
    (escalation._look, "if is_unknown(p)", "",
     test_conditions.test_what_is_known_is_not_among_the_reasons_why_it_cannot_be_ruled_out),
    (conditions.verdict, "None if is_unknown(field) else condition.is_met(value(field))",
     "condition.is_met(value(field))",
     test_conditions.test_of_parts_that_are_not_known_only_those_that_matter_leave_it_open),
    (conditions.verdict, "None if None in parts else True", "True",
     test_conditions.test_of_parts_that_are_not_known_only_those_that_matter_leave_it_open),
    (conditions.both, "parts.update(dict.fromkeys(condition.of))", "parts[condition] = None",
     test_conditions.test_both_says_nothing_twice_and_nests_nothing),
    (rules._Wholes.of, "both(condition, self._of_field(field))", "condition",
     test_escalation.test_an_answer_that_is_not_asked_decides_nothing),
    # what is said of it
    (escalation.escalate, "for path in _unknown_of(found)]", "for path in ()]",
     test_conditions.test_each_answer_that_would_be_needed_is_named_once),
    (escalation.escalate, "if not any(named.values()):", "if False:",
     test_escalation.test_a_return_of_which_no_role_has_a_name_is_told_to_nobody),
    (escalation._nobody_named, "return error(", "return warning(",
     test_escalation.test_a_role_that_nobody_holds_stays_in_the_list_with_an_error_that_leaves_the_status),
    (escalation._doubts, "elif whose.team not in directory.team_areas:", "elif False:",
     lambda: test_directory.test_a_team_that_is_not_known_is_a_warning_that_does_not_repeat_it(())),
    (escalation._doubts, "if whose.area is None:", "if False:",
     area_and_team("missing", "missing")),
    (escalation.escalate, "if not directory.is_whole and", "if False and", test_said.test_a_faulty_directory),
    (escalation._told, "or [told]", "",
     test_escalation.test_a_return_of_which_no_role_has_a_name_is_told_to_nobody),
    (escalation.Escalations.of, "case.is_blank, case.due, lost, ", "", ALIKE),
    (escalation._deciding_paths, "(case.field_of(name) for names in _FIELDS.values() for name in names)", "()", ALIKE),
    (escalation._deciding_paths, "yield from fields_of(whole)", "pass", ALIKE),
    (escalation.Escalations.of, "replace(f, place=submission.place(f.place.path or \"\"))", "f", ALIKE),
    # the checks
    (rules._graded, "and f.scale == scale", "",
     test_said.test_a_total_counts_the_grades_of_its_own_scale_that_are_asked),
    (totals._counted, "if case.rules.asked(f, case.submission)", "",
     test_said.test_a_total_counts_the_grades_of_its_own_scale_that_are_asked),
    (completeness.missing_in, "path not in submission.unreadable and ", "",
     test_completeness.test_where_it_cannot_be_known_what_is_asked_nothing_is_called_missing),
    (parts.due, " or part in begun", "", a_part_begun),
    (escalation._is_unknown, " and _field(case, path).part in due", "",
     test_parts.test_what_a_moderator_is_still_to_be_asked_rules_nobody_in),
    (completeness._rows, "if count < least:", "if count <= least:", test_said.test_rows_that_are_missing),
    (limits.check, "count > most", "count >= most",
     lambda: test_limits.test_more_rows_than_the_form_takes_make_it_invalid(3, Status.COMPLETE)),
    (relevance.check, "is False", "is None", test_relevance.test_rows_are_looked_at_each_for_itself),
    (consistency._judgement, "2 * judged < len(scale) - 1", "2 * judged <= len(scale)", test_said.test_consistency),
    (consistency.check, "in case.rules.judgements", "in case.rules.judgements[:1]", EACH_JUDGEMENT),
    (consistency._grades, "field.part == judgement.part", "field.part", EACH_JUDGEMENT),
    (consistency._grades, "isinstance(section.content, Questions)", "False", lambda: OF_ITS_SECTION("inadequate", [])),
    (typed._grade, "if number in known.values() else None", "",
     lambda: test_typed.test_of_one_that_does_not_fit_it_is_said_why_and_what_to_do(
         test_typed.GRADE, "3", "is not a grade on the scale", "Write one of: 1, 2.")),
]  # fmt: skip


@pytest.mark.parametrize(("function", "is_now", "would_be", "noticed_by"), MUTANTS)
def test_a_test_notices(function: Any, is_now: str, would_be: str, noticed_by: Callable[[], None]) -> None:
    with changed(function, is_now, would_be), pytest.raises(BaseException):  # noqa: B017, PT011
        noticed_by()


@contextmanager
def changed(function: FunctionType, is_now: str, would_be: str) -> Iterator[None]:
    """The function with one thing in it done otherwise."""
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(is_now) == 1, f"{function.__qualname__} does not say this once any more: {is_now}"
    made: dict[str, Any] = dict(function.__globals__)
    exec(source.replace(is_now, would_be), made)  # noqa: S102
    before = function.__code__
    function.__code__ = made[function.__name__].__code__
    try:
        yield
    finally:
        function.__code__ = before
