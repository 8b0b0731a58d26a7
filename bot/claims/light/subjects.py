"""Who does what a verb says: the subject of a clause, by the word order of the language."""

from __future__ import annotations

from bot.claims.clauses import Range
from bot.claims.light.clauses import Clauses

_ASIDE_TOKENS = 16  # the longest apposition between a subject and its verb


def subject_of(place: Clauses, at: int, clause: Range, *, answers: bool) -> Range | None:
    """Return the subject of the verb at a token, or None. `answers`: a verb of denial, whose object may follow."""
    helper = next((i for i in range(clause[0], at) if place.has("auxiliaries", i)), at)
    left = _left(place, helper, clause)
    if left is not None:
        return left
    aside = _before_aside(place, min(helper, at))
    if answers and aside is not None:
        return aside
    after = helper if "verb_second" in place.words.traits else at
    return _right(place, after + 1, clause) or aside or _where(place, at, clause)


def _left(place: Clauses, finite: int, clause: Range) -> Range | None:
    """Return the subject before a verb: where the verb comes second the phrase before it, else the nearest."""
    start = clause[0]
    if "verb_second" in place.words.traits:
        first = place.phrase(start, finite)
        led = place.has("prepositions", start) or place.has("times", start)
        return first if first is not None and not led and _may_speak(place, first) else None
    return _last(place, start, finite)


def _last(place: Clauses, start: int, stop: int) -> Range | None:
    """Return the last noun phrase of a token range that can speak and that no preposition leads."""
    own = [phrase for phrase, led in place.phrases(start, stop) if not led and _may_speak(place, phrase)]
    return own[-1] if own else None


def _right(place: Clauses, start: int, clause: Range) -> Range | None:
    """Return the first noun phrase after a verb that no preposition leads."""
    for phrase, led in place.phrases(start, clause[1]):
        if not led:
            return phrase if _may_speak(place, phrase) else None
        if "verb_second" in place.words.traits:
            return None
    return None


def _where(place: Clauses, at: int, clause: Range) -> Range | None:
    """Return the body in "in the ministry they said": a place before or after a verb without a subject."""
    if "places_speak" not in place.words.traits:
        return None
    for start, stop in ((clause[0], at), (at + 1, clause[1])):
        for phrase, led in place.phrases(start, stop):
            if led and any(place.has("bodies", i) or place.tokens[i].capital for i in range(*phrase)):
                return phrase
    return None


def _before_aside(place: Clauses, at: int) -> Range | None:
    """Return the noun phrase before "..., an apposition," that stands right before a verb."""
    close = at - 1
    if place.low(close) not in {",", "—", "–", ")"}:
        return None
    mark = "(" if place.low(close) == ")" else place.low(close)
    for opens in range(close - 1, max(0, close - _ASIDE_TOKENS), -1):
        if place.low(opens) == mark and not place.spoken[opens]:
            return _last(place, place.clause(opens - 1)[0], opens)
    return None


def _may_speak(place: Clauses, phrase: Range) -> bool:
    """Return whether a noun phrase can be who says something: no word for a claim, no time, no number alone."""
    start, end = phrase
    if end == start + 1 and place.has("objects", start) and not place.is_person(start):
        return False
    for at in range(start, end):
        if place.has("genitives", at) and at > start:
            break
        if place.has("claim_nouns", at) or place.has("proposals", at):
            return False
    return any(
        (place.tokens[at].kind == "word" and not place.has("determiners", at)) or place.has("pronouns", at)
        for at in range(start, end)
    )
