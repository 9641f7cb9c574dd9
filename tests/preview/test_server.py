"""The preview answers this computer only, only to be read, and gives nothing but the documents."""

import datetime
import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from threading import Thread

import pytest
from tests.preview.conftest import AUDIT, Folder

from formwright.errors import CannotRun
from formwright.preview import server
from formwright.preview.editors import editor
from formwright.preview.server import Server

NINE = datetime.datetime(2026, 1, 5, 9)


@pytest.fixture
def running(folder: Folder) -> Iterator[Server]:
    with server.opened(folder.root, None, lambda: NINE, None) as found:
        thread = Thread(target=found.serve_forever, args=(0.01,))  # seconds until it notices that it is to end
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def answer(running: Server, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", running.server_port, timeout=60)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def status(running: Server, path: str, method: str = "GET", **headers: str) -> int:
    return answer(running, path, method, **headers)[0].status


def test_it_lists_every_document(running: Server) -> None:
    _, content = answer(running, "/")

    for title in ("A small audit", "Small standards", "The small handbook"):
        assert title.encode() in content


def test_it_answers_at_the_loopback_address_alone(running: Server) -> None:
    assert running.server_address[0] == "127.0.0.1"
    assert running.address == f"http://127.0.0.1:{running.server_port}/"
    for other in ("127.0.0.2", "::1"):
        with socket.socket(socket.AF_INET6 if ":" in other else socket.AF_INET) as door, pytest.raises(OSError):  # noqa: PT011
            door.connect((other, running.server_port))


@pytest.mark.parametrize(
    "host", ["evil.example.org", "evil.example.org:{port}", "127.0.0.1", "127.0.0.1.example.org:{port}", ""]
)
def test_a_name_of_another_site_that_leads_here_reads_nothing(running: Server, host: str) -> None:
    for path in ("/", "/files/small-audit.html", "/events"):
        response, content = answer(running, path, Host=host.format(port=running.server_port))
        assert response.status == 421
        assert b"small" not in content


def test_it_answers_to_localhost_too(running: Server) -> None:
    assert status(running, "/", Host=f"localhost:{running.server_port}") == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../framework.yaml",
        "/framework.yaml",
        "/forms/small-audit.yaml",
        "/files/../framework.yaml",
        "/files/..%2fframework.yaml",
        "/files/%2e%2e/framework.yaml",
        "/files/small-audit.yaml",
        "/files/small-audit",
        "/documents/small-audit/exe",
        "/documents/nothing/web",
        "/documents/nothing",
        "/pages/small-audit/pdf/0.png",
        "/pages/small-audit/pdf/-1.png",
        "/pages/small-audit/pdf/%C2%B2.png",
        f"/pages/small-audit/pdf/{'9' * 5000}.png",
        "/page.html",
    ],
)
def test_there_is_no_way_to_other_files(running: Server, path: str) -> None:
    assert status(running, path) == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("dest", ["image", "iframe", "script", "empty"])
def test_a_page_of_another_site_cannot_set_it_to_work(running: Server, site: str, dest: str) -> None:
    for path in ("/documents/small-audit/pdf", "/files/small-audit.pdf", "/events"):
        response, content = answer(running, path, **{"Sec-Fetch-Site": site, "Sec-Fetch-Dest": dest})
        assert response.status == 403
        assert b"small" not in content


def test_a_link_from_another_site_leads_here(running: Server) -> None:
    assert status(running, "/", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}) == 200


