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
_TOLL = re.compile(
    r"\b(?:death )?toll\b[^.;\d]{0,30}?\b(?:at|to|of|reached|was|is|stood at) (?P<number>\d[\d,]*+)", re.IGNORECASE
)
_SCALE = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_AT_LEAST = frozenset({"at least", "more than", "over", "no fewer than", "upwards of"})
_AT_MOST = frozenset({"up to", "as many as", "at most", "less than", "fewer than", "under"})
_ABOUT = frozenset(
    {"about", "around", "roughly", "nearly", "almost", "approximately", "some", "an estimated", "close to"}
)
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
    return found + [_toll(match) for match in _TOLL.finditer(text)]


def _toll(match: re.Match[str]) -> Figure:
    """Return the figure of "a death toll of 12", "put the toll at 12"."""
    value = float(match["number"].replace(",", ""))
    return Figure(unit="dead", low=value, high=value, at=match.start("number"), exact=True)


def _unit(lexicon: Lexicon, match: re.Match[str]) -> str:
    if match["percent"]:
        return "%"
    if match["currency"]:
        return match["currency"][-1]
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
    value = float(match["number"].replace(",", "")) * _SCALE.get((match["scale"] or "").strip().lower(), 1.0)
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
