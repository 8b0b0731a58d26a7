"""JSON files of a folder: articles in the shape of the machine interfaces, or a JSON Feed. Runs in a pool child."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping

from bot.errors import ParseError
from bot.ingest import jsonfeed
from bot.ingest.dates import read_date
from bot.ingest.encodings import decode_text
from bot.ingest.entries import MAX_ENTRIES, Entry, Reading, language, left_out, unread_date, unread_language
from bot.ingest.links import web_link
from bot.ingest.normalise import clean_text, clean_title, clean_topics
from bot.ingest.parse import content_key

_SHAPE = 'write {"title": "…", "text": "…"}, a list of such articles, or a JSON Feed'
_FEED = "https://jsonfeed.org/version/"
_SHOWN_CHARS = 40


class _FaultError(ValueError):
    """One article of a file cannot be read; its message says why."""


def read_articles(data: bytes, name: str) -> Reading:
    """Return the articles of a JSON file: one object, a list, an object with a list `articles`, or a JSON Feed.

    An article that cannot be read is a warning, as long as another one can.

    Args:
        data: The file.
        name: Its path, the key of a single article that has no id of its own.

    Raises:
        ParseError: It is no JSON, JSON of another kind, or holds no readable article.
    """
    text, guessed = decode_text(data)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets thousands deep
        raise ParseError(f"it is not JSON ({_cause(error)}): correct it, or export it again") from error
    if isinstance(found, Mapping) and str(found.get("version")).startswith(_FEED):
        return jsonfeed.parse(data)
    listed = found.get("articles", [found]) if isinstance(found, Mapping) else found
    if not isinstance(listed, list) or not listed:
        raise ParseError(f"it is JSON but holds no article: {_SHAPE}")
    own_key = name if isinstance(found, Mapping) and "articles" not in found else ""
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    doubts = [f"it is not UTF-8; read as {guessed}: save it as UTF-8"] if guessed else []
    for number, record in enumerate(listed[:MAX_ENTRIES], start=1):
        where = "" if own_key else f"article {number}: "
        try:
            entry = _entry(record, own_key)
            _require_new(entry.key, entries)
        except _FaultError as fault:
            faults.append(f"{where}{fault}")
            continue
        entries[entry.key] = entry
        doubts.extend(f"{where}{doubt}" for doubt in _doubts(record, entry))
    if not entries:
        raise ParseError(faults[0])
    return Reading(entries=tuple(entries.values()), warnings=(*faults, *doubts, *left_out(len(listed))))


def _cause(error: Exception) -> str:
    return str(error) if isinstance(error, json.JSONDecodeError) else "it is nested too deep"


def _entry(record: object, own_key: str) -> Entry:
    if not isinstance(record, Mapping):
        raise _FaultError(f"{_shown(record)} is no article: {_SHAPE}")
    body = clean_text(_text(record, "text"))
    if not body:
        raise _FaultError('"text" is missing or empty: put the article\'s words there')
    title = clean_title(_text(record, "title"))
    link = web_link(_text(record, "link"))
    published = read_date(_text(record, "date", "published_at"))
    return Entry(
        key=clean_title(_text(record, "article", "id")) or own_key or link or content_key(title, body),
        title=title,
        body=body,
        link=link,
        published_at=published.at,
        published_doubt=published.doubt,
        author=clean_title(_text(record, "author")),
        topics=clean_topics(_words(record, "topics")),
        publisher=clean_title(_text(record, "source")),
        family=clean_title(_text(record, "family")).lower(),
        lang=language(_text(record, "lang")),
    )


def _require_new(key: str, taken: Container[str]) -> None:
    if key in taken:
        raise _FaultError(f'the id {key[:_SHOWN_CHARS]!r} stands twice: give each article an "id" of its own')


def _doubts(record: Mapping[str, object], entry: Entry) -> Iterator[str]:
    """Yield what an article says that could not be used."""
    if (date := _text(record, "date", "published_at")) and entry.published_at is None:
        yield unread_date(date)
    if (link := _text(record, "link")) and entry.link is None:
        yield f"its link {link[:_SHOWN_CHARS]!r} is no http(s) address; it is left out"
    if (lang := _text(record, "lang")) and entry.lang is None:
        yield unread_language(lang)


def _text(record: Mapping[str, object], *names: str) -> str:
    """Return the first of the members that is there; null is none, and ids may be numbers."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None:
            raise _FaultError(f'"{name}" = {_shown(value)} is no text')
    return ""


def _words(record: Mapping[str, object], name: str) -> list[str]:
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _FaultError(f'"{name}" = {_shown(value)} is no list of words: write ["world", "science"]')
    return value


def _shown(value: object) -> str:
    return clean_title(json.dumps(value, ensure_ascii=False))[:_SHOWN_CHARS]
