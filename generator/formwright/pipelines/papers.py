"""The monthly paper: a framework and the record of its returns → the figures of a month or another time."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from formwright.answers.kinds import GRADE
from formwright.compose.base import Texts
from formwright.definitions.library import Edition, Library
from formwright.diagnostics import Diagnostic
from formwright.document.prose import plain
from formwright.model.form import Field, Form, Question, Questions, Section
from formwright.model.framework import Framework
from formwright.model.standards import Standards
from formwright.oversight.paper.figures import Figures, figures
from formwright.oversight.paper.span import Span
from formwright.oversight.paper.tools import Asked, Grades, Line, Names, Tool
from formwright.pipelines import acting, moderating, owed
from formwright.pipelines.differing import compared
from formwright.record import actions
from formwright.record.store import Record
from formwright.releases.differences.change import Effect
from formwright.releases.differences.followed import Followed


def of_span(library: Library, record: Record, span: Span, today: date, faults: int = 0) -> Figures:
    """The figures of one time, as they are known `today`. `faults` is how many things are wrong with the folder of
    returns. The framework must be usable."""
    assert library.framework is not None
    rules = owed.rules_of(library) if library.duties else None
    audited = (span.period.first.isoformat(), span.period.last.isoformat())
    acted = actions.by_area(record, acting.wanted(record, library.deadlines, today, audited=audited))
    judged_twice = moderating.moderated(library, record, span.period)
    return figures(record, tuple(tools(library)), names(library), rules, span, today, acted, judged_twice, faults)


def names(library: Library) -> Names:
    framework = library.framework
    assert framework is not None
    texts = Texts(framework)
    standards = {
        standard.id: plain(texts.inlines(standard.text))
        for one in library.definitions
        if isinstance(one, Standards)
        for group in one.groups
        for standard in group.standards
    }
    return Names(
        areas={area.id: area.label for area in framework.service_areas},
        teams={team.id: team.label for team in framework.teams},
        roles={role.id: role.title for role in framework.roles},
        standards=standards,
        themes={theme.id: theme.label for theme in framework.themes},
    )


# --- the tools, and which of their versions can be added up ---------------------------------


def tools(library: Library) -> Iterator[Tool]:
    """Each form of the framework, in all its versions; then those that are only known as they were released."""
    known = {form.identity.id: form for form in library.forms}
    for id in (*known, *(id for id in library.released.ids if id not in known)):
        editions = [one for one in _editions(library, id) if isinstance(one.definition, Form)]
        if editions:
            yield Tool(id, editions[-1].form.identity.title, tuple(lines(editions)))


def _editions(library: Library, id: str) -> Iterator[Edition]:
    """Every version that can be used, the earliest first; that of now is the last, unless it is released as it is."""
    now = next((form for form in library.forms if form.identity.id == id), None)
    for version in library.released.versions(id):
        if now is not None and version == now.identity.version:
            continue
        found = library.released.get(id, version)
        if not isinstance(found, Diagnostic):
            yield Edition(found.definition, found.framework, found.head)
    if now is not None:
        assert library.framework is not None
        yield Edition(now, library.framework)


def lines(editions: Sequence[Edition]) -> Iterator[Line]:
    """Versions of one form, the earliest first, by those that can be added up."""
    members, why = [editions[0]], tuple[str, ...]()
    for before, after in pairwise(editions):
        breaking = tuple(c.message for c in compared(before, after).changes if c.effect is Effect.BREAKS)
        if breaking:
            yield _line(members, why)
            members, why = [], breaking
        members.append(after)
    yield _line(members, why)


def _line(editions: Sequence[Edition], why: tuple[str, ...]) -> Line:
    """The last of its versions says how its questions are asked."""
    last = editions[-1]
    form = last.form
    judgement = form.judgement
    return Line(
        tuple(one.form.identity.version for one in editions),
        _judged(judgement) if judgement else None,
        tuple(_asked(editions)),
        why,
    )


def _judged(field: Field) -> Grades | None:
    choices = field.choices or ()
    if field.scale is None or len(choices) < 2:
        return None
    return Grades(field.scale, tuple(str(c.value) for c in choices), tuple(c.label for c in choices))


def _asked(editions: Sequence[Edition]) -> Iterator[Asked]:
    last = editions[-1]
    paths = {field.path: {(last.form.identity.version, field.path)} for field in last.form.fields}
    for one in editions[:-1]:
        for old, new in Followed(one.form, last.form).fields.items():
            if new.path in paths:
                paths[new.path].add((one.form.identity.version, old))
    texts = Texts(last.framework)
    for section in last.form.sections:
        for question, field in _graded(section):
            scale = _grades(field, last.framework)
            if scale is None:
                continue
            number, words = _named(section, question, field, texts)
            standards = question.standards if question else ()
            yield Asked(number, words, scale, standards, frozenset(paths[field.path]))


def _graded(section: Section) -> Iterator[tuple[Question | None, Field]]:
    """The fields of a section that are graded, each with the question that it answers."""
    content = section.content
    questions = content.questions if isinstance(content, Questions) else ()
    found = {field.path: question for question in questions for field in question.fields}
    for field in section.fields:
        if field.kind is GRADE and field.repeat is None:
            yield found.get(field.path), field


def _named(section: Section, question: Question | None, field: Field, texts: Texts) -> tuple[str, str]:
    """The number that people read, and what is asked; which of several grades, where the question has more."""
    if question is None:
        return "", f"{section.title}: {field.label}"
    words = plain(texts.inlines(question.ask))
    others = [one for one in question.fields if one.kind is GRADE]
    return question.shown, f"{words} ({field.label})" if len(others) > 1 else words


def _grades(field: Field, framework: Framework) -> Grades | None:
    found = next((scale for scale in framework.scales if scale.id == field.scale), None)
    if found is None:
        return None
    return Grades(found.id, tuple(str(g.grade) for g in found.grades), tuple(g.label for g in found.grades))
