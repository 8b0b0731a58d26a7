"""Slots, briefings and the outbox, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Update, func, insert, or_, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audience import Place, Platform, Slot
from bot.domain.briefing import Briefing
from bot.domain.delivery import Delivery, DeliveryState, Receipt, ShownDispute, Watch
from bot.errors import StaleLeaseError
from bot.store.engine import Database, fields
from bot.store.rules import disputes_shown, unknown, watches_of
from bot.store.tables import (
    articles,
    audiences,
    briefings,
    decisions,
    deliveries,
    disputes,
    revisions,
    shown_disputes,
    slots,
    watches,
)

_PLACE = ("platform", "workspace_id", "channel_id")
_PLACE_COLUMNS = [deliveries.c[name] for name in _PLACE]
_PENDING = deliveries.c.state == DeliveryState.PENDING

# Held while leases are given out, so that two processes never lease two messages of one place.
_LEASING = text("SELECT pg_advisory_xact_lock(7205760)")


class SqlDeliveryStore:
    """Implements bot.domain.ports.DeliveryStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, briefing: Briefing, parts: Sequence[Delivery], slot: Slot | None) -> bool:
        """Store a briefing, its deliveries and the slot it fills; False when the slot is taken."""
        async with self._database.write() as connection:
            if slot is not None and not await self._take(connection, slot, briefing_id=briefing.id):
                return False
            await _store(connection, briefing, parts)
            if parts and (quoted := watches_of(briefing)):
                await connection.execute(insert(watches), [fields(watch) for watch in quoted])
            if parts and (shown := disputes_shown(briefing)):
                await connection.execute(insert(shown_disputes), [fields(one) for one in shown])
        return True

    async def due_watches(self, since: datetime, limit: int) -> list[Watch]:
        """Return watches whose article has a newer revision, of posted briefings made after `since`."""
        async with self._database.read() as connection:
            rows = (await connection.execute(_due_watches(since).limit(limit))).mappings()
            return [Watch(**row) for row in rows]

    async def move_watch(
        self, watch: Watch, revision_id: str, correction: Briefing | None, parts: Sequence[Delivery]
    ) -> bool:
        """Move a watch on and store the correction it led to; False when the watch has moved already."""
        moved = update(watches).filter_by(**fields(watch)).values(revision_id=revision_id)
        return await self._move(moved, correction, parts)

    async def due_notices(self, since: datetime, limit: int) -> list[ShownDispute]:
        """Return shown disputes about which an editor decided something since that was not looked at."""
        async with self._database.read() as connection:
            rows = (await connection.execute(_due_notices(since).limit(limit))).mappings()
            return [ShownDispute(**row) for row in rows]

    async def move_notice(
        self, shown: ShownDispute, decision_id: str, correction: Briefing | None, parts: Sequence[Delivery]
    ) -> bool:
        """Move a shown dispute on and store the notice it led to; False when it has moved already."""
        moved = update(shown_disputes).filter_by(**fields(shown)).values(decision_id=decision_id)
        return await self._move(moved, correction, parts)

    async def _move(self, moved: Update, correction: Briefing | None, parts: Sequence[Delivery]) -> bool:
        async with self._database.write() as connection:
            if (await connection.execute(moved)).rowcount != 1:
                return False
            if correction is not None:
                await _store(connection, correction, parts)
        return True

    async def corrections(self, briefing_id: str) -> list[Briefing]:
        """Return the corrections of a briefing, oldest first."""
        return await self._briefings(select(briefings).filter_by(corrects=briefing_id).order_by(briefings.c.seq))

    async def skip(self, slot: Slot, reason: str) -> bool:
        """Mark a slot as passed over; False when it is taken."""
        async with self._database.write() as connection:
            return await self._take(connection, slot, skipped_because=reason)

    async def _take(self, connection: AsyncConnection, slot: Slot, **filling: str) -> bool:
        places = select(*(audiences.c[name] for name in _PLACE)).where(audiences.c.id == slot.audience_id)
        place = (await connection.execute(places)).mappings().first()
        if place is None:
            raise unknown("audience", slot.audience_id)
        row = {**fields(slot), **place, **filling}
        return await self._database.insert_new(connection, slots, row)

    async def taken_slots(self, audience_id: str, since: datetime) -> set[datetime]:
        """Return the scheduled instants at or after `since` that are filled or skipped."""
        query = select(slots.c.scheduled_at).where(slots.c.audience_id == audience_id, slots.c.scheduled_at >= since)
        async with self._database.read() as connection:
            return set((await connection.execute(query)).scalars())

    async def briefing(self, briefing_id: str) -> Briefing | None:
        """Return a stored briefing or None."""
        return next(iter(await self._briefings(select(briefings).where(briefings.c.id == briefing_id))), None)

    async def latest_briefing(self, audience_id: str) -> Briefing | None:
        """Return the newest briefing of an audience, or None."""
        query = select(briefings).where(briefings.c.audience_id == audience_id, briefings.c.corrects.is_(None))
        newest = query.order_by(briefings.c.created_at.desc(), briefings.c.seq.desc()).limit(1)
        return next(iter(await self._briefings(newest)), None)

    async def briefings(self) -> list[Briefing]:
        """Return every stored briefing, oldest first."""
        return await self._briefings(select(briefings).order_by(briefings.c.created_at, briefings.c.seq))

    async def _briefings(self, query: Select[Any]) -> list[Briefing]:
        async with self._database.read() as connection:
            return [_briefing(row) for row in (await connection.execute(query)).mappings()]

    async def lease_due(
        self, now: datetime, lease_seconds: float, limit: int, *, platform: Platform | None = None
    ) -> list[Delivery]:
        """Lease pending deliveries that are due, oldest first, at most one a place."""
        leased = (
            update(deliveries)
            .where(deliveries.c.seq.in_(_due(now, platform).limit(limit)))
            .values(
                attempts=deliveries.c.attempts + 1,
                fence=deliveries.c.fence + 1,
                leased_until_at=now + timedelta(seconds=lease_seconds),
            )
            .returning(deliveries)
        )
        async with self._database.write() as connection:
            if not self._database.is_sqlite:
                await connection.execute(_LEASING)
            rows = (await connection.execute(leased)).mappings().all()
        return [_delivery(row) for row in sorted(rows, key=lambda row: row["seq"])]

    async def end_leases(self, next_attempt_at: datetime) -> int:
        """End every lease of a pending delivery; returns how many there were."""
        leased = _PENDING & deliveries.c.leased_until_at.is_not(None)
        ended = update(deliveries).where(leased).values(leased_until_at=None, next_attempt_at=next_attempt_at)
        async with self._database.write() as connection:
            return (await connection.execute(ended)).rowcount

    async def settle_sent(self, delivery: Delivery, receipt: Receipt, at: datetime) -> None:
        """Store the receipt; a sent part 0 of a slot's briefing moves the audience's content window."""
        async with self._database.write() as connection:
            await _settle(
                connection, delivery, state=DeliveryState.SENT, receipt=receipt.message_id, sent_at=at, last_error=None
            )
            if delivery.part == 0:
                await _move_window(connection, delivery, at)

    async def settle_retry(self, delivery: Delivery, error: str, next_attempt_at: datetime) -> None:
        """Give the lease back and try again later."""
        async with self._database.write() as connection:
            await _settle(connection, delivery, next_attempt_at=next_attempt_at, last_error=error)

    async def settle_failed(self, delivery: Delivery, error: str) -> None:
        """Give up: an operator has to act."""
        async with self._database.write() as connection:
            await _settle(connection, delivery, state=DeliveryState.FAILED, last_error=error)

    async def settle_unknown(self, delivery: Delivery, error: str) -> None:
        """Perhaps sent, and history cannot tell."""
        async with self._database.write() as connection:
            await _settle(connection, delivery, state=DeliveryState.UNKNOWN, last_error=error)

    async def parent_receipt(self, delivery: Delivery) -> Receipt | None:
        """Return the receipt of part 0 of the same briefing at the same place, or None."""
        query = select(deliveries.c.receipt).filter_by(
            briefing_id=delivery.briefing_id, part=0, state=DeliveryState.SENT, **fields(delivery.place)
        )
        async with self._database.read() as connection:
            found = (await connection.execute(query)).scalar()
        return None if found is None else Receipt(message_id=found)

    async def sent(self, briefing_id: str) -> list[Delivery]:
        """Return the sent deliveries of a briefing, in the order of their parts."""
        query = select(deliveries).filter_by(briefing_id=briefing_id, state=DeliveryState.SENT)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(deliveries.c.part))).mappings()
            return [_delivery(row) for row in rows]

    async def deliveries(self, limit: int) -> list[Delivery]:
        """Return the newest deliveries, newest first."""
        query = select(deliveries).order_by(deliveries.c.seq.desc()).limit(limit)
        async with self._database.read() as connection:
            return [_delivery(row) for row in (await connection.execute(query)).mappings()]


