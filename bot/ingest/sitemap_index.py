"""The sitemaps that an index names (https://www.sitemaps.org/protocol.html#index), read as one feed.

An index is written by others: only so many of its sitemaps are read, only one level deep, and only those on its own
host or that the host's robots.txt declares.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from bot.errors import ParseError, PoolError, SourceError
from bot.ingest.entries import MAX_ENTRIES, Entry, Reading, left_out
from bot.ingest.links import display_link
from bot.ingest.polite import host_of

MAX_SITEMAPS = 8  # a visit; big sites name one for each month, and the news stand in the newest
_NEVER = datetime.min.replace(tzinfo=UTC)


async def read_index(
    index: Reading,
    url: str,
    *,
    declared: Callable[[], Awaitable[Collection[str]]],
    read: Callable[[str], Awaitable[Reading]],
) -> Reading:
    """Return the news of an index's sitemaps, newest first.

    One that cannot be read is a warning as long as another one can; one without news is none.

    Args:
        index: What the index said; it names a sitemap at least.
        url: Where it stands.
        declared: Tells the sitemaps that the host's robots.txt names; asked only where another host is named.
        read: Reads one sitemap.

    Raises:
        ParseError: None of them may be followed.
        SourceError: None of them can be read.
        PoolError: As above.
    """
    chosen, refused = await _choose(index.sitemaps, url, declared)
    readings: list[Reading] = []
    failures: list[SourceError | PoolError] = []
    for link in chosen:
        try:
            found = await read(link)
        except (SourceError, PoolError) as error:
            if not error.message.startswith("http"):  # errors of the network name the address already
                error.args = (f"{display_link(link)}: {error.message}",)
                error.message = error.args[0]
            failures.append(error)
            continue
        nested = ("it is an index within an index; it is not followed",) if found.sitemaps else found.warnings
        warnings = tuple(f"{display_link(link)}: {warning}" for warning in nested)
        readings.append(replace(found, warnings=warnings))
    if not readings:
        raise failures[0]
    return _joined(readings, (*index.warnings, *refused, *(error.message for error in failures)))


async def _choose(
    sitemaps: Collection[str], url: str, declared: Callable[[], Awaitable[Collection[str]]]
) -> tuple[list[str], tuple[str, ...]]:
    """Return the sitemaps that may be followed, MAX_SITEMAPS at most, and a warning for the others' hosts."""
    own = [link for link in sitemaps if _site(link) == _site(url)]
    foreign = [link for link in sitemaps if _site(link) != _site(url)]
    named = await declared() if foreign else ()
    allowed = [link for link in sitemaps if link in own or link in named][:MAX_SITEMAPS]
    hosts = sorted({host_of(link) for link in foreign if link not in named})
    refused = f"sitemaps on {', '.join(hosts[:3])} are not followed: the site's robots.txt does not declare them"
    if not allowed:
        raise ParseError(refused)
    return allowed, (refused,) if hosts else ()


def _site(url: str) -> str:
    return host_of(url).removeprefix("www.")


def _joined(readings: Iterable[Reading], warnings: tuple[str, ...]) -> Reading:
    """Return the entries of all, newest first, each address once."""
    found: dict[str, Entry] = {}
    with_news = [reading for reading in readings if reading.entries]
    for entry in (entry for reading in with_news for entry in reading.entries):
        found.setdefault(entry.key, entry)
    entries = sorted(found.values(), key=lambda entry: entry.published_at or _NEVER, reverse=True)
    notes = tuple(warning for reading in (with_news or readings) for warning in reading.warnings)
    return Reading(entries=tuple(entries[:MAX_ENTRIES]), warnings=(*warnings, *notes, *left_out(len(entries))))
