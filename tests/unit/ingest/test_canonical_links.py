"""One address for one article: what is taken off, and which canonical links are believed."""

from __future__ import annotations

import pytest

from bot.ingest.canonical import article_link, canonical_link

PLACE = "https://www.outlet.example/2026/quay?page=rss"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://a.example/1?utm_source=rss&utm_medium=feed", "https://a.example/1"),
        ("https://a.example/1?id=7&UTM_Source=rss&b=%20x", "https://a.example/1?id=7&b=%20x"),
        ("https://a.example/1?fbclid=x&gclid=y&mc_cid=z&p=2#part", "https://a.example/1?p=2"),
        ("https://a.example/1?at_medium=RSS&at_campaign=rss", "https://a.example/1"),
        ("https://a.example/1?ref=home&source=x&utm=1", "https://a.example/1?ref=home&source=x&utm=1"),
        ("https://a.example/Path/?a=1&a=2&;", "https://a.example/Path/?a=1&a=2&;"),
        ("https://a.example/1", "https://a.example/1"),
        ("javascript:x?utm_source=1", None),
        (None, None),
    ],
)
def test_what_tracks_readers_is_taken_off_and_nothing_else(link: str | None, kept: str | None) -> None:
    assert article_link(link) == kept
    assert article_link(kept) == kept


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("https://www.outlet.example/2026/quay?utm_source=x", "https://www.outlet.example/2026/quay"),
        ("/2026/quay", "https://www.outlet.example/2026/quay"),
        ("http://outlet.example/2026/quay", "http://outlet.example/2026/quay"),
        ("https://m.outlet.example/quay", "https://m.outlet.example/quay"),
        ("https://news.outlet.example/quay", "https://news.outlet.example/quay"),
        ("https://www.outlet.example/", None),
        ("https://www.outlet.example", None),
        ("https://other.example/2026/quay", None),
        ("https://notoutlet.example/quay", None),
        ("https://outlet.example.evil.example/quay", None),
        ("javascript:alert(1)", None),
        ("https://example/quay", None),
        (None, None),
    ],
)
def test_a_page_may_name_another_address_of_its_own_site_but_no_other_and_no_home_page(
    stated: str | None, found: str | None
) -> None:
    assert canonical_link(stated, PLACE) == found


def test_a_cache_of_pages_may_name_the_site_it_serves() -> None:
    cached = "https://outlet-example.cdn.ampproject.org/c/s/outlet.example/quay"
    assert canonical_link("https://outlet.example/quay", cached) == "https://outlet.example/quay"
    twin = "https://cdn.ampproject.org.evil.example/quay"
    assert canonical_link("https://outlet.example/quay", twin) is None


def test_a_saved_page_may_name_any_site() -> None:
    assert canonical_link("https://outlet.example/quay", "") == "https://outlet.example/quay"
