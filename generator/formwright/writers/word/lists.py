"""How lists are numbered and indented: Word's numbering part."""

from collections.abc import Sequence

from formwright.writers.word.markup import DECLARATION, NAMESPACES

BULLETS, NUMBERS, NARROW_BULLETS, NARROW_NUMBERS = 1, 2, 3, 4
"""The four looks of a list: in running text, and in cells, where room is short."""

FIRST_FREE = 5
"""Each numbered list counts for itself, so it has a number of its own, from this one on."""

_BULLETS = ("•", "–", "▪")
_NUMBERS = (("decimal", "%{}."), ("lowerLetter", "%{}."), ("lowerRoman", "%{}."))
DEEPEST = 8


def step(look: int) -> int:
    """How far each level of a list stands in, in twentieths of a point."""
    return 397 if look in (BULLETS, NUMBERS) else 284


def numbering(lists: Sequence[tuple[int, int, int]]) -> str:
    """The part: the four looks, then for each numbered list (look, level, first number) its own count."""
    looks = (BULLETS, NUMBERS, NARROW_BULLETS, NARROW_NUMBERS)
    plain = "".join(f'<w:num w:numId="{look}"><w:abstractNumId w:val="{look}"/></w:num>' for look in looks)
    own = "".join(_own_count(FIRST_FREE + n, *own) for n, own in enumerate(lists))
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{''.join(map(_look, looks))}{plain}{own}</w:numbering>"


def _look(look: int) -> str:
    levels = "".join(_level(look, level) for level in range(DEEPEST + 1))
    return (
        f'<w:abstractNum w:abstractNumId="{look}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )


def _level(look: int, level: int) -> str:
    if look in (BULLETS, NARROW_BULLETS):
        kind, text = "bullet", _BULLETS[level % 3]
    else:
        kind, text = _NUMBERS[level % 3]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{step(look) * (level + 1)}" w:hanging="{step(look)}"/></w:pPr></w:lvl>'
    )


def _own_count(number: int, look: int, level: int, start: int) -> str:
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{look}"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
    )
