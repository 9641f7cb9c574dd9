"""Settings for every test: what a property test finds must not depend on how busy the machine is. In
CI the same examples are tried each time; at a desk new ones are."""

import os

from hypothesis import settings

settings.register_profile("formwright", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("formwright")