def _due(now: datetime, platform: Platform | None) -> Select[tuple[int]]:
    """Return the query for what to lease: the oldest due delivery of each place that has no live lease."""
    first, other = deliveries.alias("first"), deliveries.alias("other")
    parent_sent = (
        select(first.c.seq)
        .where(first.c.briefing_id == deliveries.c.briefing_id, first.c.part == 0, first.c.state == DeliveryState.SENT)
        .where(*(first.c[column.name] == column for column in _PLACE_COLUMNS))
        .exists()
    )
    place_busy = (
        select(other.c.seq)
        .where(other.c.state == DeliveryState.PENDING, other.c.leased_until_at > now)
        .where(*(other.c[column.name] == column for column in _PLACE_COLUMNS))
        .exists()
    )
    wanted = true() if platform is None else deliveries.c.platform == platform
    return (
        select(func.min(deliveries.c.seq))
        .where(wanted)
        .where(_PENDING, deliveries.c.next_attempt_at <= now, ~place_busy)
        .where(or_(deliveries.c.part == 0, parent_sent))
        .group_by(*_PLACE_COLUMNS)
        .order_by(func.min(deliveries.c.seq))
    )


def _due_watches(since: datetime) -> Select[Any]:
    """Return the query for watches that are behind their article."""
    newest = (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.newest)
    return (
        select(watches)
        .join(briefings, briefings.c.id == watches.c.briefing_id)
        .join(articles, articles.c.id == watches.c.article_id)
        .join(revisions, newest)
        .where(briefings.c.created_at > since, revisions.c.id != watches.c.revision_id, *_posted())
        .order_by(briefings.c.seq, watches.c.article_id)
    )


