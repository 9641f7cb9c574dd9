"""Paths that were named → everything that arrived in them: files, folders, Maildirs, and what these hold."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from formwright.diagnostics import error
from formwright.errors import CannotRun
from formwright.intake import taking
from formwright.intake.arrived import LARGEST, Aside, Left, Origin, Source, Thing, Why, too_large
from formwright.mail.imap import Message
from formwright.model.review import Remark
from formwright.pipelines.walking import Entry, walk


def things(paths: Iterable[Path], into: Path) -> Iterator[Thing | Remark]:
    """Everything in these files and folders, in order of name. Raises CannotRun where none of them can be opened, and
    where one of them is, or holds, the folder of returns."""
    given = list(paths)
    for path in given:
        _refuse_own(path, into)
    folders = [path for path in given if path.is_dir()]
    for entry in walk(given):
        yield from [entry] if isinstance(entry, Remark) else _of(entry, is_in_folder=_lies_in(entry.path, folders))


def of_mailbox(message: Message, box: str) -> Iterator[Thing]:
    """Everything in an e-mail on a mail server."""
    name, origin = f"message-{message.number}.eml", Origin(Source.IMAP, box)
    if message.content is None:
        yield Left(name, origin, too_large(origin.place(name), f"it has more than {LARGEST // 1_000_000} MB"))
    else:
        yield from taking.of_message(message.content, name, origin)


def _of(entry: Entry, is_in_folder: bool) -> Iterator[Thing]:
    path = entry.path
    origin = Origin(Source.FOLDER if is_in_folder else Source.FILE, str(path))
    if entry.fault is not None:
        yield Left(path.name, origin, entry.fault)
        return
    state = _in_maildir(path) if is_in_folder else None
    try:
        if not path.is_file():
            message, hint = "This is not a file, so it was left where it is.", "Remove it from the folder."
            yield Left(path.name, origin, error("submission/unreadable", origin.place(""), message, hint))
        elif state in ("cur", "new"):
            name = f"{path.name.split(':')[0].split(',')[0]}.eml"
            yield from taking.of_message(path.read_bytes(), name, Origin(Source.EMAIL, str(path)))
        elif state is not None:
            yield Aside(path.name, origin, Why.UNDELIVERED if state == "tmp" else Why.LEFT_BEHIND)
        else:
            yield from taking.of_file(path, origin)
    except OSError as fault:
        message = f"The file cannot be read: {fault.strerror or fault}."
        hint = "Put it where it can be read, and receive it again."
        yield Left(path.name, origin, error("submission/unreadable", origin.place(""), message, hint))


def _lies_in(path: Path, folders: list[Path]) -> bool:
    return any(folder in path.parents for folder in folders)


def _in_maildir(path: Path) -> str | None:
    """Which of a Maildir's folders a file is in; '' for what mail programs keep beside them, None where it is none."""
    if path.parent.name in ("cur", "new", "tmp") and _is_maildir(path.parent.parent):
        return path.parent.name
    return "" if _is_maildir(path.parent) else None


def _is_maildir(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in ("cur", "new", "tmp"))


def _refuse_own(path: Path, into: Path) -> None:
    own, named = into.resolve(), path.resolve()
    if named == own or own in named.parents or named in own.parents:
        raise CannotRun(
            f"{path} is, or is part of, the folder of returns, or holds it: what is there has been received already.",
            "Name the files or the folder in which the new ones arrived. 'formwright check' looks at those filed.",
        )
