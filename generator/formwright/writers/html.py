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
    Ticks,
    Told,
    Widget,
    dotted,
)
from formwright.document.prose import plain
from formwright.writers import figure, markup
from formwright.writers.markup import FormBlock, Prose

# More options than this are a drop-down list; so is every choice in a row that can be added.
MOST_RADIOS = 8
# Radios stand side by side where their labels, all together, are no longer than this.
INLINE_LETTERS = 70

# What the page's script is made of, in this order.
SCRIPTS = ("rules.js", "parts.js", "spelling.js", "yaml.js", "json.js", "draft.js", "turns.js", "ticks.js", "form.js")

# The macro in form.html that draws a block.
MACROS: Mapping[type[FormBlock], str] = {
    Fields: "fields",
    Questions: "questions",
    Repeat: "repeat",
    Escalation: "escalation",
}


def write(document: Document) -> bytes:
    blocks = tuple(markup.walk(document.blocks))
    screen = Screen.of(document, blocks)
    refuse_strays(screen)
    style = style_sheet() + on_every_page(document.standing)
    script = form_script() if screen.inputs else None
    beside = beside_the_text(document)
    page = (
        environment()
        .get_template("page.html")
        .render(
            document=document,
            thing=screen.thing,
            contents=markup.contents_list(markup.listed(screen.headings, beside)) if beside else None,
            said=said_of(document, is_form=script is not None),
            body=screen.prose.blocks(tuple(block for block in document.blocks if block is not beside)),
            policy=security_policy(style, script),
            style=style,
            script=script,
            data=safe_json(form_data(document, screen, blocks)) if script else None,
        )
    )
    return page.encode()


def on_every_page(standing: str | None) -> str:
    """The rule that prints this at the foot of each page."""
    words = "".join(f"\\{ord(c):06x}" if c in '"\\<>' or not c.isprintable() else c for c in standing or "")
    return (
        f'@media print {{ @page {{ @bottom-left {{ content: "{words}"; font: bold 9pt sans-serif }} }} }}'
        if words
        else ""
    )


@dataclass(frozen=True, slots=True)
class Screen:
    """What the drawing of a form block needs to know of the whole document."""

    headings: tuple[Heading, ...]
    inputs: dict[str, Input]
    answers: dict[str, str]
    goes_to: str | None
    thing: str

    @classmethod
    def of(cls, document: Document, blocks: tuple[Block, ...]) -> "Screen":
        return cls(
            headings=markup.headings_of(document.blocks),
            inputs={i.path: i for block in blocks for i in inputs_of(block)},
            answers=document.answers,
            goes_to=next((b.judgements[0] for b in blocks if isinstance(b, Escalation) and b.judgements), None),
            thing="audit" if "audit" in document.title.casefold() else "form",
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

    def row_count(self, block: Repeat) -> int:
        """Rows at the start: those filled in already, those wanted, and one to begin with."""
        return max(1, block.minimum, address.rows(block.path, self.answers))


def beside_the_text(document: Document) -> Contents | None:
    """The list of contents, where it does not stand in the text."""
    return next((b for b in document.blocks if isinstance(b, Contents)), None) if document.book else None


def figure_on_screen(page: Prose, block: Figure) -> Markup:
    """Drawn twice, for a wide page and for a phone; the style sheet shows one. What it says in words
    opens below it, for everyone."""
    drawn = (
        Markup(
            figure.svg(block, narrow).replace(
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
    ).format(block.anchor, block.title, Markup("\n").join(drawn), page.blocks(block.alternative))


def inputs_of(block: Block) -> Iterator[Input]:
    match block:
        case Fields(inputs=inputs) | Repeat(inputs=inputs):
            yield from inputs
        case Questions(questions=questions):
            for question in questions:
                yield from question.further + question.inputs
        case _:
            pass


def refuse_strays(screen: Screen) -> None:
    """An answer that the page could not show would be lost in silence."""
    for path, answer in screen.answers.items():
        field = screen.inputs.get(address.of_every_row(path))
        if field is None:
            raise ValueError(f"'{path}' is answered and is no field of the form")
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


def optional_mark(field: Input) -> bool:
    """Whether to say that an answer is optional: not where the label says so itself."""
    return not field.required and "if any" not in field.label.casefold() and not counted(field)


def unit(field: Input) -> str | None:
    """What stands behind the answer, where it is a number of something."""
    return field.widget.unit if isinstance(field.widget, Line) else None


def bare_label(field: Input) -> str:
    """The label without the unit at its end."""
    return field.label.removesuffix(f" ({unit(field)})")


def counted(field: Input) -> str | None:
    """The value that the form counts here, where that is what it does."""
    return field.widget.counts if isinstance(field.widget, Line) else None


# --- what the script is told -------------------------------------------------------------------


def form_data(document: Document, screen: Screen, blocks: tuple[Block, ...]) -> dict[str, object]:
    names = names_of_kinds(screen)
    return {
        "form": document.identity.id,
        "version": document.identity.version,
        "digest": document.identity.digest,
        "title": document.title,
        "thing": screen.thing,
        "turns": [{"id": turn.id, "title": turn.title, "who": turn.who} for turn in document.turns],
        "fields": [field_data(i, names) for i in screen.inputs.values()],
        "kinds": {name: kind_data(kind) for kind, name in names.items()},
        "spelling": SPELLING,
        "repeats": [repeat_data(b) for b in blocks if isinstance(b, Repeat)],
        "escalation": next((escalation_data(b) for b in blocks if isinstance(b, Escalation)), None),
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


def field_data(field: Input, names: Mapping[Kind, str]) -> dict[str, object]:
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
        "part": field.part,
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
        "missing": kind.words.missing,
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
        control=control,
        counted=counted,
        dotted=dotted,
        grouped=grouped,
        inlines=markup.inlines,
        optional_mark=optional_mark,
        stands_inline=stands_inline,
        ticks=ticks,
        unit=unit,
        who_is_told=markup.who_is_told,
        days=(spelling.EARLIEST, spelling.LATEST),
    )
    return found


@cache
def resource(name: str) -> str:
    return (files("formwright.writers") / "screen" / name).read_text("utf-8")


@cache
def style_sheet() -> str:
    return f"\n{palette()}\n{resource('screen.css')}@media (min-width: 48em), print {{\n{markup.WIDTH_RULES}\n}}\n"


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