def test_a_fault_of_ours_is_said_without_a_traceback(
    running: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(document: object) -> bytes:
        raise RuntimeError("inner secret")

    monkeypatch.setattr("formwright.writers.html.write", broken)
    response, content = answer(running, "/files/small-audit.html")

    assert response.status == 500
    assert content == b"There is a fault in the program (RuntimeError). Please report it.\n"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_can_only_be_read(running: Server, method: str) -> None:
    assert status(running, "/", method) == 501


def test_the_page_lets_in_nothing_from_elsewhere_and_stands_in_no_other(running: Server) -> None:
    response, content = answer(running, "/documents/small-audit/web")

    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert b"http:" not in content and b"https:" not in content


def test_a_document_is_there_as_web_page_word_file_and_pdf(running: Server) -> None:
    response, form = answer(running, "/files/small-audit.html")
    assert b"Was the child heard?" in form
    assert response.headers["Content-Security-Policy"] == "frame-ancestors 'self'"

    response, word = answer(running, "/files/small-audit.docx")
    assert (
        word.startswith(b"PK") and response.headers["Content-Disposition"] == 'attachment; filename="small-audit.docx"'
    )

    assert answer(running, "/files/small-audit.pdf")[1].startswith(b"%PDF")
    assert answer(running, "/pages/small-audit/pdf/1.png")[1].startswith(b"\x89PNG")


def test_without_libreoffice_the_word_file_can_still_be_had(running: Server) -> None:
    _, content = answer(running, "/documents/small-audit/word")

    assert b"LibreOffice, which is not installed" in content
    assert b'href="/files/small-audit.docx"' in content


def test_a_page_hears_of_each_save(running: Server, folder: Folder) -> None:
    connection = HTTPConnection("127.0.0.1", running.server_port, timeout=60)
    connection.request("GET", "/events")
    news = connection.getresponse()

    def next_version() -> bytes:
        while not (line := news.readline()).startswith(b"data: "):
            pass
        return line

    first = next_version()
    folder.edit(AUDIT, ("Was the child heard?", "Was the child seen?"))

    assert next_version() != first
    assert b"Was the child seen?" in answer(running, "/files/small-audit.html")[1]
    connection.close()


def test_it_writes_nothing_into_the_framework(running: Server, folder: Folder) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.root.rglob("*")}
    for path in ("/", "/documents/small-audit/pdf", "/files/small-audit.pdf", "/files/small-audit.docx"):
        answer(running, path)

    assert {path: path.stat().st_mtime_ns for path in folder.root.rglob("*")} == before


def test_a_port_that_is_taken_is_refused_where_it_was_asked_for_and_passed_over_where_not(
    running: Server, folder: Folder
) -> None:
    with pytest.raises(CannotRun) as refused, server.opened(folder.root, running.server_port, lambda: NINE, None):
        pass
    assert f"Port {running.server_port} cannot be used" in refused.value.message

    with server.opened(folder.root, None, lambda: NINE, None) as other:
        assert other.server_port != running.server_port


# --- example answers, side by side, a phone's width, the editor ------------------------------


def test_a_form_can_be_seen_with_example_answers_in_every_format(running: Server) -> None:
    _, page = answer(running, "/documents/small-audit/both?filled")
    assert b"Empty the form" in page
    assert re.search(rb'src="/files/small-audit\.html\?filled&amp;[0-9a-f]{16}"', page)

    _, web = answer(running, "/files/small-audit.html?filled")
    assert b"Example" in web and b"Example" not in answer(running, "/files/small-audit.html")[1]
    response, pdf = answer(running, "/files/small-audit.pdf?filled")
    assert response.headers["Content-Disposition"] == 'attachment; filename="small-audit-example.pdf"'
    assert pdf != answer(running, "/files/small-audit.pdf")[1]
    assert (
        answer(running, "/pages/small-audit/pdf/1.png?filled")[1] != answer(running, "/pages/small-audit/pdf/1.png")[1]
    )


def test_a_document_that_is_not_a_form_offers_no_answers(running: Server) -> None:
    _, page = answer(running, "/documents/small-standards/web?filled")

    assert b"example answers" not in page and b"Empty the form" not in page and b"Phone width" in page


def test_the_formats_keep_what_was_chosen(running: Server) -> None:
    _, page = answer(running, "/documents/small-audit/web?phone&filled&else")

    for tab in ("web", "pdf", "word", "both"):
        assert f'href="/documents/small-audit/{tab}?filled&amp;phone"'.encode() in page
    assert b'href="/documents/small-audit/web?filled">Full width</a>' in page
    assert b'href="/documents/small-audit/web?phone">Empty the form</a>' in page
    assert b'href="/documents/small-standards/web?phone"' in page


def test_a_document_and_an_error_lead_to_the_editor_at_the_line(running: Server, folder: Folder) -> None:
    _, page = answer(running, "/documents/small-audit/web")
    path = (folder.root / AUDIT).as_posix()
    assert f'href="vscode://file{path}:1:1"'.encode() in page

    version = running.live.version
    folder.edit(AUDIT, ("good: [team-manager]", "good: [team-manger]"))
    running.live.later_than(version, 60)

    _, page = answer(running, "/documents/small-audit/web")
    assert f'href="vscode://file{path}:43:12"'.encode() in page
    assert b'<button type="button" class="next" hidden>Next error</button>' in page


def test_the_editor_can_be_another_or_none(folder: Folder) -> None:
    for said, shown in (("zed", b"zed://file/"), ("none", b"")):
        with server.opened(folder.root, None, lambda: NINE, None, editor(said)) as found:
            thread = Thread(target=found.serve_forever, args=(0.01,))
            thread.start()
            _, page = answer(found, "/documents/small-audit/web")
            found.shutdown()
            thread.join()
        assert b"vscode:" not in page and shown in page and (b"in the editor" in page) is bool(shown)
