"""An independent count of a folder of returns: `python tests/example-year/count.py FRAMEWORK [--day 2015-01-31]`.

It shares no code with the program, and reads every file as it lies there: what people typed, what the web form
downloads, Word files and PDFs. What is asked and by whom it takes from the definitions as they are written.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import yaml
from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

_IN_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SETTINGS = f"{_IN_WORD}sdtPr/{_IN_WORD}"
_TIERS = {"tier1": ("tier1-generic-audit", "tier1-plo-audit"), "tier2": ("tier2-case-file-audit",)}

Tree = Mapping[str, Any]
Said = dict[str, str]


@dataclass(frozen=True)
class Council:
    """What framework.yaml, directory.yaml and the forms say, as plain text."""

    words: Tree
    holders: list[Tree]
    forms: dict[str, "Form"]

    @classmethod
    def of(cls, root: Path) -> "Council":
        words, directory = _yaml(root / "framework.yaml"), _yaml(root / "directory.yaml")
        forms = (_yaml(path) for path in sorted((root / "forms").glob("*.yaml")))
        return cls(words, directory["holders"], {raw["id"]: Form(raw, words) for raw in forms})

    def team(self, said: str | None) -> str | None:
        """The id of a team, where it is known by what was written."""
        known = {name.casefold(): t["id"] for t in self.words["teams"] for name in (t["id"], t["label"])}
        return None if said is None else known.get(" ".join(said.split()).casefold(), said)

    def holds(self, role: str, name: str | None, day: str) -> Iterator[Tree]:
        """The entries by which somebody has a role on a day."""
        for one in self.holders:
            if (one["role"], one["name"]) == (role, name) and one.get("from", "") <= day <= one.get("until", "9999"):
                yield one


@dataclass(frozen=True)
class Form:
    raw: Tree
    words: Tree
    fields: dict[str, Tree] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for section in self.raw["sections"]:
            rows = "[]" if "repeat" in section else ""
            for one in section.get("fields", ()):
                self.fields[f"{section['id']}{rows}.{one['id']}"] = self._field(one, section)
            for question in section.get("questions", ()):
                at, when = f"{section['id']}.{question['id']}", None
                if question.get("may_not_apply"):
                    self.fields[f"{at}.applies"] = {"control": "yes-no", "when": [question.get("asked_when")]}
                    when = {"field": f"{at}.applies", "in": ["yes"]}
                    no = {"field": f"{at}.applies", "in": ["no"]}
                    self.fields[f"{at}.not_applicable_because"] = {"control": "text", "when": [no]}
                for one in (*section.get("answers", ()), *question.get("fields", ())):
                    asked = self._field(one, section)
                    self.fields[f"{at}.{one['id']}"] = asked | {
                        "when": [*asked["when"], question.get("asked_when"), when]
                    }

    def _field(self, one: Tree, section: Tree) -> dict[str, Any]:
        part = one.get("part", section.get("part", self.first))
        return dict(one) | {"part": part, "when": [section.get("asked_when"), one.get("asked_when")]}

    @property
    def first(self) -> str | None:
        parts = self.raw.get("parts")
        return parts[0]["id"] if parts else None

    def allowed(self, of: Tree) -> set[str] | None:
        """The values of a choice or a grade; None where anything goes."""
        if of["control"] == "yes-no":
            return {"yes", "no"}
        if of["control"] == "grade":
            return {
                one["grade"] for scale in self.words["scales"] for one in scale["grades"] if scale["id"] == of["scale"]
            }
        if of["control"] != "choice":
            return None
        if isinstance(of["choices"], list):
            return {one["id"] for one in of["choices"]}
        if of["choices"] == "service-areas":
            return {one["id"] for one in self.words["service_areas"]}
        lists = {one["id"]: one["choices"] for one in self.words["choices"]}
        lists |= {one["id"]: one["grades"] for one in self.words["scales"]}
        return {one["id"] for one in lists[of["choices"]]}


@dataclass(frozen=True)
class Return:
    file: str
    form: Form
    said: Said

    @property
    def date(self) -> str | None:
        found = next((self.said[p] for p in ("details.date", "completion.date") if p in self.said), None)
        return found if found and _is_day(found) else None

    @property
    def auditor(self) -> str | None:
        paths = ("details.completed_by", "details.observer", "details.auditor")
        return next((self.said[p] for p in paths if p in self.said), None)

    @property
    def rows(self) -> dict[str, Said]:
        """The rows of its actions in which something is written."""
        found: dict[str, Said] = defaultdict(dict)
        for path, value in self.said.items():
            if path.startswith("actions["):
                row, _, name = path.partition(".")
                found[row][name] = value
        return found

    @property
    def status(self) -> str:
        for path, value in self.said.items():
            of = self.form.fields.get(_of_any_row(path))
            if of is None or (of["control"] == "date" and not _is_day(value)):
                return "invalid"
            if (allowed := self.form.allowed(of)) is not None and value not in allowed:
                return "invalid"
        return "incomplete" if self._lacks() else "complete"

    def _lacks(self) -> bool:
        begun = {self.form.fields[_of_any_row(path)].get("part") for path in self.said} | {self.form.first}
        for path, of in self.form.fields.items():
            if of.get("required") == "false" or "counts" in of or of.get("part", self.form.first) not in begun:
                continue
            if "[]" not in path and path not in self.said and all(_met(one, self.said) for one in of["when"]):
                return True
        return any(self._lacks_in_rows(section, begun) for section in self.form.raw["sections"] if "repeat" in section)

    def _lacks_in_rows(self, section: Tree, begun: set[str | None]) -> bool:
        own = {path.partition(".")[0] for path in self.said if path.startswith(f"{section['id']}[")}
        least = int(section["repeat"].get("min", 0))
        if "required_when" in section and _met(section["required_when"], self.said):
            least = max(1, least)
        if section.get("part", self.form.first) in begun and len(own) < least:
            return True
        for one in section["fields"]:
            of = self.form.fields[f"{section['id']}[].{one['id']}"]
            is_needed = of.get("required") != "false" and of["part"] in begun
            if is_needed and any(f"{row}.{one['id']}" not in self.said for row in own):
                return True
        return False


def _met(condition: Tree | None, said: Said) -> bool:
    return condition is None or said.get(condition["field"]) in condition["in"]


def _of_any_row(path: str) -> str:
    section, bracket, rest = path.partition("[")
    return f"{section}[]{rest.partition(']')[2]}" if bracket else path


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


# --- files ---------------------------------------------------------------------------------------


def _yaml(path: Path) -> Tree:
    """Everything is text: nothing is taken for a date, a number or a yes."""
    found: Tree = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    return found


def read(path: Path, forms: Mapping[str, Form]) -> tuple[str, Said] | None:
    """The form of a file, and what is written in it; None where it is no return."""
    match path.suffix:
        case ".yaml":
            tree = _yaml(path)
            found = tree["form"], dict(_flat({k: v for k, v in tree.items() if k not in ("form", "version", "digest")}))
        case ".docx":
            found = _of_word(path)
        case ".pdf":
            found = _of_pdf(path)
        case _:
            return None
    form, said = found
    return (form, {p: _as_stored(v) for p, v in said.items() if v.strip()}) if form in forms else None


def _flat(tree: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _flat(value, f"{at}.{key}" if at else key)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _flat(value, f"{at}[{number}]")
    else:
        yield at, tree


def _of_word(path: Path) -> tuple[str, Said]:
    try:
        with ZipFile(path) as archive:
            names = {
                name: etree.fromstring(archive.read(name)) for name in ("docProps/custom.xml", "word/document.xml")
            }
    except (BadZipFile, KeyError):
        return "", {}
    form = next((p[0].text for p in names["docProps/custom.xml"] if p.get("name") == "FormwrightForm"), None)
    said: Said = {}
    for control in names["word/document.xml"].iter(f"{_IN_WORD}sdt"):
        tag = next((str(one.get(f"{_IN_WORD}val")) for one in control.iterfind(f"{_SETTINGS}tag")), None)
        is_empty = control.find(f"{_SETTINGS}showingPlcHdr") is not None
        if tag and not is_empty and control.find(f"{_IN_WORD}sdtContent//{_IN_WORD}sdt") is None:
            text = "".join(one.text or "" for one in control.iterfind(f"{_IN_WORD}sdtContent//{_IN_WORD}t"))
            listed = control.iterfind(f"{_IN_WORD}sdtPr//{_IN_WORD}listItem")
            choices = {str(one.get(f"{_IN_WORD}displayText")): str(one.get(f"{_IN_WORD}value")) for one in listed}
            said[tag] = choices.get(text, text)
    return form or "", said


def _of_pdf(path: Path) -> tuple[str, Said]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            return "", {}
        values = {name: of.get("/V") for name, of in (reader.get_fields() or {}).items()}
        form = reader.metadata["/FormwrightForm"] if reader.metadata and "/FormwrightForm" in reader.metadata else ""
    except PyPdfError:
        return "", {}
    if not values:
        return "", {}  # its fields were printed away
    return str(form), {name: str(value) for name, value in values.items() if value}


def _as_stored(text: str) -> str:
    """A day that is written as people in Britain write it; all else as it is."""
    parts = text.strip().split("/")
    is_day = [len(part) for part in parts] == [2, 2, 4]
    return "-".join(reversed(parts)) if is_day else text.strip()


def returns(root: Path, council: Council) -> Iterator[Return]:
    """What lies in the folder of returns and has something written in it, each file's bytes once."""
    seen = set[bytes]()
    for path in sorted((root / "returns").rglob("*.*")):
        if path.is_file() and path.read_bytes() not in seen:
            seen.add(path.read_bytes())
            found = read(path, council.forms)
            if found is not None:
                yield Return(path.relative_to(root / "returns").as_posix(), council.forms[found[0]], found[1])


