"""A document as Word shows it, near enough: LibreOffice draws the Word file's pages."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from formwright.document.nodes import Document
from formwright.preview.lane import Stale

LOOK = 0.1  # seconds from one look to the next
LONGEST = 1800  # looks
USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


def program() -> str | None:
    """Where LibreOffice is, if it is installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in USUAL_PLACES if Path(place).is_file()), None)


class Office:
    """Called with a document, gives a PDF of its Word file; None where nobody waits for it any more.
    Raises RuntimeError where LibreOffice cannot draw it. It works in a folder of its own, with its own
    settings, so that a LibreOffice in which somebody writes is left alone."""

    def __init__(self, soffice: str) -> None:
        self._soffice = soffice
        self._folder = tempfile.TemporaryDirectory(prefix="formwright-preview-")

    def __call__(self, document: Document, is_stale: Stale) -> bytes | None:
        from formwright.writers import docx

        folder = Path(self._folder.name)
        word, drawn = folder / "document.docx", folder / "document.pdf"
        word.write_bytes(docx.write(document))
        drawn.unlink(missing_ok=True)
        process = subprocess.Popen(  # noqa: S603 - the program and our own file
            [
                self._soffice,
                f"-env:UserInstallation={(folder / 'settings').as_uri()}",
                *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(word)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # its helpers end with it, and it does not hear Ctrl-C
        )
        try:
            for _ in range(LONGEST):
                if _ended(process):
                    break
                if is_stale():
                    return None
            else:
                raise RuntimeError(f"LibreOffice took longer than {LONGEST * LOOK:.0f} seconds")
        finally:
            _end(process)
        if not drawn.is_file():
            raise RuntimeError("LibreOffice could not open the Word file")
        return drawn.read_bytes()

    def close(self) -> None:
        self._folder.cleanup()


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(LOOK)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
