"""Thin entries -> full ones: the linked page is read where a feed gives too few words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.domain.article import DateDoubt, StoredArticle
from bot.domain.ports import Fetcher, FetchRequest, Pool
from bot.errors import PoolError, SourceError
from bot.ingest.decide import Text, choose_text
from bot.ingest.entries import Entry, Page
from bot.ingest.harvest import PAGE_TYPES
from bot.ingest.limits import Limits
from bot.ingest.links import display_link
from bot.ingest.robots import Robots

_TASK_SECONDS = 5.0  # an honest page of 2 MB takes 2 s


PAGES_A_VISIT = 100  # a first visit to a long feed takes the rest next time
REREADS_A_VISIT = 10  # some feeds call every entry updated at every visit
_AT_ONCE = 4
_VISIT_SECONDS = 120.0  # a site that wants long pauses is read on at the next visit
_MAX_BODY_CHARS = 200_000  # the longest articles have 60,000; more is a book or a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """An entry with the best text there is, or None where there is none.

    `warning` says why the page was not used; `again` that another visit may have more luck.
    """

    entry: Entry | None
    warning: str | None = None
    again: bool = False


class PageReader:
    """Completes thin entries from their pages, politely: robots.txt is asked first.

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

    async def complete(
        self, entries: Sequence[Entry], stored: Mapping[str, StoredArticle], now: datetime, *, online: bool
    ) -> list[Completed]:
        """Return the entries that may be new or changed, each with its best text, in their order.

        Args:
            entries: What the source holds, oldest first.
            stored: What the store holds, by the entries' keys; unknown ones are left out.
            now: The visit's instant.
            online: Whether linked pages may be read.
        """
        choices = {entry.key: choose_text(stored.get(entry.key), entry, online=online) for entry in entries}
        pages = [entry.key for entry in entries if choices[entry.key] is Text.PAGE]
        known = [key for key in pages if key in stored]
        skipped = set(known[:-REREADS_A_VISIT])
        chosen = set([key for key in pages if key not in skipped][-PAGES_A_VISIT:])  # the newest stand last
        gate = asyncio.Semaphore(_AT_ONCE)
        clock = asyncio.get_running_loop().time
        late = clock() + _VISIT_SECONDS

        async def complete(entry: Entry) -> Completed:
            if choices[entry.key] is Text.OWN:
                return _checked(Completed(entry=entry))
            if entry.key not in chosen:
                return Completed(entry=None, again=True)
            async with gate:
                if clock() > late:
                    return Completed(entry=None, again=True)
                return _checked(await self._read(entry, stored.get(entry.key), now))

        wanted = (entry for entry in entries if choices[entry.key] is not Text.STORED and entry.key not in skipped)
        return list(await asyncio.gather(*map(complete, wanted)))

    async def _read(self, entry: Entry, stored: StoredArticle | None, now: datetime) -> Completed:
        """Return an entry with its page's text; failures are values, for the other entries go on.

        A page that will stay unreadable leaves the words we have: the feed's own, or more of them read earlier. One
        that may come back leaves nothing yet, so that no stub is stored and later "changed".
        """
        link = entry.link or ""
        try:
            page = await self._page(link, now)
        except (SourceError, PoolError) as error:
            warning = error.message if "://" in error.message else f"{display_link(link)}: {error.message}"
            if not (isinstance(error, SourceError) and error.lasting):
                return Completed(entry=None, warning=warning, again=True)
            former = stored.revision.body if stored else ""
            return Completed(entry=replace(entry, body=max(entry.body, former, key=len)), warning=warning)
        notice = f"{display_link(link)}: {page.notice}" if page.notice else None
        return Completed(entry=_filled(entry, page), warning=notice)

    async def _page(self, link: str, now: datetime) -> Page:
        delay_seconds = await self._robots.require(link, now)
        request = FetchRequest(
            url=link,
            accept=PAGE_TYPES,
            max_bytes=self._limits.max_page_bytes,
            timeout_seconds=self._limits.timeout_seconds,
            delay_seconds=delay_seconds,
        )
        answer = await self._fetcher.get(request)
        task = "bot.ingest.extract:extract_page"
        page = await self._pool.run(task, answer.body, answer.url, answer.content_type, timeout_seconds=_TASK_SECONDS)
        return cast("Page", page)


def _filled(entry: Entry, page: Page) -> Entry:
    """Return the entry with the page's words where they are more; what the feed states goes first."""
    vague = entry.published_at is None or (
        entry.published_doubt is not DateDoubt.EXACT and page.published_at is not None
    )
    dated = page if vague else entry
    return replace(
        entry,
        title=entry.title or page.title,
        body=page.body if len(page.body) > len(entry.body) else entry.body,
        link=page.canonical or entry.link,
        published_at=dated.published_at,
        published_doubt=dated.published_doubt,
        updated_at=max(filter(None, (entry.updated_at, page.modified_at)), default=None),
        author=entry.author or page.author,
    )


def _checked(completed: Completed) -> Completed:
    """Refuse an entry without words or with too many."""
    entry = completed.entry
    if entry is None:
        return completed
    name = entry.file or f"entry {entry.title[:60]!r}"
    if not entry.body:
        return Completed(entry=None, warning=completed.warning or f"{name}: it has neither text nor a readable link")
    if len(entry.body) > _MAX_BODY_CHARS:
        return Completed(entry=None, warning=f"{name}: {len(entry.body):,} characters are no article; it is left out")
    return completed
