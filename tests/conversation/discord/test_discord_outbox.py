"""Outbox, messenger and store together on simcord's Discord: remembered, posted, settled, and never twice."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.discord.messenger import DiscordMessenger
from bot.delivery.discord.rest import Rest
from bot.delivery.dispatch import Dispatcher
from bot.domain.audience import Platform
from bot.domain.delivery import DeliveryState
from bot.store import open_stores
from tests.contract.samples import NOW, audience, briefing, delivery, slot
from tests.conversation.discord.test_discord_conversation import Bot, room

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from bot.domain.delivery import Receipt
    from bot.domain.ports import Messenger
    from bot.store import Stores
    from tests.conversation.discord.test_discord_conversation import Room

AFTER_THE_DEATH = NOW + timedelta(seconds=5)


class Clock:
    """The Clock port, set by hand."""

    moment = NOW

    def now(self) -> datetime:
        return self.moment


class Dying:
    """A messenger whose process dies when the message is posted: nobody ever gets the receipt."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger
        self.posted = asyncio.Event()

    async def send(self, **values: object) -> Receipt:
        receipt = await self._messenger.send(**values)
        self.posted.set()
        await asyncio.Event().wait()
        return receipt


class Blind:
    """A messenger that never searches."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def send(self, **values: object) -> Receipt:
        return await self._messenger.send(**values | {"search_first": False, "key": "another key"})


class Desk:
    """A briefing in the outbox of a database, for a channel of simcord's Discord."""

    def __init__(self, stores: Stores, here: Room) -> None:
        self.stores = stores
        self.here = here
        self.clock = Clock()
        self.messenger = DiscordMessenger(rest=Rest(token="", http=here.env.bot.http), clock=self.clock)

    async def remember(self) -> None:
        place = self.here.place
        await self.stores.audiences.save(audience(place=place))
        parts = [delivery(place=place), delivery(part=1, place=place)]
        assert await self.stores.deliveries.remember(briefing(), parts, slot())

    def dispatcher(self, messenger: Messenger) -> Dispatcher:
        outbox = self.stores.deliveries
        return Dispatcher(platform=Platform.DISCORD, messenger=messenger, store=outbox, clock=self.clock)

    async def die_after_posting(self) -> None:
        dying = Dying(self.messenger)
        attempt = asyncio.create_task(self.dispatcher(dying).dispatch())
        await dying.posted.wait()
        attempt.cancel()
        await asyncio.wait({attempt})
        await self.stores.deliveries.end_leases(AFTER_THE_DEATH)
        self.clock.moment = AFTER_THE_DEATH

    def shown(self) -> int:
        """Return how many briefings stand in the channel; the notice of a new thread is none."""
        return len([message for message in self.here.channel.history() if message.embeds])


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    async with open_stores(f"sqlite:///{folder / 'store.db'}") as stores, room(Bot().client()) as here:
        made = Desk(stores, here)
        await made.remember()
        yield made


async def test_a_remembered_briefing_is_posted_settled_and_moves_the_window(tmp_path: Path) -> None:
    async with desk(tmp_path) as given:
        dispatcher = given.dispatcher(given.messenger)
        states = [each.state for _ in range(3) for each in await dispatcher.dispatch()]
        assert states == [DeliveryState.SENT, DeliveryState.SENT]
        assert given.shown() == 1
        (thread,) = given.here.channel.threads
        detail, overview = await given.stores.deliveries.deliveries(9)
        assert overview.receipt == str(thread.id)
        assert detail.receipt != overview.receipt
        stored = await given.stores.audiences.get("aud_news")
        assert stored is not None
        assert stored.delivered_until_at == briefing().window_end_at


async def test_a_correction_stands_in_the_thread_and_the_messages_say_so(tmp_path: Path) -> None:
    async with desk(tmp_path) as given:
        dispatcher, place = given.dispatcher(given.messenger), given.here.place
        for _ in range(2):
            await dispatcher.dispatch()
        says = tuple(replace(document, title=f"CORRECTED · {document.title}") for document in briefing().documents)
        said = replace(briefing().overview, title="CORRECTION · Briefing")
        made = briefing("c1", slot_at=None, overview=said, details=says, corrects="b1", edits=(0, 1))
        parts = [delivery("c1", part=part, place=place) for part in range(3)]
        assert await given.stores.deliveries.remember(made, parts, None)
        states = [each.state for _ in range(3) for each in await dispatcher.dispatch()]
        assert states == [DeliveryState.SENT] * 3
        (thread,) = given.here.channel.threads
        (overview,) = [message for message in given.here.channel.history() if message.embeds]
        detail, correction = [message for message in thread.history() if message.embeds]
        assert [message.content for message in (overview, detail, correction)] == [
            "**CORRECTED · Briefing**",
            "**CORRECTED · Briefing**",
            "**CORRECTION · Briefing**",
        ]


async def test_after_a_death_between_post_and_receipt_the_message_is_found_and_not_posted_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as given:
        await given.die_after_posting()
        (outcome,) = await given.dispatcher(given.messenger).dispatch()
        assert (outcome.state, outcome.delivery.attempts) == (DeliveryState.SENT, 2)
        assert given.shown() == 1
        _, overview = await given.stores.deliveries.deliveries(9)
        assert overview.receipt == str(given.here.channel.last_message.id)


async def test_a_messenger_that_does_not_search_posts_twice(tmp_path: Path) -> None:
    """The twin: without the search the same death shows as a double post."""
    async with desk(tmp_path) as given:
        await given.die_after_posting()
        await given.dispatcher(Blind(given.messenger)).dispatch()
        with pytest.raises(AssertionError):
            assert given.shown() == 1
