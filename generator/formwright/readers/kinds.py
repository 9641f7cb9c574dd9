"""What a file is, told by what is in it: mail programs, phones and people give files other names.

What can be a return goes to its reader. Everything else is named in words that an office knows, with
what to do next.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import Enum

from formwright.answers.stamp import COPY, META
from formwright.diagnostics import Diagnostic, error
from formwright.places import Place

ENCRYPTED = (
    "This file is locked with a password, so it cannot be opened.",
    "Open it, remove the password (File, Info, Protect Document), save it, and send that file.",
)
"""What is said of a locked file, and what to do."""

NOT_RETURNS = "not-returns.txt"
"""The file in which a team names what it keeps among its returns."""


class Readable(Enum):
    """What there is a reader for. Once read, a file may still turn out to be no return."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "yaml"


@dataclass(frozen=True, slots=True)
class Other:
    """Something that no return can be read from: what it is, and what to do about it."""

    code: str
    message: str
    hint: str

    def diagnostic(self, file: str) -> Diagnostic:
        return error(self.code, Place(file), self.message, self.hint)


def of(raw: bytes, name: str = "") -> Readable | Other:
    """What these bytes are. The name of their file decides only where a text could be anything."""
    if not raw.strip(b"\0"):
        return _EMPTY if not raw else _ZEROS
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Readable.WORD
    if (found := _by_its_beginning(raw)) is not None:
        return found
    mark = raw[:1024].find(b"%PDF-")  # as far as viewers look for it: some programs put something before it
    if mark == 0 or (mark > 0 and not is_return_like(raw[:mark].decode("latin-1"))):
        return Readable.PDF
    if _BEGINS_AS_RETURNS_DO.match(raw):
        return Readable.TEXT
    text = decoded(raw)
    if text is None:
        return Readable.TEXT if is_return_like(raw.decode("latin-1")) else _UNKNOWN
    return _of_text(text, name)


def other_than(wanted: Readable, raw: bytes, file: str) -> Diagnostic | None:
    """What is said where these bytes are something else than is wanted."""
    found = of(raw)
    if found is wanted:
        return None
    return (found if isinstance(found, Other) else _UNKNOWN).diagnostic(file)


def of_zip(names: Collection[str]) -> Other:
    """What a zip is that is no Word document, by the names of its parts in small letters."""
    for part, kind in _ZIPS.items():
        if any(name == part or (part.endswith("/") and name.startswith(part)) for name in names):
            return kind
    return ARCHIVE


# --- texts -----------------------------------------------------------------------------------

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_FORM = re.compile(r"""^[^\S\n]*[{\[,]?[^\S\n]*["'“”]?form["'“”]?[^\S\n]*:""", re.MULTILINE | re.IGNORECASE)
_BEGINS_AS_RETURNS_DO = re.compile(rb"""(?:#[^\0\r\n]*\r?\n)*["']?form["']?[ \t]*:""")  # whatever else is in it
_FORM_IN_JSON = re.compile(r"""\s*\{[^\0]*?"form"\s*:""")  # all of which may stand on one line
_KIND = re.compile(r"^kind:", re.MULTILINE)
_NOT_IN_TEXTS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def decoded(raw: bytes) -> str | None:
    """A text in whatever encoding an editor gave it, its lines ended by \\n; None for what is no text."""
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if encoding is None and raw[:2].count(0) == 1:
        encoding = "utf-16-be" if raw[0] == 0 else "utf-16-le"
    try:
        text = raw.decode(encoding or "utf-8", "replace" if encoding else "strict")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    start = text[:10_000]
    if 20 * len(_NOT_IN_TEXTS.findall(start)) > len(start):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_return_like(text: str) -> bool:
    """Whether a text means to be a return: it says somewhere of which form."""
    return _FORM.search(text) is not None or _FORM_IN_JSON.match(text) is not None


def _of_text(text: str, name: str) -> Readable | Other:
    start = text.lstrip("\ufeff \t\n")
    if not start:
        return _EMPTY
    if (mail := _mail(start)) is not None:
        return mail
    if is_return_like(text) and not start.startswith("<"):
        return Readable.TEXT
    for kind, is_it in _TEXTS:
        if is_it(start):
            return kind
    is_data = re.match(r'\{\s*["}]', start) or _KIND.search(text)  # a broken return, or a definition
    return Readable.TEXT if is_data or name.casefold().endswith((".yaml", ".yml", ".json")) else _PLAIN


_HEADERS = re.compile(
    r"(from|to|cc|subject|date|sent|received|return-path|message-id|mime-version|content-type|delivered-to):",
    re.IGNORECASE,
)


def _mail(text: str) -> Other | None:
    """An e-mail, or a mailbox of them: it begins with the lines that say from whom it is."""
    lines = text.split("\n", 100)[:100]
    if re.fullmatch(r"From .*|\d+\s*", lines[0]):  # as mailboxes and Apple's messages begin
        lines = lines[1:]
    head = lines[: lines.index("")] if "" in lines else lines
    if not head or not re.match(r"[\w-]+:", head[0]) or any(map(_FORM.match, head)):
        return None
    said = {found[0].casefold() for line in head if (found := _HEADERS.match(line))}
    if len(said) < 2 or not said & {"from:", "subject:", "received:", "message-id:", "mime-version:"}:
        return None
    is_page = any(line.casefold().startswith("snapshot-content-location:") for line in head)
    return _SAVED_PAGE if is_page else MAIL


