"""The tree between definitions and formats: blocks, inlines and input widgets.

Every kind of definition is composed into these types and every writer draws these types, so a
new kind costs one composer and a new format one writer. Nothing here knows what an audit is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from formwright.answers import kinds
from formwright.answers.kinds import Kind

Alignment = Literal["", "center", "right"]

# --- inlines: what stands in a line of text ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside the document (`https://…`, `mailto:…`)."""

    children: "Inlines"
    href: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to an anchor within this document. With `paged`, paper says the page too:
    "Appendix 2A, page 41"."""

    children: "Inlines"
    anchor: str
    paged: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short name where a document first has it: `short` as it is written there, what it is `in_full`, and both
    `spelt_out` as fits the sentence ("Public Law Outline (PLO)")."""

    short: str
    in_full: str
    spelt_out: str

    @property
    def children(self) -> "Inlines":
        return (Text(self.short),)


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words of an earlier version that a later one does not have. Writers strike them through and put them in
    brackets, so that nothing hangs on how they look."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that an earlier version did not have. Writers underline them and put them in brackets."""

    children: "Inlines"


Inline = Text | Strong | Emphasis | Link | Reference | LineBreak | Abbreviation | Deleted | Inserted
Inlines = tuple[Inline, ...]


# --- blocks: what stands on a page ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the document's title, which Document itself carries: blocks start at 2.
    `anchor` is unique in the document. `number` is printed before the text ("1.0", "Appendix 2A").
    `new_page` begins a page on paper. `is_listed`: paper's list of contents has it."""

    level: int
    children: Inlines
    anchor: str
    number: str | None = None
    new_page: bool = False
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: Inlines


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple["Blocks", ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    items: tuple["Blocks", ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is this column's share of the table's width; shares need not add up to 100. `aligned` is for
    its heading and its cells; empty is at the left. `is_said`: the width holds, whatever is in the column."""

    heading: Inlines
    width: int
    aligned: Alignment = ""
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One cell for each column. `anchor` lets a Reference point at this row. One that `runs_on` may be parted where a
    page of paper ends; others stay whole."""

    cells: tuple["Blocks", ...]
    anchor: str | None = None
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row that repeats on each page. `caption` names it for everyone;
    where `caption_shown` is false a heading just above says the same, so only those who hear the
    page are given it. With `row_headers` the first cell of each row is the row's header. `number` is
    said before the caption ("Table 2"), and `anchor` lets a Reference point at the table."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_headers: bool = True
    caption_shown: bool = False
    number: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A passage set apart from the text: a duty to act (`important`) or an aside (`note`)."""

    children: "Blocks"
    title: str | None = None
    important: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Short pairs of a name and what is said of it."""

    items: tuple[tuple[Inlines, "Blocks"], ...]


@dataclass(frozen=True, slots=True)
class FigureBox:
    """One box of a figure: a short title, a sentence, some points."""

    title: str
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing told in data. `layout` is cycle (boxes in a ring, joined by arrows), panels (boxes in
    rows) or overlap (circles); `band` lies across all. `title` is the caption, with its `number` before it
    ("Figure 2"); `alternative` says in words all that the drawing shows, for everyone who does not see it."""

    anchor: str
    title: str
    alternative: "Blocks"
    layout: str
    boxes: tuple[FigureBox, ...]
    band: FigureBox | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted in each category of a chart. `worth` is where it stands from the best (0.0) to the worst (1.0),
    None where there is no better and worse."""

    name: str
    values: tuple[int, ...]
    worth: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as a picture, and the same numbers in its `table`, which always stands below it. `layout` is columns
    (stacked, a column for each category), bars (the same lying down) or heat (a row for each category, a cell for each
    series, darker for a larger part of its row). Nothing is drawn through from before a category in `breaks` to it:
    what is counted there is not the same. `alternative` says in words what can be seen."""

    anchor: str
    title: str
    alternative: "Blocks"
    layout: Literal["columns", "bars", "heat"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    table: Table
    breaks: tuple[int, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of contents, drawn from the headings up to `depth`."""

    depth: int = 2


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of what is numbered, each with where it stands: of the figures, say."""

    title: str
    items: tuple[Reference, ...]


# --- input: what a person fills in ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A single line of text. `counts` is a value: the form works out how many of its whole-number picks
    have it. `unit` is what the answer is a number of: the field's labels end with it, in brackets."""

    kind: Kind = kinds.TEXT
    counts: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Several lines of text: `lines` are shown at first; what is typed may be longer."""

    lines: int = 3
    kind: Kind = kinds.LONG_TEXT


@dataclass(frozen=True, slots=True)
class DateBox:
    """A date, held as 2014-01-15 whatever it looks like on the page."""

    kind: Kind = kinds.DATE


@dataclass(frozen=True, slots=True)
class Option:
    """`value` is what is stored, `label` what is read, `meaning` a sentence on when to pick it."""

    value: str
    label: str
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several options. `scale` is the id of the document's scale that says what they mean, where they are its
    grades: it stands there once, and not in each option."""

    options: tuple[Option, ...]
    kind: Kind = kinds.CHOICE
    scale: str | None = None


@dataclass(frozen=True, slots=True)
class Ticks:
    """As many of several options as apply, each with a box to tick; `none` is the value that excludes the others."""

    options: tuple[Option, ...]
    kind: Kind = kinds.CHOICES
    none: str | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """What each grade means, for all fields that are graded by it."""

    id: str
    grades: tuple[Option, ...]


Widget = Line | Box | DateBox | Pick | Ticks
"""One for each shape of answer, with what this field has of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """When something is asked. `rule` is the contract's JSON for `asked_when`, as text: a machine
    (the HTML page) evaluates it. `words` says the same to a person: "Asked only where …". What the heading of
    the section says already is `above`, and not in `words`: there may be none left. `lead` is the same as `words`
    before what is asked: "If it applies"; there is none where it would be long."""

    rule: str
    words: str
    above: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class OtherDate:
    """The path of a date that another must not be before, or after, and its name for a person."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Input:
    """One field that a person fills in.

    `path` is its name in every format. `label` is what stands beside it; `full_label` says what it
    is where nothing stands around it ("3. The child's voice: Grade (1-4)"), and is unique in the
    document. In a Repeat the path has an empty index: `actions[].who`.
    `required` holds while the field is asked. `part` is the id of the turn that it belongs to, `by` says
    whose that is where nothing stands around it. `not_before` and `not_after` are other dates.
    """

    path: str
    label: str
    full_label: str
    widget: Widget
    required: bool
    hint: str | None = None
    asked: Asked | None = None
    part: str | None = None
    by: str | None = None
    not_before: OtherDate | None = None
    not_after: OtherDate | None = None

    @property
    def is_marked_optional(self) -> bool:
        """Whether to say that an answer is optional: not where the label says so itself, nor of what a page counts."""
        is_counted = isinstance(self.widget, Line) and self.widget.counts is not None
        return not self.required and "if any" not in self.label.casefold() and not is_counted


OPTIONAL = "(optional)"
"""What is said of an answer that is marked optional."""


def are_optional(inputs: Iterable[Input]) -> bool:
    """Whether the heading of a column says that its answers are optional: all of them are."""
    return all(each.is_marked_optional for each in inputs)


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields that stand by themselves, each under its own label (a form's heading, say).
    `legend` names the group."""

    legend: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered question with the inputs that answer it, in the order of the grid's columns.
    `asked` is also on each of its inputs. `number` counts through the form. `further` are inputs
    of this question alone, beyond the columns: they stand below its text."""

    number: str
    ask: Inlines
    anchor: str
    inputs: tuple[Input, ...]
    guidance: "Blocks" = ()
    asked: Asked | None = None
    further: tuple[Input, ...] = ()


def dotted(number: str) -> str:
    """A number before what it numbers: with a point, unless it has one."""
    return number if "." in number or not number else f"{number}."


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions that are all answered the same way: on paper a table (number, question, a column
    for each answer), on a screen one group of fields for each question.
    `columns` are the answers' columns only, one for each input of a question. `level` is that of the questions,
    where they are headings."""

    legend: str
    ask_heading: str
    columns: tuple[Column, ...]
    questions: tuple[Question, ...]
    level: int = 3

    @property
    def is_numbered(self) -> bool:
        return any(question.number for question in self.questions)


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A heading above `span` neighbouring columns ("To be completed by the auditor")."""

    heading: str
    span: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Rows that a person adds as needed, each with the same fields. Row n's field is the input's
    path with the index filled in: `actions[0].who`. Paper shows `blank_rows` rows.
    `needed` says when at least one row is wanted (also where `minimum` is 0)."""

    path: str
    legend: str
    row_name: str
    columns: tuple[Column, ...]
    inputs: tuple[Input, ...]
    minimum: int
    maximum: int | None
    blank_rows: int
    groups: tuple[ColumnGroup, ...] = ()
    needed: Asked | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody to be told. Without `asked`: always. `title` is the role in words."""

    role: str
    title: str
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one value of the judgement: who is told."""

    value: str
    label: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ToldAlso:
    """Who is told whatever the judgement, where the condition is met; always, where there is none. `label` says when,
    in words; `reason` is what the form itself says of it, if anything."""

    label: str
    asked: Asked | None
    told: tuple[Told, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is notified for each judgement: on paper a table; on a screen also the line "This audit will
    go to: …" for the judgement chosen in the fields `judgements`, of which the worst counts where they are
    `ranked`, and each where they are not. `heading` stands above what decides. `also` are told whatever the
    judgement, `default` where there is none to go by. `copies` are mailboxes, as (title, address), to which every
    completed form is copied."""

    judgements: tuple[str, ...]
    heading: str
    outcomes: tuple[Outcome, ...]
    copies: tuple[tuple[str, str], ...] = ()
    also: tuple[ToldAlso, ...] = ()
    default: tuple[Told, ...] = ()
    default_label: str = ""
    note: str = ""
    is_ranked: bool = True

    @property
    def rows(self) -> tuple[tuple[str, tuple[Told, ...]], ...]:
        """When who is told, as a table has it."""
        otherwise = ((self.default_label, self.default),) if self.default else ()
        outcomes = ((outcome.label, outcome.told) for outcome in self.outcomes)
        return (*outcomes, *((also.label, also.told) for also in self.also), *otherwise)


def captioned(number: str | None, caption: str) -> str:
    """A caption with its number before it."""
    return f"{number}: {caption}" if number else caption


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Callout
    | Facts
    | Figure
    | Chart
    | Contents
    | Listing
    | Fields
    | Questions
    | Repeat
    | Escalation
)
Blocks = tuple[Block, ...]


# --- the whole -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document carries in its footer and its metadata. `digest` is the definition's
    SHA-256; `issued` is a date as 2014-01-15; `issued_words` the same as "15 January 2014". `framework` is its
    organisation and title exactly as typed, by which returned forms are told from those of another framework."""

    id: str
    kind: str
    version: str
    issued: str
    issued_words: str
    digest: str
    framework: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One of several people who fill in a form, in turn. `title` names them, `who` in the middle of a sentence."""

    id: str
    title: str
    who: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be written in any format.

    `subtitle` is the framework's title, `organisation` the body that issues it, `appendix` its
    number in the handbook ("2A"), `summary` one sentence on what it is, `audience` for whom.
    `landscape` asks for wide pages on paper. `book` says that it is long: paper gives it a cover and
    a screen shows its contents beside the text. `answers` holds values already filled in, by path
    (rows with their index), as the submission has them. `turns` are those who fill it in, one after the other, where
    there are several. `scales` are those by which it is graded. `nobody` says why nobody is notified of a form, where
    nobody is. In a readable copy of a filled form `filed` is what the foot of each page says of it. `standing` says
    that this version is superseded or withdrawn: every page has it. `at_foot` is what the foot of a web page leads to.
    `dates` is said instead of its version and date of issue, where it is about several.
    """

    identity: Identity
    title: str
    subtitle: str
    organisation: str
    language: str
    appendix: str | None
    summary: str
    audience: str
    blocks: Blocks
    landscape: bool = False
    book: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    scales: tuple[Scale, ...] = ()
    nobody: str = ""
    filed: str | None = None
    at_foot: "Inlines" = ()
    standing: str | None = None
    dates: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[str, ...]:
        """Which version this is, and of what day."""
        return self.dates or (f"Version {self.identity.version}", f"Issued {self.identity.issued_words}")

    @property
    def framework(self) -> str:
        """The framework's name, by which a returned form is told from one of another framework."""
        return self.identity.framework or f"{self.organisation}: {self.subtitle}"

    @property
    def foot(self) -> str:
        """What stands at the foot of each page: which document this is."""
        return self.filed or (self.title if self.dates else f"{self.title} · {self.dated[0]}")

    @property
    def thing(self) -> str:
        """What people call a filled one in a sentence."""
        return "audit" if "audit" in self.title.casefold() else "form"

    @property
    def is_form(self) -> bool:
        """Whether there is anything to fill in."""
        return any(isinstance(b, Fields | Questions | Repeat) for b in self.blocks)

    @property
    def is_guided(self) -> bool:
        """Whether any question says what to look for. All grids of a form have the same columns."""
        grids = [block for block in self.blocks if isinstance(block, Questions)]
        return any(question.guidance for block in grids for question in block.questions)
