"""Each faulty definition is refused with one diagnostic, at the spot, whatever the fault."""

import shutil
from pathlib import Path

import pytest

from formwright.definitions.library import load
from formwright.pipelines.definitions import within

EXAMPLES = Path(__file__).parent.parent / "examples"
FRAMEWORK = EXAMPLES / "framework"
REFUSED = sorted((EXAMPLES / "definitions" / "refused").glob("*.yaml"))


@pytest.mark.parametrize("file", REFUSED, ids=lambda f: f.stem)
def test_one_cause_gives_one_diagnostic_at_its_spot(file: Path) -> None:
    expected = file.read_text("utf-8").splitlines()[0].removeprefix("# ")

    found = load(FRAMEWORK, [file]).diagnostics

    assert [f"{d.code} at {d.place.mark.line}:{d.place.mark.column}" for d in found if d.place.mark] == [expected]


def test_a_faulty_definition_leaves_the_others_usable() -> None:
    library = load(FRAMEWORK, REFUSED)

    assert {d.identity.id for d in library.definitions} >= {"small-standards"}
    assert len(library.diagnostics) >= len(REFUSED)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [("feilds", "fields"), ("escallation", "escalation"), ("sections ", "sections"), ("apendix", "appendix")],
)
def test_a_misspelt_key_is_answered_with_the_right_one(misspelt: str, meant: str, tmp_path: Path) -> None:
    text = (FRAMEWORK / "forms" / "small-audit.yaml").read_text("utf-8").replace("id: small-audit", "id: other")
    file = tmp_path / "other.yaml"
    file.write_text(text.replace(f"{meant}:", f'"{misspelt}":' if " " in misspelt else f"{misspelt}:", 1), "utf-8")

    found = load(FRAMEWORK, [file]).diagnostics

    assert [(d.code, d.hint) for d in found] == [("form/unknown-key", f"Did you mean '{meant}'?")]


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("key-too-far-in", "It belongs to the section around this one, further to the left."),
        ("key-too-far-out", "It belongs in 'escalation'."),
        ("key-of-the-form-in-a-section", "It belongs to the form itself: start its line without any spaces."),
        ("other-word-for-key", "Did you mean 'title'?"),
        ("no-space-after-colon-in-braces", "Write a space after the colon: 'id: case_id'."),
        ("guide-colon-in-point", "Put quotation marks round a text that has a colon in it."),
        ("one-where-list-belongs", "Write it in square brackets: [team-manager]."),
        ("misspelt-kind-key", "Did you mean 'kind'?"),
        ("reference-in-capitals", "Did you mean 'team-manager'?"),
        ("curly-quotes-round-role", "Did you mean 'iro'?"),
        ("misspelt-link", "Did you mean 'appendix:2A'?"),
        ("link-with-a-space", "Did you mean 'small-audit'?"),
        ("name-that-references-contradict", "Did you mean 'details'?"),
        (
            "condition-on-a-field-taken-out",
            "'details' has: details.case_id, details.child_status. If it has been removed, remove it here as well.",
        ),
        ("condition-in-words", "Write {field: …, in: […]}: the path of a field, and the answers to it."),
        ("yes-and-no-as-choices", "For a yes or a no write 'control: yes-no', and no 'choices'."),
    ],
)
def test_what_to_do_is_said_where_it_can_be_told(file: str, hint: str) -> None:
    found = load(FRAMEWORK, [EXAMPLES / "definitions" / "refused" / f"{file}.yaml"]).diagnostics

    assert [d.hint for d in found] == [hint]


def test_a_broken_framework_is_reported_alone(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "a.yaml").write_bytes((FRAMEWORK / "forms" / "small-audit.yaml").read_bytes())
    text = (FRAMEWORK / "framework.yaml").read_text("utf-8")
    (tmp_path / "framework.yaml").write_text(text.replace("roles:", "rolls:"), "utf-8")

    library = load(tmp_path)

    assert [d.code for d in library.diagnostics] == ["framework/unknown-key"]
    assert library.framework is None


def test_a_file_by_itself_is_not_called_sound_where_the_framework_is_faulty(tmp_path: Path) -> None:
    root = tmp_path / "framework"
    shutil.copytree(FRAMEWORK, root)
    words = root / "framework.yaml"
    words.write_text(words.read_text("utf-8").replace("roles:", "rolls:"), "utf-8")

    found = within(lambda further: load(root, further), (root / "forms",))

    assert [d.code for d in found.diagnostics] == ["framework/unknown-key"]
