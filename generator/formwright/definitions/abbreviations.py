"""Abbreviations in texts: capitals that a reader may have to look up. Words in capitals for emphasis are none."""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import partial
from typing import Any

from formwright.definitions.chapters import Passage
from formwright.definitions.spots import spot
from formwright.definitions.written import Steps, scalars
from formwright.marked import Marked, once
from formwright.places import Place

Found = tuple[str, Callable[[], Place]]
"""A word, and where it stands: worked out only where it is spoken of."""

# Two capitals or more, perhaps with small letters among them: ICS, CfC, IROs.
_ABBREVIATION = re.compile(r"(?<![\w#&])[A-Z][a-z]?[A-Z][A-Za-z]*(?![\w])")
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_TARGET = re.compile(r"\]\([^)]*\)")
_SILENT = frozenset("id kind control choices scale appendix standards term not_terms aliases source_note note".split())
_ROMAN = re.compile(r"[IVX]{2,}")
_LONG = 8  # letters: longer than any abbreviation
_EMPHASIS = frozenset(
    "a all also always and any are as ask at be before after both but by can cannot check confidential do does done"
    " draft each either else every first for from has have if immediately important in into is it last less may"
    " mandatory more most must neither never new no nor not note now of off on once one only optional or other out own"
    " please read required should so stop than that the then these this those to too two under until up urgent very"
    " warning was we were what when where which who why will with within without you your yes".split()
)


def is_one(word: str) -> bool:
    return _ABBREVIATION.fullmatch(word) is not None


def in_passage(passage: Passage) -> Iterator[Found]:
    for found in _found(passage.text):
        yield found.group(), partial(passage.place_at, found.start())


def in_definition(marked: Marked) -> Iterator[Found]:
    """Those in a definition's texts."""
    for at, word, start in _written_in(marked):
        yield word, partial(_place, marked, start, at)


@once
def _written_in(marked: Marked) -> Iterator[tuple[Steps, str, int]]:
    for at, text in _texts(marked.data):
        for found in _found(text):
            yield at, found.group(), found.start()


def known_by(glossary: Marked) -> set[str]:
    """The words that a glossary explains, or says to be no abbreviations."""
    terms = [str(term["term"]) for term in glossary.data["terms"]]
    known = {word for term in terms for word in re.findall(r"[\w&]+", term)}
    return known | {str(word) for word in glossary.data.get("not_terms", ())}


def small_words(definitions: Iterable[Marked], passages: Iterable[Passage]) -> frozenset[str]:
    """The words that these write in small letters: in capitals they are the same words, with emphasis."""
    small = {word for passage in passages for word in _SMALL.findall(passage.text)}
    return frozenset(small.union(*map(_small_words, definitions)))


@once
def _small_words(marked: Marked) -> set[str]:
    return {word for _, text in _texts(marked.data) for word in _SMALL.findall(text)}


def is_unknown(word: str, known: Set[str], small: Set[str]) -> bool:
    if word in known or word.removesuffix("s") in known or _ROMAN.fullmatch(word):
        return False
    is_emphasis = word.isupper() and (word.lower() in _EMPHASIS or word.lower() in small or len(word) >= _LONG)
    return not is_emphasis


def _found(text: str) -> Iterator[re.Match[str]]:
    return _ABBREVIATION.finditer(_TARGET.sub(lambda found: "]" + " " * (len(found.group()) - 1), text))


def _texts(node: Any) -> Iterator[tuple[Steps, str]]:
    return ((at, text) for at, text in scalars(node) if _SILENT.isdisjoint(at))


def _place(marked: Marked, n: int, at: Steps) -> Place:
    return spot(marked, n, *at).place
