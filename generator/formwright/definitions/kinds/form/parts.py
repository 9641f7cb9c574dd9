"""The parts of a form that several people fill in, in turn: what names one names one that there is, each has something
to fill in, and nobody has to wait for those who come after them."""

from collections.abc import Iterator

from formwright.definitions.kinds.form.building import ValueOf, condition
from formwright.definitions.known import Known
from formwright.definitions.references import listed, refers, unique
from formwright.definitions.written import Steps
from formwright.definitions.written import form as written
from formwright.diagnostics import Diagnostic, error, unknown, warning
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names
from formwright.model.conditions import fields_of


def check_names(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """Each part has a name of its own and a role that there is; and whatever names a part, one of these."""
    raw = marked.data.get("parts", ())
    yield from unique(marked, "form", ("parts",), raw, "id", "part")
    for n, part in enumerate(raw):
        if "role" in part:
            yield from refers(marked, "form", ("parts", n, "role"), str(part["role"]), known.roles, "role")
        if "moderates" in part:
            before = Names(str(one["id"]) for one in raw[:n])
            yield from _not_before(marked, ("parts", n, "moderates"), str(part["moderates"]), before)
    ids = Names(str(part["id"]) for part in raw)
    for at, of in _naming(marked.data):
        yield from _unknown(marked, (*at, "part"), str(of["part"]), ids)


def _naming(data: Mapping) -> Iterator[tuple[Steps, Mapping]]:
    """Whatever names a part."""
    for section in written.sections(data):
        if "part" in section.raw:
            yield section.at, section.raw
    for field in written.fields(data):
        if "part" in field.raw:
            yield field.at, field.raw


def _unknown(marked: Marked, at: Steps, name: str, ids: Names) -> Iterator[Diagnostic]:
    place = marked.place(*at)
    if not ids:
        message = f"'{name}' is not a part of this form: it has no 'parts'."
        hint = "Add 'parts' above 'sections' to say who fills in the form, in order, or delete this line."
        yield error("form/unknown-part", place, message, hint)
    elif name not in ids:
        yield unknown("form/unknown-part", place, f"'{name}' is not a part of this form.", name, ids, listed(ids))


def _not_before(marked: Marked, at: Steps, name: str, before: Names) -> Iterator[Diagnostic]:
    if name not in before:
        message = f"'{name}' is not a part before this one, so it cannot be moderated here."
        hint = listed(before) if len(before) else "Put the part that is moderated before this one."
        yield unknown("form/unknown-part", marked.place(*at), message, name, before, hint)


def check(marked: Marked) -> Iterator[Diagnostic]:
    """What is wrong with parts of which all names are known."""
    parts = written.parts(marked.data)
    if not parts.ids or not set(parts.by_path.values()).issubset(parts.ids):
        return
    used = set(parts.by_path.values())
    for n, id in enumerate(parts.ids):
        if id not in used:
            message = f"Nothing on the form belongs to the part '{id}'."
            hint = f"Add 'part: {id}' to a section, a field or an answer, or remove the part."
            yield error("form/idle-part", marked.place("parts", n, "id"), message, hint)
    yield from _ahead(marked, parts)
    yield from _judged_late(marked, parts)


def _ahead(marked: Marked, parts: written.Parts) -> Iterator[Diagnostic]:
    """Conditions by which something would be asked of somebody who has handed the form on already."""
    order = {id: n for n, id in enumerate(parts.ids)}
    values = ValueOf(marked.data)
    sections = list(written.sections(marked.data))
    for found in written.conditions(marked.data):
        if found.at[0] != "sections":
            continue  # who is notified may depend on whoever comes last
        of_section = parts.of_section(sections[int(found.at[1])])
        asked = [parts.by_path[path] for path in found.decides] or [of_section or parts.ids[0]]
        first = min(asked, key=order.__getitem__)
        for path in fields_of(condition(found.raw, values)):
            later = parts.by_path.get(path, first)
            if order[later] > order[first]:
                message = (
                    f"Whether this is asked in the part '{first}' depends on '{path}', which is answered "
                    "later, in the part "
                )
                message += f"'{later}'."
                hint = f"Make it depend on an answer from '{first}' or earlier, or move this to '{later}'."
                yield error("form/looks-ahead", marked.place(*found.at), message, hint)
                break


def _judged_late(marked: Marked, parts: written.Parts) -> Iterator[Diagnostic]:
    """Where nobody is notified by a judgement before somebody else has filled in a later part."""
    judgement = marked.data.get("escalation", {}).get("judgement", ())
    paths = [judgement] if isinstance(judgement, str) else list(judgement)
    judged = [parts.by_path[path] for path in map(str, paths) if path in parts.by_path]
    if judged and parts.ids[0] not in judged:
        first = min(judged, key=parts.ids.index)
        which = "The only judgement is" if len(judged) == 1 else "The first judgement is"
        message = f"{which} in the part '{first}': no judgement notifies anyone until that part is filled in."
        hint = f"Ask for a judgement in the part '{parts.ids[0]}' as well, and name both under 'judgement'."
        yield warning("form/judged-late", marked.place("escalation", "judgement"), message, hint)
