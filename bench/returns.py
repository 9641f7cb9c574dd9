"""Returns to measure with, as they come: most of them have nothing wrong. Always the same for the same number.

A third are written as the web form writes them, a third as a person does and a third as other programs do. One in
ten lacks a few answers; one in twenty has something in it that a person should look at again.
"""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import yaml

from formwright.answers import kinds
from formwright.answers.kinds import Shape
from formwright.definitions.library import Library
from formwright.model import rules
from formwright.model.form import Field, Form
from formwright.model.framework import Framework, Team
from formwright.model.rules import Rules
from formwright.model.submission import Answer, Submission
from formwright.places import Place
from formwright.writers import submission

WORDS = "The plan was seen, and its outcomes were talked through with child, family, school and health.".split()
Answers = dict[str, str | int]


def make(folder: Path, library: Library, count: int) -> int:
    """Writes this many returns of the framework's judged forms; how many bytes they have."""
    chance = Random(1)  # noqa: S311 - the same returns each time
    forms = [rules.compile(form) for form in library.forms if form.judgement]
    assert library.framework is not None
    size = 0
    for number in range(count):
        form = forms[number % len(forms)]
        answers = _answers(form, library.framework, number, chance)
        text = STYLES[number // len(forms) % len(STYLES)](form.form, answers)
        size += len(text)
        (folder / f"{number:06}.yaml").write_bytes(text)
    return size


# --- what they say -------------------------------------------------------------------------------


def _answers(form: Rules, framework: Framework, number: int, chance: Random) -> Answers:
    """An answer to everything that is asked; what it depends on comes before it in our forms."""
    assert form.judgement is not None
    scale = framework.scale(form.judgement.scale or "").grades
    judged = chance.randrange(len(scale))
    worst = len(scale) - 1 if 2 * judged >= len(scale) - 1 else len(scale) - 2
    near = [grade.grade for grade in scale[max(judged - 1, 0) : min(judged + 1, worst) + 1]]
    team = chance.choice([team for team in framework.teams if team.service_area])
    found: Answers = {}
    for field in form.form.fields:
        for path in [field.path.replace("[]", f"[{row}]") for row in range(2)] if field.repeat else [field.path]:
            if number % 10 == 3 and chance.random() < 0.1:
                continue
            if number % 20 == 7 or form.asked(field, _submission(form.form, found), 0) is not False:
                found[path] = _answer(field, scale[judged].id, near, team, number, chance)
    graded = [field.path for field in form.single if field.kind is kinds.GRADE and field.path in found]
    if graded:
        found[chance.choice(graded)] = scale[judged].grade
    return {path: value for path, value in found.items() if value != ""}


def _submission(form: Form, said: Answers) -> Submission:
    answers = {path: Answer(value, Place("")) for path, value in said.items()}
    return Submission("", form.identity.id, form.identity.version, answers, {}, frozenset(), {})


def _answer(field: Field, judged: str, near: list[int], team: Team, number: int, chance: Random) -> str | int:
    match field.path.rpartition(".")[2], field.kind.shape:
        case "judgement", _:
            return judged
        case "service_area", _:
            return team.service_area or ""
        case "team", _:
            return team.label
        case "case_id", _:
            return f"A{number:06}"
        case _, Shape.ONE_OF:
            return chance.choice(near) if field.kind is kinds.GRADE else chance.choice(field.choices or ()).value
        case _, Shape.DAY:
            return f"2014-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        case _, Shape.BOX:
            return " ".join(chance.choices(WORDS, k=12))
        case _ if field.kind.json == "number":
            return "" if field.counts else str(chance.randint(0, 40))
        case _:
            return "reply@example.org" if "@" in (field.kind.pattern or "") else " ".join(chance.choices(WORDS, k=3))


# --- how they are written ------------------------------------------------------------------------


def _by_the_web_form(form: Form, answers: Answers) -> bytes:
    identity = form.identity
    return b"# Completed.\n" + submission.write(identity.id, identity.version, identity.digest, answers)


def _by_hand(form: Form, answers: Answers) -> bytes:
    """Bare wherever that may be, and nothing said of the digest."""
    lines = submission.write(form.identity.id, form.identity.version, "", answers).decode().splitlines()
    return ("\n".join(_bare(line) for line in lines if not line.startswith("digest")) + "\n").encode()


def _bare(line: str) -> str:
    key, colon, text = line.partition(": ")
    bare = json.loads(text) if text.startswith('"') else text
    return line if key == "version" or yaml.safe_load(f"{key}: {bare}\n") is None else f"{key}{colon}{bare}"


def _by_another_program(form: Form, answers: Answers) -> bytes:
    text = _by_the_web_form(form, answers)
    return yaml.safe_dump(yaml.safe_load(text), allow_unicode=True, sort_keys=False).encode()


STYLES: tuple[Callable[[Form, Answers], bytes], ...] = (_by_the_web_form, _by_hand, _by_another_program)
