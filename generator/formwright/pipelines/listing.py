"""The returns that a record has, each with what happened to it that a list says."""

from collections.abc import Iterator

from formwright.record.store import Record, Wanted
from formwright.reports.record_list import Listed


def listed(record: Record, wanted: Wanted) -> Iterator[Listed]:
    instead = {old: record.one(new) for old, new in record.superseded().items()}
    for one in record.returns(wanted):
        new = instead.get(one.sha256)
        yield Listed(one, record.came(one.sha256), new.file if new else None)
