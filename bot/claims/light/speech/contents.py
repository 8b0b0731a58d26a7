"""What a statement says: its quotations, else the words after the verb, else those before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.text import Quotation
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.speech.statements import Said

_BETWEEN = re.compile("[ \\n\\t—–,.\u00a0-]*+")  # a quotation and what follows it
_NAME_WORDS = 5  # a quotation of so few words without a full stop is a name or a single word
_ANSWER_TOKENS = 3  # "Wrong,", "No way,"
_OPENING_MARKS = frozenset(",:")
_CLAUSE_REACH = 14  # tokens after a verb among which a clause of what is said begins


def contents_of(place: Clauses, at: int, clause: Range, subject: Range | None) -> tuple[Range, ...]:
    """Return what is said: the quotations of the sentence, else what follows the verb, else what precedes it."""
    quotes = quotes_of(place, clause)
    if quotes:
        return quotes
    after = max(at + 1, subject[1] if subject is not None and subject[0] > at else 0)
    tokens = place.tokens
    while after < len(tokens) and tokens[after].kind == "mark":
        after += 1
    end = len(tokens)
    while end > after and tokens[end - 1].kind == "mark":
        end -= 1
    first = clause[0]
    turned = subject is None or subject[0] > at
    if first == at and first > 3 and turned and tokens[first - 1].low == ",":  # "..., said Orm: ..."
        return ((tokens[0].start, tokens[first - 1].start), *_after_colon(place, after, end))
    rest = [i for i in range(after, end) if tokens[i].kind == "word" and "times" not in place.kinds[i]]
    led = first > 0 and tokens[first - 1].kind == "mark"
    if led and len(rest) < 4 and first > 3 and not place.has("relatives", first):
        start = place.dash if 0 <= place.dash < tokens[first - 1].start else tokens[0].start
        return ((start, tokens[first - 1].start),)  # "..., said Orm"
    if led and 1 < first <= _ANSWER_TOKENS and rest and not place.has("relatives", first):
        return (
            (tokens[0].start, tokens[first - 1].start),
            (tokens[after].start, tokens[end - 1].end),
        )  # "Lies, said Orm"
    if rest:
        return ((tokens[after].start, tokens[end - 1].end),)
    if first > 0 or clause[0] < at:
        return ((tokens[0].start, tokens[at].end),)
    return ()


def _after_colon(place: Clauses, after: int, end: int) -> tuple[Range, ...]:
    """Return what stands between a colon and the end of a sentence, as the only one of a sequence, or none."""
    colon = next((at for at in range(after, end) if place.low(at) == ":"), end)
    return ((place.tokens[colon + 1].start, place.tokens[end - 1].end),) if colon + 1 < end else ()


def quotes_of(place: Clauses, clause: Range) -> tuple[Range, ...]:
    """Return the quotations of a sentence that are speech, and one that ended right before the sentence."""
    numbers = {t.quote for t, spoken in zip(place.tokens, place.spoken, strict=True) if spoken}
    found = [place.text.quotations[number] for number in sorted(numbers)]
    if not found and clause[0] <= 1:
        before = _ended_before(place)
        found = [before] if before is not None else []
    return tuple((quotation.start, quotation.end) for quotation in found)


def _ended_before(place: Clauses) -> Quotation | None:
    """Return the quotation that ended right before a sentence, with nothing but marks between."""
    after = bisect_right(place.text.quotations, place.sentence.start, key=lambda one: one.end)
    if after == 0:
        return None
    quotation = place.text.quotations[after - 1]
    if _BETWEEN.fullmatch(place.text.text, quotation.end, place.sentence.start) is None:
        return None
    name = quotation.words <= _NAME_WORDS and place.text.text[quotation.start : quotation.end][-2:-1] not in ".!?…,"
    return None if name else quotation


def rule_of(place: Clauses, contents: tuple[Range, ...], at: int, *, passive: bool) -> str:
    """Return the rule that tells where what is said stands: in quotation marks or not, before or after the verb."""
    if passive:
        return "passive"
    cue = place.tokens[at].start
    quoted = any(place.text.quotations[t.quote].start == contents[0][0] for t in place.tokens if t.quote >= 0)
    if quoted:
        return "quote.inverted" if contents[0][0] < cue else "quote.after"
    if contents[0][0] < cue:
        return "indirect.postposed"
    return "indirect" if _opens_clause(place, at) else "object"


def _opens_clause(place: Clauses, at: int) -> bool:
    """Return whether a clause follows a verb: after a mark, or a word that opens one."""
    first, last = at + 1, at + _CLAUSE_REACH
    marked = any(token.low in _OPENING_MARKS for token in place.tokens[first:last])
    return marked or place.within("content_openers", first, last)


def spoken_contents(said: Said, text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, words) of each content of a statement."""
    for start, end in said.item.contents:
        yield start, text[start:end]
