"""Figures: typed quantities in sentences, and when two of them cannot both be right (EDITORIAL rule 11)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import inf
from typing import NamedTuple

from bot.claims.grammar.compare import stem
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.text import Token

Tokens = Sequence[Token]

ABOUT_SHARE = 0.1  # "about 50" covers 45 to 55
MOST_APART = 4.0  # figures of a plain thing further apart than this count different things
_HARMS = ("dead", "injured")
HARMS = frozenset(_HARMS)
# A noun stands at most so many words behind its number: "12 armed and masked men" is beyond it.
_PHRASE = 4
# Below this a whole number is exact as printed; above it "1,900" may be 1,904 rounded.
_ROUNDED = 1000
# Words of these lists end a noun phrase.
_ENDS = ("prepositions", "subordinators", "conjunctions", "auxiliaries", "pronouns", "determiners")
_TALLY_REACH = 12  # "put the number of people killed in the collapse at nine"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_CURRENCIES = "$€£"


class Figure(NamedTuple):
    """A quantity in a sentence: what is counted, and the interval it states. `at` is its offset in the text.

    `unit` is "" where the sentence leaves out what is counted ("put the number at 40"); `kinds` are the stems of the
    words between number and noun, `of` that of the noun after "of" ("38 per cent of teachers").
    """

    unit: str
    low: float
    high: float
    at: int
    exact: bool = True
    kinds: frozenset[str] = frozenset()
    of: str = ""

    @property
    def size(self) -> float:
        """Return the number as printed."""
        return self.low if self.low > 0 else self.high


class _Number(NamedTuple):
    """A number at tokens `start` to `end`, its qualifier before it included."""

    low: float
    high: float
    start: int
    end: int
    at: int
    exact: bool
    currency: str = ""


def figures(lexicon: Lexicon, tokens: Tokens) -> list[Figure]:
    """Return the quantities of a sentence that count or value something; dates, ages and clock times are left out."""
    found: list[Figure] = []
    numbers = lexicon.numbers
    end = 0  # of the number before
    for at in [at for at, token in enumerate(tokens) if token.low in numbers or token.kind == "number"]:
        if at < end:
            continue
        number = _number(lexicon, tokens, at)
        if number is None:
            continue
        figure = _figure(lexicon, tokens, number)
        if figure is not None:
            found.append(figure)
        end = number.end
    return found


def _low(tokens: Tokens, at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _value(lexicon: Lexicon, token: Token) -> float | None:
    """Return the value of one token, or None when it is no number that counts."""
    if token.kind == "number":
        digits = token.text.strip(_CURRENCIES + "%").replace(",", "")
        return None if digits.count(".") > 1 else float(digits)
    return lexicon.numbers.get(token.low)


def _number(lexicon: Lexicon, tokens: Tokens, at: int) -> _Number | None:
    """Return the number that starts at a token, with its qualifier, scale and the end of its range."""
    token = tokens[at]
    value = _value(lexicon, token)
    if value is None or not _counts(tokens, at):
        return None
    end, value = _scaled(lexicon, tokens, at + 1, value)
    qualifier, start = _qualifier(lexicon, tokens, at)
    low, high = value, value
    if token.low in lexicon.words["loose_numbers"]:
        high = inf
        if _low(tokens, end) == "of":
            end, low = _scaled(lexicon, tokens, end + 1, value)
            end += low > value  # "tens of thousands of"
    if _low(tokens, at - 1) in lexicon.words["range_opens"] and _low(tokens, end) in lexicon.words["range_joins"]:
        other = _value(lexicon, tokens[end + 1]) if end + 1 < len(tokens) else None
        if other is not None:
            end, high = _scaled(lexicon, tokens, end + 2, other)
    elif qualifier == "lower_bound":
        high = inf
    elif qualifier == "upper_bound":
        low = 0.0
    elif qualifier == "about":
        low, high = value * (1 - ABOUT_SHARE), value * (1 + ABOUT_SHARE)
    currency = token.text[0] if token.text[0] in _CURRENCIES else ""
    return _Number(low=low, high=high, start=start, end=end, at=at, exact=not qualifier, currency=currency)


def _counts(tokens: Tokens, at: int) -> bool:
    """Return whether a number stands by itself: no part of a name, date, clock time, score or ordinal."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    glued = (before is not None and before.end == token.start and before.low in {"-", ":", "/", ".", "–", "#"}) or (
        after is not None and after.start == token.end and (after.low in {"-", ":", "/", "–"} or after.kind == "word")
    )
    year = _YEAR.fullmatch(token.text) is not None
    return not year and not (glued and not _is_scale_mark(after)) and _low(tokens, at - 1) not in {"no", "no."}


