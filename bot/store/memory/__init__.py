"""All stores in memory: for tests, and as the plainest reading of the ports."""

from bot.store.memory.stores import memory_stores

__all__ = ["memory_stores"]
