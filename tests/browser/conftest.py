"""A browser, and the sample form opened in it as a colleague would: from a file on a disk."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a document. At the end no page may have broken its own security policy, thrown an
    error or asked for anything but itself."""
    opened: list[Opened] = []
    context = browser.new_context(viewport=DESK, locale="en-GB")  # type: ignore[arg-type]

    def open_document(document: Document, width: int = DESK["width"]) -> Opened:
        file = tmp_path / f"{document.identity.id}.html"
        file.write_bytes(html.write(document))
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": DESK["height"]})
        opened.append(Opened(page, file))
        return opened[-1]

    yield open_document
    context.close()
    assert [complaint for one in opened for complaint in one.complaints] == []
    strangers = [u for one in opened for u in one.requests if not u.startswith((one.file.as_uri(), "data:", "blob:"))]
    assert strangers == []
