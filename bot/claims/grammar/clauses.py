"""Clause grammar over tokens: finite verbs, and the subjects left and right of a verb.

All functions take token indices of one sentence; ranges are half-open.
"""

from __future__ import annotations

from functools import cache

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.memory import WordMemory
from bot.claims.grammar.text import Token
from bot.claims.grammar.verbs import DASHES, Tokens, Verbs

Range = tuple[int, int]

_STOP_MARKS = frozenset({",", ";", ":", "(", "[", ")", "]", "?", "!", "…", '"', "“", "”", "''", "•", "|"}) | DASHES
# Words from the verb back to its subject are looked for within this many tokens: keeps the work linear.
_REACH = 40


class Grammar(Verbs):
    """The clause rules with the words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        words = lexicon.words
        self._plain_verbs = self._aux | words["ordinary"]
        self._like_verbs = WordMemory(self._is_like_verb)
        self._leads = WordMemory(self._leads_in)
        self._before_nouns = words["determiners"] | words["prepositions"] | words["conjunctions"]

    def is_finite(self, tokens: Tokens, at: int) -> bool:
        """Return whether a token looks like a finite verb: enough to find the end of a subject."""
        token = tokens[at]
        if not self._like_verbs[token.low] or token.quote >= 0 or token.kind != "word":
            return False  # most words
        if token.low in self._plain_verbs:
            return True
        before = tokens[at - 1] if at and not token.capital else None  # only after a noun it is a verb
        return (
            before is not None and before.kind == "word" and before.quote < 0 and before.low not in self._before_nouns
        )

    def _is_like_verb(self, low: str) -> bool:
        """Return whether a word has the form of a finite verb."""
        cues = self.lexicon.cues.get(low)
        told = (cues and cues[0].form in {"ed", "s"}) or (low.endswith("ed") and len(low) > 4)
        return low in self._plain_verbs or bool(told)

    def _leads_in(self, low: str) -> bool:
        """Return whether a word before a noun phrase is no part of it: "and", "because", "also"."""
        words = self.lexicon.words
        subordinates = low in words["subordinators"] or self.is_adverb(low)
        return low in words["conjunctions"] or (subordinates and low not in words["determiners"])

    def is_finite_start(self, token: Token) -> bool:
        """Return whether a phrase that opens with this word is no noun phrase: "makes no apologies", "think they"."""
        if token.capital or token.kind != "word":
            return False
        cues = self.lexicon.cues.get(token.low, ())
        return token.low in self._plain_verbs or any(cue.form != "s" and "clause" in cue.frames for cue in cues)

    def has_finite(self, tokens: Tokens, start: int, end: int) -> bool:
        """Return whether any token of a range looks like a finite verb."""
        return any(self.is_finite(tokens, at) for at in range(start, end))

    # -- subjects ------------------------------------------------------------------------------------------------

    def subject_left(self, tokens: Tokens, end: int, *, nested: bool = False) -> Range | None:
        """Return the noun phrase that ends just before token `end`: the subject of the verb there, or None."""
        last = end - 1
        if last < 0 or tokens[last].quote >= 0:
            return None
        low = tokens[last].low
        if low in {",", ")"} or low in DASHES:
            return None if nested else self._subject_before_aside(tokens, last)
        word = low.split("'")[0] if low.endswith(("'s", "'re", "'ve", "'m", "'d", "'ll")) else low
        if word in self.lexicon.words["subject_pronouns"]:
            return (last, end)
        if tokens[last].kind == "mark" and low != ".":
            return None
        return self.noun_phrase_left(tokens, end, nested=nested)

    def _subject_before_aside(self, tokens: Tokens, close: int) -> Range | None:
        """Return the subject before "..., an apposition or an aside,"."""
        mark = tokens[close].low
        opening = "(" if mark == ")" else mark
        for at in range(close - 1, max(-1, close - _REACH), -1):
            if tokens[at].low == opening and tokens[at].quote < 0:
                core = self.subject_left(tokens, at, nested=True)
                if core is None or self._is_fronted(tokens, core[0]):
                    return self.trim(tokens, at + 1, close) if mark == "," else None
                if self._is_object(tokens, core[0]):
                    return self._initial_phrase(tokens, at)
                return self._through_places(tokens, self._with_name(tokens, core), close)
        return None

    def _with_name(self, tokens: Tokens, core: Range) -> Range:
        """Return a phrase with the name it describes: "Orm, a baker from Selby, Northmark," is all one subject."""
        described = core[0] - 1
        if described < 1 or tokens[described].low != "," or tokens[core[0]].capital:
            return core
        name = self.subject_left(tokens, described, nested=True)
        if name is None or not tokens[described - 1].capital or not tokens[name[0]].capital:
            return core
        if self._is_fronted(tokens, name[0]) or self._is_object(tokens, name[0]):
            return core
        return (name[0], core[1])

    def _is_object(self, tokens: Tokens, start: int) -> bool:
        """Return whether a noun phrase follows a verb or "that": it is part of a relative clause, not the subject."""
        return start > 0 and (self.is_finite(tokens, start - 1) or tokens[start - 1].low in {"to", "and"})

    def _initial_phrase(self, tokens: Tokens, before: int) -> Range | None:
        """Return the noun phrase that opens the sentence, up to its relative clause, apposition or verb."""
        start = next((i for i, token in enumerate(tokens[:before]) if token.low in DASHES), -1) + 1
        for at in range(start + 1, before):
            token = tokens[at]
            if token.low in {",", "who", "which", "that"} or token.low in _STOP_MARKS or self.is_finite(tokens, at):
                return self.trim(tokens, start, at)
        return None

    def _through_places(self, tokens: Tokens, core: Range, close: int) -> Range:
        """Return subject and apposition, or the subject alone when the aside is one adverb ("however")."""
        inner = tokens[core[1] + 1 : close]
        if len(inner) <= 2 and all(self.is_adverb(token.low) for token in inner):
            return core
        return (core[0], close)

    def _is_fronted(self, tokens: Tokens, start: int) -> bool:
        """Return whether a phrase is led in by a preposition or time: "On Monday, ..." is no subject."""
        before = tokens[start - 1].low if start else ""
        words = self.lexicon.words
        return before in words["prepositions"] or tokens[start].low in words["times"] or before == "according"

    def _noun_phrase_start(self, tokens: Tokens, last: int) -> int:
        words = self.lexicon.words
        at = last
        while at >= 0 and last - at < _REACH:
            token = tokens[at]
            low = token.low
            if token.quote >= 0 or low in _STOP_MARKS or (low in words["subordinators"] and at != last):
                break
            if low in words["subject_pronouns"] and low not in words["determiners"]:
                break
            if at != last and self.is_finite(tokens, at) and not self._is_nominal(tokens[at - 1].low if at else ""):
                break
            if low in words["conjunctions"] and not self._joins_nouns(tokens, at):
                break
            at -= 1
        return at + 1

    def _joins_nouns(self, tokens: Tokens, at: int) -> bool:
        """Return whether "and" at a token joins noun phrases: no verb stands between it and the clause's start."""
        start = at
        while (
            start > 0
            and at - start < _REACH
            and tokens[start - 1].low not in _STOP_MARKS
            and tokens[start - 1].quote < 0
        ):
            start -= 1
        return start < at and not self.has_finite(tokens, start, at)

    def noun_phrase_left(self, tokens: Tokens, end: int, *, nested: bool = False) -> Range | None:
        """Return the noun phrase that ends before a token, or None."""
        start = self._noun_phrase_start(tokens, end - 1)
        found = self.trim(tokens, start, end)
        if found is None:
            return None
        last = self._last_phrase(tokens, *found)
        plain = last == found[0] and not tokens[last].capital
        if not nested and plain and start and self.is_finite(tokens, start - 1):
            return self._around_clause(tokens, start, end)
        return (last, found[1])

    def _around_clause(self, tokens: Tokens, at: int, end: int) -> Range | None:
        """Return the subject with its relative clause, whose object stands at a token: "a woman who saw the fire"."""
        subject = self._initial_phrase(tokens, at)
        followed = subject is not None and tokens[subject[1]].low in {"who", "which", "that"}
        return (subject[0], end) if subject is not None and followed else subject

    def _last_phrase(self, tokens: Tokens, start: int, end: int) -> int:
        """Return where the last phrase of two begins that only a noun parts: "the things | the candidate" (said)."""
        words = self.lexicon.words
        for at in range(end - 2, start + 1, -1):
            if tokens[at].low in words["openers"] and tokens[at - 1].kind == "word":
                before = tokens[at - 1].low
                joined = before in words["prepositions"] or before in words["conjunctions"]
                if not (joined or before in words["determiners"] or before in words["adverbs"]):
                    return at
        return start

    def trim(self, tokens: Tokens, start: int, end: int) -> Range | None:
        """Return a noun phrase without what leads it in, or None when nothing is left."""
        words = self.lexicon.words
        while start < end:
            low = tokens[start].low
            if low in words["prepositions"] and low not in {"like", "near"}:
                start += 1
                while start < end - 1 and (tokens[start].low in words["times"] or tokens[start].kind == "number"):
                    start += 1
            elif (
                self._leads[low]
                or tokens[start].kind == "mark"
                or (low in words["times"] and not tokens[start].capital and end - start > 1)
            ):
                start += 1
            else:
                break
        while end > start and (tokens[end - 1].kind == "mark" or self.is_adverb(tokens[end - 1].low)):
            end -= 1
        while (
            end > start + 2
            and tokens[end - 1].low in words["times"]
            and tokens[end - 2].low in {"on", "last", "late", "early", "in"}
        ):
            end -= 2
        left = tokens[start:end]
        if not left or (
            left[0].low in words["prepositions"]
            and all(token.low in words["prepositions"] or token.kind == "mark" for token in left)
        ):
            return None
        return (start, end)

    def subject_right(self, tokens: Tokens, start: int) -> Range | None:
        """Return the noun phrase that begins at a token, with its appositions: the subject after "said"."""
        words = self.lexicon.words
        limit = min(len(tokens), start + _REACH)
        at = start
        while at < limit:
            token = tokens[at]
            low = token.low
            if token.quote >= 0 or low in {";", ":", "?", "!"} or low in DASHES:
                break
            if at > start and (
                low in words["pronouns"]
                and low not in {"who", "whose", "that", "which"}
                and low not in words["determiners"]
            ):
                break
            if low == "," and self._ends_subject(tokens, at + 1):
                break
            if (
                low in {"in", "on", "during", "after", "at", "as", "when", "while", "before", "to", "about", "by"}
                and at > start
                and (self._is_adjunct(tokens, at) and not any(t.low == "," for t in tokens[start:at]))
            ):
                break
            if low in words["times"] and token.capital and at > start:
                break
            if low in {"but", "while", "because", "although"}:
                break
            at += 1
        return self.trim(tokens, start, at)

    def _is_adjunct(self, tokens: Tokens, at: int) -> bool:
        """Return whether a preposition leads in time, place or occasion of speaking, not a part of the name."""
        words = self.lexicon.words
        low = tokens[at].low
        if low in {"during", "after", "when", "while", "before", "as", "to", "about"}:
            return True
        following = tokens[at + 1 : at + 4]
        return any(
            token.low in words["times"]
            or token.low in {"a", "an", "interview", "statement", "tweet", "his", "her", "their"}
            for token in following
        )

    def _ends_subject(self, tokens: Tokens, at: int) -> bool:
        """Return whether what follows a comma no longer belongs to the subject."""
        if at >= len(tokens) or tokens[at].quote >= 0:
            return True
        low = tokens[at].low
        cue = self.match_cue(tokens, at)
        return (
            (cue is not None and cue.form == "ing")
            or low in {"and", "but", "while", "as", "after", "when", "in", "on", "during"}
            or (low in self.lexicon.words["times"])
        )

    def main_subject(self, tokens: Tokens, before: int) -> Range | None:
        """Return the subject of the first finite verb of the sentence before a token, or None."""
        for at in range(1, min(before, 2 * _REACH)):
            if self.is_finite(tokens, at):
                start = at
                while start > 0 and self.is_adverb(tokens[start - 1].low):
                    start -= 1
                subject = self.subject_left(tokens, start)
                if subject is not None:
                    return subject
        return None


@cache
def grammar_of(lexicon: Lexicon) -> Grammar:
    """Return the clause rules of a language, made once."""
    return Grammar(lexicon)
