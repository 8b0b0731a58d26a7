"""Feeds: regular ones by `regular`, all other RSS, Atom and RDF by feedparser, JSON Feed by ourselves.

Runs in a pool child under its time limit. The only importer of feedparser. It is given bytes, never an address, so it
opens nothing; its sanitiser is off because bodies become plain text in `markup`, and its dates are ignored because
`dates` reads the originals strictly.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from xml.sax import SAXException

import feedparser

from bot.errors import ParseError
from bot.ingest import jsonfeed
from bot.ingest.canonical import without_tracking
from bot.ingest.dates import Stated, parse_instant, read_date
from bot.ingest.enclosures import RawEnclosure, read_enclosures
from bot.ingest.entries import MAX_ENTRIES, Entry, Reading, left_out
from bot.ingest.links import display_link, web_link
from bot.ingest.markup import html_to_text
from bot.ingest.normalise import clean_text, clean_title, clean_topics, drop_title
from bot.ingest.regular import RegularEntry, Text, read_regular
from bot.ingest.sitemap import is_sitemap, parse_sitemap

# What feedparser is known to raise from inside on damaged markup, encodings and dates.
_FEEDPARSER_ERRORS = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError)
_PROLOG = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_MANY_ATTRIBUTES = re.compile(  # possessive throughout: no stretch is read twice
    rb"<[^\s<>/!?]++(?>\s++[^\s=<>\"']++\s*+=\s*+(?>\"[^\"<]*+\"|'[^'<]*+')){500}"
)
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?[^>]{0,1000}>?")
_MAX_REFERENCES = 1_000_000  # 3 s of feedparser's second parser; a thousand long articles have 200,000
_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_ALTERNATE = re.compile(rb"<link\b[^>]{0,500}application/(?:rss|atom|feed)\+(?:xml|json)[^>]{0,500}>", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)


def parse_feed(data: bytes, url: str, content_type: str) -> Reading:
    """Return the entries of a feed, newest first as the feed has them.

    Args:
        data: The decompressed answer, or a file.
        url: Where it came from, the base of relative links; empty for files.
        content_type: The HTTP header, or empty.

    Raises:
        ParseError: It is empty, a web page, an entity bomb or no feed at all.
    """
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise ParseError("the answer is empty: open the address in a browser; the feed may have moved")
    if head.startswith(b"{"):
        return jsonfeed.parse(data)
    if head.startswith(b"[") or "json" in content_type:
        raise ParseError("the answer is JSON but no JSON Feed: use the address of an RSS, Atom or JSON feed")
    _refuse_entities(data)
    if is_sitemap(data):
        return parse_sitemap(data)
    data, count = _first_entries(data)
    reading = _parse_xml(data, url, content_type)
    return replace(reading, warnings=(*reading.warnings, *left_out(count)))


def _first_entries(data: bytes) -> tuple[bytes, int]:
    """Return a feed without what stands behind its first MAX_ENTRIES entries, and how many it had."""
    starts = [found.start() for found in _ENTRY.finditer(data)]
    if len(starts) <= MAX_ENTRIES:
        return data, len(starts)
    end = max(data.rfind(b"</item>"), data.rfind(b"</entry>"))
    tail = data[data.find(b">", end) + 1 :] if end > starts[-1] else b""
    return data[: starts[MAX_ENTRIES]] + tail, len(starts)


def _refuse_entities(data: bytes) -> None:
    """Refuse a document type that declares entities: the only use left for them in feeds is a bomb.

    Zero bytes are dropped first so that UTF-16 hides nothing. Expat's own limit and feedparser's cleaning of the
    document type stand behind this check.
    """
    text = data.replace(b"\0", b"")
    position = 3 if text.startswith(b"\xef\xbb\xbf") else 0
    position += 2 * text.startswith((b"\xff\xfe", b"\xfe\xff"))
    while match := _PROLOG.match(text, position):
        position = match.end()
    if text[position : position + 9].upper() != b"<!DOCTYPE":
        return
    bracket, end = text.find(b"[", position), text.find(b">", position)
    if -1 < bracket < end and b"<!ENTITY" in text[bracket:].upper():
        raise ParseError(
            "the feed declares XML entities, which can expand without end (an entity bomb); it is not read: "
            "ask the publisher for a feed without a DTD"
        )


def _parse_xml(data: bytes, url: str, content_type: str) -> Reading:
    regular = read_regular(data, content_type)
    if regular is not None:
        return Reading(entries=tuple(_entries(regular, url)))
    return parse_irregular(data, url, content_type)


def parse_irregular(data: bytes, url: str, content_type: str) -> Reading:
    """Return the entries of any feed, as feedparser reads it.

    Raises:
        ParseError: Even feedparser finds no feed.
    """
    if _MANY_ATTRIBUTES.search(data):  # feedparser's time grows with their square: 100,000 took minutes
        raise ParseError("the feed has an element with more than 500 attributes and is not read: tell the publisher")
    if data.count(b"&") > _MAX_REFERENCES:  # each is an event of its own there
        raise ParseError("the feed has more than a million references (&lt;) and is not read: tell the publisher")
    data = _end_first_line(data)
    # Without a charset, feedparser takes text/xml for ASCII, as RFC 3023 once had it; RFC 7303 asks the document.
    headers = {"content-type": content_type if "charset" in content_type.lower() else "application/xml"}
    if url:
        headers["content-location"] = url
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _FEEDPARSER_ERRORS as error:
        raise ParseError(
            f"the feed cannot be read ({type(error).__name__}): it is damaged; tell the publisher"
        ) from error
    if not found.entries and not found.version:
        raise _no_feed(data, url)
    entries = tuple(_entries(map(_read, found.entries), url))
    return Reading(entries=entries, warnings=tuple(_warnings(found)))


def _end_first_line(data: bytes) -> bytes:
    """Return a feed with a line end behind its XML declaration.

    feedparser looks for the declaration's encoding up to the end of the line; where a feed is all on one, that time may
    grow with the cube of its length (14 kB: 2 s).
    """
    opening = _OPENING.match(data)
    return data if opening is None else data[: opening.end()] + b"\n" + data[opening.end() :]


def _no_feed(data: bytes, url: str) -> ParseError:
    if not _HTML.search(data[:100_000]):
        return ParseError("the answer is no RSS, Atom or JSON feed: check the address")
    link = _ALTERNATE.search(data[:200_000])
    href = _HREF.search(link[0]) if link else None
    found = web_link(href[1].decode("utf-8", "replace"), url) if href else None
    hint = f"the page names {display_link(found)} as its feed" if found else "look for the site's feed address"
    error = ParseError(f"the answer is a web page, not a feed: {hint}")
    error.feed_url = found
    return error


def _warnings(found: Any) -> Iterator[str]:
    if not found.entries:
        yield "the feed is valid but has no entries: look whether the site has another feed"
    problem = found.get("bozo_exception") if found.get("bozo") else None
    if isinstance(problem, feedparser.CharacterEncodingOverride):
        yield f"the feed does not use the encoding it declares; read as {found.encoding}: tell the publisher"
    elif isinstance(problem, feedparser.CharacterEncodingUnknown):
        yield "the feed's encoding is unknown; some letters may be wrong: tell the publisher"
    elif isinstance(problem, SAXException):
        count = "1 entry" if len(found.entries) == 1 else f"{len(found.entries)} entries"
        yield f"the feed is damaged or cut off (no well-formed XML); {count} could be read: tell the publisher"


def _entries(items: Iterable[RegularEntry], url: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for item in items:
        entry = _entry(item, url)
        if entry is not None and entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _entry(item: RegularEntry, url: str) -> Entry | None:
    """Return one entry, or None when it has neither words nor address."""
    title = clean_title(_plain(item.title))
    body = drop_title(max(map(_plain, item.texts), key=len, default=""), (title,))
    link = web_link(item.link, url)
    published = next(filter(_stated, map(read_date, (item.published, item.created, item.updated))), Stated())
    if not (title or body or link):
        return None
    return Entry(
        key=clean_title(item.id) or link or content_key(title, body),
        title=title,
        body=body,
        link=None if link is None else without_tracking(link),
        published_at=published.at,
        published_doubt=published.doubt,
        updated_at=parse_instant(item.updated),
        author=clean_title(item.author),
        topics=clean_topics(item.topics),
        enclosures=read_enclosures(item.enclosures, url),
    )


def _stated(date: Stated) -> bool:
    return date.at is not None


def content_key(title: str, body: str) -> str:
    """Return a key for an entry that has no id and no address: its own words."""
    return "text:" + hashlib.sha256(f"{title}\0{body}".encode()).hexdigest()[:32]


def _read(item: Any) -> RegularEntry:
    """Return what feedparser found of an entry."""
    return RegularEntry(
        title=_text(item.get("title_detail"), item.get("title")),
        texts=[_text(part, part.get("value")) for part in _texts(item)],
        id=str(item.get("id") or ""),
        link=item.get("link") or "",
        published=item.get("published"),
        updated=dict.get(item, "updated"),  # its own `get` would answer with `published`
        created=item.get("created"),
        author=str(item.get("author") or ""),
        topics=[str(tag.get("term") or "") for tag in item.get("tags") or ()],
        enclosures=[
            RawEnclosure(*(str(part.get(name) or "").strip() for name in ("href", "type", "length")))
            for part in item.get("enclosures") or ()
        ],
    )


def _texts(item: Any) -> Iterator[Any]:
    yield from (part for part in item.get("content") or () if "value" in part)
    if item.get("summary_detail"):
        yield item["summary_detail"]


def _text(detail: Any, value: object) -> Text:
    """Return a text construct. feedparser names its type: declared, or for RSS by its looks."""
    return Text(value if isinstance(value, str) else "", (detail or {}).get("type", "text/html"))


def _plain(text: Text | None) -> str:
    """Return a text construct as plain text.

    Plain text keeps its angle brackets and ampersands: in a headline they are the author's own characters.
    """
    if text is None:
        return ""
    return clean_text(text.value) if text.type == "text/plain" else html_to_text(text.value)