# --- figures -------------------------------------------------------------------------------------


Counts = defaultdict[str, Counter[str]]


@dataclass(frozen=True)
class Figures:
    """What is counted: of every return, or of those of one month. What is done, judged and graded is of complete ones,
    actions are those of all."""

    by: Counts = field(default_factory=lambda: defaultdict(Counter))
    states: Counts = field(default_factory=lambda: defaultdict(Counter))
    judged: Counts = field(default_factory=lambda: defaultdict(Counter))
    graded: Counts = field(default_factory=lambda: defaultdict(Counter))
    grades: Counts = field(default_factory=lambda: defaultdict(Counter))
    actions: Counts = field(default_factory=lambda: defaultdict(Counter))
    done: Counts = field(default_factory=lambda: defaultdict(Counter))

    def take(self, one: Return, council: Council, day: str) -> None:
        form, status = str(one.form.raw["id"]), one.status
        judgement = one.said.get("overall.judgement", "none")
        self.by["form"][form] += 1
        self.by["month"][(one.date or "none")[:7]] += 1
        self.by["area"][one.said.get("details.service_area", "none")] += 1
        self.by["team"][council.team(one.said.get("details.team")) or "none"] += 1
        self.by["judgement"][judgement] += 1
        self.by["status"][status] += 1
        self.states[form][status] += 1
        for path, value in one.said.items():
            if one.form.fields.get(_of_any_row(path), {}).get("control") == "grade":
                self.grades[f"{form} {path}"][value] += 1
                self.graded[form][value] += status == "complete"
        for row in one.rows.values():
            is_open = "done" not in row and "taken_on" not in row
            self.actions["all"][form] += 1
            self.actions["open"][form] += is_open
            self.actions["overdue"][form] += is_open and row.get("by", "9999") < day
        if status == "complete":
            self.judged[form][judgement] += "overall.judgement" in one.said
            for tier, name in _owed(one, council) if one.date else ():
                self.done[tier][name] += 1


