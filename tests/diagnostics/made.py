"""Examples that cannot be a text file with a first line of its own: made when they are asked for.

Word and PDF files are those of `tests/readers`; of each code the first one stands for all.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from lxml.etree import _Element as Element
from pikepdf import Array, Dictionary, Name
from tests.diagnostics.examples import Example, Found, checked, compared, printed, returned, validated
from tests.intake import test_taking as arriving
from tests.notices.faults import faults
from tests.notices.record import Due, Memory, due_of
from tests.notices.record import returned as recorded
from tests.readers import hostile_docx, hostile_pdf
from tests.readers.fill_pdf import quickly
from tests.readers.hostile_pdf import Ours, changed
from tests.readers.word_edits import FORM, Edit, W, child, edited, typed, written, xml
from tests.samples import EXAMPLES, FRAMEWORK, UNRELEASED

from formwright.compose import compose
from formwright.definitions.library import Library, load
from formwright.diagnostics import Diagnostic
from formwright.document.nodes import Document
from formwright.intake.archives import MOST_FILES
from formwright.model.framework import Directory, Fallback, Holder
from formwright.model.review import Item, Remark, Reviewed
from formwright.notices.notice import Kind, State
from formwright.oversight import removed
from formwright.pipelines import (
    case_list,
    filling,
    measure_values,
    migrating,
    receiving,
    refreshing,
    releasing,
    sending,
)
from formwright.pipelines.filling import read_all
from formwright.pipelines.reading import LARGEST_PAPER, Readers
from formwright.pipelines.received import Received
from formwright.pipelines.review import Reviewer, review
from formwright.places import LARGEST
from formwright.record.events import Event, What
from formwright.record.store import writing
from formwright.releases import frozen
from formwright.reports import problems
from formwright.reports import review as report
from formwright.writers import html, pdf


def examples() -> Iterator[Example]:
    yield _example("yaml/empty", "new-audit.yaml", lambda: _definition(b""))
    yield _example("yaml/too-large", "new-audit.yaml", lambda: _definition(bytes(LARGEST + 1)))
    yield _example("yaml/bad-encoding", "new-audit.yaml", lambda: _definition(_AUDIT.encode("cp1252")))
    yield _example("handbook/bad-encoding", "01-start.md", _older_chapter)
    yield _example("definition/unreadable", "new-audit.yaml", _folder_for_a_definition)
    yield Example("json/syntax", "4:3", "return.json", {Path("return.json"): _JSON}, returned)
    yield _return("submission/not-readable", "scan0001.jpg", lambda: b"\xff\xd8\xff\xe0")
    yield _return("submission/unfinished-download", "return.yaml.part", GOOD.encode)
    yield _example("submission/unreadable", "return.yaml", _broken_link)
    yield _example("submission/not-followed", "april", _link_to_a_folder)
    yield _example("submission/names-nothing", "not-returns.txt", lambda: _named("minutes.docx", "minutes.doc"))
    yield _example("submission/named-no-return", "audit-7.yaml", lambda: _named("audit-7.yaml", "*.yaml"))
    yield _example("filling/not-written", "data/audit-7.yaml", _taken)
    yield _example("filling/no-such-version", "returns/audit-7.yaml", _another_version)
    for code, text in _LISTS.items():
        yield _example(code, "cases.csv", partial(_list_of_cases, text))
    for code, rows in _VALUES.items():
        yield _example(code, "values.csv", partial(_values, rows))
    yield _example("directory/no-holders", "directory.yaml", _nobody_there)
    yield from _released()
    form = replace(FRAMEWORK.form("tier1-generic-audit"), escalation=None)
    yield _with("escalation/no-rule", replace(FRAMEWORK, definitions=(form,)))
    holders = (*FRAMEWORK.directory.holders, _SECOND)
    yield _with("escalation/several-named", replace(FRAMEWORK, directory=Directory(holders)))
    faulty = replace(FRAMEWORK.directory, is_whole=False)
    yield _with("escalation/directory-faulty", replace(FRAMEWORK, directory=faulty))
    for code, people in _PEOPLE.items():
        yield _with(code, replace(FRAMEWORK, directory=people.on(date(2026, 5, 4))))
    for code, name, change in _BESIDE:
        yield _example(code, name, partial(_beside, name, change))
    yield _return("submission/more-faults", "return.yaml", _MANY_FAULTS.encode)
    for code, make in _word_files().items():
        yield _return(code, "return.docx", make)
    for code, paper in _pdf_files().items():
        if code not in _word_files():
            yield _return(code, "return.pdf", partial(_filled_pdf, paper))
    for code, (name, raw) in _arriving().items():
        yield _example(code, name, partial(_received, name, raw))
    yield _example("notice/uncertain", "audit.yaml", partial(_stuck, State.UNCERTAIN))
    yield _example("notice/refused", "audit.yaml", partial(_stuck, State.REFUSED))
    yield _example("record/file-gone", "audit.yaml", _gone)
    yield _example("intake/maybe-removed", "2014-01/A1077-tier1-generic-audit-2014-01-16.yaml", _older_than_removed)
    for code, due in faults().items():
        file = "directory.yaml" if code == "notice/nobody-to-remind" else "audit.yaml"
        yield _example(code, file, partial(_due, due))
    yield _example("filling/not-shown", "return.yaml", _name_in_no_typeface)
    yield _example("document/too-large", "form.pdf", lambda: _document("form.pdf", bytes(LARGEST_PAPER + 1)))
    yield _example("document/changed-since", "form.html", lambda: _document("form.html", _OLDER_PAGE.encode()))
    yield _example("document/two-stamps", "form.docx", lambda: _document("form.docx", _two_stamps()))
    yield _example("document/saved-anew", "form.html", lambda: _document("form.html", _saved_page()))
    yield _example("document/altered", "form.html", lambda: _document("form.html", _altered_page()))


def _example(code: str, name: str, find: Callable[[], Found]) -> Example:
    return Example(code, "", name, {}, lambda _: find())


def _return(code: str, name: str, make: Callable[[], bytes]) -> Example:
    return _example(code, name, lambda: checked(make(), name))


def _with(code: str, library: Library) -> Example:
    """What is said of a sound return in another framework than it should be."""

    def find() -> Found:
        item = Reviewer.of(library).content(GOOD.encode(), "return.yaml")
        return item.diagnostics, printed(item, library)

    return _example(code, "return.yaml", find)


_LISTS = {
    "cases/no-column": "Case,Service area\nA1,MASS\n",
    "cases/missing": "Case ID,Service area\nA1,MASS\nA2,\n",
    "cases/not-valid": "Case ID,Service area\nA1,Front door\n",
    "cases/twice": "Case ID,Service area\nA1,MASS\nA2,MASS\nA3,MASS\nA1,MASS\n",
}


def _list_of_cases(text: str) -> Found:
    assert FRAMEWORK.duties is not None
    assert FRAMEWORK.framework is not None
    draw = next(duty.draw for duty in FRAMEWORK.duties.duties if duty.draw)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        path.write_text(text, "utf-8")
        found = case_list.read(path, draw, FRAMEWORK.form(draw.form), FRAMEWORK.framework).faults
        return found, "\n".join(problems.text(found, {})).replace(f"{folder}{os.sep}", "")


_VALUES = {
    "values/no-column": "Month,Measure,Vale\n2014-01,assessments-in-time,83%\n",
    "values/missing": "Month,Measure,Value,Out of\n2014-01,assessments-in-time,63,\n",
    "values/not-supplied": "Month,Measure,Value\n2014-01,assessments-unallocated,\n",
    "values/not-valid": "Month,Measure,Value\n2014-01,assessments-unallocated,about 7\n",
    "values/unknown": "Month,Measure,Team,Value\n2014-01,assessments-unallocated,First Response Norht,7\n",
    "values/twice": "Month,Measure,Value\n2014-01,assessments-unallocated,7\nJan-14,assessments-unallocated,9\n",
    "values/future": "Month,Measure,Value\n2014-10,assessments-unallocated,7\n",
    "values/impossible": "Month,Measure,Value,Out of\n2014-01,assessments-in-time,76,63\n",
    "values/not-shown": "Month,Measure,Service area,Value\n2014-01,days-to-adoption,MASS,590\n",
}


def _values(text: str) -> Found:
    assert FRAMEWORK.measures is not None
    assert FRAMEWORK.framework is not None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "values.csv"
        path.write_text(text, "utf-8")
        found = measure_values.read(path, FRAMEWORK.measures, FRAMEWORK.framework, date(2014, 2, 3))
        said = problems.text(found.faults, {str(path): found.lines})
        return found.faults, "\n".join(said).replace(f"{folder}{os.sep}", "")


_SECOND = Holder("team-manager", "Second Manager", "second@example.org", "first-response", "First Response North")

_GONE = Holder("team-manager", "Kim Ash", "kim@example.org", None, "First Response North", last="2026-04-30")
_DUTY = Holder("team-manager", "Duty Manager", "duty@example.org", "first-response")
_PEOPLE = {
    "escalation/fallback": Directory(
        (), FRAMEWORK.directory.teams, fallbacks=(Fallback("team-manager", name="Sam Vale", email="sam@example.org"),)
    ),
    "escalation/post-vacant": Directory((_GONE, _DUTY), FRAMEWORK.directory.teams),
}


def _nobody_there() -> Found:
    library = load(EXAMPLES / "framework")
    bare = [replace(d, place=replace(d.place, file=Path(d.place.file).name)) for d in library.people]
    return library.people, "\n".join(problems.text(bare, {}))


# --- released versions --------------------------------------------------------------------------------

_FORM, _FILE = Path("forms/small-audit.yaml"), Path("released/small-audit/1.10.yaml")
_STANDARDS = Path("standards/small-standards.yaml")


def _released() -> Iterator[Example]:
    """Definitions that were changed after the small audit was released, and released files that were."""
    with TemporaryDirectory() as folder:
        root = _one_released(Path(folder))
        text, file = ((root / name).read_text("utf-8") for name in (_FORM, _FILE))
    asked = ("Was the child heard?", "Was the child listened to?")
    replaced = ("Was the child heard?", "What should happen next?")
    for code, at, name, changed_to in (
        ("release/changed-since", "4:10", _FORM, text.replace(*asked)),
        ("release/version-sinks", "4:10", _FORM, text.replace('"1.10"', '"1.9"', 1)),
        ("release/version-too-low", "4:10", _FORM, text.replace('"1.10"', '"1.11"', 1).replace(*replaced)),
        ("release/edited", "9:1", _FILE, file.replace(*asked)),
        ("release/unreadable", "", _FILE, "kind: note\ntext: See my e-mail.\n"),
        ("release/misplaced", "5:1", _FILE.with_name("2.0.yaml"), file),
    ):
        yield Example(code, at, name.name, {name: changed_to}, _with_a_release)
    yield _example("submission/release-unusable", "return.yaml", lambda: _of_a_release(file.replace(*asked)))
    yield _example("submission/withdrawn-version", "return.yaml", lambda: _of_a_release(_withdrawn(file)))


def _one_released(folder: Path) -> Path:
    """The small framework, whose audit was released."""
    root = shutil.copytree(EXAMPLES / "framework", folder / "framework")
    form = root / _FORM
    form.write_text(form.read_text("utf-8").replace("control: text}", _WITH_A_DATE, 1), "utf-8")
    releasing.release(load(root), ["small-audit"], "2026-01-05")
    return root


_HOLDER = "kind: directory\nholders:\n  - {role: team-manager, name: Robin Vale, email: robin@example.org}\n"
_WITH_A_DATE = "control: text}\n      - {id: date, label: Date, control: date}"


def _with_a_release(texts: Mapping[Path, str]) -> Found:
    """As `formwright validate` finds it."""
    with TemporaryDirectory() as folder:
        root = _one_released(Path(folder))
        for file, text in texts.items():
            if file.name == "2.0.yaml":
                (root / _FILE).unlink()
            (root / file).write_text(text, "utf-8")
        return validated(load(root))


def _withdrawn(file: str) -> str:
    return frozen.withdrawn(file, "2026-06-30")


_RETURN = """\
form: small-audit
version: "1.10"
details: {case_id: A1077, date: 2026-07-14, child_status: child-in-need}
evaluation: {listening: {grade: 1}}
overall: {judgement: good}
"""


def _of_a_release(file: str) -> Found:
    """What `check` says of a return on the version that was released, with this as its file."""
    with TemporaryDirectory() as folder, chdir(folder):
        root = _one_released(Path(folder))
        (root / _FILE).write_text(file, "utf-8")
        (root / "directory.yaml").write_text(_HOLDER, "utf-8")
        library = load(root)
        item = Reviewer.of(library).content(_RETURN.encode(), "return.yaml")
        return item.diagnostics, printed(item, library)


# --- texts ----------------------------------------------------------------------------------------

GOOD = (EXAMPLES / "returns" / "good.yaml").read_text("utf-8")
"""A return in which nothing is wrong."""

_AUDIT = "kind: form\nid: new-audit\ntitle: Zoë's audit\n"

_JSON = """{
  "form": "tier1-generic-audit",
  "version": "1.0"
  "details": {"case_id": "A1103"}
}
"""

_MANY_FAULTS = GOOD + "".join(f"column_{n}: x\n" for n in range(250))

_OLDER_PAGE = f"""<!doctype html>
<meta name="formwright:form" content="tier1-generic-audit">
<meta name="formwright:version" content="1.0">
<meta name="formwright:digest" content="{"0" * 64}">
<title>Tier 1 generic audit tool</title>
"""


def _definition(raw: bytes) -> Found:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "new-audit.yaml"
        file.write_bytes(raw)
        return validated(load(EXAMPLES / "framework", [file]))


def _older_chapter() -> Found:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "framework"
        shutil.copytree(EXAMPLES / "framework", root)
        shutil.copytree(EXAMPLES / "handbook", root / "handbook")
        chapter = root / "handbook" / "01-start.md"
        text = chapter.read_text("utf-8").replace("The IRO is told", "The IRO is told –")
        chapter.write_bytes(text.encode("cp1252"))
        return validated(load(root))


def _folder_for_a_definition() -> Found:
    """What no user may read cannot be made by one who may read everything: a folder stands in for it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "new-audit.yaml").mkdir()
        return validated(load(EXAMPLES / "framework", [Path(folder) / "new-audit.yaml"]))


