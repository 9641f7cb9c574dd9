"""The matrix of questions and standards, as text, CSV and JSON."""

import csv
import io
from collections.abc import Iterator
from textwrap import wrap

from formwright.model.trace import Tested, Trace, named
from formwright.reports.ink import Ink, inked

WIDTH = 100


def text(trace: Trace, width: int = WIDTH) -> Iterator[str]:
    """Each standard with the questions that test it, then what has no partner."""
    for standard, questions in trace.by_standard:
        ink = Ink.PLACE if questions else Ink.WARNING
        first, *rest = wrap(f"{standard:<6}{named(questions) or 'no question'}", width, subsequent_indent=" " * 6)
        yield inked((ink, standard), first[len(standard) :])
        yield from rest
    yield ""
    untested, without = trace.untested, trace.without_standard
    yield from _listed("Standards that no question tests", len(untested), ", ".join(untested), width)
    yield from _listed("Questions that test no standard", len(without), named(without), width)


def _listed(title: str, count: int, names: str, width: int) -> Iterator[str]:
    first, *rest = wrap(f"{title} ({count}): {names or 'none'}", width, subsequent_indent="  ")
    yield inked((Ink.HEADING, first[: len(title)]), first[len(title) :])
    yield from rest


def csv_text(trace: Trace) -> str:
    """A line for each pair; a standard or a question without a partner has a line with a gap."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("standard", "form", "question", "asks"))
    for standard, questions in trace.by_standard:
        for question in questions:
            writer.writerow((standard, question.form, question.path, question.ask))
        if not questions:
            writer.writerow((standard, "", "", ""))
    for question in trace.without_standard:
        writer.writerow(("", question.form, question.path, question.ask))
    return out.getvalue()


def data(trace: Trace) -> dict[str, object]:
    """Both ways, and what has no partner."""
    return {
        "standards": [{"standard": s, "questions": [_data(q) for q in found]} for s, found in trace.by_standard],
        "questions": [{**_data(q), "ask": q.ask, "standards": list(q.standards)} for q in trace.questions],
        "untested_standards": list(trace.untested),
        "questions_without_standard": [_data(q) for q in trace.without_standard],
    }


def _data(question: Tested) -> dict[str, object]:
    return {"form": question.form, "path": question.path, "number": question.number}
