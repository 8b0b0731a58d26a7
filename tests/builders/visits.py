"""Visits of sources from a real socket to memory stores, one after another."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.article import Source, SourceKind, StoredArticle
from bot.errors import PoolError
from bot.ingest.fetch import HttpFetcher
from bot.ingest.limits import Limits
from bot.ingest.pipeline import Outcome, visit
from bot.ingest.robots import Robots
from bot.pool.processes import InlinePool
from bot.store.memory import memory_stores
from tests.builders.mail import FakeMailReader
from tests.fakes.feeds import FeedServer

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
WORDS = (
    "The council of the harbour town voted on Tuesday to widen the eastern quay, after two years of hearings.",
    "The work is to begin in May and will close the fish market for a season, the harbour office said.",
    "Traders said they had been promised a hall on the northern side, and that nobody had shown them a plan.",
)
LONG = "".join(f"<p>{words} Paragraph {n}.</p>" for n in range(6) for words in WORDS)
HTML = {"content_type": "text/html; charset=utf-8"}


class FailingPool(InlinePool):
    """Loses the process of one task, `times` over, as a reader that was killed does."""

    def __init__(self, lost: str, times: float = math.inf) -> None:
        self.lost = lost
        self.times = times

    async def run(self, task: str, /, *args: object, timeout_seconds: float | None = None) -> object:
        if self.lost in (task, *args) and self.times > 0:
            self.times -= 1
            raise PoolError("the task was killed: give it more memory")
        return await super().run(task, *args, timeout_seconds=timeout_seconds)


class Desk:
    """A feed server, the stores and one visit after another, each a day later."""

    def __init__(self, server: FeedServer, fetcher: HttpFetcher) -> None:
        self.server = server
        self.stores = memory_stores()
        self.pool: InlinePool = InlinePool()
        self.now = NOW
        self.mail = FakeMailReader()
        self.limits = Limits(timeout_seconds=2.0, max_feed_bytes=300_000)
        self._fetcher = fetcher
        self._robots = Robots(fetcher=fetcher, user_agent="Test/1.0")

    async def visit(self, source: Source, **given: Any) -> Outcome:
        states = await self.stores.sources.states()
        await self.stores.sources.import_sources([source])
        outcome = await visit(
            source,
            states.get(source.id),
            self.now,
            fetcher=self._fetcher,
            mail=self.mail,
            pool=self.pool,
            robots=self._robots,
            articles=self.stores.articles,
            sources=self.stores.sources,
            limits=self.limits,
            **given,
        )
        self.now += timedelta(days=1)
        assert (await self.stores.sources.states())[source.id] == outcome.state
        return outcome

    async def articles(self) -> list[StoredArticle]:
        return sorted(await self.stores.articles.unanalysed(1_000), key=lambda each: each.article.key)

    def feed(self, path: str = "/feed") -> Source:
        return source(SourceKind.FEED, self.server.url(path))


def source(kind: SourceKind, location: str) -> Source:
    return Source(id="src_0123456789abcdef", kind=kind, location=location, name="Outlet", publisher="The Outlet")
