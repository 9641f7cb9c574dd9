"""What is drawn on a PDF's pages, as its programs keep it when they save the file: by a fingerprint of each page."""

import hashlib
from collections.abc import Iterable


def fingerprint(pages: Iterable[bytes]) -> str:
    """Of what is drawn on all pages, in order; each is given as its content, unpacked."""
    return hashlib.sha256("".join(map(of_page, pages)).encode()).hexdigest()[:32]


def of_page(content: bytes) -> str:
    """Some programs put what is drawn between a 'q' and a 'Q' of their own, which change nothing."""
    steps = content.split()
    first, last = 0, len(steps)
    while last - first > 1 and steps[first] == b"q" and steps[last - 1] == b"Q":
        first, last = first + 1, last - 1
    return hashlib.sha256(b" ".join(steps[first:last])).hexdigest()
