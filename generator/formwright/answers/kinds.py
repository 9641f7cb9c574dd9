"""Every kind of answer that a field can take, told once for all who ask for it, draw it, read it and check it.

A *shape* is how an answer is given. It is all that a writer draws and a reader takes in, and there are few;
a new one concerns every format, and whoever matches shapes is named by mypy. A *kind* is a shape with a
spelling and words of its own: an entry in KINDS is all that it needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from formwright.answers import spelling


class Shape(Enum):
    """How an answer is given."""

    LINE = "line"  # typed, on one line
    BOX = "box"  # typed, on as many lines as it takes
    DAY = "day"  # a day of the calendar
    ONE_OF = "one-of"  # chosen from a list
    SEVERAL_OF = "several-of"  # ticked in a list, as many as apply


class Source(Enum):
    """Where a definition has what can be chosen: the key beside `control` that names or holds it."""

    LIST = "choices"
    SCALE = "scale"


Options = Source | tuple[tuple[str, str], ...]
"""Where the definition has them; or, the same in every form, the value and the label of each."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of an answer of some kind, on the page, in the other forms and by `check`."""

    wanted: str  # "a number", in the middle of a sentence
    title: str  # the same by itself: "Number"
    missing: str  # what is to be done where there is none: "enter a number"
    must: str  # the end of a sentence that begins with the field, where there is a wrong one, for who is typing
    wrong: str  # the same for who has got it
    mend: str  # and what to do about it
    prompt: str  # in an empty field: "Type a number". Where it is '', the field's label or its options are
    write: str  # for who writes it into a file: "Write a number."


def _words(wanted: str, such_as: str = "", mend: str = "", **other: str) -> Words:
    """The usual words for this; `other` replaces some of them."""
    usual = {
        "title": wanted.partition(" ")[2].capitalize(),
        "missing": f"enter {wanted}",
        "must": f"must be {wanted}" + (f", such as {such_as}" if such_as else ""),
        "wrong": f"is not {wanted}",
        "prompt": f"Type {wanted}",
        "write": f"Write {wanted}.",
    }
    return Words(wanted=wanted, mend=mend, **{**usual, **other})


