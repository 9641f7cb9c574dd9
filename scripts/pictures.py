"""Draws the pictures of the guides anew into docs/images/, from the framework as it stands.

Run by hand where a form's look has changed: `.venv/bin/python scripts/pictures.py`.
"""

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PROGRAM = ROOT / ".venv" / "bin" / "formwright"
HALF_FILLED = ROOT / "tests" / "examples" / "returns" / "incomplete.yaml"
WIDTH, HEIGHT = 1000, 760


def main() -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as tool:
        folder = Path(made)
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        web_form(browser, half_filled("html", folder))
        word = half_filled("docx", folder)
        run("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", word)
        questions(word.with_suffix(".pdf"), "auditor-word")
        questions(half_filled("pdf", folder / "as-pdf"), "auditor-pdf")


def half_filled(format: str, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"audit.{format}"
    run(PROGRAM, "--root", ROOT, "fill", HALF_FILLED, "--format", format, "--out", file)
    return file


def web_form(browser: Browser, file: Path) -> None:
    """Where the judgement is chosen: who it goes to stands below it, what is answered at the foot."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(file.as_uri())
    page.locator("[data-path='overall.judgement']").scroll_into_view_if_needed()
    page.mouse.wheel(0, 180)
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / "auditor-web.png")
    page.close()


def questions(file: Path, name: str) -> None:
    """The upper part of a form's second page, where its questions begin."""
    run("pdftoppm", "-r", 110, "-f", 2, "-l", 2, "-x", 0, "-y", 0, "-W", 910, "-H", HEIGHT, "-png", "-singlefile",
        file, IMAGES / name)  # fmt: skip


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=Path(str(command[-1])).parent, capture_output=True)


if __name__ == "__main__":
    main()