# --- returns --------------------------------------------------------------------------------------


def _broken_link() -> Found:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "return.yaml"
        file.symlink_to("nowhere.yaml")
        item = Reviewer.of(FRAMEWORK).file(file)
        return item.diagnostics, printed(item, FRAMEWORK).replace(f"{folder}{os.sep}", "")


def _name_in_no_typeface() -> Found:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "return.yaml"
        file.write_text(GOOD.replace("team: First", "team: \u0378 First"), "utf-8")
        made = filling.fill(FRAMEWORK, file, "pdf")
        return made.diagnostics, "\n".join(problems.text(made.diagnostics, {})).replace(f"{folder}{os.sep}", "")


def _link_to_a_folder() -> Found:
    with TemporaryDirectory() as folder:
        (Path(folder) / "april").symlink_to(EXAMPLES)
        return _walked(Path(folder))


def _named(file: str, line: str) -> Found:
    """What `check` says of a folder with a return in it and a line in its not-returns.txt."""
    with TemporaryDirectory() as folder:
        (Path(folder) / file).write_text(GOOD, "utf-8")
        (Path(folder) / "not-returns.txt").write_text(f"{line}\n", "utf-8")
        return _walked(Path(folder))


def _walked(folder: Path) -> Found:
    """As `check` finds it. Of a return in which nothing is wrong nothing is shown."""
    found: list[Diagnostic] = []
    items: list[Item] = []
    with chdir(folder):
        for item in review([Path()], FRAMEWORK):
            match item:
                case Reviewed(diagnostics=(_, *_)):
                    found += item.diagnostics
                    items.append(item)
                case Remark():
                    found.append(item.diagnostic)
                    items.append(item)
                case _:
                    pass
    return tuple(found), "\n".join(iter(report.text(items, FRAMEWORK).__next__, ""))


