"""The returns that a record has, each with what happened to it that a list says."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from formwright.answers import spelling
from formwright.errors import CannotRun
from formwright.misspelt import did_you_mean
from formwright.model.basis import Basis
from formwright.pipelines import acting
from formwright.record.events import What
from formwright.record.store import Record, Wanted
from formwright.reports.record_list import Listed

BATCH = 500


def listed(record: Record, wanted: Wanted, today: date) -> Iterator[Listed]:
    instead = {old: record.one(new) for old, new in record.superseded().items()}
    unusable = {event.sha256 for event in record.events(What.NOT_USABLE)}
    handled = {event.sha256: str(event.more.get("who") or "") for event in record.events(What.HANDLED)}
    actions = acting.wanted(record, (), today)  # when they are due makes no difference
    found = record.returns(wanted)
    while some := list(islice(found, BATCH)):
        still_open = acting.open_in(record, actions, (one.sha256 for one in some))
        for one in some:
            new = instead.get(one.sha256)
            is_set_aside = one.form is None and one.sha256 in unusable
            by = handled.get(one.sha256) if is_set_aside else None
            count = still_open.get(one.sha256, 0)
            yield Listed(one, record.came(one.sha256), new.file if new else None, is_set_aside, by, count)


def understood(record: Record, wanted: Wanted, basis: Basis) -> Wanted:
    """The same. Raises CannotRun where it asks for what no return can be: a list that is empty for that reason would
    look as if there were none."""
    for month in filter(None, (wanted.month, wanted.received)):
        if not spelling.is_date(f"{month}-01"):
            raise CannotRun(f"'{month}' is not a month.", "Write it as 2014-01.")
    for day in filter(None, (wanted.since, wanted.until)):
        if not spelling.is_date(day):
            raise CannotRun(f"'{day}' is not a date.", "Write it as 2014-01-15.")
    there = record.facets()
    areas = [area.id for area in basis.framework.service_areas] if basis.framework else []
    _known("form", wanted.form, (*there["form"], *(form.identity.id for form in basis.forms)))
    _known("service area", wanted.area, (*there["area"], *areas))
    _known("judgement", wanted.judgement, there["judgement"])
    return wanted


def _known(what: str, id: str | None, ids: Iterable[str]) -> None:
    known = sorted(filter(None, dict.fromkeys(ids)))
    if id and known and id not in known:
        raise CannotRun(f"There is no {what} '{id}'.", did_you_mean(id, known) or f"Choose from: {', '.join(known)}.")
