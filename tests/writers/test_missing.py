"""What the page says where an answer is missing: the field's own name where that reads well, and never nonsense."""

import pytest

from formwright.answers import kinds
from formwright.document.nodes import Box, DateBox, Input, Line, Option, Pick, Widget
from formwright.writers.missing import missing

GRADES = Pick((Option("1", "1 – Good"),), kinds.GRADE)
YES_NO = Pick((Option("yes", "Yes"), Option("no", "No")), kinds.YES_NO)


@pytest.mark.parametrize(
    ("label", "widget", "said"),
    [
        ("Case ID", Line(), "enter the case ID"),
        ("Name of the manager who observed", Line(), "enter the name of the manager who observed"),
        ("Your email address", Line(kinds.EMAIL), "enter your email address"),
        ("Date of the audit", DateBox(), "enter the date of the audit"),
        ("To be done by", DateBox(), "enter a date"),
        ("Number of visits", Line(kinds.NUMBER), "enter the number of visits"),
        ("Children living there", Line(kinds.NUMBER), "enter a number"),
        ("Completed by", Line(), "fill this in"),
        ("Who?", Line(), "fill this in"),
        ("What was seen", Box(), "fill this in"),
        ("Signature of supervisor", Line(kinds.SIGNATURE), "type your name"),
        ("Grade (1-4)", GRADES, "choose a grade"),
        ("Does this apply?", YES_NO, "choose one"),
    ],
)
def test_what_is_missing_is_called_by_its_name_where_that_is_a_noun(label: str, widget: Widget, said: str) -> None:
    assert missing(Input("details.x", label, label, widget, True)) == said
