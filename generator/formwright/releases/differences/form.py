"""What is different between two versions of a form.

Whether figures may be added up is judged as a careful person would: other words for the same question leave them as
they are; what is new, gone, moved or heard by others leaves those of the rest as they are; another way of answering,
other choices or another condition breaks them.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from formwright.model.case_fields import USUAL
from formwright.model.conditions import All, AnyOf, Anywhere, Condition, Is, Not, beyond
from formwright.model.form import (
    AUDITOR,
    Choice,
    Escalation,
    Field,
    Fields,
    Form,
    Part,
    Question,
    Questions,
    Recipient,
    Respond,
    Rows,
    Section,
)
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.followed import At, Followed, last
from formwright.releases.differences.pairs import Pair, paired
from formwright.releases.differences.words import is_same, listed, plainly, shown

SAME_ANSWER = ({"text", "long-text"},)
"""Controls that take the same answers."""


@dataclass(frozen=True, slots=True)
class Side:
    """A form of one version, with the words that its framework had then: the title of a role, a mailbox with its
    address, and a condition in words. `places` are the fields that say which service area or team something is of."""

    form: Form
    role: Callable[[str], str]
    mailbox: Callable[[str], str]
    when: Callable[[Condition], str]
    places: Collection[str] = frozenset(USUAL.places)

    def whom(self, recipient: Recipient) -> str:
        title = self.role(recipient.role)
        return f"{title} of the auditor" if recipient.of == AUDITOR else title


def compare(old: Side, new: Side) -> tuple[Change, ...]:
    """Every difference, in the order of the new form. Never empty for forms that differ in more than their version and
    its date."""
    if _bare(old.form) == _bare(new.form):
        return ()
    comparison = _Comparison(old, new)
    found = [*_together(comparison.found(), old.form, new.form)]
    document = new.form.identity.id
    if not found:
        message = "Something that people do not see has changed, such as the earlier name of a question."
        return (Change(document, (), "other", Effect.WORDING, message),)
    return tuple(found)


def _bare(form: Form) -> Form:
    """The form without what every new version has anew."""
    return dataclasses.replace(form, identity=dataclasses.replace(form.identity, version="", issued="", digest=""))


@dataclass(frozen=True, slots=True)
class _Found:
    """A change of one thing, before those that are alike are told together. `about` is the thing in a sentence, `of`
    the question that it answers; `said` is the rest of the sentence."""

    paths: tuple[str, ...]
    what: str
    effect: Effect
    about: str
    said: str
    old: str | None = None
    new: str | None = None
    of: str | None = None
    section: str | None = None


@dataclass(frozen=True)
class _Comparison:
    before: Side
    now: Side

    @cached_property
    def followed(self) -> Followed:
        return Followed(self.before.form, self.now.form)

    def found(self) -> Iterator[_Found]:
        yield from self._front()
        yield from self._parts()
        for pair in self.followed.sections:
            yield from self._section(pair)
        yield from self._elsewhere()
        yield from self._escalation()

    # --- the form as a whole -------------------------------------------------------------------

    def _front(self) -> Iterator[_Found]:
        old, new = self.before.form, self.now.form
        for what, name, was, now in (
            ("title", "The title", old.identity.title, new.identity.title),
            ("summary", "The summary", old.identity.summary, new.identity.summary),
            ("audience", "Who it is for", old.identity.audience, new.identity.audience),
            ("appendix", "The number of the appendix", old.identity.appendix, new.identity.appendix),
            ("introduction", "The introduction", old.introduction, new.introduction),
        ):
            yield from _text((), what, name, was, now)
        if plainly(old.identity.source_note) != plainly(new.identity.source_note):
            yield _Found(
                (), "notes", Effect.WORDING, "The note for those who keep it, which is not published,", "has changed"
            )
        if old.identity.landscape != new.identity.landscape:
            said = "is now printed on wide pages" if new.identity.landscape else "is now printed on upright pages"
            yield _Found((), "layout", Effect.WORDING, "The form", said)

    def _parts(self) -> Iterator[_Found]:
        old = {part.id: part for part in self.before.form.parts}
        pairs = paired(self.before.form.parts, self.now.form.parts, lambda part: old.get(part.id))
        for pair in pairs:
            part = pair.new or pair.old
            assert part is not None
            name = f"The part of {part.who}"
            if pair.old is None or pair.new is None:
                yield _Found((), "part-added" if pair.new else "part-removed", Effect.COMPARABLE, name, _come(pair))
                continue
            yield from _text((), "part-reworded", name, pair.old.title, pair.new.title)
            if pair.old.role != pair.new.role:
                yield _changed(
                    (), "part-role", Effect.COMPARABLE, name, "belongs to a different role", *self._roles(pair)
                )
            if pair.old.moderates != pair.new.moderates:
                said = "moderates another part" if pair.new.moderates else "no longer moderates another"
                yield _Found((), "part-moderates", Effect.COMPARABLE, name, said)
            if pair.is_moved:
                yield _Found((), "part-moved", Effect.COMPARABLE, name, "is in a different place in the order")

    def _roles(self, pair: Pair[Part]) -> tuple[str | None, str | None]:
        old = pair.old.role if pair.old else None
        new = pair.new.role if pair.new else None
        return self.before.role(old) if old else None, self.now.role(new) if new else None

    # --- sections ------------------------------------------------------------------------------

    def _section(self, pair: Pair[Section]) -> Iterator[_Found]:
        section = pair.new or pair.old
        assert section is not None
        name, paths = f"Section “{section.title}”", (section.id,)
        if pair.old is None or pair.new is None:
            words = f"{section.title}: {_many(section)}"
            old, new = (None, words) if pair.new else (words, None)
            what = "section-added" if pair.new else "section-removed"
            yield _Found(paths, what, Effect.COMPARABLE, name, _come(pair), old, new)
            return
        old_section, new_section = pair.old, pair.new
        yield from _text(paths, "section-reworded", name, old_section.title, new_section.title)
        if old_section.id != new_section.id:
            yield _Found(
                paths,
                "section-renamed",
                Effect.COMPARABLE,
                name,
                f"is now “{section.id}” in the data, and was “{old_section.id}”",
            )
        if pair.is_moved:
            yield _Found(paths, "section-moved", Effect.WORDING, name, "has moved")
        if old_section.number != new_section.number:
            yield _changed(
                paths, "number", Effect.WORDING, name, "has a different number", old_section.number, new_section.number
            )
        yield from _text(
            paths, "section-text", f"The text of section “{section.title}”", old_section.text, new_section.text
        )
        yield from self._condition(paths, name, None, None, old_section.asked_when, new_section.asked_when)
        if old_section.part != new_section.part:
            yield from self._part(paths, name, old_section.part, new_section.part)
        yield from self._content(paths, name, old_section, new_section)
        yield from self._inside(pair)

    def _content(self, paths: tuple[str, ...], name: str, old: Section, new: Section) -> Iterator[_Found]:
        match old.content, new.content:
            case Questions() as was, Questions() as now:
                yield from _text(
                    paths, "heading", f"The heading above the questions of “{new.title}”", was.heading, now.heading
                )
                order = {field: n for n, field in enumerate(now.answers)}
                both = [field for field in was.answers if field in order]
                if both != sorted(both, key=lambda field: order[field]):
                    yield _Found(paths, "answers-moved", Effect.WORDING, name, "has its answers in a different order")
            case Rows() as was, Rows() as now:
                yield from _text(paths, "row-name", f"The name of a row of “{new.title}”", was.row, now.row)
                if was.repeats != now.repeats:
                    said = "can have a different number of rows"
                    yield _changed(paths, "rows", Effect.COMPARABLE, name, said, _rows(was), _rows(now))
                if was.blank_rows != now.blank_rows:
                    said = f"has {now.blank_rows} empty rows on paper (was {was.blank_rows})"
                    yield _Found(paths, "layout", Effect.WORDING, name, said)
                if self._in_new(was.required_when) != _bare_condition(now.required_when):
                    said = "needs a row in different cases"
                    words = self._when(was.required_when, now.required_when)
                    yield _changed(paths, "rows-needed", Effect.COMPARABLE, name, said, *words)
            case was, now if type(was) is not type(now):
                said = f"now contains {_kind(new)} instead of {_kind(old)}"
                yield _Found(paths, "section-kind", Effect.COMPARABLE, name, said)
            case _:
                pass

    def _inside(self, pair: Pair[Section]) -> Iterator[_Found]:
        """What is in a section, and what was in it and is nowhere now."""
        for question in self.followed.questions:
            if _is_in(pair, question):
                yield from self._question(question)
        for field in self.followed.single:
            if _is_in(pair, field):
                yield from self._single(field)

    def _elsewhere(self) -> Iterator[_Found]:
        """What came out of a section that is gone, or into one that is new: the section is told of, and with it all
        that is gone or new in it."""
        stay = {id(p.new) for p in self.followed.sections if p.old and p.new}
        for question in self.followed.questions:
            if question.old and question.new and id(question.new.section) not in stay:
                yield from self._question(question)
        for field in self.followed.single:
            if field.old and field.new and id(field.new.section) not in stay:
                yield from self._single(field)

    # --- questions -----------------------------------------------------------------------------

    def _question(self, pair: Pair[At[Question]]) -> Iterator[_Found]:
        at = pair.new or pair.old
        assert at is not None
        question, paths, name = at.thing, (f"{at.section.id}.{at.id}",), _named(at.thing)
        if pair.old is None or pair.new is None:
            old, new = shown(*((None, question.ask) if pair.new else (question.ask, None)))
            what = "question-added" if pair.new else "question-removed"
            yield _Found(paths, what, Effect.COMPARABLE, name, _come(pair), old, new)
            return
        was, now = pair.old.thing, pair.new.thing
        yield from self._place(pair, paths, name, "question")
        yield from self._asked(paths, name, was, now)
        yield from _text(paths, "guidance", f"The guidance of {_inner(name)}", was.guidance, now.guidance)
        yield from _text(paths, "heading", f"The heading above {_inner(name)}", was.heading, now.heading)
        if was.printed != now.printed:
            said = "has a different number"
            yield _changed(
                paths, "number", Effect.WORDING, name, said, was.shown or "no number", now.shown or "no number"
            )
        if was.standards != now.standards:
            said = "tests different standards" if now.standards else "no longer tests any standard"
            words = (", ".join(was.standards) or None, ", ".join(now.standards) or None)
            yield _changed(paths, "standards", Effect.COMPARABLE, name, said, *words)
        sections = pair.old.section.asked_when, pair.new.section.asked_when
        yield from self._condition(paths, name, *sections, was.asked_when, now.asked_when)
        for answer in self.followed.answers(pair):
            yield from self._field(answer, pair.new.section, (was.asked_when, now.asked_when), question=now)

    def _asked(self, paths: tuple[str, ...], name: str, was: Question, now: Question) -> Iterator[_Found]:
        old, new = plainly(was.ask), plainly(now.ask)
        if old == new:
            return
        if is_same(old, new):
            yield _Found(paths, "question-reworded", Effect.WORDING, name, "is reworded", *shown(was.ask, now.ask))
        else:
            said = "now asks something different, so it counts as a new question"
            yield _Found(paths, "question-replaced", Effect.BREAKS, name, said, *shown(was.ask, now.ask))

    def _place(
        self, pair: Pair[At[Question]] | Pair[At[Field]], paths: tuple[str, ...], name: str, sort: str
    ) -> Iterator[_Found]:
        """Whether it stands elsewhere, or has another name in the data."""
        assert pair.old and pair.new
        section = self.followed.section_ids.get(pair.old.section.id)
        if section != pair.new.section.id:
            said = f"has moved from section “{pair.old.section.title}” to “{pair.new.section.title}”"
            yield _Found(paths, f"{sort}-moved", Effect.COMPARABLE, name, said)
        elif pair.is_moved:
            yield _Found(paths, f"{sort}-moved", Effect.WORDING, name, "has moved")
        if pair.old.id != pair.new.id:
            said = f"is now “{pair.new.id}” in the data, and was “{pair.old.id}”"
            yield _Found(paths, f"{sort}-renamed", Effect.COMPARABLE, name, said)

    # --- fields --------------------------------------------------------------------------------

    def _single(self, pair: Pair[At[Field]]) -> Iterator[_Found]:
        if pair.old is None or pair.new is None:
            at = pair.new or pair.old
            assert at is not None
            fields: Pair[Field] = Pair(pair.old.thing if pair.old else None, pair.new.thing if pair.new else None)
            yield from self._field(fields, at.section, (None, None))
            return
        yield from self._place(pair, (pair.new.thing.path,), f"“{pair.new.thing.label}”", "field")
        sections = pair.old.section.asked_when, pair.new.section.asked_when
        yield from self._field(Pair(pair.old.thing, pair.new.thing), pair.new.section, sections)

    def _field(
        self,
        pair: Pair[Field],
        section: Section,
        around: tuple[Condition | None, Condition | None],
        question: Question | None = None,
    ) -> Iterator[_Found]:
        """What changed of one field. `around` are the conditions of what it stands in, which are told of there."""
        of = _named(question) if question else None
        for found in self._of_field(pair, around, is_answer=question is not None):
            yield dataclasses.replace(found, of=of, section=section.id)

    def _of_field(
        self, pair: Pair[Field], around: tuple[Condition | None, Condition | None], is_answer: bool
    ) -> Iterator[_Found]:
        field = pair.new or pair.old
        assert field is not None
        paths, name = (field.path,), f"“{field.label}”"
        if pair.old is None or pair.new is None:
            words = f"{field.label} ({field.control}{'' if field.required else ', optional'})"
            old, new = (None, words) if pair.new else (words, None)
            what = "field-added" if pair.new else "field-removed"
            yield _Found(paths, what, Effect.COMPARABLE, name, _come(pair), old, new)
            return
        was, now = pair.old, pair.new
        yield from _label(paths, name, was, now, is_answer)
        yield from _text(paths, "hint", f"The hint of {name}", was.hint, now.hint)
        yield from _text(paths, "heading", f"The heading above {name}", was.group, now.group)
        if is_answer and last(was.path) != last(now.path):
            said = f"is now “{last(now.path)}” in the data, and was “{last(was.path)}”"
            yield _Found(paths, "field-renamed", Effect.COMPARABLE, name, said)
        if was.control != now.control:
            is_alike = any({was.control, now.control} <= alike for alike in SAME_ANSWER)
            effect = Effect.COMPARABLE if is_alike else Effect.BREAKS
            yield _changed(paths, "control", effect, name, "is answered differently", was.control, now.control)
        else:
            yield from _choices(paths, name, was, now, self.now.places)
        if was.required != now.required:
            said = "is now required" if now.required else "is no longer required"
            yield _Found(paths, "required" if now.required else "optional", Effect.COMPARABLE, name, said)
        yield from self._condition(paths, name, *around, was.asked_when, now.asked_when)
        yield from self._limits(paths, name, was, now)
        if was.part != now.part:
            yield from self._part(paths, name, was.part, now.part)
        if was.none != now.none:
            alone = [f.label_of(f.none) if f.none else None for f in (was, now)]
            yield _changed(paths, "none", Effect.COMPARABLE, name, "has a different choice for none of these", *alone)
        if was.counts != now.counts:
            yield _Found(paths, "counts", Effect.BREAKS, name, "is worked out differently")
        if was.width != now.width:
            yield _Found(paths, "layout", Effect.WORDING, name, "has a different width on paper")

    def _limits(self, paths: tuple[str, ...], name: str, was: Field, now: Field) -> Iterator[_Found]:
        if was.unit != now.unit:
            yield _changed(paths, "unit", Effect.BREAKS, name, "is measured in a different unit", was.unit, now.unit)
        without = [dataclasses.replace(f.limits, unit=None).said if f.limits else None for f in (was, now)]
        if without[0] != without[1]:
            yield _changed(paths, "limits", Effect.COMPARABLE, name, "has different limits", *without)
        for what, old, new in (
            ("not before", was.not_before, now.not_before),
            ("not after", was.not_after, now.not_after),
        ):
            if (self._path(old.path) if old else None) != (new.path if new else None):
                said = f"has a different date that it must be {what}"
                words = (old.label if old else None, new.label if new else None)
                yield _changed(paths, "limits", Effect.COMPARABLE, name, said, *words)

    def _part(self, paths: tuple[str, ...], name: str, old: str | None, new: str | None) -> Iterator[_Found]:
        words = [
            next((part.title for part in form.parts if part.id == id), None)
            for form, id in ((self.before.form, old), (self.now.form, new))
        ]
        yield _changed(paths, "part", Effect.COMPARABLE, name, "is filled in by someone else", *words)

    # --- conditions ----------------------------------------------------------------------------

    def _condition(
        self,
        paths: tuple[str, ...],
        name: str,
        old_around: Condition | None,
        new_around: Condition | None,
        old: Condition | None,
        new: Condition | None,
    ) -> Iterator[_Found]:
        """When it is asked, beyond what is said of what it stands in."""
        own = [
            beyond(self._in_new(old), self._in_new(old_around)),
            beyond(_bare_condition(new), _bare_condition(new_around)),
        ]
        if own[0] == own[1]:
            return
        said = (
            "applies in different cases" if old and new else "no longer always applies" if new else "now always applies"
        )
        words = self._when(beyond(old, old_around), beyond(new, new_around))
        yield _changed(paths, "asked-when", Effect.BREAKS, name, said, *words)

    def _when(self, old: Condition | None, new: Condition | None) -> tuple[str | None, str | None]:
        return self.before.when(old) if old else None, self.now.when(new) if new else None

    def _in_new(self, condition: Condition | None) -> Condition | None:
        """The old form's condition as the new form would write it: a field that has another name is the same one."""
        return _spelt(condition, self._path, self._pattern) if condition else None

    def _path(self, path: str) -> str:
        now = self.followed.fields.get(path)
        return now.path if now else path

    def _pattern(self, pattern: str) -> str:
        section, *rest = pattern.split(".")
        bare = section.removesuffix("[]")
        name = self.followed.section_ids.get(bare, bare) + section[len(bare) :]
        fields = [
            now
            for old, now in self.followed.fields.items()
            if old.startswith((f"{bare}.", f"{bare}[].")) and last(old) == rest[-1]
        ]
        answer = last(fields[0].path) if fields else rest[-1]
        return ".".join((name, *rest[:-1], answer))

    # --- who is notified -----------------------------------------------------------------------

    def _escalation(self) -> Iterator[_Found]:
        old, new = self.before.form, self.now.form
        was, now = old.escalation or Escalation(None, ()), new.escalation or Escalation(None, ())
        yield from _text((), "nobody", "The reason why nobody is notified", old.nobody, new.nobody, Effect.COMPARABLE)
        yield from self._judgements(was, now)
        labels = {c.value: c.label for form in (old, new) for f in form.judgements for c in f.choices or ()}
        for judgement in dict.fromkeys(rule.judgement for rule in (*was.rules, *now.rules)):
            rules = [one.rule_for(judgement) for one in (was, now)]
            told = [rule.recipients if rule else () for rule in rules]
            where = f"at {labels.get(judgement, judgement)}"
            yield from self._recipients(where, told[0], told[1])
            yield from _respond(where, *(rule.respond_within if rule else None for rule in rules))
        yield from _respond("", was.respond_within, now.respond_within)
        yield from self._also(was, now)
        told_by_default = [tuple(map(Recipient, one.default)) for one in (was, now)]
        yield from self._recipients("where there is no valid judgement", *told_by_default)
        for gone in [id for id in was.copy_to if id not in now.copy_to]:
            yield _Found(
                (), "copy-removed", Effect.COMPARABLE, "A copy", f"no longer goes to {self.before.mailbox(gone)}"
            )
        for come in [id for id in now.copy_to if id not in was.copy_to]:
            yield _Found((), "copy-added", Effect.COMPARABLE, "A copy", f"goes to {self.now.mailbox(come)}")

    def _judgements(self, was: Escalation, now: Escalation) -> Iterator[_Found]:
        in_new = tuple(map(self._path, was.judgements))
        if in_new == now.judgements:
            return
        names = [
            ", ".join(f.label for path in paths for f in form.fields if f.path == path) or None
            for form, paths in ((self.before.form, was.judgements), (self.now.form, now.judgements))
        ]
        said = "decides who is notified" if now.judgements else "no longer decides who is notified"
        yield _changed(now.judgements, "judgement", Effect.BREAKS, "A different judgement", said, *names)

    def _also(self, was: Escalation, now: Escalation) -> Iterator[_Found]:
        """Rules that hold whatever the judgement: one is the same where its condition is."""
        old = {(self._in_new(rule.when), None if rule.when else rule.reason): rule for rule in was.also}
        new = {(_bare_condition(rule.when), None if rule.when else rule.reason): rule for rule in now.also}
        for key in dict.fromkeys((*old, *new)):
            before, after = old.get(key), new.get(key)
            rule = after or before
            assert rule is not None
            side = self.now if after else self.before
            where = side.when(rule.when) if rule.when else f"always ({plainly(rule.reason)})"
            yield from self._recipients(where, before.recipients if before else (), after.recipients if after else ())
            yield from _respond(where, *(one.respond_within if one else None for one in (before, after)))
            if before and after and rule.when:
                yield from _text((), "reason", f"The reason for notifying someone {where}", before.reason, after.reason)

    def _recipients(self, where: str, old: tuple[Recipient, ...], new: tuple[Recipient, ...]) -> Iterator[_Found]:
        was = {(r.role, r.of): r for r in old}
        now = {(r.role, r.of): r for r in new}
        for key, one in was.items():
            if key not in now:
                yield _Found(
                    (),
                    "recipient-removed",
                    Effect.COMPARABLE,
                    "Recipient",
                    f"removed {where}: {self.before.whom(one)}",
                )
        for key, one in now.items():
            only = f", only {self.now.when(one.when)}" if one.when else ""
            if key not in was:
                yield _Found(
                    (), "recipient-added", Effect.COMPARABLE, "Recipient", f"added {where}: {self.now.whom(one)}{only}"
                )
            elif self._in_new(was[key].when) != _bare_condition(one.when):
                said = f"{where} is notified in different cases"
                yield _changed(
                    (),
                    "recipient-when",
                    Effect.COMPARABLE,
                    self.now.whom(one),
                    said,
                    *self._when(was[key].when, one.when),
                )