def _is_scale_mark(token: Token | None) -> bool:
    return token is not None and token.low in {"bn", "m", "k", "tn"}


def _scaled(lexicon: Lexicon, tokens: Tokens, at: int, value: float) -> tuple[int, float]:
    """Return (token after the scale words, value): "2.5 million", "three hundred"."""
    while at < len(tokens) and tokens[at].low in lexicon.scales:
        value *= lexicon.scales[tokens[at].low]
        at += 1
    return at, value


def _qualifier(lexicon: Lexicon, tokens: Tokens, at: int) -> tuple[str, int]:
    """Return (the list a qualifier before a number belongs to or "", its first token)."""
    at -= _low(tokens, at - 1) in {"a", "an"} and _low(tokens, at) in lexicon.scales
    if _low(tokens, at - 1) not in _qualifier_ends(lexicon):
        return "", at
    qualifiers = _qualifiers(lexicon)
    for length in (3, 2, 1):
        phrase = "_".join([token.low for token in tokens[max(0, at - length) : at]])
        if at >= length and phrase in qualifiers:
            return qualifiers[phrase], at - length
    return "", at


@cache
def _qualifiers(lexicon: Lexicon) -> dict[str, str]:
    """Return the list of each qualifier: "more_than" is a lower bound."""
    return {phrase: name for name in ("about", "upper_bound", "lower_bound") for phrase in lexicon.words[name]}


@cache
def _qualifier_ends(lexicon: Lexicon) -> frozenset[str]:
    """Return the last words of qualifiers."""
    return frozenset(phrase.split("_")[-1] for phrase in _qualifiers(lexicon))


def _ends_phrase(lexicon: Lexicon, token: Token) -> bool:
    return token.kind != "word" or token.low in _ending(lexicon)


