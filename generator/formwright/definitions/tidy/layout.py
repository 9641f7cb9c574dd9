"""Entries → lines: indented by two, brackets kept where they fit on a line."""

from formwright.definitions.tidy import scalars
from formwright.definitions.tidy.entries import Collection, Entry, Lines, Scalar, Written
from formwright.definitions.tidy.scalars import STEP, WIDTH

LONGEST_KEY = 1000  # characters: a longer one needs a question mark in front (YAML's own limit is 1024)


def lay_out(written: Written, is_open_ended: bool = False) -> str:
    """The whole text. Its root must be a mapping. Where a kind `is_open_ended`, what stands in brackets stays on its
    line, however long that is: programs write it and put two versions of it together, line by line."""
    assert isinstance(written.root.value, Collection)
    lines = _Layout(is_open_ended).whole(written, written.root.value)
    return "\n".join(lines) + "\n"


class _Layout:
    def __init__(self, is_open_ended: bool = False) -> None:
        self.is_open_ended = is_open_ended
        self.is_open = False  # whether a blank line here would be part of the text above it

    def whole(self, written: Written, root: Collection) -> list[str]:
        heading = [*written.heading, *([written.root.aside] if written.root.aside else [])]
        lines = _without_blank_start(_squeezed([*written.head, *heading]))
        one = _in_brackets(root)
        lines += [one] if one and len(one) <= WIDTH else self._block(root, 0)
        lines += self._comments(_trimmed(written.end), 0)
        return lines + _trimmed(_squeezed(written.foot))

    def _block(self, collection: Collection, indent: int) -> list[str]:
        lines: list[str] = []
        for entry in collection.entries:
            lines += self._comments(entry.above, indent, may_begin_blank=bool(lines))
            lines += self._entry(entry, indent)
        return lines + self._comments(_trimmed(collection.tail), indent)

    def _entry(self, entry: Entry, indent: int) -> list[str]:
        self.is_open = False
        lines: list[str] = []
        start = " " * indent + "-"
        if entry.key:
            key = scalars.as_key(entry.key)
            start = f"{' ' * indent}{key}:"
            if len(key) > LONGEST_KEY:
                lines, start = [f"{' ' * indent}? {key}"], f"{' ' * indent}:"
        aside = f"  {entry.aside}" if entry.aside else ""
        if isinstance(entry.value, Collection):
            one = _in_brackets(entry.value)
            if one and (self.is_open_ended or len(start) + 1 + len(one) <= WIDTH):
                return [*lines, f"{start} {one}{aside}"]
            if aside and entry.value.flow:  # it spoke of all that is opened now
                lines, aside = [" " * indent + aside.lstrip(" "), *lines], ""
            below = self._block(entry.value, indent + STEP)
            first = below[0][indent + STEP :]
            if entry.key or aside or first.startswith("#"):
                return [*lines, start + aside, *below]
            return [*lines, f"{start} {first}", *below[1:]]
        assert entry.value is not None
        text, *further = self._scalar(entry.value, len(start) + 1, indent + STEP)
        lines += [f"{start} {text}".rstrip(" ") + aside, *further]
        return lines + self._comments(_trimmed(entry.within), indent + STEP, may_begin_blank=False)

    def _scalar(self, scalar: Scalar, column: int, indent: int) -> list[str]:
        """The first line from this column on, and whole lines below it."""
        lines = scalars.block(scalar) if scalar.style in ("|", ">") else None
        if lines is None:
            one = scalars.on_one_line(scalar)
            if column + len(one) <= WIDTH and "\n" not in scalar.value:
                return [one]
            lines = scalars.folded(scalar, WIDTH - indent)
            if lines is None or (len(lines) == 2 and indent + len(lines[1]) > WIDTH):
                return [one]
        self.is_open = scalars.is_left_open(lines[0])
        return [lines[0], *(" " * indent + line if line else "" for line in lines[1:])]

    def _comments(self, lines: Lines, indent: int, may_begin_blank: bool = True) -> list[str]:
        lines = _squeezed(lines)
        if self.is_open or not may_begin_blank:
            lines = _without_blank_start(lines)
        if lines:
            self.is_open = False
        return [" " * indent + line if line else "" for line in lines]


def _in_brackets(collection: Collection) -> str | None:
    """On one line in brackets, where the author wrote brackets and no comment inside."""
    if not collection.flow or any(collection.tail):
        return None
    parts: list[str] = []
    for entry in collection.entries:
        if any(entry.above) or entry.aside:
            return None
        match entry.value:
            case Scalar() as scalar:
                value: str | None = scalars.on_one_line(scalar)
            case Collection() as inner:
                value = _in_brackets(inner)
            case None:
                value = None
        if value is None:
            return None
        parts.append(f"{scalars.as_key(entry.key)}: {value}" if entry.key else value)
    return ("{%s}" if collection.is_mapping else "[%s]") % ", ".join(parts)


def _squeezed(lines: Lines) -> Lines:
    """Never two blank lines in a row."""
    return [line for n, line in enumerate(lines) if line or n == 0 or lines[n - 1]]


def _without_blank_start(lines: Lines) -> Lines:
    return lines[1:] if lines and not lines[0] else lines


def _trimmed(lines: Lines) -> Lines:
    """Without blank lines at the end."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return lines[:end]
