"""`counterpoint check`: everything an operator can have got wrong, each with its fix, before the first briefing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console

from bot.app.compose import App, open_app
from bot.app.files import doubtful_topics
from bot.domain.article import Source, SourceState
from bot.domain.audience import Place, Platform
from bot.errors import PoolError, SettingsError, SourceError
from bot.ingest.harvest import Harvester
from bot.settings import Settings, operators_of

NEXT_RUNS = 3


async def run_check(settings: Settings, console: Console) -> int:
    """Check sources, tokens and channels, print what was found and each audience's next runs.

    The settings themselves were checked when they were read. Sources are visited once and nothing is stored but the
    lists of sources and audiences.

    Returns:
        The number of problems.
    """
    async with open_app(settings) as app:
        console.print("settings: ok", style="green")
        problems = [*await _sources(app, console), *await _platforms(app)]
        for problem in problems:
            console.print(problem, style="red", soft_wrap=True)
        for line in await doubtful_topics(app):
            console.print(line, style="yellow", soft_wrap=True)
        await _audiences(app, console)
    return len(problems)


async def _sources(app: App, console: Console) -> list[str]:
    try:
        await app.import_files(app.clock.now())
    except SettingsError as error:
        return error.problems
    gate = asyncio.Semaphore(app.settings.ingest.concurrency)

    async def one(source: Source) -> tuple[Source, str | None]:
        async with gate:
            return source, await _try_source(app, source)

    results = await asyncio.gather(*(one(source) for source in await app.stores.sources.sources()))
    good = [source.name for source, problem in results if problem is None]
    console.print(
        f"sources: {len(good)} of {len(results)} readable", style="green" if len(good) == len(results) else ""
    )
    return [f"source {source.name!r}: {problem}" for source, problem in results if problem]


async def _try_source(app: App, source: Source) -> str | None:
    harvester = Harvester(fetcher=app.fetcher, mail=app.mail, pool=app.pool, robots=app.robots, limits=app.limits)
    if source.mailbox:  # a check leaves everything as it is
        source = replace(source, mailbox=replace(source.mailbox, mark_read=False))
    try:
        await harvester.harvest(source, SourceState(source_id=source.id), app.clock.now())
    except (SourceError, PoolError) as error:
        return error.message
    return None


async def _platforms(app: App) -> list[str]:
    """Ask each enabled platform about its token and the channels of its audiences."""
    from bot.delivery.discord.check import check as check_discord
    from bot.delivery.slack.checking import check as check_slack

    places = [(f"audience {one.name!r}", one.place) for one in await app.stores.audiences.all()]
    operators = operators_of(app.settings)
    places += [("operators", operators)] if operators else []
    slack, discord = app.settings.slack, app.settings.discord
    problems = []
    if slack.enabled:
        problems += await check_slack(
            token=slack.bot_token.get_secret_value(),
            app_token=slack.app_token.get_secret_value(),
            channel_ids=_channels(places, Platform.SLACK),
            base_url=slack.base_url,
        )
    if discord.enabled:
        problems += await check_discord(
            token=discord.token.get_secret_value(),
            channel_ids=_channels(places, Platform.DISCORD),
            api_url=discord.api_url or None,
        )
    enabled = {Platform.SLACK: slack.enabled, Platform.DISCORD: discord.enabled, Platform.CONSOLE: True}
    for name, place in places:
        if not enabled[place.platform]:
            tokens = "two tokens" if place.platform is Platform.SLACK else "token"
            fix = f"set {place.platform}.enabled = true and its {tokens}, or remove it"
            problems.append(f"{name}: {place.platform} is not enabled; {fix}")
    return problems


def _channels(places: Sequence[tuple[str, Place]], platform: Platform) -> list[str]:
    return sorted({place.channel_id for _, place in places if place.platform is platform})


async def _audiences(app: App, console: Console) -> None:
    for audience in await app.stores.audiences.all():
        runs = "; ".join(app.next_runs(audience, NEXT_RUNS))
        console.print(f"audience {audience.name!r} ({audience.place.platform}): next runs {runs}", soft_wrap=True)
