"""The things of a framework that something can refer to: what people call each, and the digest of its words.

A thing's words are those that others rely on: a standard's text, a passage's own text, what a question asks and how it
is answered. Of a document they are its title, its summary and who it is for, as its questions and standards are things
of their own.
"""

from collections.abc import Iterable, Iterator

from formwright.answers.kinds import KINDS, Source
from formwright.definitions.kinds import Definition
from formwright.definitions.kinds.choices import choices_of
from formwright.definitions.kinds.identity import digest
from formwright.document.prose import in_words
from formwright.model.duties import Duties
from formwright.model.form import Choice, Field, Form, Question, Questions
from formwright.model.framework import Framework
from formwright.model.handbook import Handbook
from formwright.model.identity import Identity
from formwright.model.leaning import Thing, Things, Told
from formwright.model.measures import Measures
from formwright.model.standards import Standards

LENGTH = 12
"""How many signs of a digest are kept: enough to notice any change that a person makes."""

Named = tuple[Thing, Told]
Words = str | None | tuple["Words", ...]


def things(
    framework: Framework,
    definitions: Iterable[Definition],
    duties: Duties | None,
    measures: Measures | None,
    handbook: Handbook | None,
) -> Things:
    """All that the framework's sound definitions define."""
    return Things(dict(_all(framework, definitions, duties, measures, handbook)))


def _all(
    framework: Framework,
    definitions: Iterable[Definition],
    duties: Duties | None,
    measures: Measures | None,
    handbook: Handbook | None,
) -> Iterator[Named]:
    yield from _of_framework(framework)
    lists = _lists(framework)
    for definition in definitions:
        document, told = _document(definition.identity)
        yield document, told
        match definition:
            case Form():
                yield from _of_form(definition, document, lists)
            case Standards():
                yield from _of_standards(definition, document)
            case _:
                pass
    if duties:
        document, told = _document(duties.identity)
        yield document, told
        for duty in duties.duties:
            yield _named("duty", duty.id, in_words(duty.what), f"the duty '{duty.id}'", duty.what, within=document)
    if measures:
        document, told = _document(measures.identity)
        yield document, told
        for subject in measures.subjects:
            called = f"the subject “{subject.what}”"
            said = digest(subject.measures)
            yield _named("subject", subject.id, subject.what, called, subject.what, said, within=document)
    if handbook:
        document, told = _document(handbook.identity)
        yield document, told
        for passage in (*handbook.summary_page, *handbook.chapters):
            called = f"the passage “{passage.title}”"
            yield _named("passage", passage.id, passage.title, called, passage.title, passage.text, within=document)
        for figure in handbook.figures:
            said = digest(figure)
            yield _named("figure", figure.id, figure.title, f"the figure “{figure.title}”", said, within=document)
        for term in handbook.glossary:
            yield _named("term", term.term, term.term, f"the term “{term.term}”", term.means, within=document)


def _named(sort: str, name: str, title: str, called: str, *words: Words, within: Thing | None = None) -> Named:
    return Thing(sort, name), Told(title, called, digest(*map(_even, words))[:LENGTH], within)


def _even(words: Words) -> Words:
    """Words without what wrapping a paragraph anew changes."""
    return " ".join(words.split()) if isinstance(words, str) else tuple(map(_even, words)) if words else None


def _document(identity: Identity) -> Named:
    words = (identity.title, identity.summary, identity.audience, identity.appendix)
    return _named("document", identity.id, identity.title, f"“{identity.title}”", *words)


