"""The short way through a return says of each just what the long way says, or leaves it to that."""

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import fuzzing, spoilt_drafts
from tests.reports.test_submission_schema import full, schema_of, submissions
from tests.samples import EXAMPLES, FORMS, FRAMEWORK, RETURN, SMALL, TOLD, of_each, times

from formwright.definitions.library import Library, load
from formwright.model import rules
from formwright.model.form import Form
from formwright.readers.yaml import Reader
from formwright.writers import submission as writer

LIMITED = load(EXAMPLES / "framework", [EXAMPLES / "forms" / "missing-episode.yaml"])
MORE = [pytest.param(library, form, id=form.identity.id) for library in (TOLD, LIMITED) for form in library.forms]
READER = Reader.of(rules.compile(f) for f in (*FRAMEWORK.forms, *SMALL.forms, *TOLD.forms, *LIMITED.forms))
WAYS: list[dict[str, Any]] = [
    {"sort_keys": False},
    {"sort_keys": False, "allow_unicode": True},
    {"sort_keys": False, "default_style": '"'},
    {"sort_keys": False, "default_style": "|"},
    {"sort_keys": False, "default_flow_style": True},
    {"sort_keys": False, "explicit_start": True, "explicit_end": True, "line_break": "\r\n"},
    {"sort_keys": True, "indent": 4, "width": 30},
]
"""How other programs write YAML; sorted, the form's name stands in the middle."""


def is_read_shortly(raw: bytes, name: str, reader: Reader = READER) -> bool:
    """Whether the short way reads this; then it says the same as the long way, of everything."""
    short = reader.short.read(raw, name)
    if short is None:
        return False
    long = reader.read_at_length(raw, name)
    assert (long.rules, long.diagnostics) == (short.rules, short.diagnostics) and short.diagnostics == ()
    ours, theirs = short.submission, long.submission
    assert ours is not None and theirs is not None
    assert list(ours.answers.items()) == list(theirs.answers.items())
    assert dict(ours.said) == dict(theirs.said)
    assert {path: type(value) for path, value in ours.said.items()} == {p: type(v) for p, v in theirs.said.items()}
    assert (ours.file, ours.form, ours.version, ours.digest) == (
        theirs.file,
        theirs.form,
        theirs.version,
        theirs.digest,
    )
    assert (ours.rows, ours.unreadable) == (theirs.rows, theirs.unreadable)
    assert short.rules is not None
    asked = [field.path for field in short.rules.form.fields]
    for path in ("", *theirs.parts, *theirs.answers, *asked):  # where things stand, or would be looked for
        assert ours.place(path) == theirs.place(path)
    return True


# --- what it reads ---------------------------------------------------------------------------

WRITTEN = """\
# Tier 1 generic audit. Completed.
form: "tier1-generic-audit"
version: "1.0"
details:
  case_id: "A1042 \\u00a0 \\"quoted\\" and: [more] # yes"
  team: "Child & family!"
  date: "2014-01-15"
  child_status: "cared-for"
evaluation:
  pep:
    grade: 2
    comments: "first\\nsecond"
overall:
  judgement: "good"
actions:
  - action: "Update the chronology"
    by: "2014-02-14"
"""
BLANK = (
    "form: tier1-generic-audit\nversion: '1.0'\ndetails:\n  case_id: # A1042\n  team: ''\nevaluation:\nactions: []\n"
)


@pytest.mark.parametrize(
    "text",
    [
        RETURN, WRITTEN, BLANK, WRITTEN.replace("\n", "\r\n"), WRITTEN.replace("Update", "Prüfe “die” 😀"),
        "--- # by hand\n" + RETURN + "...\n", "%YAML 1.1\n---\n" + RETURN, "\ufeff" + WRITTEN,
        "{form: tier1-generic-audit, version: 1.0, details: {case_id: 0123, team: ~}}",
        "version: 1.0\nform: tier1-generic-audit\n", "form: tier1-generic-audit\nversion: 1.0\ndetails: ~\n",
    ],
)  # fmt: skip
def test_what_people_and_programs_write_is_read_shortly(text: str) -> None:
    assert is_read_shortly(text.encode(), "return.yaml")


