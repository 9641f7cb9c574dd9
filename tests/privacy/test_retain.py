"""What is past its time is removed whole: no name of it is left in any byte of the folder."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import Result
from tests.kills import PROGRAM
from tests.privacy import planted
from tests.privacy.planted import CASE, LATER, NAMES, formwright, listed, where
from tests.samples import FRAMEWORK, ROOT

from formwright.definitions import kept
from formwright.notices.notice import Notice, State
from formwright.oversight import lapsed
from formwright.pipelines import notifying
from formwright.record import journal, removal, store
from formwright.record.events import Event, What

WHO = ("--who", "The information governance officer")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted.make(tmp_path_factory.mktemp("retain"))


@pytest.fixture
def returns(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "returns")


def retain(returns: Path, *words: str, before: str = "2015-01-01") -> Result:
    return formwright("retain", "--before", before, "--returns", returns, *words)


def removed(returns: Path, *words: str) -> Result:
    return retain(returns, "--remove", "--yes", *WHO, *words)


def test_the_folder_has_the_names_everywhere_before(returns: Path) -> None:
    found = "\n".join(where(returns, NAMES))

    for file in ("record.db", "record.jsonl", "record.db.damaged"):
        assert f"{file}: {CASE}" in found
    assert "not-usable" in found and "copies" in found


def test_it_only_shows_what_is_past_its_time_until_it_is_asked_to_remove_it(returns: Path) -> None:
    before = where(returns, NAMES)
    result = retain(returns)

    assert "2 returns can be removed." in result.stdout
    assert "1 other file that arrived and could not be used" in result.stdout
    assert "1 draw of cases" in result.stdout and "1 entry about duties" in result.stdout
    assert "Nothing has been removed." in result.stdout
    assert (where(returns, NAMES), result.exit_code) == (before, 0)


def test_no_name_is_left_in_any_byte_of_the_folder(returns: Path) -> None:
    (returns / "2014-01" / f".{CASE}.999999999-x_y.new").write_bytes(b"half of " + CASE.encode())  # a run was cut off
    result = removed(returns)

    assert "Removed: 3 returns and other files, in 4 files." in result.stdout
    assert where(returns, NAMES) == []
    assert result.exit_code == 0


def test_what_stays_is_as_it_was_and_the_counts_say_how_many_there_were(returns: Path) -> None:
    [before] = [row for row in listed(returns) if row["case_id"] == LATER]
    removed(returns)

    assert listed(returns) == [before]
    with store.reading(returns) as record:
        events = list(record.events())
    assert [event.more["file"] for event in events if event.what is What.RECEIVED] == [before["file"]]
    [draw] = [event for event in events if event.what is What.DRAW]
    assert set(draw.more) == {"month", "number"} and draw.more["month"] == "2014-01"
    [counts] = [event for event in events if event.what is What.REMOVED]
    assert counts.more["counts"] == [["2014-01", "tier1-generic-audit", "first-response", "inadequate", 1]]
    assert counts.more["others"] == 1 and counts.sha256 is None


def test_the_journal_is_whole_again_and_makes_the_same_record(returns: Path) -> None:
    removed(returns)
    lines = [line.event for line in journal.lines(returns / "record.jsonl")]
    rows = listed(returns)

    formwright("record", "--rebuild", "--returns", returns)

    with store.reading(returns) as record:
        assert [*record.events()] == lines
    assert listed(returns) == rows


def test_it_is_removed_once_and_said_ever_after(returns: Path) -> None:
    removed(returns)
    again = removed(returns)

    assert "There is nothing to remove." in again.stdout
    assert "2014  Tier 1 generic audit tool: 1" in again.stdout
    assert "1 more was removed at the end of their time" in formwright("record", "--returns", returns).stderr
    february = formwright("record", "--month", "2014-02", "--returns", returns)
    assert "removed" not in february.stderr
    assert json.loads(retain(returns, "--format", "json").stdout)["removed_earlier"][0]["judgement"] == "inadequate"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "It must be recorded who decided to remove it."),
        (WHO, "nobody can be asked"),
        (("--yes",), "It must be recorded who decided to remove it."),
    ],
    ids=["without a name", "without anybody to ask", "without asking and without a name"],
)
def test_nothing_is_removed_without_somebody_who_says_so(returns: Path, words: tuple[str, ...], said: str) -> None:
    before = where(returns, NAMES)
    result = retain(returns, "--remove", *words)

    assert said in result.stderr
    assert (where(returns, NAMES), result.exit_code) == (before, 2)


def test_a_day_that_has_not_come_is_refused(returns: Path) -> None:
    assert "is in the future" in retain(returns, before="2999-01-01").stderr


def test_what_is_of_one_audit_goes_together_or_stays_together(returns: Path) -> None:
    """The correction came in later: with the old return gone alone, nobody could tell what it had corrected."""
    again = planted.email(("late.yaml", planted.audit(judgement="outstanding").encode()), number=3)
    late = returns.parent / "late.eml"
    late.write_bytes(again.replace(b"17 Jan 2014", b"17 Jan 2016"))
    formwright("receive", late, "--into", returns)

    result = retain(returns)

    assert "No return can be removed." in result.stdout
    assert "2 returns of that time stay with later ones of the same audit." in result.stdout


def test_a_mistyped_day_of_the_audit_removes_nothing_before_its_time(returns: Path) -> None:
    (returns.parent / "new.yaml").write_text(planted.audit("N1", "2004-03-02"))
    formwright("receive", returns.parent / "new.yaml", "--into", returns)

    assert "2 returns can be removed." in retain(returns).stdout


# --- whatever happens meanwhile -----------------------------------------------------------------


def test_a_removal_that_is_ended_at_any_moment_is_whole_or_has_not_begun(returns: Path) -> None:
    words = [sys.executable, "-m", "tests.privacy.killed", str(returns), "30", "1"]
    found = json.loads(subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout)

    assert found["faults"] == []
    assert found["ended"] > 20


def test_a_run_that_was_ended_is_finished_by_the_next_command_and_said(returns: Path) -> None:
    shutil.rmtree(returns / "copies")
    with store.writing(returns) as record:
        files = [row.file for row in record.returns() if row.case_id == CASE]
        shas = [row.sha256 for row in record.returns() if row.case_id == CASE]
        others = [event for event in record.events() if event.sha256 not in shas]
        removal.begin(returns, removal.Plan(tuple(files), tuple(shas)), others)

    result = formwright("record", "--returns", returns)

    assert "A removal that was cut off has been finished: 2 files" in result.stderr
    assert CASE not in result.stdout and not (returns / files[0]).exists()


def test_two_removals_at_once_come_to_the_same(returns: Path) -> None:
    words = [PROGRAM, "--root", str(ROOT), "retain", "--before", "2015-01-01", "--remove", "--yes", *WHO]
    words += ["--returns", str(returns)]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = "".join(one.communicate()[0] for one in running)

    assert [one.returncode for one in running] == [0, 0]
    assert said.count("Removed: 3 returns and other files") == said.count("There is nothing to remove.") == 1
    assert where(returns, NAMES) == []
    with store.reading(returns) as record:
        assert len([*record.events(What.REMOVED)]) == 1


def test_where_a_file_cannot_be_taken_away_nothing_is(returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = where(returns, NAMES)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(removal, "_check", refuse)
    result = removed(returns)

    assert "Nothing was removed." in result.stderr
    assert (where(returns, NAMES), result.exit_code) == (before, 2)


# --- what stands against it ---------------------------------------------------------------------

AUDITED = "2014-05-06"


def stands_against(returns: Path) -> dict[str, list[str]]:
    found = json.loads(retain(returns, "--format", "json").stdout)
    return {Path(one["file"]).name.split("-")[0]: one["against"] for one in found["held"]}


def put(returns: Path, case: str, *changes: tuple[str, str], name: str = "") -> None:
    """An audit of 2014 that somebody put into the folder."""
    text = planted.audit(LATER, AUDITED).replace(LATER, case)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (returns / "2014-05").mkdir(exist_ok=True)
    (returns / "2014-05" / f"{case}-{name}.yaml").write_text(text)


def test_what_is_not_settled_stays_and_is_an_error(returns: Path) -> None:
    put(returns, "B1")  # somebody must still be notified
    put(returns, "B2", ("judgement: good", "judgement: good\nactions:\n  - {action: Ask, who: Ann, by: 2014-06-01}"))
    put(returns, "B3", name="one")
    put(returns, "B3", ("judgement: good", "judgement: inadequate"), name="other")
    formwright("record", "--returns", returns)
    planted.tell(returns)
    put(returns, "B1")
    put(returns, "B4")
    (returns / "2014-05" / "B5-x.jpg").write_bytes(b"\xff\xd8\xff\xe0")

    result = retain(returns)

    assert stands_against(returns) == {
        "B2": ["open-action"],
        "B3": ["undecided"],
        "B4": ["not-sent"],
    }
    assert "an action is still open" in result.stdout
    assert result.exit_code == 1


def test_what_may_have_been_sent_stays_until_somebody_knows(returns: Path) -> None:
    put(returns, "B1")
    formwright("record", "--returns", returns)
    with store.writing(returns) as record:
        office = notifying.Office.of(kept.on(ROOT, date(2026, 3, 20)), date(2026, 3, 20))
        [one, *_] = [n for n in office.due(record) if isinstance(n, Notice)]
        record.add([Event(What.NOTICE, "2014-05-07T09:00:00Z", one.sha256, one.event(State.SENDING))])

    assert stands_against(returns) == {"B1": ["uncertain"]}


def test_what_somebody_names_is_removed_all_the_same_and_that_is_recorded(returns: Path) -> None:
    put(returns, "B4")
    result = removed(returns, "--despite", "not-sent")

    assert result.exit_code == 0 and where(returns, ["B4"]) == []
    with store.reading(returns) as record:
        [event] = record.events(What.REMOVED)
    assert event.more["despite"] == ["not-sent"]
    assert event.more["who"] == WHO[1]


def test_a_draw_is_needed_for_a_year_and_a_first_day_for_as_long_as_others_are_counted_from_it() -> None:
    on = date(2014, 12, 1)
    draw = Event(What.DRAW, "2014-01-01T09:00:00Z", None, {"month": "2014-01", "drawn": [["A1", "x", "y"]]})
    begun = {"state": "done", "duty": "review-on-site", "about": "mass", "on": "2014-01-06"}
    first = Event(What.DUTY, "2014-01-06T09:00:00Z", None, begun)
    later = Event(What.DUTY, "2014-02-03T09:00:00Z", None, begun | {"on": "2014-02-03"})
    open = Event(What.NOTICE, "2014-01-06T09:00:00Z", None, planted.reminder("uncertain"))

    found = lapsed.look([draw, first, later, open], date(2014, 11, 1), on, FRAMEWORK.duties)
    year_after = lapsed.look([draw], date(2014, 11, 1), date(2015, 2, 1), FRAMEWORK.duties)

    assert (found.draws, found.duties, found.reminders, found.needed) == (0, 1, 0, 3)
    assert found.kept(first) is None and found.kept(later) == later
    assert year_after.kept(draw) == Event(What.DRAW, draw.at, None, {"month": "2014-01", "number": 1})


def test_what_comes_again_after_it_was_removed_is_taken_in_and_needs_a_person(returns: Path, tmp_path: Path) -> None:
    removed(returns)
    (tmp_path / "again.yaml").write_text(planted.audit())

    result = formwright("receive", tmp_path / "again.yaml", "--into", returns)

    assert "1 return received" in result.stdout
    assert "Returns older than 2015-01-01 have been removed, and this audit is" in result.stdout
    assert result.exit_code == 1
    said = result.stdout.split("'formwright ")[1].split("'")[0].split()  # what it says to do
    assert "Removed: 1 return" in formwright(*said, "--yes", *WHO, "--returns", returns).stdout
    assert where(returns, NAMES) == []


# --- reminders ----------------------------------------------------------------------------------


def test_a_reminder_of_an_action_leaves_nothing_of_the_case_in_the_record(returns: Path) -> None:
    """It may be sent long after the audit, when the return itself is already past its time."""
    day = date(2014, 6, 2)
    put(returns, "B2", ("judgement: good", f"judgement: good\nactions:\n  - {{action: Ask, who: '{IRO}', by: {day}}}"))
    formwright("record", "--returns", returns)
    office = notifying.Office.of(kept.on(ROOT, day), day)

    with store.writing(returns) as record:
        [one] = [n for n in office.due(record) if isinstance(n, Notice) and n.owes and n.name == IRO]
        said = "\n".join(notifying.shown(office.message(one, returns, datetime(2014, 6, 2, tzinfo=UTC))))

    assert "Case B2, Tier 1 generic audit tool of 6 May 2014, action 1" in " ".join(said.split())
    assert "B2" not in json.dumps(one.event(State.SENT))
    assert [other for other in ("Ask", "Thistlewood") if other in said] == []


IRO = "Independent Reviewing Officers, Safeguarding Unit"
