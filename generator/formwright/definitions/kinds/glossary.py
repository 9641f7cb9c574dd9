"""The handbook's glossary: the abbreviations in what the handbook says, and what they mean."""

import re
from collections import abc
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from formwright.definitions import abbreviations
from formwright.definitions.chapters import Passage
from formwright.definitions.written import text
from formwright.diagnostics import Diagnostic, error, warning
from formwright.marked import Mapping, Marked
from formwright.misspelt import did_you_mean
from formwright.model.framework import ShortName
from formwright.model.handbook import Term


def check(marked: Marked, passages: Sequence[Passage], compiled: Iterable[Marked]) -> Iterator[Diagnostic]:
    """Every abbreviation in the chapters, and in what the handbook compiles in, is in the glossary."""
    compiled = list(compiled)
    known = abbreviations.known_by(marked)
    small = abbreviations.small_words(compiled, passages)
    words = [*(found for passage in passages for found in abbreviations.in_passage(passage))]
    words += [found for one in compiled for found in abbreviations.in_definition(one)]
    reported: set[str] = set()
    for word, place in words:
        if word not in reported and abbreviations.is_unknown(word, known, small):
            reported.add(word)
            near = did_you_mean(word, sorted(known))
            hint = f"{near} If not, add it to the glossary." if near else "Add it to handbook/glossary.yaml."
            yield error("handbook/unknown-term", place(), f"'{word}' is not in the glossary.", hint)


def unused(marked: Marked, said: str) -> Iterator[Diagnostic]:
    """Each term that is in nothing of what is said."""
    said = said.casefold()
    for n, raw in enumerate(marked.data["terms"]):
        term = str(raw["term"])
        spellings = [term.split(" (")[0], *term.split(" / ")]
        if not any(s.casefold() in said for s in spellings):
            place = marked.place("terms", n, "term")
            yield warning("handbook/unused-term", place, f"Nothing in the handbook mentions '{term}'.", "Delete it.")


def short_names(data: abc.Mapping[str, Any]) -> tuple[ShortName, ...]:
    """The abbreviations that the glossary has in full: whose meaning begins with the words that they stand for."""
    found = []
    for raw in data["terms"]:
        for short in str(raw["term"]).split(" / "):
            if in_full := _in_full(short, str(raw.get("means", ""))):
                found.append(ShortName(short, in_full))
    return tuple(found)


def _in_full(short: str, means: str) -> str:
    """The words at the beginning of a meaning whose first letters are those of the abbreviation."""
    if not abbreviations.is_one(short):
        return ""
    left = short.casefold()
    words = list(re.finditer(r"[^\W\d_][\w’']*|&", " ".join(means.split())))
    for word in words:
        if word[0][0].casefold() == left[0]:
            left = left[1:]
        elif word[0] not in ("&", "and", "of", "for", "the", "in"):
            return ""
        if not left:
            said = " ".join(means.split())[: word.end()]
            is_name = any(each[0][0].isupper() for each in words[1:] if each.end() <= word.end())
            return said if is_name else said[0].lower() + said[1:]
    return ""


def build(data: Mapping) -> tuple[Term, ...]:
    return tuple(Term(str(raw["term"]), str(raw["means"]), text(raw.get("note"))) for raw in data["terms"])
