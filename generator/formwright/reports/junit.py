"""JUnit's XML: each file is a test, which fails where the file has errors. GitLab, Jenkins and others show it.

There is no one definition of this format. Relied on are the elements and attributes of the schema that
Jenkins' xUnit plug-in keeps ("junit-10"). In it only a test suite has properties, and a suite says at its
start how many of its tests failed: so each file is a suite of one test, and is written when it is known.
All is ASCII, so that it is right in every encoding.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from formwright.reports.file_report import FileReport
from formwright.reports.visible import shown

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even by its number."""


def lines(files: Iterable[FileReport], command: str) -> Iterator[str]:
    """One document, in lines. `command` is what was run, in a word or two."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites name={_value(command)}>"
    for file in files:
        yield from _suite(file, command)
    yield "</testsuites>"


def _suite(file: FileReport, command: str) -> Iterator[str]:
    name = _value(file.file)
    failed, skipped = int(file.has_errors), int(file.is_kept_out)
    yield f'<testsuite name={name} tests="1" failures="{failed}" errors="0" skipped="{skipped}">'
    facts = [*file.facts, *(("must be told", line) for line in file.told)]
    if facts:
        yield "<properties>"
        for key, value in facts:
            yield f"<property name={_value(key)} value={_value(value)}/>"
        yield "</properties>"
    yield f"<testcase classname={_value(command)} name={name}>"
    yield from _outcome(file)
    yield "</testcase>"
    yield "</testsuite>"


def _outcome(file: FileReport) -> Iterator[str]:
    """A failure says all that is said of the file, as GitLab shows nothing else of a test that failed."""
    in_full = "\n".join(file.lines)
    if file.is_kept_out:
        yield f"<skipped message={_value(file.outcome)}/>"
        return
    if file.has_errors:
        kind = dict(file.facts).get("status", "error")
        yield f"<failure type={_value(kind)} message={_value(file.outcome)}>{_text(in_full)}</failure>"
    output = file.must_be_told if file.has_errors else in_full
    if output:
        yield f"<system-out>{_text(output)}</system-out>"


def _value(words: str) -> str:
    """In quotation marks, for an attribute. The ends of lines would become spaces: they are written by number."""
    return _ascii(quoteattr(_legal(words)))


def _text(words: str) -> str:
    return _ascii(escape(_legal(words)))


def _legal(words: str) -> str:
    return NO_XML.sub(lambda found: shown(found[0]), words)


def _ascii(words: str) -> str:
    return words.encode("ascii", "xmlcharrefreplace").decode()
