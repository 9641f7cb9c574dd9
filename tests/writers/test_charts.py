"""Charts: the same bytes each time, every number to be read, told apart without colour, and in every format."""

import io
import re
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from lxml import etree
from tests.accessibility.paper import conforms, elements
from tests.samples import SMALL

from formwright.document.nodes import Blocks, Chart, Column, Document, Identity, Paragraph, Row, Series, Table, Text
from formwright.writers import charts, docx, html, pdf
from formwright.writers.charts import STEPS


def says(words: str) -> Blocks:
    return (Paragraph((Text(words),)),)


TABLE = Table(
    "Judgements, in numbers",
    (Column((Text("Month"),), 50), Column((Text("Good"),), 50)),
    (Row((says("January 2014"), says("4711"))),),
)
MONTHS = ("November 2013", "December 2013", "January 2014")
FOUR = tuple(
    Series(name, values, worth)
    for name, values, worth in (
        ("Outstanding", (10, 0, 12), 0.0),
        ("Good", (21, 22, 23), 1 / 3),
        ("Improve", (31, 32, 33), 2 / 3),
        ("Poor", (41, 42, 43), 1.0),
    )
)
COLUMNS = Chart("by-month", "Judgements by month", says("Most in January."), "columns", MONTHS, FOUR, TABLE)
BARS = replace(COLUMNS, anchor="by-area", layout="bars", categories=("North", "South", "Elsewhere & <far>"))
HEAT = replace(COLUMNS, anchor="by-question", layout="heat", categories=("1. Heard?", "2. Clear?", "3. A plan?"))
ALL = pytest.mark.parametrize("chart", [COLUMNS, BARS, HEAT], ids=lambda c: c.layout)


def document(*charts: Chart) -> Document:
    assert SMALL.framework
    identity = Identity("paper", "paper", "1.0", "2014-02-01", "1 February 2014", "")
    return Document(identity, "A paper", "", "Council", "en-GB", None, "What it says.", "Everyone", charts)


def words(svg: str) -> list[str]:
    return [str(text.text) for text in etree.fromstring(svg).iter("{*}text")]


@ALL
@pytest.mark.parametrize("narrow", [False, True])
def test_it_is_the_same_each_time_and_has_no_clock(chart: Chart, narrow: bool) -> None:
    drawn = charts.svg(chart, narrow)
    assert drawn == charts.svg(chart, narrow)
    assert not re.search(r"\d{4}-\d{2}-\d{2}|Matplotlib", drawn)


@ALL
def test_it_says_every_name_and_number(chart: Chart) -> None:
    said = words(charts.svg(chart))
    for one in FOUR:
        assert one.name in said
        assert {str(value) for value in one.values if value} <= set(said)
    if chart is not COLUMNS:
        assert set(chart.categories) <= set(said)


def test_a_month_has_its_name_and_the_year_where_it_begins() -> None:
    assert {"Nov", "Dec", "Jan", "2013", "2014"} <= set(words(charts.svg(COLUMNS)))


def test_what_cannot_be_compared_is_parted_by_a_line_with_words() -> None:
    assert charts.BREAK not in words(charts.svg(COLUMNS))
    parted = charts.svg(replace(COLUMNS, breaks=(2,)))
    assert charts.BREAK in words(parted) and "stroke-dasharray" in parted


@ALL
def test_nothing_in_it_breaks_a_page_s_policy(chart: Chart) -> None:
    drawn = charts.svg(chart)
    assert "style=" not in drawn and "<style" not in drawn and "<script" not in drawn


def test_its_ids_are_its_own_and_all_that_it_refers_to_is_there() -> None:
    page = charts.svg(COLUMNS) + charts.svg(COLUMNS, narrow=True) + charts.svg(BARS)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'#([\w-]+-\d+)[")]', page)) <= set(ids)


def test_parts_are_told_apart_without_colour() -> None:
    looks = {(round(sum(int(fill[n : n + 2], 16) for n in (1, 3, 5)) / 48), hatch) for fill, hatch, _ in STEPS}
    assert len(looks) == len(STEPS)


def test_a_chart_of_nothing_can_be_drawn() -> None:
    empty = tuple(replace(one, values=(0, 0, 0)) for one in FOUR)
    assert "0" in words(charts.svg(replace(COLUMNS, series=empty)))


# --- in documents ------------------------------------------------------------------------------


def test_a_page_has_the_chart_its_words_and_its_table() -> None:
    page = html.write(document(COLUMNS)).decode()
    assert page.count("<svg") == 2 and 'aria-labelledby="by-month-title"' in page
    assert "Most in January." in page and "4711" in page


def test_a_pdf_has_them_too_and_conforms(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("chart") / "chart.pdf"
    file.write_bytes(pdf.write(document(COLUMNS, HEAT)))
    assert conforms(file) == []
    with pikepdf.open(file) as found:
        alternatives = [str(e.Alt) for e in elements(found) if e.S == "/Figure"]
    assert len(alternatives) == 2 and all("Most in January." in said for said in alternatives)


def test_word_has_the_drawing_twice_with_its_words_and_the_table() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.write(document(COLUMNS)))) as file:
        names = file.namelist()
        body = file.read("word/document.xml").decode()
    assert any(name.endswith(".svg") for name in names) and any(name.endswith(".png") for name in names)
    assert 'descr="Most in January."' in body and "4711" in body
