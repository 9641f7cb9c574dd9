"""Which answers of a return carry over to another version of its form, and why the others do not.

An answer carries over as it was given, or not at all: nothing is turned into something else, and nothing is invented.
A question is followed from version to version, by the names that it had (`was`); whether it still asks the same is
judged by its words in the two versions that count.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from formwright.answers import address
from formwright.model.conditions import Value
from formwright.model.form import Field, Form, Question, Questions
from formwright.releases.differences.followed import Followed, last
from formwright.releases.differences.words import is_same, plainly


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that stays behind: its path in the old version, and why, as a sentence."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """Answers that carry over, by their paths in the old version, to what is worded differently in the new one."""

    paths: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Carried:
    """`answers` are by their path in the new version, in its order; `paths` gives the old path of each. `rows` counts
    the rows of its repeating sections."""

    answers: Mapping[str, Value]
    paths: Mapping[str, str]
    rows: Mapping[str, int]
    dropped: tuple[Dropped, ...]
    reworded: tuple[Reworded, ...]

    def without(self, refused: Mapping[str, str]) -> "Carried":
        """The same without these answers, by their path in the new version, which stay behind for these reasons."""
        gone = {self.paths[path]: why for path, why in refused.items()}
        kept = (replace(r, paths=tuple(p for p in r.paths if p not in gone)) for r in self.reworded)
        return Carried(
            {path: value for path, value in self.answers.items() if path not in refused},
            {path: was for path, was in self.paths.items() if path not in refused},
            self.rows,
            (*self.dropped, *(Dropped(path, why) for path, why in gone.items())),
            tuple(reworded for reworded in kept if reworded.paths),
        )


@dataclass(frozen=True)
class Carrying:
    """From one version of a form to another, for one return after the other. `between` are the versions on the way,
    in order; `is_back` is whether the new version came before the old one."""

    old: Form
    new: Form
    between: tuple[Form, ...] = ()
    is_back: bool = False

    def carry(self, answers: Mapping[str, Value], rows: Mapping[str, int]) -> Carried:
        """What becomes of these answers, which are valid in the old version."""
        obstacles = {path: self._obstacle(path, value) for path, value in answers.items()}
        behind = {self._before[address.of_every_row(path)].scale for path, why in obstacles.items() if why}
        for path in answers:
            counts = self._before[address.of_every_row(path)].counts
            if counts and counts.scale in behind:
                obstacles[path] = obstacles[path] or "Some of the answers that it counts stay behind."
        found = sorted((self._place(path), self._spelt(path), path) for path, why in obstacles.items() if not why)
        return Carried(
            {now: answers[path] for _, now, path in found},
            {now: path for _, now, path in found},
            dict(self._rows(rows)),
            tuple(Dropped(path, why) for path, why in obstacles.items() if why),
            tuple(self._reworded([path for *_, path in found])),
        )

    # --- what became of each field -----------------------------------------------------------------

    @cached_property
    def _now(self) -> dict[str, Field]:
        """What each field that is still there has become, by its path before."""
        found = {field.path: field for field in self.old.fields}
        for before, after in pairwise((self.old, *self.between, self.new)):
            step = self._step(before, after)
            found = {path: step[field.path] for path, field in found.items() if field.path in step}
        taken = {field.path for field in found.values()}
        again = self._step(self.old, self.new).items() if self.between else ()
        return found | {
            path: now
            for path, now in again
            if path not in found and now.path not in taken and self._words(path) == self._words_now(now.path)
        }  # what was left out on the way, and is asked again in the very same words

    def _step(self, before: Form, after: Form) -> dict[str, Field]:
        if not self.is_back:
            return Followed(before, after).fields
        there = {field.path: field for field in after.fields}
        return {now.path: there[path] for path, now in Followed(after, before).fields.items()}

    @cached_property
    def _sections(self) -> dict[str, str]:
        """What each section that is still there is called, by its id before."""
        found = {section.id: section.id for section in self.old.sections}
        for before, after in pairwise((self.old, *self.between, self.new)):
            step = Followed(before, after).section_ids
            if self.is_back:
                step = {now: was for was, now in Followed(after, before).section_ids.items()}
            found = {id: step[now] for id, now in found.items() if now in step}
        return found

    def _spelt(self, path: str) -> str:
        """Where an answer goes that carries over."""
        now, row = self._now[address.of_every_row(path)].path, address.row_of(path)
        return address.row_path(now, row[1]) if row else now

    def _place(self, path: str) -> tuple[int, int, int]:
        """Where it stands in the new form: its section, its row, its field."""
        section, field = self._places[self._now[address.of_every_row(path)].path]
        row = address.row_of(path)
        return section, row[1] if row else 0, field

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        sections = enumerate(self.new.sections)
        return {field.path: (n, m) for n, section in sections for m, field in enumerate(section.fields)}

    @cached_property
    def _before(self) -> dict[str, Field]:
        return {field.path: field for field in self.old.fields}

    @cached_property
    def _after(self) -> dict[str, Field]:
        return {field.path: field for field in self.new.fields}

    def _rows(self, rows: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """Rows stay in their places, even those of which nothing else carries over."""
        repeating = {section.id for section, _ in self.new.rows}
        for section, count in rows.items():
            now = self._sections.get(section)
            if now in repeating and now is not None:
                yield now, count

    # --- what it asks ------------------------------------------------------------------------------

    @cached_property
    def _questions(self) -> tuple[dict[str, Question], dict[str, Question]]:
        return _questions(self.old), _questions(self.new)

    def _words(self, path: str) -> tuple[str, str]:
        """What is asked, and the label of what answers it; of a field that answers no question its label twice."""
        return _words(self._before[path], self._questions[0])

    def _words_now(self, path: str) -> tuple[str, str]:
        return _words(self._after[path], self._questions[1])

    def _reworded(self, paths: list[str]) -> Iterator[Reworded]:
        found: dict[tuple[str, str], list[str]] = {}
        for path in paths:
            general = address.of_every_row(path)
            pairs = zip(self._words(general), self._words_now(self._now[general].path), strict=True)
            for old, new in dict.fromkeys(pairs):
                if old != new:
                    found.setdefault((old, new), []).append(path)
        return (Reworded(tuple(of), old, new) for (old, new), of in found.items())

    # --- what stands in the way --------------------------------------------------------------------

    def _obstacle(self, path: str, value: Value) -> str | None:
        general = address.of_every_row(path)
        was, now = self._before[general], self._now.get(general)
        if now is None:
            return "It is not part of that version."
        if self._is_another(was, now):
            return "The question is a different one in that version."
        if ("[]" in was.path) != ("[]" in now.path):
            return "It is in a row in one version and not in the other."
        if "[]" in was.path and self._sections.get(_section(was.path)) != _section(now.path):
            return "It is in the rows of a different section in that version."
        if was.unit != now.unit:
            return "It is measured in a different unit in that version."
        if was.control != now.control and {was.control, now.control} != {"text", "long-text"}:
            return f"It is answered differently in that version: {now.kind.words.wanted}."
        if was.counts != now.counts:
            return "It is worked out differently in that version."
        return _unchosen(was, now, value)

    def _is_another(self, was: Field, now: Field) -> bool:
        """Whether something else is asked under the same name. That a field which answers no question is the same under
        another name is what its definition says."""
        if was.path in self._questions[0]:
            return not is_same(self._words(was.path)[0], self._words_now(now.path)[0])
        is_renamed = last(was.path) != last(now.path)
        return not is_renamed and not is_same(_bare(was.label), _bare(now.label))


def _questions(form: Form) -> dict[str, Question]:
    """The question that each field answers, where it answers one."""
    return {
        field.path: question
        for section in form.sections
        if isinstance(section.content, Questions)
        for question in section.content.questions
        for field in question.fields
    }


def _words(field: Field, questions: Mapping[str, Question]) -> tuple[str, str]:
    label = plainly(field.label)
    return plainly(questions[field.path].ask) if field.path in questions else label, label


def _section(path: str) -> str:
    return path.partition("[")[0]


def _unchosen(was: Field, now: Field, value: Value) -> str | None:
    """Why a choice does not carry over: it is gone, or it is called something else. Even one word can turn it round."""
    if was.choices is None or now.choices is None:
        return None
    labels = {choice.value: plainly(choice.label) for choice in now.choices}
    for one in value if isinstance(value, tuple) else (value,):
        label = plainly(was.label_of(one))
        if one not in labels:
            return f"“{label}” is not among the choices of that version."
        if _bare(label) != _bare(labels[one]):
            return f"“{label}” is called “{labels[one]}” in that version, which may not be the same."
    return None


def _bare(text: str) -> str:
    """The words alone."""
    return " ".join(re.sub(r"[^\w\s]", " ", text).casefold().split())
