"""What a field's cell says before anybody has written in it: its prompt, and what helps to fill it in.

Programs lose the mark by which Word knows a prompt, so it is known by what it says.
"""

from collections.abc import Sequence

from lxml.etree import _Element as Element

from formwright.answers import word
from formwright.answers.word import NO_ANSWER, WORDS_OWN
from formwright.model.form import Field
from formwright.readers.word.package import W
from formwright.readers.word.text import plain


def prompts(field: Field) -> frozenset[str]:
    return frozenset({plain(word.prompt(field.kind, field.label, _labels(field))), *WORDS_OWN})


def helps(field: Field, listed: Sequence[str] = ()) -> frozenset[str]:
    """What can stand below an answer. `listed` are the options of the file's own drop-down, which in a file of another
    version may be others than those of the field."""
    counted = field.counts.grade if field.counts else None
    said: list[str] = []
    for options in filter(None, (_labels(field), listed)):
        said += word.helps(field.kind, field.help, options, counted)
        said.append(word.boxes(field.kind, options))
    if field.choices is None:
        said += word.helps(field.kind, field.help, [], counted)
    return frozenset(map(plain, filter(None, said)))


def listed(control: Element | None) -> list[str]:
    """The options of a drop-down as it stands in a file."""
    found = control.iter(f"{W}listItem") if control is not None else ()
    return [text for item in found if (text := item.get(f"{W}displayText")) and text != NO_ANSWER]


def says_nothing(field: Field, text: str) -> bool:
    """Whether a drop-down stands on its first entry, which takes an answer back."""
    labels = map(plain, _labels(field))
    return field.choices is not None and plain(text) == NO_ANSWER and NO_ANSWER not in labels


def _labels(field: Field) -> list[str]:
    return [choice.label for choice in field.choices or ()]
