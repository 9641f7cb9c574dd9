"""The page as it is written, before any browser opens it."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace

import pytest
from lxml import html as parser
from tests.writers.sample import BOOK, COUNTING, CYCLE, FORM, READING

from formwright.document.nodes import BulletList, Column, Document, Fields, Input, Line, Paragraph, Row, Table, Text
from formwright.writers import html, markup
from formwright.writers.sections import inputs_of


def page_of(document: Document) -> parser.HtmlElement:
    return parser.document_fromstring(html.write(document).decode())


def test_the_same_document_gives_the_same_bytes() -> None:
    assert html.write(FORM) == html.write(FORM)


def test_the_security_policy_lets_in_the_pages_own_style_and_script_and_nothing_else() -> None:
    page = page_of(FORM)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for directive, element in (("style-src", "style"), ("script-src", "script[not(@type)]")):
        (content,) = page.xpath(f"//{element}/text()")
        digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy
    assert "form-action 'none'; base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert page.xpath("//@style | //@*[starts-with(name(), 'on')] | //@src") == []


def test_every_field_carries_its_path_as_its_name() -> None:
    names = set(page_of(FORM).xpath("//form//*[not(ancestor::template)]/@name"))
    expected = {i.path.replace("[]", "[0]") for b in markup.walk(FORM.blocks) for i in inputs_of(b)}
    assert names == expected


def test_it_says_which_definition_it_was_made_from() -> None:
    page = page_of(FORM)
    found = {name: page.xpath(f"//meta[@name='{name}']/@content") for name in (
        "formwright:form", "formwright:version", "formwright:digest", "dcterms.issued")}  # fmt: skip
    assert list(found.values()) == [["sample-audit"], ["1.0"], ["5a" * 32], ["2026-11-23"]]
    footer = page.xpath("string(//footer)")
    assert "Example Council, Children's Services" in footer
    assert "Sample audit · Version 1.0 · Issued 23 November 2026" in footer
    assert page.get("lang") == "en-GB"


@pytest.mark.parametrize("document", [READING, BOOK], ids=lambda d: d.identity.id)
def test_a_page_to_read_has_no_script(document: Document) -> None:
    page = page_of(document)
    assert page.xpath("//script | //form | //noscript") == []
    assert "script-src" not in page.xpath("//meta[@http-equiv]/@content")[0]
    assert page.xpath("//@style") == []


def test_contents_lead_to_every_heading_down_to_their_depth() -> None:
    page = page_of(READING)
    assert [a.text_content() for a in page.xpath("//nav//a")] == [
        "1 What to know first",
        "1.1 Lists",
        "2 Closing words",
    ]


def test_links_within_the_page_lead_somewhere() -> None:
    for document in (FORM, READING, BOOK):
        page = page_of(document)
        targets = {h[1:] for h in page.xpath("//a/@href") if h.startswith("#")}
        assert targets <= set(page.xpath("//@id"))
        assert len(page.xpath("//body//@id")) == len(set(page.xpath("//body//@id")))


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "{{ 7*7 }}", '"><b>&amp;'])
def test_text_stays_text(text: str) -> None:
    field = Input("details.x", text, text, Line(), True, hint=text)
    document = replace(FORM, title=text, blocks=(Paragraph((Text(text),)), Fields(text, (field,))))
    page = page_of(document)
    assert text in page.xpath("string(//h1)")
    assert page.xpath("string(//div[@class='document']/p)") == text
    assert len(page.xpath("//script")) == 2
    assert page.xpath("//b") == []


def test_an_answer_that_has_no_place_in_the_form_is_refused() -> None:
    for answers in ({"details.nothing": "x"}, {"details.area": "nowhere"}, {"details.date": "15 January"}):
        with pytest.raises(ValueError, match=re.escape(next(iter(answers)))):
            html.write(replace(FORM, answers=answers))


def test_a_block_that_is_no_block_is_refused() -> None:
    with pytest.raises((TypeError, KeyError)):
        html.write(replace(READING, blocks=(BulletList((("not a block",),)),)))  # type: ignore[arg-type]


def test_tables_keep_their_meaning_for_those_who_hear_them() -> None:
    (table,) = page_of(READING).xpath("//table")
    assert table.xpath("caption/text()") == ["Two standards"]
    assert table.xpath("thead//th/@scope") == ["col"] * 3
    assert table.xpath("tbody//th/@scope") == ["row"] * 2
    assert table.xpath("tbody/tr/@id") == ["standard-1-1", "standard-1-2"]


def test_a_book_has_its_contents_beside_the_text() -> None:
    page = page_of(BOOK)
    for contents in page.xpath("//nav"):  # one for a desk, one for a phone
        assert contents.get("aria-label") == "Contents"
        assert [a.text_content() for a in contents.xpath(".//li/a")] == [
            "1 What to know first",
            "2 Duties and steps",
            "2.1 Duties",
            "2.2 Steps",
            "Appendix 2A Generic audit",
            "Areas for evaluation",
        ]
    assert page.xpath("//*[@id='text']//nav") == []
    assert page.xpath("//a[@class='skip']/@href") == ["#text"]


def test_headings_keep_their_numbers_and_their_levels() -> None:
    page = page_of(BOOK)
    found = [(h.tag, h.text_content()) for h in page.xpath("//*[@id='text']//*[self::h2 or self::h3 or self::h5]")]
    assert found == [
        ("h2", "Tables"),
        ("h2", "1 What to know first"),
        ("h2", "2 Duties and steps"),
        ("h3", "2.1 Duties"),
        ("h3", "2.2 Steps"),
        ("h2", "Appendix 2A Generic audit"),
        ("h3", "Areas for evaluation"),
        ("h5", "Deeper still"),
    ]
    assert page.xpath("//h2/@class") == ["new-page"] * 3


def test_a_figure_is_drawn_and_told_in_words() -> None:
    page = page_of(BOOK)
    (figure,) = page.xpath(f"//figure[@id='{CYCLE.anchor}']")
    drawings = figure.xpath("*[local-name()='svg']")
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing.get("role") == "img"
        assert page.get_element_by_id(drawing.get("aria-labelledby")).text_content() == "Four steps"
        words = page.get_element_by_id(drawing.get("aria-details"))
        assert words.tag == "details"
        assert [li.text_content() for li in words.xpath(".//li")] == ["Know.", "Look.", "Say.", "Act."]
        drawn = " ".join(drawing.xpath(".//*[local-name()='text']/text()"))
        for box in CYCLE.boxes:
            assert box.title in drawn and box.text in drawn


def test_what_the_form_works_out_is_explained_and_not_asked_for() -> None:
    page = page_of(COUNTING)
    (total,) = page.xpath("//input[@name='totals.good']")
    assert total.get("readonly") is not None
    assert total.get("aria-required") is None
    assert page.get_element_by_id(total.get("aria-describedby")).text_content() == "Worked out from your ratings."
    (label,) = page.xpath(f"//label[@for='{total.get('id')}']")
    assert label.text_content().strip() == "Good"


def test_a_long_address_breaks_at_its_at_sign_and_dots_only() -> None:
    assert html.breakable("a.b&c@example.org") == "a<wbr>.b&amp;c<wbr>@example<wbr>.org"


def test_a_row_header_that_is_only_a_number_has_its_columns_heading_on_a_phone() -> None:
    table = Table("Grades", tuple(Column((Text(t),), 10) for t in ("Grade", "Name", "When")), (
        Row(tuple((Paragraph((Text(t),)),) for t in ("1", "Good", "Often"))),
        Row(tuple((Paragraph((Text(t),)),) for t in ("Outstanding", "Best", "Rarely"))),
    ))  # fmt: skip
    headers = page_of(replace(READING, blocks=(table,))).xpath("//tbody//th")
    assert [h.get("data-label") for h in headers] == ["Grade", None]
