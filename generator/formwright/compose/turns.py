"""Who fills in what, where several people fill in a form, in turn: said at the top, and at whatever is not for the
first of them: above a section, above columns that share a heading, or at a field."""

from collections.abc import Sequence
from itertools import groupby

from formwright.document import nodes
from formwright.document.nodes import Blocks, Text
from formwright.model.form import Field, Form, Part, Rows, Section
from formwright.model.framework import Framework


def turns(form: Form) -> tuple[nodes.Turn, ...]:
    return tuple(nodes.Turn(part.id, part.title, part.who) for part in form.parts)


def opening(form: Form, framework: Framework) -> Blocks:
    """Who they are, in their order."""
    if not form.parts:
        return ()
    items = tuple((_paragraph(_named(part, framework)),) for part in form.parts)
    return (
        nodes.Heading(2, (Text("Who fills in this form"),), "who-fills-this-in"),
        _paragraph(
            "Several people fill in this form, one after another. Anything not marked for someone else is "
            f"for {form.parts[0].who}."
        ),
        nodes.NumberedList(items),
    )


def _named(part: Part, framework: Framework) -> str:
    role = framework.role(part.role).title if part.role else part.title
    return part.title if role.casefold() == part.title.casefold() else f"{part.title} ({role})"


def _paragraph(text: str) -> nodes.Paragraph:
    return nodes.Paragraph((Text(text),))


def of_section(section: Section, form: Form) -> Blocks:
    """Who fills in a section, where that is not the first of them."""
    if not form.parts or not section.fields or section.part == form.parts[0].id:
        return ()
    others = {field.part for field in section.fields} - {section.part}
    rest = " Anything for someone else to fill in is marked." if others else ""
    return (nodes.Paragraph((nodes.Strong((Text(by(section.part, form) or ""),)), *([Text(rest)] if rest else []))),)


def of_field(field: Field, form: Form) -> str | None:
    """Who fills in a field, where that is not who fills in the rest of its section and no heading above it says so."""
    if not form.parts:
        return None
    section = next(s for s in form.sections if any(f.path == field.path for f in s.fields))
    if section.part == field.part or any(field in fields and _of_one(fields, section) for _, fields in groups(section)):
        return None
    return by(field.part, form)


Group = tuple[str, Sequence[Field]]


def groups(section: Section) -> list[Group]:
    """The fields of rows by the heading that they share with their neighbours."""
    if not isinstance(section.content, Rows):
        return []
    return [(heading, tuple(fields)) for heading, fields in groupby(section.content.fields, lambda f: f.group or "")]


def of_group(group: Group, section: Section, form: Form) -> str:
    """The heading that fields share, with who fills them in where that is somebody else than the rest."""
    heading, fields = group
    who = next((part.who for part in form.parts if part.id == fields[0].part), "")
    return f"{heading} (filled in by {who})" if heading and who and _of_one(fields, section) else heading


def _of_one(fields: Sequence[Field], section: Section) -> bool:
    """Whether fields under one heading are all of one part, and not of the section's."""
    parts = {field.part for field in fields}
    return bool(fields[0].group) and len(parts) == 1 and parts != {section.part}


def by(id: str | None, form: Form) -> str | None:
    """Who fills in what belongs to this part; nothing, in a form that has none."""
    return next((f"To be filled in by {part.who}." for part in form.parts if part.id == id), None)
