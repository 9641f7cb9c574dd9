"""What is due: a notice for each person who must yet be told of a return, and an error for each who cannot be reached.

A pure function of what the record holds, of who holds which role, and of the day. What counts as one thing is said in
`things`. Of a return, everybody is notified whom its rules name, whatever else is wrong with it; a return that the
team has decided does not count is told of no more, and what was said of it is taken back.
"""

from collections.abc import Iterable, Iterator

from formwright.diagnostics import Diagnostic
from formwright.escalation import nobody_told_of_arrived
from formwright.notices import audits, reminders, things
from formwright.notices.audits import Audit
from formwright.notices.decisions import Decisions, Joined
from formwright.notices.notice import Notice
from formwright.notices.setting import Held, Setting
from formwright.notices.told import Told
from formwright.oversight.reminders import Reminder
from formwright.places import Place
from formwright.record.events import What
from formwright.record.rows import Return


def due(held: Held, setting: Setting, owed: Iterable[Reminder] = ()) -> Iterator[Notice | Diagnostic]:
    """Every notice that is not known to have arrived, each once and in its state, and an error for everybody whom no
    notice can reach.

    `owed` is what people must be reminded of.

    A file that cannot be read is an error until somebody has said that they dealt with it.

    The record is gone through twice, so that only returns that have to do with each other are kept in memory."""
    decisions = Decisions.of(held)
    joined = Joined.of(held.returns(), decisions)
    told = Told.of(held.events(What.NOTICE), joined.decided | decisions.touched)
    handled = {event.sha256 for event in held.events(What.HANDLED)}
    arrived = {event.sha256 for event in held.events(What.NOT_USABLE)}
    given = set[str]()
    counting = (one for one in held.returns() if one.form is not None or one.sha256 not in handled)
    for returns in _together(counting, joined):
        if len(returns) == 1 and returns[0].form is None and returns[0].sha256 in arrived:
            yield nobody_told_of_arrived(Place(returns[0].file))
            continue
        for one in _of(returns, held, setting, told, decisions):
            if isinstance(one, Notice):
                given.add(one.key)
            yield one
    for one in reminders.due(owed, setting, told):
        if isinstance(one, Notice):
            given.add(one.key)
        yield one
    for telling in told.open.values():
        if telling.may_have_it and telling.notice.key not in given:
            yield telling.notice


def _together(returns: Iterable[Return], joined: Joined) -> Iterator[list[Return]]:
    together: dict[str, list[Return]] = {}
    for returned in returns:
        group = joined.group(returned)
        if group is None:
            yield [returned]
        else:
            together.setdefault(group, []).append(returned)
    yield from together.values()


def _of(
    returns: list[Return], held: Held, setting: Setting, told: Told, decisions: Decisions
) -> Iterator[Notice | Diagnostic]:
    counting, faults = decisions.counting(returns)
    yield from faults
    if not counting and any(decisions.is_removed(returned) for returned in returns):
        return  # what counted is gone at the end of its time, and was told of then
    is_decided = any(returned.sha256 in decisions.touched for returned in returns)
    names = [*map(things.audit, returns), *(returned.sha256 for returned in returns)] if is_decided else []
    audit = Audit(counting, tuple(told.all_about(names)), is_decided)
    yield from audits.notices(audit, setting, told, lambda sha256: held.events(What.RECEIVED, sha256))
