"""A browser, and the sample form opened in it as a colleague would: from a file on a disk."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from formwright.document.nodes import Document
from formwright.writers import html

DESK = {"width": 1280, "height": 900}

Open = Callable[..., "Opened"]


class Opened:
    """A page, with all that it said on the console and all that it asked the network for."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.file = file
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", self._fail)
        page.on("request", self._ask)
        page.goto(file.as_uri())

    def _hear(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def _fail(self, fault: Error) -> None:
        self.complaints.append(str(fault))

    def _ask(self, request: Request) -> None:
        self.requests.append(request.url)

    def leave(self) -> None:
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("pageerror", self._fail)
        self.page.remove_listener("request", self._ask)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """The one page in which nearly all tests open their documents, for a new one takes the browser a second."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:  # type: ignore[arg-type]
        yield context.new_page()


@pytest.fixture
def blank(window: Page) -> Iterator[Page]:
    """A page at a desk, with nothing in it. A test that listens to its events stops before it ends."""
    window.set_viewport_size(DESK)  # type: ignore[arg-type]
    yield window
    window.goto("about:blank")
    window.emulate_media(media="null", color_scheme="null", forced_colors="null")


@pytest.fixture
def open_page(blank: Page, tmp_path: Path) -> Iterator[Open]:
    """Opens a document. At the end no page may have broken its own security policy, thrown an
    error or asked for anything but itself."""
    opened: list[Opened] = []

    def open_document(document: Document, width: int = DESK["width"]) -> Opened:
        file = tmp_path / f"{document.identity.id}.html"
        file.write_bytes(html.write(document))
        if opened:
            opened[-1].leave()
            blank.goto("about:blank")
        blank.set_viewport_size({"width": width, "height": DESK["height"]})
        opened.append(Opened(blank, file))
        return opened[-1]

    yield open_document
    for last in opened[-1:]:
        last.leave()
    assert [complaint for one in opened for complaint in one.complaints] == []
    strangers = [u for one in opened for u in one.requests if not u.startswith((one.file.as_uri(), "data:", "blob:"))]
    assert strangers == []
