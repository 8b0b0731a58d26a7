"""Sources and what the last visit left behind, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.domain.article import FARTHEST_POLL, Source, SourceState
from bot.store.rules import named_sources, unknown

_EVER = datetime.min.replace(tzinfo=UTC)


class MemorySourceStore:
    """Implements bot.domain.ports.SourceStore."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._states: dict[str, SourceState] = {}

    async def import_sources(self, named: Iterable[Source]) -> None:
        """Make the rows of origin "file" equal to `named`."""
        self._sources |= {source.id: source for source in named_sources(self._sources.values(), named)}

    async def sources(self) -> list[Source]:
        """Return all enabled sources, ordered by name."""
        enabled = (source for source in self._sources.values() if source.enabled)
        return sorted(enabled, key=lambda source: (source.name, source.id))

    async def states(self) -> dict[str, SourceState]:
        """Return the state of each source ever visited."""
        return dict(self._states)

    async def due_sources(self, now: datetime) -> list[tuple[Source, SourceState]]:
        """Return enabled, not retired sources that are due, the longest waiting first."""
        states = [
            (source, self._states.get(source.id, SourceState(source_id=source.id))) for source in await self.sources()
        ]
        due = (pair for pair in states if not pair[1].retired and _is_due(pair[1].next_poll_at or _EVER, now))
        return sorted(due, key=lambda pair: pair[1].next_poll_at or _EVER)

    async def find(self, source_id: str) -> tuple[Source, SourceState] | None:
        """Return an enabled source with its state, or None."""
        source = self._sources.get(source_id)
        if source is None or not source.enabled:
            return None
        return source, self._states.get(source_id, SourceState(source_id=source_id))

    async def record_visit(self, state: SourceState) -> None:
        """Replace the state of a source."""
        if state.source_id not in self._sources:
            raise unknown("source", state.source_id)
        self._states[state.source_id] = state


def _is_due(next_poll_at: datetime, now: datetime) -> bool:
    return next_poll_at <= now or next_poll_at > now + FARTHEST_POLL
