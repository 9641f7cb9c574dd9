"""The desk for everybody: with a mouse, with keys alone, on a phone, in the dark, enlarged, and without scripts."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.accessibility.web import forced, keys, overflow, violations
from tests.desk.conftest import NOON, Folder, Still
from tests.desk.test_notices import DUTIES, SERVER, TESS
from tests.mail.mail_server import Handler, serving
from tests.samples import ROOT, times

from formwright.desk import server
from formwright.desk.server import Desk
from formwright.diagnostics import error
from formwright.model.review import Escalated, Status, Told
from formwright.places import Place
from formwright.record.events import Event, What
from formwright.record.rows import Action

PAGES = (
    "/",
    "/returns",
    "/returns/{sha256}",
    "/actions",
    "/actions/{sha256}/1",
    "/take-in",
    "/nothing",
)
A_DATE = "visited twice"
"""A box for a date has several places to stop in it."""
WIDTHS = (1280, 390, 320)
"""320 is a window of 1280 at 400 %."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path)
    fault = error("submission/missing", Place("x"), "“Was the child heard?” is not answered.", "Answer it.")
    found.add("A1", status=Status.INCOMPLETE, faults=(fault,), area="first-response", team="North Locality 1")
    found.add("A2", escalation=Escalated((Told("iro", None, None, "judged Good"),), ()))
    late = Action("actions[0]", "Tess Manager", "2025-12-19")
    found.add("A3", actions=(late,))
    found.add("A3", actions=(late, Action("actions[1]", None, None, lacks=("who: missing", "by: missing"))))
    found.note(Event(What.NOT_USABLE, f"{NOON:%Y-%m-%dT%H:%M:%SZ}", "f" * 64, {"name": "scan.jpg"}))
    return found


@pytest.fixture
def desk(folder: Folder) -> Iterator[Desk]:
    with server.opened(Still(folder.root, folder.returns, lambda: NOON), None) as found:
        thread = Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.end()
        thread.join()


@pytest.fixture
def page(blank: Page, desk: Desk) -> Iterator[Page]:
    """The desk, once it has looked through the record."""
    complaints: list[str] = []
    hear = blank.on("console", lambda message: complaints.append(message.text))
    blank.goto(desk.address)
    expect(blank.get_by_role("heading", name="Next")).to_be_visible(timeout=30_000)
    yield blank
    assert [said for said in complaints if "404" not in said] == [] and hear is None
    blank.goto("about:blank")


def go(page: Page, desk: Desk, path: str, folder: Folder) -> None:
    sha256 = folder.events(What.RECEIVED)[-1].sha256 or ""
    page.goto(f"http://127.0.0.1:{desk.port}{path.format(sha256=sha256)}")


