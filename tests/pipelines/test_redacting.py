"""A copy that is shared does not say who somebody is, and is the same audit."""

import json
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from tests.samples import FRAMEWORK, RETURN, changed, review

from formwright.cli import main
from formwright.model.personal import names_of
from formwright.pipelines.filling import as_yaml
from formwright.pipelines.redacting import REMOVED, without

COMMENT = "comments: Held in November."
PLANTED = (
    "Zebedee Quillfeather",  # in --names
    "Head of Practice Improvement",  # in directory.yaml
    "nan@mail.example.org",
    "01632 960123",
    "943 476 5919",
    "OL16 1XU",
    "3 April 2009",
)


def run(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A return with everything that should be found in one comment, and with people's names where the form asks."""
    said = f"Held. {'; '.join(PLANTED[:6])}; born {PLANTED[6]}. Yvette Worker rang, then Social worker 22."
    path = tmp_path / "Zebedee Quillfeather.yaml"
    path.write_text(changed((COMMENT, f'comments: "{said}"')), "utf-8")
    (tmp_path / "names.txt").write_text("Zebedee Quillfeather\n\nYvette Worker\n", "utf-8")
    return path


@pytest.mark.parametrize("format", ["docx", "pdf", "html"])
def test_nothing_that_was_planted_is_in_the_copy_its_name_or_what_the_program_says(
    planted: Path, format: str, tmp_path: Path
) -> None:
    out = tmp_path / "copies"

    code, said, more = run("redact", planted, "--out", out, "--as", format, "--names", tmp_path / "names.txt")

    assert code == 0, more
    (copy,) = out.iterdir()
    assert copy.name == f"return-1.{format}"
    raw = copy.read_bytes()
    if format == "docx":
        with ZipFile(copy) as package:
            raw = b"".join(package.read(name) for name in package.namelist())
    text = raw + (as_yaml(FRAMEWORK, copy).content or b"") if format != "html" else raw
    for secret in (*PLANTED, "Social worker 22"):
        assert secret.encode() not in text
        assert secret not in said.replace(str(planted), "") + more.replace(str(planted), "")
    assert "names 4" in said and "NHS numbers 1" in said and "Read each copy" in more


def test_the_copy_is_the_same_audit_in_all_that_counts(planted: Path, tmp_path: Path) -> None:
    run("redact", planted, "--out", tmp_path / "copies", "--as", "docx")

    copy = as_yaml(FRAMEWORK, tmp_path / "copies" / "return-1.docx").content
    assert copy is not None
    before, after = review(planted.read_text("utf-8")), review(copy.decode())
    assert (after.judgement, after.status, after.version) == (before.judgement, before.status, before.version)
    assert after.escalation == before.escalation
    assert f"completed_by: '{REMOVED}'" in copy.decode() or f'completed_by: "{REMOVED}"' in copy.decode()


def test_cases_are_numbered_alike_in_all_copies_when_asked(tmp_path: Path) -> None:
    for n, case in enumerate(("Q77", "R88", "Q77")):
        (tmp_path / f"{n}.yaml").write_text(RETURN.replace("A1103", case), "utf-8")

    _, said, _ = run(
        "redact", *sorted(tmp_path.glob("*.yaml")), "--out", tmp_path / "out", "--number-cases", "--format", "json"
    )

    copies = [as_yaml(FRAMEWORK, Path(each["written"])).content or b"" for each in json.loads(said)["copies"]]
    assert [[case for case in ("Case 1", "Case 2") if case.encode() in copy] for copy in copies] == [
        ["Case 1"],
        ["Case 2"],
        ["Case 1"],
    ]
    assert not any(b"Q77" in copy or b"R88" in copy for copy in copies)


def test_a_return_that_cannot_be_relied_on_gives_no_copy_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(changed(("judgement: requires-improvement", "judgement: fine")), "utf-8")

    code, said, _ = run("redact", path, "--out", tmp_path / "out")

    assert code == 1
    assert "not copied" in said and not list((tmp_path / "out").glob("*"))


def test_where_two_things_overlap_both_are_removed() -> None:
    removed: Counter[str] = Counter()

    text = without("To ann bell@mail.example.org now", names_of(["ann bell"]), removed)

    assert text == f"To {REMOVED} now"
    assert removed == {"email addresses": 1, "names": 1}
