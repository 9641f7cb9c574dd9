"""WeasyPrint, which lays out every page, held to our typefaces."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from formwright.errors import CannotRun
from formwright.writers.paper.faces import font_files

try:
    import weasyprint  # type: ignore[import-untyped]
    from weasyprint.layout import inline as lines  # type: ignore[import-untyped]
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]
except OSError as fault:  # it is there, and the libraries that lay out its lines are not
    raise CannotRun(
        "PDFs cannot be made on this computer: Pango, which lays out their lines, is missing.",
        "Everything else works without it. Install it: on Debian and Ubuntu with 'apt install libpango-1.0-0 "
        "libpangoft2-1.0-0 libharfbuzz-subset0', on macOS with 'brew install pango'; on Windows, WeasyPrint's own "
        "guide says how, under First Steps.",
    ) from fault

EPOCH = "SOURCE_DATE_EPOCH"


_split_first_line = lines.split_first_line


def first_line(text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **more: Any) -> Any:
    """WeasyPrint's first line of a text, without a fault of its version 70: where a text just fits and the space
    after it does not, it breaks the line after the first word. A strong word or a link after the space is enough."""
    found = _split_first_line(text, style, context, max_width, *rest, **more)
    _, length, resume, *_ = found
    words = text.rstrip(" ")
    if resume is None or max_width is None or words == text or length != len(text.partition(" ")[0].encode()):
        return found
    width = _split_first_line(words, style, context, None, *rest, **more)[3]
    return _split_first_line(text, style, context, None, *rest, **more) if width <= max_width else found


lines.split_first_line = first_line


def html(page: str) -> Any:
    """A page, ready to be laid out."""
    return weasyprint.HTML(string=page, url_fetcher=OnlyFonts())


def written(rendered: Any, **options: object) -> bytes:
    """The PDF of what was laid out."""
    with one_day():
        made: bytes = rendered.write_pdf(**options)
    return made


@contextmanager
def one_day() -> Iterator[None]:
    """Typefaces that come in many weights are cut to one by fontTools, which writes the time into them: here
    the same time, whenever it is."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before


class OnlyFonts(URLFetcher):  # type: ignore[misc]
    """Loads our typefaces and nothing else, whatever a document's text may ask for."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if Path(url2pathname(urlsplit(url).path)) not in font_files():
            raise ValueError(f"a printed page loads nothing from outside: {url}")
        return super().fetch(url, headers)
