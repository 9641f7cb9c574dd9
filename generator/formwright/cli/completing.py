"""What a shell can complete, and where the script that makes it do so is kept.

A shell asks at each press of the tab key, so definitions are not read as YAML: their ids are found by eye. What
cannot be read completes to nothing, in silence: there is nowhere to say why.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from formwright.definitions import sources
from formwright.errors import CannotRun
from formwright.releases import folder

SHELLS = ("bash", "zsh", "fish")
MARK = "# Written by 'formwright completion'. It is replaced when that is run again."
_BEFORE = {
    "bash": "COMP_WORDBREAKS=${COMP_WORDBREAKS//@/}\n",  # so that ID@VERSION is one word
    "zsh": "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n",
}


# --- words ---------------------------------------------------------------------------------


def documents(root: Path | None) -> list[str]:
    """The ids of everything that a document is made from."""
    return [id for _, id in _defined(root)]


def forms(root: Path | None) -> list[str]:
    """The ids of forms."""
    return [id for kind, id in _defined(root) if kind == "form"]


def editions(root: Path | None) -> list[str]:
    """The ids of everything that a document is made from, and each of its released versions as ID@VERSION."""
    return [*documents(root), *_versions(root, but_not=())]


def editions_of_forms(root: Path | None) -> list[str]:
    """The ids of forms, and each of their released versions as ID@VERSION."""
    return [*forms(root), *_versions(root, but_not=[id for kind, id in _defined(root) if kind != "form"])]


def forms_and_kinds(root: Path | None) -> list[str]:
    """What has a schema."""
    from formwright.definitions.schemas import KINDS

    return [*KINDS, *editions_of_forms(root)]


def parts(root: Path | None) -> list[str]:
    """The ids of the parts of forms that several people fill in."""
    from formwright.definitions import kept

    try:
        found = kept.load(root if root is not None else sources.find_root(Path.cwd()))
    except (CannotRun, OSError):
        return []
    return list(dict.fromkeys(part.id for form in found.forms for part in form.parts))


def things(root: Path | None) -> list[str]:
    """What can be asked for by a name that is short enough to type: documents, standards, roles and other things of
    framework.yaml, duties, figures, passages of the handbook."""
    try:
        place = root if root is not None else sources.find_root(Path.cwd())
        found = documents(root)
        for file in (*sources.files(place), *sources.chapter_files(place).values()):
            text = file.read_text("utf-8", "replace")
            said = dict(_SAID.findall(text))
            if said.get("kind") in _WITH_THINGS or file.suffix == ".md":
                found += _THING.findall(text)
    except (CannotRun, OSError):
        return []
    return list(dict.fromkeys(found))


def codes(root: Path | None) -> list[str]:
    """All diagnostic codes."""
    from formwright.reports import explanation

    return [code for page in explanation.pages() for code in page.codes]


def _versions(root: Path | None, but_not: Collection[str]) -> list[str]:
    try:
        place = root if root is not None else sources.find_root(Path.cwd())
        ids = [id for id in folder.ids(place) if id not in but_not]
        return [f"{id}@{version}" for id in ids for version in folder.versions(place, id)]
    except (CannotRun, OSError):
        return []


_WITH_THINGS = ("framework", "standards", "duties", "measures", "figures")
_THING = re.compile(r"(?:\bid:[ \t]*['\"]?|^#+ .*\{#)([a-z0-9][a-z0-9.-]*)", re.MULTILINE)
_SAID = re.compile(r"^(kind|id):[ \t]*['\"]?([a-z0-9-]+)", re.MULTILINE)


def _defined(root: Path | None) -> Iterator[tuple[str, str]]:
    try:
        files = sources.files(root if root is not None else sources.find_root(Path.cwd()))
        for file in files:
            said = dict(_SAID.findall(file.read_text("utf-8", "replace")))
            if "kind" in said and "id" in said:
                yield said["kind"], said["id"]
    except (CannotRun, OSError):
        return


# --- the script ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shell's script is kept, and the file of the person's own that must name it, if any."""

    script: Path
    named_in: Path | None

    @property
    def line(self) -> str:
        """The line that names it."""
        return f'[ -r "{self.script}" ] && . "{self.script}"  # completion for formwright'


def script(shell: str, source: str) -> str:
    """The script for this shell, from the one that click makes."""
    return f"{MARK}\n{_BEFORE.get(shell, '')}{source.strip()}\n"


def shell_of(environment: Mapping[str, str]) -> str:
    """The shell that the person uses. Raises CannotRun where it is not one of ours."""
    found = Path(environment.get("SHELL", "")).name
    if found in SHELLS:
        return found
    what = f"Your shell is '{found}', which cannot be helped." if found else "Your shell is not known."
    raise CannotRun(what, "Name one: 'formwright completion bash', 'zsh' or 'fish'.")


def place(shell: str, environment: Mapping[str, str]) -> Place:
    home = Path(environment.get("HOME") or Path.home())
    if shell == "fish":
        config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        return Place(config / "fish" / "completions" / "formwright.fish", None)
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    rc = home / ".bashrc" if shell == "bash" else Path(environment.get("ZDOTDIR") or home) / ".zshrc"
    return Place(data / "formwright" / f"completion.{shell}", rc)


def install(shell: str, content: str, environment: Mapping[str, str], force: bool) -> Iterator[str]:
    """Puts the script in its place and names it in the shell's settings, where that has not been done; says what it
    did. Raises CannotRun where a file that we did not write is in the way, unless `force`."""
    at = place(shell, environment)
    before = at.script.read_text("utf-8", "replace") if at.script.exists() else None
    if before == content:
        yield f"{at.script} is up to date."
    else:
        if before is not None and not before.startswith(MARK) and not force:
            what = f"{at.script} exists already, and was not written by formwright."
            raise CannotRun(what, "Move it away, or overwrite it with --force.")
        at.script.parent.mkdir(parents=True, exist_ok=True)
        at.script.write_text(content, "utf-8")
        yield f"{at.script} was {'written' if before is None else 'replaced'}."
    if at.named_in is not None:
        yield _named(at, at.named_in)
    yield f"Open a new terminal, type 'formwright ' and press the tab key{' twice' if shell == 'bash' else ''}."


def _named(at: Place, file: Path) -> str:
    settings = file.read_text("utf-8", "surrogateescape") if file.exists() else ""
    if at.line in settings.splitlines():
        return f"{file} names it already."
    with file.open("a", encoding="utf-8") as opened:
        opened.write(("" if settings.endswith("\n") or not settings else os.linesep) + at.line + "\n")
    return f"One line was added at the end of {file}: {at.line}"
