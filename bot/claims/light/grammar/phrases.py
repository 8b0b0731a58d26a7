"""Noun phrases of one sentence, found by word lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.text import Sentence, Text, Token
from bot.claims.light.grammar.verbs import VerbsAndSpeech
from bot.claims.light.grammar.vocabulary import CUE, Vocabulary

_INNER_MARKS = frozenset({"'", "’", ".", "-"})  # these may stand in a noun phrase
_PARTS = frozenset(
    {"subordinators", "auxiliaries", "negations", "times"}
)  # no word of these lists stands in a noun phrase
_JOINING = frozenset({"clitics", "conjunctions"})
_PASSED = _JOINING | {"adverbs"}  # before a noun phrase
_OPENS_NEXT = frozenset({"determiners", "pronouns", "prepositions", "genitives", "clitics", "adverbs", "times"})
# What may lead a noun phrase: a preposition, "of", a time with its article.
_LEADS = frozenset({"prepositions", "times", "determiners", "genitives"})
_OBJECTS = frozenset({"claim_nouns", "wrongs", "false_words"})
_FEMALE_ENDS = frozenset("ая")
_OFFICES = frozenset({"titles", "bodies"})


class NounPhrases(VerbsAndSpeech):
    """A sentence with its noun phrases."""

    def __init__(self, vocabulary: Vocabulary, text: Text, sentence: Sentence) -> None:
        super().__init__(vocabulary, text, sentence)
        self._phrases: dict[Range, list[tuple[Range, bool]]] = {}

    def phrase(self, start: int, stop: int, *, led: bool = False) -> Range | None:
        """Return the noun phrase that begins at a token, passing adverbs over; None where none begins.

        `led`: a preposition leads it, so that where no article tells it, who speaks begins another one.
        """
        at = start
        while at < stop and not _PASSED.isdisjoint(self.kinds[at]):
            if self._is_adverb(at) or not _JOINING.isdisjoint(self.kinds[at]):
                at += 1
            else:
                break
        if at >= stop or self._ends_phrase(at, at):
            return None
        if self._stands_alone(at, stop):
            return at, at + 1
        end, inflected = at + 1, "cases" in self.words.traits
        while end < stop and not self._ends_phrase(end, at):
            if inflected:
                led = led or self.has("claim_nouns", end - 1)
                if self._is_apart(end) or (led and self._begins_anew(end)):
                    break
            end += 1
        while end > at and (self.has("genitives", end - 1) or self.tokens[end - 1].kind == "mark"):
            end -= 1
        return (at, end) if end > at else None

    def _is_apart(self, at: int) -> bool:
        """Return whether a word belongs to no noun phrase begun before it: it is an object, or no genitive.

        A genitive, an adjective before its noun and a name are what goes on with a phrase.
        """
        if self.has_any(_OBJECTS, at):
            return True
        token, before = self.tokens[at], self.tokens[at - 1]
        if token.kind != "word" or token.capital or token.quote >= 0:
            return False
        if before.kind != "word" or self.has("adjectival", at - 1) or self.has("determiners", at - 1):
            return False
        if self.is_listed(at):
            agrees = token.low[-1] in _FEMALE_ENDS and before.low[-1] in _FEMALE_ENDS  # "Виборча комісія"
            return not agrees and self.is_thing(at - 1)
        return self.has("no_genitives", at) and not self.has_any(_OFFICES, at)

    def _is_adverb(self, at: int) -> bool:
        """Return whether a word is an adverb; within a sentence a capital tells a name: "Clemente" is none."""
        return "adverbs" in self.kinds[at] and not (at and self.tokens[at].capital)

    def _begins_anew(self, at: int) -> bool:
        """Return whether an office, body or pronoun in the nominative begins another noun phrase."""
        low = self.tokens[at].low
        lists = self.words.words
        if self.tokens[at].capital and self.tokens[at - 1].kind == "word" and not self.tokens[at - 1].capital:
            return self.has("claim_nouns", at - 1) and not self.has("oblique", at)
        return low in lists["titles"] or low in lists["bodies"] or self.is_person(at)

    def _stands_alone(self, at: int, stop: int) -> bool:
        """Return whether a word is a pronoun, and no determiner of the noun after it."""
        if not self.has("pronouns", at):
            return False
        if not self.has("determiners", at) or at + 1 >= stop:
            return True
        token = self.tokens[at + 1]
        if "capital_nouns" in self.words.traits and token.capital:
            return False
        return token.kind != "word" or self._ends_phrase(at + 1, at + 1)

    def _ends_phrase(self, at: int, start: int) -> bool:
        """Return whether a noun phrase that begins at `start` is over at a token."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if token.capital and len(token.text) == 1 and self.low(at + 1) == ".":
            return False  # an initial
        if self.spoken[at] or (token.kind == "mark" and token.quote < 0 and token.low not in _INNER_MARKS):
            return True
        if token.quote >= 0:
            return False
        if at > start and token.capital and before is not None and before.capital:
            return False  # "Secours Sans Rivage"
        kinds = self.kinds[at]
        if kinds and (self._is_adverb(at) or not _PARTS.isdisjoint(kinds)):
            return True
        if at == start:
            opens = "infinitive_openers" in kinds and "infinitives" in kinds and "elides" in self.words.traits
            return opens or "prepositions" in kinds or self._is_verb(at)
        if "genitives" in kinds:
            return self._opens_infinitive(at + 1)
        if "determiners" in kinds or "pronouns" in kinds:
            led = before is not None and self.words.has("genitives", before.low)
            return not led and not token.capital  # "El periódico La Plaza"
        if "prepositions" in kinds or "clitics" in kinds or self._is_verb(at):
            return True
        return self._after_name(token, before, start, at)

    def _after_phrase(self, at: int, stop: int) -> int:
        """Return where the next noun phrase can begin: where articles open them, not at an adjective after a name."""
        if "elides" not in self.words.traits:
            return at
        while at < stop and self.tokens[at].kind == "word" and not self.tokens[at].capital:
            if self.has_any(_OPENS_NEXT, at) or self._is_verb(at):
                break
            at += 1
        return at

    def opens_infinitive(self, at: int) -> bool:
        """Return whether "de" stands at a token and an infinitive follows it: "blames him for having ..."."""
        return self.has("genitives", at) and self._opens_infinitive(at + 1)

    def _opens_infinitive(self, at: int) -> bool:
        """Return whether an infinitive with its pronouns follows "de": "accused by two cooks of having ..."."""
        if "elides" not in self.words.traits:
            return False
        if self.has("infinitive_openers", at):
            return True
        return self.has("infinitives", at) and not self.tokens[at].capital and not self.has("infinitive_nouns", at)

    def _after_name(self, token: Token, before: Token | None, start: int, at: int) -> bool:
        """Return whether a lower-case word follows the head: a name, or any noun where nouns are capitals."""
        if token.kind != "word" or token.capital or before is None:
            return False
        if self.has("conjunctions", at):
            return not ("joined_subjects" in self.words.traits and at + 1 < len(self.tokens))
        if not before.capital or at - 1 < start or self.has("determiners", at - 1):
            return False
        if "cases" in self.words.traits and self.has("adjectival", at - 1) and self.has("bodies", at):
            return False  # "Счётная палата"
        return at - 1 > start or "capital_nouns" in self.words.traits or at > 1

    def _is_verb(self, at: int) -> bool:
        """Return whether a word is a verb that is listed, or looks like one that is not."""
        kinds = self.kinds[at]
        if self.tokens[at].capital:
            return False
        if "past_verbs" in kinds and "past_nouns" not in kinds:
            return _OFFICES.isdisjoint(kinds)
        return CUE in kinds and not self._is_noun(at)

    def _is_genitive(self, at: int) -> bool:
        """Return whether a word that no noun stands before opens a genitive; "der" is then an article."""
        return self.has("genitives", at) and not ("capital_nouns" in self.words.traits and self.has("determiners", at))

    def _is_time(self, at: int) -> bool:
        """Return whether a word tells when, or is the article before one that does: "el martes"."""
        return self.has("times", at) or (self.has("determiners", at) and self.has("times", at + 1))

    def phrases(self, start: int, stop: int) -> list[tuple[Range, bool]]:
        """Return the noun phrases of a token range, each with whether a preposition leads it; kept, as many ask."""
        if (start, stop) not in self._phrases:
            self._phrases[start, stop] = list(self._find_phrases(start, stop))
        return self._phrases[start, stop]

    def each_phrase(self) -> Iterable[tuple[Range, bool]]:
        """Return the noun phrases of the sentence one after the other, for those who need the first ones."""
        whole = (0, len(self.tokens))
        return self._phrases[whole] if whole in self._phrases else self._find_phrases(*whole)

    def _find_phrases(self, start: int, stop: int) -> Iterator[tuple[Range, bool]]:
        at, linked = start, self.holds("linking_pronouns")
        while at < stop:
            led = False
            if at == start and self.has("partitives", at):
                at += 1
            if linked and self.has("linking_pronouns", at + 1) and self.has("prepositions", at):
                at += 2  # "между тем"
            while at < stop and not _LEADS.isdisjoint(self.kinds[at]):
                time = self._is_time(at)
                if not time and not self.has("prepositions", at) and not self._is_genitive(at):
                    break
                led = not time  # "on Monday the union": no preposition leads the union
                at += 1
            phrase = self.phrase(at, stop, led=led) if at < stop else None
            if phrase is None:
                at += 1
                continue
            yield phrase, led
            at = self._after_phrase(phrase[1], stop)
