"""Released versions read back: as the model that they were, by the words that they were written with.

What a format of released files holds is read by the function of its number here, for good: that of a number is never
changed so that what was released means something else. Whether it does is seen each time: what was read must have the
digest that it was released with.
"""

from collections.abc import Callable, Mapping

from formwright import marked
from formwright.definitions import kinds
from formwright.diagnostics import Diagnostic, error
from formwright.model.release import Head, Release
from formwright.places import Place
from formwright.releases.frozen import Frozen


def read(file: Frozen) -> Release | Diagnostic:
    """What was released, or why this program cannot tell."""
    found = marked.read(file.text.encode(), file.head.file)
    if found.diagnostics:
        return _unreadable(file.head, "is sealed, but is not a released version")
    try:
        return _READERS[file.format](file.head, found.data)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, StopIteration, RecursionError):
        return _unreadable(file.head, "is sealed, but is not a released version")


def _first(head: Head, data: marked.Mapping) -> Release | Diagnostic:
    """Format 1: under `framework` a part of framework.yaml and `standards`, under `definition` the definition."""
    words, definition = data["framework"], data["definition"]
    framework = kinds.framework.build(words)
    built = kinds.build(definition, framework)
    if built.identity.digest != head.digest:
        return _unreadable(head, "does not mean the same to this version of Formwright as to the one that wrote it")
    if (built.identity.id, built.identity.version) != (head.id, head.version):
        return _unreadable(head, "is sealed, but contains a different definition from the one it names")
    standards = {str(each["id"]): str(each["text"]) for each in words.get("standards", ())}
    return Release(head, built, framework, standards)


_READERS: Mapping[int, Callable[[Head, marked.Mapping], Release | Diagnostic]] = {1: _first}


def _unreadable(head: Head, what: str) -> Diagnostic:
    message = f"This file {what}, so returns on its version cannot be checked."
    hint = "Restore it as it was when it was released. If it has not changed, please report this."
    return error("release/unreadable", Place(head.file), message, hint)