def count(root: Path, day: str) -> dict[str, Any]:
    """The figures, as plain data: of everything, and of each month. `day` is the one on which an action is overdue that
    was due before it."""
    council, blank = Council.of(root), Counter[str]()
    whole, months = Figures(), defaultdict[str, Figures](Figures)
    for one in returns(root, council):
        if not one.said:
            blank[str(one.form.raw["id"])] += 1
            continue
        whole.take(one, council, day)
        if one.date:
            months[one.date[:7]].take(one, council, day)
    return {"blank": blank, "all": _plain(whole), "months": {month: _plain(of) for month, of in months.items()}}


def _plain(of: Figures) -> dict[str, dict[str, dict[str, int]]]:
    """Without what is none."""
    return {
        name: {key: dict(+many) for key, many in getattr(of, name).items() if +many} for name in of.__dataclass_fields__
    }


def _owed(one: Return, council: Council) -> Iterator[tuple[str, str]]:
    """Of which duty a complete audit is, and whose: a manager's own; of heads of service those outside their area."""
    form, day, name = one.form.raw["id"], str(one.date), one.auditor
    if form in _TIERS["tier1"] and any(council.holds("team-manager", name, day)):
        yield "tier1", str(name)
    areas = {entry["service_area"] for entry in council.holds("head-of-service", name, day)}
    if form in _TIERS["tier2"] and areas and one.said.get("details.service_area") not in areas:
        yield "tier2", str(name)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("framework", type=Path)
    asked.add_argument("--day", default="2015-01-31", help="the day on which an action is overdue")
    given = asked.parse_args()
    sys.stdout.write(json.dumps(count(given.framework, given.day), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
