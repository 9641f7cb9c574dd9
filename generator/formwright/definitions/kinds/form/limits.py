"""What a form's numbers and dates must keep to: whether anything can, and whether the other date is there."""

from collections.abc import Iterator

from formwright.answers import kinds
from formwright.definitions.kinds.form.building import limits
from formwright.definitions.kinds.form.paths import Paths
from formwright.definitions.written import Steps
from formwright.definitions.written import form as written
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Marked

OF_NUMBERS = ("unit", "decimals", "least", "most")
OF_DATES = ("not_before", "not_after")


def check(marked: Marked) -> Iterator[Diagnostic]:
    """Each field as it is written: only a number has a least, and there is a number from it to the most."""
    for field in written.fields(marked.data):
        yield from _needless(marked, field, kinds.NUMBER.name, OF_NUMBERS)
        yield from _needless(marked, field, kinds.DATE.name, OF_DATES)
        if "counts" in field.raw:
            yield from _beside_counts(marked, field)
        elif field.raw["control"] == kinds.NUMBER.name and (found := limits(field.raw)) and found.take_none:
            key = "most" if "most" in field.raw else "least"
            message = f"No number is possible here: there is no {found.wanted[2:]}."
            hint = "Lower 'least', raise 'most' or allow more 'decimals'."
            yield error("form/never-a-number", marked.place(*field.at, key), message, hint)


def _needless(marked: Marked, field: written.Field, control: str, keys: tuple[str, ...]) -> Iterator[Diagnostic]:
    if field.raw["control"] != control:
        for key in keys:
            if key in field.raw:
                place = marked.place(*field.at, key, key=True)
                message = f"Only a field with control '{control}' can have '{key}'."
                yield error("form/needless-key", place, message, "Remove it, or change the control.")


def _beside_counts(marked: Marked, field: written.Field) -> Iterator[Diagnostic]:
    for key in OF_NUMBERS[1:]:
        if key in field.raw:
            place = marked.place(*field.at, key, key=True)
            yield error("form/needless-key", place, "The form works out this number, so nobody types it.", "Remove it.")


def check_dates(marked: Marked) -> Iterator[Diagnostic]:
    """The date that another one is held against: a date of this form, and in rows one of the same row."""
    controls = {path: str(field.raw["control"]) for path, field in written.paths(marked.data)}
    dates = [path for path, control in controls.items() if control == kinds.DATE.name]
    for section in written.sections(marked.data):
        own = [(field, f"{section.prefix}.{field.id}") for field in section.fields]
        own += [(field, "") for field in section.answers]
        own += [(field, f"{q.path}.{field.id}") for q in section.questions for field in q.own]
        for field, path in own:
            for key in OF_DATES if field.raw["control"] == kinds.DATE.name else ():
                if key in field.raw:
                    other = str(field.raw[key])
                    yield from _other(marked, (*field.at, key), path, other, section.prefix, controls, dates)


def _other(
    marked: Marked, at: Steps, path: str, other: str, prefix: str, controls: dict[str, str], dates: list[str]
) -> Iterator[Diagnostic]:
    place = marked.place(*at)
    if other not in controls:
        yield Paths(dates or controls).no_field(place, other)
    elif controls[other] != kinds.DATE.name:
        message, hint = f"'{other}' is not a date.", _there(dates, path)
        yield error("form/not-a-date", place, message, hint)
    elif other == path:
        yield error("form/not-a-date", place, "This is the same date: name a different one.", _there(dates, path))
    elif "[]" in other and other.partition(".")[0] != prefix:
        message = f"'{other}' repeats: it can only be compared with a date in the same row."
        yield error("form/unknown-field", place, message, "Name a date that does not repeat.")


def _there(dates: list[str], path: str) -> str | None:
    others = [date for date in dates if date != path]
    return f"The form's other dates are: {', '.join(others)}." if 0 < len(others) <= 12 else None
