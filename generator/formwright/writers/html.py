"""The document as one self-contained page for the screen: to fill in, or to read.

The page works from a disk without a network. Its security policy lets in exactly one style sheet
and, in a form, one script, each named by its hash; nothing it holds can load or send anything.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import count
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formwright.answers import address, several, spelling
from formwright.answers.kinds import NOT_APPLICABLE, Kind
from formwright.answers.stamp import HEAD, META, Stamp, metas
from formwright.document.nodes import (
    Asked,
    Block,
    Box,
    Chart,
    ColumnGroup,
    Contents,
    DateBox,
    Document,
    Escalation,
    Fields,
    Figure,
    Heading,
    Input,
    Line,
    Option,
    OtherDate,
    Pick,
    Questions,
    Repeat,
    Scale,
    Ticks,
    Told,
    Widget,
    captioned,
    dotted,
)
from formwright.document.prose import plain
from formwright.writers import drawn as drawing
from formwright.writers import markup, readable
from formwright.writers.markup import FormBlock, Prose
from formwright.writers.missing import missing
from formwright.writers.sections import Section, inputs_of, sections

# More options than this are a drop-down list; so is every choice in a row that can be added.
MOST_RADIOS = 8
# Radios stand side by side where their labels, all together, are no longer than this.
INLINE_LETTERS = 70

DATE_HINT = "For example, 15 1 2014."
COUNTED = "Worked out from your ratings."

# What the page's script is made of, in this order.
SCRIPTS = (
    "rules.js",
    "parts.js",
    "spelling.js",
    "yaml.js",
    "json.js",
    "draft.js",
    "turns.js",
    "ticks.js",
    "dates.js",
    "panels.js",
    "rows.js",
    "sections.js",
    "form.js",
    "readable.js",
)

# The macro in form.html that draws a block.
MACROS: Mapping[type[FormBlock], str] = {
    Fields: "fields",
    Questions: "questions",
    Repeat: "repeat",
    Escalation: "escalation",
}


PRINTED_COPY = """
@media screen { #readable { display: none } }
@media print { .reading body > :not(#readable) { display: none !important } }
"""
"""A form's page shows its readable copy on paper alone, and then nothing else."""


def write(document: Document) -> bytes:
    if document.filed is not None:
        return readable_copy(document)
    blocks = tuple(markup.walk(document.blocks))
    screen = Screen.of(document, blocks)
    refuse_strays(screen)
    script = form_script() if screen.inputs else None
    style = style_sheet() + on_every_page(document) + (resource("readable.css") + PRINTED_COPY if script else "")
    beside = beside_the_text(document)
    page = (
        environment()
        .get_template("page.html")
        .render(
            document=document,
            thing=screen.thing,
            sent_to=readable.sent_to(document),
            kept_on=readable.kept_on(document),
            contents=markup.contents_list(markup.listed(screen.headings, beside)) if beside else None,
            sections=screen.sections,
            scales=screen.scales,
            said=said_of(document, is_form=script is not None),
            at_foot=markup.inlines(document.at_foot),
            body=screen.prose.blocks(tuple(block for block in document.blocks if block is not beside)),
            policy=security_policy(style, script),
            style=style,
            script=script,
            data=safe_json(form_data(document, screen, blocks)) if script else None,
        )
    )
    return page.encode()


def on_every_page(document: Document) -> str:
    """The rule that prints at the foot of each page that this version is superseded or withdrawn, where it is."""
    if not document.standing:
        return ""
    said = markup.css_string(document.standing)
    return f"@media print {{ @page {{ @bottom-left {{ content: {said}; font: bold 9pt sans-serif }} }} }}\n"


def readable_copy(document: Document) -> bytes:
    """A readable copy of a filled form: a page to read and to print, on which nothing can be filled in."""
    widths = f"@media (min-width: 40.01em), print {{\n{markup.WIDTH_RULES}\n}}"
    style = "\n".join(("", resource("readable.css"), widths, readable.foot_rules(document), ""))
    template = environment().get_template("readable.html")
    return template.render(
        document=document,
        said=said_of(document, is_form=False),
        body=Prose(markup.headings_of(document.blocks)).blocks(document.blocks),
        policy=security_policy(style, None),
        style=style,
    ).encode()


@dataclass(frozen=True, slots=True)
class Screen:
    """What the drawing of a form block needs to know of the whole document."""

    headings: tuple[Heading, ...]
    inputs: dict[str, Input]
    answers: dict[str, str]
    goes_to: str | None
    thing: str
    sections: tuple[Section, ...]
    scales: tuple[Scale, ...]

    @classmethod
    def of(cls, document: Document, blocks: tuple[Block, ...]) -> "Screen":
        return cls(
            headings=markup.headings_of(document.blocks),
            inputs={i.path: i for block in blocks for i in inputs_of(block)},
            answers=document.answers,
            goes_to=next((b.judgements[0] for b in blocks if isinstance(b, Escalation) and b.judgements), None),
            thing=document.thing,
            sections=sections(document.blocks),
            scales=document.scales,
        )

    @property
    def prose(self) -> Prose:
        return Prose(self.headings, self.form_block, figure_on_screen)

    def form_block(self, block: FormBlock) -> Markup:
        macros = environment().get_template("form.html").make_module({"screen": self})
        drawn: Markup = getattr(macros, MACROS[type(block)])(block)
        return drawn

    # --- what the templates ask ---------------------------------------------------------------

    def has_heading(self, legend: str) -> bool:
        """Whether a heading says already what the legend would say again."""
        return any(plain(h.children) == legend for h in self.headings)

    def meaning(self, widget: Widget, option: Option) -> str | None:
        """What a grade means, by the scale of its field."""
        scale = widget.scale if isinstance(widget, Pick) else None
        meant = (g.meaning for s in self.scales if s.id == scale for g in s.grades if g.value == option.value)
        return next(meant, None)

    def row_count(self, block: Repeat) -> int:
        """Rows at the start: those filled in already, those wanted, and one to begin with."""
        return max(1, block.minimum, address.rows(block.path, self.answers))


def beside_the_text(document: Document) -> Contents | None:
    """The list of contents, where it does not stand in the text."""
    return next((b for b in document.blocks if isinstance(b, Contents)), None) if document.book else None


def figure_on_screen(page: Prose, block: Figure | Chart) -> Markup:
    """Drawn twice, for a wide page and for a phone; the style sheet shows one. What it says in words
    opens below it, for everyone."""
    drawn = (
        Markup(
            drawing.svg(block, narrow).replace(
                "<svg",
                f'<svg class="{"narrow" if narrow else "wide"}" role="img" aria-labelledby="{block.anchor}-title"'
                f' aria-describedby="{block.anchor}-summary" aria-details="{block.anchor}-words"',
                1,
            )
        )
        for narrow in (False, True)
    )
    return Markup(
        '<figure class="figure" id="{0}">\n<figcaption id="{0}-title">{1}</figcaption>\n{2}\n'
        '<details id="{0}-words">\n<summary id="{0}-summary">This figure in words <span class="heard">({1})</span>'
        "</summary>\n{3}\n</details>\n</figure>"
    ).format(
        block.anchor, captioned(block.number, block.title), Markup("\n").join(drawn), page.blocks(block.alternative)
    )


def refuse_strays(screen: Screen) -> None:
    """An answer that the page could not show would be lost in silence."""
    for path, answer in screen.answers.items():
        field = screen.inputs.get(address.of_every_row(path))
        if field is None:
            raise ValueError(f"'{path}' is answered but is not a field of the form")
        match field.widget:
            case Pick(options):
                fits = answer in [option.value for option in options]
            case DateBox():
                fits = re.fullmatch(r"\d{4}-\d\d-\d\d", answer) is not None
            case Ticks(options):
                fits = set(several.values(answer)) <= {option.value for option in options}
            case Line() | Box():
                fits = True
            case _:
                assert_never(field.widget)
        if not fits:
            raise ValueError(f"'{path}' cannot show the answer '{answer}'")


def said_of(document: Document, is_form: bool) -> dict[str, str]:
    """What the page's head says of which definition this is."""
    identity = document.identity
    stamp = Stamp(document.framework, identity.id, identity.version, identity.digest, identity.issued)
    return {**metas(stamp, is_form), f"{META}kind": identity.kind}


# --- how a field is drawn ----------------------------------------------------------------------


def control(widget: Widget, in_row: bool) -> str:
    """Which control the template draws."""
    match widget:
        case Line():
            return "line"
        case Box():
            return "box"
        case DateBox():
            return "date"
        case Pick(options):
            return "select" if in_row or len(options) > MOST_RADIOS else "radios"
        case Ticks():
            return "ticks"
        case _:
            assert_never(widget)


@dataclass(frozen=True, slots=True)
class Tick:
    """One box to tick: its address, what it stands for, whether it is ticked, and whether it excludes the others."""

    path: str
    option: Option
    is_ticked: bool
    is_none: bool


def ticks(input: Input, path: str, answer: str) -> Iterator[Tick]:
    """The boxes of a field where several can be ticked."""
    assert isinstance(input.widget, Ticks)
    chosen = several.values(answer)
    for option in input.widget.options:
        yield Tick(several.tick(path, option.value), option, option.value in chosen, option.value == input.widget.none)


def stands_inline(options: tuple[Option, ...]) -> bool:
    return sum(len(option.label) for option in options) <= INLINE_LETTERS


def grouped(block: Repeat) -> Iterator[tuple[str, tuple[Input, ...]]]:
    """A row's inputs under their groups' headings."""
    start = 0
    for group in block.groups or (ColumnGroup("", len(block.inputs)),):
        yield group.heading, block.inputs[start : start + group.span]
        start += group.span


def unit(field: Input) -> str | None:
    """What stands behind the answer, where it is a number of something."""
    return field.widget.unit if isinstance(field.widget, Line) else None


def bare_label(field: Input) -> str:
    """The label without the unit at its end."""
    return field.label.removesuffix(f" ({unit(field)})")


def hint(field: Input, kind: str) -> str:
    """The help below a field's label, of the control `kind`: the form's, the control's own, or both."""
    own = DATE_HINT if kind == "date" else field.widget.kind.hint
    is_said = field.hint not in (None, field.by)
    parts = (
        own if kind == "ticks" or not is_said else None,
        field.hint,
        COUNTED if counted(field) is not None else None,
    )
    return " ".join(part for part in parts if part)


def three_boxes(answer: str) -> tuple[tuple[str, str], ...]:
    """What is in each of a date's boxes, by the name of the box."""
    year, month, day = answer.split("-") if answer else ("", "", "")
    return (("day", day), ("month", month), ("year", year))


def breakable(address: str) -> Markup:
    """An e-mail address that a narrow page may break before its @ and its dots, and not in the middle of a word."""
    return Markup(re.sub(r"(?=[@.])", "<wbr>", str(Markup.escape(address))))


def counted(field: Input) -> str | None:
    """The value that the form counts here, where that is what it does."""
    return field.widget.counts if isinstance(field.widget, Line) else None


# --- what the script is told -------------------------------------------------------------------


def form_data(document: Document, screen: Screen, blocks: tuple[Block, ...]) -> dict[str, object]:
    names = names_of_kinds(screen)
    section_of = {path: number for number, section in enumerate(screen.sections) for path in section.paths}
    return {
        "form": document.identity.id,
        "version": document.identity.version,
        "digest": document.identity.digest,
        "title": document.title,
        "thing": screen.thing,
        "turns": [{"id": turn.id, "title": turn.title, "who": turn.who} for turn in document.turns],
        "fields": [field_data(i, names, section_of.get(i.path)) for i in screen.inputs.values()],
        "kinds": {name: kind_data(kind) for kind, name in names.items()},
        "spelling": SPELLING,
        "sections": [{"anchor": section.anchor} for section in screen.sections],
        "repeats": [repeat_data(b) for b in blocks if isinstance(b, Repeat)],
        "escalation": next((escalation_data(b) for b in blocks if isinstance(b, Escalation)), None),
        "copy": readable.copy_data(document),
    }


def names_of_kinds(screen: Screen) -> dict[Kind, str]:
    """Each kind of answer that is asked for, under a name: its own, where limits have not made several kinds of one."""
    names: dict[Kind, str] = {}
    for field in screen.inputs.values():
        kind, taken = field.widget.kind, set(names.values())
        if kind not in names:
            others = (f"{kind.name}-{n}" for n in count(2))
            names[kind] = kind.name if kind.name not in taken else next(name for name in others if name not in taken)
    return names


def field_data(field: Input, names: Mapping[Kind, str], section: int | None) -> dict[str, object]:
    widget = field.widget
    return {
        "path": field.path,
        "label": field.label if "[]" in field.path else field.full_label,
        "kind": names[widget.kind],
        "choices": [option.value for option in widget.options] if isinstance(widget, Pick | Ticks) else None,
        **({"none": widget.none} if isinstance(widget, Ticks) else {}),
        "counts": counted(field),
        "required": field.required and not counted(field),
        "asked": rule_data(field.asked),
        "missing": missing(field),
        "part": field.part,
        "section": section,
        "notBefore": other_data(field.not_before),
        "notAfter": other_data(field.not_after),
    }


def other_data(date: OtherDate | None) -> dict[str, str] | None:
    return {"path": date.path, "label": date.label} if date else None


def kind_data(kind: Kind) -> dict[str, object]:
    """What the page knows of a kind of answer, by which it takes what `check` takes."""
    return {
        "shape": kind.shape.value,
        "json": kind.json,
        "pattern": kind.pattern,
        "must": kind.words.must,
    }


SPELLING: Mapping[str, object] = {
    "unseen": spelling.UNSEEN,
    "number": spelling.NUMBER,
    "longestWhole": spelling.LONGEST_WHOLE,
    "longestExponent": spelling.LONGEST_EXPONENT,
    "nothing": spelling.NOTHING,
    "notApplicable": NOT_APPLICABLE[0],
    "head": HEAD,
    "earliest": str(spelling.EARLIEST),
    "latest": str(spelling.LATEST),
}
"""How answers of every kind are spelt."""


def repeat_data(block: Repeat) -> dict[str, object]:
    return {
        "path": block.path,
        "row": block.row_name,
        "minimum": block.minimum,
        "maximum": block.maximum,
        "needed": rule_data(block.needed),
        "part": block.part,
    }


def escalation_data(block: Escalation) -> dict[str, object]:
    def told_data(told: Told) -> dict[str, object]:
        return {"title": told.title, "asked": rule_data(told.asked)}

    return {
        "judgements": list(block.judgements),
        "ranked": block.is_ranked,
        "outcomes": [{"value": o.value, "told": [told_data(t) for t in o.told]} for o in block.outcomes],
        "also": [{"when": rule_data(a.asked), "told": [told_data(t) for t in a.told]} for a in block.also],
        "default": [told_data(t) for t in block.default],
    }


def rule_data(asked: Asked | None) -> object:
    return json.loads(asked.rule) if asked else None


def safe_json(data: object) -> str:
    """JSON that no text in it can break out of its script element."""
    return json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")


# --- the page's own resources ------------------------------------------------------------------


@cache
def environment() -> Environment:
    found = Environment(
        loader=PackageLoader("formwright.writers", "screen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        bare_label=bare_label,
        breakable=breakable,
        control=control,
        counted=counted,
        dotted=dotted,
        grouped=grouped,
        hint_of=hint,
        inlines=markup.inlines,
        stands_inline=stands_inline,
        three_boxes=three_boxes,
        ticks=ticks,
        unit=unit,
        who_is_told=markup.who_is_told,
    )
    return found


@cache
def resource(name: str) -> str:
    return (files("formwright.writers") / "screen" / name).read_text("utf-8")


@cache
def style_sheet() -> str:
    own = "\n".join((palette(), resource("dark.css"), resource("screen.css")))
    return f"\n{own}@media (min-width: 48em), print {{\n{markup.WIDTH_RULES}\n}}\n"


def palette() -> str:
    """The colours of every page on a screen, as CSS."""
    return resource("palette.css")


@cache
def form_script() -> str:
    parts = "\n".join(resource(name) for name in SCRIPTS)
    return f"\n(() => {{\n'use strict';\n\n{parts}}})();\n"


def security_policy(style: str, script: str | None) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{source_hash(style)}'",
            *([f"script-src '{source_hash(script)}'"] if script else []),
            "img-src data:",
            "form-action 'none'",
            "base-uri 'none'",
        ]
    )


def source_hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
