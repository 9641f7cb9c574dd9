"""A notice as the pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """`key` tells one notice from all others. `state` is `ready`, `sent`, `refused`, `uncertain` or `given-up`;
    `problem` says what the mail server or the program made of it, where something went wrong. `because` says why it
    comes to this person, `text` is what they read. `file` is the return's."""

    key: str
    kind: str
    state: str
    sha256: str
    file: str
    case_id: str | None
    role: str
    name: str
    email: str
    because: str
    subject: str
    text: str
    problem: str | None = None
