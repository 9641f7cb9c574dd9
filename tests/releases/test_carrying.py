"""What carries over to another version is there unchanged; what does not is listed whole, with the reason."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.releases.test_differences import (
    ALL,
    EDITS,
    Data,
    Draw,
    add,
    changes,
    choose,
    move,
    move_on,
    plain,
    remove,
    rename,
    rename_section,
    replace,
    rescale,
    reword,
    side,
    written,
)  # fmt: skip
from tests.samples import times

from formwright.answers import address
from formwright.answers.kinds import Shape
from formwright.model.conditions import Value
from formwright.model.form import Field, Form
from formwright.releases.carrying import Carried, Carrying

Edit = Callable[[Data, Draw], Any]
MOVING = (add, choose, move, move_on, remove, rename, rename_section, replace, rescale, reword)
"""Edits that can be made to one form twice, after which things are elsewhere or gone."""


def answer(field: Field, draw: Draw) -> Value:
    values = [choice.value for choice in field.choices or ()]
    if field.kind.shape is Shape.SEVERAL_OF:
        return tuple(draw(st.lists(st.sampled_from([str(v) for v in values]), min_size=1, unique=True)))
    return draw(st.sampled_from(values)) if values else draw(st.text("ab c1", min_size=1, max_size=9))  # type: ignore[no-any-return]


def answers(form: Form, draw: Draw) -> tuple[dict[str, Value], dict[str, int]]:
    rows = {section.id: draw(st.integers(0, 3)) for section, _ in form.rows}
    found: dict[str, Value] = {}
    for field in form.fields:
        several = range(rows[field.path.partition("[")[0]]) if "[]" in field.path else ()
        for path in [address.row_path(field.path, n) for n in several] or [field.path]:
            if "[]" not in path and draw(st.booleans()):
                found[path] = answer(field, draw)
    return found, rows


def is_whole(found: Carried, given: Mapping[str, Value], new: Form) -> None:
    """What carries over is there unchanged, the rest is listed, each answer once."""
    carried = {found.paths[path]: value for path, value in found.answers.items()}
    dropped = [one.path for one in found.dropped]
    assert sorted([*carried, *dropped]) == sorted(given)
    assert carried == {path: value for path, value in given.items() if path not in dropped}
    assert {address.of_every_row(path) for path in found.answers} <= {field.path for field in new.fields}
    assert {path for one in found.reworded for path in one.paths} <= set(carried)
    assert all(one.why.endswith(".") for one in found.dropped)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_nothing_is_lost_without_a_word_and_nothing_is_invented(edit: Edit) -> None:
    @settings(max_examples=times(4), suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    @given(st.sampled_from(ALL), st.data())
    def one(form: tuple[int, str], data: st.DataObject) -> None:
        kept: list[Data] = []

        def change(after: Data) -> None:
            edit(after, data.draw)
            kept.append(after)

        changes(*form, change)
        old, new = (side(version, form[0]).form for version in (written(*form), kept[0]))
        given, rows = answers(old, data.draw)
        there = Carrying(old, new).carry(given, rows)
        back = Carrying(new, old, is_back=True).carry(there.answers, there.rows)
        is_whole(there, given, new)
        is_whole(back, there.answers, old)

    one()


@settings(max_examples=times(20), suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.sampled_from(ALL), st.sampled_from(MOVING), st.sampled_from(MOVING), st.data())
def test_nor_is_it_over_two_versions_there_and_back(
    form: tuple[int, str], first: Edit, second: Edit, data: st.DataObject
) -> None:
    versions = [written(*form)]
    for edit in (first, second):
        versions.append(copy.deepcopy(versions[-1]))
        edit(versions[-1], data.draw)
    old, between, new = (side(each, form[0]).form for each in versions)
    assume(all(len({f.path for f in one.fields}) == len(one.fields) for one in (between, new)))
    given, rows = answers(old, data.draw)

    there = Carrying(old, new, (between,)).carry(given, rows)
    back = Carrying(new, old, (between,), is_back=True).carry(there.answers, there.rows)

    is_whole(there, given, new)
    is_whole(back, there.answers, old)
    assert all(there.paths[was] == path for path, was in back.paths.items())  # each is where it came from


@pytest.mark.parametrize(("library", "id"), ALL, ids=[id for _, id in ALL])
def test_all_carries_over_to_the_same_version(library: int, id: str) -> None:
    @settings(max_examples=times(2), suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def one(data: st.DataObject) -> None:
        form = side(written(library, id), library).form
        given, rows = answers(form, data.draw)
        found = Carrying(form, form).carry(given, rows)
        assert (found.answers, found.rows, found.dropped, found.reworded) == (given, rows, (), ())

    one()


def carried(edit: Callable[[Data], Any], answers: dict[str, Value]) -> Carried:
    before = written(0, "tier1-generic-audit")
    after = side(before, 0)
    kept: list[Data] = []

    def change(after: Data) -> None:
        edit(after)
        kept.append(after)

    changes(0, "tier1-generic-audit", change)
    return Carrying(after.form, side(kept[0], 0).form).carry(answers, {})


def test_an_answer_follows_its_question_under_a_new_name() -> None:
    def rename(data: Data) -> None:
        question = data["sections"][1]["questions"][2]
        assert question["id"] == "voice_of_child"
        question |= {"id": "voice", "was": "voice_of_child"}

    found = carried(rename, {"evaluation.voice_of_child.grade": 2})
    assert found.answers == {"evaluation.voice.grade": 2}


def test_a_choice_that_says_something_else_now_stays_behind() -> None:
    def swap(data: Data) -> None:
        field = data["sections"][0]["fields"][-1]
        assert field["id"] == "child_status"
        field["choices"] = [
            {"id": "cared-for", "label": "Known to nobody"},
            {"id": "care-leaver", "label": "Care leaver"},
        ]

    found = carried(swap, {"details.child_status": "cared-for"})
    assert [(d.path, d.why) for d in found.dropped] == [
        ("details.child_status", "“Cared for” is called “Known to nobody” in that version, which may not be the same.")
    ]
    assert carried(swap, {"details.child_status": "care-leaver"}).answers == {"details.child_status": "care-leaver"}
    assert "not among the choices" in carried(swap, {"details.child_status": "assessment"}).dropped[0].why


# --- several versions on the way ----------------------------------------------------------------


def version(*edits: Callable[[Data], Any]) -> Form:
    """The Tier 1 audit after these edits."""
    data = copy.deepcopy(written(0, "tier1-generic-audit"))
    for edit in edits:
        edit(data)
    return side(data, 0).form


def asked(data: Data, n: int = 2) -> Data:
    question: Data = data["sections"][1]["questions"][n]
    return question


def renamed(id: str, *, keep: bool = True) -> Callable[[Data], None]:
    """The third question gets this id, and the definition says what it was before, or that alone."""

    def edit(data: Data) -> None:
        earlier = asked(data).get("was", []) if keep else []
        asked(data).update(id=id, was=[*earlier, asked(data)["id"]])

    return edit


def test_a_question_is_followed_through_every_version_though_each_names_only_the_last() -> None:
    steps = [(), (renamed("voice"),), (renamed("voice"), renamed("heard", keep=False))]
    first, second, third = (version(*edits) for edits in steps)
    answers: dict[str, Value] = {"evaluation.voice_of_child.grade": 2, "evaluation.voice_of_child.comments": "Seen."}

    there = Carrying(first, third, (second,)).carry(answers, {})
    back = Carrying(third, first, (second,), is_back=True).carry(there.answers, {})

    assert there.answers == {"evaluation.heard.grade": 2, "evaluation.heard.comments": "Seen."}
    assert back.answers == answers
    assert {d.path for d in Carrying(first, third).carry(answers, {}).dropped} == set(answers)


def test_a_name_that_another_question_has_by_now_is_not_taken_for_the_old_one() -> None:
    def another(data: Data) -> None:
        new = {"id": "voice_of_child", "ask": "Are brothers and sisters known?"}
        data["sections"][1]["questions"].append(new)

    first, second, third = version(), version(renamed("voice")), version(renamed("voice"), another)

    found = Carrying(first, third, (second,)).carry({"evaluation.voice_of_child.grade": 2}, {})

    assert found.answers == {"evaluation.voice.grade": 2}


def test_what_was_left_out_for_a_while_and_is_asked_again_in_the_same_words_carries_over() -> None:
    def left_out(data: Data) -> None:
        del data["sections"][1]["questions"][2]

    def otherwise(data: Data) -> None:
        asked(data)["ask"] += " (always)"

    answers: dict[str, Value] = {"evaluation.voice_of_child.grade": 2}
    found = Carrying(version(), version(), (version(left_out),)).carry(answers, {})
    reworded = Carrying(version(), version(otherwise), (version(left_out),)).carry(answers, {})

    assert found.answers == answers
    assert [d.why for d in reworded.dropped] == ["It is not part of that version."]


def test_what_is_worded_differently_is_named_with_both_wordings() -> None:
    def otherwise(data: Data) -> None:
        asked(data)["ask"] += " (always)"

    answers: dict[str, Value] = {"evaluation.voice_of_child.grade": 2, "evaluation.voice_of_child.comments": "Seen."}
    (found,) = Carrying(version(), version(otherwise)).carry(answers, {}).reworded

    assert set(found.paths) == set(answers)
    assert found.new == f"{found.old} (always)"


def test_a_field_that_has_become_another_under_its_name_gets_no_answer() -> None:
    def otherwise(label: str) -> Callable[[Data], None]:
        return lambda data: data["sections"][0]["fields"][0].update(label=label)

    answers: dict[str, Value] = {"details.case_id": "A1"}

    assert Carrying(version(), version(otherwise("Telephone"))).carry(answers, {}).dropped
    assert Carrying(version(), version(otherwise("Case number?"))).carry(answers, {}).answers == answers


@pytest.mark.parametrize("label", ["Not cared for", "Care leaver now", "Cared for by others"])
def test_one_word_more_makes_it_another_choice(label: str) -> None:
    def otherwise(data: Data) -> None:
        field = data["sections"][0]["fields"][-1]
        field["choices"] = [{"id": "cared-for", "label": label}]

    assert Carrying(version(), version(otherwise)).carry({"details.child_status": "cared-for"}, {}).dropped


def test_rows_are_not_joined_with_those_of_another_section() -> None:
    def of(*columns: tuple[str, list[str]]) -> Form:
        sections = [
            {"id": id, "title": id.title(), "repeat": {"row": "Row", "min": 0}, "fields": [
                {"id": name, "label": name.title(), "control": "text"} for name in names]}
            for id, names in columns
        ]  # fmt: skip
        whole = written(0, "tier1-generic-audit")
        return side(plain({**whole, "escalation": {"nobody": "A trial."}, "sections": sections}), 0).form

    old, new = of(("first", ["what"]), ("other", ["why"])), of(("first", ["what", "why"]))

    found = Carrying(old, new).carry({"first[0].what": "Ring", "other[0].why": "It is late"}, {"first": 1, "other": 1})

    assert (found.answers, found.rows) == ({"first[0].what": "Ring"}, {"first": 1})
    assert [d.why for d in found.dropped] == ["It is in the rows of a different section in that version."]