# --- what there is, in words -----------------------------------------------------------------

_ASK = "If it is an audit, ask for the completed Word (.docx) or PDF form, or the file that the web form downloads."
_SAVE_AS = "If it is a completed form, open it, choose Save As, 'Word document (.docx)', and put that file here."
_EXPORT = "If it is a completed form, open it, choose Export To, Word, and put that file here."
NAME_IT = f"If it is not a return, name it in {NOT_RETURNS}."


def without_naming(fault: Diagnostic) -> Diagnostic:
    """What is said of a file in a folder of returns, without what does not hold of one that arrived."""
    if fault.hint is None or NAME_IT not in fault.hint:
        return fault
    return replace(fault, hint=fault.hint.replace(NAME_IT, "").strip() or None)


"""What to do about anything else that is kept among returns."""


def _other(what: str, hint: str = _ASK, code: str = "not-readable") -> Other:
    return Other(f"submission/{code}", f"{what}.", f"{hint} {NAME_IT}")


def _archive(what: str) -> Other:
    return _other(f"This is a compressed {what}: its contents were not checked", "Extract it here, and check again.")


def _picture(what: str) -> Other:
    return _other(f"This is a {what}: no answers can be read from it")


_LOST = "Open it where it is kept, in case it is only in the cloud, or ask for it again."
_EMPTY = _other("This file is empty", _LOST, "empty-file")
_ZEROS = _other("This file is empty: it has a size, but no contents", _LOST, "empty-file")
_LOCKED = Other("submission/encrypted", *ENCRYPTED)
_OLD_WORD = _other("This file is in Word's old format (.doc), which cannot be read", _SAVE_AS, "old-word")
ARCHIVE = _archive("folder (zip)")
MAIL = _other(
    "This is an email: its text and attachments were not checked",
    "Open it, save the attachments in this folder, and check again.",
)
_OUTLOOK_PARCEL = _other(
    "This is an Outlook attachment file (winmail.dat): its contents were not checked",
    "Ask the sender to send the form again, in an HTML email.",
)
_PLAIN = _other("This is a text file, but not a return: no line in it begins with 'form:'")
_OUR_PAGE = _other(
    "This is the web form saved as a page: it does not contain the answers",
    "Ask the auditor to open it where it was filled in, press 'Download completed …', and send the file "
    "that it downloads.",
)
COPY_OF_A_RETURN = _other(
    "This is a readable copy of a return, made to be filed: no answers are read from it",
    "Check the return that it was made from.",
    "no-form",
)
_PAGE = _other("This is a web page, not a return")
_SAVED_PAGE = _other(
    "This is a saved web page: if it is our form, its answers cannot be read",
    "Ask the auditor to open it where it was filled in, press 'Download completed …', and send the file "
    "that it downloads.",
)
_LINK = _other("This is only a shortcut to something stored elsewhere", "Open it, and put the real file here.")
_RECORDING = _other("This is a video or a sound recording, not a return")
_SHEET = _other("This is a spreadsheet, not a return")
_SLIDES = _other("This is a presentation, not a return")
_APPLE = _other("This is a Pages, Numbers or Keynote file, which cannot be read", _EXPORT)
_PRINT_OUT = _other("This is a print-out: it has no fields to read")
_DATA = _other("These are answers exported from a PDF form", "Ask for the completed PDF form.")
_PROGRAM = _other("This is a program, not a return", "Do not open it unless you know who made it.")
_UNKNOWN = _other("This is not a kind of file that can be read", f"Ask the sender what it is. {_ASK}")

PAGES = (_OUR_PAGE, COPY_OF_A_RETURN, _PAGE)
"""Web pages: documents of ours may be among them, though no return is."""

_ZIPS = {
    "content.xml": _other("This is a LibreOffice file, which cannot be read", _SAVE_AS),
    "xl/": _SHEET,
    "ppt/": _SLIDES,
    "visio/": _other("This is a Visio drawing, not a return"),
    "index/": _APPLE,
    "index.zip": _APPLE,
    "index.apxl": _APPLE,
    "index.xml": _APPLE,
    "meta-inf/container.xml": _other("This is an e-book, not a return"),
    "fixeddocseq.fdseq": _PRINT_OUT,
    "fixeddocumentsequence.fdseq": _PRINT_OUT,
    "meta-inf/manifest.mf": _PROGRAM,
}

