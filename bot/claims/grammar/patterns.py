"""Patterns of a language that cost little where they cannot match: a text is tried for their words first.

Most sentences hold none of the words that a pattern needs ("not", "den", "fals"), and looking these up takes a
hundredth of the time of the regular expression. The words are read off the expression itself, so nobody has to keep
a list of them in step; they are looked up for all patterns of a language at once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, reduce
from operator import or_

from bot.claims.grammar.memory import WordMemory

# One part of a regular expression: plain characters in a row, escape, class, opening of a group, mark or character.
_PART = re.compile(
    r"(?P<plain>[\w ,'’-]{2,}(?![*+?{]))|\\(?P<escape>.)|\[(?P<class>\^?\]?(?:\\.|[^\]\\])*)\]"
    r"|(?P<open>\((?:\?(?:P<\w+>|<?[=!:]|:))?)|(?P<char>.)",
    re.DOTALL,
)
_QUANTIFIER = re.compile(r"(?P<mark>[*+?]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
# A class of so few characters is spelt out: "n['’]t" needs "n't" or "n’t".
_SMALL_CLASS = re.compile(r"[^\\^-]{1,3}")
# Of what an alternative needs, so many sets are looked for, the rarest first.
_MOST_SETS = 3
# Texts repeat: rules try many patterns on one text. These are about those of one article.
_TEXTS_KEPT = 256
# A word of more characters is not taken apart: it may hold anything.
_LONGEST_WORD = 40

Words = frozenset[str]
# Sets of lower-case substrings: a match holds at least one of every set.
Needs = tuple[tuple[str, ...], ...]
NO_WORDS: Words = frozenset()


class Hints:
    """Which of many alternatives a text may match, by the words it holds: a number with one bit for each of them."""

    def __init__(self) -> None:
        """Start without alternatives; all are added before the first text is read."""
        self._told = _Told()
        self._bits = 0  # of all alternatives
        self._next = 1
        self.read = lru_cache(maxsize=_TEXTS_KEPT)(self._read)

    def add(self, needs: Needs) -> int:
        """Return the bit of a further alternative, of which each match holds one of every set of substrings."""
        bit = self._next
        for number in range(_MOST_SETS):
            # an alternative has as many bits beside one another as a match may need sets
            self._told.add(bit << number, needs[number] if number < len(needs) else ("",))
        self._bits |= bit
        self._next <<= _MOST_SETS
        return bit

    def _read(self, text: str) -> int:
        """Return the bits of the alternatives that a text may match: all it needs is told of by some word."""
        told = reduce(or_, map(self._told.by_word.__getitem__, text.split()), self._told.always)
        return told & told >> 1 & told >> 2 & self._bits


class _Told:
    """The bits that each word of a text tells of."""

    def __init__(self) -> None:
        self.by_word = WordMemory(self._tell)
        self._bits: dict[str, int] = {}  # by what a word must hold
        self._longest = 0
        self._all = 0
        self.always = 0

    def add(self, bit: int, substrings: Iterable[str]) -> None:
        """Add a bit that is told by each word that holds what a text with one of these substrings must hold."""
        self._all |= bit
        for part in map(_longest_word, substrings):
            self._bits[part] = self._bits.get(part, 0) | bit
            self._longest = max(self._longest, len(part))
        self.always = self._bits.get("", 0)

    def _tell(self, word: str) -> int:
        """Return the bits that a word tells of."""
        if len(word) > _LONGEST_WORD:
            return self._all
        low = f" {word.lower()} "
        ends = range(1, len(low) + 1)
        held = {low[start:end] for end in ends for start in range(max(0, end - self._longest), end)}
        return reduce(or_, map(self._bits.__getitem__, held & self._bits.keys()), 0)


def _longest_word(substring: str) -> str:
    """Return the longest word of a substring, with a blank on each side where it must begin or end there: " not"."""
    words = substring.split()
    at = max(range(len(words)), key=lambda at: len(words[at]), default=0)
    if not words:
        return ""
    before = " " if at or substring[0].isspace() else ""
    after = " " if at + 1 < len(words) or substring[-1].isspace() else ""
    return f"{before}{words[at]}{after}"


def _has_phrase(needs: Needs) -> bool:
    """Return whether one of the substrings is of several words, of which `Hints` knows one."""
    return any(len(substring.split()) > 1 for substrings in needs for substring in substrings)


def _has_group(expression: str) -> bool:
    """Return whether an expression has a group that keeps what it matches."""
    return any(match["open"] == "(" or (match["open"] or "").startswith("(?P") for match in _PART.finditer(expression))


def _holds(low: str, needs: Needs) -> bool:
    """Return whether a text holds one of each set of substrings; plain loops, for generators take twice the time."""
    for substrings in needs:
        for substring in substrings:
            if substring in low:
                break
        else:
            return False
    return True


class Pattern:
    """The alternatives of one pattern, matched without regard to case, as `re.Pattern` would match their union.

    `needs` holds, for each alternative, sets of lower-case substrings: each match holds at least one of every set.
    """

    def __init__(self, alternatives: Sequence[str], common: Words = NO_WORDS, hints: Hints | None = None) -> None:
        """Compile a pattern.

        Args:
            alternatives: Regular expressions.
            common: Lower-case words that tell little because most sentences hold one.
            hints: Those of the patterns that are tried on the same texts.
        """
        self.expression = "|".join(alternatives)
        self.needs = tuple(needed(one, common) for one in alternatives)
        self.hints = hints if hints is not None else Hints()
        bits = [self.hints.add(sets) for sets in self.needs]
        self.bits = reduce(or_, bits)
        # tried apart, alternatives whose words are missing cost nothing; groups are numbered across all of them
        apart = len(alternatives) > 1 and not any(map(_has_group, alternatives))
        phrases = [sets if _has_phrase(sets) else () for sets in self.needs] if apart else [()]
        parts = alternatives if apart else [self.expression]
        self._parts = tuple(zip(bits if apart else [self.bits], phrases, parts, strict=True))
        self._compiled: dict[int, re.Pattern[str]] = {}  # by bit, what was tried: most never is for one text

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the expression of all alternatives."""
        return re.compile(self.expression, re.IGNORECASE)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a range of a text, of the first alternative where several begin there."""
        possible = self.hints.read(text[start:end]) & self.bits
        if not possible:
            return None  # most texts, for most patterns
        best: re.Match[str] | None = None
        for bit, phrases, part in self._parts:
            if not possible & bit or (phrases and not _holds(text[start:end].lower(), phrases)):
                continue
            compiled = self._compiled.get(bit)
            if compiled is None:
                compiled = self._compiled[bit] = re.compile(part, re.IGNORECASE)
            found = compiled.search(text, start, end)
            if found is not None and (best is None or found.start() < best.start()):
                best = found
        return best

    def may_match(self, text: str) -> int:
        """Return the bits of the alternatives that a text may match by its words, 0 (for no) where none."""
        return self.hints.read(text) & self.bits

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at the start of a range, or None."""
        return self.compiled.match(text, start, end)  # at one place it costs less than looking for words

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of a whole range, or None."""
        return self.compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in a range of a text, in order, none overlapping."""
        possible = self.hints.read(text[start:end]) & self.bits
        return self.compiled.finditer(text, start, end) if possible else iter(())

    def findall(self, text: str) -> list[str]:
        """Return the words of all matches in a text, in order."""
        return [found.group() for found in self.finditer(text)]


class AnyOf:
    """Patterns of one language, asked together: most texts hold the words of none of them."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Take patterns that share their hints."""
        self._hints = patterns[0].hints
        self._bits = reduce(or_, [pattern.bits for pattern in patterns])

    def may_match(self, text: str) -> int:
        """Return the bits of what a text may match by its words, 0 (for no) where it lacks those of all patterns."""
        return self._hints.read(text) & self._bits


def needed(expression: str, common: Words = NO_WORDS) -> Needs:
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
            spelt, needs = self._part()
            least, quantified = self._quantifier()
            if spelt and least:
                run = [before + one for before in run for one in spelt]
            if not spelt or quantified:
                found.append(frozenset(run) - {""})
                run = [""]
            if least:
                found.append(needs)
        found.append(frozenset(run) - {""})
        return found

    def _part(self) -> tuple[Sequence[str], Words]:
        """Return (what may stand there, one of it, or nothing where that is not told; what a group there needs)."""
        match = _PART.match(self.expression, self.at)
        if match is None:
            raise re.error("no part of an expression", self.expression, self.at)
        self.at = match.end()
        if match["plain"]:
            return (match["plain"].lower(),), NO_WORDS
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
