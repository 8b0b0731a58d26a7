"""Verbs and speech of one sentence: which of its words say something, and which stand in somebody's mouth."""

from __future__ import annotations

from bot.claims.grammar.text import Sentence, Text
from bot.claims.light.grammar.sentences import WordsInLists
from bot.claims.light.grammar.vocabulary import CUE, Cue, Vocabulary

_BOUNDS = frozenset({",", ";", ":", "(", ")", "—", "–", "-", "…", "...", ".", "?", "!", "[", "]"})
_CLOSING = '\u00a0\u202f »”“"'  # what may follow the last word of a quotation
_INLINE_WORDS = 5  # a longer quotation is speech and no name or single word in quotation marks
_PERSONS = frozenset({"he", "she", "they"})
_PARTICLE_BEFORE = 4  # words before a verb among which its particle may stand
# Two clauses further nothing belongs to a verb any more; keeps the work linear.
REACH = 40


class VerbsAndSpeech(WordsInLists):
    """A sentence with the verbs that say something, and the words that are quoted."""

    def __init__(self, vocabulary: Vocabulary, text: Text, sentence: Sentence) -> None:
        super().__init__(vocabulary, text, sentence)
        self._cues: dict[int, Cue | None] = {}
        self.spoken = [False] * len(self.tokens)
        self._tell_spoken()

    def _tell_spoken(self) -> None:
        """Tell which tokens are spoken, in order: for a verb before a quotation the clause after it is not yet told."""
        quoted = [at for at, token in enumerate(self.tokens) if token.quote >= 0]
        for at in quoted:
            self.spoken[at] = self._is_spoken(at)
        self._cues.clear()  # found before all was told

    def _is_spoken(self, at: int) -> bool:
        """Return whether a token stands in a quotation that is speech, not in a quoted name or word."""
        token = self.tokens[at]
        if token.quote < 0:
            return False
        quotation = self.text.quotations[token.quote]
        if quotation.words > _INLINE_WORDS or quotation.start < self.sentence.start:
            return True
        first = at
        while first > 0 and self.tokens[first - 1].quote == token.quote:
            first -= 1
        last = at
        while last + 1 < len(self.tokens) and self.tokens[last + 1].quote == token.quote:
            last += 1
        if first and self.tokens[first - 1].kind != "mark":
            inner = next((t for t in self.tokens[first : last + 1] if t.kind == "word"), token)
            return self.cue_at(first - 1) is not None and not ("cases" in self.words.traits and inner.capital)
        follows = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        told = (
            self.low(first - 1) == ":"
            or self.text.text[quotation.start : quotation.end].rstrip(_CLOSING)[-1:] in ",.!?…"
        )
        return told or follows is None or follows.kind == "mark"

    def is_person(self, at: int) -> bool:
        """Return whether the word at a token is "he", "she" or "they"."""
        return self.has_any(_PERSONS, at)

    def is_participle(self, at: int) -> bool:
        """Return whether the word at a token is a participle by its form, and no finite form that looks like one."""
        return self.has("participles", at) and not self.has("finite", at)

    def cue_at(self, at: int) -> Cue | None:
        """Return the verb that a token is a form of, with its particle in the same clause; None for none."""
        if CUE not in self.kinds[at]:
            return None  # most words
        if at not in self._cues:
            self._cues[at] = self._find_cue(at)
        return self._cues[at]

    def accuses(self) -> bool:
        """Return whether a verb of the sentence accuses."""
        cues = (self.cue_at(at) for at in range(len(self.tokens)))
        return any(cue is not None and cue.kind == "accuse" for cue in cues)

    def _find_cue(self, at: int) -> Cue | None:
        token = self.tokens[at]
        cues = self.words.cues[token.low]
        if token.capital and at and self.tokens[at - 1].kind != "mark":
            return None
        if self._is_noun(at):
            return None
        for cue in cues:
            if not cue.particle or self._has_particle(cue.particle, at):
                return cue
        return None

    def _is_noun(self, at: int) -> bool:
        """Return whether a form of a verb is a noun here: after a determiner or preposition ("la denuncia")."""
        before = self.low(at - 1)
        if "capital_nouns" in self.words.traits or "cases" in self.words.traits or not before:
            return False
        has = self.words.has
        if has("clitics", before) and (self.has("reflexives", at - 2) or self.has("pronouns", at - 2)):
            return False  # "s'en défend"
        if "elides" in self.words.traits and before == "en":
            return has("homonyms", self.low(at))
        if has("genitives", before) or has("prepositions", before):
            return not has("infinitives", self.low(at))
        if not has("determiners", before):
            return False
        return not has("clitics", before) or has("homonyms", self.low(at))

    def _has_particle(self, particle: str, at: int) -> bool:
        before = range(max(0, at - _PARTICLE_BEFORE), at)
        if any(self.low(place) == particle and not self._is_preposition(place) for place in before):
            return True
        for place in range(at + 1, min(len(self.tokens), at + REACH)):
            token = self.tokens[place]
            if token.low == particle and (not self._is_preposition(place) or self._closes(place)):
                return True
            stops = token.low in {";", ".", ":"} and not self._abbreviates(place)
            if stops or (token.low == "," and self.has("subordinators", place + 1)):
                return False
        return False

    def bounds(self, at: int) -> bool:
        """Return whether a clause ends at a token: a mark, speech, or a word that opens a clause."""
        token = self.tokens[at]
        if self.spoken[at]:
            return True
        if token.kind == "mark":
            return token.low in _BOUNDS and not self._abbreviates(at) and not self._hyphenates(at)
        return token.quote < 0 and "subordinators" in self.kinds[at]

    def _is_preposition(self, at: int) -> bool:
        """Return whether a particle of a verb may also lead a noun: "sagte aus" and "geht aus dem Brief hervor"."""
        return self.has("particles", at) and self.has("prepositions", at)

    def _closes(self, at: int) -> bool:
        """Return whether a clause ends after a token."""
        after = at + 1
        if after >= len(self.tokens):
            return True
        return self.bounds(after) or self.has("conjunctions", after)

    def _abbreviates(self, at: int) -> bool:
        """Return whether a full stop within a sentence belongs to a word: "St.", "Dr."."""
        return self.tokens[at].low == "." and at + 1 < len(self.tokens) and self.tokens[at + 1].kind != "mark"

    def _hyphenates(self, at: int) -> bool:
        """Return whether a hyphen stands within a word: "33-jährig"."""
        token = self.tokens[at]
        before, after = self.tokens[max(0, at - 1)], self.tokens[min(len(self.tokens) - 1, at + 1)]
        return token.low == "-" and before.end == token.start and token.end == after.start
