"""`counterpoint run`: every part started, each one optional and failing alone, all drained on stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.app.chat import build_commands, discord_part, slack_part
from bot.app.compose import App, open_app
from bot.app.files import Files, doubtful_topics, set_up_log
from bot.app.lanes import ANALYSE, BRIEF, CORRECT, DISPATCH, POLL, PUSH, SUBSCRIBE, Lanes
from bot.app.loading import loading
from bot.app.outbox import DRAIN_SECONDS, Outbox
from bot.app.supervise import OK, Parts, Start, keep_running
from bot.delivery.html import render_page
from bot.domain.audience import OPERATORS, Audience
from bot.domain.briefing import Briefing
from bot.errors import StoreError
from bot.ingest.subscriber import PATH, Receipt
from bot.jobs.local import Handler, LocalTaskQueue
from bot.log import configure
from bot.schedule.runner import Runner
from bot.settings import Settings, secrets_of
from bot.store import serve_alone

if TYPE_CHECKING:
    from bot.web.websub import Callbacks

log = structlog.get_logger(__name__)

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
        await set_up_log(app)
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
    bells: dict[str, Callable[[], None]] = {}

    def wake(lane: str) -> None:
        if ring := bells.get(lane):  # a lane that has not started yet looks by itself when it does
            ring()

    queues: list[LocalTaskQueue] = []
    lanes = Lanes(app=app, wake=wake)
    outbox = Outbox(app=app, lanes=lanes, parts=parts)
    bells[DISPATCH] = outbox.wake
    with loading():
        first = {**_web(app, parts, wake, queues), "lanes": _lanes(lanes, bells, parts, queues)}
    async with asyncio.TaskGroup() as group:

        def begin(starts: dict[str, Start]) -> None:
            for name, start in starts.items():
                group.create_task(keep_running(name, start, stop, parts), name=name)

        begin(first)
        # The platforms' libraries take a second to load: off the loop, while pages and lanes are at work already.
        begin({**await asyncio.to_thread(_chat, app, parts), "outbox": outbox.run})


def _lanes(lanes: Lanes, bells: dict[str, Callable[[], None]], parts: Parts, queues: list[LocalTaskQueue]) -> Start:
    """Return the part that does due work; sources and audiences are read again when their files change.

    Its queue is put into `queues`.
    """
    app = lanes.app

    async def start(stop: asyncio.Event) -> None:
        files = Files(app)
        followed: list[Audience] = []

        async def poll() -> object:
            await files.import_changed()
            return await lanes.poll()

        async def follow() -> None:
            nonlocal followed
            if (audiences := await app.stores.audiences.all()) != followed:
                followed = audiences
                runner.follow(audiences)
                for one in audiences:
                    log.info("audience", name=one.name, schedule=one.schedule, zone=one.zone, paused=one.paused)

        work: dict[str, list[Handler]] = {
            POLL: [poll],
            PUSH: [lanes.push],
            SUBSCRIBE: [lanes.subscribe],
            ANALYSE: [lanes.analyse],
            BRIEF: [lanes.brief, follow],
            CORRECT: [lanes.correct],
        }
        queue = LocalTaskQueue(work)
        queues[:] = [queue]
        bells.update({lane: partial(queue.wake, lane) for lane in work})
        runner = Runner(wake=queue.wake, clock=app.clock, lanes=tuple(work))
        queue.start()
        runner.start()
        parts.report("lanes", OK)
        await stop.wait()
        runner.stop()
        await queue.stop(limit_seconds=DRAIN_SECONDS)

    return start


def _chat(app: App, parts: Parts) -> dict[str, Start]:
    """Load what the enabled platforms need and return their parts."""
    commands = build_commands(app)
    chosen: dict[str, Start] = {}
    with loading():
        if app.settings.slack.enabled:
            chosen["slack"] = slack_part(app, commands, parts)
        if app.settings.discord.enabled:
            chosen["discord"] = discord_part(app, commands, parts)
    return chosen


def _web(app: App, parts: Parts, wake: Callable[[str], None], queues: Sequence[LocalTaskQueue]) -> dict[str, Start]:
    """Bind the port now, so that a taken port ends the start with its fix, and return the part that serves it."""
    web = app.settings.web
    if not web.enabled:
        return {}
    from bot.web.pages import create_app
    from bot.web.server import listen, serve_pages

    bound = listen(web.host, web.port)

    async def ready() -> dict[str, str]:
        return {**parts.states, "store": await _store_state(app, queues)}

    async def archive() -> list[Briefing]:
        return [one for one in await app.stores.deliveries.briefings() if one.audience_id != OPERATORS]

    async def briefing(briefing_id: str) -> Briefing | None:
        found = await app.stores.deliveries.briefing(briefing_id)
        return await app.as_it_stands(found) if found and found.audience_id != OPERATORS else None

    pages = create_app(
        ready=ready,
        required=("store", "lanes"),
        briefings=archive,
        briefing=briefing,
        render=render_page,
        callbacks=_callbacks(app, wake) if web.public_url else None,
    )

    async def start(stop: asyncio.Event) -> None:
        host, port, *_ = bound.getsockname()
        log.info("serving pages", address=f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        parts.report("web", OK)
        await serve_pages(pages, bound, stop)

    return {"web": start}


def _callbacks(app: App, wake: Callable[[str], None]) -> Callbacks:
    """Return what answers hubs: what they push is stored, and read once they are answered."""
    from bot.web.websub import Callbacks

    statuses = {Receipt.STORED: 202, Receipt.UNSIGNED: 202, Receipt.UNKNOWN: 404, Receipt.FULL: 503}

    async def verify(token: str, question: Callable[[str], str]) -> str | None:
        return await app.subscriber.verify(token, question, app.clock.now())

    async def expect(token: str) -> bool:
        return await app.subscriber.expects(token, app.clock.now())

    async def receive(token: str, body: bytes, content_type: str, signature: str) -> int:
        receipt = await app.subscriber.receive(token, body, content_type, signature, app.clock.now())
        if receipt is Receipt.STORED:
            wake(PUSH)
        elif receipt is Receipt.UNSIGNED:
            log.warning("a push is dropped: its signature is not that of the hub")
        return statuses[receipt]

    return Callbacks(path=PATH, verify=verify, expect=expect, receive=receive, max_bytes=app.limits.max_feed_bytes)


async def _store_state(app: App, queues: Sequence[LocalTaskQueue]) -> str:
    """Return what is wrong with the database: it cannot be read now, or a lane could not write when it ran last."""
    try:
        await app.stores.articles.count()
    except StoreError as error:
        return error.message
    refusals = (error.message for queue in queues for error in queue.errors() if isinstance(error, StoreError))
    return next(refusals, OK)
