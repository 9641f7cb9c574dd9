"""What carries over to another version is there unchanged; what does not is listed whole, with the reason."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.releases.test_differences import ALL, EDITS, Data, Draw, changes, side, written
from tests.samples import times

from formwright.answers import address
from formwright.answers.kinds import Shape
from formwright.model.conditions import Value
from formwright.model.form import Field, Form
from formwright.releases.carrying import Carried, Carrying


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


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_nothing_is_lost_without_a_word_and_nothing_is_invented(edit: Callable[[Data, Draw], Any]) -> None:
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
        found = Carrying(old, new).carry(given, rows)
        assert {found.paths[path]: value for path, value in found.answers.items()} == {
            path: value for path, value in given.items() if path not in {d.path for d in found.dropped}
        }
        assert {address.of_every_row(path) for path in found.answers} <= {field.path for field in new.fields}
        assert all(dropped.why.endswith(".") for dropped in found.dropped)

    one()


@pytest.mark.parametrize(("library", "id"), ALL, ids=[id for _, id in ALL])
def test_all_carries_over_to_the_same_version(library: int, id: str) -> None:
    @settings(max_examples=times(2), suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def one(data: st.DataObject) -> None:
        form = side(written(library, id), library).form
        given, rows = answers(form, data.draw)
        found = Carrying(form, form).carry(given, rows)
        assert (found.answers, found.rows, found.dropped) == (given, rows, ())

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
