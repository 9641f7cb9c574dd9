"""What became of a return's answers on another version of its form, for people and for programs.

The answers themselves are not repeated, because they are about children: only which they are, and why one stays behind.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.answers import address
from formwright.model.rules import Rules
from formwright.releases.carrying import Carried


@dataclass(frozen=True, slots=True)
class Moved:
    """`rules` are those of the version that the return was filled in on, `version` is the one that its answers are
    for now."""

    rules: Rules
    version: str
    carried: Carried

    def as_data(self) -> dict[str, object]:
        identity, carried = self.rules.form.identity, self.carried
        return {
            "form": identity.id,
            "from": identity.version,
            "to": self.version,
            "carried": list(carried.paths.values()),
            "dropped": [{"path": one.path, "why": one.why} for one in carried.dropped],
            "renamed": [{"path": was, "to": now} for now, was in carried.paths.items() if was != now],
            "reworded": [{"paths": list(one.paths), "old": one.old, "new": one.new} for one in carried.reworded],
        }

    def as_text(self) -> Iterator[str]:
        """A line for each thing that it says."""
        identity, carried = self.rules.form.identity, self.carried
        yield f"  {identity.title}, from version {identity.version} to version {self.version}"
        yield f"  {_count(len(carried.answers), len(carried.answers) + len(carried.dropped))}"
        if carried.dropped:
            yield "  Not carried over:"
            for one in carried.dropped:
                yield f"    {self._name(one.path)}"
                yield f"      {one.why}"
        if carried.reworded:
            yield "  Worded differently, so check that the answers still fit:"
            for reworded in carried.reworded:
                yield f"    “{reworded.old}”"
                yield f"      is now “{reworded.new}”"

    def _name(self, path: str) -> str:
        row = address.row_of(path)
        return self.rules.name(self.rules.fields[address.of_every_row(path)], row[1] if row else None)


def _count(kept: int, every: int) -> str:
    if every == 0:
        return "There are no answers to carry over."
    if kept < every:
        return f"{kept} of {every} answers carry over."
    return f"All {every} answers carry over." if every > 1 else "The only answer carries over."
