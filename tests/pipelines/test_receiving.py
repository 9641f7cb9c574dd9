"""What arrives is filed once, unchanged, and recorded; nothing is dropped, and a run cut off doubles nothing."""

import hashlib
import json
import shutil
import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.test_taking import encrypted, mail, mailbox, packed
from tests.samples import EXAMPLES, FRAMEWORK, ROOT

from formwright.cli import main
from formwright.errors import CannotRun
from formwright.intake import taking
from formwright.intake.arrived import Origin, Source
from formwright.pipelines import receiving
from formwright.pipelines.received import Outcome, Received
from formwright.pipelines.receiving import Tally
from formwright.pipelines.related import Relation
from formwright.record.events import What
from formwright.record.store import reading

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
"""Complete, judged Good; of the case A1077, audited on 16 January 2014."""

SCAN = b"\xff\xd8\xff\xe0 a photograph"
FILED = "2014-02/A1077-tier1-generic-audit-2014-01-16.yaml"
NOW = datetime(2014, 2, 3, 9, tzinfo=UTC)


def receive(folder: Path, into: Path, is_trial: bool = False) -> list[Received]:
    found = receiving.receive([folder], into, FRAMEWORK, lambda: NOW, Tally(), is_trial)
    return [one for one in found if isinstance(one, Received)]


def inbox(folder: Path, **contents: bytes | str) -> Path:
    """A folder with these files; of a name all after `__` is its ending."""
    there = folder / "inbox"
    there.mkdir(exist_ok=True)
    for name, content in contents.items():
        raw = content.encode() if isinstance(content, str) else content
        (there / name.replace("__", ".")).write_bytes(raw)
    return there


def filed(into: Path) -> dict[str, bytes]:
    return {
        path.relative_to(into).as_posix(): path.read_bytes()
        for path in sorted(into.rglob("*"))
        if path.is_file() and not path.name.startswith("record.")
    }


def events(into: Path) -> list[tuple[What, object]]:
    with reading(into) as record:
        return [(event.what, event.more.get("file")) for event in record.events()]


def changed(*changes: tuple[str, str]) -> str:
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# --- filing ----------------------------------------------------------------------------------


def test_a_return_is_filed_unchanged_by_case_form_and_day(tmp_path: Path) -> None:
    into = tmp_path / "returns"

    (one,) = receive(inbox(tmp_path, scan_0001__yaml=GOOD), into)

    assert (one.outcome, one.file, one.status) == (Outcome.RECEIVED, FILED, "complete")
    assert filed(into) == {FILED: GOOD.encode()}
    assert events(into) == [(What.RECEIVED, FILED)]
    with reading(into) as record:
        row = record.one(FILED)
    assert row is not None
    assert (row.case_id, row.sha256) == ("A1077", hashlib.sha256(GOOD.encode()).hexdigest())


def test_what_came_by_email_is_filed_in_the_month_in_which_it_was_sent(tmp_path: Path) -> None:
    into = tmp_path / "returns"

    (one,) = receive(inbox(tmp_path, a__eml=mail(("a.yaml", GOOD.encode())).as_bytes()), into)

    assert one.file == FILED.replace("2014-02", "2014-01")
    with reading(into) as record:
        (event,) = record.events()
    assert (event.more["sender"], event.more["sent"]) == ("ann.lee@example.org", "2014-01-14T23:30:00Z")
    assert (event.more["name"], event.more["source"]) == ("a.yaml", "email")


def test_another_return_of_the_same_name_is_filed_beside_it(tmp_path: Path) -> None:
    into = tmp_path / "returns"

    receive(inbox(tmp_path, a__yaml=GOOD, b__yaml=changed(("judgement: good", "judgement: outstanding"))), into)

    assert list(filed(into)) == [FILED.replace(".yaml", "-2.yaml"), FILED]


