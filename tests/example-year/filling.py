"""Returns as files, filled in as Word, PDF programs, web pages and people leave them.

Only the blank forms are the program's: what is put in their fields is put there as another program would.
"""

import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import forms
import pikepdf
import yaml
from lxml import etree
from plan import Return

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_FIRST_DAY = (2014, 1, 1, 0, 0, 0)

Key = tuple[str, str]
"""A form and a format."""
Node = etree._Element


@dataclass(frozen=True, slots=True)
class Blanks:
    """The forms as they are handed out, and their digests."""

    files: Mapping[Key, bytes]
    digests: Mapping[str, str]

    @classmethod
    def of(cls, root: Path, wanted: Iterable[Key]) -> "Blanks":
        """Made by the program, from the framework in this folder."""
        from formwright.definitions.library import load
        from formwright.pipelines.filling import blank

        library = load(root)
        files = {}
        for form, format in wanted:
            content = blank(library, form, format, ()).content
            assert content is not None
            files[form, format] = content
        return cls(files, {form.identity.id: form.identity.digest for form in library.forms})


def wanted(returns: Iterable[Return]) -> list[Key]:
    return sorted({(one.form, one.format) for one in returns if one.format in ("docx", "pdf")})


def fill(root: Path, returns: Iterable[Return]) -> Iterator[tuple[str, bytes]]:
    """The id of each return with its file, filled in by two processes."""
    given = list(returns)
    with get_context("spawn").Pool(2, _begin, (list(sys.path),)) as pool:
        keys = wanted(given)
        made = pool.starmap(Blanks.of, [(root, keys[::2]), (root, keys[1::2])], 1)
        blanks = Blanks({**made[0].files, **made[1].files}, made[0].digests)
        halves = [(blanks, given[half::2]) for half in range(2)]
        for done in pool.starmap(_fill, halves, 1):
            yield from done


def _begin(path: list[str]) -> None:
    sys.path[:] = path


def _fill(blanks: Blanks, returns: list[Return]) -> list[tuple[str, bytes]]:
    return [(one.id, filled(one, blanks)) for one in returns]


def filled(one: Return, blanks: Blanks) -> bytes:
    match one.format:
        case "docx":
            return _in_word(blanks.files[one.form, "docx"], one)
        case "pdf":
            return _in_pdf(blanks.files[one.form, "pdf"], one)
        case "web":
            return _downloaded(one, blanks.digests[one.form])
        case _:
            return _typed(one)


def name(one: Return) -> str:
    """What its auditor calls the file: as the form was called, or with the case."""
    ending = {"docx": "docx", "pdf": "pdf"}.get(one.format, "yaml")
    case = one.text("details.case_id") if int(one.id[1:]) % 3 else None
    return f"{one.form} {case}.{ending}" if case else f"{one.form}.{ending}"


def _as_typed(path: str, said: str | int) -> str:
    """A day as people in Britain write it; all else as it is."""
    text = str(said)
    is_day = len(text) == 10 and text[4::3] == "--"
    return "/".join(reversed(text.split("-"))) if is_day else text


# --- Word ------------------------------------------------------------------------------------


def _in_word(blank: bytes, one: Return) -> bytes:
    with ZipFile(io.BytesIO(blank)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    document = etree.fromstring(parts[_MAIN])
    left = dict(one.said)
    for control in document.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        path = "" if tag is None else str(tag.get(f"{_W}val"))
        if path in left:
            _type(control, path, left.pop(path))
    assert not left, left
    parts[_MAIN] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts) if one.said else blank


def _type(control: Node, path: str, said: str | int) -> None:
    settings, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    assert settings is not None and content is not None
    for placeholder in settings.findall(f"{_W}showingPlcHdr"):
        settings.remove(placeholder)
    for style in list(content.iter(f"{_W}rStyle")):
        style.getparent().remove(style)  # type: ignore[union-attr]
    first, *others = content.iter(f"{_W}t")
    first.text = next(
        (str(item.get(f"{_W}displayText")) for item in settings.iter(f"{_W}listItem")
         if item.get(f"{_W}value") == str(said)),
        _as_typed(path, said),
    )  # fmt: skip
    for rest in others:
        rest.text = ""


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The same bytes, whenever it is made."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            info = ZipInfo(part, _FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


# --- PDF -------------------------------------------------------------------------------------


def _in_pdf(blank: bytes, one: Return) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank)) as file:
        fields = dict(_fields(file.Root.AcroForm.Fields, ""))
        for path, said in one.said.items():
            fields[path].V = pikepdf.String(_as_typed(path, said))
        file.save(made, deterministic_id=True)
    return made.getvalue()


def _fields(found: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for field in found:
        path = f"{prefix}.{field.T}" if prefix else str(field.T)
        kids = [kid for kid in field.get("/Kids", ()) if "/T" in kid]
        if kids:
            yield from _fields(kids, path)
        else:
            yield path, field


# --- texts -----------------------------------------------------------------------------------


def _downloaded(one: Return, digest: str) -> bytes:
    """As the web form writes it: what is text in quotation marks, and the digest of the form."""
    head = {"form": one.form, "version": forms.raw(one.form)["version"], "digest": digest}
    lines = [f"# {forms.raw(one.form)['title']}. Completed.", *_lines(head | nested(one), "")]
    return "\n".join((*lines, "")).encode()


def _lines(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        match value:
            case dict():
                yield f"{indent}{key}:"
                yield from _lines(value, f"{indent}  ")
            case list():
                yield f"{indent}{key}:"
                for row in value:
                    first, *rest = _lines(row, f"{indent}    ")
                    yield f"{indent}  - {first.strip()}"
                    yield from rest
            case int():
                yield f"{indent}{key}: {value}"
            case _:
                yield f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}"


def _typed(one: Return) -> bytes:
    head = {"form": one.form, "version": forms.raw(one.form)["version"]}
    return yaml.safe_dump(head | nested(one), sort_keys=False, allow_unicode=True, width=100).encode()


def nested(one: Return) -> dict[str, Any]:
    """The answers as a submission holds them, with rows as a list."""
    tree: dict[str, Any] = {}
    for path, said in one.said.items():
        *steps, last = path.split(".")
        at: Any = tree
        for step in steps:
            section, bracket, number = step.rstrip("]").partition("[")
            if not bracket:
                at = at.setdefault(section, {})
                continue
            rows = at.setdefault(section, [])
            while len(rows) <= int(number):
                rows.append({})
            at = rows[int(number)]
        at[last] = said
    return tree
