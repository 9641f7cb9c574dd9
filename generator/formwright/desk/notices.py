"""The notices that wait, with their text; sending them, once somebody has been asked; and those that went wrong."""

import secrets

from flask import Blueprint, redirect, render_template, request, send_file
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from formwright.desk.forms import a_name
from formwright.desk.letters import Letter
from formwright.desk.looking import Looking
from formwright.desk.office import Office, Packed
from formwright.desk.paging import PAGE, place
from formwright.desk.words import counted
from formwright.desk.work import Workroom

WRONG = ("refused", "uncertain", "given-up")
BATCHES = 100
"""How many questions that nobody has answered yet are remembered."""


def pages(office: Office, looking: Looking, workroom: Workroom) -> Blueprint:
    made = Blueprint("notices", __name__)
    asked: dict[str, tuple[str, ...]] = {}  # which notices each question was about

    def ready() -> list[Letter]:
        """The most serious judgements first."""
        letters = [letter for letter in office.letters() if letter.state == "ready"]
        return sorted(letters, key=lambda letter: -letter.notice.rank if letter.notice else 0)

    def chosen_of(form: MultiDict[str, str]) -> list[Letter]:
        chosen = set(form.getlist("key"))
        letters = [letter for letter in ready() if "all" in form or letter.key in chosen]
        if not letters:
            raise BadRequest("No notice was chosen, or those that were have been sent in the meantime.")
        return letters

    @made.get("/notices")
    def waiting() -> str:
        letters = office.letters()
        to_send = ready()
        page, pages = place(len(to_send), max(1, request.args.get("page", 1, int)))
        return render_template(
            "notices.html",
            here="notices",
            wrong=office.written(letter for letter in letters if letter.state in WRONG),
            to_send=office.written(to_send[(page - 1) * PAGE : page * PAGE]),
            sending=sum(letter.state == "sending" for letter in letters),
            total=len(to_send),
            page=page,
            pages=pages,
            at=lambda number: f"/notices?page={number}",
            server=office.mail_server(),
        )

    @made.post("/notices/ask")
    def ask() -> str:
        letters = chosen_of(request.form)
        batch = secrets.token_hex(8)
        asked[batch] = tuple(letter.key for letter in letters)
        for old in list(asked)[:-BATCHES]:
            del asked[old]
        server, what = office.mail_server(), request.args.get("what", "send")
        template = {"send": "ask.html", "sent": "ask-sent.html"}.get(what)
        if template is None or (what == "send" and server is None):
            raise BadRequest("Choose what to do with these notices.")
        return render_template(template, here="notices", batch=batch, letters=letters, server=server)

    @made.post("/notices/pack")
    def pack() -> Response:
        keys = [letter.key for letter in chosen_of(request.form)]
        title = f"Writing {counted(len(keys), 'email')}"
        job = workroom.begin("packing", title, lambda tell: office.packed(keys, tell))
        return redirect(f"/work/{job.id}", 303)

    @made.post("/notices/packed/<id>")
    def packed(id: str) -> Response:
        job = workroom.jobs.get(id)
        if job is None or not isinstance(job.outcome, Packed):
            raise NotFound
        return send_file(job.outcome.path, as_attachment=True, download_name=f"notices-{office.clock():%Y-%m-%d}.zip")

    @made.post("/notices/sent")
    def sent() -> Response:
        who, batch = a_name(request.form), request.form.get("batch", "")
        if batch not in asked:
            raise BadRequest("This question has been answered already. Look at the notices again.")
        office.sent_by_hand(asked.pop(batch), who)
        return redirect("/notices", 303)

    @made.post("/notices/send")
    def send() -> Response:
        keys = asked.pop(request.form.get("batch", ""), None)  # an answer counts once
        if keys is None:
            raise BadRequest("This question has been answered already. Look at the notices again.")
        job = workroom.begin("sending", f"Sending {counted(len(keys), 'notice')}", lambda tell: office.send(keys, tell))
        return redirect(f"/work/{job.id}", 303)

    @made.post("/notices/settle")
    def settle() -> Response:
        key, what = request.form.get("key", ""), request.form.get("what", "")
        if what not in ("sent", "again"):
            raise BadRequest("Choose whether it was sent.")
        if key not in {letter.key for letter in office.letters() if letter.state in WRONG}:
            raise NotFound
        office.settle(key, what == "sent", a_name(request.form))
        return redirect("/notices", 303)

    return made
