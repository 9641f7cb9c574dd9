"""Whatever a folder holds is read as a return, or somebody is told that it was not. Only clutter is silent."""

import gzip
import json
import os
import subprocess
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from tests.samples import EXAMPLES, FRAMEWORK, RETURN, ROOT

from formwright.cli import main
from formwright.errors import CannotRun
from formwright.model.review import Item, Reviewed, Status
from formwright.pipelines import filling
from formwright.pipelines.review import review
from formwright.reports.review import as_json, text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def checked(*paths: Path) -> list[Item]:
    return list(review(paths, FRAMEWORK))


def only(folder: Path) -> Reviewed:
    (found,) = checked(folder)
    assert isinstance(found, Reviewed)
    return found


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *map(str, words)])


def names(items: Iterable[Item], folder: Path) -> list[str]:
    return [Path(i.file).relative_to(folder).as_posix() for i in items if isinstance(i, Reviewed)]


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same return in each format."""
    file = tmp_path_factory.mktemp("filled") / "return.yaml"
    file.write_text(RETURN, "utf-8")
    made = {format: filling.fill(FRAMEWORK, file, format).content for format in ("docx", "pdf", "html")}
    return {"yaml": RETURN.encode(), **{format: content for format, content in made.items() if content}}


# --- returns, whatever their names -----------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "audit.yaml.txt", "audit.yaml (1)", "audit (1).yaml", "audit.txt", "audit.dat", "audit.docx", "audit.pdf",
        "AUDIT.YAML", "audit", "audit.bin", ".audit.yaml", ".audit", "audit.yaml~", "Thumbs.db", "desktop.ini",
        ".DS_Store", "._audit.yaml", "~$audit.docx", ".~lock.audit.docx#", ".gitignore", "Icon\r", "naïve 😀.yaml",
        "two\nlines", "\x1b[31mred.txt", "bad\udcff.yaml", "a" * 250, "-", " ", "audit.html", "audit.jpg",
    ],
)  # fmt: skip
@pytest.mark.parametrize("format", ["yaml", "docx", "pdf"])
def test_a_return_is_read_under_any_name(name: str, format: str, filled: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(filled[format])

    found = only(tmp_path)

    assert (found.form, found.status, found.judgement) == (
        "tier1-generic-audit", Status.COMPLETE, "requires-improvement",
    )  # fmt: skip
    assert found.escalation is not None
    assert checked(tmp_path / name) == [found]


@pytest.mark.parametrize("name", ["audit.json", "audit.JSON", "audit.json.txt", "audit.json (1)", "audit"])
def test_json_is_read_under_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text('{"version": "1.0", "form": "tier1-generic-audit"}', "utf-8")

    found = only(tmp_path)

    assert (found.form, found.status) == ("tier1-generic-audit", Status.INCOMPLETE)


WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("form.dotx", b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        ("form.docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("form.dotm", b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ],
)
def test_word_templates_and_files_with_macros_are_read(
    name: str, kind: bytes, filled: dict[str, bytes], tmp_path: Path
) -> None:
    with ZipFile(BytesIO(filled["docx"])) as form:
        parts = {part: form.read(part) for part in form.namelist()}
    types = parts["[Content_Types].xml"].replace(WORD, kind)
    assert types != parts["[Content_Types].xml"]
    (tmp_path / name).write_bytes(zipped({**parts, "[Content_Types].xml": types, "word/vbaProject.bin": OLE}))

    assert only(tmp_path).status is Status.COMPLETE


@pytest.mark.parametrize("before", [b"\n", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", bytes(128)])
def test_a_pdf_with_something_before_it_is_read(before: bytes, filled: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "download").write_bytes(before + filled["pdf"])

    assert only(tmp_path).status is Status.COMPLETE


@pytest.mark.parametrize("ending", [".crdownload", ".part", ".partial", ".download", ".PART"])
def test_a_download_that_was_not_finished_is_read_and_said_to_be_one(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"audit.yaml{ending}").write_text(RETURN, "utf-8")

    found = only(tmp_path)

    assert found.escalation is not None
    assert [d.code for d in found.diagnostics] == ["submission/unfinished-download"]


# --- what is no return -----------------------------------------------------------------------


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Audit"
    message.set_content("As agreed: Inadequate.\nform: tier1-generic-audit\n")
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="audit.docx")
    return bytes(message)


def tar(content: bytes) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("audit.pdf")
        info.size = len(content)
        archive.addfile(info, BytesIO(content))
    return out.getvalue()


def ole(*streams: str) -> bytes:
    return OLE + b"".join(stream.encode("utf-16-le") for stream in streams)


def excel() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f'<Relationships><Relationship Type="{kind}" Target="xl/workbook.xml"/></Relationships>'
    return zipped({"[Content_Types].xml": b"<x/>", "_rels/.rels": relations.encode(), "xl/workbook.xml": b"<x/>"})


def scanned() -> bytes:
    out, pdf = BytesIO(), PdfWriter()
    pdf.add_blank_page(200, 200)
    pdf.write(out)
    return out.getvalue()


OTHERS: list[tuple[str, bytes, str]] = [
    ("mail.eml", mail(), "an email"),
    ("mail.txt", b"From:\tA Person\r\nSent:\tMonday\r\nTo:\tB\r\nSubject:\tAudit\r\n\r\nform: x\r\n", "an email"),
    ("mail.mbox", b"From a@example.org Mon Jan 1\n" + mail(), "an email"),
    ("mail.emlx", b"1234      \n" + mail(), "an email"),
    ("mail.msg", ole("__properties_version1.0", "WordDocument"), "an email"),
    ("winmail.dat", b'x\x9f>"' + bytes(99), "Outlook"),
    ("forms.zip", zipped({"a.docx": b"x", "b.pdf": b"%PDF-1.7"}), "compressed folder (zip)"),
    ("nothing.zip", zipped({}), "compressed folder (zip)"),
    ("forms.tar", tar(b"%PDF-1.7"), "compressed folder (tar)"),
    ("audit.yaml.gz", gzip.compress(RETURN.encode()), "compressed file (gz)"),
    ("forms.7z", b"7z\xbc\xaf\x27\x1c" + bytes(99), "compressed folder (7z)"),
    ("forms.rar", b"Rar!\x1a\x07\x01\x00" + bytes(99), "compressed folder (rar)"),
    ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(99), "photograph"),
    ("photo.heic", b"\x00\x00\x00\x18ftypheic" + bytes(99), "photograph"),
    ("audit.docx", b"\x89PNG\r\n\x1a\n" + bytes(99), "picture (PNG)"),
    ("photo.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture (WebP)"),
    ("photo.bmp", b"BM\x46\x00\x00\x00" + bytes(60), "picture (BMP)"),
    ("scan.tif", b"II*\x00" + bytes(99), "scan (TIFF)"),
    ("drawing.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "drawing (SVG)"),
    ("staff.xlsx", excel(), "a spreadsheet"),
    ("staff.xls", ole("Workbook"), "a spreadsheet"),
    ("staff.csv", b"name,team\nA,North\n", "a text file"),
    ("audit.odt", zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "LibreOffice"),
    ("audit.pages", zipped({"Index/Document.iwa": b"x"}), "Pages"),
    ("audit.rtf", b"{\\rtf1 form: x}", "Rich Text"),
    ("audit.doc", ole("WordDocument"), "Word's old format"),
    ("locked.docx", ole("EncryptedPackage"), "locked with a password"),
    ("flat.xml", b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "saved as XML"),
    ("login.html", b"<!DOCTYPE html><title>Sign in</title>", "a web page"),
    ("page.mhtml", b"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nMIME-Version: 1.0\r\n\r\n", "web page"),
    ("audit.url", b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "only a shortcut"),
    ("audit.webloc", b"<?xml?><plist><dict><key>URL</key><string>x</string></dict></plist>", "only a shortcut"),
    ("audit.gdoc", b'{"url": "https://example.org", "doc_id": "1"}', "only a shortcut"),
    ("audit.lnk", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(68), "only a shortcut"),
    ("voice.m4a", b"\x00\x00\x00\x18ftypM4A " + bytes(99), "recording"),
    ("voice.wav", b"RIFF\x10\x00\x00\x00WAVEfmt ", "recording"),
    ("answers.fdf", b"%FDF-1.2\n", "exported from a PDF form"),
    ("print-out.pdf", scanned(), "printed to a PDF"),
    ("setup.exe", b"MZ\x90\x00" + bytes(99), "a program"),
    ("README", b"Put the returns here.\n", "a text file"),
    ("cloud.docx", b"", "empty"),
    ("lost.pdf", bytes(5000), "empty"),
    ("spaces.yaml", b"\xef\xbb\xbf \r\n", "empty"),
    ("unknown.bin", b"\x93\x01\xfe\x80\x02\x03" * 200, "not a kind of file that can be read"),
    ("definition.txt", b"kind: form\nid: my-audit\n", "looks like a definition"),
]


@pytest.mark.parametrize(("name", "content", "said"), [pytest.param(*other, id=other[0]) for other in OTHERS])
def test_what_is_no_return_is_said_to_be_what_it_is_and_counts(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)

    found = only(tmp_path)

    assert (found.form, found.status, found.escalation) == (None, Status.INVALID, None)
    what, told = found.diagnostics
    assert told.code == "escalation/nobody-told"
    assert said in f"{what.message} {what.hint}" and what.hint
    assert checked(tmp_path / name) == [found]


def test_our_own_web_page_tells_what_to_press(filled: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "Tier 1 audit.html").write_bytes(filled["html"])

    what = only(tmp_path).diagnostics[0]

    assert "web form saved as a page" in what.message and "Download completed" in (what.hint or "")


@pytest.mark.parametrize("format", ["text", "json", "junit", "sarif", "github"])
def test_a_folder_with_a_photograph_alone_is_no_success_in_any_format(format: str, tmp_path: Path) -> None:
    (tmp_path / "audit.jpg").write_bytes(b"\xff\xd8\xff\xe0")

    result = run("check", tmp_path, "--format", format)

    assert result.exit_code == 1
    assert "audit.jpg" in result.stdout and "obody has been notified" in result.stdout


def test_the_json_counts_of_how_many_nobody_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "b.yaml").write_text(RETURN.replace("  judgement: requires-improvement\n", ""), "utf-8")
    (tmp_path / "c.yaml").write_text(RETURN, "utf-8")

    found = json.loads(run("check", tmp_path, "--format", "json").stdout)

    assert found["summary"] == {
        "complete": 1,
        "incomplete": 1,
        "invalid": 1,
        "nobody_told": 2,
        "not_returns": 0,
        "repeats": 1,
    }
    assert [s["form"] for s in found["submissions"]] == [None, "tier1-generic-audit", "tier1-generic-audit"]


@given(st.binary(max_size=300), st.sampled_from(["a", "a.yaml", "a.docx", "a.pdf", "a.txt"]))
def test_whatever_is_in_a_file_something_is_said_of_it(content: bytes, name: str) -> None:
    from formwright.pipelines.review import Reviewer

    found = Reviewer.of(FRAMEWORK).content(content, name)

    assert found.escalation is not None or "escalation/nobody-told" in {d.code for d in found.diagnostics}


# --- clutter ---------------------------------------------------------------------------------

CLUTTER = {
    ".DS_Store": b"\x00\x00\x00\x01Bud1" + bytes(99),
    "Thumbs.db": OLE,
    "DESKTOP.INI": "\ufeff[.ShellClassInfo]\r\n".encode("utf-16-le"),
    "~$audit.docx": b"\x06Person" + b" " * 48 + "Person".encode("utf-16-le"),
    "._audit.docx": b"\x00\x05\x16\x07" + bytes(99),
    ".~lock.audit.docx#": b",person,office,01.01.2026 10:00,file:///home;",
    "__MACOSX/._audit.docx": b"\x00\x05\x16\x07" + bytes(99),
    ".git/HEAD": b"ref: refs/heads/main\n",
    ".gitkeep": b"",
    ".gitignore": b"*.tmp\n",
    ".Trash-1000/files/audit.yaml": RETURN.encode(),
    "$RECYCLE.BIN/x/audit.yaml": RETURN.encode(),
    "@eaDir/photo.jpg/SYNOFILE_THUMB_M.jpg": b"\xff\xd8\xff\xe0",
    ".sync/Archive/audit.yaml": RETURN.encode(),
    ".stfolder/x": b"",
    "Icon\r": b"",
}


@pytest.mark.parametrize("name", CLUTTER)
def test_clutter_is_silent(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(CLUTTER[name])

    assert checked(tmp_path) == []


def test_a_folder_that_only_has_a_clutter_name_is_walked(tmp_path: Path) -> None:
    for name in (".git", "__MACOSX", ".april"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "audit.yaml").write_text(RETURN, "utf-8")

    assert names(checked(tmp_path), tmp_path) == [".april/audit.yaml", ".git/audit.yaml", "__MACOSX/audit.yaml"]


# --- neighbours ------------------------------------------------------------------------------


def test_a_folder_is_walked_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c/d.json", "c/a/x", "e.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(RETURN, "utf-8")

    assert names(checked(tmp_path), tmp_path) == ["a.yml", "b.yaml", "c/a/x", "c/d.json", "e.docx"]


def _folder_link(path: Path) -> None:
    path.symlink_to("/")


def _own_folder(path: Path) -> None:
    path.symlink_to(path.parent)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _too_long(path: Path) -> None:
    path.symlink_to("x" * 300)


ODD: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo, "a link to a folder": _folder_link, "a link to its own folder": _own_folder,
    "a link to nothing": _dangling, "a link to itself": _circle, "a link to a name too long": _too_long,
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_said_and_hides_no_neighbour(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RETURN, "utf-8")
    ODD[kind](tmp_path / "b.yaml")
    (tmp_path / "c.yaml").write_text(RETURN, "utf-8")

    first, odd, last = checked(tmp_path)

    assert isinstance(odd, Reviewed) and odd.diagnostics[-1].code == "escalation/nobody-told"
    assert odd.diagnostics[0].code in ("submission/unreadable", "submission/not-followed")
    assert {i.status for i in (first, last) if isinstance(i, Reviewed)} == {Status.COMPLETE}


def test_a_link_to_a_return_elsewhere_is_followed(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "elsewhere.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "returns" / "audit.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    assert only(tmp_path / "returns").status is Status.COMPLETE


def test_folders_deeper_than_a_path_can_be_long_are_said_and_hide_no_neighbour(tmp_path: Path) -> None:
    (tmp_path / "z.yaml").write_text(RETURN, "utf-8")
    start = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)
        for _ in range(2_500):
            os.mkdir("d")  # noqa: PTH102 - the whole path is too long to be named
            os.chdir("d")
        (Path("audit.yaml")).write_text(RETURN, "utf-8")
    finally:
        os.chdir(start)
        os.close(start)

    deep, last = checked(tmp_path)
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)  # Python's own would be too deep

    assert isinstance(deep, Reviewed) and deep.diagnostics[0].code == "submission/unreadable"
    assert isinstance(last, Reviewed) and last.status is Status.COMPLETE


@contextmanager
def somebody_else() -> Iterator[None]:
    """As a user who may open less: root may open everything."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
