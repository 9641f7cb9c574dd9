"""The desk answers this computer alone, who was given its address, and changes something only for its own pages."""

import pytest
from tests.desk.conftest import Folder, Visitor

from formwright.desk.server import Desk
from formwright.record.events import What


def test_nobody_sees_a_page_without_the_key_of_its_address(desk: Desk, folder: Folder) -> None:
    stranger, sha256 = Visitor(desk), folder.add()

    for path in ("/", "/returns", f"/returns/{sha256}", "/notices", "/desk.css", "/?key=guessed"):
        assert "A1" not in stranger.get(path)
        assert stranger.status == 403


def test_the_address_opens_the_desk_and_the_key_leaves_the_address_bar(desk: Desk) -> None:
    visitor = Visitor(desk).arrive()

    assert visitor.status == 303 and visitor.headers["Location"] == "/"
    assert "HttpOnly" in visitor.headers["Set-Cookie"] and "SameSite=Strict" in visitor.headers["Set-Cookie"]
    visitor.get("/")
    assert visitor.status == 200


@pytest.mark.parametrize("host", ["evil.example.org", "evil.example.org:{port}", "127.0.0.1", ""])
def test_a_name_of_another_site_that_leads_here_reads_nothing(visitor: Visitor, host: str) -> None:
    visitor.get("/returns", Host=host.format(port=visitor.desk.port))

    assert visitor.status == 421


@pytest.mark.parametrize("origin", ["https://evil.example.org", "null", "", "http://127.0.0.1:1"])
def test_a_page_of_another_site_changes_nothing(visitor: Visitor, folder: Folder, origin: str) -> None:
    first, _ = folder.add(), folder.add()
    decision = {"relation": "rival", "why": "It is signed.", "who": "Sam"}
    visitor.post(f"/returns/{first}/counts", decision, Origin=origin)

    assert visitor.status == 403
    assert folder.events(What.SUPERSEDED) == []


@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_form_that_no_page_of_this_run_showed_changes_nothing(visitor: Visitor, folder: Folder, token: str) -> None:
    first, _ = folder.add(), folder.add()
    visitor.post(f"/returns/{first}/counts", {"relation": "rival", "why": "Signed.", "who": "Sam"}, token=token)

    assert visitor.status == 403 and "Open it again" in visitor.said
    assert folder.events(What.SUPERSEDED) == []


@pytest.mark.parametrize(
    "path", ["/returns/{sha}/counts", "/returns/{sha}/take-back", "/returns/{sha}/open", "/returns/{sha}/file",
             "/notices/ask", "/notices/send", "/notices/settle", "/handled/{sha}"]
)  # fmt: skip
def test_what_does_something_cannot_be_got(visitor: Visitor, folder: Folder, path: str) -> None:
    before = folder.events(What.RECEIVED)
    visitor.get(path.format(sha=folder.add()))

    assert visitor.status == 405
    assert len(folder.events(What.RECEIVED)) == len(before) + 1


def test_no_page_is_kept_and_none_lets_in_a_script_of_its_own(visitor: Visitor, folder: Folder) -> None:
    sha256 = folder.add()
    for path in ("/", "/returns", f"/returns/{sha256}", "/notices", "/take-in", "/nothing"):
        page = visitor.get(path)
        policy = visitor.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert visitor.headers["Cache-Control"] == "no-store"
        assert "style=" not in page and "<style" not in page and " on" + "click" not in page
        assert page.count("<script") == 1 and '<script src="/desk.js" defer></script>' in page


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_cannot_have_it_look_things_up(visitor: Visitor, site: str) -> None:
    visitor.get("/returns", **{"Sec-Fetch-Site": site, "Sec-Fetch-Dest": "image"})

    assert visitor.status == 403


def test_there_is_no_way_to_other_files(visitor: Visitor, folder: Folder) -> None:
    (folder.returns.parent / "private.txt").write_text("private")
    sha256 = folder.add()
    with_a_way_out = folder.returns / "2026-01" / "out.yaml"
    with_a_way_out.symlink_to(folder.returns.parent / "private.txt")
    out = folder.add("A9", file="2026-01/out.yaml")

    visitor.post(f"/returns/{out}/file")
    assert visitor.status == 404 and "private" not in visitor.said
    for path in ("/../framework.yaml", "/static/desk.css", "/screen/start.html", f"/returns/{sha256}/../../x"):
        visitor.get(path)
        assert visitor.status in (400, 404)


def test_a_fault_of_ours_is_said_without_a_traceback(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inner secret")

    monkeypatch.setattr("formwright.desk.office.Office.listing", broken)

    assert visitor.get("/returns") == "There is a fault in the program (RuntimeError). Please report it.\n"
    assert visitor.status == 500
    assert capfd.readouterr() == ("", "")
