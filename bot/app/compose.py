"""Settings -> App: every port gets its adapter here and nowhere else."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.analysis.decide import Decider
from bot.analysis.pipeline import Analyst
from bot.briefing.answers import Answers
from bot.briefing.correct import Corrector
from bot.briefing.explainer import Explainer
from bot.briefing.gather import Gatherer
from bot.briefing.notify import Notifier
from bot.briefing.phrases import local
from bot.briefing.pipeline import Briefer, outbox
from bot.briefing.preview import Previewer
from bot.briefing.review import Reviewer
from bot.domain.audience import Audience
from bot.domain.briefing import Briefing, as_corrected
from bot.domain.ports import Clock, Fetcher, MailReader
from bot.errors import SettingsError
from bot.ingest.catalogue import read_sources
from bot.ingest.fetch import HttpFetcher
from bot.ingest.imap import ImapReader, passwords
from bot.ingest.limits import Limits
from bot.ingest.normalise import clean_title
from bot.ingest.polite import PoliteFetcher
from bot.ingest.report import Reporter
from bot.ingest.robots import Robots
from bot.ingest.subscriber import Subscriber
from bot.pool.processes import ForkserverPool
from bot.schedule.plan import next_fire, parse_schedule
from bot.settings import Settings, audiences_of, operators_of, secrets_of
from bot.store import Stores, open_stores

# All that a child needs for its work, also what its tasks would import later: the fork server imports it once, before
# it has threads, and every child shares the pages (docs/reference/footprint.md).
PRELOAD = (
    "bot.ingest.folder",
    "bot.ingest.parse",
    "bot.ingest.extract",
    "bot.ingest.language",
    "bot.claims.sides",
    "bot.briefing.condense",
    "bot.briefing.changes",
)
MOST_WORKERS = 4


class SystemClock:
    """The Clock port: the machine's own time."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


def mint(prefix: str) -> str:
    """Return a new id, "sto_" and 16 hexadecimal digits for the prefix "sto"."""
    return f"{prefix}_{uuid.uuid4().hex[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The parts of the program, wired; nothing is connected to a chat platform yet (see bot.app.serve)."""

    settings: Settings
    clock: Clock
    stores: Stores
    pool: ForkserverPool
    fetcher: Fetcher
    mail: MailReader
    robots: Robots
    limits: Limits
    analyst: Analyst
    briefer: Briefer
    corrector: Corrector
    notifier: Notifier
    answers: Answers
    explainer: Explainer
    previewer: Previewer
    reporter: Reporter
    subscriber: Subscriber
    reviewer: Reviewer
    decider: Decider

    async def import_files(self, now: datetime) -> None:
        """Bring the sources and audiences of the settings' files into the store; idempotent.

        Raises:
            SettingsError: The catalogue is wrong; lists every problem.
        """
        await self.stores.sources.import_sources(
            read_sources(self.settings.sources.catalogue, interval_seconds=self.settings.ingest.interval_seconds)
        )
        named = await self.stores.sources.sources()
        await self.subscriber.leave_others({source.id for source in named}, now)
        await self.stores.audiences.import_audiences(audiences_of(self.settings, now), now)

    async def secrets(self) -> tuple[str, ...]:
        """Return every secret value in use, for the log to mask: those of the settings and of the mailboxes."""
        boxes = [source.mailbox for source in await self.stores.sources.sources() if source.mailbox]
        return (*secrets_of(self.settings), *passwords(boxes, os.environ))

    async def as_it_stands(self, briefing: Briefing) -> Briefing:
        """Return a stored briefing with the notices of its corrections."""
        return as_corrected(briefing, await self.stores.deliveries.corrections(briefing.id))

    def next_runs(self, audience: Audience, count: int) -> list[str]:
        """Return when an audience gets its next briefings, in its own zone."""
        if audience.paused:
            return ["paused"]
        schedule, zone, runs = parse_schedule(audience.schedule), ZoneInfo(audience.zone), [self.clock.now()]
        for _ in range(count):
            runs.append(next_fire(schedule, zone, runs[-1]))
        return [local(moment, audience.zone) for moment in runs[1:]]


