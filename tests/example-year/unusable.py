"""What people send that is no return: each kind with a file of it."""

import io
from collections.abc import Callable, Mapping
from random import Random
from zipfile import ZipFile

import pikepdf
from filling import zipped
from PIL import Image


def _picture(random: Random, format: str) -> bytes:
    made = io.BytesIO()
    Image.frombytes("L", (24, 32), random.randbytes(24 * 32)).save(made, format)
    return made.getvalue()


def logo() -> bytes:
    """What stands under the council's e-mails."""
    return _picture(Random(0), "PNG")


def _scan(random: Random) -> bytes:
    made = io.BytesIO()
    Image.frombytes("L", (24, 32), random.randbytes(24 * 32)).save(made, "PDF")
    with pikepdf.open(made) as file:
        del file.docinfo
        out = io.BytesIO()
        file.save(out, deterministic_id=True)
    return out.getvalue()


def _locked_pdf(random: Random) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(_scan(random))) as file:
        file.save(made, encryption=pikepdf.Encryption(owner="owner", user="user", R=4))
    return made.getvalue()


def _sheet(random: Random) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", "salt": random.randbytes(8)})


def _libreoffice(random: Random) -> bytes:
    mimetype = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mimetype, "content.xml": b"<office/>", "salt": random.randbytes(8)})


def _old_word(random: Random) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "WordDocument".encode("utf-16-le") + random.randbytes(488)


def _locked_zip(random: Random) -> bytes:
    """A zip whose entries say that they are encrypted, as far as a program looks that has no password."""
    raw = bytearray(zipped({"audit.docx": random.randbytes(60)}))
    with ZipFile(io.BytesIO(raw)) as archive:
        start = archive.start_dir
    raw[6] |= 1
    raw[start + 8] |= 1
    return bytes(raw)


def flattened(pdf: bytes) -> bytes:
    """A form as it is when somebody prints it to a file: its fields are gone."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        if "/AcroForm" in file.Root:
            del file.Root.AcroForm
        for page in file.pages:
            if "/Annots" in page:
                del page.Annots
        file.save(made, deterministic_id=True)
    return made.getvalue()


def _note(random: Random) -> bytes:
    return f"I will bring audit {random.randrange(10**6)} to the meeting.\n".encode()


KINDS: Mapping[str, tuple[str, Callable[[Random], bytes]]] = {
    "scan": ("Scan_0001.pdf", _scan),
    "photograph": ("IMG_2041.jpg", lambda random: _picture(random, "JPEG")),
    "spreadsheet": ("audit figures.xlsx", _sheet),
    "old Word": ("Audit.doc", _old_word),
    "LibreOffice": ("Audit.odt", _libreoffice),
    "locked PDF": ("Audit locked.pdf", _locked_pdf),
    "locked zip": ("audits.zip", _locked_zip),
    "note": ("note.txt", _note),
}
"""By kind the name that it arrives by, and what makes it."""
