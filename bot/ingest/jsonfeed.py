"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/). Runs in a pool child."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bot.errors import ParseError
from bot.ingest.canonical import article_link
from bot.ingest.dates import parse_instant, read_date
from bot.ingest.enclosures import RawEnclosure, read_enclosures
from bot.ingest.entries import MAX_ENTRIES, Entry, Reading, left_out
from bot.ingest.markup import html_to_text
from bot.ingest.normalise import clean_text, clean_title, clean_topics, drop_title

_VERSION = "https://jsonfeed.org/version/"


def parse(data: bytes) -> Reading:
    """Return the entries of a JSON Feed.

    Raises:
        ParseError: It is no JSON, or JSON of another kind.
    """
    try:
        feed = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise ParseError("the answer begins as JSON but cannot be read: it is damaged or cut off") from error
    version = feed.get("version")
    items = feed.get("items")
    if not isinstance(version, str) or not version.startswith(_VERSION) or not isinstance(items, list):
        raise ParseError("the answer is JSON but no JSON Feed: use the address of an RSS, Atom or JSON feed")
    return Reading(entries=tuple(_entries(items[:MAX_ENTRIES])), warnings=left_out(len(items)))


def _entries(items: list[object]) -> Iterator[Entry]:
    seen: set[str] = set()
    for item in items:
        entry = _entry(item) if isinstance(item, Mapping) else None
        if entry is not None and entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _entry(item: Mapping[str, object]) -> Entry | None:
    """Return one item, or None: the specification has items without an id discarded."""
    key = clean_title(_string(item, "id"))
    if not key:
        return None
    title = clean_title(_string(item, "title"))
    html = _string(item, "content_html")
    text = html_to_text(html) if html else clean_text(_string(item, "content_text"))
    published = read_date(_string(item, "date_published"))
    return Entry(
        key=key,
        title=title,
        body=drop_title(text or clean_text(_string(item, "summary")), (title,)),
        link=article_link(_string(item, "url")) or article_link(_string(item, "external_url")),
        published_at=published.at,
        published_doubt=published.doubt,
        updated_at=parse_instant(_string(item, "date_modified")),
        author=", ".join(_authors(item)),
        topics=clean_topics(tag for tag in _list(item.get("tags")) if isinstance(tag, str)),
        enclosures=read_enclosures(
            RawEnclosure(_string(part, "url"), _string(part, "mime_type"), _string(part, "size_in_bytes"))
            for part in _list(item.get("attachments"))
            if isinstance(part, Mapping)
        ),
    )


def _string(item: Mapping[str, object], name: str) -> str:
    """Return a member as text; ids may be numbers (the specification asks readers to take them)."""
    value = item.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _authors(item: Mapping[str, object]) -> Iterator[str]:
    for author in (*_list(item.get("authors")), item.get("author")):
        if isinstance(author, Mapping) and (name := clean_title(_string(author, "name"))):
            yield name
