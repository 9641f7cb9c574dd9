"""The same of returns in Word and PDF: nobody who must hear of one is missing, or told by chance, without a word."""

import pytest
from tests.everybody import Said, faults, office
from tests.everybody_on_paper import FILLED, some_on_paper

EVERY = 29


@pytest.mark.parametrize("kind", FILLED)
def test_everybody_is_told_or_somebody_hears_that_not(kind: str) -> None:
    found = []
    for given, directory in some_on_paper(kind, EVERY):
        here = office(directory)
        reviewed = here.reviewer.content(FILLED[kind](given), f"return.{kind}")
        found += [(fault, given, directory.name) for fault in faults(given, reviewed, here)]

    assert not found


@pytest.mark.parametrize("kind", FILLED)
def test_a_return_in_which_nothing_is_lost_is_complete(kind: str) -> None:
    given, directory = next(some_on_paper(kind, 1))
    reviewed = office(directory).reviewer.content(FILLED[kind](given), f"return.{kind}")

    assert (given.judgement, reviewed.judgement, reviewed.status) == (Said("outstanding"), "outstanding", "complete")
