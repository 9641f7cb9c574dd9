"""What a schema cannot say: that names are unique and refer to something, and that what is asked
can be answered. Works on definitions whose shape is sound."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from formwright.answers import address, kinds
from formwright.answers.kinds import KINDS, Source
from formwright.definitions import links, read_alike, texts
from formwright.definitions.build import choices_of, fields_of_question, raw_fields
from formwright.diagnostics import Diagnostic, did_you_mean, error, nearest, unknown, warning
from formwright.document import prose
from formwright.marked import Mapping, Marked, Sequence
from formwright.model.alike import alike
from formwright.model.framework import Framework, team_ids
from formwright.places import Place

Steps = tuple[str | int, ...]

LINKS = ("appendix", "mailbox", "standard", "section", "https", "http", "mailto")
HOMES = {  # where framework.yaml lists what others refer to
    "role": "roles",
    "service-area": "service_areas",
    "team": "teams",
    "list": "choices",
    "scale": "scales",
    "mailbox": "mailboxes",
    "appendix": "appendices",
}
RESERVED = ("form", "version", "digest")  # keys that a submission has beside its sections


@dataclass(frozen=True, slots=True)
class Known:
    """What a definition may refer to: the framework's words, other documents by id, standards by
    number, sections of the handbook by id. `standards` and `sections` are None where they could not
    be read, so that no reference to them can be judged."""

    framework: Framework
    documents: tuple[str, ...]
    standards: frozenset[str] | None
    sections: tuple[str, ...] | None = None

    @property
    def lists(self) -> list[str]:
        words = self.framework
        teams = ["teams"] if words.teams else []
        return [*(c.id for c in words.choices), *(s.id for s in words.scales), "service-areas", *teams]

    @property
    def standards_in_order(self) -> list[str]:
        """The numbers of the standards, 1.10 after 1.9."""
        return sorted(self.standards or (), key=lambda number: [int(part) for part in number.split(".")])


def check_framework(marked: Marked) -> Iterator[Diagnostic]:
    """Every name in framework.yaml stands once, what can be chosen can be told apart, and no text holds what is
    not drawn."""
    data = marked.data
    yield from texts.check(marked)
    kinds = (("roles", "role"), ("service_areas", "service area"), ("teams", "team"), ("mailboxes", "mailbox"))
    for name, title in kinds:
        yield from _unique(marked, "framework", (name,), data.get(name, ()), "id", title)
    for name, title in kinds[1:3]:
        yield from read_alike.check(marked, "framework", (name,), data.get(name, ()), title)
    areas = [str(area["id"]) for area in data["service_areas"]]
    for n, team in enumerate(data.get("teams", ())):
        if "service_area" in team:
            at: Steps = ("teams", n, "service_area")
            yield from _refers(marked, "framework", at, str(team["service_area"]), areas, "service-area")
    yield from _unique(marked, "framework", ("appendices",), data.get("appendices", ()), "number", "appendix")
    yield from _unique(marked, "framework", ("choices",), data.get("choices", ()), "id", "list")
    lists = {str(c["id"]) for c in data.get("choices", ())} | {"service-areas", *(["teams"] if "teams" in data else [])}
    for n, scale in enumerate(data.get("scales", ())):
        if scale["id"] in lists:
            place = marked.place("scales", n, "id")
            yield error("framework/duplicate-id", place, f"'{scale['id']}' names a list already.", "Choose another.")
        for key, title in (("id", "grade"), ("grade", "grade")):
            yield from _unique(marked, "framework", ("scales", n, "grades"), scale["grades"], key, title)
        yield from read_alike.check(marked, "framework", ("scales", n, "grades"), scale["grades"], "grade")
    yield from _unique(marked, "framework", ("scales",), data.get("scales", ()), "id", "scale")
    for n, named in enumerate(data.get("choices", ())):
        at = ("choices", n, "choices")
        yield from _unique(marked, "framework", at, named["choices"], "id", "choice")
        yield from read_alike.check(marked, "framework", at, named["choices"], "choice")
        if named["id"] in lists - {str(c["id"]) for c in data["choices"]}:
            place = marked.place("choices", n, "id")
            message = f"'{named['id']}' is the list of what stands under that name in this file."
            yield error("framework/duplicate-id", place, message, "Choose another.")


def check_holder(marked: Marked, at: Steps, holder: Mapping, framework: Framework) -> Iterator[Diagnostic]:
    """A holder holds a role of the framework, in one of its service areas, for one of its teams."""
    roles, areas = [r.id for r in framework.roles], [a.id for a in framework.service_areas]
    yield from _refers(marked, "directory", (*at, "role"), str(holder["role"]), roles, "role")
    if "service_area" in holder:
        area = str(holder["service_area"])
        yield from _refers(marked, "directory", (*at, "service_area"), area, areas, "service-area")
    if "team" in holder:
        yield from _team(marked, at, holder, framework)


def _team(marked: Marked, at: Steps, holder: Mapping, framework: Framework) -> Iterator[Diagnostic]:
    name, place = str(holder["team"]), marked.place(*at, "team")
    if not alike(name):
        yield error("directory/empty-text", place, "'team' is an empty text.", "Write the team; or take the key away.")
    elif framework.teams and alike(name) not in team_ids(framework.teams):
        yield from _refers(marked, "directory", (*at, "team"), name, [t.label for t in framework.teams], "team")
    elif framework.teams:
        id = team_ids(framework.teams)[alike(name)]
        home = next(t.service_area for t in framework.teams if t.id == id)
        area = str(holder.get("service_area", home))
        if home and area != home and area in [a.id for a in framework.service_areas]:
            message = f"This team belongs to the service area '{home}', not to '{area}'."
            hint = "Correct one of the two; or take 'service_area' away here: the team says it."
            yield error("directory/team-elsewhere", place, message, hint)


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    """Every fault of meaning in a document's definition."""
    kinds: dict[str, Callable[[Marked, Known], Iterator[Diagnostic]]] = {
        "form": _form,
        "standards": _standards,
        "programme": _programme,
        "terms-of-reference": _terms,
        "guide": _guide,
        "duties": _duties,
    }
    data = marked.data
    yield from _appendix(marked, known)
    yield from texts.check(marked)
    for at, text in texts.markdown(marked):
        yield from _links(marked, known, at, text)
    yield from kinds[str(data["kind"])](marked, known)


