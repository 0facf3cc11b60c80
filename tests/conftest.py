"""What every test relies on: hypothesis draws the same examples each time, and stores none."""

from hypothesis import settings

settings.register_profile("calc", derandomize=True, deadline=None, database=None)
settings.load_profile("calc")
