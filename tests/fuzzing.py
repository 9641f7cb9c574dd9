"""Spoils returns and definitions in ways that nobody thought of, and looks at what the program makes of each.

Always the same files for the same seed. `tests/test_fuzzing.py` tries a few of each kind; `bench/fuzz.py` tries
tens of thousands and keeps the record.
"""

import io
import json
import shutil
import tempfile
import time
import traceback
import unicodedata
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pikepdf
from lxml import etree
from tests.everybody import answers
from tests.samples import EXAMPLES, EXTRA, FRAMEWORK, SMALL
from tests.spoilt_drafts import DRAFTS, PIECES

from formwright.compose import compose
from formwright.definitions.library import Library, load
from formwright.diagnostics import Diagnostic, has_errors
from formwright.model.form import Form
from formwright.model.review import Reviewed, Status
from formwright.pipelines import filling, verifying
from formwright.pipelines.copies import Copies
from formwright.pipelines.reading import Readers
from formwright.pipelines.review import Reviewer
from formwright.reports import explanation, problems
from formwright.reports import review as report
from formwright.writers import docx, html, pdf, submission

SEED = 9


@dataclass(slots=True)
class Outcome:
    """What came of all that was tried: how often each end was met, and every fault, with its file."""

    tried: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str, bytes]] = field(default_factory=list)
    slowest: float = 0.0
    """In seconds."""


Spoil = Callable[[bytes, Random], bytes]


def tried(kind: str, count: int, seed: int = SEED) -> Outcome:
    """Tries this many files of a kind of KINDS."""
    outcome = Outcome()
    chance = Random(seed)  # noqa: S311 - the same files each time
    with tempfile.TemporaryDirectory() as folder:
        look, files = KINDS[kind](Path(folder), chance)
        for name, raw in files:
            if outcome.tried == count:
                break
            outcome.tried += 1
            start = time.perf_counter()
            try:
                end, faults = look(name, raw)
            except Exception:
                end, faults = "a traceback", [traceback.format_exc()]
            outcome.slowest = max(outcome.slowest, time.perf_counter() - start)
            outcome.ends[end] += 1
            outcome.faults += [(fault, name, raw) for fault in faults]
    return outcome


Look = Callable[[str, bytes], tuple[str, list[str]]]
"""What end a file came to, and what is wrong with that."""


# --- what the program makes of a return -----------------------------------------------------


def _look_at_return(library: Library, folder: Path) -> Look:
    reviewer = Reviewer.of(library)
    readers = reviewer.readers
    copies = Copies.of(library)

    def look(name: str, raw: bytes) -> tuple[str, list[str]]:
        path = folder / name
        path.write_bytes(raw)
        reviewed = reviewer.file(path)
        faults = list(_wrong_with(reviewed, raw, library))
        match zlib.crc32(raw) % 3:  # each takes as long again
            case 0:
                faults += _otherwise_after_reading(reviewed, path, library, readers, reviewer)
            case 1:
                verifying.verify(library, path, copies)
            case _:
                pass
        return str(reviewed.status if reviewed.form else "not read"), faults

    return look


def _wrong_with(reviewed: Reviewed, raw: bytes, library: Library) -> Iterator[str]:
    yield from _wrong_with_words(reviewed.diagnostics)
    escalated = reviewed.escalation
    is_heard = (escalated and escalated.recipients) or reviewed.nobody is not None
    if not is_heard and reviewed.status is Status.COMPLETE and not has_errors(reviewed.diagnostics):
        yield "complete, and nobody is told, and nobody hears why"
    if reviewed.form is None and not has_errors(reviewed.diagnostics):
        yield "not read, and no error says so"
    for line in (*report.text([reviewed], library), *report.as_json([reviewed])):
        yield from _steering(line.replace("\n", ""))
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for found in reviewed.diagnostics:
        if found.place.mark and not 1 <= found.place.mark.line <= lines:
            yield f"{found.code} on line {found.place.mark.line} of {lines}"