def _taken() -> Found:
    with TemporaryDirectory() as folder:
        for name in ("audit-7.yaml", "data/audit-7.yaml"):
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_text(GOOD, "utf-8")
        paths = [Path(folder) / "audit-7.yaml"]
        found = [d for turned in read_all(FRAMEWORK, paths, Path(folder) / "data", False) for d in turned.diagnostics]
        return tuple(found), "\n".join(problems.text(found, {})).replace(f"{folder}{os.sep}", "")


def _another_version() -> Found:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "returns" / "audit-7.yaml"
        path.parent.mkdir()
        path.write_text(GOOD, "utf-8")
        found = migrating.migrated(path, "2.0", Readers.of(FRAMEWORK)).diagnostics
        return found, "\n".join(problems.text(found, {})).replace(f"{folder}{os.sep}", "")


_BESIDE = (
    ("submission/same-again", "audit.yaml", ("\n", "\n")),
    ("submission/draft-beside", "audit-draft.yaml", ("  judgement: good", "  judgement:")),
    ("submission/same-case", "audit.yaml", ("monitoring_of_plans: {grade: 1}", "monitoring_of_plans: {grade: 2}")),
    ("submission/rival-judgement", "audit.yaml", ("judgement: good", "judgement: outstanding")),
)
"""Of each the name of a file, and how it differs from another one."""


