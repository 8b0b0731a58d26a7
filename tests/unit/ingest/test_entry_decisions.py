from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.article import DateDoubt, Source, SourceKind, StoredArticle
from bot.ingest.decide import Candidate, Changed, New, Same, Text, choose_text, decide
from bot.ingest.entries import Entry

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SOURCE = Source(
    id="src_0123456789abcdef",
    kind=SourceKind.FEED,
    location="https://outlet.example/feed",
    name="Outlet",
    publisher="The Outlet",
    family="outlet",
    topics=("world",),
)
ENTRY = Entry(key="urn:1", title="A title", body="OSLO (Reuters) - Words.", link="https://outlet.example/1")
LONG = replace(ENTRY, body="word " * 400)


def first(entry: Entry = ENTRY, *, baseline: bool = False) -> New:
    intent = decide(None, Candidate(entry=entry, lang="en"), SOURCE, baseline=baseline, now=NOW)
    assert isinstance(intent, New)
    return intent


def stored(entry: Entry = ENTRY) -> StoredArticle:
    new = first(entry)
    return StoredArticle(article=new.article, revision=new.revision)


def test_an_unknown_key_is_a_new_article_with_its_provenance() -> None:
    new = first(replace(ENTRY, topics=("ships", "world"), file="feed.xml"))
    article, revision = new.article, new.revision
    assert (article.publisher, article.family, article.wire) == ("The Outlet", "outlet", "Reuters")
    assert (article.link, article.file) == ("https://outlet.example/1", "feed.xml")
    assert article.topics == ("world", "ships")
    assert (revision.number, revision.lang, revision.published_at, revision.fetched_at) == (1, "en", None, NOW)
    assert article.id.startswith("art_")
    assert len(article.id) == len(revision.id) == 20


def test_ids_follow_from_source_key_and_words() -> None:
    assert first() == first()
    assert first().article.id != first(replace(ENTRY, key="urn:2")).article.id
    assert first().revision.id != first(replace(ENTRY, title="Other")).revision.id


def test_the_first_sight_of_a_source_is_marked() -> None:
    assert first(baseline=True).baseline
    assert not first().baseline


def test_the_same_words_are_the_same_article_even_with_another_date() -> None:
    redated = replace(ENTRY, published_at=NOW - timedelta(days=1), link="https://outlet.example/moved")
    intent = decide(stored(), Candidate(entry=redated, lang="en"), SOURCE, baseline=False, now=NOW + timedelta(days=30))
    assert intent == Same(article_id=stored().article.id)


def test_other_words_are_the_next_revision_of_the_same_article() -> None:
    later = NOW + timedelta(hours=1)
    retitled = Candidate(entry=replace(ENTRY, title="A corrected title"), lang="en")
    intent = decide(stored(), retitled, SOURCE, baseline=False, now=later)
    assert isinstance(intent, Changed)
    assert intent.article == stored().article
    assert (intent.revision.number, intent.revision.fetched_at) == (2, later)
    assert intent.revision.id != stored().revision.id


def test_a_date_far_ahead_is_no_publication() -> None:
    soon, ahead = NOW + timedelta(hours=20), NOW + timedelta(days=2)
    assert first(replace(ENTRY, published_at=soon)).revision.published_at == soon
    assert first(replace(ENTRY, published_at=ahead)).revision.published_at is None


def test_a_thin_entry_needs_its_page_and_a_long_one_does_not() -> None:
    assert choose_text(None, ENTRY, online=True) is Text.PAGE
    assert choose_text(None, LONG, online=True) is Text.OWN
    assert choose_text(None, replace(ENTRY, link=None), online=True) is Text.OWN
    assert choose_text(None, ENTRY, online=False) is Text.OWN


def test_a_known_thin_entry_is_read_again_only_when_the_feed_shows_a_change() -> None:
    known = stored(LONG)
    for entry, text in (
        (ENTRY, Text.STORED),
        (replace(ENTRY, title=""), Text.STORED),
        (replace(ENTRY, title="Another title"), Text.PAGE),
        (replace(ENTRY, updated_at=NOW + timedelta(minutes=1)), Text.PAGE),
        (replace(ENTRY, updated_at=NOW - timedelta(minutes=1)), Text.STORED),
        (LONG, Text.OWN),
    ):
        assert choose_text(known, entry, online=True) is text


def test_the_doubt_and_the_last_change_are_kept_with_the_revision() -> None:
    dated = replace(ENTRY, published_at=NOW, published_doubt=DateDoubt.ZONE, updated_at=NOW + timedelta(hours=1))
    revision = first(dated).revision
    assert (revision.published_doubt, revision.modified_at) == (DateDoubt.ZONE, NOW + timedelta(hours=1))
    assert first(replace(dated, updated_at=NOW)).revision.modified_at is None, "published, not changed"
    assert first(replace(dated, updated_at=NOW + timedelta(days=2))).revision.modified_at is None, "not yet"
    future = first(replace(dated, published_at=NOW + timedelta(days=2))).revision
    assert (future.published_at, future.published_doubt) == (None, DateDoubt.EXACT)
