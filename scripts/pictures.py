"""Draws the pictures of the guides anew into docs/images/, from the framework as it stands.

Run by hand where a form's look has changed: `.venv/bin/python scripts/pictures.py`.
"""

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PROGRAM = ROOT / ".venv" / "bin" / "formwright"
HALF_FILLED = ROOT / "tests" / "examples" / "returns" / "incomplete.yaml"
WIDTH, HEIGHT = 1000, 760
DESK = 1200  # where the list of sections has room beside the form


def main() -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as tool:
        folder = Path(made)
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        web_form(browser, half_filled("html", folder))
        word = half_filled("docx", folder)
        run("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", word)
        questions(word.with_suffix(".pdf"), "auditor-word")
        questions(half_filled("pdf", folder / "as-pdf"), "auditor-pdf")
        preview(browser, folder / "our-framework")


def half_filled(format: str, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"audit.{format}"
    run(PROGRAM, "--root", ROOT, "fill", HALF_FILLED, "--format", format, "--out", file)
    return file


def web_form(browser: Browser, file: Path) -> None:
    """A question with its grades, and where the judgement is chosen: the sections are beside it, who is notified
    below it."""
    for name, place in (("web-form", ".question"), ("auditor-web", "[data-path='overall.judgement']")):
        page = browser.new_page(viewport={"width": DESK, "height": HEIGHT})
        page.goto(file.as_uri())
        page.locator(place).first.evaluate("place => place.scrollIntoView()")
        page.wait_for_timeout(300)
        page.screenshot(path=IMAGES / f"{name}.png")
        page.close()


def questions(file: Path, name: str) -> None:
    """The upper part of a form's second page, where its questions begin."""
    run("pdftoppm", "-r", 110, "-f", 2, "-l", 2, "-x", 0, "-y", 0, "-W", 910, "-H", HEIGHT, "-png", "-singlefile",
        file, IMAGES / name)  # fmt: skip


def preview(browser: Browser, framework: Path) -> None:
    """The framework that the policy owner's guide begins, with the guide's change and its mistake."""
    run(PROGRAM, "init", "--title", "Practice framework", "--organisation", "Anytown Care", framework)
    form = framework / "forms" / "record-audit.yaml"
    served = subprocess.Popen([PROGRAM, "serve"], cwd=framework, stdout=subprocess.PIPE, text=True)
    try:
        assert served.stdout
        address = served.stdout.readline().split()[-1]
        page = browser.new_page(viewport={"width": 1200, "height": HEIGHT})
        page.goto(f"{address}documents/record-audit/web")
        change(form, "who does what by when", "who does what, by when, and what if not")
        photograph(page, "#changes", "what if not", "preview-change")
        change(form, "[team-leader, service-manager, quality-lead", "[team-leader, servce-manager, quality-lead")
        photograph(page, "#problems", "servce-manager", "preview-error")
    finally:
        served.terminate()
        served.wait()


def photograph(page: Page, where: str, words: str, name: str) -> None:
    """The page, once these words stand there and what moves has come to rest."""
    expect(page.locator(where)).to_contain_text(words, timeout=20_000)
    page.wait_for_timeout(1500)
    page.screenshot(path=IMAGES / f"{name}.png")


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=Path(str(command[-1])).parent, capture_output=True)


if __name__ == "__main__":
    main()
