"""Who fills in what, where several people fill in a form, in turn: said once at the top, above each section, and at
whatever in it somebody else fills in."""

from formwright.document import nodes
from formwright.document.nodes import Blocks, Text
from formwright.model.form import Field, Form, Part, Section
from formwright.model.framework import Framework


def turns(form: Form) -> tuple[nodes.Turn, ...]:
    return tuple(nodes.Turn(part.id, part.title, part.who) for part in form.parts)


def opening(form: Form, framework: Framework) -> Blocks:
    """Who they are, in their order."""
    if not form.parts:
        return ()
    items = tuple((_paragraph(_named(part, framework)),) for part in form.parts)
    return (
        nodes.Heading(2, (Text("Who fills this in"),), "who-fills-this-in"),
        _paragraph("Several people fill this in, in turn. Each section says who fills it in."),
        nodes.NumberedList(items),
    )


def _named(part: Part, framework: Framework) -> str:
    role = framework.role(part.role).title if part.role else part.title
    return part.title if role.casefold() == part.title.casefold() else f"{part.title} ({role})"


def _paragraph(text: str) -> nodes.Paragraph:
    return nodes.Paragraph((Text(text),))


def of_section(section: Section, form: Form) -> Blocks:
    """Who fills in a section."""
    if not form.parts or not section.fields:
        return ()
    others = {field.part for field in section.fields} - {section.part}
    rest = " Anything that somebody else fills in says so." if others else ""
    return (nodes.Paragraph((nodes.Strong((Text(by(section.part, form) or ""),)), *([Text(rest)] if rest else []))),)


def of_field(field: Field, form: Form) -> str | None:
    """Who fills in a field, where that is not who fills in the rest of its section."""
    if not form.parts:
        return None
    section = next(s for s in form.sections if any(f.path == field.path for f in s.fields))
    return None if section.part == field.part else by(field.part, form)


def by(id: str | None, form: Form) -> str | None:
    """Who fills in what belongs to this part; nothing, in a form that has none."""
    return next((f"To be filled in by {part.who}." for part in form.parts if part.id == id), None)
