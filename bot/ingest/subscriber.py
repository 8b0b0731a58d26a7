"""The subscriber of WebSub: asks hubs, answers their questions, and takes what they push into the store.

What a hub pushes is stored before it is answered and read later, like what a poll brought (docs/decisions/0059).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.domain.ports import FormPoster, FormRequest
from bot.domain.subscription import Push, Subscription, SubscriptionStore
from bot.errors import FetchError
from bot.ingest.normalise import clean_title
from bot.ingest.websub import (
    LEASE_SECONDS,
    Hub,
    is_over,
    is_signed,
    is_wanted,
    lease_of,
    next_attempt,
    renewal,
)

PATH = "websub"
_WAITING = 20  # pushes of one subscription that are not read yet; more are refused and come again
_AT_ONCE = 50
_DENIED_PAUSE = timedelta(days=1)
_REASON_CHARS = 120


class Receipt(Enum):
    """What became of a push."""

    STORED = auto()
    UNSIGNED = auto()
    UNKNOWN = auto()
    FULL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Keeps the subscriptions. Without a public address no hub can reach us, and nothing is done.

    Args:
        store: Keeps subscriptions and pushes.
        poster: Sends forms to hubs, to public addresses only.
        public_url: Where hubs reach us, without a slash at its end; empty: nowhere.
        timeout_seconds: The longest wait for a hub.
        mint: Returns a new id for a prefix.
    """

    store: SubscriptionStore
    poster: FormPoster
    public_url: str
    timeout_seconds: float
    mint: Callable[[str], str]
    _one_by_one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def follow(self, source_id: str, hub: Hub | None, now: datetime) -> bool:
        """Make the subscription of a source the one its feed asks for; returns whether a hub is to be asked.

        A hub without TLS is passed over, for who listens would learn the secret (WebSub 5.1); the feed is polled.
        """
        if not self.public_url:
            return False
        if hub is not None and not _keeps_secrets(hub.url):
            hub = None
        changed = False
        async with self._one_by_one:
            kept = False
            for one in await self.store.of_source(source_id):
                if one.leaving:
                    continue
                if hub and (one.hub, one.topic, one.callback) == (hub.url, hub.topic, self._callback(one.token)):
                    kept = True
                    continue
                await self.store.save(replace(one, leaving=True, attempts=0, next_at=now))
                changed = True
            if hub and not kept:
                token = secrets.token_urlsafe(32)
                new = Subscription(
                    token=token,
                    source_id=source_id,
                    hub=hub.url,
                    topic=hub.topic,
                    callback=self._callback(token),
                    secret=secrets.token_urlsafe(32),
                    next_at=now,
                )
                await self.store.save(new)
                changed = True
        return changed

    async def leave_others(self, source_ids: Collection[str], now: datetime) -> None:
        """End the subscriptions of all sources but these."""
        if not self.public_url:
            return
        async with self._one_by_one:
            for one in await self.store.all():
                if one.source_id not in source_ids and not one.leaving:
                    await self.store.save(replace(one, leaving=True, attempts=0, next_at=now))

    async def ask_due(self, now: datetime) -> list[Subscription]:
        """Ask the hubs of the subscriptions that are due; returns those whose hub could not be asked."""
        if not self.public_url:
            return []
        due = await self.store.due(now, _AT_ONCE)
        failed = [await self._ask(one, now) for one in due]
        return [one for one in failed if one is not None]

    async def verify(self, token: str, question: Callable[[str], str], now: datetime) -> str | None:
        """Return the challenge that confirms what a hub asks, or None: we did not want that.

        Args:
            token: The end of the callback.
            question: Returns a parameter of the hub's question by its name, empty where it is not there.
            now: The present instant.
        """
        async with self._one_by_one:
            one = await self.store.get(token)
            if one is None:
                return None
            mode, topic = question("hub.mode"), question("hub.topic")
            if mode == "denied" and topic == one.topic:
                reason = clean_title(question("hub.reason"))[:_REASON_CHARS] or "no reason given"
                refused = replace(one, lease_until_at=None, next_at=now + _DENIED_PAUSE)
                await self.store.save(replace(refused, error=f"the hub refuses the subscription ({reason})"))
                return ""
            if not is_wanted(one, mode, topic):
                return None
            if one.leaving:
                await self.store.remove(token)
            else:
                await self.store.save(_verified(one, question("hub.lease_seconds"), now))
        return question("hub.challenge")

    async def expects(self, token: str, now: datetime) -> bool:
        """Say whether something may be pushed to the callback that ends in a token."""
        one = await self.store.get(token)
        return one is not None and one.active(now)

    async def receive(self, token: str, body: bytes, content_type: str, signature: str, now: datetime) -> Receipt:
        """Store what was pushed, to be read later; what is not signed with our secret is dropped."""
        one = await self.store.get(token)
        if one is None or not one.active(now):
            return Receipt.UNKNOWN
        if not is_signed(body, signature, one.secret):
            return Receipt.UNSIGNED
        push = Push(id=self.mint("psh"), token=token, content_type=content_type[:200], body=body, received_at=now)
        return Receipt.STORED if await self.store.add_push(push, _WAITING) else Receipt.FULL

    async def is_fresh(self, source_id: str, now: datetime) -> bool:
        """Say whether a hub may be relied on to push what is new in a source."""
        return any(one.fresh(now) for one in await self.store.of_source(source_id)) if self.public_url else False

    async def note_push(self, token: str, now: datetime) -> None:
        """Remember that a hub pushed."""
        async with self._one_by_one:
            if one := await self.store.get(token):
                await self.store.save(replace(one, pushed_at=now))

    async def note_missed(self, source_id: str, since: datetime | None, now: datetime) -> None:
        """Remember that a poll found what no push had brought, where the hub had promised all the time since."""
        if not self.public_url:
            return
        async with self._one_by_one:
            for one in await self.store.of_source(source_id):
                if since and one.active(now) and one.verified_at and one.verified_at < since:
                    await self.store.save(replace(one, missed_at=now))

    async def _ask(self, due: Subscription, now: datetime) -> Subscription | None:
        """Ask a hub; its verification may come before its answer. Returns the subscription where it failed."""
        async with self._one_by_one:
            one = await self.store.get(due.token)
            if one is None or one.next_at > now:
                return None
            if is_over(one, now):
                await self.store.remove(one.token)
                return None
            # Remembered first: a program that dies meanwhile asks again.
            asked = replace(one, attempts=one.attempts + 1, next_at=next_attempt(now, one.attempts))
            await self.store.save(asked)
        form = {
            "hub.callback": one.callback,
            "hub.mode": "unsubscribe" if one.leaving else "subscribe",
            "hub.topic": one.topic,
            "hub.lease_seconds": str(LEASE_SECONDS),
            "hub.secret": one.secret,
        }
        try:
            await self.poster.post(FormRequest(url=one.hub, fields=form, timeout_seconds=self.timeout_seconds))
        except FetchError as error:
            async with self._one_by_one:
                if await self.store.get(one.token) == asked:
                    failed = replace(asked, error=error.message)
                    await self.store.save(failed)
                    return failed
        return None

    def _callback(self, token: str) -> str:
        return f"{self.public_url}/{PATH}/{token}"


def _verified(one: Subscription, granted: str, now: datetime) -> Subscription:
    seconds = lease_of(granted)
    return replace(
        one,
        attempts=0,
        verified_at=one.verified_at or now,
        lease_until_at=now + timedelta(seconds=seconds),
        next_at=renewal(now, seconds),
        error=None,
    )


def _keeps_secrets(url: str) -> bool:
    """Return whether nobody between can read what is sent to an address: over TLS, or to this machine."""
    parts = urlsplit(url)
    try:
        return parts.scheme == "https" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
