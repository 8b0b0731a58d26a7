"""The digital twin answers bare discord.py as Discord does; nothing of the bot is imported here (ring `node`)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes.discord_twin import Twin, discord_twin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def server() -> Iterator[Twin]:
    with discord_twin() as running:
        yield running


@pytest.fixture
async def twin(server: Twin) -> AsyncIterator[Twin]:
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    await server.ask("reset")
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.api_url, yarl.URL(server.gateway_url)
    yield server
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


class Bot(discord.Client):
    """A client with one subcommand that thinks for a while."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)
        self.think_seconds = 0.0
        self.codes: asyncio.Queue[int] = asyncio.Queue()
        group = app_commands.Group(name="ask", description="Ask")

        @group.command(name="why", description="Why")
        async def why(interaction: discord.Interaction, what: str) -> None:
            await asyncio.sleep(self.think_seconds)
            try:
                await interaction.response.defer(ephemeral=True, thinking=True)
            except discord.HTTPException as error:
                self.codes.put_nowait(error.code)
                return
            await interaction.followup.send(f"because {what}", ephemeral=True)

        self.tree.add_command(group)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@pytest.fixture
async def bot(twin: Twin) -> AsyncIterator[Bot]:
    async with Bot() as client:
        running = asyncio.create_task(client.start(twin.token))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({running, ready}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        assert ready.done(), running
        yield client
        running.cancel()


async def post(bot: discord.Client, channel: str, content: str, **more: object) -> dict[str, Any]:
    body = {"content": content, **more}
    made: dict[str, Any] = await bot.http.request(
        Route("POST", "/channels/{channel_id}/messages", channel_id=channel), json=body
    )
    return made


async def test_a_client_gets_ready_and_talks(twin: Twin, bot: Bot) -> None:
    channel = bot.get_channel(int(twin.channels["news"]))
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("hello")
    thread = await message.create_thread(name="details")
    inside = await thread.send("more")
    assert thread.id == message.id  # as on Discord
    assert [each.content async for each in channel.history()] == ["hello"]
    assert [each.id async for each in thread.history()] == [inside.id]
    assert await twin.problems() == []


async def test_a_subcommand_is_deferred_and_answered_privately(twin: Twin, bot: Bot) -> None:
    said = [{"name": "why", "type": 1, "options": [{"name": "what", "type": 3, "value": "rain"}]}]
    sent = await twin.ask("slash", channel=twin.channels["news"], name="ask", options=said)
    assert (await twin.answered(sent["id"]))["type"] == 5
    answer = await twin.wait_for(twin.channels["news"], lambda each: each["content"] == "because rain")
    assert answer["ephemeral"]
    assert await twin.problems() == []


async def test_an_acknowledgement_after_three_seconds_is_refused(twin: Twin, bot: Bot) -> None:
    bot.think_seconds = 3.2
    said = [{"name": "why", "type": 1, "options": [{"name": "what", "type": 3, "value": "rain"}]}]
    await twin.ask("slash", channel=twin.channels["news"], name="ask", options=said)
    assert await asyncio.wait_for(bot.codes.get(), 10) == 10062


async def test_a_bad_token_is_refused(twin: Twin) -> None:
    async with discord.Client(intents=discord.Intents.none()) as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("other")


async def test_an_enforced_nonce_makes_one_message_also_after_a_lost_502(twin: Twin, bot: Bot) -> None:
    await twin.ask("fault", match="POST .*/messages", status=502, carriedOut=True)
    first = await post(bot, twin.channels["news"], "hello", nonce="n1", enforce_nonce=True)
    again = await post(bot, twin.channels["news"], "hello", nonce="n1", enforce_nonce=True)
    assert first["id"] == again["id"]
    assert len(await twin.messages(twin.channels["news"])) == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"content": "x" * 2001},
        {"content": " "},
        {"content": "x", "nonce": "n" * 26},
        {"content": "x", "embeds": [{"title": "x" * 257}]},
        {"content": "x", "embeds": [{"description": "x" * 4097}]},
        {"content": "x", "embeds": [{"description": "x" * 3001}] * 2},
        {"content": "x", "embeds": [{"description": "x"}] * 11},
        {"content": "x", "embeds": [{"description": "x", "url": "no address"}]},
        {"content": "x", "embeds": [{"description": "x", "colour": 1}]},
        {"content": "x", "components": [{"type": 1, "components": []}]},
        {"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 2, "custom_id": "c" * 101}]}]},
        {"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 2, "custom_id": "c"}] * 2}]},
        {"content": "x", "allowed_mention": {"parse": []}},
    ],
)
async def test_what_the_openapi_or_the_limits_forbid_is_refused(twin: Twin, broken: dict[str, Any]) -> None:
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(twin.token)
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=twin.channels["news"])
        with pytest.raises(discord.HTTPException) as refused:
            await client.http.request(route, json=broken)
        assert refused.value.code == 50035
        assert await twin.problems()


async def test_a_forum_takes_posts_and_no_messages(twin: Twin, bot: Bot) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await post(bot, twin.channels["forum"], "hello")
    assert refused.value.code == 50008
    route = Route("POST", "/channels/{channel_id}/threads", channel_id=twin.channels["forum"])
    opened = await bot.http.request(route, json={"name": "Today", "message": {"content": "hello"}})
    assert [each["content"] for each in await twin.messages(opened["id"])] == ["hello"]


async def test_without_its_front_the_twin_cannot_serve_discord_py(twin: Twin) -> None:
    """Why there is a front (ADR 0042). The day this fails, the front can shrink."""
    Route.BASE = twin.bare_url
    async with discord.Client(intents=discord.Intents.none()) as client:
        with pytest.raises(discord.NotFound):
            await client.login(twin.token)  # discord.py asks /oauth2/applications/@me
        nonce = {"nonce": "n1", "enforce_nonce": True}
        first, again = [await post(client, twin.channels["news"], "x" * 2001, **nonce) for _ in range(2)]
        assert first["id"] != again["id"]