def _steering(line: str) -> Iterator[str]:
    """A no-break space and its kin are no harm: they are what they look like."""
    if not all(c.isprintable() or unicodedata.category(c) == "Zs" for c in line):
        yield f"a line that steers or hides: {line!a}"


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for page in explanation.pages() for code in page.codes)


def _wrong_with_words(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    for found in diagnostics:
        if found.code not in _codes():
            yield f"{found.code} is explained nowhere"
        if not found.message.strip():
            yield f"{found.code} says nothing"


def _otherwise_after_reading(
    reviewed: Reviewed, path: Path, library: Library, readers: Readers, reviewer: Reviewer
) -> Iterator[str]:
    """What `read` makes of a file says the same as the file."""
    made = filling.as_yaml(library, path, readers)
    if made.content is None:
        if reviewed.status is Status.COMPLETE:
            yield "complete, and 'read' refuses it"
        return
    again = reviewer.content(made.content, "return.yaml")
    for what in ("form", "status", "judgement", "escalation"):
        if (now := getattr(again, what)) != (then := getattr(reviewed, what)):
            yield f"{what} was {then} and is {now} in what 'read' makes of it"


# --- texts -----------------------------------------------------------------------------------


def _lines(raw: bytes, chance: Random) -> bytes:
    """A line taken out, twice, elsewhere, or further in."""
    lines = raw.split(b"\n")
    here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[here]
        case 1:
            lines.insert(there, lines[here])
        case 2:
            lines[here], lines[there] = lines[there], lines[here]
        case 3:
            lines[here] = b" " * chance.randint(1, 4) + lines[here]
        case _:
            lines[here] = lines[here].lstrip()
    return b"\n".join(lines)


def _pieces(raw: bytes, chance: Random) -> bytes:
    """Something put in that YAML is made of, or trips over."""
    at = chance.randint(0, len(raw))
    piece = "".join(chance.choices(PIECES, k=chance.randint(1, 3))).encode("utf-8", "surrogatepass")
    return raw[:at] + piece + raw[at + chance.choice((0, 0, len(piece))) :]


def _other_value(raw: bytes, chance: Random) -> bytes:
    """What stands after a key becomes something else."""
    lines = raw.split(b"\n")
    keyed = [n for n, line in enumerate(lines) if b": " in line]
    if keyed:
        n = chance.choice(keyed)
        key, _, _ = lines[n].partition(b": ")
        piece = chance.choice(PIECES)
        value = json.dumps(piece, ensure_ascii=chance.random() < 0.5) if chance.random() < 0.7 else piece
        lines[n] = key + b": " + value.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _bytes(raw: bytes, chance: Random) -> bytes:
    """A few bytes changed, taken out, put in, said twice, or the end cut off."""
    made = bytearray(raw)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randint(0, len(made))
        length = chance.choice((1, 1, 2, 8, 100, 2000))
        match chance.randrange(5):
            case 0:
                made[at : at + length] = chance.randbytes(length)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = chance.randbytes(length)
            case 3:
                made[at:at] = made[at : at + length]
            case _:
                made[at : at + 1] = bytes([chance.randrange(256)])
    if chance.random() < 0.05:
        del made[chance.randint(0, len(made)) :]
    return bytes(made)


def _encoding(raw: bytes, chance: Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1", "cp1252")), "replace")


TEXT_SPOILS: Sequence[Spoil] = (
    *[_lines] * 8, *[_pieces] * 4, *[_other_value] * 8, _bytes, _encoding,
)  # fmt: skip


def _spoilt(raw: bytes, spoils: Sequence[Spoil], chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        raw = chance.choice(spoils)(raw, chance)
    return raw


def _in_yaml(folder: Path, chance: Random) -> tuple[Look, Iterator[tuple[str, bytes]]]:
    """Returns in YAML and JSON: the examples, and every form filled in."""
    examples = [path.read_bytes() for path in sorted((EXAMPLES / "returns").glob("*.yaml"))]
    whole = [
        submission.write(form.identity.id, form.identity.version, form.identity.digest, _answered(form))
        for form in FRAMEWORK.forms
    ]
    ours = _look_at_return(FRAMEWORK, folder)
    small = _look_at_return(SMALL, folder)
    seeds = [*examples, *whole]
    drafts = [text.encode() for text in DRAFTS]

    def look(name: str, raw: bytes) -> tuple[str, list[str]]:
        return (small if name.startswith("small") else ours)(name, raw)

    def files() -> Iterator[tuple[str, bytes]]:
        while True:
            of = "small" if chance.random() < 0.3 else "ours"
            raw = _spoilt(chance.choice(drafts if of == "small" else seeds), TEXT_SPOILS, chance)
            yield f"{of}.{chance.choice(('yaml', 'yaml', 'yaml', 'json'))}", raw

    return look, files()


def _answered(form: Form) -> dict[str, str | int]:
    """An answer in every field; the judgement is Inadequate where there is one."""
    paths = [field.path.replace("[]", "[0]") for field in form.fields]
    first = {f.path: f.choices[-1].value for f in form.fields if f.choices}
    return {path: answers(form.identity.id).get(path, first.get(path, "")) for path in paths}


# --- definitions -----------------------------------------------------------------------------


DIRECTORY = """\
kind: directory
holders:
  - {role: team-manager, name: Robin Vale, email: robin@example.org}
"""


def _of_definitions(folder: Path, chance: Random) -> tuple[Look, Iterator[tuple[str, bytes]]]:
    """A framework of one document of each kind, one file of which is spoilt at a time. What is sound must build."""
    root = folder / "framework"
    shutil.copytree(EXAMPLES / "framework", root)
    shutil.copytree(EXAMPLES / "handbook", root / "handbook")
    for form in EXTRA:
        shutil.copy(EXAMPLES / "forms" / f"{form}.yaml", root / "forms")
    (root / "directory.yaml").write_text(DIRECTORY, "utf-8")
    whole = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.suffix in (".yaml", ".md")
    }

    def look(name: str, raw: bytes) -> tuple[str, list[str]]:
        (root / name).write_bytes(raw)
        try:
            return _look_at_definitions(root)
        finally:
            (root / name).write_bytes(whole[name])

    def files() -> Iterator[tuple[str, bytes]]:
        while True:
            name = chance.choice(list(whole))
            yield name, _spoilt(whole[name], TEXT_SPOILS, chance)

    return look, files()


def _look_at_definitions(root: Path) -> tuple[str, list[str]]:
    library = load(root)
    faults = list(_wrong_with_words(library.diagnostics))
    for found in library.diagnostics:
        mark, lines = found.place.mark, library.texts.get(found.place.file, ())
        if mark and not 1 <= mark.line <= len(lines) + 1:
            faults.append(f"{found.code} on line {mark.line} of {len(lines)}")
    for line in problems.text(library.diagnostics, library.texts):
        faults += _steering(line)
    if has_errors(library.diagnostics):
        return "refused", faults
    assert library.framework
    for definition in library.definitions:
        document = compose(definition, library.framework)
        html.write(document)
        docx.write(document)
    return "sound", faults


# --- forms that come back from another program ---------------------------------------------


Seeds = Sequence[tuple[str, bytes]]
"""Files to spoil, each with the name of the framework that it is a return of."""

TOOLS = tuple(folder.name for folder in sorted((EXAMPLES / "tools").iterdir()))


def _libraries() -> dict[str, Library]:
    return {"ours": FRAMEWORK, **{name: load(EXAMPLES / "tools" / name) for name in TOOLS}}


def _come_back(
    libraries: Mapping[str, Library], folder: Path, chance: Random, seeds: Seeds, spoils: Sequence[Spoil], ends: str
) -> tuple[Look, Iterator[tuple[str, bytes]]]:
    looks = {name: _look_at_return(library, folder) for name, library in libraries.items()}

    def look(name: str, raw: bytes) -> tuple[str, list[str]]:
        return looks[name.partition(".")[0]](name, raw)

    def files() -> Iterator[tuple[str, bytes]]:
        while True:
            of, raw = chance.choice(seeds)
            yield f"{of}.{ends}", _spoilt(raw, spoils, chance)

    return look, files()


def _filled(library: Library, form: Form, format: str, answers: Mapping[str, object]) -> bytes:
    assert library.framework
    answered = {path: "\n".join(value) if isinstance(value, tuple) else str(value) for path, value in answers.items()}
    written = {"docx": docx, "pdf": pdf}[format].write(replace(compose(form, library.framework), answers=answered))
    assert isinstance(written, bytes)
    return written


def _ours(format: str, *ids: str) -> Seeds:
    forms = [FRAMEWORK.form(id) for id in ids]
    return [("ours", _filled(FRAMEWORK, form, format, _answered(form))) for form in forms]


def _tools(libraries: Mapping[str, Library], format: str) -> Iterator[tuple[str, bytes]]:
    """Each of the tools with its return in it: ticks, parts, n/a, times, several judgements."""
    for name in TOOLS:
        library = libraries[name]
        for form in library.forms:
            sent = library.root / "returns" / f"{form.identity.id}.yaml"
            found = Reviewer.of(library).readers.content(sent.read_bytes(), sent.name).submission
            assert found
            answered = {path: answer.value for path, answer in found.answers.items()}
            yield name, _filled(library, form, format, answered)


# --- Word ------------------------------------------------------------------------------------


def _word(folder: Path, chance: Random) -> tuple[Look, Iterator[tuple[str, bytes]]]:
    """Word forms with answers in them: their XML rearranged, their parts and bytes damaged."""
    libraries = _libraries()
    ids = [form.identity.id for form in FRAMEWORK.forms[:3]]
    seeds = [*_ours("docx", *ids, "tier2-case-file-audit"), *_tools(libraries, "docx")]
    return _come_back(libraries, folder, chance, seeds, (*[_xml] * 8, _parts, _bytes), "docx")


def _xml(raw: bytes, chance: Random) -> bytes:
    """An element of one part taken out, said twice, moved, renamed, wrapped, or with other words in it."""
    content = _unzipped(raw)
    names = [name for name in content if name.endswith((".xml", ".rels"))]
    if not names:
        return raw
    name = "word/document.xml" if "word/document.xml" in names and chance.random() < 0.8 else chance.choice(names)
    try:
        root = etree.fromstring(content[name])
    except etree.XMLSyntaxError:
        return raw
    elements = [e for e in root.iter() if isinstance(e.tag, str) and e is not root]
    if not elements:
        return raw
    for _ in range(chance.choice((1, 1, 2, 8))):
        _rearranged(chance.choice(elements), elements, chance)
    content[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _zipped(content)


def _rearranged(found: "etree._Element", others: Sequence["etree._Element"], chance: Random) -> None:
    parent, other = found.getparent(), chance.choice(others)
    if parent is None:
        return
    match chance.randrange(8):
        case 0:
            parent.remove(found)
        case 1:
            parent.insert(parent.index(found), deepcopy(found))
        case 2 if not any(above is found for above in (other, *other.iterancestors())):
            other.append(found)
        case 3:
            found.tag = other.tag
        case 4:
            wrap = etree.SubElement(parent, other.tag)
            wrap.append(found)
        case 5:
            found.text = chance.choice([*PIECES[:200], "good", "inadequate", "15 January 2014"]).translate(_NOT_IN_XML)
        case 6 if found.attrib:
            key = chance.choice(list(found.attrib))
            found.set(key, chance.choice(["", "0", "true", "-1", "99999999999", *map(str, other.attrib.values())]))
        case _:
            found.attrib.update(other.attrib)


_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535))


def _parts(raw: bytes, chance: Random) -> bytes:
    """A part taken out, emptied, damaged, or put in another's place."""
    content = _unzipped(raw)
    if len(content) < 2:
        return raw
    name, other = chance.sample(list(content), 2)
    match chance.randrange(4):
        case 0:
            del content[name]
        case 1:
            content[name] = b""
        case 2:
            content[name] = _bytes(content[name], chance)
        case _:
            content[name] = content[other]
    return _zipped(content)


def _unzipped(raw: bytes) -> dict[str, bytes]:
    """What is in a file of Word; nothing where it is too damaged for that."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError):
        return {}


def _zipped(content: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, raw in content.items():
            archive.writestr(name, raw)
    return out.getvalue()


# --- PDF -------------------------------------------------------------------------------------


def _pdf(folder: Path, chance: Random) -> tuple[Look, Iterator[tuple[str, bytes]]]:
    """PDF forms with answers in them, their objects changed for others of any kind, or their bytes damaged."""
    libraries = _libraries()
    filled = [*_ours("pdf", "tier1-generic-audit", "observation-of-practice"), *_tools(libraries, "pdf")]
    seeds = [*filled, *((of, _laid_open(raw)) for of, raw in filled)]
    return _come_back(libraries, folder, chance, seeds, (*[_objects] * 4, _bytes, _named), "pdf")


def _laid_open(raw: bytes) -> bytes:
    """The same, nothing of it compressed, so that damage meets what it says."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as file:
        file.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _objects(raw: bytes, chance: Random) -> bytes:
    """Entries of dictionaries taken out, changed for others, or led round in a circle."""
    try:
        with pikepdf.open(io.BytesIO(raw)) as file, warnings.catch_warnings(action="ignore"):
            found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)]
            fields = [o for o in found if isinstance(o, pikepdf.Dictionary) and "/T" in o]
            for _ in range(chance.choice((1, 1, 2, 5))):
                _changed(chance.choice(fields if fields and chance.random() < 0.5 else found), found, chance)
            out = io.BytesIO()
            file.save(out, fix_metadata_version=False)
            return out.getvalue()
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, KeyError, OverflowError, IndexError):
        return raw


