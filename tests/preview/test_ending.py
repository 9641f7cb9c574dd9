"""The preview ends when it is told to, tidily, however it was begun."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

FRAMEWORK = Path(__file__).parents[1] / "examples" / "framework"
SERVE = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); from formwright.cli import main; main()"


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_one_that_a_script_began_in_the_background_ends_when_told(told: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, "serve", "--root", FRAMEWORK],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as preview:
        try:
            assert preview.stdout is not None
            assert "http://127.0.0.1:" in preview.stdout.readline()
            preview.send_signal(told)
            _, complaints = preview.communicate(timeout=60)
            assert (preview.returncode, complaints) == (0, "")
        finally:
            preview.kill()
