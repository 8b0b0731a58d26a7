"""Names: capitalised words that belong together, told apart from sentence openings, and persons from bodies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.memory import WordMemory
from bot.claims.grammar.text import Sentence, Token

_JOINERS = frozenset(
    {"of", "the", "de", "da", "del", "der", "di", "van", "von", "bin", "al", "el", "la", "for", "and", "&"}
)

# Of these, the ones that may stand two together in a person's name: "Anna van der Meer", "Ines de la Cruz".
_PARTICLES = frozenset({"de", "la", "las", "los", "van", "von", "der", "den", "bin", "al"})


_BARE = WordMemory(lambda word: word.removesuffix("'s").removesuffix("’s").rstrip("'’"))


class Name(NamedTuple):
    """A capitalised name in the text. `words` without titles; `gender` "m", "f" or "" (unknown).

    `sure`: a title or a known first name shows a person; otherwise two capitalised words only suggest
    one (`likely`) until the last of them is met alone.
    """

    start: int
    end: int
    words: tuple[str, ...]
    person: bool
    gender: str
    sure: bool = False
    likely: bool = False

    @property
    def key(self) -> str:
        """Return what two mentions of one name share: the last word, lower case."""
        return self.words[-1].lower()


class NameFinder:
    """Finds the names of a sentence with the words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        kinds = (
            "determiners",
            "pronouns",
            "prepositions",
            "subordinators",
            "conjunctions",
            "adverbs",
            "times",
            "plain_openers",
        )
        self._function = frozenset[str]().union(*(lexicon.words[kind] for kind in (*kinds, "auxiliaries")))
        self._plain = lexicon.words["subject_pronouns"] | {"what", "where", "when", "here", "how", "let"}
        self._may_open = WordMemory(self._may_open_name)
        self._firsts = lexicon.words["female"] | lexicon.words["male"]

    def of(self, sentence: Sentence) -> list[Name]:
        """Return the names of a sentence in text order."""
        tokens, found = sentence.tokens, []
        end = 0  # of the name before
        for at in [at for at, token in enumerate(tokens) if token.capital]:
            if at < end or not self._starts_name(tokens, at):
                continue
            end = at + 1
            while end < len(tokens) and self._continues_name(tokens, end) and not self._of_place(tokens, at, end):
                end += 1
            while end > at and (tokens[end - 1].low in _JOINERS or tokens[end - 1].kind == "mark"):
                end -= 1
            led = tokens[at - 1].low if at else ""
            name = self._name(tokens[at:end], led)
            if name is not None:
                found.append(name)
        return found

    def _of_place(self, tokens: Sequence[Token], start: int, at: int) -> bool:
        """Return whether "of" after a person's name leads to a place: "Ilse Varn of Northmark"."""
        return (
            tokens[at].low == "of" and at - start > 1 and any(token.low in self._firsts for token in tokens[start:at])
        )

    def _starts_name(self, tokens: Sequence[Token], at: int) -> bool:
        low = tokens[at].low
        if not self._may_open[low]:
            return False
        first = at == 0 or tokens[at - 1].kind == "mark"
        if first and (low in self.lexicon.cues or self._counts(tokens, at)):
            return False
        return not (
            first
            and (
                low.endswith(("ly", "ing"))
                or (at + 1 < len(tokens) and not tokens[at + 1].capital and low.endswith("ed"))
            )
        )

    def _may_open_name(self, low: str) -> bool:
        """Return whether a word may be the first of a name: no function word, no "don't", no "he's"."""
        return not (low in self._function or low.endswith("n't") or low.partition("'")[0] in self._plain)

    def _counts(self, tokens: Sequence[Token], at: int) -> bool:
        """Return whether a sentence opens with a number word: "Two brothers"."""
        return tokens[at].low in self.lexicon.numbers and at + 1 < len(tokens) and not tokens[at + 1].capital

    def _continues_name(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at]
        if tokens[at - 1].low.endswith(("'s", "s'")):
            return False
        if token.low == "." and len(tokens[at - 1].text) <= 4 and at + 1 < len(tokens) and tokens[at + 1].capital:
            return (
                tokens[at - 1].low in self.lexicon.words["titles"]
                or len(tokens[at - 1].text) == 1
                or "." in tokens[at - 1].text
            )
        if token.capital:
            return token.low not in self.lexicon.words["times"]
        if token.low not in _JOINERS or token.low in {"and", "for"}:
            return False
        before = tokens[at - 1].low
        if token.low == "of" and (before not in self.lexicon.words["bodies"] or before == "news"):
            return False
        after = at + 1 + (token.low in _PARTICLES and at + 1 < len(tokens) and tokens[at + 1].low in _PARTICLES)
        return after < len(tokens) and tokens[after].capital

    def _name(self, tokens: Sequence[Token], led: str) -> Name | None:
        words = self.lexicon.words
        plain = [token for token in tokens if token.kind == "word" or token.text == "&"]
        titled, gender = False, ""
        last_title = -1
        for number, token in enumerate(plain[:-1]):
            if token.low in words["occupations"] and number == 0 and len(plain) > 2:
                last_title, titled = number, True  # "Trainer Gus Lindahl" at the start of a sentence
            if token.low in words["titles"]:
                last_title, titled = number, titled or token.low not in words["institutions"]
                gender = "f" if token.low in words["female"] else "m" if token.low in words["male"] else gender
        rest = plain[last_title + 1 :]
        if not rest:
            return None
        first, last = rest[0].low, rest[-1].low.removesuffix("'s").rstrip("'")
        lows = {token.low for token in rest}
        body = last in words["bodies"] or not lows.isdisjoint(words["bodies"])
        person = not body and (
            titled
            or first in words["female"]
            or first in words["male"]
            or (len(rest) in {2, 3} and led not in {"the", "in", "at"} and "of" not in lows)
        )
        if not gender and len(rest) > 1:
            gender = "f" if first in words["female"] else "m" if first in words["male"] else ""
        kept = rest if person or not titled else plain
        bare = [_BARE[token.text] for token in kept]
        clean = tuple([word for word in bare if word])
        if not clean:
            return None
        return Name(
            start=plain[0].start,
            end=plain[-1].end,
            words=clean,
            person=person,
            gender=gender,
            likely=person,
            sure=titled or bool(gender),
        )


@cache
def name_finder(lexicon: Lexicon) -> NameFinder:
    """Return what finds names in a language, made once."""
    return NameFinder(lexicon)
