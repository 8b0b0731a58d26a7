"""Figures: typed quantities in sentences, and when two of them cannot both be right (EDITORIAL rule 11)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.claims.compare import stem
from bot.claims.lexicon import Lexicon

_QUALIFIERS = (
    "at least|more than|over|no fewer than|upwards of|up to|as many as|at most|less than|fewer than|under|"
    "about|around|roughly|nearly|almost|approximately|some|an estimated|close to|just"
)
_QUANTITY = re.compile(
    rf"(?P<qualifier>\b(?:{_QUALIFIERS})\s+)?"
    r"(?P<currency>[$€£]|(?:US|C|A)\$)?(?P<number>\d[\d,]*+(?:\.\d+)?)"
    r"(?P<scale>\s?(?:thousand|million|billion|trillion|bn|m|k)\b)?(?P<percent>\s?(?:%|percent\b|per cent\b))?"
    r"(?P<after>(?:\s+[a-z][a-z'’-]+){0,3})",
    re.IGNORECASE,
)
# Numbers in words, as news styles write them up to twenty; "one" is seldom a count.
_TO_TWENTY = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: float(value) for value, word in enumerate(_TO_TWENTY, start=2)} | {
    word: 10.0 * value for value, word in enumerate(_TENS, start=3)
}
_NUMBER = rf"(?P<number>\d[\d,]*+|\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)"
_AT = r"\b(?:at|to|of|reached|was|is|stood at)"
_TOLL = re.compile(rf"\b(?:death )?toll\b[^.;\d]{{0,30}}?{_AT} {_NUMBER}", re.IGNORECASE)
# "put the number of people killed in the collapse at nine"
_NUMBER_OF = re.compile(
    rf"\bnumber of (?:\w+ ){{0,2}}?(?P<unit>killed|dead|deaths|injured|wounded|hurt)\b[^.;\d]{{0,40}}?{_AT} {_NUMBER}",
    re.IGNORECASE,
)
# "seven people had died": in words only where harm is counted, as "two days" and "three friends" are not figures.
_IN_WORDS = re.compile(
    rf"(?P<qualifier>\b(?:{_QUALIFIERS})\s+)?{_NUMBER}(?P<after>(?:\s+[a-z][a-z'’-]+){{1,4}})", re.IGNORECASE
)
_SCALE = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_AT_LEAST = frozenset({"at least", "more than", "over", "no fewer than", "upwards of"})
_AT_MOST = frozenset({"up to", "as many as", "at most", "less than", "fewer than", "under"})
_ABOUT = frozenset(
    {"about", "around", "roughly", "nearly", "almost", "approximately", "some", "an estimated", "close to"}
)
HARMS = frozenset({"dead", "injured"})
ABOUT_SHARE = 0.1  # "about 50" covers 45 to 55
MOST_APART = 4.0  # figures further apart than this count different things
# Words for one thing, by their stem.
_SAME = {
    "death": "dead",
    "killed": "dead",
    "kill": "dead",
    "died": "dead",
    "dead": "dead",
    "victim": "dead",
    "fatal": "dead",
    "injur": "injured",
    "wound": "injured",
    "hurt": "injured",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity in a sentence: what is counted, and the interval it states. `at` is its offset in the sentence."""

    unit: str
    low: float
    high: float
    at: int
    exact: bool

    @property
    def size(self) -> float:
        """Return the number as printed."""
        return self.low if self.low > 0 else self.high


def figures(lexicon: Lexicon, text: str) -> list[Figure]:
    """Return the quantities of a sentence that count or value something; dates, ages and clock times are left out."""
    found = []
    for match in _QUANTITY.finditer(text):
        unit = _unit(lexicon, match)
        if unit:
            found.append(_figure(match, unit))
    found += [_stated(match, "dead") for match in _TOLL.finditer(text)]
    found += [_stated(match, _SAME[stem(match["unit"].lower())]) for match in _NUMBER_OF.finditer(text)]
    for match in _IN_WORDS.finditer(text):
        if match["number"].lower() in _WORDS and (harm := _harm(match["after"])):
            found.append(_figure(match, harm))
    return found


def _stated(match: re.Match[str], unit: str) -> Figure:
    """Return the figure of "a death toll of 12", "put the number of injured at nine"."""
    value = _value(match["number"])
    return Figure(unit=unit, low=value, high=value, at=match.start("number"), exact=True)


def _value(number: str) -> float:
    return _WORDS.get(number.lower()) or float(number.replace(",", ""))


def _harm(after: str) -> str:
    """Return "dead" or "injured" where the words behind a number say so: "people had died", "workers were hurt"."""
    return next((_SAME[base] for word in after.lower().split() if (base := stem(word)) in _SAME), "")


def _unit(lexicon: Lexicon, match: re.Match[str]) -> str:
    if match["percent"]:
        return "%"
    if match["currency"]:
        return match["currency"][-1]
    if harm := _harm(match["after"]):
        return harm
    for word in match["after"].lower().split():
        if word in lexicon.words["not_counted"]:
            return ""
        if word not in lexicon.words["not_nouns"] and (
            word.endswith(("s", "ed")) or word in {"people", "dead", "men", "women", "children"}
        ):
            base = stem(word)
            return _SAME.get(base, base)
    return ""


def _figure(match: re.Match[str], unit: str) -> Figure:
    scale = (match.groupdict().get("scale") or "").strip().lower()
    value = _value(match["number"]) * _SCALE.get(scale, 1.0)
    qualifier = (match["qualifier"] or "").strip().lower()
    low, high = value, value
    if qualifier in _AT_LEAST:
        high = float("inf")
    elif qualifier in _AT_MOST:
        low = 0.0
    elif qualifier in _ABOUT:
        low, high = value * (1 - ABOUT_SHARE), value * (1 + ABOUT_SHARE)
    return Figure(unit=unit, low=low, high=high, at=match.start("number"), exact=not qualifier)


def conflict(one: Figure, other: Figure) -> bool:
    """Return whether two figures of one unit cannot both be right and still seem to count the same thing."""
    if one.unit != other.unit or (one.low <= other.high and other.low <= one.high):
        return False
    small, large = sorted((one.size, other.size))
    return small > 0 and large / small <= MOST_APART
