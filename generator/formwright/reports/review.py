"""What a review found: for people, file by file, and as the contract's JSON.

Nothing of a return is shown but the judgement and its faults' places: its comments are about real
children. Both reports come in pieces as the files are reviewed, so that ten thousand need no room.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from textwrap import wrap

from formwright.diagnostics import Diagnostic, Severity
from formwright.model.basis import Basis
from formwright.model.form import AUDITOR, CASE, Form
from formwright.model.review import BLANK, MISSING, Escalated, Item, KeptOut, PartStatus, Remark, Reviewed, Status, Told
from formwright.places import spelt
from formwright.reports.ink import Ink, heading, inked, whole
from formwright.reports.problems import count, ink_of, words
from formwright.reports.problems import text as text_of
from formwright.reports.visible import shown

WIDTH = 96
BESIDE = {
    "submission/same-again": ("is the same audit as an earlier one", "are the same audit as earlier ones"),
    "submission/draft-beside": (
        "is a draft, or the finished audit, of an earlier one",
        "are drafts, or finished audits, of earlier ones",
    ),
    "submission/same-case": (
        "is for the same case and date as an earlier one",
        "are for the same case and date as earlier ones",
    ),
    "submission/rival-judgement": ("contradicts an earlier one", "contradict earlier ones"),
}
"""What is counted of returns that were held against each other: of one of them, and of several."""


@dataclass(slots=True)
class Tally:
    """Counts what passes through it."""

    statuses: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))
    untold: int = 0
    unread: int = 0
    kept_out: dict[str, int] = field(default_factory=dict)
    has_errors: bool = False
    beside: Counter[str] = field(default_factory=Counter)
    superseded: int = 0
    set_aside: int = 0
    dealt_with: int = 0

    @property
    def repeats(self) -> int:
        """How many are the same audit as an earlier one, finished or not."""
        return self.beside["submission/same-again"] + self.beside["submission/draft-beside"]

    def of(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            self.add(item)
            yield item

    def add(self, item: Item) -> None:
        match item:
            case Reviewed():
                self.statuses[item.status] += 1
                if item.superseded_by is not None:  # the team has looked at it, and at the one that counts
                    self.superseded += 1
                    return
                self.set_aside += item.is_set_aside
                self.unread += item.form is None and not item.is_set_aside
                if item.diagnostics:
                    self._add_faults(item)
            case KeptOut() if item.is_dealt_with:
                self.dealt_with += 1
            case KeptOut():
                self.kept_out[item.by] = self.kept_out.get(item.by, 0) + 1
            case Remark():
                self.has_errors = self.has_errors or item.diagnostic.severity is Severity.ERROR

    def _add_faults(self, item: Reviewed) -> None:
        self.untold += any(d.code == "escalation/nobody-told" for d in item.diagnostics)
        self.has_errors = self.has_errors or item.has_errors
        self.beside.update(d.code for d in item.diagnostics if d.code in BESIDE)


# --- JSON ----------------------------------------------------------------------------------


def as_json(items: Iterable[Item], people: Iterable[Diagnostic] = (), tally: Tally | None = None) -> Iterator[str]:
    """The contract's JSON of `check`, in pieces that make one object when written one after the
    other. What is said of the folder itself comes last, where there is anything; and `people`, which is
    what is wrong with the directory. All is counted in `tally`."""
    tally = tally or Tally()
    remarks: list[Remark] = []
    yield '{"submissions": ['
    between = "\n"
    waiting: list[str] = []
    for item in tally.of(items):
        if isinstance(item, Reviewed):
            waiting += between, _written(item)
            between = ",\n"
            if len(waiting) >= MOST_WAITING:
                yield "".join(waiting)
                waiting.clear()
        if isinstance(item, Remark):
            remarks.append(item)
    yield "".join(waiting)
    summary = {str(status): number for status, number in tally.statuses.items()}
    summary |= {
        "nobody_told": tally.untold,
        "not_returns": sum(tally.kept_out.values()) + tally.dealt_with,
        "repeats": tally.repeats,
    }
    yield '\n], "summary": ' + json.dumps(summary)
    if remarks:
        yield ', "notices": ' + json.dumps([remark.diagnostic.as_data() for remark in remarks])
    if wrong := [found.as_data() for found in people]:
        yield ', "diagnostics": ' + json.dumps(wrong)
    yield "}\n"


def _written(found: Reviewed) -> str:
    """One return as an object of JSON. What is the same of many returns is written once."""
    judged = _judged(found.form, found.version, found.digest, found.status, found.judgement, found.parts)
    faults = json.dumps([d.as_data() for d in found.diagnostics]) if found.diagnostics else "[]"
    beside = _beside(found.escalation, found.repeats, found.nobody, found.superseded_by)
    return f'{{"file": {json.dumps(spelt(found.file))}, {judged}, "diagnostics": {faults}, {beside}}}'


@lru_cache(1_000)
def _judged(
    form: str | None,
    version: str | None,
    digest: str | None,
    status: Status,
    judgement: str | None,
    parts: tuple[PartStatus, ...],
) -> str:
    data = {"form": form, "version": version, "digest": digest, "status": str(status), "judgement": judgement}
    return _members({**data, **({"parts": [_part_data(part) for part in parts]} if parts else {})})


@lru_cache(1_000)
def _beside(escalation: Escalated | None, repeats: str | None, nobody: str | None, superseded_by: str | None) -> str:
    data = {
        "escalation": _escalation_data(escalation) if escalation else None,
        "repeats": None if repeats is None else spelt(repeats),
        **({"nobody": nobody} if nobody is not None else {}),
        **({"superseded_by": spelt(superseded_by)} if superseded_by is not None else {}),
    }
    return _members(data)


def _members(data: Mapping[str, object]) -> str:
    """The members of an object of JSON, without what is round them."""
    return json.dumps(data)[1:-1]


NOT_DUE = "not-due"


def _part_data(part: PartStatus) -> dict[str, str]:
    return {"id": part.id, "status": NOT_DUE if part.status is None else str(part.status)}


def _escalation_data(found: Escalated) -> dict[str, object]:
    return {
        "recipients": [_told_data(told) for told in found.recipients],
        "copy_to": list(found.copy_to),
    }


def _told_data(told: Told) -> dict[str, object]:
    how: dict[str, object] = {"stands_in_for": told.stands_in_for, "fallback_for": told.fallback_for}
    how["of"] = None if told.of == CASE else told.of
    how["respond_within"] = told.respond_within and told.respond_within.as_data
    return {
        "role": told.role,
        "name": told.name,
        "email": told.email,
        "because": told.why,
        **{key: value for key, value in how.items() if value is not None},
    }


# --- text ----------------------------------------------------------------------------------


def text(items: Iterable[Item], library: Basis, width: int = WIDTH) -> Iterator[str]:
    """What is wrong with the directory; for each file its status, its judgement, who must be told and
    why, and what is missing or wrong at its line; then how many of each. In lines, without their ends."""
    for said in pieces(items, library, width, Tally()):
        yield from (said,) if isinstance(said, str) else said


def pieces(items: Iterable[Item], library: Basis, width: int, tally: Tally) -> Iterator[str | tuple[str, ...]]:
    """The same, some of it as several lines at once: those that are said of many returns are always one and the same
    value. All is counted in `tally`."""
    beginnings: _Beginnings = {}
    if library.people:
        yield heading("It is not certain who holds each role:")
        yield from text_of(library.people, library.texts, width)
        yield ""
    for item in tally.of(items):
        match item:
            case Reviewed():
                yield whole(Ink.PLACE, shown(item.file))
                yield _beginning_of(item, library, beginnings, width)
                if item.diagnostics:
                    yield from _all_faults(item, width)
                yield ""
            case Remark():
                yield whole(Ink.PLACE, shown(item.diagnostic.place.file))
                yield from on_folder(item, width)
                yield ""
            case KeptOut():
                pass  # counted
    yield from summary(tally)


def on_folder(remark: Remark, width: int = WIDTH) -> Iterator[str]:
    """What is said of a folder, below the name of the file that it is about."""
    for title, faults in by_heading([remark.diagnostic]).items():
        if faults:
            yield from _faults(title, faults, width)


def on_file(item: Reviewed, library: Basis) -> Iterator[str]:
    """What is said of one file, below its name."""
    yield from _beginning_of(item, library, {}, WIDTH)
    yield from _all_faults(item, WIDTH)


_Beginnings = dict[tuple[object, ...], tuple[tuple[str, ...], object]]
"""The beginnings of all that is said of returns, by what they go by; each with what that is known by itself, so that no
other takes its place."""


def _beginning_of(item: Reviewed, library: Basis, known: _Beginnings, width: int) -> tuple[str, ...]:
    """Its outcome, and who must be told: the same of many returns, so that it is put into words once."""
    alike = (
        item.status,
        item.form,
        id(item.rules),
        item.judgement,
        _is_blank(item),
        id(item.escalation),
        item.nobody,
        item.superseded_by,
        item.is_set_aside,
        item.parts,
    )
    found = known.get(alike)
    if found is None:
        if len(known) >= MOST_KNOWN:
            known.clear()
        first, *rest = _wrapped(outcome(item, library), 2, width)
        state = _state(item)
        lines = (
            inked("  ", (STATUS_INK[item.status], state), first[2 + len(state) :]),
            *rest,
            *_parts(item, library, width),
            *_told(item, library, width),
        )
        found = known[alike] = lines, (item.rules, item.escalation)
    return found[0]


MOST_KNOWN = 1_000
MOST_WAITING = 100
STATUS_INK = {Status.COMPLETE: Ink.GOOD, Status.INCOMPLETE: Ink.WARNING, Status.INVALID: Ink.ERROR}


def _is_blank(found: Reviewed) -> bool:
    return bool(found.diagnostics) and any(d.code == BLANK for d in found.diagnostics)


def _all_faults(item: Reviewed, width: int) -> Iterator[str]:
    for title, faults in by_heading(item.diagnostics).items():
        if faults:
            yield from _faults(title, faults, width)


def _state(found: Reviewed) -> str:
    return "NOT USABLE" if found.is_set_aside else str(found.status).upper()


def outcome(found: Reviewed, library: Basis) -> str:
    """The status, the form and the judgement."""
    if found.is_set_aside:
        return _state(found)
    form = _form(found, library)
    line = f"{_state(found)}  {form.identity.title if form else 'form not known'}"
    if found.judgement is not None and form and form.judgement:
        line += f", judged {form.judgement.label_of(found.judgement)}"
    if _is_blank(found):
        line += ", blank"
    return line


def _form(found: Reviewed, library: Basis) -> Form | None:
    """The form that was filled in, in the version by which it was judged."""
    return found.rules.form if found.rules else next((f for f in library.forms if f.identity.id == found.form), None)


def _parts(found: Reviewed, library: Basis, width: int) -> Iterator[str]:
    """How far each part has got, and for whom the return waits; nothing where one part alone is due and no other is
    waited for, as the status says it all."""
    form = _form(found, library)
    titles = {part.id: part.title for part in form.parts} if form else {}
    begun = [part for part in found.parts if part.status is not None]
    said = [f"{titles[part.id]}: {part.status}" for part in begun if part.id in titles]
    waiting = waits_for(found)
    if len(said) > 1 or waiting:
        yield from _wrapped("; ".join(said), 2, width)
    if waiting:
        yield from _wrapped(waiting, 2, width)


def waits_for(found: Reviewed) -> str | None:
    """For whom a return waits that is complete as far as it has got: whoever comes first, and who after them."""
    whom = [part.who for part in found.parts if part.waits]
    if not whom or found.status is not Status.COMPLETE:
        return None
    return f"Waiting for {', then '.join(whom)}."


def recipients(item: Reviewed, library: Basis) -> Iterator[tuple[str, str | None]]:
    """Each who must be told, and why; the mailboxes that get a copy, without a why."""
    found, framework = item.escalation, (item.rules and item.rules.words) or library.framework
    if found is None:
        return
    for told in found.recipients:
        role = framework.role(told.role).title if framework else told.role
        role += " of the auditor" if told.of == AUDITOR else ""
        because = f"because it was {told.why}" if told.is_judged else f"because: {told.why}"
        soon = f"; must respond {told.respond_within.in_words}" if told.respond_within else ""
        yield f"{role}: {_who(told)}", because + soon
    for box in found.copy_to:
        mailbox = framework.mailbox(box) if framework else None
        yield f"Copy to {mailbox.title} <{mailbox.address}>" if mailbox else f"Copy to {box}", None


def by_heading(diagnostics: Sequence[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The faults of a return, the gravest first, under the headings that people know them by."""
    headings: dict[str, list[Diagnostic]] = {
        "Nobody is notified": [], "Not everybody is notified": [], "Nobody is named": [],
        "Wrong": [], "Missing": [], "Check": [],
    }  # fmt: skip
    for fault in diagnostics:
        if fault.severity is Severity.WARNING:
            headings["Check"].append(fault)
        elif fault.code == "escalation/judgement-unknown":
            headings["Not everybody is notified"].append(fault)
        elif fault.code == "escalation/nobody-named":
            headings["Nobody is named"].append(fault)
        elif fault.code.startswith("escalation/"):
            headings["Nobody is notified"].append(fault)
        else:
            headings["Missing" if fault.code in MISSING else "Wrong"].append(fault)
    return headings


