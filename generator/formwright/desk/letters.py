"""The notices that were not sent yet, as the pages show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from formwright.diagnostics import Diagnostic
from formwright.model.basis import Basis
from formwright.notices import drawn, letter, things
from formwright.notices.messages import Letterhead
from formwright.notices.notice import Notice, State
from formwright.notices.setting import Setting
from formwright.pipelines.notifying import everything
from formwright.pipelines.review import Reviewer
from formwright.record.events import Event, What
from formwright.record.store import Record

UNSURE = (State.SENDING, State.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Letter:
    """`key` tells one notice from all others. `state` is `ready`, `sending`, `sent`, `refused`, `uncertain` or
    `given-up`; `problem` says what the mail server made of it, where something went wrong. `because` says why it comes
    to this person, `text` is what they read. `file` is the return's."""

    key: str
    kind: str
    state: str
    sha256: str
    file: str
    case_id: str | None
    role: str
    name: str
    email: str
    because: str
    subject: str = ""
    text: str = ""
    problem: str | None = None
    notice: Notice | None = field(default=None, repr=False)

    @property
    def topic(self) -> str:
        """What it is about, in a few words."""
        return self.case_id or self.file or "what is owed"


@dataclass(frozen=True, slots=True)
class Due:
    """`letters` are without their text, which is written when it is asked for. `faults` name everybody who cannot be
    reached, `people` is what keeps the program from knowing who holds which role."""

    letters: tuple[Letter, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    people: tuple[Diagnostic, ...] = ()


def found(record: Record, basis: Basis, today: date) -> Due:
    framework = basis.framework
    assert framework is not None
    forms = Reviewer.of(basis).judged_by.forms
    ours = frozenset(things.address(mailbox.address) for mailbox in framework.mailboxes)
    setting = Setting(framework, basis.directory, forms.of, today, ours)
    problems = {str(event.more.get("key")): _problem(event) for event in record.events(What.NOTICE)}
    letters: list[Letter] = []
    faults: list[Diagnostic] = []
    for one in everything(record, basis, setting):
        if isinstance(one, Diagnostic):
            faults.append(one)
        else:
            letters.append(letter_of(one, problems.get(one.key)))
    return Due(tuple(letters), tuple(faults), basis.people)


def written(letters: Iterable[Letter], basis: Basis) -> Iterator[Letter]:
    """The same with their text, as a mail program shows it."""
    assert basis.framework is not None
    head = Letterhead.of(basis.framework, basis.directory.mail)
    for one in letters:
        assert one.notice is not None
        made = letter.write(one.notice, basis.framework, head.contact if head else None)
        yield replace(one, subject=made.subject, text=drawn.plain(made))


def being_sent(one: Letter) -> Letter:
    """The same while whoever hands it over is at work: then it is not known yet, and not uncertain."""
    return replace(one, state=str(State.SENDING)) if one.notice and one.notice.state is State.SENDING else one


def letter_of(one: Notice, problem: str | None) -> Letter:
    state = State.UNCERTAIN if one.state in UNSURE else one.state
    return Letter(
        key=one.key,
        kind=str(one.kind),
        state=str(state),
        sha256=one.sha256,
        file=one.file,
        case_id=one.case_id,
        role=", ".join(one.roles),
        name=one.name,
        email=one.email,
        because=one.because,
        problem=problem,
        notice=one,
    )


def _problem(event: Event) -> str | None:
    """What went wrong at a step of a notice, where anything did."""
    said = event.more.get("problem") or event.more.get("said") or event.more.get("error")
    return None if said is None else str(said)
