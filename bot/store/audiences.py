"""Audiences of file and chat, in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audience import Audience, Place
from bot.store.engine import Database, fields
from bot.store.rules import named_audiences
from bot.store.tables import audiences

_PLACE = ("platform", "workspace_id", "channel_id")


class SqlAudienceStore:
    """Implements bot.domain.ports.AudienceStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def import_audiences(self, named: Iterable[Audience], now: datetime) -> None:
        """Make the rows of origin "file" equal to `named`."""
        async with self._database.write() as connection:
            stored = await _audiences(connection, select(audiences).with_for_update())
            changed, removed = named_audiences(stored, named, now)
            if removed:
                await connection.execute(delete(audiences).where(audiences.c.id.in_(removed)))
            if changed:
                await connection.execute(self._database.upsert(audiences), [_row(audience) for audience in changed])

    async def save(self, audience: Audience) -> None:
        """Insert or replace one audience by id."""
        async with self._database.write() as connection:
            await connection.execute(self._database.upsert(audiences), _row(audience))

    async def remove(self, audience_id: str) -> None:
        """Remove an audience."""
        async with self._database.write() as connection:
            await connection.execute(delete(audiences).where(audiences.c.id == audience_id))

    async def get(self, audience_id: str) -> Audience | None:
        """Return one audience or None."""
        found = await self._select(select(audiences).where(audiences.c.id == audience_id))
        return found[0] if found else None

    async def at_place(self, place: Place) -> list[Audience]:
        """Return the audiences of a channel, ordered by name."""
        return await self._select(select(audiences).filter_by(**fields(place)))

    async def all(self) -> list[Audience]:
        """Return every audience, ordered by name."""
        return await self._select(select(audiences))

    async def _select(self, query: Select[*tuple[object, ...]]) -> list[Audience]:
        async with self._database.read() as connection:
            return await _audiences(connection, query.order_by(audiences.c.name, audiences.c.id))


async def _audiences(connection: AsyncConnection, query: Select[*tuple[object, ...]]) -> list[Audience]:
    return [_audience(row) for row in (await connection.execute(query)).mappings()]


def _row(audience: Audience) -> dict[str, Any]:
    row = fields(audience)
    return row | fields(row.pop("place"))


def _audience(row: RowMapping) -> Audience:
    values = dict(row)
    place: dict[str, Any] = {name: values.pop(name) for name in _PLACE}
    return Audience(place=Place(**place), **values)
