"""How e-mails leave: `mail` in directory.yaml."""

import pytest

from formwright.definitions.kinds import mail
from formwright.marked import read
from formwright.model.mail import Mail, Security, Server

SAID = """\
kind: directory
holders: []
mail:
  from: audits@example.org
  name: The audit team
  reply_to: people@example.org
  server: {host: smtp.example.org, security: starttls, user: audits}
"""


def build(text: str) -> Mail | None:
    return mail.build(read(text.encode(), "directory.yaml"))


def test_all_that_can_be_said() -> None:
    server = Server("smtp.example.org", 587, Security.STARTTLS, "audits")

    assert build(SAID) == Mail("audits@example.org", "The audit team", "people@example.org", server)


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587), ("none", 25)])
def test_the_port_goes_by_the_security(security: str, port: int) -> None:
    found = build(SAID.replace("starttls", security))

    assert found is not None and found.server is not None and found.server.port == port


def test_a_port_that_is_written_counts() -> None:
    found = build(SAID.replace("user: audits", "port: 2525"))

    assert found is not None and found.server == Server("smtp.example.org", 2525, Security.STARTTLS)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("from: audits@example.org", "from: audits"),
        ("starttls", "ssl"),
        ("user: audits", "password: secret"),
        ("user: audits", "port: 0"),
        ("host: smtp.example.org", "host: 'smtp example'"),
        ("mail:", "post:"),
    ],
)
def test_what_is_not_sound_is_not_used(right: str, wrong: str) -> None:
    assert build(SAID.replace(right, wrong)) is None