def _is_in(section: Pair[Section], pair: Pair[At[Question]] | Pair[At[Field]]) -> bool:
    """Whether it stands in this section, or stood in it and is nowhere now."""
    if pair.new is not None:
        return pair.new.section is section.new
    return pair.old is not None and pair.old.section is section.old


def _bare_condition(condition: Condition | None) -> Condition | None:
    """A condition as it is compared: one on any question does not change when a question is added."""
    return _spelt(condition, str, str) if condition else None


def _spelt(condition: Condition, path: Callable[[str], str], pattern: Callable[[str], str]) -> Condition:
    """The condition with its fields by other names, and without a list of all that one on any question looks at."""
    match condition:
        case Is(field):
            return dataclasses.replace(condition, field=path(field))
        case Not(of):
            return Not(_spelt(of, path, pattern))
        case All(of):
            return All(tuple(_spelt(part, path, pattern) for part in of))
        case AnyOf(of):
            return AnyOf(tuple(_spelt(part, path, pattern) for part in of))
        case Anywhere(name, values, _, how):
            return Anywhere(pattern(name), values, (), how)


# --- words of one change -----------------------------------------------------------------------


def _text(
    paths: tuple[str, ...], what: str, name: str, old: str | None, new: str | None, effect: Effect = Effect.WORDING
) -> Iterator[_Found]:
    was, now = plainly(old) or None, plainly(new) or None
    if was != now:
        said = "is new" if was is None else "has been removed" if now is None else "is reworded"
        yield _Found(paths, what, effect, name, said, *shown(old, new))


