"""The month's paper: what it says on the page, the whole of it to read, and its files."""

from flask import Blueprint, render_template, request
from flask import Response as Answer
from werkzeug.exceptions import BadRequest, NotFound

from formwright.desk import words
from formwright.desk.duties import Overseer
from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.returns import WITHIN_ITSELF
from formwright.desk.survey import Kind
from formwright.desk.work import Workroom
from formwright.errors import CannotRun
from formwright.oversight.paper import span
from formwright.oversight.paper.figures import Figures
from formwright.pipelines import paper_files, papers
from formwright.reports.paper import limits, says

RECENT = 24
"""How many months can be chosen."""

FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("papers", __name__)
    overseer = Overseer(office)

    def figures() -> Figures:
        """Of the month that was asked for; without one, of the month before this one."""
        try:
            of = span.of(request.args.get("month") or None, None, None, None, overseer.today)
        except CannotRun as fault:
            raise BadRequest(f"{fault.message} {fault.remedy}") from None
        library = office.whole()
        if library.framework is None:
            raise CannotRun("The framework has errors, so it cannot be used.", "Ask the person who looks after it.")
        needs = looking.latest.needs if looking.latest else ()
        gone = sum(need.count for need in needs if need.kind is Kind.VANISHED)
        with office.record() as record:
            return papers.of_span(library, record, of, overseer.today, gone)

    def content(found: Figures, format: str) -> bytes:
        framework = office.whole().framework
        assert framework is not None
        return paper_files.content(found, framework, format)

    @made.get("/paper")
    def shown() -> str:
        found = figures()
        return render_template(
            "paper.html",
            here="paper",
            paper=found,
            first=list(limits.first_of_all(found)),
            lines=list(says.lines(found)),
            limits=list(limits.lines(found)),
            months=words.months_until(words.month_after(overseer.today, -1), RECENT),
        )

    @made.get("/paper/read")
    def read() -> Answer:
        answer = Answer(content(figures(), "html"), mimetype="text/html")
        answer.headers["Content-Security-Policy"] = WITHIN_ITSELF
        return answer

    @made.get("/paper/file/<format>")
    def file(format: str) -> Answer:
        if format not in FILES:
            raise NotFound
        found = figures()
        answer = Answer(content(found, format), mimetype=FILES[format])
        answer.headers.set("Content-Disposition", "attachment", filename=paper_files.name(found, format))
        return answer

    return made
