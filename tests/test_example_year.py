"""The example year: what the program makes of all that arrives at a council agrees with what was worked out without it.

`make test` tries one month of about forty returns, `make year` (and `make thorough`) all twelve.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from formwright.cli import main
from formwright.pipelines import deciding
from formwright.record.store import writing

MAKE = Path(__file__).parent / "example-year" / "make.py"
COUNT = MAKE.with_name("count.py")
FEWEST = 5
"""Of how many audits the paper shows questions one by one."""
"""Counts what lies in the folder of returns, without the program."""
ROLES = {"conference-chair": "chair"}
"""What the one role that nobody holds is called in the plan."""

JUDGEMENTS = ("outstanding", "good", "requires-improvement", "inadequate")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Year:
    """What was expected, and what each command said; `said` is all that was printed."""

    folder: Path
    expected: Mapping[str, Any]
    received: list[Entry]
    checked: Mapping[str, Any]
    notified: Mapping[str, Any]
    emails: list[EmailMessage]
    said: list[str]

    @property
    def returns(self) -> Path:
        return self.folder / "framework" / "returns"

    @property
    def plan(self) -> dict[str, Entry]:
        """What each return should be, by its bytes."""
        return {entry["sha256"]: entry for entry in self.expected["returns"]}

    @property
    def by_file(self) -> dict[str, Entry]:
        """The same by the file as which each was filed."""
        filed = {e["file"]: e["sha256"] for e in self.received if e["outcome"] == "received"}
        return {file: self.plan[sha256] for file, sha256 in filed.items()}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """A year, or a month of it, that was received month by month and of which everybody is due to be notified."""
    folder = tmp_path_factory.mktemp("year") / "year"
    size = [] if os.environ.get("THOROUGH") else ["--small"]
    subprocess.run([sys.executable, str(MAKE), str(folder), *size], check=True, capture_output=True)
    root, said, received = folder / "framework", list[str](), list[Entry]()
    duties = root / "schedules" / "duties.yaml"  # whoever owes something today is no part of the year
    duties.write_text(re.sub("(?m)^remind: .*\n", "", duties.read_text("utf-8")), "utf-8")
    for month in sorted((folder / "arrivals").iterdir()):
        received += json.loads(run(root, said, "receive", month, "--format", "json"))["received"]
        run(root, said, "record", "--received", month.name)
    checked = json.loads(run(root, said, "check", root / "returns", "--format", "json"))
    notified = json.loads(run(root, said, "notify", "--out", folder / "emails", "--format", "json"))
    run(root, said, "notify", "--list")
    made = [message_from_bytes(file.read_bytes(), policy=default) for file in sorted((folder / "emails").iterdir())]
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    return Year(folder, expected, received, checked, notified, made, said)


@pytest.fixture(scope="module")
def counted(year: Year) -> Entry:
    """What an independent count says of the same folder."""
    words = [sys.executable, str(COUNT), str(year.folder / "framework")]
    found: Entry = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return found


def run(root: Path, said: list[str], *words: str | Path) -> str:
    """What a command printed. Every one of these finds something that a person has to look at."""
    done = CliRunner().invoke(main, ["--root", str(root), *map(str, words)])
    said += [done.stdout, done.stderr]
    assert done.exit_code in (0, 1), done.stderr
    return done.stdout


def test_everything_that_arrives_is_accounted_for_once(year: Year) -> None:
    found = Counter((one["sha256"], one["outcome"]) for one in year.received)
    assert found == Counter((one["sha256"], one["outcome"]) for one in year.expected["arrivals"])


def test_each_return_is_known_for_what_it_is(year: Year) -> None:
    found = {
        one["sha256"]: (one["form"], one["status"], one["relation"])
        for one in year.received
        if one["outcome"] == "received"
    }
    assert found == {sha: (e["form"], e["status"], e["relation"]) for sha, e in year.plan.items()}


def test_each_is_filed_unchanged_by_the_month_of_its_email(year: Year) -> None:
    months = {one["sha256"]: one["month"] for one in year.expected["arrivals"] if one["outcome"] != "duplicate"}
    for one in year.received:
        if one["outcome"] != "duplicate":
            month = months[one["sha256"]]
            assert month is None or one["file"].startswith(f"{month}/")
            assert (year.returns / one["file"]).is_file()


def test_what_is_missing_is_what_was_left_out(year: Year) -> None:
    found = {name: sorted(_paths(one, "submission/missing-")) for name, one in checked(year).items()}
    assert found == {file: entry["missing"] for file, entry in year.by_file.items()}


def test_whoever_must_know_of_a_return_is_named_and_nobody_else(year: Year) -> None:
    found = {name: _told(one) for name, one in checked(year).items()}
    assert found == {file: (e["told"], e["nobody_for"], e["nobody_told"]) for file, e in year.by_file.items()}


def test_a_return_that_nobody_can_be_notified_of_is_an_error(year: Year) -> None:
    found = {name for name, one in checked(year).items() if "escalation/nobody-told" in _codes(one)}
    needed = {f for f, e in year.by_file.items() if e["nobody_told"]}
    assert found == needed


def test_each_who_must_know_of_an_audit_gets_one_notice(year: Year) -> None:
    found = Counter((e["form"], _audit(e), one["email"]) for one, e in notices(year, "notice"))
    assert found == Counter(map(tuple, year.expected["notices"]))


def test_what_is_missing_goes_back_to_the_auditor_once(year: Year) -> None:
    found = Counter((e["id"], one["email"]) for one, e in notices(year, "slip"))
    wanted = [(e["id"], e["slip"]) for e in year.expected["returns"] if e["slip"] not in (None, "nobody")]
    assert found == Counter(wanted)


def test_a_slip_that_cannot_go_to_anybody_is_an_error(year: Year) -> None:
    found = {year.by_file[d["file"]]["id"] for d in year.notified["diagnostics"] if d["code"] == "notice/no-auditor"}
    assert found == {e["id"] for e in year.expected["returns"] if e["slip"] == "nobody"}


def test_each_notice_is_an_email_to_its_recipient(year: Year) -> None:
    found = Counter(str(one["To"].addresses[0].addr_spec) for one in year.emails)
    assert found == Counter(one["email"] for one in year.notified["notices"])


def test_received_and_written_again_nothing_is_there_twice(year: Year) -> None:
    root, said = year.folder / "framework", list[str]()
    before = sorted(year.returns.rglob("*.*"))
    again = json.loads(run(root, said, "receive", year.folder / "arrivals", "--format", "json"))
    run(root, said, "notify", "--out", year.folder / "emails")

    assert {one["outcome"] for one in again["received"]} == {"duplicate"}
    assert len(again["received"]) == len(year.expected["arrivals"])
    assert sorted(year.returns.rglob("*.*")) == before
    assert len(list((year.folder / "emails").iterdir())) == len(year.emails)


def test_what_was_corrected_is_notified_to_nobody(year: Year) -> None:
    root = year.folder / "framework"
    files = {entry["id"]: file for file, entry in year.by_file.items()}
    corrected = {e["of"]: e["id"] for e in year.expected["returns"] if e["relation"] == "correction"}
    why = ("Ann Bell", "The auditor said so")
    at = "2015-01-05T09:00:00Z"
    with writing(year.returns) as record:
        for old, new in corrected.items():
            deciding.supersede(record, files[old], files[new], *why, None, at)

    found = json.loads(run(root, [], "notify", "--format", "json"))["notices"]

    counts = [e for e in year.expected["returns"] if e["id"] not in corrected]
    wanted = {(e["form"], _audit(e), email) for e in counts for email in e["told"]}
    told = [(year.by_file[one["return"]], one["email"]) for one in found if one["kind"] == "notice"]
    assert corrected
    assert Counter((e["form"], _audit(e), email) for e, email in told) == Counter(wanted)
    with writing(year.returns) as record:
        for old in corrected:
            deciding.reinstate(record, files[old], *why, at)


def test_the_cases_that_were_judged_twice_are_found(year: Year) -> None:
    found = json.loads(run(year.folder / "framework", [], "moderation", "--format", "json"))
    wanted = Counter((one["first"], one["second"]) for one in year.expected["judged_twice"])
    judged = [scale for scale in found["scales"] if scale["what"] == "judgement"]
    assert found["second_audits"] == sum(wanted.values()) > 0
    for first, row in zip(JUDGEMENTS, judged[0]["counts"], strict=True):
        assert row == [wanted[first, second] for second in JUDGEMENTS]


def test_the_record_has_the_figures_of_an_independent_count(year: Year, counted: Entry) -> None:
    found = json.loads(run(year.folder / "framework", [], "record", "--format", "json"))["returns"]
    returns = list({one["sha256"]: one for one in found if one["form"]}.values())
    blank: Counter[str] = Counter(counted["blank"])
    of = counted["all"]
    assert Counter(one["form"] for one in returns) - blank == of["by"]["form"]
    for name, key in {"month": "date", "area": "area", "team": "team", "judgement": "judgement"}.items():
        said = Counter((one[key] or "none")[: 7 if name == "month" else None] for one in returns)
        assert said - Counter(none=blank.total()) == of["by"][name]
    states = Counter(one["status"] for one in returns)
    assert states - Counter(incomplete=blank.total()) == of["by"]["status"]
    grades = Counter((f"{one['form']} {path}", str(n)) for one in returns for path, n in one["grades"].items())
    assert grades == Counter({(path, n): many for path, counts in of["grades"].items() for n, many in counts.items()})


def test_who_has_done_what_is_what_an_independent_count_says(year: Year, counted: Entry) -> None:
    tiers = {"tier1-audits": "tier1", "tier2-audits": "tier2"}
    for month, of in counted["months"].items():
        due = json.loads(run(year.folder / "framework", [], "due", "--month", month, "--format", "json"))
        done = {(tiers[e["duty"]], e["name"]): e["done"] for e in due["duties"] if e["duty"] in tiers and e["done"]}
        assert done == {(tier, name): n for tier, people in of["done"].items() for name, n in people.items()}, month


def test_the_month_s_paper_has_the_figures_that_were_counted_without_it(year: Year) -> None:
    """By nothing but the plan: what is complete and dated in the month, how it was judged and graded."""
    paper = json.loads(run(year.folder / "framework", year.said, "report", "--month", "2014-01", "--format", "json"))
    of_month = [e for e in year.expected["returns"] if (e["date"] or "").startswith("2014-01")]
    done = [entry for entry in of_month if entry["status"] == "complete"]

    assert {o["form"]: o["complete"] for o in paper["came_in"] if o["complete"]} == Counter(e["form"] for e in done)
    incomplete = Counter(e["form"] for e in of_month if e["status"] == "incomplete" and e["fault"] != "blank")
    assert {o["form"]: o["incomplete"] for o in paper["came_in"] if o["incomplete"]} == incomplete
    (judged,) = paper["judgements"]
    found = {(of["form"], judgement): n for of in judged["tools"] for judgement, n in of["now"].items() if n}
    assert found == Counter((e["form"], e["judgement"]) for e in done if e["judgement"])
    many = {form for form, number in Counter(e["form"] for e in done).items() if number >= 5}
    grades = Counter((e["form"], str(grade)) for e in done if e["form"] in many for grade in e["grades"].values())
    graded = Counter[tuple[str, str]]()
    for one in paper["questions"]:
        graded += Counter({(one["form"], grade): n for grade, n in one["grades"].items()})
    assert graded == grades


def test_each_month_s_paper_has_the_figures_of_an_independent_count(year: Year, counted: Entry) -> None:
    for month, of in counted["months"].items():
        paper = json.loads(run(year.folder / "framework", year.said, "report", "--month", month, "--format", "json"))
        states = ("complete", "incomplete", "invalid")
        assert {o["form"]: {s: o[s] for s in states if o[s]} for o in paper["came_in"] if any(map(o.get, states))} == (
            of["states"]
        ), month
        judged = {
            t["form"]: {j: n for j, n in t["now"].items() if n} for one in paper["judgements"] for t in one["tools"]
        }
        assert {form: many for form, many in judged.items() if many} == of["judged"], month
        graded: dict[str, Counter[str]] = {}
        for one in paper["questions"]:
            graded.setdefault(one["form"], Counter()).update(one["grades"])
        shown = {form: many for form, many in of["graded"].items() if of["states"][form]["complete"] >= FEWEST}
        assert {form: +many for form, many in graded.items() if +many} == shown, month
        done = {one["duty"]: one["done"] + one["beyond"] for one in paper["owed"]}
        for duty, tier in {"tier1-audits": "tier1", "tier2-audits": "tier2"}.items():
            assert done.get(duty, 0) == sum(of["done"].get(tier, {}).values()), month


def test_no_comment_is_in_anything_but_the_returns(year: Year) -> None:
    word = year.expected["sentinel"]
    assert any(word in file.read_text("utf-8") for file in year.returns.rglob("*.yaml"))  # where it belongs
    assert not [text for text in year.said if word in text]
    names = [*year.folder.rglob("*")]
    assert not [name for name in names if word in name.name]
    kept = [path for path in year.returns.iterdir() if path.is_file()]
    assert {"record.db", "record.jsonl"} <= {path.name for path in kept}
    assert not [path for path in kept if word.encode() in path.read_bytes()]
    for email in year.emails:
        texts = [part.get_content() for part in email.walk() if part.get_content_maintype() == "text"]
        assert not [text for text in texts if word in text]


def test_only_the_received_are_called_received(year: Year) -> None:
    assert not [text for text in year.said if "without 'formwright receive'" in text]


# --- what was found ------------------------------------------------------------------------------


def checked(year: Year) -> dict[str, Entry]:
    """What `check` says of each return that was filed, by its file."""
    by_file = year.by_file
    named = {_within(one["file"]): one for one in year.checked["submissions"]}
    return {file: named[file] for file in by_file}


def _within(file: str) -> str:
    return file.rpartition("/returns/")[2]


def notices(year: Year, kind: str) -> list[tuple[Entry, Entry]]:
    by_file = year.by_file
    return [(one, by_file[one["return"]]) for one in year.notified["notices"] if one["kind"] == kind]


def _audit(entry: Entry) -> str:
    """What tells one audit from others of the same form."""
    return f"{entry['case']} {entry['date']}" if entry["case"] and entry["date"] else str(entry["id"])


def _codes(one: Entry) -> set[str]:
    return {d["code"] for d in one["diagnostics"]}


def _paths(one: Entry, code: str) -> list[str]:
    return [d["path"] for d in one["diagnostics"] if d["code"].startswith(code)]


def _told(one: Entry) -> tuple[list[str], list[str], bool]:
    recipients = one["escalation"]["recipients"] if one["escalation"] else []
    emails = {r["email"] for r in recipients if r["email"]}
    nobody = [ROLES.get(r["role"], r["role"]) for r in recipients if not r["email"]]
    return sorted(emails), nobody, "escalation/nobody-told" in _codes(one)
