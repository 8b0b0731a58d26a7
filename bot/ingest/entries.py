"""What the readers of bytes hand to the pipeline: plain values that travel between processes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import DateDoubt, Enclosure
from bot.ingest.normalise import clean_title

_LANG = re.compile(r"[a-z]{2}")
MAX_ENTRIES = 1_000  # the newest come first in every feed; a visit that took more would starve the other sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a source, cleaned. `key` is unique within its source.

    `body` is plain text, one paragraph a line; `author` is the byline as given and only used to find a wire credit.
    `link` and the dates are None where the source does not give them: nothing here is guessed, and `published_doubt`
    says what the date leaves open. `file` is the path of the file relative to its folder. `publisher`, `family` and
    `lang` are what the entry says of itself; empty: what the source says holds.
    """

    key: str
    title: str
    body: str
    link: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    author: str = ""
    file: str | None = None
    topics: tuple[str, ...] = ()
    publisher: str = ""
    family: str = ""
    lang: str | None = None
    published_doubt: DateDoubt = DateDoubt.EXACT
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came out of one feed or file. `warnings` are lines for the operator: read all the same, but doubtful.

    `sitemaps` are the addresses that an index of sitemaps names instead of entries.
    """

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def unread_date(date: str) -> str:
    """Return the warning that a date as written is not used."""
    words = clean_title(date)[:40]
    return (
        f"its date {words!r} is in no form that is read; it is shown as unknown: write it as 2026-03-04T10:00:00+01:00"
    )


def language(code: str) -> str | None:
    """Return an ISO 639-1 code as written, or None where it is none."""
    return code.lower() if _LANG.fullmatch(code.lower()) else None


def unread_language(code: str) -> str:
    """Return the warning that a language as written is not used."""
    return f'its language {clean_title(code)[:40]!r} is no ISO 639-1 code; write two letters like "en"'


def left_out(count: int) -> tuple[str, ...]:
    """Return the warning that of so many entries only MAX_ENTRIES are read, where that is so."""
    if count <= MAX_ENTRIES:
        return ()
    return (f"the feed has {count:,} entries; the first {MAX_ENTRIES:,} are read",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of one web page. `canonical` is the http(s) address the page names as its own, or None.

    `modified_at` is when the page says it was last changed.

    `notice` is a line for the operator: read all the same, but not the whole article.
    """

    title: str
    body: str
    published_at: datetime | None = None
    published_doubt: DateDoubt = DateDoubt.EXACT
    modified_at: datetime | None = None
    canonical: str | None = None
    author: str = ""
    keywords: tuple[str, ...] = ()
    notice: str = ""