# --- common --------------------------------------------------------------------------------


def _unique(marked: Marked, kind: str, at: Steps, entries: Iterable[Any], key: str, what: str) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for n, entry in enumerate(entries):
        name = str(entry[key])
        if name in seen:
            first = marked.place(*at, seen[name], key).mark
            message = f"There is a {what} '{name}' already, on line {first.line if first else '?'}."
            yield error(f"{kind}/duplicate-id", marked.place(*at, n, key), message, "Give one of them another name.")
        else:
            seen[name] = n


def _refers(
    marked: Marked, kind: str, at: Steps, name: str, known: list[str], what: str, place: Place | None = None
) -> Iterator[Diagnostic]:
    if name not in known:
        words = what.replace("-", " ")
        message = f"'{name}' is no {words} of this framework."
        found = unknown(f"{kind}/unknown-{what}", place or marked.place(*at), message, name, known, _listed(known))
        further = "If it has been retired, take its number away here." if what == "standard" else None
        if what in HOMES and (what == "appendix" or not nearest(name, known)):
            further = f"A new one belongs under '{HOMES[what]}' in framework.yaml."
        yield replace(found, hint=" ".join(filter(None, (found.hint, further))) or None)


def _listed(known: list[str]) -> str | None:
    return f"There are: {', '.join(known)}." if 0 < len(known) <= 12 else None


