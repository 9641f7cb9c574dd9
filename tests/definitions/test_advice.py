"""What is not wrong and hardly meant is a warning at its line, and one cause gives one of them."""

import json
import shutil
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import times

from formwright.definitions.advice.two_questions import reads_like_two
from formwright.definitions.library import Library, load
from formwright.model.conditions import All, Answer, AnyOf, Condition, Is, Not, as_data, holds

EXAMPLES = Path(__file__).parent.parent / "examples"
FRAMEWORK = EXAMPLES / "framework"
LAID_OVER = sorted(
    f.parent
    for code in ("framework/unused", "directory/nobody-holds", "handbook/no-text", "form/fewer-told")
    for f in (EXAMPLES / "definitions" / "frameworks").glob("*/expected")
    if f.read_text("utf-8").startswith(code)
)
BOOK = shutil.ignore_patterns("expected")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FRAMEWORK, tmp_path / "framework"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def found(library: Library) -> list[str]:
    return [f"{d.code} at {Path(d.place.file).name}:{d.place.mark.line}" for d in library.diagnostics if d.place.mark]


@pytest.mark.parametrize("folder", LAID_OVER, ids=lambda f: f.name)
def test_what_a_whole_framework_lacks_is_said_where_it_can_be_put_right(folder: Path, root: Path) -> None:
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    shutil.copytree(folder, root, dirs_exist_ok=True, ignore=BOOK)
    code, _, place = (folder / "expected").read_text("utf-8").strip().partition(" at ")

    assert found(load(root)) == [f"{code} at {Path(place).name.rpartition(':')[0]}"]


IRO_OF_CARED_FOR = "{role: iro, when: {field: details.child_status, in: [cared-for]}}"
GRADE = "{{id: {0}, grade: {1}, label: G{1}, meaning: M}}"


@pytest.mark.parametrize(
    ("below", "word", "line"),
    [
        ("roles:", "{id: carer, title: Foster Carer}", 9),
        ("choices:", "{id: other, title: Other, choices: [{id: a, label: A}]}", 16),
        ("scales:", f"{{id: other, title: Other, grades: [{GRADE.format('a', 1)}, {GRADE.format('b', 2)}]}}", 22),
        ("mailboxes:", "{id: old, title: Old, address: old@example.org}", 28),
        ("appendices:", '{number: "3", title: To come}', 30),
    ],
)
def test_a_word_that_nothing_refers_to_is_a_warning(root: Path, below: str, word: str, line: int) -> None:
    change(root / "framework.yaml", f"{below}\n", f"{below}\n  - {word}\n")

    assert found(load(root)) == [f"framework/unused at framework.yaml:{line}"]


def test_a_body_that_a_text_names_is_used(root: Path) -> None:
    change(root / "framework.yaml", "service_areas:", "bodies:\n  - {id: ab, title: The Board (AB)}\nservice_areas:")
    before = found(load(root))

    change(root / "standards" / "small-standards.yaml", "I listen.", "I listen to the board.")

    assert (before, found(load(root))) == (["framework/unused at framework.yaml:13"], [])


def test_what_seems_unused_is_not_spoken_of_while_something_is_wrong(root: Path) -> None:
    change(root / "forms" / "small-audit.yaml", "role: iro", "rolle: iro")

    assert {d.split()[0] for d in found(load(root))} == {"form/unknown-key"}


def test_a_holder_is_missed_for_each_service_area_that_has_none(root: Path) -> None:
    form = root / "forms" / "small-audit.yaml"
    case = "{id: case_id, label: Case ID, control: text}\n"
    change(form, case, f"{case}      - {{id: service_area, label: Area, control: choice, choices: service-areas}}\n")
    roles = [f"  - {{role: {role}, name: N, email: n@example.org}}" for role in ("team-manager", "head-of-service")]
    iro = "  - {role: iro, name: N, email: n@example.org, service_area: north}"
    (root / "directory.yaml").write_text("\n".join(["kind: directory", "holders:", *roles, iro, ""]), "utf-8")

    (warning,) = load(root).diagnostics

    assert warning.message == "Forms notify 'iro', but nobody holds that role for South."
    assert warning.hint == "Add a holder. Until then, nobody can be notified."


