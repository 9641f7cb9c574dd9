"""A released file: whatever a definition says is read back as it was, and people can read it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.samples import SMALL, TOLD

from formwright import marked
from formwright.definitions import rests_on
from formwright.definitions.read_back import read
from formwright.model.release import Release
from formwright.releases import frozen
from formwright.releases.frozen import Frozen
from formwright.writers import release

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.text(
    st.sampled_from("ab 1:#-'\"\n|>&*!%@`,[]{}\t~."), max_size=60
)
WORDS = st.lists(st.text(st.sampled_from("abc#:-|>'1"), min_size=1, max_size=9), max_size=60).map(" ".join)
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True) | TEXTS
ALL: st.SearchStrategy[Any] = st.recursive(
    TEXTS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def written(data: Any) -> bytes:
    return release.write("an-id", "1.0", "0" * 64, "2026-01-05", {"title": "F"}, {"data": data})


@given(ALL)
def test_whatever_is_said_is_read_back_as_it_was(data: Any) -> None:
    found = marked.read(written(data), "1.0.yaml")

    assert found.diagnostics == ()
    assert found.data["definition"]["data"] == data


@given(ALL)
def test_its_seal_holds(data: Any) -> None:
    assert isinstance(frozen.of_text(written(data).decode(), "1.0.yaml", "an-id", "1.0"), Frozen)


def test_it_reads_as_a_person_would_write_it() -> None:
    long = f"{'What is said at length ' * 5}is folded."
    data = {"id": "xy", "none": [], "one_of": ["yes", "two words"], "rows": [{"a": "bc", "c": ["de"]}], "text": long}

    text = release.write("an-id", "1.0", "0" * 64, "2026-01-05", {"title": "Words"}, data).decode()

    assert text.partition("framework:\n")[2].split("\n") == [
        "  title: Words",
        "definition:",
        "  id: xy",
        "  none: []",
        '  one_of: ["yes", two words]',
        "  rows:",
        "    - a: bc",
        "      c: [de]",
        "  text: >-",
        f"    {'What is said at length ' * 4}What is said at length",
        "    is folded.",
        "",
    ]


def test_every_definition_comes_back_as_the_same_model() -> None:
    for library in (SMALL, TOLD):
        for definition in library.definitions:
            identity = definition.identity
            source = library.written[identity.id]
            words = rests_on.words(source, library.written["framework"].data, ())
            raw = release.write(identity.id, identity.version, identity.digest, "2026-01-05", words, source.data)
            file = frozen.of_text(raw.decode(), "1.0.yaml", identity.id, identity.version)
            assert isinstance(file, Frozen)

            found = read(file)

            assert isinstance(found, Release) and found.definition == definition
