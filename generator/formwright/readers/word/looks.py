"""Looks that change what a text says: hidden, struck through, or drawn as symbols. Text has one of
itself, by its own style, or by that of its paragraph or of its table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from formwright.readers.word.package import W

_MOST_BASES = 20  # styles that one style goes back to; Word allows eleven
_SYMBOL_FACES = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett", "mt extra")
_HIDDEN, _STRUCK = ("vanish",), ("strike", "dstrike")


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of some text, each None where nothing is."""

    is_hidden: bool | None = None
    is_struck: bool | None = None
    is_symbols: bool | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of a file's styles by id, of those that hold where none is named by their kind, and of
    everything that has no style at all."""

    by_id: Mapping[str, Look] = field(default_factory=dict)
    by_kind: Mapping[str, Look] = field(default_factory=dict)
    of_all: Look = Look()

    def around(self, content: Element) -> tuple[Look, ...]:
        """What the paragraph and the table say that this stands in, the nearest first."""
        paragraph = next(content.iterancestors(f"{W}p", f"{W}tc", f"{W}txbxContent"), None)
        table = next(content.iterancestors(f"{W}tbl", f"{W}txbxContent"), None)
        found = [self.paragraph(paragraph)] if paragraph is not None and paragraph.tag == f"{W}p" else []
        if table is not None and table.tag == f"{W}tbl":
            found.append(self._named(table.find(f"{W}tblPr/{W}tblStyle"), "table"))
        return (*found, self.of_all)

    def paragraph(self, paragraph: Element) -> Look:
        return self._named(paragraph.find(f"{W}pPr/{W}pStyle"), "paragraph")

    def run(self, properties: Element | None, around: tuple[Look, ...]) -> Look:
        """How a run is shown. Where two styles speak, programs do not agree on which holds: what one of
        them hides or strikes through is taken for hidden or struck through."""
        if properties is None:
            own, style = Look(), self._named(None, "character")
        else:
            own, style = _said(properties), self._named(properties.find(f"{W}rStyle"), "character")
        styles = (style, *around)
        return Look(
            any(each.is_hidden for each in styles) if own.is_hidden is None else own.is_hidden,
            any(each.is_struck for each in styles) if own.is_struck is None else own.is_struck,
            _first(each.is_symbols for each in (own, *styles)),
        )

    def _named(self, name: Element | None, kind: str) -> Look:
        known = None if name is None else self.by_id.get(name.get(f"{W}val", ""))
        return known or self.by_kind.get(kind, Look())


def looks(styles: Element | None) -> Looks:
    """What the styles of a file say."""
    if styles is None:
        return Looks()
    every = {each.get(f"{W}styleId", ""): each for each in styles.iter(f"{W}style")}
    by_id = {name: _with_bases(name, every) for name in every}
    by_kind = {
        each.get(f"{W}type", ""): by_id[name]
        for name, each in every.items()
        if each.get(f"{W}default") in ("1", "true", "on")
    }
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Looks(by_id, by_kind, Look() if defaults is None else _said(defaults))


def _with_bases(name: str, every: Mapping[str, Element]) -> Look:
    """What a style says together with those that it is based on: the nearest that says anything."""
    line: list[Look] = []
    while name in every and len(line) < _MOST_BASES:
        line.append(_of_style(every[name]))
        base = every[name].find(f"{W}basedOn")
        name = "" if base is None else base.get(f"{W}val", "")
    return Look(
        _first(each.is_hidden for each in line),
        _first(each.is_struck for each in line),
        _first(each.is_symbols for each in line),
    )


def _of_style(style: Element) -> Look:
    """A table's style also says how its first row looks, its last column and so on: what is so anywhere
    is taken to be so everywhere."""
    said = [_said(each) for each in (*style.findall(f"{W}rPr"), *style.findall(f"{W}tblStylePr/{W}rPr"))]
    return Look(
        _any(each.is_hidden for each in said),
        _any(each.is_struck for each in said),
        _any(each.is_symbols for each in said),
    )


def _said(properties: Element) -> Look:
    return Look(
        _any(_switch(properties, name) for name in _HIDDEN),
        _any(_switch(properties, name) for name in _STRUCK),
        _symbols(properties.find(f"{W}rFonts")),
    )


def _switch(properties: Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in ("0", "false", "off")


def _symbols(faces: Element | None) -> bool | None:
    """Whether letters are drawn as symbols. A theme's typeface goes before one that is named."""
    if faces is None:
        return None
    named = [
        faces.get(f"{W}{kind}", "").lower()
        for kind in ("ascii", "hAnsi")
        if faces.get(f"{W}{kind}") and not faces.get(f"{W}{kind}Theme")
    ]
    if any(name in _SYMBOL_FACES for name in named):
        return True
    return False if named or faces.get(f"{W}asciiTheme") or faces.get(f"{W}hAnsiTheme") else None


def _first(said: Iterable[bool | None]) -> bool | None:
    return next((each for each in said if each is not None), None)


def _any(said: Iterable[bool | None]) -> bool | None:
    """Whether any says so; None where none says anything."""
    found = [each for each in said if each is not None]
    return any(found) if found else None
