"""A folder of returns in which names are planted wherever a name can be: in the returns, their emails, the decisions
about them, the draw and the duties. None of them is in this framework."""

import json
import re
from collections.abc import Iterable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from click.testing import CliRunner, Result
from tests.samples import EXAMPLES, ROOT

from formwright.cli import main
from formwright.definitions import kept
from formwright.notices.notice import Notice, State
from formwright.pipelines import deciding, notifying
from formwright.record import store
from formwright.record.events import Event, What

CASE, AUDITOR, WORKER = "Q7731", "Wilhelmina Quarrington", "Barnaby Thistlewood"
SENDER, SUBJECT = "w.quarrington@example.net", "Thistlewood and others"
SECRET = "Zwetschgenkuchen"  # noqa: S105 - nobody writes it by chance
"""What comments and actions say."""

NAMES = (CASE, "Quarrington", "Thistlewood", "quarrington", SECRET)
LATER = "K0042"
"""A case whose audit is of this century's twenties: it stays."""

ACTIONS = f"""
actions:
  - {{action: Ask about the {SECRET}, who: {AUDITOR}, by: 2014-02-14}}
"""


def audit(case: str = CASE, day: str = "2014-01-16", judgement: str = "good") -> str:
    text = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
    for name, value in {
        "case_id": case,
        "date": day,
        "completed_by": AUDITOR if case == CASE else "Team Manager, First Response North",
        "social_worker": WORKER if case == CASE else "Social worker 04",
        "judgement": judgement,
    }.items():
        text = re.sub(rf"(?m)^  {name}: .*$", f"  {name}: {value}", text)
    secret = SECRET if case == CASE else "Nothing"
    return text.replace("Seen alone twice.", f"{secret} was eaten.") + (ACTIONS if case == CASE else "")


def email(*attached: tuple[str, bytes], number: int = 1) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = f"{AUDITOR} <{SENDER}>", SUBJECT
    message["Message-ID"], message["Date"] = f"<{number}@example.net>", "Fri, 17 Jan 2014 09:00:00 +0000"
    message.set_content(f"Here they are. {SECRET}")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def formwright(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), *map(str, words)])


def make(within: Path) -> Path:
    """The folder of returns: of the case two returns that were decided between, a photograph that could not be used,
    updates, notices, a draw and an exemption, all of 2014; and one audit of 2026."""
    returns, inbox = within / "returns", within / "inbox"
    inbox.mkdir(parents=True)
    first, second = audit().encode(), audit(judgement="inadequate").encode()
    photograph = b"\xff\xd8\xff\xe0 of " + CASE.encode()
    for n in (1, 2):  # the same again in another email
        mail = email((f"{CASE}.yaml", first), ("again.yaml", second), (f"{AUDITOR}.jpg", photograph), number=n)
        (inbox / f"{n}.eml").write_bytes(mail)
    (inbox / "later.yaml").write_text(audit(LATER, "2026-03-02"))
    formwright("receive", inbox, "--into", returns)
    files = {row["judgement"]: row for row in listed(returns) if row["case_id"] == CASE}
    old, new = files["good"]["file"], files["inadequate"]["file"]
    with store.writing(returns) as record:
        deciding.supersede(record, old, new, AUDITOR, f"{WORKER} said so", None, "2014-01-20T09:00:00Z")
    handles = json.loads(formwright("action", "--format", "json", "--returns", returns).stdout)["actions"]
    formwright("action", handles[0]["action"], "--done", "2014-02-10", "--by", AUDITOR, "--returns", returns)
    cases = within / "cases.csv"
    rows = "".join(f"{CASE}{n},cared-for-children\n{CASE}{n}b,first-response\n" for n in range(20))
    cases.write_text(f"Case ID,Service area\n{rows}")
    draw = ("--cases", cases, "--seed", "1", "--any-topic", "--returns", returns)
    formwright("allocate", "--month", "2014-01", *draw)
    tell(returns)
    with store.writing(returns) as record:
        why = {"state": "exempt", "duty": "tier1-audits", "month": "2014-01", "person": AUDITOR, "why": WORKER}
        [unusable, *_] = record.events(What.NOT_USABLE)
        record.add(
            [
                Event(What.DUTY, "2014-01-20T09:00:00Z", None, why),
                Event(What.HANDLED, "2014-01-20T09:00:00Z", unusable.sha256, {"who": AUDITOR}),
                Event(What.NOTICE, "2014-01-20T09:00:00Z", None, reminder("sent")),
            ]
        )
    (returns / "copies").mkdir()
    (returns / "copies" / f"of {WORKER}.yaml").write_bytes(first)
    (returns / "record.db.damaged").write_bytes(b"what was left of " + CASE.encode())
    return returns


def reminder(state: str) -> dict[str, object]:
    return {"key": state, "kind": "reminder", "state": state, "email": SENDER, "name": AUDITOR, "says": [], "told": []}


def tell(returns: Path) -> None:
    """All that is due is sent."""
    office = notifying.Office.of(kept.on(ROOT, date(2026, 3, 20)), date(2026, 3, 20))
    with store.writing(returns) as record:
        due = [one for one in office.due(record) if isinstance(one, Notice)]
        record.add(
            Event(What.NOTICE, "2014-01-21T09:00:00Z", one.sha256 or None, one.event(state))
            for one in due
            for state in (State.SENDING, State.SENT)
        )


def listed(returns: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(formwright("record", "--returns", returns, "--format", "json").stdout)[
        "returns"
    ]
    return found


def where(folder: Path, words: Iterable[str]) -> list[str]:
    """Which of these words are in which file there, or in its name, as they are or as JSON has them."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        for word in words:
            if word.encode() in content or word in path.relative_to(folder).as_posix():
                found.append(f"{path.relative_to(folder).as_posix()}: {word}")
    return found