def test_what_may_not_be_opened_is_said_and_hides_no_neighbour() -> None:
    with TemporaryDirectory() as folder:
        returns = Path(folder)
        for name in ("a.yaml", "closed.yaml", "folder/hidden.yaml", "names/x.yaml", "z.yaml"):
            (returns / name).parent.mkdir(exist_ok=True)
            (returns / name).write_text(RETURN, "utf-8")
        for name, mode in {"": 0o755, "closed.yaml": 0, "folder": 0, "names": 0o744}.items():
            (returns / name).chmod(mode)

        with somebody_else():
            found = {Path(i.file).name: i for i in checked(returns) if isinstance(i, Reviewed)}
            with pytest.raises(CannotRun, match="cannot be opened"):
                review([returns / "folder"], FRAMEWORK)

    assert {name: str(i.status) for name, i in found.items()} == {
        "a.yaml": "complete", "closed.yaml": "invalid", "folder": "invalid", "x.yaml": "invalid", "z.yaml": "complete",
    }  # fmt: skip
    assert found["folder"].diagnostics[-1].code == "escalation/nobody-told"


# --- paths that are not there ----------------------------------------------------------------


def test_where_no_path_is_there_nothing_can_run(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="There is no"):
        review([tmp_path / "nowhere"], FRAMEWORK)


