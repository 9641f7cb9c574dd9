"""Practice standards as they are written: each with its place."""

from collections.abc import Iterator

from formwright.definitions.written import Steps
from formwright.marked import Mapping


def standards(data: Mapping) -> Iterator[tuple[Steps, Mapping]]:
    """Every standard of a set, with the steps to it."""
    for g, group in enumerate(data["groups"]):
        for n, standard in enumerate(group["standards"]):
            yield ("groups", g, "standards", n), standard
