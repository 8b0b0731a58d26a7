"""Search: what somebody asks for. Pure.

The language: words, "a phrase", source:, topic:, lang:, date:. Everything has to be met; of several values of one
filter, one. Any other character is a blank between words, so nothing typed means anything to a database.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.domain.nearest import nearest
from bot.domain.tokens import words
from bot.errors import CommandError

MOST_WORDS = 32
"""Words of one query, those of phrases and filters included: a bound on what a database is asked."""

Phrase = tuple[str, ...]
"""Words that have to follow one another; a word alone is a phrase of one."""

# Straight or typographic quotation marks keep words together; one that is not closed is a blank.
_PIECE = re.compile(r'(?:([^\W\d_]+):)?(?:"([^"]*)"|“([^”]*)”|([^\s"“”]*))')
_DAY = timedelta(days=1)
_PAGE = re.compile(r"0*[1-9][0-9]{0,3}")
_LANG = re.compile(r"[a-z]{2,3}")
_EXAMPLES = {
    "source": "source:gazette",
    "topic": 'topic:"climate change"',
    "lang": "lang:en",
    "date": "date:2026-03-02, or date:2026-03-01..2026-03-05",
    "page": "page:2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for: all of `phrases` in title or body, and of each filter that is not empty, one.

    `sources` are words of the publisher, `topics` words of a topic, `langs` ISO 639-1 codes. The article was published
    (where that is unknown: first seen) at or after `since` and before `until`. `page` counts from 1; it is for
    those who show what was found, and stores take no notice of it.
    """

    phrases: tuple[Phrase, ...] = ()
    sources: tuple[Phrase, ...] = ()
    topics: tuple[Phrase, ...] = ()
    langs: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1


@dataclass(slots=True)
class _Draft:
    phrases: list[Phrase] = field(default_factory=list)
    sources: list[Phrase] = field(default_factory=list)
    topics: list[Phrase] = field(default_factory=list)
    langs: list[str] = field(default_factory=list)
    days: tuple[datetime | None, datetime | None] | None = None
    page: int = 1


def parse_query(text: str) -> Query:
    """Return what a text asks for.

    Raises:
        CommandError: Nothing is asked for, or a filter cannot be read; the message names the fix.
    """
    draft = _Draft()
    for match in _PIECE.finditer(text):
        name, value = match[1], match[2] or match[3] or match[4] or ""
        if name and (filter_name := _filter_name(name)):
            _FILTERS[filter_name](draft, value)
        elif phrase := tuple(words(match[0])):
            draft.phrases.append(phrase)
    return _finished(draft)


def _finished(draft: _Draft) -> Query:
    asked = [*draft.phrases, *draft.sources, *draft.topics]
    if not (asked or draft.langs or draft.days):
        message = 'There is nothing to search for: type words, "a phrase", or a filter such as source:gazette.'
        raise CommandError(message)
    if sum(map(len, asked)) > MOST_WORDS:
        message = f"The search is too long: leave at most {MOST_WORDS} words."
        raise CommandError(message)
    since, until = draft.days or (None, None)
    return Query(
        phrases=tuple(draft.phrases),
        sources=tuple(draft.sources),
        topics=tuple(draft.topics),
        langs=tuple(draft.langs),
        since=since,
        until=until,
        page=draft.page,
    )


def _filter_name(typed: str) -> str | None:
    """Return the filter of this name, or None for a word before a colon.

    Raises:
        CommandError: It is nearly a filter's name.
    """
    name = typed.casefold()
    if name in _FILTERS:
        return name
    if (near := nearest(name, _FILTERS)) is None:
        return None
    message = f"{typed}: is no filter; did you mean {near}:? Words with a colon stand in quotation marks."
    raise CommandError(message)


def _add_source(draft: _Draft, value: str) -> None:
    draft.sources.append(_phrase("source", value))


def _add_topic(draft: _Draft, value: str) -> None:
    draft.topics.append(_phrase("topic", value))


def _phrase(name: str, value: str) -> Phrase:
    if not (phrase := tuple(words(value))):
        message = f"{name}: needs a value behind the colon: {_EXAMPLES[name]}."
        raise CommandError(message)
    return phrase


def _add_lang(draft: _Draft, value: str) -> None:
    if not _LANG.fullmatch(lang := value.casefold()):
        message = f"lang:{value} is no language code: write two letters, such as {_EXAMPLES['lang']}."
        raise CommandError(message)
    draft.langs.append(lang)


def _set_days(draft: _Draft, value: str) -> None:
    if draft.days is not None:
        message = "date: is there twice: write one range, such as date:2026-03-01..2026-03-05."
        raise CommandError(message)
    first, dots, last = value.partition("..")
    if not dots:
        last = first
    start, end = (_day(one) if one else None for one in (first, last))
    if start is None and end is None:
        raise _no_day(value)
    if start and end and start > end:
        message = f"date:{value} ends before it begins: write date:{last}..{first}."
        raise CommandError(message)
    draft.days = start, end and end + _DAY


def _set_page(draft: _Draft, value: str) -> None:
    if not _PAGE.fullmatch(value):
        message = f"page:{value} is no page: write a number from 1 on, such as {_EXAMPLES['page']}."
        raise CommandError(message)
    draft.page = int(value)


def _day(text: str) -> datetime:
    try:
        day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
        day + _DAY  # the last day there is has no end
    except (ValueError, OverflowError):
        raise _no_day(text) from None
    return day


def _no_day(text: str) -> CommandError:
    return CommandError(f"date:{text} is no day: write {_EXAMPLES['date']}.")


_FILTERS: dict[str, Callable[[_Draft, str], None]] = {
    "source": _add_source,
    "topic": _add_topic,
    "lang": _add_lang,
    "date": _set_days,
    "page": _set_page,
}