def test_a_form_that_cannot_say_whose_case_it_is_is_told_how(root: Path) -> None:
    roles = [f"  - {{role: {role}, name: N, email: n@example.org}}" for role in ("team-manager", "head-of-service")]
    iro = "  - {role: iro, name: N, email: n@example.org, service_area: north}"
    (root / "directory.yaml").write_text("\n".join(["kind: directory", "holders:", *roles, iro, ""]), "utf-8")

    (warning,) = (d for d in load(root).diagnostics if d.code == "directory/nobody-holds")

    assert warning.hint == (
        "Add one for all, or ask for 'details.service_area' in these forms: it says whose case it is."
    )


@pytest.mark.parametrize(
    ("good", "inadequate", "warned"),
    [
        ("[team-manager]", "[team-manager, head-of-service]", False),
        ("[team-manager, iro]", f"[team-manager, {IRO_OF_CARED_FOR}]", True),
        (f"[team-manager, {IRO_OF_CARED_FOR}]", f"[team-manager, {IRO_OF_CARED_FOR}]", False),
        (f"[team-manager, {IRO_OF_CARED_FOR}]", "[team-manager, iro]", False),
    ],
)
def test_a_worse_judgement_tells_all_that_hear_of_the_better_one(
    root: Path, good: str, inadequate: str, warned: bool
) -> None:
    change(
        root / "framework.yaml", "    grades:\n", "    grades:\n      - {id: best, grade: 0, label: B, meaning: B}\n"
    )
    form = root / "forms" / "small-audit.yaml"
    text = form.read_text("utf-8").partition("  tell:")[0]
    told = f"  tell: {{best: [head-of-service, iro], good: {good}, inadequate: {inadequate}}}\n  copy_to: [audits]\n"
    form.write_text(text + told, "utf-8")

    assert [d.code for d in load(root).diagnostics] == ["form/fewer-told"] * warned


def test_a_condition_on_what_can_never_be_asked_points_there(root: Path) -> None:
    form = root / "forms" / "small-audit.yaml"
    change(
        form,
        "    title: Evaluation",
        "    title: Evaluation\n    asked_when: {field: details.child_status, in: [child-in-need]}",
    )
    change(form, "{field: overall.judgement, in: [inadequate]}", "{field: evaluation.review.grade, in: [2]}")

    (error,) = load(root).diagnostics

    assert error.code == "form/never-met" and "'evaluation.review.grade', which can never be asked" in str(error.hint)


def test_two_fields_of_one_label_that_are_never_asked_together_are_told_apart(root: Path) -> None:
    when = "asked_when: {field: details.child_status, in: [%s]}"
    status = "choices: child-status}\n"
    two = "".join(
        f"      - {{id: {id}, label: Since, control: date, {when % id.replace('_', '-')}}}\n"
        for id in ("cared_for", "child_in_need")
    )
    change(root / "forms" / "small-audit.yaml", status, status + two)

    assert found(load(root)) == []


@pytest.mark.parametrize(
    ("ask", "two"),
    [
        ("Was it held? Who came?", True),
        ("Is there a plan, and is it followed?", True),
        ("Is there a plan and how does it help?", True),
        ("Is the plan clear and followed?", False),
        ("Is it clear who the worker and the manager are, by name?", False),
        ("The plan is clear, and is followed", False),
        ("Is the plan there (and is it dated)?", False),
    ],
)
def test_two_questions_in_one_are_known_by_a_second_beginning(ask: str, two: bool) -> None:
    assert reads_like_two(ask) is two


JUDGEMENT = "      - {id: judgement, label: Judgement, control: choice, choices: judgement}\n"
AS_GRADE = "{id: moderated, label: Moderated, control: grade, scale: judgement, required: false}"


@pytest.mark.parametrize(
    ("after", "added", "warned"),
    [
        (JUDGEMENT, "      - {id: moderated, label: Moderated, control: choice, choices: judgement}\n", True),
        (JUDGEMENT, f"      - {AS_GRADE}\n", True),
        ("      - {id: urgent, label: Urgent, control: yes-no}\n", f"      - {AS_GRADE}\n", True),  # in each row
        (
            "      - {id: comments, label: Comments, control: long-text, required: false}\n",
            f"      - {AS_GRADE}\n",
            False,
        ),
        (JUDGEMENT, "      - {id: moderated, label: Moderated, control: choice, choices: child-status}\n", False),
    ],
)
def test_a_judgement_beside_the_one_that_is_heard_is_a_warning(
    root: Path, after: str, added: str, warned: bool
) -> None:
    change(root / "forms" / "small-audit.yaml", after, after + added)

    assert [d.code for d in load(root).diagnostics] == ["form/judgement-unheard"] * warned


