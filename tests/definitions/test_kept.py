"""What is kept of a framework is what a fresh reading gives, or it is not used."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests import everybody, fuzzing
from tests.samples import EXAMPLES, RETURN, ROOT, times

from formwright.definitions import kept, made_from, plain, shelf
from formwright.definitions.kept import Kept
from formwright.definitions.library import load
from formwright.errors import CannotRun
from formwright.model.basis import Basis
from formwright.pipelines import releasing
from formwright.pipelines.review import review
from formwright.reports.review import as_json, text


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, in which nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "formwright"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A framework with a document of each kind."""
    root = tmp_path / "framework"
    shutil.copytree(EXAMPLES / "framework", root)
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    for form in ("everything", "missing-episode"):
        shutil.copy(EXAMPLES / "forms" / f"{form}.yaml", root / "forms")
    (root / "directory.yaml").write_text(fuzzing.DIRECTORY, "utf-8")
    return root


def said(basis: Basis) -> tuple[object, ...]:
    """All that is judged by, and how it is put into words."""
    texts = {file: tuple(basis.texts[file]) for file in {d.place.file for d in basis.people} if file in basis.texts}
    lines = list(text([], basis)) if basis.framework else []
    return basis.framework, basis.directory, basis.forms, basis.people, texts, basis.is_sound, lines


def is_kept(root: Path) -> bool:
    """Whether a second reading goes by what was kept of the first; both say what a fresh one says."""
    first, second = kept.load(root), kept.load(root)
    assert said(first) == said(second) == said(load(root))
    return isinstance(second, Kept)


# --- what is kept ----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [ROOT, EXAMPLES / "framework", EXAMPLES / "told"], ids=lambda folder: folder.name)
def test_the_same_is_judged_by_what_is_kept(folder: Path) -> None:
    assert is_kept(folder)


@pytest.mark.parametrize("directory", everybody.DIRECTORIES, ids=lambda directory: directory.name)
def test_so_it_is_of_every_directory_with_all_that_is_wrong_with_it(
    directory: everybody.Directory, tmp_path: Path
) -> None:
    (tmp_path / "framework").mkdir()
    everybody.lay_out(tmp_path / "framework", directory)

    assert is_kept(tmp_path / "framework") == (not directory.beside)


def test_so_it_is_of_spoilt_definitions(tmp_path: Path) -> None:
    chance = Random(10)  # noqa: S311 - the same files each time
    _, files = fuzzing.KINDS["definitions"](tmp_path, chance)
    root = tmp_path / "framework"
    for (name, raw), _ in zip(files, range(times(12)), strict=False):
        before = (root / name).read_bytes()
        (root / name).write_bytes(raw)
        is_kept(root)
        (root / name).write_bytes(before)


def test_returns_are_said_the_same_of(root: Path, tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "a.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "returns" / "b.yaml").write_text("form: everything\nversion: 2.10\n", "utf-8")
    fresh, second = kept.load(root), kept.load(root)

    assert isinstance(second, Kept)
    for report in (lambda basis: text(review([tmp_path / "returns"], basis), basis), _data(tmp_path / "returns")):
        assert list(report(second)) == list(report(fresh))


def _data(folder: Path) -> Any:
    return lambda basis: as_json(review([folder], basis), basis.people)


def test_of_a_framework_that_cannot_be_used_nothing_is_kept(root: Path, cache: Path) -> None:
    (root / "framework.yaml").write_text("kind: framework\n", "utf-8")

    assert not is_kept(root)
    assert not cache.exists()


def test_where_there_is_no_framework_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotRun):
        kept.load(tmp_path)


def test_nothing_is_written_into_the_frameworks_folder(root: Path) -> None:
    before = sorted(root.rglob("*"))

    assert is_kept(root) and sorted(root.rglob("*")) == before


# --- when it is thrown away ------------------------------------------------------------------


def sources(root: Path) -> Iterator[Path]:
    yield from (path for path in sorted(root.rglob("*")) if path.suffix in (".yaml", ".md"))


def test_a_change_of_any_file_is_seen_whatever_its_date(root: Path) -> None:
    for path in sources(root):
        assert is_kept(root)
        status = path.stat()
        path.write_bytes(path.read_bytes()[:-1] + b" ")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert not isinstance(kept.load(root), Kept), path


def test_so_is_a_file_that_comes_goes_or_is_called_otherwise(root: Path) -> None:
    assert is_kept(root)
    shutil.copy(root / "forms" / "everything.yaml", root / "forms" / "twice.yaml")
    assert is_kept(root) and not kept.load(root).is_sound
    (root / "forms" / "twice.yaml").rename(root / "forms" / "again.yaml")
    assert not isinstance(kept.load(root), Kept)
    (root / "forms" / "again.yaml").unlink()
    assert kept.load(root).is_sound
    (root / "directory.yaml").unlink()
    assert [d.code for d in kept.load(root).people] == ["directory/no-holders"]


def test_a_file_that_is_put_where_it_is_not_read_is_seen(root: Path) -> None:
    assert is_kept(root)

    (root / "directory.yml").write_text(fuzzing.DIRECTORY, "utf-8")

    found = kept.load(root)
    assert [d.code for d in found.people] == ["definition/wrong-file"] and not found.directory.is_whole
    assert said(found) == said(load(root))


