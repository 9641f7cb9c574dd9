"""What the meaning of a definition rests on: the words of the framework that it uses, and the practice standards that
it names."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Data
from typing import Any

from formwright.definitions import texts
from formwright.definitions.written import everything, keys_of
from formwright.document import prose
from formwright.marked import Mapping, Marked
from formwright.model.standards import Standards

ALWAYS = ("title", "version", "issued", "language", "organisation")
"""What every document carries."""

NAMED = {"roles": "id", "bodies": "id", "choices": "id", "scales": "id", "mailboxes": "id", "appendices": "number"}
"""Lists of framework.yaml of which a definition uses those that it names, and the key of their names."""

WHOLE = {"service_areas": ("service-areas", "service_area"), "teams": ("teams", "team")}
"""Lists that are used whole or not at all, and what a definition says that uses them: the name of the list to choose
from, or a field of this id, whose answer says whose case it is."""


def words(definition: Marked, framework: Mapping, standards: Iterable[Standards]) -> Data[str, Any]:
    """The part of framework.yaml, as it is written, that this definition uses, with the standards that it names."""
    said = {text for _, text, _ in everything(definition.data)}
    linked = [target.partition(":") for _, text in texts.markdown(definition) for target in prose.links(text)]
    said |= {name for scheme, colon, name in linked if colon and scheme in ("appendix", "mailbox")}
    found: dict[str, Any] = {key: framework[key] for key in ALWAYS}
    for key, name in NAMED.items():
        found[key] = [entry for entry in framework.get(key, ()) if str(entry[name]) in said]
    for key, names in WHOLE.items():
        ids = {str(entry["id"]) for entry in framework.get(key, ())}
        found[key] = framework.get(key, ()) if said & {*names, *ids} else []
    named = {*_standards(definition), *(name for scheme, _, name in linked if scheme == "standard")}
    found["standards"] = [{"id": id, "text": text} for id, text in _texts(standards).items() if id in named]
    needed = ("roles", "service_areas")  # as in framework.yaml itself
    return {key: value for key, value in found.items() if value or key in needed}


def names_standards(definition: Marked) -> bool:
    """Whether a definition names any practice standard."""
    links = (target for _, text in texts.markdown(definition) for target in prose.links(text))
    return bool(_standards(definition)) or any(target.startswith("standard:") for target in links)


def _standards(definition: Marked) -> set[str]:
    is_set = definition.data["kind"] == "standards"
    return set() if is_set else set(_under(definition, "standards"))


def _under(definition: Marked, key: str) -> Iterator[str]:
    return (text for at, text, is_key in everything(definition.data) if not is_key and keys_of(at)[-1:] == (key,))


def _texts(standards: Iterable[Standards]) -> dict[str, str]:
    """The text of each, by number."""
    return {one.id: one.text for every in standards for group in every.groups for one in group.standards}
