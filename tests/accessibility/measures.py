"""Every document measured by every rule: how much was looked at, and what was found."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tests import readability
from tests.accessibility import paper, web, word
from tests.accessibility.states import states

DESK = (1280, 900)
NARROW = (320, 640)
ENLARGED = (320, 256)  # what a window of 1280 × 1024 shows at 400 %

SLOW = 120_000  # milliseconds: a page may have to wait for a busy machine


@dataclass(frozen=True, slots=True)
class Measure:
    """What one check looked at, how often, and its faults. `said` is a number that says more than how often."""

    check: str
    of: str
    times: int
    faults: tuple[str, ...] = ()
    said: str = ""


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


# --- pages --------------------------------------------------------------------------------------------


def of_page(file: Path) -> list[Measure]:
    """All that is measured of one page."""
    with browser() as chromium:
        return [
            *_in_every_state(chromium, file, DESK, "light"),
            *_in_every_state(chromium, file, NARROW, "dark"),
            *_otherwise(chromium, file),
        ]


@contextmanager
def _opened(
    chromium: Browser, file: Path, size: tuple[int, int], scheme: str = "light", dots: int = 1
) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=dots,
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="en-GB",
    )
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.goto(file.as_uri())
    yield page
    context.close()


def _in_every_state(chromium: Browser, file: Path, size: tuple[int, int], scheme: str) -> Iterator[Measure]:
    with _opened(chromium, file, size, scheme) as page:
        for state in states(page):
            at = f"{file.name}, {state}, {scheme}, {size[0]} px"
            if size == NARROW:
                yield Measure("narrow", at, 1, tuple(web.sideways(page)))
            found = web.violations(page)
            small = tuple(str(fault) for fault in found if fault[0] == "target-size")
            yield Measure("targets", at, 1, small)
            others = tuple(str(fault) for fault in found if fault[0] != "target-size")
            yield Measure("dark" if scheme == "dark" else "axe", at, 1, others)


def _otherwise(chromium: Browser, file: Path) -> Iterator[Measure]:
    with _opened(chromium, file, DESK) as page:
        yield Measure("keys", f"{file.name}, {DESK[0]} px", 1, tuple(web.keys(page)))
        *_, last = states(page)
        yield Measure("keys", f"{file.name}, {last}", 1, tuple(web.keys(page)))
    for size in (DESK, NARROW):
        with _opened(chromium, file, size) as page:
            *_, last = states(page)
            at = f"{file.name}, {last}, {size[0]} px"
            yield Measure("spacing", at, 1, tuple(web.spacing(page)))
            if size == DESK:
                yield Measure("forced", at, 1, tuple(web.forced(page)))
    with _opened(chromium, file, ENLARGED, dots=4) as page:
        at = f"{file.name}, 400 %"
        yield Measure("enlarged", at, 1, (*web.sideways(page), *web.keys(page)))


# --- files --------------------------------------------------------------------------------------------


def of_pdf(file: Path) -> list[Measure]:
    return [
        *(Measure(f"pdf-{name}", file.name, 1, tuple(paper.checked(name, file))) for name in paper.CHECKERS),
        Measure("pdf-own", file.name, 1, tuple(paper.asserted(file))),
    ]


def of_word(file: Path) -> list[Measure]:
    audit = [str(Path(sys.executable).with_name("openxml-audit")), "-f", "office2019", str(file)]
    done = subprocess.run(audit, capture_output=True, text=True)
    lines = tuple(line.strip() for line in done.stdout.splitlines() if line.strip())
    return [
        Measure("word-own", file.name, 1, tuple(word.asserted(file))),
        Measure("word-valid", file.name, 1, () if done.returncode == 0 else lines),
    ]


def of_words_as_pdf(files: Sequence[Path]) -> list[Measure]:
    """Word's files through LibreOffice, and its PDFs through the checkers of PDFs."""
    with tempfile.TemporaryDirectory() as out:
        return [
            Measure(
                f"word-pdf-{name}",
                f"{made.name} by LibreOffice",
                1,
                tuple(paper.checked(name, made, by_libreoffice=True)),
            )
            for made in word.as_pdf(files, Path(out))
            for name in paper.CHECKERS
        ]


def of_texts() -> list[Measure]:
    passages = readability.passages()
    hard = tuple(f"{p.age:.1f} years: {p.where}" for p in readability.hardest() if p.age > readability.OLDEST)
    oldest = max(passage.age for passage in passages)
    return [Measure("reading-age", "forms", len(passages), hard, f"the hardest: {oldest:.1f} years")]


# --- all ----------------------------------------------------------------------------------------------


def of_all(
    pages: Iterable[Path], pdfs: Iterable[Path], words: Sequence[Path], done: Callable[[int, int], None]
) -> list[Measure]:
    """Everything, on all cores, the longest first. `done` is told how many of how many files are measured."""
    with ProcessPoolExecutor() as pool:
        waiting: list[Future[list[Measure]]] = [
            *(pool.submit(of_page, file) for file in _largest_first(pages)),
            pool.submit(of_words_as_pdf, list(words)),
            *(pool.submit(of_pdf, file) for file in _largest_first(pdfs)),
            *(pool.submit(of_word, file) for file in _largest_first(words)),
            pool.submit(of_texts),
        ]
        for finished, _ in enumerate(as_completed(waiting), 1):
            done(finished, len(waiting))
        return [measure for each in waiting for measure in each.result()]


def _largest_first(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda file: -file.stat().st_size)
