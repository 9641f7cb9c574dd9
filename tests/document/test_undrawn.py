"""Markdown that is not drawn is refused at its own character; all else comes out with the same words."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import lxml.etree
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import times
from tests.writers.sample import READING

from formwright.document import prose
from formwright.document.nodes import Inlines, Text
from formwright.document.undrawn import Manner, undrawn
from formwright.writers import docx, html


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("See:\n\n# Overall", 6, "a heading (#)"),
        ("See\n---\nthis", 0, "a heading, because of the signs below the line (-)"),
        ("See:\n\n> Words", 6, "a quotation (>)"),
        ("See:\n\n    words", 10, "a passage indented by four spaces, which turns it into code"),
        ("```\nwords\n```", 0, "a block of code (```)"),
        ("See `words`", 4, "code in backticks"),
        ("See ![a plan](plan.png)", 4, "a picture"),
        ("one\n\n***\n\ntwo", 5, "a dividing line (***)"),
        ("See <b>this</b>", 4, "HTML (<b>)"),
        ("See <name>", 4, "HTML (<name>)"),
        ("See\n\n<!-- nothing -->", 5, "HTML (<!-- n)"),
        ("Not ~~this~~ or ~that~", 4, "words that are struck through (~)"),
        ("A note[^1]", 6, "a footnote ([^)"),
        ("A note^[of mine]", 6, "a footnote ([^)"),
        ("- [ ] to do", 2, "a box to tick ([ ])"),
        ("1. [x] done", 3, "a box to tick ([ ])"),
        ("Word\n: what it means", 5, "a definition on the line below its term (:)"),
        ("See ==this==", 4, "highlighted words (==)"),
        ("See [[this]]", 4, "a link in double brackets"),
        ("So $$x$$ is", 3, "a formula ($)"),
        ("So $x^2$ is", 3, "a formula ($)"),
        (":::note\nwords\n:::", 0, "a box (:::)"),
        ("See this {#id .class}", 9, "an id or a style in braces"),
        ("Well done :tada:", 10, "an emoji by its name (:)"),
        ("See [this][there]", 4, "a link without its address next to it"),
        ("[Note]: important", 0, "a link's address on a separate line, which is not shown"),
        ("See [this](javascript:x)", 9, "a link that is not written correctly"),
        ("See [this](https://example.org", 9, "a link that is not written correctly"),
        ('See [this](https://example.org "a title")', 32, "a title in a link, which is not shown"),
        ("This is **bold", 8, "bold (**) that is not closed"),
        (
            "A code &#x202e; here",
            7,
            "a code (&#x202e;) for an invisible character (U+202E, right-to-left override)",
        ),
        ("A code &shy; here", 7, "a code (&shy;) for an invisible character (U+00AD, soft hyphen)"),
        ("1. one\n3. three", 7, "a number that would appear as 2"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 20, "a row with 3 cells in a table with 2 columns"),
        ("See:\n\n| a | b |\n| 1 | 2 |", 6, "a table that is not written correctly"),
        ("a | b\n--|--|--\n1 | 2", 0, "a table that is not written correctly"),
        ("+---+---+\n| a | b |\n+---+---+", 0, "a table that is not written correctly"),
        ("|" + "a|" * 11 + "\n|" + "-|" * 11, 0, "a table with more than 10 columns, too wide for any page"),
    ],
)
def test_what_is_not_drawn_is_found_where_it_stands(text: str, at: int, what: str) -> None:
    found = undrawn(text)

    assert (found[0].at, found[0].what) == (at, what)
    assert {one.what for one in found} == {what}


@pytest.mark.parametrize(
    "text",
    [
        "a | b, 3 < 5 > 2, a <3 b, 5 * 3 * 2, A_b_c, see [1] and [ ], R&D; {this}",
        "It costs $5 and then $6; about ~5 to ~10, a~b~c; 5:30:20 :: x",
        "Date* (see note*). a** b",
        r"\~~this\~~, \[^1], \<b>, \# no, \| a \|, \*\*a, 2014\. A year",
        "**Bold**, *italic*, ***both***, [words](appendix:9), [](standard:1.1), <https://example.org/~~a~~>",
        "https://example.org/a_b_c?d=e and a@example.org",
        "- one\n- two\n  - three\n    1. four\n    2. five\n\n3. six\n4. seven",
        "1. one\n1. two",
        "| a | b |\n|:--|--:|\n| `| 1 |`".replace("`", "") + "\n| x \\| y | z |",
        "one  \ntwo\\\nthree",
        "&amp; &nbsp; &copy;",
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    assert undrawn(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [("1. Is it?", "a list (1.)"), ("- Is it?", "a list (-)"), ("Is it?\n\n| a |\n|---|\n| b |", "a table")],
)
def test_a_question_is_one_line(text: str, what: str) -> None:
    assert [one.what for one in undrawn(text, Manner.LINE)] == [what]


def test_a_number_at_the_beginning_of_a_question_is_kept_by_a_backslash() -> None:
    (found,) = undrawn("2014. Was it a good year?", Manner.LINE)

    assert found.remedy == r"This is one line of text. If the number is part of it, write 2014\."
    assert undrawn(r"2014\. Was it a good year?", Manner.LINE) == []


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("The **whole** file", 4, "bold (**)"),
        ("The *whole* file", 4, "italic (*)"),
        ("See [this](appendix:9)", 4, "a link ([)"),
        ("A `code`", 2, "code (`)"),
        ("The <b>whole</b> file", 4, "HTML (<b>)"),
        ("This &amp; that", 5, "a code (&amp;)"),
        ("Not ~~this~~", 4, "words that are struck through (~)"),
        ("| a | b |\n|---|---|", 0, "a table"),
    ],
)
def test_where_there_is_no_markdown_its_signs_are_refused(text: str, at: int, what: str) -> None:
    found = undrawn(text, Manner.PLAIN)[0]

    assert (found.at, found.what) == (at, what)


@pytest.mark.parametrize(
    "text",
    ["Date* (if any*)", "1. Name", "- Name", "> 50 %", "Name <as on file>", "a_b_c", "[x] R&D; 5 * 3"],
)
def test_where_there_is_no_markdown_other_signs_stay(text: str) -> None:
    assert undrawn(text, Manner.PLAIN) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("See " + "**a *b " * 600 + "c* d**" * 600, "bold and italic nested more than 8 deep"),
        ("*a _" * 900 + "_ b*" * 900, "bold and italic nested more than 8 deep"),
        ("\n".join("  " * n + "- a" for n in range(200)), "lists or quotations nested more than 8 deep"),
        ("- " * 1000 + "a", "lists or quotations nested more than 8 deep"),
        ("> " * 1000 + "a", "lists or quotations nested more than 8 deep"),
        ("[" * 20_000, "more than 32 nested brackets"),
        ("![" * 20_000, "more than 32 nested brackets"),
        ("[a](" * 100_000, "more than 50,000 characters"),
    ],
)
def test_what_is_nested_too_deep_is_refused_and_nothing_else_is_looked_for(text: str, what: str) -> None:
    assert [one.what for one in undrawn(text)] == [what]
    assert list(prose.links(text)) == []


def test_eight_lists_within_each_other_are_drawn() -> None:
    text = "\n".join("  " * n + f"- item {n}" for n in range(8))

    assert undrawn(text) == []
    assert [f"item {n}" for n in range(8)] == re.findall(r"item \d", words_in_word(text))


# --- the law ---------------------------------------------------------------------------------------


def resolve(target: str, children: Inlines) -> Inlines:
    return children or (Text(target),)


def words_on_the_web(text: str) -> str:
    page = html.write(replace(READING, blocks=prose.blocks(text, resolve)))
    tree: Any = lxml.html.fromstring(page.decode())
    (main,) = tree.xpath("//main")
    for heard in main.xpath("//caption | //header | //footer | //*[@class='summary' or @class='audience']"):
        heard.drop_tree()
    return str(main.text_content())


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_in_word(text: str) -> str:
    made = docx.write(replace(READING, title="", blocks=prose.blocks(text, resolve)))
    tree = lxml.etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))
    return "".join((e.text or "") if e.tag == f"{W}t" else " " for e in tree.iter(f"{W}t", f"{W}p", f"{W}br"))


PIECES = st.sampled_from(
    [*"abc *_~`[](){}|<>&#;:-+=!\\^$\"'1.", "\n", "\n\n", "**", "~~", "](", "](x)", "- ", "1. ",
     "| a | b |\n|---|---|\n", "| c | d |\n", "[^1]", "<b>", "\n    ", "\n> ", "&amp;", "word ", "\\|", ": "]
)  # fmt: skip


@settings(max_examples=times(100), deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_text_is_refused_or_every_letter_of_it_is_on_the_page_and_in_word(text: str) -> None:
    if undrawn(text) or "&amp;" in text or not text.strip():
        return
    visible = re.sub(r"\\.|\]\([^()]*\)", lambda found: found[0] if found[0][0] == "\\" else "]", text)

    letters = re.findall("[a-z]", visible)
    assert is_within(letters, words_on_the_web(text))
    assert is_within(letters, words_in_word(text))


def is_within(letters: list[str], shown: str) -> bool:
    """Whether all these letters are there, in this order."""
    rest = iter(shown)
    return all(letter in rest for letter in letters)
