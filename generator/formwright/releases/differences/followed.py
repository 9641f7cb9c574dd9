"""What became of each section, question and field of a form in a later version.

A thing is known again by its id, or by an earlier id that the later version names (`was`). A question or a field that
moved to another section without saying so is known by its id and its words, where there is no doubt which it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from formwright.model.form import Field, Form, Question, Questions, Section
from formwright.releases.differences.pairs import Pair, paired
from formwright.releases.differences.words import plainly

Thing = TypeVar("Thing", Question, Field)


@dataclass(frozen=True, slots=True)
class At(Generic[Thing]):
    """A question, or a field that answers none, with the section that it stands in."""

    section: Section
    thing: Thing

    @property
    def id(self) -> str:
        return self.thing.id if isinstance(self.thing, Question) else last(self.thing.path)

    @property
    def key(self) -> tuple[str, str]:
        return self.section.id, self.id

    @property
    def words(self) -> str:
        return plainly(self.thing.ask if isinstance(self.thing, Question) else self.thing.label)

    @property
    def earlier(self) -> tuple[str, ...]:
        return self.thing.was


@dataclass(frozen=True)
class Followed:
    """A form in two versions, each thing of the one beside the same thing of the other."""

    old: Form
    new: Form

    @cached_property
    def sections(self) -> tuple[Pair[Section], ...]:
        before = {section.id: section for section in self.old.sections}
        found = _claimed(self.new.sections, lambda s: (s.id, *(w for w in s.was if "." not in w)), before)
        return paired(self.old.sections, self.new.sections, lambda section: found.get(section.id))

    @cached_property
    def questions(self) -> tuple[Pair[At[Question]], ...]:
        return self._pairs([*_questions(self.old)], [*_questions(self.new)])

    @cached_property
    def single(self) -> tuple[Pair[At[Field]], ...]:
        """Fields that answer no question."""
        return self._pairs([*_single(self.old)], [*_single(self.new)])

    def answers(self, pair: Pair[At[Question]]) -> tuple[Pair[Field], ...]:
        """The fields that answer a question in both versions."""
        old = pair.old.thing.fields if pair.old else ()
        new = pair.new.thing.fields if pair.new else ()
        before = {last(field.path): field for field in old}
        found = _claimed(new, lambda f: (last(f.path), *f.was), before, lambda f: f.path)
        return paired(old, new, lambda field: found.get(field.path))

    @cached_property
    def fields(self) -> dict[str, Field]:
        """What each field that is still there has become, by its path before."""
        found = {pair.old.thing.path: pair.new.thing for pair in self.single if pair.old and pair.new}
        answers = (answer for pair in self.questions if pair.old and pair.new for answer in self.answers(pair))
        return found | {answer.old.path: answer.new for answer in answers if answer.old and answer.new}

    @cached_property
    def section_ids(self) -> dict[str, str]:
        """What each section that is still there is called now, by its id before."""
        return {pair.old.id: pair.new.id for pair in self.sections if pair.old and pair.new}

    def _pairs(self, old: Sequence[At[Thing]], new: Sequence[At[Thing]]) -> tuple[Pair[At[Thing]], ...]:
        before = {at.key: at for at in old}
        former = {new: old for old, new in self.section_ids.items()}

        def names(at: At[Thing]) -> Iterator[tuple[str, str]]:
            section = former.get(at.section.id, at.section.id)
            for name in (at.id, *at.earlier):
                where, _, id = name.rpartition(".")
                yield (where or section, id)

        found = _claimed(new, names, before, lambda at: at.key)
        taken = {at.key for at in found.values()}
        free = [at for at in old if at.key not in taken]
        for at in new:
            if at.key not in found:
                same = [one for one in free if (one.id, one.words) == (at.id, at.words)]
                rivals = [one for one in new if one.key not in found and (one.id, one.words) == (at.id, at.words)]
                if len(same) == len(rivals) == 1:
                    found[at.key] = same[0]
        return paired(old, new, lambda at: found.get(at.key))


def last(path: str) -> str:
    """The last step of a field's path."""
    return path.rpartition(".")[2]


New = TypeVar("New")
Old = TypeVar("Old")
Key = TypeVar("Key")


def _claimed(
    new: Iterable[New],
    names: Callable[[New], Iterable[Key]],
    old: dict[Key, Old],
    key: Callable[[New], Key] = lambda thing: thing.id,  # type: ignore[attr-defined]
) -> dict[Key, Old]:
    """For each of the new things the old one that it names first and no other has: by its present id before all, then
    by its earlier ones."""
    every = [(key(thing), list(names(thing))) for thing in new]
    found: dict[Key, Old] = {}
    free = dict(old)
    for which in (slice(1), slice(1, None)):
        for one, given in every:
            if one not in found:
                claimed = next((id for id in given[which] if id in free), None)
                if claimed is not None:
                    found[one] = free.pop(claimed)
    return found


def _questions(form: Form) -> Iterator[At[Question]]:
    for section in form.sections:
        if isinstance(section.content, Questions):
            yield from (At(section, question) for question in section.content.questions)


def _single(form: Form) -> Iterator[At[Field]]:
    for section in form.sections:
        fields = section.content.after if isinstance(section.content, Questions) else section.fields
        yield from (At(section, field) for field in fields)
