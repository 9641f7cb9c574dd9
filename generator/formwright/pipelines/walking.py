"""Files and folders that were named → the files to look at, each of them once and none in silence.

What programs leave in every folder is passed over, if that is what it is. Whatever else cannot be
opened or followed is an entry of its own, so that it never hides its neighbours.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from formwright.diagnostics import Diagnostic, error
from formwright.errors import CannotRun
from formwright.model.review import Remark
from formwright.pipelines.nearby import missing
from formwright.pipelines.not_returns import Lists, Naming, is_list
from formwright.places import Place
from formwright.readers import kinds
from formwright.readers.kinds import Other
from formwright.record import names


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to look at. `name` is its whole path in writing: of ten thousand files it is all that is needed.
    `folder` is that which it lies in, as a path below the one that was given. `fault` says why it cannot be opened,
    and `naming` where the team says that it is no return."""

    name: str
    folder: PurePath
    naming: Naming | None
    fault: Diagnostic | None = None

    @property
    def path(self) -> Path:
        return Path(self.name)

    @property
    def within(self) -> PurePath:
        """Its path below the folder that was given, its name alone where the file itself was."""
        return self.folder / self.path.name


def walk(paths: Iterable[Path]) -> Iterator[Entry | Remark]:
    """The files at these paths and in the folders among them, in order of name, then what there is to
    say of the lists of what is no return. Raises CannotRun where none of the paths can be opened."""
    given = list(paths)
    faults = [_why_not(path) for path in given]
    if faults and all(faults):
        raise CannotRun(" ".join(fault for fault in faults if fault))
    return _walked(given, faults)


def _walked(paths: list[Path], faults: list[str | None]) -> Iterator[Entry | Remark]:
    lists = Lists()
    folders = [path for path, fault in zip(paths, faults, strict=True) if fault is None and path.is_dir()]
    for path, fault in zip(paths, faults, strict=True):
        lists.enter_around(path)
        if fault is not None:
            yield _closed(path, PurePath(), None, fault)
        elif path in folders:
            yield from _folder(path, _name_of(path) if len(folders) > 1 else PurePath(), lists)
        else:
            yield Entry(str(path), PurePath(), lists.naming(path))
    yield from lists.remarks()


def _name_of(folder: Path) -> PurePath:
    """Keeps apart what is in several folders that were given."""
    return PurePath(os.path.basename(os.path.abspath(folder)))  # noqa: PTH100, PTH119 - links stay as they were named


def _why_not(path: Path) -> str | None:
    """Why a path that was given cannot be opened; None where it can."""
    try:
        if not os.path.lexists(path):
            return missing(path)
        if path.is_dir():
            os.scandir(path).close()
    except OSError as fault:
        return f"{path} cannot be opened: {fault.strerror}."
    return None


def _folder(top: Path, name: PurePath, lists: Lists) -> Iterator[Entry]:
    """What is in a folder. Folders wait on a stack: they can be nested deeper than Python's calls."""
    waiting: list[_Met] = [(str(top), top.name, name.parent, _Folder)]
    is_top = True
    while waiting:
        file, called, above, what = waiting.pop()
        if what is _Folder:
            path = Path(file)
            found = _listed(path)
            if isinstance(found, str):
                yield _closed(path, above, lists.naming(file), found)
                continue
            ours = [each for each, _, _ in found if is_list(each)]
            for each in ours:
                lists.enter(Path(each))
            within = name if is_top else above / called
            is_top = False
            waiting += [(each, of, within, what) for each, of, what in reversed(found) if each not in ours]
        elif what is _Link:
            message = "This is a link to another folder. Links are not followed, so its contents were not checked."
            hint = "Put the returns here, or name that folder as well."
            fault = error("submission/not-followed", Place(file), message, hint)
            yield Entry(file, above, lists.naming(file), fault)
        elif called not in names.ALL and not _is_clutter(file, called):
            yield Entry(file, above, lists.naming(file))


