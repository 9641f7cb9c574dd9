"""What a definition may say of who is told by any answer, and what is said where that cannot be meant."""

from pathlib import Path

import pytest
from tests.samples import EXAMPLES

from formwright.definitions.library import load

JUDGED, NOT_JUDGED = "judged-twice", "not-judged"


@pytest.mark.parametrize(
    ("form", "old", "new", "code", "hint"),
    [
        (NOT_JUDGED, "  default: [quality-lead]\n", "", "form/missing-key", "Add 'default: …'."),
        (NOT_JUDGED, "default: [quality-lead]", "default: [quality-led]", "form/unknown-role",
         "Did you mean 'quality-lead'?"),
        (NOT_JUDGED, 'any: "adults[].works"', 'field: "adults[].works"', "form/unknown-field",
         'For any of its rows, write any: "adults[].works" instead of \'field\'.'),
        (NOT_JUDGED, "adults[].works", "adults[].work", "form/unknown-field", "Did you mean 'adults[].works'?"),
        (JUDGED, "standards.*.finding", "standards.*.findings", "form/unknown-field",
         "Did you mean 'standards.*.finding'?"),
        (JUDGED, "standards.*.finding, in: [3]", "standards.*.finding, in: [4]", "form/unknown-choice",
         "Choose from: 1, 2, 3."),
        (JUDGED, "any: standards.*.finding, in: [3]", "any: standards.*.finding", "form/ill-formed",
         "Write {field: …, in: […]}, or one of all, any, not."),
        (JUDGED, "any: standards.*.finding", "any: visit.safe", "form/ill-formed", "Write 'field' instead of 'any'."),
        (JUDGED, "asked_when: {field: visit.safe, in: [no]}", 'asked_when: {any: "children[].spoken", in: [no]}',
         "form/ill-formed", "Give one field: {field: …, in: […]}."),
        (JUDGED, "tell: [safeguarding-lead, director]", "tell: [{role: director, when: {field: visit.safe, in: [no]}}]",
         "form/escalation-gap", "Name at least one role that is always notified."),
        (JUDGED, "[overall.judgement, moderation.judgement]", "[overall.judgement, visit.safe]", "form/no-judgement",
         "Name a single field with control 'choice' that uses a scale or list from framework.yaml."),
        (JUDGED, "[overall.judgement, moderation.judgement]", "overall.judgement", "form/judgement-unheard",
         "Add it under 'judgement', so that the worse one counts, or use it in a condition under 'also'."),
        (JUDGED, "[overall.judgement, moderation.judgement]", "[moderation.judgement]", "form/judgement-optional",
         "Otherwise it could happen that nobody is notified. Or use 'default' to say who is notified when "
         "there is no judgement."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_at_its_place(
    form: str, old: str, new: str, code: str, hint: str, tmp_path: Path
) -> None:
    text = (EXAMPLES / "told" / "forms" / f"{form}.yaml").read_text("utf-8")
    assert text.count(old) == 1
    file = tmp_path / "changed.yaml"
    file.write_text(text.replace(old, new).replace(f"id: {form}", "id: changed"), "utf-8")

    found = [d for d in load(EXAMPLES / "told", [file]).diagnostics if d.place.file == str(file)]

    assert (code, hint) in [(d.code, d.hint) for d in found]
    assert len(found) == 1 or code == "form/judgement-optional"


def test_the_examples_have_nothing_wrong() -> None:
    assert load(EXAMPLES / "told").diagnostics == ()
