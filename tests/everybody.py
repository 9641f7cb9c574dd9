"""Every return that there can be, as far as it decides who is told; and who must hear of it.

A return says a judgement, the child's status, a service area and a team, or fails to in one of many ways; and
somebody holds each role, or a directory is faulty. `cases` are all of these together. What must come out is worked
out here from the definitions as they are written, by trying everything that the return might have meant: nothing of
the program's own is used for that. It is told nowhere what the program does, only what nobody may miss.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from formwright.answers import kinds
from formwright.definitions.library import Library, load
from formwright.model.form import Field
from formwright.model.review import Reviewed
from formwright.pipelines.review import Reviewer
from formwright.reports.review import Tally

ROOT = Path(__file__).parents[1]
JUDGEMENT, STATUS, AREA, TEAM = "overall.judgement", "details.child_status", "details.service_area", "details.team"


def raw(file: str) -> Any:
    return yaml.safe_load((ROOT / file).read_text("utf-8"))


WORDS, PEOPLE = raw("framework.yaml"), raw("directory.yaml")["holders"]
JUDGED = [
    d["id"] for d in (raw(f"forms/{f.name}") for f in sorted((ROOT / "forms").iterdir())) if "tell" in d["escalation"]
]
JUDGEMENTS = [g["id"] for g in WORDS["scales"][0]["grades"]]
STATUSES = [c["id"] for c in WORDS["choices"][0]["choices"]]
AREAS = [a["id"] for a in WORDS["service_areas"]]
TEAMS = {t["id"]: t for t in WORDS["teams"]}
TITLES = {r["id"]: r["title"] for r in WORDS["roles"]}


# --- what a return says ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, or the way in which it is lost; then `value` is what is left of it."""

    value: str
    lost: str = ""

    @property
    def known(self) -> str | None:
        return None if self.lost else self.value

    def in_yaml(self, key: str) -> str:
        text = json.dumps(self.value, ensure_ascii=False)
        match self.lost:
            case "":
                return f"  {key}: {text}\n"
            case "absent":
                return ""
            case "blank":
                return f"  {key}:\n"
            case "white space":
                return f'  {key}: " \\t"\n'
            case "unreadable":
                return f"  {key}: Zebedee\n"
            case "twice":
                return f"  {key}: {text}\n  {key}: something-else\n"
            case "twice alike":
                return f"  {key}: {text}\n" * 2
            case "a list":
                return f"  {key}: [{text}]\n"
            case "a number":
                return f"  {key}: 7\n"
            case "misspelt":
                return f"  {key}s: {text}\n"
            case _:
                raise AssertionError(self.lost)


LOSSES = ("absent", "blank", "white space", "unreadable", "twice", "twice alike", "a list", "a number", "misspelt")


def ways(values: Iterable[str], losses: Iterable[str] = LOSSES) -> list[Said]:
    values = list(values)
    return [*map(Said, values), *(Said(values[n % len(values)], lost) for n, lost in enumerate(losses))]


TEAM_WAYS = [
    *ways((t["label"] for t in TEAMS.values()), [lost for lost in LOSSES if lost != "unreadable"]),
    Said("first\u00a0response  NORTH "),
    Said("Child Protection\u200b East"),
    Said("Cared for Children Wset"),
    Said("The Night Desk"),
]


@dataclass(frozen=True, slots=True)
class Return:
    form: str
    judgement: Said
    status: Said
    area: Said
    team: Said

    @property
    def said(self) -> dict[str, Said]:
        return {JUDGEMENT: self.judgement, STATUS: self.status, AREA: self.area, TEAM: self.team}

    def in_yaml(self) -> str:
        before, details, between, overall, after = _around(self.form)
        said = {path.split(".")[1]: said for path, said in self.said.items()}
        details += "".join(said[key].in_yaml(key) for key in ("service_area", "team", "child_status"))
        return before + details + between + overall + said["judgement"].in_yaml("judgement") + after


def returns() -> Iterator[Return]:
    """Everything with everything; where the judgement is lost, with everything that could matter less."""
    for form in JUDGED:
        for given in product(map(Said, JUDGEMENTS), ways(STATUSES), ways(AREAS), TEAM_WAYS):
            yield Return(form, *given)
        lost = [Said(j, lost) for j in JUDGEMENTS for lost in LOSSES]
        for given in product(lost, ways(STATUSES), ways(AREAS)[4:7], TEAM_WAYS[::9]):
            yield Return(form, *given)


