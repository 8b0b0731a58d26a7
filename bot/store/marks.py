"""Small facts the program remembers about itself, in SQL."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.engine import Database
from bot.store.tables import marks


class SqlMarkStore:
    """Implements bot.domain.ports.MarkStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        """Return the value of a mark, or None."""
        async with self._database.read() as connection:
            found: str | None = (await connection.execute(select(marks.c.value).where(marks.c.name == name))).scalar()
            return found

    async def set(self, name: str, value: str) -> None:
        """Store the value of a mark, replacing the former one."""
        async with self._database.write() as connection:
            await connection.execute(self._database.upsert(marks), {"name": name, "value": value})