def _beside(name: str, change: tuple[str, str]) -> Found:
    """What is found in the second of two files."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "audit (1).yaml").write_text(GOOD, "utf-8")
        (Path(folder) / name).write_text(GOOD.replace(*change), "utf-8")
        *_, item = review(sorted(Path(folder).iterdir()), FRAMEWORK)
        assert isinstance(item, Reviewed)
        found = replace(item, diagnostics=tuple(_bare(d, folder) for d in item.diagnostics))
        return found.diagnostics, printed(replace(found, file=name), FRAMEWORK)


def _bare(found: Diagnostic, folder: str) -> Diagnostic:
    """Without the folder, which is another one each time."""
    file = Path(found.place.file).name
    return replace(found, place=replace(found.place, file=file), message=found.message.replace(f"{folder}{os.sep}", ""))


# --- what arrives -----------------------------------------------------------------------------------


def _arriving() -> Mapping[str, tuple[str, bytes]]:
    """E-mails and archives that not everything can be taken out of."""
    form = ("audit-7.yaml", GOOD.encode())
    mail = arriving.mail(form).as_bytes()
    link = b'Content-Type: message/external-body; access-type=URL; URL="https://example.org/audit-7"'
    bounce = b"Content-Type: multipart/report; report-type=delivery-status"
    return {
        "intake/no-form": ("hello.eml", arriving.mail().as_bytes()),
        "intake/damaged": ("audit.eml", mail[: mail.rindex(b"--=")]),
        "intake/encrypted": ("audits.zip", arriving.encrypted()),
        "intake/unsafe": ("audits.zip", arriving.packed(("../audit-7.yaml", GOOD.encode()))),
        "intake/too-large": ("audits.zip", arriving.packed(*((str(n), b"") for n in range(MOST_FILES + 1)))),
        "intake/not-included": ("audit.eml", b"From: a@example.org\nSubject: Audit\n" + link + b"\n\nGone.\n"),
        "intake/not-delivered": ("returned.eml", mail.replace(b"Content-Type: multipart/mixed", bounce, 1)),
    }


def _received(name: str, raw: bytes) -> Found:
    """As `formwright receive` says it."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path(name).write_bytes(raw)
        moment = datetime(2014, 2, 3, tzinfo=UTC)
        found = receiving.receive([Path(name)], Path("returns"), FRAMEWORK, lambda: moment, receiving.Tally(), True)
        faulty = [one for one in found if isinstance(one, Received) and one.diagnostics]
        assert len(faulty) == 1
        return faulty[0].diagnostics, "\n".join(iter(iter(faulty[0].as_text()).__next__, ""))