def test_a_case_id_cannot_lead_elsewhere(tmp_path: Path) -> None:
    into = tmp_path / "returns"

    (one,) = receive(inbox(tmp_path, a__yaml=changed(("case_id: A1077", "case_id: '../../CON:<x>?*|A 1'"))), into)

    assert one.file == "2014-02/CON-x-A-1-tier1-generic-audit-2014-01-16.yaml"


def test_what_cannot_be_used_is_filed_too_and_said(tmp_path: Path) -> None:
    into = tmp_path / "returns"
    locked = encrypted()  # once: an archive says when it was made
    things = inbox(tmp_path, scan__JPG=SCAN, locked__zip=locked, question__eml=mail().as_bytes())

    found = receive(things, into)

    assert {one.outcome for one in found} == {Outcome.NOT_USABLE}
    assert filed(into) == {
        "2014-01/not-usable/question.eml": mail().as_bytes(),
        "2014-02/not-usable/locked.zip": locked,
        "2014-02/not-usable/scan.jpg": SCAN,
    }
    assert [what for what, _ in events(into)] == [What.NOT_USABLE] * 3
    assert all("not-returns.txt" not in (d.hint or "") for one in found for d in one.diagnostics)


def test_a_trial_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    things, into = inbox(tmp_path, a__yaml=GOOD, b__jpg=SCAN, c__yaml=GOOD), tmp_path / "returns"

    trial = receive(things, into, is_trial=True)

    assert not into.exists()
    assert trial == receive(things, into)


def test_the_folder_of_returns_is_not_received_into_itself(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="received already"):
        receive(tmp_path, tmp_path / "returns")


def test_a_maildir_is_read_as_mail_programs_read_it(tmp_path: Path) -> None:
    box, into = tmp_path / "Maildir", tmp_path / "returns"
    for folder in ("cur", "new", "tmp"):
        (box / folder).mkdir(parents=True)
    (box / "cur" / "1389778200.M1P1.host:2,S").write_bytes(mail(("a.yaml", GOOD.encode())).as_bytes())
    (box / "new" / "1389778201.M1P1.host").write_bytes(mail(("b.jpg", SCAN)).as_bytes())
    (box / "tmp" / "1389778202.M1P1.host").write_bytes(b"From: half")
    (box / "dovecot-uidlist").write_bytes(b"3 V1 N1")
    tally = Tally()

    list(receiving.receive([box], into, FRAMEWORK, lambda: NOW, tally))

    assert list(filed(into)) == [FILED.replace("2014-02", "2014-01"), "2014-01/not-usable/b.jpg"]
    assert dict(tally.aside) == {"left-behind": 1, "undelivered": 1}


# --- twice -----------------------------------------------------------------------------------


def test_the_same_bytes_are_one_return_and_the_second_is_noted(tmp_path: Path) -> None:
    into = tmp_path / "returns"

    first, second = receive(inbox(tmp_path, a__yaml=GOOD, b__zip=packed(("x.yaml", GOOD.encode()))), into)

    assert (first.outcome, second.outcome, second.duplicate_of) == (Outcome.RECEIVED, Outcome.DUPLICATE, FILED)
    assert list(filed(into)) == [FILED]
    assert events(into) == [(What.RECEIVED, FILED), (What.DUPLICATE, FILED)]


def test_a_second_run_over_the_same_files_changes_nothing(tmp_path: Path) -> None:
    things = inbox(tmp_path, a__yaml=GOOD, b__jpg=SCAN, c__zip=packed(("x.yaml", GOOD.encode())))
    into = tmp_path / "returns"
    receive(things, into)
    before, journal = filed(into), (into / "record.jsonl").read_bytes()

    again = receive(things, into)

    assert {one.outcome for one in again} == {Outcome.DUPLICATE}
    assert (filed(into), (into / "record.jsonl").read_bytes()) == (before, journal)


def test_a_file_that_was_filed_and_not_recorded_is_found_again_and_recorded(tmp_path: Path) -> None:
    things, into = inbox(tmp_path, a__yaml=GOOD, b__jpg=SCAN), tmp_path / "returns"
    receive(things, into)
    before = filed(into)
    for name in ("record.db", "record.jsonl"):
        (into / name).unlink()

    again = receive(things, into)

    assert [one.outcome for one in again] == [Outcome.RECEIVED, Outcome.NOT_USABLE]
    assert filed(into) == before
    assert [what for what, _ in events(into)] == [What.RECEIVED, What.NOT_USABLE]


