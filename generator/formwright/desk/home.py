"""The first page: what needs somebody, what to do next, and how the month is going."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from formwright.desk.forms import a_name
from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.work import Workroom


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("home", __name__)

    @made.get("/")
    def start() -> str:
        return render_template("start.html", here="start", jobs=workroom.running, server=office.mail_server())

    @made.post("/handled/<sha256>")
    def handled(sha256: str) -> Response:
        office.handled(sha256, a_name(request.form))
        return redirect("/", 303)

    return made
