"""What every reader of returns is given, the framework's forms, and what it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from formwright.diagnostics import Diagnostic, error
from formwright.model.identity import Identity
from formwright.model.rules import Rules
from formwright.model.submission import Submission
from formwright.places import Place

MOST_FAULTS = 200  # of one file: nobody reads more, and a hostile one could hold a million

Forms = Mapping[str, Rules]
Fresh = Callable[[Identity], bytes | None]
"""Gives this document, in this version of it, as it would be handed out now, in the reader's own format; None where it
cannot be made."""


def no_copy(document: Identity) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Returned:
    """What could be read. `rules` are those of the form that the file names; without them, or where
    the file cannot be read at all, there is no submission. `diagnostics` says everything that
    cannot be trusted; it is empty for a file that only lacks answers."""

    rules: Rules | None
    submission: Submission | None
    diagnostics: tuple[Diagnostic, ...]


def form_changed(place: Place, rules: Rules) -> Diagnostic:
    """What is said of a return whose form said something else when it was handed out, under the same version."""
    version = rules.form.identity.version
    if rules.release is not None:
        message = f"This return was filled in on a different version {version}, not on the one that was released."
        hint = (
            "Its form was handed out before the release, or comes from somewhere else, so its questions or choices "
            "may have been different. Compare the two, then copy the answers to the released form or ask for the "
            "audit again."
        )
        return error("submission/form-changed", place, message, hint)
    message = f"The form has changed since this return was filled in, but both are version {version}."
    hint = (
        "Its questions or choices may have been different. Check what changed, then copy the answers to the "
        "current form or ask for the audit again. Give the form a new version whenever it changes."
    )
    return error("submission/form-changed", place, message, hint)


def release_unusable(place: Place, fault: Diagnostic) -> Diagnostic:
    """What is said of a return of a version that was released, where its file cannot be relied on."""
    message = "This return is on a released version, but the file of that version cannot be relied on."
    hint = f"Correct {fault.place} ('formwright validate' says what is wrong), then check again."
    return error("submission/release-unusable", place, message, hint)


def listed(versions: tuple[str, ...]) -> str:
    """A sentence that names the versions that a return can be on."""
    if len(versions) == 1:
        return f"The current version is {versions[0]}."
    return f"The versions that can be checked are {', '.join(versions[:-1])} and {versions[-1]}."
