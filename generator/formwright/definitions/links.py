"""The targets of links: a name after a word that says what it names, such as `appendix:2A`."""

from collections.abc import Iterable

from formwright.misspelt import slip


def meant(target: str, schemes: Iterable[str]) -> str | None:
    """The target as it was meant, where the word in front of its colon is misspelt."""
    scheme, colon, name = target.partition(":")
    near = slip(scheme, schemes) if colon else None
    return f"{near}:{name}" if near else None
