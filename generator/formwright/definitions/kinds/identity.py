"""What every definition says of itself, and the digest of all that one says."""

import hashlib
import json
from dataclasses import fields
from typing import Any

from formwright.definitions.written import is_true, text
from formwright.marked import Mapping
from formwright.model.identity import Identity


def identity(data: Mapping) -> Identity:
    """What a definition says of itself; its digest is not known yet."""
    return Identity(
        id=str(data["id"]),
        kind=str(data["kind"]),
        title=str(data["title"]),
        version=str(data["version"]),
        issued=str(data["issued"]),
        summary=str(data["summary"]),
        audience=str(data["audience"]),
        appendix=text(data.get("appendix")),
        source_note=text(data.get("source_note")),
        landscape=is_true(data.get("landscape")),
    )


def digest(*parts: Any) -> str:
    """The SHA-256 of all that these models, texts and numbers say."""
    said = json.dumps(parts, default=_by_name, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _by_name(model: Any) -> dict[str, Any]:
    """What a model says, by name, without its notes. What models can say since is left out as long as it is not
    said: else every form that was handed out before would count as changed."""
    return {
        field.name: field.default if "note" in field.metadata else getattr(model, field.name)
        for field in fields(model)
        if not ("added" in field.metadata and getattr(model, field.name) == field.default)
    }
