"""The pictures of the page on the language: each of its forms as a web page, in Word and as a PDF, side by side.

Run it after a form there has changed, `python -m tests.guides.pictures`, and look at the pictures before you commit
them. `made-from.json` beside them says by which forms they were made, so that a test can tell when they are old.
"""

import json
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pymupdf
from playwright.sync_api import sync_playwright
from tests.guides.walk import ROOT, begin, carry_out, steps
from tests.readers import libreoffice

from formwright.definitions.library import Library, load
from formwright.pipelines.publish import publish

MUPDF: Any = pymupdf  # which says nothing of types
Picture = Any

GUIDE = ROOT / "docs" / "language.md"
FOLDER = ROOT / "docs" / "images" / "language"
MADE_FROM = FOLDER / "made-from.json"

FORMATS = ("html", "docx", "pdf")
HEIGHT, GAP = 760, 16  # of one picture, and what is between two
SCREEN = {"width": 1000, "height": 1000}  # drawn as high as the others


def shown() -> list[str]:
    """The forms of which there are pictures, by their ids, in the page's order."""
    return re.findall(r"\(images/language/([a-z-]+)\.png\)", GUIDE.read_text("utf-8"))


def walked(folder: Path) -> Library:
    """The framework as it is at the end of the page."""
    begin(GUIDE, folder)
    here = folder
    for step in steps(GUIDE):
        here = carry_out(step, folder, here)
    return load(here)


def made_from(library: Library) -> dict[str, str]:
    return {id: library.get(id).identity.digest for id in shown()}


def main() -> None:
    with TemporaryDirectory() as folder:
        library = walked(Path(folder))
        built = Path(folder) / "built"
        publish(library, built, shown(), formats=FORMATS, jobs=1)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for id in shown():
            page, word, pdf = (built / "forms" / f"{id}.{format}" for format in FORMATS)
            parts = [_page(page), _word(word, built), _pdf(pdf)]
            (FOLDER / f"{id}.png").write_bytes(_side_by_side(parts))
            sys.stdout.write(f"{id}.png\n")
        MADE_FROM.write_text(json.dumps(made_from(library), indent=2) + "\n", "utf-8")


def _page(file: Path) -> Picture:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SCREEN, device_scale_factor=HEIGHT / SCREEN["height"], locale="en-GB")  # type: ignore[arg-type]
        page.goto(file.as_uri())
        taken = page.screenshot()
        browser.close()
    return MUPDF.Pixmap(taken)


def _word(file: Path, folder: Path) -> Picture:
    (folder / "word").mkdir(exist_ok=True)
    (drawn,) = libreoffice.resaved([file], "pdf", folder / "word")
    return _pdf(drawn)


def _pdf(file: Path) -> Picture:
    with MUPDF.open(file) as document:
        page = document[0]
        zoom = HEIGHT / page.rect.height
        return page.get_pixmap(matrix=MUPDF.Matrix(zoom, zoom))


def _side_by_side(parts: list[Picture]) -> bytes:
    """Each in a frame, on one strip."""
    width = sum(part.width + GAP for part in parts) + GAP
    with MUPDF.open() as document:
        strip = document.new_page(width=width, height=HEIGHT + 2 * GAP)
        strip.draw_rect(strip.rect, color=None, fill=(0.85, 0.85, 0.85))
        left = GAP
        for part in parts:
            strip.insert_image((left, GAP, left + part.width, GAP + part.height), pixmap=part)
            left += part.width + GAP
        return bytes(strip.get_pixmap().tobytes("png"))


if __name__ == "__main__":
    main()