@pytest.mark.parametrize("path", sorted((EXAMPLES / "returns").glob("*.yaml")), ids=lambda path: path.name)
def test_so_is_each_example_with_nothing_wrong_in_it(path: Path) -> None:
    is_sound = not READER.read_at_length(path.read_bytes(), path.name).diagnostics

    assert is_read_shortly(path.read_bytes(), path.name) == is_sound


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: \"1.0\"", "version: \"1.1\""),
        ("version: \"1.0\"", "version:"),
        ("version: \"1.0\"", "version: \"1.0\"\nversion: \"1.0\""),
        ("version: \"1.0\"", "version: \"1.0\"\ndigest: \"" + "0" * 64 + "\""),
        ("version: \"1.0\"", "version: \"1.0\"\ndigest:"),
        ("form: \"tier1-generic-audit\"\n", ""),
        ("tier1-generic-audit", "tier9"),
        ("form: ", "&a form: "),
        ("\"good\"", "&a \"good\""),
        ("\"good\"", "!!str \"good\""),
        ("\"good\"", "! \"good\""),
        ("\"good\"", "excellent"),
        ("\"good\"", "[good]"),
        ("\"good\"", "{good: 1}"),
        ("grade: 2", "grade: \"2\""),
        ("grade: 2", "grade: 5"),
        ("grade: 2", "grade: 2\n    grade: 2"),
        ("  pep:", "  pep: {}\n  pep:"),
        ("  pep:", "  pap:"),
        ("details:", "details: &d"),
        ("details:", "details: !x"),
        ("details:", "details: text\nx:"),
        ("overall:\n", "overall: ''\nx:\n"),
        ("2014-01-15", "2014-02-30"),
        ("  - action", "  - ~\n  - action"),
        ("  - action", "  - text\n  - action"),
        ("  - action", "  - &a\n    action"),
        ("  - action", "  -\n  - action"),
        ("actions:\n  - ", "actions:\n    "),
        ("judgement: \"good\"", "? [judgement]\n  : good"),
        ("\"Update", "*a \"Update"),
        ("Update", "Up\u2028date"),
        ("Update", "Up\x07date"),
        ("\"Update", "Update: \"it"),
        ("\"Update", "\"\"Update"),
        ("# Tier", "%TAG ! !a\n---\n# Tier"),
        ("actions:", "---\nactions:"),
        ("actions:", "form: \"tier1-generic-audit\"\nactions:"),
    ],
)  # fmt: skip
def test_what_is_out_of_the_ordinary_is_left_to_the_long_way(old: str, new: str) -> None:
    assert WRITTEN.count(old) == 1

    assert not is_read_shortly(WRITTEN.replace(old, new).encode(), "return.yaml")


EPISODE = """\
form: missing-episode
version: "1.0"
details: {case_id: A1, missing: 2014-01-12, missing_at: "14:30", attendance: 85.5, age: 14}
checks: {calls: {share: 100, at: "15:00"}, visits: {share: 50, at: 16:30}}
episodes: [{began: 2014-02-02, ended: 2014-02-02, hours: 0.5}]
"""


@pytest.mark.parametrize(
    ("old", "new", "shortly"),
    [
        ("85.5", "85.5", True),
        ("85.5", "'085.50'", True),
        ("85.5", "85.55", False),
        ("85.5", "100.1", False),
        ("85.5", "-1", False),
        ("hours: 0.5", "hours: 0.4", False),
        ('"14:30"', "09:05", True),
        ('"14:30"', "24:00", False),
        ('"14:30"', "9.05", False),
        ("ended: 2014-02-02", "ended: 2014-02-01", True),  # the order of days is for `check`
    ],
)
def test_limits_and_times_hold_on_the_short_way_too(old: str, new: str, shortly: bool) -> None:
    assert is_read_shortly(EPISODE.replace(old, new).encode(), "return.yaml") == shortly


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (WRITTEN.encode("utf-16-le"), "a.yaml"),
        (WRITTEN.replace("Update", "Prüfe").encode("latin-1"), "a.yaml"),
        (WRITTEN.encode(), "a.json"),
        (b"", "a.yaml"),
        (b"# nothing", "a.yaml"),
        (b"- form: a", "a.yaml"),
        (b"text", "a.yaml"),
        (b"[" * 100_000, "a.yaml"),
        (b"form: everything\nversion: 2.10\n" + b"#" * 4_000_000, "a.yaml"),
    ],
)
def test_so_is_what_is_no_plain_yaml(raw: bytes, name: str) -> None:
    assert not is_read_shortly(raw, name)


# --- laws ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("library", "form"), [*FORMS, *MORE])
@settings(deadline=None, max_examples=of_each(8))
@given(data=st.data())
def test_both_ways_say_the_same_of_returns_and_of_spoilt_ones(
    library: Library, form: Form, data: st.DataObject
) -> None:
    drawn = data.draw(submissions(schema_of(form)))
    way = data.draw(st.sampled_from(WAYS))

    text: str = yaml.safe_dump(drawn, **way)
    is_read_shortly(text.encode("utf-8", "surrogatepass"), "return.yaml")
    is_read_shortly(json.dumps(drawn).encode(), data.draw(st.sampled_from(["return.json", "return.yaml", "return"])))


@pytest.mark.parametrize(("library", "form"), [*FORMS, *MORE])
@settings(deadline=None, max_examples=of_each(8))
@given(data=st.data())
def test_whatever_is_answered_well_is_read_shortly(library: Library, form: Form, data: st.DataObject) -> None:
    drawn = data.draw(full(schema_of(form)))
    known = READER.forms[form.identity.id]
    found = READER.read_at_length(json.dumps(drawn).encode(), "return.json").submission
    assert found is not None

    text = writer.write(form.identity.id, form.identity.version, known.form.identity.digest, found.said)

    assert is_read_shortly(text, "return.yaml")


@pytest.mark.parametrize("seed", range(times(3)))
def test_both_ways_say_the_same_of_spoilt_drafts(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same drafts each time

    read = sum(is_read_shortly(*spoilt_drafts.made(chance)) for _ in range(400))

    assert read > 8


@pytest.mark.parametrize("seed", range(times(1)))
def test_both_ways_say_the_same_of_returns_that_were_spoilt_by_chance(seed: int) -> None:
    with TemporaryDirectory() as folder:
        _, files = fuzzing.KINDS["yaml"](Path(folder), Random(seed))  # noqa: S311
        read = [is_read_shortly(raw, name) for (name, raw), _ in zip(files, range(400), strict=False)]

    assert sum(read) > 10
