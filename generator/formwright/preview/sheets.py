"""A PDF's pages as pictures."""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import pypdfium2  # type: ignore[import-untyped]

SCALE = 2.0  # dots for each point: sharp on a screen of twice the usual dots
_ONE_AT_A_TIME = Lock()  # PDFium knows no threads


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size in points and its words."""

    width: int
    height: int
    words: str


def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    with _ONE_AT_A_TIME:
        found = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_sheet(found[n]) for n in range(len(found)))
        finally:
            found.close()


def finish(seconds: float = 5) -> None:
    """Waits until no page is being drawn, and lets no other begin: what PDFium has open when the program
    ends, it complains of on standard error."""
    _ONE_AT_A_TIME.acquire(timeout=seconds)


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    try:
        words = re.sub(r"\s+", " ", text.get_text_bounded())
    finally:
        text.close()
    width, height = page.get_size()
    page.close()
    return Sheet(round(width), round(height), words)


@lru_cache(maxsize=96)
def picture(pdf: bytes, number: int) -> bytes:
    """Page `number`, counted from 0, as PNG. Raises IndexError where there is none."""
    with _ONE_AT_A_TIME:
        found = pypdfium2.PdfDocument(pdf)
        try:
            if not 0 <= number < len(found):
                raise IndexError(number)
            found.init_forms()  # without which fields to fill in stay blank paper
            page = found[number]
            image = page.render(scale=SCALE).to_pil()
            page.close()
        finally:
            found.close()
    png = io.BytesIO()
    image.convert("RGB").quantize(256).save(png, "PNG")
    return png.getvalue()
