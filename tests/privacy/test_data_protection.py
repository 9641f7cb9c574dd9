"""What docs/data-protection.md claims of files, tables and the network is so."""

import ast
import re
import sqlite3
from pathlib import Path

import pytest
from tests.samples import ROOT

from formwright.cli.privacy import AGAINST
from formwright.oversight.retention import Against
from formwright.record import names, store
from formwright.record.events import What
from formwright.reports.retained import WORDS

PAGE = (ROOT / "docs" / "data-protection.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "team" / "retention.md").read_text("utf-8")
PROGRAM = ROOT / "generator" / "formwright"


def test_every_table_and_column_of_the_record_is_named(tmp_path: Path) -> None:
    with store.writing(tmp_path):
        pass
    db = sqlite3.connect(tmp_path / names.DATABASE)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    columns = {table: {row[1] for row in db.execute(f"PRAGMA table_info({table})")} for table in tables}
    db.close()

    rows = re.findall(r"(?m)^\| `(\w+)` \| (.*) \|$", PAGE.partition("### The record")[2].partition("What an event")[0])
    assert {table: set(re.findall(r"`(\w+)`", said)) for table, said in rows} == columns


def test_every_kind_of_event_is_named() -> None:
    rows = re.findall(r"(?m)^\| ((?:`[\w-]+`(?:, )?)+) \|", PAGE.partition("What an event says")[2].partition("## ")[0])
    assert {word for row in rows for word in re.findall(r"`([\w-]+)`", row)} == {str(what) for what in What}


@pytest.mark.parametrize("name", sorted(names.ALL - {f"{names.DATABASE}-journal", f"{names.REMOVING}.new"}))
def test_every_file_of_the_record_is_named(name: str) -> None:
    assert name in PAGE


NETWORK = {"smtplib", "imaplib", "ssl", "socket", "socketserver", "http", "urllib", "asyncio", "ftplib", "xmlrpc"}
LOCAL = {
    "mail/": "notices are sent, a mailbox is read",
    "desk/": "the desk's page, on this computer",
    "preview/": "the preview's page, on this computer",
    "guard.py": "words for the answers of both",
    "record/lock.py": "the name of this computer",
    "writers/paper/engine.py": "the address of a file",
}
"""What reaches beyond the process, and why."""


def test_nothing_else_uses_the_network() -> None:
    found = set()
    for path in PROGRAM.rglob("*.py"):
        within = path.relative_to(PROGRAM).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [n.name for n in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
            for module in modules:
                words = module.split(".")
                if words[0] in NETWORK and module != "urllib.parse" and not within.startswith(tuple(LOCAL)):
                    found.add(f"{within}: {module}")

    assert found == set()


def test_what_stands_against_a_removal_is_explained() -> None:
    assert set(AGAINST) == {str(one) for one in Against} == {str(one) for one in WORDS}
    for one in Against:
        assert f"| {WORDS[one]} |" in GUIDE and f"`{one}`" in GUIDE.replace("--despite ", "")