def _appendix(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    numbers = [a.number for a in known.framework.appendices]
    if numbers and "appendix" in marked.data:
        number, kind = str(marked.data["appendix"]), str(marked.data["kind"])
        yield from _refers(marked, kind, ("appendix",), number, numbers, "appendix")


def _links(marked: Marked, known: Known, at: Steps, text: str) -> Iterator[Diagnostic]:
    kind = str(marked.data["kind"])
    words = known.framework
    for target in prose.links(text):
        scheme, _, name = target.partition(":")
        place = marked.place_of(target, *at, after="](")
        match scheme:
            case "appendix":
                yield from _refers(marked, kind, at, name, [a.number for a in words.appendices], "appendix", place)
            case "mailbox":
                yield from _refers(marked, kind, at, name, [m.id for m in words.mailboxes], "mailbox", place)
            case "standard":
                if known.standards is not None:
                    yield from _refers(marked, kind, at, name, known.standards_in_order, "standard", place)
            case "section":
                if known.sections is not None:
                    yield from _refers(marked, kind, at, name, list(known.sections), "section", place)
            case "https" | "http" | "mailto":
                pass
            case _ if target in known.documents:
                pass
            case _:
                hint = "Write a document's id, https://…, mailto:…, appendix:9, mailbox:… or standard:1.4."
                message = f"'{target}' leads nowhere."
                near = links.meant(target, LINKS)
                yield unknown(f"{kind}/unknown-link", place, message, target, [near] if near else known.documents, hint)


# --- forms ---------------------------------------------------------------------------------


def _form(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    names = list(_form_names(marked))
    yield from names
    yield from _form_fields(marked, known)
    if names:
        return  # paths are not certain: what refers to them would be reported for nothing
    yield from _form_conditions(marked, known)
    yield from _form_standards(marked, known)
    yield from _form_escalation(marked, known)


def _form_names(marked: Marked) -> Iterator[Diagnostic]:
    sections = marked.data["sections"]
    yield from _unique(marked, "form", ("sections",), sections, "id", "section")
    for s, section in enumerate(sections):
        at: Steps = ("sections", s)
        if section["id"] in RESERVED:
            place = marked.place(*at, "id")
            yield error("form/reserved-id", place, f"A section cannot be called '{section['id']}'.", "Choose another.")
        if "fields" in section and "questions" in section:
            hint = "Move the fields to a section of their own."
            place = marked.place(*at, "fields", key=True)
            yield error("form/mixed-section", place, "A section has either fields or questions, not both.", hint)
        yield from _unique(marked, "form", (*at, "fields"), section.get("fields", ()), "id", "field")
        yield from _unique(marked, "form", (*at, "answers"), section.get("answers", ()), "id", "answer")
        yield from _unique(marked, "form", (*at, "questions"), section.get("questions", ()), "id", "question")
        for q, question in enumerate(section.get("questions", ())):
            there = (*at, "questions", q, "fields")
            yield from _unique(marked, "form", there, question.get("fields", ()), "id", "field")
            answers = [str(a["id"]) for a in section.get("answers", ())]
            for n, raw in enumerate(question.get("fields", ())):
                if raw["id"] in (*answers, "applies", "not_applicable_because"):
                    message = f"'{raw['id']}' is one of the answers already."
                    yield error("form/duplicate-id", marked.place(*there, n, "id"), message, "Choose another id.")
        repeat = section.get("repeat", {})
        if "max" in repeat and int(repeat["max"]) < max(1, int(repeat.get("min", 0))):
            message = "There can never be a row: 'max' is below 'min', or 0."
            yield error("form/never-a-row", marked.place(*at, "repeat", "max"), message)
    yield from _long_paths(marked)


def _long_paths(marked: Marked) -> Iterator[Diagnostic]:
    """Paths longer than Word can hold, each at the id that makes it long: a question's, where its
    answers are those of every question."""
    for s, section in enumerate(marked.data["sections"]):
        prefix = f"{section['id']}[99]" if "repeat" in section else str(section["id"])
        for f, raw in enumerate(section.get("fields", ())):
            yield from _long(marked, ("sections", s, "fields", f, "id"), f"{prefix}.{raw['id']}")
        for q, question in enumerate(section.get("questions", ())):
            names = [str(raw["id"]) for raw in fields_of_question(section, question)]
            longest = max(names, key=len)
            yield from _long(marked, ("sections", s, "questions", q, "id"), f"{prefix}.{question['id']}.{longest}")


def _long(marked: Marked, at: Steps, path: str) -> Iterator[Diagnostic]:
    if len(path) > address.LONGEST:
        message = f"The path '{path}' has {len(path)} characters; Word can hold {address.LONGEST}."
        yield error("form/path-too-long", marked.place(*at), message, "Shorten an id in it.")


def _written_fields(marked: Marked) -> Iterator[tuple[Steps, Mapping]]:
    """Each field as it is written: an answer once, though every question has it."""
    for s, section in enumerate(marked.data["sections"]):
        for name in ("fields", "answers"):
            for n, raw in enumerate(section.get(name, ())):
                yield ("sections", s, name, n), raw
        for q, question in enumerate(section.get("questions", ())):
            for n, raw in enumerate(question.get("fields", ())):
                yield ("sections", s, "questions", q, "fields", n), raw


def _form_fields(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    for at, raw in _written_fields(marked):
        control = str(raw["control"])
        wanted = KINDS[control].key
        for key in ("choices", "scale"):
            if key in raw and key != wanted:
                place = marked.place(*at, key, key=True)
                message = f"A field of control '{control}' has no '{key}'."
                yield error("form/needless-key", place, message, "Take it away, or change the control.")
        if "counts" in raw:
            yield from _counts(marked, at, raw, known)
        if wanted and wanted not in raw:
            place = marked.place(*at, "control")
            yield error("form/missing-key", place, f"A field of control '{control}' needs '{wanted}'.")
        elif wanted == "scale":
            scales = [s.id for s in known.framework.scales]
            yield from _refers(marked, "form", (*at, "scale"), str(raw["scale"]), scales, "scale")
        elif wanted == "choices" and isinstance(raw["choices"], str):
            yield from _refers(marked, "form", (*at, "choices"), raw["choices"], known.lists, "list")
        elif wanted == "choices":
            yield from _unique(marked, "form", (*at, "choices"), raw["choices"], "id", "choice")
            yield from read_alike.check(marked, "form", (*at, "choices"), raw["choices"], "choice")


def _counts(marked: Marked, at: Steps, raw: Mapping, known: Known) -> Iterator[Diagnostic]:
    if raw["control"] != kinds.NUMBER.name:
        place = marked.place(*at, "counts", key=True)
        yield error("form/needless-key", place, "Only a field of control 'number' can count.", "Change the control.")
        return
    scales = {s.id: [g.id for g in s.grades] for s in known.framework.scales}
    scale, value = str(raw["counts"]["scale"]), str(raw["counts"]["value"])
    yield from _refers(marked, "form", (*at, "counts", "scale"), scale, list(scales), "scale")
    if scale in scales:
        yield from _refers(marked, "form", (*at, "counts", "value"), value, scales[scale], "judgement")


def _form_standards(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    if known.standards is None:
        return
    for s, section in enumerate(marked.data["sections"]):
        for q, question in enumerate(section.get("questions", ())):
            named = [str(name) for name in question.get("standards", ())]
            for n, name in enumerate(named):
                at = ("sections", s, "questions", q, "standards", n)
                yield from _refers(marked, "form", at, name, known.standards_in_order, "standard")
                if name in named[:n]:
                    message = f"The standard {name} is named twice for this question."
                    yield error("form/said-twice", marked.place(*at), message, "Keep one of them.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What can be answered in a form, for conditions: each field's values (None where it has no
    choices). `faulty` fields have choices that are not known: they were reported, and a condition on
    them cannot be judged."""

    values: dict[str, tuple[str | int, ...] | None]
    faulty: frozenset[str]


def _form_conditions(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    asked = _answers(marked.data, known)
    for at, raw, rows in _written_conditions(marked):
        yield from _condition_names(marked, at, raw, rows, asked)


def _answers(data: Mapping, known: Known) -> _Asked:
    choices: dict[str, tuple[str | int, ...] | None] = {}
    faulty: set[str] = set()
    for path, raw in raw_fields(data):
        kind, source = KINDS[str(raw["control"])], raw.get("choices", raw.get("scale"))
        lists = [s.id for s in known.framework.scales] if kind.options is Source.SCALE else known.lists
        if kind.key and (source is None or (isinstance(source, str) and source not in lists)):
            faulty.add(path)
            continue
        found = choices_of(kind, source, known.framework)
        choices[path] = tuple(c.value for c in found) if found else None
    return _Asked(choices, frozenset(faulty))


def _written_conditions(marked: Marked) -> Iterator[tuple[Steps, Mapping, str | None]]:
    """Each whole condition with its place and the repeating section that it stands in."""
    for s, section in enumerate(marked.data["sections"]):
        at: Steps = ("sections", s)
        rows = str(section["id"]) if "repeat" in section else None
        for key in ("asked_when", "required_when"):
            if key in section:
                yield (*at, key), section[key], None
        for name in ("fields", "answers", "questions"):
            for n, entry in enumerate(section.get(name, ())):
                if "asked_when" in entry:
                    yield (*at, name, n, "asked_when"), entry["asked_when"], rows
                for f, raw in enumerate(entry.get("fields", ())):
                    if "asked_when" in raw:
                        yield (*at, name, n, "fields", f, "asked_when"), raw["asked_when"], None
    for judgement, recipients in marked.data.get("escalation", {}).get("tell", {}).items():
        for n, recipient in enumerate(recipients):
            if isinstance(recipient, Mapping) and "when" in recipient:
                yield ("escalation", "tell", judgement, n, "when"), recipient["when"], None


def _condition_names(
    marked: Marked, at: Steps, raw: Mapping, within: str | None, asked: _Asked
) -> Iterator[Diagnostic]:
    for key in ("all", "any"):
        for n, part in enumerate(raw.get(key, ())):
            yield from _condition_names(marked, (*at, key, n), part, within, asked)
    if "not" in raw:
        yield from _condition_names(marked, (*at, "not"), raw["not"], within, asked)
    if "field" not in raw:
        return
    path, place = str(raw["field"]), marked.place(*at, "field")
    if path in asked.faulty:
        return
    if path not in asked.values:
        yield _no_field(place, path, list(asked.values))
    elif "[]" in path and path.split("[]")[0] != within:
        yield error("form/unknown-field", place, "A repeating field can only be asked about within its own row.")
    elif (values := asked.values[path]) is None:
        message = f"'{path}' is not a field with choices, so no condition can look at it."
        yield error("form/not-a-choice", place, message, "Use a choice, a grade or a yes-no field.")
    else:
        known = [str(v) for v in values]
        for n, value in enumerate(raw["in"]):
            if value not in known:
                message = f"'{value}' is no choice of '{path}'."
                hint = "There are: " + ", ".join(known) + "."
                yield unknown("form/unknown-choice", marked.place(*at, "in", n), message, str(value), known, hint)


def _no_field(place: Place, path: str, known: list[str]) -> Diagnostic:
    sections = {k.partition(".")[0].removesuffix("[]"): None for k in known}
    section = path.partition(".")[0]
    neighbours = [k for k in known if k.startswith(f"{section}.")]
    there = f"In '{section}' there are: {', '.join(neighbours)}." if 0 < len(neighbours) <= 12 else ""
    hint = did_you_mean(path, [k for k in known if _may_be(path, k, sections)]) or (
        f"{there} If it has been taken out, take it out here too.".strip()
    )
    message = f"'{path}' is no field of this form."
    return replace(unknown("form/unknown-field", place, message, path, known, None), hint=hint)


def _may_be(path: str, field: str, sections: Container[str]) -> bool:
    """Whether a path can be a misspelt field's. Neighbours look alike for the section that they share, so
    each step must be; only a section that is no longer there may have become quite another."""
    written, there = path.split("."), field.split(".")
    if len(written) != len(there):
        return nearest(written[-1], there[-1:]) is not None
    unlike = [n for n, (word, step) in enumerate(zip(written, there, strict=True)) if not nearest(word, [step])]
    return not unlike or (unlike == [0] and written[0] not in sections)


def _form_escalation(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    raw = marked.data.get("escalation")
    fields = dict(raw_fields(marked.data))
    scales = {s.id: [g.id for g in s.grades] for s in known.framework.scales}
    judged = [p for p, f in fields.items() if f["control"] == "choice" and str(f.get("choices")) in scales]
    if raw is None:
        if judged:
            place = next(marked.place(*at, "id") for at, f in _written_fields(marked) if f is fields[judged[0]])
            message = f"The form asks for a judgement ('{judged[0]}') but does not say who is told of it."
            yield warning("form/no-escalation", place, message, "Add 'escalation'.")
        return
    if "nobody" in raw:
        if others := [f"'{key}'" for key in raw if key != "nobody"]:
            message = f"'nobody' says that nobody is told, and {' and '.join(others)} that somebody is."
            place = marked.place("escalation", "nobody", key=True)
            yield error("form/needless-key", place, message, "Keep one or the other.")
        return
    path, place = str(raw["judgement"]), marked.place("escalation", "judgement")
    if path not in fields:
        yield _no_field(place, path, judged or list(fields))
        return
    choices = fields[path].get("choices")
    if isinstance(choices, str) and choices not in known.lists:
        return  # reported as an unknown list: which judgements there are is not known
    if path not in judged or "[]" in path:
        hint = "Name a single field of control 'choice' whose choices are a scale."
        yield error("form/no-judgement", place, f"'{path}' does not hold a judgement.", hint)
        return
    if fields[path].get("required") == "false" or "asked_when" in fields[path]:
        hint = "Otherwise nobody might be told."
        yield error("form/judgement-optional", place, "The judgement must always be asked and required.", hint)
    yield from _tell(marked, known, raw, scales[str(fields[path]["choices"])])
    boxes = [m.id for m in known.framework.mailboxes]
    for n, box in enumerate(raw.get("copy_to", ())):
        yield from _refers(marked, "form", ("escalation", "copy_to", n), str(box), boxes, "mailbox")


def _free(known: list[str], taken: Iterable[str]) -> list[str]:
    """Those that a misspelt one can stand for: what is not there already."""
    return [name for name in known if name not in taken] or known


def _tell(marked: Marked, known: Known, raw: Mapping, judgements: list[str]) -> Iterator[Diagnostic]:
    roles = [r.id for r in known.framework.roles]
    strange = [j for j in raw["tell"] if j not in judgements]
    for judgement in strange:
        place = marked.place("escalation", "tell", judgement, key=True)
        hint = "There are: " + ", ".join(judgements) + "."
        message = f"'{judgement}' is no judgement of this scale."
        yield unknown("form/unknown-judgement", place, message, judgement, _free(judgements, raw["tell"]), hint)
    missing = [j for j in judgements if j not in raw["tell"]]
    meant = {nearest(j, _free(judgements, raw["tell"])) for j in strange}
    for judgement in missing:
        if judgement not in meant:
            place = marked.place("escalation", "tell", key=True)
            message = f"Nobody is told when the judgement is '{judgement}'."
            yield error("form/judgement-left-out", place, message, f"Add a line '{judgement}: [role, …]'.")
    for judgement, recipients in raw["tell"].items():
        at: Steps = ("escalation", "tell", judgement)
        seen: set[str] = set()
        for n, recipient in enumerate(recipients):
            steps = (*at, n) if isinstance(recipient, str) else (*at, n, "role")
            role = str(recipient if isinstance(recipient, str) else recipient["role"])
            yield from _refers(marked, "form", steps, role, roles, "role")
            if role in seen:
                message = f"'{role}' is named twice for this judgement."
                yield error("form/said-twice", marked.place(*steps), message, "Join the two with 'any'.")
            seen.add(role)
        if all(isinstance(r, Mapping) and "when" in r for r in recipients):
            message = f"It can happen that nobody is told of '{judgement}': every recipient has a condition."
            hint = "Name at least one role that is always told."
            yield error("form/escalation-gap", marked.place(*at, key=True), message, hint)


# --- documents that are only read ----------------------------------------------------------


def _standards(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    groups = marked.data["groups"]
    yield from _unique(marked, "standards", ("groups",), groups, "id", "group")
    seen: dict[str, Any] = {}
    for g, group in enumerate(groups):
        for n, standard in enumerate(group["standards"]):
            place = marked.place("groups", g, "standards", n, "id")
            name = str(standard["id"])
            if name in seen:
                message = f"There is a standard {name} already, on line {seen[name]}."
                yield error("standards/duplicate-id", place, message, "Give one of them another number.")
            elif place.mark:
                seen[name] = place.mark.line


def _programme(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    data = marked.data
    yield from _unique(marked, "programme", ("columns",), data["columns"], "id", "column")
    yield from _unique(marked, "programme", ("periods",), data["periods"], "id", "period")
    areas = [a.id for a in known.framework.service_areas]
    for c, column in enumerate(data["columns"]):
        for n, area in enumerate(column.get("service_areas", ())):
            at = ("columns", c, "service_areas", n)
            yield from _refers(marked, "programme", at, str(area), areas, "service-area")
    columns = [str(c["id"]) for c in data["columns"]]
    for n, period in enumerate(data["periods"]):
        for name in period["focus"]:
            if name not in columns:
                place = marked.place("periods", n, "focus", name, key=True)
                message = f"'{name}' is no column of this programme."
                free = _free(columns, period["focus"])
                yield unknown("programme/unknown-column", place, message, name, free, _listed(columns))
        for name in columns:
            if name not in period["focus"] and len(period["focus"]) < len(columns):
                message = f"{period['title']} has no focus for '{name}'."
                yield error("programme/no-focus", marked.place("periods", n, "focus", key=True), message)
        if str(period["from"]) > str(period["to"]):
            message = f"{period['title']} ends before it begins."
            yield error("programme/backwards", marked.place("periods", n, "to"), message)
    for n, (before, after) in enumerate(pairwise(data["periods"]), 1):
        if str(after["from"]) <= str(before["to"]):
            message = f"{after['title']} begins before {before['title']} has ended."
            yield error("programme/overlap", marked.place("periods", n, "from"), message)


def _terms(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    yield from _unique(marked, "terms-of-reference", ("sections",), marked.data["sections"], "id", "section")


def _guide(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    yield from _parts(marked, marked.data["sections"], ("sections",), seen)


def _parts(marked: Marked, parts: Sequence, at: Steps, seen: set[str]) -> Iterator[Diagnostic]:
    for n, part in enumerate(parts):
        if part["id"] in seen:
            message = f"There is a part '{part['id']}' already."
            yield error("guide/duplicate-id", marked.place(*at, n, "id"), message, "Give one of them another name.")
        seen.add(str(part["id"]))
        if "table" in part:
            table: Steps = (*at, n, "table")
            yield from _unique(marked, "guide", (*table, "columns"), part["table"]["columns"], "id", "column")
            columns = [str(c["id"]) for c in part["table"]["columns"]]
            for r, row in enumerate(part["table"]["rows"]):
                for key in row:
                    if key not in columns:
                        place = marked.place(*table, "rows", r, key, key=True)
                        message = f"'{key}' is no column of this table."
                        free = _free(columns, row)
                        yield unknown("guide/unknown-column", place, message, key, free, _listed(columns))
        yield from _parts(marked, part.get("sections", Sequence((1, 1))), (*at, n, "sections"), seen)


def _duties(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    yield from _unique(marked, "duties", ("duties",), marked.data["duties"], "id", "duty")
    words = known.framework
    who = [*(r.id for r in words.roles), *(b.id for b in words.bodies), *(a.id for a in words.service_areas)]
    for n, duty in enumerate(marked.data["duties"]):
        at: Steps = ("duties", n)
        for w, name in enumerate(duty.get("who", ())):
            yield from _refers(marked, "duties", (*at, "who", w), str(name), who, "role")
        tools = duty.get("tool", ())
        for t, tool in enumerate([tools] if isinstance(tools, str) else tools):
            place = (*at, "tool") if isinstance(tools, str) else (*at, "tool", t)
            yield from _refers(marked, "duties", place, str(tool), list(known.documents), "document")
        if known.sections is not None:
            sections = [*known.sections, *known.documents]
            yield from _refers(marked, "duties", (*at, "section"), str(duty["section"]), sections, "section")
