"""The outbox of the running program: a messenger and a lane of its own for each enabled platform."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from rich.console import Console

from bot.app.compose import App
from bot.app.lanes import DISPATCH, Lanes
from bot.app.supervise import OK, Parts
from bot.delivery.console import ConsoleMessenger
from bot.delivery.dispatch import Dispatcher
from bot.domain.audience import Platform
from bot.domain.ports import Messenger
from bot.jobs.local import LocalTaskQueue

DRAIN_SECONDS = 20.0  # below the container's stop_grace_period


class Outbox:
    """Sends what is due. Its platforms' libraries are slow to load, so it starts after the other lanes."""

    def __init__(self, *, app: App, lanes: Lanes, parts: Parts) -> None:
        self._app = app
        self._lanes = lanes
        self._parts = parts
        self._queue: LocalTaskQueue | None = None

    def wake(self) -> None:
        """Look for due deliveries now; before the start it has looked by itself."""
        if self._queue is not None:
            self._queue.wake(DISPATCH)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set, then finish what is being sent."""
        async with AsyncExitStack() as stack:
            store, clock = self._app.stores.deliveries, self._app.clock
            dispatchers = [
                Dispatcher(platform=platform, messenger=messenger, store=store, clock=clock)
                for platform, messenger in _messengers(self._app, stack).items()
            ]
            self._queue = LocalTaskQueue({DISPATCH: [partial(self._lanes.dispatch, one) for one in dispatchers]})
            self._queue.start()
            self._parts.report("outbox", OK)
            await stop.wait()
            await self._queue.stop(limit_seconds=DRAIN_SECONDS)


def _messengers(app: App, stack: AsyncExitStack) -> dict[Platform, Messenger]:
    """Return the messenger of each enabled platform, closed by `stack`; a disabled platform's deliveries wait."""
    slack, discord = app.settings.slack, app.settings.discord
    console = Console(markup=False, emoji=False, highlight=False)
    messengers: dict[Platform, Messenger] = {Platform.CONSOLE: ConsoleMessenger(console=console)}
    if slack.enabled:
        from bot.delivery.slack.messenger import SlackMessenger

        token = slack.bot_token.get_secret_value()
        messengers[Platform.SLACK] = SlackMessenger(token=token, clock=app.clock, base_url=slack.base_url)
    if discord.enabled:
        from bot.delivery.discord.messenger import DiscordMessenger
        from bot.delivery.discord.rest import Rest, point_at

        point_at(api_url=discord.api_url or None, gateway_url=discord.gateway_url or None)
        messenger = DiscordMessenger(rest=Rest(token=discord.token.get_secret_value()), clock=app.clock)
        stack.push_async_callback(messenger.close)
        messengers[Platform.DISCORD] = messenger
    return messengers
