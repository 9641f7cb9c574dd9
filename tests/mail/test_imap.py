"""A mailbox on a real mail server is read as it is, and an e-mail is moved only once it is filed and recorded."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.intake.test_taking import mail
from tests.mail import dovecot
from tests.mail.certificates import Authority, authority
from tests.mail.dovecot import PASSWORD, Dovecot
from tests.pipelines.test_receiving import GOOD, OTHER, SCAN, changed, events, filed
from tests.samples import ROOT

from formwright.cli import main
from formwright.errors import CannotRun
from formwright.mail import imap
from formwright.record.events import What

FIRST = mail(("a.yaml", GOOD.encode())).as_bytes()
SECOND = mail(("b.yaml", changed(OTHER).encode()), ("c.jpg", SCAN)).as_bytes().replace(b"<1@", b"<2@")


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def box(server: Dovecot) -> Dovecot:
    """The same server with two e-mails in the inbox, and an empty folder beside it."""
    with server.signed_in() as signed_in:
        for folder in ("INBOX", "Done"):
            signed_in.create(folder)
            signed_in.select(folder)
            signed_in.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")  # which, unlike STORE, may find none
            signed_in.expunge()
    server.put(FIRST, SECOND)
    return server


def receive(into: Path, *words: str, password: str = PASSWORD) -> Result:
    runner = CliRunner(env={imap.PASSWORD: password})
    return runner.invoke(main, ["--root", str(ROOT), "receive", *words, "--into", str(into)])


def plain(messages: list[bytes]) -> list[bytes]:
    return sorted(one.replace(b"\r\n", b"\n") for one in messages)


def test_reading_leaves_the_mailbox_as_it_was(box: Dovecot, tmp_path: Path) -> None:
    before = (box.all(), box.flags())

    result = receive(tmp_path, "--from", box.address)

    assert "2 returns received: 2 complete.\n1 file could not be used.\n" in result.stdout
    assert len(filed(tmp_path)) == 3
    assert (box.all(), [flag.replace(rb"\Recent", b"") for flag in box.flags()]) == (
        before[0],
        [flag.replace(rb"\Recent", b"") for flag in before[1]],
    )


def test_a_second_run_remembers_what_it_has_seen(box: Dovecot, tmp_path: Path) -> None:
    receive(tmp_path, "--from", box.address)
    journal = (tmp_path / "record.jsonl").read_bytes()

    result = receive(tmp_path, "--from", box.address)

    assert "0 returns received.\n3 files received before.\n" in result.stdout
    assert (tmp_path / "record.jsonl").read_bytes() == journal


def test_an_email_is_moved_once_it_is_recorded(box: Dovecot, tmp_path: Path) -> None:
    receive(tmp_path, "--from", box.address, "--move-to", "Done")

    assert box.all() == []
    assert plain(box.all("Done")) == plain([FIRST, SECOND])
    assert [what for what, _ in events(tmp_path)] == [What.RECEIVED, What.RECEIVED, What.NOT_USABLE]


def test_a_server_that_cannot_move_copies_and_deletes_just_that_one(tmp_path: Path) -> None:
    with dovecot.running("imap_capability = IMAP4rev1 UIDPLUS AUTH=PLAIN LITERAL+") as box:
        box.create("Done")
        box.put(FIRST, SECOND)

        receive(tmp_path, "--from", box.address, "--move-to", "Done")

        assert box.all() == []
        assert plain(box.all("Done")) == plain([FIRST, SECOND])


def test_a_trial_moves_nothing(box: Dovecot, tmp_path: Path) -> None:
    result = receive(tmp_path / "none", "--from", box.address, "--move-to", "Done", "--dry-run")

    assert "2 returns received" in result.stdout
    assert (len(box.all()), box.all("Done"), (tmp_path / "none").exists()) == (2, [], False)


def test_a_folder_may_have_a_name_of_any_letters(box: Dovecot, tmp_path: Path) -> None:
    folder = '"R&AOk-sum&AOk- &- more"'  # as the protocol writes Résumé & more
    box.create(folder)
    box.put(FIRST, folder=folder)
    address = box.address.replace("INBOX", "R%C3%A9sum%C3%A9%20%26%20more")

    assert "1 return received" in receive(tmp_path, "--from", address).stdout


# --- what cannot be done ---------------------------------------------------------------------


def refused(result: Result) -> str:
    assert result.exit_code == 2
    return result.output


def test_a_wrong_password_is_said_and_not_shown(box: Dovecot, tmp_path: Path) -> None:
    said = refused(receive(tmp_path, "--from", box.address, password="letmein"))  # noqa: S106

    assert "does not accept the name and password of audits" in said
    assert "letmein" not in said


def test_the_password_may_be_in_a_file(box: Dovecot, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    (tmp_path / "password").chmod(0o600)
    words = ("--from", box.address, "--password-file", str(tmp_path / "password"))

    assert receive(tmp_path / "returns", *words, password="").exit_code == 1


def test_without_a_password_it_is_said_where_it_is_read_from(tmp_path: Path) -> None:
    said = refused(receive(tmp_path, "--from", "imaps://audits@example.org/INBOX", password=""))

    assert imap.PASSWORD in said


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    said = refused(receive(tmp_path, "--from", "imaps://audits:letmein@example.org/INBOX"))

    assert "A password must not be part of" in said
    assert "letmein" not in said


@pytest.mark.parametrize(
    "address", ["http://a@b/INBOX", "imaps://b/INBOX", "audits@example.org", "imaps://a@b:x/", "imaps://a@b/x%0d%0ay"]
)
def test_another_address_is_no_mailbox(address: str) -> None:
    with pytest.raises(CannotRun):
        imap.mailbox(address)


def test_a_user_may_be_an_address() -> None:
    box = imap.mailbox("imaps://audits@council.example.org@mail.example.org")

    assert (box.user, box.host, box.port, box.folder) == (
        "audits@council.example.org",
        "mail.example.org",
        993,
        "INBOX",
    )


@pytest.mark.parametrize("words", [("/Inbix",), ("/INBOX", "--move-to", "Dome")])
def test_an_unknown_folder_is_said_with_those_that_there_are(
    box: Dovecot, tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder, *more = words

    said = refused(receive(tmp_path, "--from", box.address.replace("/INBOX", folder), *more))

    assert "There is no folder" in said
    assert "Done" in said
    assert filed(tmp_path) == {}


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        said = refused(receive(tmp_path, "--from", f"imaps://audits@127.0.0.1:{free.getsockname()[1]}"))

    assert "cannot be reached" in said


def test_a_server_without_tls_is_said(box: Dovecot, tmp_path: Path) -> None:
    said = refused(receive(tmp_path, "--from", box.address.replace("imap:", "imaps:")))

    assert "does not speak TLS there" in said


def test_a_server_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        box = imap.mailbox(f"imap://audits@127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(CannotRun, match="did not answer in time"), imap.opened(box, "x", time=0.2):
            pass


def test_nothing_but_a_file_or_a_mailbox_can_be_received(tmp_path: Path) -> None:
    assert "Name the files and folders" in refused(receive(tmp_path))
    assert "--move-to" in refused(receive(tmp_path, str(ROOT / "forms"), "--move-to", "Done"))


# --- a secure connection ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="module")
def secured(issuer: Authority) -> Iterator[Dovecot]:
    """A server that proves with its authority's certificate that it is localhost."""
    with dovecot.running(certificate=issuer.certificate_of("localhost")) as running:
        running.create("Done")
        yield running


