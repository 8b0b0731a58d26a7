"""The connection to Discord: one client at a time, replaced when it does not become ready again.

https://discord.com/developers/docs/events/gateway
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.delivery.discord import faults
from bot.delivery.discord.client import BriefClient
from bot.delivery.discord.conversation import Conversation
from bot.delivery.discord.rest import point_at
from bot.domain.call import asks_nothing
from bot.errors import CounterpointError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.delivery.discord.client import LoadHash, SaveHash, Welcome
    from bot.domain.call import Answer, Ask, Suggest, Verb

_log = logging.getLogger(__name__)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
_AUTHENTICATION_FAILED = 4004
_LOOKS = 4  # how often the watchdog looks while its patience lasts
_CLOSE_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 60.0


class DiscordGateway:
    """Keeps one client connected until it is closed.

    Args:
        token: The bot's token.
        command: The name of the command group, "brief" by default in settings.
        verbs: The grammar.
        answer, suggest: What commands do and how arguments are completed.
        ask: What a button asks for before its command is carried out.
        welcome: What to say on invitation to a server, None for nothing.
        load_hash, save_hash: Where the hash of the commands synced last is kept.
        not_ready_seconds: After so long without connection the client is replaced: discord.py can retry a dead resume
            address for ever (Rapptz/discord.py#10511).
        drain_seconds: How long open answers are waited for on closing.
        api_url, gateway_url: Other addresses than Discord's, for tests.
    """

    def __init__(
        self,
        *,
        token: str,
        command: str,
        verbs: Sequence[Verb],
        answer: Answer,
        suggest: Suggest,
        ask: Ask = asks_nothing,
        load_hash: LoadHash,
        save_hash: SaveHash,
        welcome: Welcome | None = None,
        not_ready_seconds: float = 180.0,
        drain_seconds: float = 10.0,
        api_url: str | None = None,
        gateway_url: str | None = None,
    ) -> None:
        point_at(api_url=api_url, gateway_url=gateway_url)
        self._token = token
        self._client_values: dict[str, Any] = {
            "command": command,
            "verbs": verbs,
            "load_hash": load_hash,
            "save_hash": save_hash,
            "welcome": welcome,
        }
        self._conversation = Conversation(answer=answer, suggest=suggest, ask=ask)
        self._not_ready_seconds = not_ready_seconds
        self._drain_seconds = drain_seconds
        self._client: BriefClient | None = None
        self._stopping = asyncio.Event()
        self._stopped = asyncio.Event()
        self._stopped.set()

    @property
    def ready(self) -> bool:
        """Return whether the gateway is connected."""
        return self._client is not None and self._client.down_since is None

    def build_client(self) -> BriefClient:
        """Return a fresh client, not yet connected."""
        return BriefClient(conversation=self._conversation, **self._client_values)

    async def run(self) -> None:
        """Serve until `close`; the caller supervises it beside others.

        Raises:
            SettingsError: Discord refuses the token; the message names the fix.
        """
        self._stopped.clear()
        failures = 0
        try:
            while not self._stopping.is_set():
                was_ready = await self._serve(self.build_client())
                failures = 0 if was_ready else failures + 1
                await self._pause(min(_LONGEST_PAUSE_SECONDS, 2.0**failures / 2))
        finally:
            self._stopped.set()

    async def close(self) -> None:
        """Take no new work, wait for open answers, disconnect."""
        self._stopping.set()
        await self._stopped.wait()

    async def _serve(self, client: BriefClient) -> bool:
        """Run one client until it ends, hangs or we close; return whether it was connected at last."""
        self._client = client
        serving = asyncio.create_task(client.start(self._token))
        try:
            await self._watch(client, serving)
            if self._stopping.is_set():
                await self._conversation.drain(self._drain_seconds)
            return client.down_since is None
        finally:
            self._client = None
            serving.cancel()
            await asyncio.wait({serving})
            await _close(client)

    async def _watch(self, client: BriefClient, serving: asyncio.Task[None]) -> None:
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                await asyncio.wait(
                    {serving, stopping},
                    timeout=self._not_ready_seconds / _LOOKS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if serving.done():
                    _report_end(serving)
                    return
                if self._is_hanging(client):
                    _log.warning("No connection to Discord for %.0f s; starting afresh.", self._not_ready_seconds)
                    return
        finally:
            stopping.cancel()

    def _is_hanging(self, client: BriefClient) -> bool:
        now = asyncio.get_running_loop().time()
        return client.down_since is not None and now - client.down_since >= self._not_ready_seconds

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def _report_end(serving: asyncio.Task[None]) -> None:
    """Log why a client ended, or raise where a new one would end the same way."""
    try:
        serving.result()
    except discord.LoginFailure as error:
        raise SettingsError([f"discord.token: {faults.REFUSED_401}"]) from error
    except discord.ConnectionClosed as error:
        if error.code == _AUTHENTICATION_FAILED:
            raise SettingsError([f"discord.token: {faults.REFUSED_401}"]) from error
        _log.warning("Discord closed the connection: %s", error)
    except CounterpointError as error:
        _log.warning("The connection to Discord was given up: %s", error.message)  # the database while syncing
    except faults.FAULTS as error:
        _log.warning("The connection to Discord failed: %s", faults.not_sent(error, channel="any").message)


async def _close(client: discord.Client) -> None:
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await client.close()
    except (TimeoutError, *faults.FAULTS) as error:
        _log.warning("A client of Discord did not close cleanly: %s", str(error) or "too late")
