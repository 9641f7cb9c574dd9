"""What is said of an email is what became of it, wherever a mail server lets go of it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.mail.certificates import certificate_of
from tests.mail.mail_server import Handler, serving

from formwright.errors import CannotRun
from formwright.mail.server import Answer, Patience, Post, opened, password_for
from formwright.model.mail import Security, Server

QUICK = Patience(0.5, 0.5)
ANN = "ann@example.org"


@contextmanager
def post_to(handler: Handler) -> Iterator[Post]:
    with serving(handler) as port, opened(Server("127.0.0.1", port, Security.NONE), None, QUICK) as post:
        yield post


def message(number: int = 1) -> bytes:
    return f"Message-ID: <{number}@example.org>\r\n\r\nText\r\n.\r\n..\r\n".encode()


@pytest.mark.parametrize(
    ("plan", "answer"),
    [
        ("rcpt later", Answer.LATER),
        ("rcpt refuses", Answer.REFUSED),
        ("rcpt goodbye", Answer.LATER),
        ("data later", Answer.LATER),
        ("data refuses", Answer.REFUSED),
        ("end later", Answer.LATER),
        ("end refuses", Answer.REFUSED),
        ("end goodbye", Answer.LATER),
        *((f"{stage} {deed}", Answer.LATER) for stage in ("mail", "rcpt", "data") for deed in ("drops", "hangs")),
        *((f"{stage} babbles", Answer.LATER) for stage in ("mail", "rcpt", "data")),
        *((f"end {deed}", Answer.UNCERTAIN) for deed in ("drops", "hangs", "babbles")),
        *((f"end takes and {deed}", Answer.UNCERTAIN) for deed in ("drops", "hangs")),
    ],
)
def test_it_is_known_what_became_of_an_email_or_said_that_it_is_not(plan: str, answer: Answer) -> None:
    handler = Handler(lambda _: plan)
    with post_to(handler) as post:
        handed = post.hand_over(ANN, "bob@example.org", message())
        handler.plan = lambda _: "accepts"
        after = post.hand_over(ANN, "cay@example.org", message(2))

    assert (handed.answer, after.answer) == (answer, Answer.ACCEPTED)
    assert handler.accepted["<2@example.org>"] == 1
    assert handler.accepted["<1@example.org>"] == ("takes" in plan)


@pytest.mark.parametrize("plan", ["mail later", "mail refuses", "mail goodbye"])
def test_a_server_that_takes_nothing_from_us_is_no_fault_of_any_one_email(plan: str) -> None:
    with post_to(Handler(lambda _: plan)) as post, pytest.raises(CannotRun, match=ANN):
        post.hand_over(ANN, "bob@example.org", message())


def test_a_connection_that_was_closed_in_between_is_opened_again() -> None:
    handler = Handler(lambda n: "mail goodbye" if n == 1 else "accepts")
    with post_to(handler) as post:
        answers = [post.hand_over(ANN, "bob@example.org", message(n)).answer for n in range(3)]

    assert answers == [Answer.ACCEPTED] * 3 and set(handler.accepted.values()) == {1}


def test_a_message_arrives_as_it_was_with_its_dots() -> None:
    found = []

    class Keeping(Handler):
        def _take(self, envelope: object) -> None:
            found.append(envelope.content)  # type: ignore[attr-defined]

    with post_to(Keeping()) as post:
        post.hand_over(ANN, "bob@example.org", message())

    assert found == [message()]


def test_an_email_that_is_too_large_is_refused_before_it_is_sent() -> None:
    handler = Handler()
    with (
        serving(handler, data_size_limit=1000) as port,
        opened(Server("127.0.0.1", port, Security.NONE), None, QUICK) as post,
    ):
        large = post.hand_over(ANN, "bob@example.org", message() + b"x\r\n" * 1000)
        small = post.hand_over(ANN, "bob@example.org", message())

    assert (large.answer, small.answer) == (Answer.REFUSED, Answer.ACCEPTED)
    assert "too large" in large.said


@pytest.mark.parametrize(
    "address", ["zoë@example.org", "a\r\nRCPT TO:<b@example.org>", "Bob <bob@example.org>", "b(ob)@example.org", ""]
)
def test_what_is_not_one_plain_address_is_refused_and_the_next_email_goes(address: str) -> None:
    handler = Handler()
    with post_to(handler) as post:
        assert post.hand_over(ANN, address, message()).answer is Answer.REFUSED
        assert post.hand_over(ANN, "bob@example.org", message(2)).answer is Answer.ACCEPTED

    assert handler.to == ["bob@example.org"]


def test_a_server_that_says_nothing_is_said_not_to_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server("127.0.0.1", silent.getsockname()[1], Security.NONE)
        with pytest.raises(CannotRun, match="did not answer in time"), opened(server, None, QUICK):
            pass


def test_a_name_that_no_computer_has_is_said_to_be_unknown() -> None:
    with (
        pytest.raises(CannotRun, match="no computer of this name"),
        opened(Server("nowhere.invalid", 465, Security.TLS), None, QUICK),
    ):
        pass


def test_without_tls_a_server_that_should_have_it_is_given_nothing() -> None:
    with serving(Handler()) as port:
        for security, said in ((Security.STARTTLS, "does not offer TLS"), (Security.TLS, "does not speak TLS")):
            with pytest.raises(CannotRun, match=said), opened(Server("localhost", port, security), None, QUICK):
                pass


def test_only_a_server_on_this_computer_can_do_without_tls() -> None:
    with (
        pytest.raises(CannotRun, match="only for a server on this computer"),
        opened(Server("mail.example.org", 25, Security.NONE), None, QUICK),
    ):
        pass


# --- who it is, and who we are ------------------------------------------------------------------


@pytest.mark.parametrize("password", ["s3cret", "Größe ✓"])
def test_a_user_signs_in_over_tls(password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, context = certificate_of("localhost", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    handler = Handler()
    with serving(handler, context, password) as port:
        server = Server("localhost", port, Security.STARTTLS, "audits")
        with pytest.raises(CannotRun, match="does not accept the user's name and password") as fault:
            opened(server, "wrong secret", QUICK).__enter__()
        nobody = opened(Server("localhost", port, Security.STARTTLS), None, QUICK)
        with pytest.raises(CannotRun, match="wants a user to sign in"), nobody as post:
            post.hand_over(ANN, "bob@example.org", message())
        with opened(server, password, QUICK) as post:
            assert post.hand_over(ANN, "bob@example.org", message()).answer is Answer.ACCEPTED

    assert "secret" not in str(fault.value)


def test_a_server_that_lets_nobody_sign_in_is_named() -> None:
    with serving(Handler()) as port:
        server = Server("localhost", port, Security.NONE, "audits")
        with pytest.raises(CannotRun, match="lets nobody sign in"), opened(server, "s3cret", QUICK):
            pass


@pytest.mark.parametrize(("name", "trusted"), [("localhost", False), ("elsewhere.example.org", True)])
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(
    name: str, trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, context = certificate_of(name, tmp_path)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with (
        serving(Handler(), context) as port,
        pytest.raises(CannotRun, match="cannot prove that it is this server"),
        opened(Server("localhost", port, Security.STARTTLS), None, QUICK),
    ):
        pass


def test_the_password_is_in_a_file_that_others_cannot_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, file = Server("localhost", 25, Security.NONE, "audits"), tmp_path / "password"
    file.write_text("s3cret\n")
    file.chmod(0o644)
    with pytest.raises(CannotRun, match="Everybody on this computer can read"):
        password_for(server, file)
    file.chmod(0o600)

    assert password_for(server, file) == "s3cret"
    monkeypatch.delenv("FORMWRIGHT_SMTP_PASSWORD", raising=False)
    with pytest.raises(CannotRun, match="There is no password for audits"):
        password_for(server, None)
    monkeypatch.setenv("FORMWRIGHT_SMTP_PASSWORD", "other")
    assert password_for(server, None) == "other"
