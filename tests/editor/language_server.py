"""An editor, as far as the YAML language server can tell: opens files, asks what could be typed, what
a word means and what is wrong."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlparse

NODE = Path(sys.executable).parent / "node"
SERVER = Path(sys.prefix) / "node" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


class Editor:
    """A folder opened in an editor. `settings` are those of the folder; the schema store, which is on the
    network, is switched off whatever they say."""

    def __init__(self, folder: Path, settings: Mapping[str, Any] | None = None) -> None:
        self.folder = folder
        self.settings = _nested({**(settings or {}), "yaml.schemaStore.enable": False})
        self.problems: dict[Path, list[dict[str, Any]]] = {}
        self._asked = 0
        self._versions: dict[Path, int] = {}
        self._server = subprocess.Popen(
            [NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._patience = Timer(120, self._server.kill)  # a server that falls silent must not hold up all tests
        self._patience.start()

    def __enter__(self) -> Self:
        able = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        }
        uri = self.folder.as_uri()
        folders = [{"uri": uri, "name": self.folder.name}]
        self._request(
            "initialize", {"processId": None, "rootUri": uri, "capabilities": able, "workspaceFolders": folders}
        )
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": self.settings})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patience.cancel()
        if kind is None:
            self._request("shutdown", None)
            self._notify("exit", None)
        else:
            self._server.kill()
        self._server.communicate()

    def open(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """What is wrong with a file, as it lies there or as if this text were typed in it."""
        path = path.resolve()
        content = path.read_text("utf-8") if text is None else text
        self.problems.pop(path, None)
        self._versions[path] = version = self._versions.get(path, 0) + 1
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": version}
        if version == 1:
            self._notify("textDocument/didOpen", {"textDocument": {**document, "text": content}})
        else:
            changes = [{"text": content}]
            self._notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        while path not in self.problems:
            self._listen()
        return self.problems[path]

    def offered(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What the editor offers to type here, by label. Line and column count from 1."""
        found = self._request("textDocument/completion", _at(path, line, column))
        return {item["label"]: item for item in (found["items"] if isinstance(found, dict) else found or [])}

    def meaning(self, path: Path, line: int, column: int) -> str:
        """What the editor shows while the mouse is over a word."""
        found = self._request("textDocument/hover", _at(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    # --- the protocol ----------------------------------------------------------------------

    def _request(self, method: str, params: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        while (answer := self._listen()).get("id") != number or "method" in answer:
            pass
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))
        self._server.stdin.flush()

    def _listen(self) -> dict[str, Any]:
        """The server's next message. Its own questions are answered, its findings kept."""
        assert self._server.stdout
        length = 0
        while header := self._server.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has stopped"
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            wanted = [self._setting(item.get("section")) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            path = Path(unquote(urlparse(message["params"]["uri"]).path))
            self.problems[path] = message["params"]["diagnostics"]
        return message

    def _setting(self, section: str | None) -> Any:
        found: Any = self.settings
        for step in (section or "").split("."):
            found = found.get(step) if step and isinstance(found, dict) else found
        return found


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {
        "textDocument": {"uri": path.resolve().as_uri()},
        "position": {"line": line - 1, "character": column - 1},
    }


def _nested(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as an editor hands them over: `yaml.schemas` is `schemas` within `yaml`."""
    found: dict[str, Any] = {"yaml": {}, "http": {}}
    for name, value in settings.items():
        head, _, rest = name.partition(".")
        inner = found.setdefault(head, {})
        *between, last = rest.split(".") if rest else [head]
        for step in between:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return found
