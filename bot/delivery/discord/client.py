"""discord.py's client as this bot uses it.

https://discord.com/developers/docs/events/gateway-events
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.delivery.discord import faults
from bot.delivery.discord.commands import build_group, digest
from bot.delivery.discord.render import render_message
from bot.delivery.discord.rest import RATE_LIMIT_SECONDS, Rest
from bot.domain.audience import Place, Platform
from bot.domain.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.delivery.discord.commands import Interaction
    from bot.delivery.discord.conversation import Conversation
    from bot.domain.call import Verb

_log = logging.getLogger(__name__)

Welcome = Callable[[Place], Awaitable[Document | None]]
LoadHash = Callable[[], Awaitable[str | None]]
SaveHash = Callable[[str], Awaitable[None]]

_GUILDS_SECONDS = 0.5  # nothing waits for the list of servers: commands and buttons carry all they need

# This bot never speaks: no warning at each start that the libraries for voice are not there.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class BriefClient(discord.Client):
    """discord.py's client with our command group, our buttons and nothing else.

    It needs no privileged intent and keeps no messages. `down_since` is the loop's time since when it has not been
    connected, None while it is.
    """

    def __init__(
        self,
        *,
        command: str,
        verbs: Sequence[Verb],
        conversation: Conversation,
        load_hash: LoadHash,
        save_hash: SaveHash,
        welcome: Welcome | None = None,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=RATE_LIMIT_SECONDS,
            guild_ready_timeout=_GUILDS_SECONDS,
        )
        self._conversation = conversation
        self._load_hash = load_hash
        self._save_hash = save_hash
        self._welcome = welcome
        self.down_since: float | None = asyncio.get_running_loop().time()
        self.tree: app_commands.CommandTree[BriefClient] = app_commands.CommandTree(self)
        self.tree.add_command(
            build_group(name=command, verbs=verbs, reply=conversation.reply, complete=conversation.complete)
        )

    async def setup_hook(self) -> None:
        """Sync the commands if they changed: once a login and never in on_ready, which fires at each reconnect."""
        now = f"{self.application_id}:{digest(self.tree)}"
        if await self._load_hash() == now:
            return
        try:
            await self.tree.sync()
        except (app_commands.AppCommandError, *faults.FAULTS) as error:
            _log.error("Discord did not take the commands; they are sent again at the next start: %s", error)
            return
        await self._save_hash(now)

    async def on_ready(self) -> None:
        """Note that the connection is up."""
        self.down_since = None

    async def on_resumed(self) -> None:
        """Note that the connection is up again."""
        self.down_since = None

    async def on_disconnect(self) -> None:
        """Note since when the connection is down."""
        if self.down_since is None:
            self.down_since = self.loop.time()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take buttons and dialogues; commands and completions come through the tree."""
        if interaction.type is discord.InteractionType.component:
            await self._conversation.press(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._conversation.submit(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello in the first channel the bot may write in."""
        channel = next(
            (
                each
                for each in (guild.system_channel, *guild.text_channels)
                if each is not None and each.permissions_for(guild.me).send_messages
            ),
            None,
        )
        if self._welcome is None or channel is None:
            return
        place = Place(platform=Platform.DISCORD, workspace_id=str(guild.id), channel_id=str(channel.id))
        document = await self._welcome(place)
        if document is None:
            return
        try:
            await Rest(token="", http=self.http).request(
                "POST",
                "/channels/{channel_id}/messages",
                body=render_message(document, key=None),
                channel_id=place.channel_id,
            )
        except faults.FAULTS as error:
            _log.warning("The welcome was not posted: %s", faults.not_sent(error, channel=place.channel_id).message)