_BEGINNINGS: tuple[tuple[bytes, Other], ...] = (
    (b"{\\rtf", _other("This is a Rich Text file, which cannot be read", _SAVE_AS)),
    (b'x\x9f>"', _OUTLOOK_PARCEL),
    (b"7z\xbc\xaf\x27\x1c", _archive("folder (7z)")),
    (b"Rar!\x1a\x07", _archive("folder (rar)")),
    (b"\x1f\x8b", _archive("file (gz)")),
    (b"BZh", _archive("file (bz2)")),
    (b"\xfd7zXZ\0", _archive("file (xz)")),
    (b"(\xb5/\xfd", _archive("file (zst)")),
    (b"MSCF", _archive("folder (cab)")),
    (b"\xff\xd8\xff", _picture("photograph or picture (JPEG)")),
    (b"\x89PNG", _picture("picture (PNG)")),
    (b"GIF8", _picture("picture (GIF)")),
    (b"II*\0", _picture("picture or scan (TIFF)")),
    (b"MM\0*", _picture("picture or scan (TIFF)")),
    (b"8BPS", _picture("picture (Photoshop)")),
    (b"\0\0\1\0", _picture("picture (icon)")),
    (b"\0\0\0\x0cjP  ", _picture("picture (JPEG 2000)")),
    (b"\xff\x0a", _picture("picture (JPEG XL)")),
    (b"\xd7\xcd\xc6\x9a", _picture("picture (WMF)")),
    (b"AT&TFORM", _picture("scan (DjVu)")),
    *((start, _RECORDING) for start in (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"OggS", b"fLaC", b"caff")),
    *((start, _RECORDING) for start in (b"\x1aE\xdf\xa3", b"#!AMR", b"0&\xb2u", b"\0\0\1\xba", b"RIFF", b"MThd")),
    (b"L\0\0\0\1\x14\x02\0", _LINK),
    (b"book\0\0\0\0", _LINK),
    (b"bplist00", _LINK),  # so says Safari of a page; other settings of a Mac are found in few folders
    (b"\x7fELF", _PROGRAM),
    (b"%FDF-", _DATA),
    (b"%!PS", _PRINT_OUT),
    (b"SQLite format 3\0", _other("This is a database, not a return")),
    (b"\xe4R\\{\x8c\xd8\xa7M", _other("This is a OneNote notebook, which cannot be read")),
)
_ALL_BEGINNINGS = tuple(start for start, _ in _BEGINNINGS)
_HEIC = re.compile(rb"....ftyp(hei[cxms]|hevc|mif1|msf1|avi[fs])", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (  # in this order: a message may hold a Word file, and names its parts
    ("__properties_version1.0", MAIL),
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", _OLD_WORD),
    ("Workbook", _SHEET),
    ("PowerPoint Document", _SLIDES),
)


def _by_its_beginning(raw: bytes) -> Other | None:
    if raw.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in raw), _UNKNOWN)
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return _picture("picture (WebP)")
    if raw.startswith(b"BM") and raw[6:10] == bytes(4) and len(raw) > 26:
        return _picture("picture (BMP)")
    if raw.startswith(b"MZ") and b"\0" in raw[:64]:
        return _PROGRAM
    if raw[257:262] == b"ustar":
        return _archive("folder (tar)")
    if raw[4:8] == b"ftyp":
        return _picture("photograph (HEIC)") if _HEIC.match(raw) else _RECORDING
    if raw.startswith(b"FORM") and raw[8:12] in (b"AIFF", b"AIFC"):
        return _RECORDING
    if not raw.startswith(_ALL_BEGINNINGS):
        return None
    return next(kind for start, kind in _BEGINNINGS if raw.startswith(start))


def _starts(*words: str) -> Callable[[str], bool]:
    return lambda text: text[:100].casefold().startswith(words)


def _has(pattern: str, within: int = 4_000, start: str = "<") -> Callable[[str], bool]:
    """Whether a text that begins so has this in it; what an answer says must not decide what its file is."""
    found = re.compile(pattern, re.IGNORECASE)
    return lambda text: text.startswith(start) and found.search(text, 0, within) is not None


def is_copy(page: str) -> bool:
    """Whether a web page is a readable copy of a return."""
    return f'<meta name="{META}kind" content="{COPY}">' in page[:20_000]


_TEXTS: tuple[tuple[Other, Callable[[str], bool]], ...] = (
    (_OUR_PAGE, _has(f"{META}form", 20_000)),
    (COPY_OF_A_RETURN, is_copy),
    (_PAGE, _starts("<!doctype html", "<html", "<head", "<body", "<title", "<meta")),
    (_DATA, _has(r"<xfdf\b")),
    (
        _other("This is a Word file saved as XML, which cannot be read", _SAVE_AS),
        _has(r"<\w+:(wordDocument|package)\b"),
    ),
    (_PAGE, _has(r"<html\b")),
    (_picture("drawing (SVG)"), _has(r"<(\w+:)?svg\b")),
    (_LINK, _starts("[internetshortcut]", "[desktop entry]")),
    (_LINK, _has("<key>url</key>")),
    (_LINK, _has(r'"(doc_id|resource_id)"\s*:', start="{")),
    (_other("This is an appointment or a business card, not a return"), _starts("begin:vcalendar", "begin:vcard")),
    (
        _other("This is an encrypted message", "Ask for it again without."),
        _starts("-----begin pgp", "-----begin pkcs7"),
    ),
    (_other("This is an XML file, not a return"), _starts("<?xml")),
)
