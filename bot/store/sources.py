"""Sources and what the last visit left behind, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, or_, select

from bot.domain.article import FARTHEST_POLL, Source, SourceState
from bot.store.engine import Database, chunks, fields
from bot.store.rules import named_sources, unknown
from bot.store.tables import source_state, sources
from bot.store.together import Together


class SqlSourceStore:
    """Implements bot.domain.ports.SourceStore."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._replace = database.upsert(source_state)
        self._visits = Together(self._record)

    async def import_sources(self, named: Iterable[Source]) -> None:
        """Make the rows of origin "file" equal to `named`."""
        async with self._database.write() as connection:
            stored = [_source(row) for row in (await connection.execute(select(sources))).mappings()]
            changed = named_sources(stored, named)
            if changed:
                await connection.execute(self._database.upsert(sources), [fields(source) for source in changed])

    async def sources(self) -> list[Source]:
        """Return all enabled sources, ordered by name."""
        query = select(sources).where(sources.c.enabled).order_by(sources.c.name, sources.c.id)
        async with self._database.read() as connection:
            return [_source(row) for row in (await connection.execute(query)).mappings()]

    async def states(self) -> dict[str, SourceState]:
        """Return the state of each source ever visited."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(source_state))).mappings()
            return {row["source_id"]: SourceState(**row) for row in rows}

    async def due_sources(self, now: datetime) -> list[tuple[Source, SourceState]]:
        """Return enabled, not retired sources that are due, the longest waiting first."""
        state = source_state.c
        due = or_(
            state.source_id.is_(None),
            ~state.retired
            & or_(state.next_poll_at.is_(None), state.next_poll_at <= now, state.next_poll_at > now + FARTHEST_POLL),
        )
        query = (
            select(sources, source_state)
            .outerjoin_from(sources, source_state)
            .where(sources.c.enabled, due)
            .order_by(state.next_poll_at.nulls_first(), sources.c.name, sources.c.id)
        )
        async with self._database.read() as connection:
            return [(_source(row), _state(row)) for row in (await connection.execute(query)).mappings()]

    async def find(self, source_id: str) -> tuple[Source, SourceState] | None:
        """Return an enabled source with its state, or None."""
        query = (
            select(sources, source_state)
            .outerjoin_from(sources, source_state)
            .where(sources.c.enabled, sources.c.id == source_id)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
            return (_source(row), _state(row)) if row is not None else None

    async def record_visit(self, state: SourceState) -> None:
        """Replace the state of a source; visits that end together are stored together."""
        await self._visits.put(state)

    async def _record(self, states: Sequence[SourceState]) -> None:
        last = {state.source_id: state for state in states}  # an upsert may not meet the same row twice
        async with self._database.write() as connection:
            known: set[str] = set()
            for some in chunks(last):
                known |= set((await connection.execute(select(sources.c.id).where(sources.c.id.in_(some)))).scalars())
            if unstored := last.keys() - known:
                raise unknown("source", min(unstored))
            await connection.execute(self._replace, [fields(state) for state in last.values()])


def _source(row: RowMapping) -> Source:
    return Source(**{column.name: row[column] for column in sources.columns})


def _state(row: RowMapping) -> SourceState:
    if row[source_state.c.source_id] is None:
        return SourceState(source_id=row[sources.c.id])
    return SourceState(**{column.name: row[column] for column in source_state.columns})
