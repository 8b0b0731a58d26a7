"""Numbers in digits and words, in the languages of the light reader: their value and where they end."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.claims.light.grammar.clauses import Clauses

_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,5}")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+")  # both marks: the last is the decimal one
_BLANK = re.compile(r"\s")
_LONGEST = 18  # digits; more are no quantity
_THOUSAND, _HUNDRED, _TEN, _TENS = 1000, 100, 10, 20
_DASHES = frozenset("-–—")
_ABBREVIATED = 4  # letters of "тис.", "Mio."


class Numeral(NamedTuple):
    """A number: the interval it states, one value twice where it is no range, and its tokens."""

    low: float
    high: float
    start: int
    end: int


def read_numeral(place: Clauses, at: int) -> Numeral | None:
    """Return the number that begins at a token, None where none does or it is part of a name, date or clock time."""
    if place.tokens[at].kind == "mark" or _value(place, at) is None or _is_glued(place, at):
        return None
    found = _plain(place, at)
    if found is None:
        return None
    value, end = found
    if place.low(end) in _DASHES and (other := _plain(place, end + 1) if end + 1 < len(place.tokens) else None):
        scale = _scale_between(place, end + 1, other[1]) if value < other[0] else 1.0
        low = value * scale
        return Numeral(low, other[0], at, other[1]) if low < other[0] else None
    return Numeral(value, value, at, end)


def _is_glued(place: Clauses, at: int) -> bool:
    """Return whether a number is a part of something: "8-year-old", "12:41", "A-7"."""
    token = place.tokens[at]
    before = place.tokens[at - 1] if at else None
    after = place.tokens[at + 1] if at + 1 < len(place.tokens) else None
    led = before is not None and before.end == token.start and before.low in {"-", ":", "/", "№", "#"}
    if led or token.kind != "number" or after is None or after.start != token.end:
        return led
    return after.low in {":", "/"} or after.kind == "word" or _is_hyphened(place, at)


def _is_hyphened(place: Clauses, at: int) -> bool:
    """Return whether a hyphen and a word follow a number without space: "8-year"."""
    hyphen, word = place.tokens[at + 1], place.tokens[at + 2] if at + 2 < len(place.tokens) else None
    return hyphen.low in _DASHES and word is not None and word.kind == "word" and word.start == hyphen.end


def _scale_between(place: Clauses, start: int, end: int) -> float:
    """Return by what the words after the second number of a range multiply both: "10-12 thousand"."""
    scales = [place.words.numbers.get(f"*{place.low(at)}", 1.0) for at in range(start + 1, end)]
    return max(scales, default=1.0)


def _plain(place: Clauses, at: int) -> tuple[float, int] | None:
    """Return (value, token after it) of the number that begins at a token: "120 thousand", "three hundred and two"."""
    total, current, end = 0.0, _value(place, at), at + 1
    if current is None:
        return None
    while end < len(place.tokens):
        low = place.low(end)
        scale = place.words.numbers.get(f"*{low}")
        more = None if scale is not None else _added(place, end, current)
        if scale is not None and not (total and scale >= _THOUSAND * _THOUSAND):
            current *= scale
            if scale >= _THOUSAND:
                total, current = total + current, 0.0
            end += 1 + (place.low(end + 1) == "." and len(low) <= _ABBREVIATED and end + 2 < len(place.tokens))
        elif more is not None:
            current, end = more
        else:
            break
    return total + current, end


def _added(place: Clauses, at: int, value: float) -> tuple[float, int] | None:
    """Return (value, token after it) with the smaller number word or group of digits at a token, None for none."""
    token, before = place.tokens[at], place.tokens[at - 1]
    if token.kind == "number":
        grouped = before.kind == "number" and len(token.text) == 3 and token.text.isdigit() and before.text.isdigit()
        return (value * _THOUSAND + float(token.text), at + 1) if grouped else None
    joined = place.has("number_joins", at)
    number = _value(place, at + joined) if at + joined < len(place.tokens) else None
    if number is None or before.kind == "number" or place.tokens[at + joined].kind == "number":
        return None
    room = value == 0 or (value >= _TENS and number < _TEN and value % _TEN == 0)
    room = room or (value >= _HUNDRED and number < _HUNDRED and value % _HUNDRED == 0 and not joined)
    room = room or (value == 0 and number < _THOUSAND)
    return (value + number, at + joined + 1) if room else None


def _value(place: Clauses, at: int) -> float | None:
    """Return the value of one token, None where it is no number."""
    token, words = place.tokens[at], place.words
    if token.kind != "number":
        return words.values[token.low]
    text = token.text
    if _GROUPED.fullmatch(text):
        return float(re.sub(r"\D", "", text))
    if _POINTED.fullmatch(text):
        mark = max(text.rfind("."), text.rfind(","))
        return float(re.sub(r"\D", "", text[:mark]) + "." + text[mark + 1 :])
    plain = text.replace(",", ".")
    told = plain.count(".") <= 1 and len(plain) < _LONGEST and _BLANK.search(plain) is None
    return float(plain) if told else None  # a hard blank that groups no thousands, "4 8", tells no number
