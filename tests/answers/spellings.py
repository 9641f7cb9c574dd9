"""Texts in every spelling that people and programs give to answers, and a form that asks for one of each kind."""

from dataclasses import replace

from hypothesis import strategies as st
from tests.samples import SMALL

from formwright.answers.kinds import KINDS, Kind, Source
from formwright.definitions.library import Library
from formwright.model.form import Choice, Field, Fields, Form, Section
from formwright.model.identity import Identity

# Every kind of space, and what only joins, turns or varies letters.
_UNSEEN = [*" \t\n\r\v\f\0\x1b\x7f\x85\xa0\u1680\u2003\u2009\u200b\u200d\u200e\u2028\u2029\u202f\u205f\u2060\u3000"]
_UNSEEN += [*"\ufeff\xad\u034f\u061c\u115f\u2800\u3164\ufe0f\uffa0\U000e0020\U0001d173", "\r\n", " " * 40]
_NUMBERS = """
    0 00 007 1 2 4 5 12 2014 12345678901234567890 0.0 2.0 2.50 .5 5. 1,000 1e5 1E-3 1e400 2e0 0x10 0b1 1_000 -0 +1 −1
    ½ ² １２ ٣ Ⅳ ① 1\u20e3 1\u0301 Infinity NaN null ~ true yes no Yes
""".split()
_ADDRESSES = "a@b a@b.example.org o'neil+x@example.org a@@b a@b@c @b a@ a＠b a@b\u200bc".split()
_DAYS = """
    2014-01-15 2014-02-29 2012-02-29 2014-02-30 2014-1-5 0014-01-15 1899-12-31 1900-01-01 2099-12-31 2100-01-01 20140115
    2014-W03-3 2014-01-15T00:00 15/01/2014 ２０１４-01-15 -2014-01-15 2014‑01‑15
""".split()
_SIGNS = [*"+-−–—‐﹣－.,·٫'’\"“;:#@＠&|<>%/\\()[]{}!?=*_~`^$€"]
_LETTERS = [*"aéß", "e\u0301", "\u0301", "İ", "ı", "الاسم", "漢字", "👩\u200d👧", "😀", "\ue000", "\U0010ffff", "ok"]

_PIECES = (
    st.sampled_from([*_UNSEEN, *_NUMBERS, *_ADDRESSES, *_DAYS, *_SIGNS, *_LETTERS])
    | st.integers(-(10**6), 10**6).map(str)
    | st.decimals(-1000, 1000, places=2).map(str)
    | st.dates().map(str)
    | st.characters(exclude_categories=["Cs"])
)
_ROUND = st.sampled_from(["", *_UNSEEN])
TEXTS = st.lists(_PIECES, max_size=4).map("".join) | st.tuples(
    _ROUND, st.sampled_from([*_NUMBERS, *_ADDRESSES, *_DAYS, "ok"]), _ROUND
).map("".join)
"""Most are nearly an answer of some kind."""


def _field(kind: Kind) -> Field:
    choices = {
        Source.SCALE: tuple(Choice(n, f"{n} – {word}") for n, word in enumerate(("Best", "Good", "Fair", "Bad"), 1)),
        Source.LIST: (Choice("ok", "All is well"), Choice("a", "Other")),
    }
    options = kind.options
    given = choices[options] if isinstance(options, Source) else tuple(Choice(v, w) for v, w in kind.fixed) or None
    return Field(f"all.{kind.name.replace('-', '_')}", kind.words.title, kind.name, choices=given)


FIELDS = {kind.name: _field(kind) for kind in KINDS.values()}
"""One of each kind, by the kind's name."""

FORM = Form(
    Identity("each-kind", "form", "One of each kind", "1.0", "2026-01-02", "For tests.", "Nobody", digest="0" * 64),
    (Section("all", "All", Fields(tuple(FIELDS.values()))),),
    nobody="It is for tests.",
)
LIBRARY: Library = replace(SMALL, definitions=(FORM,))