def look_at(page: Page) -> None:
    """The page as it is, which may be the answer to a form, and cannot be asked for again."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width != 390 or times(1) > 1:
            assert violations(page) == []
        assert overflow(page) <= 0
    assert [fault for fault in keys(page, may_begin_again=True) if not fault.startswith(A_DATE)] == []
    assert forced(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_everybody(page: Page, desk: Desk, folder: Folder, path: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        go(page, desk, path, folder)
        if width != 390 or times(1) > 1:  # which is laid out as 320 is
            assert violations(page) == []
        assert overflow(page) <= 0
    assert keys(page, may_begin_again=True) == []
    assert forced(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_read_in_the_dark(page: Page, desk: Desk, folder: Folder, path: str) -> None:
    page.emulate_media(color_scheme="dark")
    go(page, desk, path, folder)

    assert violations(page) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    "path", ["/owed?month=2026-01", "/dates?start=review-on-site&on=2026-01-05&about=mass", "/paper?month=2026-01"]
)
def test_what_is_owed_and_the_paper_are_for_everybody(blank: Page, folder: Folder, path: str) -> None:
    with server.opened(Still(ROOT, folder.returns, lambda: NOON), None) as whole:
        thread = Thread(target=whole.serve_forever)
        thread.start()
        blank.goto(whole.address)
        go(blank, whole, path, folder)
        blank.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        look_at(blank)
        blank.goto("about:blank")
        whole.end()
        thread.join()


def test_notices_and_reminders_that_somebody_sends_by_hand_are_for_everybody(
    page: Page, desk: Desk, folder: Folder
) -> None:
    (folder.root / "schedules").mkdir()
    (folder.root / "schedules" / "duties.yaml").write_text(DUTIES)
    go(page, desk, "/notices", folder)
    expect(page.get_by_text("Reminder about what is owed")).to_have_count(1)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    look_at(page)
    page.get_by_role("button", name="Download all").click()
    expect(page.get_by_role("heading", name="emails to send")).to_be_visible()
    look_at(page)
    go(page, desk, "/notices", folder)
    page.get_by_role("button", name="They were all sent").click()
    expect(page.get_by_text("reminder about what is owed")).to_be_visible()
    look_at(page)


def test_the_question_before_sending_and_what_was_sent_are_for_everybody(
    page: Page, desk: Desk, folder: Folder
) -> None:
    with serving(Handler(lambda n: "rcpt refuses" if n == 1 else "accepts")) as port:
        folder.people(TESS, more=SERVER.replace("mail.example.org", "127.0.0.1").replace("tls", f"none, port: {port}"))
        go(page, desk, "/notices", folder)
        page.get_by_role("button", name="Send all").click()
        expect(page.get_by_role("heading", name="through 127.0.0.1?")).to_be_visible()
        look_at(page)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="sent, 1 not")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        look_at(page)


def test_with_keys_alone_somebody_finds_a_return_and_decides(page: Page, desk: Desk, folder: Folder) -> None:
    go(page, desk, "/returns", folder)
    page.get_by_label("Case, file, auditor or team").focus()
    page.keyboard.type("a3")
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        f"http://127.0.0.1:{desk.port}/returns?words=a3&month=&received=&form=&area=&status=&judgement="
    )
    page.get_by_role("link", name="A3").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("This one counts").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("How they go together").focus()
    page.keyboard.type("It corrects")
    page.get_by_label("Why this one counts").focus()
    page.keyboard.type("It is signed")
    page.get_by_label("Your name").first.focus()
    page.keyboard.type("Sam Lee")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Returns that this case had before")).to_be_visible()
    [decision] = folder.events(What.SUPERSEDED)
    assert (decision.more["who"], decision.more["relation"]) == ("Sam Lee", "correction")


def test_with_keys_alone_somebody_says_that_an_action_is_done(page: Page, desk: Desk, folder: Folder) -> None:
    go(page, desk, "/actions?state=overdue", folder)
    page.get_by_role("link", name="A3, action 1").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("What happened").focus()
    page.keyboard.type("It was done")
    page.get_by_label("Date when").focus()
    page.keyboard.type("5/1/2026")
    page.get_by_label("Name or initials").focus()
    page.keyboard.type("Sam Lee")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Done on 5 January 2026, by Sam Lee")).to_be_visible()
    [update] = folder.events(What.ACTION)
    assert (update.more["state"], update.more["day"], update.more["who"]) == ("done", "2026-01-05", "Sam Lee")


def test_files_are_dropped_and_the_receipt_follows(page: Page, desk: Desk, folder: Folder) -> None:
    go(page, desk, "/take-in", folder)
    page.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File(['not a form'], 'letter.txt'));
          files.items.add(new File(['nor this'], 'list.txt'));
          document.dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.get_by_text("2 files chosen")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="0 returns taken in")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("letter.txt")).to_be_visible()
    assert violations(page) == []


def test_without_scripts_it_is_all_there(browser: Browser, desk: Desk, folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("not a form")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(desk.address)
        page.get_by_role("link", name="Returns", exact=True).click()
        page.get_by_label("State").select_option("incomplete")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("rowheader")).to_have_text(["A1"])
        page.get_by_role("link", name="Take in").click()
        page.get_by_label("Choose files").set_input_files(file)
        page.get_by_role("button", name="Take in").click()
        while page.get_by_role("link", name="Bring it up to date").count():
            page.get_by_role("link", name="Bring it up to date").click()
        expect(page.get_by_role("heading", name="0 returns taken in")).to_be_visible()
