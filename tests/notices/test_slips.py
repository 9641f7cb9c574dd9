"""Slips: an auditor hears what is missing or not valid, in the form's words, and never what was answered."""

from tests.notices.record import Memory, due_of, people, returned
from tests.notices.test_due import PLO

from formwright.model.framework import Holder
from formwright.notices.notice import Faults, Kind, Notice

UNDATED = ("  date: 2014-01-20\n", "  date: soon-ish\n")
NO_GRADE = ("referral_and_liaison: {grade: 2}", "referral_and_liaison: {}")
AUDITOR = Holder("auditor", "Team Manager, Child Protection East", "auditor@example.org")


def test_a_slip_lists_labels_by_section_and_no_answer() -> None:
    [slip] = slips(Memory([returned(UNDATED, NO_GRADE)]), AUDITOR)

    assert slip.faults == (
        Faults("The case and the audit", (), ("“Date of the audit” has an answer that is not valid here.",)),
        Faults(
            "Areas for evaluation",
            ("Question 1, “The referral, and liaison with the referrer and the key agencies involved”: “Grade (1-4)”",),
            (),
        ),
    )


def slips(record: Memory, *holders: Holder) -> list[Notice]:
    return [n for n in due_of(record, people(*holders)).notices if n.kind is Kind.SLIP]


def test_it_goes_to_the_one_holder_of_the_auditors_name() -> None:
    [slip] = slips(Memory([returned(NO_GRADE)]), AUDITOR)

    assert (slip.email, slip.mailbox) == ("auditor@example.org", "csc-audits")


def test_else_to_whoever_sent_it() -> None:
    one = returned(NO_GRADE)
    record = Memory([one])
    record.came_from(one, "A. Sender <sender@example.org>")

    [slip] = slips(record)
    assert slip.email == "sender@example.org"


def test_else_an_error_says_that_nobody_is_known() -> None:
    found = due_of(Memory([returned(NO_GRADE)]))

    assert "notice/no-auditor" in [e.code for e in found.errors]


def test_of_two_addresses_for_one_name_none_is_guessed() -> None:
    other = Holder("auditor", "team manager, child protection east", "other@example.org")

    assert slips(Memory([returned(NO_GRADE)]), AUDITOR, other) == []


def test_a_complete_return_gives_none() -> None:
    assert slips(Memory([returned()]), AUDITOR) == []


def test_it_is_sent_once_whatever_file_the_return_comes_in() -> None:
    record = Memory([returned(NO_GRADE)])
    record.hand_over(slips(record, AUDITOR))

    assert slips(record.take(returned(NO_GRADE, file="b.yaml")), AUDITOR) == []


def test_a_corrected_return_that_still_lacks_something_gives_another() -> None:
    record = Memory([returned(UNDATED, NO_GRADE)])
    record.hand_over(slips(record, AUDITOR))

    assert len(slips(record.take(returned(NO_GRADE, file="b.yaml")), AUDITOR)) == 1


def test_where_the_complete_return_is_there_too_none_is_due() -> None:
    assert slips(Memory([returned(NO_GRADE), returned(file="b.yaml")]), AUDITOR) == []


def test_a_return_that_lacks_nearly_everything_says_so_section_by_section() -> None:
    one = returned(text=PLO)
    record = Memory([one])
    record.came_from(one, "sender@example.org")

    [slip] = slips(record)

    assert len(slip.faults) == 2
    assert not any("A1042" in text for fault in slip.faults for text in (*fault.missing, *fault.wrong))