def _due_notices(since: datetime) -> Select[Any]:
    """Return the query for shown disputes that are behind what editors decided."""
    merged_into = select(disputes.c.merged_into).where(disputes.c.id == shown_disputes.c.dispute_id)
    about = or_(
        decisions.c.dispute_id == shown_disputes.c.dispute_id, decisions.c.dispute_id == merged_into.scalar_subquery()
    )
    newest = select(func.max(decisions.c.seq)).where(about).scalar_subquery()
    latest = decisions.alias("latest")
    behind = or_(shown_disputes.c.decision_id.is_(None), shown_disputes.c.decision_id != latest.c.id)
    return (
        select(shown_disputes)
        .join(briefings, briefings.c.id == shown_disputes.c.briefing_id)
        .join(latest, latest.c.seq == newest)
        .where(briefings.c.created_at > since, latest.c.at > briefings.c.created_at, behind, *_posted())
        .order_by(briefings.c.seq, shown_disputes.c.dispute_id)
    )


def _posted() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a briefing's overview is sent and nothing of it is pending."""
    sent = select(deliveries.c.seq).filter_by(part=0, state=DeliveryState.SENT)
    pending = select(deliveries.c.seq).where(_PENDING)
    return (
        sent.where(deliveries.c.briefing_id == briefings.c.id).exists(),
        ~pending.where(deliveries.c.briefing_id == briefings.c.id).exists(),
    )


async def _store(connection: AsyncConnection, briefing: Briefing, parts: Sequence[Delivery]) -> None:
    """Store a briefing or a correction with its deliveries."""
    await connection.execute(insert(briefings), fields(briefing))
    if parts:
        await connection.execute(insert(deliveries), [_row(delivery) for delivery in parts])


async def _settle(connection: AsyncConnection, delivery: Delivery, **values: object) -> None:
    """Write the outcome of a lease if it is still ours."""
    ours = (deliveries.c.id == delivery.id) & (deliveries.c.fence == delivery.fence) & _PENDING
    leased = deliveries.c.leased_until_at.is_not(None)
    result = await connection.execute(update(deliveries).where(ours, leased).values(leased_until_at=None, **values))
    if result.rowcount != 1:
        message = f"delivery {delivery.id}: lease {delivery.fence} has moved on; its outcome is not recorded"
        raise StaleLeaseError(message)


async def _move_window(connection: AsyncConnection, delivery: Delivery, now: datetime) -> None:
    """Let the next window begin where this one ended; one that lies after `now` was moved by a wrong clock."""
    scheduled = select(briefings.c.window_end_at).where(
        briefings.c.id == delivery.briefing_id, briefings.c.slot_at.is_not(None)
    )
    end = (await connection.execute(scheduled)).scalar()
    if end is not None:
        until = audiences.c.delivered_until_at
        behind = (audiences.c.id == delivery.audience_id) & or_(until.is_(None), until < end, until > now)
        await connection.execute(update(audiences).where(behind).values(delivered_until_at=end))


def _row(delivery: Delivery) -> dict[str, Any]:
    row = fields(delivery)
    return row | fields(row.pop("place"))


def _delivery(row: RowMapping) -> Delivery:
    values = dict(row)
    del values["seq"]
    place: dict[str, Any] = {name: values.pop(name) for name in _PLACE}
    return Delivery(place=Place(**place), **values)


def _briefing(row: RowMapping) -> Briefing:
    values = dict(row)
    del values["seq"]
    return Briefing(**values)
