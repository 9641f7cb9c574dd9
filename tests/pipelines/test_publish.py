"""A build writes what has changed, whole or not at all, and says so in its manifest."""

import hashlib
import importlib
import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import html as lxml_html

from formwright.definitions.library import load
from formwright.errors import CannotRun
from formwright.pipelines import publish as publishing
from formwright.pipelines.publish import Failure, publish

FRAMEWORK = Path(__file__).parents[1] / "examples" / "framework"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(FRAMEWORK, tmp_path / "framework")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_every_document_is_written_in_every_format_and_listed(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    publish(load(root), out)

    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert {(e["id"], e["kind"], e["version"], e["format"], e["path"]) for e in manifest} == {
        (id, kind, version, format, f"{folder}/{id}.{format}")
        for id, kind, version, folder in (
            ("small-audit", "form", "1.10", "forms"),
            ("small-standards", "standards", "1.0", "standards"),
        )
        for format in ("html", "docx", "pdf")
    }
    for entry in manifest:
        assert hashlib.sha256((out / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    index = (out / "index.html").read_text("utf-8")
    assert all(f'href="{entry["path"]}"' in index for entry in manifest)


def test_an_accessibility_statement_is_written_beside_the_list_and_linked_from_its_foot(
    root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    publish(load(root), out, ids=["small-standards"], formats=["html"])

    index = lxml_html.parse(out / "index.html").getroot()
    assert [link.get("href") for link in index.xpath("//footer//a")] == ["accessibility.html"]
    statement = lxml_html.parse(out / "accessibility.html").getroot()
    assert statement.findtext(".//h1") == "Accessibility statement"
    assert [link.get("href") for link in statement.xpath("//footer//a")] == ["index.html"]
    before = (out / "accessibility.html").read_bytes()
    publish(load(root), out, force=True, ids=["small-standards"], formats=["html"])
    assert (out / "accessibility.html").read_bytes() == before


def test_only_what_changed_is_written_again(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(load(root), out)

    again = publish(load(root), out)
    change(root / "forms" / "small-audit.yaml", "Was the child heard?", "Was the child listened to?")
    after = publish(load(root), out)

    assert again.written == ()
    assert set(after.written) == {f"forms/small-audit.{f}" for f in ("html", "docx", "pdf")}


def test_what_a_form_refers_to_is_part_of_it(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(load(root), out, formats=["html"])

    change(root / "framework.yaml", "label: Inadequate", "label: Not adequate")
    after = publish(load(root), out, formats=["html"])

    assert after.written == ("forms/small-audit.html",)


def test_a_file_that_was_altered_by_hand_is_put_right(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(load(root), out, formats=["html"])
    before = (out / "forms/small-audit.html").read_bytes()

    (out / "forms/small-audit.html").write_text("changed")
    publish(load(root), out, formats=["html"])

    assert (out / "forms/small-audit.html").read_bytes() == before


def test_two_builds_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    publish(load(root), tmp_path / "one")
    publish(load(root), tmp_path / "two", jobs=1)

    files = [p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*") if p.is_file()]
    assert len(files) >= 8
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_a_faulty_definition_leaves_its_last_good_document_in_place(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(load(root), out, formats=["html"])
    good = (out / "forms/small-audit.html").read_bytes()

    change(root / "forms" / "small-audit.yaml", "control: text", "control: txet")
    change(root / "standards" / "small-standards.yaml", "I listen.", "I listen well.")
    after = publish(load(root), out, formats=["html"])

    assert after.written == ("standards/small-standards.html",)
    assert (out / "forms/small-audit.html").read_bytes() == good


def test_a_writer_that_fails_stops_no_other(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    publish(load(root), out, formats=["html", "docx"])
    good = (out / "forms/small-audit.docx").read_bytes()

    def broken(name: str) -> object:
        if name.endswith(".docx"):
            raise RuntimeError("no ink")
        return importlib.import_module(name)

    monkeypatch.setattr(publishing, "import_module", broken)
    change(root / "forms" / "small-audit.yaml", "Was the child heard?", "Was the child listened to?")
    after = publish(load(root), out, formats=["html", "docx"], jobs=1)

    assert after.failed == (("forms/small-audit.docx", Failure("RuntimeError: no ink", is_ours=True)),)
    assert after.written == ("forms/small-audit.html",)
    assert (out / "forms/small-audit.docx").read_bytes() == good


def test_the_documents_of_a_definition_that_is_gone_are_taken_away(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(load(root), out, formats=["html"])

    (root / "standards" / "small-standards.yaml").unlink()
    change(root / "forms" / "small-audit.yaml", 'standards: ["1.1", "1.10"]', "standards: []")
    change(root / "forms" / "small-audit.yaml", ", standards: []", "")
    publish(load(root), out, formats=["html"])

    assert not (out / "standards/small-standards.html").exists()
    assert "small-standards" not in (out / "manifest.json").read_text("utf-8")


def test_building_one_document_keeps_the_others_in_the_lists(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(load(root), out, formats=["html"])

    publish(load(root), out, ["small-audit"], ["html"], force=True)

    assert "small-standards" in (out / "manifest.json").read_text("utf-8")


def test_a_folder_that_cannot_be_written_to_is_said_so(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(CannotRun, match="cannot be written"):
        publish(load(root), tmp_path / "file" / "out", formats=["html"])


def test_the_list_of_documents_has_the_appendices_in_their_order(tmp_path: Path) -> None:
    library = load(Path(__file__).parents[2])

    publish(library, tmp_path, [f.identity.id for f in library.forms], ["html"])

    listed = re.findall(r"Appendix (\w+): ", (tmp_path / "index.html").read_text("utf-8"))
    assert listed == ["2A", "2B", "4", "7", "7", "7", "10", "11"]
