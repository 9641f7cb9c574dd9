"""A second check of a folder with a record says exactly what the first one said, whatever has happened meanwhile."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.samples import EXAMPLES, RETURN

from formwright.cli import main
from formwright.pipelines import remembering
from formwright.pipelines.review import Reviewer
from formwright.record.rows import Return
from formwright.record.store import reading, writing


def check(folder: Path, format: str = "text", *more: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", str(folder), "--format", format, *more])
    return result.exit_code, result.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns of all sorts, as old as files that nobody has just written; and a record with nothing in it."""
    folder = tmp_path / "returns"
    shutil.copytree(EXAMPLES / "returns", folder / "2014-01")
    (folder / "2014-02").mkdir()
    (folder / "2014-02" / "again.yaml").write_text(RETURN, "utf-8")
    (folder / "2014-02" / "junk.xlsx").write_bytes(b"PK\3\4 no workbook")
    (folder / "2014-02" / "broken.yaml").write_text("form: tier1-generic-audit\nversion: [", "utf-8")
    _age()
    return folder


@pytest.fixture(autouse=True)
def _soon_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "JUST_NOW", 0.1)


def _age() -> None:
    """Nothing else can be done about the time at which a file last changed."""
    time.sleep(0.15)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are really looked at."""
    found: list[str] = []
    file = Reviewer.file

    def noted(self: Reviewer, path: Path) -> object:
        found.append(path.name)
        return file(self, path)

    monkeypatch.setattr(Reviewer, "file", noted)
    return found


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_what_is_remembered_is_what_a_look_finds(folder: Path, format: str, looked: list[str]) -> None:
    fresh = check(folder, format)
    with writing(folder):
        pass

    first, second = check(folder, format), check(folder, format)

    assert first == second == fresh
    assert len(looked) == len(set(looked)), "each was looked at once, by the check that found a record"


def test_only_what_changed_is_looked_at_again(folder: Path, looked: list[str]) -> None:
    with writing(folder):
        pass
    check(folder)
    looked.clear()
    good = folder / "2014-01" / "good.yaml"
    good.write_text(good.read_text("utf-8").replace("judgement: good", "judgement: inadequate"), "utf-8")

    found = json.loads(check(folder, "json")[1])["submissions"]

    assert looked == ["good.yaml"]
    assert next(each for each in found if each["file"].endswith("good.yaml"))["judgement"] == "inadequate"


def test_a_file_changed_within_its_size_and_with_its_old_time_is_looked_at(folder: Path, looked: list[str]) -> None:
    with writing(folder):
        pass
    check(folder)
    good = folder / "2014-01" / "good.yaml"
    times = good.stat()
    good.write_text(good.read_text("utf-8").replace("A1", "A2"), "utf-8")
    os.utime(good, ns=(times.st_atime_ns, times.st_mtime_ns))
    looked.clear()

    check(folder)

    assert looked == ["good.yaml"]


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """What `receive` has only just filed, under other names than those that it arrived by."""
    folder = tmp_path / "received"
    things = [EXAMPLES / "returns", tmp_path / "unfinished.yaml.part"]
    things[1].write_text(RETURN.replace("A1103", "A1999"), "utf-8")
    CliRunner().invoke(main, ["receive", *map(str, things), "--into", str(folder)])
    return folder


@pytest.mark.parametrize("format", ["text", "json"])
def test_what_was_received_is_known_without_a_look(received: Path, format: str, looked: list[str]) -> None:
    unusable = {path.name for path in received.rglob("not-usable/*")}
    first = check(received, format)
    whose_name_said_more = [name for name in looked if name not in unusable]
    _age()
    again = check(received, format)
    (received / "record.db").unlink()
    (received / "record.jsonl").unlink()

    assert first == again == check(received, format)
    assert len(whose_name_said_more) == 1


def test_what_changes_as_soon_as_it_is_received_is_looked_at(received: Path, looked: list[str]) -> None:
    good = next(path for path in received.rglob("*.yaml") if "judgement: good" in path.read_text("utf-8"))
    times = good.stat()
    good.write_text(good.read_text("utf-8").replace("judgement: good", "judgement: poor"), "utf-8")
    os.utime(good, ns=(times.st_atime_ns, times.st_mtime_ns))

    check(received)

    assert good.name in looked


def test_a_refresh_knows_what_was_received(received: Path, looked: list[str]) -> None:
    _age()
    for _ in range(2):
        CliRunner().invoke(main, ["record", "--returns", str(received)])

    assert len(looked) <= 1 + len(list(received.rglob("not-usable/*")))


def test_everything_is_looked_at_when_the_definitions_change(folder: Path, tmp_path: Path, looked: list[str]) -> None:
    root = tmp_path / "framework"
    shutil.copytree(EXAMPLES / "framework", root)
    with writing(folder):
        pass
    check(folder, "text", "--root", str(root))
    looked.clear()
    words = root / "framework.yaml"
    words.write_text(words.read_text("utf-8") + "\n# changed\n", "utf-8")

    check(folder, "text", "--root", str(root))

    assert len(looked) == sum(
        1 for path in folder.rglob("*.*") if path.is_file() and not path.name.startswith("record.")
    )


def test_what_was_looked_at_is_kept_as_the_run_goes(
    folder: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run reads from the record all the while, which must not keep it from writing there."""
    monkeypatch.setattr(remembering, "BATCH", 2)
    with writing(folder):
        pass
    check(folder)
    looked.clear()
    check(folder)

    assert looked == []


def test_one_part_of_a_folder_is_remembered_by_its_whole_record(folder: Path, looked: list[str]) -> None:
    with writing(folder):
        pass
    check(folder)
    looked.clear()

    assert check(folder / "2014-01")[0] == 1
    assert looked == []


def test_while_another_run_writes_nothing_is_waited_for(folder: Path) -> None:
    fresh = check(folder)
    with writing(folder):
        assert check(folder) == fresh


def test_a_record_that_cannot_be_used_is_no_reason_not_to_check(folder: Path) -> None:
    fresh = check(folder)
    (folder / "record.db").write_bytes(b"broken" * 100)

    assert check(folder) == fresh


def test_no_comment_is_in_the_record(folder: Path) -> None:
    with writing(folder):
        pass
    planted = RETURN.replace("Held in November.", "Zebedee was seen at home.")
    (folder / "planted.yaml").write_text(planted, "utf-8")
    _age()
    check(folder)

    with reading(folder) as record:
        (one,) = [each for each in record.returns() if each.file == "planted.yaml"]
    assert isinstance(one, Return) and one.case_id == "A1103" and "evaluation.pep.comments" in one.texts
    assert b"Zebedee" not in (folder / "record.db").read_bytes()
    assert one.actions[0].path == "actions[0]" and one.actions[0].by is not None
