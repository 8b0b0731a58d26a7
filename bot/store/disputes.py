"""Disputes with their history, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.claim import Dispute, StatusChange
from bot.domain.decision import Decision, Editor
from bot.domain.stores import DisputeIntent, RetireDispute
from bot.store.engine import Database, chunks, fields
from bot.store.rules import added_history, retired, unknown
from bot.store.tables import decisions, dispute_history, disputes, stories

_EDITOR = tuple(Editor.__dataclass_fields__)


class SqlDisputeStore:
    """Implements bot.domain.ports.DisputeStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_story(self, story_id: str) -> list[Dispute]:
        """Return the disputes of a story and of those merged into it, oldest first."""
        root = select(func.coalesce(stories.c.merged_into, stories.c.id)).where(stories.c.id == story_id)
        merged = select(stories.c.id).where(stories.c.merged_into == root.scalar_subquery())
        same_story = or_(
            disputes.c.story_id == story_id,
            disputes.c.story_id == root.scalar_subquery(),
            disputes.c.story_id.in_(merged),
        )
        query = select(disputes).where(same_story).order_by(disputes.c.first_seen_at, disputes.c.id)
        async with self._database.read() as connection:
            return await _disputes(connection, query)

    async def apply(self, intents: Sequence[DisputeIntent]) -> None:
        """Carry out reconcile's intents in one transaction."""
        async with self._database.write() as connection:
            await self._carry_out(connection, intents)

    async def get(self, dispute_id: str) -> Dispute | None:
        """Return a dispute, following merges, or None."""
        seen: set[str] = set()
        async with self._database.read() as connection:
            found = await _find(connection, dispute_id)
            while found is not None and found.merged_into is not None and found.id not in seen:
                seen.add(found.id)
                found = await _find(connection, found.merged_into)
        return found

    async def recent(self, limit: int) -> list[Dispute]:
        """Return live disputes, the most recently updated first."""
        query = select(disputes).where(disputes.c.live, disputes.c.merged_into.is_(None))
        async with self._database.read() as connection:
            return await _disputes(connection, query.order_by(disputes.c.updated_at.desc(), disputes.c.id).limit(limit))

    async def decide(self, decision: Decision, intents: Sequence[DisputeIntent]) -> None:
        """Store an editor's decision and carry out what follows from it, in one transaction."""
        row = fields(decision)
        row |= fields(row.pop("by"))
        async with self._database.write() as connection:
            await self._carry_out(connection, intents)
            await connection.execute(insert(decisions), row)

    async def decisions(self, dispute_ids: Iterable[str] | None = None) -> list[Decision]:
        """Return the decisions that name any of the disputes (None: all), in the order in which they were stored."""
        query = select(decisions).order_by(decisions.c.seq)
        if dispute_ids is not None:
            named = set(dispute_ids)
            query = query.where(or_(decisions.c.dispute_id.in_(named), decisions.c.other_id.in_(named)))
        async with self._database.read() as connection:
            return [_decision(row) for row in (await connection.execute(query)).mappings()]

    async def _carry_out(self, connection: AsyncConnection, intents: Sequence[DisputeIntent]) -> None:
        for intent in intents:
            if isinstance(intent, RetireDispute):
                stored = await _find(connection, intent.dispute_id, lock=True)
                if stored is None:
                    raise unknown("dispute", intent.dispute_id)
                await self._save(connection, retired(stored, intent), stored)
            else:
                stored = await _find(connection, intent.dispute.id, lock=True)
                await self._save(connection, intent.dispute, stored)

    async def _save(self, connection: AsyncConnection, dispute: Dispute, stored: Dispute | None) -> None:
        former = stored.history if stored else ()
        added = added_history(former, dispute.history, dispute.id)
        row = fields(dispute)
        del row["history"]
        await connection.execute(self._database.upsert(disputes), row)
        if added:
            lines: list[dict[str, Any]] = [
                fields(change) | {"dispute_id": dispute.id, "number": number}
                for number, change in enumerate(added, start=len(former))
            ]
            await connection.execute(insert(dispute_history), lines)


async def _find(connection: AsyncConnection, dispute_id: str, *, lock: bool = False) -> Dispute | None:
    query = select(disputes).where(disputes.c.id == dispute_id)
    found = await _disputes(connection, query.with_for_update() if lock else query)
    return found[0] if found else None


async def _disputes(connection: AsyncConnection, query: Select[*tuple[object, ...]]) -> list[Dispute]:
    rows = (await connection.execute(query)).mappings().all()
    history: dict[str, list[StatusChange]] = {row["id"]: [] for row in rows}
    for ids in chunks(history):
        lines = select(dispute_history).where(dispute_history.c.dispute_id.in_(ids)).order_by(dispute_history.c.number)
        for line in await connection.execute(lines):
            change = StatusChange(
                at=line.at, status=line.status, evidence=line.evidence, note=line.note, by=tuple(line.by)
            )
            history[line.dispute_id].append(change)
    return [_dispute(row, history[row["id"]]) for row in rows]


def _dispute(row: RowMapping, history: list[StatusChange]) -> Dispute:
    return Dispute(**{column.name: row[column.name] for column in disputes.columns}, history=tuple(history))


def _decision(row: RowMapping) -> Decision:
    values = dict(row)
    del values["seq"]
    by: dict[str, Any] = {name: values.pop(name) for name in _EDITOR}
    return Decision(by=Editor(**by), **values)
