"""What a check is given: one submission, with what its form asks and the framework's words."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from formwright.model.conditions import Verdict
from formwright.model.form import Field
from formwright.model.framework import Framework
from formwright.model.parts import due_in
from formwright.model.personal import Names
from formwright.model.rules import Rules, Some
from formwright.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Case:
    """`is_all_read` is False where there is something in the file that was not taken as an answer. `part` is the one
    that must now be complete with all before it, where somebody asks for that. `people` finds the names that no comment
    should contain. `verdicts` are those on the conditions
    that were looked at, by which one it was."""

    rules: Rules
    framework: Framework
    submission: Submission
    is_all_read: bool = True
    part: str | None = None
    people: Names | None = None
    verdicts: dict[int, Verdict] = field(default_factory=dict, repr=False, compare=False)

    def field_of(self, name: str) -> str | None:
        """The path of the field by which this form says what `case` in framework.yaml names so (`area`, `team`, …): its
        own, else the first that the framework has; None where the framework has none."""
        paths: tuple[str, ...] = getattr(self.framework.case, name)
        return next((path for path in paths if path in self.rules.fields), paths[0] if paths else None)

    @property
    def due(self) -> frozenset[str | None]:
        """The parts of the form that must be complete."""
        return due_in(self.rules, self.submission, self.part)

    @property
    def is_blank(self) -> bool:
        """Whether this is the form as it was handed out."""
        return self.is_all_read and not self.submission.answers and not self.submission.unreadable

    def asked(self, of: Field, row: int | None) -> Verdict:
        """Whether this field is asked; None where that cannot be known. Several hang on one condition."""
        condition = self.rules.asked_when[of.path]
        if condition is None or row is not None:
            return self.rules.asked(of, self.submission, row)
        if id(condition) not in self.verdicts:
            self.verdicts[id(condition)] = self.rules.asked(of, self.submission)
        return self.verdicts[id(condition)]

    def lacking(self, some: Some) -> Iterator[tuple[Field, int | None, str]]:
        """Each of these fields that has no answer, with its row and its path in this submission; a repeating one
        once a row."""
        said = self.submission.said
        for path in [path for path in some.single if path not in said]:
            yield some.single[path], None, path
        for asked, row, path in self._in_rows(some):
            if path not in said:
                yield asked, row, path

    def answered(self, some: Some) -> Iterator[tuple[Field, int | None, str]]:
        """Each of them that has one."""
        said = self.submission.said
        for path in [path for path in some.single if path in said]:
            yield some.single[path], None, path
        for asked, row, path in self._in_rows(some):
            if path in said:
                yield asked, row, path

    def _in_rows(self, some: Some) -> Iterator[tuple[Field, int, str]]:
        for section, fields in some.repeating.items():
            for row in range(self.submission.rows.get(section, 0)):
                start = f"{section}[{row}]"
                for rest, asked in fields.items():
                    yield asked, row, start + rest
