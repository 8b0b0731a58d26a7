"""What `counterpoint check` asks Discord: is the token good, is each channel reachable, may the bot post there?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.delivery.discord import faults
from bot.delivery.discord.permissions import bot_permissions, missing
from bot.delivery.discord.rest import Rest

if TYPE_CHECKING:
    from collections.abc import Iterable


async def check(*, token: str, channel_ids: Iterable[str], api_url: str | None = None) -> list[str]:
    """Return one line, cause and fix, for each problem; nothing when all is well."""
    rest = Rest(token=token, api_url=api_url)
    try:
        await rest.request("GET", "/users/@me")
        return [problem for channel_id in channel_ids for problem in await _problems(rest, channel_id)]
    except faults.FAULTS as error:
        return [f"discord: {faults.not_sent(error, channel='any').message}"]
    finally:
        await rest.close()


async def _problems(rest: Rest, channel_id: str) -> list[str]:
    try:
        channel = await rest.request("GET", "/channels/{channel_id}", channel_id=channel_id)
        if "guild_id" not in channel:
            return [f"discord channel {channel_id} is no server channel. Fix: name a channel of a server."]
        lacking = missing(await bot_permissions(rest, channel))
    except discord.HTTPException as error:
        return [f"discord channel {channel_id}: {faults.not_sent(error, channel=channel_id).message}"]
    if not lacking:
        return []
    names = ", ".join(lacking)
    return [f"discord channel {channel_id}: the bot lacks {names}. Fix: give its role these in the channel's settings."]
