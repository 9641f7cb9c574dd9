"""What a file of any kind says of itself: which document it is, of which version."""

from html.parser import HTMLParser

from formwright import marked
from formwright.answers.stamp import HEAD, META, Stamp, of_metas
from formwright.diagnostics import Diagnostic, error
from formwright.places import Place
from formwright.readers import kinds, pdf
from formwright.readers.kinds import Readable
from formwright.readers.word.package import word_file
from formwright.readers.zipped import Refused

Found = tuple[str, Stamp]
"""The format (html, docx, pdf or yaml) and the stamp, in which at least the document is named."""


def read(raw: bytes, file: str) -> Found | Diagnostic:
    """The stamp, or why there is none."""
    try:
        format, stamp = _read(raw, file)
    except Refused as refused:
        return refused.diagnostic
    if isinstance(stamp, Diagnostic):
        return stamp
    if stamp.is_torn:
        message = "This file says in two places which document it is, and they do not agree."
        hint = "Parts of another document may have been copied into it. Use a fresh copy."
        return error("document/two-stamps", Place(file), message, hint)
    if stamp.form is None:
        hint = "Only documents built by Formwright, and returns, can be verified."
        return error("document/no-stamp", Place(file), "This file was not made by Formwright.", hint)
    return format, stamp


def _read(raw: bytes, file: str) -> tuple[str, Stamp | Diagnostic]:
    match kinds.of(raw, file):
        case Readable.PDF:
            return "pdf", pdf.stamp(raw, file)
        case Readable.WORD:
            return "docx", word_file(raw, file).stamp
        case Readable.TEXT:
            return "yaml", _in_yaml(raw, file)
        case page if page in kinds.PAGES:
            return "html", _in_html(raw)
        case other:
            return "", other.diagnostic(file)


def _in_html(raw: bytes) -> Stamp:
    head = _Head()
    head.feed(raw[:20_000].decode("utf-8", "replace"))
    return of_metas(head.said)


class _Head(HTMLParser):
    """The page's own entries."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "meta" and name.startswith(META):
            self.said.setdefault(name, given.get("content") or "")


def _in_yaml(raw: bytes, file: str) -> Stamp | Diagnostic:
    found = marked.read(raw, file)
    if not isinstance(found.data, marked.Mapping):
        return next(
            iter(found.diagnostics), error("document/no-stamp", Place(file), "This is not one of our documents.")
        )
    said = (found.data.get(key) for key in HEAD)
    form, version, digest = (str(text) if text else None for text in said)
    return Stamp(None, form, version, digest)
