"""What changed between two versions of a form is told once, in words, with what it does to figures."""

import copy
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.samples import FRAMEWORK, SMALL, TOLD, times

from formwright.definitions import kinds
from formwright.marked import read
from formwright.model.form import Form
from formwright.releases.differences import form as forms
from formwright.releases.differences.change import Change, Effect
from formwright.releases.differences.form import Side

WORDING, COMPARABLE, BREAKS = Effect.WORDING, Effect.COMPARABLE, Effect.BREAKS
LIBRARIES = (FRAMEWORK, SMALL, TOLD)
ALL = [(n, form.identity.id) for n, library in enumerate(LIBRARIES) for form in library.forms]
Data = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Told = tuple[str, Effect]


@cache
def written(library: int, id: str) -> Data:
    """A form's definition as plain data, every value as it is typed."""
    for lines in LIBRARIES[library].texts.values():
        if f"id: {id}" in lines:
            found: Data = plain(read("\n".join(lines).encode(), id).data)
            return found
    raise AssertionError(id)


def plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    return [*map(plain, node)] if isinstance(node, list) else str(node)


def side(data: Data, library: int) -> Side:
    framework = LIBRARIES[library].framework
    assert framework is not None
    marked = read(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"').encode(), "form.yaml")
    built = kinds.build(marked.data, framework)
    assert isinstance(built, Form)
    return Side(built, lambda id: framework.role(id).title, lambda id: framework.mailbox(id).title, str)


def changes(library: int, id: str, edit: Callable[[Data], Any]) -> tuple[tuple[Change, ...], Any]:
    before = written(library, id)
    after = copy.deepcopy(before)
    expected = edit(after)
    return forms.compare(side(before, library), side(after, library)), expected


# --- one random edit -----------------------------------------------------------------------


def sections(data: Data, holding: str) -> list[Data]:
    return [section for section in data["sections"] if section.get(holding)]


def leaned_on(data: Data, name: str) -> bool:
    """Whether a condition, or who is notified, names this question or field."""
    return f".{name}" in str(data.get("escalation")) or any(
        f".{name}" in str(part) or f"'answer': '{name}'" in str(part) for part in conditions(data["sections"])
    )


def conditions(node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        for item in node:
            yield from conditions(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("asked_when", "required_when", "not_before", "not_after"):
                yield value
            else:
                yield from conditions(value)


def a_question(data: Data, draw: Draw) -> tuple[Data, list[Data], int]:
    found = sections(data, "questions")
    assume(found)
    section = draw(st.sampled_from(found))
    questions = section["questions"]
    return section, questions, draw(st.sampled_from([n for n, entry in enumerate(questions) if "ask" in entry]))


def a_field(data: Data, draw: Draw) -> Data:
    """Any field of the form, or column of answers."""
    lists = [
        section[name] for section in data["sections"] for name in ("fields", "answers", "after") if section.get(name)
    ]
    assume(lists)
    field: Data = draw(st.sampled_from(draw(st.sampled_from(lists))))
    return field


def a_place(data: Data, draw: Draw) -> tuple[Data, list[Data], int]:
    """A question where none comes under another heading when questions come, go or move."""
    section, questions, n = a_question(data, draw)
    assume(not any("heading" in one for one in questions))
    return section, questions, n


def reword(data: Data, draw: Draw) -> Told:
    _, questions, n = a_question(data, draw)
    questions[n]["ask"] += " throughout"
    return "question-reworded", WORDING


def replace(data: Data, draw: Draw) -> Told:
    _, questions, n = a_question(data, draw)
    questions[n]["ask"] = "Zebra crossings"
    return "question-replaced", BREAKS


def guide(data: Data, draw: Draw) -> Told:
    _, questions, n = a_question(data, draw)
    questions[n]["guidance"] = questions[n].get("guidance", "") + " Look twice."
    return "guidance", WORDING


def add(data: Data, draw: Draw) -> Told:
    _, questions, n = a_place(data, draw)
    questions.insert(n, {"id": "brand_new", "ask": "Is anything missing here?"})
    return "question-added", COMPARABLE


def remove(data: Data, draw: Draw) -> Told:
    _, questions, n = a_place(data, draw)
    assume(len(questions) > 1 and not leaned_on(data, questions[n]["id"]))
    del questions[n]
    return "question-removed", COMPARABLE


def move(data: Data, draw: Draw) -> Told:
    _, questions, n = a_place(data, draw)
    to = draw(st.integers(0, len(questions) - 1))
    assume(to != n)
    questions.insert(to, questions.pop(n))
    return "question-moved", WORDING


def move_on(data: Data, draw: Draw) -> Told:
    section, questions, n = a_place(data, draw)
    others = [
        other
        for other in sections(data, "questions")
        if other is not section
        and other["answers"] == section["answers"]
        and [other.get(k) for k in ("asked_when", "part")] == [section.get(k) for k in ("asked_when", "part")]
        and all(q.get("id") != questions[n]["id"] for q in other["questions"])
    ]
    assume(others and len(questions) > 1 and not leaned_on(data, questions[n]["id"]))
    draw(st.sampled_from(others))["questions"].append(questions.pop(n))
    return "question-moved", COMPARABLE


def rename(data: Data, draw: Draw) -> Told:
    _, questions, n = a_question(data, draw)
    assume(not leaned_on(data, questions[n]["id"]))
    questions[n] |= {"id": "renamed_now", "was": questions[n]["id"]}
    return "question-renamed", COMPARABLE


def relabel(data: Data, draw: Draw) -> Told:
    field = a_field(data, draw)
    assume(field["control"] != "signature" and not leaned_on(data, field["id"]))
    field["label"] += " in full"
    return "field-reworded", WORDING


def relabel_anew(data: Data, draw: Draw) -> Told:
    """A field of its own is what its label asks."""
    found = [
        field
        for section in data["sections"]
        for field in (*section.get("fields", ()), *section.get("after", ()))
        if field["control"] != "signature" and not leaned_on(data, field["id"])
    ]
    assume(found)
    field = draw(st.sampled_from(found))
    field["label"] = "Zebra crossings"
    return "field-replaced", COMPARABLE if field["control"] in ("text", "long-text", "email") else BREAKS


def require(data: Data, draw: Draw) -> Told:
    field = a_field(data, draw)
    assume("counts" not in field)
    needed = field.get("required", "true") == "true"
    field["required"] = "false" if needed else "true"
    return "optional" if needed else "required", COMPARABLE


def rescale(data: Data, draw: Draw) -> Told:
    field = a_field(data, draw)
    assume(
        field["control"] == "grade"
        and not leaned_on(data, field["id"])
        and not any("counts" in str(s) for s in data["sections"])
    )
    field |= {"control": "yes-no"}
    field.pop("scale", None)
    field.pop("not_applicable", None)
    return "control", BREAKS


def hint(data: Data, draw: Draw) -> Told:
    field = a_field(data, draw)
    field["hint"] = field.get("hint", "") + " Be brief."
    return "hint", WORDING


def choose(data: Data, draw: Draw) -> Told:
    """One more choice in a list that is written in the form."""
    field = a_field(data, draw)
    assume(isinstance(field.get("choices"), list))
    field["choices"] = [*field["choices"], {"id": "something-new", "label": "Something new"}]
    return "choice-added", BREAKS


def condition(data: Data, draw: Draw) -> Told:
    """A section is asked of some only."""
    found = [s for s in data["sections"] if "asked_when" not in s and (s.get("fields") or s.get("questions"))]
    deciding = [
        (f"{s['id']}.{f['id']}", f)
        for s in data["sections"]
        if "repeat" not in s
        for f in s.get("fields", ())
        if f["control"] == "yes-no"
    ]
    assume(found and deciding)
    path, _ = draw(st.sampled_from(deciding))
    section = draw(st.sampled_from(found))
    assume(not path.startswith(f"{section['id']}."))
    section["asked_when"] = {"field": path, "in": ["yes"]}
    return "asked-when", BREAKS


def told(data: Data, draw: Draw) -> Told:
    """Somebody else is notified of one judgement."""
    tell = data.get("escalation", {}).get("tell")
    assume(tell)
    recipients = tell[draw(st.sampled_from(sorted(tell)))]
    named = {one if isinstance(one, str) else one["role"] for one in recipients}
    others = sorted({one for rule in tell.values() for one in rule if isinstance(one, str)} - named)
    assume(others)
    recipients.append(draw(st.sampled_from(others)))
    return "recipient-added", COMPARABLE


def untold(data: Data, draw: Draw) -> Told:
    tell = data.get("escalation", {}).get("tell")
    assume(tell)
    recipients = tell[draw(st.sampled_from(sorted(tell)))]
    del recipients[draw(st.integers(0, len(recipients) - 1))]
    return "recipient-removed", COMPARABLE


def retitle(data: Data, draw: Draw) -> Told:
    draw(st.sampled_from(data["sections"]))["title"] += " and more"
    return "section-reworded", WORDING


def another_section(data: Data, draw: Draw) -> Told:
    new = {"id": "brand_new", "title": "One more", "fields": [{"id": "one", "label": "One", "control": "text"}]}
    data["sections"].insert(draw(st.integers(0, len(data["sections"]))), new)
    return "section-added", COMPARABLE


def no_section(data: Data, draw: Draw) -> Told:
    n = draw(st.integers(0, len(data["sections"]) - 1))
    gone = data["sections"].pop(n)
    assume(data["sections"] and f"{gone['id']}." not in str(data) and f"{gone['id']}[" not in str(data))
    assume("counts" not in str(data))
    return "section-removed", COMPARABLE


def rename_section(data: Data, draw: Draw) -> Told:
    section = draw(st.sampled_from(data["sections"]))
    assume(f"{section['id']}." not in str(data) and f"{section['id']}[" not in str(data))
    section |= {"id": "renamed_now", "was": section["id"]}
    return "section-renamed", COMPARABLE


EDITS = (
    reword, replace, guide, add, remove, move, move_on, rename, relabel, relabel_anew, require, rescale, hint,
    choose, condition, told, untold, retitle, another_section, no_section, rename_section,
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_edit_is_told_once_and_classed(edit: Callable[[Data, Draw], Told]) -> None:
    @settings(max_examples=times(6), suppress_health_check=[HealthCheck.filter_too_much])
    @given(st.sampled_from(ALL), st.data())
    def one(form: tuple[int, str], data: st.DataObject) -> None:
        found, expected = changes(*form, lambda after: edit(after, data.draw))
        assert [(change.what, change.effect) for change in found] == [expected]
        assert found[0].message.endswith(".")

    one()


@pytest.mark.parametrize(("library", "id"), ALL, ids=[id for _, id in ALL])
def test_a_form_is_not_different_from_itself(library: int, id: str) -> None:
    assert changes(library, id, lambda after: None)[0] == ()
    again, _ = changes(library, id, lambda after: after.update(version="9.9", issued="2026-01-01"))
    assert again == ()
