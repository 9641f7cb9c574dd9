"""How wide the columns of a table are: as was asked for, as far as no word is broken.

Widths are in twentieths of a point.
"""

from collections.abc import Iterable, Sequence

from formwright.document.nodes import (
    OPTIONAL,
    Blocks,
    BulletList,
    Column,
    DateBox,
    Input,
    NumberedList,
    Questions,
    Repeat,
    Table,
)
from formwright.document.written import LINE_MM, QUESTION, by_length, is_text
from formwright.writers.word.words import plain, prompt_of, spoken

NUMBER = 600
"""The column of a question's number."""

_LEAST_FOR_QUESTION, _LEAST_WITH_GUIDANCE = 32, 40  # of a hundred
_LONGEST_WORD = 1900  # a longer one, such as an address, is broken
_LIST_INDENT = 300
_LINE = LINE_MM * 1440 * 10 // 254
_SHORT_HEADING = 12  # letters


def table_widths(block: Table, total: int) -> list[int]:
    """The columns of answers are empty where a form is printed in a book: what they can spare goes to
    the widest of those that are read."""
    cells = [[each.cells[place] for each in block.rows] for place in range(len(block.columns))]
    shares = [3 * column.width for column in block.columns]
    is_said = [column.is_said for column in block.columns]
    read = [place for place, column in enumerate(cells) if any(column) or is_said[place]]
    if read:
        narrowed = [share if place in read else share // 3 for place, share in enumerate(shares)]
        narrowed[max(read, key=lambda place: shares[place])] += sum(shares) - sum(narrowed)
        shares = narrowed
    headings = [plain(column.heading) for column in block.columns]
    needed = [max((_headed(heading), *map(_needed_by, said))) for heading, said in zip(headings, cells, strict=True)]
    return widths(total, shares, needed)


def question_widths(block: Questions, total: int, lengths: Sequence[int] = ()) -> list[int]:
    """The number, the question, and a column for each answer. The answers' shares are of the whole
    table: what they leave is for the question, but no less than it needs to be read. `lengths` are those of the texts
    in each column where some are long: the room is then theirs."""
    if lengths:
        needed = [*map(_answered_at_length, block.columns, block.questions[0].inputs)]
        question = max(_headed(block.ask_heading), (total - NUMBER) * QUESTION // 100)
        answers = by_length(needed, lengths, total - NUMBER - question)
        return [NUMBER, total - NUMBER - sum(answers), *answers]
    answers = [column.width for column in block.columns]
    guided = any(len(spoken(each.guidance)) > 100 for each in block.questions)
    least = _LEAST_WITH_GUIDANCE if guided else _LEAST_FOR_QUESTION
    question = max(100 - sum(answers), sum(answers) * least // (100 - least))
    needed = [_headed(block.ask_heading), *map(_answered, block.columns, block.questions[0].inputs)]
    return [NUMBER, *widths(total - NUMBER, [question, *answers], needed)]


def row_widths(block: Repeat, total: int, lengths: Sequence[int] = ()) -> list[int]:
    if lengths:
        return by_length([*map(_answered_at_length, block.columns, block.inputs)], lengths, total)
    shares = [column.width for column in block.columns]
    return widths(total, shares, map(_answered, block.columns, block.inputs))


def widths(total: int, shares: Sequence[int], needed: Iterable[int]) -> list[int]:
    """`total` divided by `shares`, but no column narrower than it needs to be, if there is room for
    that. Whole numbers that add up to `total` exactly."""
    least, found = list(needed), shared_out(total, shares)
    if sum(least) > total:
        return shared_out(total, least)
    for place, width in enumerate(least):
        while found[place] < width:
            widest = max(range(len(found)), key=lambda n: found[n] - least[n])
            taken = min(width - found[place], found[widest] - least[widest])
            found[widest] -= taken
            found[place] += taken
    return found


def shared_out(total: int, shares: Sequence[int]) -> list[int]:
    whole = sum(shares) or 1
    ends = [total * sum(shares[: n + 1]) // whole for n in range(len(shares))]
    return [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _headed(heading: str) -> int:
    """A short heading stays on one line: "Grade (1-4)" would be broken within its brackets."""
    return _width_of(heading) if len(heading) <= _SHORT_HEADING else _needed(heading)


def _answered(column: Column, answer: Input) -> int:
    """The room of a column's heading and of what its answers say while they are empty."""
    mark = _needed(OPTIONAL) if answer.is_marked_optional else 0
    day = _needed("28/03/2014") if isinstance(answer.widget, DateBox) else 0
    return max(_headed(plain(column.heading)), mark, day, _needed(prompt_of(answer.widget, answer.label)))


def _answered_at_length(column: Column, answer: Input) -> int:
    """The same beside long texts."""
    return max(_answered(column, answer), _LINE if is_text(answer) else 0)


def _needed_by(said: Blocks) -> int:
    listed = any(isinstance(block, BulletList | NumberedList) for block in said)
    return _needed(spoken(said)) + _LIST_INDENT * listed


def _needed(text: str) -> int:
    """The room of the longest word, at whose hyphens a line may end."""
    longest = max(text.replace("-", "- ").split(), key=len, default="")
    return min(_width_of(longest), _LONGEST_WORD)


def _width_of(word: str) -> int:
    """About what a word takes in bold 10.5 point Arial, with the cell's margins."""
    return 220 + sum(190 if letter in "MWmw@" else 80 if letter in "fijlrt.,:;'()-" else 130 for letter in word)
