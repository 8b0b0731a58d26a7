"""Who speaks where a writing does: "it says in a letter of the club", "the statement goes on", "by its own count"."""

from __future__ import annotations

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses

_SOURCES = ("documents", "bodies", "titles")
_INNER = ("determiners", "genitives", "prepositions", "adjectival")


def owner_of(place: Clauses, phrase: Range) -> Range | None:
    """Return the part of a noun phrase that tells whose writing it is: "in a letter of the club"; None for none.

    What follows a writing may be its matter ("a report on the fire"): only a body, an office or a name owns one.
    """
    at = next((i for i in range(*phrase) if any(place.has(kind, i) for kind in _SOURCES)), -1)
    if at < 0 or not place.has("documents", at):
        return None
    start = at + 1
    of = _nouns_are_capitals(place) and place.has("messages", at) and place.has("genitives", start)
    while start < phrase[1] and any(place.has(kind, start) for kind in ("genitives", "determiners")):
        start += 1
    named = any(
        place.has("bodies", i) or place.has("titles", i) or (place.tokens[i].capital and not _nouns_are_capitals(place))
        for i in range(start, phrase[1])
    )
    return (start, phrase[1]) if start < phrase[1] and (named or of) else None


def is_bare_writing(place: Clauses, phrase: Range) -> bool:
    """Return whether a noun phrase is a letter, post or statement and does not say whose: "the statement"."""
    heads = [i for i in range(*phrase) if not any(place.has(kind, i) for kind in _INNER)]
    return bool(heads) and place.has("messages", heads[0]) and not any(place.tokens[i].capital for i in heads[1:])


def source_told(place: Clauses, clause: Range) -> Range | None:
    """Return the source in "it says in a letter of the club", "they say at the ministry", None for none."""
    for phrase, led in place.phrases(*clause):
        known = any(place.has(kind, i) for kind in _SOURCES for i in range(*phrase))
        opened = place.has("told_in", phrase[0] - 1) or place.has("told_in", phrase[0] - 2)
        if led and known and opened:
            return owner_of(place, phrase) or phrase
    return None


def _nouns_are_capitals(place: Clauses) -> bool:
    return "capital_nouns" in place.words.traits
