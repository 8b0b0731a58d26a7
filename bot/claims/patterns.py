"""Patterns of a language that cost little where they cannot match: a text is tried for their words first.

Most sentences hold none of the words that a pattern needs ("not", "den", "fals"), and looking for a substring takes a
hundredth of the time of the regular expression. The words are read off the expression itself, so nobody has to keep
a list of them in step.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

# One part of a regular expression: escape, class, opening of a group, mark or plain character.
_PART = re.compile(
    r"\\(?P<escape>.)|\[(?P<class>\^?\]?(?:\\.|[^\]\\])*)\]|(?P<open>\((?:\?(?:P<\w+>|<?[=!:]|:))?)|(?P<char>.)",
    re.DOTALL,
)
_QUANTIFIER = re.compile(r"(?P<mark>[*+?]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
# A class of so few characters is spelt out: "n['’]t" needs "n't" or "n’t".
_SMALL_CLASS = re.compile(r"[^\\^-]{1,3}")
# Of what an alternative needs, so many sets are looked for, the rarest first.
_MOST_SETS = 2
# More substrings than this are looked for word by word: each word of a text is looked at once.
_MANY = 40
_WORDS_KEPT = 16_384

Words = frozenset[str]
_ByWord = Callable[[str], frozenset[int]]
NO_WORDS: Words = frozenset()


class Pattern:
    """The alternatives of one pattern, matched without regard to case, as `re.Pattern` would match their union.

    `needs` holds, for each alternative, sets of lower-case substrings: each match holds at least one of every set.
    """

    def __init__(self, alternatives: Sequence[str], common: Words = NO_WORDS) -> None:
        """Compile a pattern; `common` are lower-case words that tell little because most sentences hold one."""
        self.compiled = re.compile("|".join(alternatives), re.IGNORECASE)
        self.needs = tuple(needed(one, common) for one in alternatives)
        # tried apart, alternatives whose words are missing cost nothing; groups are numbered across all of them
        # the rarest words of each alternative, with the alternatives they lead to
        leads: dict[str, list[int]] = {}
        for number, sets in enumerate(self.needs):
            for word in sets[0] if sets else ("",):  # every text holds the empty one
                leads.setdefault(word, []).append(number)
        self._leads = tuple((word, tuple(numbers)) for word, numbers in leads.items())
        self._by_word = _by_word(tuple(leads)) if len(leads) > _MANY and all(map(str.strip, leads)) else None
        apart = len(alternatives) > 1 and not self.compiled.groups
        self._parts = tuple(re.compile(one, re.IGNORECASE) for one in alternatives) if apart else ()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a range of a text, of the first alternative where several begin there."""
        low = (text if start == 0 and end >= len(text) else text[start:end]).lower()
        possible = self._possible(low)
        if not self._parts:
            return self.compiled.search(text, start, end) if possible else None
        best: re.Match[str] | None = None
        for number in possible:
            found = self._parts[number].search(text, start, end)
            if found is not None and (best is None or found.start() < best.start()):
                best = found
        return best

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at the start of a range, or None."""
        return self.compiled.match(text, start, end)  # at one place it costs less than looking for words

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of a whole range, or None."""
        return self.compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in a range of a text, in order, none overlapping."""
        return self.compiled.finditer(text, start, end) if self._possible(text[start:end].lower()) else iter(())

    def _possible(self, low: str) -> list[int]:
        """Return the alternatives whose words a lower-case text holds, in order."""
        led: set[int] = set()
        for word, numbers in self._leads if self._by_word is None else self._likely(self._by_word, low):
            if word in low:
                led.update(numbers)
        return [number for number in sorted(led) if _holds(low, self.needs[number][1:])] if led else []

    def _likely(self, by_word: _ByWord, low: str) -> list[tuple[str, tuple[int, ...]]]:
        """Return the words that a text may hold, with the alternatives they lead to."""
        held = set(filter(None, map(by_word, low.split())))  # most words tell nothing
        return [self._leads[number] for number in frozenset().union(*held)] if held else []

    def findall(self, text: str) -> list[str]:
        """Return the words of all matches in a text, in order."""
        return [found.group() for found in self.finditer(text)]


def holds_any(parts: Words, low: str) -> bool:
    """Return whether a lower-case text holds one of many substrings, of which none holds a blank."""
    return any(map(_by_word(parts), low.split()))


@cache
def _by_word(parts: tuple[str, ...] | Words) -> _ByWord:
    """Return what tells which of many substrings a text may hold by one of its words; words repeat, and are kept.

    A substring of several words is told by the longest of them.
    """
    longest = [max(part.split(), key=len) for part in parts]

    @lru_cache(maxsize=_WORDS_KEPT)
    def told(word: str) -> frozenset[int]:
        return frozenset(number for number, part in enumerate(longest) if part in word)

    return told


def _holds(low: str, sets: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether a text holds one of the words of each set; plain loops, for generators take twice the time."""
    for words in sets:
        for word in words:
            if word in low:
                break
        else:
            return False
    return True


