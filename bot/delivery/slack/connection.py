"""One Socket Mode connection, kept up: https://docs.slack.dev/apis/events-api/using-socket-mode.

slack_sdk reconnects by itself, but tries one ticket for ever once that has gone stale, and so never tells that the
app token was revoked. A watchdog therefore replaces a client that has not been connected for a while.
"""

from __future__ import annotations

import asyncio
import logging
import time

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.delivery.slack.client import CALL_ERRORS, send_error
from bot.delivery.slack.work import stopped_within, unless_stopped
from bot.errors import RefusedSendError

log = logging.getLogger(__name__)

CLOSE_SECONDS = 5.0
FIRST_BACKOFF_SECONDS = 1.0
LAST_BACKOFF_SECONDS = 60.0


class Connection:
    """Keeps an app connected until it is told to stop.

    Args:
        app: Its listeners get the envelopes.
        app_token: The app-level token (xapp-) with connections:write.
        watch_seconds: How often the watchdog looks.
        stale_seconds: How long a client may be without connection before it is replaced.
        ping_seconds: How often the vendor's client pings; four missed answers end its connection.
        first_backoff_seconds: The wait before the second attempt; it doubles up to a minute.
    """

    def __init__(
        self,
        *,
        app: AsyncApp,
        app_token: str,
        watch_seconds: float = 5.0,
        stale_seconds: float = 45.0,
        ping_seconds: float = 5.0,
        first_backoff_seconds: float = FIRST_BACKOFF_SECONDS,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._watch_seconds = watch_seconds
        self._stale_seconds = stale_seconds
        self._ping_seconds = ping_seconds
        self._first_backoff_seconds = first_backoff_seconds
        self.connected = False

    async def hold(self, stop: asyncio.Event) -> None:
        """Stay connected until `stop` is set; on return no envelope is taken any more.

        Raises:
            RefusedSendError: Slack refuses the app token; the message names the fix.
        """
        backoff_seconds = self._first_backoff_seconds
        while not stop.is_set():
            handler = AsyncSocketModeHandler(self._app, self._app_token, ping_interval=self._ping_seconds)
            try:
                if await unless_stopped(stop, self._open(handler.client)):
                    self.connected = True
                    backoff_seconds = self._first_backoff_seconds
                    await self._watch(handler.client, stop)
            finally:
                self.connected = False
                await _close(handler)
            if await stopped_within(stop, backoff_seconds):
                return
            backoff_seconds = min(2 * backoff_seconds, LAST_BACKOFF_SECONDS)

    async def _open(self, client: SocketModeClient) -> bool:
        """Return whether the client is connected; the ticket is asked for here, so that a refusal is seen."""
        try:
            async with asyncio.timeout(self._stale_seconds):
                client.wss_uri = await client.issue_new_wss_url()
                await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
        except CALL_ERRORS as error:
            failure = send_error(error, about="opening Slack's Socket Mode with slack.app_token")
            if isinstance(failure, RefusedSendError):
                raise failure from error
            log.warning("no Slack connection (%s); trying again", type(error).__name__)
            return False
        return True

    async def _watch(self, client: SocketModeClient, stop: asyncio.Event) -> None:
        """Return when told to stop, or when the client has been without connection for too long."""
        healthy_at = time.monotonic()
        while not await stopped_within(stop, self._watch_seconds):
            self.connected = await client.is_connected()
            if self.connected:
                healthy_at = time.monotonic()
            elif time.monotonic() - healthy_at > self._stale_seconds:
                log.warning("no Slack connection for %.0f s; starting a new client", self._stale_seconds)
                return


async def _close(handler: AsyncSocketModeHandler) -> None:
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await handler.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    except TimeoutError:
        log.warning("Slack's connection did not close within %.0f s; leaving it behind", CLOSE_SECONDS)
        handler.client.message_processor.cancel()
        await handler.client.aiohttp_client_session.close()
