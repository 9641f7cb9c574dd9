"""What a person asks of the list of returns, as it stands in the page's address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from formwright.record.store import Wanted

PAGE = 50
"""How many returns a page of the list has."""


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
        given = {f.name: arguments.get(f.name, "").strip() for f in fields(cls) if f.name != "page"}
        page = arguments.get("page", "1")
        return cls(**given, page=max(1, int(page)) if re.fullmatch("[0-9]{1,7}", page) else 1)

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
        asked = replace(self, page=page or self.page)
        given = {f.name: str(getattr(asked, f.name)) for f in fields(asked)}
        query = urlencode({name: value for name, value in given.items() if value and (name, value) != ("page", "1")})
        return f"/returns?{query}" if query else "/returns"
