"""One look at a source: a conditional GET and a parse, the files of a folder, or the new letters of a mailbox."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import cast

from bot.domain.article import Source, SourceKind, SourceState
from bot.domain.ports import Fetcher, FetchRequest, FetchResponse, Mail, MailReader, MailRequest, Pool
from bot.domain.subscription import Push
from bot.errors import ParseError, PoolError, SourceError
from bot.ingest.entries import Entry, Page, Reading
from bot.ingest.limits import Limits
from bot.ingest.robots import Robots
from bot.ingest.sitemap_index import read_index
from bot.ingest.websub import Hub, find_hub

_FEED_TYPES = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.1"
_TASK_SECONDS = 5.0  # an honest feed of 10 MB takes 1 s; hostile ones would take minutes
_FILES_AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What a source holds now, or, where `partial`, what is new in it since the last visit.

    `complete`: nothing failed that another visit may read; only then are marks kept. `hub` pushes the feed.
    """

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    max_age_seconds: float | None = None
    moved_to: str | None = None
    complete: bool = True
    partial: bool = False
    hub: Hub | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The source is as the last visit left it."""

    max_age_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvester:
    """Reads sources.

    Args:
        fetcher: Reads HTTP(S).
        pool: Runs parsing and extraction.
        robots: Rules of the sites.
        limits: Bounds of a visit.
        mail: Reads mailboxes.
    """

    fetcher: Fetcher
    pool: Pool
    robots: Robots
    limits: Limits
    mail: MailReader

    async def harvest(self, source: Source, state: SourceState, now: datetime) -> Harvest | Unchanged:
        """Read a source.

        Raises:
            SourceError: Nothing of it can be read.
            PoolError: Reading it took too much time or memory.
        """
        match source.kind:
            case SourceKind.FOLDER:
                return await _harvest_folder(source, state, self.pool)
            case SourceKind.PAGE:
                return await self._harvest_page(source, state, now)
            case SourceKind.FEED:
                return await self._harvest_feed(source, state, now)
            case SourceKind.IMAP:
                return await self._harvest_mailbox(source, state)

    async def _harvest_feed(self, source: Source, state: SourceState, now: datetime) -> Harvest | Unchanged:
        """Read a feed where it lives now; where a page answers that names its feed, read that one from now on."""
        place = state.moved_to or source.location
        try:
            return await self._read_feed(source, state, place, now)
        except ParseError as error:
            if error.feed_url is None or error.feed_url == place:
                raise
            found = replace(state, moved_to=error.feed_url, etag=None, last_modified=None)
            return await self._read_feed(source, found, error.feed_url, now)

    async def _read_feed(self, source: Source, state: SourceState, place: str, now: datetime) -> Harvest | Unchanged:
        answer = await self._get(source, state, place, _FEED_TYPES, self.limits.max_feed_bytes)
        if not answer.body and answer.status == HTTPStatus.NOT_MODIFIED:
            return Unchanged(max_age_seconds=answer.max_age_seconds)
        reading = await self._parse(answer)
        followed = bool(reading.sitemaps)
        if followed:
            reading = await self._follow(source, reading, answer.url, now)
        return Harvest(
            entries=reading.entries[::-1],  # feeds put the newest first; articles arrive oldest first
            warnings=reading.warnings,
            # An index may stay the same while the sitemaps it names change.
            etag=None if followed else answer.etag,
            last_modified=None if followed else answer.last_modified,
            max_age_seconds=answer.max_age_seconds,
            moved_to=answer.moved_to or state.moved_to,
            hub=find_hub(answer),
        )

    async def read_push(self, push: Push, topic: str, state: SourceState) -> Harvest:
        """Read what a hub pushed as what a poll would bring; the marks of the last poll stay.

        Raises:
            ParseError: It is no feed.
            PoolError: Reading it took too much time or memory.
        """
        task = "bot.ingest.parse:parse_feed"
        found = self.pool.run(task, push.body, topic, push.content_type, timeout_seconds=_TASK_SECONDS)
        reading = cast("Reading", await found)
        return Harvest(
            entries=reading.entries[::-1],
            warnings=reading.warnings,
            etag=state.etag,
            last_modified=state.last_modified,
            moved_to=state.moved_to,
            partial=True,
        )

    async def _follow(self, source: Source, index: Reading, url: str, now: datetime) -> Reading:
        """Return the news of the sitemaps that an index names."""

        async def read(link: str) -> Reading:
            anew = SourceState(source_id=source.id)
            return await self._parse(await self._get(source, anew, link, _FEED_TYPES, self.limits.max_feed_bytes))

        return await read_index(index, url, declared=lambda: self.robots.sitemaps(url, now), read=read)

    async def _parse(self, answer: FetchResponse) -> Reading:
        task = "bot.ingest.parse:parse_feed"
        found = self.pool.run(task, answer.body, answer.url, answer.content_type, timeout_seconds=_TASK_SECONDS)
        return cast("Reading", await found)

    async def _harvest_page(self, source: Source, state: SourceState, now: datetime) -> Harvest | Unchanged:
        """Read a watched page: one article, whose every change of words is a revision."""
        place = state.moved_to or source.location
        await self.robots.require(place, now)
        answer = await self._get(source, state, place, PAGE_TYPES, self.limits.max_page_bytes)
        if not answer.body and answer.status == HTTPStatus.NOT_MODIFIED:
            return Unchanged(max_age_seconds=answer.max_age_seconds)
        task = "bot.ingest.extract:extract_page"
        found = await self.pool.run(task, answer.body, answer.url, answer.content_type, timeout_seconds=_TASK_SECONDS)
        page = cast("Page", found)
        entry = Entry(
            key=source.location,
            title=page.title,
            body=page.body,
            link=answer.url,
            published_at=page.published_at,
            published_doubt=page.published_doubt,
            updated_at=page.modified_at,
            author=page.author,
            topics=page.keywords,
        )
        return Harvest(
            entries=(entry,),
            etag=answer.etag,
            last_modified=answer.last_modified,
            max_age_seconds=answer.max_age_seconds,
            moved_to=answer.moved_to or state.moved_to,
        )

    async def _harvest_mailbox(self, source: Source, state: SourceState) -> Harvest | Unchanged:
        """Read the letters that came since the last visit, each in its own task; the mark is the place to read on."""
        assert source.mailbox is not None, "the catalogue gives every source of this kind a mailbox"
        request = MailRequest(
            mailbox=source.mailbox,
            place=state.etag,
            max_bytes=self.limits.max_feed_bytes,
            timeout_seconds=self.limits.timeout_seconds,
        )
        answer = await self.mail.read(request)
        if answer.place == state.etag:
            return Unchanged()
        entries: dict[str, Entry] = {}
        lines = list(answer.warnings)
        for mail in answer.mails:
            try:
                reading = await self._read_letter(mail)
            except (SourceError, PoolError) as error:  # read once more at the next visit, it would fail again
                lines.append(f"a letter is left out: {error.message}")
                continue
            lines.extend(reading.warnings)
            publisher, family = mail.sender.publisher, mail.sender.family
            for entry in reading.entries:
                entries[entry.key] = replace(entry, publisher=publisher, family=family)
        return Harvest(entries=tuple(entries.values()), warnings=tuple(lines), etag=answer.place, partial=True)

    async def _read_letter(self, mail: Mail) -> Reading:
        """Parse a letter; once more where its process is lost, as a letter comes only once."""
        task = "bot.ingest.documents:read_letter"
        try:
            found = await self.pool.run(task, mail.data, mail.key, timeout_seconds=_TASK_SECONDS)
        except PoolError:
            found = await self.pool.run(task, mail.data, mail.key, timeout_seconds=_TASK_SECONDS)
        return cast("Reading", found)

    async def _get(self, source: Source, state: SourceState, place: str, accept: str, max_bytes: int) -> FetchResponse:
        """Make a conditional request; the marks of the last answer belong to the place that gave it."""
        request = FetchRequest(
            url=place,
            etag=state.etag,
            last_modified=state.last_modified,
            accept=accept,
            max_bytes=max_bytes,
            timeout_seconds=self.limits.timeout_seconds,
            delay_seconds=source.delay_seconds,
        )
        return await self.fetcher.get(request)


async def _harvest_folder(source: Source, state: SourceState, pool: Pool) -> Harvest | Unchanged:
    """Read a folder's files, each in its own task: a file that breaks or hangs its reader costs only itself."""
    found = await pool.run("bot.ingest.folder:list_files", source.location, timeout_seconds=_TASK_SECONDS)
    fingerprint, names, warnings = cast("tuple[str, tuple[str, ...], tuple[str, ...]]", found)
    if fingerprint == state.etag:
        return Unchanged()
    gate = asyncio.Semaphore(_FILES_AT_ONCE)
    outcomes = await asyncio.gather(*(_read_file(source.location, name, pool, gate) for name in names))
    entries: dict[str, Entry] = {}
    lines = list(warnings)
    for name, outcome in zip(names, outcomes, strict=True):
        if isinstance(outcome, Reading):
            entries.update((entry.key, entry) for entry in outcome.entries if entry.key not in entries)
            lines.extend(f"{name}: {warning}" for warning in outcome.warnings)
        else:
            lines.append(f"{name}: {outcome.message}")
    return Harvest(
        entries=tuple(entries.values()),
        warnings=tuple(lines),
        etag=fingerprint,
        complete=not any(isinstance(outcome, PoolError) for outcome in outcomes),
    )


async def _read_file(
    location: str, name: str, pool: Pool, gate: asyncio.Semaphore
) -> Reading | SourceError | PoolError:
    """Return what a file says, or the error that says why not: expected, and the other files go on."""
    async with gate:
        try:
            reading = await pool.run("bot.ingest.folder:read_file", location, name, timeout_seconds=_TASK_SECONDS)
        except (SourceError, PoolError) as error:
            return error
    return cast("Reading", reading)
