"""News sitemaps (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).

They give addresses, headlines and dates; the words are read from the pages. Runs in a pool child.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, XMLParser

from bot.errors import ParseError as UnreadableError
from bot.ingest.dates import parse_instant
from bot.ingest.entries import MAX_ENTRIES, Entry, Reading, left_out
from bot.ingest.links import web_link
from bot.ingest.normalise import clean_title, clean_topics

_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_NEVER = datetime.min.replace(tzinfo=UTC)


def is_sitemap(data: bytes) -> bool:
    """Say whether an answer begins as a sitemap or an index of sitemaps."""
    head = data[:2_000]
    return b"<urlset" in head or b"<sitemapindex" in head


def parse_sitemap(data: bytes) -> Reading:
    """Return the news of a sitemap, newest first. The caller has refused declared entities.

    Raises:
        ParseError: It is damaged, an index, or has no news.
    """
    parser = XMLParser()  # noqa: S314 - nothing is left to expand
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:  # the latter two: an encoding nobody knows
        raise UnreadableError(f"the sitemap is damaged ({error}): tell the publisher") from error
    if _name(root) == "sitemapindex":
        raise UnreadableError("this is an index of sitemaps: use the address of the news sitemap it names")
    entries = sorted(_entries(root), key=lambda entry: entry.published_at or _NEVER, reverse=True)
    if not entries:
        raise UnreadableError("the sitemap lists no news (no news:news): use the site's news sitemap or its feed")
    return Reading(entries=tuple(entries[:MAX_ENTRIES]), warnings=left_out(len(entries)))


def _entries(root: Element) -> Iterator[Entry]:
    seen: set[str] = set()
    for url in root:
        parts = {_name(part): (part.text or "").strip() for part in url}
        news = url.find(f"{_NEWS}news")
        link = web_link(parts.get("loc"))
        if news is None or link is None or link in seen:
            continue
        seen.add(link)
        yield Entry(
            key=link,
            title=clean_title(news.findtext(f"{_NEWS}title") or ""),
            body="",
            link=link,
            published_at=parse_instant(news.findtext(f"{_NEWS}publication_date")),
            updated_at=parse_instant(parts.get("lastmod")),
            topics=clean_topics((news.findtext(f"{_NEWS}keywords") or "").split(",")),
        )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
