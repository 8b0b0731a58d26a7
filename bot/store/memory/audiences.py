"""Audiences of file and chat, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.audience import Audience, Place
from bot.errors import StoreError
from bot.store.rules import named_audiences


class MemoryAudienceStore:
    """Implements bot.domain.ports.AudienceStore."""

    def __init__(self) -> None:
        self._audiences: dict[str, Audience] = {}

    async def import_audiences(self, named: Iterable[Audience], now: datetime) -> None:
        """Make the rows of origin "file" equal to `named`."""
        changed, removed = named_audiences(self._audiences.values(), named, now)
        for audience_id in removed:
            del self._audiences[audience_id]
        self._audiences |= {audience.id: audience for audience in changed}

    async def save(self, audience: Audience) -> None:
        """Insert or replace one audience by id."""
        for other in self._audiences.values():
            if other.id != audience.id and _unique(other) == _unique(audience):
                message = f"an audience named {audience.name!r} is already there as {other.id}"
                raise StoreError(message)
        self._audiences[audience.id] = audience

    async def remove(self, audience_id: str) -> None:
        """Remove an audience."""
        self._audiences.pop(audience_id, None)

    async def get(self, audience_id: str) -> Audience | None:
        """Return one audience or None."""
        return self._audiences.get(audience_id)

    async def at_place(self, place: Place) -> list[Audience]:
        """Return the audiences of a channel, ordered by name."""
        return [audience for audience in await self.all() if audience.place == place]

    async def all(self) -> list[Audience]:
        """Return every audience, ordered by name."""
        return sorted(self._audiences.values(), key=lambda audience: (audience.name, audience.id))

    def place(self, audience_id: str) -> Place | None:
        """Return where an audience is, or None."""
        audience = self._audiences.get(audience_id)
        return audience.place if audience else None

    def move_window(self, audience_id: str, end: datetime, now: datetime) -> None:
        """Let the next content window begin at `end`, never earlier than before, unless that lies after `now`."""
        audience = self._audiences.get(audience_id)
        if audience is None:
            return
        until = audience.delivered_until_at
        if until is None or until < end or until > now:
            self._audiences[audience_id] = replace(audience, delivered_until_at=end)


def _unique(audience: Audience) -> tuple[Place, str, str]:
    return audience.place, audience.name, audience.origin
