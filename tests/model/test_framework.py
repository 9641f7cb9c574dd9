"""What a framework declares is found by its id, and by whatever people call it."""

from dataclasses import replace

import pytest
from tests.samples import FRAMEWORK

from formwright.model.framework import Directory, ServiceArea, Team

WORDS = FRAMEWORK.framework
assert WORDS


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("first-response", "first-response"),
        ("First Response", "first-response"),
        ("  first   RESPONSE. ", "first-response"),
        ("FRT", "first-response"),
        ("frt", "first-response"),
        ("cp & court proceedings", "child-protection"),
        ("MASS", "mass"),
        ("Zebedee", None),
        ("", None),
    ],
)
def test_a_service_area_is_known_by_its_id_its_label_and_every_other_name(words: str, found: str | None) -> None:
    assert WORDS
    area = WORDS.service_area(words)

    assert (area.id if area else None) == found


def test_an_id_comes_before_what_another_area_is_called() -> None:
    assert WORDS
    north, south = ServiceArea("north", "North", ("south",)), ServiceArea("south", "South")

    found = replace(WORDS, service_areas=(north, south)).service_area("south")

    assert found == south


def test_a_mailbox_and_a_role_are_those_of_their_id() -> None:
    assert WORDS
    assert WORDS.mailbox("csc-audits").address == "csc-audits@example.org"
    assert WORDS.mailbox("voice-of-the-child").address == "voice-of-the-child@example.org"
    assert WORDS.role("iro").title == "Independent Reviewing Officer (IRO)"


def test_a_team_that_is_not_given_is_none() -> None:
    directory = Directory(teams=(Team("east", "Child Protection East"),))

    assert directory.team_key("child  protection EAST") == "east"
    assert directory.team_key("Elsewhere") == "elsewhere"
    assert directory.team_key(None) is directory.team_key("") is directory.team_key("\u200b") is None
