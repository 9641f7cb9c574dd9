"""Whatever a mail server does, each notice is sent once, is still owed, or is said to be uncertain."""

import datetime
import os
import random
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.mail.mail_server import PLANS, Handler, serving
from tests.samples import EXAMPLES, ROOT, times

from formwright.cli import main
from formwright.notices.notice import State
from formwright.record.events import What
from formwright.record.store import reading

MAIL = """
mail:
  from: audits@example.org
  server: {{host: {host}, port: {port}, security: {security}{more}}}
"""


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("framework")
    shutil.copy(ROOT / "framework.yaml", root)
    for name in ("forms", "released"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("good", "inadequate", "requires-improvement"):
        (root / "returns").mkdir(exist_ok=True)
        shutil.copy(EXAMPLES / "returns" / f"{name}.yaml", root / "returns")
    return root


@pytest.fixture
def root(framework: Path) -> Iterator[Path]:
    """Three returns with six notices, and nothing sent yet."""
    yield framework
    for path in (framework / "returns").glob("record.*"):
        path.unlink()


def configured(root: Path, port: int, security: str = "none", more: str = "", host: str = "127.0.0.1") -> None:
    written = (ROOT / "directory.yaml").read_text("utf-8")
    said = MAIL.format(host=host, port=port, security=security, more=more)
    (root / "directory.yaml").write_text(written + said, "utf-8")


def notify(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "notify", *words])


def states(root: Path) -> Counter[str]:
    """How many notices are in each state, by the last event of each."""
    with reading(root / "returns") as record:
        last = {event.more["key"]: str(event.more["state"]) for event in record.events(What.NOTICE)}
    return Counter(last.values())


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


def test_it_asks_and_without_anybody_to_ask_it_sends_nothing(root: Path) -> None:
    server = Handler()
    with serving(server) as port:
        configured(root, port)
        result = notify(root, "--send")

    assert result.exit_code == 2 and "--yes" in result.stderr
    assert not server.accepted and not states(root)


@settings(
    max_examples=times(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(PLANS), min_size=6, max_size=30))
def test_whatever_the_server_does_nothing_is_sent_twice_and_nothing_forgotten(root: Path, plans: list[str]) -> None:
    for path in (root / "returns").glob("record.*"):
        path.unlink()
    server = Handler(lambda n: plans[n] if n < len(plans) else "accepts")
    with serving(server) as port:
        configured(root, port)
        for _ in range(4):
            result = notify(root, "--send", "--yes")
            assert result.exit_code in (0, 1), result.output
        total = len(notify(root, "--list").stdout) and sum(states(root).values())

    assert set(server.accepted.values()) <= {1}
    found = states(root)
    assert found["sending"] == 0
    assert found["sent"] + found["uncertain"] + found["refused"] == total
    assert found["sent"] <= len(server.accepted) <= found["sent"] + found["uncertain"]
    if found["uncertain"] or found["refused"]:
        assert notify(root).exit_code == 1


def test_a_refused_address_is_an_error_until_somebody_says_what_was_done(root: Path) -> None:
    server = Handler(lambda n: "rcpt-5" if n == 0 else "accepts")
    with serving(server) as port:
        configured(root, port)
        assert notify(root, "--send", "--yes").exit_code == 1
        again = notify(root, "--send", "--yes")
        assert again.exit_code == 1 and "notice/refused" in again.stderr and "550 No such mailbox" in again.stderr
        with reading(root / "returns") as record:
            key = next(str(e.more["key"]) for e in record.events(What.NOTICE) if e.more["state"] == State.REFUSED)
        assert notify(root, "--mark-sent", key[:8], "--who", "Ann Bell").exit_code == 0
        last = notify(root, "--send", "--yes")

    assert (last.exit_code, "notice/refused" in last.stderr) == (0, False)


def test_what_is_refused_for_now_is_tried_again_three_times(root: Path) -> None:
    server = Handler(lambda n: "rcpt-4")
    with serving(server) as port:
        configured(root, port)
        runs = [notify(root, "--send", "--yes") for _ in range(4)]

    assert ["to be tried again" in run.stdout for run in runs] == [True, True, True, False]
    assert "notice/refused" in runs[3].stderr


def test_what_is_uncertain_is_sent_again_only_when_somebody_says_so(root: Path) -> None:
    server = Handler(lambda n: "drop-after" if n == 0 else "accepts")
    with serving(server) as port:
        configured(root, port)
        notify(root, "--send", "--yes")
        again = notify(root, "--send", "--yes")
        assert "notice/uncertain" in again.stderr and set(server.accepted.values()) == {1}
        with reading(root / "returns") as record:
            key = next(str(e.more["key"]) for e in record.events(What.NOTICE) if e.more["state"] == State.UNCERTAIN)
        assert notify(root, "--send-again", key, "--who", "Ann Bell").exit_code == 0
        assert notify(root, "--send", "--yes").exit_code == 0

    assert sorted(server.accepted.values())[-1] == 2


# --- who the server is, and who we are ----------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a server called localhost, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_over_starttls_with_a_password_and_a_certificate_that_is_trusted(
    root: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = Handler()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    (tmp_path / "password").write_text("s3cret\n")
    with serving(server, context, "s3cret") as port:
        configured(root, port, "starttls", ", user: audits", "localhost")
        wrong = notify(root, "--send", "--yes", "--password-file", str(certificate))
        none = notify(root, "--send", "--yes")
        assert not server.accepted and not states(root)
        right = notify(root, "--send", "--yes", "--password-file", str(tmp_path / "password"))

    assert wrong.exit_code == 2 and "does not accept" in wrong.stderr
    assert none.exit_code == 2 and "FORMWRIGHT_SMTP_PASSWORD" in none.stderr
    assert right.exit_code == 0 and server.accepted, right.output
    assert "s3cret" not in right.output + wrong.output


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(root: Path, certificate: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = Handler()
    with serving(server, context) as port:
        configured(root, port, "starttls", host="localhost")
        result = notify(root, "--send", "--yes")

    assert result.exit_code == 2 and "cannot prove" in result.stderr
    assert not server.accepted and not states(root)


@pytest.mark.parametrize(
    ("host", "security", "said"),
    [("mail.example.org", "none", "only for a server on this computer"), ("127.0.0.1", "none", "cannot be reached")],
)
def test_a_server_that_cannot_be_used_is_said_and_nothing_is_begun(
    root: Path, host: str, security: str, said: str
) -> None:
    configured(root, 1, security, host=host)

    result = notify(root, "--send", "--yes")

    assert result.exit_code == 2 and said in result.stderr
    assert not states(root)


# --- runs that are cut off ----------------------------------------------------------------------


def test_a_run_that_is_cut_off_anywhere_sends_nothing_twice_and_forgets_nothing(root: Path) -> None:
    """Runs are killed at random moments, and the last one ends by itself."""
    chance = random.Random(7)  # noqa: S311
    server = Handler(pause=0.15)
    program = [str(Path(sys.executable).parent / "formwright"), "--root", str(root), "notify", "--send", "--yes"]
    with serving(server) as port:
        configured(root, port)
        for _ in range(times(6)):
            run = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.8, 2.0))
            os.kill(run.pid, signal.SIGKILL)
            run.wait()
        time.sleep(0.2)
        notify(root, "--send", "--yes")

    found = states(root)
    assert set(server.accepted.values()) <= {1}
    assert found["sent"] <= len(server.accepted) <= found["sent"] + found["sending"] + found["uncertain"]
    assert set(found) <= {"sent", "sending", "uncertain"}
    assert sum(found.values()) >= 5
