"""Who is told of a form: that at each value of its judgement somebody surely is, and what else tells somebody."""

from collections.abc import Iterator

from formwright.answers.kinds import KINDS
from formwright.definitions.kinds.choices import choices_of
from formwright.definitions.kinds.form.paths import Paths
from formwright.definitions.known import Known
from formwright.definitions.references import free, refers
from formwright.definitions.written import Steps, is_true
from formwright.definitions.written.form import fields, judgements, paths
from formwright.diagnostics import Diagnostic, error, unknown, warning
from formwright.marked import Mapping, Marked, Sequence
from formwright.misspelt import Names
from formwright.model.form import AUDITOR, CASE
from formwright.places import Place


def check(marked: Marked, known: Known) -> Iterator[Diagnostic]:
    raw = marked.data.get("escalation")
    asked = {path: field.raw for path, field in paths(marked.data)}
    judged = [p for p, f in asked.items() if f["control"] == "choice" and str(f.get("choices")) in known.scales]
    if raw is None:
        if judged:
            place = next(marked.place(*f.at, "id") for f in fields(marked.data) if f.raw is asked[judged[0]])
            message = f"The form asks for a judgement ('{judged[0]}') but does not say who is notified."
            yield warning("form/no-escalation", place, message, "Add 'escalation'.")
        return
    if "nobody" in raw:
        if others := [f"'{key}'" for key in raw if key != "nobody"]:
            message = f"'nobody' cannot be used together with {' and '.join(others)}."
            place = marked.place("escalation", "nobody", key=True)
            yield error("form/needless-key", place, message, "Keep one or the other.")
        return
    if "judgement" in raw:
        yield from _judged(marked, known, raw, asked, judged)
    yield from _respond(marked, ("escalation", "respond_within"), raw.get("respond_within"))
    for n, also in enumerate(raw.get("also", ())):
        at: Steps = ("escalation", "also", n, "tell")
        yield from _recipients(marked, also["tell"], at, "this rule", known)
        yield from _respond(marked, ("escalation", "also", n, "respond_within"), also.get("respond_within"))
        if "when" not in also and "as" not in also:
            place = marked.place("escalation", "also", n)
            message = "This rule has no 'when', so it always applies, but it does not say why."
            yield error("form/missing-key", place, message, "Add 'as' with the reason, or 'when' with a condition.")
    always = next((n for n, also in enumerate(raw.get("also", ())) if "when" not in also), None)
    if always is not None and "default" in raw and "judgement" not in raw:
        message = "'default' is for when no rule applies, but a rule under 'also' without 'when' always applies."
        place = marked.place("escalation", "default", key=True)
        yield error("form/needless-key", place, message, "Keep one or the other.")
    for key, names, what in (("default", known.roles, "role"), ("copy_to", known.mailboxes, "mailbox")):
        for n, name in enumerate(raw.get(key, ())):
            yield from refers(marked, "form", ("escalation", key, n), str(name), names, what)


def _judged(
    marked: Marked, known: Known, raw: Mapping, asked: dict[str, Mapping], judged: list[str]
) -> Iterator[Diagnostic]:
    """Each judgement is a field that holds one, all chosen from the same; and each of these has its recipients."""
    is_list = isinstance(raw["judgement"], Sequence)
    paths: dict[str, Steps] = {
        path: ("escalation", "judgement", *([n] * is_list)) for n, path in enumerate(judgements(raw))
    }
    for field in fields(marked.data):
        if is_true(field.raw.get("not_applicable")) and any(asked.get(path) is field.raw for path in paths):
            message = "This judgement decides who is notified, so it must always apply."
            place = marked.place(*field.at, "not_applicable", key=True)
            yield error("form/needless-key", place, message, "Remove 'not_applicable'.")
    faults = False
    for path, at in paths.items():
        for fault in _judgement(marked.place(*at), known, path, asked, judged):
            faults = True
            yield fault
    sources = {path: asked[path].get("choices") for path in paths if path in asked}
    if faults or any(isinstance(c, str) and c not in known.lists for c in sources.values()):
        return  # reported: which judgements there are is not known
    first, *others = sources
    for path in others:
        if sources[path] != sources[first]:
            message = f"'{path}' does not use the same scale or list as '{first}', so the worse one cannot be known."
            hint = "Use the same scale for both, or use this one in a condition under 'also'."
            yield error("form/no-judgement", marked.place(*paths[path]), message, hint)
            return
    always = [p for p in paths if asked[p].get("required") != "false" and "asked_when" not in asked[p]]
    if not always and "default" not in raw:
        one = "The judgement must" if len(paths) == 1 else "One of the judgements must"
        hint = (
            "Otherwise it could happen that nobody is notified. Or use 'default' to say who is notified when "
            "there is no judgement."
        )
        yield error(
            "form/judgement-optional", marked.place(*paths[first]), f"{one} always be asked and required.", hint
        )
    steps = choices_of(KINDS[str(asked[first]["control"])], sources[first], known.framework)
    yield from _tell(marked, known, raw, Names(str(c.value) for c in steps or ()))


