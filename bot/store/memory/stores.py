"""All stores of one memory."""

from __future__ import annotations

from bot.store.memory.articles import MemoryArticleStore
from bot.store.memory.audiences import MemoryAudienceStore
from bot.store.memory.deliveries import MemoryDeliveryStore
from bot.store.memory.disputes import MemoryDisputeStore
from bot.store.memory.marks import MemoryMarkStore
from bot.store.memory.search import MemoryArticleSearch
from bot.store.memory.sources import MemorySourceStore
from bot.store.memory.stories import MemoryStoryStore
from bot.store.memory.subscriptions import MemorySubscriptionStore
from bot.store.stores import Stores


def memory_stores() -> Stores:
    """Return empty stores that know of one another as the tables of one database do."""
    stories, audiences, articles = MemoryStoryStore(), MemoryAudienceStore(), MemoryArticleStore()
    disputes = MemoryDisputeStore(stories)
    return Stores(
        sources=MemorySourceStore(),
        articles=articles,
        search=MemoryArticleSearch(articles),
        stories=stories,
        disputes=disputes,
        audiences=audiences,
        deliveries=MemoryDeliveryStore(audiences, articles, disputes),
        subscriptions=MemorySubscriptionStore(),
        marks=MemoryMarkStore(),
    )
