"""What is known while a document is drawn: what the whole has used up, and where a block stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from formwright.answers.word import HELP_STYLE
from formwright.document.nodes import Escalation, Fields, Heading, Questions, Repeat
from formwright.writers.word import lists
from formwright.writers.word.controls import short_alias
from formwright.writers.word.picture import Picture

FormBlock = Fields | Questions | Repeat | Escalation


@dataclass(slots=True)
class Draft:
    """What is known of the whole document while its blocks are drawn one after the other: the one
    thing here that changes, as ids, links and lists are counted through the document. `paged` says that
    contents tell the page. `under` is the heading last drawn, `level` its level (0 before the first);
    `just_headed` says that nothing has been drawn since. `guided` says that some question says what to look for;
    `dense` that this is a readable copy."""

    answers: Mapping[str, str]
    bookmarks: Mapping[str, str]
    headings: tuple[Heading, ...]
    form: "DrawForm"
    paged: bool = False
    guided: bool = False
    dense: bool = False
    numbers_used: int = 0
    under: str = ""
    level: int = 0
    just_headed: bool = False
    aliases: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    counts: list[tuple[int, int, int]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def number(self, room: int = 1) -> int:
        """A number that is free, and the `room` - 1 after it."""
        first = self.numbers_used + 1
        self.numbers_used += room
        return first

    def link(self, href: str) -> str:
        self.links.append(href)
        return f"rIdLink{len(self.links) - 1}"

    def head(self, part: str) -> str:
        """The id of a part that stands at the head of pages."""
        self.heads.append(part)
        return f"rIdHead{len(self.heads) - 1}"

    def picture(self, shown: Picture) -> tuple[str, str]:
        """The ids of a picture's two parts: PNG, SVG."""
        self.pictures.append(shown)
        n = len(self.pictures) - 1
        return f"rIdPng{n}", f"rIdSvg{n}"

    def count(self, look: int, level: int, start: int) -> int:
        self.counts.append((look, level, start))
        return lists.FIRST_FREE + len(self.counts) - 1

    def alias(self, label: str) -> str:
        alias = short_alias(label, self.aliases)
        self.aliases.add(alias)
        return alias


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks stand: how wide it is there and in which styles; `level` counts the lists round them.
    `landscape`: the page is on its side."""

    width: int
    text: str = "BodyText"
    bullet: str = "ListBullet"
    number: str = "ListNumber"
    bullets: int = lists.BULLETS
    numbers: int = lists.NUMBERS
    level: int = 0
    landscape: bool = False

    @property
    def running(self) -> bool:
        """Whether this is running text. In a cell, a paragraph that stays with the next would hold rows together."""
        return self.bullets == lists.BULLETS

    def in_cell(self, width: int, text: str = "TableText") -> "Setting":
        item = "GuidanceList" if text == HELP_STYLE else "TableList"
        return Setting(width - 200, text, item, item, lists.NARROW_BULLETS, lists.NARROW_NUMBERS)


DrawForm = Callable[[FormBlock, Draft, Setting], str]
