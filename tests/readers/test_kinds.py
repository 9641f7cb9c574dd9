"""What a file is, is told by what is in it, and the sooner for what begins as returns do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.readers import kinds
from formwright.readers.kinds import Readable

BEGINNINGS = [
    "form:",
    "form: tier1-generic-audit\n",
    '"form" : ',
    "# Completed.\nform:",
    "#\r\n# x\r\n'form':",
    "#é\nform:",
]
PIECES = st.sampled_from(
    [
        b"%PDF-1.7", b"\0", b"\xff\xfe", b"From: a\nSubject: b\n", b"\n\n", b"<html>", b"kind: form", b"\x07" * 40,
        b"x" * 250 + b"ustar", b"#!AMR", b"ftyp", b"\xe9", "\u2028".encode(), b"\r", b"{}",
    ]
)  # fmt: skip


@pytest.mark.parametrize("beginning", BEGINNINGS)
@given(rest=st.lists(st.one_of(st.binary(max_size=40), PIECES), max_size=5))
def test_what_begins_as_returns_do_is_what_it_would_be_if_it_were_looked_at_at_length(
    beginning: str, rest: list[bytes]
) -> None:
    raw = beginning.encode() + b"".join(rest)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "_BEGINS_AS_RETURNS_DO", re.compile(b"(?!)"))
        at_length = kinds.of(raw, "return.yaml")

    assert kinds.of(raw, "return.yaml") == at_length
    if b"ustar" not in raw and b"%PDF" not in raw and b"ftyp" not in raw:
        assert at_length is Readable.TEXT
