"""The list of returns, and each return with its neighbours and the decision which of them counts."""

from flask import Blueprint, redirect, render_template, request
from flask import Response as Answer
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from formwright.desk import ledger, words
from formwright.desk.asking import Asked
from formwright.desk.dossier import Dossier
from formwright.desk.forms import a_name, needed
from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.work import Workroom

RECENT = 24
"""The months among which that of the receipt is chosen."""

WITHIN_ITSELF = "frame-ancestors 'none'"
"""The policy round a copy to read, which has its own within it."""


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("returns", __name__)

    def asked_for(sha256: str) -> Dossier:
        found = office.dossier(sha256)
        if found is None:
            raise NotFound
        return found

    @made.get("/returns")
    def listed() -> str:
        asked = Asked.of(request.args)
        recent = words.months_until(office.clock().date(), RECENT)
        months = looking.latest.months if looking.latest else recent
        return render_template(
            "returns.html", here="returns", asked=asked, listing=office.listing(asked), months=months, recent=recent
        )

    @made.get("/returns/<sha256>")
    def one(sha256: str) -> str:
        found = asked_for(sha256)
        return render_template(
            "return.html",
            here="returns",
            one=found,
            near=office.neighbours(found.of),
            is_there=office.path(found.of) is not None,
            by=office.dossier(found.replaced.by) if found.replaced else None,
            actions=ledger.of_return(office, sha256),
            letters=[letter for letter in office.letters() if letter.sha256 == sha256],
        )

    # What a return says leaves by these two ways alone, each of which is a button that somebody pressed.

    @made.post("/returns/<sha256>/open")
    def opened(sha256: str) -> Answer | tuple[str, int]:
        found = asked_for(sha256)
        path = office.path(found.of)
        made = office.readable(path) if path else None
        if made is None or made.content is None:
            faults = made.diagnostics if made else ()
            return render_template("unreadable.html", here="returns", one=found, faults=faults), 422
        answer = Answer(made.content, mimetype="text/html")
        answer.headers["Content-Security-Policy"] = WITHIN_ITSELF
        return answer

    @made.post("/returns/<sha256>/file")
    def file(sha256: str) -> Answer:
        path = office.path(asked_for(sha256).of)
        if path is None:
            raise NotFound
        answer = Answer(path.read_bytes(), mimetype="application/octet-stream")
        answer.headers.set("Content-Disposition", "attachment", filename=path.name)
        return answer

    @made.post("/returns/<sha256>/counts")
    def counts(sha256: str) -> Response:
        found = asked_for(sha256)
        if found.replaced:
            raise BadRequest("This return does not count itself. Take that decision back first.")
        others = [near for near in office.neighbours(found.of) if not near.replaced]
        relation = request.form.get("relation", "")
        if relation not in words.RELATIONS:
            raise BadRequest("Choose what the other return is.")
        why = needed(request.form, "why", "Enter why this return counts: it is kept with the decision.")
        office.decide(sha256, [other.of.sha256 for other in others], relation, a_name(request.form), why)
        return redirect(f"/returns/{sha256}", 303)

    @made.post("/returns/<sha256>/take-back")
    def take_back(sha256: str) -> Response:
        asked_for(sha256)
        why = needed(request.form, "why", "Enter why: it is kept with the decision.")
        office.take_back(sha256, a_name(request.form), why)
        return redirect(f"/returns/{sha256}", 303)

    return made