@cache
def _around(form: str) -> tuple[str, str, str, str, str]:
    """A return in which all is answered but the four: what stands before, in and between their sections."""
    sections: dict[str, str] = {}
    tree: dict[str, Any] = {}
    for path, value in answers(form).items():
        *way, last = path.replace("[0]", "").split(".")
        inner = tree
        for step in way:
            inner = inner.setdefault(step, {})
        inner[last] = value
    repeated = {path.split("[")[0] for path in answers(form) if "[" in path}
    for section, inner in tree.items():
        found = {section: [inner] if section in repeated else inner}
        sections[section] = yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=1000)
    details = sections.pop("details")
    overall = sections.pop("overall", "overall:\n")
    head = f'form: {form}\nversion: "{_form(form)["version"]}"\n'
    return head, details, "", overall, "".join(sections.values())


@cache
def answers(form: str) -> dict[str, str | int]:
    """Every field but the four answered, by its path."""
    four = (JUDGEMENT, STATUS, AREA, TEAM)
    return {f.path.replace("[]", "[0]"): _answer(f) for f in library().form(form).fields if f.path not in four}


def _answer(field: Field) -> str | int:
    if field.kind is kinds.GRADE:
        return 2
    if field.choices:
        return field.choices[0].value
    return {"date": "2014-01-15", "number": "3", "email": "a@example.org"}.get(field.control, "Seen.")


@cache
def library() -> Library:
    return load(ROOT)


@cache
def _form(id: str) -> Any:
    return raw(f"forms/{id}.yaml")


# --- who holds which role --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """A directory as it is written (None: there is none), and those of its holders who can be relied on."""

    name: str
    content: bytes | None
    sound: tuple[dict[str, str], ...]
    is_whole: bool = True
    teams_declared: bool = True
    beside: str = ""


def directories() -> Iterator[Directory]:
    yield _made("whole", PEOPLE)
    for role in ("head-of-service", "assistant-director", "team-manager", "iro", "conference-chair"):
        yield _made(f"without {role}", [h for h in PEOPLE if h["role"] != role])
    yield _made("nobody for one area", [h for h in PEOPLE if h.get("service_area") != "child-protection"])
    yield _made("nobody for any area", [h for h in PEOPLE if "service_area" not in h])
    yield _made("nobody for a team", [h for h in PEOPLE if "team" not in h])
    only = {"role": "team-manager", "name": "Only", "email": "only@example.org", "team": "cared-for-children-west"}
    yield _made("a team's holder without an area", [*PEOPLE, only])
    yield _made("one for all", [{"role": r, "name": f"The {r}", "email": f"{r}@example.org"} for r in TITLES])
    second = [{**h, "name": f"Second {h['name']}", "email": f"second-{h['email']}"} for h in PEOPLE]
    yield _made("two of each", [*PEOPLE, *second])
    odd = [{**h, "team": f" {h['team'].upper()}\u00a0"} if "team" in h else h for h in PEOPLE]
    yield _made("teams in capitals", odd)
    yield _made("no declared teams", PEOPLE, teams_declared=False)
    yield _made("no declared teams and none held", [h for h in PEOPLE if "team" not in h], teams_declared=False)
    for n in (0, 3, 8, 12, 14):  # the AD, two areas' heads and managers, a team's manager, the IRO
        yield _faulty("an unknown role", n, {**PEOPLE[n], "role": "no-such-role"})
        yield _faulty("an unknown area", n, {**PEOPLE[n], "service_area": "no-such-area"})
        yield _faulty("no address", n, {**PEOPLE[n], "email": "nowhere"})
        yield _faulty("an unknown team", n, {**PEOPLE[n], "team": "No Such Team"})
        yield _faulty("a list for a name", n, {**PEOPLE[n], "name": ["a", "b"]})
    text = _text(PEOPLE)
    entry = text.index("- role: iro")
    others = tuple(h for h in PEOPLE if h["role"] != "iro")
    quote = text[:entry] + text[entry:].replace("name: ", 'name: "', 1)
    yield Directory("a quotation mark too many", quote.encode(), others, is_whole=False)
    accent = text[:entry] + text[entry:].replace("name: ", "name: Zo\u00eb ", 1)
    yield Directory("another encoding", accent.encode("latin-1"), others, is_whole=False)
    yield Directory("two versions", f"<<<<<<< ours\n{text}".encode(), (), is_whole=False)
    yield Directory("no YAML at all", b"\x00\x01\xff", (), is_whole=False)
    yield Directory("empty", b"", (), is_whole=False)
    yield Directory("nobody in it", _text([]).encode(), (), is_whole=False)
    yield Directory("none", None, (), is_whole=False)
    yield replace(_made("a second one", PEOPLE), is_whole=False, beside="directory.yml")


