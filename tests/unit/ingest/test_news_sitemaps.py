"""News sitemaps: headlines, dates and addresses; nothing else counts, nothing is guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.article import DateDoubt
from bot.errors import ParseError
from bot.ingest.parse import parse_feed

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)


def sitemap(*urls: str) -> bytes:
    return f"{HEAD}{''.join(urls)}</urlset>".encode()


def url(loc: str, title: str = "Title", date: str = "2026-03-04T10:00:00+01:00", extra: str = "") -> str:
    news = (
        "<news:news><news:publication><news:name>A</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>{date}</news:publication_date><news:title>{title}</news:title>{extra}</news:news>"
    )
    return f"<url><loc>{loc}</loc><lastmod>2026-03-04T11:00:00Z</lastmod>{news}</url>"


def test_the_newest_news_come_first_with_what_the_sitemap_states() -> None:
    keywords = "<news:keywords>Bridges, Council</news:keywords>"
    data = sitemap(
        url("https://a.example/1", "Old", "2026-03-03T10:00:00Z"),
        url("https://a.example/2", "New &amp; safe", extra=keywords),
        url("https://a.example/3", "Day only", "2026-03-04"),
    )
    new, day, old = parse_feed(data, "https://a.example/news.xml", "").entries
    assert (new.title, new.link, new.key, new.body) == ("New & safe", "https://a.example/2", "https://a.example/2", "")
    assert new.published_at == datetime(2026, 3, 4, 9, tzinfo=UTC)
    assert new.updated_at == datetime(2026, 3, 4, 11, tzinfo=UTC)
    assert new.topics == ("bridges", "council")
    assert (old.title, old.published_doubt) == ("Old", DateDoubt.EXACT)
    assert (day.title, day.published_at, day.published_doubt) == (
        "Day only",
        datetime(2026, 3, 4, tzinfo=UTC),
        DateDoubt.DAY,
    )


def test_pages_that_are_no_news_bad_addresses_and_repetitions_are_left_out() -> None:
    plain = "<url><loc>https://a.example/imprint</loc></url>"
    data = sitemap(plain, url("javascript:x"), url("https://a.example/1"), url("https://a.example/1#part"))
    assert [entry.link for entry in parse_feed(data, "", "").entries] == ["https://a.example/1"]


def test_a_very_long_sitemap_gives_its_newest_news() -> None:
    data = sitemap(*(url(f"https://a.example/{n}", f"N{n}", f"2026-03-04T10:{n % 60:02}:00Z") for n in range(1_200)))
    reading = parse_feed(data, "", "")
    assert len(reading.entries) == 1_000
    assert reading.entries[0].title.endswith("59")
    assert "1,200 entries" in reading.warnings[0]


def test_a_sitemap_without_news_is_valid_and_says_so() -> None:
    reading = parse_feed(sitemap("<url><loc>https://a.example/</loc></url>"), "", "")
    assert reading.entries == ()
    assert "lists no news" in reading.warnings[0]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (sitemap(url("https://a.example/1"))[:-30], "sitemap is damaged"),
        (b"<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>", "declares XML entities"),
    ],
)
def test_other_sitemaps_are_refused_with_their_cause(data: bytes, cause: str) -> None:
    with pytest.raises(ParseError, match=cause):
        parse_feed(data, "", "")
