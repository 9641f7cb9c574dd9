"""The desk at work: a small framework, a folder of returns with a record, and somebody who visits the pages."""

import datetime
import hashlib
import re
import shutil
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest

from formwright.desk import server
from formwright.desk.office import Office
from formwright.desk.server import Desk
from formwright.desk.work import Tell
from formwright.model.review import Escalated, Status, Told
from formwright.record import store
from formwright.record.events import Event, What
from formwright.record.rows import Return

FRAMEWORK = Path(__file__).parents[1] / "examples" / "framework"
NOON = datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC)
COMMENT = "Zwetschgenkuchen"
"""What the comment in every return says, which no page may."""

AUDIT = """\
form: small-audit
version: "1.10"
details: {{case_id: {case}, child_status: cared-for}}
evaluation:
  listening: {{grade: 2, comments: {secret} {number}}}
  review: {{grade: 2}}
overall: {{judgement: good}}
"""


class Folder:
    """A framework and its folder of returns, with the record beside them."""

    def __init__(self, within: Path) -> None:
        self.root, self.returns = within / "framework", within / "returns"
        shutil.copytree(FRAMEWORK, self.root)
        self.returns.mkdir()
        self.people(("team-manager", "Tess Manager", "tess@example.org"))

    def add(self, case: str = "A1", **more: object) -> str:
        """A filed return of this case, which came in on 5 January; its bytes' hash. `more` is what the record says of
        it otherwise than of a complete return."""
        with store.writing(self.returns) as record:
            number = record.count() + 1
            content = AUDIT.format(case=case, secret=COMMENT, number=number).encode()
            file, sha256 = f"2026-01/{case}-{number}.yaml", hashlib.sha256(content).hexdigest()
            path = self.returns / file
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            known: dict[str, object] = {
                "case_id": case,
                "date": "2026-01-02",
                "auditor": "Ann Example",
                "judgement": "good",
                "status": Status.COMPLETE,
                "escalation": Escalated((Told("team-manager", "Tess Manager", "tess@example.org", "judged Good"),), ()),
                "likeness": f"like-{case}",
                "answers": f"answers-{number}",
            }
            given = {"file": file, "form": "small-audit"} | known | more
            row = Return(sha256=sha256, version="1.10", digest="d", **given)  # type: ignore[arg-type]
            record.put([(row, "")])
            arrival = {"name": f"{case}.yaml", "file": file, "source": "email", "sender": "ann@example.org"}
            record.add([Event(What.RECEIVED, "2026-01-05T09:00:00Z", sha256, arrival)])
            return sha256

    def fill(self, count: int) -> None:
        """So many rows of the record, whose files are not there."""
        with store.writing(self.returns) as record:
            numbers = range(count)
            record.put(
                (Return(f"2026-01/{n}.yaml", f"{n:064}", "small-audit", "1.10", "d", Status.COMPLETE), "")
                for n in numbers
            )

    def people(self, *holders: tuple[str, str, str], more: str = "") -> None:
        """Who holds which role: the role, the name, the address."""
        lines = [f"  - {{role: {role}, name: {name}, email: {email}}}\n" for role, name, email in holders]
        text = f"kind: directory\nholders:\n{''.join(lines)}{more}"
        (self.root / "directory.yaml").write_text(text)

    def note(self, *events: Event) -> None:
        with store.writing(self.returns) as record:
            record.add(events)

    def events(self, what: What) -> list[Event]:
        with store.reading(self.returns) as record:
            return list(record.events(what))


class Visitor:
    """Somebody at a browser. `said` is the last page, `status` its status, `headers` what came with it, `place`
    where the last form led."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.cookie, self.said, self.status = desk, "", "", 0
        self.headers: dict[str, str] = {}
        self.content, self.place = b"", ""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.desk.port}"

    def arrive(self) -> "Visitor":
        self.get(self.desk.address.removeprefix(self.origin))
        self.cookie = self.headers["Set-Cookie"].partition(";")[0]
        return self

    def get(self, path: str, method: str = "GET", **headers: str) -> str:
        return self._ask(method, path, None, headers)

    def post(self, path: str, fields: dict[str, str] | None = None, token: str | None = None, **headers: str) -> str:
        """Sends a form of a page, and follows where it leads."""
        given = {"token": self.desk.keys.token if token is None else token} | (fields or {})
        headers = {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"} | headers
        self._ask("POST", path, urlencode(given).encode(), headers)
        if self.status == 303:
            self.place = self.headers["Location"]
            return self.get(self.place)
        return self.said

    def raw(self, path: str) -> bytes:
        """What a button of a page gives to be saved."""
        self.post(path)
        return self.content

    def drop(self, *files: tuple[str, bytes]) -> str:
        """Drops files on the page that takes them in."""
        parts = [('name="token"', self.desk.keys.token.encode())]
        parts += [(f'name="files"; filename="{name}"', content) for name, content in files]
        body = b"".join(
            b"--edge\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n"
            for head, content in parts
        )
        headers = {"Origin": self.origin, "Content-Type": "multipart/form-data; boundary=edge"}
        self._ask("POST", "/take-in", body + b"--edge--\r\n", headers)
        return self.until_over()

    def until_over(self) -> str:
        """Stays on the page of some work until it is done."""
        place = self.headers["Location"]
        while 'data-over="no"' in self.get(place):
            pass
        return self.said

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> str:
        connection = HTTPConnection("127.0.0.1", self.desk.port, timeout=60)
        with_cookie = {"Cookie": self.cookie} if self.cookie else {}
        connection.request(method, path, body, with_cookie | headers)
        answer = connection.getresponse()
        self.status, self.headers = answer.status, dict(answer.getheaders())
        self.content = answer.read()
        self.said = self.content.decode("utf-8", "replace")
        connection.close()
        return self.said

    def text(self) -> str:
        """The last page as it is read."""
        return " ".join(re.sub(r"<[^>]+>", " ", self.said).split())


class Still(Office):
    """An office that leaves the rows of the record as a test has put them there."""

    def refresh(self, tell: Tell) -> None:
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def office(folder: Folder) -> Office:
    return Still(folder.root, folder.returns, lambda: NOON)


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    with server.opened(office, None) as found:
        thread = Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.end()
        thread.join()


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return Visitor(desk).arrive()
