"""The contract of ArticleStore."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.article import DateDoubt, Enclosure, Part, StoredArticle
from bot.errors import GroundingError, StoreError
from bot.store.memory.articles import MemoryArticleStore
from tests.contract.samples import BODY, NOW, article, minutes, revision, span, statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.claim import Statement
    from bot.domain.stores import ArticleStore
    from bot.store import Stores


async def test_an_article_comes_back_as_given(stores: Stores) -> None:
    enclosures = (Enclosure(url="https://gazette.example/a1.mp3", media_type="audio/mpeg", size_bytes=5_000_000_000),)
    given = article(
        family="example",
        link="https://gazette.example/a1",
        file="a1.txt",
        wire="Agency",
        topics=(),
        enclosures=enclosures,
    )
    first = revision(
        published_at=minutes(-9),
        published_doubt=DateDoubt.DAY,
        modified_at=minutes(-5),
        title="Brücke 🌉",
        body="naïve — 🌉 “q”\n\nsecond",
    )
    assert await stores.articles.add(given, first)
    stored = StoredArticle(article=given, revision=first)
    assert await stores.articles.find(given.source_id, given.key) == stored
    assert await stores.articles.get(["a1"]) == [stored]
    assert await stores.articles.count() == 1


async def test_an_unknown_key_is_not_found(stores: Stores) -> None:
    await stores.articles.add(article(), revision())
    assert await stores.articles.find("src_other", article().key) is None
    assert await stores.articles.find("src_gazette", "other") is None


async def test_the_same_digest_again_changes_nothing(stores: Stores) -> None:
    await stores.articles.add(article(), revision())
    assert not await stores.articles.add(article(), replace(revision(number=2), digest="digest-1"))
    assert list(await stores.articles.revisions(["a1-r1", "a1-r2"])) == ["a1-r1"]


async def test_revisions_are_appended_and_the_old_ones_stay(stores: Stores) -> None:
    await stores.articles.add(article(), revision())
    changed = revision(number=2, body="The mayor said nothing.")
    assert await stores.articles.add(article(), changed)
    assert [stored.revision for stored in await stores.articles.get(["a1"])] == [changed]
    assert await stores.articles.revisions(["a1-r1", "a1-r2", "gone"]) == {"a1-r1": revision(), "a1-r2": changed}
    assert await stores.articles.count() == 1


@pytest.mark.parametrize("number", [1, 3])
async def test_a_revision_that_does_not_follow_is_refused(stores: Stores, number: int) -> None:
    await stores.articles.add(article(), revision())
    with pytest.raises(StoreError, match="does not follow 1"):
        await stores.articles.add(article(), revision(number=number, id="x", digest="other"))
    assert [stored.revision for stored in await stores.articles.get(["a1"])] == [revision()]


async def test_a_new_article_starts_with_revision_one(stores: Stores) -> None:
    with pytest.raises(StoreError, match="does not follow 0"):
        await stores.articles.add(article(), revision(number=2))
    assert await stores.articles.count() == 0


async def test_another_id_for_a_known_key_is_refused(stores: Stores) -> None:
    await stores.articles.add(article(), revision())
    with pytest.raises(StoreError, match="stored as a1"):
        await stores.articles.add(article("a2", key=article().key), revision("a2", 2))


async def test_several_articles_of_a_source_are_found_by_their_keys(stores: Stores) -> None:
    for name in ("a1", "a2", "a3"):
        await stores.articles.add(article(name), revision(name))
    await stores.articles.add(article("a1"), revision("a1", 2, body="The mayor said nothing."))
    keys = [article("a1").key, article("a3").key, *(f"gone{number}" for number in range(1200))]
    found = await stores.articles.find_all(article().source_id, keys)
    assert found == {key: await stores.articles.find(article().source_id, key) for key in keys[:2]}
    assert await stores.articles.find_all("src_other", keys) == {}


LINK = "https://gazette.example/2026/bridge"


async def test_an_article_met_again_is_stored_once_and_found_by_both_keys(stores: Stores) -> None:
    first = (article("a1", link=LINK), revision("a1", published_at=minutes(-9)))
    again = (
        article("a2", link=LINK, source_id="src_world"),
        revision("a2", title="Bridge, again", published_at=minutes(-9)),
    )
    twice = (article("a3", link=LINK, key="third"), revision("a3", title="BRIDGE"))
    assert await stores.articles.add_all([first, again]) == [True, False]
    assert await stores.articles.add_all([again, twice]) == [False, False]
    stored = StoredArticle(article=first[0], revision=first[1])
    assert await stores.articles.count() == 1
    assert await stores.articles.find("src_world", again[0].key) == stored
    keys = [first[0].key, "third", "unknown"]
    assert await stores.articles.find_all("src_gazette", keys) == {keys[0]: stored, "third": stored}
    assert await stores.articles.find_all("src_other", keys) == {}
    seen = await stores.articles.sightings(["a1", "a2"])
    assert {(one.source_id, one.key, one.link) for one in seen.pop("a1")} == {
        ("src_world", again[0].key, LINK),
        ("src_gazette", "third", LINK),
    }
    assert seen == {}


@pytest.mark.parametrize(
    "other",
    [
        {"link": LINK + "?page=2"},
        {"publisher": "Harbour Post"},
        {"publisher": "Harbour Post", "family": "another"},
        {"title": "Another title"},
        {"title": "Another title", "published_at": minutes(-5)},
        {"title": ""},
        {"link": "https://gazette.example/"},
        {"link": None},
    ],
)
async def test_what_may_be_another_article_is_stored_too(stores: Stores, other: dict[str, Any]) -> None:
    own = {name: other.get(name, value) for name, value in {"link": LINK, "publisher": "Gazette", "family": ""}.items()}
    same = {"title": other.get("title", "Bridge"), "published_at": other.get("published_at")}
    link = own["link"] if own["link"] == "https://gazette.example/" else LINK
    await stores.articles.add(article("a1", link=link, family="river"), revision("a1"))
    assert await stores.articles.add(article("a2", source_id="src_world", **own), revision("a2", **same))
    assert await stores.articles.count() == 2
    assert await stores.articles.sightings(["a1", "a2"]) == {}


async def test_papers_of_one_family_share_an_article_at_one_address(stores: Stores) -> None:
    await stores.articles.add(article("a1", link=LINK, family="river"), revision("a1"))
    other = article("a2", link=LINK, family="River", publisher="Gazette on Sunday", source_id="src_sunday")
    assert not await stores.articles.add(other, revision("a2"))
    assert await stores.articles.count() == 1


async def test_an_article_stored_under_its_own_key_is_never_another_one(stores: Stores) -> None:
    """Two that were stored apart before stay apart, whatever address they get."""
    await stores.articles.add(article("a1", link=LINK), revision("a1", title="One"))
    await stores.articles.add(article("a2", link=LINK), revision("a2", title="Two"))
    assert not await stores.articles.add(article("a2", link=LINK), revision("a2", title="Two"))
    assert await stores.articles.add(article("a1", link=LINK), revision("a1", 2, title="Two"))
    assert await stores.articles.count() == 2


async def test_several_are_stored_as_one_after_another_would_be(stores: Stores) -> None:
    await stores.articles.add(article("a1"), revision("a1"))
    changed = revision("a1", 2, body="The mayor said nothing.")
    pairs = [
        (article("a2"), revision("a2")),
        (article("a1"), replace(revision("a1", 2), digest=revision("a1").digest)),  # the same words again
        (article("a1"), changed),
        (article("a2"), revision("a2", 2, body="The council met.")),  # a second revision of one just opened
        (article("a3"), revision("a3")),
    ]
    assert await stores.articles.add_all(pairs) == [True, False, True, True, True]
    newest = [stored.revision for stored in await stores.articles.get(["a1", "a2", "a3"])]
    assert newest == [changed, pairs[3][1], pairs[4][1]]
    assert await stores.articles.add_all([]) == []


async def test_when_one_of_several_is_refused_none_is_stored(stores: Stores) -> None:
    await stores.articles.add(article("a1"), revision("a1"))
    refused = (article("a1"), revision("a1", 3, body="A gap."))
    with pytest.raises(StoreError, match="does not follow 1"):
        await stores.articles.add_all([(article("a2"), revision("a2")), refused])
    with pytest.raises(StoreError, match="does not follow 0"):
        await stores.articles.add_all([(article("a2"), revision("a2")), (article("a3"), revision("a3", 2))])
    assert await stores.articles.count() == 1
    assert await stores.articles.revisions(["a2-r1", "a3-r2"]) == {}


async def test_articles_are_found_by_their_newest_words(stores: Stores) -> None:
    await stores.articles.add(article("a1"), revision("a1"))
    await stores.articles.add(article("a1"), revision("a1", 2, body="The mayor said nothing.", digest="new"))
    await stores.articles.add(article("a2"), revision("a2", digest="other"))
    await stores.articles.add(article("a3", source_id="src_other"), revision("a3", digest="new"))
    found = await stores.articles.find_words(article().source_id, ["new", "other", revision("a1").digest])
    assert [one.article.id for one in found] == ["a1", "a2"]
    assert await stores.articles.find_words(article().source_id, []) == []


async def test_a_moved_article_keeps_everything_but_key_and_file(stores: Stores) -> None:
    await stores.articles.add(article(), revision())
    await stores.articles.rename("a1", "new/place.txt", "new/place.txt")
    moved = replace(article(), key="new/place.txt", file="new/place.txt")
    assert await stores.articles.find(article().source_id, "new/place.txt") == StoredArticle(
        article=moved, revision=revision()
    )
    assert await stores.articles.find(article().source_id, article().key) is None
    assert await stores.articles.add(moved, revision(number=2, body="The mayor said nothing."))


async def test_a_key_that_another_article_has_is_refused(stores: Stores) -> None:
    await stores.articles.add(article("a1"), revision("a1"))
    await stores.articles.add(article("a2"), revision("a2"))
    with pytest.raises(StoreError, match="belongs to another article"):
        await stores.articles.rename("a1", article("a2").key, None)
    with pytest.raises(StoreError, match="'a9' is not stored"):
        await stores.articles.rename("a9", "x", None)
    await stores.articles.rename("a1", article("a1").key, "a1.txt")
    assert (await stores.articles.get(["a1"]))[0].article.file == "a1.txt"


async def test_a_new_article_may_lie_where_a_moved_one_lay_but_not_with_its_id(stores: Stores) -> None:
    await stores.articles.add(article(), revision())
    await stores.articles.rename("a1", "new/place.txt", "new/place.txt")
    with pytest.raises(StoreError, match=r"id a1 of the new article .* belongs to another article"):
        await stores.articles.add(article(), revision(digest="other"))
    later = replace(article("a2"), key=article().key)
    assert await stores.articles.add(later, revision("a2", digest="other"))
    moved = await stores.articles.find(article().source_id, "new/place.txt")
    assert moved is not None
    assert (moved.article.id, moved.revision) == ("a1", revision())


async def test_articles_come_in_the_order_asked_even_when_there_are_many(stores: Stores) -> None:
    names = [f"a{number}" for number in range(20)]
    for name in names:
        await stores.articles.add(article(name), revision(name))
    wanted = ["a7", "gone", *reversed(names), *(f"gone{number}" for number in range(1200))]
    assert [stored.article.id for stored in await stores.articles.get(wanted)] == ["a7", *reversed(names)]
    assert await stores.articles.get([]) == []


async def test_unanalysed_are_those_whose_newest_revision_waits_oldest_first(stores: Stores) -> None:
    await stores.articles.add(article("a2", first_seen_at=minutes(1)), revision("a2"))
    await stores.articles.add(article("a1"), revision("a1"))
    assert [stored.article.id for stored in await stores.articles.unanalysed(5)] == ["a1", "a2"]
    assert [stored.article.id for stored in await stores.articles.unanalysed(1)] == ["a1"]
    await stores.articles.complete_analysis("a1-r1", [])
    assert [stored.article.id for stored in await stores.articles.unanalysed(5)] == ["a2"]
    await stores.articles.add(article("a1"), revision("a1", 2))
    assert [stored.revision.id for stored in await stores.articles.unanalysed(5)] == ["a1-r2", "a2-r1"]
    await stores.articles.complete_analysis("a1-r1", [])
    assert [stored.revision.id for stored in await stores.articles.unanalysed(5)] == ["a1-r2", "a2-r1"]


async def test_statements_come_back_in_text_order_and_are_replaced(stores: Stores) -> None:
    await stores.articles.add(article("a1"), revision("a1"))
    await stores.articles.add(article("a2"), revision("a2"))
    late, early = statement("s1", 29), statement("s2", 0, source=None, speaker=None, hedged=True)
    titled = statement("s3", source=None, cue=span(0, 3, part=Part.TITLE), content=span(3, 6, part=Part.TITLE))
    other = statement("s4", of="a2-r1")
    await stores.articles.complete_analysis("a1-r1", [late, early, titled])
    await stores.articles.complete_analysis("a2-r1", [other])
    assert await stores.articles.statements(["a2-r1", "a1-r1", "gone"]) == [other, titled, early, late]
    await stores.articles.complete_analysis("a1-r1", [late])
    assert await stores.articles.statements(["a1-r1"]) == [late]


async def test_an_analysis_of_an_unknown_revision_is_refused(stores: Stores) -> None:
    with pytest.raises(StoreError, match="a9-r1"):
        await stores.articles.complete_analysis("a9-r1", [])


async def check_that_spans_outside_are_refused(articles: ArticleStore) -> None:
    await articles.add(article(), revision())
    for bad in (
        statement(content=span(40, len(BODY) + 1)),
        statement(cue=span(0, 7, part=Part.TITLE)),
        statement(source=span(0, 5, of="a2-r1")),
    ):
        with pytest.raises(GroundingError):
            await articles.complete_analysis("a1-r1", [statement("ok"), bad])
    assert await articles.statements(["a1-r1"]) == []
    assert await articles.unanalysed(1) != []


async def test_a_span_outside_its_revision_is_refused_and_nothing_is_stored(stores: Stores) -> None:
    await check_that_spans_outside_are_refused(stores.articles)


async def test_a_span_may_end_with_the_text(stores: Stores) -> None:
    await stores.articles.add(article(), revision())
    whole = statement(content=span(0, len(BODY)))
    await stores.articles.complete_analysis("a1-r1", [whole])
    assert await stores.articles.statements(["a1-r1"]) == [whole]


async def test_twin_a_store_that_takes_any_span_is_caught() -> None:
    class Trusting(MemoryArticleStore):
        async def complete_analysis(self, revision_id: str, found: Sequence[Statement]) -> None:
            self._statements[revision_id] = tuple(found)

    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        await check_that_spans_outside_are_refused(Trusting())


async def test_of_four_writers_of_one_revision_one_writes(stores: Stores) -> None:
    # Often: which of its keys PostgreSQL finds taken depends on how the writers fall together.
    for name in (f"a{number}" for number in range(25)):
        one = article(name), revision(name)
        written = await asyncio.gather(*(stores.articles.add(*one) for _ in range(4)))
        assert sorted(written) == [False, False, False, True]


async def test_four_writers_at_once_lose_nothing(stores: Stores) -> None:
    async def write(writer: int) -> None:
        for number in range(10):
            name = f"a{writer}-{number}"
            await stores.articles.add(article(name, first_seen_at=NOW), revision(name))

    await asyncio.gather(*(write(writer) for writer in range(4)))
    assert await stores.articles.count() == 40
