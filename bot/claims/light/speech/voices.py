"""Who speaks in other languages than English: noun phrases, offices and pronouns resolved to names."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass
from operator import itemgetter

from bot.claims.grammar.clauses import Range, grammar_of
from bot.claims.grammar.names import Name
from bot.claims.grammar.text import Text, Token
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.declension import ended
from bot.claims.light.grammar.vocabulary import Vocabulary
from bot.claims.light.speech.known import MAX_WORDS, OFFICE_WORDS, LightNames
from bot.claims.speech.speakers import Voice

_QUOTES = re.compile('[«»„“”"]')
_SHORTEST_NOUN = 3  # letters; a shorter word keeps its ending
_VOWELS = frozenset("aeiou")  # "des Verbandes" is a case of "Verband"
_SPARE_WORDS = 4  # between an office and the comma before its holder: "the coordinator on the spot, Ilse Varn"
_REACH = 4  # sentences that a pronoun looks back; further away the referent is a guess
_CHAIN = 12  # the same with those between that go on about somebody by a pronoun
_CONCERNED = 8  # sentences that "the one concerned" looks back


@dataclass(slots=True)
class LightVoices(LightNames):
    """Resolves who speaks by the names of one article."""

    def resolve(self, place: Clauses, phrase: Range | None, *, oblique: bool = False) -> Voice | None:
        """Return who a noun phrase is, or None when it names nobody. `oblique`: it stands in another case."""
        if phrase is None:
            return None
        start, end = phrase
        low = place.low(start)
        if end == start + 1 and place.has("possessives", start):
            return (self._pronoun(place, start) if place.is_person(start) else None) or self._possessor(place, start)
        if end == start + 1 and (self.words.has("pronouns", low) or place.is_person(start)):
            meant = self._pronoun(place, start)
            return self._noted(place, start, meant) if meant is not None and meant.name in self.persons else meant
        tokens = list(place.tokens[start:end])
        while tokens and (self.words.has("determiners", tokens[0].low) or tokens[0].kind == "mark"):
            tokens = tokens[1:]
        if not tokens:
            return None
        found = (
            self._by_whom(place, phrase)
            or self._named(place, phrase, tokens)
            or self._holder(tokens)
            or self._described(place, tokens, oblique=oblique)
        )
        return self._noted(place, start, found)

    def _noted(self, place: Clauses, at: int, found: Voice | None) -> Voice | None:
        """Remember who speaks at a token, for the pronouns after it."""
        if found is not None:
            insort(self.said, (place.tokens[at].start, found), key=_offset)
        return found

    def _by_whom(self, place: Clauses, phrase: Range) -> Voice | None:
        """Return by whom writings were made known: "papers published on Saturday by the weekly"."""
        at = phrase[1]
        if not place.within("documents", *phrase):
            return None
        ends = range(at - 1, min(len(place.tokens), at + OFFICE_WORDS))
        told = any(place.is_participle(i) for i in ends)
        agent = next((i for i in ends if place.has("agents", i)), -1) if told else -1
        by = place.phrase(agent + 1, len(place.tokens)) if agent >= 0 else None
        return self.resolve(place, by) if by is not None else None

    def _named(self, place: Clauses, phrase: Range, tokens: list[Token]) -> Voice | None:
        """Return the person that a noun phrase names, in it or in the apposition after it."""
        row = self.names[place.sentence.number]
        first, last = tokens[0].start, tokens[-1].end
        own = [name for name in row if first <= name.start < last and self.is_person(name)]
        genitive = next(
            (t.start for t in tokens[1:] if self.words.has("genitives", t.low) and not _in_name(t, row)), last
        )
        led = [name for name in own if name.start < genitive]
        if led:
            return self._known(led[0])
        end = self._comma_after(place, phrase[1])
        if place.low(end) in {",", "("}:
            mark = ")" if place.low(end) == "(" else ","
            at = end + 1
            while at < end + OFFICE_WORDS and self._leads_name(place, at):
                at += 1
            for name in row:
                close = next((t for t in place.tokens[end + 1 :] if t.start >= name.end), None)
                right = at < len(place.tokens) and place.tokens[end + 1].start <= name.start <= place.tokens[at].start
                if right and self.is_person(name) and (close is None or close.low in {mark, ".", "«", "»", "“"}):
                    return self._known(name)
        return None

    def _comma_after(self, place: Clauses, end: int) -> int:
        """Return the comma that may open an apposition, with words between that belong to the noun phrase before."""
        at = end
        while at < end + _SPARE_WORDS and at < len(place.tokens) and place.tokens[at].kind == "word":
            if place.cue_at(at) is not None or place.has("auxiliaries", at) or place.has("subordinators", at):
                return end
            at += 1
        return at if place.low(at) == "," else end

    def _leads_name(self, place: Clauses, at: int) -> bool:
        """Return whether a token may stand between a comma and a name in apposition: "la", "Pater", "abogada"."""
        kinds = ("prepositions", "genitives", "subordinators", "auxiliaries", "pronouns")
        if at >= len(place.tokens) or (place.tokens[at].capital and not place.has("titles", at)):
            return False
        return place.has("determiners", at) or (
            place.cue_at(at) is None and not any(place.has(kind, at) for kind in kinds)
        )

    def named_after(self, place: Clauses, at: int, clause: Range) -> Voice | None:
        """Return the person named after a verb of saying and other words: "..., repeats by letter Ilse Varn"."""
        start, end = place.tokens[at].end, place.tokens[clause[1] - 1].end
        for name in self.names[place.sentence.number]:
            full = len(name.words) > 1 and start <= name.start < end
            inflected = "cases" in self.words.traits and self.words.has("oblique", name.words[0].lower())
            if full and not inflected and self.is_person(name) and not self._is_led(place, name.start):
                return self._known(name)
        return None

    def names_person(self, place: Clauses, phrase: Range) -> bool:
        """Return whether a noun phrase holds the name of a person."""
        first, last = place.tokens[phrase[0]].start, place.tokens[phrase[1] - 1].end
        row = self.names[place.sentence.number]
        return any(first <= name.start < last and self.is_person(name) for name in row)

    def _known(self, name: Name) -> Voice:
        key = self.key(name)
        return Voice(self.best(name), self.gender.get(key, name.gender), person=True)

    def _holder(self, tokens: list[Token]) -> Voice | None:
        """Return the holder of an office that stands alone: "la ministra", "der Bürgermeister"."""
        heads = [
            t
            for t in tokens
            if (self.words.has("titles", t.low) or self.office_of(t.low) in self.offices)
            and not self.words.has("bodies", t.low)
        ]
        if not heads or self.words.has("spokes", heads[0].low):
            return None
        if not self.words.has("titles", heads[0].low) and any(self.words.has("bodies", t.low) for t in tokens):
            return None  # "the farming union" is no farmer
        ahead = tokens[: tokens.index(heads[0])]
        if "cases" in self.words.traits and not all(self.words.has("adjectival", token.low) for token in ahead):
            return None  # "the press office of the governor"
        if self.words.has("concerned_men", heads[0].low) or self.words.has("concerned_women", heads[0].low):
            place = self.places[self.text.sentence_at(heads[0].start).number]
            concerned = self._concerned(place, place.token_from(heads[0].start))
            return self._known(concerned) if concerned is not None else None
        if self.words.has("parties", heads[0].low):
            party = self.likely_party("f" if self.words.has("feminine", heads[0].low) else "")
            return self._known(party) if party is not None else None
        key = self.offices.get(self.office_of(heads[0].low))
        return self._known(self.fullest[key]) if key in self.fullest else None

    def _described(self, place: Clauses, tokens: list[Token], *, oblique: bool) -> Voice | None:
        if not any(token.kind == "word" for token in tokens):
            return None
        kept = tokens[:MAX_WORDS]
        if "elides" in self.words.traits:  # "messages shared a thousand times" are messages
            ends = (i for i, t in enumerate(kept) if i and self.words.has("participles", t.low) and not t.capital)
            kept = kept[: next(ends, len(kept))]
        spoken = place.text.text[kept[0].start : kept[-1].end]
        if oblique and len(kept) == 1 and (forms := self.forms.get(self.base(kept[0].low))):
            spoken = min(forms, key=lambda form: (self.words.has("oblique", form.lower()), len(form)))
            spoken = ended(self.words, "place_cases", spoken)
        elif oblique:
            spoken = self._nominative(spoken)
        gender = "f" if self.words.has("feminine", kept[0].low) else ""
        person = any(self._is_one(token.low) for token in kept)
        return Voice(" ".join(_QUOTES.sub("", spoken).split()).strip("'.,"), gender, person=person)

    def _is_one(self, word: str) -> bool:
        """Return whether a word is an office, and no plural where only its ending makes it one: "Studenten"."""
        listed = word in self.words.words["titles"] or word.endswith(self.words.endings["titles"])
        return self.words.has("titles", word) and (listed or "capital_nouns" not in self.words.traits)

    def _nominative(self, spoken: str) -> str:
        """Return a phrase without the case ending of its last word, where a shorter form of it stands in the text."""
        first = spoken.split(maxsplit=1)[0]
        for kind in ("titles", "bodies"):
            base = self.words.nominative(first.lower(), kind) if "cases" in self.words.traits else None
            if base is not None and first.lower() not in self.words.words[kind]:
                return base + spoken[len(first) :]
        if "cases" in self.words.traits and self.words.has("adjectival", first.lower()):
            return self._without_adjective(spoken, spoken[len(first) :].lstrip())
        for ending, bare in self.words.cases if "cases" not in self.words.traits else ():
            base = spoken.removesuffix(ending) + bare
            if base != spoken and base.rsplit(maxsplit=1)[-1].lower() in self.low:
                return base
        for ending in self.words.endings["genitive"]:
            base = spoken.removesuffix(ending)
            long = len(base.rsplit(maxsplit=1)[-1]) > _SHORTEST_NOUN
            if base != spoken and long and base[-1] not in _VOWELS:
                return base
        return spoken

    def _possessor(self, place: Clauses, at: int) -> Voice | None:
        """Return whose account "by her account" is: who spoke last, body or person, else the last person named."""
        gender = "m" if place.has("his", at) else "f" if place.has("hers", at) else ""
        floor = self.text.sentences[max(0, place.sentence.number - 1)].start
        spoke = [voice for _, voice in self._spoke(floor, place.tokens[at].start)]
        fitting = [voice for voice in spoke if not gender or voice.gender in {"", gender}]
        return fitting[-1] if fitting else self.person_before(place, place.tokens[at].start, gender)

    def _without_adjective(self, spoken: str, rest: str) -> str:
        """Return a phrase without the adjective before a body in another case, whose ending its sex would tell."""
        noun = rest.split(maxsplit=1)[0] if rest else ""
        base = self.words.nominative(noun.lower(), "bodies")
        return base + rest[len(noun) :] if base is not None else spoken

    def _pronoun(self, place: Clauses, at: int) -> Voice | None:
        """Return the last person of the gender of a pronoun; the last who spoke comes first."""
        low = place.low(at)
        gender = "f" if self.words.has("she", low) else "m" if self.words.has("he", low) else ""
        if self.words.has("latter", low):
            return self._latter(place, place.tokens[at].start, gender)
        if not gender:
            return self._plural(place, at) if self.words.has("they", low) else None
        if self._is_inverted(place, at):  # "Varn lied, said he": another one
            before = self.person_before(place, place.sentence.start, gender)
            if before is not None:
                return before
        return (
            self._body_opening(place, at)
            or self._only_body(place, at)
            or self.person_before(place, place.tokens[at].start, gender)
            or self._earlier_body(place)
        )

    def _is_inverted(self, place: Clauses, at: int) -> bool:
        """Return whether a pronoun follows the verb that it is the subject of, after what is said: "..., said he"."""
        verb = at > 0 and (place.cue_at(at - 1) is not None or place.has("auxiliaries", at - 1))
        return verb and place.clause(at - 1)[0] > 0 and not place.has("conjunctions", place.clause(at - 1)[0] - 1)

    def _body_opening(self, place: Clauses, at: int) -> Voice | None:
        """Return the body that opens the sentence of a pronoun: "the union gives other figures: it counted"."""
        own = [phrase for phrase, led in place.phrases(0, at) if not led]
        phrase = next((p for p in own if place.within("bodies", *p)), None)
        if phrase is None or self.names_person(place, phrase) or phrase[1] >= at:  # "The charges he called nonsense"
            return None
        if any(
            self.is_person(name) and name.end <= place.tokens[at].start for name in self.names[place.sentence.number]
        ):
            return None
        return self._described(place, list(place.tokens[slice(*phrase)]), oblique=False)

    def _only_body(self, place: Clauses, at: int) -> Voice | None:
        """Return the body that alone spoke in the sentence before one that a pronoun opens, where that names nobody."""
        number = place.sentence.number
        if (
            at
            or not number
            or self.places[number - 1].accuses()
            or any(self.is_person(name) for name in self.names[number - 1])
        ):
            return None
        before = self.text.sentences[number - 1]
        spoke = [voice for _, voice in self._spoke(before.start, before.end)]
        told = len({voice.name for voice in spoke}) == 1 and not spoke[0].person
        listed = told and any(self.words.has("bodies", word) for word in spoke[0].name.lower().split())
        return spoke[0] if listed else None

    def _earlier_body(self, place: Clauses) -> Voice | None:
        """Return the body that the sentence before is about, which a pronoun may stand for where no person does."""
        before = self.places[max(0, place.sentence.number - 1)]
        if before is place or before.accuses():  # "she" who answers is not the union that accuses
            return None
        phrase = next((phrase for phrase, led in before.each_phrase() if not led), None)
        if phrase is None or not before.within("bodies", *phrase):
            return None
        return self._described(before, list(before.tokens[slice(*phrase)]), oblique=False)

    def _plural(self, place: Clauses, at: int) -> Voice | None:
        floor = self.text.sentences[max(0, place.sentence.number - 2)].start
        offset = place.tokens[at].start
        spoke = next((voice for _, voice in self._spoke(floor, offset) if not voice.person), None)
        if spoke is not None or "cases" not in self.words.traits or place.tokens[at].capital:
            return spoke
        phrase = next((phrase for phrase, led in place.phrases(0, at) if not led), None)
        opens = phrase is not None and phrase[0] == 0 and place.has("plural_nouns", 0)
        return self._described(place, list(place.tokens[slice(*phrase)]), oblique=False) if phrase and opens else None

    def _latter(self, place: Clauses, offset: int, gender: str) -> Voice | None:
        """Return the person named last before an offset: "the latter"."""
        for token in reversed(place.sentence.tokens_in(place.sentence.start, offset)):
            key = self.offices.get(self.office_of(token.low)) if self.words.has("titles", token.low) else None
            if key is not None and key in self.fullest:
                return self._known(self.fullest[key])  # "the word was given to the engineer, and he said"
        for number in range(place.sentence.number, max(-1, place.sentence.number - _REACH), -1):
            for name in reversed(self.names[number]):
                known = self.gender.get(self.key(name), "")
                if name.end <= offset and self.is_person(name) and (not gender or known in {"", gender}):
                    return self._known(name)
        return None

    def person_before(self, place: Clauses, offset: int, gender: str) -> Voice | None:
        """Return the last person before an offset whose gender fits; one who only belongs to something comes last."""
        return self._last_person(place, offset, gender, led=False) or self._last_person(place, offset, gender, led=True)

    def _last_person(self, place: Clauses, offset: int, gender: str, *, led: bool) -> Voice | None:
        """Return the last person before an offset. `led`: also those named after "of" or a preposition."""
        left = _REACH
        for number in range(place.sentence.number, max(-1, place.sentence.number - _CHAIN), -1):
            left -= not (gender and number < place.sentence.number and self._goes_on(self.places[number], gender))
            if left < 0:
                return None
            sentence = self.text.sentences[number]
            spoke = [voice for _, voice in self._spoke(sentence.start, min(offset, sentence.end)) if voice.person]
            fitting = [voice for voice in spoke if not gender or voice.gender in {"", gender}]
            if fitting:  # of this sentence the last, of one before the first: who it is about
                return fitting[-1] if number < place.sentence.number else fitting[0]
            for start, name in self._mentions(number, gender):
                known = self.gender.get(self.key(name), "")
                fits = self.is_person(name) and (not gender or known in {"", gender})
                if start < offset and fits and (led or not self._is_led(self.places[number], start)):
                    return self._known(name)
        return None

    def _goes_on(self, place: Clauses, gender: str) -> bool:
        """Return whether a sentence goes on about somebody by a pronoun of a gender, outside what is spoken."""
        return any(not place.spoken[at] for at in place.spots("she" if gender == "f" else "he"))

    def _mentions(self, number: int, gender: str) -> list[tuple[int, Name]]:
        """Return (offset, name) of who a sentence mentions by name, or as the accused of the article."""
        found = [(name.start, name) for name in self.names[number]]
        place = self.places[number]
        parties = [at for at in place.spots("parties") if not place.spoken[at]]
        party = self.likely_party(gender) if parties else None
        found += [(place.tokens[at].start, party) for at in parties if party is not None]
        roles = [at for at in place.spots("selves") if self._is_role(place, at + 1)]
        told = [(place.tokens[at].start, self._concerned(place, at)) for at in roles]
        found += [(start, name) for start, name in told if name is not None]
        return sorted(found, key=itemgetter(0))

    def _is_role(self, place: Clauses, at: int) -> bool:
        """Return whether a noun that is no name and no holder's office ends a phrase: "сама звезда"."""
        if at >= len(place.tokens) or place.tokens[at].kind != "word" or place.tokens[at].capital:
            return False
        kinds = ("function", "prepositions", "past_verbs", "adverbs", "times", "bodies")
        held = self.office_of(place.low(at)) in self.offices
        return not held and not any(place.has(kind, at) for kind in kinds)

    def _concerned(self, place: Clauses, at: int) -> Name | None:
        """Return whom others spoke of last: "the one concerned"."""
        low = place.low(at)
        women, men = (self.words.has(kind, low) for kind in ("concerned_women", "concerned_men"))
        gender = "f" if women and not men else "m" if men and not women else ""
        for number in range(place.sentence.number - 1, max(-1, place.sentence.number - _CONCERNED), -1):
            sentence = self.text.sentences[number]
            spoke = {voice.name for _, voice in self._spoke(sentence.start, sentence.end)}
            for name in self._spoken_of(number) if spoke else ():
                fits = not gender or self.gender.get(self.key(name), "") in {"", gender}
                if fits and self.best(name) not in spoke:
                    return name
        return self.likely_party(gender)

    def _spoken_of(self, number: int) -> list[Name]:
        """Return the persons that a sentence names, or whose office it tells."""
        found = [name for name in self.names[number] if self.is_person(name)]
        place = self.places[number]
        keys = (self.offices.get(self.office_of(place.low(at))) for at in place.spots("titles"))
        return found + [self.fullest[key] for key in keys if key is not None and key in self.fullest]

    def _is_led(self, place: Clauses, offset: int) -> bool:
        """Return whether a name stands after "of" or a preposition, with nothing but an office between."""
        at = place.token_from(offset) - 1
        while at >= 0 and (place.has("titles", at) or place.low(at) == "."):
            at -= 1
        return place.has("genitives", at) or place.has("prepositions", at) or place.has("objective", at)


def _offset(one: tuple[int, Voice]) -> int:
    return one[0]


def _in_name(token: Token, row: list[Name]) -> bool:
    return any(name.start <= token.start < name.end for name in row)


def light_voices(vocabulary: Vocabulary, text: Text, places: list[Clauses]) -> LightVoices:
    """Return the names of a text."""
    return LightVoices(grammar_of(vocabulary.linking), text, vocabulary=vocabulary, places=places)