# --- what is due ------------------------------------------------------------------------------------


def _stuck(state: State) -> Found:
    """As `formwright notify` says it of a notice that waits for a person."""
    due = due_of(Memory([recorded(file="audit.yaml")]))
    notice = next(one for one in due.notices if one.kind is Kind.NOTICE)
    attempts = sending.Attempts({notice.key: sending.Tries(1, "", False, "550 No such mailbox")})
    found = tuple(sending.faults([replace(notice, state=state)], attempts))
    return found, "\n".join(problems.text(found, {}))


def _older_than_removed() -> Found:
    with TemporaryDirectory() as folder, chdir(folder):
        Path("A1077.yaml").write_bytes((EXAMPLES / "returns" / "good.yaml").read_bytes())
        with writing(Path("returns")) as record:
            record.add([removed.event("2020-01-02T09:00:00Z", date(2015, 1, 1), "Ann Bell", (), 0, ())])
        clock = lambda: datetime(2014, 1, 17, tzinfo=UTC)  # noqa: E731
        [one] = receiving.receive([Path("A1077.yaml")], Path("returns"), FRAMEWORK, clock, receiving.Tally())
    assert isinstance(one, Received)
    found = tuple(d for d in one.diagnostics if d.code == "intake/maybe-removed")
    return found, "\n".join(problems.text(found, {}))