def _changed(target: pikepdf.Object, others: Sequence[pikepdf.Object], chance: Random) -> None:
    key: str | int
    if isinstance(target, pikepdf.Array):
        if not len(target):
            return
        key = chance.randrange(len(target))
    else:
        key = chance.choice(list(target.keys()) or ["/V"])
    if chance.random() < 0.3:
        del target[key]
        return
    other = chance.choice(others)
    target[key] = chance.choice(
        [
            other,
            target if target.is_indirect else other,
            pikepdf.String(chance.choice(PIECES)),
            pikepdf.Name("/" + chance.choice(("V", "Tx", "Ch", "Off", "Widget"))),
            chance.choice((-1, 0, 1, 2**31, 99999)),
            True,
            pikepdf.Array([other]),
            pikepdf.Dictionary(V=other),
        ]
    )


_PDF_NAMES = (
    *(b"/V", b"/T", b"/Kids", b"/Parent", b"/FT", b"/Opt", b"/AP", b"/Fields", b"/Annots", b"/Type", b"/Length"),
    *(b"/Root", b"/Info", b" obj", b"endobj", b"stream", b"xref"),
)


def _named(raw: bytes, chance: Random) -> bytes:
    """One of the names by which a PDF says what is what, changed for another wherever it stands a few times."""
    one, other = chance.sample(_PDF_NAMES, 2)
    return raw.replace(one, other, chance.choice((1, 3, -1)))


KINDS: Mapping[str, Callable[[Path, Random], tuple[Look, Iterator[tuple[str, bytes]]]]] = {
    "yaml": _in_yaml,
    "definitions": _of_definitions,
    "word": _word,
    "pdf": _pdf,
}