def _of_framework(framework: Framework) -> Iterator[Named]:
    for role in framework.roles:
        yield _named("role", role.id, role.title, f"the role “{role.title}”", role.title)
    for body in framework.bodies:
        yield _named("body", body.id, body.title, f"“{body.title}”", body.title)
    for area in framework.service_areas:
        yield _named("service-area", area.id, area.label, f"the service area “{area.label}”", area.label)
    for team in framework.teams:
        yield _named("team", team.id, team.label, f"the team “{team.label}”", team.label, team.service_area)
    for choices in framework.choices:
        yield _named("list", choices.id, choices.title, f"the list “{choices.title}”", _chosen(choices.choices))
    areas = tuple((area.id, area.label) for area in framework.service_areas)
    yield _named("list", "service-areas", "Service areas", "the list of service areas", areas)
    if framework.teams:
        teams = tuple((team.id, team.label) for team in framework.teams)
        yield _named("list", "teams", "Teams", "the list of teams", teams)
    for scale in framework.scales:
        yield _named("scale", scale.id, scale.title, f"the scale “{scale.title}”", digest(scale))
    for mailbox in framework.mailboxes:
        called = f"the mailbox “{mailbox.title}”"
        yield _named("mailbox", mailbox.id, mailbox.title, called, mailbox.title, mailbox.address)
    for appendix in framework.appendices:
        yield _named("appendix", appendix.number, appendix.title, f"appendix {appendix.number}", appendix.title)


def _of_standards(standards: Standards, document: Thing) -> Iterator[Named]:
    for group in standards.groups:
        for one in group.standards:
            called = f"standard {one.id}"
            yield _named("standard", one.id, in_words(one.text), called, one.topic, one.text, within=document)


# --- of a form ---------------------------------------------------------------------------------


def _of_form(form: Form, document: Thing, lists: frozenset[tuple[Choice, ...] | None]) -> Iterator[Named]:
    id, title = form.identity.id, form.identity.title

    def of_field(field: Field, path: str, within: Thing) -> Named:
        called = f"the field “{field.label}” of “{title}”"
        return _named("field", f"{id}:{path}", field.label, called, _asks(field, lists), within=within)

    if form.escalation:
        name = f"Who is notified of “{title}”"
        yield _named("rules", id, name, f"who is notified of “{title}”", digest(form.escalation), within=document)
    for section in form.sections:
        called = f"the section “{section.title}” of “{title}”"
        there = Thing("section", f"{id}:{section.id}")
        yield _named("section", there.name, section.title, called, section.title, section.text, within=document)
        single = section.fields
        if isinstance(section.content, Questions):
            single = section.content.after
            shared: dict[str, Field] = {}
            for question in section.content.questions:
                shared |= {f.path.rpartition(".")[2]: f for f in question.fields}
                yield _question(question, title, there, lists)
            for answer in section.content.answers:
                if answer in shared:
                    yield of_field(shared[answer], f"{section.id}.*.{answer}", there)
        for field in single:
            yield of_field(field, field.path, there)


def _question(question: Question, title: str, section: Thing, lists: frozenset[tuple[Choice, ...] | None]) -> Named:
    ask = in_words(question.ask)
    shown = f"Question {question.shown}: {ask}" if question.shown else ask
    called = f"question {question.shown} of “{title}”" if question.shown else f"the question “{ask}” of “{title}”"
    asks = tuple(_asks(field, lists) for field in question.fields)
    words = (question.heading, question.ask, question.guidance, asks)
    return _named("question", f"{section.name}.{question.id}", shown, called, *words, within=section)


def _asks(field: Field, lists: frozenset[tuple[Choice, ...] | None]) -> Words:
    """The words of a field. What it chooses from is a thing of its own, unless it is written in place."""
    own = () if field.scale or field.choices in lists else _chosen(field.choices or ())
    return field.name, field.hint, field.control, own


def _chosen(choices: Iterable[Choice]) -> Words:
    return tuple((str(choice.value), choice.label, choice.meaning) for choice in choices)


def _lists(framework: Framework) -> frozenset[tuple[Choice, ...] | None]:
    """What a field has to choose from that names one of the framework's lists or scales."""
    names = [c.id for c in framework.choices] + [s.id for s in framework.scales] + ["service-areas"]
    names += ["teams"] if framework.teams else []
    kind = next(kind for kind in KINDS.values() if kind.options is Source.LIST)
    return frozenset(choices_of(kind, name, framework) for name in names)
