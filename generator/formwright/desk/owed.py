"""Who owes what in a month, what people record about it, and the dates that follow from a day."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, redirect, render_template, request
from flask import Response as Answer
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from formwright.desk import words
from formwright.desk.duties import Overseer
from formwright.desk.forms import needed
from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.work import Workroom
from formwright.errors import CannotRun
from formwright.oversight.decisions import Sort
from formwright.pipelines.owed import Said
from formwright.reports import owed as report

T = TypeVar("T")
AHEAD, RECENT = 2, 24
"""How many months after this one, and how many before it, can be chosen."""

FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "ics": "text/calendar",
}


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("owed", __name__)
    overseer = Overseer(office)

    def asked_month() -> str:
        return request.values.get("month") or f"{overseer.today:%Y-%m}"

    @made.get("/owed")
    def listed() -> str:
        month = asked_month()
        found = _or_bad(lambda: overseer.month(month))
        months = words.months_until(words.month_after(overseer.today, AHEAD), AHEAD + 1 + RECENT)
        return render_template(
            "owed.html", here="owed", owed=found, months=months, choices=overseer.choices(), report=report
        )

    @made.get("/owed/file/<format>")
    def file(format: str) -> Answer:
        if format not in FILES:
            raise NotFound
        month = asked_month()
        return _file(_or_bad(lambda: overseer.file(month, format)), f"due-{month}", format)

    @made.post("/owed/<sort>")
    def record(sort: str) -> Response:
        if sort not in tuple(Sort):
            raise NotFound
        month, form = asked_month(), request.form
        if sort == Sort.EXEMPT:
            needed(form, "person", "Choose who is exempt.")
            needed(form, "approved_by", "Enter who approved it.")
            needed(form, "why", "Enter why: it is kept with the exemption.")
        said = Said(
            Sort(sort),
            needed(form, "duty", "Choose a duty."),
            form.get("person") or None,
            form.get("about") or None,
            form.get("entry_month") or (month if sort == Sort.EXEMPT else None),
            form.get("on") or None,
            " ".join(form.get("approved_by", "").split()) or None,
            " ".join(form.get("why", "").split()) or None,
        )
        _or_bad(lambda: overseer.record(said))
        return redirect(f"/owed?month={month}#recorded", 303)

    @made.get("/dates")
    def dates() -> str:
        begun, about = _begun()
        plan = _or_bad(lambda: overseer.plan(begun, about)) if begun else None
        return render_template(
            "dates.html", here="owed", plan=plan, asked=request.args, choices=overseer.choices(), report=report
        )

    @made.get("/dates/file/<format>")
    def dates_file(format: str) -> Answer:
        begun, about = _begun()
        if format not in FILES or not begun:
            raise NotFound
        return _file(_or_bad(lambda: overseer.plan_file(begun, about, format)), f"dates-{request.args['on']}", format)

    return made


def _begun() -> tuple[str | None, str | None]:
    """The day from which dates are wanted, as DUTY=DATE, and for whom."""
    start, day = request.args.get("start", ""), request.args.get("on", "")
    return (f"{start}={day}" if start and day else None), request.args.get("about") or None


def _or_bad(work: Callable[[], T]) -> T:
    """What somebody asked for; where it cannot be done, they are told why in words."""
    try:
        return work()
    except CannotRun as fault:
        raise BadRequest(" ".join(filter(None, (fault.message, fault.remedy)))) from None


def _file(content: bytes, name: str, format: str) -> Answer:
    answer = Answer(content, mimetype=FILES[format])
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.{format}")
    return answer
