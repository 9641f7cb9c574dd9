"""A record in memory, until the real one can be used."""
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from formwright.record.events import Event, What
from formwright.record.rows import Return
from formwright.record.store import Record, Wanted


class Small(Record):
    def __init__(self) -> None:
        self.rows: list[Return] = []
        self.log: list[Event] = []

    def fits(self, r: Return, w: Wanted) -> bool:
        return all([
            w.month is None or (r.date or "").startswith(w.month),
            w.received is None or any(e.sha256 == r.sha256 and e.at.startswith(w.received) for e in self.log),
            *(getattr(w, n) in (None, getattr(r, n)) for n in ("form", "area", "team", "status", "judgement", "case_id")),
            w.text is None or any(w.text.lower() in (t or "").lower() for t in (r.case_id, r.file, r.auditor, r.team)),
        ])

    def returns(self, wanted: Wanted = Wanted(), first: int = 0, most: int | None = None) -> Iterator[Return]:
        found = [r for r in self.rows if self.fits(r, wanted)]
        yield from found[first : None if most is None else first + most]

    def count(self, wanted: Wanted = Wanted()) -> int:
        return sum(self.fits(r, wanted) for r in self.rows)

    def one(self, key: str) -> Return | None:
        return next((r for r in self.rows if key in (r.file, r.sha256)), None)

    def events(self, what: What | None = None, sha256: str | None = None) -> Iterator[Event]:
        return iter([e for e in self.log if what in (None, e.what) and sha256 in (None, e.sha256)])

    def superseded(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for e in self.log:
            if e.what is What.SUPERSEDED:
                found[e.sha256 or ""] = str(e.more["by"])
            elif e.what is What.REINSTATED:
                found.pop(e.sha256 or "", None)
        return found

    def add(self, events: Iterable[Event]) -> None:
        self.log += events

    def put(self, returns: Iterable[Return]) -> None:
        self.rows += returns