def _respond(where: str, old: Respond | None, new: Respond | None) -> Iterator[_Found]:
    was, now = (one.in_words if one else None for one in (old, new))
    yield from _text((), "respond", f"How soon to respond {where}".strip(), was, now, Effect.COMPARABLE)


def _changed(
    paths: tuple[str, ...],
    what: str,
    effect: Effect,
    name: str,
    said: str,
    old: str | None = None,
    new: str | None = None,
) -> _Found:
    return _Found(paths, what, effect, name, said, plainly(old) or None, plainly(new) or None)


def _label(paths: tuple[str, ...], name: str, was: Field, now: Field, is_answer: bool) -> Iterator[_Found]:
    """What a field is called. One that answers a question says little by itself; of any other it is what is asked."""
    if is_answer or is_same(was.label, now.label):
        yield from _text(paths, "field-reworded", name, was.label, now.label)
    else:
        effect = Effect.COMPARABLE if now.control in _IN_WORDS else Effect.BREAKS
        said = "now asks something different, so it counts as a new field"
        yield _Found(paths, "field-replaced", effect, name, said, *shown(was.label, now.label))


_IN_WORDS = ("text", "long-text", "email", "signature")
"""Answers that no figure is made of."""


def _choices(paths: tuple[str, ...], name: str, was: Field, now: Field, places: Collection[str]) -> Iterator[_Found]:
    """What can be chosen. A label that says something else, or what another choice said, is another choice."""
    old, new = [{c.value: c for c in field.choices or ()} for field in (was, now)]
    # Teams and service areas come and go in every organisation: whose case it is changes no other answer.
    breaks = Effect.COMPARABLE if now.path in places else Effect.BREAKS
    labels = {plainly(c.label).casefold(): value for value, c in old.items()}
    for value in old:
        if value not in new:
            yield _Found(paths, "choice-removed", breaks, name, f"can no longer be “{old[value].label}”")
    for value, choice in new.items():
        if value not in old:
            yield _Found(paths, "choice-added", breaks, name, f"can now be “{choice.label}”")
            continue
        yield from _choice(paths, name, old[value], choice, labels, breaks)
    both = [value for value in old if value in new]
    if both != [value for value in new if value in old]:
        effect = Effect.BREAKS if was.scale or now.scale else Effect.WORDING
        words = (", ".join(c.label for c in old.values()), ", ".join(c.label for c in new.values()))
        yield _Found(paths, "choices-moved", effect, name, "has its choices in a different order", *words)


