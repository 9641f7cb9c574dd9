"""What is answered though it is not asked is looked at again, and nothing worse."""

from tests.samples import SMALL, changed, found, review

from formwright.model.review import Status


def test_an_answer_that_is_not_asked_is_a_warning_that_names_what_decides_it() -> None:
    reviewed = review(changed(("child_status: cared-for-and-child-protection-plan", "child_status: care-leaver")))

    assert reviewed.status is Status.COMPLETE
    assert found(reviewed) == [("submission/not-asked", "evaluation.pep.grade")]
    assert "“The child's status”" in (reviewed.diagnostics[0].hint or "")


def test_an_answer_counts_only_where_it_is_asked_itself() -> None:
    """`school` is asked where `review` does not apply, and its grade where `school` applies."""
    reviewed = review(
        "form: everything\nversion: '2.10'\nevaluation:\n  review: {applies: yes, grade: 1}\n"
        "  school: {applies: yes, grade: 1}\n",
        SMALL,
    )

    assert ("submission/not-asked", "evaluation.school.applies") in found(reviewed)
    assert ("submission/not-asked", "evaluation.school.grade") in found(reviewed)


def test_rows_are_looked_at_each_for_itself() -> None:
    reviewed = review(
        "form: small-audit\nversion: '1.10'\nactions:\n"
        "  - {action: Write, urgent: no, why: Because}\n  - {action: Ring, urgent: yes, why: Because}\n",
        SMALL,
    )

    assert [path for code, path in found(reviewed) if code == "submission/not-asked"] == ["actions[0].why"]
