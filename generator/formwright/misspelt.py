"""Which of the words that are known a misspelt one was meant to be."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

ALIKE = 0.6
"""How much of two words must be the same, by difflib's measure, for one to be taken for the other."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint for a misspelt word: the nearest known one, or None where none is near."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was meant: one slip of the fingers away, else much alike. Of numbers all are
    alike, and which one was meant instead of another nobody can tell: only a digit too many, too few or
    changed with its neighbour is taken for a slip."""
    return (known if isinstance(known, Names) else Names(known)).nearest(word)


def slip(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one is a slip of the fingers away from: a letter or two too many, too
    few, wrong or changed with its neighbour; capitals and what joins words do not count."""
    wanted = _bare(word)
    near = [(slips, name) for name in known if (slips := _slips(wanted, _bare(name))) is not None]
    return min(near, key=lambda one: _rank(wanted, *one))[1] if near else None


class Names:
    """Words that are known, in their order. To find the one that was meant costs little, however many
    there are: only those that share enough letters with it are looked at closely."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(words)
        self._near: dict[str, str | None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self._all

    def nearest(self, word: str) -> str | None:
        """As the function of this name finds it."""
        if word not in self._near:
            self._near[word] = self._nearest(word)
        return self._near[word]

    def slips(self, word: str) -> Iterator[str]:
        """Every word that this one is a slip of the fingers away from."""
        wanted = _bare(word)
        for bare in self._near_enough(wanted, _most(wanted)):
            if _slips(wanted, bare) is not None:
                yield from self._by_bare[bare]

    def alike(self, word: str) -> Iterator[str]:
        """Every word that would be the nearest to this one, were it the only one."""
        wanted = _bare(word)
        near = self._near_enough(wanted, _most(wanted))
        if not _has_letters(word):
            near = [bare for bare in near if _is_digits_slip(wanted, bare)]
        found = {bare for bare in near if _slips(wanted, bare) is not None}
        if _has_letters(word):
            found |= {bare for _, bare in self._shared(wanted) if bare not in found and _ratio(bare, wanted) >= ALIKE}
        for bare in found:
            yield from self._by_bare[bare]

    def _nearest(self, word: str) -> str | None:
        wanted = _bare(word)
        for slips in range(1, _most(wanted) + 1):
            near = self._one_off(wanted) if slips == 1 else self._near_enough(wanted, slips)
            if not _has_letters(word):
                near = [bare for bare in near if _is_digits_slip(wanted, bare)]
            found = [self._by_bare[bare][0] for bare in near if _is_within(slips, wanted, bare)]
            if found:
                return slip(word, found)
        return self._most_alike(wanted) if _has_letters(word) else None

    def _most_alike(self, wanted: str) -> str | None:
        best, found = ALIKE, ""
        for highest, bare in sorted(self._shared(wanted), reverse=True):
            if highest < best:
                break
            ratio = _ratio(bare, wanted)
            if (ratio, bare) >= (best, found):
                best, found = ratio, bare
        return self._by_bare[found][0] if found else None

    def _one_off(self, wanted: str) -> list[str]:
        """All that are one slip away, and some others: of both a letter can be left out so that the same is left."""
        return list({bare for less in _shortened(wanted) for bare in self._by_shortened.get(less, ())})

    # Words of a length, without what nobody takes notice of, each with a bit for its first a, its second a, its
    # first b …: two have as many letters in common as they have bits in common.

    def _near_enough(self, wanted: str, most: int) -> list[str]:
        """All that are no more slips away, and some others: by one slip at most one letter becomes another."""
        letters = self._letters_of(wanted)
        lengths = range(len(wanted) - most, len(wanted) + most + 1)
        return [
            bare
            for length in lengths
            for bare, there in self._by_length.get(length, ())
            if max(length, len(wanted)) - (letters & there).bit_count() <= most
        ]

    def _shared(self, wanted: str) -> Iterator[tuple[float, str]]:
        """Those that may be much alike, with how much that can be at most."""
        letters = self._letters_of(wanted)
        for length, words in self._by_length.items():
            both = length + len(wanted)
            for bare, there in words:
                if (highest := 2.0 * (letters & there).bit_count() / both if both else 1.0) >= ALIKE:
                    yield highest, bare

    def _letters_of(self, wanted: str) -> int:
        return sum(1 << bit for key in _counted(wanted) if (bit := self._bits.get(key)) is not None)

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def _by_bare(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            found[_bare(word)].append(word)
        return dict(found)

    @cached_property
    def _by_shortened(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for bare in self._by_bare:
            for less in _shortened(bare):
                found[less].append(bare)
        return dict(found)

    @cached_property
    def _bits(self) -> dict[tuple[str, int], int]:
        found: dict[tuple[str, int], int] = {}
        for bare in self._by_bare:
            for key in _counted(bare):
                found.setdefault(key, len(found))
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[tuple[str, int]]]:
        found: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for bare in self._by_bare:
            found[len(bare)].append((bare, self._letters_of(bare)))
        return dict(found)


def _bare(word: str) -> str:
    """A word without what people take no notice of: capitals, quotation marks, what joins its parts."""
    return re.sub(r"[\W_]+", " ", word.casefold()).strip()


def _shortened(word: str) -> set[str]:
    """The word, and all that is left of it without one of its letters."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _counted(word: str) -> Iterator[tuple[str, int]]:
    """Each letter of a word, with how often it came before."""
    seen: dict[str, int] = {}
    for letter in word:
        seen[letter] = before = seen.get(letter, -1) + 1
        yield letter, before


def _has_letters(word: str) -> bool:
    return re.search(r"[^\W\d]", word) is not None


def _is_digits_slip(wanted: str, bare: str) -> bool:
    return len(bare) != len(wanted) or sorted(bare) == sorted(wanted)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _rank(wanted: str, slips: int, word: str) -> tuple[int, bool, float, str]:
    bare = _bare(word)
    return slips, bare[:1] != wanted[:1], -_ratio(wanted, bare), word


def _most(wanted: str) -> int:
    """How many slips a word can have and still be known for another."""
    return 1 if len(wanted) <= 4 else 2 if len(wanted) <= 10 else 3


def _slips(wanted: str, bare: str) -> int | None:
    """How many letters were added, left out, changed or swapped with their neighbour; None where there are too
    many.

    A column of the usual table of distances is held as two numbers, which say by bits where it rises and where it
    falls from one row to the next (H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit
    distances, 2003)."""
    most = _most(wanted)
    if abs(len(wanted) - len(bare)) > most:
        return None
    if not wanted:
        return len(bare)
    places = _places(wanted)
    every, last = (1 << len(wanted)) - 1, 1 << (len(wanted) - 1)
    rises, falls, same, before, slips = every, 0, 0, 0, len(wanted)
    for letter in bare:
        here = places.get(letter, 0)
        swapped = (~same & here) << 1 & before
        same = ((here & rises) + rises ^ rises) | here | falls | swapped
        right_up, right_down = falls | ~(same | rises), same & rises
        slips += bool(right_up & last) - bool(right_down & last)
        right_up, right_down = right_up << 1 | 1, right_down << 1
        rises, falls, before = (right_down | ~(same | right_up)) & every, same & right_up & every, here
    return slips if slips <= most else None


def _is_within(most: int, wanted: str, bare: str) -> bool:
    slips = _slips(wanted, bare)
    return slips is not None and slips <= most


@lru_cache(64)
def _places(word: str) -> dict[str, int]:
    """Where each letter stands in a word, by bits."""
    found: dict[str, int] = {}
    for n, letter in enumerate(word):
        found[letter] = found.get(letter, 0) | 1 << n
    return found
