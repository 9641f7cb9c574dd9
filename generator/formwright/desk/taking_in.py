"""Taking in what has arrived: files, emails and archives, dropped on a page or chosen."""

import shutil
import tempfile
from pathlib import Path, PurePosixPath

from flask import Blueprint, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.words import counted
from formwright.desk.work import Tell, Workroom

LONGEST = 120
"""The most letters of a name that a file is kept by until it is filed."""


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("taking_in", __name__)

    @made.get("/take-in")
    def form() -> str:
        return render_template("take-in.html", here="take-in", problem=None)

    @made.post("/take-in")
    def take_in() -> Response | str:
        given = [one for one in request.files.getlist("files") if one.filename]
        if not given:
            raise BadRequest("No file was chosen.")
        folder = Path(tempfile.mkdtemp(prefix="formwright-"))
        paths = [_kept(one, folder, number) for number, one in enumerate(given)]

        def work(tell: Tell) -> object:
            try:
                return office.receive(paths, tell)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

        job = workroom.begin("receiving", f"Taking in {counted(len(paths), 'file')}", work)
        return redirect(f"/work/{job.id}", 303)

    return made


def _kept(given: FileStorage, folder: Path, number: int) -> Path:
    """Where a file is until it is filed: in a folder of its own, by the name that it has."""
    name = PurePosixPath((given.filename or "").replace("\\", "/")).name.replace("\0", "")
    if name in ("", ".", ".."):
        name = "file"
    stem, dot, ending = name.rpartition(".")
    place = folder / str(number)
    place.mkdir()
    path = place / (f"{stem[:LONGEST]}.{ending[:20]}" if dot else name[:LONGEST])
    given.save(path)
    return path
