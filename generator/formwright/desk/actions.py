"""The register of actions, and what became of one."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from formwright.desk import ledger
from formwright.desk.asking import AskedActions
from formwright.desk.forms import LONGEST, as_day, needed
from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.work import Workroom
from formwright.errors import CannotRun
from formwright.pipelines.acting import Wish
from formwright.record.updates import Said


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("actions", __name__)

    def entry(sha256: str, number: int) -> ledger.Entry:
        found = next((one for one in ledger.of_return(office, sha256).entries if one.row.number == number), None)
        if found is None:
            raise NotFound
        return found

    @made.get("/actions")
    def listed() -> str:
        asked = AskedActions.of(request.args)
        return render_template("actions.html", here="actions", asked=asked, listing=ledger.page(office, asked))

    @made.get("/actions/<sha256>/<int:number>")
    def one(sha256: str, number: int) -> str:
        return render_template("action.html", here="actions", one=entry(sha256, number), said={}, problem=None)

    @made.post("/actions/<sha256>/<int:number>")
    def update(sha256: str, number: int) -> Response | tuple[str, int]:
        typed = {key: " ".join(request.form.get(key, "").split())[:LONGEST] for key in _TYPED}
        try:
            said = Said(typed["what"])
        except ValueError:
            raise BadRequest("Choose what happened to the action.") from None
        by = needed(request.form, "by", "Enter a name or initials: they are kept with the action.")
        if said in (Said.DONE, Said.REVIEWED, Said.NEW_DATE) and not typed["day"]:
            return _again(sha256, number, typed, "Enter the date.")
        wish = Wish(said, as_day(typed["day"]) or None, by, typed["why"] or None, typed["approved_by"] or None)
        if said in (Said.NEW_DATE, Said.NOT_NEEDED) and not wish.why:
            return _again(sha256, number, typed, "Enter why: it is kept with the action.")
        if said is Said.NOT_NEEDED and not wish.approved_by:
            return _again(sha256, number, typed, "Enter who approved it: it is kept with the action.")
        try:
            ledger.act(office, sha256, number, wish)
        except CannotRun as fault:
            return _again(sha256, number, typed, fault.message)
        return redirect(f"/actions/{sha256}/{number}", 303)

    def _again(sha256: str, number: int, typed: dict[str, str], problem: str) -> tuple[str, int]:
        """The page once more, with what was typed and what is wrong with it."""
        found = entry(sha256, number)
        return render_template("action.html", here="actions", one=found, said=typed, problem=problem), 422

    return made


_TYPED = ("what", "day", "by", "why", "approved_by")