def test_what_is_released_is_seen_and_so_is_a_released_file_that_was_changed(root: Path) -> None:
    """Released files are told apart by size and time: there may be a thousand, and none is opened for that."""
    assert is_kept(root)
    releasing.release(load(root), ["everything"], "2026-01-05")
    assert not isinstance(kept.load(root), Kept) and is_kept(root)

    form = root / "forms" / "everything.yaml"
    form.write_text(form.read_text("utf-8").replace("Case ID", "Case number"), "utf-8")
    assert not isinstance(kept.load(root), Kept) and is_kept(root)
    assert "everything" not in [f.identity.id for f in kept.load(root).forms]  # its returns are judged as released
    assert "everything" in kept.load(root).released.ids

    file = root / "released" / "everything" / "2.10.yaml"
    file.write_text(file.read_text("utf-8").replace("Case ID", "Case number"), "utf-8")
    assert not isinstance(kept.load(root), Kept)


def test_another_program_reads_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_kept(root)
    monkeypatch.setattr(made_from, "_program", lambda whole: "another one")

    assert not isinstance(kept.load(root), Kept)


def test_the_program_is_all_that_reads_definitions() -> None:
    code = "import sys, formwright.definitions.library; print(*(m for m in sys.modules if m.startswith('formwright.')))"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    rooms = {name.split(".")[1] for name in modules if name.count(".") > 1}
    assert rooms == set(made_from.ROOMS)


def test_seen_from_another_folder_it_is_read_anew_and_both_are_kept(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        for folder in (tmp_path, root):
            monkeypatch.chdir(folder)
            assert is_kept(root)


def test_a_file_that_cannot_be_read_is_no_reason_to_keep_silent(root: Path) -> None:
    (root / "handbook" / "folder.md").mkdir()

    assert not is_kept(root)


# --- what is not believed --------------------------------------------------------------------


def test_whatever_becomes_of_what_is_kept_it_is_used_whole_or_not_at_all(root: Path, cache: Path) -> None:
    assert is_kept(root)
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    chance = Random(10)  # noqa: S311 - the same damage each time
    for _ in range(times(20)):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        cut = chance.randrange(len(whole))
        for content in (bytes(damaged), whole[:cut], whole[cut:], whole + b" ", b"", b"\n", b"[" * 100_000):
            file.write_bytes(content)
            assert not isinstance(kept.load(root), Kept)
            assert file.read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b"{}", b"[]", b"\xff", b'["Kept"]', b'["Path", "/"]', b"1"])
def test_what_has_another_shape_is_not_used_though_it_says_that_it_is_sound(
    content: bytes, root: Path, cache: Path
) -> None:
    assert is_kept(root)
    (file,) = cache.iterdir()
    shelf.write(file.name, file.read_bytes().split()[0].decode(), content)

    assert not isinstance(kept.load(root), Kept)


def test_only_our_own_values_are_made_and_only_of_what_they_are_made_of(root: Path) -> None:
    whole = kept.of(load(root))
    assert whole is not None
    data = json.loads(json.dumps(plain.plain(whole)))
    assert plain.value(Kept, data) == whole
    others: list[Any] = [None, 7, "x", [], {}, True, ["Kept"], ["x"], 1.5]
    for steps in _places(data):
        for other in others:
            spoilt = json.loads(json.dumps(data))
            around = spoilt
            for step in steps[:-1]:
                around = around[step]
            around[steps[-1]] = other
            try:
                made = plain.value(Kept, spoilt)
            except plain.Damaged:
                continue
            assert json.loads(json.dumps(plain.plain(made))) == spoilt  # it could have been so


def _places(data: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Some of all there are."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = [place for key, value in inner for place in [(*steps, key), *_places(value, (*steps, key))]]
    return found if steps else Random(10).sample(found, 60)  # noqa: S311


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_nothing_is_believed_or_kept_where_others_can_write(mode: int, root: Path, cache: Path) -> None:
    assert is_kept(root)
    (file,) = cache.iterdir()
    file.chmod(mode)
    assert not isinstance(kept.load(root), Kept)
    cache.chmod(mode)

    assert not is_kept(root)


def test_a_link_is_not_followed(root: Path, cache: Path, tmp_path: Path) -> None:
    assert is_kept(root)
    (file,) = cache.iterdir()
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")

    assert not isinstance(kept.load(root), Kept)


def test_only_its_owner_can_read_it(root: Path, cache: Path) -> None:
    assert is_kept(root)

    assert [path.stat().st_mode & 0o777 for path in (cache, *cache.iterdir())] == [0o700, 0o600]


@pytest.mark.parametrize("place", ["a-file/below", "a-file", "relative", ""])
def test_where_nothing_can_be_kept_it_is_slower_and_that_is_all(
    place: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("", "utf-8")
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.setenv("XDG_CACHE_HOME", place if place in ("", "relative") else str(tmp_path / place))

    assert not is_kept(root)


def test_the_oldest_go_when_there_are_many(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 3)
    for number in range(5):
        shelf.write(f"{number}.json", "made from", b"content")
        os.utime(cache / f"{number}.json", (number, number))

    assert sorted(path.name for path in cache.iterdir()) == ["2.json", "3.json", "4.json"]


def test_what_was_made_from_something_else_is_not_given() -> None:
    shelf.write("a", "one", b"content")

    assert shelf.read("a", "one") == b"content"
    assert shelf.read("a", "other") is None and shelf.read("b", "one") is None
