"""Whether a definition has the shape of its kind: JSON Schema's findings in our words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from formwright.answers import spelling
from formwright.definitions import anatomy
from formwright.definitions.schemas import KINDS, schema
from formwright.definitions.strays import Strays, required
from formwright.definitions.written import Steps, keys_of
from formwright.diagnostics import Diagnostic, error
from formwright.marked import Mapping, Marked, Plain, Sequence
from formwright.misspelt import did_you_mean, slip
from formwright.syntax import is_dash

# Where a definition refers to something by name: a name that is not there is answered with those that
# are (in `references`), so that the form of the name is not judged here.
REFERENCES = frozenset(
    "any appendices appendix chapters choices copy_to default field judgement role scale section service_area"
    " service_areas standards tell tool value who".split()
)
CONDITIONS = frozenset(("asked_when", "required_when", "when"))
FRAMEWORK_FILES = {"framework.yaml": "framework", "directory.yaml": "directory", "reviews.yaml": "reviews"}


def kind_of(marked: Marked) -> str | None:
    """The kind that a definition says it is, where that is a kind we know."""
    data = marked.data
    kind = data.get("kind") if isinstance(data, Mapping) else None
    return str(kind) if isinstance(kind, str) and kind in KINDS else None


def check(marked: Marked) -> Iterator[Diagnostic]:
    """Every fault of shape in a definition, at its place: one for each cause."""
    data = marked.data
    if not isinstance(data, Mapping):
        hint = "Begin with lines such as 'kind: form' and 'id: my-form': a key, a colon, a space, a value."
        yield error("definition/not-a-mapping", marked.place(), "This is not a definition.", hint)
        return
    kind = kind_of(marked)
    if kind is None:
        yield _unknown_kind(marked, data)
        return
    faults = [part for fault in _validator(kind).iter_errors(data) for part in _meant(fault)]
    strays = Strays(kind, faults)
    said: set[Steps] = set()
    for stray in strays.all:
        place = marked.place(*stray.at, stray.key, key=True)
        message = f"'{stray.key}' is not a key of {anatomy.with_article(anatomy.name(kind, stray.at))}."
        yield error(f"{kind}/unknown-key", place, message, stray.hint)
    for fault in faults:
        at = tuple(fault.absolute_path)
        if at not in said and not strays.is_split(at):
            for found in _words(kind, marked, fault, strays):
                said.add(at)
                yield found


def _unknown_kind(marked: Marked, data: Mapping) -> Diagnostic:
    known = "The kinds are: " + ", ".join(KINDS) + "."
    if "kind" not in data:
        message = "The definition does not say what kind it is."
        if near := slip("kind", data):
            message = f"The definition does not say what kind it is: there is only '{near}'."
            return error("definition/no-kind", marked.place(near, key=True), message, "Did you mean 'kind'?")
        return error("definition/no-kind", marked.place(), message, f"Begin with a line such as 'kind: form'. {known}")
    value = data["kind"]
    shown = f"'{value}' is" if isinstance(value, str) else "This is"
    hint = did_you_mean(value, KINDS) if isinstance(value, str) else None
    if value == "release":
        hint = "A released version belongs in the folder 'released', where 'formwright release' writes it."
    return error("definition/unknown-kind", marked.place("kind"), f"{shown} not a kind of definition.", hint or known)


# --- the validator: JSON Schema on scalars that are still text -----------------------------

_WHOLE = re.compile(r"-?(0|[1-9]\d*)\Z")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z")


def _is_text(checker: Any, value: Any) -> bool:
    return isinstance(value, str) and not (isinstance(value, Plain) and value == "")


def _minimum(validator: Any, minimum: float, value: Any, schema_: Any) -> Iterator[ValidationError]:
    if isinstance(value, Plain) and _NUMBER.match(value) and float(value) < minimum:
        yield ValidationError(f"{value} is less than {minimum}")


def _ref(validator: Any, reference: str, value: Any, schema_: Any) -> Iterator[ValidationError]:
    """All that our schemas refer to is in one of them: it is not looked up anew for each value."""
    found: Iterator[ValidationError] = validator.descend(value, schema("common")["$defs"][reference.rpartition("/")[2]])
    return found


def _maximum(validator: Any, maximum: float, value: Any, schema_: Any) -> Iterator[ValidationError]:
    if isinstance(value, Plain) and _NUMBER.match(value) and float(value) > maximum:
        yield ValidationError(f"{value} is more than {maximum}")


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
        Draft202012Validator, {"minimum": _minimum, "maximum": _maximum, "$ref": _ref}, type_checker=types
    )
    found: Draft202012Validator = build(schema(kind), format_checker=formats)
    return found


def _is_date(value: object) -> bool:
    return spelling.is_date(str(value))


# --- which of JSON Schema's findings are meant -----------------------------------------------


def _meant(fault: ValidationError) -> Iterator[ValidationError]:
    """A finding, or where none of several shapes fits, the findings on the one that was meant: the
    one of this type."""
    if fault.validator != "anyOf":
        yield fault
        return
    at = tuple(fault.absolute_path)
    alternatives: dict[Any, list[ValidationError]] = {}
    for part in fault.context or ():
        alternatives.setdefault(part.schema_path[0], []).append(part)
    fitting = [a for a in alternatives.values() if not any(_is_type(part, at) for part in a)]
    if len(fitting) == 1:
        for part in fitting[0]:
            yield from _meant(part)
    else:
        yield fault


def _is_type(fault: ValidationError, at: Steps) -> bool:
    return fault.validator == "type" and tuple(fault.absolute_path) == at


# --- in our words ----------------------------------------------------------------------------


def _words(kind: str, marked: Marked, fault: ValidationError, strays: Strays) -> Iterator[Diagnostic]:
    at: Steps = tuple(fault.absolute_path)
    place = marked.place(*at)
    noun = anatomy.name(kind, at)
    name = _called(at, noun)
    wanted: Any = fault.validator_value
    found: Any = fault.instance
    match fault.validator:
        case "additionalProperties":
            return
        case "required":
            keys = [key for key in required(fault) if not strays.speak_of(at, key)]
            instead = {"nobody"} if "else" in fault.absolute_schema_path else set()
            if keys and not any(stray.meant in {None, *instead} for stray in strays.at(at)):
                whose = noun if noun.startswith("'") else f"This {noun}"
                lacks, add = (" and no ".join(f"'{k}'" for k in keys), " and ".join(f"'{k}: …'" for k in keys))
                yield error(f"{kind}/missing-key", place, f"{whose} has no {lacks}.", f"Add {add}.")
        case "dependentRequired":
            for given, keys in wanted.items():
                for key in keys:
                    if given in found and key not in found and not strays.speak_of(at, key):
                        there = marked.place(*at, given, key=True)
                        message = f"'{given}' only makes sense together with '{key}', which is missing."
                        yield error(f"{kind}/missing-key", there, message, f"Add '{key}', or remove '{given}'.")
        case "type":
            yield error(f"{kind}/wrong-type", place, f"{name} must be {_type_words(wanted)}.", _type_hint(fault))
        case "enum":
            yield _not_one_of(kind, marked, fault, name)
        case "const":
            yield error(f"{kind}/not-allowed", place, f"{name} must be '{wanted}' here.")
        case "minLength":
            return  # the pattern says the same of an empty text
        case "pattern" | "format":
            if not _is_reference(at):
                yield _ill_formed(kind, marked, fault, name)
        case "minItems":
            least = "Write at least one entry." if wanted == 1 else f"Write at least {wanted} entries."
            message = f"{name} is an empty list." if not found else f"{name} has too few entries."
            yield error(f"{kind}/empty-list", place, message, least)
        case "uniqueItems":
            yield error(f"{kind}/said-twice", place, f"{name} has the same entry twice.", "Keep one of them.")
        case "minimum":
            yield error(f"{kind}/too-small", place, f"{name} must be {wanted} or more.")
        case "maximum":
            yield error(f"{kind}/not-allowed", place, f"{name} must be {wanted} or less.")
        case "oneOf" if isinstance(found, Mapping):
            if not strays.at(at):
                yield _no_condition(kind, marked, at, found)
        case "anyOf" if (
            isinstance(found, Mapping) and kind == "form" and not any(_is_type(c, at) for c in _parts(fault))
        ):
            if not any(strays.speak_of(at, key) for key in ("fields", "questions", "text")):
                hint = "Add 'fields', 'questions' with 'answers', or 'text'."
                yield error("form/empty-section", place, "This section is empty.", hint)
        case "anyOf":
            types = [_type_words(c.validator_value) for c in _parts(fault) if _is_type(c, at)]
            yield error(f"{kind}/wrong-type", place, f"{name} must be {' or '.join(dict.fromkeys(types))}.")
        case _:
            yield error(f"{kind}/not-allowed", place, f"{name} is not allowed here.")


def _called(at: Steps, noun: str) -> str:
    if at and isinstance(at[-1], str):
        return f"'{at[-1]}'"
    return f"This entry of {noun}" if noun.startswith("'") else f"This {noun}"


def _parts(fault: ValidationError) -> list[ValidationError]:
    return list(fault.context or ())


def _is_reference(at: Steps) -> bool:
    found = keys_of(at)
    return bool(found) and (found[-1] in REFERENCES or found[-2:-1] == ("tell",))


def _type_words(wanted: Any) -> str:
    words = {
        "string": "text",
        "integer": "a whole number",
        "boolean": "true or false",
        "array": "a list (lines that begin with '- ')",
        "object": "a group of keys with values",
    }
    first = wanted[0] if isinstance(wanted, list) else wanted
    return words.get(first, str(first))


def _type_hint(fault: ValidationError) -> str | None:
    wanted: Any = fault.validator_value
    found: Any = fault.instance
    at = tuple(fault.absolute_path)
    if wanted == "boolean" and str(found).lower() in ("yes", "no", "true", "false", "on", "off"):
        return f"Write {'true' if str(found).lower() in ('yes', 'true', 'on') else 'false'}."
    if wanted == "boolean" and isinstance(found, str):
        return did_you_mean(found, ["true", "false"])
    if isinstance(found, Plain) and found == "":
        return "There is nothing after the colon."
    begins = next(iter(found), "") if isinstance(found, Mapping) else str(found)
    if wanted == "array" and (is_dash(begins[:1]) or begins[:1] == "-"):
        return "Begin each line of the list with a hyphen and a space: '- '."
    if wanted == "array" and isinstance(found, str):
        return f"Write it in square brackets: [{found}]." if len(found) <= 40 and "\n" not in found else None
    if isinstance(found, Sequence) and len(found) == 1 and isinstance(found[0], str):
        return f"Write it without brackets or '- ': {found[0]}."
    if wanted == "object" and isinstance(found, str) and at[-2:-1] == ("choices",):
        if found.lower() in ("yes", "no"):
            return "For a yes or a no write 'control: yes-no', and no 'choices'."
        return f"Give it 'id' and 'label'; or name a list without brackets: {found}."
    if wanted == "object" and isinstance(found, str) and set(at[-1:]) & CONDITIONS:
        return "Write {field: …, in: […]}: the path of a field, and the answers to it."
    if wanted == "object" and isinstance(fault.schema, dict) and fault.schema.get("required"):
        return "Write {" + ", ".join(f"{key}: …" for key in fault.schema["required"]) + "}."
    if isinstance(found, Mapping) and wanted in ("string", ["string", "number"]) and len(found) == 1:
        return "Put quotation marks round a text that has a colon in it."
    return None


def _not_one_of(kind: str, marked: Marked, fault: ValidationError, name: str) -> Diagnostic:
    wanted: Any = fault.validator_value
    allowed = [str(v) for v in wanted]
    value = fault.instance
    hint = did_you_mean(value, allowed) if isinstance(value, str) else None
    shown = f"'{value}'" if isinstance(value, str) else "a list or a group of keys"
    return error(
        f"{kind}/not-allowed",
        marked.place(*fault.absolute_path),
        f"{name} cannot be {shown}.",
        hint or "Choose from: " + ", ".join(allowed) + ".",
    )


def _ill_formed(kind: str, marked: Marked, fault: ValidationError, name: str) -> Diagnostic:
    place = marked.place(*fault.absolute_path)
    found: Any = fault.instance
    described = fault.schema.get("description") if isinstance(fault.schema, dict) else None
    if found == "" or fault.validator_value == "\\S":
        hint = "Write the text, or delete the key if it is not needed."
        return error(f"{kind}/empty-text", place, f"{name} is empty.", hint)
    if fault.validator == "format" or (
        fault.schema.get("format") == "date" if isinstance(fault.schema, dict) else False
    ):
        if spelling.day(str(found)):
            years = f"{spelling.EARLIEST.year} to {spelling.LATEST.year}"
            hint = "Write the year with four digits, as in 2014-01-15."
            return error(f"{kind}/no-such-date", place, f"'{found}' is outside the years {years}.", hint)
        return error(f"{kind}/no-such-date", place, f"'{found}' is not a valid date.", "Write it as 2014-01-15.")
    well = _well_formed(str(found), str(fault.validator_value))
    hints = [f"Write '{well}'." if well else "", str(described or "")]
    return error(
        f"{kind}/ill-formed", place, f"'{found}' is not in the right format for {name}.", " ".join(filter(None, hints))
    )


def _well_formed(text: str, pattern: str) -> str | None:
    """The same words in the form that is wanted, where a change of capitals, spaces and what joins
    the words is all that it takes."""
    plain = text.strip(" '\"‘’“”")
    tries = [plain, plain.upper(), *(re.sub(r"[\W_]+", join, plain.lower()).strip(join) for join in ("-", "_", "."))]
    return next((t for t in tries if re.search(pattern, t)), None)


def _no_condition(kind: str, marked: Marked, at: Steps, found: Mapping) -> Diagnostic:
    hint = "Write {field: …, in: […]}, or one of all, any, not."
    says_which = "in" in found or "in_all" in found
    if "in" in found and "in_all" in found:
        message = "This condition has both 'in' (any of several) and 'in_all' (all of them)."
        hint = "Keep only one of them, or write two conditions under 'all'."
    elif ("field" in found or "answer" in found or isinstance(found.get("any"), str)) and not says_which:
        message = "This condition does not say which answers meet it: 'in' is missing."
    elif says_which and not {"field", "answer", "any"} & found.keys():
        message = "This condition does not say which field it looks at: 'field' is missing."
    elif not found:
        message = "This condition is empty."
    else:
        message = "This condition says several things at once."
    return error(f"{kind}/ill-formed", marked.place(*at), message, hint)
