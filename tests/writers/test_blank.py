"""A blank submission says what goes where; filled in, it is complete."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import FORMS, FRAMEWORK, SMALL, found, of_each, review

from formwright import marked
from formwright.answers import spelling
from formwright.compose import compose
from formwright.definitions.library import Library
from formwright.document.nodes import Document
from formwright.marked import Mapping, Position
from formwright.model import rules
from formwright.model.form import Field, Form
from formwright.model.review import Status
from formwright.readers.yaml import Reader
from formwright.writers.blank import write

ROW = re.compile(r"(?m)(?:^  # (?:- |  )\w+:\n)+")


def document(library: Library, form: Form) -> Document:
    assert library.framework is not None
    return compose(form, library.framework)


def blank(library: Library, form: Form, rows: int = 0) -> str:
    """The blank, with the row that stands in comments copied so many times."""
    text = write(document(library, form)).decode()
    return ROW.sub(lambda found: found[0].replace("  # ", "  ") * rows or found[0], text) if rows else text


def places(data: Mapping, path: str = "") -> Iterator[tuple[str, Position]]:
    """The path of each field in a blank, and where its answer goes."""
    for key, value in data.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from places(value, here)
        elif isinstance(value, list):
            for n, row in enumerate(value):
                yield from places(row, f"{here}[{n}]")
        elif key not in ("form", "version", "digest"):
            yield here, data.values_at[key]


def filled(text: str, answer: Callable[[str], str]) -> str:
    """The blank with `answer(path)` after the colon of each field."""
    lines = text.split("\n")
    for path, (line, column) in reversed([*places(marked.read(text.encode(), "blank.yaml").data)]):
        at = column - 1
        lines[line - 1] = f"{lines[line - 1][:at]} {answer(path)}{lines[line - 1][at:]}".rstrip()
    return "\n".join(lines)


def but_for(left_out: str, answer: Callable[[str], str]) -> Callable[[str], str]:
    return lambda path: "" if path == left_out else answer(path)


def spelt(field: Field, choice: int) -> str:
    """An answer that this field takes."""
    if field.choices and field.ticks:
        values = [str(c.value) for c in field.choices if c.value != field.none]
        several = [*(values[: count + 1] for count in range(len(values))), *([[field.none]] if field.none else [])]
        return f"[{', '.join(map(str, several[choice % len(several)]))}]"
    if field.choices:
        return str(field.choices[choice % len(field.choices)].value)
    return {"date": "2014-01-15", "time": "14:30", "number": "3", "email": "a@example.org"}.get(field.control, "Seen.")


def fields(form: Form) -> dict[str, Field]:
    return {f.path: f for f in form.fields}


def field_of(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


@pytest.mark.parametrize(("library", "form"), FORMS)
def test_a_blank_holds_every_field_and_is_incomplete_and_no_worse(library: Library, form: Form) -> None:
    reviewed = review(blank(library, form), library)

    assert reviewed.status is Status.INCOMPLETE
    assert (reviewed.form, reviewed.version) == (form.identity.id, form.identity.version)
    data = marked.read(blank(library, form, rows=1).encode(), "blank.yaml").data
    assert {field_of(path) for path, _ in places(data)} == set(fields(form))
    assert blank(library, form).splitlines()[:2] == [f"form: {form.identity.id}", f'version: "{form.identity.version}"']


@pytest.mark.parametrize(("library", "form"), FORMS)
@settings(deadline=None, max_examples=of_each(4))
@given(data=st.data())
def test_filled_in_it_is_complete_and_without_one_required_answer_it_names_that_one(
    library: Library, form: Form, data: st.DataObject
) -> None:
    text = blank(library, form, rows=2)
    known = fields(form)
    chosen = {path: data.draw(st.integers(0, 9)) for path, field in known.items() if field.choices}

    def answer(path: str) -> str:
        return spelt(known[field_of(path)], chosen.get(field_of(path), 0))

    whole = filled(text, answer)
    assert review(whole, library).status is Status.COMPLETE

    asks = rules.compile(form)
    submission = Reader.of([asks]).read(whole.encode(), "return.yaml").submission
    assert submission is not None
    for path in submission.answers:
        field = known[field_of(path)]
        row = int(path.split("[")[1].split("]")[0]) if "[" in path else None
        if field.required and asks.asked(field, submission, row):
            without = review(filled(text, but_for(path, answer)), library)
            assert without.status is Status.INCOMPLETE
            assert ("submission/missing-answer", path) in found(without)


def test_it_says_what_is_asked_what_can_be_written_and_when() -> None:
    text = blank(FRAMEWORK, FRAMEWORK.form("tier1-generic-audit"))

    for said in (
        "# Case ID, required",
        "#     cared-for-and-child-protection-plan (Cared for and on a child protection plan)",
        "  # 3. The child’s voice, wishes and feelings",
        "#       4 (Inadequate)",
        "  #    Answer only where “The child’s status” is “Cared for”",
        "# At least one is needed where “Overall judgement of the case file” is “Requires Improvement”",
        "  #   Write the date as 2014-01-15.",
    ):
        assert said in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_what_may_not_apply_and_what_has_fields_of_its_own_is_explained_where_it_stands() -> None:
    text = blank(SMALL, SMALL.form("everything"))

    school = text[text.index("  # 3. Is the child in school?") : text.index("  # 4. Is there a plan?")]
    assert [line.strip() for line in school.splitlines() if line.endswith(":") and "#" not in line] == [
        "school:", "applies:", "not_applicable_because:", "days:", "grade:", "comments:",
    ]  # fmt: skip
    assert "# Does this apply?, required" in school


HARD = st.one_of(
    st.text(min_size=1).filter(lambda text: not spelling.is_blank(text)),
    st.sampled_from(
        ["no", "0123", "null", "a: b # c", '"', "'", "\n", "x\n\n y\n", "\u2028x", "\x85x", "\ufeffx", "<b>😀"]
    ),
)


@settings(deadline=None)
@given(HARD, HARD)
def test_answers_that_are_there_already_stand_in_their_places_just_as_they_are(comment: str, action: str) -> None:
    form = FRAMEWORK.form("tier1-generic-audit")
    answers = {
        "details.case_id": "0123",
        "evaluation.voice_of_child.grade": "2",
        "evaluation.voice_of_child.comments": comment,
        "overall.judgement": "inadequate",
        "actions[1].action": action,
    }
    text = write(replace(document(FRAMEWORK, form), answers=answers)).decode()

    read = Reader.of([rules.compile(form)]).read(text.encode(), "return.yaml")

    assert read.diagnostics == ()
    assert read.submission is not None
    expected = {path: value for path, value in answers.items() if not spelling.is_blank(value)}
    assert {path: str(a.value) for path, a in read.submission.answers.items()} == expected


def test_a_document_that_asks_for_nothing_has_no_blank() -> None:
    assert FRAMEWORK.framework is not None
    definition = next(d for d in FRAMEWORK.definitions if d.identity.id == "practice-standards")
    standards = compose(definition, FRAMEWORK.framework)

    with pytest.raises(TypeError, match="nothing to fill in"):
        write(standards)