def _gone() -> Found:
    """As `formwright record` says it of a file that was received and is there no longer."""
    with TemporaryDirectory() as folder, writing(Path(folder)) as record:
        path = Path(folder, "audit.yaml")
        path.write_bytes(GOOD.encode())
        refreshing.refresh(record, FRAMEWORK, "")
        ((sha256,),) = ([one.sha256] for one in record.returns())
        record.add([Event(What.RECEIVED, "2014-02-01T09:00:00Z", sha256, {})])
        path.unlink()
        found = refreshing.refresh(record, FRAMEWORK, "").faults
    return found, "\n".join(problems.text(found, {}))


def _due(found: Due) -> Found:
    """As `formwright notify` says it."""
    return tuple(found.errors), "\n".join(problems.text(found.errors, {}))


@cache
def _answers() -> Mapping[str, str]:
    submission = Readers.of(FRAMEWORK).content(GOOD.encode(), "return.yaml").submission
    assert submission is not None
    return {path: str(answer.value) for path, answer in submission.answers.items()}


def _word_files() -> dict[str, Callable[[], bytes]]:
    return {
        **{f"submission/{code}": make for _, code, make in reversed([*hostile_docx.files()])},
        "submission/unreadable-answer": lambda: _word(typed("details.date", "<w:r><w:t>last week</w:t></w:r>")),
        "submission/outside-fields": lambda: _word(_note_above),
        "submission/words-altered": lambda: _word(_reworded),
    }


def _word(edit: Edit) -> bytes:
    return edited(written(FORM, _answers()), edit)


def _note_above(document: Element) -> None:
    child(document, "body").insert(1, xml("<w:p><w:r><w:t>See my e-mail</w:t></w:r></w:p>")[0])


def _reworded(document: Element) -> None:
    text = next(t for t in document.iter(f"{W}t") if (t.text or "").startswith("How risk is considered"))
    text.text = "How risk is ignored"


def _pdf_files() -> dict[str, Callable[[Ours], bytes]]:
    return {**{case.code: case.make for case in reversed(hostile_pdf.CASES)}, "submission/note": _mark}


def _filled_pdf(make: Callable[[Ours], bytes]) -> bytes:
    return make(_ours())


def _mark(ours: Ours) -> bytes:
    note = Dictionary(Subtype=Name.Highlight, Rect=Array([0, 0, 9, 9]))

    def stick(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj.Annots.append(opened.make_indirect(note))

    return changed(ours.filled, stick)


@cache
def _ours() -> Ours:
    form = FRAMEWORK.form(FORM)
    return Ours(FORM, form.identity.version, quickly(pdf.write(_composed()), _answers()), b"", b"")


def _composed() -> Document:
    assert FRAMEWORK.framework is not None
    return compose(FRAMEWORK.form(FORM), FRAMEWORK.framework)


# --- issued documents -----------------------------------------------------------------------------


def _document(name: str, raw: bytes) -> Found:
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(raw)
        return compared(UNRELEASED, file)


def _two_stamps() -> bytes:
    return {code: make for _, code, make in hostile_docx.files()}["two-stamps"]()


def _saved_page() -> bytes:
    return html.write(_composed()).replace(b'<div class="tools" hidden>', b'<div class="tools">')


def _altered_page() -> bytes:
    return html.write(_composed()).replace(b"How risk is considered", b"Risk is given some thought")
