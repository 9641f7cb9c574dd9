"""Drawing goes on in the background: what was asked for last comes first, and nothing stale is shown."""

import datetime
from collections.abc import Iterator
from threading import Event

import pytest
from tests.writers.sample import FORM, READING

from formwright.document.nodes import Document
from formwright.preview.desk import Edition, mark_of
from formwright.preview.lane import Lane, Stale
from formwright.writers import pdf

NINE = datetime.datetime(2026, 1, 5, 9)
LONG = 60.0


def edition(document: Document) -> Edition:
    return Edition(document, 1, NINE, mark_of(document))


class Desk:
    """A drawer who takes as long as he is let over FORM, draws READING at once, and keeps a list of what
    he began and what he gave up."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.given_up: list[str] = []
        self.busy, self.may_finish = Event(), Event()

    def __call__(self, document: Document, is_stale: Stale) -> bytes | None:
        self.begun.append(document.identity.id)
        if document.identity.id == FORM.identity.id:
            self.busy.set()
            while not self.may_finish.wait(0.01):
                if is_stale():
                    self.given_up.append(document.identity.id)
                    return None
        return pdf.write(READING)


@pytest.fixture
def drawer() -> Desk:
    return Desk()


@pytest.fixture
def lane(drawer: Desk) -> Iterator[Lane]:
    found = Lane("test", drawer, lambda: None)
    yield found
    found.close()


def test_what_is_asked_for_last_is_drawn_first_and_the_rest_after_it(lane: Lane, drawer: Desk) -> None:
    lane.want(edition(FORM))
    drawer.busy.wait(LONG)

    assert lane.wait(edition(READING), LONG) is not None
    assert drawer.given_up == [FORM.identity.id]

    drawer.may_finish.set()
    assert lane.wait(edition(FORM), LONG) is not None
    assert drawer.begun.count(READING.identity.id) == 1


def test_the_pages_of_a_drawing_are_known(lane: Lane) -> None:
    found = lane.wait(edition(READING), LONG)

    assert found is not None and found.failed is None
    assert len(found.sheets) >= 1 and READING.title in found.sheets[0].words


def test_a_document_that_cannot_be_drawn_says_so_and_stops_no_other(drawer: Desk) -> None:
    def draw(document: Document, is_stale: Stale) -> bytes | None:
        if document == FORM:
            raise RuntimeError("no ink")
        return drawer(document, is_stale)

    lane = Lane("test", draw, lambda: None)
    try:
        failed = lane.wait(edition(FORM), LONG)
        assert failed is not None and failed.failed == "RuntimeError: no ink" and failed.sheets == ()
        drawn = lane.wait(edition(READING), LONG)
        assert drawn is not None and drawn.failed is None
    finally:
        lane.close()


def test_closing_ends_what_is_being_drawn(lane: Lane, drawer: Desk) -> None:
    lane.want(edition(FORM))
    drawer.busy.wait(LONG)
    lane.close(LONG)

    assert drawer.given_up == [FORM.identity.id]
