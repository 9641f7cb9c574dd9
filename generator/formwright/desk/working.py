"""Work in the background: how far it is, and what came of it."""

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.work import Workroom

OUTCOMES = {"receiving": "receipt.html", "sending": "sent.html", "packing": "packed.html"}
"""The page of what came of each kind of work."""


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("working", __name__)

    @made.get("/work/<id>")
    def work(id: str) -> str:
        job = workroom.jobs.get(id)
        if job is None:
            raise NotFound
        is_done = job.is_over and job.fault is None
        return render_template(OUTCOMES[job.kind] if is_done else "work.html", here="", job=job)

    return made
