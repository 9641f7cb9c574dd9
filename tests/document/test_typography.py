"""Typed text as it is set in type."""

from dataclasses import fields, is_dataclass, replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.writers.sample import FORM

from formwright.answers.spelling import typed
from formwright.document import nodes
from formwright.document.nodes import Emphasis, Link, Option, Paragraph, Pick, Strong, Text
from formwright.document.prose import plain
from formwright.document.typography import SAID, goes_on, in_type, typeset

TYPED = {
    "the child's voice": "the child’s voice",
    "the parents' views": "the parents’ views",
    'What is "good enough"?': "What is “good enough”?",
    '("Golden Thread")': "(“Golden Thread”)",
    "a 'sense check'.": "a ‘sense check’.",
    "\"He said 'no'.\"": "“He said ‘no’.”",
    "'\"No\", he said'": "‘“No”, he said’",
    "since the '90s": "since the ’90s",
    "Grade (1-4)": "Grade (1–4)",
    "ages 16-18, 2013-14": "ages 16–18, 2013–14",
    "9.30-11.00": "9.30–11.00",
    "open - then closed": "open – then closed",
    "“already” – set": "“already” – set",
}
AS_TYPED = (
    "2014-01-15",
    "2014-01",
    "0161-496",
    "tier1-2-3.pdf",
    "1-1 meeting",
    "audits-1-4@example.org",
    "https://example.org/1-4?q=2-3",
    "well-being",
)


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_set_in_type(text: str) -> None:
    assert typeset(text) == TYPED[text]


@pytest.mark.parametrize("text", AS_TYPED)
def test_dates_codes_and_addresses_stay_as_they_are_typed(text: str) -> None:
    assert typeset(text) == text


@given(st.text(st.sampled_from("ab'\"-–“‘’” 19.,(/@:\n")))
def test_letters_and_digits_are_never_changed_and_a_second_time_changes_nothing(text: str) -> None:
    done = typeset(text)
    assert typed(done) == typed(text)
    assert len(done) == len(text)
    assert typeset(done) == done


def test_quotation_marks_round_a_strong_word_go_by_what_stands_beside_them() -> None:
    good, link = Strong((Text("good"),)), Link((Text("this"),), "https://a.org/'")
    line = (Text('It is "'), good, Text('" (see "'), link, Text('")'), Emphasis((Text("it's"),)))
    (done,) = in_type(replace(FORM, blocks=(Paragraph(line),))).blocks
    assert isinstance(done, Paragraph)
    assert plain(done.children) == "It is “good” (see “this”)it’s"
    assert done.children[3] == Link((Text("this"),), "https://a.org/'")


def test_what_is_stored_stays_as_it_is_typed() -> None:
    pick = Pick((Option("child's-1-4", "Child's 1-4", "It's so"),))
    field = nodes.Input("a.b", "Child's", "Child's", pick, required=True)
    document = replace(FORM, blocks=(nodes.Fields("It's", (field,)),), answers={"a.b": "child's-1-4"})
    done = in_type(document)
    (block,) = done.blocks
    assert isinstance(block, nodes.Fields)
    assert block.inputs[0].widget == Pick((Option("child's-1-4", "Child’s 1–4", "It’s so"),))
    assert done.answers == document.answers
    assert done.identity == document.identity


def test_documents_in_other_languages_stay_as_they_are_typed() -> None:
    document = replace(FORM, language="de-DE", title="Kinder's 1-4")
    assert in_type(document) is document


def test_it_is_known_of_every_text_of_a_node_whether_people_read_it() -> None:
    silent = {
        *("anchor", "aligned", "counts", "digest", "framework", "href", "id", "issued", "issued_words", "language"),
        *(
            "answers",
            "in_full",
            "layout",
            "short",
            "spelt_out",
            "none",
            "number",
            "appendix",
            "part",
            "path",
            "role",
            "rule",
            "scale",
            "value",
            "version",
            "judgements",
        ),
    }
    kinds = [found for found in vars(nodes).values() if isinstance(found, type) and is_dataclass(found)]
    texts = {
        each.name
        for kind in kinds
        if kind.__module__ == nodes.__name__ and kind is not nodes.Identity
        for each in fields(kind)
        if each.type in (str, "str") or str in (*get_args(each.type),) or "tuple[str" in str(each.type)
    }
    assert texts <= SAID | silent


@pytest.mark.parametrize(
    ("following", "goes"),
    [(" sets out", True), (", which", False), (". Then", False), (") and", False), (" (see", False)],
)
def test_a_page_within_a_sentence_ends_with_a_comma(following: str, goes: bool) -> None:
    assert goes_on(Text(following)) is goes
