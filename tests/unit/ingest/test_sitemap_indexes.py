"""Indexes of sitemaps are followed one level deep, a bounded number at a time, and only on its own host."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from bot.domain.article import Source, SourceKind, SourceState
from bot.errors import SourceError
from bot.ingest.fetch import HttpFetcher
from bot.ingest.harvest import Harvest, Harvester
from bot.ingest.limits import Limits
from bot.ingest.parse import parse_feed
from bot.ingest.robots import Robots
from bot.ingest.sitemap_index import MAX_SITEMAPS
from bot.pool.processes import InlinePool
from tests.builders.mail import NO_MAIL
from tests.fakes.feeds import Answer, FeedServer

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index(*parts: str) -> bytes:
    return f"<sitemapindex {SITEMAP}>{''.join(parts)}</sitemapindex>".encode()


def part(loc: str, lastmod: str = "") -> str:
    return f"<sitemap><loc>{loc}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</sitemap>"


def news(*numbers: int) -> bytes:
    rows = "".join(
        f"<url><loc>https://a.example/{n}</loc><n:news><n:title>News {n}</n:title>"
        f"<n:publication_date>2026-03-04T10:{n:02}:00Z</n:publication_date></n:news></url>"
        for n in numbers
    )
    return f'<urlset {SITEMAP} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'.encode()


@dataclass
class Site:
    """A server and one look at its index."""

    server: FeedServer
    harvester: Harvester
    titles: list[str] = field(default_factory=list)

    async def look(self, state: SourceState | None = None) -> Harvest:
        url = self.server.url("/index.xml")
        source = Source(id="src_1", kind=SourceKind.FEED, location=url, name="Outlet", publisher="Outlet")
        found = await self.harvester.harvest(source, state or SourceState(source_id="src_1"), NOW)
        assert isinstance(found, Harvest)
        self.titles = [entry.title for entry in found.entries]
        return found

    def put(self, **bodies: bytes) -> None:
        self.server.paths |= {f"/{name}.xml": Answer(body=body) for name, body in bodies.items()}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    agent = "Test/1.0"
    async with (
        FeedServer() as server,
        HttpFetcher(user_agent=agent, allowed_networks=[ip_network("127.0.0.0/8")]) as fetcher,
    ):
        robots = Robots(fetcher=fetcher, user_agent=agent)
        yield Site(server, Harvester(fetcher=fetcher, mail=NO_MAIL, pool=InlinePool(), robots=robots, limits=Limits()))


def test_an_index_names_news_first_then_the_undated_then_the_newest() -> None:
    names = [
        part("https://a.example/old.xml", "2026-01-01"),
        part("https://a.example/new.xml", "2026-03-01T10:00:00Z"),
        part("https://a.example/undated.xml"),
        part("https://a.example/news.xml", "2025-01-01"),
        part("javascript:x"),
        part("https://a.example/old.xml"),
    ]
    reading = parse_feed(index(*names), "", "")
    assert [link.rpartition("/")[2] for link in reading.sitemaps] == ["news.xml", "undated.xml", "new.xml", "old.xml"]
    assert reading.entries == ()


async def test_the_news_of_all_sitemaps_are_one_feed_oldest_first_each_once(site: Site) -> None:
    url = site.server.url
    site.put(index=index(part(url("/a.xml")), part(url("/b.xml")), part(url("/c.xml"))))
    site.put(
        a=news(3, 1), b=news(2, 3), c=f"<urlset {SITEMAP}><url><loc>https://a.example/x</loc></url></urlset>".encode()
    )
    found = await site.look()
    assert site.titles == ["News 1", "News 2", "News 3"]
    assert found.warnings == ()


async def test_an_index_that_stays_the_same_has_its_sitemaps_read_again(site: Site) -> None:
    site.put(index=index(part(site.server.url("/a.xml"))), a=news(1))
    first = await site.look()
    assert (first.etag, first.last_modified) == (None, None)
    site.put(a=news(1, 2))
    await site.look(SourceState(source_id="src_1", etag=first.etag))
    assert site.titles == ["News 1", "News 2"]


async def test_only_so_many_sitemaps_are_asked_for(site: Site) -> None:
    links = [site.server.url(f"/{n}.xml") for n in range(50)]
    site.put(index=index(*map(part, links)), **{str(n): news(n) for n in range(50)})
    await site.look()
    assert len(site.titles) == MAX_SITEMAPS
    assert len(site.server.seen) == MAX_SITEMAPS + 1


async def test_an_index_in_an_index_is_not_followed(site: Site) -> None:
    url = site.server.url
    site.put(index=index(part(url("/a.xml")), part(url("/deep.xml"))), a=news(1), deep=index(part(url("/b.xml"))))
    await site.look()
    assert site.titles == ["News 1"]
    site.put(index=index(part(url("/deep.xml"))))
    found = await site.look()
    assert (site.titles, len(found.warnings)) == ([], 1)
    assert "an index within an index" in found.warnings[0]
    assert site.server.requests("/b.xml") == []


async def test_another_host_is_followed_only_where_robots_txt_declares_it(site: Site) -> None:
    other = f"http://localhost:{site.server.port}/a.xml"
    site.put(index=index(part(other), part(site.server.url("/b.xml"))), a=news(1), b=news(2))
    found = await site.look()
    assert site.titles == ["News 2"]
    assert "localhost are not followed" in found.warnings[0]
    site.server.paths["/robots.txt"] = Answer(body=f"Sitemap: {other}\n".encode(), content_type="text/plain")
    site.harvester = Harvester(
        fetcher=site.harvester.fetcher,
        mail=NO_MAIL,
        pool=InlinePool(),
        robots=Robots(fetcher=site.harvester.fetcher, user_agent="Test/1.0"),
        limits=Limits(),
    )
    assert (await site.look()).warnings == ()
    assert site.titles == ["News 1", "News 2"]


async def test_a_sitemap_that_fails_is_a_warning_and_all_of_them_an_error(site: Site) -> None:
    url = site.server.url
    site.put(
        index=index(part(url("/a.xml")), part(url("/lost.xml")), part(url("/cut.xml"))), a=news(1), cut=news(2)[:-9]
    )
    found = await site.look()
    assert site.titles == ["News 1"]
    lost, cut = sorted(found.warnings, reverse=True)
    assert "/lost.xml: HTTP 404" in lost
    assert "/cut.xml: the sitemap is damaged" in cut
    del site.server.paths["/a.xml"]
    with pytest.raises(SourceError, match="HTTP 404"):
        await site.look()


async def test_an_index_that_names_only_other_hosts_is_an_error(site: Site) -> None:
    site.put(index=index(part("http://169.254.169.254/x.xml")))
    with pytest.raises(SourceError, match=r"169\.254\.169\.254 are not followed"):
        await site.look()


async def test_an_empty_index_is_valid_and_says_so(site: Site) -> None:
    site.put(index=index())
    found = await site.look()
    assert found.entries == ()
    assert "names no sitemap" in found.warnings[0]
