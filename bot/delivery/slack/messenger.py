"""The Messenger port over chat.postMessage and chat.update (https://docs.slack.dev/reference/methods/chat.postMessage)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.delivery.slack.client import CALL_ERRORS, TIMEOUT_SECONDS, error_code, send_error, web_client
from bot.delivery.slack.history import find_message
from bot.delivery.slack.limits import MESSAGE_CHARS_AGAIN, POST_INTERVAL_SECONDS
from bot.delivery.slack.pace import Pace
from bot.delivery.slack.render import render_message
from bot.domain.audience import Place
from bot.domain.delivery import Receipt
from bot.domain.document import Document
from bot.domain.ports import Clock
from bot.errors import RetrySendError, SendError, UnknownSendError

LOOK_BACK = timedelta(days=7)


class SlackMessenger:
    """Posts documents; implements bot.domain.ports.Messenger.

    Args:
        token: The bot token (xoxb-).
        clock: Tells how far back history is read.
        base_url: The Web API's address; empty is Slack's own.
        timeout_seconds: For one call, connecting included; shorter than the lease of a delivery.
        patience_seconds: The longest wait in a channel's queue.
        interval_seconds: The least time between two messages of a channel.
        monotonic: Seconds that only grow, for the queue.
        sleep: How the queue waits.
    """

    def __init__(
        self,
        *,
        token: str,
        clock: Clock,
        base_url: str = "",
        timeout_seconds: int = TIMEOUT_SECONDS,
        patience_seconds: float = 15.0,
        interval_seconds: float = POST_INTERVAL_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = web_client(token=token, base_url=base_url, timeout_seconds=timeout_seconds)
        self._clock = clock
        self._pace = Pace(
            interval_seconds=interval_seconds, patience_seconds=patience_seconds, monotonic=monotonic, sleep=sleep
        )

    async def send(
        self, *, place: Place, document: Document, key: str, parent: Receipt | None, search_first: bool
    ) -> Receipt:
        """Post a document once; see the port for the contract.

        A lost answer is looked up at once. Found, it is the receipt; not found, it is RetrySendError, since the next
        attempt searches first and so finds what was still on its way; UnknownSendError only when history cannot tell.
        """
        thread_ts = parent.message_id if parent else None
        channel_id = place.channel_id
        if search_first and (ts := await self._find(channel_id, key, thread_ts)):
            return Receipt(message_id=ts)
        try:
            async with self._pace.turn(channel_id):
                return Receipt(message_id=await self._post(channel_id, document, key, thread_ts))
        except UnknownSendError as lost:
            return Receipt(message_id=await self._recover(lost, channel_id, key, thread_ts))

    async def edit(
        self, *, place: Place, document: Document, key: str, message: Receipt, parent: Receipt | None
    ) -> None:
        """Make an own message say a document; https://docs.slack.dev/reference/methods/chat.update."""
        del parent  # a message is known by its channel and ts, in a thread as well
        channel_id = place.channel_id

        async def update(body: dict[str, Any]) -> str:
            kept = {name: body[name] for name in ("text", "blocks", "metadata")}
            await self._client.chat_update(channel=channel_id, ts=message.message_id, **kept)
            return message.message_id

        try:
            async with self._pace.turn(channel_id):
                await self._call(update, document, key, channel_id, about=f"editing a message in {channel_id}")
        except UnknownSendError as lost:  # edited or not: the same once more changes nothing
            raise RetrySendError(lost.message) from lost

    async def _find(self, channel_id: str, key: str, thread_ts: str | None) -> str | None:
        since_at = self._clock.now() - LOOK_BACK
        return await find_message(self._client, channel_id=channel_id, key=key, thread_ts=thread_ts, since_at=since_at)

    async def _recover(self, lost: UnknownSendError, channel_id: str, key: str, thread_ts: str | None) -> str:
        try:
            ts = await self._find(channel_id, key, thread_ts)
        except SendError as error:
            raise lost from error
        if ts is None:
            raise RetrySendError(f"{lost.message}, but it is not in the channel") from lost
        return ts

    async def _post(self, channel_id: str, document: Document, key: str, thread_ts: str | None) -> str:
        thread: dict[str, Any] = {} if thread_ts is None else {"thread_ts": thread_ts}

        async def post(body: dict[str, Any]) -> str:
            answer = await self._client.chat_postMessage(channel=channel_id, **body, **thread)
            return str(answer["ts"])

        return await self._call(post, document, key, channel_id, about=f"posting to {channel_id}")

    async def _call(
        self,
        method: Callable[[dict[str, Any]], Awaitable[str]],
        document: Document,
        key: str,
        channel_id: str,
        *,
        about: str,
    ) -> str:
        """Call a method with the rendered document, once more with less of it where Slack says it is too long."""
        try:
            try:
                return await method(render_message(document, key=key))
            except SlackApiError as error:
                if error_code(error) != "msg_blocks_too_long":
                    raise
            # The limit over all blocks is undocumented: Slack may count more than we do. Refused is not sent.
            return await method(render_message(document, key=key, budget_chars=MESSAGE_CHARS_AGAIN))
        except CALL_ERRORS as error:
            failure = send_error(error, about=about)
            if isinstance(failure, RetrySendError):
                self._pace.hold(channel_id, failure.retry_after_seconds or 0.0)
            raise failure from error