@pytest.mark.parametrize("command", ["check", "verify", "read"])
def test_a_path_that_is_not_there_among_others_is_said_and_the_others_done(command: str, tmp_path: Path) -> None:
    (tmp_path / "z.yaml").write_text(RETURN, "utf-8")

    result = run(command, tmp_path / "nowhere", tmp_path / "z.yaml")

    assert result.exit_code == 1
    assert "There is no" in result.output
    assert "Tier 1 generic audit tool" in result.output or "tier1-generic-audit" in result.output
    assert run(command, tmp_path / "nowhere").exit_code == 2


# --- names -----------------------------------------------------------------------------------


def test_any_name_can_be_shown_and_is_sound_json(tmp_path: Path) -> None:
    for name in ("bad\udcff.yaml", "two\nlines.yaml", "\x1b[31m.yaml", "é.yaml"):
        (tmp_path / name).write_text(RETURN, "utf-8")

    found = json.loads("".join(as_json(checked(tmp_path))))
    shown = "\n".join(text(checked(tmp_path), FRAMEWORK))

    json.dumps(found, ensure_ascii=False).encode("utf-8")
    assert "bad\\xff.yaml" in {Path(s["file"]).name for s in found["submissions"]}
    assert "\x1b" not in shown
    shown.encode("utf-8")


def test_a_return_of_the_examples_folder_is_still_judged_alike() -> None:
    found = checked(EXAMPLES / "returns")

    assert [Path(i.file).stem for i in found if isinstance(i, Reviewed) and i.has_errors] == [
        "incomplete", "invalid", "judged-twice",
    ]  # fmt: skip


def test_what_an_answer_says_does_not_decide_what_its_file_is(tmp_path: Path) -> None:
    answers = yaml.load(RETURN, yaml.BaseLoader)  # noqa: S506 - texts only
    answers["overall"]["summary"] = "She showed me <html> and <svg>, and wrote formwright:form."
    on_one_line = json.dumps({key: answers[key] for key in sorted(answers, key="form".__eq__)})
    (tmp_path / "audit.json").write_text(on_one_line, "utf-8")

    assert only(tmp_path).judgement == "requires-improvement"
