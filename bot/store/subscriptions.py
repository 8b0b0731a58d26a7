"""Subscriptions to hubs and what hubs pushed, in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, func, select

from bot.domain.subscription import Push, Subscription
from bot.store.engine import Database, fields
from bot.store.rules import unknown
from bot.store.tables import pushes, subscriptions

_PUSH = (pushes.c.id, pushes.c.token, pushes.c.content_type, pushes.c.body, pushes.c.received_at)


class SqlSubscriptionStore:
    """Implements bot.domain.stores.SubscriptionStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, subscription: Subscription) -> None:
        """Insert or replace one subscription."""
        async with self._database.write() as connection:
            await connection.execute(self._database.upsert(subscriptions), fields(subscription))

    async def get(self, token: str) -> Subscription | None:
        """Return a subscription, or None."""
        found = await self._select(select(subscriptions).where(subscriptions.c.token == token))
        return found[0] if found else None

    async def of_source(self, source_id: str) -> list[Subscription]:
        """Return the subscriptions of a source."""
        wanted = select(subscriptions).where(subscriptions.c.source_id == source_id)
        return await self._select(wanted.order_by(subscriptions.c.token))

    async def all(self) -> list[Subscription]:
        """Return every subscription."""
        return await self._select(select(subscriptions).order_by(subscriptions.c.token))

    async def due(self, now: datetime, limit: int) -> list[Subscription]:
        """Return subscriptions that are due, the longest waiting first."""
        wanted = select(subscriptions).where(subscriptions.c.next_at <= now)
        return await self._select(wanted.order_by(subscriptions.c.next_at, subscriptions.c.token).limit(limit))

    async def remove(self, token: str) -> None:
        """Remove a subscription with what was pushed for it."""
        async with self._database.write() as connection:
            await connection.execute(delete(pushes).where(pushes.c.token == token))
            await connection.execute(delete(subscriptions).where(subscriptions.c.token == token))

    async def add_push(self, push: Push, limit: int) -> bool:
        """Store a push, unless too many are waiting."""
        known = select(subscriptions.c.token).where(subscriptions.c.token == push.token)
        waiting = select(func.count()).select_from(pushes).where(pushes.c.token == push.token)
        async with self._database.write() as connection:
            if (await connection.execute(known)).first() is None:
                raise unknown("subscription", push.token)
            if (await connection.execute(waiting)).scalar_one() >= limit:
                return False
            await connection.execute(pushes.insert(), fields(push))
            return True

    async def pushes(self, limit: int) -> list[Push]:
        """Return pushes that wait to be read, oldest first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(*_PUSH).order_by(pushes.c.seq).limit(limit))
            return [Push(**row) for row in rows.mappings()]

    async def remove_push(self, push_id: str) -> None:
        """Remove a push."""
        async with self._database.write() as connection:
            await connection.execute(delete(pushes).where(pushes.c.id == push_id))

    async def _select(self, query: Select[tuple[object, ...]]) -> list[Subscription]:
        async with self._database.read() as connection:
            return [Subscription(**row) for row in (await connection.execute(query)).mappings()]
