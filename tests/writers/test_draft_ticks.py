"""The page reads what is ticked in a draft just as `check` does, however the list is written and whatever is in it."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import drafts
from tests.samples import SMALL, times

from formwright.compose import compose
from formwright.model import rules
from formwright.readers.yaml import Reader

FORM = SMALL.form("harm-log")
READER = Reader.of([rules.compile(FORM)])

WORDS = (
    "physical", "neglect", "emotional", "2-or-more", "none-of-these", '"physical"', "'neglect'", "Physical", "physicl",
    "~", '""', "null", "7", "true", "[physical]", "{a: b}", '" "', "2",
)  # fmt: skip
ITEMS = st.lists(st.sampled_from(WORDS[:6]) | st.sampled_from(WORDS), max_size=4)


@pytest.fixture(scope="module")
def page() -> Iterator[drafts.Page]:
    assert SMALL.framework
    with drafts.page_of(compose(FORM, SMALL.framework)) as page:
        yield page


def flow(items: list[str]) -> str:
    return f" [{', '.join(items)}]"


def block(items: list[str]) -> str:
    return "".join(f"\n    - {item}" for item in items)


def broken(items: list[str]) -> str:
    return " [" + ",\n      ".join(items) + "]"


@settings(max_examples=times(200), deadline=None)
@given(
    items=ITEMS,
    write=st.sampled_from([flow, block, broken]),
    bare=st.none() | st.sampled_from(WORDS),
    rows=st.lists(ITEMS, max_size=2),
)
def test_the_page_and_check_read_the_same_ticks(
    page: drafts.Page, items: list[str], write: object, bare: str | None, rows: list[list[str]]
) -> None:
    assert callable(write)
    nature = write(items) if bare is None else f" {bare}"
    visits = "".join(f"\n  - {{who: [{', '.join(row)}]}}" for row in rows)
    raw = f'form: harm-log\nversion: "1.0"\ndetails:\n  nature:{nature}\nvisits:{visits}\n'.encode()

    ours, theirs = drafts.ours(READER, raw, "draft.yaml"), page.read(raw, "draft.yaml")

    assert drafts.difference(FORM.identity, ours, theirs) is None, (raw.decode(), ours, theirs)


def test_what_the_page_writes_of_ticks_is_read_as_it_was(page: drafts.Page) -> None:
    entries = [
        ["form", "harm-log"],
        ["version", "1.0"],
        ["details", ["mapping", [["nature", ["physical", "2-or-more"]]]]],
    ]

    written = page.ask(entries=entries, comments=[])["text"]

    assert '\n  nature: ["physical", "2-or-more"]\n' in written
    found = READER.read(written.encode(), "a.yaml")
    assert found.submission and found.submission.said == {"details.nature": ("physical", "2-or-more")}
