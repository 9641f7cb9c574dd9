"""What two returns of one form, case and day are to each other."""

import pytest

from formwright.model.review import Status
from formwright.pipelines.related import Relation, related
from formwright.record.rows import Return

EARLIER = {"judgement": "good", "auditor": "Ann Example", "answers": "a"}


@pytest.mark.parametrize(
    ("changes", "relation"),
    [
        ({}, Relation.SAME),
        ({"answers": "b"}, Relation.CORRECTION),
        ({"answers": "b", "auditor": "ANN  EXAMPLE"}, Relation.CORRECTION),
        ({"answers": "b", "auditor": "Bob Example"}, Relation.RIVAL),
        ({"answers": None, "status": Status.INCOMPLETE}, Relation.DRAFT),
        ({"answers": "b", "status": Status.INCOMPLETE, "auditor": "Bob Example"}, Relation.DRAFT),
        ({"answers": "b", "status": Status.INCOMPLETE, "judgement": "poor"}, Relation.CORRECTION),
        ({"answers": "b", "judgement": "poor", "auditor": "Bob Example"}, Relation.RIVAL),
    ],
)
def test_it_goes_by_the_judgement_then_by_what_is_complete_then_by_the_auditor(
    changes: dict[str, str], relation: Relation
) -> None:
    one, other = _return(EARLIER), _return(EARLIER | changes)

    assert related(one, other) is related(other, one) is relation


def test_two_that_name_no_auditor_are_by_the_same_only_if_one_sender_sent_both() -> None:
    one, other = _return({"answers": "a"}), _return({"answers": "b"})

    assert related(one, other) is Relation.RIVAL
    assert related(one, other, is_from_same=True) is Relation.CORRECTION


def _return(said: dict[str, str]) -> Return:
    return Return("a.yaml", "0", "form", "1.0", None, **{"status": Status.COMPLETE, **said})  # type: ignore[arg-type]
