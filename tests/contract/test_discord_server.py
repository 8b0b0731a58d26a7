"""The Discord fake answers bare discord.py as Discord does; nothing of the bot is imported here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes.discord_server import EMBED, FORUM, HISTORY, SEND, TEXT_CHANNEL, DiscordServer, Fault, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with serve(DiscordServer()) as running:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = running.api_url, yarl.URL(running.gateway_url)
        try:
            yield running
        finally:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def client(server: DiscordServer) -> AsyncIterator[discord.Client]:
    async with discord.Client(intents=discord.Intents.none(), max_ratelimit_timeout=30) as made:
        await made.login(server.token)
        yield made


def channel_of(client: discord.Client, channel_id: str = TEXT_CHANNEL) -> discord.PartialMessageable:
    return client.get_partial_messageable(int(channel_id), guild_id=100)


async def test_a_client_becomes_ready(server: DiscordServer) -> None:
    async with discord.Client(intents=discord.Intents.none()) as client:
        running = asyncio.create_task(client.start(server.token))
        await asyncio.wait_for(client.wait_until_ready(), 10)
        assert client.user is not None
        running.cancel()


async def test_a_bad_token_is_refused(server: DiscordServer) -> None:
    async with discord.Client(intents=discord.Intents.none()) as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("other")


async def post(client: discord.Client, content: str, nonce: str, *, enforce: bool = True) -> str:
    body = {"content": content, "nonce": nonce, "enforce_nonce": enforce, "allowed_mentions": {"parse": []}}
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=TEXT_CHANNEL)
    made = await client.http.request(route, json=body)
    return str(made["id"])


async def test_an_enforced_nonce_makes_one_message_also_after_a_lost_502(
    server: DiscordServer, client: discord.Client
) -> None:
    server.faults.append(Fault(match="POST .*/messages", status=502, carried_out=True))
    first = await post(client, "hello", "n1")  # discord.py tries again by itself
    assert await post(client, "hello", "n1") == first
    assert len(server.posted(TEXT_CHANNEL)) == 1


async def test_a_nonce_that_is_not_enforced_makes_two(server: DiscordServer, client: discord.Client) -> None:
    assert await post(client, "hello", "n1", enforce=False) != await post(client, "hello", "n1", enforce=False)


async def test_the_nonce_is_not_stored(server: DiscordServer, client: discord.Client) -> None:
    await post(client, "hello", "n1")
    assert [message.nonce async for message in channel_of(client).history()] == [None]


async def test_what_the_limits_forbid_is_refused_with_50035(server: DiscordServer, client: discord.Client) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await post(client, "x" * 2001, "n1")
    assert (refused.value.status, refused.value.code) == (400, 50035)


async def test_a_second_thread_of_a_message_is_refused(server: DiscordServer, client: discord.Client) -> None:
    message_id = await post(client, "hello", "n1")
    message = channel_of(client).get_partial_message(int(message_id))
    await client.http.start_thread_with_message(int(TEXT_CHANNEL), message.id, name="t", auto_archive_duration=1440)
    assert server.channels[message_id]["parent_id"] == TEXT_CHANNEL
    with pytest.raises(discord.HTTPException) as refused:
        await client.http.start_thread_with_message(int(TEXT_CHANNEL), message.id, name="t", auto_archive_duration=1440)
    assert refused.value.code == 160004


@pytest.mark.parametrize(
    ("channel", "lost", "code"), [("999", 0, 10003), (TEXT_CHANNEL, SEND, 50013), (FORUM, 0, 50008)]
)
async def test_refusals_have_discords_codes(
    server: DiscordServer, client: discord.Client, channel: str, lost: int, code: int
) -> None:
    server.permissions &= ~lost
    with pytest.raises(discord.HTTPException) as refused:
        await channel_of(client, channel).send("x", allowed_mentions=discord.AllowedMentions.none())
    assert refused.value.code == code


async def test_hidden_history_is_an_empty_page(server: DiscordServer, client: discord.Client) -> None:
    await post(client, "hello", "n1")
    server.permissions &= ~HISTORY
    assert [message async for message in channel_of(client).history()] == []


async def test_without_embed_links_the_embeds_vanish(server: DiscordServer, client: discord.Client) -> None:
    server.permissions &= ~EMBED
    body = {"content": "x", "embeds": [{"description": "y"}], "allowed_mentions": {"parse": []}}
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=TEXT_CHANNEL)
    assert (await client.http.request(route, json=body))["embeds"] == []


async def test_a_long_wait_is_a_rate_limit(server: DiscordServer, client: discord.Client) -> None:
    wait = {"message": "slow", "retry_after": 90.0, "global": False}
    server.faults.append(Fault(match="POST .*/messages", status=429, body=wait, headers={"Via": "1.1 google"}))
    with pytest.raises(discord.RateLimited) as refused:
        await post(client, "hello", "n1")
    assert refused.value.retry_after == 90.0
