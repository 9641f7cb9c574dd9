"""The preview beside an editor: a save shows what it changed, or what is wrong beside the last good version."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Error, FrameLocator, Page, Request, expect
from tests.accessibility.web import overflow, violations
from tests.preview.conftest import AUDIT, Folder, small_framework
from tests.samples import times

DESK, HALF, PHONE = (1440, 900), (720, 860), (390, 844)
SLOW, USUAL = 120_000, 30_000  # milliseconds: a drawing may have to wait for a busy machine

LOST = "Failed to load resource: net::ERR_"  # what a browser says of a program that has ended

HEARD, SEEN = "Was the child heard?", "Was the child seen?"
MISSPELT = ("good: [team-manager]", "good: [team-manger]")
MENDED = ("good: [team-manger]", "good: [team-manager]")


class Running:
    """`formwright serve` at work on a framework's folder."""

    def __init__(self, folder: Folder) -> None:
        command = [sys.executable, "-c", "from formwright.cli import main; main()"]
        self.folder = folder
        self.process = subprocess.Popen(
            [*command, "serve", "--root", str(folder.root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        self.address = self.said.split()[-1]

    def at(self, path: str) -> str:
        return self.address.rstrip("/") + path

    def end(self) -> tuple[int, str]:
        """Ends it as Ctrl-C does, which all that it has started hear too; its status and what was said on
        standard error."""
        os.killpg(self.process.pid, signal.SIGINT)
        _, errors = self.process.communicate(timeout=60)
        return self.process.returncode, errors


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_framework(tmp_path)


@pytest.fixture
def running(folder: Folder) -> Iterator[Running]:
    found = Running(folder)
    yield found
    if found.process.poll() is None:
        assert found.end() == (0, "")


@pytest.fixture
def page(blank: Page, running: Running) -> Iterator[Page]:
    """A page beside the editor, that may never break its own policy or ask anything of another site."""
    complaints: list[str] = []
    strangers: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if LOST not in message.text:
            complaints.append(message.text)

    def fail(fault: Error) -> None:
        complaints.append(str(fault))

    def ask(request: Request) -> None:
        if not request.url.startswith(running.address):
            strangers.append(request.url)

    blank.set_viewport_size({"width": HALF[0], "height": HALF[1]})
    blank.on("console", hear)
    blank.on("pageerror", fail)
    blank.on("request", ask)
    blank.set_default_timeout(SLOW)
    expect.set_options(timeout=SLOW)
    yield blank
    expect.set_options(timeout=None)
    blank.set_default_timeout(USUAL)
    blank.remove_listener("console", hear)
    blank.remove_listener("pageerror", fail)
    blank.remove_listener("request", ask)
    assert (complaints, strangers) == ([], [])


def form(page: Page) -> FrameLocator:
    return page.frame_locator(".frame:not(.coming)")


def opened(page: Page, running: Running, path: str = "/documents/small-audit/web") -> Page:
    page.goto(running.at(path))
    if "/web" in path:
        expect(form(page).locator("h1")).to_be_visible()
    return page


def test_a_save_shows_what_it_changed_in_words_and_in_the_form(page: Page, running: Running) -> None:
    opened(page, running)

    running.folder.edit(AUDIT, (HEARD, SEEN), ("good: [team-manager]", "good: [team-manager, head-of-service]"))

    expect(page.locator("#changes li")).to_have_count(2)
    expect(page.locator("#changes li").nth(0)).to_contain_text(
        "Question 1 changed Was the child was: heard? now: seen?"
    )
    expect(page.locator("#changes li").nth(1)).to_contain_text("Judgement: Good also notified now: Head of Service")
    expect(form(page).locator("#question-evaluation-listening h3")).to_contain_text(SEEN)
    expect(form(page).locator("#question-evaluation-listening")).to_be_in_viewport()
    expect(page.locator("#heard")).to_contain_text("No problems found. A small audit: 2 changes.")


def test_a_new_question_that_waits_for_an_answer_is_told_of_and_its_place_is_shown(
    page: Page, running: Running
) -> None:
    opened(page, running)
    asked = "asked_when: {field: details.child_status, in: [cared-for]}"
    last = '        ask: "Was the review held?"\n        ' + asked

    running.folder.edit(AUDIT, (last, f"{last}\n      - {{id: carers, ask: Were the carers heard?, {asked}}}"))

    expect(page.locator("#changes li")).to_contain_text(
        "Were the carers heard? (answer only where “The child’s status” is “Cared for”)"
    )
    expect(page.locator("#unseen")).to_contain_text("asked only after certain answers")
    expect(form(page).locator("#question-evaluation-listening")).to_be_in_viewport()


def test_answers_that_were_typed_to_try_the_form_out_are_still_there_after_a_save(page: Page, running: Running) -> None:
    opened(page, running)
    form(page).get_by_label("Case ID").fill("A1042")
    form(page).get_by_label("Cared for").check()
    form(page).locator(".add").click()
    form(page).locator("[name='actions[1].action']").fill("Write to the school")

    running.folder.edit(AUDIT, (HEARD, SEEN))

    expect(form(page).locator("#question-evaluation-listening h3")).to_contain_text(SEEN)
    expect(form(page).get_by_label("Case ID")).to_have_value("A1042")
    expect(form(page).locator("#question-evaluation-review")).to_be_visible()  # asked of a child who is cared for
    expect(form(page).locator("[name='actions[1].action']")).to_have_value("Write to the school")
    page.get_by_role("link", name="PDF", exact=True).click()  # and leaving asks no question
    expect(page.locator(".sheet").first).to_be_visible()


def test_a_mistake_stands_beside_the_last_good_version_and_goes_away_when_it_is_mended(
    page: Page, running: Running
) -> None:
    opened(page, running)

    running.folder.edit(AUDIT, MISSPELT)
    problem = page.locator("#problems .problem")
    expect(problem).to_contain_text("small-audit.yaml, line 43")
    expect(problem).to_contain_text("'team-manger' is not a role in this framework. Did you mean 'team-manager'?")
    expect(problem.get_by_role("region", name="Line 43")).to_contain_text("good: [team-manger]")
    expect(page.locator("#label")).to_contain_text("Last good version, from ")
    expect(form(page).locator("#question-evaluation-listening h3")).to_contain_text(HEARD)
    expect(page.locator("#heard")).to_contain_text("1 error.")
    expect(page.locator("#list .badge.error")).to_have_count(1)

    running.folder.edit(AUDIT, MENDED, (HEARD, SEEN))
    expect(problem).to_have_count(0)
    expect(page.locator("#label")).not_to_contain_text("Last good version")
    expect(form(page).locator("#question-evaluation-listening h3")).to_contain_text(SEEN)


def test_a_warning_about_another_file_is_one_click_away(page: Page, running: Running) -> None:
    opened(page, running)

    running.folder.edit("framework.yaml", ("roles:\n", "roles:\n  - {id: trustee, title: Trustee}\n"))
    page.locator("#state").get_by_role("link", name="1 warning").click()

    expect(page.locator("#problems")).to_contain_text("Nothing in the framework uses the role 'trustee'.")


def test_everything_stays_visible_while_the_framework_itself_is_broken(page: Page, running: Running) -> None:
    opened(page, running)

    running.folder.edit("framework.yaml", ("kind: framework", "kind: [framework"))

    expect(page.locator("#problems")).to_contain_text("framework.yaml")
    expect(page.locator("#problems .problem").first).to_be_visible()
    expect(page.locator("#label")).to_contain_text("Last good version")
    expect(form(page).locator("h1")).to_contain_text("A small audit")


def test_the_pdf_is_drawn_anew_and_the_page_that_changed_is_marked(page: Page, running: Running) -> None:
    opened(page, running, "/documents/small-audit/pdf")
    first = page.locator(".sheet img").first
    expect(first).to_be_visible()
    before = first.get_attribute("src")

    running.folder.edit(AUDIT, (HEARD, SEEN))

    expect(page.locator(".sheet.altered")).to_have_count(1)
    expect(page.locator(".sheet.altered img")).not_to_have_attribute("src", before or "")
    expect(page.locator(".waiting")).to_have_count(0)
    assert page.locator(".sheet.altered img").evaluate("one => one.decode().then(() => one.naturalWidth)") > 1000


def test_the_word_file_is_drawn_by_libreoffice(page: Page, running: Running) -> None:
    opened(page, running, "/documents/small-audit/word")

    expect(page.locator(".sheet img").first).to_be_visible()
    expect(page.locator("#label")).to_contain_text("Drawn by LibreOffice")
    assert page.locator(".sheet img").first.evaluate("one => one.decode().then(() => one.naturalWidth)") > 1000


def test_the_address_says_what_is_shown(page: Page, running: Running) -> None:
    opened(page, running)
    page.get_by_role("link", name="PDF", exact=True).click()
    expect(page).to_have_url(running.at("/documents/small-audit/pdf"))
    page.reload()
    expect(page.get_by_role("link", name="PDF", exact=True)).to_have_attribute("aria-current", "page")


def fits(page: Page, size: tuple[int, int]) -> bool:
    """Whether a page is no wider than the window; on the way to a phone's, at half the width of a desk's too."""
    widths = [size] if size == DESK or times(1) > 1 else [HALF, size]
    found = []
    for width, height in widths:
        page.set_viewport_size({"width": width, "height": height})
        found.append(overflow(page) <= 0)
    return all(found)


SIZES = {"desk": DESK, "phone": PHONE} | ({"half": HALF} if times(1) > 1 else {})


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_everybody_can_use_it(page: Page, running: Running, size: tuple[int, int]) -> None:
    """What lays it out at half the width does so at a desk or on a phone: `make test` only asks there that it fits."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    filled = "/documents/small-audit/both?filled&phone"
    for path in ("/", "/documents/small-audit/web", "/documents/small-standards/web", filled):
        opened(page, running, path)
        if path == filled:
            expect(page.locator(".sheet img").first).to_be_visible()
        assert violations(page) == []
        assert fits(page, size)
    opened(page, running)
    running.folder.edit(AUDIT, (HEARD, SEEN))
    expect(page.locator("#changes li").first).to_be_visible()
    running.folder.edit(AUDIT, MISSPELT)
    expect(page.locator(".problem").first).to_be_visible()
    page.locator("#changes summary").click()
    for path in ("", "/", "/documents/small-standards/web", "/documents/small-audit/pdf"):
        if path:
            opened(page, running, path)
        if path.endswith("pdf"):
            expect(page.locator(".sheet img").first).to_be_visible()
        assert violations(page) == []
        assert fits(page, size)


def test_keys_alone_lead_to_a_document_its_formats_and_its_changes(page: Page, running: Running) -> None:
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    opened(page, running)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the document")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Find a document")).to_be_focused()

    page.keyboard.type("small aud")
    expect(page.locator("#list a:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(form(page).locator("h1")).to_contain_text("A small audit")

    running.folder.edit(AUDIT, (HEARD, SEEN))
    show = page.get_by_role("button", name="Question 1")
    expect(show).to_be_visible()
    expect(form(page).locator("#question-evaluation-listening h3")).to_contain_text(SEEN)
    form(page).locator("body").evaluate("() => scrollTo(0, 0)")
    for _ in range(30):
        if show.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(show).to_be_focused()
    page.keyboard.press("Enter")
    expect(form(page).locator("#question-evaluation-listening")).to_be_in_viewport()


def test_the_web_form_stands_beside_its_pdf_and_both_follow_a_save(page: Page, running: Running) -> None:
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    opened(page, running, "/documents/small-audit/both")
    sheet = page.locator(".sheet img").first
    expect(sheet).to_be_visible()
    form_box, sheet_box = page.locator(".frame").bounding_box(), page.locator("#sheets").bounding_box()
    assert form_box and sheet_box
    assert form_box["x"] + form_box["width"] <= sheet_box["x"] + 1
    assert min(form_box["height"], sheet_box["height"]) > 500 and form_box["y"] == sheet_box["y"]

    running.folder.edit(AUDIT, (HEARD, SEEN))

    expect(form(page).locator("#question-evaluation-listening h3")).to_contain_text(SEEN)
    expect(page.locator(".sheet.altered")).to_have_count(1)
    box = page.locator(".frame").bounding_box()
    assert box and (box["x"], box["width"]) == (form_box["x"], form_box["width"])


def test_a_form_is_seen_as_wide_as_a_phone(page: Page, running: Running) -> None:
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    opened(page, running)
    page.get_by_role("link", name="Phone width").click()
    expect(page.get_by_role("link", name="Full width")).to_be_visible()
    expect(form(page).locator("h1")).to_be_visible()
    assert page.locator(".frame").evaluate("one => one.clientWidth") in (388, 389, 390)

    running.folder.edit(AUDIT, (HEARD, SEEN))  # and it stays so

    expect(form(page).locator("#question-evaluation-listening h3")).to_contain_text(SEEN)
    assert page.locator(".frame:not(.coming)").evaluate("one => one.clientWidth") in (388, 389, 390)


def test_example_answers_show_what_is_asked_only_after_some_of_them(page: Page, running: Running) -> None:
    opened(page, running)
    expect(form(page).locator("#question-evaluation-review")).to_be_hidden()

    page.get_by_role("link", name="Fill with example answers").click()

    expect(form(page).locator("#question-evaluation-review")).to_be_visible()
    expect(form(page).get_by_label("Case ID")).to_have_value("Example")
    page.get_by_role("link", name="Empty the form").click()
    expect(form(page).get_by_label("Case ID")).to_have_value("")


def test_keys_lead_from_one_error_to_the_next_and_into_the_editor(page: Page, running: Running) -> None:
    opened(page, running)
    expect(page.get_by_role("button", name="Next error")).to_have_count(0)  # it is hidden
    running.folder.edit(AUDIT, MISSPELT)
    running.folder.edit("standards/small-standards.yaml", ("kind: standards", "knd: standards"))
    expect(page.locator(".problem.error")).to_have_count(2)
    following = page.get_by_role("button", name="Next error")

    for n in (0, 1, 0):
        following.focus()
        page.keyboard.press("Enter")
        error = page.locator(".problem.error").nth(n)
        expect(error).to_be_focused()
        expect(error).to_be_in_viewport()
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Open in editor at").first
    expect(link).to_be_focused()
    expect(link).to_have_attribute("href", re.compile(r"^vscode://file/.*/forms/small-audit\.yaml:43:12$"))


def test_a_skip_link_leads_past_all_else_to_the_document(page: Page, running: Running) -> None:
    opened(page, running)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#view")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "frame"


def test_what_had_the_focus_has_it_after_a_save(page: Page, running: Running) -> None:
    opened(page, running)
    word = page.get_by_role("link", name="Word", exact=True)
    word.focus()

    running.folder.edit(AUDIT, (HEARD, SEEN), ('version: "1.10"', 'version: "1.11"'))

    expect(page.locator("#head")).to_contain_text("version 1.11")
    expect(word).to_be_focused()


def test_ctrl_c_ends_it_tidily_and_the_page_says_so(page: Page, running: Running) -> None:
    opened(page, running, "/documents/small-audit/pdf")
    expect(page.locator(".sheet").first).to_be_visible()
    assert running.said.startswith("The preview of A small framework is at http://127.0.0.1:")

    assert running.end() == (0, "")
    expect(page.locator("#lost")).to_contain_text("The preview has stopped.")