def _told(found: Reviewed, library: Basis, width: int) -> Iterator[str]:
    if found.superseded_by is not None:
        yield from _wrapped(f"Does not count: {shown(found.superseded_by)} counts instead.", 2, width)
        return
    if found.nobody is not None:
        yield from _wrapped(nobody_need_hear(found.nobody), 2, width)
    if found.escalation is None:
        return
    yield heading("  Must be notified:")
    for who, why in recipients(found, library):
        yield from _wrapped(who, 4, width)
        if why:
            yield from _wrapped(why, 6, width)


def nobody_need_hear(reason: str) -> str:
    """What is said of a return of a form that says so."""
    return f"Nobody needs to be notified: {' '.join(reason.split())}"


def _who(told: Told) -> str:
    if told.name is None:
        return "nobody is named. Find out who it is."
    return told.name if told.email is None else f"{told.name} <{told.email}>"


def _faults(title: str, found: list[Diagnostic], width: int) -> Iterator[str]:
    yield heading(f"  {title}:")
    for fault in found:
        yield inked("    ", (Ink.PLACE, shown(str(fault.place))), " ", (ink_of(fault), fault.code))
        yield from _wrapped(words(fault), 6, width)


def summary(tally: Tally) -> Iterator[str]:
    """How many returns there were, and how many of each status."""
    numbers = {status: n - tally.set_aside * (status is Status.INVALID) for status, n in tally.statuses.items()}
    counts = ", ".join(f"{number} {status}" for status, number in numbers.items() if number)
    yield count(sum(numbers.values()), "return") + (f": {counts}." if counts else ".")
    if tally.unread:
        yield f"{tally.unread} of them could not be read or may be something else."
    for code, (of_one, of_several) in BESIDE.items():
        if number := tally.beside[code]:
            yield f"{number} of them {of_one if number == 1 else of_several}."
    if tally.superseded:
        one = "does not count: another counts instead"
        yield f"{tally.superseded} of them {one if tally.superseded == 1 else 'do not count: others count instead'}."
    if untold := tally.untold - tally.set_aside:
        yield f"Nobody has been notified about {untold} of them."
    if tally.set_aside:
        about = "it" if tally.set_aside == 1 else "them"
        yield f"{count(tally.set_aside, 'file')} arrived that cannot be used. Nobody has been notified about {about}."
    if tally.dealt_with:
        have = "has" if tally.dealt_with == 1 else "have"
        yield f"{count(tally.dealt_with, 'file')} that cannot be used {have} been dealt with."
    yield from kept_out(tally.kept_out)


def kept_out(numbers: Mapping[str, int]) -> Iterator[str]:
    """How many files are no returns, by the file that says so."""
    for by, number in numbers.items():
        are = "file is not a return" if number == 1 else "files are not returns"
        yield f"{number} {are}, according to {shown(by)}."


@lru_cache(4096)  # the same is said of many returns
def _wrapped(line: str, indent: int, width: int) -> tuple[str, ...]:
    space = " " * indent
    return tuple(
        wrap(
            line,
            width,
            initial_indent=space,
            subsequent_indent=space + "  ",
            break_on_hyphens=False,
            break_long_words=False,  # the name of a file stays one
        )
    )
