"""Words of framework.yaml that nothing refers to: a role, a list, a mailbox that nobody needs."""

import re
from collections.abc import Iterable, Iterator

from formwright.definitions.advice.subject import Subject
from formwright.definitions.shape import kind_of
from formwright.definitions.written import Steps, keys_of, scalars
from formwright.diagnostics import Diagnostic, warning
from formwright.marked import Mapping, Marked, once

# What a word is called, and under which keys of the other definitions it can be named.
WORDS = {
    "roles": ("role", ("role", "who", "to", "tell", "default", "owner", "by")),
    "bodies": ("body", ("who", "to", "owner", "by")),
    "service_areas": ("service area", ("service_area", "service_areas", "who")),
    "choices": ("list", ("choices",)),
    "scales": ("scale", ("choices", "scale")),
    "mailboxes": ("mailbox", ("copy_to", "mailbox", "contact")),
    "appendices": ("appendix", ("appendix",)),
}

_MAILBOX = re.compile(r"\]\(mailbox:([\w-]+)\)")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Each word at its own line."""
    named, text = _said(subject)
    for kind, (called, keys) in WORDS.items():
        words = subject.words.data.get(kind, ())
        used = set().union(*(named.get(key, ()) for key in keys))
        if kind == "service_areas" and ("service-areas" in named.get("choices", ()) or used.isdisjoint(_ids(words))):
            continue  # who fills in a form can choose any of them; or none is named, and they are only listed
        name = "number" if kind == "appendices" else "id"
        for n, word in enumerate(words):
            spoken_of = kind in ("roles", "bodies") and any(title in text for title in _titles(word))
            if word[name] not in used and not spoken_of:
                message = f"Nothing in the framework uses the {called} '{word[name]}'."
                place = subject.words.place(kind, n, name)
                yield warning("framework/unused", place, message, "Remove it, or use it where it belongs.")


def _ids(words: Iterable[Mapping]) -> set[str]:
    return {str(word["id"]) for word in words}


def _titles(word: Mapping) -> list[str]:
    """As texts call a role or a body: its title without its abbreviation, or another name for it."""
    return [str(t).partition(" (")[0].casefold() for t in (word["title"], *word.get("aliases", ()))]


def _said(subject: Subject) -> tuple[dict[str, set[str]], str]:
    """All that stands under each key in all definitions, and all of it as text; of the framework's own only its
    document control."""
    found: dict[str, set[str]] = {}
    for marked in subject.written:
        for under, text in _under_each(marked):
            found.setdefault(under, set()).add(text)
    text = "\n".join([*(t for texts in found.values() for t in texts), *(p.text for p in subject.passages)])
    found.setdefault("mailbox", set()).update(_MAILBOX.findall(text))
    return found, " ".join(text.casefold().split())


@once
def _under_each(marked: Marked) -> Iterator[tuple[str, str]]:
    for at, text in scalars(marked.data):
        if kind_of(marked) != "framework" or at[0] == "document_control":
            yield _under(at), text


def _under(at: Steps) -> str:
    """The key that a text stands under; `tell` has the recipients of each judgement below it."""
    if isinstance(at[-1], str):
        return at[-1]
    under = keys_of(at)
    return "tell" if under[-2:-1] == ("tell",) else under[-1]
