"""Who is told of a form's judgement: that there is one, and that at each of its values somebody surely is."""

from collections.abc import Iterator

from formwright.definitions.kinds.form.paths import Paths
from formwright.definitions.known import Known
from formwright.definitions.references import free, refers
from formwright.definitions.written import Steps
from formwright.definitions.written.form import fields, paths
from formwright.diagnostics import Diagnostic, error, unknown, warning
from formwright.marked import Mapping, Marked
from formwright.misspelt import Names


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    raw = marked.data.get("escalation")
    asked = {path: field.raw for path, field in paths(marked.data)}
    judged = [p for p, f in asked.items() if f["control"] == "choice" and str(f.get("choices")) in known.scales]
    if raw is None:
        if judged:
            place = next(marked.place(*f.at, "id") for f in fields(marked.data) if f.raw is asked[judged[0]])
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
    if path not in asked:
        yield Paths(judged or asked).no_field(place, path)
        return
    choices = asked[path].get("choices")
    if isinstance(choices, str) and choices not in known.lists:
        return  # reported as an unknown list: which judgements there are is not known
    if path not in judged or "[]" in path:
        hint = "Name a single field of control 'choice' whose choices are a scale."
        yield error("form/no-judgement", place, f"'{path}' does not hold a judgement.", hint)
        return
    if asked[path].get("required") == "false" or "asked_when" in asked[path]:
        hint = "Otherwise nobody might be told."
        yield error("form/judgement-optional", place, "The judgement must always be asked and required.", hint)
    yield from _tell(marked, known, raw, known.grades[str(choices)])
    for n, box in enumerate(raw.get("copy_to", ())):
        yield from refers(marked, "form", ("escalation", "copy_to", n), str(box), known.mailboxes, "mailbox")


def _tell(marked: Marked, known: Known, raw: Mapping, judgements: Names) -> Iterator[Diagnostic]:
    """Each judgement has its recipients, and no other has any."""
    untold = free(judgements, raw["tell"])
    strange = [j for j in raw["tell"] if j not in judgements]
    for judgement in strange:
        place = marked.place("escalation", "tell", judgement, key=True)
        hint = "There are: " + ", ".join(judgements) + "."
        message = f"'{judgement}' is no judgement of this scale."
        yield unknown("form/unknown-judgement", place, message, judgement, untold, hint)
    missing = [j for j in judgements if j not in raw["tell"]]
    meant = {untold.nearest(j) for j in strange}
    for judgement in missing:
        if judgement not in meant:
            place = marked.place("escalation", "tell", key=True)
            message = f"Nobody is told when the judgement is '{judgement}'."
            yield error("form/judgement-left-out", place, message, f"Add a line '{judgement}: [role, …]'.")
    for judgement, recipients in raw["tell"].items():
        yield from _recipients(marked, recipients, judgement, known.roles)


def _recipients(marked: Marked, recipients: list[str | Mapping], judgement: str, roles: Names) -> Iterator[Diagnostic]:
    at: Steps = ("escalation", "tell", judgement)
    seen: set[str] = set()
    for n, recipient in enumerate(recipients):
        steps = (*at, n) if isinstance(recipient, str) else (*at, n, "role")
        role = str(recipient if isinstance(recipient, str) else recipient["role"])
        yield from refers(marked, "form", steps, role, roles, "role")
        if role in seen:
            message = f"'{role}' is named twice for this judgement."
            yield error("form/said-twice", marked.place(*steps), message, "Join the two with 'any'.")
        seen.add(role)
    if all(isinstance(r, Mapping) and "when" in r for r in recipients):
        message = f"It can happen that nobody is told of '{judgement}': every recipient has a condition."
        hint = "Name at least one role that is always told."
        yield error("form/escalation-gap", marked.place(*at, key=True), message, hint)
