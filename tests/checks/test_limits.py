"""A repeating section takes the rows that its form gives it, and no more."""

import pytest
from tests.samples import SMALL, found, review

from formwright.model.review import Status

AUDIT = """\
form: small-audit
version: "1.10"
details: {case_id: A1, child_status: child-in-need}
evaluation: {listening: {grade: 1}}
overall: {judgement: good}
actions:
"""


@pytest.mark.parametrize(
    ("rows", "status"), [(0, Status.COMPLETE), (3, Status.COMPLETE), (4, Status.INVALID), (40, Status.INVALID)]
)
def test_more_rows_than_the_form_takes_make_it_invalid(rows: int, status: Status) -> None:
    reviewed = review(AUDIT + "  - {action: Write, urgent: no}\n" * rows, SMALL)

    assert reviewed.status is status
    too_many = ("submission/too-many-rows", "actions")
    assert (too_many in found(reviewed)) == (status is Status.INVALID)
