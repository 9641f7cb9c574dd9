"""What no document can show is refused in every text of a definition, at the very character, however the text
is written; and tables in Markdown are drawn in each format."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pikepdf
import pytest
from click.testing import CliRunner
from tests.samples import EXAMPLES

from formwright.cli import main
from formwright.definitions.library import Library, load
from formwright.pipelines.publish import publish

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

GUIDE = """kind: guide
id: a-guide
title: A guide
version: "1.0"
issued: 2026-01-02
summary: What to do.
audience: Everyone
sections:
  - id: one
    title: One
    text: """


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(EXAMPLES / "framework", tmp_path / "framework"))
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    return root


def put(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), "utf-8")


def found(library: Library) -> list[str]:
    return [
        f"{Path(d.place.file).name}:{d.place.mark.line}:{d.place.mark.column} {d.code}"
        for d in library.diagnostics
        if d.place.mark
    ]


def place_of(sign: str, file: Path) -> str:
    before = file.read_text("utf-8").partition(sign)[0]
    return f"{file.name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def with_text(tmp_path: Path, text: str) -> list[str]:
    """What is found in a guide with this text, written as it stands in the file."""
    file = tmp_path / "a-guide.yaml"
    file.write_text(GUIDE + text + "\n", "utf-8")
    return found(load(EXAMPLES / "framework", [file]))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("See ~~this~~.", "11:15"),
        ('"See ~~this~~."', "11:16"),
        ("'It''s ~~this~~.'", "11:18"),
        ('"\\u201cSee\\u201d \\\\ ~~this~~."', "11:31"),
        ('"See\\n\\n~~this~~."', "11:19"),
        ("|\n      See\n\n        this: ~~that~~", "14:15"),
        (">-\n      See\n      this and\n\n      ~~that~~", "15:7"),
        (">2-\n       See ~~that~~", "12:12"),
        ("See\n      this and\n      ~~that~~", "13:7"),
        ('"See\n      this \\\n      and ~~that~~"', "13:11"),
        ("|  # in short\n      See ~~that~~", "12:11"),
    ],
)
def test_a_sign_is_shown_where_it_stands_however_the_text_is_written(tmp_path: Path, text: str, at: str) -> None:
    assert with_text(tmp_path, text) == [f"a-guide.yaml:{at} guide/text-not-allowed"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("See\u202e this.", "11:14"),
        ('"See \\u202ethis."', "11:16"),
        ('"See \\x07this."', "11:16"),
        ('"See \\ethis."', "11:16"),
        ("|\n      See\n      th\u200bis", "13:9"),
        ("See this  # or th\u00adat", "11:28"),
        ("See\u200b\u200b\u200b this", "11:14"),
    ],
)
def test_a_character_that_nobody_can_see_is_shown_where_it_stands(tmp_path: Path, text: str, at: str) -> None:
    assert with_text(tmp_path, text) == [f"a-guide.yaml:{at} definition/unseen-character"]


@pytest.mark.parametrize(
    ("file", "old", "new", "sign"),
    [
        ("framework.yaml", "A small framework", "A small\u200b framework", "\u200b"),
        ("framework.yaml", "title: Team Manager", "title: Team \u202eManager", "\u202e"),
        ("forms/small-audit.yaml", "label: Grade", 'label: "Grade\\x1b[31m"', "\\x1b"),
        ("forms/small-audit.yaml", "audience:", '"audi\\u200bence":', "\\u200b"),
        ("standards/small-standards.yaml", "summary: Two", "summary: T\u00adwo", "\u00ad"),
        ("handbook/handbook.yaml", "All that there is.", "All that there\u2060 is.", "\u2060"),
        ("handbook/figures.yaml", "And round again", "And round\ufeff again", "\ufeff"),
        ("handbook/glossary.yaml", "Independent", "Indepen\ue000dent", "\ue000"),
        ("handbook/01-start.md", "The IRO", "The \u2067IRO", "\u2067"),
        ("handbook/01-start.md", "# Start", "# St\x1b[31mart", "\x1b"),
    ],
)
def test_it_is_found_in_every_file(root: Path, file: str, old: str, new: str, sign: str) -> None:
    put(root, file, old, new)

    assert found(load(root)) == [f"{place_of(sign, root / file)} definition/unseen-character"]


DIRECTORY = """kind: directory
holders:
  - {role: team-manager, name: NAME, email: a@example.org, service_area: north, team: TEAM}
  - {role: team-manager, name: Ann South, email: b@example.org, service_area: south}
  - {role: head-of-service, name: Ann Head, email: c@example.org}
  - {role: iro, name: Ann Iro, email: d@example.org}
