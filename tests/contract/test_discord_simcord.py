"""simcord answers bare discord.py with Discord's own error codes; nothing of the bot is imported here."""

from __future__ import annotations

import asyncio

import discord
import pytest
import simcord
from discord import app_commands


class Bot(discord.Client):
    """A client with one command whose behaviour a test chooses."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)
        self.codes: list[int] = []
        self.wait_seconds = 0.0
        self.acknowledgements = 1

        @self.tree.command(name="ask", description="Ask")
        async def ask(interaction: discord.Interaction) -> None:
            await asyncio.sleep(self.wait_seconds)
            for _ in range(self.acknowledgements):
                try:
                    await interaction.client.http.request(
                        discord.http.Route(
                            "POST", "/interactions/{id}/{token}/callback", id=interaction.id, token=interaction.token
                        ),
                        json={"type": 5, "data": {"flags": 64}},
                    )
                except discord.HTTPException as error:
                    self.codes.append(error.code)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@pytest.mark.parametrize(("times", "codes"), [(1, []), (2, [40060])])
async def test_a_second_acknowledgement_is_refused(times: int, codes: list[int]) -> None:
    bot = Bot()
    bot.acknowledgements = times
    async with simcord.run(bot) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("news")
        ann = guild.add_member(env.create_user("ann"))
        result = await ann.slash(channel, "ask")
        assert result.deferred
        assert result.ephemeral
        assert bot.codes == codes


async def test_a_late_acknowledgement_is_an_unknown_interaction() -> None:
    bot = Bot()
    bot.wait_seconds = 60
    async with simcord.run(bot) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("news")
        ann = guild.add_member(env.create_user("ann"))
        result = await ann.slash(channel, "ask")
        await env.advance_time(60)
        assert not result.acknowledged
        assert bot.codes == [10062]
