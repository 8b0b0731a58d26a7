"""News sitemaps (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).

They give addresses, headlines and dates; the words are read from the pages. Runs in a pool child.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, XMLParser

from bot.errors import ParseError as UnreadableError
from bot.ingest.canonical import article_link
from bot.ingest.dates import parse_day_or_instant, parse_instant, read_date
from bot.ingest.entries import MAX_ENTRIES, Entry, Reading, left_out
from bot.ingest.links import web_link
from bot.ingest.normalise import clean_title, clean_topics

_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_NEVER, _EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def is_sitemap(data: bytes) -> bool:
    """Say whether an answer begins as a sitemap or an index of sitemaps."""
    head = data[:2_000]
    return b"<urlset" in head or b"<sitemapindex" in head


def parse_sitemap(data: bytes) -> Reading:
    """Return the news of a sitemap, newest first, or the sitemaps of an index, the most promising first.

    The caller has refused declared entities.

    Raises:
        ParseError: It is damaged.
    """
    parser = XMLParser()  # noqa: S314 - nothing is left to expand
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:  # the latter two: an encoding nobody knows
        raise UnreadableError(f"the sitemap is damaged ({error}): tell the publisher") from error
    if _name(root) == "sitemapindex":
        sitemaps = tuple(_sitemaps(root)[:MAX_ENTRIES])
        none = () if sitemaps else ("the index names no sitemap: use the site's news sitemap or its feed",)
        return Reading(entries=(), sitemaps=sitemaps, warnings=none)
    entries = sorted(_entries(root), key=lambda entry: entry.published_at or _NEVER, reverse=True)
    none = () if entries else ("the sitemap lists no news (no news:news): use the site's news sitemap or its feed",)
    return Reading(entries=tuple(entries[:MAX_ENTRIES]), warnings=(*none, *left_out(len(entries))))


def _sitemaps(root: Element) -> list[str]:
    """Return the addresses that an index names: those called news first, then the last modified; undated may be new."""
    found: dict[str, datetime] = {}
    for part in root:
        said = {_name(each): (each.text or "").strip() for each in part}
        if link := web_link(said.get("loc")):
            found.setdefault(link, parse_day_or_instant(said.get("lastmod")) or _EVER)
    return sorted(found, key=lambda link: ("news" in link.lower(), found[link]), reverse=True)


def _entries(root: Element) -> Iterator[Entry]:
    seen: set[str] = set()
    for url in root:
        parts = {_name(part): (part.text or "").strip() for part in url}
        news = url.find(f"{_NEWS}news")
        link = web_link(parts.get("loc"))
        if news is None or link is None or link in seen:
            continue
        seen.add(link)
        published = read_date(news.findtext(f"{_NEWS}publication_date"))
        yield Entry(
            key=link,
            title=clean_title(news.findtext(f"{_NEWS}title") or ""),
            body="",
            link=article_link(link),
            published_at=published.at,
            published_doubt=published.doubt,
            updated_at=parse_instant(parts.get("lastmod")),
            topics=clean_topics((news.findtext(f"{_NEWS}keywords") or "").split(",")),
        )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