def test_a_judgement_that_a_rule_looks_at_is_heard(root: Path) -> None:
    form = root / "forms" / "small-audit.yaml"
    change(form, JUDGEMENT, f"{JUDGEMENT}      - {AS_GRADE}\n")
    change(form, "[team-manager]", '[team-manager, {role: iro, when: {field: overall.moderated, in: ["2"]}}]')

    assert "form/judgement-unheard" not in {d.code for d in load(root).diagnostics}


@pytest.mark.parametrize(
    ("escalation", "code", "hint"),
    [
        ("{nobody: We keep it.}", None, None),
        ("{nobdy: We keep it.}", "form/unknown-key", "Did you mean 'nobody'?"),
        ('{nobody: " "}', "form/empty-text", None),
        ("{nobody: [we]}", "form/wrong-type", None),
        ("{}", "form/missing-key", "Add 'judgement: …' and 'tell: …'."),
        ("{nobody: We keep it., copy_to: [audits]}", "form/needless-key", "Keep one or the other."),
    ],
)
def test_a_form_may_say_why_nobody_need_be_told(
    root: Path, tmp_path: Path, escalation: str, code: str | None, hint: str | None
) -> None:
    text = (root / "forms" / "small-audit.yaml").read_text("utf-8").replace("id: small-audit", "id: other")
    file = tmp_path / "other.yaml"
    file.write_text(f"{text.partition('escalation:')[0]}escalation: {escalation}\n", "utf-8")

    found = load(root, [file]).diagnostics

    assert [d.code for d in found] == ([code] if code else [])
    assert hint in (None, *(d.hint for d in found))


# --- the law of conditions -----------------------------------------------------------------

ANSWERS: list[dict[str, Answer]] = [
    {"details.one": one, "details.two": two} for one, two in product(("a", "b", "c"), ("yes", "no", None))
]
LEAF = st.builds(Is, st.just("details.one"), st.sampled_from([("a",), ("a", "b"), ("a", "b", "c")])) | st.builds(
    Is, st.just("details.two"), st.sampled_from([("yes",), ("yes", "no")])
)
CONDITION = st.recursive(
    LEAF,
    lambda part: st.one_of(st.builds(Not, part), *(st.builds(kind, st.tuples(part, part)) for kind in (All, AnyOf))),
    max_leaves=3,
)


@settings(max_examples=times(30), deadline=None)
@given(section=CONDITION, field=CONDITION, optional=st.booleans())
def test_what_is_said_of_two_conditions_is_what_all_answers_say(
    section: Condition, field: Condition, optional: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("law") / "law.yaml"
    written = (json.dumps(as_data(c)) for c in (section, field))
    file.write_text(LAW.format(*written, required=str(not optional).lower()), "utf-8")
    answers = [a for a in ANSWERS if optional or a["details.two"]]
    within = [a for a in answers if holds(section, a.get)]
    asked = [a for a in within if holds(field, a.get)]
    expected = []
    if not within:
        expected.append("form/never-met at law.yaml:19")
    if not any(holds(field, a.get) for a in answers):
        expected.append("form/never-met at law.yaml:21")
    if not expected:
        if len(within) == len(answers):
            expected.append("form/needless-condition at law.yaml:19")
        if not asked:
            expected.append("form/never-asked at law.yaml:21")
        elif len(asked) == len(within):
            expected.append("form/needless-condition at law.yaml:21")

    said = found(load(FRAMEWORK, [file]))

    assert [d for d in said if not d.startswith("form/needless-part")] == expected


LAW = """\
kind: form
id: law
title: The law
version: "1.0"
issued: 2026-01-02
summary: Two conditions.
audience: Nobody
sections:
  - id: details
    title: Details
    fields:
      - id: one
        label: One
        control: choice
        choices: [{{id: a, label: A}}, {{id: b, label: B}}, {{id: c, label: C}}]
      - {{id: two, label: Two, control: yes-no, required: {required}}}
  - id: more
    title: More
    asked_when: {}
    fields:
      - {{id: three, label: Three, control: text, asked_when: {}}}
escalation: {{nobody: It is a test.}}
"""
