"""SARIF 2.1.0: the faults as data, for GitHub's code scanning, editors and other readers of static analysis.

Who must be told of a return stands in it as a note, and so does a file that was passed over.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path, PurePath
from urllib.parse import quote

from formwright import __version__
from formwright.places import Place
from formwright.reports.file_report import MUST_BE_TOLD, FileReport
from formwright.reports.problems import words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Data = dict[str, object]


def lines(files: Iterable[FileReport]) -> Iterator[str]:
    """One JSON object, in lines. All is ASCII, so that it is right in every encoding."""
    yield json.dumps(data(files), indent=2)


def data(files: Iterable[FileReport]) -> Data:
    """The log: one run, with the rules of which something was found and a result for each finding."""
    findings = _Findings()
    for file in files:
        for found in file.diagnostics:
            level = "note" if file.is_passed_over else str(found.severity)
            findings.add(found.code, level, found.place, words(found))
        if file.must_be_told:
            findings.add(MUST_BE_TOLD, "note", Place(file.file), file.must_be_told)
    driver = {"name": "Formwright", "version": __version__, "rules": [_rule(code) for code in findings.rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": findings.results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


class _Findings:
    """Results as they come, each knowing its rule's place in the list of rules."""

    def __init__(self) -> None:
        self.rules: dict[str, int] = {}
        self.results: list[Data] = []
        self._seen: Counter[str] = Counter()

    def add(self, code: str, level: str, place: Place, text: str) -> None:
        self.results.append(
            {
                "ruleId": code,
                "ruleIndex": self.rules.setdefault(code, len(self.rules)),
                "level": level,
                "message": {"text": text},
                "locations": [_location(place)],
                "partialFingerprints": {"formwright/v1": self._fingerprint(code, place, text)},
            }
        )

    def _fingerprint(self, code: str, place: Place, text: str) -> str:
        """The same while the fault is the same, though lines above it come and go."""
        what = "\0".join((code, place.file, place.path or "", text))
        key = sha256(what.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        self._seen[key] += 1
        return f"{key}:{self._seen[key]}"


def _rule(code: str) -> Data:
    """What is known of a diagnostic beside its messages. The pages on the diagnostics go in here: their
    title as `shortDescription`, their text as `help` (`text`, `markdown`), their address as `helpUri`."""
    kind, _, rule = code.partition("/")
    return {"id": code, "shortDescription": {"text": f"{kind.capitalize()}: {rule.replace('-', ' ')}"}}


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
