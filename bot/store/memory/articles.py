"""Articles, their revisions and statements, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.article import Article, Part, Revision, Sighting, StoredArticle
from bot.domain.claim import Statement
from bot.errors import StoreError
from bot.store.meeting import identifying_link, met_again, sighting_of
from bot.store.rules import is_new_revision, require_spans_inside, reused, taken, unknown


class MemoryArticleStore:
    """Implements bot.domain.ports.ArticleStore."""

    def __init__(self) -> None:
        self._articles: dict[tuple[str, str], StoredArticle] = {}  # by source and key, with the newest revision
        self._ids: dict[str, tuple[str, str]] = {}
        self._revisions: dict[str, Revision] = {}
        self._statements: dict[str, tuple[Statement, ...]] = {}  # the keys are the analysed revisions
        self._sightings: dict[tuple[str, str], Sighting] = {}

    async def find(self, source_id: str, key: str) -> StoredArticle | None:
        """Return the article of a source by its key, or None."""
        return (await self.find_all(source_id, [key])).get(key)

    async def find_all(self, source_id: str, keys: Iterable[str]) -> dict[str, StoredArticle]:
        """Return the articles of a source by key."""
        places = {key: self._place(source_id, key) for key in keys}
        return {key: self._articles[place] for key, place in places.items() if place in self._articles}

    def _place(self, source_id: str, key: str) -> tuple[str, str]:
        """Return under which source and key an article is stored that a source shows under `key`."""
        seen = self._sightings.get((source_id, key))
        return (source_id, key) if (source_id, key) in self._articles or seen is None else self._ids[seen.article_id]

    async def find_words(self, source_id: str, digests: Iterable[str]) -> list[StoredArticle]:
        """Return the articles of a source whose newest words have one of the digests."""
        wanted = set(digests)
        found = (one for (source, _), one in self._articles.items() if source == source_id)
        return sorted((one for one in found if one.revision.digest in wanted), key=lambda one: one.article.key)

    async def rename(self, article_id: str, key: str, file: str | None) -> None:
        """Give an article another key and file."""
        former = self._ids.get(article_id)
        if former is None:
            raise unknown("article", article_id)
        place = (former[0], key)
        if place != former and place in self._articles:
            raise taken(key)
        stored = self._articles.pop(former)
        self._articles[place] = replace(stored, article=replace(stored.article, key=key, file=file))
        self._ids[article_id] = place

    async def add_all(self, pairs: Sequence[tuple[Article, Revision]]) -> list[bool]:
        """Store several in their order, all or none; return for each whether a row was written."""
        before = dict(self._articles), dict(self._ids), dict(self._revisions), dict(self._sightings)
        try:
            return [await self.add(article, revision) for article, revision in pairs]
        except StoreError:
            self._articles, self._ids, self._revisions, self._sightings = before
            raise

    async def add(self, article: Article, revision: Revision) -> bool:
        """Store a new article or append a revision; return whether a row was written."""
        key = (article.source_id, article.key)
        link = identifying_link(article, revision)
        held = [stored for stored in self._articles.values() if stored.article.link == link] if link else ()
        if met := met_again(held, [(article, revision)]):
            self._sightings.setdefault(key, sighting_of(article, met[0]))
            return False
        former = self._articles.get(key)
        if former is None and article.id in self._ids:
            raise reused(article)
        stored = None if former is None else (former.article.id, former.revision.number, former.revision.digest)
        if not is_new_revision(stored, article, revision):
            return False
        self._articles[key] = StoredArticle(article=former.article if former else article, revision=revision)
        self._ids[article.id] = key
        self._revisions[revision.id] = revision
        return True

    async def sightings(self, article_ids: Iterable[str]) -> dict[str, list[Sighting]]:
        """Return where the articles were met again."""
        wanted = set(article_ids)
        found: dict[str, list[Sighting]] = {}
        for seen in sorted(self._sightings.values(), key=lambda one: (one.seen_at, one.source_id, one.key)):
            if seen.article_id in wanted:
                found.setdefault(seen.article_id, []).append(seen)
        return found

    async def get(self, article_ids: Iterable[str]) -> list[StoredArticle]:
        """Return the articles with their newest revisions, in the order of the ids."""
        return [self._articles[self._ids[article_id]] for article_id in article_ids if article_id in self._ids]

    async def revisions(self, revision_ids: Iterable[str]) -> dict[str, Revision]:
        """Return revisions by id."""
        return {name: self._revisions[name] for name in revision_ids if name in self._revisions}

    async def unanalysed(self, limit: int) -> list[StoredArticle]:
        """Return articles whose newest revision is not analysed, the first seen first."""
        waiting = (stored for stored in self._articles.values() if stored.revision.id not in self._statements)
        return sorted(waiting, key=lambda stored: (stored.article.first_seen_at, stored.article.id))[:limit]

    async def complete_analysis(self, revision_id: str, found: Sequence[Statement]) -> None:
        """Replace the statements of a revision and mark it analysed."""
        revision = self._revisions.get(revision_id)
        if revision is None:
            raise unknown("revision", revision_id)
        require_spans_inside(revision_id, {part: len(revision.text(part)) for part in Part}, found)
        self._statements[revision_id] = tuple(sorted(found, key=_text_order))

    async def statements(self, revision_ids: Iterable[str]) -> list[Statement]:
        """Return the statements of the revisions, in the order of the ids and then of the text."""
        return [statement for name in dict.fromkeys(revision_ids) for statement in self._statements.get(name, ())]

    def all(self) -> list[StoredArticle]:
        """Return every article with its newest revision."""
        return list(self._articles.values())

    async def count(self) -> int:
        """Return the number of articles."""
        return len(self._articles)


def _text_order(statement: Statement) -> tuple[bool, int, int, str]:
    content = statement.content
    return content.part is Part.BODY, content.start, statement.cue.start, statement.id
