"""What is suggested for a word that is not known."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.misspelt import Names, nearest, slip

KNOWN = [
    "in",
    "how",
    "1.4",
    "1.10",
    "2A",
    "team-manager",
    "head-of-service",
    "details.child_status",
    "actions[].urgent",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("n", "in"),
        ("hwo", "how"),
        ("hoow", "how"),
        ("14", "1.4"),
        ("1,10", "1.10"),
        ("2a", "2A"),
        ("“2A”", "2A"),
        ("Team Manager", "team-manager"),
        ("team_manger", "team-manager"),
        ("head-of-services", "head-of-service"),
        ("head of the service", "head-of-service"),
        ("details.child-status", "details.child_status"),
        ("detailschild_status", "details.child_status"),
        ("detials.child_status", "details.child_status"),
        ("actions.urgent", "actions[].urgent"),
        ("chief-executive", None),
        ("x", None),
    ],
)
def test_the_nearest_known_word_is_suggested(written: str, meant: str | None) -> None:
    assert nearest(written, KNOWN) == meant


# --- however many words are known ------------------------------------------------------------

LETTERS = "aab12-"
words = st.text(LETTERS, min_size=1, max_size=14)


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A word, and words that are known: some much like it, most like each other."""
    known = draw(st.lists(words, min_size=1, max_size=6))
    letters = list(draw(st.sampled_from(known)))
    for at in draw(st.lists(st.integers(0, 13), max_size=4)):
        match draw(st.integers(0, 3)):
            case 0:
                letters.insert(at, draw(st.sampled_from(LETTERS)))
            case 1:
                letters[at : at + 1] = []
            case 2:
                letters[at : at + 1] = draw(st.sampled_from(LETTERS))
            case _:
                letters[at : at + 2] = letters[at : at + 2][::-1]
    return "".join(letters), known


@given(misspelt())
def test_none_that_is_nearer_is_overlooked(case: tuple[str, list[str]]) -> None:
    word, known = case
    near = Names(known).nearest(word)

    assert near == _nearest_by_looking_at_each(word, known)
    assert near is None or near in set(Names(known).alike(word))


@given(misspelt())
def test_all_that_are_a_slip_away_are_found(case: tuple[str, list[str]]) -> None:
    word, known = case

    assert sorted(Names(known).slips(word)) == sorted(name for name in known if _slips(word, name) is not None)


@given(misspelt())
def test_the_words_that_are_alike_are_those_that_each_alone_would_be_suggested(case: tuple[str, list[str]]) -> None:
    word, known = case

    assert sorted(Names(known).alike(word)) == sorted(name for name in known if nearest(word, [name]))


def test_a_known_word_is_found_among_thousands_like_it() -> None:
    known = Names(f"section-{n}-of-this-form" for n in range(5000))

    assert known.nearest("secton-4711-of-this-form") == "section-4711-of-this-form"
    assert slip("secton-4711-of-this-form", known) == "section-4711-of-this-form"


def _nearest_by_looking_at_each(word: str, known: list[str]) -> str | None:
    """What `nearest` says it finds, worked out from the table of distances of each word."""
    plain = {_plain(name): name for name in reversed(known)}
    wanted = _plain(word)
    if not any(letter.isalpha() for letter in word):
        plain = {p: name for p, name in plain.items() if len(p) != len(wanted) or sorted(p) == sorted(wanted)}
    ranked = [
        (slips, p[:1] != wanted[:1], -SequenceMatcher(None, wanted, p).ratio(), name)
        for p, name in plain.items()
        if (slips := _slips(word, name)) is not None
    ]
    if ranked or not any(letter.isalpha() for letter in word):
        return min(ranked)[3] if ranked else None
    alike = max(((SequenceMatcher(None, p, wanted).ratio(), p) for p in plain), default=(0.0, ""))
    return plain[alike[1]] if alike[0] >= 0.6 else None


def _plain(word: str) -> str:
    return " ".join(word.replace("-", " ").split())


def _slips(word: str, name: str) -> int | None:
    """The distance in slips by the usual table: letters added, left out, changed, swapped with their neighbour."""
    one, other = _plain(word), _plain(name)
    table = {(i, -1): i + 1 for i in range(-1, len(one))} | {(-1, j): j + 1 for j in range(-1, len(other))}
    for i, letter in enumerate(one):
        for j, there in enumerate(other):
            steps = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (letter != there)]
            if i and j and one[i - 1] == there and letter == other[j - 1]:
                steps.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(steps)
    slips = table[len(one) - 1, len(other) - 1]
    return slips if slips <= (1 if len(one) <= 4 else 2 if len(one) <= 10 else 3) else None
