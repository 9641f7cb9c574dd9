"""framework.yaml: the organisation, and the words that all its documents share."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from formwright.definitions import read_alike, texts
from formwright.definitions.kinds.choices import choices
from formwright.definitions.references import refers, unique
from formwright.definitions.written import Steps, text
from formwright.definitions.written import texts as all_of
from formwright.diagnostics import Diagnostic, error, unknown
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names
from formwright.model.action_fields import ActionsIn
from formwright.model.case_fields import USUAL, CaseFields
from formwright.model.form import Form
from formwright.model.framework import (
    Appendix,
    Approval,
    Body,
    Change,
    ChoiceList,
    DocumentControl,
    Framework,
    Grade,
    Mailbox,
    Organisation,
    Role,
    Scale,
    ServiceArea,
    Team,
)


def check(marked: Marked) -> Iterator[Diagnostic]:
    """Every name stands once, what can be chosen can be told apart, and no text holds what is not drawn."""
    data = marked.data
    yield from texts.check(marked)
    kinds = (("roles", "role"), ("service_areas", "service area"), ("teams", "team"), ("mailboxes", "mailbox"))
    for name, title in kinds:
        yield from unique(marked, "framework", (name,), data.get(name, ()), "id", title)
    for name, title in kinds[1:3]:
        yield from read_alike.check(marked, "framework", (name,), data.get(name, ()), title)
    areas = Names(str(area["id"]) for area in data["service_areas"])
    for n, team in enumerate(data.get("teams", ())):
        if "service_area" in team:
            at: Steps = ("teams", n, "service_area")
            yield from refers(marked, "framework", at, str(team["service_area"]), areas, "service-area")
    yield from unique(marked, "framework", ("appendices",), data.get("appendices", ()), "number", "appendix")
    yield from _lists(marked)
    yield from _control(marked)


def _control(marked: Marked) -> Iterator[Diagnostic]:
    """Who is named for the documents is there, and dates follow each other."""
    data = marked.data
    control = data.get("document_control", {})
    actors = Names(str(each["id"]) for name in ("roles", "bodies") for each in data.get(name, ()))
    mailboxes = Names(str(mailbox["id"]) for mailbox in data.get("mailboxes", ()))
    approved = control.get("approved", {})
    for at, known, what in (
        (("owner",), actors, "role"),
        (("approved", "by"), actors, "role"),
        (("contact",), mailboxes, "mailbox"),
    ):
        within = approved if len(at) > 1 else control
        if at[-1] in within:
            steps: Steps = ("document_control", *at)
            yield from refers(marked, "framework", steps, str(within[at[-1]]), known, what)
    latest = max(str(data["issued"]), str(approved.get("on", "")))
    if "review" in control and str(control["review"]) <= latest:
        message = f"The review, {control['review']}, would be before the document is in force ({latest})."
        hint = "Give the date by which it will be reviewed next, or leave 'review' out."
        yield error("framework/date-order", marked.place("document_control", "review"), message, hint)
    changes = control.get("changes", ())
    yield from unique(marked, "framework", ("document_control", "changes"), changes, "version", "version")
    for n, (before, change) in enumerate(pairwise(changes), 1):
        if str(change["date"]) < str(before["date"]):
            place = marked.place("document_control", "changes", n, "date")
            message = f"This change is dated {change['date']}, before the one above it ({before['date']})."
            yield error("framework/date-order", place, message, "Put the oldest change first.")


def _lists(marked: Marked) -> Iterator[Diagnostic]:
    """The lists and scales, which share their names."""
    data = marked.data
    yield from unique(marked, "framework", ("choices",), data.get("choices", ()), "id", "list")
    lists = {str(c["id"]) for c in data.get("choices", ())} | {"service-areas", *(["teams"] if "teams" in data else [])}
    for n, scale in enumerate(data.get("scales", ())):
        if scale["id"] in lists:
            place = marked.place("scales", n, "id")
            yield error("framework/duplicate-id", place, f"There is already a list '{scale['id']}'.", "Choose another.")
        for key, title in (("id", "grade"), ("grade", "grade")):
            yield from unique(marked, "framework", ("scales", n, "grades"), scale["grades"], key, title)
        yield from read_alike.check(marked, "framework", ("scales", n, "grades"), scale["grades"], "grade")
    yield from unique(marked, "framework", ("scales",), data.get("scales", ()), "id", "scale")
    for n, named in enumerate(data.get("choices", ())):
        at = ("choices", n, "choices")
        yield from unique(marked, "framework", at, named["choices"], "id", "choice")
        yield from read_alike.check(marked, "framework", at, named["choices"], "choice")
        if named["id"] in lists - {str(c["id"]) for c in data["choices"]}:
            place = marked.place("choices", n, "id")
            message = f"'{named['id']}' is reserved for the list under that name in this file."
            yield error("framework/duplicate-id", place, message, "Choose another.")


def build(data: Mapping) -> Framework:
    return Framework(
        title=str(data["title"]),
        version=str(data["version"]),
        issued=str(data["issued"]),
        language=str(data["language"]),
        organisation=Organisation(str(data["organisation"]["name"]), str(data["organisation"]["service"])),
        roles=tuple(Role(str(r["id"]), str(r["title"]), all_of(r.get("aliases"))) for r in data["roles"]),
        service_areas=tuple(
            ServiceArea(str(a["id"]), str(a["label"]), all_of(a.get("aliases"))) for a in data["service_areas"]
        ),
        choices=tuple(
            ChoiceList(str(c["id"]), str(c["title"]), choices(c["choices"])) for c in data.get("choices", ())
        ),
        scales=tuple(
            Scale(
                str(s["id"]),
                str(s["title"]),
                tuple(Grade(str(g["id"]), int(g["grade"]), str(g["label"]), str(g["meaning"])) for g in s["grades"]),
            )
            for s in data.get("scales", ())
        ),
        mailboxes=tuple(Mailbox(str(m["id"]), str(m["title"]), str(m["address"])) for m in data.get("mailboxes", ())),
        bodies=tuple(Body(str(b["id"]), str(b["title"]), all_of(b.get("aliases"))) for b in data.get("bodies", ())),
        appendices=tuple(Appendix(str(a["number"]), str(a["title"])) for a in data.get("appendices", ())),
        teams=tuple(
            Team(str(t["id"]), str(t["label"]), text(t.get("service_area")), all_of(t.get("aliases")))
            for t in data.get("teams", ())
        ),
        case=_case(data.get("case", {})),
        actions=tuple(map(_actions, data.get("actions", ()))),
        control=_document_control(data["document_control"]) if "document_control" in data else None,
    )


def check_case(marked: Marked, paths: Names) -> Iterator[Diagnostic]:
    """The fields that `case` names are fields of a form."""
    for name, said in (marked.data.get("case") or {}).items():
        for n, path in enumerate([said] if isinstance(said, str) else said):
            at: Steps = ("case", name) if isinstance(said, str) else ("case", name, n)
            if path not in paths:
                message = f"No form has the field '{path}'."
                hint = "Write the path of a field, such as details.case_id."
                yield unknown("framework/unknown-field", marked.place(*at), message, str(path), paths, hint)


def check_actions(marked: Marked, forms: Sequence[Form]) -> Iterator[Diagnostic]:
    """The forms that `actions` names are there, and have these sections, questions, columns and fields."""
    known = {form.identity.id: form for form in forms}
    for n, raw in enumerate(marked.data.get("actions") or ()):
        paths: list[str] = []
        for f, id in enumerate(raw["forms"]):
            yield from refers(marked, "framework", ("actions", n, "forms", f), str(id), Names(known), "document")
            paths += [field.path for field in known[id].fields] if id in known else []
        if not paths:
            continue
        around = Names(dict.fromkeys(path.partition(end)[0] for path in paths for end in ("[", ".") if end in path))
        questions = {path.rpartition(".")[0] for path in paths if "[" not in path}
        for i, within in enumerate(raw["in"]):
            if within not in around and within not in questions:
                message = f"These forms have no section or question '{within}'."
                hint = "Write a section's id, or the path of a question."
                place = marked.place("actions", n, "in", i)
                yield unknown("framework/unknown-field", place, message, str(within), around, hint)
        there = [path for path in paths if path.startswith(tuple(f"{within}{s}" for within in raw["in"] for s in "[."))]
        columns = Names(dict.fromkeys(path.rpartition(".")[2] for path in there))
        needed = [(("needed", name), name) for name in raw.get("needed", ())]
        for steps, name in (*(((key,), raw[key]) for key in _ACTION_KEYS if key in raw), *needed):
            if name not in columns and name not in paths:
                at: Steps = ("actions", n, *steps)
                message = f"These forms have no column or field '{name}'."
                hint = "Write the id of a column there, or the path of a field."
                yield unknown("framework/unknown-field", marked.place(*at), message, str(name), columns, hint)


_ACTION_KEYS = ("what", "who", "by", "done", "reviewed", "initials", "checked")


def _actions(raw: Mapping) -> ActionsIn:
    names = {key: str(raw[key]) for key in _ACTION_KEYS if key in raw}
    needed = tuple((str(name), str(value)) for name, value in raw.get("needed", {}).items())
    return ActionsIn(all_of(raw["forms"]), all_of(raw["in"]), needed=needed, **names)


def _case(raw: Mapping) -> CaseFields:
    """What is said, and otherwise what is usual."""
    return replace(
        USUAL, **{name: (str(said),) if isinstance(said, str) else all_of(said) for name, said in raw.items()}
    )


def _document_control(raw: Mapping) -> DocumentControl:
    approved = raw.get("approved")
    return DocumentControl(
        owner=text(raw.get("owner")),
        approved=Approval(str(approved["by"]), str(approved["on"])) if approved else None,
        review=text(raw.get("review")),
        contact=text(raw.get("contact")),
        other_formats=text(raw.get("other_formats")),
        accessibility_tested=text(raw.get("accessibility_tested")),
        changes=tuple(Change(str(c["version"]), str(c["date"]), str(c["what"])) for c in raw.get("changes", ())),
    )
