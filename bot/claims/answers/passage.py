"""One sentence as the rules of findings see it: its words, its statements, and who stands where in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.claims.grammar.compare import content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.text import Sentence
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, Polarity

_HELPERS = frozenset({"has", "have", "had", "could", "would", "did", "can", "may", "is", "are", "was", "were"})
# "what Orm and Varn said", "Orm's claim": the name stands within this many characters.
_OWNER_REACH = 60
# A bare "it" or "this" points to what was found, not to who found it.
_THINGS = frozenset({"this", "that", "all", "these", "those"})
_OWNING = frozenset({"his", "her", "their", "its"})
# Statements that put something forward which the article can then set right.
_NO_CLAIM = frozenset({"infinitive", "object"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence that speaks against a claim: rule, offset, and whose claim it is where the sentence says so.

    `owner` made the claim, `speaker` answers it. `unnamed`: somebody answers whom the sentence does not name, so that
    it is not the article itself. `inside`, `partly`: how far the sentence says what it answers.
    """

    rule: str
    at: int
    kind: DisputeKind = DisputeKind.INDEPENDENT
    inside: bool = False
    claim: Said | None = None
    owner: str | None = None
    pointer: bool = False
    partly: bool = False
    speaker: str | None = None
    unnamed: bool = False


# A rule of findings with the patterns that it looks for first: where none of them may match, it finds nothing.
FindingRule = tuple[Callable[["Passage"], Finding | None], tuple[str, ...]]


@dataclass(slots=True, kw_only=True)
class Passage:
    """A sentence of an article. `said` are the statements whose cue or content it holds.

    `likely` are the bits of the patterns that it may match (`bot.claims.grammar.patterns`).
    """

    lexicon: Lexicon
    reading: Reading
    sentence: Sentence
    text: str
    said: list[Said]
    likely: int

    @property
    def words(self) -> frozenset[str]:
        """Return the lower-case words and marks of the sentence."""
        return self.sentence.words

    def may_match(self, name: str) -> int:
        """Return the bits of what the sentence may match of a pattern, 0 (for no) where it lacks the words for it."""
        return self.lexicon.patterns[name].bits & self.likely

    def find(self, name: str) -> re.Match[str] | None:
        """Return the first match of a pattern in the sentence, or None."""
        return self.lexicon.patterns[name].search(self.text) if self.may_match(name) else None

    def offset(self, match: re.Match[str], group: str | int = 0) -> int:
        """Return where a match, or a group of it, begins in the article."""
        return self.sentence.start + match.start(group)

    def in_own_voice(self, offset: int) -> bool:
        """Return whether the article itself speaks at an offset: no quotation, and nobody's statement."""
        return not self.quoted(offset) and not any(
            start <= offset < end
            for one in self.said
            if one.item.rule not in _NO_CLAIM
            for start, end in one.item.contents
        )

    def quoted(self, offset: int) -> bool:
        """Return whether an offset stands in a quotation."""
        return self.sentence.tokens[self.token_at(offset)].quote >= 0

    def token_at(self, offset: int) -> int:
        """Return the number of the first token at or after an offset."""
        tokens = self.sentence.tokens
        return next((i for i, token in enumerate(tokens) if token.start >= offset), len(tokens) - 1)

    def negated(self, offset: int) -> bool:
        """Return whether a verb at an offset is negated, possible or only wanted: "did not", "may", "to contradict"."""
        at = self.token_at(offset)
        near = {token.low for token in self.sentence.tokens[max(0, at - 3) : at]}
        return not near.isdisjoint(self.lexicon.words["unreal"]) or any(word.endswith("n't") for word in near)

    def subject(self, offset: int) -> str | None:
        """Return the name of the subject of the verb at an offset, auxiliaries and adverbs passed over, or None."""
        tokens, grammar = self.sentence.tokens, self.reading.voices.grammar
        verb = self.token_at(offset)
        while verb > 0 and (grammar.is_adverb(tokens[verb - 1].low) or _helps(tokens[verb - 1].low)):
            verb -= 1
        subject = grammar.subject_left(tokens, verb) if verb else None
        if subject is None or tokens[subject[0]].low in _THINGS:
            return None
        return self.name(*subject)

    def name(self, start: int, end: int) -> str | None:
        """Return who is named by a range of tokens, or None."""
        tokens = self.sentence.tokens
        voice = self.reading.voices.named((tokens[start].start, tokens[end - 1].end), self.sentence)
        return voice.name if voice is not None else None

    def owner(self, start: int, end: int) -> str | None:
        """Return whose claim is named between two offsets: "Varn's claim", "her account", "what Varn said"."""
        for at, token in enumerate(self.sentence.tokens):
            if start <= token.start < end and token.low in _OWNING:
                return self.name(at, at + 1)
        for name in self.reading.voices.names[self.sentence.number]:
            if start <= name.start < min(end, start + _OWNER_REACH):
                return self.reading.voices.best(name)
        return None

    def claim_before(self, offset: int) -> Said | None:
        """Return the statement of this sentence that puts a claim forward before an offset, or None."""
        words = self.lexicon.words
        made = words["accusing"] | words["object_claims"] | words["claiming"] | {"say", "tell", "ask"}
        before = (one for one in self.said if one.item.cue[0] < offset and one.item.verb in made)
        return next((one for one in before if one.polarity is Polarity.ASSERTS), None)

    def follows_statement(self, reach: int = 1) -> bool:
        """Return whether one of the last sentences, at most `reach` back, holds somebody's statement."""
        number = self.sentence.number
        return any(
            one.polarity is Polarity.ASSERTS and one.item.rule != "infinitive"
            for back in range(1, reach + 1)
            for one in self.reading.said_in(number - back)
        )

    def takes_up_statement(self, reach: int = 2) -> bool:
        """Return whether somebody's statement, at most `reach` sentences back, holds a word of this one but names."""
        number = self.sentence.number
        words = self.reading.words[number] - self._names(number)
        return any(
            self.follows_statement(back) and not words.isdisjoint(self.reading.words[number - back])
            for back in range(1, min(reach, number) + 1)
        )

    def _names(self, number: int) -> frozenset[str]:
        return content_words(" ".join(word for name in self.reading.voices.names[number] for word in name.words))


def _helps(low: str) -> bool:
    """Return whether a word is an auxiliary between a subject and its verb."""
    return low in _HELPERS or low.endswith("n't")
