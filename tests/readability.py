"""How hard the forms' questions and instructions are to read, as the age at which a reader manages them.

`python -m tests.readability` lists the ten hardest, each with its age. The age is the Flesch-Kincaid grade and 5 years:
longer sentences and longer words raise it. Words of the field that have no plainer equivalent count as two syllables.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from formwright.definitions.library import load
from formwright.document import prose
from formwright.document.nodes import Block, BulletList, Inlines, NumberedList, Paragraph, Table
from formwright.model.form import Form, Questions

ROOT = Path(__file__).parents[1]
OLDEST = 13.0  # years
SHORTEST = 5  # words: in fewer, one long word decides

KNOWN = frozenset(
    "actuarial adoption agency agencies allocated allocation appendix assessment chronology compliance genogram"
    " inadequate improvement intervention judgement management manager outstanding performance permanence practitioner"
    " procedures proceedings referral referrer solicitor statutory supervisee supervision"
    " supervisor".split()
)
"""Words of the field: whoever fills in these forms reads them every day."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One question with its guidance, or one instruction; `where` is the form and what in it."""

    where: str
    text: str

    @property
    def age(self) -> float:
        return reading_age(self.text)


def reading_age(text: str) -> float:
    """The age of a reader who manages this text, in years. Each line and each sentence counts as a sentence."""
    sentences = [s for line in text.split("\n") for s in re.split(r"(?<=[.!?:;])\s+", line) if _words(s)]
    words = [word for sentence in sentences for word in _words(sentence)]
    if not words:
        return 0.0
    length = len(words) / len(sentences)
    return 0.39 * length + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 + 5


def syllables(word: str) -> int:
    """About as many as it is spoken with: groups of vowels, without a silent e. Abbreviations count as one word."""
    plain = word.lower().removesuffix("'s").replace("'", "")
    if plain in KNOWN or plain.removesuffix("s") in KNOWN:
        return 2
    if word.isupper():
        return 1
    groups = len(re.findall(r"[aeiouy]+", plain))
    groups += len(re.findall(r"i[ao]|[iu]ous|ying", plain)) - len(re.findall(r"[ctsg]i[ao]", plain))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouscgxz]es$|[aeiouy]le?$", plain) and re.search(r"ed?s?$", plain):
        groups -= 1
    return max(1, groups)


def passages(root: Path = ROOT) -> list[Passage]:
    """Every question and instruction of a framework's forms that has enough words to be measured."""
    found = [passage for form in load(root).forms for passage in _of(form)]
    return [passage for passage in found if len(_words(passage.text)) >= SHORTEST]


def hardest(root: Path = ROOT, number: int = 10) -> list[Passage]:
    return sorted(passages(root), key=lambda passage: -passage.age)[:number]


def _of(form: Form) -> Iterator[Passage]:
    name = form.identity.id
    yield from _instruction(f"{name}: introduction", form.introduction)
    for section in form.sections:
        yield from _instruction(f"{name}: {section.id}", section.text)
        if isinstance(section.content, Questions):
            for question in section.content.questions:
                asked = f"{prose.plain(prose.inlines(question.ask, _as_it_is))}\n{_plain(question.guidance)}"
                yield Passage(f"{name}: {section.id}.{question.id}", asked.strip())
        yield from (
            Passage(f"{name}: {field.path}", field.hint)
            for field in section.fields
            if field.hint and "[" not in field.path
        )


def _instruction(where: str, text: str | None) -> Iterator[Passage]:
    if text:
        yield Passage(where, _plain(text))


def _plain(text: str | None) -> str:
    return "\n".join(_lines(prose.blocks(text, _as_it_is))) if text else ""


def _as_it_is(target: str, children: Inlines) -> Inlines:
    return children


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(children):
                yield prose.plain(children)
            case BulletList(items) | NumberedList(items):
                for item in items:
                    yield from _lines(item)
            case Table(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from _lines(cell)
            case _:
                raise TypeError(f"An instruction holds {type(block).__name__}")


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", text)


if __name__ == "__main__":
    for hard in hardest():
        shown = " ".join(hard.text.split())
        sys.stdout.write(f"{hard.age:5.1f} years  {hard.where}\n             {shown[:150]}\n")
