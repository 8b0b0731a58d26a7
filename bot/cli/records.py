"""Stored articles as JSON lines: what `counterpoint search --to json` prints (docs/reference/machine.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.domain.article import Article, Revision, Sighting, StoredArticle


def article_line(stored: StoredArticle, sightings: Sequence[Sighting]) -> str:
    """Return an article with all that is known of it but its text, as one line of ASCII."""
    return json.dumps({**_article(stored.article), **_revision(stored.revision), "also": [*map(_sighting, sightings)]})


def _article(article: Article) -> dict[str, Any]:
    return {
        "article": article.id,
        "source": article.source_id,
        "key": article.key,
        "publisher": article.publisher,
        "family": article.family,
        "link": article.link,
        "file": article.file,
        "wire": article.wire,
        "topics": article.topics,
        "first_seen_at": _time(article.first_seen_at),
        "enclosures": [
            {"url": each.url, "type": each.media_type, "length": each.size_bytes} for each in article.enclosures
        ],
    }


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision.number,
        "title": revision.title,
        "lang": revision.lang,
        "published_at": _time(revision.published_at),
        "published_doubt": revision.published_doubt if revision.published_at else "unknown",
        "modified_at": _time(revision.modified_at),
        "fetched_at": _time(revision.fetched_at),
    }


def _sighting(seen: Sighting) -> dict[str, Any]:
    return {"source": seen.source_id, "key": seen.key, "link": seen.link, "seen_at": _time(seen.seen_at)}


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
