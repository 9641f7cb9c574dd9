"""A form in a book is a plain list of what is asked."""

from tests.samples import FRAMEWORK

from formwright.compose import compose
from formwright.compose.printed import printed
from formwright.document import nodes
from formwright.document.nodes import Blocks, BulletList, NumberedList, Paragraph
from formwright.document.prose import plain

assert FRAMEWORK.framework is not None
AUDIT = printed(compose(FRAMEWORK.form("tier1-generic-audit"), FRAMEWORK.framework).blocks)


def lines(blocks: Blocks) -> list[str]:
    return [plain(block.children) for block in blocks if isinstance(block, Paragraph)]


def test_nothing_is_left_to_fill_in_and_no_cell_is_empty() -> None:
    assert not any(isinstance(b, nodes.Fields | nodes.Questions | nodes.Repeat) for b in AUDIT)
    assert all(cell for b in AUDIT if isinstance(b, nodes.Table) for row in b.rows for cell in row.cells)


def test_a_field_says_how_it_is_answered_and_whether_it_must_be() -> None:
    said = [line for block in AUDIT if isinstance(block, BulletList) for item in block.items for line in lines(item)]
    assert "Date of the audit (date)" in said
    assert any(line.startswith("Any other comments (text, optional)") for line in said)


def test_what_every_question_is_answered_with_is_said_once() -> None:
    assert sum(line.startswith("For each area for evaluation: Grade (1–4); Comments") for line in lines(AUDIT)) == 1


def test_questions_are_a_numbered_list_with_their_guidance() -> None:
    (asked,) = [b for b in AUDIT if isinstance(b, NumberedList) and "voice" in str(b)]
    assert (asked.start, len(asked.items)) == (1, 8)
    assert lines(asked.items[2])[0] == "The child’s voice, wishes and feelings"


def test_who_is_notified_stays_a_table() -> None:
    assert any(isinstance(b, nodes.Table) and "Inadequate" in str(b.rows) for b in AUDIT)
