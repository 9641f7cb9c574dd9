"""Which definition a file was made from, as the file itself says, and how that is spelt within its text.

A file's properties say it first. Online editors, document systems and inspectors take those out, so
it stands a second time where they do not look: in a Word file as bookmarks that nobody sees, which
LibreOffice keeps too; in a PDF beside its catalogue. What the two contradict each other in is not said.
"""

import re
import zlib
from base64 import b32decode, b32encode
from binascii import Error as BadSpelling
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, replace

NAMES = {
    "framework": "FormwrightFramework",
    "form": "FormwrightForm",
    "version": "FormwrightVersion",
    "digest": "FormwrightDigest",
    "issued": "FormwrightIssued",
    "words": "FormwrightWords",
}
"""What a stamp says, and the property of the file that says it."""

KIND = "FormwrightKind"
"""The property that says which kind of definition it is: no stamp's, but beside it."""

COPY = "readable-copy"
"""What a readable copy of a filled form says there: its words are answers, and none is read from it."""

HEAD = ("form", "version", "digest")
"""What stands of it beside the sections of a submission, in YAML and JSON."""

META = "formwright:"
"""What the name of each begins with in a page's head."""

TERMS = "urn:formwright:definition#"
"""The namespace of each in a PDF's XMP metadata."""

PIECE = "Formwright"
"""The program that keeps each for itself beside a PDF's catalogue (ISO 32000, 14.5)."""


def term(name: str) -> str:
    """The name in a PDF's XMP metadata of what a property of this name says."""
    return f"{{{TERMS}}}{name.removeprefix('Formwright').lower()}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Each is None where the file does not say. `words` is the fingerprint of those that nobody is meant
    to change. `is_torn`: the file says one of these twice, and not alike."""

    framework: str | None
    form: str | None
    version: str | None
    digest: str | None
    issued: str | None = None
    words: str | None = None
    is_torn: bool = False

    @classmethod
    def of(cls, said: Callable[[str], str | None], is_torn: bool = False) -> "Stamp":
        """What is said under each of the properties' names."""
        framework, form, version, digest, issued, words = map(said, NAMES.values())
        return cls(framework, form, version, digest, issued, words, is_torn)

    @property
    def said(self) -> dict[str, str]:
        """All that is said, under the properties' names."""
        return {name: text for of, name in NAMES.items() if (text := getattr(self, of)) is not None}


NOTHING = Stamp(None, None, None, None)


def joined(first: Stamp, second: Stamp) -> Stamp:
    """What two stamps of one file say together. Where they contradict each other neither is believed."""
    found: dict[str, str | None] = {}
    is_torn = first.is_torn or second.is_torn
    for name, of in NAMES.items():
        said = {text for stamp in (first, second) if (text := getattr(stamp, name)) is not None}
        is_torn |= len(said) > 1
        found[of] = said.pop() if len(said) == 1 else None
    return Stamp.of(found.get, is_torn)


# --- in the head of a web page -------------------------------------------------------------


def metas(stamp: Stamp, is_form: bool) -> dict[str, str]:
    """What a page says of itself in its head, by name. Only a form says so of its id."""
    said = {of: text for of in NAMES if (text := getattr(stamp, of)) is not None}
    return {f"{META}{'id' if of == 'form' and not is_form else of}": text for of, text in said.items()}


def of_metas(said: Mapping[str, str]) -> Stamp:
    """The stamp that these entries of a page's head say, among others."""
    found = {name: said.get(f"{META}{of}") for of, name in NAMES.items()}
    return replace(Stamp.of(found.get), form=said.get(f"{META}form", said.get(f"{META}id")))


# --- as bookmarks in a Word file -----------------------------------------------------------

_PIECE = 30  # letters; Word allows 40 in a name, and small and capital letters are the same there
_BOOKMARK = re.compile(rf"_fw(\d\d)(\d\d)_([a-z2-7]{{1,{_PIECE}}}0*)")
_LARGEST = 4_000  # bytes of a stamp
_ABSENT = "\x00"


def bookmarks(stamp: Stamp) -> list[str]:
    """The names of the bookmarks that hold a stamp. They begin with '_', so Word does not list them."""
    said = "\n".join(_ABSENT if text is None else text.replace("\n", " ") for text in astuple(stamp)[: len(NAMES)])
    spelt = b32encode(zlib.compress(said.encode(errors="replace"), 9)).decode().rstrip("=").lower()
    pieces = [spelt[at : at + _PIECE].ljust(_PIECE, "0") for at in range(0, len(spelt), _PIECE)]
    return [f"_fw{n:02}{len(pieces):02}_{piece}" for n, piece in enumerate(pieces)]


def of_bookmarks(names: Iterable[str]) -> Stamp:
    """The stamp that these bookmarks hold, among others. It holds whole or not at all; where bookmarks of two
    forms are in one file, the stamp is torn."""
    found: dict[tuple[str, str], set[str]] = {}
    for name in names:
        piece = _BOOKMARK.fullmatch(name.casefold())
        if piece and len(piece[3]) == _PIECE:
            found.setdefault((piece[2], piece[1]), set()).add(piece[3])
    counts = {count for count, _ in found}
    if any(len(pieces) > 1 for pieces in found.values()) or len(counts) > 1:
        return Stamp(None, None, None, None, is_torn=True)
    pieces = [found.get((count, f"{n:02}"), {""}) for count in counts for n in range(int(count))]
    return _of_spelt("".join(text for (text,) in pieces)) if all(pieces) else NOTHING


def _of_spelt(spelt: str) -> Stamp:
    text = spelt.rstrip("0").upper()
    try:
        packed = b32decode(text + "=" * (-len(text) % 8))
        said = zlib.decompressobj().decompress(packed, _LARGEST).decode().split("\n")
        zlib.decompress(packed)
    except (BadSpelling, ValueError, zlib.error):
        return NOTHING
    if len(said) != len(NAMES):
        return NOTHING
    return Stamp.of({of: text for of, text in zip(NAMES.values(), said, strict=True) if text != _ABSENT}.get)
