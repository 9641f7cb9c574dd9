"""SARIF 2.1.0: the faults as data, for GitHub's code scanning, editors and other readers of static analysis.

Who must be notified of a return stands in it as a note.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePath
from urllib.parse import quote

from formwright import __version__
from formwright.places import Place
from formwright.reports import explanation
from formwright.reports.file_report import MUST_BE_TOLD, FileReport
from formwright.reports.problems import words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Data = dict[str, object]


def lines(files: Iterable[FileReport]) -> Iterator[str]:
    """One JSON object, in lines: one run, with a result for each finding and, after them, the rules of
    which something was found. All is ASCII, so that it is right in every encoding."""
    rules: dict[str, int] = {}
    seen: Counter[str] = Counter()
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['
    between = ""
    for finding in chain.from_iterable(map(_findings, files)):
        key = finding.fingerprint
        seen[key] += 1
        result = {
            "ruleId": finding.code,
            "ruleIndex": rules.setdefault(finding.code, len(rules)),
            "level": finding.level,
            "message": {"text": finding.words},
            "locations": [_location(finding.place)],
            "partialFingerprints": {"formwright/v1": f"{key}:{seen[key]}"},
        }
        yield between + json.dumps(result)
        between = ","
    driver = {"name": "Formwright", "version": __version__, "rules": [_rule(code) for code in rules]}
    yield f'], "tool": {json.dumps({"driver": driver})}}}]}}'


@dataclass(frozen=True, slots=True)
class _Finding:
    code: str
    level: str
    place: Place
    words: str

    @property
    def fingerprint(self) -> str:
        """The same while the fault is the same, though lines above it come and go."""
        what = "\0".join((self.code, self.place.file, self.place.path or "", self.words))
        return sha256(what.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _findings(file: FileReport) -> Iterator[_Finding]:
    for found in file.diagnostics:
        yield _Finding(found.code, str(found.severity), found.place, words(found))
    if file.must_be_told:
        yield _Finding(MUST_BE_TOLD, "note", Place(file.file), file.must_be_told)


def _rule(code: str) -> Data:
    """What is known of a code beside its messages: its page. What is no diagnostic has none."""
    page = next((page for page in explanation.pages() if code in page.codes), None)
    if page is None:
        return {"id": code, "shortDescription": {"text": code.rpartition("/")[2].replace("-", " ").capitalize()}}
    text = {"text": "\n".join(explanation.text(page)), "markdown": page.text}
    return {"id": code, "shortDescription": {"text": page.title}, "help": text}


def _location(place: Place) -> Data:
    """A Word or PDF file has no lines, so no region."""
    physical: Data = {"artifactLocation": _artifact(place.file)}
    if place.mark:
        physical["region"] = {"startLine": place.mark.line, "startColumn": place.mark.column}
    return {"physicalLocation": physical}


def _artifact(file: str) -> Data:
    """A file below the present folder by its path from there, as a checkout is elsewhere on each machine."""
    path = PurePath(os.path.normpath(file))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    if path.is_absolute() or ".." in path.parts:
        return {"uri": Path(os.path.abspath(path)).as_uri()}  # noqa: PTH100 - links stay as they were named
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}
