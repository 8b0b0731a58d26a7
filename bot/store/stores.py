"""All stores of one database, opened together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.domain.stores import (
    ArticleSearch,
    ArticleStore,
    AudienceStore,
    DeliveryStore,
    DisputeStore,
    MarkStore,
    SourceStore,
    StoryStore,
)
from bot.domain.subscription import SubscriptionStore
from bot.store.articles import SqlArticleStore
from bot.store.audiences import SqlAudienceStore
from bot.store.deliveries import SqlDeliveryStore
from bot.store.disputes import SqlDisputeStore
from bot.store.engine import BUSY_TIMEOUT_SECONDS, Database, parse_url
from bot.store.marks import SqlMarkStore
from bot.store.migrations import migrate_if_needed
from bot.store.search import SqlArticleSearch
from bot.store.sources import SqlSourceStore
from bot.store.stories import SqlStoryStore
from bot.store.subscriptions import SqlSubscriptionStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """One store a port."""

    sources: SourceStore
    articles: ArticleStore
    search: ArticleSearch
    stories: StoryStore
    disputes: DisputeStore
    audiences: AudienceStore
    deliveries: DeliveryStore
    subscriptions: SubscriptionStore
    marks: MarkStore


@asynccontextmanager
async def open_stores(url: str, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> AsyncIterator[Stores]:
    """Open the database at `url` (sqlite:///file or postgresql://…), migrating it first where needed.

    Raises:
        StoreError: It cannot be opened; the message names the fix and never shows the password.
    """
    database = Database(parse_url(url), busy_timeout_seconds=busy_timeout_seconds)
    try:
        await migrate_if_needed(database, url)
        yield Stores(
            sources=SqlSourceStore(database),
            articles=SqlArticleStore(database),
            search=SqlArticleSearch(database),
            stories=SqlStoryStore(database),
            disputes=SqlDisputeStore(database),
            audiences=SqlAudienceStore(database),
            deliveries=SqlDeliveryStore(database),
            subscriptions=SqlSubscriptionStore(database),
            marks=SqlMarkStore(database),
        )
    finally:
        await database.close()
