"""New, changed or the same [pure]: what the store holds + what was read + now -> an intent.

An item is known by its key alone. So what slides back into a feed, moves within it or gets another date is not new,
and a new title or text is a new revision of the same article; old spans stay valid against the old one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.article import Article, DateDoubt, Revision, Source, StoredArticle
from bot.ingest.entries import Entry
from bot.ingest.normalise import digest
from bot.ingest.wire import find_wire

OWN_TEXT_CHARS = 1_500  # from here on a feed's own text is the article; 37% of entries (docs/decisions/0052)
_AHEAD = timedelta(days=1)  # clocks and zones differ by less; a date further ahead is a mistake, not a publication


class Text(Enum):
    """Where the text of an entry comes from: the entry, its linked page, or what is stored already."""

    OWN = auto()
    PAGE = auto()
    STORED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry with its final text and language, ready to be compared with the store."""

    entry: Entry
    lang: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """Store an article with its first revision. `baseline`: it stood there when the source was first read."""

    article: Article
    revision: Revision
    baseline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Append a revision to a known article."""

    article: Article
    revision: Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Nothing to store."""

    article_id: str


Intent = New | Changed | Same


def decide(
    stored: StoredArticle | None,
    candidate: Candidate,
    source: Source,
    *,
    baseline: bool,
    now: datetime,
    taken: Collection[str] = (),
) -> Intent:
    """Return what to do about one entry of a source.

    Args:
        stored: What the store holds under the entry's key, or None.
        candidate: The entry and its language.
        source: Where it stands.
        baseline: Whether this is the first visit.
        now: When the visit is made.
        taken: Ids that other articles have: of files that were moved away from where new ones lie now.
    """
    entry = candidate.entry
    words = digest(entry.title, entry.body)
    if stored is not None:
        if stored.revision.digest == words:
            return Same(article_id=stored.article.id)
        number = stored.revision.number + 1
        return Changed(article=stored.article, revision=_revision(stored.article.id, number, words, candidate, now))
    publisher = entry.publisher or source.publisher
    own_id = article_id(source.id, entry.key)
    article = Article(
        id=own_id if own_id not in taken else "art_" + _hash(own_id, now.isoformat()),
        source_id=source.id,
        key=entry.key,
        publisher=publisher,
        family=entry.family or source.family,
        link=entry.link,
        file=entry.file,
        wire=find_wire(author=entry.author, body=entry.body, publisher=publisher),
        topics=tuple(dict.fromkeys((*source.topics, *entry.topics))),
        first_seen_at=now,
        enclosures=entry.enclosures,
    )
    return New(article=article, revision=_revision(article.id, 1, words, candidate, now), baseline=baseline)


def due_entries(entries: Sequence[Entry], stored: Mapping[str, StoredArticle], source: Source) -> list[Entry]:
    """Return the entries that may be new or a revision, in their order: of each stored article one at most.

    An article may stand in a source under several keys, and in several sources (`Sighting`). The entry revises it under
    whose key it is stored; another of the same source where that one is gone; one of another source where it states an
    update later than our reading, and then the title stays. Two that word one article differently would else revise it
    in turn for ever.

    Args:
        entries: What the source holds.
        stored: What the store holds, by the entries' keys; unknown ones are left out.
        source: Where they stand.
    """
    keys = {entry.key for entry in entries}
    chosen: dict[str, Entry] = {}
    for entry in entries:
        known = stored.get(entry.key)
        if known is None:
            chosen[entry.key] = entry
            continue
        article = known.article
        if article.source_id != source.id:
            if entry.updated_at is not None and entry.updated_at > known.revision.fetched_at:
                chosen[article.id] = replace(entry, title=known.revision.title)
        elif article.key == entry.key or article.key not in keys:
            chosen[article.id] = entry
    return list(chosen.values())


def choose_text(stored: StoredArticle | None, entry: Entry, *, online: bool) -> Text:
    """Return where the text of an entry comes from.

    A known article is read again when the feed shows another title or an update later than our reading; a feed that
    says neither would have every page of it fetched at every visit.

    Args:
        stored: What the store holds under the entry's key, or None.
        entry: The entry as the source gave it.
        online: Whether linked pages may be read; never those of a folder, which is read offline.
    """
    if not online or entry.link is None or len(entry.body) >= OWN_TEXT_CHARS:
        return Text.OWN
    if stored is None:
        return Text.PAGE
    updated = entry.updated_at is not None and entry.updated_at > stored.revision.fetched_at
    retitled = bool(entry.title) and entry.title != stored.revision.title
    return Text.PAGE if updated or retitled else Text.STORED


def article_id(source_id: str, key: str) -> str:
    """Return the id of an article: the same key of the same source always gets the same one."""
    return "art_" + _hash(source_id, key)


def _revision(article: str, number: int, words: str, candidate: Candidate, now: datetime) -> Revision:
    entry = candidate.entry
    published = _plausible(entry.published_at, now)
    modified = _plausible(entry.updated_at, now)
    return Revision(
        id="rev_" + _hash(article, str(number), words),
        article_id=article,
        number=number,
        title=entry.title,
        body=entry.body,
        digest=words,
        lang=candidate.lang,
        published_at=published,
        fetched_at=now,
        published_doubt=DateDoubt.EXACT if published is None else entry.published_doubt,
        modified_at=None if modified is None or (published is not None and modified <= published) else modified,
    )


def _plausible(moment: datetime | None, now: datetime) -> datetime | None:
    return None if moment is None or moment > now + _AHEAD else moment


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
