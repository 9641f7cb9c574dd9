"""Each document has as many standards, questions, stages and statements as the source has."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from formwright.definitions.library import Library, load
from formwright.document import prose
from formwright.document.nodes import BulletList, NumberedList
from formwright.model.form import Form, Questions
from formwright.model.guide import Guide, Part, Point
from formwright.model.programme import Programme
from formwright.model.standards import Standards
from formwright.model.terms import TermsOfReference

ROOT = Path(__file__).parents[2]

Kind = TypeVar("Kind")


def test_practice_standards() -> None:
    standards = document("practice-standards", Standards)

    assert [len(group.standards) for group in standards.groups] == [20, 13, 14, 22, 8]
    for n, group in enumerate(standards.groups, 1):
        assert group.number == f"{n}.0"
        assert [s.id for s in group.standards] == [f"{n}.{m}" for m in range(1, len(group.standards) + 1)]


@pytest.mark.parametrize(
    ("form", "questions"),
    [
        ("tier1-generic-audit", [8]),
        ("tier1-plo-audit", [19]),
        ("tier2-case-file-audit", [4, 9, 4, 4, 6, 3]),
        ("supervision-file-audit", [10]),
        ("service-quality-review-compliance-audit", [2, 8, 6]),
        ("service-quality-review-interview", [4, 8, 4]),
    ],
)
def test_questions_of_a_form(form: str, questions: list[int]) -> None:
    assert [len(group.questions) for group in groups(document(form, Form))] == questions


def test_plo_audit_ends_with_eight_fields_and_four_ratings() -> None:
    form = document("tier1-plo-audit", Form)
    rating = next(s for s in form.sections if s.id == "overall")

    after_questions = [f.path for s in form.sections if s.id not in ("details", "evaluation") for f in s.fields]

    assert len(after_questions) == 8
    assert lists(rating.text) == [4]


def test_evidence_of_the_compliance_audit() -> None:
    form = document("service-quality-review-compliance-audit", Form)

    evidence = [lists(question.guidance)[-1] for group in groups(form) for question in group.questions]

    assert evidence == [5, 2, 4, 4, 4, 6, 3, 7, 2, 3, 3, 4, 2, 5, 3, 2]
    assert sum(evidence) == 59


@pytest.mark.parametrize(
    ("programme", "periods", "columns"),
    [
        ("tier1-programme-of-focus", 4, 2),
        ("tier2-programme-of-focus", 4, 2),
        ("service-quality-review-programme", 5, 1),
    ],
)
def test_cells_of_a_programme(programme: str, periods: int, columns: int) -> None:
    defined = document(programme, Programme)

    assert len(defined.columns) == columns
    assert [len([cell for cell in period.focus if cell]) for period in defined.periods] == [columns] * periods


def test_service_quality_review() -> None:
    parts = {part.id: part for part in every_part(document("service-quality-review", Guide).parts)}
    tables = {id: len(part.table.rows) for id, part in parts.items() if part.table}

    assert {id: len(parts[id].points) for id in ("review-team", "information")} == {"review-team": 5, "information": 7}
    assert tables == {"themes": 4, "stages": 8}
    assert [len(part.points) for id, part in parts.items() if id.startswith("prompts-")] == [6, 12, 24]


def test_statements_of_what_good_looks_like() -> None:
    parts = {part.id: part for part in every_part(document("what-good-looks-like", Guide).parts)}
    headings = ("referrals", "assessment", "analysis", "outcome", "monitoring")
    levels = parts["judgements"].table

    # Two of the assessment's eight stand below "It is clear how information was gathered", its heading.
    assert [statements(parts[id].points) for id in headings] == [6, 8, 2, 5, 6]
    assert levels is not None and len(levels.rows) == 4


def test_the_guide_and_the_scale_say_the_same_of_each_judgement() -> None:
    framework = library().framework
    guide = document("what-good-looks-like", Guide)
    levels = next(part.table for part in guide.parts if part.id == "judgements")

    assert framework is not None and levels is not None
    scale = next(s for s in framework.scales if s.id == "judgement")
    said = [(str(g.grade), g.label, " ".join((g.meaning or "").split())) for g in scale.grades]
    assert [(grade, label, " ".join(meaning.split())) for grade, label, meaning in levels.rows] == said


def test_sources_of_a_forums_agenda() -> None:
    parts = {part.id: part for part in document("practice-forum", TermsOfReference).parts}

    assert lists(parts["operation"].text) == [7]


def test_core_areas_of_the_clinics_and_figures_of_the_overview() -> None:
    measures = library().measures
    assert measures is not None
    clinic = measures.shown_in("clinic")

    assert len([one for one in clinic if one.measures]) == 11
    assert len([one for one in clinic if not one.measures]) == 5
    assert len(measures.shown_in("overview")) == 6  # five points; vacancies and sickness absence are one


@pytest.mark.parametrize(
    ("section", "items"),
    [
        ("external-influences", [3, 5]),
        ("the-clinic", [4, 4]),
        ("performance-monitoring", [5]),
        ("performance-reporting", [6]),
        ("effective-quality-assurance", [8]),
        ("four-steps", [4]),
        ("case-closures", [3]),
        ("residential-homes", [3]),
        ("fostering", [2, 8, 5]),  # Regulation 35, Fostering Panel (Main), Schedule 6
        ("adoption", [4]),
        ("hr-audits", [2]),
        ("multi-agency-audits", [3]),
        ("hearing-the-child", [3, 4]),
        ("references", [5]),
    ],
)
def test_lists_of_the_handbook(section: str, items: list[int]) -> None:
    book = library().handbook
    assert book is not None

    chapter = next(c for c in book.chapters if c.id == section)

    assert lists(chapter.text) == items


def test_sections_of_the_handbook_are_numbered_as_in_the_source() -> None:
    subsections = {"1": 8, "2": 3, "3": 9, "4": 1, "5": 1, "6": 3, "7": 0, "8": 0}
    book = library().handbook
    assert book is not None

    numbers = [c.number for c in book.chapters if c.number]

    assert numbers == [
        n for one, last in subsections.items() for n in (one, *(f"{one}.{m}" for m in range(1, last + 1)))
    ]


def test_every_appendix_is_in_the_handbook() -> None:
    book, framework = library().handbook, library().framework
    assert book is not None and framework is not None

    compiled = [library().get(id).identity.appendix for id in book.appendices]

    assert list(dict.fromkeys(compiled)) == [a.number for a in framework.appendices]
    assert list(dict.fromkeys(compiled)) == ["1", "2A", "2B", *map(str, range(3, 12))]
    assert len(compiled) == 15


@cache
def library() -> Library:
    return load(ROOT)


def document(id: str, kind: type[Kind]) -> Kind:
    found = library().get(id)
    assert isinstance(found, kind)
    return found


def groups(form: Form) -> list[Questions]:
    return [section.content for section in form.sections if isinstance(section.content, Questions)]


def every_part(parts: Iterable[Part]) -> list[Part]:
    return [one for part in parts for one in (part, *every_part(part.parts))]


def statements(points: Iterable[Point]) -> int:
    """A point that only introduces others does not count."""
    return sum(statements(point.points) or 1 for point in points)


def lists(markdown: str | None) -> list[int]:
    """How many items each list of a text has."""
    text = re.sub(r"\[\]\((figure|table):[a-z-]+\)", "", markdown or "")
    blocks = prose.blocks(text, lambda target, children: children)
    return [len(block.items) for block in blocks if isinstance(block, BulletList | NumberedList)]
