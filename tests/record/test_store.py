"""The record loses nothing and doubles nothing, whatever becomes of its files."""

import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.diagnostics import Severity, error, warning
from formwright.errors import CannotRun
from formwright.model.review import Escalated, PartStatus, Status, Told
from formwright.places import Mark, Place
from formwright.record.events import Event, What
from formwright.record.rows import Action, Return
from formwright.record.store import Record, Wanted, reading, writing

ONE = Return(
    file="2014-01/A1042.yaml",
    sha256="a" * 64,
    form="tier1-generic-audit",
    version="1.0",
    digest=None,
    status=Status.INCOMPLETE,
    case_id="A1042",
    date="2014-01-15",
    area="mass",
    auditor="Ann Bell",
    judgement="inadequate",
    grades={"evaluation.voice_of_child.grade": 4},
    choices={"details.child_status": "cared-for", "details.ticks": ("a", "b")},
    texts=("evaluation.voice_of_child.comments",),
    actions=(Action("actions[0]", "Social worker", "2014-02-14"),),
    faults=(
        error("submission/missing-row", Place("2014-01/A1042.yaml", Mark(2, 1), "actions"), "No rows.", "Add one."),
        warning("submission/same-case", Place("other.yaml"), "Two."),
    ),
    escalation=Escalated((Told("iro", None, None, "judged Inadequate"),), ("audits",)),
    parts=(PartStatus("first", "the auditor", Status.COMPLETE), PartStatus("second", "the IRO", None, True)),
    answers="ab",
    likeness="cd",
)


def received(sha256: str, at: str = "2014-01-20T09:00:00Z") -> Event:
    return Event(What.RECEIVED, at, sha256, {"file": "x", "sender": "Zoë <zoe@example.org>", "n": [1, None, True]})


def dump(folder: Path) -> tuple[list[Return], list[Event]]:
    with reading(folder) as record:
        return list(record.returns()), list(record.events())


def test_a_return_comes_back_as_it_was_put_in(tmp_path: Path) -> None:
    with writing(tmp_path) as record:
        record.add([received(ONE.sha256)])
        record.put([(ONE, "seen")])

    assert dump(tmp_path) == ([ONE], [received(ONE.sha256)])
    assert ONE.faults[0].severity is Severity.ERROR


def test_a_folder_without_a_record_is_read_as_empty_and_left_as_it_is(tmp_path: Path) -> None:
    assert dump(tmp_path) == ([], [])
    assert list(tmp_path.iterdir()) == []


words = (
    st.text(max_size=20) | st.none() | st.integers(-5, 5) | st.booleans() | st.lists(st.text(max_size=5), max_size=3)
)
events = st.builds(
    Event,
    st.sampled_from(list(What)),
    st.just("2014-01-20T09:00:00Z"),
    st.sampled_from(["a" * 64, "b" * 64, None]).filter(bool),
    st.dictionaries(st.text(max_size=6), words, max_size=4),
)


@given(st.lists(st.lists(events, max_size=4), max_size=5), st.data())
def test_whatever_is_cut_off_the_two_files_are_made_equal_again(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[Event]], data: st.DataObject
) -> None:
    """The journal's end is lost up to any byte, or the database is of any earlier moment."""
    folder = tmp_path_factory.mktemp("record")
    databases = []
    for run in runs:
        with writing(folder) as record:
            record.add(run)
        databases.append((folder / "record.db").read_bytes())
    every = [event for run in runs for event in run]
    if not every:
        return
    if data.draw(st.booleans()):
        (folder / "record.db").write_bytes(data.draw(st.sampled_from(databases)))
    else:
        journal = (folder / "record.jsonl").read_bytes()
        (folder / "record.jsonl").write_bytes(journal[: data.draw(st.integers(0, len(journal)))])

    assert dump(folder)[1] == every
    assert len((folder / "record.jsonl").read_text("ascii").splitlines()) == len(every)


def test_the_database_is_made_again_from_the_journal(tmp_path: Path) -> None:
    decided = Event(What.SUPERSEDED, "2014-01-21T09:00:00Z", "a" * 64, {"by": "b" * 64, "relation": "correction"})
    with writing(tmp_path) as record:
        record.add([received("a" * 64), decided])
    (tmp_path / "record.db").unlink()

    with reading(tmp_path) as record:
        assert list(record.events()) == [received("a" * 64), decided]
        assert record.superseded() == {"a" * 64: "b" * 64}


