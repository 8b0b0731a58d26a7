"""`counterpoint run`: every part started, each one optional and failing alone, all drained on stop."""

from __future__ import annotations

import asyncio
import signal
from datetime import timedelta
from functools import partial

import structlog

from bot.app.chat import build_commands, build_messengers, discord_part, slack_part
from bot.app.compose import App, open_app
from bot.app.files import Files, doubtful_topics
from bot.app.lanes import ANALYSE, BRIEF, DISPATCH, POLL, Lanes
from bot.app.loading import loading
from bot.app.supervise import OK, Parts, Start, keep_running
from bot.delivery.dispatch import Dispatcher
from bot.delivery.html import render_page
from bot.domain.audience import Audience
from bot.errors import StoreError
from bot.jobs.local import LocalTaskQueue
from bot.log import configure
from bot.schedule.runner import Runner
from bot.settings import Settings, secrets_of
from bot.store import serve_alone

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 20.0  # below the container's stop_grace_period
SETTLE = timedelta(seconds=5)
"""What a dead process had on its way to a chat platform arrives meanwhile; then its channel's history is searched."""


async def run_forever(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; then take no new work, finish what is open, and return.

    Raises:
        SettingsError: The program cannot start: a file is wrong or the port is taken.
        StoreError: The database cannot be opened.
    """
    configure(level=settings.log.level, form=settings.log.format, secrets=secrets_of(settings))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with open_app(settings) as app:
        await app.import_files(app.clock.now())
        for line in await doubtful_topics(app):
            log.warning("topic", cause=line)
        with serve_alone(settings.database_url) as alone:
            if alone:
                await take_over(app)
            await serve(app, stop)
    log.info("stopped")


async def take_over(app: App) -> None:
    """Finish what a process that died was sending, without waiting for its leases (docs/decisions/0067)."""
    count = await app.stores.deliveries.end_leases(app.clock.now() + SETTLE)
    if count:
        log.info("deliveries were interrupted; each is looked for in its channel first", deliveries=count)


async def serve(app: App, stop: asyncio.Event) -> None:
    """Run every part of an open app until `stop` is set."""
    parts = Parts()
    with loading():
        starts = {**_web(app, parts), "lanes": _lanes(app, parts), **_chat(app, parts)}
    async with asyncio.TaskGroup() as group:
        for name, start in starts.items():
            group.create_task(keep_running(name, start, stop, parts), name=name)


def _lanes(app: App, parts: Parts) -> Start:
    """Return the part that does due work; sources and audiences are read again when their files change."""

    async def start(stop: asyncio.Event) -> None:
        files = Files(app)
        followed: list[Audience] = []

        async def poll() -> object:
            await files.import_changed()
            return await lanes.poll()

        async def brief() -> object:
            nonlocal followed
            made = await lanes.brief()
            if (audiences := await app.stores.audiences.all()) != followed:
                followed = audiences
                runner.follow(audiences)
                for one in audiences:
                    log.info("audience", name=one.name, schedule=one.schedule, zone=one.zone, paused=one.paused)
            return made

        dispatchers = [
            Dispatcher(platform=platform, messenger=messenger, store=app.stores.deliveries, clock=app.clock)
            for platform, messenger in build_messengers(app).items()
        ]

        def wake(lane: str) -> None:
            queue.wake(lane)

        lanes = Lanes(app=app, wake=wake)
        queue = LocalTaskQueue(
            {
                POLL: [poll],
                ANALYSE: [lanes.analyse],
                BRIEF: [brief],
                DISPATCH: [partial(lanes.dispatch, dispatcher) for dispatcher in dispatchers],
            }
        )
        runner = Runner(wake=queue.wake, clock=app.clock)
        queue.start()
        runner.start()
        parts.report("lanes", OK)
        await stop.wait()
        runner.stop()
        await queue.stop(limit_seconds=DRAIN_SECONDS)

    return start


def _chat(app: App, parts: Parts) -> dict[str, Start]:
    commands = build_commands(app)
    chosen: dict[str, Start] = {}
    if app.settings.slack.enabled:
        chosen["slack"] = slack_part(app, commands, parts)
    if app.settings.discord.enabled:
        chosen["discord"] = discord_part(app, commands, parts)
    return chosen


def _web(app: App, parts: Parts) -> dict[str, Start]:
    """Bind the port now, so that a taken port ends the start with its fix, and return the part that serves it."""
    web = app.settings.web
    if not web.enabled:
        return {}
    from bot.web.pages import create_app
    from bot.web.server import listen, serve_pages

    bound = listen(web.host, web.port)

    async def ready() -> dict[str, str]:
        return {**parts.states, "store": await _store_state(app)}

    pages = create_app(
        ready=ready,
        required=("store", "lanes"),
        briefings=app.stores.deliveries.briefings,
        briefing=app.stores.deliveries.briefing,
        render=render_page,
    )

    async def start(stop: asyncio.Event) -> None:
        host, port, *_ = bound.getsockname()
        log.info("serving pages", address=f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        parts.report("web", OK)
        await serve_pages(pages, bound, stop)

    return {"web": start}


async def _store_state(app: App) -> str:
    try:
        await app.stores.articles.count()
    except StoreError as error:
        return error.message
    return OK
