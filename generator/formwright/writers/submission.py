"""Answers as a YAML submission, just as the web form writes it: every text in quotation marks, so that
it stays exactly what was typed, whole numbers bare, and what is ticked as a list."""

from collections.abc import Iterator, Mapping

from formwright.answers import address
from formwright.answers.several import Ticked
from formwright.answers.stamp import HEAD
from formwright.writers.spelling import quoted


def write(
    form: str,
    version: str,
    digest: str,
    answers: Mapping[str, str | int | Ticked],
    rows: Mapping[str, int] | None = None,
) -> bytes:
    """The submission; `digest` is that of the form's definition. `answers` are by path, rows
    with their number, in the order of the form. `rows` counts the rows of each repeating section, where some of
    them may have no answer."""
    tree: dict[str, object] = {}
    for path, value in answers.items():
        _put(tree, address.parts(path), value)
    for section, count in (rows or {}).items():
        if count:
            _row_of(tree, section, count - 1)
    said = dict(zip(HEAD, (form, version, digest), strict=True))
    lines = [*(f"{key}: {_scalar(value)}" for key, value in said.items()), *_lines(tree, 0)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _put(tree: dict[str, object], steps: tuple[str, ...], value: str | int | Ticked) -> None:
    head, *rest = steps
    row = address.row_of(head)
    if not rest:
        tree[head] = value
        return
    branch = tree.setdefault(head, {}) if row is None else _row_of(tree, *row)
    assert isinstance(branch, dict)
    _put(branch, tuple(rest), value)


def _row_of(tree: dict[str, object], section: str, row: int) -> dict[str, object]:
    """The row of this number, which is there from now on, as are those before it."""
    rows = tree.setdefault(section, [])
    assert isinstance(rows, list)
    while len(rows) <= row:
        rows.append({})
    found: dict[str, object] = rows[row]
    return found


def _lines(tree: Mapping[str, object], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in tree.items():
        match value:
            case dict():
                yield f"{indent}{key}:"
                yield from _lines(value, depth + 1)
            case list():
                yield f"{indent}{key}:"
                for row in value:
                    yield from _row(row, depth + 1)
            case tuple():
                yield f"{indent}{key}: [{', '.join(map(_scalar, value))}]"
            case _:
                yield f"{indent}{key}: {_scalar(value)}"


def _row(row: Mapping[str, object], depth: int) -> Iterator[str]:
    indent = "  " * depth
    if not row:
        yield f"{indent}- {{}}"
    for n, line in enumerate(_lines(row, 0)):
        yield f"{indent}{'- ' if n == 0 else '  '}{line}"


def _scalar(value: object) -> str:
    return str(value) if isinstance(value, int) else quoted(str(value))
