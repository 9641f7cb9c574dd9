"""The things of a framework that something can lean on, each with its title and its words."""

from collections.abc import Iterator

from formwright.definitions.library import Library
from formwright.document.prose import in_words
from formwright.model.form import Form, Questions
from formwright.model.framework import Framework
from formwright.model.leaning import Thing, Things
from formwright.model.standards import Standards

Named = tuple[Thing, str, str]


def things(library: Library) -> Things:
    """All that the framework's sound definitions define."""
    found = list(_all(library))
    return Things({thing: title for thing, title, _ in found}, {thing: words for thing, _, words in found})


def _all(library: Library) -> Iterator[Named]:
    if library.framework:
        yield from _of_framework(library.framework)
    for definition in library.everything:
        identity = definition.identity
        yield Thing("document", identity.id), identity.title, identity.digest
        if isinstance(definition, Form):
            yield from _of_form(definition)
        if isinstance(definition, Standards):
            for group in definition.groups:
                for one in group.standards:
                    words = "\n".join(filter(None, (one.topic, one.text)))
                    yield Thing("standard", one.id), in_words(one.text), words
    for duty in library.duties.duties if library.duties else ():
        yield Thing("duty", duty.id), in_words(duty.what), repr(duty)
    if library.handbook:
        for chapter in library.handbook.chapters:
            yield Thing("passage", chapter.id), chapter.title, f"{chapter.title}\n{chapter.text}"
        for figure in library.handbook.figures:
            yield Thing("figure", figure.id), figure.title, repr(figure)


def _of_framework(framework: Framework) -> Iterator[Named]:
    for role in framework.roles:
        yield Thing("role", role.id), role.title, role.title
    for body in framework.bodies:
        yield Thing("body", body.id), body.title, body.title
    for area in framework.service_areas:
        yield Thing("service-area", area.id), area.label, area.label
    for team in framework.teams:
        yield Thing("team", team.id), team.label, repr(team)
    for choices in framework.choices:
        yield Thing("list", choices.id), choices.title, repr(choices)
    yield Thing("list", "service-areas"), "The service areas", repr(framework.service_areas)
    for scale in framework.scales:
        yield Thing("scale", scale.id), scale.title, repr(scale)
    for mailbox in framework.mailboxes:
        yield Thing("mailbox", mailbox.id), mailbox.title, mailbox.address
    for appendix in framework.appendices:
        yield Thing("appendix", appendix.number), appendix.title, appendix.title


def _of_form(form: Form) -> Iterator[Named]:
    id = form.identity.id
    if form.escalation:
        yield Thing("rules", id), f"Who is notified of a return of “{form.identity.title}”", repr(form.escalation)
    for section in form.sections:
        yield Thing("section", f"{id}:{section.id}"), section.title, repr(section)
        if isinstance(section.content, Questions):
            for question in section.content.questions:
                ask = in_words(question.ask)
                shown = f"Question {question.shown}: {ask}" if question.shown else ask
                yield Thing("question", f"{id}:{section.id}.{question.id}"), shown, repr(question)
            for answer in section.content.answers:
                field = next(f for q in section.content.questions for f in q.fields if f.path.endswith(f".{answer}"))
                yield Thing("field", f"{id}:{section.id}.*.{answer}"), field.label, repr(field)
        single = section.content.after if isinstance(section.content, Questions) else section.fields
        for field in single:
            yield Thing("field", f"{id}:{field.path}"), field.label, repr(field)
