"""Lists that are shown a page at a time: which page was asked for, what it has of all, and where it is."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

PAGE = 50
"""How many rows a page of a list has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """Page `page` of `pages`, counted from 1, of a list with `total` rows."""

    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * PAGE, self.total)


def place(total: int, asked: int) -> tuple[int, int]:
    """The page that is shown where this one is asked for, and how many there are."""
    pages = max(1, -(-total // PAGE))
    return min(asked, pages), pages


def typed(kind: type[Any], arguments: Mapping[str, str]) -> dict[str, Any]:
    """What an address has for the fields of a kind of question: texts, and the page, which is 1 where it is none."""
    given = {each.name: arguments.get(each.name, "").strip() for each in fields(kind) if each.name != "page"}
    page = arguments.get("page", "1")
    return given | {"page": max(1, int(page)) if re.fullmatch("[0-9]{1,7}", page) else 1}


def address(path: str, asked: Any, usual: Collection[tuple[str, str]] = ()) -> str:
    """Where a list shows what is asked; what is as usual is left out."""
    given = {each.name: str(getattr(asked, each.name)) for each in fields(asked)}
    left_out = {("page", "1"), *usual}
    query = urlencode({name: value for name, value in given.items() if value and (name, value) not in left_out})
    return f"{path}?{query}" if query else path
