"""Thin entries -> full ones: the linked page is read where a feed gives too few words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.domain.ports import Fetcher, FetchRequest, Pool
from bot.errors import PoolError, SourceError
from bot.ingest.entries import Entry, Page
from bot.ingest.limits import Limits
from bot.ingest.links import display_link
from bot.ingest.robots import Robots

_TASK_SECONDS = 15.0
_PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """An entry with the best text there is, or None where there is none.

    `warning` says why the page was not used; `again` that another visit may have more luck.
    """

    entry: Entry | None
    warning: str | None = None
    again: bool = False


class PageReader:
    """Reads linked pages politely: robots.txt is asked first.

    Args:
        fetcher: Reads pages.
        pool: Extracts their text.
        robots: Rules of the sites.
        limits: Time and size of a page.
    """

    def __init__(self, *, fetcher: Fetcher, pool: Pool, robots: Robots, limits: Limits) -> None:
        self._fetcher = fetcher
        self._pool = pool
        self._robots = robots
        self._limits = limits

    async def complete(self, entry: Entry, now: datetime) -> Completed:
        """Return an entry with its page's text; failures are values, for the other entries go on.

        A page that will stay unreadable leaves the feed's own words. One that may come back leaves nothing yet, so
        that no stub is stored and later "changed".
        """
        link = entry.link or ""
        try:
            page = await self._page(link, now)
        except (SourceError, PoolError) as error:
            again = not (isinstance(error, SourceError) and error.lasting)
            warning = error.message if "://" in error.message else f"{display_link(link)}: {error.message}"
            return Completed(entry=entry if entry.body and not again else None, warning=warning, again=again)
        return Completed(entry=_filled(entry, page))

    async def _page(self, link: str, now: datetime) -> Page:
        await self._robots.require(link, now)
        request = FetchRequest(
            url=link,
            accept=_PAGE_TYPES,
            max_bytes=self._limits.max_page_bytes,
            timeout_seconds=self._limits.timeout_seconds,
        )
        answer = await self._fetcher.get(request)
        task = "bot.ingest.extract:extract_page"
        page = await self._pool.run(task, answer.body, answer.url, answer.content_type, timeout_seconds=_TASK_SECONDS)
        return cast("Page", page)


def _filled(entry: Entry, page: Page) -> Entry:
    """Return the entry with the page's words where they are more; what the feed states goes first."""
    return replace(
        entry,
        title=entry.title or page.title,
        body=page.body if len(page.body) > len(entry.body) else entry.body,
        published_at=entry.published_at or page.published_at,
        author=entry.author or page.author,
    )
