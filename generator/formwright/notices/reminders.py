"""A reminder for each person who still owes something: one email for all of it, and nothing that they were reminded of
before.

What each person owes is theirs alone: two people at one address get an email each, with nothing of the other in it.
"""

from collections.abc import Iterable, Iterator

from formwright.diagnostics import Diagnostic, error
from formwright.model.alike import alike
from formwright.notices import things, who
from formwright.notices.notice import Kind, Notice, State, spelt
from formwright.notices.setting import Setting
from formwright.notices.told import Told
from formwright.oversight.reminders import ACTION, Reminder, When
from formwright.places import Place

DIRECTORY = "directory.yaml"


def due(owed: Iterable[Reminder], setting: Setting, told: Told) -> Iterator[Notice | Diagnostic]:
    """A notice for each person who has not been reminded of all of this, and an error for whatever nobody can be
    reminded of."""
    people: dict[tuple[str, str], list[Reminder]] = {}
    nobodys: dict[str, list[Reminder]] = {}
    there = {alike(holder.name) for holder in setting.directory.all_holders if holder.covers(setting.today.isoformat())}
    for one in owed:
        if one.name is None:
            nobodys.setdefault(one.what, []).append(one)
        elif alike(one.name) not in there:
            yield _has_left(one)
        else:
            people.setdefault((things.address(one.email or ""), alike(one.name)), []).append(one)
    for each in nobodys.values():
        yield _nobody(each)
    for (address, _), each in people.items():
        first = each[0]
        if not who.can_be_written_to(first.email or ""):
            yield _no_address(first)
            continue
        news = [one for one in each if not told.knows(address, _say(one))]
        if news:
            yield _notice(news, setting, told)


def _say(one: Reminder) -> str:
    return things.digest("reminder", one.key)


def _notice(news: list[Reminder], setting: Setting, told: Told) -> Notice:
    in_order = sorted(news, key=lambda one: (one.by, one.what, one.about or ""))
    first, says = in_order[0], tuple(map(_say, in_order))
    thing = things.digest("reminder", things.address(first.email or ""), alike(first.name or ""))
    key = things.key(thing, Kind.REMINDER, first.email or "", says, 0)
    open = told.open.get(key)
    return Notice(
        key=key,
        kind=Kind.REMINDER,
        file="",
        sha256="",
        case_id=None,
        roles=tuple(dict.fromkeys(one.role for one in in_order if one.role)),
        name=first.name or "",
        email=first.email or "",
        because="; ".join(map(in_words, in_order)),
        thing=thing,
        says=says,
        told=tuple(map(in_words, in_order)),
        state=open.notice.state if open else State.READY,
        owes=tuple(in_order),
        as_of=setting.today,
    )


def in_words(one: Reminder) -> str:
    """What is owed, on one line, as it is kept in the record: without the case or the person that it is about."""
    verb = "was due" if one.when is When.OVERDUE else "is due"
    what = things.ended(things.line(one.what))[:-1]
    done = "not done" if one.what == ACTION else f"{one.done} of {one.owed} done"
    return f"{what}: {done}, {verb} by {spelt(one.by)}"


def _nobody(those: list[Reminder]) -> Diagnostic:
    first = min(those, key=lambda one: one.by)
    times = f" ({len(those)} times)" if len(those) > 1 else ""
    message = f"Nobody in the directory can be reminded of what is still owed: “{things.line(first.what)}”{times}, by "
    shows = "formwright action" if first.what == ACTION else "formwright due"
    hint = f"'{shows}' shows what is owed. Add the person to directory.yaml, or remind them in another way."
    return error("notice/nobody-to-remind", Place(DIRECTORY), f"{message}{spelt(first.by)}.", hint)


def _has_left(one: Reminder) -> Diagnostic:
    message = f"{things.line(one.name or '')} still owes something and is not in the directory any more: "
    message += f"“{things.line(one.what)}”, by {spelt(one.by)}."
    return error("notice/nobody-to-remind", Place(DIRECTORY), message, "Find out who does it now, and tell them.")


def _no_address(one: Reminder) -> Diagnostic:
    message = f"{things.line(one.name or '')} must be reminded of what they still owe, but no email can be sent to "
    message += f"“{one.email}”."
    return error("notice/no-address", Place(DIRECTORY), message, "Correct the address in directory.yaml.")
