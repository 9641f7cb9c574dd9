"""What the record holds of one filed return: all of it derived from its file, and nothing of any comment's text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from formwright.diagnostics import Diagnostic
from formwright.model.review import Escalated, PartStatus, Status


@dataclass(frozen=True, slots=True)
class Return:
    """One filed return. `file` is its path in the folder of returns, with '/' between the steps; `sha256` is of its
    bytes, in hexadecimal. `case_id`, `date` (of the audit, `2014-01-15`), `area` (a service area's id), `team` (its id
    where the framework declares teams, else as it was written), `auditor`, `worker` (the audited practitioner),
    `auditor_area` and `auditor_team` are what the form's own fields say, by `case` in framework.yaml; each None where
    the form does not ask or the return does not say. `judgement` is the one that counts. `grades` are the answered
    grades, and `choices` what was chosen in the form's other closed lists, by path: an id, never free text. `texts` are
    the paths of free-text answers that are there (where a comment is, never what it says). `actions` are the rows of
    the return's actions, `themes` how often its comments have words of each agreed theme, by its id. `answers` is the
    same for returns with the same answers, `likeness` for returns of one form about one case, None where that cannot be
    known. `is_blank`: it is the form as it was handed out."""

    file: str
    sha256: str
    form: str | None
    version: str | None
    digest: str | None
    status: Status
    case_id: str | None = None
    date: str | None = None
    area: str | None = None
    team: str | None = None
    auditor: str | None = None
    worker: str | None = None
    auditor_area: str | None = None
    auditor_team: str | None = None
    judgement: str | None = None
    grades: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    actions: tuple["Action", ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    escalation: Escalated | None = None
    nobody: str | None = None
    is_blank: bool = False
    parts: tuple[PartStatus, ...] = ()
    answers: str | None = None
    likeness: str | None = None
    themes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a count needs of a return, each as it is there. `choices` are None where nobody asked for them."""

    file: str
    sha256: str
    form: str | None
    status: Status
    date: str | None
    area: str | None
    auditor: str | None
    worker: str | None
    choices: Mapping[str, str | tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action that a return asks for, by its path there (`actions[0]`, `audit.observation`). `who` is who must do
    it, as it was written, `by` the day (`2014-01-15`), `done` and `reviewed` (in supervision) the days on which that
    was, each None where none is given, it is not a date, or the form does not ask. `initials` are of who reviewed it.
    `is_checked`: a manager said that it was done. `lacks` are those of `who`, `by`, `done`, `reviewed` that the form
    asks for and nobody answered, or that are not a date: `by: missing`. `same` is the same for the same words
    about the same case in the same form. What must be done is a comment: it is read from the file when somebody opens
    it, and is not in the record."""

    path: str
    who: str | None
    by: str | None
    done: str | None = None
    reviewed: str | None = None
    initials: str | None = None
    is_checked: bool = False
    lacks: tuple[str, ...] = ()
    same: str = ""
