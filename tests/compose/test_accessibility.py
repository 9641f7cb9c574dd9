"""The accessibility statement: in the framework's name, with its contact, and true of its own documents."""

from dataclasses import replace

import pytest
from lxml import html as lxml_html
from tests.english import found
from tests.samples import FRAMEWORK, SMALL

from formwright.compose import accessibility
from formwright.model.framework import DocumentControl, Framework
from formwright.writers import html

PROGRAM = "Formwright 1.2"
assert FRAMEWORK.framework is not None and SMALL.framework is not None
OWN, BARE = FRAMEWORK.framework, replace(SMALL.framework, control=None)


def said(framework: Framework) -> str:
    page = lxml_html.fromstring(html.write(accessibility.compose(framework, PROGRAM)))
    return " ".join(str(page.xpath("string(//body)")).split())


def test_it_speaks_for_the_organisation_and_names_its_contact() -> None:
    text = said(OWN)

    assert "are published by Rochdale Metropolitan Borough Council." in text
    assert text.count("Performance & Quality Assurance Team, performance-and-quality-assurance@example.org") == 2
    assert OWN.control and OWN.control.other_formats and " ".join(OWN.control.other_formats.split()) in text
    assert "You can complain to Rochdale Metropolitan Borough Council" in text


def test_without_a_contact_it_says_who_to_ask() -> None:
    text = said(BARE)

    assert "@" not in text
    assert text.count("Ask the person or the team who sent you the document.") == 2


def test_a_contact_alone_is_enough() -> None:
    box = BARE.mailboxes[0]

    assert said(replace(BARE, control=DocumentControl(contact=box.id))).count(box.address) == 2


def test_documents_are_said_to_be_tested_only_if_they_were() -> None:
    assert accessibility.record().result in said(BARE)
    assert "These documents were made by Formwright 1.2." in said(BARE)
    assert "have not been tested themselves" in said(BARE)
    tested = said(replace(BARE, control=DocumentControl(accessibility_tested="2027-01-05")))
    assert "These documents passed all of the checks below on 5 January 2027." in tested
    assert "Issued 5 January 2027" in tested and "Formwright 1.2" not in tested


def test_failures_are_owned_up_to_until_a_test_finds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    tested = accessibility.record()
    for failed, is_clean in (((tested.checks[0].id,), False), ((), True)):
        monkeypatch.setattr(accessibility, "record", lambda failed=failed: replace(tested, failed=failed))
        text = said(BARE)
        assert ("We know of no failures." in text) is is_clean
        assert ("The last test found failures" in text) is not is_clean


@pytest.mark.parametrize("framework", [OWN, BARE], ids=["own", "bare"])
def test_it_lists_every_check_and_every_limit(framework: Framework) -> None:
    text = said(framework)

    for check in accessibility.record().checks:
        assert f"{check.name}{check.how}".replace(" ", "") in text.replace(" ", "")
    for what, instead in accessibility.NOT_YET:
        assert what in text and instead in text
    assert found(text) == []