"""


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [("utf-16", []), ("utf-8-sig", []), ("utf-16-le", ["yaml/bad-encoding"]), ("latin-1", ["yaml/bad-encoding"])],
)
def test_a_file_in_another_encoding_is_read_or_refused_once(root: Path, encoding: str, codes: list[str]) -> None:
    file = root / "framework.yaml"
    text = file.read_text("utf-8").replace("North", "Nørth")
    assert "Nørth" in text
    file.write_bytes(text.encode(encoding))

    assert [d.code for d in load(root).diagnostics] == codes


@pytest.mark.parametrize(
    ("name", "team", "expected"),
    [
        ("می\u200cخواهم", "North 1", []),
        ("O\u200bBrien", "North 1", ["definition/unseen-character"]),
        ("O\u202eBrien", "North 1", ["definition/unseen-character"]),
        ("Ann", "North\u200b 1", ["directory/unseen-in-team"]),
    ],
)
def test_names_in_the_directory_keep_the_joiners_that_they_need(
    root: Path, name: str, team: str, expected: list[str]
) -> None:
    (root / "directory.yaml").write_text(DIRECTORY.replace("NAME", name).replace("TEAM", team), "utf-8")

    assert [d.code for d in load(root).diagnostics if "unseen" in d.code] == expected


def test_nothing_from_a_file_steers_a_terminal(root: Path) -> None:
    put(root, "forms/small-audit.yaml", "label: Grade", 'label: "\\x1b[31mGr\\u202eade"')
    put(root, "handbook/01-start.md", "The IRO", "The \x1b]0;owned\x07 \u202eIRO")
    put(root, "framework.yaml", "A small framework", "A \x9b31msmall framework")

    said = CliRunner().invoke(main, ["--root", str(root), "validate"])

    assert said.exit_code == 1
    assert all(c.isprintable() or c == "\n" for c in said.output), said.output


@pytest.mark.parametrize(
    ("file", "old", "new", "sign", "kind"),
    [
        ("framework.yaml", "label: North", "label: '**North**'", "**N", "framework"),
        ("forms/small-audit.yaml", "label: Grade", "label: '*Grade*'", "*G", "form"),
        ("forms/small-audit.yaml", '"Was the review held?"', "|\n          | a |\n          |---|", "| a", "form"),
        ("forms/small-audit.yaml", '"Was the review held?"', "1. Was the review held?", "1. W", "form"),
        ("handbook/figures.yaml", "title: The ring", "title: The `ring`", "`r", "figures"),
        ("handbook/figures.yaml", "text: And round again.", "text: '- And round'", "- And", "figures"),
        ("handbook/glossary.yaml", "Independent Reviewing Officer.", "'> Officer'", "> O", "glossary"),
        ("handbook/01-start.md", "The IRO", "The `IRO`", "`I", "handbook"),
        ("handbook/01-start.md", "## How it is done", "## How **it** is done", "**it", "handbook"),
    ],
)
def test_what_is_not_drawn_is_refused_in_every_kind_of_text(
    root: Path, file: str, old: str, new: str, sign: str, kind: str
) -> None:
    put(root, file, old, new)

    assert found(load(root)) == [f"{place_of(sign, root / file)} {kind}/text-not-allowed"]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("handbook/figures.yaml", "First one, then", "First [](section:nowhere), then", "handbook/unknown-section"),
        ("handbook/glossary.yaml", "Independent Reviewing Officer.", "'[](appendix:7X)'", "handbook/unknown-appendix"),
    ],
)
def test_links_in_figures_and_in_the_glossary_lead_somewhere(
    root: Path, file: str, old: str, new: str, expected: str
) -> None:
    put(root, file, old, new)

    assert [d.code for d in load(root).diagnostics] == [expected]


# --- tables ----------------------------------------------------------------------------------------

TABLE = """|
      Look at these:

      | What | By when | Days |
      |:-----|:-------:|-----:|
      | **One** \\| two | 3 May | 1,200 |
      | Three | | |
"""


@pytest.fixture
def built(root: Path, tmp_path: Path) -> Path:
    (root / "standards" / "a-guide.yaml").write_text(GUIDE + TABLE, "utf-8")
    table = "| Who | When |\n|---|---|\n| IRO | now |"
    put(root, "handbook/01-start.md", "The IRO is told", f"See [](a-guide).\n\n{table}\n\nThe IRO is told")
    out = tmp_path / "out"
    publish(load(root), out, ids=["a-guide", "handbook"])
    return out


def test_a_table_is_one_on_the_web(built: Path) -> None:
    (table,) = lxml.html.parse(built / "standards" / "a-guide.html").xpath("//table")

    assert table.xpath("caption[@class='heard']/text()") == ["Look at these"]
    assert [th.text_content() for th in table.xpath("thead//th[@scope='col']")] == ["What", "By when", "Days"]
    assert [cell.text_content().strip() for cell in table.xpath("tbody//td")] == [
        "One | two", "3 May", "1,200", "Three", "", "",
    ]  # fmt: skip
    assert [th.get("class") for th in table.xpath("thead//th")] == [None, "to-center", "to-right"]


def test_a_table_is_one_in_word(built: Path) -> None:
    (table,) = in_word(built / "standards" / "a-guide.docx")
    rows = list(table.iter(f"{W}tr"))

    assert [[text(cell) for cell in row.iter(f"{W}tc")] for row in rows] == [
        ["What", "By when", "Days"], ["One | two", "3 May", "1,200"], ["Three", "\u00a0", "\u00a0"],
    ]  # fmt: skip
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert [[jc.get(f"{W}val") for jc in row.iter(f"{W}jc")] for row in rows] == [["center", "right"]] * 3


def test_a_table_is_one_in_a_pdf(built: Path) -> None:
    with pikepdf.open(built / "standards" / "a-guide.pdf") as pdf:
        kinds = [str(element.S) for element in elements(pdf)]

    assert [kinds.count(kind) for kind in ("/Table", "/TR", "/TH", "/TD")] == [1, 3, 3, 6]


def test_a_chapter_may_have_a_table(built: Path) -> None:
    assert ["Who", "When", "Independent Reviewing Officer (IRO)", "now"] in [
        [text(cell) for cell in table.iter(f"{W}tc")] for table in in_word(built / "handbook.docx")
    ]


def in_word(file: Path) -> list[lxml.etree._Element]:
    raw = zipfile.ZipFile(io.BytesIO(file.read_bytes())).read("word/document.xml")
    return list(lxml.etree.fromstring(raw).iter(f"{W}tbl"))


def text(element: lxml.etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    waiting: list[pikepdf.Object] = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids: Any = element.get("/K", [])
        waiting += [
            k for k in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(k, pikepdf.Dictionary)
        ]
