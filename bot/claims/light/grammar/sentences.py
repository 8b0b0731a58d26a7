"""One sentence with the lists that hold its words: what most rules ask of it, answered without a look at each word.

Most sentences hold no word of most lists. So the lists of all words are joined once (`held`), and a question about a
list that is not among them ends there; only then are words looked at one by one.
"""

from __future__ import annotations

from bisect import bisect_left

from bot.claims.grammar.text import Sentence, Text
from bot.claims.light.grammar.vocabulary import Vocabulary

_MOOD = frozenset({"reported_mood"})
_NO_THINGS = frozenset({"titles", "bodies", "people", "pronouns", "prepositions", "genitives"})
_NONE: frozenset[str] = frozenset()


class WordsInLists:
    """The tokens of a sentence, and of each the names of the lists that hold its word."""

    def __init__(self, vocabulary: Vocabulary, text: Text, sentence: Sentence) -> None:
        self.words = vocabulary
        self.text = text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.kinds = [vocabulary.kinds_of[token.low] for token in sentence.tokens]
        self.held = _NONE.union(*self.kinds)
        if not _MOOD.isdisjoint(self.held) and "capital_nouns" in vocabulary.traits:
            self._tell_nouns_from_moods()
        self.bits = vocabulary.hints.read(text.text[sentence.start : sentence.end])
        self._starts: list[int] | None = None

    def _tell_nouns_from_moods(self) -> None:
        """Take the mood of reports off capitals: where nouns are capitals, a capital is no verb."""
        pairs = zip(self.tokens, self.kinds, strict=True)
        self.kinds = [kinds - _MOOD if token.capital else kinds for token, kinds in pairs]
        self.held = _NONE.union(*self.kinds)

    def low(self, at: int) -> str:
        """Return the lower-case word at a token, "" outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def has(self, kind: str, at: int) -> bool:
        """Return whether the word at a token is in a list."""
        return kind in self.held and 0 <= at < len(self.kinds) and kind in self.kinds[at]

    def has_any(self, kinds: frozenset[str], at: int) -> bool:
        """Return whether the word at a token is in one of several lists."""
        return 0 <= at < len(self.kinds) and not kinds.isdisjoint(self.kinds[at])

    def holds(self, kind: str) -> bool:
        """Return whether a word of a list stands anywhere in the sentence."""
        return kind in self.held

    def within(self, kind: str, start: int, stop: int) -> bool:
        """Return whether a word of a list stands among the tokens of a range."""
        if kind not in self.held:
            return False  # most lists, for most sentences
        return any(kind in kinds for kinds in self.kinds[max(0, start) : max(0, stop)])

    def any_within(self, kinds: frozenset[str], start: int, stop: int) -> bool:
        """Return whether a word of one of several lists stands among the tokens of a range."""
        if kinds.isdisjoint(self.held):
            return False
        return not all(map(kinds.isdisjoint, self.kinds[max(0, start) : max(0, stop)]))

    def is_listed(self, at: int) -> bool:
        """Return whether a word is an office or body in the form that dictionaries list: the nominative."""
        low, lists = self.low(at), self.words.words
        return low in lists["titles"] or low in lists["bodies"]

    def is_thing(self, at: int) -> bool:
        """Return whether a word is a noun in lower case for nobody: what an office after it does something with."""
        if self.has("no_subjects", at):
            return True
        token = self.tokens[at]
        return token.kind == "word" and (at == 0 or not token.capital) and not self.has_any(_NO_THINGS, at)

    def may_match(self, pattern: str) -> int:
        """Return the bits of what a pattern of the language may match here by the words of the sentence, 0 for no."""
        return self.words.patterns[pattern].bits & self.bits

    def spots(self, kind: str) -> list[int]:
        """Return the tokens whose words are in a list."""
        return [at for at, kinds in enumerate(self.kinds) if kind in kinds] if kind in self.held else []

    def token_from(self, offset: int) -> int:
        """Return the first token that begins at or after an offset of the text, the number of tokens for none."""
        if self._starts is None:
            self._starts = [token.start for token in self.tokens]
        return bisect_left(self._starts, offset)
