"""The password of a mail server: from a file or the environment, never from a definition or a command line."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from formwright.errors import CannotRun


def password(user: str, variable: str, file: Path | None) -> str:
    """What is in this file, else in this variable. Raises CannotRun where there is nothing, or the file cannot be
    read, or read by others."""
    if file is None:
        found = os.environ.get(variable, "")
    else:
        _check_private(file)
        try:
            found = file.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            remedy = "Check its name, and who may read it."
            raise CannotRun(f"The password file {file} cannot be read.", remedy) from None
    if not found:
        raise CannotRun(f"There is no password for {user}.", f"Set {variable}, or use --password-file.")
    return found


def _check_private(file: Path) -> None:
    """Raises CannotRun where everybody on this computer can read it. Windows says so in another way, and is not
    asked."""
    with suppress(OSError):  # of which is told as it is read
        if os.name == "posix" and file.stat().st_mode & stat.S_IROTH:
            message = f"Everybody on this computer can read the password file {file}."
            raise CannotRun(message, f"Change that first: 'chmod 600 {file}'.")
