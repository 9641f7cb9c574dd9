"""Settings for every test: what a property test finds must not depend on how busy the machine is."""

from hypothesis import settings

settings.register_profile("formwright", deadline=None)
settings.load_profile("formwright")
