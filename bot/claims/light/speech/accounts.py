"""Whose account a sentence gives without a verb that says so: "according to ..."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.speech.subjects import subject_of

_PATTERNS = (
    "by_paper",
    "their_account",
    "according",
    "viewed",
    "viewed_inside",
    "according_before",
    "by_own_account",
    "according_to_which",
)


class Account(NamedTuple):
    """Whose account a sentence gives: the tokens that name the source, and the offsets of the words that tell so."""

    source: Range
    cue: Range


def accounts_in(place: Clauses, is_somebody: Callable[[Clauses, Range], bool]) -> Iterator[Account]:
    """Yield the accounts that a sentence may give, the likeliest first."""
    patterns, text, sentence = place.words.patterns, place.text.text, place.sentence
    if not any(map(place.may_match, _PATTERNS)):
        return  # most sentences
    for name in ("their_account", "by_paper"):
        match = patterns[name].search(text, sentence.start, sentence.end) if place.may_match(name) else None
        phrase = _told_by(place, match) if match is not None else None
        if match is not None and phrase is not None and (name == "their_account" or is_somebody(place, phrase)):
            yield Account(phrase, match.span())
    for match in patterns["according"].finditer(text, sentence.start, sentence.end):
        phrase = _after(place, match)
        if phrase is not None:
            yield Account(phrase, match.span())
    viewed = patterns["viewed"].match(text, sentence.start, sentence.end) if place.may_match("viewed") else None
    phrase = _after(place, viewed) if viewed is not None else None
    if viewed is not None and phrase is not None and is_somebody(place, phrase):
        yield Account(phrase, viewed.span())
    yield from _viewed_inside(place, is_somebody)
    for name, finder in (("according_before", _before), ("by_own_account", _own), ("according_to_which", _before)):
        found = patterns[name].search(text, sentence.start, sentence.end) if place.may_match(name) else None
        phrase = finder(place, place.token_from(found.start())) if found is not None else None
        if found is not None and phrase is not None:
            yield Account(phrase, found.span())


def _told_by(place: Clauses, match: re.Match[str]) -> Range | None:
    """Return who is told after "by the count of", or the possessive at the end of "by their"."""
    at = place.token_from(match.end())
    if place.has("possessives", at) and not place.spoken[at]:
        return at, at + 1
    return _after(place, match)


def _viewed_inside(place: Clauses, is_somebody: Callable[[Clauses, Range], bool]) -> Iterator[Account]:
    """Yield in whose eyes something is so, between commas: "The culprit, for Orm, has a name"."""
    if not place.may_match("viewed_inside"):
        return
    for match in place.words.patterns["viewed_inside"].finditer(
        place.text.text, place.sentence.start, place.sentence.end
    ):
        phrase = _after(place, match)
        if phrase is not None and place.low(phrase[1]) == "," and is_somebody(place, phrase):
            yield Account(phrase, match.span())


def _after(place: Clauses, match: re.Match[str]) -> Range | None:
    """Return the noun phrase after "according to"; where nouns are capitals, one of its words must be one."""
    at = place.token_from(match.end())
    if at >= len(place.tokens) or place.spoken[at - 1]:
        return None
    phrase = (at, at + 1) if place.is_person(at) else place.phrase(at, len(place.tokens))
    if phrase is None or "capital_nouns" not in place.words.traits:
        return phrase
    return phrase if any(place.tokens[i].capital or place.has("pronouns", i) for i in range(*phrase)) else None


def _before(place: Clauses, at: int) -> Range | None:
    """Return the noun phrase before "zufolge", or before ", according to which"."""
    mark = at - 1 if place.low(at - 1) == "," else at
    found = [phrase for phrase, _ in place.phrases(place.clause(max(0, mark - 1))[0], mark)]
    return found[-1] if found and not place.spoken[at] else None


def _own(place: Clauses, at: int) -> Range | None:
    """Return the subject of a clause that tells something "by their own account"."""
    return None if place.spoken[at] else subject_of(place, at, place.clause(at), answers=False)
