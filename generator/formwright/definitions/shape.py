"""Whether a definition has the shape of its kind: JSON Schema's findings in our words."""

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from formwright.definitions.schemas import KINDS, registry, schema
from formwright.diagnostics import Diagnostic, did_you_mean, error, nearest
from formwright.marked import Mapping, Marked, Plain

FRAMEWORK_FILES = {"framework.yaml": "framework", "directory.yaml": "directory"}


def kind_of(marked: Marked) -> str | None:
    """The kind that a definition says it is, where that is a kind we know."""
    data = marked.data
    kind = data.get("kind") if isinstance(data, Mapping) else None
    return str(kind) if isinstance(kind, str) and kind in KINDS else None


def check(marked: Marked) -> Iterator[Diagnostic]:
    """Every fault of shape in a definition, at its place."""
    data = marked.data
    if not isinstance(data, Mapping):
        hint = "Begin with lines such as 'kind: form' and 'id: my-form'."
        yield error("definition/not-a-mapping", marked.place(), "A definition is a list of keys with values.", hint)
        return
    kind = kind_of(marked)
    if kind is None:
        yield _unknown_kind(marked, data)
        return
    faults = list(_validator(kind).iter_errors(data))
    misspelt: set[tuple[tuple[str | int, ...], str]] = set()
    for fault in faults:
        for found in _unknown_keys(kind, marked, fault):
            at = tuple(fault.absolute_path)
            near = nearest(found[0], [k for k in _properties(fault) if k not in fault.instance])
            if near:
                misspelt.add((at, near))
            yield found[1]
    for fault in faults:
        yield from _words(kind, marked, fault, misspelt)


def _unknown_kind(marked: Marked, data: Mapping) -> Diagnostic:
    known = "The kinds are: " + ", ".join(KINDS) + "."
    if "kind" not in data:
        near = nearest("kind", [k for k in data if k != "id"])
        message = "The definition does not say its kind."
        place = marked.place(near, key=True) if near else marked.place()
        return error("definition/no-kind", place, message, f"Begin with a line such as 'kind: form'. {known}")
    value = data["kind"]
    shown = f"'{value}' is" if isinstance(value, str) else "This is"
    hint = did_you_mean(value, KINDS) if isinstance(value, str) else None
    return error("definition/unknown-kind", marked.place("kind"), f"{shown} no kind of definition.", hint or known)


# --- the validator: JSON Schema on scalars that are still text -----------------------------

_WHOLE = re.compile(r"-?(0|[1-9]\d*)\Z")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z")


def _is_text(checker: Any, value: Any) -> bool:
    return isinstance(value, str) and not (isinstance(value, Plain) and value == "")


def _minimum(validator: Any, minimum: float, value: Any, schema_: Any) -> Iterator[ValidationError]:
    if isinstance(value, Plain) and _NUMBER.match(value) and float(value) < minimum:
        yield ValidationError(f"{value} is less than {minimum}")


@cache
def _validator(kind: str) -> Draft202012Validator:
    types = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "string": _is_text,
            "integer": lambda _, value: isinstance(value, Plain) and bool(_WHOLE.match(value)),
            "number": lambda _, value: isinstance(value, Plain) and bool(_NUMBER.match(value)),
            "boolean": lambda _, value: isinstance(value, Plain) and value in ("true", "false"),
            "null": lambda _, value: isinstance(value, Plain) and value == "",
        }
    )
    formats = FormatChecker(formats=())
    formats.checks("date")(_is_date)
    build = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"minimum": _minimum}, type_checker=types
    )
    found: Draft202012Validator = build(schema(kind), registry=registry(), format_checker=formats)
    return found


def _is_date(value: object) -> bool:
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


# --- JSON Schema's findings in our words ---------------------------------------------------


def _properties(fault: ValidationError) -> list[str]:
    found = fault.schema.get("properties", {}) if isinstance(fault.schema, dict) else {}
    return list(found)


def _unknown_keys(kind: str, marked: Marked, fault: ValidationError) -> Iterator[tuple[str, Diagnostic]]:
    if fault.validator != "additionalProperties" or not isinstance(fault.instance, Mapping):
        return
    known = _properties(fault)
    for key in fault.instance:
        if key not in known:
            place = marked.place(*fault.absolute_path, key, key=True)
            hint = did_you_mean(key, known) or "The keys that can stand here: " + ", ".join(known) + "."
            yield key, error(f"{kind}/unknown-key", place, f"'{key}' is no key that can stand here.", hint)