@dataclass(frozen=True, slots=True, repr=False)
class Kind:
    """`name` is the contract's `control`, `about` what an editor says of it to who writes a definition.

    An answer that is typed fits `pattern` (Python's and ECMAScript's alike) once what cannot be seen round
    it is taken away; without a pattern it is any text, just as it was typed. `json` is the type that it has in
    JSON and YAML: a "number" may stand there in quotation marks too. `hint` is the help that the page gives
    where the form gives none, `beside` what paper says in small print, `typing` what a screen's keyboard is
    told, as attributes of HTML. `runs_on`: in a narrow column it may take several lines. `widths` are a
    column's shares of a table: of the answers to a question, and of a row that repeats.
    """

    name: str
    shape: Shape
    about: str
    words: Words
    pattern: str | None = None
    json: Literal["string", "number", "integer"] = "string"
    options: Options | None = None
    hint: str | None = None
    beside: str | None = None
    typing: tuple[tuple[str, str], ...] = ()
    runs_on: bool = False
    widths: tuple[int, int] = (20, 14)

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def is_whole(self) -> bool:
        """Whether its answers are whole numbers."""
        return self.json == "integer"

    @property
    def fixed(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen in every form alike."""
        return self.options if isinstance(self.options, tuple) else ()

    @property
    def key(self) -> str | None:
        """The key by which a definition says what can be chosen."""
        return self.options.value if isinstance(self.options, Source) else None


_ONE_OF = _words(
    "one of several answers",
    missing="choose one",
    must="must be one of the choices",
    wrong="is not one of the choices",
    prompt="",
)

TICK_ALL = "Tick all that apply."

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "text",
            Shape.LINE,
            "A single line.",
            _words("a line of text", title="Text", missing="fill this in", prompt="Type here", write=""),
            runs_on=True,
            widths=(20, 15),
        ),
        Kind(
            "long-text",
            Shape.BOX,
            "A box that grows as you type.",
            _words("text", title="Text", missing="fill this in", prompt="Type here", write=""),
            runs_on=True,
            widths=(44, 28),
        ),
        Kind(
            "date",
            Shape.DAY,
            "A date.",
            _words(
                "a date",
                mend="Write a real date, such as 2014-01-15.",
                wrong="is not a valid date",
                must="must be a real date, such as 2014-01-15",
                prompt="Choose a date",
                write="Write the date as 2014-01-15.",
            ),
            beside="Day/month/year, for example 15/01/2014",
            widths=(16, 15),
        ),
        Kind(
            "choice",
            Shape.ONE_OF,
            "One choice from a list, given by `choices`.",
            _ONE_OF,
            options=Source.LIST,
        ),
        Kind(
            "grade",
            Shape.ONE_OF,
            "A grade on a scale, named by `scale`.",
            _words(
                "a grade",
                missing=_ONE_OF.missing,
                must=_ONE_OF.must,
                wrong="is not a grade on the scale",
                prompt="Choose a grade",
            ),
            json="integer",
            options=Source.SCALE,
            widths=(16, 14),
        ),
        Kind(
            "yes-no",
            Shape.ONE_OF,
            "Yes or no.",
            _ONE_OF,
            options=(("yes", "Yes"), ("no", "No")),
            widths=(14, 14),
        ),
        Kind(
            "choices",
            Shape.SEVERAL_OF,
            "All that apply from a list, each with a tick box.",
            _words(
                "one or more of several answers",
                title="Ticks",
                missing="tick at least one",
                must="must be one or more of the choices",
                wrong="includes something that is not one of the choices",
                prompt="",
                write="Write all that apply as a list, such as [one, another].",
            ),
            options=Source.LIST,
            hint=TICK_ALL,
            beside=TICK_ALL,
            widths=(26, 20),
        ),
        Kind(
            "number",
            Shape.LINE,
            "A number, with a point for decimals.",
            _words("a number", such_as="12", mend="Use digits only, with a point for decimals."),
            pattern=spelling.NUMBER,
            json="number",
            beside="A number",
            typing=(("inputmode", "decimal"),),
        ),
        Kind(
            "time",
            Shape.LINE,
            "A time of day, such as 14:30.",
            _words(
                "a time of day",
                such_as="09:30",
                mend="Write the time on the 24-hour clock, such as 14:30 or 09:05.",
                wrong="is not a valid time",
                prompt="Type a time, such as 14:30",
                write="Write the time on the 24-hour clock, such as 14:30.",
            ),
            pattern=spelling.TIME,
            hint="On the 24-hour clock, for example 14:30.",
            beside="24-hour clock, for example 14:30",
            widths=(14, 12),
        ),
        Kind(
            "email",
            Shape.LINE,
            "An email address.",
            _words(
                "an email address",
                such_as="name@example.org",
                mend="Write one address, with an @ in it.",
                wrong="is not a valid email address",
            ),
            pattern=rf"[^@{spelling.UNSEEN}]+@[^@{spelling.UNSEEN}]+",
            typing=(("inputmode", "email"), ("spellcheck", "false")),
        ),
        Kind(
            "signature",
            Shape.LINE,
            "A name typed or written as a signature.",
            _words(
                "a signature",
                missing="type your name",
                prompt="Type your name to sign",
                write="Write your name.",
            ),
            hint="Type your name.",
        ),
    )
}
"""By name, in the order in which an editor lists them."""

NOT_APPLICABLE = ("na", "n/a")
"""The value and the label of the answer that something does not apply, where a field can have it: beside what else
can be chosen, numbers too."""

TEXT, LONG_TEXT, DATE = KINDS["text"], KINDS["long-text"], KINDS["date"]
CHOICE, GRADE, YES_NO = KINDS["choice"], KINDS["grade"], KINDS["yes-no"]
NUMBER, TIME, EMAIL, SIGNATURE = KINDS["number"], KINDS["time"], KINDS["email"], KINDS["signature"]
CHOICES = KINDS["choices"]


def count_in_words(grade: object) -> str:
    """What is said of a number that a page on a screen counts by itself, where somebody has to."""
    return f"Number of answers graded {grade}"
