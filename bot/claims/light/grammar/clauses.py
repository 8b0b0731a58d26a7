"""Clauses of one sentence, found by word lists: boundaries, negation, pronouns, speech that a dash opens."""

from __future__ import annotations

from functools import cached_property

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.phrases import NounPhrases
from bot.claims.light.grammar.verbs import REACH
from bot.claims.light.grammar.vocabulary import CUE

_DASHES = frozenset("—–-")
_ENDS = frozenset({",", "!", "?", "…", "..."})
_SPEECH_CHARS = 1500  # a longer paragraph is no speech of one voice
_BEFORE_VERB = frozenset({"clitics", "negations", "adverbs"})
_VERBS = frozenset({CUE, "auxiliaries"})
_POINTING = (("m", "him", "him_clitics"), ("f", "her", "her_clitics"))
_POINTERS = frozenset(kind for _, *kinds in _POINTING for kind in kinds)


class Clauses(NounPhrases):
    """One sentence of a text, read with the words of its language."""

    @cached_property
    def dash(self) -> int:
        """Return where the speech begins that a dash opens with the paragraph of this sentence, -1 for none."""
        text, start = self.text.text, self.sentence.start
        opens = text.rfind("\n", max(0, start - _SPEECH_CHARS - 1), start) + 1
        return opens if text[opens : opens + 1] in _DASHES and start - opens < _SPEECH_CHARS else -1

    @cached_property
    def pointers(self) -> list[tuple[str, int]]:
        """Return (gender, offset) of the pronouns that are no subject: "accuses him of ..."."""
        found: list[tuple[str, int]] = []
        if _POINTERS.isdisjoint(self.held):
            return found
        for at, kinds in enumerate(self.kinds):
            if self.spoken[at] or _POINTERS.isdisjoint(kinds):
                continue
            leads = at + 1 < len(self.tokens) and self.cue_at(at + 1) is not None
            told = {
                gender
                for gender, kind, clitic in _POINTING
                if kind in kinds or (leads and clitic in kinds)  # before a verb "la" is a pronoun, else an article
            }
            found += [(gender, self.tokens[at].start) for gender in sorted(told)]
        return found

    def after_speech(self) -> int:
        """Return the token after a quotation, or after a dash that closes speech opened by a dash; -1 for none."""
        last = max((at for at in range(len(self.tokens)) if self.spoken[at]), default=-1)
        if last < 0 and self.dash >= 0:
            closes = (at for at in range(1, len(self.tokens)) if self.low(at) in _DASHES and self.low(at - 1) in _ENDS)
            last = next(closes, -1)
        at = last + 1
        while last >= 0 and at < len(self.tokens) and self.tokens[at].kind == "mark":
            at += 1
        return at if last >= 0 else -1

    def clause(self, at: int) -> Range:
        """Return the tokens of the clause around a token, without the word that opens it."""
        start = at
        while start > 0 and at - start < REACH and not self.bounds(start - 1) and not self._joins(start - 1):
            start -= 1
        end = at + 1
        while end < len(self.tokens) and end - at < REACH and not self.bounds(end) and not self._joins(end):
            end += 1
        return start, end

    def _joins(self, at: int) -> bool:
        """Return whether a conjunction at a token begins another clause: a verb follows it."""
        if "conjunctions" not in self.kinds[at]:
            return False
        after = at + 1
        while self.has_any(_BEFORE_VERB, after):
            after += 1
        return self.has_any(_VERBS, after)

    def negated(self, at: int, clause: Range) -> bool:
        """Return whether the verb at a token is negated."""
        start, end = clause
        if self.holds("merely") and any(
            self.has("merely", i) for i in range(start, end) if self.has("negations", i - 1)
        ):
            return False  # "not only accuses her"
        if "negation_last" in self.words.traits:
            return self.within("negations", start - 1, end)
        first = max(start, at - 6)
        return self.within("negations", first - (first == start), at)