def test_half_a_line_at_the_end_is_taken_away_and_said(tmp_path: Path) -> None:
    with writing(tmp_path) as record:
        record.add([received("a" * 64)])
    with (tmp_path / "record.jsonl").open("ab") as file:
        file.write(b'{"n": 2, "at"')

    with reading(tmp_path) as record:
        assert "middle of a line" in record.notes[0]
        assert list(record.events()) == [received("a" * 64)]
    with writing(tmp_path) as record:
        record.add([received("b" * 64)])
    assert len(dump(tmp_path)[1]) == 2


@pytest.mark.parametrize("spoil", ["altered", "lost", "swapped"])
def test_a_journal_that_somebody_changed_is_not_trusted(tmp_path: Path, spoil: str) -> None:
    with writing(tmp_path) as record:
        record.add([received(letter * 64) for letter in "abc"])
    (tmp_path / "record.db").unlink()
    lines = (tmp_path / "record.jsonl").read_bytes().splitlines(keepends=True)
    match spoil:
        case "altered":
            lines[1] = lines[1].replace(b"2014", b"2015")
        case "lost":
            del lines[1]
        case _:
            lines[1:] = lines[:0:-1]
    (tmp_path / "record.jsonl").write_bytes(b"".join(lines))

    with pytest.raises(CannotRun, match=r"Line 2 .* is not as it was written"), reading(tmp_path):
        pass


def test_a_damaged_database_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_bytes(b"not a database at all" * 100)

    with pytest.raises(CannotRun) as caught, reading(tmp_path):
        pass
    assert "is damaged" in str(caught.value) and "--rebuild" in (caught.value.remedy or "")


def test_a_record_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    db = sqlite3.connect(tmp_path / "record.db")
    db.execute("PRAGMA user_version = 99")
    db.close()

    with pytest.raises(CannotRun, match="newer version"), writing(tmp_path):
        pass


def test_a_record_of_an_earlier_version_is_brought_up_with_all_that_it_has(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "stored" / "version-1", tmp_path / "returns")

    with reading(tmp_path / "returns") as record:
        assert list(record.returns()) == [ONE]
        assert record.superseded() == {"a" * 64: "b" * 64}
        assert record.seen() == {ONE.file: ""}, "so that its file is looked at again"


def _hold(folder: Path, ready: "multiprocessing.synchronize.Event", done: "multiprocessing.synchronize.Event") -> None:
    with writing(folder):
        ready.set()
        done.wait(30)


def test_a_second_writer_is_told_who_holds_the_record(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, ready, done))
    other.start()
    try:
        assert ready.wait(30)
        with pytest.raises(CannotRun, match=f"in use by process {other.pid} "), writing(tmp_path, wait=0):
            pass
        assert dump(tmp_path) == ([], [])
    finally:
        done.set()
        other.join()
    with writing(tmp_path, wait=0):
        pass


def _add(folder: Path, letter: str) -> None:
    for _ in range(20):
        with writing(folder, wait=60) as record:
            record.add([received(letter * 64)])


def test_two_runs_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_add, args=(tmp_path, letter)) for letter in "ab"]
    for one in both:
        one.start()
    for one in both:
        one.join()

    found = [event.sha256 for event in dump(tmp_path)[1]]
    assert sorted(filter(None, found)) == ["a" * 64] * 20 + ["b" * 64] * 20


def test_on_a_full_disk_nothing_has_happened_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    with writing(tmp_path) as record:
        record.add([received("a" * 64)])
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "record.jsonl").stat().st_size + 40, before[1]))
        try:
            with pytest.raises(CannotRun, match="cannot be written"):
                record.add([received("b" * 64)])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, old)
        assert list(record.events()) == [received("a" * 64)]
        record.add([received("c" * 64)])
    assert [event.sha256 for event in dump(tmp_path)[1]] == ["a" * 64, "c" * 64]


