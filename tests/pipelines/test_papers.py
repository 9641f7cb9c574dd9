"""Which versions of a tool can be added up, and what its questions and scales are called."""

from dataclasses import replace

from tests.samples import FRAMEWORK, SMALL

from formwright.definitions.library import Edition
from formwright.model.form import Form, Questions
from formwright.pipelines import papers
from formwright.pipelines.papers import lines


def edition(version: str, ask: str | None = None, id: str | None = None) -> Edition:
    """The small audit as a version, with its first question asked otherwise, or under another id."""
    form = SMALL.form("small-audit")
    section = next(s for s in form.sections if isinstance(s.content, Questions))
    assert isinstance(section.content, Questions) and SMALL.framework
    first, *others = section.content.questions
    changed = replace(first, ask=ask or first.ask)
    if id is not None:
        fields = tuple(replace(f, path=f.path.replace(f".{first.id}.", f".{id}.")) for f in first.fields)
        changed = replace(changed, id=id, fields=fields, was=(first.id,))
    content = replace(section.content, questions=(changed, *others))
    sections = tuple(replace(s, content=content) if s is section else s for s in form.sections)
    made: Form = replace(form, identity=replace(form.identity, version=version), sections=sections)
    return Edition(made, SMALL.framework)


def test_a_question_under_another_name_is_followed_through_its_versions() -> None:
    (line,) = lines([edition("1.0"), edition("1.1", id="heard")])
    assert line.versions == ("1.0", "1.1")
    assert line.asked[0].paths == {("1.0", "evaluation.listening.grade"), ("1.1", "evaluation.heard.grade")}


def test_a_question_that_asks_something_else_begins_another_series() -> None:
    before, after = lines([edition("1.0"), edition("2.0", ask="How many visits were made on time?")])
    assert (before.versions, after.versions) == (("1.0",), ("2.0",))
    assert before.why == () and after.why


def test_every_form_with_a_judgement_has_its_scale_and_its_questions_their_standards() -> None:
    found = {tool.id: tool for tool in papers.tools(FRAMEWORK)}
    audit = found["tier1-generic-audit"].lines[-1]
    assert audit.judged is not None
    assert audit.judged.named(audit.judged.better) == "Outstanding or Good"
    assert audit.judged.named(audit.judged.worse) == "Requires Improvement or Inadequate"
    assert audit.asked[2].words == "The child's voice, wishes and feelings"
    assert audit.asked[2].standards == ("1.4", "1.13", "3.7", "5.5")
    assert set(audit.asked[2].standards) <= set(papers.names(FRAMEWORK).standards)
