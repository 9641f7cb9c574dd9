"""Settings for every test: what a property test finds must not depend on how busy the machine is. In
CI the same examples are tried each time; at a desk new ones are. What the program keeps for its next run is kept
in a folder of the tests' own. Python keeps what it has compiled, wherever it was told not to: the tests start the
program hundreds of times. It looks for garbage as seldom as the program does, and not among the tests themselves:
that would take a quarter of the time."""

import atexit
import gc
import os
import shutil
import sys
import tempfile

from hypothesis import settings
from tests.samples import times

settings.register_profile("formwright", deadline=None, max_examples=times(40), derandomize=bool(os.environ.get("CI")))
settings.load_profile("formwright")

if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="formwright-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

gc.set_threshold(50_000)


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: half of the suite's time is spent waiting for a browser, a mail server or another process."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
