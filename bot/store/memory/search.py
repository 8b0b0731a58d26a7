"""Search in memory: every article is read anew."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.article import StoredArticle
from bot.domain.search import Phrase, Query
from bot.store.memory.articles import MemoryArticleStore
from bot.store.wording import columns, searched_at

_TITLE_WEIGHT = 4


class MemoryArticleSearch:
    """Implements bot.domain.ports.ArticleSearch."""

    def __init__(self, articles: MemoryArticleStore) -> None:
        self._articles = articles

    async def search(self, query: Query, limit: int) -> list[StoredArticle]:
        """Return the articles that meet the query, best first."""
        hits = [stored for stored in self._articles.all() if _meets(stored, query)]
        hits.sort(key=lambda stored: stored.article.id)
        hits.sort(key=lambda stored: (_score(stored, query.phrases), searched_at(stored)), reverse=True)
        return hits[:limit]


def _meets(stored: StoredArticle, query: Query) -> bool:
    texts = columns(stored.article, stored.revision)
    at = searched_at(stored)
    return (
        all(_count(phrase, texts["title"]) or _count(phrase, texts["body"]) for phrase in query.phrases)
        and _any(query.sources, texts["source"])
        and _any(query.topics, texts["topics"])
        and (not query.langs or stored.revision.lang in query.langs)
        and (query.since is None or at >= query.since)
        and (query.until is None or at < query.until)
    )


def _any(phrases: Sequence[Phrase], words: list[str]) -> bool:
    return not phrases or any(_count(phrase, words) for phrase in phrases)


def _score(stored: StoredArticle, phrases: Sequence[Phrase]) -> float:
    texts = columns(stored.article, stored.revision)
    counts = (_TITLE_WEIGHT * _count(one, texts["title"]) + _count(one, texts["body"]) for one in phrases)
    return sum(counts) / (len(texts["title"]) + len(texts["body"]) or 1)


def _count(phrase: Phrase, words: list[str]) -> int:
    starts = range(len(words) - len(phrase) + 1)
    return sum(tuple(words[start : start + len(phrase)]) == phrase for start in starts)
