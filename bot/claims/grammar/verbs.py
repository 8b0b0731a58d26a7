"""Verb groups: a cue verb with its auxiliaries, adverbs, negation and particles, told apart from nouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.claims.grammar.lexicon import Cue, Lexicon
from bot.claims.grammar.memory import WordMemory
from bot.claims.grammar.text import Token

Tokens = Sequence[Token]

DASHES = frozenset({"—", "–", "--", "―", "-"})
_COMMA_LIKE = DASHES | {","}
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't"})
_MODALS = frozenset({"would", "could", "might", "may", "will", "should", "can", "must"})
_CONTRACTED = ("'s", "'re", "'ve", "'m", "'d", "'ll")
_POSSESSIVES = ("'s", "s'")
_ADJECTIVE = ("ial", "ical", "ious", "ive", "ary", "ful", "less")


class VerbGroup(NamedTuple):
    """A cue verb with its auxiliaries, adverbs and particles: tokens [start, end), the verb at `verb`."""

    start: int
    end: int
    verb: int
    cue: Cue
    negated: bool
    passive: bool
    progressive: bool
    modal: bool
    infinitive: bool
    control: str = ""
    alternative: bool = False  # "neither confirmed nor denied", "without admitting or denying"


@dataclass(slots=True)
class _Left:
    """What stands left of a verb and belongs to it."""

    start: int
    negated: bool = False
    be: bool = False
    auxiliary: bool = False
    infinitive: bool = False
    control: str = ""


class Verbs:
    """Finds verb groups with the words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._aux = lexicon.words["auxiliaries"]
        self._filler = lexicon.words["adverbs"] | lexicon.words["negations"]
        # whether a word may stand between an auxiliary and its verb
        self.is_adverb = WordMemory(self._tells_how).__getitem__
        self.triggers = lexicon.cues.keys() | lexicon.words["claim_nouns"] | {"according"}  # words that may attribute

    def _tells_how(self, low: str) -> bool:
        return low in self._filler or (low.endswith("ly") and len(low) > 4)

    def is_negation(self, low: str) -> bool:
        """Return whether a word turns a clause round."""
        return low in self.lexicon.words["negations"] or low.endswith("n't")

    def match_cue(self, tokens: Tokens, at: int) -> Cue | None:
        """Return the cue verb at a token, its particles included, or None."""
        cues = self.lexicon.cues.get(tokens[at].low)
        if not cues:
            return None
        for cue in cues:
            if not cue.particles or self.particles_end(tokens, at, cue):
                return cue
        return None

    def particles_end(self, tokens: Tokens, at: int, cue: Cue) -> int:
        """Return the token after a cue's particles, adverbs between them allowed, or 0 when they are not there."""
        end = at + 1
        for particle in cue.particles:
            if end < len(tokens) and self.is_adverb(tokens[end].low) and tokens[end].low != particle:
                end += 1
            if end >= len(tokens) or tokens[end].low != particle:
                return 0
            end += 1
        return end

    def verb_group(self, tokens: Tokens, at: int, cue: Cue) -> VerbGroup | None:
        """Return the verb group around a cue, or None when the word is a noun or adjective there."""
        left = self._left(tokens, at, cue)
        before = tokens[left.start - 1].low if left.start else ""
        if before.endswith(_CONTRACTED) and before.split("'")[0] in self.lexicon.words["subject_pronouns"]:
            left.be = left.be or before.endswith(("'s", "'re", "'m"))
            left.auxiliary = True
        if not self._is_verb(tokens, at, cue, left):
            return None
        return VerbGroup(
            start=left.start,
            end=self.particles_end(tokens, at, cue),
            verb=at,
            cue=cue,
            negated=left.negated,
            passive=left.be and cue.form == "ed",
            progressive=left.be and cue.form == "ing",
            modal=left.start < at and any(token.low in _MODALS for token in tokens[left.start : at]),
            infinitive=left.infinitive,
            control=left.control,
            alternative=before in {"or", "nor"},
        )

    def _left(self, tokens: Tokens, at: int, cue: Cue) -> _Left:
        """Return the auxiliaries, adverbs and "to" before a verb, one decision a word class."""
        words = self.lexicon.words
        left = _Left(start=at)
        while left.start > 0 and tokens[left.start - 1].quote < 0:
            low = tokens[left.start - 1].low
            if low in self._aux:
                left.auxiliary = True
                left.be = left.be or low in _BE
                left.negated = left.negated or self.is_negation(low)
            elif low in words["negations"]:
                left.negated = True
            elif low == "to" and not left.infinitive and cue.form == "base":
                left.infinitive = True
            elif not left.control and (
                (left.infinitive and low in words["control"]) or (cue.form == "ing" and low in words["beginning"])
            ):
                left.control = low
            elif not self.is_adverb(low) and not (left.infinitive and low == "on"):  # "went on to say"
                break
            left.start -= 1
        while left.start < at and self.is_adverb(tokens[left.start].low) and tokens[left.start].capital:
            left.start += 1  # "Meanwhile Smith", not an adverb of this verb
        return left

    def _is_verb(self, tokens: Tokens, at: int, cue: Cue, left: _Left) -> bool:
        """Return whether the form, with what stands before it, is a verb with a subject."""
        alone = left.start == at
        before = tokens[left.start - 1].low if left.start else ""
        if left.auxiliary:
            return True
        if alone and cue.form == "ing" and before in self.lexicon.words["gerund_leads"]:
            return self._opens_clause(tokens, at + 1)
        if alone and self._is_nominal(before):
            return False
        noun = cue.form in {"s", "base"} and cue.lemma in self.lexicon.words["also_nouns"] and not cue.particles
        if noun and at + 1 < len(tokens) and tokens[at + 1].low == "of":
            return False  # "one of the central claims of the speech"
        if cue.form == "ed" and before in self.lexicon.words["openers"]:
            return False  # "a widely disputed tweet"
        if cue.form == "base":
            return bool(left.control) if left.infinitive else self._takes_plain_verb(tokens, left.start, cue)
        if cue.form == "s":
            return not alone or self._takes_singular_verb(tokens, at)
        if cue.form == "ed" and alone and before.endswith("ing") and len(before) > 5:
            return False  # "militarizing disputed waters"
        return cue.form != "ing" or not alone or before in _COMMA_LIKE or self._after_noun(tokens, at)

    @staticmethod
    def _opens_clause(tokens: Tokens, at: int) -> bool:
        """Return whether a that-clause or a quotation begins at a token."""
        return at < len(tokens) and (tokens[at].low in {"that", "whether"} or tokens[at].quote >= 0)

    def _takes_singular_verb(self, tokens: Tokens, start: int) -> bool:
        """Return whether an -s form may be a verb here: after a name, a pronoun or "the poll"; not "loud claims"."""
        words = self.lexicon.words
        if start > 1 and tokens[start - 1].low.endswith(_ADJECTIVE) and self._is_nominal(tokens[start - 2].low):
            return False  # "the neighbour's territorial disputes"
        for at in range(start - 1, max(-1, start - 9), -1):
            token = tokens[at]
            if token.kind != "word" or token.capital or token.quote >= 0:
                return True
            if token.low in words["determiners"] or token.low in words["pronouns"] or token.low.endswith(("'s", "s'")):
                return True
            if token.low in words["prepositions"] and token.low not in {"of", "for", "in"}:
                return False
            if token.low in words["subordinators"] or token.low in words["conjunctions"]:
                return at == start - 1  # "... and denies"
        return start == 0

    def _takes_plain_verb(self, tokens: Tokens, start: int, cue: Cue) -> bool:
        """Return whether a plain form may be a verb here: "critics say", "they deny"; not "a policy dispute"."""
        if not start:
            return False
        token = tokens[start - 1]
        low = token.low
        words = self.lexicon.words
        if low in {",", ")"} or low in DASHES or low in words["conjunctions"]:
            return True
        if self._is_plural(low) or low in words["plurals"]:
            return True
        return cue.lemma not in words["also_nouns"] and self._has_plural_head(tokens, start)

    def _has_plural_head(self, tokens: Tokens, end: int) -> bool:
        """Return whether a plural stands before a preposition of the phrase: "campaigners on the shore of the lake"."""
        words = self.lexicon.words
        for at in range(end - 1, max(0, end - 14), -1):
            low = tokens[at].low
            if tokens[at].quote >= 0 or tokens[at].kind == "mark" or low in words["subordinators"] or low in self._aux:
                return False
            before = tokens[at - 1].low
            if low in words["prepositions"] and (self._is_plural(before) or before in words["plurals"]):
                return True
        return False

    @staticmethod
    def _is_plural(low: str) -> bool:
        return low.endswith("s") and not low.endswith(("'s", "ss", "us", "is"))

    def _is_nominal(self, before: str) -> bool:
        """Return whether the word before shows that a verb form is a noun: "the claims", "Smith's reports"."""
        words = self.lexicon.words
        if before in words["subject_pronouns"]:
            return False
        return before in words["determiners"] or before in words["prepositions"] or before.endswith(_POSSESSIVES)

    def _after_noun(self, tokens: Tokens, at: int) -> bool:
        before = tokens[at - 1] if at else None
        return (
            before is not None
            and before.kind == "word"
            and before.low not in self.lexicon.words["prepositions"]
            and before.low not in self.lexicon.words["determiners"]
        )