def _judgement(
    place: Place, known: Known, path: str, asked: dict[str, Mapping], judged: list[str]
) -> Iterator[Diagnostic]:
    if path not in asked:
        yield Paths(judged or asked).no_field(place, path)
        return
    source = asked[path].get("choices")
    is_named = isinstance(source, str) and source not in ("service-areas", "teams")
    if asked[path]["control"] != "choice" or not is_named or "[]" in path:
        hint = "Name a single field with control 'choice' that uses a scale or list from framework.yaml."
        yield error("form/no-judgement", place, f"'{path}' does not hold a judgement.", hint)


def _tell(marked: Marked, known: Known, raw: Mapping, judgements: Names) -> Iterator[Diagnostic]:
    """Each judgement has its recipients, and no other has any."""
    untold = free(judgements, raw["tell"])
    strange = [j for j in raw["tell"] if j not in judgements]
    for judgement in strange:
        place = marked.place("escalation", "tell", judgement, key=True)
        hint = "Choose from: " + ", ".join(judgements) + "."
        message = f"'{judgement}' is not a judgement on this scale."
        yield unknown("form/unknown-judgement", place, message, judgement, untold, hint)
    missing = [j for j in judgements if j not in raw["tell"]]
    meant = {untold.nearest(j) for j in strange}
    for judgement in missing:
        if judgement not in meant:
            place = marked.place("escalation", "tell", key=True)
            message = f"Nobody is notified when the judgement is '{judgement}'."
            yield error("form/judgement-left-out", place, message, f"Add a line '{judgement}: [role, …]'.")
    for judgement, within in raw.get("respond_within_at", {}).items():
        at: Steps = ("escalation", "respond_within_at", judgement)
        if judgement not in judgements:
            place = marked.place(*at, key=True)
            hint = "Choose from: " + ", ".join(judgements) + "."
            message = f"'{judgement}' is not a judgement on this scale."
            yield unknown("form/unknown-judgement", place, message, judgement, judgements, hint)
        yield from _respond(marked, at, within)
    for judgement, recipients in raw["tell"].items():
        at = ("escalation", "tell", judgement)
        yield from _recipients(marked, recipients, at, "this judgement", known, judgement)


def _of_the_auditor(marked: Marked, at: Steps, known: Known) -> Iterator[Diagnostic]:
    """Where the auditor works must be asked, or nobody can be found by it."""
    case = known.framework.case
    named = (*case.auditor_area, *case.auditor_team)
    there = {path for path, _ in paths(marked.data)}
    if not there.intersection(named):
        message = "The form does not ask where the auditor works, so it is not known whose role this is."
        hint = f"Add a field {' or '.join(named)} to the form."
        if not named:
            hint = "Add a field for it, and name it in framework.yaml, under 'case': auditor_area or auditor_team."
        yield error("form/auditor-not-placed", marked.place(*at), message, hint)


def _respond(marked: Marked, at: Steps, within: Mapping | None) -> Iterator[Diagnostic]:
    if within is not None and len(within) != 1:
        message = "It is not clear how soon to respond."
        yield error("form/respond-unclear", marked.place(*at, key=True), message, "Write either working_days or days.")


def _recipients(
    marked: Marked, recipients: list[str | Mapping], at: Steps, told_of: str, known: Known, judgement: str = ""
) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str]] = set()
    for n, recipient in enumerate(recipients):
        steps = (*at, n) if isinstance(recipient, str) else (*at, n, "role")
        role = str(recipient if isinstance(recipient, str) else recipient["role"])
        yield from refers(marked, "form", steps, role, known.roles, "role")
        of = CASE if isinstance(recipient, str) else str(recipient.get("of", CASE))
        if of == AUDITOR:
            yield from _of_the_auditor(marked, (*at, n, "of"), known)
        if (role, of) in seen:
            message = f"'{role}' is named twice for {told_of}."
            yield error("form/said-twice", marked.place(*steps), message, "Combine the two conditions with 'any'.")
        seen.add((role, of))
    if all(isinstance(r, Mapping) and "when" in r for r in recipients):
        where = f" of '{judgement}'" if judgement else " though the rule's condition is met"
        message = f"It can happen that nobody is notified{where}: every recipient has a condition."
        hint = "Name at least one role that is always notified."
        yield error("form/escalation-gap", marked.place(*at, key=True), message, hint)
