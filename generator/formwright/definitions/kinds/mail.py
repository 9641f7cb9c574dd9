"""How emails leave, as directory.yaml says under `mail`."""

from formwright.definitions import shape
from formwright.definitions.written import text
from formwright.marked import Mapping, Marked, Sequence
from formwright.model.mail import PORTS, Mail, Security, Server


def build(marked: Marked) -> Mail | None:
    """None where nothing is said, or something wrong: what, is found where all files are looked at."""
    said = marked.data.get("mail") if isinstance(marked.data, Mapping) else None
    if not isinstance(said, Mapping) or _is_misshapen(marked, said):
        return None
    return Mail(str(said["from"]), text(said.get("name")), text(said.get("reply_to")), _server(said.get("server")))


def _is_misshapen(marked: Marked, said: Mapping) -> bool:
    alone = Mapping((1, 1))
    for key, value in (("kind", "directory"), ("holders", Sequence((1, 1))), ("mail", said)):
        alone[key], alone.keys_at[key], alone.values_at[key] = value, (1, 1), (1, 1)
    return bool(said.twice) or any(True for _ in shape.check(Marked(marked.file, alone, ())))


def _server(said: object) -> Server | None:
    if not isinstance(said, Mapping):
        return None
    security = Security(str(said["security"]))
    port = int(str(said["port"])) if "port" in said else PORTS[security]
    return Server(str(said["host"]), port, security, text(said.get("user")))
