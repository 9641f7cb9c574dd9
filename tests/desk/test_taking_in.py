"""Files, e-mails and archives that are dropped on the page are taken in, and each is accounted for."""

import io
import zipfile
from email.message import EmailMessage

from tests.desk.conftest import AUDIT, COMMENT, Folder, Visitor

from formwright.record.events import What


def audit(case: str) -> bytes:
    return AUDIT.format(case=case, secret=COMMENT, number=1).encode()


def archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name, content in files.items():
            into.writestr(f"{name}.yaml", content)
    return made.getvalue()


def test_a_zip_is_taken_in_and_each_file_in_it_accounted_for(visitor: Visitor, folder: Folder) -> None:
    visitor.drop(("November.zip", archive(first=audit("A1"), second=audit("A2"))))

    assert "2 returns taken in" in visitor.text() and "first.yaml in November.zip" in visitor.text()
    assert COMMENT not in visitor.said
    assert {e.more["name"] for e in folder.events(What.RECEIVED)} == {"first.yaml", "second.yaml"}
    assert "2 returns" in visitor.get("/returns")


def test_an_email_says_from_whom_it_came(visitor: Visitor, folder: Folder) -> None:
    email = EmailMessage()
    email["From"], email["Subject"] = "Ann <ann@example.org>", "My audit"
    email.set_content("Here it is.")
    email.add_attachment(audit("A1"), maintype="application", subtype="octet-stream", filename="audit.yaml")
    visitor.drop(("My audit.eml", email.as_bytes()))

    assert "1 return taken in" in visitor.text()
    [event] = folder.events(What.RECEIVED)
    visitor.get(f"/returns/{event.sha256}")
    assert "Received as audit.yaml in My audit.eml, from ann@example.org" in visitor.text()


def test_what_cannot_be_used_and_what_was_here_already_is_said_in_words_for_this_page(
    visitor: Visitor, folder: Folder
) -> None:
    visitor.drop(("a.yaml", audit("A1")))
    visitor.drop(("again.yaml", audit("A1")), ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(100)))

    for words in ("0 returns taken in", "1 file could not be used scan.png", "1 file was here already again.yaml"):
        assert words in visitor.text()
    assert "formwright" not in visitor.text()


def test_a_second_return_of_an_audit_leads_to_the_decision(visitor: Visitor, folder: Folder) -> None:
    other = audit("A1").replace(b"judgement: good", b"judgement: inadequate")
    visitor.drop(("a.yaml", audit("A1")), ("b.yaml", other))

    assert "2 returns taken in" in visitor.text()


def test_nothing_chosen_is_said(visitor: Visitor) -> None:
    visitor.headers["Location"] = "/take-in"
    visitor.post("/take-in")

    assert visitor.status == 400 and "No file was chosen" in visitor.said


def test_no_name_of_a_file_leads_out_of_its_folder(visitor: Visitor, folder: Folder) -> None:
    visitor.drop(("../../../out.yaml", audit("A1")), ("..", audit("A2")))

    names = {event.more["name"] for event in folder.events(What.RECEIVED)} | {
        event.more["name"] for event in folder.events(What.NOT_USABLE)
    }
    assert names == {"out.yaml", "file"}
    assert not list(folder.returns.parent.parent.glob("out.yaml"))
