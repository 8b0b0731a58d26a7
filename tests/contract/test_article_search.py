"""The contract of ArticleSearch."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.highlight import highlights
from bot.domain.search import parse_query
from bot.errors import CommandError, StoreError
from bot.store.memory.articles import MemoryArticleStore
from bot.store.memory.search import MemoryArticleSearch
from tests.contract.samples import NOW, article, minutes, revision

if TYPE_CHECKING:
    from bot.domain.article import StoredArticle
    from bot.domain.search import Query
    from bot.domain.stores import ArticleSearch, ArticleStore
    from bot.store import Stores

HOSTILE = (
    '"', '""', "'", "\\", "*", "^", "brid*", '"bridge', 'bridge"', "bridge OR", "AND", "NOT bridge", "NEAR(bridge a)",
    "title:bridge", "{title body}: bridge", "-bridge", "+bridge", "(bridge", "bridge)", "bridge & !", "bridge <-> a",
    "'bridge':A", "a:*B", "bridge; DROP TABLE articles", "%s %(x)s :x ?1", "\0", "bridge\0mayor", "\ud800 bridge", "🌉",
    "source:\"'\" bridge", "\u202ebridge", "x" * 9000, "lang:", "date:..", "source:", "ﷺ", "·", "a://bridge/?a=1&b",
    "date:0001-01-01.. bridge", "date:..9999-12-30 bridge",
)  # fmt: skip


async def store(stores: Stores, name: str, title: str = "Title", body: str = "Body.", **changes: Any) -> None:
    """Store an article; changes that a revision has go to it, the others to the article."""
    of_revision = {key: changes.pop(key) for key in ("lang", "published_at") if key in changes}
    await stores.articles.add(article(name, **changes), revision(name, title=title, body=body, **of_revision))


async def ids(search: ArticleSearch, text: str, limit: int = 9) -> list[str]:
    return [hit.article.id for hit in await search.search(parse_query(text), limit)]


async def test_all_words_have_to_stand_in_title_or_body(stores: Stores) -> None:
    await store(stores, "a1", "Bridge closed", "The mayor spoke.")
    await store(stores, "a2", "Bridge open", "Nobody spoke.")
    assert await ids(stores.search, "bridge mayor") == ["a1"]
    assert sorted(await ids(stores.search, "bridge spoke")) == ["a1", "a2"]
    assert await ids(stores.search, "bridge tunnel") == []
    assert await ids(stores.search, "gazette") == []  # the publisher is no word of the article


async def test_case_and_accents_do_not_matter(stores: Stores) -> None:
    await store(stores, "a1", "Élysée", "Die Brücke; Ёлка; STRASSE")
    for text in ("elysee", "ÉLYSÉE", "brucke", "Brücke", "елка", "straße"):
        assert await ids(stores.search, text) == ["a1"], text


async def test_a_phrase_is_met_by_its_words_in_their_order(stores: Stores) -> None:
    await store(stores, "a1", "News", "In New York, the mayor spoke.")
    await store(stores, "a2", "News", "York is new to me.")
    await store(stores, "a3", "New", "York")  # no phrase reaches from the title into the body
    assert await ids(stores.search, '"new york"') == ["a1"]
    assert await ids(stores.search, "“york the mayor”") == ["a1"]
    assert await ids(stores.search, "new-york") == ["a1"]


async def test_chinese_and_japanese_are_found_by_any_run_of_characters(stores: Stores) -> None:
    await store(stores, "a1", "東京で地震", "震度は五。")
    assert await ids(stores.search, "地震") == ["a1"]
    assert await ids(stores.search, "震地") == []


async def test_a_source_is_named_by_words_of_the_publisher(stores: Stores) -> None:
    await store(stores, "a1", publisher="Evening Gazette")
    await store(stores, "a2", publisher="Harbour Post")
    assert await ids(stores.search, "source:gazette title") == ["a1"]
    assert await ids(stores.search, 'source:"harbour post"') == ["a2"]
    assert await ids(stores.search, 'source:"post harbour"') == []
    assert sorted(await ids(stores.search, "source:gazette source:harbour")) == ["a1", "a2"]


async def test_a_topic_is_named_by_its_words(stores: Stores) -> None:
    await store(stores, "a1", topics=("world", "climate change"))
    await store(stores, "a2", topics=("climate", "change of law"))
    assert await ids(stores.search, 'topic:"climate change"') == ["a1"]
    assert await ids(stores.search, "topic:world body") == ["a1"]
    assert sorted(await ids(stores.search, "topic:world topic:law")) == ["a1", "a2"]


async def test_languages(stores: Stores) -> None:
    await store(stores, "a1", lang="de")
    await store(stores, "a2", lang=None)
    await store(stores, "a3", lang="fr")
    assert await ids(stores.search, "lang:DE") == ["a1"]
    assert sorted(await ids(stores.search, "title lang:de lang:fr")) == ["a1", "a3"]


async def test_days_are_those_of_publication_else_of_first_sight(stores: Stores) -> None:
    day = 24 * 60
    await store(stores, "a1", published_at=minutes(-day))
    await store(stores, "a2", first_seen_at=NOW)
    await store(stores, "a3", published_at=minutes(day))
    assert await ids(stores.search, "date:2026-03-02") == ["a2"]
    assert await ids(stores.search, "date:2026-03-01..2026-03-02 title") == ["a2", "a1"]
    assert await ids(stores.search, "date:2026-03-02..") == ["a3", "a2"]
    assert await ids(stores.search, "date:..2026-03-01") == ["a1"]


async def test_a_hit_in_the_title_comes_before_one_in_the_body(stores: Stores) -> None:
    await store(stores, "a1", "Council meets", "It spoke about the bridge.")
    await store(stores, "a2", "Bridge closed", "It spoke about the repairs.")
    assert await ids(stores.search, "bridge") == ["a2", "a1"]
    assert await ids(stores.search, "bridge", limit=1) == ["a2"]


async def test_equals_come_newest_first(stores: Stores) -> None:
    for name, at in (("a1", 1), ("a2", 3), ("a3", 2)):
        await store(stores, name, published_at=minutes(at))
    assert await ids(stores.search, "title") == ["a2", "a3", "a1"]
    assert await ids(stores.search, "source:gazette") == ["a2", "a3", "a1"]


async def check_that_only_the_newest_revision_is_found(articles: ArticleStore, search: ArticleSearch) -> None:
    await articles.add(article(), revision(body="The ferry is safe."))
    changed = article(publisher="Other", topics=())  # an article keeps what it was first stored with
    await articles.add(changed, revision(number=2, body="The tunnel is safe."))
    assert await ids(search, "ferry") == []
    (hit,) = await search.search(parse_query("tunnel source:gazette topic:world"), 9)
    assert hit.revision.number == 2


async def test_only_the_newest_revision_is_found(stores: Stores) -> None:
    await check_that_only_the_newest_revision_is_found(stores.articles, stores.search)


async def test_what_is_refused_is_not_found(stores: Stores) -> None:
    pairs = [(article("a1"), revision("a1")), (article("a2"), revision("a2", 2))]
    with pytest.raises(StoreError):
        await stores.articles.add_all(pairs)
    assert await ids(stores.search, "mayor") == []


async def test_writers_and_searches_at_once(stores: Stores) -> None:
    async def write(number: int) -> list[str]:
        await store(stores, f"a{number}", f"Bridge {number}")
        return await ids(stores.search, f'"bridge {number}"')

    assert await asyncio.gather(*(write(number) for number in range(8))) == [[f"a{number}"] for number in range(8)]


async def test_a_long_text_of_different_words_is_stored_and_found(stores: Stores) -> None:
    """PostgreSQL takes a megabyte of words: what is past the bound is stored and not searched."""
    body = " ".join(f"{chr(0x10400 + number % 79)}{number:x}ßẞ" for number in range(60_000))
    await store(stores, "a1", body="first " + body + " last")
    assert await ids(stores.search, "first") == ["a1"]
    assert await ids(stores.search, "last") == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_nothing_typed_means_anything_to_a_database(text: str, stores: Stores) -> None:
    await store(stores, "a1", "Bridge", "The mayor said the bridge, title and all, is safe.")
    with suppress(CommandError):  # a refusal in words is an answer too
        await stores.search.search(parse_query(text), 9)
    assert await ids(stores.search, "bridge") == ["a1"]


async def test_a_hit_has_the_words_highlighted_that_it_was_found_by(stores: Stores) -> None:
    await store(stores, "a1", "Brücke 🌉 gesperrt", "Die BRÜCKE ist zu. New  York.")
    query = parse_query('brucke "new york"')
    (hit,) = await stores.search.search(query, 9)
    assert [span.slice(hit.revision) for span in highlights(query, hit.revision)] == ["Brücke", "BRÜCKE", "New  York"]


async def test_twin_a_search_that_finds_old_words_is_caught() -> None:
    class Remembering(MemoryArticleSearch):
        async def search(self, query: Query, limit: int) -> list[StoredArticle]:
            del query  # what met it once is found for ever
            return self._articles.all()[:limit]

    articles = MemoryArticleStore()
    with pytest.raises(AssertionError):
        await check_that_only_the_newest_revision_is_found(articles, Remembering(articles))
