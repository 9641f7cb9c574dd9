"""The formats in which documents are written. Nothing heavy is imported here: the command line asks what there is."""

from collections.abc import Mapping
from typing import NamedTuple


class Format(NamedTuple):
    """`module` is the one of `writers` that writes it, `title` what readers call it, `form` what they call a
    form in it; None where nothing can be filled in. `is_built`: every document is built in it, not forms
    alone. `is_read`: there is a reader that takes the answers out again."""

    module: str
    title: str
    form: str | None = None
    is_built: bool = True
    is_read: bool = False


FORMATS: Mapping[str, Format] = {
    "html": Format("html", "Web page", form="web form"),
    "docx": Format("docx", "Word", form="Word form", is_read=True),
    "pdf": Format("pdf", "PDF", form="PDF form", is_read=True),
    "yaml": Format("blank", "YAML", form="YAML file", is_built=False, is_read=True),
}
"""By the name that they go by on the command line and at the end of a file's."""

BUILT = tuple(name for name, format in FORMATS.items() if format.is_built)
FORMS = tuple(name for name, format in FORMATS.items() if format.form)


def writer(format: str) -> str:
    """The name of the module that writes it, to be imported once it is needed."""
    return f"formwright.writers.{FORMATS[format].module}"
