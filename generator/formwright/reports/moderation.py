"""How far those who judged the same cases agree: as text, JSON and rows of a table.

What is said of few cases is that they are too few, with their number; nothing is worked out from them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from formwright.answers.spelling import day_in_words
from formwright.oversight.agreement import Agreement, Weights
from formwright.oversight.cycles import ONE_DAY, Period
from formwright.oversight.judged import Scale, What
from formwright.oversight.moderation import ENOUGH, NAMED, SHOWN, Asked, Auditor, Drift, Judged, Moderation
from formwright.oversight.spans import quarter_of
from formwright.reports.ink import Ink, heading, inked
from formwright.reports.problems import count
from formwright.writers import separated, workbook

WIDTH = 100
_WHAT = {What.JUDGEMENT: "Overall judgement", What.GRADE: "Grades", What.ANSWER: "Answers"}

# --- words, also for the paper ------------------------------------------------------------------


def summary(found: Moderation) -> str:
    """How many cases were judged twice, and how."""
    if not found.cases:
        return f"No case was judged twice {period_in_words(found.period)}."
    how = []
    if found.audits:
        how.append(f"{found.audits} by a second audit within {count(found.within, 'day')}")
    if found.parts:
        how.append(f"{found.parts} by a moderator in the same return")
    was = "was" if found.cases == 1 else "were"
    return f"{count(found.cases, 'case')} {was} judged twice {period_in_words(found.period)}: {' and '.join(how)}."


def further(found: Moderation) -> Iterator[str]:
    """What was passed over, and what has still to be judged again, a sentence each."""
    if found.waiting:
        yield f"{count(found.waiting, 'return')} {_has(found.waiting)} a part for a moderator, who has not judged yet."
    if found.passed:
        said = ", ".join(f"{number} {why.value}" for why, number in found.passed.items())
        yield f"Further returns about the same cases that are not a second judgement: {said}."


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def period_in_words(period: Period) -> str:
    """As the end of a sentence: in January 2014, from January to March 2014, in all audits of the record."""
    first, last = period.first, period.last
    if (first, last) == (date.min, date.max):
        return "in all audits of the record"
    if first == date.min:
        return f"up to {day_in_words(last.isoformat())}"
    if last == date.max:
        return f"since {day_in_words(first.isoformat())}"
    if first.day > 1 or (last + ONE_DAY).day > 1:
        return f"from {day_in_words(first.isoformat())} to {day_in_words(last.isoformat())}"
    if (first.year, first.month) == (last.year, last.month):
        return f"in {first:%B %Y}"
    return f"from {first:%B}{'' if first.year == last.year else f' {first.year}'} to {last:%B %Y}"


def quarter_in_words(first: date) -> str:
    """January to March 2014."""
    return f"{first:%B} to {quarter_of(first).last:%B %Y}"


def name(scale: Scale) -> str:
    """What is judged: the overall judgement, grades or answers."""
    return _WHAT[scale.what]


def size(of: Agreement) -> str:
    """Of how many cases, and of how many answers where those are more."""
    return count(of.cases, "case") + (f", {count(of.n, 'answer')}" if of.n != of.cases else "")


def agreed(of: Agreement) -> str:
    """How many were judged the same, and how many nearly: 9 of 12 the same, 12 of 12 the same or one step apart."""
    return f"{share(of.exact, of)} the same, {share(of.adjacent, of)} the same or one step apart"


def share(part: int, of: Agreement) -> str:
    """9 of 12; as hundredths too where there are enough cases."""
    hundredths = f" ({round(100 * part / of.n)}%)" if of.cases >= ENOUGH else ""
    return f"{part} of {of.n}{hundredths}"


def direction(of: Agreement) -> str:
    """Who was harsher, the first or the second, and by how much."""
    said = f"The second was harsher {_times(of.harsher)} and milder {_times(of.milder)}"
    return f"{said}; on average {harsher(of.steps / of.n)}." if of.cases >= ENOUGH else f"{said}."


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def harsher(mean: float) -> str:
    """A mean difference in words."""
    return "neither harsher nor milder" if abs(mean) < 0.005 else f"{abs(mean):.2f} of a step {_way(mean)}"


def _way(mean: float) -> str:
    return "harsher" if mean > 0 else "milder"


def kappa(of: Agreement, weights: Weights = Weights.LINEAR) -> str:
    """The number, or why there is none."""
    if of.cases < ENOUGH:
        return too_few(of.cases)
    found = of.kappa(weights)
    return "cannot be worked out: everything got the same judgement" if found is None else f"{found:.2f}"


def too_few(cases: int) -> str:
    return f"too few: {count(cases, 'case')}"


def mean(of: Drift) -> str:
    found = of.mean
    return too_few(of.cases) if found is None else f"{harsher(found)}, {count(of.cases, 'case')}"


def unnamed(of: Judged) -> str | None:
    if not of.unnamed:
        return None
    people = f"{of.unnamed} other people are" if of.unnamed > 1 else "1 other person is"
    return f"{people} not shown: fewer than {NAMED} cases each were judged by somebody else as well."


ON_KAPPA = (
    "Weighted kappa is agreement beyond what chance would give: 1 is full agreement, 0 what chance would give, below 0 "
    f"less than that. Two steps apart count twice as much as one. It is not worked out for fewer than {ENOUGH} cases."
)


# --- text -----------------------------------------------------------------------------------


def text(found: Moderation, width: int = WIDTH) -> Iterator[str]:
    yield heading("Moderation" + (f": {found.titles.get(found.form, found.form)}" if found.form else ""))
    yield ""
    yield from wrap(summary(found), width)
    for line in further(found):
        yield from wrap(line, width)
    for of in found.scales:
        yield ""
        yield from _scale(of, found, width)
    if found.apart:
        yield ""
        yield heading("Judgements two or more steps apart: look at these together")
        for apart in found.apart:
            files = " and ".join(dict.fromkeys(apart.files))
            yield from _folded(f"{apart.first}, then {apart.second}: {files}", width)
        if found.far > len(found.apart):
            yield f"  and {found.far - SHOWN} more."
    if found.scales:
        yield ""
        yield from wrap(ON_KAPPA, width)


def _folded(words: str, width: int, indent: int = 2) -> list[str]:
    first, rest = " " * indent, " " * (indent + 2)
    return wrap(
        words, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    )


def _scale(of: Judged, found: Moderation, width: int) -> Iterator[str]:
    whole = of.whole
    yield heading(f"{name(of.scale)}: {', '.join(of.scale.labels)}")
    yield from _folded(f"{size(whole)}: {agreed(whole)}. {direction(whole)}", width)
    yield inked("  Weighted kappa: ", (Ink.HEADING, kappa(whole)))
    if whole.cases >= ENOUGH:
        yield f"  With quadratic weights {kappa(whole, Weights.QUADRATIC)}, unweighted {kappa(whole, Weights.NONE)}."
    yield ""
    yield from _cross(of, width)
    if len(of.by_form) > 1:
        yield "  By form"
        for form, own in of.by_form.items():
            yield from _line(found.titles.get(form, form), own, width)
    yield from _questions(of, found, width)
    if of.auditors or of.unnamed:
        yield from _auditors(of, width)


def _line(title: str, own: Agreement, width: int) -> Iterator[str]:
    said = f"{title}: {count(own.cases, 'case')}, {agreed(own)}, kappa {kappa(own)}"
    yield from _folded(said, width, 4)


def _cross(of: Judged, width: int) -> Iterator[str]:
    """How often each judgement met each other."""
    most = (width - 2) // (len(of.scale.labels) + 1) - 2
    labels = [label if len(label) <= most else f"{label[: most - 1]}…" for label in of.scale.labels]
    first = max(len("First judged"), *map(len, labels))
    yield inked((Ink.FAINT, f"  {'First judged':<{first}}  Second judged"))
    yield f"  {'':<{first}}  {'  '.join(f'{label:>{max(4, len(label))}}' for label in labels)}"
    for label, row in zip(labels, of.whole.counts, strict=True):
        cells = (f"{number:>{max(4, len(over))}}" for number, over in zip(row, labels, strict=True))
        yield f"  {label:<{first}}  {'  '.join(cells)}"


def _questions(of: Judged, found: Moderation, width: int) -> Iterator[str]:
    """The questions of each form with enough cases, those on which people agree least first."""
    for form in of.by_form:
        asked = [one for one in of.by_question if one.form == form]
        enough = sorted((one for one in asked if one.agreement.cases >= ENOUGH), key=least)
        if len(asked) == 1:
            continue
        yield f"  By question, least agreement first: {found.titles.get(form, form)}"
        for one in enough:
            yield from _line(f"{one.number}. {one.question}" if one.number else one.question, one.agreement, width)
        if few := len(asked) - len(enough):
            yield f"    Too few: {count(few, 'question')} with fewer than {ENOUGH} cases each."


def least(one: Asked) -> float:
    """What sorts the questions on which people agree least to the front."""
    return one.agreement.exact / one.agreement.n


def _auditors(of: Judged, width: int) -> Iterator[str]:
    yield "  Auditors, beside those who judged the same cases"
    for auditor in of.auditors:
        yield f"    {auditor.name}: {mean(auditor.whole)}"
        for first, own in auditor.quarters.items():
            if own.mean is not None:
                yield inked((Ink.FAINT, f"      {quarter_in_words(first)}: "), mean(own))
        few = [
            f"{quarter_in_words(first)} ({own.cases})" for first, own in auditor.quarters.items() if own.mean is None
        ]
        yield from _folded(f"Too few cases: {', '.join(few)}", width, 6) if few else ()
    if said := unnamed(of):
        yield from _folded(said, width, 4)


# --- for other programs ---------------------------------------------------------------------


def data(found: Moderation) -> dict[str, object]:
    first, last = found.period.first, found.period.last
    return {
        "from": None if first == date.min else first.isoformat(),
        "to": None if last == date.max else last.isoformat(),
        "form": found.form,
        "within_days": found.within,
        "enough_cases": ENOUGH,
        "cases": found.cases,
        "second_audits": found.audits,
        "moderated": found.parts,
        "waiting_for_a_moderator": found.waiting,
        "not_counted": {why.name.lower(): number for why, number in found.passed.items()},
        "scales": [_scale_data(of, found) for of in found.scales],
        "apart": [
            {"form": o.form, "files": list(o.files), "first": o.first, "second": o.second, "steps": o.steps}
            for o in found.apart
        ],
        "apart_in_all": found.far,
    }


def _scale_data(of: Judged, found: Moderation) -> dict[str, object]:
    return {
        "what": of.scale.what.value,
        "scale": of.scale.id,
        "labels": list(of.scale.labels),
        **_agreement(of.whole),
        "forms": [{"form": form, **_agreement(own)} for form, own in of.by_form.items()],
        "questions": [
            {"form": one.form, "path": one.path, "question": one.question, **_agreement(one.agreement)}
            for one in of.by_question
        ],
        "auditors": [
            {
                "name": one.name,
                **_drift(one.whole),
                "quarters": [{"quarter": _quarter(first), **_drift(own)} for first, own in one.quarters.items()],
            }
            for one in of.auditors
        ],
        "people_not_shown": of.unnamed,
    }


def _agreement(of: Agreement) -> dict[str, object]:
    is_enough = of.cases >= ENOUGH
    return {
        "cases": of.cases,
        "n": of.n,
        "exact": of.exact,
        "adjacent": of.adjacent,
        "second_harsher": of.harsher,
        "second_milder": of.milder,
        "mean_difference": round(of.steps / of.n, 6) if is_enough else None,
        "kappa": _kappa(of, Weights.LINEAR),
        "kappa_quadratic": _kappa(of, Weights.QUADRATIC),
        "kappa_unweighted": _kappa(of, Weights.NONE),
        "why_no_kappa": None if _kappa(of, Weights.LINEAR) is not None else kappa(of),
        "counts": [list(row) for row in of.counts],
    }


def _kappa(of: Agreement, weights: Weights) -> float | None:
    found = of.kappa(weights) if of.cases >= ENOUGH else None
    return None if found is None else round(found, 6)


def _drift(of: Drift) -> dict[str, object]:
    found = of.mean
    return {"cases": of.cases, "n": of.n, "mean_difference": None if found is None else round(found, 6)}


def _quarter(first: date) -> str:
    return f"{first.year}-Q{(first.month + 2) // 3}"


HEADINGS = (
    "What",
    "Scale",
    "Form",
    "Question",
    "Person",
    "Quarter",
    "Cases",
    "Judged twice",
    "The same",
    "The same or one step apart",
    "Second harsher",
    "Second milder",
    "Mean difference in steps (above 0: harsher)",
    "Weighted kappa (linear)",
    "Weighted kappa (quadratic)",
    "Notes",
)


def rows(found: Moderation) -> Iterator[tuple[object, ...]]:
    """A row for each scale, and each form, question, person and quarter of it, under HEADINGS."""
    for of in found.scales:
        head = (_WHAT[of.scale.what], ", ".join(of.scale.labels))
        yield (*head, "All", None, None, None, *_cells(of.whole))
        for form, own in of.by_form.items():
            yield (*head, found.titles.get(form, form), None, None, None, *_cells(own))
        for one in of.by_question:
            yield (*head, found.titles.get(one.form, one.form), one.question, None, None, *_cells(one.agreement))
        for auditor in of.auditors:
            yield from _of_auditor(head, auditor)
        if said := unnamed(of):
            yield (*head, *(None,) * (len(HEADINGS) - 3), said)
    for line in further(found):
        yield (*(None,) * (len(HEADINGS) - 1), line)


def _cells(of: Agreement) -> Sequence[object]:
    plain = _agreement(of)
    names = ("cases", "n", "exact", "adjacent", "second_harsher", "second_milder", "mean_difference", "kappa")
    return (*map(plain.get, names), plain["kappa_quadratic"], plain["why_no_kappa"])


def _of_auditor(head: tuple[str, str], auditor: Auditor) -> Iterator[tuple[object, ...]]:
    spans: list[tuple[str, Drift]] = [("All", auditor.whole)]
    for quarter, own in (*spans, *((_quarter(first), own) for first, own in auditor.quarters.items())):
        note = None if own.mean is not None else too_few(own.cases)
        gaps = (None,) * 4
        difference = _drift(own)["mean_difference"]
        yield (*head, None, None, auditor.name, quarter, own.cases, own.n, *gaps, difference, None, None, note)


def file(found: Moderation, format: str) -> bytes:
    """The same as a file in this format."""
    match format:
        case "xlsx":
            return workbook.write("Moderation", HEADINGS, rows(found))
        case "csv":
            return separated.write(HEADINGS, rows(found))
        case "json":
            return (json.dumps(data(found), indent=2) + "\n").encode()
        case _:
            return _text(text(found))


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
