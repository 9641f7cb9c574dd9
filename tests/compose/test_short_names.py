"""Abbreviations are explained where a document first has them in a sentence."""

from dataclasses import replace

import pytest
from lxml import html as lxml_html
from tests.samples import FRAMEWORK
from tests.writers.sample import READING

from formwright.compose import compose
from formwright.compose.short_names import explained
from formwright.definitions.kinds.glossary import short_names
from formwright.document.nodes import Heading, Paragraph, Text
from formwright.document.prose import plain
from formwright.document.short_names import spelt_out
from formwright.model.framework import ShortName
from formwright.writers import html

NAMES = (
    ShortName("PLO", "Public Law Outline"),
    ShortName("LA", "local authority"),
    ShortName("CSC", "Children's Social Care"),
    ShortName("CIN", "child in need"),
)


def read(*paragraphs: str) -> list[str]:
    """What stands on paper."""
    blocks = tuple(Paragraph((Text(text),)) for text in paragraphs)
    found = spelt_out(explained(replace(READING, blocks=blocks), NAMES)).blocks
    return [plain(block.children) for block in found if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("the PLO process", "the Public Law Outline (PLO) process"),
        ("Is it an LA plan?", "Is it an LA (local authority) plan?"),
        ("LA plans", "Local authority (LA) plans"),
        ("the Director (CSC) says", "the Director (Children’s Social Care, CSC) says"),
        ("how many CINs there are", "how many children in need (CINs) there are"),
        ("the Public Law Outline (PLO) and the PLO", "the Public Law Outline (PLO) and the PLO"),
        ("PLOT, S-PLO and the PLO’s end", "PLOT, S-PLO and the PLO’s end"),
    ],
)
def test_the_first_mention_is_in_words(typed: str, printed: str) -> None:
    assert read(typed) == [printed]


def test_the_second_mention_is_short() -> None:
    assert read("the PLO", "the PLO again")[1] == "the PLO again"


def test_a_title_stays_short_and_the_sentence_below_it_explains() -> None:
    blocks = (Heading(2, (Text("The PLO"),), "plo"), Paragraph((Text("In the PLO"),)))
    heading, paragraph = spelt_out(explained(replace(READING, blocks=blocks), NAMES)).blocks
    assert isinstance(heading, Heading) and isinstance(paragraph, Paragraph)
    assert plain(heading.children) == "The PLO"
    assert plain(paragraph.children) == "In the Public Law Outline (PLO)"


def test_the_web_page_has_an_abbreviation_with_its_title() -> None:
    document = explained(replace(READING, blocks=(Paragraph((Text("the PLO, and the PLO"),)),)), NAMES)
    page = lxml_html.fromstring(html.write(document))
    assert [(each.text, each.get("title")) for each in page.iter("abbr")] == [("PLO", "Public Law Outline")]


def test_what_a_short_name_stands_for_is_taken_from_the_glossary_where_its_letters_say_so() -> None:
    terms = (
        {"term": "ASYE", "means": "Assessed and Supported Year in Employment, meant for new workers."},
        {"term": "CIN", "means": "Child in need."},
        {"term": "MASS", "means": "Multi-Agency Screening Service, the service area."},
        {"term": "CYPP", "means": "Children & Young People's Partnership."},
        {"term": "CIC / CiC", "means": "Child in care: a cared for child."},
        {"term": "PC", "means": "A group interviewed on day 1."},
        {"term": "Chronology", "means": "Clear history."},
    )
    assert [(name.short, name.in_full) for name in short_names({"terms": terms})] == [
        ("ASYE", "Assessed and Supported Year in Employment"),
        ("CIN", "child in need"),
        ("MASS", "Multi-Agency Screening Service"),
        ("CYPP", "Children & Young People's Partnership"),
        ("CIC", "child in care"),
        ("CiC", "child in care"),
    ]


def test_the_plo_audit_explains_what_it_abbreviates() -> None:
    assert FRAMEWORK.framework is not None
    page = lxml_html.fromstring(html.write(compose(FRAMEWORK.form("tier1-plo-audit"), FRAMEWORK.framework)))
    named = {each.text: each.get("title") for each in page.iter("abbr")}
    assert named["PLO"] == "Public Law Outline"
    assert named["ICS"] == "Integrated Children’s System"


def test_a_document_that_lists_its_short_names_itself_is_left_alone() -> None:
    assert read("PLO Public Law Outline, CIN: child in need", "the PLO") == [
        "PLO Public Law Outline, CIN: child in need",
        "the PLO",
    ]