def test_where_only_the_database_has_no_room_nothing_has_happened_either(tmp_path: Path) -> None:
    with writing(tmp_path) as record:
        record.add([received("a" * 64)])
        pages = record._db.execute("PRAGMA page_count").fetchone()[0]
        record._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CannotRun, match="the disk is full"):
            record.add([Event(What.RECEIVED, "2014-01-21T09:00:00Z", "b" * 64, {"subject": "x" * 100_000})])
    assert dump(tmp_path)[1] == [received("a" * 64)]


def test_who_reads_at_length_keeps_nobody_from_writing(tmp_path: Path) -> None:
    with writing(tmp_path) as record:
        record.add([received("a" * 64)])
    with reading(tmp_path, at_length=True) as reader:
        assert reader.one("a" * 64) is None and reader.received("a" * 64)
        with writing(tmp_path) as record:
            record.add([received("b" * 64)])
        assert reader.received("b" * 64) is not None


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Record]:
    with writing(tmp_path) as record:
        for n, (month, area, status) in enumerate(
            [
                ("2014-01", "mass", Status.COMPLETE),
                ("2014-02", None, Status.INVALID),
                ("2014-02", "mass", Status.COMPLETE),
            ]
        ):
            more = {"file": f"{n}.yaml", "sha256": str(n) * 64, "date": f"{month}-28", "area": area, "status": status}
            record.add([received(str(n) * 64, f"2014-03-0{3 - n}T00:00:00Z")])
            record.put([(Return(**{**{f: getattr(ONE, f) for f in ONE.__slots__}, **more}), "")])
        record.add([Event(What.SUPERSEDED, "2014-03-05T00:00:00Z", "0" * 64, {"by": "2" * 64, "relation": "rival"})])
        yield record


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (Wanted(), "210"),
        (Wanted(month="2014-02"), "21"),
        (Wanted(area="mass"), "20"),
        (Wanted(area=""), "1"),
        (Wanted(status="complete", since="2014-02-01"), "2"),
        (Wanted(until="2014-01-28"), "0"),
        (Wanted(text="a1042 BELL"), "210"),
        (Wanted(text="nobody"), ""),
        (Wanted(counts=True), "21"),
        (Wanted(counts=False), "0"),
        (Wanted(received="2014-03"), "210"),
        (Wanted(received="2014-02"), ""),
    ],
)
def test_what_is_wanted_is_found_in_the_order_in_which_it_came(filled: Record, wanted: Wanted, files: str) -> None:
    assert "".join(one.file[0] for one in filled.returns(wanted)) == files
    assert filled.count(wanted) == len(files)


def test_how_many_there_are_of_each(filled: Record) -> None:
    found = filled.facets(Wanted(month="2014-02"))
    assert found["area"] == {"": 1, "mass": 1}
    assert found["status"] == {"complete": 1, "invalid": 1}


def test_a_decision_that_is_taken_back_no_longer_counts(filled: Record) -> None:
    filled.add([Event(What.REINSTATED, "2014-03-06T00:00:00Z", "0" * 64, {"who": "Ann"})])
    assert filled.superseded() == {}


def test_the_journal_is_text_that_a_person_can_read(tmp_path: Path) -> None:
    with writing(tmp_path) as record:
        record.add([received("a" * 64)])

    line = json.loads((tmp_path / "record.jsonl").read_text("ascii"))
    assert line["n"] == 1 and line["what"] == "received" and line["more"]["sender"] == "Zoë <zoe@example.org>"


def test_a_copy_of_the_folder_is_a_record_too(tmp_path: Path) -> None:
    with writing(tmp_path / "a") as record:
        record.add([received("a" * 64)])
    shutil.copytree(tmp_path / "a", tmp_path / "b")

    assert dump(tmp_path / "b") == dump(tmp_path / "a")


def _spilt(folder: Path) -> None:
    """A writer that is ended after SQLite has written a part of what it was about to."""
    with writing(folder) as record:
        record.put((replace(ONE, file=f"{n}.yaml", texts=("x" * 1000,)), "seen") for n in range(50))
        db = record._db
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE returns SET more = more || ' '")
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_record_whose_writer_was_cut_off_can_be_read_at_once(tmp_path: Path) -> None:
    process = multiprocessing.get_context("fork").Process(target=_spilt, args=(tmp_path,))
    process.start()
    process.join()

    assert (tmp_path / "record.db-journal").stat().st_size
    with reading(tmp_path) as record:
        assert record.count() == 50
