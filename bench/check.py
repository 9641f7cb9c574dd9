"""How long `check` takes for a return, beside merely parsing it with libyaml in the same run.

Run it as `python bench/check.py [HOW_MANY…]`. Read the ratio: seconds are this machine's.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from yaml.cyaml import CParser  # type: ignore[attr-defined]

from formwright.answers import kinds
from formwright.definitions import library
from formwright.definitions.library import Library
from formwright.model.form import Field, Form
from formwright.pipelines.review import review
from formwright.reports.review import as_json

ROOT = Path(__file__).parent.parent
FORM = "tier1-generic-audit"
WORDS = "the plan was seen and its outcomes were talked through with child family school and health".split()


def main(counts: list[int]) -> None:
    found = library.load(ROOT)
    for count in counts:
        with TemporaryDirectory() as name:
            folder = Path(name)
            size = make(folder, found.form(FORM), count)
            parse(folder)  # so that the disk's cache is warm
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            parsing = cpu(lambda: parse(folder))  # noqa: B023
            checking = cpu(lambda: check(folder, found))  # noqa: B023
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"{count} returns of {size / count / 1000:.1f} kB")
        print(f"  libyaml's events: {parsing / count * 1e6:6.0f} µs a file, {parsing:.2f} s")
        print(
            f"  check:            {checking / count * 1e6:6.0f} µs a file, {checking:.2f} s, {grown / 1000:.1f} MB more"
        )
        print(f"  check takes {checking / parsing:.1f} times as long")


def cpu(run: Callable[[], None]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def parse(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        parser = CParser(path.read_bytes().decode())
        while parser.get_event() is not None:
            pass
        parser.dispose()


def check(folder: Path, found: Library) -> None:
    for _ in as_json(review([folder], found)):
        pass


def make(folder: Path, form: Form, count: int) -> int:
    """Returns with every field answered, one in ten of them with a few answers left out."""
    chance = Random(1)  # noqa: S311
    size = 0
    for n in range(count):
        left_out = 0.1 if n % 10 == 0 else 0
        text = written(form, chance, left_out)
        size += len(text)
        (folder / f"{n:06}.yaml").write_text(text, "utf-8")
    return size


def written(form: Form, chance: Random, left_out: float) -> str:
    lines = [f"form: {form.identity.id}", f'version: "{form.identity.version}"']
    above: list[str] = []
    for field in form.fields:
        if chance.random() < left_out:
            continue
        section, *steps = field.path.replace("[]", "").split(".")
        for depth, step in enumerate((section, *steps[:-1])):
            if above[depth : depth + 1] != [step]:
                above = [*above[:depth], step]
                lines.append("  " * depth + f"{step}:")
        start = "  " * len(steps) if field.repeat is None else "    "
        lines.append(f"{start}{steps[-1]}: {value(field, chance)}")
    text = "\n".join(lines) + "\n"
    return text.replace("actions:\n    ", "actions:\n  - ")


def value(field: Field, chance: Random) -> str:
    match field.kind:
        case kinds.GRADE | kinds.CHOICE | kinds.YES_NO:
            return str(chance.choice(field.choices or ()).value)
        case kinds.DATE:
            return f"2014-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        case kinds.LONG_TEXT:
            return json.dumps(" ".join(chance.choices(WORDS, k=12)))
        case _:
            return " ".join(chance.choices(WORDS, k=3))


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [1000, 10_000])
