"""Who said what in other languages than English: cue verbs, "according to", and speech that goes on."""

from __future__ import annotations

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.place import Attribution
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.pages import read_page
from bot.claims.light.grammar.vocabulary import CUE, Cue, Vocabulary
from bot.claims.light.speech.contents import contents_of, rule_of
from bot.claims.light.speech.objects import has_clitic
from bot.claims.light.speech.reading import Heard, LightReading
from bot.claims.light.speech.subjects import subject_of
from bot.claims.light.speech.verbless import NO_VERBS, SpeechReader, chars_of
from bot.claims.light.speech.voices import light_voices
from bot.claims.light.speech.writings import is_bare_writing, source_told
from bot.claims.speech.speakers import Voice
from bot.claims.speech.statements import Said
from bot.domain.claim import ClaimText, Polarity

_SAID_PASSIVES = frozenset({"passives"})
_PASSIVES = frozenset({"passives", "state_passives"})
_STATEMENTS = 4  # of a sentence before a verb that are looked at


def read_light(vocabulary: Vocabulary, article: ClaimText, order: int) -> LightReading:
    """Return an article with its statements, in text order."""
    text = read_page(article.text, vocabulary.code, elides="elides" in vocabulary.traits)
    places = [Clauses(vocabulary, text, sentence) for sentence in text.sentences]
    voices = light_voices(vocabulary, text, places)
    reader = _Reader(vocabulary, voices)
    for place in places:
        reader.read(place)
    reader.said.sort(key=lambda said: said.item.start)
    return LightReading(
        article=article,
        order=order,
        text=text,
        voices=voices,
        said=reader.said,
        words=[vocabulary.content_words(article.text[s.start : s.end]) for s in text.sentences],
        vocabulary=vocabulary,
        places=places,
        heard=reader.heard,
    )


