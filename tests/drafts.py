"""The page's own reader of drafts, run by Node without a page, beside ours; and whether the two agree."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from formwright import marked
from formwright.document.nodes import Document
from formwright.model.identity import Identity
from formwright.pipelines.holding import spelt
from formwright.readers.returned import MOST_FAULTS
from formwright.readers.yaml import Reader
from formwright.writers import html, markup

NODE = Path(sys.prefix) / "bin" / "node"
HERE = Path(__file__).parent
SCREEN = files("formwright.writers") / "screen"
SCRIPTS = [str(SCREEN / name) for name in html.SCRIPTS if name not in ("form.js", "readable.js")]

OF_VERSION = ("submission/no-version", "submission/unknown-version")
OF_DIGEST = ("submission/no-digest", "submission/form-changed")

Verdict = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one form, as far as its scripts run without a browser."""

    process: subprocess.Popen[str]

    def ask(self, **asked: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def read(self, raw: bytes, name: str) -> Verdict:
        return self.read_all([(raw, name)])[0]

    def read_all(self, files: Iterable[tuple[bytes, str]]) -> list[Verdict]:
        found: list[Verdict] = self.ask(
            many=[{"bytes": base64.b64encode(raw).decode(), "name": name} for raw, name in files]
        )
        return found


@contextmanager
def page_of(document: Document) -> Iterator[Page]:
    blocks = tuple(markup.walk(document.blocks))
    data = html.form_data(document, html.Screen.of(document, blocks), blocks)
    command = [str(NODE), str(HERE / "page_reader.mjs"), *SCRIPTS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        page = Page(process)
        page.ask(page=data, field={"kind": "text"}, text="")
        yield page
        assert process.stdin
        process.stdin.close()


def ours(reader: Reader, raw: bytes, name: str) -> Verdict:
    """What `check` reads, in the shape in which the page says it."""
    parsed = marked.read(raw, name)
    data = tree(parsed.data) if isinstance(parsed.data, marked.Mapping) and not parsed.diagnostics else None
    found = reader.read(raw, name)
    if found.submission is None or parsed.diagnostics:
        return {"data": data, "refused": " ".join(f"{d.code} {d.place}" for d in found.diagnostics)}
    faults = [d for d in found.diagnostics if d.code not in (*OF_VERSION, *OF_DIGEST)]
    return {
        "data": data,
        "version": found.submission.version,
        "changed": any(d.code in OF_DIGEST for d in found.diagnostics),
        "answers": {path: spelt(answer.value) for path, answer in found.submission.answers.items()},
        "faults": [d.place.mark.line for d in faults if d.place.mark],
        "cut": len(found.diagnostics) >= MOST_FAULTS,
    }


def tree(data: Any) -> Any:
    match data:
        case marked.Mapping():
            return {"entries": [[key, tree(value)] for key, value in data.items()]}
        case marked.Sequence():
            return [tree(value) for value in data]
        case _:
            return [str(data), _written(data)]


def _written(text: str) -> str:
    match text:
        case marked.Literal():
            return "literal"
        case marked.Plain():
            return "plain"
        case _:
            return "quoted"


def difference(form: Identity, ours: Verdict, theirs: Verdict) -> str | None:
    """In what the page does not read what we read."""
    if "crash" in theirs:
        return "the page's script fails"
    if ours["data"] != theirs["data"]:
        return "the texts are parsed differently"
    if ("refused" in ours) != ("refused" in theirs):
        return "only one of the two refuses"
    if "refused" in ours:
        return None
    if ours["answers"] != theirs["answers"]:
        return "the answers differ"
    if not ours["cut"] and sorted(ours["faults"]) != sorted(fault["line"] for fault in theirs["faults"]):
        return "the faults differ"
    if (ours["version"] == form.version) != (theirs["version"] == form.version):
        return "the versions differ"
    if ours["version"] and ours["changed"] != (theirs["digest"] not in (None, form.digest)):
        return "the digests differ"
    return None
