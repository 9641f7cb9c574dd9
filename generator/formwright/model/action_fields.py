"""Where a framework's forms have their actions: what must be done, by whom, by when, and what became of it."""

from dataclasses import dataclass

WHO, BY = "who", "by"
"""The columns by which rows of actions are known where the framework says nothing of a form."""


@dataclass(frozen=True, slots=True)
class ActionsIn:
    """The actions in some places of some forms. `within` are repeating sections, sections of questions, and single
    questions by their path: each row, or each question, is an action. The rest are names of columns there, or paths of
    fields elsewhere in the form; what a form does not have is left out. `what` must be answered, or else there is no
    action; where it is None, any answer makes one. `needed` are columns with the value by which an action is known."""

    forms: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    what: str | None = None
    who: str = WHO
    by: str = BY
    done: str = "done"
    reviewed: str = "reviewed"
    initials: str = "initials"
    checked: str = "checked"
    needed: tuple[tuple[str, str], ...] = ()

    def named(self) -> tuple[str, ...]:
        """Every column or field that is named here."""
        said = (self.what, self.who, self.by, self.done, self.reviewed, self.initials, self.checked)
        return tuple(filter(None, (*said, *(name for name, _ in self.needed))))


USUAL = ActionsIn()
"""The columns of a form that framework.yaml does not name: its repeating sections with a `who` and a date `by`."""