class _Reader(SpeechReader):
    """Reads sentence after sentence: a pronoun looks back."""

    def read(self, place: Clauses) -> None:
        """Find the statements of one sentence."""
        before = len(self.said)
        self.read_according(place)
        shared: Range | None = None
        for at in place.spots(CUE):
            if place.tokens[at].kind != "word" or place.spoken[at]:
                continue
            cue = place.cue_at(at)
            if cue is not None:
                shared = self._verb(place, at, cue, shared) or shared
        told = len(self.said) > before or self.read_stance(place) or not self._may_be_speech(place)
        if not told and not self._inverted(place) and not self.read_beside(place):
            self.read_continued(place)
        if len(self.said) == before:
            self.read_words_before(place)
        if len(self.said) == before:
            self.read_rumour(place)
        else:
            self.name_rumour(place, before)
            self.name_pronoun(place, before)

    def _may_be_speech(self, place: Clauses) -> bool:
        """Return whether a sentence may hold speech that no known verb introduces; most have no mark and mood of it."""
        return True in place.spoken or place.holds("reported_mood") or place.has("so_told", 0) or place.dash >= 0

    # -- verbs -----------------------------------------------------------------------------------------------------

    def _verb(self, place: Clauses, at: int, cue: Cue, shared: Range | None) -> Range | None:
        """Note the statement of a verb; return its subject."""
        clause = place.clause(at)
        if self._is_bare(place, at, cue) or place.within("reciprocal", *clause):
            return None
        if cue.kind in {"say", "claim"} and (self._is_told(place, at, clause) or place.has("being", at + 1)):
            return None  # "a woman who says she is a nurse" makes no statement
        passive = cue.kind == "accused" or self._is_passive(place, at, cue, clause)
        subject = self._subject(place, at, cue, clause, shared, passive=passive)
        led = subject is not None and place.has("prepositions", subject[0] - 1)
        voice = self.voices.resolve(place, subject, oblique=led)
        if voice is None and subject is not None and place.has("people_say", subject[0]):
            voice = self._somewhere(place, subject[0])
        source = chars_of(place, subject) if subject is not None else None
        if voice is None and not passive:
            voice = self._without_subject(place, at, cue, clause, dropped=subject is None)
        if cue.lemma in self.words.words["impersonal"] or self.words.has("impersonal", place.low(at)):
            if self.words.patterns["points_back"].match(place.text.text, place.sentence.start, place.sentence.end):
                return None  # "This is said in a statement"
            voice = self._written(place, clause)
        if voice is not None and "cases" in self.words.traits:
            voice = self.voices.note_gender(voice, self._agreement(place.low(at)))
        contents = contents_of(place, at, clause, subject)
        if not contents:
            return subject
        negated = place.negated(at, clause)
        item = Attribution(
            source=source,
            cue=(place.tokens[at].start, place.tokens[at].end),
            contents=contents,
            verb=cue.lemma,
            rule="object" if has_clitic(place, at) else rule_of(place, contents, at, passive=passive),
            sentence=place.sentence.number,
        )
        if voice is None and subject is None and item.rule == "quote.inverted":
            voice = self._named_after(place, at)
        said = Said(
            item=item,
            speaker=voice.name if voice is not None else None,
            polarity=_polarity(self.words, cue, negated=negated),
            hedged=False,
        )
        self.said.append(said)
        self.heard.append(
            Heard(said=said, place=place, cue=cue, at=at, clause=clause, subject=subject, negated=negated)
        )
        self.last = (place.sentence.number, voice, source)
        return subject

    def _subject(
        self, place: Clauses, at: int, cue: Cue, clause: Range, shared: Range | None, *, passive: bool
    ) -> Range | None:
        """Return the tokens that name who says what a verb says; `shared` is the subject of the verb before."""
        if passive:
            subject = self._agent(place, clause)
            if subject is None and cue.kind == "accuse":
                subject = shared  # "in a report that the club published, the zoo is accused of ..."
        else:
            answers = cue.kind in {"deny", "reject", "agree", "confirm", "name", "retract"}
            subject = subject_of(place, at, clause, answers=answers) or self._relative(place, clause)
            if subject is None and self._shares(place, clause):
                subject = shared or self._joined(place, clause)
        return self._holder_of(place, subject, at)

    def _named_after(self, place: Clauses, at: int) -> Voice | None:
        """Return the person named after a quotation and its verb, with other words between: "rejoiced at noon Orm"."""
        for name in self.voices.names[place.sentence.number]:
            first = place.token_from(name.start)
            if first <= at or not self.voices.is_person(name):
                continue
            last = next((i for i in range(first, len(place.tokens)) if place.tokens[i].end >= name.end), first)
            led = any(place.has(kind, first - 1) for kind in ("genitives", "prepositions", "conjunctions"))
            return None if led else self.voices.resolve(place, (first, last + 1))
        return None

    def _somewhere(self, place: Clauses, at: int) -> Voice | None:
        """Return the body in "at the ministry, one says"."""
        led = (phrase for phrase, led in place.phrases(0, at) if led)
        body = next((phrase for phrase in led if place.within("bodies", *phrase)), None)
        return self.voices.resolve(place, body)

    def _holder_of(self, place: Clauses, subject: Range | None, at: int) -> Range | None:
        """Return the name right before a verb, where words in other cases part it from the office in the subject."""
        if subject is None or "cases" not in self.words.traits or subject[0] > at:
            return subject
        offset = place.tokens[at].start
        for name in reversed(self.voices.names[place.sentence.number]):
            first = place.token_from(name.start)
            apart = any(place.tokens[i].kind == "mark" for i in range(subject[1], at))
            if subject[1] < first and name.end <= offset and self.voices.is_person(name) and not apart:
                last = next((i for i in range(first, at) if place.tokens[i].end >= name.end), first)
                between = any(place.tokens[i].capital for i in range(last + 1, at))
                return subject if between else (first, last + 1)
        return subject

    def _is_bare(self, place: Clauses, at: int, cue: Cue) -> bool:
        """Return whether a form makes no statement: an infinitive, or a participle that describes a noun."""
        low = place.low(at)
        if "bare_clauses" in self.words.traits:
            return place.holds("reported_mood") and place.within("reported_mood", *place.clause(at))
        if cue.kind == "accused":
            return False
        if (
            self.words.has("infinitives", low)
            and not place.has("finite", at)
            and (cue.kind in {"say", "claim", "accuse", "name"} or "cases" in self.words.traits)
            and not place.has("hastens", at - 1)
        ):
            return True
        if not place.is_participle(at) or (cue.kind != "accuse" and self.words.has("homonyms", low)):
            return False
        clause = place.clause(at)
        before = next(
            (i for i in range(at - 1, -1, -1) if not place.has("adverbs", i) and not place.has("negations", i)), 0
        )
        if cue.kind == "accuse" and place.has("auxiliaries", before) and "elides" in self.words.traits:
            return False
        told = cue.kind == "accuse" and self._agent(place, clause) is not None  # "the baker, accused by two cooks"
        apart = cue.kind == "accuse" and "elides" in self.words.traits and not place.has("passives", before)
        return not told and (apart or not place.within("auxiliaries", clause[0], at))

    def _is_told(self, place: Clauses, at: int, clause: Range) -> bool:
        """Return whether a verb stands in a that-clause of what somebody says: "complains that nobody warned them"."""
        offset = place.tokens[at].start
        spans = (span for said in self.said[-_STATEMENTS:] for span in said.item.contents)
        return place.has("clause_openers", clause[0] - 1) and any(start <= offset < end for start, end in spans)

    def _is_passive(self, place: Clauses, at: int, cue: Cue, clause: Range) -> bool:
        if not place.is_participle(at):
            return False
        kinds = _SAID_PASSIVES if cue.kind == "say" else _PASSIVES
        end = clause[1] if "capital_nouns" in self.words.traits else at
        helpers = [i for i in range(clause[0], end) if place.has_any(kinds, i)]
        bare = not place.within("auxiliaries", clause[0], at)
        if bare and "capital_nouns" not in self.words.traits:
            return True
        return any(not place.has("reflexives", i - 1) for i in helpers)

    def _agent(self, place: Clauses, clause: Range) -> Range | None:
        """Return the noun phrase after the word for "by" in a passive clause."""
        at = next((at for at in place.spots("agents") if clause[0] <= at < clause[1]), -1)
        return place.phrase(at + 1, clause[1]) if at >= 0 else None

    def _relative(self, place: Clauses, clause: Range) -> Range | None:
        """Return the noun phrase before ", who denied": the subject of a verb without one of its own."""
        opener = clause[0] - 1
        if not place.has("relatives", opener):
            return None
        if place.has("determiners", opener - 1) or place.has("prepositions", opener - 1):
            return None  # "a report in which it accuses": who published it
        end = opener - 1 if place.low(opener - 1) == "," else opener
        start = place.clause(end - 1)[0] if end > 0 else 0
        own = [phrase for phrase, led in place.phrases(start, end)]
        return own[-1] if own else None

    def _joined(self, place: Clauses, clause: Range) -> Range | None:
        """Return the subject of the clause before "and denied": the person named in it, else its first noun phrase."""
        own = [
            phrase
            for phrase, led in place.phrases(0, clause[0] - 1)
            if not led and not place.has("objective", phrase[0]) and place.tokens[phrase[0]].quote < 0
        ]
        if "articles" in self.words.traits:
            own = [phrase for phrase in own if self._is_somebody(place, phrase)]
        named = (phrase for phrase in own if self.voices.names_person(place, phrase))
        return next(named, own[0] if own else None)

    def _agreement(self, verb: str) -> str:
        """Return the gender that the past tense of a verb tells."""
        return "f" if self.words.has("past_she", verb) else "m" if self.words.has("past_he", verb) else ""

    def _shares(self, place: Clauses, clause: Range) -> bool:
        """Return whether a clause may have the subject of the one before it: after "and", or "in which"."""
        joined = place.has("conjunctions", clause[0] - 1) or place.has("conjunctions", clause[0])
        if "drops_subject" in self.words.traits and place.has("clause_openers", clause[0] - 1):
            return True  # "he said that would not pay"
        opened = place.has("relatives", clause[0] - 1)
        return joined or (opened and any(place.has(kind, clause[0] - 2) for kind in ("determiners", "prepositions")))

    def _written(self, place: Clauses, clause: Range) -> Voice | None:
        """Return who is meant by "it says": the source told there, who spoke before, else a writing of the sentence."""
        told = source_told(place, clause)
        if told is not None and not is_bare_writing(place, told):
            return self.voices.resolve(place, told, oblique=True)
        if self.last is not None and place.sentence.number - self.last[0] <= 1 and self.last[1] is not None:
            return self.last[1]
        for phrase, led in place.phrases(0, clause[1]):
            if led and any(place.has("documents", at) or place.has("bodies", at) for at in range(*phrase)):
                return self.voices.resolve(place, phrase, oblique=True)
        before = self.voices.names[max(0, place.sentence.number - 1)]
        named = any(self.voices.is_person(name) for name in before)  # "Varn was angry. All was paid, it said."
        return self.voices.person_before(place, place.sentence.start, "") if named else None

    def _without_subject(self, place: Clauses, at: int, cue: Cue, clause: Range, *, dropped: bool) -> Voice | None:
        """Return who speaks where no noun phrase tells it: whom the clause names further on, else who is left out."""
        named = self.voices.named_after(place, at, clause) if cue.kind in {"say", "claim"} else None
        if named is not None or not dropped or "drops_subject" not in self.words.traits:
            return named
        return self._dropped(place, at)

    def _dropped(self, place: Clauses, at: int) -> Voice | None:
        """Return who is meant where the language leaves the subject out: the last person before; nobody in a plural."""
        if self.words.has("plural_verbs", place.low(at)):
            return None
        gender = self._agreement(place.low(at)) if "cases" in self.words.traits else ""
        return self.voices.person_before(place, place.tokens[at].start, gender)

    def _inverted(self, place: Clauses) -> bool:
        """Note "...", raged Orm: after speech any verb tells who spoke, where the language puts the verb first."""
        at = place.after_speech()
        while 0 <= at < len(place.tokens) and (place.has("clitics", at) or place.has("auxiliaries", at)):
            at += 1
        if not 0 <= at < len(place.tokens) or not place.has("verb_endings", at) or place.tokens[at].capital:
            return False
        if place.is_person(at) or place.has_any(NO_VERBS, at):
            return False
        before = len(self.said)
        self._verb(place, at, Cue(lemma="speak", kind="say"), None)
        return len(self.said) > before


def _polarity(words: Vocabulary, cue: Cue, *, negated: bool) -> Polarity:
    """Return the polarity of a verb by its kind; whether a denial has an object to deny is seen later."""
    if negated and (words.has("replying", cue.lemma) or cue.kind in {"claim", "accuse"}):
        return Polarity.DECLINES  # "did not answer", "accuses nobody"
    if cue.kind in {"deny", "reject"}:
        return Polarity.DID_NOT_DENY if negated else Polarity.DENIES
    if cue.kind == "agree":
        return Polarity.DENIES if negated else Polarity.CONFIRMS
    if cue.kind == "confirm":
        return Polarity.DECLINES if negated else Polarity.CONFIRMS
    return Polarity.RETRACTS if cue.kind == "retract" else Polarity.ASSERTS
