"""The actions that a return asks for, where the framework says that its form has them; with none of their words."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from formwright.answers.kinds import DATE
from formwright.model.action_fields import BY, USUAL, WHO, ActionsIn
from formwright.model.alike import alike
from formwright.model.framework import Framework
from formwright.model.rules import Rules
from formwright.model.submission import Submission
from formwright.readers import handwriting
from formwright.record.rows import Action

LONGEST = 200
MISSING, NOT_A_DATE = "missing", "not a date"


def actions(submission: Submission, rules: Rules, framework: Framework) -> Iterator[Action]:
    """In the order of the form; the rows of a section in their order."""
    places = {path: number for number, path in enumerate(rules.fields)}
    found = [one for at in _where(rules, framework) for one in _in(at, rules)]
    seen: Counter[str] = Counter()
    about = f"{submission.form}\n{alike(framework.case.said('id', submission) or '')}"
    for one in sorted(found, key=lambda one: places[one.first]):
        for around in one.rows(submission):
            action = _action(one, around, submission, rules)
            if action is None:
                continue
            words = _words(one, around, submission) or f"{action[1]} {action[2]}"
            seen[words] += 1
            mark = f"{about}\n{one.around}\n{words}\n{seen[words]}"
            yield Action(*action, same=hashlib.sha256(mark.encode()).hexdigest()[:16])


def line(text: str | None) -> str | None:
    """On one line, and no longer than a name is."""
    plain = " ".join((text or "").split())[:LONGEST]
    return plain or None


@dataclass(frozen=True, slots=True)
class _Place:
    """A repeating section (`actions[]`) or a question (`audit.observation`) in which there are actions, with its
    columns. `first` is the path of the first of these."""

    around: str
    at: ActionsIn
    columns: tuple[str, ...]
    first: str

    def rows(self, submission: Submission) -> Iterator[str]:
        section, bracket, _ = self.around.partition("[]")
        if not bracket:
            yield self.around
        for number in range(submission.rows.get(section, 0) if bracket else 0):
            yield f"{section}[{number}]"

    def path(self, around: str, name: str | None, rules: Rules) -> str | None:
        """Where this column or field is for one action; None where the form has none."""
        if name is None:
            return None
        if name in self.columns:
            return f"{around}.{name}"
        return name if name in rules.fields else None


def _where(rules: Rules, framework: Framework) -> list[ActionsIn]:
    form = rules.form.identity.id
    return [at for at in framework.actions if form in at.forms] or [USUAL]


def _in(at: ActionsIn, rules: Rules) -> Iterator[_Place]:
    """The repeating sections and the questions that are meant."""
    columns: dict[str, list[str]] = {}
    for path in rules.fields:
        around, _, name = path.rpartition(".")
        columns.setdefault(around, []).append(name)
    for around, names in columns.items():
        if at is USUAL:
            is_meant = around.endswith("[]") and WHO in names and _is_date(f"{around}.{BY}", rules)
        else:
            is_meant = around.removesuffix("[]") in at.within or around.partition(".")[0] in at.within
        if is_meant:
            yield _Place(around, at, tuple(names), f"{around}.{names[0]}")


def _is_date(path: str, rules: Rules) -> bool:
    return path in rules.fields and rules.fields[path].kind is DATE


_Said = tuple[str, str | None, str | None, str | None, str | None, str | None, bool, tuple[str, ...]]


def _action(one: _Place, around: str, submission: Submission, rules: Rules) -> _Said | None:
    """What is said of this action; None where there is none."""
    at, lacks = one.at, list[str]()
    if not _is_there(one, around, submission, rules):
        return None

    def said(name: str | None) -> str | None:
        path = one.path(around, name, rules)
        value = submission.value(path) if path else None
        return None if value is None else line(str(value))

    def day(name: str, key: str, is_asked: bool) -> str | None:
        path = one.path(around, name, rules)
        text = said(name)
        found = None if text is None else handwriting.date(text)  # a text may hold a date as people write it
        if isinstance(found, str):
            return found
        if path and (text is not None or path in submission.unreadable):
            lacks.append(f"{key}: {NOT_A_DATE}")
        elif path and is_asked:
            lacks.append(f"{key}: {MISSING}")
        return None

    who, by = said(at.who), day(at.by, "by", is_asked=True)
    if who is None and one.path(around, at.who, rules):
        lacks.append(f"who: {MISSING}")
    done, reviewed = day(at.done, "done", is_asked=False), day(at.reviewed, "reviewed", is_asked=False)
    return around, who, by, done, reviewed, said(at.initials), said(at.checked) == "yes", tuple(lacks)


def _is_there(one: _Place, around: str, submission: Submission, rules: Rules) -> bool:
    at = one.at
    for name, value in at.needed:
        path = one.path(around, name, rules)
        if path is None or str(submission.value(path)) != value:
            return False
    if at.what is not None:
        path = one.path(around, at.what, rules)
        return path is not None and (submission.value(path) is not None or path in submission.unreadable)
    if at.needed:
        return True
    paths = [f"{around}.{name}" for name in one.columns]
    return any(submission.value(path) is not None or path in submission.unreadable for path in paths)


def _words(one: _Place, around: str, submission: Submission) -> str:
    """What its first column says, or that of what must be done: by that it is known again in a correction. A question
    is known by itself."""
    if "[" not in around:
        return around
    name = one.at.what or next((n for n in one.columns if n not in one.at.named()), one.columns[0])
    return alike(str(submission.value(f"{around}.{name}") or ""))
