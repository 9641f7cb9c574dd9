"""LibreOffice at work on a Word form: saving it, and typing in it as a person does."""

import subprocess
from collections.abc import Collection, Iterable
from html import escape
from pathlib import Path

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic"
>{}</script:module>
"""
_PROGRAM = """
Sub Main(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  STEPS
  document.storeToURL(target, word())
  document.close(True)
End Sub
Sub Over(document, mark, text)
  place = document.Bookmarks.getByName(mark).Anchor
  place.Text.insertString(place.Text.createTextCursorByRange(place), text, True)
End Sub
Sub After(document, mark, text)
  place = document.Bookmarks.getByName(mark).Anchor
  place.Text.insertString(place.Text.createTextCursorByRange(place.End), text, False)
End Sub
Sub InNewRow(document, mark, text)
  table = document.Bookmarks.getByName(mark).Anchor.TextTable
  table.Rows.insertByIndex(table.Rows.Count, 1)
  table.getCellByPosition(1, table.Rows.Count - 1).String = text
End Sub
Sub Pasted(document, address, text)
  Dim nothing()
  cursor = document.Text.createTextCursor()
  cursor.gotoEnd(False)
  cursor.insertDocumentFromURL(address, nothing())
End Sub
"""


def resaved(files: Collection[Path], kind: str, out: Path) -> list[Path]:
    """The files, opened and saved as this kind."""
    _run(out, "--convert-to", kind, "--outdir", str(out), *map(str, files))
    return [out / f"{file.stem}.{kind}" for file in files]


def typed_in(file: bytes, steps: Iterable[tuple[str, str, str]], folder: Path) -> bytes:
    """The form, opened, written in and saved. A step says how ("Over" what a bookmark covers, "After"
    it, "InNewRow" in the second cell of a row added to its table), which bookmark, and what is typed;
    "Pasted" puts another file at the end."""
    source, target = folder / "source.docx", folder / "typed.docx"
    source.write_bytes(file)
    _run(folder, "--terminate_after_init")
    lines = "\n".join(
        f'{how} document, "{mark}", "{text}"'.replace("\n", '" & chr(13) & "') for how, mark, text in steps
    )
    module = folder / "profile/user/basic/Standard/Module1.xba"
    module.write_text(_MODULE.format(escape(_PROGRAM.replace("STEPS", lines))), encoding="utf-8")
    _run(folder, f'macro:///Standard.Module1.Main("{source.as_uri()}","{target.as_uri()}")')
    return target.read_bytes()


def _run(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", *arguments], check=True, capture_output=True, timeout=120)
