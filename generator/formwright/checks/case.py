"""What a check is given: one submission, with what its form asks and the framework's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.model.form import Field
from formwright.model.framework import Framework
from formwright.model.rules import Rules, at
from formwright.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Case:
    """`is_all_read` is False where there is something in the file that was not taken as an answer."""

    rules: Rules
    framework: Framework
    submission: Submission
    is_all_read: bool = True

    @property
    def is_blank(self) -> bool:
        """Whether this is the form as it was handed out."""
        return self.is_all_read and not self.submission.answers and not self.submission.unreadable

    def fields(self) -> Iterator[tuple[Field, int | None, str]]:
        """Every field with its row and its path in this submission; a repeating one once a row."""
        for field in self.rules.single:
            yield field, None, field.path
        for repeating in self.rules.repeating:
            for row in range(self.submission.rows.get(repeating.section.id, 0)):
                for field in repeating.content.fields:
                    yield field, row, at(field.path, row)
