"""Chat platforms of the running program: their gateways and the commands behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.app.compose import App, mint
from bot.app.supervise import CONNECTING, OK, Parts, Start
from bot.commands.decide import ask_why, at_home, may_decide
from bot.commands.grammar import VERBS
from bot.commands.router import build_answer, build_handlers, build_welcome
from bot.commands.suggest import Completer
from bot.domain.audience import Place, Platform
from bot.domain.call import Answer, Call, Suggest
from bot.domain.document import Document
from bot.schedule.plan import next_fire, parse_schedule
from bot.settings import audiences_of, operators_of

CONNECTED_LOOK_SECONDS = 0.2
TREE_HASH = "discord.commands"


def next_run(schedule: str, zone: str, now: datetime) -> datetime:
    """Return the first instant of a schedule after `now`; see bot.schedule.plan for errors."""
    return next_fire(parse_schedule(schedule), ZoneInfo(zone), now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """What every platform calls: for an answer, for completions, and when it is invited to a channel."""

    answer: Answer
    suggest: Suggest
    welcome: Answer


def _servers(app: App) -> frozenset[str]:
    """Return the Discord servers that the settings name: those of their audiences, and the operators' one."""
    places = [audience.place for audience in audiences_of(app.settings, app.clock.now())]
    operators = operators_of(app.settings)
    named = [*places, operators] if operators is not None else places
    return frozenset(place.workspace_id for place in named if place.platform is Platform.DISCORD)


def build_commands(app: App) -> Commands:
    """Return the commands over an app's stores."""
    stores, servers = app.stores, _servers(app)
    handlers = build_handlers(
        audiences=stores.audiences,
        deliveries=stores.deliveries,
        sources=stores.sources,
        stories=stores.stories,
        articles=stores.articles,
        article_search=stores.search,
        next_run=next_run,
        brief_now=app.answers.brief_now,
        story_document=app.answers.story,
        dispute_cards=app.answers.dispute_cards,
        dispute_document=app.answers.dispute,
        statements_document=app.reviewer.statements,
        review_document=app.reviewer.review,
        decide=at_home(app.decider.decide, servers),
        may_decide=partial(may_decide, servers=servers),
        explain=app.explainer.explain,
        preview_topic=app.previewer.preview,
        mint=mint,
    )
    names = {Platform.SLACK: app.settings.slack.command, Platform.DISCORD: f"/{app.settings.discord.command}"}
    answer = build_answer(handlers, clock=app.clock, names=names)
    completer = Completer(
        audiences=stores.audiences,
        sources=stores.sources,
        stories=stores.stories,
        articles=stores.articles,
        disputes=stores.disputes,
    )
    welcome = build_welcome(audiences=stores.audiences, next_run=next_run, clock=app.clock, names=names)
    return Commands(answer=answer, suggest=completer.suggest, welcome=welcome)


def slack_part(app: App, commands: Commands, parts: Parts) -> Start:
    """Return the part that takes commands from Slack."""
    from bot.delivery.slack.gateway import SlackGateway

    slack = app.settings.slack

    async def start(stop: asyncio.Event) -> None:
        gateway = SlackGateway(
            token=slack.bot_token.get_secret_value(),
            app_token=slack.app_token.get_secret_value(),
            answer=commands.answer,
            ask=ask_why,
            welcome=commands.welcome,
            command=slack.command,
            base_url=slack.base_url,
        )
        await _watched(gateway.run(stop), lambda: gateway.connected, "slack", parts)

    return start


def discord_part(app: App, commands: Commands, parts: Parts) -> Start:
    """Return the part that takes commands from Discord."""
    from bot.delivery.discord.gateway import DiscordGateway

    discord = app.settings.discord

    async def welcome(place: Place) -> Document:
        return await commands.welcome(Call(text="", place=place, user_id=""))

    async def save_hash(value: str) -> None:
        await app.stores.marks.set(TREE_HASH, value)

    async def start(stop: asyncio.Event) -> None:
        gateway = DiscordGateway(
            token=discord.token.get_secret_value(),
            command=discord.command,
            verbs=VERBS,
            answer=commands.answer,
            ask=ask_why,
            suggest=commands.suggest,
            welcome=welcome,
            load_hash=lambda: app.stores.marks.get(TREE_HASH),
            save_hash=save_hash,
            api_url=discord.api_url or None,
            gateway_url=discord.gateway_url or None,
        )

        async def closer() -> None:
            await stop.wait()
            await gateway.close()

        closing = asyncio.create_task(closer())
        try:
            await _watched(gateway.run(), lambda: gateway.ready, "discord", parts)
        finally:
            closing.cancel()

    return start


async def _watched(
    running: Coroutine[None, None, None], connected: Callable[[], bool], name: str, parts: Parts
) -> None:
    """Run a gateway and report it as soon as it is connected, and when it is not."""
    task = asyncio.create_task(running)
    try:
        while not task.done():
            parts.report(name, OK if connected() else CONNECTING)
            await asyncio.wait({task}, timeout=CONNECTED_LOOK_SECONDS)
        await task
    finally:
        task.cancel()
