"""The register of actions, and what people say became of each: worked out by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.samples import EXAMPLES

from formwright.definitions import library
from formwright.definitions.library import Library
from formwright.errors import CannotRun
from formwright.model.duties import Deadline, Within
from formwright.model.framework import Directory, Holder
from formwright.model.review import Status
from formwright.pipelines import acting, deciding
from formwright.pipelines.acting import Wish
from formwright.record import actions as register
from formwright.record.events import Event, What
from formwright.record.rows import Action, Return
from formwright.record.store import Record, writing
from formwright.record.updates import Said

TODAY = date(2014, 2, 10)  # a Monday
AT = "2014-02-10T09:00:00Z"
JO = Directory((Holder("team-manager", "Jo Brown", "jo@example.org"),))
THEMED = (Deadline("themed", Within(5, "days"), "remedial-work"),)


@cache
def basis() -> Library:
    return library.load(EXAMPLES / "framework")


def action(n: int = 0, who: str | None = "Jo Brown", by: str | None = "2014-02-14", **more: object) -> Action:
    return Action(f"actions[{n}]", who, by, **({"same": f"words-{n}"} | more))  # type: ignore[arg-type]


def audit(name: str, *actions: Action, **more: object) -> Return:
    said = {"form": "small-audit", "case_id": "A1", "date": "2014-01-31", "team": "East", "auditor": "Ann"} | more
    sha256 = (name.encode().hex() + "0" * 64)[:64]
    return Return(f"{name}.yaml", sha256, version="1", digest=None, status=Status.COMPLETE, actions=actions, **said)  # type: ignore[arg-type]


@contextmanager
def kept(folder: Path, *returns: Return) -> Iterator[Record]:
    with writing(folder) as record:
        record.put((one, "") for one in returns)
        yield record


def states(record: Record, deadlines: tuple[Deadline, ...] = (), **asked: object) -> dict[str, str]:
    wanted = acting.wanted(record, deadlines, TODAY, **asked)
    return {f"{row.file[:-5]}#{row.number}": row.state for row in register.listed(record, wanted)}


def say(record: Record, handle: str, said: Said, day: str | None = None, today: date = TODAY, **more: str) -> str:
    """What comes of it: the state and, after a colon, the notes."""
    more = {"by": "JB", "why": "Agreed", "approved_by": "Ann"} | more
    found = acting.act(record, basis(), handle, Wish(said, day, **more), AT, today)
    return f"{found.found.row.state}: {' '.join(found.notes)}" if not found.is_known else "known"


# --- states ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (action(by="2014-02-09"), "overdue"),
        (action(by="2014-02-10"), "due"),  # its last day is today
        (action(by="2014-02-17"), "due"),  # five working days on
        (action(by="2014-02-18"), "open"),
        (action(by=None, lacks=("by: missing",)), "open"),
        (action(by="2014-01-01", done="2014-02-10"), "done"),
        (action(by="2014-01-01", done="2014-02-11"), "overdue"),  # a day that has not come
        (action(by="2014-01-01", reviewed="2014-02-03", initials="JB"), "reviewed"),
        (action(by="2014-01-01", reviewed="2014-02-03"), "overdue"),  # nobody stands for the review
        (action(by=None, done="2014-02-03", is_checked=True), "reviewed"),
        (action(by=None, is_checked=True), "reviewed"),
    ],
)
def test_what_a_return_says_decides_first(tmp_path: Path, one: Action, state: str) -> None:
    with kept(tmp_path, audit("a", one)) as record:
        assert states(record) == {"a#1": state}


def test_the_last_day_of_a_thematic_audit_comes_from_the_duty_or_from_the_return_if_that_is_earlier(
    tmp_path: Path,
) -> None:
    some = (action(0, by="2014-03-31"), action(1, by="2014-02-03"), action(2, by=None))
    with kept(tmp_path, audit("a", *some, form="themed"), audit("b", action(by="2014-03-31"))) as record:
        wanted = acting.wanted(record, THEMED, TODAY)
        found = [(row.file, row.number, row.due) for row in register.listed(record, wanted)]
        assert found == [
            ("a.yaml", 2, "2014-02-03"),
            ("a.yaml", 1, "2014-02-05"),
            ("a.yaml", 3, "2014-02-05"),
            ("b.yaml", 1, "2014-03-31"),
        ]
        assert say(record, "a.yaml#1", Said.NEW_DATE, "2014-02-20") == "open: "
        assert states(record, THEMED)["a#1"] == "open"  # what was agreed since holds


def test_filters_leave_what_is_like_them_and_nobody_is_one(tmp_path: Path) -> None:
    with kept(
        tmp_path,
        audit("a", action(0, "Jo Brown"), action(1, None, None)),
        audit("b", action(0, "jo  brown.", "2014-01-01"), team=None, case_id="B2", area="north"),
    ) as record:
        assert list(states(record, person="JO BROWN")) == ["b#1", "a#1"]
        assert list(states(record, person="")) == ["a#2"]
        assert list(states(record, team="")) == ["b#1"]
        assert list(states(record, area="north", case_id="B2")) == ["b#1"]
        assert list(states(record, until="2014-02-13")) == ["b#1"]
        assert list(states(record, states=("overdue",))) == ["b#1"]
        wanted = acting.wanted(record, (), TODAY)
        groups = acting.groups(record, wanted, "person", TODAY, JO)
        assert {who: dict(n) for who, n in groups.items()} == {"Jo Brown": {"due": 1, "overdue": 1}, None: {"open": 1}}
        assert [row.who for row in acting.listed(record, wanted, JO)] == ["Jo Brown", "Jo Brown", None]
        ages = acting.groups(record, wanted, "age", TODAY, JO)
        assert {age: n.total() for age, n in ages.items()} == {"up to 2 weeks": 3}


def test_the_same_file_twice_is_asked_for_once(tmp_path: Path) -> None:
    first = audit("a", action())
    with kept(tmp_path, first, replace(first, file="copy.yaml")) as record:
        assert states(record) == {"a#1": "due"}
        record.drop(["a.yaml"])
        assert states(record) == {"copy#1": "due"}


def test_what_is_missing_is_counted(tmp_path: Path) -> None:
    unread = Return("bad.yaml", "f" * 64, "f", "1", None, Status.INVALID)
    some = audit("a", action(0, None, None, lacks=("by: not a date", "who: missing")), action(1, done="2014-02-01"))
    with kept(tmp_path, some, unread) as record:
        found = acting.summary(record, acting.wanted(record, (), TODAY))
        assert (found.total, found.open, found.unread) == (2, 1, 1)
        assert found.lacks == {"by: not a date": 1, "who: missing": 1}
        assert acting.is_found_wanting(found)
        say(record, "a.yaml#1", Said.NEW_DATE, "2014-03-03")
        found = acting.summary(record, acting.wanted(record, (), TODAY))
        assert found.lacks == {"who: missing": 1}
        assert not acting.is_found_wanting(found)


# --- updates ---------------------------------------------------------------------------------


def test_an_action_from_done_to_reviewed_and_back_again(tmp_path: Path) -> None:
    with kept(tmp_path, audit("a", action())) as record:
        handle = next(iter(register.listed(record, acting.wanted(record, (), TODAY)))).handle
        assert handle == "61000000#1"
        assert say(record, handle, Said.DONE, "2014-02-03") == "done: "
        assert say(record, handle, Said.DONE, "2014-02-03") == "known"
        assert say(record, handle, Said.REVIEWED, "2014-02-07") == "reviewed: "
        assert say(record, handle, Said.NEW_DATE, "2014-02-28") == (
            "open: It was reviewed in supervision on 7 February 2014. It is open again."
        )
        assert say(record, handle, Said.WITHDRAWN).startswith("reviewed: Withdrawn: new date 28 February 2014")
        assert say(record, handle, Said.WITHDRAWN).startswith("done: ")
        assert say(record, handle, Said.WITHDRAWN).startswith("due: ")
        with pytest.raises(CannotRun, match="nothing can be withdrawn"):
            say(record, handle, Said.WITHDRAWN)
        history = acting.find(record, basis(), handle, TODAY).history
        assert [update.said.value for _, update in history] == [
            "done", "reviewed", "new-date", "withdrawn", "withdrawn", "withdrawn",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "said", "day", "words"),
    [
        (action(), Said.DONE, "2014-02-11", "in the future"),
        (action(), Said.DONE, "2014-01-30", "before the audit"),
        (action(), Said.DONE, "3 February", "not a valid date"),
        (action(), Said.NEW_DATE, "2014-02-09", "has passed"),
        (action(done="2014-02-03"), Said.DONE, "2014-02-04", "was done on 3 February 2014"),
        (action(done="2014-02-03"), Said.REVIEWED, "2014-02-02", "which is later"),
        (action(done="2014-02-03"), Said.NOT_NEEDED, None, "was done on 3 February 2014"),
        (action(reviewed="2014-02-03", initials="JB"), Said.DONE, "2014-02-03", "was reviewed in supervision"),
    ],
)
def test_what_contradicts_is_refused_and_nothing_is_recorded(
    tmp_path: Path, one: Action, said: Said, day: str | None, words: str
) -> None:
    with kept(tmp_path, audit("a", one)) as record:
        with pytest.raises(CannotRun, match=words):
            say(record, "a.yaml#1", said, day)
        assert list(record.events(What.ACTION)) == []


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        ("a.yaml#3", "no action number 3"),
        ("a.yaml", "Say which action"),
        ("none.yaml#1", "asks for no actions"),
        ("other#1", "not in the record"),
        ("6e6f#x", "not in the record"),
        ("62100000#1", "removed"),
    ],
)
def test_an_action_that_is_not_there_is_said(tmp_path: Path, handle: str, words: str) -> None:
    with kept(tmp_path, audit("a", action(0), action(1)), audit("none")) as record:
        record.add([Event(What.REMOVED, AT, "621" + "0" * 61, {})])
        with pytest.raises(CannotRun, match=words):
            say(record, handle, Said.DONE, "2014-02-03")


def test_a_beginning_that_two_returns_share_is_said(tmp_path: Path) -> None:
    with (
        kept(tmp_path, audit("aab", action()), audit("aac", action())) as record,
        pytest.raises(CannotRun, match="Several returns"),
    ):
        say(record, "6161#1", Said.DONE, "2014-02-03")


# --- corrections -----------------------------------------------------------------------------


def supersede(record: Record, old: str, new: str) -> None:
    deciding.supersede(record, f"{old}.yaml", f"{new}.yaml", "Ann", "Corrected", None, AT)


def test_a_correction_takes_along_what_was_said_of_the_same_action_only(tmp_path: Path) -> None:
    old = audit("a", action(0), action(1), action(2))
    new = audit("b", action(0, same="words-1"), action(1, same="words-0"), action(2, same="others"))
    with kept(tmp_path, old, new) as record:
        say(record, "a.yaml#1", Said.DONE, "2014-02-03")
        say(record, "a.yaml#3", Said.DONE, "2014-02-04")
        supersede(record, "a", "b")

        assert states(record) == {"b#1": "due", "b#2": "done", "b#3": "due"}
        words = acting.taken_along(record, "b.yaml")
        assert words[0].startswith("1 action of it had updates")
        assert "61000000#3 (done on 4 February 2014, by JB" in words[1] and len(words) == 2
        lost = acting.summary(record, acting.wanted(record, (), TODAY)).lost
        assert [(file, one.updates[0].number) for file, one in lost] == [("b.yaml", 3)]
        with pytest.raises(CannotRun, match=r"a\.yaml does not count: b\.yaml counts") as refused:
            say(record, "a.yaml#1", Said.REVIEWED, "2014-02-07")
        assert refused.value.remedy == "This action is 62000000#2 there."
        assert say(record, "b.yaml#2", Said.REVIEWED, "2014-02-07") == "reviewed: "

        deciding.reinstate(record, "a.yaml", "Ann", "It was right", AT)
        assert states(record) == {
            "a#1": "done", "a#2": "due", "a#3": "done", "b#1": "due", "b#2": "reviewed", "b#3": "due",
        }  # fmt: skip


def test_a_correction_of_a_correction_and_a_withdrawal_of_what_came_along(tmp_path: Path) -> None:
    with kept(tmp_path, *(audit(name, action()) for name in "abc")) as record:
        say(record, "a.yaml#1", Said.DONE, "2014-02-03")
        supersede(record, "a", "b")
        supersede(record, "b", "c")
        assert states(record) == {"c#1": "done"}
        assert "said of a return in whose place" in say(record, "c.yaml#1", Said.WITHDRAWN)
        assert states(record) == {"c#1": "due"}
        assert len(acting.find(record, basis(), "c.yaml#1", TODAY).history) == 2


def test_what_a_correction_says_itself_is_not_undone_by_a_day_that_was_agreed_before(tmp_path: Path) -> None:
    with kept(tmp_path, audit("a", action()), audit("b", action(done="2014-02-05"))) as record:
        say(record, "a.yaml#1", Said.NEW_DATE, "2014-03-03")
        supersede(record, "a", "b")
        assert states(record) == {"b#1": "done"}
        say(record, "b.yaml#1", Said.NEW_DATE, "2014-03-10")
        assert states(record) == {"b#1": "open"}


def test_a_removed_return_has_no_actions_and_the_journal_makes_the_same_register(tmp_path: Path) -> None:
    with kept(tmp_path, audit("a", action()), audit("b", action(0), action(1))) as record:
        say(record, "a.yaml#1", Said.DONE, "2014-02-03")
        say(record, "b.yaml#2", Said.NOT_NEEDED)
        record.drop(["a.yaml"])
        assert states(record) == {"b#1": "due", "b#2": "not-needed"}
    with writing(tmp_path, anew=True) as record:
        record.put([(audit("b", action(0), action(1)), "")])
        assert states(record) == {"b#1": "due", "b#2": "not-needed"}
        assert acting.open_in(record, acting.wanted(record, (), TODAY), [audit("b").sha256]) == {audit("b").sha256: 1}