def _words(
    kind: str, marked: Marked, fault: ValidationError, misspelt: set[tuple[tuple[str | int, ...], str]]
) -> Iterator[Diagnostic]:
    at = tuple(fault.absolute_path)
    place = marked.place(*at)
    name = f"'{at[-1]}'" if at and isinstance(at[-1], str) else "This"
    match fault.validator:
        case "additionalProperties":
            return
        case "required":
            for key in _wanted(fault):
                if key not in _found(fault) and (at, key) not in misspelt:
                    yield _missing(kind, marked, at, key)
                    break
        case "dependentRequired":
            for given, wanted in _wanted(fault).items():
                for key in wanted:
                    if given in _found(fault) and key not in _found(fault) and (at, key) not in misspelt:
                        there = marked.place(*at, given, key=True)
                        message = f"'{given}' only makes sense together with '{key}', which is missing."
                        yield error(f"{kind}/missing-key", there, message, f"Add '{key}', or take '{given}' away.")
        case "type":
            yield error(f"{kind}/wrong-type", place, f"{name} must be {_type_words(fault)}.", _type_hint(fault))
        case "enum":
            yield _not_one_of(kind, marked, fault)
        case "const":
            yield error(f"{kind}/not-allowed", place, f"{name} must be '{fault.validator_value}' here.")
        case "minLength":
            return  # the pattern says the same of an empty text
        case "pattern" | "format":
            yield _ill_formed(kind, marked, fault, name)
        case "minItems":
            yield error(f"{kind}/empty-list", place, f"{name} is an empty list.", "Write at least one entry.")
        case "uniqueItems":
            yield error(f"{kind}/said-twice", place, f"{name} holds the same entry twice.", "Keep one of them.")
        case "minimum":
            yield error(f"{kind}/too-small", place, f"{name} must be {fault.validator_value} or more.")
        case "anyOf" | "oneOf":
            yield from _no_alternative(kind, marked, fault, misspelt)
        case _:
            yield error(f"{kind}/not-allowed", place, f"{name} is not allowed here.")


def _wanted(fault: ValidationError) -> Any:
    """What the schema's keyword asks for."""
    return fault.validator_value


def _found(fault: ValidationError) -> Any:
    return fault.instance


def _missing(kind: str, marked: Marked, at: tuple[str | int, ...], key: str) -> Diagnostic:
    what = "The definition" if not at else "This entry"
    return error(f"{kind}/missing-key", marked.place(*at), f"{what} has no '{key}'.", f"Add a line '{key}: …'.")


def _type_words(fault: ValidationError) -> str:
    words = {
        "string": "a text",
        "integer": "a whole number",
        "boolean": "true or false",
        "array": "a list (lines that begin with '- ')",
        "object": "a group of keys with values",
    }
    wanted = _wanted(fault)
    names = wanted if isinstance(wanted, list) else [wanted]
    return words.get(names[0], str(names[0]))


def _type_hint(fault: ValidationError) -> str | None:
    if fault.validator_value == "boolean" and str(fault.instance).lower() in ("yes", "no", "true", "false"):
        return f"Write {'true' if str(fault.instance).lower() in ('yes', 'true') else 'false'}."
    if isinstance(fault.instance, Plain) and fault.instance == "":
        return "There is nothing after the colon."
    return None


def _not_one_of(kind: str, marked: Marked, fault: ValidationError) -> Diagnostic:
    allowed = [str(v) for v in _wanted(fault)]
    value = fault.instance
    shown = f"'{value}'" if isinstance(value, str) else "This"
    hint = did_you_mean(value, allowed) if isinstance(value, str) else None
    place = marked.place(*fault.absolute_path)
    return error(
        f"{kind}/not-allowed", place, f"{shown} cannot stand here.", hint or "Choose from: " + ", ".join(allowed) + "."
    )


def _ill_formed(kind: str, marked: Marked, fault: ValidationError, name: str) -> Diagnostic:
    place = marked.place(*fault.absolute_path)
    described = fault.schema.get("description") if isinstance(fault.schema, dict) else None
    if fault.instance == "" or fault.validator_value == "\\S":
        return error(f"{kind}/empty-text", place, f"{name} is an empty text.", "Write the text, or leave the key out.")
    if fault.validator == "format":
        return error(f"{kind}/no-such-date", place, f"'{fault.instance}' is no date.", "Write it as 2014-01-15.")
    return error(f"{kind}/ill-formed", place, f"'{fault.instance}' is not written as it must be.", described)


def _no_alternative(
    kind: str, marked: Marked, fault: ValidationError, misspelt: set[tuple[tuple[str | int, ...], str]]
) -> Iterator[Diagnostic]:
    """None of several shapes fits: speak of the one that was meant, judged by its type."""
    at = tuple(fault.absolute_path)
    meant = [c for c in fault.context or () if c.validator != "type" or tuple(c.absolute_path) != at]
    if fault.validator == "anyOf" and meant:
        for part in meant:
            for found in _unknown_keys(kind, marked, part):
                yield found[1]
            yield from _words(kind, marked, part, misspelt) if part.validator != "required" or len(meant) == 1 else ()
        if any(part.validator != "required" for part in meant):
            return
    if any(place == at for place, _ in misspelt):
        return
    if isinstance(fault.instance, Mapping) and {"field", "in", "all", "any", "not"} & set(fault.instance):
        hint = "Write {field: …, in: […]}, or one of all, any, not."
        yield error(f"{kind}/ill-formed", marked.place(*at), "This is no whole condition.", hint)
    elif isinstance(fault.instance, Mapping) and kind == "form":
        hint = "Give it 'fields', or 'questions' with 'answers', or a 'text'."
        yield error("form/empty-section", marked.place(*at), "This section holds nothing.", hint)
    elif not meant:
        yield error(f"{kind}/wrong-type", marked.place(*at), "This is written in a shape that cannot stand here.")
