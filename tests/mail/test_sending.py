"""'formwright notify --send': it asks, sends through a real mail server, and says what became of each email."""

import json
import os
import pty
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.mail import killing
from tests.mail.certificates import certificate_of
from tests.mail.mail_server import Handler, serving
from tests.samples import EXAMPLES

from formwright.cli import main
from formwright.notices.notice import State
from formwright.record.events import What
from formwright.record.store import reading, writing


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("framework") / "root"
    killing.framework(root, 25)
    for name in ("good", "inadequate", "requires-improvement"):
        shutil.copy(EXAMPLES / "returns" / f"{name}.yaml", root / "returns")
    return root


@pytest.fixture
def root(framework: Path) -> Iterator[Path]:
    """Three returns of which several people must be notified, and nothing sent yet."""
    yield framework
    for path in (framework / "returns").glob("record.*"):
        path.unlink()


def configured(root: Path, port: int, security: str = "none", more: str = "", host: str = "127.0.0.1") -> None:
    path = root / "directory.yaml"
    written = path.read_text("utf-8").partition("\nmail:")[0]
    server = f"{{host: {host}, port: {port}, security: {security}{more}}}"
    path.write_text(f"{written}\nmail: {{from: audits@example.org, server: {server}}}\n", "utf-8")


def notify(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "notify", *words])


def states(root: Path) -> Counter[str]:
    """How many notices are in each state, by the last event of each."""
    with reading(root / "returns") as record:
        last = {event.more["key"]: str(event.more["state"]) for event in record.events(What.NOTICE)}
    return Counter(last.values())


def in_state(root: Path, state: State) -> str:
    with reading(root / "returns") as record:
        return next(str(e.more["key"]) for e in record.events(What.NOTICE) if e.more["state"] == state)


def test_each_notice_is_sent_once_and_a_second_run_sends_nothing(root: Path) -> None:
    server = Handler()
    with serving(server) as port:
        configured(root, port)
        first, second = notify(root, "--send", "--yes"), notify(root, "--send", "--yes")

    assert first.exit_code == 0, first.output
    number = len(server.accepted)
    assert number >= 5 and set(server.accepted.values()) == {1}
    assert f"{number} sent." in first.stdout
    assert "Nothing to send." in second.stdout
    assert states(root) == {"sent": number}


def test_without_anybody_to_ask_it_sends_nothing(root: Path) -> None:
    server = Handler()
    with serving(server) as port:
        configured(root, port)
        result = notify(root, "--send")

    assert result.exit_code == 2 and "--yes" in result.stderr
    assert not server.accepted and not states(root)


