"""How every property is tried: no example has a time limit, for a busy machine makes any of them slow."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