def test_a_row_that_a_run_did_not_come_to_is_made_by_the_next(tmp_path: Path) -> None:
    things, into = inbox(tmp_path, a__yaml=GOOD), tmp_path / "returns"
    receive(things, into)
    (into / "record.db").unlink()

    receive(things, into)

    with reading(into) as record:
        assert [one.file for one in record.returns()] == [FILED]


# --- beside earlier ones ---------------------------------------------------------------------

OTHER = ("judgement: good", "judgement: outstanding")
REGRADED = ("monitoring_of_plans: {grade: 1}", "monitoring_of_plans: {grade: 2}")
UNJUDGED = ("  judgement: good", "  judgement:")


@pytest.mark.parametrize(
    ("changes", "relation"),
    [
        ([OTHER], Relation.CORRECTION),
        ([REGRADED], Relation.CORRECTION),
        ([UNJUDGED], Relation.DRAFT),
        ([OTHER, "another auditor"], Relation.RIVAL),
        ([REGRADED, "another auditor"], Relation.RIVAL),
        ([("case_id: A1077", "case_id: A1078")], None),
    ],
)
def test_a_second_return_of_a_case_is_shown_beside_the_first(
    tmp_path: Path, changes: list[Any], relation: Relation | None
) -> None:
    into = tmp_path / "returns"
    auditor = next(line for line in GOOD.splitlines() if "completed_by:" in line)
    text = changed(*[(auditor, "  completed_by: Somebody Else") if isinstance(c, str) else c for c in changes])
    receive(inbox(tmp_path, a__yaml=GOOD), into)

    _, second = receive(inbox(tmp_path, b__yaml=text), into)

    assert (second.outcome, second.relation) == (Outcome.RECEIVED, relation)
    assert second.beside == (FILED if relation else None)


def test_the_same_answers_in_another_file_are_said_to_be_the_same(tmp_path: Path) -> None:
    first, second = receive(inbox(tmp_path, a__yaml=GOOD, b__yaml=f"# Again.\n{GOOD}"), tmp_path / "returns")

    assert (first.relation, second.relation, second.beside) == (None, Relation.SAME, FILED)


# --- the command -----------------------------------------------------------------------------


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), "receive", *map(str, words)])


def test_the_command_says_what_needs_a_person_and_ends_with_1(tmp_path: Path) -> None:
    things = inbox(tmp_path, a__yaml=GOOD, b__jpg=SCAN, c__yaml=changed(("case_id: A1077", "case_id:")))

    result = run(things, "--into", tmp_path / "returns")

    assert result.exit_code == 1
    person = result.stdout.split("What needs a person:\n")[1]
    assert "not-usable/b.jpg: This is a photograph" in person
    assert "It does not say which case it is about" in person
    assert "2 returns received: 1 complete, 1 incomplete.\n1 file could not be used.\n" in person


def test_a_form_that_asks_for_no_case_does_not_lack_one(tmp_path: Path) -> None:
    form = "form: supervision-file-audit\nversion: '1.0'\ndetails: {supervisee: Robin Vale}\n"

    assert "which case" not in run(inbox(tmp_path, a__yaml=form), "--into", tmp_path / "returns").stdout


def test_what_cannot_be_used_is_said_again_when_it_arrives_again(tmp_path: Path) -> None:
    things = inbox(tmp_path, a__yaml=GOOD, b__jpg=SCAN)
    run(things, "--into", tmp_path / "returns")

    again = run(things, "--into", tmp_path / "returns")

    assert again.exit_code == 1
    assert "not-usable/b.jpg: It arrived before, and could not be used" in again.stdout


