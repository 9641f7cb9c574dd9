"""What comments say stands in the returns, and on the desk's page of one that somebody has opened: nowhere else.

Every command that looks at returns has a row in COMMANDS, so a new one needs one. `{returns}` is the folder of
returns, `{out}` a folder for what the command writes, `{values}` a file of monthly values, `{file}` and `{other}` are
returns, `{action}` is an action.
"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from threading import Thread

import pytest
from tests.desk.conftest import Visitor
from tests.privacy import planted
from tests.privacy.planted import SECRET, audit, email, formwright
from tests.samples import ROOT, times

from formwright.cli import main
from formwright.desk import server
from formwright.desk.office import Office

COMMANDS = """
receive {inbox} --into {returns}
receive {inbox} --into {returns} --format json
receive {inbox} --into {out}/anew --dry-run
check {returns}
check {returns} --format json
check {returns} --format junit
check {returns} --format sarif
check {returns} --format github
record --returns {returns}
record --returns {returns} --format json
record --returns {returns} --format csv --out {out}/returns.csv
record --returns {returns} --format xlsx --out {out}/returns.xlsx
record --returns {returns} --history {file}
record --returns {returns} --find SECRET
record --returns {returns} --rebuild
supersede {file} --by {other} --who Ann --why known --returns {returns}
supersede {file} --undo --who Ann --why known --returns {returns} --format json
notify --returns {returns}
notify --returns {returns} --list
notify --returns {returns} --format json
notify --returns {returns} --out {out}/emails
due --returns {returns} --month 2014-01 --all
due --returns {returns} --month 2014-01 --format json
due --returns {returns} --month 2014-01 --format csv --out {out}/due.csv
due --returns {returns} --month 2014-01 --format xlsx --out {out}/due.xlsx
due --returns {returns} --month 2014-01 --format ics --out {out}/due.ics
action --returns {returns}
action --returns {returns} --format json
action --returns {returns} --format csv --out {out}/actions.csv
action --returns {returns} --format xlsx --out {out}/actions.xlsx
action --returns {returns} --count-by person
action {action} --returns {returns} --done 2014-02-10 --by Ann
action {action} --returns {returns} --history
report --returns {returns} --month 2014-01 --format text
report --returns {returns} --month 2014-01 --format json
report --returns {returns} --month 2014-01 --format xlsx --format csv --format html --format docx --out {out}/papers
moderation --returns {returns}
moderation --returns {returns} --format json
moderation --returns {returns} --format csv --out {out}/moderation.csv
moderation --returns {returns} --format xlsx --out {out}/moderation.xlsx
measures --values {values} --month 2014-01 --returns {returns}
measures --values {values} --month 2014-01 --returns {returns} --format json
measures --values {values} --month 2014-01 --returns {returns} --format html --format xlsx --out {out}/measures
retain --before 2015-01-01 --returns {returns} --list
retain --before 2015-01-01 --returns {returns} --format json
verify {returns}
verify {returns} --format json
""".strip().split("\n")

CARRY = {"read", "fill", "migrate", "redact"}
"""These are asked for what returns say, and write it into another return."""

OF_DEFINITIONS = {
    *("init", "new", "completion", "serve", "validate", "explain", "fmt", "build", "show", "escalation", "release"),
    *("diff", "trace", "review", "blank", "schema", "manual"),
}
ELSEWHERE = {"desk", "allocate"}
"""The desk is tried below; what is allocated comes from a list of cases."""

ODD = {
    "wrong-type.yaml": audit("A1").replace("analysis_of_risk: {grade: 2}", f"analysis_of_risk: {{grade: {SECRET}}}"),
    "unknown-key.yaml": audit("A2").replace("overall:\n", f"{SECRET}: yes\noverall:\n"),
    "unknown-answer.yaml": audit("A3").replace("judgement: good", f"judgement: {SECRET}"),
    "not-a-date.yaml": audit("A4").replace("date: 2014-01-16", f"date: after the {SECRET}"),
    "broken.yaml": audit("A5").replace("analysis_of_risk: {grade: 2}", f"analysis_of_risk: {{{SECRET}: [grade"),
    "twice.yaml": audit("A6") + f"overall:\n  judgement: {SECRET}\n",
    "no-form.yaml": f"{SECRET}: {SECRET}\n",
    "notes.txt": f"A note about {SECRET}",
    "team.yaml": audit("A9").replace("child_status: child-in-need", f"child_status: {SECRET}"),
    "broken.json": f'{{"form": "tier1-generic-audit", "{SECRET}": }}',
}
"""Returns in which the word is where it does not belong."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with all in it: what arrived, what was filed, and whatever the program keeps or leaves behind."""
    within = tmp_path_factory.mktemp("nowhere")
    for name in ("cache", "left", "out"):
        (within / name).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(within / "cache"))
        patch.setattr("tempfile.tempdir", str(within / "left"))
        (within / "inbox").mkdir()
        good = planted.make(within / "made")
        (within / "inbox" / "odd.eml").write_bytes(email(*((n, t.encode()) for n, t in ODD.items()), number=9))
        good.rename(within / "returns")
        for format in ("docx", "pdf") if times(1) > 1 else ("docx",):
            path = within / "returns" / f"another.{format}"
            (within / "one.yaml").write_text(
                audit("A0", "2014-02-03").replace("quality_of_planning: {grade: 3", "quality_of_planning: {grade: ")
            )
            formwright("fill", within / "one.yaml", "--format", format, "--out", path)
            assert path.exists()
        yield within


