"""GitHub's workflow commands: each fault beside its line in a pull request, each who must be told as a notice.

GitHub shows ten of each kind for a step and drops the others, so the gravest faults of a file stand first.
The log shows a command's words without its place: so they begin with it, as they do at a desk.
"""

from collections.abc import Iterable, Iterator

from formwright.diagnostics import Severity
from formwright.places import Place
from formwright.reports.file_report import MUST_BE_TOLD, FileReport
from formwright.reports.problems import headline
from formwright.reports.visible import shown


def lines(files: Iterable[FileReport]) -> Iterator[str]:
    """A command on a line for each fault, file by file, then one for who must be told of it."""
    for file in files:
        for found in sorted(file.diagnostics, key=lambda d: d.severity is Severity.WARNING):
            yield _command(str(found.severity), found.place, found.code, headline(found))
        if file.must_be_told:
            place = Place(file.file)
            yield _command("notice", place, MUST_BE_TOLD, f"{file.file}: {file.must_be_told}")


def _command(kind: str, place: Place, title: str, words: str) -> str:
    where = f"file={_property(place.file)}"
    if place.mark:
        where += f",line={place.mark.line},col={place.mark.column}"
    return f"::{kind} {where},title={_property(title)}::{_data(words)}"


def _property(value: str) -> str:
    """A value beside others: a comma would end it, and a colon the list of them."""
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _data(words: str) -> str:
    """Words on one line. Only what GitHub turns back is written with a per cent sign."""
    return shown(words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