def _made(name: str, holders: list[dict[str, str]], teams_declared: bool = True) -> Directory:
    return Directory(name, _text(holders).encode(), tuple(holders), teams_declared=teams_declared)


def _faulty(name: str, n: int, entry: dict[str, Any]) -> Directory:
    holders = [*PEOPLE[:n], entry, *PEOPLE[n + 1 :]]
    sound = (*PEOPLE[:n], *PEOPLE[n + 1 :])
    return Directory(f"{name} in entry {n + 1}", _text(holders).encode(), sound, is_whole=False)


def _text(holders: list[dict[str, str]]) -> str:
    return yaml.safe_dump({"kind": "directory", "holders": holders}, sort_keys=False, allow_unicode=True)


DIRECTORIES = list(directories())


@dataclass(frozen=True, slots=True)
class Office:
    """The program, with a directory before it."""

    directory: Directory
    library: Library
    reviewer: Reviewer

    def exit_status(self, reviewed: Reviewed) -> int:
        """As the command `check` has it."""
        tally = Tally()
        tally.add(reviewed)
        return 1 if tally.has_errors or self.library.people else 0


@cache
def office(directory: Directory) -> Office:
    with TemporaryDirectory() as name:
        lay_out(Path(name), directory)
        people = load(Path(name))
    found = replace(library(), framework=people.framework, directory=people.directory, people=people.people)
    return Office(directory, found, Reviewer.of(found))


def lay_out(root: Path, directory: Directory) -> None:
    """A framework with this directory, and with no more than a form that somebody is told of: that is read faster.
    What is left of the form is for one person."""
    words = WORDS if directory.teams_declared else {k: v for k, v in WORDS.items() if k != "teams"}
    (root / "framework.yaml").write_text(yaml.safe_dump(words, sort_keys=False), "utf-8")
    if directory.content is not None:
        (root / "directory.yaml").write_bytes(directory.content)
    if directory.beside:
        (root / directory.beside).write_text("kind: directory\nholders: []\n", "utf-8")
    form = {
        **{key: value for key, value in _form(JUDGED[0]).items() if key != "parts"},
        "sections": [s for s in _form(JUDGED[0])["sections"] if s["id"] in ("details", "overall")],
    }
    (root / "forms").mkdir()
    (root / "forms" / "form.yaml").write_text(yaml.safe_dump(form, sort_keys=False, allow_unicode=True), "utf-8")


# --- who must hear of it ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class World:
    """What a return may have meant."""

    status: str | None
    area: str | None
    team: str | None


def worlds(given: Return, directory: Directory) -> list[World]:
    statuses = [given.status.known] if given.status.known else [None, *STATUSES]
    areas = [given.area.known] if given.area.known else list(AREAS)
    known = teams_of(directory)
    team = spelling(given.team.known or "")
    teams: list[str | None] = [team] if team in known else [None, *known]
    places = [*product(areas, teams)]
    homes = known.get(team)
    if homes and given.area.known and given.area.known not in homes:  # one of the two is wrong
        places += [*product(homes, teams), *product(areas, [None, *known])]
    return [World(status, area, team) for status in statuses for area, team in places]


def teams_of(directory: Directory) -> dict[str, set[str]]:
    """Every team that is known, with the service areas that it belongs to."""
    if directory.teams_declared:
        return {spelling(t["label"]): {t["service_area"]} for t in TEAMS.values()}
    held = [h for h in directory.sound if "team" in h]
    return {spelling(h["team"]): {o["service_area"] for o in held if o["team"] == h["team"]} for h in held}


def spelling(text: str) -> str:
    """Teams in this framework have letters only; an id and a label are the same then."""
    return "".join(c for c in text.casefold() if c.isalpha())


