"""A save is noticed however the editor saves, and once."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from queue import Queue
from threading import Event, Thread, Timer

import pytest
from tests.preview.conftest import AUDIT, Folder

from formwright.preview.watching import look, saves

Noticed = Queue[str]


@pytest.fixture
def noticed(folder: Folder) -> Iterator[Noticed]:
    """What the form's file holds at each save that is noticed."""
    found: Noticed = Queue()
    stopped, before = Event(), look(folder.root)

    def follow() -> None:
        for _ in saves(folder.root, before, stopped):
            path = folder.root / AUDIT
            found.put(path.read_text("utf-8") if path.exists() else "gone")

    thread = Thread(target=follow)
    thread.start()
    yield found
    stopped.set()
    thread.join()


def in_place(path: Path) -> None:
    path.write_text("in place", "utf-8")


def renamed_over(path: Path) -> None:
    beside = path.with_suffix(".new")
    beside.write_text("renamed over", "utf-8")
    beside.replace(path)


def moved_away_first(path: Path) -> None:
    path.rename(path.with_suffix(".bak"))
    path.write_text("moved away first", "utf-8")


@pytest.mark.parametrize("save", [in_place, renamed_over, moved_away_first])
def test_a_save_is_noticed(folder: Folder, noticed: Noticed, save: Callable[[Path], None]) -> None:
    save(folder.root / AUDIT)

    assert noticed.get(timeout=30) == save.__name__.replace("_", " ")


def test_a_new_file_and_one_that_is_taken_away_are_noticed(folder: Folder, noticed: Noticed) -> None:
    new = folder.root / "forms" / "deeper" / "new.yaml"
    new.parent.mkdir()
    new.write_text("kind: form", "utf-8")
    noticed.get(timeout=30)

    (folder.root / AUDIT).unlink()
    assert noticed.get(timeout=30) == "gone"


def test_what_defines_nothing_is_not_noticed(folder: Folder, noticed: Noticed) -> None:
    (folder.root / "forms" / "notes.txt").write_text("a note", "utf-8")
    (folder.root / "output").mkdir()
    (folder.root / "output" / "a.yaml").write_text("a: b", "utf-8")
    (folder.root / AUDIT).write_text("the save that is noticed", "utf-8")

    assert noticed.get(timeout=30) == "the save that is noticed"
    assert noticed.empty()


def test_a_save_between_the_first_reading_and_the_first_look_is_noticed(folder: Folder) -> None:
    before = look(folder.root)
    in_place(folder.root / AUDIT)

    stopped = Event()
    patience = Timer(60, stopped.set)
    patience.start()
    assert len(list(islice(saves(folder.root, before, stopped), 1))) == 1
    patience.cancel()