def _choice(
    paths: tuple[str, ...], name: str, was: Choice, now: Choice, labels: dict[str, str | int], breaks: Effect
) -> Iterator[_Found]:
    old, new = plainly(was.label), plainly(now.label)
    if old != new:
        is_anothers = labels.get(new.casefold(), was.value) != was.value
        is_reworded = not is_anothers and is_same(old, new)
        effect = Effect.WORDING if is_reworded else breaks
        said = f"has a choice that is now “{new}” (was “{old}”)"
        yield _Found(paths, "choice-reworded" if is_reworded else "choice-replaced", effect, name, said, old, new)
    if plainly(was.meaning) != plainly(now.meaning):
        said = f"explains “{new}” differently"
        meanings = (plainly(was.meaning) or None, plainly(now.meaning) or None)
        yield _Found(paths, "meaning", Effect.COMPARABLE, name, said, *meanings)


def _come(pair: Pair[object] | Pair[Section] | Pair[Part] | Pair[Field] | Pair[At[Question]]) -> str:
    return (
        "is new"
        if pair.new is not None
        else "is no longer asked"
        if not isinstance(pair.old, Section | Part)
        else "has been removed"
    )


def _named(question: Question) -> str:
    shown = question.shown
    return f"Question {shown}" if shown else f"The question “{plainly(question.ask)}”"