def told_in(world: World, given: Return) -> set[str]:
    rule = _form(given.form)["escalation"]["tell"][given.judgement.value]
    return {r if isinstance(r, str) else r["role"] for r in rule if isinstance(r, str) or meets(r.get("when"), world)}


def meets(condition: Any, world: World) -> bool:
    if condition is None:
        return True
    assert set(condition) == {"field", "in"} and condition["field"] == STATUS, "the forms ask for more than is tried"
    return world.status in condition["in"]


def holders_in(world: World, role: str, directory: Directory) -> frozenset[str]:
    """The addresses of those who hold a role: the nearest to the case."""
    mine = [h for h in directory.sound if h["role"] == role]
    of_team = [h for h in mine if "team" in h and spelling(h["team"]) == world.team]
    of_all = [h for h in mine if "team" not in h]
    steps = [
        [h for h in group if h.get("service_area") == area]
        for group in (of_team, of_all)
        for area in (world.area, None)
    ]
    return frozenset(h["email"] for h in next(filter(None, steps), []))


def faults(given: Return, reviewed: Reviewed, office: Office) -> Iterator[str]:
    """What is wrong with how the program has taken this return: nothing may be."""
    codes = {d.code for d in reviewed.diagnostics if d.severity == "error"}
    status = office.exit_status(reviewed)
    if given.judgement.lost:
        if reviewed.escalation or "escalation/nobody-told" not in codes or status != 1:
            yield "nobody can be told, and it is not an error"
        return
    if reviewed.escalation is None:
        yield "nobody is told"
        return
    directory, possible = office.directory, worlds(given, office.directory)
    named: dict[str, set[str]] = {}
    for told in reviewed.escalation.recipients:
        named.setdefault(told.role, set()).update({told.email} if told.email else ())
    told_sets = [told_in(w, given) for w in possible]
    if set(named) != set.union(*told_sets):
        yield f"told are {sorted(named)}, and should be {sorted(set.union(*told_sets))}"
    if reviewed.escalation.copy_to != tuple(_form(given.form)["escalation"]["copy_to"]):
        yield "another mailbox gets the copy"
    for role, emails in named.items():
        if role not in set.intersection(*told_sets) and not _says(reviewed, role, "not-ruled-out"):
            yield f"{role} is told to be safe, and nothing says so"
        right = {holders_in(w, role, directory) for w in possible}
        if not emails:
            if not _says(reviewed, role, "nobody-named") or "escalation/nobody-named" not in codes or status != 1:
                yield f"nobody is named for {role}, and it is not an error"
            if right == {w for w in right if w} and len(right) == 1:
                yield f"nobody is named for {role}, though somebody holds it"
        elif right != {frozenset(emails)} and not _says(reviewed, role, "not-certain", "unknown-team"):
            yield f"{role} may be another person, and nothing says so"
        if not emails <= frozenset().union(*right):
            yield f"{role} is somebody who cannot be meant"
        if len(emails) > 1 and not _says(reviewed, role, "several-named"):
            yield f"{role} is several people, and nothing says so"
    if not directory.is_whole and (
        status != 1 or (any(named.values()) and not _says(reviewed, "", "directory-faulty"))
    ):
        yield "the directory is faulty, and nothing says so"
    if not any(named.values()) and "escalation/nobody-told" not in codes:
        yield "nobody is told by name, and no error says so"
    if status == 0 and not all(named.values()):
        yield "somebody is missing, and all is well"
    if directory.is_whole and len(possible) == 1 and all(len(e) == 1 for e in named.values()):
        yield from (f"{d.code} for nothing" for d in reviewed.diagnostics if d.code.startswith("escalation/"))


def _says(reviewed: Reviewed, role: str, *codes: str) -> bool:
    """Whether one of these diagnostics speaks of the role."""
    title = TITLES.get(role, "")
    return any(title in d.message for d in reviewed.diagnostics if d.code in [f"escalation/{code}" for code in codes])


def some(every: int) -> Iterator[tuple[Return, Directory]]:
    """One in so many of all returns with all directories, spread over them."""
    given = list(returns())
    for n in range(0, len(given) * len(DIRECTORIES), every):
        number, which = divmod(n, len(DIRECTORIES))
        yield given[number], DIRECTORIES[which]
