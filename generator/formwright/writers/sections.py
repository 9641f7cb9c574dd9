"""The sections of a form on the screen: which heading each field is under, for the list beside the form."""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.document.nodes import Block, Blocks, Fields, Heading, Input, Questions, Repeat
from formwright.document.prose import plain


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with something to fill in below it. `paths` are those of its fields, in the order of the page."""

    anchor: str
    title: str
    paths: tuple[str, ...]


def sections(blocks: Blocks) -> tuple[Section, ...]:
    """Those in which there is anything to fill in. What is above the first heading is in no section."""
    starts = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    ends = [*starts[1:], len(blocks)][: len(starts)]
    found = (_section(blocks[start:end]) for start, end in zip(starts, ends, strict=True))
    return tuple(section for section in found if section.paths)


def _section(blocks: Blocks) -> Section:
    heading = blocks[0]
    assert isinstance(heading, Heading)
    title = " ".join(filter(None, (heading.number, plain(heading.children))))
    return Section(heading.anchor, title, tuple(i.path for block in blocks for i in inputs_of(block)))


def inputs_of(block: Block) -> Iterator[Input]:
    """The fields of a block, in its order."""
    match block:
        case Fields(inputs=inputs) | Repeat(inputs=inputs):
            yield from inputs
        case Questions(questions=questions):
            for question in questions:
                yield from question.further + question.inputs
        case _:
            pass
