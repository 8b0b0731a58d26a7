"""The Messenger port over Discord: one queue a channel, a nonce against doubles, our key in a button to find it again.

https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.delivery.discord import faults, limits
from bot.delivery.discord.permissions import READ_HISTORY, bot_permissions
from bot.delivery.discord.render import carries, render_message
from bot.domain.delivery import Receipt
from bot.errors import RetrySendError, UnknownSendError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.delivery.discord.render import Body
    from bot.delivery.discord.rest import Rest
    from bot.domain.audience import Place
    from bot.domain.document import Document
    from bot.domain.ports import Clock

_log = logging.getLogger(__name__)

# https://discord.com/developers/docs/resources/channel#channel-object-channel-types
_TEXT, _ANNOUNCEMENT, _FORUM, _MEDIA = 0, 5, 15, 16
_THREAD_NAME = "Details"
_UNNAMED_POST = "Briefing"
_EDITED = ("content", "embeds", "components", "allowed_mentions")


class _UnreadableError(Exception):
    """The channel's history cannot tell whether a message is there; the text says why and what helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """Where one message goes. `thread_of` is the overview whose thread is made when it is not there yet."""

    channel_id: str
    guild_id: str
    forum: bool = False
    thread_of: str | None = None


class DiscordMessenger:
    """Posts documents to Discord channels; implements `bot.domain.ports.Messenger`.

    Details go into the thread of the overview. In a forum the overview is a post of its own; where a channel knows no
    threads (a thread, a voice channel) details follow in the channel.

    Args:
        rest: Requests as the bot.
        clock: Says how far back seven days are.
        post_seconds: How long one post may take; with the search after a lost answer it ends before the lease.
        search_days: How far back history is searched for a key.
        search_pages: How many pages of 100 messages are read before history is said not to tell.
    """

    def __init__(
        self, *, rest: Rest, clock: Clock, post_seconds: float = 30.0, search_days: float = 7.0, search_pages: int = 20
    ) -> None:
        self._rest = rest
        self._clock = clock
        self._post_seconds = post_seconds
        self._search_back = timedelta(days=search_days)
        self._search_pages = search_pages
        # discord.py only reacts to 429, and parallel sends arrive out of order; a lock serves in the order of asking.
        self._queues: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._channels: dict[str, Body] = {}

    async def send(
        self, *, place: Place, document: Document, key: str, parent: Receipt | None, search_first: bool
    ) -> Receipt:
        """Post a document once; see `bot.domain.ports.Messenger.send`.

        An answer that is lost is looked for in the channel at once: found, it is the receipt; not found, it is
        RetrySendError; UnknownSendError only when history cannot be read.
        """
        body = render_message(document, key=key)
        async with self._queues[place.channel_id]:
            try:
                target = await self._target(place, parent)
                found = await self._find(target, key) if search_first else None
            except _UnreadableError as error:
                raise UnknownSendError(f"This message may have been sent before: {error}") from error
            except faults.FAULTS as error:
                raise faults.not_sent(error, channel=place.channel_id) from error
            return found or await self._post(target, body, key, document.title)

    async def edit(
        self, *, place: Place, document: Document, key: str, message: Receipt, parent: Receipt | None
    ) -> None:
        """Make an own message say a document; see `bot.domain.ports.Messenger.edit`.

        https://discord.com/developers/docs/resources/message#edit-message
        """
        body = render_message(document, key=key)
        kept = {part: body[part] for part in _EDITED}
        async with self._queues[place.channel_id]:
            try:
                target = await self._target(place, parent)
                await self._rest.request(
                    "PATCH",
                    "/channels/{channel_id}/messages/{message_id}",
                    body=kept,
                    channel_id=message.message_id if target.forum else target.channel_id,
                    message_id=message.message_id,
                )
            except faults.FAULTS as error:  # edited or not: the same once more changes nothing
                raise faults.not_sent(error, channel=place.channel_id) from error

    async def close(self) -> None:
        """Close the connections to Discord."""
        await self._rest.close()

    async def _post(self, target: _Target, body: Body, key: str, title: str) -> Receipt:
        try:
            async with asyncio.timeout(self._post_seconds):
                made = await self._create(target, body, title)
        except faults.FAULTS as error:
            if not faults.is_uncertain(error):
                raise faults.not_sent(error, channel=target.channel_id) from error
            return await self._look_for_lost(target, key, error)
        if body["embeds"] and not (made if not target.forum else made.get("message", {})).get("embeds"):
            _log.warning(
                "Discord dropped the text of a briefing in channel %s. Fix: give the bot Embed Links.",
                target.channel_id,
            )
        return Receipt(message_id=str(made["id"]))

    async def _create(self, target: _Target, body: Body, title: str) -> Body:
        if target.forum:
            return await self._create_forum_post(target, body, title)
        try:
            return await self._create_message(target, body)
        except discord.NotFound as error:
            if error.code != faults.UNKNOWN_CHANNEL or target.thread_of is None:
                raise
        await self._create_thread(target)
        return await self._create_message(target, body)

    async def _create_message(self, target: _Target, body: Body) -> Body:
        made: Body = await self._rest.request(
            "POST", "/channels/{channel_id}/messages", body=body, channel_id=target.channel_id
        )
        return made

    async def _create_thread(self, target: _Target) -> None:
        """Open the overview's thread; it gets the overview's id. Another worker may have been faster."""
        assert target.thread_of is not None
        try:
            await self._rest.request(
                "POST",
                "/channels/{channel_id}/messages/{message_id}/threads",
                body={"name": _THREAD_NAME},
                channel_id=target.thread_of,
                message_id=target.channel_id,
            )
        except discord.HTTPException as error:
            if error.code != faults.THREAD_EXISTS:
                raise

    async def _create_forum_post(self, target: _Target, body: Body, title: str) -> Body:
        """Open a post; it has a name and no nonce."""
        name = " ".join(title.split())
        if not name or limits.units(name) > limits.THREAD_NAME_CHARS:
            name = _UNNAMED_POST
        message = {part: body[part] for part in _EDITED}
        made: Body = await self._rest.request(
            "POST",
            "/channels/{channel_id}/threads",
            body={"name": name, "message": message},
            channel_id=target.channel_id,
        )
        return made

    async def _look_for_lost(self, target: _Target, key: str, error: Exception) -> Receipt:
        cause = f"the answer of Discord was lost ({type(error).__name__}: {error})"
        try:
            found = await self._find(target, key)
        except (_UnreadableError, *faults.FAULTS) as unreadable:
            raise UnknownSendError(f"{cause} and history cannot tell: {unreadable}") from error
        if found is None:
            raise RetrySendError(f"{cause} and the message is not in the channel.") from error
        return found

    async def _target(self, place: Place, parent: Receipt | None) -> _Target:
        channel = await self._channel(place.channel_id)
        kind, guild_id = channel["type"], str(channel.get("guild_id") or place.workspace_id)
        forum = kind in {_FORUM, _MEDIA}
        if parent is not None and (forum or kind in {_TEXT, _ANNOUNCEMENT}):
            return _Target(
                channel_id=parent.message_id, guild_id=guild_id, thread_of=None if forum else place.channel_id
            )
        return _Target(channel_id=place.channel_id, guild_id=guild_id, forum=forum)

    async def _channel(self, channel_id: str) -> Body:
        if channel_id not in self._channels:
            self._channels[channel_id] = await self._rest.request(
                "GET", "/channels/{channel_id}", channel_id=channel_id
            )
        return self._channels[channel_id]

    async def _find(self, target: _Target, key: str) -> Receipt | None:
        """Return the message that carries the key, None when it is certainly not there."""
        if target.forum:
            return await self._find_forum_post(target, key)
        try:
            async for message in self._history(target):
                if carries(message.get("components") or (), key):
                    return Receipt(message_id=str(message["id"]))
        except discord.NotFound as error:
            if error.code != faults.UNKNOWN_CHANNEL or target.thread_of is None:
                raise
        return None  # no thread yet, or nothing in it

    async def _history(self, target: _Target) -> AsyncIterator[Body]:
        """Yield messages, newest first, as far back as the search goes.

        https://discord.com/developers/docs/resources/message#get-channel-messages
        """
        oldest = discord.utils.time_snowflake(self._clock.now() - self._search_back)
        query: dict[str, Any] = {"limit": limits.HISTORY_PAGE}
        for number in range(self._search_pages):
            page: list[Body] = await self._rest.request(
                "GET", "/channels/{channel_id}/messages", query=query, channel_id=target.channel_id
            )
            if not page and number == 0:
                await self._require_history(target)
            for message in page:
                yield message
            if len(page) < limits.HISTORY_PAGE or int(page[-1]["id"]) < oldest:
                return
            query["before"] = page[-1]["id"]
        raise _UnreadableError(
            f"more than {self._search_pages * limits.HISTORY_PAGE} messages since. Look for it by hand."
        )

    async def _require_history(self, target: _Target) -> None:
        """Tell an empty channel from one whose history is hidden: Discord answers both with an empty page."""
        channel = await self._channel(target.thread_of or target.channel_id)
        if not await bot_permissions(self._rest, channel) & READ_HISTORY:
            raise _UnreadableError("the bot may not read the channel's history. Fix: give it Read Message History.")

    async def _find_forum_post(self, target: _Target, key: str) -> Receipt | None:
        active = await self._rest.request("GET", "/guilds/{guild_id}/threads/active", guild_id=target.guild_id)
        posts = [each["id"] for each in active["threads"] if each.get("parent_id") == target.channel_id]
        for post in sorted(posts, key=int, reverse=True)[: self._search_pages]:
            found = await self._find(_Target(channel_id=post, guild_id=target.guild_id), key)
            if found is not None:
                return Receipt(message_id=str(post))
        return None