@pytest.mark.parametrize(("answer", "status"), [(b"y\n", 0), (b"n\n", 2)])
def test_it_shows_what_it_would_send_and_asks_while_others_can_use_the_record(
    root: Path, answer: bytes, status: int
) -> None:
    server = Handler()
    ours, theirs = pty.openpty()
    with serving(server) as port:
        configured(root, port)
        run = subprocess.Popen(
            [killing.PROGRAM, "--root", str(root), "notify", "--send"],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert run.stderr is not None
        shown = b""
        while not shown.endswith(b"[y/N]: "):
            shown += os.read(run.stderr.fileno(), 4096)
        with writing(root / "returns", wait=0):
            pass
        os.write(ours, answer)
        run.communicate()

    os.close(ours)
    os.close(theirs)
    assert b"inadequate.yaml" in shown and b"notice to" in shown
    assert run.returncode == status
    assert bool(server.accepted) == (answer == b"y\n")


def test_a_refused_address_is_an_error_until_somebody_says_what_was_done(root: Path) -> None:
    server = Handler(lambda n: "rcpt refuses" if n == 0 else "accepts")
    with serving(server) as port:
        configured(root, port)
        assert notify(root, "--send", "--yes").exit_code == 1
        again = notify(root, "--send", "--yes")
        assert again.exit_code == 1 and "notice/refused" in again.stderr and "550 Not wanted" in again.stderr
        key = in_state(root, State.REFUSED)
        assert notify(root, "--mark-sent", key[:8], "--who", "Ann Bell").exit_code == 0
        last = notify(root, "--send", "--yes")

    assert (last.exit_code, "notice/refused" in last.stderr) == (0, False)


def test_what_is_uncertain_is_sent_again_only_when_somebody_says_so(root: Path) -> None:
    server = Handler(lambda n: "end takes and drops" if n == 0 else "accepts")
    with serving(server) as port:
        configured(root, port)
        notify(root, "--send", "--yes")
        again = notify(root, "--send", "--yes")
        assert "notice/uncertain" in again.stderr and set(server.accepted.values()) == {1}
        key = in_state(root, State.UNCERTAIN)
        assert notify(root, "--send-again", key, "--who", "Ann Bell").exit_code == 0
        assert notify(root, "--send", "--yes").exit_code == 0

    assert sorted(server.accepted.values())[-1] == 2


def test_json_has_what_became_of_each(root: Path) -> None:
    server = Handler(lambda n: {0: "rcpt refuses", 1: "end takes and drops"}.get(n, "accepts"))
    with serving(server) as port:
        configured(root, port)
        result = notify(root, "--send", "--yes", "--format", "json")

    found = Counter(one["state"] for one in json.loads(result.stdout)["notices"])
    assert found == states(root) == {"refused": 1, "uncertain": 1, "sent": len(server.accepted) - 1}


def test_over_tls_with_a_password_from_a_file(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, context = certificate_of("localhost", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    for name in ("right", "wrong"):
        (tmp_path / name).write_text(f"{name} s3cret\n")
        (tmp_path / name).chmod(0o600)
    server = Handler()
    with serving(server, context, "right s3cret") as port:
        configured(root, port, "starttls", ", user: audits", "localhost")
        wrong = notify(root, "--send", "--yes", "--password-file", str(tmp_path / "wrong"))
        none = notify(root, "--send", "--yes")
        assert not server.accepted and not states(root)
        right = notify(root, "--send", "--yes", "--password-file", str(tmp_path / "right"))

    assert wrong.exit_code == 2 and "does not accept" in wrong.stderr
    assert none.exit_code == 2 and "FORMWRIGHT_SMTP_PASSWORD" in none.stderr
    assert right.exit_code == 0 and server.accepted, right.output
    assert "s3cret" not in right.output + wrong.output
    assert b"s3cret" not in (root / "returns" / "record.jsonl").read_bytes()


def test_a_server_that_cannot_be_reached_is_said_and_nothing_is_begun(root: Path) -> None:
    configured(root, 1)

    result = notify(root, "--send", "--yes")

    assert result.exit_code == 2 and "cannot be reached" in result.stderr and "0 sent" not in result.stdout
    assert not states(root)


def test_two_runs_at_once_are_one_after_another_or_the_second_says_who_holds_the_record(root: Path) -> None:
    server = Handler()
    with serving(server) as port, writing(root / "returns"):
        configured(root, port)
        second = notify(root, "--send", "--yes")

    assert second.exit_code == 2 and "is in use by process" in second.stderr
    assert not server.accepted


def test_ctrl_c_lets_the_email_that_is_being_sent_arrive_and_the_next_run_sends_the_rest(root: Path) -> None:
    server = Handler(pause=0.5)
    with serving(server) as port:
        configured(root, port)
        run = subprocess.Popen(
            [killing.PROGRAM, "--root", str(root), "notify", "--send", "--yes"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        server.reached = lambda stage: run.send_signal(signal.SIGINT) if stage == "end" else None
        said, errors = run.communicate()
        server.reached = lambda _: None
        assert run.returncode == 2 and said.startswith("1 sent, ") and "Stopping after this email" in errors
        assert states(root) == {"sent": 1}
        assert notify(root, "--send", "--yes").exit_code == 0

    assert set(server.accepted.values()) == {1} and len(server.accepted) >= 5


def test_a_run_that_is_cut_off_anywhere_sends_nothing_twice_and_forgets_nothing(tmp_path: Path) -> None:
    outcome = killing.killed(3, tmp_path / "runs", seed=7)

    assert outcome.faults == ()
