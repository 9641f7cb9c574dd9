"""The words of agreed themes in comments, counted as the returns were read. The comments themselves are not in the
record, so nothing of them is here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from formwright.record.tallies import Themed


@dataclass(frozen=True, slots=True)
class Theme:
    """`returns` are the audits in whose comments a word of the theme stands, `words` how often in all, in the period;
    `before` are the audits of the months before, as many of them as `of_before`."""

    id: str
    title: str
    returns: int
    words: int
    before: int


def themes(now: Iterable[Themed], before: Iterable[Themed], titles: Mapping[str, str]) -> tuple[Theme, ...]:
    """Every theme, those in most audits first; then in the order of their list."""
    found = {id: [0, 0, 0] for id in titles}
    for one in now:
        if one.theme in found:
            found[one.theme][0] += one.returns
            found[one.theme][1] += one.words
    for one in before:
        if one.theme in found:
            found[one.theme][2] += one.returns
    made = [Theme(id, titles[id], *counts) for id, counts in found.items()]
    return tuple(sorted(made, key=lambda theme: -theme.returns))