def needed(expression: str, common: Words = NO_WORDS) -> tuple[tuple[str, ...], ...]:
    """Return sets of lower-case substrings, each match of an expression holding one of every set; likely rarest first.

    No set where none can be told, of an expression that is a choice at its top among others.
    """
    reader = _Needs(expression, common)
    sets = reader.sequence()
    if reader.at < len(expression):
        sets = [_Needs(expression, common).union()]
    sets = sorted(filter(None, sets), key=reader.rarity, reverse=True)[:_MOST_SETS]
    return tuple(tuple(sorted(words)) for words in sets)


class _Needs:
    """Reads what an expression cannot match without: the parts of a sequence, and of a choice one of each choice's."""

    def __init__(self, expression: str, common: Words) -> None:
        self.expression = expression
        self.common = common
        self.at = 0

    def union(self) -> Words:
        """Return what the alternatives up to the end of a group need, the rarest of each; none where one needs none."""
        found = [max(self.sequence(), key=self.rarity)]
        while self.expression[self.at : self.at + 1] == "|":
            self.at += 1
            found.append(max(self.sequence(), key=self.rarity))
        self.at += 1  # the bracket that closes the group
        return NO_WORDS.union(*found) if all(found) else NO_WORDS

    def sequence(self) -> list[Words]:
        """Return the sets of words that a sequence up to "|" or ")" needs one of each of."""
        found = [NO_WORDS]
        run = [""]  # what characters that follow one another spell, in all ways
        while self.at < len(self.expression) and self.expression[self.at] not in "|)":
            chars, needs = self._part()
            least, quantified = self._quantifier()
            if chars and least:
                run = [before + char for before in run for char in chars]
            if not chars or quantified:
                found.append(frozenset(run) - {""})
                run = [""]
            if least:
                found.append(needs)
        found.append(frozenset(run) - {""})
        return found

    def _part(self) -> tuple[str, Words]:
        """Return (the characters of which one must stand there or "", what a group there needs)."""
        match = _PART.match(self.expression, self.at)
        if match is None:
            raise re.error("no part of an expression", self.expression, self.at)
        self.at = match.end()
        if match["open"]:
            needs = self.union()
            return "", NO_WORDS if match["open"] in _ZERO_WIDTH else needs
        if match["escape"]:
            return ("" if match["escape"].isalnum() else match["escape"]), NO_WORDS
        if match["class"] is not None:
            return (match["class"].lower() if _SMALL_CLASS.fullmatch(match["class"]) else ""), NO_WORDS
        return ("" if match["char"] in ".^$" else match["char"].lower()), NO_WORDS

    def _quantifier(self) -> tuple[bool, bool]:
        """Return (whether the part before must stand, whether it is quantified at all)."""
        match = _QUANTIFIER.match(self.expression, self.at)
        if match is None:
            return True, False
        self.at = match.end()
        return match["mark"] == "+" or (match["least"] or "0") > "0", True

    def rarity(self, words: Words) -> tuple[bool, int, int]:
        """Return what orders sets by how rare they likely are in texts: no common words, then longer, then fewer."""
        plain = [word.strip() for word in words]
        shortest = min(map(len, plain), default=0)
        return shortest > 1 and self.common.isdisjoint(plain), shortest, -len(plain)
