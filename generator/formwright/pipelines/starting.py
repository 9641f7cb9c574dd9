"""Where a framework or a definition begins: files that are valid from the first moment, written whole or
not at all, and never over another."""

import calendar
import datetime
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import count
from pathlib import Path, PurePosixPath
from string import Template
from tempfile import mkdtemp

from formwright import __version__
from formwright.compose.words import date
from formwright.definitions.known import Known
from formwright.definitions.library import Library, load
from formwright.definitions.sources import shown
from formwright.diagnostics import Diagnostic
from formwright.errors import CannotRun
from formwright.model.framework import Framework, Scale
from formwright.pipelines import editing
from formwright.pipelines.files import begin
from formwright.pipelines.publish import FOLDERS
from formwright.writers.spelling import quoted, spelt

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NO_FILE = re.compile(r"con|prn|aux|nul|(com|lpt)\d")  # which Windows keeps for itself, whatever comes after the dot
UNTIL_USED = ("handbook/unreferred", "standards/untested")  # true of what is new: the next steps say what to do
SCHEMA = re.compile(r"# yaml-language-server: \$schema=(\S*?)[a-z-]+\.schema\.json\s*")

Files = Mapping[PurePosixPath, bytes]

# --- a whole framework ---------------------------------------------------------------------

# What the starter's files say, and what is put in its place.
TITLE = "Framework for good practice"
NAME, SERVICE = "Example organisation", "All services"
TODAY, LATER, YEAR = "2000-02-29", "2000-03-28", "2000"
VERSION = "formwright==0.0.0"


def framework(
    folder: Path,
    today: datetime.date,
    title: str | None = None,
    organisation: str | None = None,
    service: str | None = None,
) -> tuple[str, ...]:
    """Writes a small framework that builds into a folder that is new or empty, all of it or nothing; the
    files' names. Raises CannotRun for a folder that holds something, and where nothing can be written."""
    for given in (title, organisation, service):
        if given is not None and (not given.strip() or not given.isprintable()):
            raise CannotRun(f"{given!r} is not a valid title or name.", "Write it in words, on one line.")
    if folder.exists() and (not folder.is_dir() or any(e.name != ".git" for e in folder.iterdir())):
        raise CannotRun(f"{folder} already exists and is not empty.", "Name a new folder.")
    words = {TITLE: title or TITLE, NAME: organisation or NAME, SERVICE: service or SERVICE}
    contents = {name: _filled_in(name, raw, words, today) for name, raw in _starter().items()}
    return _placed(folder, contents)


def _starter() -> Files:
    """The starter's files. What begins with a dot elsewhere is called dot_ in the package, where a dot
    would hide it."""

    def walk(entry: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, bytes]]:
        for inner in sorted(entry.iterdir(), key=lambda e: e.name):
            there = path / re.sub(r"^dot_", ".", inner.name)
            if inner.is_dir():
                yield from walk(inner, there)
            else:
                yield there, inner.read_bytes()

    return dict(walk(files("formwright").joinpath("starters/framework"), PurePosixPath()))


def _filled_in(name: PurePosixPath, raw: bytes, words: Mapping[str, str], today: datetime.date) -> bytes:
    text = raw.decode().replace(VERSION, f"formwright=={__version__}")
    text = text.replace(TODAY, today.isoformat()).replace(LATER, (today + datetime.timedelta(28)).isoformat())
    text = re.sub(rf"\b{YEAR}\b", str(today.year), text)
    if name.suffix == ".md":
        return text.replace(f"# {TITLE}\n", f"# {words[TITLE]}\n").encode()
    line = re.compile(rf"^( *(?:title|name|service): )({'|'.join(words)})$", re.MULTILINE)
    return line.sub(lambda found: found[1] + spelt(words[found[2]]), text).encode()


