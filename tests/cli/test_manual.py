"""The manual page holds every command and every option, and 'man' can show it."""

import os
import re
import shutil
import subprocess

import click
import pytest
from tests.samples import ROOT

from formwright.cli import main
from formwright.cli.commands import FOR_WHOM
from formwright.cli.manual import page

KEPT = ROOT / "generator" / "formwright.1"
COMMANDS = [name for names in FOR_WHOM.values() for name in names]


def plain(page: str) -> str:
    """The words, without what 'man' takes for itself."""
    return re.sub(r"\\f[BR]|\\&", "", page).replace("\\-", "-").replace("\\e", "\\")


def test_the_page_that_is_installed_is_the_page_as_it_is_now() -> None:
    assert KEPT.read_text("utf-8") == page(main), "run: formwright manual --force --out generator/formwright.1"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_with_its_text_and_each_option(name: str) -> None:
    words = plain(page(main))
    common, own = words.split(".SH COMMANDS")[0], re.split(rf"\nformwright {name} ", words)[1].split("\nformwright ")[0]
    context = click.Context(main, info_name="formwright")
    command = main.get_command(context, name)
    assert command is not None and command.help is not None

    for paragraph in command.help.split("\n\n"):
        assert " ".join(paragraph.split()) in own
    for param in command.params:
        if isinstance(param, click.Option) and not param.hidden:
            assert param.help, f"{name} {param.opts} says nothing"
            where = common if param.name == "root" else own
            assert all(f"{opt}" in where for opt in param.opts) and param.help.split(". ")[0] in where


def test_every_code_of_exit_and_setting_is_there() -> None:
    words = plain(page(main))

    for word in ("\n0\n", "\n1\n", "\n2\n", "\n3\n", "NO_COLOR", "FORCE_COLOR", "XDG_CACHE_HOME", "--debug"):
        assert word in words


@pytest.mark.skipif(not shutil.which("man"), reason="there is no man here")
def test_man_shows_it_without_a_warning() -> None:
    environment = {**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    shown = subprocess.run(
        ["man", "--warnings=w", "-l", str(KEPT)], env=environment, capture_output=True, text=True, check=True
    )

    assert shown.stderr == ""
    text = re.sub(r".\x08", "", shown.stdout)
    assert all(re.search(rf"^ +formwright +{name}\b", text, re.MULTILINE) for name in COMMANDS)
