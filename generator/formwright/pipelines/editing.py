"""The schemas for editors, written beside a framework's definitions and kept up with what it names."""

import json
from pathlib import Path

from formwright.definitions import editing
from formwright.definitions.library import Library
from formwright.errors import CannotRun
from formwright.pipelines.files import write

FOLDER = ".formwright/schemas"  # where 'init' puts them, and where editors' settings look for them


def place(library: Library, folder: Path) -> int:
    """Writes a schema for each kind of definition, and one for all kinds, into a folder; how many there
    are. What says the same already is left alone. Raises CannotRun where the framework cannot be used,
    and where the folder cannot be written to."""
    if library.known is None:
        raise CannotRun("framework.yaml has errors, so it cannot be used.", "Run 'formwright validate'.")
    schemas = {**editing.schemas(library.known), "definition": editing.of_any_kind()}
    try:
        for kind, schema in schemas.items():
            text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
            write(folder / f"{kind}.schema.json", text.encode())
    except OSError as fault:
        raise CannotRun(f"{fault.filename or folder} cannot be written: {fault.strerror}.") from None
    return len(schemas)


def refresh(library: Library) -> None:
    """The same for a framework that has such a folder; others are left as they are."""
    folder = library.root / FOLDER
    if folder.is_dir():
        place(library, folder)
