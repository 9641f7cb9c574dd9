"""Laws of what is due, over any record that a team could have, in whatever order it grew."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.notices.record import TODAY, Due, Memory, due_of, people, returned
from tests.oversight.kept import AUDITS as DUTY
from tests.samples import times

from formwright.model.duties import Remind
from formwright.model.framework import Directory, Holder
from formwright.notices import things
from formwright.notices.notice import Kind, State
from formwright.oversight.owing import Owing
from formwright.oversight.owing import State as Owes
from formwright.oversight.reminders import Reminder, reminders
from formwright.record.rows import Return

JUDGED = ("outstanding", "good", "requires-improvement", "inadequate", "unreadable")
STATUSES = ("cared-for-and-child-protection-plan", "cared-for", "care-leaver")
ROLES = ("head-of-service", "team-manager", "assistant-director", "iro", "conference-chair")


def _returns() -> Iterator[Return]:
    """Two cases, each judged and described in several ways, each as two files with the same answers."""
    for case, judged, status, file in product(("A1103", "A1104"), JUDGED, STATUSES, ("yaml", "docx")):
        judgement = "judgement: requires-improvement", f"judgement: {judged}"
        changes = (("A1103", case), judgement, (STATUS, f"child_status: {status}"))
        yield returned(*changes, file=f"{case}-{judged}-{status}.{file}")


STATUS = "child_status: cared-for-and-child-protection-plan"
ALL = tuple(_returns())

addresses = st.sampled_from(["a@example.org", "B@example.org", "b@example.org", "c@example.org"])
holders = st.builds(Holder, st.sampled_from(ROLES), st.just("Somebody"), addresses)
directories = st.lists(holders, max_size=8, unique_by=lambda h: (h.role, h.email.casefold())).map(lambda h: people(*h))
whichever = st.sampled_from(ALL)
records = st.lists(whichever, min_size=1, max_size=5, unique_by=lambda r: r.file)
decisions = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=3)


def missed(record: Memory, found: Due, directory: Directory) -> list[str]:
    """Each role of a counting return for which there is neither a notice nor an error that names it."""
    gone = record.superseded()
    lacking = []
    for row in (r for r in record.rows if r.sha256 not in gone):
        if row.escalation is None:
            if not any(e.place.file in same(record, row) for e in found.errors):
                lacking.append(f"{row.file}: an error")
            continue
        for role in {told.role for told in row.escalation.recipients}:
            who = {things.address(h.email) for h in directory.find(role, row.area, row.team)}
            if who and not who <= reached(record, found, row):
                lacking.append(f"{row.file}: {role}")
            if not who and not any(e.code == "escalation/nobody-named" for e in found.errors):
                lacking.append(f"{row.file}: an error for {role}")
    return lacking


def same(record: Memory, row: Return) -> set[str]:
    return {r.file for r in record.rows if things.work(r) == things.work(row)}


def reached(record: Memory, found: Due, row: Return) -> set[str]:
    """The addresses that were, or are about to be, told of how the return was judged."""
    say = things.judged(things.audit(row), row.judgement)
    due = {things.address(n.email) for n in found.notices if say in n.says}
    told = {things.address(str(e.more["email"])) for e in record.happened if say in e.more.get("says", ())}  # type: ignore[operator]
    return due | told


@settings(max_examples=times(150), deadline=None)
@given(records, directories)
def test_nobody_is_left_out_without_an_error_that_says_so(rows: list[Return], directory: Directory) -> None:
    record = Memory(rows)

    assert missed(record, due_of(record, directory), directory) == []


@settings(max_examples=times(150), deadline=None)
@given(records, directories, decisions)
def test_nobody_is_left_out_whatever_is_decided(
    rows: list[Return], directory: Directory, decided: list[tuple[int, int]]
) -> None:
    record = decide(Memory(rows), decided)

    assert missed(record, due_of(record, directory), directory) == []


def decide(record: Memory, decided: list[tuple[int, int]]) -> Memory:
    """With decisions between returns that are there."""
    for old, new in decided:
        if old != new and max(old, new) < len(record.rows):
            record.supersede(record.rows[old], record.rows[new])
    return record


@settings(max_examples=times(150), deadline=None)
@given(records, directories, decisions)
def test_there_is_no_notice_without_a_rule(
    rows: list[Return], directory: Directory, decided: list[tuple[int, int]]
) -> None:
    record = decide(Memory(rows), decided)
    by_file = {row.file: row for row in rows}

    for notice in due_of(record, directory).notices:
        assert notice.kind is Kind.NOTICE and notice.about
        for about in notice.about:
            row = by_file[about.file]
            assert row.escalation is not None and about.reasons
            ruled = {(told.role, told.because) for told in row.escalation.recipients}
            assert {(reason.role, reason.because) for reason in about.reasons} <= ruled
            for reason in about.reasons:
                found = directory.find(reason.role, row.area, row.team)
                assert things.address(notice.email) in {things.address(h.email) for h in found}


@settings(max_examples=times(150), deadline=None)
@given(records, directories)
def test_one_address_gets_one_notice_of_an_audit(rows: list[Return], directory: Directory) -> None:
    found = due_of(Memory(rows), directory).notices

    to = [(notice.thing, things.address(notice.email)) for notice in found]
    assert len(to) == len(set(to))


steps = st.one_of(whichever, st.tuples(st.integers(0, 4), st.integers(0, 4)), directories, st.sampled_from(list(State)))


@settings(max_examples=times(150), deadline=None)
@given(st.lists(steps, min_size=1, max_size=12), directories)
def test_once_all_is_sent_nothing_is_due_whatever_came_before(history: list[object], directory: Directory) -> None:
    """Returns come in, decisions are made, people change, runs are cut off: sending all that is due ends it."""
    record = Memory()
    for step in history:
        match step:
            case Return():
                record.take(*([] if step in record.rows else [step]))
            case Directory():
                directory = step
            case State():
                record.hand_over(due_of(record, directory).notices[:2], step)
            case tuple():
                decide(record, [step])
            case _:
                raise AssertionError(step)
    sent = due_of(record, directory).notices
    record.hand_over(sent)

    assert due_of(record, directory).notices == []
    assert len({n.key for n in sent}) == len(sent)


@settings(max_examples=times(100), deadline=None)
@given(st.permutations(ALL[:6]), directories)
def test_the_order_in_which_returns_stand_changes_nobody(rows: list[Return], directory: Directory) -> None:
    one, other = (due_of(Memory(each), directory) for each in (rows, sorted(rows, key=lambda r: r.file)))

    assert {things.address(n.email) for n in one.notices} == {things.address(n.email) for n in other.notices}


@settings(max_examples=times(100), deadline=None)
@given(st.lists(records, min_size=2, max_size=3), directories)
def test_nobody_is_told_the_same_twice_as_returns_come_in(batches: list[list[Return]], directory: Directory) -> None:
    record = Memory()
    told = []
    for batch in batches:
        record.take(*(row for row in batch if row.file not in {r.file for r in record.rows}))
        found = due_of(record, directory).notices
        record.hand_over(found)
        told.append([(things.address(n.email), tuple(a.in_words for a in n.about)) for n in found])

    every = list(chain.from_iterable(told))
    assert len(every) == len(set(every))


# --- reminders -----------------------------------------------------------------------------------

DUE = date(2026, 11, 30)  # a Monday: the sample's today is the Friday before
names = st.sampled_from(["Ann", "Bea", "Cy"])
entries = st.builds(
    lambda id, name, state, owed, done, days, email: Owing(
        replace(DUTY, id=id), "2026-11", DUE + timedelta(days), state, "team-manager", name, email, None, owed, done
    ),
    st.sampled_from(["one", "two", "three"]),
    st.one_of(st.none(), names),
    st.sampled_from(list(Owes)),
    st.one_of(st.none(), st.integers(0, 3)),
    st.integers(0, 3),
    st.integers(-60, 60),
    addresses,
)
owings = st.lists(entries, max_size=8, unique_by=lambda one: (one.duty.id, one.name, one.by))
staff = st.sets(names).map(lambda there: people(*(Holder("team-manager", n, f"{n}@example.org") for n in there)))


def remind(sheet: list[Owing], today: date) -> list[Reminder]:
    return list(reminders(lambda month: [one for one in sheet if one.by in month], today, Remind(5, 5)))


@settings(max_examples=times(150), deadline=None)
@given(owings, staff)
def test_nobody_is_reminded_without_a_duty_and_nobody_short_goes_without_one_in_silence(
    sheet: list[Owing], directory: Directory
) -> None:
    found = due_of(Memory(), directory, owed=remind(sheet, TODAY))

    told = {(o.name, o.by, o.key.split("|")[1]) for n in found.notices for o in n.owes}
    duties = {(one.name, one.by, one.duty.id): one for one in sheet}
    for notice in found.notices:
        assert {o.name for o in notice.owes} == {notice.name}
    for of in told:
        assert duties[of].state not in (Owes.EXEMPT, Owes.MET) and duties[of].done < (duties[of].owed or 0)
    for of, one in duties.items():
        is_short = one.state is Owes.SHORT and one.owed is not None and one.done < one.owed
        if is_short and date(2026, 11, 20) <= one.by <= date(2026, 12, 4) and of not in told:
            assert any((one.name or "Nobody in the directory") in e.message for e in found.errors)


@settings(max_examples=times(100), deadline=None)
@given(st.lists(owings, min_size=2, max_size=3), staff, st.lists(st.integers(0, 20), min_size=3, max_size=3))
def test_nobody_is_reminded_of_the_same_twice_before_its_day_or_after(
    sheets: list[list[Owing]], directory: Directory, gaps: list[int]
) -> None:
    record, seen, today = Memory(), list[str](), TODAY
    for sheet, gap in zip(sheets, gaps, strict=False):
        today += timedelta(gap)
        notices = due_of(record, directory, today, owed=remind(sheet, today)).notices
        record.hand_over(notices)
        seen += [f"{notice.email.casefold()} {one.key}" for notice in notices for one in notice.owes]
        assert due_of(record, directory, today, owed=remind(sheet, today)).notices == []

    assert len(seen) == len(set(seen))
