"""What refers to what in a framework: each reference with the thing that makes it, the thing that it leads to, and its
line.

A reference is where a definition's schema says so (a role, a standard, a list to choose from), where the duties name
their section or the handbook its documents, and wherever a text has a link.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formwright.definitions import texts
from formwright.definitions.chapters import Passage
from formwright.definitions.shape import kind_of
from formwright.definitions.tidy.order import Rules, of_kind
from formwright.definitions.written import Steps
from formwright.definitions.written.form import sections
from formwright.document import prose
from formwright.marked import Mapping, Marked, Sequence
from formwright.model.leaning import Lean, Thing, Things
from formwright.places import Place

_PATH = ("field", "question")
_SORTS = {
    "path": _PATH,
    "known-role": ("role",),
    "known-actor": ("role", "body", "service-area"),
    "known-service-area": ("service-area",),
    "known-list": ("list", "scale"),
    "known-scale": ("scale",),
    "known-mailbox": ("mailbox",),
    "known-document": ("document",),
    "known-standard": ("standard",),
    "known-appendix": ("appendix",),
}
"""What each sort of reference in the schemas can lead to."""

_LINKS = {
    "appendix": "appendix",
    "mailbox": "mailbox",
    "standard": "standard",
    "section": "passage",
    "figure": "figure",
}


@dataclass(frozen=True, slots=True)
class _Reference:
    """A name at some place of a definition, with the sorts of thing that it can be of."""

    at: Steps
    sorts: tuple[str, ...]
    name: str
    place: Place

    @property
    def is_path(self) -> bool:
        """Whether it is the path of a field of the same form."""
        return self.sorts == _PATH


def leans(sources: Iterable[Marked], passages: Iterable[Passage], things: Things) -> Iterator[Lean]:
    """Every reference in sound definitions, and in the handbook's chapters, file by file. One that leads to nothing
    that is known is left out: `validate` has spoken of it."""
    for marked in sources:
        for found in _references(marked):
            on = _of_the_form(marked, found.name, things) if found.is_path else things.first(found.sorts, found.name)
            by = _maker(marked, found.at)
            if on is not None and by is not None and by != on:
                yield Lean(by, on, found.place)
    for passage in passages:
        for target in prose.links(passage.text):
            on = _linked(target, things)
            if on is not None:
                yield Lean(Thing("passage", passage.id), on, passage.place_of(target, after="]("))


def _references(marked: Marked) -> Iterator[_Reference]:
    kind = kind_of(marked)
    if kind in (None, "directory"):
        return
    yield from _in_data(marked, marked.data, (), of_kind(str(kind)))
    if kind == "duties":
        for n, duty in enumerate(marked.data["duties"]):
            at: Steps = ("duties", n, "section")
            if "section" in duty:
                yield _Reference(at, ("passage", "document"), str(duty["section"]), marked.place(*at))
    if kind == "framework":
        return
    for at, text in texts.markdown(marked):
        for target in prose.links(text):
            scheme, _, name = target.partition(":")
            sorts = (_LINKS[scheme],) if scheme in _LINKS else ("document",)
            place = marked.place_of(target, *at, after="](")
            yield _Reference(at, sorts, name if scheme in _LINKS else target, place)


def _in_data(marked: Marked, node: object, at: Steps, rules: Rules) -> Iterator[_Reference]:
    sorts = next((_SORTS[name] for name in rules.references if name in _SORTS), None)
    match node:
        case Mapping():
            for key, value in node.items():
                yield from _in_data(marked, value, (*at, key), rules.under(key))
        case Sequence():
            for n, value in enumerate(node):
                yield from _in_data(marked, value, (*at, n), rules.of_items())
        case str() if sorts is not None:
            yield _Reference(at, sorts, str(node), marked.place(*at))
        case _:
            pass


def _maker(marked: Marked, at: Steps) -> Thing | None:
    """What a person would say makes the reference: a question, a field, a duty, a standard; else the document."""
    data, kind = marked.data, kind_of(marked)
    match kind, at:
        case "framework", (str() as under, int() as n, *_) if under in _IN_FRAMEWORK:
            return Thing(_IN_FRAMEWORK[under], str(data[under][n]["id"]))
        case "framework" | "figures" | "glossary", _:
            return None
        case "form", ("sections", int() as n, *rest):
            return _in_section(marked, n, rest)
        case "form", ("escalation", *_):
            return Thing("rules", str(data["id"]))
        case "duties", ("duties", int() as n, *_):
            return Thing("duty", str(data["duties"][n]["id"]))
        case _:
            return Thing("document", str(data.get("id", kind)))


_IN_FRAMEWORK = {"teams": "team"}


def _in_section(marked: Marked, n: int, rest: list[str | int]) -> Thing:
    form, section = str(marked.data["id"]), [*sections(marked.data)][n]
    match rest:
        case ("questions", int() as m, *_):
            return Thing("question", f"{form}:{[*section.questions][m].path}")
        case ("fields" | "after" as key, int() as m, *_):
            return Thing("field", f"{form}:{section.prefix}.{section.raw[key][m]['id']}")
        case ("answers", int() as m, *_):
            return Thing("field", f"{form}:{section.raw['id']}.*.{section.raw['answers'][m]['id']}")
        case _:
            return Thing("section", f"{form}:{section.raw['id']}")


def _of_the_form(marked: Marked, path: str, things: Things) -> Thing | None:
    """The field of this path, or the question that it answers."""
    form = marked.data["id"]
    return things.first(("field",), f"{form}:{path}") or things.first(
        ("question",), f"{form}:{path.rpartition('.')[0]}"
    )


def _linked(target: str, things: Things) -> Thing | None:
    scheme, _, name = target.partition(":")
    return things.first((_LINKS[scheme],), name) if scheme in _LINKS else things.first(("document",), target)
