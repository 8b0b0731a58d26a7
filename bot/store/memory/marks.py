"""Small facts the program remembers about itself, in memory."""

from __future__ import annotations


class MemoryMarkStore:
    """Implements bot.domain.ports.MarkStore."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    async def get(self, name: str) -> str | None:
        """Return the value of a mark, or None."""
        return self._marks.get(name)

    async def set(self, name: str, value: str) -> None:
        """Store the value of a mark."""
        self._marks[name] = value