@asynccontextmanager
async def open_app(
    settings: Settings, *, clock: Clock | None = None, mint: Callable[[str], str] = mint
) -> AsyncIterator[App]:
    """Open the stores, the pool and the fetcher, wire everything, close it all at the end.

    Raises:
        SettingsError: The data directory cannot be made.
        StoreError: The database cannot be opened.
    """
    _make_folder(settings.data_dir)
    async with AsyncExitStack() as stack:
        stores = await stack.enter_async_context(open_stores(settings.database_url))
        pool = ForkserverPool(
            workers=settings.pool.workers or min(MOST_WORKERS, os.cpu_count() or 1),
            preload=PRELOAD,
            memory_bytes=settings.pool.memory_bytes,
            timeout_seconds=settings.pool.timeout_seconds,
            idle_seconds=settings.pool.idle_seconds,
        )
        stack.push_async_callback(pool.close)
        client = await stack.enter_async_context(
            HttpFetcher(
                user_agent=settings.ingest.user_agent,
                allowed_networks=settings.ingest.allowed_networks,
                proxy=settings.ingest.proxy,
            )
        )
        fetcher = PoliteFetcher(
            client,
            concurrency=settings.ingest.concurrency,
            host_concurrency=settings.ingest.host_concurrency,
            host_delay_seconds=settings.ingest.host_delay_seconds,
        )
        gatherer = Gatherer(
            articles=stores.articles,
            disputes=stores.disputes,
            pool=pool,
            min_confidence=settings.claims.min_confidence,
        )
        briefer = Briefer(
            sources=stores.sources,
            articles=stores.articles,
            stories=stores.stories,
            audiences=stores.audiences,
            deliveries=stores.deliveries,
            gatherer=gatherer,
            mint=mint,
        )
        yield App(
            settings=settings,
            clock=clock or SystemClock(),
            stores=stores,
            pool=pool,
            fetcher=fetcher,
            mail=ImapReader(environ=os.environ, allowed_networks=settings.ingest.allowed_networks),
            limits=limits_of(settings),
            robots=Robots(fetcher=fetcher, user_agent=settings.ingest.user_agent),
            analyst=Analyst(
                articles=stores.articles,
                stories=stores.stories,
                disputes=stores.disputes,
                pool=pool,
                mint=mint,
            ),
            briefer=briefer,
            corrector=Corrector(
                articles=stores.articles,
                audiences=stores.audiences,
                deliveries=stores.deliveries,
                pool=pool,
                grounded=briefer.grounded,
                mint=mint,
            ),
            notifier=Notifier(
                disputes=stores.disputes,
                audiences=stores.audiences,
                deliveries=stores.deliveries,
                grounded=briefer.grounded,
                mint=mint,
            ),
            answers=Answers(stories=stores.stories, disputes=stores.disputes, gatherer=gatherer, briefer=briefer),
            explainer=Explainer(stories=stores.stories, disputes=stores.disputes, gatherer=gatherer, briefer=briefer),
            reporter=Reporter(
                sources=stores.sources,
                deliveries=stores.deliveries,
                outbox=partial(outbox, mint=mint),
                place=operators_of(settings),
            ),
            subscriber=Subscriber(
                store=stores.subscriptions,
                poster=client,
                public_url=settings.web.public_url.rstrip("/") if settings.web.enabled else "",
                timeout_seconds=settings.ingest.timeout_seconds,
                mint=mint,
            ),
            previewer=Previewer(sources=stores.sources, stories=stores.stories, articles=stores.articles),
            reviewer=Reviewer(disputes=stores.disputes, gatherer=gatherer, briefer=briefer),
            decider=Decider(articles=stores.articles, disputes=stores.disputes, clean=clean_title, mint=mint),
        )


def limits_of(settings: Settings) -> Limits:
    """Return the bounds of one visit that the operator set."""
    return Limits(
        timeout_seconds=settings.ingest.timeout_seconds,
        max_feed_bytes=settings.ingest.max_bytes,
        max_page_bytes=settings.ingest.max_page_bytes,
        min_interval_seconds=settings.ingest.min_interval_seconds,
        max_interval_seconds=settings.ingest.max_interval_seconds,
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"data_dir = {folder}: cannot be made ({error.strerror}); name a folder this user may write"
        raise SettingsError([problem]) from error
