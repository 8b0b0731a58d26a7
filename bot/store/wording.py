"""The searched words of an article and the expressions that look for them, in the terms of each database [pure].

Words are folded letters and digits only (bot.domain.tokens), so none needs an escape in either syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.article import Article, Revision, StoredArticle
from bot.domain.search import Phrase, Query
from bot.domain.tokens import words

INDEXED_CHARS = 100_000
"""Characters of a body that are searched: PostgreSQL keeps no place past a text's 16,383rd word."""

_GAP = "·"  # between topics: no word is read so, and no phrase reaches over it
_MOST_PLACE = 16_383  # https://www.postgresql.org/docs/current/textsearch-limitations.html


def columns(article: Article, revision: Revision) -> dict[str, list[str]]:
    """Return the words of the four searched texts, in the order and under the names of SQLite's columns."""
    topics = [word for topic in article.topics for word in (*words(topic), _GAP)]
    return {
        "title": words(revision.title),
        "body": words(revision.body[:INDEXED_CHARS]),
        "source": words(article.publisher),
        "topics": topics,
    }


def searched_at(stored: StoredArticle) -> datetime:
    """Return the moment that a query's days are about and that ranks equals: published, else first seen."""
    return stored.revision.published_at or stored.article.first_seen_at


def as_row(seq: int, article: Article, revision: Revision) -> dict[str, object]:
    """Return the row of SQLite's table."""
    return {"seq": seq, **{name: " ".join(found) for name, found in columns(article, revision).items()}}


_WEIGHTS = {"title": "A", "source": "B", "topics": "C", "body": "D"}  # PostgreSQL's labels; the body comes last


def as_vector(article: Article, revision: Revision) -> str:
    """Return the words as PostgreSQL reads a tsvector: each with its places, labelled by the text they are in."""
    places: dict[str, list[str]] = {}
    place = 0
    texts = columns(article, revision)
    for name, label in _WEIGHTS.items():
        for word in texts[name]:
            place += 1
            if place > _MOST_PLACE:
                break
            places.setdefault(word, []).append(f"{place}{label}")
        place += 1  # no phrase reaches from one text into the next
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def as_match(query: Query) -> str:
    """Return what SQLite's MATCH takes, "" where no words are asked for (https://sqlite.org/fts5.html)."""

    def any_of(phrases: Iterable[Phrase], operator: str) -> str:
        return operator.join(f'"{" ".join(phrase)}"' for phrase in phrases)

    asked = (
        ("title body", any_of(query.phrases, " AND ")),
        ("source", any_of(query.sources, " OR ")),
        ("topics", any_of(query.topics, " OR ")),
    )
    return " AND ".join(f"{{{names}}} : ({expression})" for names, expression in asked if expression)


def as_tsquery(query: Query) -> str:
    """Return what PostgreSQL takes as a tsquery, "" where no words are asked for."""
    asked = (
        _either(query.phrases, "AD", " & "),
        _either(query.sources, "B", " | "),
        _either(query.topics, "C", " | "),
    )
    return " & ".join(f"({expression})" for expression in asked if expression)


def _either(phrases: Sequence[Phrase], labels: str, operator: str) -> str:
    return operator.join("(" + " <-> ".join(f"'{word}':{labels}" for word in phrase) + ")" for phrase in phrases)
