"""Who has been told of what, by the record's events: enough to say what is due, and no more.

Of most audits it is enough to know that somebody was told. The whole of what was said is kept only of those about
which the team has decided that one return counts instead of another: there something may have to be taken back.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

from formwright.notices import things
from formwright.notices.notice import MAY_HAVE_IT, Before, Kind, Notice, Post, State
from formwright.record.events import Event


@dataclass(frozen=True, slots=True)
class Telling:
    """The last that is known of one notice that was begun. `at` is when it was handed over, `number` its place among
    all that were."""

    notice: Notice
    at: str
    number: int

    @property
    def may_have_it(self) -> bool:
        return self.notice.state in MAY_HAVE_IT


@dataclass(frozen=True, slots=True)
class Told:
    """`open` are the tellings that have not come to an end, by key."""

    _kept: dict[str, dict[str, Telling]] = field(default_factory=dict)
    open: dict[str, Telling] = field(default_factory=dict)
    _known: set[bytes] = field(default_factory=set)

    @classmethod
    def of(cls, events: Iterable[Event], decided: Collection[str]) -> "Told":
        """`decided` are the things, and the returns by their sha256, of which all is kept."""
        found = cls()
        for number, event in enumerate(events):
            telling = Telling(_notice(event), event.at, number)
            found._add(telling, telling.notice.thing in decided or telling.notice.sha256 in decided)
        return found

    def knows(self, email: str, say: str) -> bool:
        """Whether this address may have been told of it; of a slip, whether any address may."""
        return _mark(email, say) in self._known

    def passed(self, email: str, post: Post, say: str) -> bool:
        """Whether a post was told of it, when somebody else held it."""
        return _mark(f"post {post.id}", say) in self._known and _mark(f"{post.id} {email}", say) not in self._known

    def slipped(self, say: str) -> bool:
        return _mark("", say) in self._known

    def all_about(self, names: Iterable[str]) -> list[Telling]:
        """The tellings of these things and returns, where there was a decision about them, in their order."""
        found = {key: telling for name in names for key, telling in self._kept.get(name, {}).items()}
        return sorted(found.values(), key=lambda telling: telling.number)

    def _add(self, telling: Telling, is_kept: bool) -> None:
        notice = telling.notice
        if is_kept:
            for name in (notice.thing, notice.sha256):
                _keep(telling, self._kept.setdefault(name, {}))
        if telling.may_have_it:
            self._known.update(_marks(notice))
        elif notice.key in self.open:
            self._known.difference_update(_marks(notice))
        if notice.state is State.SENT:
            self.open.pop(notice.key, None)
        else:
            self.open[notice.key] = telling


def _marks(notice: Notice) -> Iterator[bytes]:
    for post in notice.posts:
        names = (f"post {post.id}", *(f"{post.id} {holder}" for holder in post.holders))
        yield from (_mark(name, say) for name in names for say in notice.says if not things.is_whole(say))
    yield from (_mark("" if notice.kind is Kind.SLIP else notice.email, say) for say in notice.says)


def _keep(telling: Telling, those: dict[str, Telling]) -> None:
    """A telling stands where it was handed over last, whenever it became known what came of that."""
    key = telling.notice.key
    earlier = those.get(key)
    if earlier is not None and telling.notice.state is not State.SENDING:
        those[key] = replace(telling, at=earlier.at, number=earlier.number)
        return
    those.pop(key, None)
    those[key] = telling


def before(telling: Telling) -> Iterator[Before]:
    return (Before(told, date.fromisoformat(telling.at[:10])) for told in telling.notice.told)


def _mark(email: str, say: str) -> bytes:
    return blake2b(f"{things.address(email)}\0{say}".encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _notice(event: Event) -> Notice:
    """What an event keeps of its notice."""
    more = event.more

    def text(key: str) -> str:
        return str(more.get(key) or "")

    def texts(key: str) -> tuple[str, ...]:
        value = more.get(key)
        return tuple(map(str, value)) if isinstance(value, list | tuple) else ()

    return Notice(
        key=text("key"),
        kind=Kind(text("kind")),
        file=text("file"),
        sha256=event.sha256 or "",
        case_id=text("case_id") or None,
        roles=texts("roles"),
        name=text("name"),
        email=text("email"),
        because=text("because"),
        thing=text("thing"),
        says=texts("says"),
        posts=_posts(more.get("posts")),
        told=texts("told"),
        respond_by=date.fromisoformat(text("respond_by")) if text("respond_by") else None,
        state=State(text("state")),
    )


def _posts(said: object) -> tuple[Post, ...]:
    found = said if isinstance(said, list | tuple) else ()
    return tuple(Post(id, tuple(holders)) for id, *holders in (map(str, each) for each in found))
