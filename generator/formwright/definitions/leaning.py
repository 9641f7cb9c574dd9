"""What refers to what in a framework: each reference with the thing that makes it, the thing that it leads to, and its
line.

A reference is where a definition's schema says so (a role, a standard, a list to choose from), where the duties name
their section or the handbook its documents, wherever a text has a link, and wherever it names a standard by its number
("standard 1.4", "standards 3.1 to 3.4").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from formwright.definitions import texts
from formwright.definitions.chapters import Passage
from formwright.definitions.kinds import Definition
from formwright.definitions.shape import kind_of
from formwright.definitions.things import things
from formwright.definitions.tidy.order import of_kind
from formwright.definitions.written import Steps, scalars
from formwright.definitions.written.form import Section, sections
from formwright.document import prose
from formwright.marked import Marked, once
from formwright.model.duties import Duties
from formwright.model.framework import Framework
from formwright.model.handbook import Handbook
from formwright.model.leaning import Lean, Thing, Things, Web
from formwright.model.measures import Measures
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


def web(
    sources: Iterable[Marked],
    passages: Iterable[Passage],
    framework: Framework,
    definitions: Iterable[Definition],
    duties: Duties | None,
    measures: Measures | None,
    handbook: Handbook | None,
) -> Web:
    """All things of a framework, and every reference between them, file by file. `sources` are its sound definitions,
    `passages` the handbook's chapters. A reference that leads to nothing that is known is left out: `validate` has
    spoken of it."""
    found = things(framework, definitions, duties, measures, handbook)
    return Web(found, tuple(_leans(sources, passages, found)))


def _leans(sources: Iterable[Marked], passages: Iterable[Passage], things: Things) -> Iterator[Lean]:
    for marked in sources:
        for found in _references(marked):
            by = _maker(marked, found.at)
            if by is None:  # such as what framework.yaml says of fields: of many forms, and no thing of its own
                continue
            on = _of_the_form(marked, found.name, things) if found.is_path else things.first(found.sorts, found.name)
            if on is not None and by != on and by in things:
                yield Lean(by, on, found.place)
        for at, text in scalars(marked.data):
            for number, on in _standards_in(text, things):
                by = _maker(marked, at)
                if by is not None and by != on and by in things:
                    yield Lean(by, on, marked.place_of(number, *at))
    for passage in passages:
        by = Thing("passage", passage.id)
        for part in (passage, *passage.notes):
            for target in _targets(part.text):
                on = _linked(target, things)
                if on is not None and on != by and by in things:
                    yield Lean(by, on, part.place_of(target, after="]("))
            for number, on in _standards_in(part.text, things):
                if by in things:
                    yield Lean(by, on, part.place_of(number))


@once
def _references(marked: Marked) -> Iterator[_Reference]:
    kind = kind_of(marked)
    if kind in (None, "directory"):  # people, not what they lean on
        return
    for at, name in scalars(marked.data):
        sorts = _sorts(str(kind), tuple(step if isinstance(step, str) else None for step in at))
        if sorts:
            yield _Reference(at, sorts, name, marked.place(*at))
    if kind == "framework":
        return
    for at, text in texts.markdown(marked):
        for target in _targets(text):
            scheme, _, name = target.partition(":")
            sorts = (_LINKS[scheme],) if scheme in _LINKS else ("document",)
            place = marked.place_of(target, *at, after="](")
            yield _Reference(at, sorts, name if scheme in _LINKS else target, place)


def _targets(text: str) -> Iterator[str]:
    """What the links in a text lead to."""
    return prose.links(text) if "](" in text else iter(())


@cache
def _sorts(kind: str, at: tuple[str | None, ...]) -> tuple[str, ...]:
    """What the schema of a kind says that a name at this place refers to; None is any entry of a list."""
    if kind in ("duties", "measures") and at[-1] == "section":
        return ("passage", "document")
    rules = of_kind(kind)
    for step in at:
        rules = rules.of_items() if step is None else rules.under(step)
    return next((_SORTS[name] for name in rules.references if name in _SORTS), ())


# --- standards that are named in words -----------------------------------------------------------

_NUMBER = r"\d+(?:\.\d+)+"
_JOINED = r"\s*(?:,|,?\s(?:and|or|to)\s|[-–])\s*"
_NUMBERED = re.compile(rf"\bstandards?\s+(?P<numbers>{_NUMBER}(?:{_JOINED}{_NUMBER})*)", re.IGNORECASE)


def _standards_in(text: str, things: Things) -> Iterator[tuple[str, Thing]]:
    """The standards that a text names by number, each with the number by which to find it there; of "1.1 to 1.4" all
    four."""
    for found in _NUMBERED.finditer(text) if "tandard" in text else ():
        signs = re.findall(rf"{_NUMBER}|to|[-–]", found["numbers"])
        named = [Thing("standard", sign) for sign in signs]
        for n, (sign, thing) in enumerate(zip(signs, named, strict=True)):
            if thing in things:
                yield sign, thing
            elif not sign[0].isdigit():
                yield from ((signs[n - 1], each) for each in things.between(named[n - 1], named[n + 1]))


def _maker(marked: Marked, at: Steps) -> Thing | None:
    """What a person would say makes the reference: a question, a field, a duty, a standard; else the document."""
    data, kind = marked.data, kind_of(marked)
    match kind, at:
        case "framework", ("teams", int() as n, *_):
            return Thing("team", str(data["teams"][n]["id"]))
        case "framework", _:
            return None
        case "figures", ("figures", int() as n, *_):
            return Thing("figure", str(data["figures"][n]["id"]))
        case "glossary", ("terms", int() as n, *_):
            return Thing("term", str(data["terms"][n]["term"]))
        case "standards", ("groups", int() as n, "standards", int() as m, *_):
            return Thing("standard", str(data["groups"][n]["standards"][m]["id"]))
        case "form", ("sections", int() as n, *rest):
            return _in_section(marked, n, rest)
        case "form", ("escalation", *_):
            return Thing("rules", str(data["id"]))
        case "duties", ("duties", int() as n, *_):
            return Thing("duty", str(data["duties"][n]["id"]))
        case "measures", ("subjects", int() as n, *_):
            return Thing("subject", str(data["subjects"][n]["id"]))
        case _:
            return Thing("document", str(data.get("id", kind)))


def _in_section(marked: Marked, n: int, rest: list[str | int]) -> Thing:
    form, section = str(marked.data["id"]), [*sections(marked.data)][n]
    match rest:
        case ("questions", int() as m, *_):
            # An entry may be a heading alone, so a question's number among the entries is not its number among these.
            asked = (question.path for question in section.questions if question.at[-1] == m)
            return next((Thing("question", f"{form}:{path}") for path in asked), _section(form, section))
        case ("fields" | "after" as key, int() as m, *_):
            return Thing("field", f"{form}:{section.prefix}.{section.raw[key][m]['id']}")
        case ("answers", int() as m, *_):
            return Thing("field", f"{form}:{section.raw['id']}.*.{section.raw['answers'][m]['id']}")
        case _:
            return _section(form, section)


def _section(form: str, section: Section) -> Thing:
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
