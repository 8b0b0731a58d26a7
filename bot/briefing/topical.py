"""Which articles a topic means, and why. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from bot.domain.article import Part, Span, StoredArticle
from bot.domain.tokens import words
from bot.domain.topic import Kind, Rule, Term, TopicError, holds, parse_topic, terms

# Chinese and Japanese have no blanks between words: there a word may begin and end anywhere.
_RUNNING = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TEXT = frozenset({Kind.NAME, Kind.PHRASE})
MOST_MARKS = 50  # of one term in a text; a reader sees the first of them


def matches(topic: str, stored: StoredArticle) -> bool:
    """Tell whether an article belongs to a topic: a label of it, its publisher's name, or a rule that it meets.

    A name that was followed before there were rules may not be one: it is looked for as it is written.
    """
    if _is_named(topic, stored):
        return True
    try:
        rule = parse_topic(topic)
    except TopicError:
        rule = Term(Kind.NAME, topic)
    return holds(rule, verdicts(rule, stored))


def verdicts(rule: Rule, stored: StoredArticle) -> dict[Term, bool]:
    """Return which terms of a rule an article meets."""
    return {term: meets(term, stored) for term in terms(rule)}


def meets(term: Term, stored: StoredArticle) -> bool:
    """Tell whether an article meets one term.

    Words stand in title or body as whole words, in their order, whatever their case.
    """
    match term.kind:
        case Kind.LANG:
            return stored.revision.lang == term.text
        case Kind.SOURCE:
            return _holds_words(stored.article.publisher, term.text)
        case Kind.TOPIC:
            return any(_holds_words(label, term.text) for label in stored.article.topics)
        case Kind.NAME | Kind.PHRASE:
            named = term.kind is Kind.NAME and _is_named(term.text, stored)
            return named or any(_stands_in(term.text, stored.revision.text(part)) for part in Part)


def marks(rule: Rule, stored: StoredArticle) -> tuple[Span, ...]:
    """Return where the words of a rule stand in an article, in text order, none overlapping."""
    patterns = [_pattern(term.text) for term in terms(rule) if term.kind in _TEXT]
    return marked(patterns, stored)


def marked(patterns: list[re.Pattern[str]], stored: StoredArticle) -> tuple[Span, ...]:
    """Return where patterns stand in title and body, in text order, the longer one where two overlap."""
    found: list[Span] = []
    for part in Part:
        text, end = stored.revision.text(part), 0
        hits = {one.span() for pattern in patterns for one in islice(pattern.finditer(text), MOST_MARKS)}
        for place in sorted(hits, key=lambda place: (place[0], -place[1])):
            if place[0] >= end:
                found.append(Span(revision_id=stored.revision.id, part=part, start=place[0], end=place[1]))
                end = place[1]
    return tuple(found)


def _is_named(name: str, stored: StoredArticle) -> bool:
    wanted = name.casefold().strip()
    return wanted in {label.casefold() for label in (*stored.article.topics, stored.article.publisher)}


def _holds_words(name: str, wanted: str) -> bool:
    have, phrase = words(name), words(wanted)
    return any(have[at : at + len(phrase)] == phrase for at in range(len(have) - len(phrase) + 1))


def _stands_in(text: str, whole: str) -> bool:
    # Most texts hold none of the words; a plain look for the first one costs little.
    first = next(iter(text.split()), "")
    return bool(first) and first.casefold() in whole.casefold() and _pattern(text).search(whole) is not None


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    joined = r"\W+".join(re.escape(word) for word in text.split())
    before = "" if re.match(f"[{_RUNNING}]", text) else rf"(?<![^\W{_RUNNING}])"
    behind = "" if re.search(f"[{_RUNNING}]$", text) else rf"(?![^\W{_RUNNING}])"
    return re.compile(f"{before}{joined}{behind}", re.IGNORECASE)