def test_the_command_ends_with_0_where_nothing_needs_a_person(tmp_path: Path) -> None:
    assert run(inbox(tmp_path, a__yaml=GOOD), "--into", tmp_path / "returns").exit_code == 0


def test_no_comment_is_ever_printed(tmp_path: Path) -> None:
    text = GOOD.replace("comments: ", "comments: SECRET ")
    assert "SECRET" in text
    things = inbox(tmp_path, a__yaml=text, b__yaml=f"{text}\nbroken: [SECRET", c__txt=f"SECRET {text}")

    for format in ("text", "json"):
        result = run(things, "--into", tmp_path / format, "--format", format)
        assert "SECRET" not in result.output


def test_json_has_an_entry_for_each_thing(tmp_path: Path) -> None:
    found = json.loads(run(inbox(tmp_path, a__yaml=GOOD), "--into", tmp_path / "r", "--format", "json").stdout)

    (one,) = found["received"]
    assert one["file"].endswith("A1077-tier1-generic-audit-2014-01-16.yaml")
    assert (one["name"], one["form"], one["status"]) == ("a.yaml", "tier1-generic-audit", "complete")
    assert (one["duplicate_of"], one["relation"], one["beside"], one["diagnostics"]) == (None, None, None, [])
    assert (found["summary"]["received"], found["summary"]["not_usable"]) == (1, 0)


# --- laws ------------------------------------------------------------------------------------

THINGS = st.lists(st.sampled_from([GOOD.encode(), changed(OTHER).encode(), SCAN, b"minutes", b"\1other", b"form: x\n"]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(THINGS, st.sampled_from(["mail", "zip", "mbox", "files"]))
def test_every_attachment_is_received_a_duplicate_or_not_usable(
    tmp_path: Path, contents: list[bytes], packing: str
) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    named = [(f"{n}.dat", content) for n, content in enumerate(contents)]
    match packing:
        case "mail":
            things = inbox(tmp_path, a__eml=mail(*named).as_bytes())
        case "zip":
            things = inbox(tmp_path, a__zip=packed(*named))
        case "mbox":
            things = inbox(tmp_path, a__mbox=mailbox(*(mail(one).as_bytes() for one in named)))
        case _:
            things = inbox(tmp_path, **dict(named))
    into = tmp_path / "returns"

    found = [one for one in receive(things, into) if contents] if any(things.iterdir()) else []

    assert Counter(one.sha256 for one in found) == Counter(hashlib.sha256(c).hexdigest() for c in contents)
    firsts = [one for one in found if one.outcome is not Outcome.DUPLICATE]
    assert len({one.sha256 for one in firsts}) == len(firsts)
    assert {one.file: one.sha256 for one in firsts} == {
        file: hashlib.sha256(content).hexdigest() for file, content in filed(into).items() if contents
    }


def test_a_mailbox_of_any_size_takes_the_room_of_one_email(tmp_path: Path) -> None:
    def most(number: int) -> int:
        path = inbox(tmp_path) / f"{number}.mbox"
        with path.open("wb") as out:
            for n in range(number):
                out.write(mailbox(mail((f"{n}.dat", b"\1" + bytes(200_000) + b"%d" % n)).as_bytes()))
        tracemalloc.start()
        for _ in taking.of_file(path, Origin(Source.FILE, "it")):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        path.unlink()
        return peak

    assert most(60) < most(4) * 1.3


def test_of_two_emails_the_later_one_corrects_whichever_is_read_first(tmp_path: Path) -> None:
    corrected = changed(("judgement: good", "judgement: outstanding"))
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, day, content in (("a", 30, corrected), ("b", 20, GOOD)):
        email = mail(("audit.yaml", content.encode()))
        email.replace_header("Date", f"{day} Jan 2014 09:00:00 +0000")
        email.replace_header("Message-ID", f"<{name}@example.org>")
        (folder / f"{name}.eml").write_bytes(email.as_bytes())

    _, second = receive(folder, tmp_path / "returns")

    assert second.relation is Relation.CORRECTION
    assert f"{second.beside} seems to correct it" in " ".join(second.needs())
