"""Damaged and hostile Word files, each made here by code, with the code of the diagnostic that it must get."""

import random
import re
import struct
from collections.abc import Callable, Iterator
from copy import deepcopy
from html import escape
from io import BytesIO
from warnings import catch_warnings
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from lxml.etree import _Element as Element
from tests.readers.word_edits import (
    MAIN,
    URI,
    around,
    child,
    control,
    edited,
    framework,
    parts,
    typed,
    written,
    xml,
    zipped,
)

from formwright.readers.zipped import LARGEST, LARGEST_PART, MOST_PARTS

CUSTOM = "docProps/custom.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_BILLION = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY a{n + 1} "{f"&a{n or str()};" * 10}">'.encode() for n in range(9))
    + b"]>"
)
_COMMENT = "evaluation.voice_of_child.comments"
_BEGIN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
_PROMPT = ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>")
_ALTERNATE = ("<mc:AlternateContent><mc:Choice/><mc:Fallback>", "</mc:Fallback></mc:AlternateContent>")
_BOX = ("<w:r><w:pict><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:pict></w:r>")


def files() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """What is wrong with the file, the code that says so, and how to make it."""
    yield "nothing in it", "empty-file", lambda: b""

    # Other programs' files under Word's name.
    yield "text", "not-readable", lambda: b"Dear colleague, the audit is below."
    yield "a PDF", "not-readable", lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"
    yield "rich text", "not-readable", lambda: b"{\\rtf1\\ansi Case A1}"
    yield "a web page", "not-readable", lambda: b"\xef\xbb\xbf<!DOCTYPE html><title>x</title>"
    yield "a file of LibreOffice", "not-readable", lambda: zipped({"mimetype": b"odt", "content.xml": b"<x/>"})
    yield "an Excel file", "not-readable", lambda: _main(b"xl/workbook.xml", b"<workbook/>")
    yield "several forms in a zip", "not-readable", lambda: zipped({"a.docx": written(), "b.docx": written()})
    yield "a picture with Word's name", "not-readable", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)
    yield "Word 97", "old-word", lambda: _OLE + "WordDocument".encode("utf-16-le") + bytes(500)
    yield "another old program", "not-readable", lambda: _OLE + "Workbook".encode("utf-16-le") + bytes(500)
    yield "Word locked with a password", "encrypted", lambda: _OLE + "EncryptedPackage".encode("utf-16-le")
    yield "a zip with a password", "encrypted", lambda: _flagged(written())
    yield (
        "strict Word",
        "strict-word",
        lambda: _main_replaced(URI.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )

    # Damage.
    yield "cut in half", "damaged", lambda: written()[: len(written()) // 2]
    yield "cut at its end", "damaged", lambda: written()[:-10]
    yield "its beginning alone", "damaged", lambda: written()[:4]
    yield "some bytes changed", "damaged", lambda: _scratched(written())
    yield "XML that breaks off", "damaged", lambda: _with(MAIN, parts(written())[MAIN][:-20])
    yield "a text without its part", "damaged", lambda: _without(MAIN)
    yield "an empty part", "damaged", lambda: _with(MAIN, b"")
    yield "no relations", "damaged", lambda: _without("_rels/.rels")
    yield "text in another encoding", "damaged", lambda: _with(MAIN, parts(written())[MAIN].decode().encode("utf-16"))
    yield "a character that is none", "damaged", lambda: _main_replaced(b"Case ID", b"Case\x00ID")
    yield "an entity that nobody defined", "damaged", lambda: _main_replaced(b"Case ID", b"&case;")
    yield "properties that break off", "damaged", lambda: _with(CUSTOM, b"<Properties>")
    yield "lists that break off", "damaged", lambda: _with("word/numbering.xml", b"<x>")
    yield "a part that is larger than it says", "damaged", lambda: _declared(written(), 100)
    yield "packed in a way that Word does not know", "damaged", _lzma
    yield "a directory that points nowhere", "damaged", _lost

    # Harm.
    yield (
        "a file from outside asked for",
        "doctype",
        lambda: _doctype(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    )
    yield "a billion laughs", "doctype", lambda: _doctype(_BILLION)
    yield "a DOCTYPE in the properties", "doctype", lambda: _with(CUSTOM, b"<!DOCTYPE x><x/>")
    yield "a DOCTYPE in another encoding", "damaged", lambda: _with(MAIN, "<!DOCTYPE x><x/>".encode("utf-16"))
    yield "a bomb in the text", "bomb", lambda: _with(MAIN, b" " * LARGEST_PART)
    yield "a bomb beside the text", "bomb", lambda: _declared(zipped({**parts(written()), "z": b"z"}), 2**31, b"z")
    yield "a text of 11 MB", "too-large", _noisy
    yield "a file of 20 MB", "too-large", lambda: written() + bytes(LARGEST)
    yield "2,001 parts", "too-many-parts", lambda: _added(*(f"word/{n}" for n in range(MOST_PARTS)))
    yield "elements 300 deep", "too-complex", lambda: _with(MAIN, b"<a>" * 300 + b"</a>" * 300)
    yield "too many elements", "too-complex", lambda: _inside(b"<w:p/>" * 500_001)
    yield "too many attributes", "too-complex", lambda: _inside(b'<w:p w:a="" w:b=""/>' * 166_667)
    yield "prompts within prompts", "too-complex", lambda: _nested(*_PROMPT)
    yield "choices within choices", "too-complex", lambda: _nested(*_ALTERNATE)
    yield "text boxes within text boxes", "too-complex", lambda: _nested(*_BOX)
    yield "the same part twice", "duplicate-part", lambda: _added(MAIN)
    yield "the same part in capitals", "duplicate-part", lambda: _added("WORD/document.XML")
    yield "a part outside of the file", "unsafe-part", lambda: _added("word/../../../etc/cron.d/x")
    yield "a part with a place on the disk", "unsafe-part", lambda: _added("/etc/cron.d/x")
    yield "a part with a place on another disk", "unsafe-part", lambda: _added("C:\\windows\\x")
    yield "a part whose name ends early", "unsafe-part", lambda: _added("word/x\0.xml")

    # Identity.
    yield "no form of ours", "no-form", lambda: zipped({**parts(_without(CUSTOM)), MAIN: _document(b"<w:p/>")})
    yield "its properties and its stamp taken out", "no-stamp", lambda: _custom(b"Formwright", b"Other")
    yield (
        "two names in one file",
        "two-stamps",
        lambda: _custom(b"</Properties>", b'<property name="FormwrightForm"><x>y</x></property></Properties>'),
    )
    yield "a form that we do not have", "unknown-form", lambda: _custom(b"tier1-generic-audit", b"tier9-audit")
    yield "a form of another framework", "other-framework", _of_another_framework
    yield "an older version", "unknown-version", lambda: _custom(b">1.0<", b">0.9<")
    yield "no version", "unknown-version", lambda: _custom(b"FormwrightVersion", b"Version")
    yield "a form whose fields are gone", "no-fields", lambda: _with(MAIN, _document(b"<w:p/>"))
    yield "another part of Word's", "damaged", lambda: _main_replaced(b"w:document", b"w:glossaryDocument")

    # Fields.
    yield "ten thousand of one field", "unreadable-answer", _copies
    yield "a thousand rows", "unreadable-answer", _rows
    yield "a code without an end", "unreadable-answer", lambda: _comment(f"<w:p>{_BEGIN}<w:r><w:t>x</w:t></w:r></w:p>")


def worst() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Files within every limit that take most memory or time to read."""
    run = b"<w:r><w:t>x</w:t></w:r>"
    yield "elements", lambda: _in_comment(b"<w:p>" + run * 80_000 + b"</w:p>")
    yield "paragraphs", lambda: _in_comment(b"<w:p/>" * 450_000)
    yield "attributes", lambda: _in_comment(b'<w:p w:a="1" w:b="1" w:c="1"/>' * 120_000)
    yield "text", lambda: _in_comment(b"<w:p><w:r><w:t>" + _letters(9_000_000) + b"</w:t></w:r></w:p>")
    yield "words", lambda: _in_comment("<w:p><w:r><w:t>😀{}</w:t></w:r></w:p>".format("ab " * 3_000_000).encode())
    yield "pieces", lambda: _in_comment(b"<w:p/>x" * 450_000)
    yield (
        "tables",
        lambda: _in_comment(b"<w:tbl><w:tr><w:tc>" * 25 + b"<w:p/>" * 200_000 + b"</w:tc></w:tr></w:tbl>" * 25),
    )
    yield (
        "controls",
        lambda: _in_comment(b'<w:p><w:sdt><w:sdtPr><w:tag w:val="actions[0].who"/></w:sdtPr></w:sdt></w:p>' * 45_000),
    )
    yield "lists", lambda: _in_comment(b'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' * 45_000)


# --- how they are made ----------------------------------------------------------------------------


def _with(name: str, raw: bytes) -> bytes:
    return zipped({**parts(written()), name: raw})


def _without(name: str) -> bytes:
    return zipped({other: raw for other, raw in parts(written()).items() if other != name})


def _main_replaced(old: bytes, new: bytes) -> bytes:
    return _with(MAIN, parts(written())[MAIN].replace(old, new))


def _custom(old: bytes, new: bytes) -> bytes:
    """The file's properties say something else, and its text says nothing of it."""
    text = re.sub(rb'<w:bookmarkStart w:id="[0-9]+" w:name="_fw[^"]*"/>', b"", parts(written())[MAIN])
    return zipped({**parts(written()), MAIN: text, CUSTOM: parts(written())[CUSTOM].replace(old, new)})


def _of_another_framework() -> bytes:
    return _custom(escape(framework(), quote=False).encode(), b"Another framework")


def _main(name: bytes, raw: bytes) -> bytes:
    relations = parts(written())["_rels/.rels"].replace(b"word/document.xml", name)
    return zipped({"[Content_Types].xml": b"<x/>", "_rels/.rels": relations, name.decode(): raw})


def _document(body: bytes) -> bytes:
    return f'<w:document xmlns:w="{URI}"><w:body>'.encode() + body + b"</w:body></w:document>"


def _inside(content: bytes) -> bytes:
    return _stored(MAIN, _document(content))


def _in_comment(content: bytes) -> bytes:
    """Stored as it is, so that how well it packs does not matter."""
    plain = edited(written(), typed(_COMMENT, "<w:p><w:r><w:t>HERE</w:t></w:r></w:p>"))
    start, found, end = parts(plain)[MAIN].partition(b"<w:p><w:r><w:t>HERE</w:t></w:r></w:p>")
    assert found
    return _stored(MAIN, start + content + end)


def _stored(name: str, raw: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for other, content in {**parts(written()), name: raw}.items():
            archive.writestr(other, content, compress_type=ZIP_STORED if other == name else ZIP_DEFLATED)
    return out.getvalue()


def _added(*names: str) -> bytes:
    out = BytesIO(written())
    with ZipFile(out, "a") as archive:
        for name in names:
            info = ZipInfo("x" * len(name))
            info.filename = info.orig_filename = name
            with catch_warnings(action="ignore"):  # of a name that is there already
                archive.writestr(info, b"<x/>")
    return out.getvalue()


def _doctype(declared: bytes) -> bytes:
    return _main_replaced(b"<w:document", declared + b"<w:document")


def _flagged(raw: bytes) -> bytes:
    """As a zip whose parts are encrypted says of each in its directory."""
    at = raw.index(b"PK\x01\x02")
    return raw[: at + 8] + b"\x01" + raw[at + 9 :]


def _scratched(raw: bytes) -> bytes:
    at = raw.index(MAIN.encode()) + len(MAIN) + 500
    return raw[:at] + bytes(50) + raw[at + 50 :]


def _declared(raw: bytes, size: int, name: bytes = MAIN.encode()) -> bytes:
    """With another unpacked size in the directory than the part has."""
    at = raw.rindex(name)
    start = raw.rindex(b"PK\x01\x02", 0, at)
    return raw[: start + 24] + struct.pack("<I", size) + raw[start + 28 :]


def _lost() -> bytes:
    raw = written()
    at = raw.rindex(b"PK\x05\x06")
    return raw[: at + 16] + struct.pack("<I", 7) + raw[at + 20 :]


def _lzma() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_LZMA) as archive:
        for name, raw in parts(written()).items():
            archive.writestr(name, raw)
    return out.getvalue()


def _letters(count: int) -> bytes:
    return random.Random(1).randbytes(count // 2).hex().encode()  # noqa: S311 (noise)


def _noisy() -> bytes:
    return _with(MAIN, _document(_letters(11_000_000)))


def _nested(opening: str, closing: str) -> bytes:
    return _comment(f"<w:p>{opening * 30}<w:r><w:t>x</w:t></w:r>{closing * 30}</w:p>")


def _comment(content: str) -> bytes:
    return edited(written(), typed(_COMMENT, content))


def _copies() -> bytes:
    copy = f"<w:sdt><w:sdtPr><w:tag w:val='{_COMMENT}'/></w:sdtPr></w:sdt>"
    return edited(written(), lambda document: child(document, "body").extend(xml(copy * 10_000)))


def _rows() -> bytes:
    def edit(document: Element) -> None:
        row = around(control(document, "actions[0].who"), "tr")
        for _ in range(1_000):
            row.addnext(deepcopy(row))

    return edited(written(), edit)
