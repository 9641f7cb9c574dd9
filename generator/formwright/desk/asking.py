"""What a person asks of the list of returns, as it stands in the page's address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from formwright.answers import spelling
from formwright.desk import paging
from formwright.desk.forms import as_day
from formwright.desk.words import EXAMPLE
from formwright.pipelines import acting
from formwright.record.store import Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they were typed or chosen, "" where they were not; and the page, from 1."""

    month: str = ""
    received: str = ""
    form: str = ""
    area: str = ""
    status: str = ""
    judgement: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Asked":
        return cls(**paging.typed(cls, arguments))

    @property
    def problem(self) -> str | None:
        """What is wrong with it, in words."""
        for name in ("month", "received"):
            written = getattr(self, name)
            if written and not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", written):
                return f"“{written}” is not a month. Write January 2014 as 2014-01."
        return None

    @property
    def is_filtered(self) -> bool:
        return self != Asked(page=self.page)

    @property
    def wanted(self) -> Wanted:
        is_usable = self.problem is None
        return Wanted(
            month=self.month or None if is_usable else None,
            received=self.received or None if is_usable else None,
            form=self.form or None,
            area=self.area or None,
            status=self.status or None,
            judgement=self.judgement or None,
            text=self.words or None,
        )

    def address(self, page: int | None = None) -> str:
        """Where the list shows this; `page` may be another."""
        return paging.address("/returns", replace(self, page=page or self.page))


@dataclass(frozen=True, slots=True)
class AskedActions:
    """The same of the list of actions. `nobody` is chosen for those that nobody is named for."""

    state: str = "open"
    team: str = ""
    area: str = ""
    person: str = ""
    nobody: str = ""
    form: str = ""
    case: str = ""
    until: str = ""
    page: int = 1

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "AskedActions":
        given = paging.typed(cls, arguments)
        return cls(**(given | {"state": given["state"] or "open"}))

    @property
    def problem(self) -> str | None:
        if self.until and not spelling.is_date(as_day(self.until)):
            return f"“{self.until}” is not a date. Write it as {EXAMPLE}."
        return None

    @property
    def is_filtered(self) -> bool:
        return self != AskedActions(page=self.page)

    @property
    def wanted(self) -> dict[str, object]:
        """What `acting.wanted` is asked for."""
        return {
            "states": acting.ASKED.get(self.state, ()),
            "team": self.team or None,
            "area": self.area or None,
            "person": "" if self.nobody else self.person or None,
            "form": self.form or None,
            "case_id": self.case or None,
            "until": as_day(self.until) if self.until and self.problem is None else None,
        }

    def address(self, page: int | None = None) -> str:
        """Where the list shows this; `page` may be another."""
        return paging.address("/actions", replace(self, page=page or self.page), [("state", "open")])
