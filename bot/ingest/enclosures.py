"""Files that entries attach (podcasts, pictures): their addresses, kinds and sizes as stated. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.article import Enclosure
from bot.ingest.links import web_link
from bot.ingest.normalise import clean_title

_MOST = 10  # of one article
_SIZE_DIGITS = 15  # a petabyte: more is no size
_KIND_CHARS = 100


class RawEnclosure(NamedTuple):
    """An attached file in the source's own words: empty where they are missing."""

    url: str
    kind: str
    length: str


def read_enclosures(given: Iterable[RawEnclosure], base: str = "") -> tuple[Enclosure, ...]:
    """Return the attached files that have an http(s) address, each once."""
    found: dict[str, Enclosure] = {}
    for each in given:
        link = web_link(each.url, base)
        if link is not None and link not in found and len(found) < _MOST:
            kind = clean_title(each.kind[:_KIND_CHARS]).lower()
            # feedparser calls a link of no stated kind a page; a page is never what is attached.
            found[link] = Enclosure(
                url=link, media_type="" if kind == "text/html" else kind, size_bytes=_size(each.length)
            )
    return tuple(found.values())


def _size(text: str) -> int | None:
    """Return a stated size in bytes; 0 is what programs write that do not know it."""
    return int(text) or None if text.isascii() and text.isdigit() and len(text) <= _SIZE_DIGITS else None
