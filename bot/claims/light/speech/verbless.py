"""Statements that no verb makes: accounts, names beside speech, speech that goes on, rumours."""

from __future__ import annotations

from dataclasses import replace

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.place import Attribution
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.vocabulary import RUMOUR, Vocabulary
from bot.claims.light.speech.accounts import accounts_in
from bot.claims.light.speech.contents import quotes_of
from bot.claims.light.speech.reading import Heard
from bot.claims.light.speech.voices import LightVoices
from bot.claims.speech.speakers import Voice
from bot.claims.speech.statements import Said
from bot.domain.claim import Polarity

_GOES_ON = frozenset({"sondern", "aber"})  # "not the pilots, but a sensor": one clause
# What stands after speech without being the verb that tells who spoke.
NO_VERBS = frozenset(
    {
        "determiners",
        "prepositions",
        "subordinators",
        "conjunctions",
        "pronouns",
        "adverbs",
        "times",
        "negations",
    }
)
_SOMEBODY = frozenset({"titles", "bodies", "he", "she", "they"})
_LEAST_HELD = 4  # words after a colon that tell something
_VERB_TOKENS = 4  # between speech and who says it: "ha dicho", "a-t-il"


class SpeechReader:
    """Reads sentence after sentence: speech that goes on looks back."""

    def __init__(self, vocabulary: Vocabulary, voices: LightVoices) -> None:
        self.words = vocabulary
        self.voices = voices
        self.said: list[Said] = []
        self.heard: list[Heard] = []
        self.last: tuple[int, Voice | None, Range | None] | None = None  # (sentence, speaker, source)

    def read_according(self, place: Clauses) -> None:
        """Note the first account of a sentence whose source is known."""
        for account in accounts_in(place, self._is_somebody):
            if self._noted(place, account.source, account.cue):
                return

    def _noted(self, place: Clauses, phrase: Range, cue: Range) -> bool:
        """Add what a sentence says according to somebody; return whether it is known who that is."""
        voice = self.voices.resolve(place, phrase, oblique=True)
        if voice is None and place.is_person(phrase[0]):
            return False
        content = (self._told_from(place, cue, phrase), place.sentence.end)
        item = Attribution(
            source=chars_of(place, phrase),
            cue=cue,
            contents=quotes_of(place, (0, 0)) or (content,),
            verb="according",
            rule="according",
            sentence=place.sentence.number,
        )
        name = voice.name if voice is not None else None
        self.said.append(Said(item=item, speaker=name, polarity=Polarity.ASSERTS, hedged=False))
        self.last = (place.sentence.number, voice, item.source)
        return True

    def _told_from(self, place: Clauses, cue: Range, phrase: Range) -> int:
        """Return where what is said begins: after "according to Orm," where a sentence opens with it."""
        after = phrase[1] + (place.low(phrase[1]) == ",")
        opens = cue[0] == place.sentence.start and after < len(place.tokens)
        return place.tokens[after].start if opens else place.sentence.start

    def read_stance(self, place: Clauses) -> bool:
        """Note what follows a colon after words for what somebody holds to: "Orm sticks to it: the lock was open"."""
        start, end = place.sentence.start, place.sentence.end
        match = self.words.patterns["stance"].search(place.text.text, start, end) if place.may_match("stance") else None
        colon = place.text.text.find(":", match.end() - 1, end) if match is not None else -1
        if colon < 0 or len(place.text.text[colon:end].split()) <= _LEAST_HELD:
            return False
        stop = place.token_from(colon)
        held = [(led, phrase) for phrase, led in place.phrases(0, stop) if self._is_somebody(place, phrase)]
        if not held or place.spoken[stop]:
            return False
        _, phrase = min(held, key=lambda one: one[0])
        cue = chars_of(place, phrase)
        self._note(place, self.voices.resolve(place, phrase, oblique=held[0][0]), cue, cue, (colon + 1, end))
        return True

    def read_beside(self, place: Clauses) -> bool:
        """Note who stands beside speech that no known verb introduces: "„...“, seufzte Orm", "Orm war empört: ..."."""
        told = _speech(place)
        if told is None:
            return False
        after = told[1]
        if not place.spoken[told[0]] and not self._may_be_verb(place, after):
            after = len(place.tokens)
        while after < min(len(place.tokens), told[1] + _VERB_TOKENS) and not self._opens_name(place, after):
            after += 1
        for start, stop in ((0, told[0]), (after, len(place.tokens))):
            for phrase, led in place.phrases(start, stop):
                if not led and self._is_somebody(place, phrase):
                    voice = self.voices.resolve(place, phrase)
                    cue = chars_of(place, phrase)
                    self._note(place, voice, cue, cue, chars_of(place, told))
                    return True
        return False

    def read_words_before(self, place: Clauses) -> None:
        """Note who spoke the quotation right before a sentence that points back to it: "With these words ..."."""
        start, end = place.sentence.start, place.sentence.end
        if not place.may_match("these_words"):
            return
        quotes = quotes_of(place, (0, 0))
        if (
            not quotes
            or quotes[-1][1] > start
            or self.words.patterns["these_words"].match(place.text.text, start, end) is None
        ):
            return
        for phrase, led in place.phrases(0, len(place.tokens)):
            if not led and self._is_somebody(place, phrase):
                cue = chars_of(place, phrase)
                self._note(place, self.voices.resolve(place, phrase), cue, cue, quotes[-1])
                return

    def read_rumour(self, place: Clauses) -> None:
        """Note what is said to be so without anybody who says it: "there is a rumour that", "is said to have"."""
        start, end = place.sentence.start, place.sentence.end
        if not place.may_match("rumour"):
            return
        match = self.words.patterns["rumour"].search(place.text.text, start, end)
        if match is None or place.text.text[start:end].rstrip().endswith("?"):
            return
        if self.last is not None and self.last[1] is not None and place.sentence.number - self.last[0] == 1:
            self._note(place, self.last[1], self.last[2], (start, end), (start, end))  # the mood of reports goes on
            return
        item = Attribution(
            source=None,
            cue=match.span(),
            contents=((start, end),),
            verb=RUMOUR,
            rule="rumour",
            sentence=place.sentence.number,
        )
        self.said.append(Said(item=item, speaker=None, polarity=Polarity.ASSERTS, hedged=True))

    def name_rumour(self, place: Clauses, told: int) -> None:
        """Give what "is said to be so" the speaker whom the sentence after it names: "So the paper reports".

        `told`: the number of the first statement of that sentence.
        """
        if not told or self.said[told - 1].item.verb != RUMOUR or self.said[told].speaker is None:
            return
        rumour, teller = self.said[told - 1], self.said[told]
        opens = self.words.patterns["sums_up"].match(place.text.text, place.sentence.start, place.sentence.end)
        if opens is not None and place.sentence.number - rumour.item.sentence == 1:
            self._give_speaker(told - 1, teller.speaker)

    def name_pronoun(self, place: Clauses, told: int) -> None:
        """Give what "she" said before anybody was named the speaker whom the next sentence names first.

        `told`: the number of the first statement of that sentence.
        """
        before, teller = self.said[told - 1], self.said[told]
        source = before.item.source
        if not told or before.speaker is not None or source is None:
            return
        row = self.voices.names[place.sentence.number]
        name = next((name for name in row if self.voices.best(name) == teller.speaker), None)
        if name is None or place.sentence.number - before.item.sentence != 1:
            return
        new = place.text.text.find(name.words[-1]) >= place.sentence.start
        earlier = self.voices.places[before.item.sentence]
        pronoun = {"f": "she", "m": "he"}.get(self.voices.gender.get(self.voices.key(name), ""), "")
        if new and earlier.has(pronoun, earlier.token_from(source[0])):
            self._give_speaker(told - 1, teller.speaker)

    def _give_speaker(self, number: int, speaker: str | None) -> None:
        """Give a statement that stands already a speaker, also where its verb was noted."""
        before = self.said[number]
        after = self.said[number] = before._replace(speaker=speaker)
        for at in range(len(self.heard) - 1, -1, -1):
            if self.heard[at].said is before:
                self.heard[at] = replace(self.heard[at], said=after)
                return

    def _may_be_verb(self, place: Clauses, at: int) -> bool:
        """Return whether the first word at or after a token may be the verb that tells who spoke."""
        while at < len(place.tokens) and place.tokens[at].kind == "mark":
            at += 1
        return at < len(place.tokens) and not place.tokens[at].capital and not place.has_any(NO_VERBS, at)

    def _opens_name(self, place: Clauses, at: int) -> bool:
        """Return whether a noun phrase may begin at a token: no verb and no mark."""
        return place.tokens[at].capital or place.has("determiners", at) or place.is_person(at)

    def _is_somebody(self, place: Clauses, phrase: Range) -> bool:
        """Return whether a noun phrase names a person, an office or a body, or is a pronoun for one."""
        if place.has("objective", phrase[0]):
            return False
        return place.any_within(_SOMEBODY, *phrase) or self.voices.names_person(place, phrase)

    def read_continued(self, place: Clauses) -> None:
        """Note a sentence that goes on with the speech before: a quotation, or a verb in the mood of reports."""
        quotes = [q for q in quotes_of(place, (9, 9)) if q[1] - q[0] > 0]
        spoken = bool(quotes) and place.tokens and place.spoken[0]
        if spoken and place.sentence.start <= quotes[0][0] and quotes[0][1] > place.sentence.end:
            return  # who says it stands where the quotation ends
        mood = place.holds("reported_mood") or place.has("so_told", 0)
        if not spoken and not mood:
            return
        if self.last is None or place.sentence.number - self.last[0] > 1 or self.last[1] is None:
            self._introduce(place)
        if self.last is None or place.sentence.number - self.last[0] > 1 or self.last[1] is None:
            return
        _, voice, source = self.last
        content = quotes[0] if spoken else (place.sentence.start, place.sentence.end)
        self._note(place, voice, source, content, content)

    def _introduce(self, place: Clauses) -> None:
        """Find who speaks in the sentence before, where nobody says anything in it: "Varn did not hesitate. «...»"."""
        number = place.sentence.number - 1
        if number < 0 or (self.last is not None and self.last[0] == number):
            return
        before = self.voices.places[number]
        phrase = next((phrase for phrase, led in before.each_phrase() if not led), None)
        if phrase is not None and not any(before.spoken) and self._is_somebody(before, phrase):
            self.last = (number, self.voices.resolve(before, phrase), chars_of(before, phrase))

    def _note(self, place: Clauses, voice: Voice | None, source: Range | None, cue: Range, content: Range) -> None:
        """Add a statement that no verb of saying makes."""
        rule = "quote.continued" if cue == content else "line.speaker"
        item = Attribution(
            source=source, cue=cue, contents=(content,), verb="according", rule=rule, sentence=place.sentence.number
        )
        name = voice.name if voice is not None else None
        self.said.append(Said(item=item, speaker=name, polarity=Polarity.ASSERTS, hedged=False))
        self.last = (place.sentence.number, voice, source)


def _speech(place: Clauses) -> Range | None:
    """Return the tokens of a sentence that are quoted or in the mood of reported speech, None for none."""
    spoken = [at for at in range(len(place.tokens)) if place.spoken[at]]
    if spoken:
        return spoken[0], spoken[-1] + 1
    mood = place.spots("reported_mood")
    if not mood:
        return None
    marks = [at for at, token in enumerate(place.tokens) if token.low in {",", ":", ";", "."}]
    start = max((at + 1 for at in marks if at < mood[0]), default=0)
    start = 0 if place.low(start) in _GOES_ON else start
    if place.has("subordinators", start) and not place.has("clause_openers", start):
        return None  # "refused because they were not ready": a reason, and nobody's words
    return start, min((at for at in marks if at > mood[-1]), default=len(place.tokens))


def chars_of(place: Clauses, phrase: Range) -> Range:
    """Return the offsets of a range of tokens."""
    return place.tokens[phrase[0]].start, place.tokens[phrase[1] - 1].end
