"""The desk as a web application: who may ask it, what every page has, what it says when something is wrong."""

from http import HTTPStatus
from importlib.resources import files

from flask import Flask, Response, redirect, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from formwright import guard
from formwright.desk import actions, home, notices, owed, papers, returns, taking_in, words, working
from formwright.desk.looking import Looking
from formwright.desk.office import Office
from formwright.desk.work import Workroom
from formwright.errors import CannotRun
from formwright.writers import html

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LARGEST = 2**30  # bytes that are taken in at a time
MOST_FILES = 20_000  # that are taken in at a time


def app(office: Office, looking: Looking, workroom: Workroom, keys: guard.Keys, port: int) -> Flask:
    """The pages. Without the key that goes with its address nobody sees any of them."""
    made = Flask("formwright.desk", template_folder="screen", static_folder=None)
    made.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_PARTS=MOST_FILES)
    made.jinja_env.undefined = StrictUndefined
    made.jinja_env.trim_blocks = made.jinja_env.lstrip_blocks = True
    made.jinja_env.filters.update(day=words.day, clock=words.clock, month=words.month, number=words.number)
    made.jinja_env.globals.update(counted=words.counted, words=words)
    for pages in (home, returns, actions, notices, owed, papers, taking_in, working):
        made.register_blueprint(pages.pages(office, looking, workroom))
    _guard(made, keys, port)
    _furnish(made, office, looking, keys)
    return made


def _guard(made: Flask, keys: guard.Keys, port: int) -> None:
    cookie = f"formwright-{port}"

    @made.before_request
    def may_ask() -> Response | None:
        refused = guard.refusal("The desk", port, request.method, request.headers.get)
        if refused:
            return _plain(refused.status, refused.why)
        if keys.opens(request.args.get("key")):
            answer = redirect("/", HTTPStatus.SEE_OTHER)
            answer.set_cookie(cookie, keys.key, httponly=True, samesite="Strict")
            return answer  # type: ignore[return-value]  # werkzeug's Response, which Flask takes as well
        if not keys.opens(request.cookies.get(cookie)):
            return _plain(
                HTTPStatus.FORBIDDEN,
                "The desk opens with the whole address that was shown when it was started, and nowhere else.",
            )
        if request.method not in guard.READING and not keys.may_change(request.form.get("token")):
            return _plain(
                HTTPStatus.FORBIDDEN,
                "This page is from an earlier run of the desk. Open it again, then repeat this.",
            )
        return None

    @made.after_request
    def close(answer: Response) -> Response:
        is_page = answer.mimetype == "text/html"
        for name, value in guard.headers(POLICY if is_page else guard.NOTHING).items():
            answer.headers.setdefault(name, value)
        return answer


def _furnish(made: Flask, office: Office, looking: Looking, keys: guard.Keys) -> None:
    @made.context_processor
    def always() -> dict[str, object]:
        look = looking.again()
        return {"token": keys.token, "names": _names(office), "look": look, "found": looking.latest}

    @made.get("/desk.css")
    def style() -> Response:
        return Response(html.palette().encode() + _resource("desk.css"), mimetype="text/css")

    @made.get("/desk.js")
    def script() -> Response:
        return Response(_resource("desk.js"), mimetype="text/javascript")

    @made.errorhandler(CannotRun)
    def cannot(fault: CannotRun) -> tuple[str, int]:
        return _wrong("This cannot be done now", fault.message, fault.remedy, HTTPStatus.SERVICE_UNAVAILABLE)

    @made.errorhandler(HTTPException)
    def not_found(fault: HTTPException) -> tuple[str, int]:
        match fault.code:
            case HTTPStatus.NOT_FOUND:
                title, why = "There is no such page", "The return may have been removed, or the address is not whole."
            case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                title, why = "That is too much at once", "Take in fewer files at a time: at most 1 GB together."
            case _:
                title, why = "This cannot be done", fault.description or ""
        return _wrong(title, why, None, fault.code or HTTPStatus.INTERNAL_SERVER_ERROR)

    @made.errorhandler(Exception)
    def fault(fault: Exception) -> Response:
        what = f"There is a fault in the program ({type(fault).__name__}). Please report it."
        return _plain(HTTPStatus.INTERNAL_SERVER_ERROR, what)


def _names(office: Office) -> words.Names:
    """The words for ids; a page that says why the framework cannot be used does without them."""
    try:
        return office.names()
    except CannotRun:
        return words.Names()


def _wrong(title: str, why: str, remedy: str | None, status: int) -> tuple[str, int]:
    return render_template("wrong.html", here="", title=title, why=why, remedy=remedy), status


def _plain(status: HTTPStatus, why: str) -> Response:
    return Response(f"{why}\n", status, mimetype="text/plain")


def _resource(name: str) -> bytes:
    return (files("formwright.desk") / "screen" / name).read_bytes()
