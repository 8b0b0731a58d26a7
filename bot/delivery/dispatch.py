"""The outbox of one platform: lease, send, settle (docs/decisions/0064).

Whatever happens between the lease and its settlement, the next lease of the same delivery knows that a message may
stand in the channel and has it searched for first.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.audience import Platform
from bot.domain.briefing import Briefing, as_corrected
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.domain.ports import Clock, Messenger
from bot.domain.stores import DeliveryStore
from bot.errors import (
    CounterpointError,
    GroundingError,
    RefusedSendError,
    RetrySendError,
    StaleLeaseError,
    UnknownSendError,
)

LEASE_SECONDS = 120.0
SEND_SECONDS = 60.0
"""Everything one attempt does on the network ends before its lease, so two workers never send at once."""

BATCH = 20
FIRST_RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 900.0
MOST_ATTEMPTS = 30
"""About six hours of a platform that is down."""

MOST_UNKNOWN_ATTEMPTS = 3
"""Attempts that end in doubt: the first searches nothing, so one later search that cannot tell is no proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one attempt, for the log. `state` is PENDING when it will be tried again; `error` is one line."""

    delivery: Delivery
    state: DeliveryState
    error: str | None = None


def retry_seconds(attempts: int, wished_seconds: float | None = None) -> float:
    """Return how long to wait after so many begun attempts: doubling, bounded, never less than the platform's wish."""
    doubled = FIRST_RETRY_SECONDS * 2.0 ** min(attempts - 1, 16)
    return max(min(doubled, LONGEST_RETRY_SECONDS), wished_seconds or 0.0)


class Dispatcher:
    """Sends what is due on one platform; one of its own for each platform, so none waits for another.

    Args:
        platform: Whose deliveries to lease.
        messenger: How they are sent.
        store: The outbox.
        clock: For leases and retries.
        lease_seconds: How long a worker owns a delivery.
        send_seconds: How long an attempt may take; shorter than the lease.
    """

    def __init__(
        self,
        *,
        platform: Platform,
        messenger: Messenger,
        store: DeliveryStore,
        clock: Clock,
        lease_seconds: float = LEASE_SECONDS,
        send_seconds: float = SEND_SECONDS,
    ) -> None:
        if send_seconds >= lease_seconds:
            message = f"an attempt of {send_seconds} s would outlive its lease of {lease_seconds} s"
            raise ValueError(message)
        self._platform = platform
        self._messenger = messenger
        self._store = store
        self._clock = clock
        self._lease_seconds = lease_seconds
        self._send_seconds = send_seconds

    async def dispatch(self) -> list[Outcome]:
        """Send what is due now, one message a channel, all channels side by side. Empty: nothing was due."""
        leased = await self._store.lease_due(self._clock.now(), self._lease_seconds, BATCH, platform=self._platform)
        ended = await asyncio.gather(*(self._attempt(delivery) for delivery in leased), return_exceptions=True)
        for result in ended:
            if isinstance(result, BaseException):  # after the others have ended; its lease runs out and is given anew
                raise result
        return [result for result in ended if isinstance(result, Outcome)]

    async def _attempt(self, delivery: Delivery) -> Outcome:
        try:
            return await self._send_and_settle(delivery)
        except StaleLeaseError as error:
            return Outcome(delivery=delivery, state=delivery.state, error=error.message)

    async def _send_and_settle(self, delivery: Delivery) -> Outcome:
        if delivery.attempts > MOST_ATTEMPTS:
            return await self._fail(delivery, f"given up after {MOST_ATTEMPTS} attempts: {delivery.last_error}")
        try:
            receipt = await self._send(delivery)
        except RetrySendError as error:
            return await self._retry(delivery, error, error.retry_after_seconds)
        except RefusedSendError as error:
            return await self._fail(delivery, error.message)
        except UnknownSendError as error:
            return await self._doubt(delivery, error)
        except TimeoutError:
            late = UnknownSendError(f"no answer within {self._send_seconds:g} s: perhaps sent")
            return await self._doubt(delivery, late)
        except GroundingError as error:
            return await self._fail(delivery, error.message)
        await self._store.settle_sent(delivery, receipt, self._clock.now())
        return Outcome(delivery=delivery, state=DeliveryState.SENT)

    async def _send(self, delivery: Delivery) -> Receipt:
        briefing = await self._store.briefing(delivery.briefing_id)
        if briefing is None or delivery.part >= len(briefing.documents):
            raise RefusedSendError(f"briefing {delivery.briefing_id} has no part {delivery.part}")
        if briefing.corrects is not None:
            return await self._correct(delivery, briefing, briefing.corrects)
        parent = await self._store.parent_receipt(delivery) if delivery.part else None
        return await self._post(delivery, briefing, parent)

    async def _correct(self, delivery: Delivery, correction: Briefing, corrected_id: str) -> Receipt:
        """Post a correction into the thread of what it corrects, or make one of the corrected messages say so.

        A message is made to say what it has to say by now: an edit that comes late takes no later notice back.
        """
        corrected = await self._store.briefing(corrected_id)
        sent = {one.part: one for one in await self._store.sent(corrected_id)}
        if corrected is None or 0 not in sent:
            raise RefusedSendError(f"briefing {corrected_id} was not sent, so there is nothing to correct")
        thread = Receipt(message_id=sent[0].receipt or "")
        if delivery.part == 0:
            return await self._post(delivery, correction, thread)
        part = correction.edits[delivery.part - 1]
        message = Receipt(message_id=sent[part].receipt or "")
        now = as_corrected(corrected, await self._store.corrections(corrected_id))
        async with asyncio.timeout(self._send_seconds):
            await self._messenger.edit(
                place=delivery.place,
                document=now.documents[part],
                key=sent[part].key,
                message=message,
                parent=thread if part else None,
            )
        return message

    async def _post(self, delivery: Delivery, briefing: Briefing, parent: Receipt | None) -> Receipt:
        async with asyncio.timeout(self._send_seconds):
            return await self._messenger.send(
                place=delivery.place,
                document=briefing.documents[delivery.part],
                key=delivery.key,
                parent=parent,
                search_first=delivery.attempts > 1,
            )

    async def _retry(
        self, delivery: Delivery, error: CounterpointError, wished_seconds: float | None = None
    ) -> Outcome:
        wait = timedelta(seconds=retry_seconds(delivery.attempts, wished_seconds))
        await self._store.settle_retry(delivery, error.message, self._clock.now() + wait)
        return Outcome(delivery=delivery, state=DeliveryState.PENDING, error=error.message)

    async def _doubt(self, delivery: Delivery, error: UnknownSendError) -> Outcome:
        """Search before anything else next time; a search that cannot tell posts nothing, so asking again is safe."""
        if delivery.attempts < MOST_UNKNOWN_ATTEMPTS:
            return await self._retry(delivery, error)
        await self._store.settle_unknown(delivery, error.message)
        return Outcome(delivery=delivery, state=DeliveryState.UNKNOWN, error=error.message)

    async def _fail(self, delivery: Delivery, error: str) -> Outcome:
        await self._store.settle_failed(delivery, error)
        return Outcome(delivery=delivery, state=DeliveryState.FAILED, error=error)