def _inner(name: str) -> str:
    """In the middle of a sentence."""
    return f"{name[:1].lower()}{name[1:]}"


def _many(section: Section) -> str:
    match section.content:
        case Questions(_, _, questions):
            return f"{len(questions)} question{'s' if len(questions) != 1 else ''}"
        case Fields(fields):
            return f"{len(fields)} field{'s' if len(fields) != 1 else ''}"
        case _:
            return _kind(section)


def _kind(section: Section) -> str:
    match section.content:
        case Questions():
            return "questions"
        case Fields():
            return "fields"
        case Rows():
            return "rows"
        case _:
            return "only a text"


def _rows(rows: Rows) -> str:
    most = "any number" if rows.repeats.maximum is None else f"at most {rows.repeats.maximum}"
    return f"at least {rows.repeats.minimum}, {most}"


# --- what is alike is told once ----------------------------------------------------------------


def _together(found: Iterable[_Found], old: Form, form: Form) -> Iterator[Change]:
    """Each kind of change once, with all that changed alike."""
    titles = {section.id: section.title for one in (old, form) for section in one.sections}
    alike: dict[tuple[object, ...], list[_Found]] = {}
    for n, one in enumerate(found):
        is_of_field = one.section is not None
        key = (one.what, one.effect, one.said, one.old, one.new) if is_of_field else (n,)
        alike.setdefault(key, []).append(one)
    for members in alike.values():
        first = members[0]
        paths = tuple(path for one in members for path in one.paths)
        message = f"{_subject(members, form)} {_plural(first.said, members)}."
        section = titles.get(paths[0].split(".")[0].removesuffix("[]")) if paths else _section_of(first.what)
        yield Change(form.identity.id, paths, first.what, first.effect, message, first.old, first.new, section)


