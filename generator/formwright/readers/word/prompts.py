"""What a field's cell says before anybody has written in it: its prompt, and what helps to fill it in.

Programs lose the mark by which Word knows a prompt, so it is known by what it says.
"""

from formwright.answers import word
from formwright.answers.word import NO_ANSWER, WORDS_OWN
from formwright.model.form import Field
from formwright.readers.word.text import plain


def prompts(field: Field) -> frozenset[str]:
    return frozenset({plain(word.prompt(field.kind, field.label, _labels(field))), *WORDS_OWN})


def helps(field: Field) -> frozenset[str]:
    """What can stand below an answer."""
    counted = field.counts.grade if field.counts else None
    boxes = word.boxes(field.kind, _labels(field))
    said = (*word.helps(field.kind, field.help, _labels(field), counted), *([boxes] if boxes else []))
    return frozenset(map(plain, said))


def says_nothing(field: Field, text: str) -> bool:
    """Whether a drop-down stands on its first entry, which takes an answer back."""
    labels = map(plain, _labels(field))
    return field.choices is not None and plain(text) == NO_ANSWER and NO_ANSWER not in labels


def _labels(field: Field) -> list[str]:
    return [choice.label for choice in field.choices or ()]
