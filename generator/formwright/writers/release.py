"""A released version as a file: one line for each thing that it says, so that people can read it, and two of them
side by side."""

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from formwright.marked import Plain
from formwright.releases.seal import FORMAT, seal
from formwright.writers.spelling import TAKEN, quoted

WIDTH = 120
ABOUT = """\
# Version {version} of {id}, as it was released. Returns that were filled in on it are judged by this file.
# It is never changed, and its seal shows if it was. Only a last day may be added: 'withdrawn: 2026-01-31'.
"""

_KEY = re.compile("[A-Za-z0-9_-]+")
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_ ()/’'–.,;&?!%+-]*[A-Za-z0-9_).,;?!%]")
_AS_WRITTEN = re.compile(r"-?[0-9]+(\.[0-9]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false")
_FOLDED = re.compile(r"\S+(?: \S+)+")
_IN_A_BLOCK = re.compile("[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")

Data = Mapping[str, object]


def write(id: str, version: str, digest: str, in_force: str, framework: Data, definition: Data) -> bytes:
    """The file. `framework` and `definition` are what they say, as texts, lists and mappings."""
    head = {"format": FORMAT, "kind": "release", "id": _spelt(id), "version": quoted(version), "digest": digest}
    first = "".join(f"{key}: {value}\n" for key, value in {**head, "in_force": in_force}.items())
    body = "".join(f"{line}\n" for line in _lines({"framework": framework, "definition": definition}, 0))
    about = ABOUT.format(version=version, id=id)
    return f"{about}{first}seal: {seal(f'{about}{first}{body}')}\n{body}".encode()


def _lines(data: Data, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in data.items():
        name = f"{indent}{key if _KEY.fullmatch(key) else quoted(key)}:"
        match value:
            case Mapping() if value:
                yield name
                yield from _lines(value, depth + 1)
            case str():
                yield from _text(name, value, depth + 1)
            case Sequence() if value and not _is_short(value):
                yield name
                for entry in value:
                    yield from _entry(entry, depth + 1)
            case _:
                yield f"{name} {_in_brackets(value)}"


def _entry(entry: object, depth: int) -> Iterator[str]:
    """One entry of a list."""
    indent = "  " * depth
    if isinstance(entry, Mapping) and entry:
        for n, line in enumerate(_lines(entry, depth + 1)):
            yield f"{indent}- {line[len(indent) + 2 :]}" if n == 0 else line
    elif isinstance(entry, str):
        yield from _text(f"{indent}-", entry, depth + 1)
    elif isinstance(entry, Sequence) and entry and not _is_short(entry):
        yield f"{indent}-"
        for each in entry:
            yield from _entry(each, depth + 1)
    else:
        yield f"{indent}- {_in_brackets(entry)}"


def _is_short(value: Sequence[object]) -> bool:
    """Whether a list is of few short texts, which stand on one line."""
    return all(isinstance(each, str) and "\n" not in each for each in value) and len(_in_brackets(value)) < WIDTH - 40


def _in_brackets(value: object) -> str:
    if isinstance(value, Mapping):
        return "{}"
    assert isinstance(value, Sequence)
    return f"[{', '.join(_spelt(each, in_brackets=True) for each in value if isinstance(each, str))}]"


def _spelt(text: str, in_brackets: bool = False) -> str:
    """A text without quotation marks where it is safe so; a number, a date and a yes or no as its
    author wrote them."""
    if isinstance(text, Plain) and _AS_WRITTEN.fullmatch(text):
        return str(text)
    is_safe = _BARE.fullmatch(text) and text.lower() not in TAKEN and not (in_brackets and "," in text)
    return str(text) if is_safe else quoted(text)


def _text(before: str, text: str, depth: int) -> Iterator[str]:
    """A text on the line that begins so; a long one, or one of several lines, as a block below it."""
    lines = _block(text, WIDTH - 2 * depth) if "\n" in text or len(before) + len(text) > WIDTH else None
    if lines is None:
        yield f"{before} {_spelt(text)}"
        return
    yield f"{before} {lines[0]}"
    yield from (f"{'  ' * depth}{line}" if line else "" for line in lines[1:])


def _block(text: str, width: int) -> list[str] | None:
    """The header and the lines of a block that says the same; None where none does for certain."""
    if not _IN_A_BLOCK.fullmatch(text):
        return None
    if _FOLDED.fullmatch(text):
        return [">-", *wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)]
    lines = text.removesuffix("\n").split("\n")
    if not lines[0].strip() or not lines[-1].strip() or lines[0].startswith(" ") or any(x != x.rstrip() for x in lines):
        return None
    return ["|" if text.endswith("\n") else "|-", *lines]
