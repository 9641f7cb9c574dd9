"""A framework's folder as it was at a revision that git keeps: its files, put into a folder of their own."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formwright.definitions.sources import BESIDE, FOLDERS
from formwright.errors import CannotRun

READ = (".yaml", ".yml", ".md")


@dataclass(frozen=True, slots=True)
class Revision:
    """`name` is as it was given, `commit` its full number, `short` as people write it, `day` the day on which it was
    made, as 2014-01-15."""

    name: str
    commit: str
    short: str
    day: str


class NoRevision(CannotRun):
    """There is no such revision, or nothing that keeps any."""


def revision(root: Path, name: str) -> Revision:
    """The revision of this name. Raises NoRevision where git is not there, the folder is in no repository, or there
    is no such revision."""
    if name.startswith("-"):
        raise NoRevision(f"'{name}' is not a revision.")
    _git(root, "rev-parse", "--git-dir")
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except NoRevision:
        raise NoRevision(f"git does not know a revision '{name}'.", "'git log --oneline' lists them.") from None
    short, day = _git(root, "show", "-s", "--format=%h %cs", commit.decode().strip()).decode().split()
    return Revision(name, commit.decode().strip(), short, day)


@contextmanager
def framework(root: Path, at: Revision) -> Iterator[Path]:
    """A folder with the framework's definitions as they were then, for as long as it is needed. Raises NoRevision
    where there was no framework."""
    within = _git(root, "rev-parse", "--show-prefix").decode().rstrip("\n")
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", "--name-only", at.commit, *([within] if within else []))
    names = [n for n in listed.decode("utf-8", "surrogateescape").split("\0") if _is_read(n, within)]
    if f"{within}framework.yaml" not in names:
        where = within.rstrip("/") or "the repository"
        raise NoRevision(f"There was no framework.yaml in {where} at revision '{at.name}'.", "Name a later one.")
    with tempfile.TemporaryDirectory(prefix="formwright-") as made:
        folder = Path(made)
        for name, content in _contents(root, at, names):
            path = folder / name.removeprefix(within)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield folder


def path_within(root: Path, path: str) -> str:
    """A file's path in the repository as one in the framework's folder; './' before it says that it is already."""
    within = _git(root, "rev-parse", "--show-prefix").decode().rstrip("\n")
    return path.removeprefix("./") if path.startswith("./") else path.removeprefix(within)


def _is_read(name: str, within: str) -> bool:
    if not name or not name.startswith(within) or "\n" in name:
        return False
    path = PurePosixPath(name.removeprefix(within))
    return str(path) in BESIDE or (path.parts[0] in FOLDERS and path.suffix in READ)


def _contents(root: Path, at: Revision, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each of these files as it was; a link as what it leads to within the repository."""
    asked = "".join(f"{at.commit}:{name}\n" for name in names).encode("utf-8", "surrogateescape")
    said = _git(root, "cat-file", "--batch", "--follow-symlinks", given=asked)
    start = 0
    for name in names:
        end = said.index(b"\n", start)
        head = said[start:end].split()
        start = end + 1
        if head[-1:] == [b"missing"]:
            continue
        size = int(head[-1])
        if head[-2:-1] == [b"blob"]:
            yield name, said[start : start + size]
        start += size + 1


def _git(root: Path, *words: str, given: bytes | None = None) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise NoRevision(
            "git is not installed on this computer, so earlier revisions cannot be read.",
            "Install it from git-scm.com, or name files or released versions.",
        )
    done = subprocess.run([git, "-C", str(root), *words], input=given, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
        if "not a git repository" in said:
            raise NoRevision(f"{root} is not in a git repository, so there are no earlier revisions to compare.")
        raise NoRevision(f"git could not read the repository: {said or 'it does not say why'}.")
    return done.stdout