def test_every_command_has_a_row() -> None:
    there = set(main.list_commands(main.make_context("formwright", ["--help"], resilient_parsing=True)))
    tried = {row.split()[0] for row in COMMANDS}

    assert there == tried | CARRY | OF_DEFINITIONS | ELSEWHERE


def test_no_command_says_or_writes_what_a_comment_says(place: Path) -> None:
    found, known = [], names(place)
    for number, row in enumerate(COMMANDS):
        out = place / "out" / str(number)
        out.mkdir()
        result = formwright(*(word.format(out=out, **known).replace("SECRET", SECRET.lower()) for word in row.split()))
        assert result.exit_code in (0, 1), (row, result.stderr)
        said = [result.stdout, result.stderr]
        found += [f"{row}: {line.strip()[:200]}" for text in said for line in text.splitlines() if SECRET in line]
        found += [f"{row} writes {name}" for name in holding(out)]

    assert found == []
    assert len(holding(place / "returns")) > len(ODD)  # they were there all the time
    assert [name for folder in ("cache", "left") for name in holding(place / folder)] == []
    assert [n for n in holding(place / "returns") if n.startswith("record.") and n != "record.db.damaged"] == []


def names(place: Path) -> dict[str, str]:
    rows = json.loads(formwright("record", "--returns", place / "returns", "--format", "json").stdout)["returns"]
    of = {row["judgement"]: row["file"] for row in rows if row["case_id"] == planted.CASE}
    actions = json.loads(
        formwright("action", "--state", "all", "--returns", place / "returns", "--format", "json").stdout
    )["actions"]
    return {
        "returns": str(place / "returns"),
        "inbox": str(place / "inbox"),
        "file": of["good"],
        "other": of["inadequate"],
        "action": actions[0]["action"],
        "values": str(ROOT / "docs" / "team" / "example-measures.csv"),
    }


def holding(folder: Path) -> list[str]:
    """The files there that hold the word, or are called by it, however they are packed."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in files)
    return [name for name, path in named if SECRET in name or any(SECRET in text for text in texts(path))]


def texts(path: Path) -> Iterator[str]:
    content = path.read_bytes()
    yield content.decode("utf-8", "replace")
    if path.suffix == ".eml":
        message = message_from_bytes(content, policy=default)
        for part in message.walk():
            if part.get_content_maintype() == "text" and not part.is_attachment():
                yield part.get_content()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue


# --- the desk -----------------------------------------------------------------------------------


def test_the_desk_says_it_where_somebody_opens_the_return_only(place: Path) -> None:
    office = Office(ROOT, place / "returns", lambda: datetime(2026, 3, 20, 12, tzinfo=UTC))
    with server.opened(office, None) as desk:
        thread = Thread(target=desk.serve_forever)
        thread.start()
        try:
            visitor = Visitor(desk).arrive()
            said = crawl(visitor)
            one = next(
                path for path in said if re.fullmatch(r"/returns/[0-9a-f]{64}", path) and planted.CASE in said[path]
            )
            opened = visitor.post(f"{one}/open")
        finally:
            desk.end()
            thread.join()

    assert SECRET in opened
    assert [path for path in said if SECRET in said[path]] == []
    assert {"/", "/returns", "/notices", "/take-in"} < said.keys()


def crawl(visitor: Visitor) -> dict[str, str]:
    """The pages that links lead to, each with what it says. Of lists only a few are tried, each return's page is."""
    said: dict[str, str] = {}
    waiting = ["/", "/returns", "/notices", "/take-in"]
    while waiting:
        path = waiting.pop(0)
        if path in said:
            continue
        said[path] = visitor.get(path)
        links = (one.replace("&amp;", "&") for one in re.findall(r'href="(/[^"#]*)"', said[path]))
        waiting += [one for one in links if one not in said and (len(said) < MOST or one.startswith("/returns/"))]
    return said


MOST = 40