def _placed(folder: Path, contents: Files) -> tuple[str, ...]:
    """The files are made ready within the folder and then moved up, so that a fault leaves nothing."""
    made = [f for f in (folder, *folder.parents) if not f.exists()]
    moved: list[Path] = []
    stage: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(mkdtemp(prefix=".formwright-", dir=folder))
        for name, raw in contents.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_bytes(raw)
        editing.place(load(stage), stage / editing.FOLDER)
        names = sorted(p.relative_to(stage).as_posix() for p in stage.rglob("*") if p.is_file())
        for entry in sorted(stage.iterdir()):
            moved.append(entry.rename(folder / entry.name))
        stage.rmdir()
    except (OSError, CannotRun) as fault:
        for path in (*moved, *((stage,) if stage else ())):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        for path in made:
            with suppress(OSError):
                path.rmdir()
        if isinstance(fault, CannotRun):
            raise
        raise CannotRun(f"{folder} cannot be written: {fault.strerror}.", "Choose another folder.") from None
    return tuple(names)


# --- one definition ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Begun:
    """A definition that was begun: its file, as people are shown it, what 'validate' says of it now, and
    what else is to be done, in lines."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, Sequence[str]]
    next_steps: tuple[str, ...]


def definition(
    library: Library, kind: str, id: str, today: datetime.date, title: str | None = None, like: str | None = None
) -> Begun:
    """Writes a small definition of this kind into the folder of its kind, in the framework's own words; a form in
    the shape of `tier1`, a checklist, an observation or feedback. Raises CannotRun for an id that is none or is
    taken, for a shape that cannot be, and where the file cannot be written."""
    if library.framework is None or library.known is None:
        raise CannotRun("framework.yaml has errors, so it cannot be used.", "Run 'formwright validate'.")
    if title is not None and (not title.strip() or not title.isprintable()):
        raise CannotRun(f"{title!r} is not a valid title.", "Write it in words, on one line.")
    if like is not None and kind != "form":
        raise CannotRun(f"'--like' is only for forms, not for the kind '{kind}'.", "Leave '--like' out.")
    folder = library.root / FOLDERS.get(kind, "standards")
    if not ID.fullmatch(id):
        hint = f"An id is lower-case words joined by hyphens, such as '{_free(_id_of(id), library, folder)}'."
        raise CannotRun(f"'{id}' is not a valid id.", hint)
    if NO_FILE.fullmatch(id):
        hint = f"Choose another id, such as '{_free(f'{id}-{kind}', library, folder)}'."
        raise CannotRun(f"No file can be called '{id}' on Windows.", hint)
    path = folder / f"{id}.yaml"
    if id in library.known.documents or path.exists():
        what = (
            f"'{id}' is already defined"
            if id in library.known.documents
            else f"{shown(path, library.root)} already exists"
        )
        raise CannotRun(f"{what}.", f"Choose another id, such as '{_free(id, library, folder)}'.")
    written = _schema_line(library, kind, folder) + _text(library, kind, id, today, title, like or "tier1")
    try:
        folder.mkdir(exist_ok=True)
        begin(path, written.encode())
    except OSError as fault:
        raise CannotRun(f"{path} cannot be written: {fault.strerror}.") from None
    now = load(library.root)
    editing.refresh(now)
    file = shown(path, library.root)
    found = tuple(d for d in now.diagnostics if d.place.file == file and d.code not in UNTIL_USED)
    return Begun(file, found, now.texts, tuple(_next_steps(library, kind, id, file)))


def _id_of(words: str) -> str:
    ascii_ = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_.replace("'", ""))) or "my-form"


def _free(id: str, library: Library, folder: Path) -> str:
    """The id, or the first of id-2, id-3 … that nothing has."""
    taken = library.known.documents if library.known else ()
    tried = (id if n == 1 else f"{id}-{n}" for n in count(1))
    return next(t for t in tried if t not in taken and not (folder / f"{t}.yaml").exists())


def _schema_line(library: Library, kind: str, folder: Path) -> str:
    """The first line, which tells an editor the schema: that of the neighbours, else of the framework's
    own schemas, where it has them."""
    for file in sorted(folder.glob("*.yaml")):
        lines = library.texts.get(shown(file, library.root))
        if lines and (found := SCHEMA.fullmatch(lines[0])):
            return f"# yaml-language-server: $schema={found[1]}{kind}.schema.json\n"
    if (library.root / editing.FOLDER).is_dir():
        return f"# yaml-language-server: $schema=../{editing.FOLDER}/{kind}.schema.json\n"
    return ""


def _text(library: Library, kind: str, id: str, today: datetime.date, title: str | None, like: str) -> str:
    words, known = library.framework, library.known
    assert words is not None and known is not None
    values = {
        "id": quoted(id) if id.replace("-", "").isdigit() else id,
        "title": spelt(title or id.replace("-", " ").capitalize()),
        "issued": today.isoformat(),
    }
    name = kind
    if kind == "form":
        name, more = _form(library, words, like)
        values |= _standards_tested(known) | {"area": words.service_areas[0].id} | more
    elif kind == "standards":
        groups = [int(number.split(".")[0]) for number in known.standards or ()]
        values["group"] = str(max(groups, default=0) + 1)
    elif kind == "programme":
        values["areas"] = ", ".join(a.id for a in words.service_areas)
        values["periods"] = "\n".join(_months(today, 3))
    template = files("formwright").joinpath(f"starters/new/{name}.yaml").read_text("utf-8")
    return Template(template).substitute(values)


def _form(library: Library, words: Framework, like: str) -> tuple[str, dict[str, str]]:
    """The template of a form like that, and what is put into it."""
    roles = _roles(library, words)
    if like in ("checklist", "feedback"):
        return f"form-like-{like}", {"role": roles[0], "roles": ", ".join(roles)}
    name = "form" if like == "tier1" else f"form-like-{like}"
    if words.scales:
        return name, _judged(words.scales[0], roles)
    if like == "tier1":
        return "form-without-scale", {}
    hint = "Add one under 'scales', or start with '--like checklist'."
    raise CannotRun(f"A form like '{like}' uses a scale, but framework.yaml has none.", hint)


def _standards_tested(known: Known) -> dict[str, str]:
    numbers = known.standards_in_order.words
    indent = " " * 8
    if not numbers:
        nothing = f'{indent}# standards: ["1.1"]'
        return {"first_standard": nothing, "second_standard": nothing}
    first, second = numbers[0], numbers[min(1, len(numbers) - 1)]
    return {
        "first_standard": f'{indent}standards: ["{first}"]',
        "second_standard": f'{indent}standards: ["{second}"]',
    }


def _roles(library: Library, words: Framework) -> list[str]:
    """Two roles to begin with: such as somebody is known to hold, if there are any."""
    held = {h.role for h in library.directory.holders}
    return sorted((r.id for r in words.roles), key=lambda id: id not in held)[:2]


def _judged(scale: Scale, roles: list[str]) -> dict[str, str]:
    """The better half of a scale is told to the first role, the rest to all."""
    better = len(scale.grades) // 2
    numbers = [g.grade for g in scale.grades]
    told = [(g.id, roles[:1] if n < better else roles) for n, g in enumerate(scale.grades)]
    return {
        "scale": scale.id,
        "grades": f"{min(numbers)}-{max(numbers)}",
        "poor": ", ".join(g.id for g in scale.grades[better:]),
        "tell": "\n".join(f"    {id}: [{', '.join(who)}]" for id, who in told),
    }


def _months(today: datetime.date, how_many: int) -> Iterator[str]:
    """The periods of a programme: the months after this one."""
    for ahead in range(1, how_many + 1):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        first = datetime.date(year, month + 1, 1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        yield f"  - id: {first:%Y-%m}"
        yield f"    title: {date(first.isoformat()).partition(' ')[2]}"
        yield f"    from: {first}"
        yield f"    to: {last}"
        yield "    focus:"
        yield "      all-services: What this month's audits look at"


def _next_steps(library: Library, kind: str, id: str, file: str) -> Iterator[str]:
    assert library.framework is not None
    yield f"Open {file}: its comments say what each part is for."
    yield f"See it with 'formwright build {id}'."
    if kind == "standards":
        yield "In your forms, add the numbers of its standards to the questions that test them."
    if library.framework.appendices or library.handbook is not None:
        number = _next_number(library.framework)
        yield f"To make it appendix {number}: add {{number: \"{number}\", title: …}} to 'appendices' in framework.yaml,"
        yield f"  and a line 'appendix: \"{number}\"' to {file}."
    if library.handbook is not None:
        yield f"To include it in the handbook: list '{id}' under 'appendices' in handbook/handbook.yaml."
        yield "  Until then 'formwright validate' warns that nothing refers to it."


def _next_number(words: Framework) -> int:
    return max((int(found[0]) for a in words.appendices if (found := re.match(r"\d+", a.number))), default=0) + 1
