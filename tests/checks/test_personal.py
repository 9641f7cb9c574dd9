"""A comment that seems to say who somebody is gets a warning, which does not repeat what it found."""

from dataclasses import replace

import pytest
from tests.samples import FRAMEWORK, changed, review

from formwright.model.review import Reviewed, Status

COMMENT = "comments: Held in November."


def warned(reviewed: Reviewed) -> list[tuple[str | None, str]]:
    return [(d.place.path, d.message) for d in reviewed.diagnostics if d.code == "submission/personal-details"]


@pytest.mark.parametrize(
    ("found", "named"),
    [
        ("nan@mail.example.org", "an email address"),
        ("01632 960123", "a telephone number"),
        ("943 476 5919", "an NHS number"),
        ("born on 3 April 2009", "a date of birth"),
        ("OL16 1XU", "a postcode"),
    ],
)
def test_a_comment_that_says_who_somebody_is_has_a_warning_without_what_it_says(found: str, named: str) -> None:
    reviewed = review(changed((COMMENT, f"comments: 'Held, {found}.'")))

    ((path, message),) = warned(reviewed)
    assert path == "evaluation.pep.comments"
    assert message.endswith(f"seems to contain {named}.")
    assert not any(found in f"{d.message} {d.hint}" for d in reviewed.diagnostics)
    assert reviewed.status is Status.COMPLETE


def test_several_things_in_one_comment_are_one_warning() -> None:
    reviewed = review(changed((COMMENT, "comments: 'Ring 01632 960123, or write to nan@mail.example.org, OL16 1XU'")))

    ((_, message),) = warned(reviewed)
    assert message.endswith("seems to contain an email address, a telephone number and a postcode.")


def test_a_name_from_the_directory_counts_in_a_comment_and_not_where_a_form_asks_for_one() -> None:
    holder = replace(FRAMEWORK.directory.holders[0], name="Ravi Patel")
    library = replace(FRAMEWORK, directory=replace(FRAMEWORK.directory, holders=(holder,)))
    reviewed = review(
        changed(
            (COMMENT, "comments: Agreed with ravi patel."),
            ("social_worker: Social worker 22", "social_worker: Ravi Patel"),
        ),
        library,
    )

    ((path, message),) = warned(reviewed)
    assert path == "evaluation.pep.comments" and "directory.yaml" in message
    assert not any("patel" in f"{d.message} {d.hint}".casefold() for d in reviewed.diagnostics)
