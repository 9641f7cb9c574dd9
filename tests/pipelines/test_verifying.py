"""A document says which it is, and whether it is the present one and as it was issued."""

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from tests.samples import EXAMPLES

from formwright.cli import main

FORM = "forms/small-audit"


@pytest.fixture(scope="module")
def built(tmp_path_factory: Any) -> Path:
    root: Path = shutil.copytree(EXAMPLES / "framework", tmp_path_factory.mktemp("verify") / "framework")
    assert CliRunner().invoke(main, ["--root", str(root), "build"]).exit_code == 0
    return root


def verify(root: Path, file: Path) -> Any:
    result = CliRunner().invoke(main, ["--root", str(root), "verify", str(file), "--format", "json"])
    (found,) = json.loads(result.stdout)["documents"]
    return found, result.exit_code


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_what_was_just_built_is_current_and_as_issued(built: Path, format: str, tmp_path: Path) -> None:
    renamed = shutil.copy(built / f"output/{FORM}.{format}", tmp_path / f"something else.{format}")

    found, status = verify(built, Path(renamed))

    assert (found["id"], found["version"], found["issued"]) == ("small-audit", "1.10", "2026-01-02")
    assert (found["standing"], found["words"], status) == ("current", "as-issued", 0)


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_a_filled_form_is_as_issued_too(built: Path, format: str, tmp_path: Path) -> None:
    filled = tmp_path / f"filled.{format}"
    given = ["details.case_id=A1", "evaluation.listening.comments=Seen.\n<Heard> & more", "overall.judgement=good"]
    sets = [word for pair in given for word in ("--set", pair)]
    words = ["blank", "small-audit", "--format", format, *sets, "--out", str(filled)]
    assert CliRunner().invoke(main, ["--root", str(built), *words]).exit_code == 0

    assert verify(built, filled)[0]["words"] == "as-issued"


def test_a_web_form_that_was_altered_is_told_from_one_that_a_browser_wrote_anew(built: Path, tmp_path: Path) -> None:
    page = (built / f"output/{FORM}.html").read_text("utf-8")
    altered, saved, mailed = tmp_path / "altered.html", tmp_path / "saved.html", tmp_path / "mailed.html"
    altered.write_text(page.replace("Was the child heard?", "Was the child seen?"), "utf-8")
    saved.write_text(page.replace('<div class="tools" hidden>', '<div class="tools">'), "utf-8")
    mailed.write_bytes(page.replace("\n", "\r\n").encode())

    assert [verify(built, file)[0]["words"] for file in (altered, saved, mailed)] == [
        "altered",
        "not-compared",
        "as-issued",
    ]
    found, status = verify(built, saved)
    assert ([d["code"] for d in found["diagnostics"]], status) == (["document/saved-anew"], 0)


def test_a_changed_question_is_found_in_word(built: Path, tmp_path: Path) -> None:
    altered = tmp_path / "altered.docx"
    with zipfile.ZipFile(built / f"output/{FORM}.docx") as source, zipfile.ZipFile(altered, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"Was the child heard?", b"Was the child seen?"))

    found, status = verify(built, altered)

    assert (found["words"], status) == ("altered", 1)
    assert [d["code"] for d in found["diagnostics"]] == ["document/altered"]


def test_a_changed_line_is_found_in_a_pdf(built: Path, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    with pikepdf.open(built / f"output/{FORM}.pdf") as pdf:
        page = pdf.pages[-1]
        page.contents_coalesce()
        content = page.obj.Contents.read_bytes()
        texts = re.findall(rb"BT.*?ET", content, re.DOTALL)
        page.obj.Contents = pdf.make_stream(content.replace(texts[-1], b"BT ET", 1).replace(texts[0], b"BT ET", 1))
        pdf.save(altered)

    assert verify(built, altered)[0]["words"] == "altered"


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_an_older_version_is_superseded(built: Path, format: str, tmp_path: Path) -> None:
    later = shutil.copytree(built, tmp_path / "later")
    form = later / f"{FORM}.yaml"
    form.write_text(form.read_text("utf-8").replace('"1.10"', '"1.11"', 1), "utf-8")

    found, status = verify(later, built / f"output/{FORM}.{format}")

    assert (found["standing"], found["version"], found["issued"], status) == ("superseded", "1.10", "2026-01-02", 1)


def test_a_change_without_a_new_version_is_told(built: Path, tmp_path: Path) -> None:
    later = shutil.copytree(built, tmp_path / "later")
    form = later / f"{FORM}.yaml"
    form.write_text(form.read_text("utf-8").replace("Was the child heard?", "Was the child seen?"), "utf-8")

    for format in ("docx", "pdf"):
        found, _ = verify(later, built / f"output/{FORM}.{format}")
        assert (found["standing"], found["words"]) == ("changed", "as-issued")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"no pdf", "submission/not-readable"),
        ("a.txt", b"hello", "submission/not-readable"),
        ("a.html", b"<html></html>", "document/no-stamp"),
        ("a.yaml", b"form: other\n", "document/unknown"),
    ],
)
def test_what_is_none_of_ours_is_said_to_be_none(
    built: Path, name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    found, status = verify(built, file)

    assert (found["standing"], status) == ("unknown", 1)
    assert [d["code"] for d in found["diagnostics"]] == [code]


def test_a_form_of_another_framework_is_said_to_be_one(built: Path, tmp_path: Path) -> None:
    other = shutil.copytree(built, tmp_path / "other")
    framework = other / "framework.yaml"
    framework.write_text(framework.read_text("utf-8").replace("Anytown Council", "Othertown Council"), "utf-8")
    (other / f"{FORM}.yaml").unlink()

    found, _ = verify(other, built / f"output/{FORM}.docx")

    assert "another framework" in found["diagnostics"][0]["message"]
