"""Clauses and noun phrases of one sentence, found by word lists: boundaries, subjects, negation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.text import Sentence, Text, Token
from bot.claims.light.sentences import WordsInLists
from bot.claims.light.vocabulary import CUE, Cue, Vocabulary

_BOUNDS = frozenset({",", ";", ":", "(", ")", "—", "–", "-", "…", "...", ".", "?", "!", "[", "]"})
_CLOSING = '\u00a0\u202f »”“"'  # what may follow the last word of a quotation
_DASHES = frozenset("—–-")
_ENDS = frozenset({",", "!", "?", "…", "..."})
_SPEECH_CHARS = 1500  # a longer paragraph is no speech of one voice
_INLINE_WORDS = 5  # a longer quotation is speech and no name or single word in quotation marks
_INNER_MARKS = frozenset({"'", "’", ".", "-"})  # these may stand in a noun phrase
_PARTS = frozenset(
    {"subordinators", "auxiliaries", "negations", "times"}
)  # no word of these lists stands in a noun phrase
_PASSED = frozenset({"clitics", "conjunctions"})  # before a noun phrase, beside adverbs
_BEFORE_VERB = frozenset({"clitics", "negations", "adverbs"})
_OPENS_NEXT = frozenset({"determiners", "pronouns", "prepositions", "genitives", "clitics", "adverbs", "times"})
# What may lead a noun phrase: a preposition, "of", a time with its article.
_LEADS = frozenset({"prepositions", "times", "determiners", "genitives"})
_VERBS = frozenset({CUE, "auxiliaries"})
_OBJECTS = frozenset({"claim_nouns", "wrongs", "false_words"})
_PERSONS = frozenset({"he", "she", "they"})
_OFFICES = frozenset({"titles", "bodies"})
_POINTING = (("m", "him", "him_clitics"), ("f", "her", "her_clitics"))
_POINTERS = frozenset(kind for _, *kinds in _POINTING for kind in kinds)
_PARTICLE_BEFORE = 4  # words before a verb among which its particle may stand
# Two clauses further nothing belongs to a verb any more; keeps the work linear.
_REACH = 40


class Clauses(WordsInLists):
    """One sentence of a text, read with the words of its language."""

    def __init__(self, vocabulary: Vocabulary, text: Text, sentence: Sentence) -> None:
        super().__init__(vocabulary, text, sentence)
        self._cues: dict[int, Cue | None] = {}
        self.spoken = [False] * len(self.tokens)
        self._tell_spoken()
        self._phrases: dict[Range, list[tuple[Range, bool]]] = {}

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

    @cached_property
    def dash(self) -> int:
        """Return where the speech begins that a dash opens with the paragraph of this sentence, -1 for none."""
        text, start = self.text.text, self.sentence.start
        opens = text.rfind("\n", 0, start) + 1
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

    # -- single tokens ---------------------------------------------------------------------------------------------

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
        for place in range(at + 1, min(len(self.tokens), at + _REACH)):
            token = self.tokens[place]
            if token.low == particle and (not self._is_preposition(place) or self._closes(place)):
                return True
            if token.low in {";", ".", ":"} or (token.low == "," and self.has("subordinators", place + 1)):
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

    # -- clauses ---------------------------------------------------------------------------------------------------

    def clause(self, at: int) -> Range:
        """Return the tokens of the clause around a token, without the word that opens it."""
        start = at
        while start > 0 and at - start < _REACH and not self.bounds(start - 1) and not self._joins(start - 1):
            start -= 1
        end = at + 1
        while end < len(self.tokens) and end - at < _REACH and not self.bounds(end) and not self._joins(end):
            end += 1
        return start, end

    def _joins(self, at: int) -> bool:
        """Return whether a conjunction at a token begins another clause: a verb follows it."""
        if not self.has("conjunctions", at):
            return False
        after = at + 1
        while self.has_any(_BEFORE_VERB, after):
            after += 1
        return self.has_any(_VERBS, after)

    def negated(self, at: int, clause: Range) -> bool:
        """Return whether the verb at a token is negated."""
        start, end = clause
        if "negation_last" in self.words.traits:
            return self.within("negations", start - 1, end)
        first = max(start, at - 6)
        return self.within("negations", first - (first == start), at)

    # -- noun phrases ----------------------------------------------------------------------------------------------

    def phrase(self, start: int, stop: int, *, led: bool = False) -> Range | None:
        """Return the noun phrase that begins at a token, passing adverbs over; None where none begins.

        `led`: a preposition leads it, so that where no article tells it, who speaks begins another one.
        """
        at = start
        while at < stop and (self.has_any(_PASSED, at) or self._is_adverb(at)):
            at += 1
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
        listed = token.low in self.words.words["titles"] or token.low in self.words.words["bodies"]
        if listed and self.has("no_subjects", at - 1) and not self.has("adjectival", at - 1):
            return True
        if before.kind != "word" or not self.has("no_genitives", at) or self.has_any(_OFFICES, at):
            return False
        return not (self.has("adjectival", at - 1) or self.has("determiners", at - 1))

    def _is_adverb(self, at: int) -> bool:
        """Return whether a word is an adverb; within a sentence a capital tells a name: "Clemente" is none."""
        return self.has("adverbs", at) and not (at and self.tokens[at].capital)

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
        at = start
        while at < stop:
            led = False
            at += at == start and self.has("partitives", at)
            if self.has("linking_pronouns", at + 1) and self.has("prepositions", at):
                at += 2  # "между тем"
            while at < stop and self.has_any(_LEADS, at):
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
