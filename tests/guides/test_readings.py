"""The page of readings is made from the notes of the framework."""

from tests.guides.readings import PAGE, page


def test_the_page_of_readings_says_what_the_notes_say() -> None:
    assert PAGE.read_text("utf-8") == page(), "Run: python -m tests.guides.readings"
