"""discord-digital-twin behind its strict front, as a process: real HTTP and WebSocket. Knows nothing of the bot.

Needs Node 20 and `npm ci` in tests/e2e/node (ring `node`). See tests/e2e/node/twin.mjs and ADR 0042.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NODE = Path(__file__).parents[1] / "e2e" / "node"
TOKEN = "twin.bot.token"
TEXT, FORUM = 0, 15
_STOP_SECONDS, _WAIT_SECONDS = 10, 15


@dataclass(frozen=True)
class Twin:
    """A running twin: where it listens, what is in its server, and what a test can do there.

    `bare_url` is the twin itself, without its front. `channels` maps the names "news" and "forum" to ids.
    """

    url: str
    bare_url: str
    api_url: str
    gateway_url: str
    guild: str
    bot: str
    user: str
    channels: dict[str, str]
    token: str = TOKEN

    async def ask(self, what: str, **values: object) -> Any:
        """Use one of the front's controls."""
        async with aiohttp.ClientSession() as session, session.post(f"{self.url}/_twin/{what}", json=values) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def messages(self, channel: str) -> list[dict[str, Any]]:
        """Every message of a channel or thread, oldest first; `ephemeral` says who sees it."""
        return list(await self.ask("messages", channel=channel))

    async def problems(self) -> list[str]:
        """What Discord's OpenAPI or its documented limits refused so far."""
        return list((await self.ask("state"))["problems"])

    async def wait_for(self, channel: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message of a channel that is wanted, waited for."""
        async with asyncio.timeout(_WAIT_SECONDS):
            while True:
                found = [each for each in await self.messages(channel) if wanted(each)]
                if found:
                    return found[0]
                await asyncio.sleep(0.05)

    async def answered(self, interaction: str) -> dict[str, Any]:
        """The acknowledgement of an interaction, waited for: its `type` and `data`."""
        async with asyncio.timeout(_WAIT_SECONDS):
            while not (found := await self.ask("answer", id=interaction)).get("acknowledged"):
                await asyncio.sleep(0.05)
        return dict(found)


@contextmanager
def discord_twin(*, token: str = TOKEN) -> Iterator[Twin]:
    """Start the twin (3 s), hand it out, and end its process."""
    channels = [{"name": "news", "type": TEXT}, {"name": "forum", "type": FORUM}]
    setup = json.dumps({"token": token, "user": "ann", "channels": channels})
    process = subprocess.Popen(
        ["node", "twin.mjs", setup], cwd=NODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdout, process.stdin:  # the twin ends with its standard input
        line = process.stdout.readline()
        assert line, "the twin did not start: run `npm ci` in tests/e2e/node"
        said = json.loads(line)
        yield Twin(
            url=said["url"],
            bare_url=said["bareUrl"],
            api_url=said["apiUrl"],
            gateway_url=said["gatewayUrl"],
            guild=said["guild"],
            bot=said["bot"],
            user=said["user"],
            channels=said["channels"],
            token=token,
        )
    process.wait(_STOP_SECONDS)
