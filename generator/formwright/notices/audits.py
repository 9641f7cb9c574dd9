"""What is due of one audit: of all returns of it that the record holds, and of those that they took the place of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from formwright.diagnostics import Diagnostic, error
from formwright.model.form import AUDITOR, CASE, Respond
from formwright.model.review import Told as Recipient
from formwright.notices import slips, things, who
from formwright.notices.notice import About, Before, Kind, Notice, Post, Reason, State
from formwright.notices.setting import Setting
from formwright.notices.told import Telling, Told, before
from formwright.notices.who import Person
from formwright.oversight import working_days
from formwright.places import Place
from formwright.record.events import Event
from formwright.record.rows import Return

Received = Callable[[str], Iterable[Event]]
"""When and whence a return came, by its sha256."""


@dataclass(frozen=True, slots=True)
class Audit:
    """`returns` are those that count. `tellings` are what was said of them, and of others in whose place they are,
    where it `is_decided` by the team which one counts."""

    returns: tuple[Return, ...]
    tellings: tuple[Telling, ...] = ()
    is_decided: bool = False


def notices(audit: Audit, setting: Setting, told: Told, received: Received) -> Iterator[Notice | Diagnostic]:
    seen = set[str]()
    pieces: dict[str, list[_Piece]] = {}
    for returned in audit.returns:
        is_again = things.work(returned) in seen
        seen.add(things.work(returned))
        for found in (*_pieces(returned, setting), *_not_worked_out(returned)):
            if isinstance(found, _Piece):
                pieces.setdefault(things.address(found.person.email), []).append(found)
            elif not is_again:
                yield found
    now = {say for each in pieces.values() for piece in each for say in piece.says}
    posts = {piece.post.id for each in pieces.values() for piece in each}
    for address, each in pieces.items():
        notice = _notice(each, _Knows.of(audit, told, address), now, setting)
        if notice is not None:
            yield _in_state(_marked(notice, each, setting, received), told)
    for address, tellings in _by_address(audit.tellings).items():
        if address not in pieces:
            notice = _taken_back(tellings[-1], _Knows.of(audit, told, address), now, posts)
            if notice is not None:
                yield _in_state(notice, told)
    for slip in slips.due(audit.returns, setting, told, received):
        yield _in_state(slip, told) if isinstance(slip, Notice) else slip


def _in_state(notice: Notice, told: Told) -> Notice:
    open = told.open.get(notice.key)
    return notice if open is None else replace(notice, state=open.notice.state)


# --- who must be told of one return --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """One person, told of one return for one reason. `says` is what they then know; `work` that they know all of this
    return that concerns them."""

    returned: Return
    person: Person
    reason: Reason
    post: Post
    says: tuple[str, ...]
    work: str
    within: Respond | None = None


def _pieces(returned: Return, setting: Setting) -> Iterator["_Piece | Diagnostic"]:
    thing = things.audit(returned)
    work = things.whole(returned)
    for (role, of), told in {(one.role, one.of): one for one in _recipients(returned)}.items():
        people = list(who.holding(setting.directory, told, returned, setting.today))
        title = setting.framework.role(role).title + (" of the auditor" if of == AUDITOR else "")
        if not people:
            yield _nobody(returned, title)
        post = Post(
            things.post(role if of == CASE else f"{role} of {of}", returned),
            tuple(sorted({things.address(p.email) for p in people})),
        )
        for person in people:
            if who.can_be_written_to(person.email):
                reason = Reason(role, title, told.because, told.is_judged, person.how)
                yield _Piece(
                    returned, person, reason, post, tuple(_says(thing, returned, told)), work, told.respond_within
                )
            else:
                yield _no_address(returned, title, person)


def _recipients(returned: Return) -> tuple[Recipient, ...]:
    return returned.escalation.recipients if returned.escalation else ()


def _says(thing: str, returned: Return, told: Recipient) -> Iterator[str]:
    if told.is_judged:
        yield things.judged(thing, returned.judgement)
    if not told.is_judged or "; " in told.because:
        yield things.reason(thing, told.because)


def _not_worked_out(returned: Return) -> Iterator[Diagnostic]:
    """The errors of a return of which it is not known who must be told; never nothing, where nobody is."""
    there = {fault.code: fault for fault in returned.faults if fault.code in (NOBODY, UNKNOWN)}
    if returned.escalation is not None and returned.escalation.recipients:
        there.pop(NOBODY, None)  # who holds the roles is asked anew
    elif NOBODY not in there and returned.nobody is None and not _may_be_silent(returned):
        message = "The record does not say who must be notified about this return."
        yield error("notice/not-known", Place(returned.file), message, "Check it, and run 'formwright record'.")
    yield from there.values()


NOBODY, UNKNOWN = "escalation/nobody-told", "escalation/judgement-unknown"


def _may_be_silent(returned: Return) -> bool:
    """Whether nobody need be told: the form has no rule, or whoever judges has not begun."""
    return any(fault.code in ("escalation/not-judged-yet", "escalation/no-rule") for fault in returned.faults)


def _nobody(returned: Return, title: str) -> Diagnostic:
    message = f"{title} must be notified about {things.case(returned.case_id)}, but nobody is named for this role."
    hint = "Find out who holds the role and notify them. Add them to directory.yaml."
    return error("escalation/nobody-named", Place(returned.file), message, hint)


def _no_address(returned: Return, title: str, person: Person) -> Diagnostic:
    message = f"{title} must be notified about {things.case(returned.case_id)}, but no email can be sent to "
    message += f"“{person.email}”, the address of {person.name}."
    return error("notice/no-address", Place(returned.file), message, "Correct the address in directory.yaml.")


# --- what of it is new to somebody ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Knows:
    """What an address has been told of an audit. Where something was decided, `tellings` are those that hold: a
    correction takes the place of all before it. `count` is how many it ever had."""

    told: Told
    email: str
    is_decided: bool
    count: int
    tellings: tuple[Telling, ...]

    @classmethod
    def of(cls, audit: Audit, told: Told, address: str) -> "_Knows":
        every = _by_address(audit.tellings).get(address, [])
        last = max((n for n, t in enumerate(every) if t.notice.kind is Kind.CORRECTION), default=0)
        return cls(told, address, audit.is_decided, len(every), tuple(every[last:]))

    def has(self, say: str) -> bool:
        if self.is_decided:
            return any(say in telling.notice.says for telling in self.tellings)
        return self.told.knows(self.email, say)

    def lacks(self, post: Post, say: str) -> bool:
        return not self.has(say) and not self.passed(post, say, self.email)

    def passed(self, post: Post, say: str, holder: str) -> bool:
        """Whether the post was told of it before this holder came to it."""
        return not self.is_decided and self.told.passed(holder, post, say)

    def as_told(self, post: Post, says: Iterable[str]) -> Post:
        """Without those who came to the post after it was told."""
        lasting = [say for say in says if not things.is_whole(say)]
        return Post(post.id, tuple(h for h in post.holders if not all(self.passed(post, say, h) for say in lasting)))

    def stale(self, now: Iterable[str]) -> bool:
        """Whether something is no longer so that they were told; `now` is what is said to anybody."""
        known = {say for telling in self.tellings for say in telling.notice.says if not things.is_whole(say)}
        return not known.issubset(now)

    def was_taken_back(self) -> bool:
        return bool(self.tellings) and self.tellings[0].notice.kind is Kind.CORRECTION

    @property
    def before(self) -> tuple[Before, ...]:
        return tuple(one for telling in self.tellings for one in before(telling))


def _by_address(tellings: Iterable[Telling]) -> dict[str, list[Telling]]:
    found: dict[str, list[Telling]] = {}
    for telling in tellings:
        if telling.may_have_it and telling.notice.kind is not Kind.SLIP:
            found.setdefault(things.address(telling.notice.email), []).append(telling)
    return found


def _notice(pieces: list[_Piece], knows: _Knows, now: set[str], setting: Setting) -> Notice | None:
    """What is due to one address, for any number of reasons and returns; None where all is known there."""
    is_stale = knows.stale(now)
    news = [
        p
        for p in pieces
        if not knows.has(p.work)
        and any(not knows.has(say) and not knows.passed(p.post, say, knows.email) for say in p.says)
    ]
    if not news and not is_stale:
        return None
    meant = _without_repeats(pieces if is_stale else [p for p in pieces if p.work in {n.work for n in news}])
    kind = Kind.CORRECTION if is_stale or knows.was_taken_back() else Kind.NOTICE
    first, person = meant[0].returned, meant[0].person
    abouts = tuple(_about(group, setting) for group in _by_return(meant))
    says = tuple(dict.fromkeys((*(s for p in meant for s in p.says), *(p.work for p in meant))))
    thing = things.audit(first)
    day, within = _deadline(meant, setting.today)
    return Notice(
        key=things.key(thing, kind, person.email, says, knows.count),
        kind=kind,
        file=first.file,
        sha256=first.sha256,
        case_id=first.case_id,
        roles=tuple(dict.fromkeys(p.reason.role for p in meant)),
        name=person.name,
        email=person.email,
        because="; ".join(dict.fromkeys(reason.in_words for about in abouts for reason in about.reasons)),
        thing=thing,
        says=says,
        posts=tuple({p.post.id: knows.as_told(p.post, p.says) for p in meant}.values()),
        told=tuple(about.in_words for about in abouts),
        about=abouts,
        before=knows.before if kind is Kind.CORRECTION else (),
        respond_by=day,
        respond_within=within.days if within and within.are_working else None,
    )


def _deadline(pieces: list[_Piece], today: date) -> tuple[date | None, Respond | None]:
    """The first of all the days by which they must respond, and what it follows from."""
    days = [(_respond_by(piece.within, today), piece.within) for piece in pieces if piece.within]
    return min(days, key=lambda one: one[0], default=(None, None))


def _respond_by(within: Respond, today: date) -> date:
    return working_days.add(today, within.days) if within.are_working else today + timedelta(within.days)


def _without_repeats(pieces: list[_Piece]) -> list[_Piece]:
    """Without the returns that say nothing but what an earlier one says."""
    said, kept = set[str](), []
    for group in _by_return(pieces):
        says = {say for piece in group for say in piece.says}
        if not says <= said:
            kept.extend(group)
        said |= says
    return kept


def _by_return(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    groups: dict[str, list[_Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.returned.sha256, []).append(piece)
    return list(groups.values())


def _about(pieces: list[_Piece], setting: Setting) -> About:
    returned = pieces[0].returned
    rules = setting.rules(returned)
    field = rules.form.judgement if rules else None
    values = [str(choice.value) for choice in (field.choices or ())] if field else []
    judgement = returned.judgement
    return About(
        file=returned.file,
        sha256=returned.sha256,
        title=rules.form.identity.title if rules else returned.form or "",
        case_id=returned.case_id,
        date=returned.date,
        judgement=field.label_of(judgement) if field and judgement else judgement,
        rank=values.index(judgement) if judgement in values else len(values),
        reasons=tuple({p.reason.title: p.reason for p in pieces}.values()),
    )


def _marked(notice: Notice, pieces: list[_Piece], setting: Setting, received: Received) -> Notice:
    """With what concerns the one who gets it: whether they are the auditor."""
    email = things.address(notice.email)
    for piece in pieces:
        if who.is_auditor(piece.returned, piece.person) or who.sender(received(piece.returned.sha256)) == email:
            return replace(notice, is_auditor=True)
    return notice


# --- what has to be taken back -------------------------------------------------------------------


def _taken_back(last: Telling, knows: _Knows, now: set[str], posts: set[str]) -> Notice | None:
    """The correction for somebody whom no rule names any more, unless all that they were told still holds and
    somebody else has their role now."""
    in_force = [t for t in knows.tellings if t.notice.says]
    if not in_force or not (knows.stale(now) or posts.isdisjoint(p.id for t in in_force for p in t.notice.posts)):
        return None
    return replace(
        last.notice,
        key=things.key(last.notice.thing, Kind.CORRECTION, last.notice.email, (), knows.count),
        kind=Kind.CORRECTION,
        says=(),
        posts=(),
        told=(f"you no longer need to do anything about {things.case(last.notice.case_id)}",),
        respond_by=None,
        state=State.READY,
        before=knows.before,
    )
