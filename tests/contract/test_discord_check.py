"""`counterpoint check` on Discord: each problem in one line with its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from discord.http import Route

from bot.delivery.discord.check import check
from tests.fakes.discord_server import EMBED, FORUM, HISTORY, TEXT_CHANNEL, VIEW, DiscordServer, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    base = Route.BASE
    async with serve(DiscordServer()) as running:
        yield running
    Route.BASE = base


async def problems(server: DiscordServer, *channels: str, token: str | None = None) -> list[str]:
    return await check(token=token or server.token, channel_ids=channels, api_url=server.api_url)


async def test_a_good_token_and_channel_have_no_problem(server: DiscordServer) -> None:
    assert await problems(server, TEXT_CHANNEL, FORUM) == []


async def test_a_bad_token_is_one_problem(server: DiscordServer) -> None:
    (line,) = await problems(server, TEXT_CHANNEL, FORUM, token="other")
    assert "discord.token" in line


async def test_each_bad_channel_is_a_problem_of_its_own(server: DiscordServer) -> None:
    first, second = await problems(server, "998", TEXT_CHANNEL, "999")
    assert "998" in first
    assert "999" in second
    assert "Copy Channel ID" in first


async def test_missing_permissions_are_named(server: DiscordServer) -> None:
    server.permissions &= ~(HISTORY | EMBED)
    (line,) = await problems(server, TEXT_CHANNEL)
    assert "lacks Embed Links, Read Message History" in line


async def test_a_hidden_channel_names_the_fix(server: DiscordServer) -> None:
    server.permissions &= ~VIEW
    (line,) = await problems(server, TEXT_CHANNEL)
    assert "View Channel" in line


async def test_no_connection_is_one_problem(server: DiscordServer) -> None:
    (line,) = await check(token="any", channel_ids=[TEXT_CHANNEL], api_url="http://127.0.0.1:1/api/v10")
    assert "cannot be reached" in line