def secure(box: Dovecot, host: str) -> tuple[str, ...]:
    return ("--from", f"imaps://{dovecot.USER}@{host}:{box.secure}/INBOX", "--move-to", "Done")


def test_a_server_of_an_authority_that_is_trusted_is_read_securely(
    secured: Dovecot, issuer: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(issuer.file))
    secured.put(FIRST)

    result = receive(tmp_path, *secure(secured, "localhost"))

    assert "1 return received: 1 complete.\n" in result.stdout
    assert (result.exit_code, secured.all(), plain(secured.all("Done"))) == (0, [], plain([FIRST]))


@pytest.mark.parametrize(
    ("host", "is_trusted", "why"),
    [
        ("localhost", False, "unable to get local issuer certificate"),
        ("127.0.0.1", True, "IP address mismatch, certificate is not valid for '127.0.0.1'"),
    ],
)
def test_a_server_that_cannot_prove_who_it_is_is_refused_and_nothing_is_moved(
    secured: Dovecot, issuer: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, is_trusted: bool,
    why: str,
) -> None:  # fmt: skip
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(issuer.file))
    secured.put(SECOND)
    before, done = secured.all(), secured.all("Done")

    said = " ".join(refused(receive(tmp_path / "none", *secure(secured, host))).split())

    assert f"The mail server {host}, port {secured.secure}, cannot prove that it is this server: {why}." in said
    assert "SSL_CERT_FILE" in said and "Traceback" not in said and PASSWORD not in said
    assert (secured.all(), secured.all("Done"), (tmp_path / "none").exists()) == (before, done, False)


# --- cut off ---------------------------------------------------------------------------------


def test_a_run_that_is_ended_at_any_moment_loses_nothing_and_doubles_nothing(box: Dovecot, tmp_path: Path) -> None:
    chance = random.Random(14)  # noqa: S311
    for n in range(12):
        box.put(mail((f"{n}.yaml", GOOD.replace("A1077", f"A2{n:03}").encode())).as_bytes())
    put = plain(box.all())
    words = ["--root", str(ROOT), "receive", "--from", box.address, "--move-to", "Done", "--into", str(tmp_path)]
    program = str(Path(sys.executable).parent / "formwright")
    for _ in range(4):
        running = subprocess.Popen(
            [program, *words],
            env=os.environ | {imap.PASSWORD: PASSWORD},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2_000):  # until it has begun to record
            if (tmp_path / "record.jsonl").is_file() or running.poll() is not None:
                break
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.3))
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert plain([*box.all(), *box.all("Done")]) == put

    receive(tmp_path, "--from", box.address, "--move-to", "Done")

    assert (box.all(), plain(box.all("Done"))) == ([], put)
    assert len(filed(tmp_path)) == 15
    assert len(events(tmp_path)) == 15
