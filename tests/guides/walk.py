"""A guide carried out to the letter: its commands are run, its changes made, its outputs compared.

In a guide's Markdown, beside its prose:

- ```console``` holds commands (`$ …`) with what they print. `…` stands for any text; alone on its line,
  for any lines. A command of which no output is shown must succeed.
- ```diff PATH``` is a change to that file, ```yaml new PATH``` (or another language) is a new file.
- `<!-- start: … -->` says where the guide begins: with `nothing`, in `this framework` (`… with an inbox`), in
  `this checkout`.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from click.testing import CliRunner
from markdown_it import MarkdownIt
from tests.samples import times

from formwright.cli import main

ROOT = Path(__file__).parents[2]
FRAMEWORK = ("framework.yaml", "directory.yaml", "forms", "standards", "schedules", "handbook")
CHECKOUT = ("generator", "tests", "docs")
RETURNS = "tests/examples/returns"
LONGEST = 300  # seconds: a command that takes longer hangs


@dataclass(frozen=True, slots=True)
class Step:
    """One fenced block. `line` counts from 1; `info` is what stands behind the fence."""

    line: int
    info: str
    text: str


def steps(guide: Path) -> list[Step]:
    tokens = MarkdownIt().parse(guide.read_text("utf-8"))
    return [Step(t.map[0] + 1, t.info, t.content) for t in tokens if t.type == "fence" and t.map]


def begin(guide: Path, folder: Path) -> None:
    """Lays out what the guide says it starts with."""
    start = re.search(r"<!-- start: (.*?) -->", guide.read_text("utf-8"))
    assert start, f"{guide.name} does not say where it starts"
    match start[1]:
        case "this framework":
            copy_framework(folder)
            shutil.copytree(ROOT / RETURNS, folder / "returns")
        case "this framework with an inbox":
            copy_framework(folder)
            duties = folder / "schedules" / "duties.yaml"  # who is reminded today is no part of a guide
            duties.write_text(re.sub("(?m)^remind: .*\n", "", duties.read_text("utf-8")), "utf-8")
            inbox(folder / "inbox")
        case "this checkout":
            copy_framework(folder)
            shutil.copy(ROOT / "pyproject.toml", folder)
            for name in CHECKOUT:
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        case other:
            assert other == "nothing"


def inbox(folder: Path) -> None:
    """Three emails of January 2014: an audit with a scan, its correction, and another audit."""
    good, inadequate = ((ROOT / RETURNS / f"{name}.yaml").read_bytes() for name in ("good", "inadequate"))
    corrected = good.replace(b"judgement: good", b"judgement: requires-improvement")
    ann, jo = "ann.lee@example.org", "jo.ash@example.org"
    folder.mkdir()
    for name, sender, day, attached in (
        ("Audits", ann, 20, {"audit (final).yaml": good, "scan0001.jpg": b"\xff\xd8\xff\xe0 a scan"}),
        ("Correction", ann, 28, {"corrected.yaml": corrected}),
        ("Jo Ash", jo, 30, {"audit.yaml": inadequate}),
    ):
        email = EmailMessage()
        email["From"], email["Date"] = sender, format_datetime(datetime(2014, 1, day, 9, tzinfo=UTC))
        email.set_content("Please find attached.\n")
        for file, content in attached.items():
            email.add_attachment(content, maintype="application", subtype="octet-stream", filename=file)
        (folder / f"{name}.eml").write_bytes(bytes(email))


def copy_framework(folder: Path) -> None:
    for name in FRAMEWORK:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)


def carry_out(step: Step, folder: Path, here: Path) -> Path:
    """Does what a block says in the folder `here`; gives the folder that is current afterwards."""
    match step.info.split():
        case ["console"]:
            for command, expected in commands(step.text):
                if command.startswith("cd "):
                    here = (here / command.removeprefix("cd ")).resolve()
                    assert here.is_relative_to(folder.resolve())
                else:
                    run(step, command, expected, here)
        case ["diff", path]:
            change(here / path, step.text)
        case [_, "new", path]:
            (here / path).parent.mkdir(parents=True, exist_ok=True)
            (here / path).write_text(step.text, "utf-8")
        case _:
            pass
    return here


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command with the output that is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command = command.removesuffix("\\").rstrip() + " " + more.strip()
        yield command, output.strip("\n")


def run(step: Step, command: str, expected: str, here: Path) -> None:
    places = [str(Path(sys.executable).parent), os.environ["PATH"]]
    someone = {
        f"GIT_{who}_{what}": "author@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **someone, "PATH": os.pathsep.join(places)}
    if (here / "generator").is_dir():
        environment["PYTHONPATH"] = str(here / "generator")
    if command.startswith("formwright serve"):
        _serve(command, expected, here, environment)
        return
    words = shlex.split(command)
    if words[0] == "formwright" and not (here / "generator").is_dir() and "|" not in words and times(1) == 1:
        status, printed = _in_this_process(words[1:], here)
    else:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=here,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=LONGEST,
            check=False,
        )
        status, printed = done.returncode, done.stdout.decode()
    said = "\n".join(line.rstrip() for line in printed.strip("\n").split("\n"))
    where = f"line {step.line}: $ {command}\n"
    if expected:
        assert same(expected, said), f"{where}printed\n{said}\ninstead of\n{expected}"
    else:
        assert status == 0, f"{where}ended with {status}:\n{said}"


def _in_this_process(words: list[str], here: Path) -> tuple[int, str]:
    """The status and what is printed of a command that is only ours: `make thorough` starts the program for each."""
    with chdir(here):
        done = CliRunner().invoke(main, words, prog_name="formwright")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def _serve(command: str, expected: str, here: Path, environment: dict[str, str]) -> None:
    """The preview goes on until it is stopped: it must say what it says, answer, and stop cleanly. Its
    port is the first free one."""
    with subprocess.Popen(
        command.split(), cwd=here, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as preview:
        try:
            assert preview.stdout
            said = "\n".join(preview.stdout.readline().rstrip() for _ in expected.split("\n"))
            assert same(re.sub(r"(127\.0\.0\.1):\d+", r"\1:…", expected), said), f"$ {command}\nprinted\n{said}"
            address = re.search(r"http://\S+", said)
            assert address
            with urllib.request.urlopen(address[0]) as page:  # noqa: S310 (our own server's address)
                assert page.status == 200
            preview.send_signal(signal.SIGINT)
            assert preview.wait(LONGEST) == 0
        finally:
            preview.kill()


def same(expected: str, said: str) -> bool:
    """Whether what was said is what the guide shows, `…` standing for anything."""
    lines = [".*?" if line.strip() == "…" else ".*?".join(map(re.escape, line.split("…"))) for line in _lines(expected)]
    pattern = "\n".join(f"(?:{line})" if line == ".*?" else line.replace(".*?", "[^\n]*?") for line in lines)
    return re.fullmatch(pattern, said, re.DOTALL) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")]


def change(file: Path, diff: str) -> None:
    """Makes the change that a `diff` block shows: lines kept (` `), taken out (`-`), put in (`+`)."""
    lines = diff.rstrip("\n").split("\n")
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{file.name} holds {text.count(old)} times:\n{old}"
    file.write_text(text.replace(old, new), "utf-8")
