"""Which two returns are two judgements of one case, and which are not."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oversight.kept import audit
from tests.oversight.twice import GRADE, JUDGEMENT, judged
from tests.samples import SMALL

from formwright.model.review import Status
from formwright.oversight.cycles import Period
from formwright.oversight.judged import Item, items
from formwright.oversight.judged_twice import Found, Pair, Passed, Waiting, walk
from formwright.record import store
from formwright.record.events import Event, What
from formwright.record.rows import Return

ALL = Period(date.min, date.max)


def found(
    *returns: Return,
    period: Period = ALL,
    within: int = 31,
    superseded: Iterable[tuple[Return, Return, str]] = (),
    items: Mapping[str, tuple[Item, ...]] | None = None,
    moderated: Iterable[str] = (),
) -> list[Found]:
    of = items or {"form": (JUDGEMENT, GRADE)}
    decided = [
        Event(What.SUPERSEDED, "2014-02-01T09:00:00Z", old.sha256, {"by": new.sha256, "relation": relation})
        for old, new, relation in superseded
    ]
    with TemporaryDirectory() as folder:
        with store.writing(Path(folder)) as record:
            record.put((one, one.sha256) for one in returns)
            record.add(decided)
        with store.reading(Path(folder)) as record:
            return list(walk(record, lambda id, version: of.get(id, ()), moderated, period, within))


def said(of: Iterable[Found]) -> list[str]:
    """`Ann > Bob: -1, 2`, by how many steps the second was harsher; or why not, and whose."""
    lines = []
    for one in of:
        match one:
            case Pair(first, second, _, values):
                steps = ", ".join(str(value.steps) for value in values)
                lines.append(f"{first.auditor} > {second.auditor}: {steps}")
            case Passed(other, why):
                lines.append(f"{other.auditor} {why.name}")
            case Waiting(other):
                lines.append(f"{other.auditor} waits")
    return lines


def test_somebody_elses_audit_of_the_case_is_a_second_judgement() -> None:
    first = judged("Ann", "2014-01-10", "good", grades={"plan.grade": 3})
    second = judged("Bob", "2014-01-11", "inadequate", grades={"plan.grade": 2})
    assert said(found(second, first)) == ["Ann > Bob: 2, -1"]


def test_only_what_both_judged_is_compared() -> None:
    first = judged("Ann", "2014-01-10", "good", grades={"plan.grade": 3})
    assert said(found(first, judged("Bob", "2014-01-11", "good"))) == ["Ann > Bob: 0"]
    neither = judged("Bob", "2014-01-11", "good", choices={})
    assert said(found(first, neither)) == ["Bob NOT_JUDGED"]


def test_a_correction_by_the_same_person_is_not() -> None:
    first, second = judged("Ann Bell", "2014-01-10", "good"), judged("ann  bell", "2014-01-11", "inadequate")
    assert said(found(first, second)) == ["ann  bell SAME_PERSON"]


def test_what_another_replaces_is_not_but_one_that_contradicts_it_is() -> None:
    first, second = judged("Ann", "2014-01-10", "good"), judged("Bob", "2014-01-10", "inadequate")
    assert said(found(first, second, superseded=[(first, second, "correction")])) == []
    assert said(found(first, second, superseded=[(first, second, "draft")])) == []
    assert said(found(first, second, superseded=[(first, second, "rival")])) == ["Ann > Bob: 2"]


def test_one_who_finishes_what_another_began_is_not() -> None:
    begun = judged("Ann", "2014-01-10", "good", status=Status.INCOMPLETE)
    assert said(found(begun, judged("Bob", "2014-01-11", "good"))) == ["Bob NOT_COMPLETE"]


def test_another_case_form_or_version_is_not() -> None:
    first = judged("Ann", "2014-01-10", "good")
    assert found(first, judged("Bob", "2014-01-11", "good", case="A2")) == []
    other = judged("Bob", "2014-01-11", "good", form="other", likeness="other A1")
    assert found(first, other) == []
    assert said(found(first, judged("Bob", "2014-01-11", "good", version="2.0"))) == ["Bob OTHER_VERSION"]


def test_nor_is_one_that_does_not_say_who_or_when() -> None:
    first = judged("Ann", "2014-01-10", "good")
    assert said(found(first, judged("", "2014-01-11", "good"))) == [" NOT_NAMED"]
    assert said(found(first, judged("Bob", "2014-01-32", "good"))) == ["Bob NO_DAY"]


def test_the_days_between_them_count() -> None:
    first, second = judged("Ann", "2014-01-10", "good"), judged("Bob", "2014-02-10", "good")
    assert said(found(first, second)) == ["Ann > Bob: 0"]
    assert found(first, second, within=30) == []
    assert found(first, judged("Bob", "2014-02-11", "good")) == []


def test_it_counts_on_the_day_of_the_second() -> None:
    first, second = judged("Ann", "2014-01-31", "good"), judged("Bob", "2014-02-01", "good")
    january, february = (Period(date(2014, n, 1), date(2014, n, 28)) for n in (1, 2))
    assert found(first, second, period=january) == []
    assert said(found(first, second, period=february)) == ["Ann > Bob: 0"]


def test_each_second_audit_counts_once_and_two_people_once_a_case() -> None:
    three = [
        judged("Ann", "2014-01-10", "good"),
        judged("Bob", "2014-01-11", "good"),
        judged("Cy", "2014-01-12", "good"),
    ]
    assert said(found(*three)) == ["Ann > Bob: 0", "Bob > Cy: 0"]
    back = judged("Ann", "2014-01-12", "good")
    assert said(found(*three[:2], back)) == ["Ann > Bob: 0"]


def test_the_same_second_audit_in_two_files_counts_once() -> None:
    first, second = judged("Ann", "2014-01-10", "good"), judged("Bob", "2014-01-11", "good")
    again = replace(second, file="again.docx", sha256="again")
    assert said(found(first, second, again)) == ["Ann > Bob: 0"]


# --- a moderator in the same return -----------------------------------------------------------

IN_TURN = next(form for form in SMALL.forms if form.identity.id == "in-turn")
AUDITOR, MODERATOR, MANAGER = IN_TURN.parts
MODERATED = replace(IN_TURN, parts=(AUDITOR, replace(MODERATOR, moderates="auditor"), MANAGER))


def in_turn(auditor: str, grade: int | None = None, **choices: str) -> Return:
    grades = {"evaluation.plan.grade": 1} | ({} if grade is None else {"evaluation.plan.moderated": grade})
    said = {name.replace("__", "."): value for name, value in choices.items()}
    return audit(auditor, "2014-01-10", form="in-turn", grades=grades, choices=said, likeness=f"in-turn {auditor}")


def of_one_return(*returns: Return) -> list[str]:
    return said(found(*returns, items={"in-turn": items(MODERATED)}, moderated=["in-turn"]))


def test_a_moderators_grade_is_held_against_the_auditors() -> None:
    assert of_one_return(in_turn("Ann", 2)) == ["Ann > Ann: 1"]
    judgements = {"overall__judgement": "inadequate", "moderation__judgement": "good"}
    assert of_one_return(in_turn("Ann", 1, **judgements)) == ["Ann > Ann: 0, -1"]


def test_one_who_agrees_and_is_not_asked_for_more_judges_the_same() -> None:
    assert of_one_return(in_turn("Ann", overall__judgement="good", moderation__agreed="yes")) == ["Ann > Ann: 0"]
    assert of_one_return(in_turn("Ann", overall__judgement="good", moderation__agreed="no")) == ["Ann waits"]


def test_a_return_waits_until_a_moderator_has_judged() -> None:
    assert of_one_return(in_turn("Ann", overall__judgement="good")) == ["Ann waits"]


def test_of_one_return_in_two_files_the_moderated_one_counts() -> None:
    before = in_turn("Ann")
    after = replace(in_turn("Ann", 2), file="later.yaml", sha256="later")
    assert of_one_return(before, after) == ["Ann > Ann: 1"]


def test_a_form_whose_parts_moderate_nothing_is_not_moderated() -> None:
    """A child and a carer answer the same questions, and neither moderates the other."""
    assert not any(item.again for item in items(IN_TURN))
