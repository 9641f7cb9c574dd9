"""How long it takes to read definitions that are large, or full of references to nothing, at a size, twice and four
times that size. It should take twice and four times as long.

    .venv/bin/python bench/definitions.py

Each is measured in a process of its own, in processor time; read how the figures grow, as seconds are this machine's.
"""

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "examples" / "framework"
SENTENCE = "The auditor looks at whether the plan says what should change for the child, by when, and who does it."
HEAD = """\
kind: form
id: large
title: A large form
version: "1.0"
issued: 2026-01-02
summary: A form to measure with.
audience: Managers
escalation: {nobody: It is only measured.}
sections:
  - id: section
    title: A section
"""
FIELDS = "    fields:\n"
ANSWERS = "    answers:\n      - {id: grade, label: Grade, control: yes-no}\n    questions:\n"


def questions(n: int) -> str:
    ask = "      - id: q{i}\n        ask: Question {i}\n        guidance: " + f"{SENTENCE} {SENTENCE}\n"
    return HEAD + ANSWERS + "".join(ask.format(i=i) for i in range(n))


def fields(n: int) -> str:
    return HEAD + FIELDS + "".join(f"      - {{id: f{i}, label: Field {i}, control: text}}\n" for i in range(n))


def conditions(n: int) -> str:
    """Each looks at the field before; every tenth field begins anew."""
    return HEAD + FIELDS + "".join(_field(f"f{i}", f"section.f{i - 1}" if i % 10 else None) for i in range(n))


def misspelt_fields(n: int) -> str:
    return HEAD + FIELDS + "".join(_field(word, f"section.{word[:3]}x{word[3:]}") for word in _words(n))


def fields_taken_out(n: int) -> str:
    return HEAD + FIELDS + "".join(_field(f"f{i}", f"old.unlike_any_{i}") for i in range(n))


def misspelt_standards(n: int) -> str:
    asked = (f'      - {{id: q{i}, ask: Question {i}, standards: ["1.{i + 11}0"]}}\n' for i in range(n))
    return HEAD + ANSWERS + "".join(asked)


def _field(id: str, looks_at: str | None) -> str:
    when = f", asked_when: {{field: {looks_at}, in: [yes]}}" if looks_at else ""
    return f"      - {{id: {id}, label: Field {id}, control: yes-no{when}}}\n"


def _words(n: int) -> list[str]:
    """Words that are like each other, as the names in a form are."""
    starts, ends = "plan visit child review worker family school health", "date wishes needs views risks goals"
    words = [f"{start}_{end}" for start in starts.split() for end in ends.split()]
    return [f"{words[i % len(words)]}_{i // len(words)}" for i in range(n)]


CASES: Mapping[str, tuple[Callable[[int], str], int]] = {
    "questions": (questions, 3000),
    "fields": (fields, 15000),
    "conditions": (conditions, 500),
    "misspelt fields": (misspelt_fields, 200),
    "fields taken out": (fields_taken_out, 200),
    "misspelt standards": (misspelt_standards, 200),
}


def measure(case: str, n: int) -> None:
    from formwright.definitions import library

    with TemporaryDirectory() as name:
        root = shutil.copytree(SMALL, Path(name) / "framework")
        text = CASES[case][0](n)
        (root / "forms" / "large.yaml").write_text(text, "utf-8")
        start = time.process_time()
        found = library.load(root)
        seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{case:20}{n:8}{len(text) / 1e6:8.2f} MB{seconds:9.2f} s{memory:8.0f} MB{len(found.diagnostics):8} found")


def main() -> None:
    for case, (_, n) in CASES.items():
        for times in (1, 2, 4):
            subprocess.run([sys.executable, __file__, case, str(n * times)], check=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
