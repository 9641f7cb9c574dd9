"""`formwright desk` as a process: it says its address, opens at once, and Ctrl-C ends it."""

import os
import signal
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from tests.desk.conftest import Folder


def test_it_says_its_address_and_ctrl_c_ends_it(folder: Folder) -> None:
    command = [sys.executable, "-c", "from formwright.cli import main; main()", "desk", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--root", str(folder.root), "--returns", str(folder.returns)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1]
    assert address.startswith("http://127.0.0.1:") and "?key=" in address
    with pytest.raises(HTTPError, match="403"):
        urlopen(address.partition("?")[0])  # noqa: S310 - our own page

    os.killpg(process.pid, signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "") and "The desk has been closed." in said
