"""What arrives, taken out of whatever it came in: its name, its bytes, and where it comes from."""

from dataclasses import dataclass, replace
from enum import StrEnum

from formwright.diagnostics import Diagnostic, error
from formwright.places import Place

LARGEST = 100_000_000
"""Bytes of one file, e-mail or thing in an archive. A form with a dozen photographs has 20,000,000."""


class Source(StrEnum):
    """How something came."""

    FILE = "file"
    FOLDER = "folder"
    ARCHIVE = "archive"
    EMAIL = "email"
    IMAP = "imap"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something comes from. `given` is what was named to the program, `within` the names of what it lay in
    there, from the outermost. `sender`, `sent` (UTC, `2014-01-15T10:30:00Z`), `subject` and `message_id` are those of
    the e-mail that it was attached to; of one that was forwarded as an attachment, not of that which brought it.
    `month` is that of the e-mail which brought it (`2014-01`)."""

    source: Source
    given: str
    within: tuple[str, ...] = ()
    sender: str | None = None
    sent: str | None = None
    subject: str | None = None
    message_id: str | None = None
    month: str | None = None

    def into(self, name: str, source: Source | None = None) -> "Origin":
        """The origin of what lies in this one's thing of that name. What came by e-mail stays known as such."""
        is_mail = self.source in (Source.EMAIL, Source.IMAP)
        found = self.source if is_mail or source is None else source
        return replace(self, source=found, within=(*self.within, name) if name else self.within)

    def place(self, name: str) -> Place:
        """How a person is told where this is."""
        return Place(" > ".join((*self.path, *((name,) if name and not self._is(name) else ()))))

    @property
    def path(self) -> tuple[str, ...]:
        """What was named, then what it lay in there; the file that was named is not said twice."""
        return (self.given, *(self.within[1:] if self.within and self._is(self.within[0]) else self.within))

    def _is(self, name: str) -> bool:
        return self.given.replace("\\", "/").rsplit("/", 1)[-1] == name


@dataclass(frozen=True, slots=True)
class Arrived:
    """One thing that arrived. Where there are `faults`, nothing, or not everything, could be taken out of it: it is
    to be kept whole, and a person has to look."""

    name: str
    content: bytes
    origin: Origin
    faults: tuple[Diagnostic, ...] = ()


class Why(StrEnum):
    """Why something is only counted."""

    PICTURE = "picture"  # in an e-mail's text: a logo, a signature
    SEAL = "seal"  # what signs an e-mail
    LEFT_BEHIND = "left-behind"  # by a program, in every folder
    UNDELIVERED = "undelivered"  # in a Maildir's tmp: whoever delivers it has not finished


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that is no attachment: it is counted, and stays where it is."""

    name: str
    origin: Origin
    why: Why


@dataclass(frozen=True, slots=True)
class Left:
    """Something that could not be taken in at all, and stays where it is."""

    name: str
    origin: Origin
    fault: Diagnostic


Thing = Arrived | Aside | Left


# --- what can be wrong -----------------------------------------------------------------------

_SEND = "Ask the sender for the form itself."


def no_form(place: Place, pictures: int = 0) -> Diagnostic:
    seen = f" There {'is a picture' if pictures == 1 else f'are {pictures} pictures'} in its text." if pictures else ""
    hint = "Read it: it may be a question, or the form may have been forgotten. Ask the sender for it."
    return error("intake/no-form", place, f"No form is attached to this email.{seen}", hint)


def damaged(place: Place, what: str, taken: int | None = None) -> Diagnostic:
    message = f"This {what} is damaged or incomplete, so not everything could be taken out of it."
    return error("intake/damaged", place, message, "Open it and compare. Ask the sender for what is missing.")


def encrypted(place: Place, what: str) -> Diagnostic:
    message = f"This {what} is encrypted, so nothing could be taken out of it."
    hint = "Open it with the password or key, save the forms, and receive those. Or ask for them without encryption."
    return error("intake/encrypted", place, message, hint)


def unsafe(place: Place, why: str) -> Diagnostic:
    message = f"Nothing was taken out of this archive, because {why}, as in harmful files."
    return error("intake/unsafe", place, message, f"Do not open it unless you know who made it. {_SEND}")


def too_large(place: Place, why: str) -> Diagnostic:
    hint = "Open it yourself, save the forms in a folder, and receive that."
    return error("intake/too-large", place, f"Not everything could be taken out, because {why}.", hint)


def not_included(place: Place) -> Diagnostic:
    message = "This email has an attachment that is only a link, or is drawn in its text: it cannot be taken out."
    return error("intake/not-included", place, message, "Open the email and save the form, or ask for it as a file.")


def not_delivered(place: Place) -> Diagnostic:
    message = "This email says that another one, which you sent, did not arrive."
    hint = "Find out who it did not reach, and send it again or ring them. Nothing was taken out of it."
    return error("intake/not-delivered", place, message, hint)
