"""Settings for every test: what a property test finds must not depend on how busy the machine is. In
CI the same examples are tried each time; at a desk new ones are."""

import os

from hypothesis import settings
from tests.samples import times

settings.register_profile("formwright", deadline=None, max_examples=times(40), derandomize=bool(os.environ.get("CI")))
settings.load_profile("formwright")