@cache
def _ending(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that end a noun phrase."""
    return frozenset[str]().union(*(lexicon.words[name] for name in _ENDS))


def _figure(lexicon: Lexicon, tokens: Tokens, number: _Number) -> Figure | None:
    """Return the quantity of a number, or None when what it counts is not told or is a part of something."""
    words, after, of = lexicon.words, number.end, ""
    noun, kinds = "", frozenset[str]()
    percent = _percent_end(lexicon, tokens, number)
    if percent or number.currency:
        after = percent or after
        unit, of = number.currency or "%", _of(lexicon, tokens, after)
    else:
        noun, kinds, after = _counted(lexicon, tokens, number.end)
        unit = _harm(lexicon, tokens, number, after, noun) or (stem(noun) if noun else _tally(lexicon, tokens, number))
    if unit in HARMS and noun and noun not in words["persons"] and noun not in words[unit]:
        kinds |= {stem(noun)}
    whole = number.currency or percent or _low(tokens, number.end) != "of"
    whole = whole and not (_low(tokens, number.start - 1) == "of" and _low(tokens, number.start - 2).isdigit())
    if unit == "-" or not whole or ({_low(tokens, number.start - 1)} | kinds) & words["parts"]:
        return None
    return Figure(
        unit=unit, low=number.low, high=number.high, at=tokens[number.at].start, exact=number.exact, kinds=kinds, of=of
    )


def _percent_end(lexicon: Lexicon, tokens: Tokens, number: _Number) -> int:
    """Return the token after "%", "percent" or "per cent", 0 where a number is no share."""
    if tokens[number.end - 1].text.endswith("%"):
        return number.end
    if _low(tokens, number.end) in lexicon.words["percent"]:
        return number.end + 1
    return number.end + 2 if (_low(tokens, number.end), _low(tokens, number.end + 1)) == ("per", "cent") else 0


def _counted(lexicon: Lexicon, tokens: Tokens, at: int) -> tuple[str, frozenset[str], int]:
    """Return (noun counted, "-" for a time, or ""; words before it; token after it) of a number that ends here."""
    kinds: list[str] = []
    for here in range(at, min(len(tokens), at + _PHRASE)):
        token = tokens[here]
        low = token.low
        if _ends_phrase(lexicon, token):
            break
        if low in lexicon.words["not_counted"]:
            return "-", frozenset(), here
        if (low.endswith("s") and not low.endswith(("ss", "us", "'s"))) or low in lexicon.words["plurals"]:
            return low, frozenset(kinds), here + 1
        kinds.append(low)
    return "", frozenset(), at


def _harm(lexicon: Lexicon, tokens: Tokens, number: _Number, after: int, noun: str) -> str:
    """Return "dead" or "injured" where words beside a number say so: "10 people were killed", "injuring 80"."""
    words, before = lexicon.words, _low(tokens, number.start - 1)
    near = (token.low for token in tokens[after : after + 4])
    passed = _passed(lexicon)
    behind = next((low for low in near if low not in passed and not low.endswith("ly")), "")
    for harm in _HARMS:
        if behind in words[harm] or noun in words[harm] or before in words[f"{harm}_by"]:
            return harm
    return ""


@cache
def _passed(lexicon: Lexicon) -> frozenset[str]:
    """Return the words between a number and what happened to those counted: "10 people were also killed"."""
    return lexicon.words["auxiliaries"] | lexicon.words["adverbs"]


def _tally(lexicon: Lexicon, tokens: Tokens, number: _Number) -> str:
    """Return what a number sums up: "the death toll to 11", "the number of marchers at 200"; "-" where nothing."""
    words, before = lexicon.words, _low(tokens, number.start - 1)
    start = max(0, number.start - _TALLY_REACH)
    phrase = [token.low for token in tokens[start : number.start]]
    if before in words["tally_leads"] and words["tally_nouns"] & set(phrase):
        first = next(at for at, low in enumerate(phrase) if low in words["tally_nouns"])
        harm = next((harm for harm in _HARMS if set(phrase[first:]) & words[harm]), "")
        if harm or phrase[first] == "toll":
            return harm or "dead"
        counted = _of(lexicon, tokens, start + first + 1)
        if counted:
            return counted
    ends = _low(tokens, number.end) in {"", ".", ",", ";"} | words["times"]
    summed = before == "of" or (before == "at" and bool(set(phrase) & (words["tally_nouns"] | words["dead"])))
    return "" if ends and (summed or before in words["counting"]) else "-"


def _of(lexicon: Lexicon, tokens: Tokens, at: int) -> str:
    """Return the stem of the noun after "of" at a token: what a share is a share of."""
    if _low(tokens, at) != "of":
        return ""
    for here in range(at + 1, min(len(tokens), at + 1 + _PHRASE)):
        low = tokens[here].low
        if low in lexicon.words["determiners"]:
            continue
        last = here + 1 >= len(tokens) or _ends_phrase(lexicon, tokens[here + 1])
        if last or low in lexicon.words["plurals"] or low.endswith("s"):
            return stem(low)
    return ""


def conflict(one: Figure, other: Figure) -> bool:
    """Return whether two figures of one unit cannot both be right and still seem to count the same thing."""
    if one.unit != other.unit or (one.low <= other.high and other.low <= one.high) or one.of != other.of:
        return False
    return not _is_rounding(one, other) and not _is_rounding(other, one)


def apart(one: Figure, other: Figure) -> float:
    """Return how many times the larger of two figures is the smaller one."""
    small, large = sorted((one.size, other.size))
    return large / small if small > 0 else inf


def _is_rounding(one: Figure, other: Figure) -> bool:
    """Return whether a figure is another one rounded to its own digits: 973,000 is 972,814."""
    if one.size < _ROUNDED or not one.exact:
        return False
    digits = f"{one.size:.0f}".rstrip("0")
    step: int = 10 ** (len(f"{one.size:.0f}") - len(digits))
    return step > 1 and abs(one.size - other.size) <= step / 2
