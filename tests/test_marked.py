"""A text's data stays what the person typed, and every fault in it has its place."""

import json
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from formwright.marked import Literal, Mapping, Marked, Plain, comments, once, read


@pytest.mark.parametrize(
    "typed", ["no", "yes", "0123", "1.10", "2014-01-15", "~", "null", "1_000", "0x1F", ".inf", "Null"]
)
def test_a_plain_value_stays_as_typed(typed: str) -> None:
    assert read(f"key: {typed}\n".encode(), "a.yaml").data == {"key": typed}


def test_quoted_and_plain_values_can_be_told_apart() -> None:
    data = read(b"plain: 2\nquoted: '2'\n", "a.yaml").data

    assert isinstance(data["plain"], Plain)
    assert not isinstance(data["quoted"], Plain)


def test_every_value_and_key_knows_its_place() -> None:
    marked = read(b"a:\n  - b: 1\n    c: x\n", "a.yaml")

    assert str(marked.place("a", 0, "c")) == "a.yaml:3:8"
    assert str(marked.place("a", 0, "c", key=True)) == "a.yaml:3:5"
    assert str(marked.place("a", 0, "missing")) == "a.yaml:2:5"


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert read(b"\xef\xbb\xbfa: 1\n", "a.yaml").data == {"a": "1"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_utf_16_is_read_where_its_mark_says_so(encoding: str, name: str) -> None:
    assert read('\ufeff{"a": "Zoë 😀"}\n'.encode(encoding), name).data == {"a": "Zoë 😀"}


@pytest.mark.parametrize("raw", ["a: é\n".encode("utf-16-be"), "a: é\n".encode("utf-32"), "a: é\n".encode("cp1252")])
def test_a_text_in_another_encoding_is_told_in_words(raw: bytes) -> None:
    (fault,) = read(raw, "a.yaml").diagnostics

    assert "UTF-16 without" in fault.message or "Windows-1252" in fault.message
    assert "UTF-8" in str(fault.hint)


@pytest.mark.parametrize("text", ["x\u2028y", "x\u2029y", "x\x85y", "\ufeff\u2028"])
def test_json_holds_as_letters_what_some_take_for_the_end_of_a_line(text: str) -> None:
    assert read(json.dumps({"a": text}, ensure_ascii=False).encode(), "a.json").data == {"a": text}
    assert read(json.dumps({"a": text}).encode(), "a.yaml").data == {"a": text}


def test_a_key_twice_is_reported_and_marked_as_unreliable() -> None:
    marked = read(b"a: 1\nb: 2\na: 3\n", "a.yaml")

    assert [(d.code, str(d.place)) for d in marked.diagnostics] == [("yaml/duplicate-key", "a.yaml:3:1")]
    assert isinstance(marked.data, Mapping)
    assert marked.data.twice == {"a"}


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [
        (b"", "yaml/empty", "a.yaml:1:1"),
        (b"  \n\n", "yaml/empty", "a.yaml:1:1"),
        (b"# to come\n", "yaml/empty", "a.yaml:1:1"),
        (b"a: \xff\n", "yaml/bad-encoding", "a.yaml:1:4"),
        ("a: é\nb: ".encode() + b"\xe9\n", "yaml/bad-encoding", "a.yaml:2:4"),
        (b"a:\n\t- b\n", "yaml/tab", "a.yaml:2:1"),
        (b"a: b\x01\n", "yaml/control-character", "a.yaml:1:5"),
        ("a: 1\nb: x\u2028y\n".encode(), "yaml/control-character", "a.yaml:2:5"),
        ('a: "x\u2029y"\n'.encode(), "yaml/control-character", "a.yaml:1:6"),
        ("a: |\n  x\n  y\x85z\n".encode(), "yaml/control-character", "a.yaml:3:4"),
        ("# a remark\u2028b: 2\n".encode(), "yaml/control-character", "a.yaml:1:11"),
        ("a: 1\r\n\ufeffb: 2\n".encode(), "yaml/control-character", "a.yaml:2:1"),
        ("a: é\n".encode("utf-16-le"), "yaml/bad-encoding", "a.yaml:1:1"),
        ("a: é\n".encode("utf-32"), "yaml/bad-encoding", "a.yaml:1:1"),
        ("a: é\n".encode("utf-16")[:-1], "yaml/bad-encoding", "a.yaml:1:6"),
        (b"[" * 200_000, "yaml/depth-refused", "a.yaml:1:41"),
        (b"a: &x 1\nb: *x\n", "yaml/anchor-refused", "a.yaml:1:4"),
        (b"a: !!python/object/apply:os.system ['true']\n", "yaml/tag-refused", "a.yaml:1:4"),
        (b"? [a]\n: b\n", "yaml/bad-key", "a.yaml:1:3"),
    ],
)
def test_what_cannot_be_read_has_its_own_diagnostic(raw: bytes, code: str, place: str) -> None:
    marked = read(raw, "a.yaml")

    assert marked.data is None
    assert [(d.code, str(d.place)) for d in marked.diagnostics] == [(code, place)]