_NOTIFIED = ("nobody", "recipient", "respond", "copy", "reason", "judgement")


def _section_of(what: str) -> str | None:
    """Where what belongs to no section of the form is told."""
    return "Who is notified" if what.startswith(_NOTIFIED) else None


def _subject(members: list[_Found], form: Form) -> str:
    """All that changed alike, in a sentence: “Comments” of questions 1, 2 and 3."""
    by_label: dict[str, list[_Found]] = {}
    for one in members:
        by_label.setdefault(one.about, []).append(one)
    return listed([_with_questions(label, ones, form) for label, ones in by_label.items()])


def _with_questions(label: str, members: list[_Found], form: Form) -> str:
    of = [one.of for one in members if one.of]
    if not of:
        return label
    sections = {one.section for one in members}
    for section in form.sections:
        if (
            sections == {section.id}
            and isinstance(section.content, Questions)
            and len(of) == len(section.content.questions) > 1
        ):
            return f"{label} of every question of “{section.title}”"
    numbers = [name.removeprefix("Question ") for name in of if name.startswith("Question ")]
    if len(numbers) == len(of) > 1:
        return f"{label} of questions {listed(numbers)}"
    return f"{label} of {listed([_inner(name) for name in of])}"


def _plural(said: str, members: list[_Found]) -> str:
    """The rest of the sentence where several different things are its subject."""
    if len({one.about for one in members}) == 1:
        return said
    for one, many in (
        ("is ", "are "),
        ("has ", "have "),
        ("can ", "can "),
        ("must ", "must "),
        ("applies ", "apply "),
        ("explains ", "explain "),
    ):
        if said.startswith(one):
            return many + said[len(one) :]
    return said