def _closed(path: Path, folder: PurePath, naming: Naming | None, why: str) -> Entry:
    hint = "Check the spelling, and that you have permission to open it."
    return Entry(str(path), folder, naming, error("submission/unreadable", Place(str(path)), why, hint))


class _Folder:
    """A folder to be listed."""


class _Link:
    """A folder that a link leads to."""


_Met = tuple[str, str, PurePath, type | None]
"""A path and its last name, the folder that it lies in as a path below the one that was given, and what is there."""


def _what_is(path: Path) -> type | None:
    """A folder, a link to one, or anything else; what cannot be asked is left to whoever opens it."""
    try:
        if not path.is_dir():
            return None
        is_link = path.is_symlink() or getattr(os.path, "isjunction", lambda _: False)(path)
        return _Link if is_link else _Folder
    except OSError:
        return None


def _listed(folder: Path) -> list[tuple[str, str, type | None]] | str:
    """What is in a folder, in order of name: its path, its name and what it is; or why it cannot be listed."""
    before = str(folder / "_")[:-1]
    try:
        with os.scandir(folder) as found:
            entries = sorted((e for e in found if not _is_clutter_folder(folder, e)), key=lambda e: e.name)
        return [(before + e.name, e.name, None if _is_plainly_file(e) else _what_is(folder / e.name)) for e in entries]
    except OSError as fault:
        return f"The folder cannot be opened, so its contents were not checked: {fault.strerror}."


def _is_plainly_file(entry: "os.DirEntry[str]") -> bool:
    """Where this can be seen without asking again, as nearly everywhere."""
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


# --- what programs leave behind ----------------------------------------------------------------

_FILES = re.compile(
    r"\._.*|~\$.*|\.~lock\..*#|.*~|\..*\.sw[a-p]|\.nfs[0-9a-f]+|\.fuse_hidden.*|\.sync.*|\.stignore|\.stfolder"
    r"|\.ds_store|\.localized|\.apdisk|\.directory|icon\r|thumbs\.db|ehthumbs\.db|desktop\.ini|\.dropbox.*"
    r"|\.owncloud.*|\.nextcloud.*|\.metadata_never_index|\.git(keep|ignore|attributes|modules)?|\.keep|\.editorconfig"
    r"|.*@syno(eastream|resource)",
    re.IGNORECASE | re.DOTALL,
)
"""Names of files that programs leave in any folder. One of them that holds a return is read all the same."""

_FOLDERS = re.compile(
    r"\.trash.*|\$recycle\.bin|#recycle|@recycle|#snapshot|\.snapshots?|@eadir|\.@__thumb|\.sync.*|\.st(folder|versions)"
    r"|\.dropbox.*|\.tmp\.drive(up|down)load|\.spotlight-v100|\.fseventsd|\.temporaryitems|\.documentrevisions-v100"
    r"|system volume information|lost\+found|\.hg|\.svn|\.idea|\.vscode",
    re.IGNORECASE,
)
"""Names of folders with what was thrown away, older copies, and what programs keep for themselves."""


def _is_clutter(file: str, name: str) -> bool:
    """By its name, and by what is in it."""
    if not _FILES.fullmatch(name):
        return False
    path = Path(file)
    try:
        if not path.is_file():
            return False
        with path.open("rb") as opened:
            return isinstance(kinds.of(opened.read(_ENOUGH), "clutter"), Other)
    except OSError:
        return True  # Word lets nobody open its own files beside a document


_ENOUGH = 1_000_000


def _is_clutter_folder(folder: Path, entry: "os.DirEntry[str]") -> bool:
    try:
        if not entry.is_dir(follow_symlinks=False):
            return False
        return bool(_FOLDERS.fullmatch(entry.name)) or (entry.name == ".git" and (folder / ".git" / "HEAD").is_file())
    except OSError:
        return False