def test_a_huge_file_is_refused_unread() -> None:
    assert [d.code for d in read(b"a" * 5_000_000, "a.yaml").diagnostics] == ["yaml/too-large"]


@pytest.mark.parametrize("filling", [" ", "- ", "x", "-", "'", "| "])
def test_a_line_without_end_that_cannot_be_read_is_answered_at_once(filling: str) -> None:
    raw = f"a: [\n{filling * (3_000_000 // len(filling))}\nb: c: d\n".encode()

    assert read(raw, "a.yaml").data is None


TEXTS = st.dictionaries(st.text(min_size=1), st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()))


@given(TEXTS)
def test_json_texts_come_through_exactly(data: dict[str, object]) -> None:
    assert read(json.dumps(data).encode(), "a.json").data == data


@given(TEXTS)
def test_quoted_yaml_texts_come_through_exactly(data: dict[str, object]) -> None:
    written = yaml.safe_dump(data, default_style='"', allow_unicode=False)

    assert read(written.encode(), "a.yaml").data == data


def test_a_number_sign_begins_a_comment_only_outside_of_texts() -> None:
    lines = """\
# one
a: b # two
"c # no": 'd # no
  # no' # three
e: >- # four
  # no

# five
f: [g#no, # six
  h i # seven
  ]""".split("\n")

    assert [(line, text) for (line, _), text in comments(lines)] == [
        (1, "one"),
        (2, "two"),
        (4, "three"),
        (5, "four"),
        (8, "five"),
        (9, "six"),
        (10, "seven"),
    ]


def test_json_numbers_are_no_texts() -> None:
    data = read(b'{"a": 1042, "b": null, "c": "1042"}', "a.json").data

    assert isinstance(data["a"], Literal)
    assert data["b"] == "" and isinstance(data["b"], Literal)
    assert not isinstance(data["c"], Plain)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_stop_the_reader(raw: bytes) -> None:
    for name in ("a.yaml", "a.json"):
        marked = read(raw, name)
        assert marked.data is not None or marked.diagnostics


def test_the_example_forms_keep_their_versions(request: pytest.FixtureRequest) -> None:
    path = Path(request.config.rootpath) / "tests/examples/framework/forms/small-audit.yaml"

    assert read(path.read_bytes(), "f.yaml").data["version"] == "1.10"


@pytest.mark.parametrize(("text", "at"), [("{", (1, 2)), ("a:\n  - [b,\n\n\n", (2, 8))])
def test_what_is_missed_at_the_end_is_shown_behind_the_last_words(text: str, at: tuple[int, int]) -> None:
    (found,) = read(text.encode(), "a.yaml").diagnostics

    assert found.code == "yaml/open-bracket"
    assert found.place.mark and (found.place.mark.line, found.place.mark.column) == at


def test_what_is_found_in_a_text_is_looked_for_once_and_goes_when_the_text_goes() -> None:
    looked: list[str] = []

    @once
    def lines(found: Marked) -> Iterator[str]:
        looked.append(found.file)
        yield from found.lines

    first, same_words = read(b"a: b", "first.yaml"), read(b"a: b", "second.yaml")

    assert lines(first) == lines(first) == lines(same_words) == ("a: b",)
    assert looked == ["first.yaml", "second.yaml"]
    gone = weakref.ref(first)
    del first
    assert gone() is None
