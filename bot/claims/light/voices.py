"""Who speaks in other languages than English: names in their fullest form, offices and pronouns resolved."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass, field

from bot.claims.clauses import Range, grammar_of
from bot.claims.light.clauses import Clauses
from bot.claims.light.declension import nominative
from bot.claims.light.names import is_female, names_of
from bot.claims.light.vocabulary import Vocabulary
from bot.claims.names import Name
from bot.claims.speakers import Voice, Voices
from bot.claims.text import Text, Token

_QUOTES = re.compile('[«»„“”"]')
_SHORTEST_NOUN = 3  # letters; a shorter word keeps its ending
_VOWELS = frozenset("aeiou")  # "des Verbandes" is a case of "Verband"
_REACH = 4  # sentences that a pronoun looks back; further away the referent is a guess
_OFFICE_WORDS = 5  # between an office and its holder: "la ministra de Hacienda y Trabajo Lola Orm"
_MAX_WORDS = 8  # of a description; a longer noun phrase was read wrongly


@dataclass(slots=True)
class LightVoices(Voices):
    """The names of one article in a language of the light reader."""

    vocabulary: Vocabulary | None = None
    places: list[Clauses] = field(default_factory=list)
    offices: dict[str, str] = field(default_factory=dict)  # stem of an office -> key of its first holder
    held: dict[str, list[str]] = field(default_factory=dict)  # the same the other way round
    forms: dict[str, list[str]] = field(default_factory=dict)  # key of a name -> its last word in all its cases
    inflected: set[str] = field(default_factory=set)  # keys of names that stand in another case than the nominative
    low: set[str] = field(default_factory=set)  # the words of the article in lower case

    def __post_init__(self) -> None:
        self.names.extend(names_of(place) for place in self.places)
        self._unlead()
        for name in (name for row in self.names for name in row):
            key = self.key(name)
            known = self.fullest.get(key)
            if known is None or self._rank(name) > self._rank(known):
                self.fullest[key] = name
            if name.gender:
                self.gender.setdefault(key, name.gender)
        for place, row in zip(self.places, self.names, strict=True):
            for name in row:
                self._note_office(place, name)
                if "cases" in self.words.traits:
                    self._note_case(place, name)

    def _unlead(self) -> None:
        """Take the word that opens a sentence off a name where it is none: "Boatman Ilse Varn", "Claims Varn ..."."""
        several = [
            name
            for place, row in zip(self.places, self.names, strict=True)
            for name in row
            if name.start > place.sentence.start and len(name.words) > 1
        ]
        known = {name.words for name in several}
        low = set(re.findall(r"\w+", self.text.text))
        self.low = {word.lower() for word in low}
        for place, row in zip(self.places, self.names, strict=True):
            for at, name in enumerate(row):
                opens = name.start == place.sentence.start and len(name.words) > 1
                extra = opens and (name.words[0].lower() in low or name.words[1:] in known)
                if extra or self._has_spare(name):
                    row[at] = self._without_first(name)

    def _has_spare(self, name: Name) -> bool:
        """Return whether a name of three words has no patronymic, in a language with these: "of Orland Ilse Varn"."""
        patronymics = "patronymics" in self.words.endings
        return patronymics and len(name.words) == 3 and not self.words.has("patronymics", name.words[1].lower())

    def _without_first(self, name: Name) -> Name:
        kept = name.words[1:]
        start = self.text.text.index(kept[0], name.start + len(name.words[0]))
        gender = "f" if len(kept) > 1 and is_female(self.words, kept[0]) else ""
        return name._replace(
            start=start, words=kept, person=name.person and (len(kept) > 1 or name.sure), gender=gender
        )

    def note_gender(self, voice: Voice, gender: str) -> Voice:
        """Remember the gender of a person that the form of a verb tells."""
        if not voice.person or not gender:
            return voice
        self.gender[self._base(voice.name.split()[-1])] = gender
        return voice._replace(gender=gender)

    def _rank(self, name: Name) -> tuple[bool, int, int, int]:  # type: ignore[override]  # no counting of forms
        oblique = sum(self.words.has("oblique", word.lower()) for word in name.words)
        return name.person, len(name.words), -oblique, -sum(map(len, name.words))

    def key(self, name: Name) -> str:
        """Return what all forms of one name share: the last word without its ending."""
        return self._base(name.words[-1])

    def _base(self, word: str) -> str:
        low = word.lower()
        for ending in self.words.endings["name_endings"]:
            if low.endswith(ending) and len(low) - len(ending) >= 3:
                return low[: -len(ending)]
        return low

    @property
    def words(self) -> Vocabulary:
        """Return the vocabulary."""
        assert self.vocabulary is not None
        return self.vocabulary

    def _note_office(self, place: Clauses, name: Name) -> None:
        """Remember whose office the words beside a name tell: "la ministra Orm", "Orm, la ministra"."""
        if "cases" in self.words.traits and not self.is_person(name):
            return
        at = next((i for i, token in enumerate(place.tokens) if token.start >= name.start), 0)
        end = next((i for i, token in enumerate(place.tokens) if token.start >= name.end), len(place.tokens))
        beside: list[int] = []
        led = place.has("genitives", at - 1) or place.has("determiners", at - 1)  # "a clerk of the Banca Lomas"
        while at > 0 and not led and len(beside) < _OFFICE_WORDS and place.tokens[at - 1].kind == "word":
            at -= 1
            if place.cue_at(at) is not None or place.has("auxiliaries", at):
                break
            beside.append(at)
        if place.low(end) == "," and self.is_person(name):
            beside += range(end + 1, min(len(place.tokens), end + 4))
        elif at > 0 and place.low(at - 1) == "," and self.is_person(name):
            beside += range(max(0, at - 5), at - 1)
        for number in beside:
            if place.has("titles", number) and not place.has("bodies", number):
                office = self.words.stem(place.low(number))
                if self.offices.setdefault(office, self.key(name)) == self.key(name):
                    self.held.setdefault(self.key(name), []).append(office)

    def titles_of(self, speaker: str) -> list[str]:
        """Return the stems of the offices that a person holds in this article."""
        key = self._base(speaker.rsplit(maxsplit=1)[-1])
        return self.held.get(key, [])

    def best(self, name: Name) -> str:
        """Return the fullest form of a name in this article."""
        known = self.fullest.get(self.key(name), name)
        chosen = name if len(name.words) > 1 and known.words[0][:2] != name.words[0][:2] else known
        if "cases" not in self.words.traits:
            return " ".join(chosen.words[:_MAX_WORDS])
        key = self.key(name)
        said = nominative(self.words, chosen.words, self.forms.get(key, ()), inflected=key in self.inflected)
        return " ".join(said[:_MAX_WORDS])

    def _note_case(self, place: Clauses, name: Name) -> None:
        """Remember the forms of a surname, and whether an office or preposition before the name inflects it."""
        key = self.key(name)
        forms = self.forms.setdefault(key, [])
        if name.words[-1] not in forms:
            forms.append(name.words[-1])
        if name is not self.fullest.get(key):
            return
        at = next((i for i, token in enumerate(place.tokens) if token.start >= name.start), 0)
        inflected = at > 0 and self._inflects(place, at - 1)
        for before in range(at - 1, max(-1, at - _OFFICE_WORDS), -1):
            low = place.low(before)
            if place.tokens[before].kind != "word" or place.cue_at(before) is not None:
                break
            if low in self.words.words["titles"]:
                return  # "the widow of the writer Vera Orm"
            inflected = inflected or self.words.nominative(low, "titles") is not None
        if inflected:
            self.inflected.add(key)

    def _inflects(self, place: Clauses, before: int) -> bool:
        """Return whether a word right before a name makes it a genitive: a preposition, or "the words of"."""
        return place.has("prepositions", before) or place.has("claim_nouns", before) or place.has("owning", before)

    # -- resolving -------------------------------------------------------------------------------------------------

    def resolve(self, place: Clauses, phrase: Range | None, *, oblique: bool = False) -> Voice | None:
        """Return who a noun phrase is, or None when it names nobody. `oblique`: it stands in another case."""
        if phrase is None:
            return None
        start, end = phrase
        low = place.low(start)
        if end == start + 1 and (self.words.has("pronouns", low) or place.is_person(start)):
            return self._pronoun(place, start)
        tokens = list(place.tokens[start:end])
        while tokens and (self.words.has("determiners", tokens[0].low) or tokens[0].kind == "mark"):
            tokens = tokens[1:]
        if not tokens:
            return None
        found = (
            self._named(place, phrase, tokens)
            or self._holder(tokens)
            or self._described(place, tokens, oblique=oblique)
        )
        if found is not None:
            insort(self.said, (place.tokens[start].start, found), key=_offset)
        return found

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
        end = phrase[1]
        if place.low(end) in {",", "("}:
            mark = ")" if place.low(end) == "(" else ","
            at = end + 1
            while at < end + _OFFICE_WORDS and self._leads_name(place, at):
                at += 1
            for name in row:
                close = next((t for t in place.tokens[end + 1 :] if t.start >= name.end), None)
                right = at < len(place.tokens) and place.tokens[end + 1].start <= name.start <= place.tokens[at].start
                if right and self.is_person(name) and (close is None or close.low in {mark, ".", "«", "»", "“"}):
                    return self._known(name)
        return None

    def _leads_name(self, place: Clauses, at: int) -> bool:
        """Return whether a token may stand between a comma and a name in apposition: "la", "Pater", "abogada"."""
        kinds = ("prepositions", "genitives", "subordinators", "auxiliaries", "pronouns")
        if at >= len(place.tokens) or (place.tokens[at].capital and not place.has("titles", at)):
            return False
        return place.has("determiners", at) or (
            place.cue_at(at) is None and not any(place.has(kind, at) for kind in kinds)
        )

    def names_person(self, place: Clauses, phrase: Range) -> bool:
        """Return whether a noun phrase holds the name of a person."""
        first, last = place.tokens[phrase[0]].start, place.tokens[phrase[1] - 1].end
        row = self.names[place.sentence.number]
        return any(first <= name.start < last and self.is_person(name) for name in row)

    def is_person(self, name: Name) -> bool:
        """Return whether a name is a person's, here or in its fullest form."""
        return self.fullest.get(self.key(name), name).person or name.person

    def _known(self, name: Name) -> Voice:
        key = self.key(name)
        return Voice(self.best(name), self.gender.get(key, name.gender), person=True)

    def _holder(self, tokens: list[Token]) -> Voice | None:
        """Return the holder of an office that stands alone: "la ministra", "der Bürgermeister"."""
        heads = [t for t in tokens if self.words.has("titles", t.low) and not self.words.has("bodies", t.low)]
        if not heads or self.words.has("spokes", heads[0].low):
            return None
        ahead = tokens[: tokens.index(heads[0])]
        if "cases" in self.words.traits and not all(self.words.has("adjectival", token.low) for token in ahead):
            return None  # "the press office of the governor"
        key = self.offices.get(self.words.stem(heads[0].low))
        return self._known(self.fullest[key]) if key in self.fullest else None

    def _described(self, place: Clauses, tokens: list[Token], *, oblique: bool) -> Voice | None:
        if not any(token.kind == "word" for token in tokens):
            return None
        kept = tokens[:_MAX_WORDS]
        if "elides" in self.words.traits:  # "messages shared a thousand times" are messages
            ends = (i for i, t in enumerate(kept) if i and self.words.has("participles", t.low) and not t.capital)
            kept = kept[: next(ends, len(kept))]
        spoken = place.text.text[kept[0].start : kept[-1].end]
        if oblique and len(kept) == 1 and (forms := self.forms.get(self._base(kept[0].low))):
            spoken = min(forms, key=lambda form: (self.words.has("oblique", form.lower()), len(form)))
        elif oblique:
            spoken = self._nominative(spoken)
        gender = "f" if self.words.has("feminine", kept[0].low) else ""
        person = any(self.words.has("titles", token.low) for token in kept)
        return Voice(" ".join(_QUOTES.sub("", spoken).split()).strip("'.,"), gender, person=person)

    def _nominative(self, spoken: str) -> str:
        """Return a phrase without the case ending of its last word, where a shorter form of it stands in the text."""
        first = spoken.split(maxsplit=1)[0]
        for kind in ("titles", "bodies"):
            base = self.words.nominative(first.lower(), kind) if "cases" in self.words.traits else None
            if base is not None and first.lower() not in self.words.words[kind]:
                return base + spoken[len(first) :]
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

    def _pronoun(self, place: Clauses, at: int) -> Voice | None:
        """Return the last person of the gender of a pronoun; the last who spoke comes first."""
        low = place.low(at)
        gender = "f" if self.words.has("she", low) else "m" if self.words.has("he", low) else ""
        if self.words.has("latter", low):
            return self._latter(place, place.tokens[at].start, gender)
        if not gender:
            return self._plural(place, at) if self.words.has("they", low) else None
        return self.person_before(place, place.tokens[at].start, gender) or self._earlier_body(place)

    def _earlier_body(self, place: Clauses) -> Voice | None:
        """Return the body that the sentence before is about, which a pronoun may stand for where no person does."""
        before = self.places[max(0, place.sentence.number - 1)]
        if before is place:
            return None
        phrase = next((phrase for phrase, led in before.phrases(0, len(before.tokens)) if not led), None)
        if phrase is None or not any(before.has("bodies", at) for at in range(*phrase)):
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
        for number in range(place.sentence.number, max(-1, place.sentence.number - _REACH), -1):
            for name in reversed(self.names[number]):
                known = self.gender.get(self.key(name), "")
                if name.end <= offset and self.is_person(name) and (not gender or known in {"", gender}):
                    return self._known(name)
        return None

    def person_before(self, place: Clauses, offset: int, gender: str) -> Voice | None:
        """Return the last person before an offset whose gender fits."""
        for number in range(place.sentence.number, max(-1, place.sentence.number - _REACH), -1):
            sentence = self.text.sentences[number]
            spoke = [voice for _, voice in self._spoke(sentence.start, min(offset, sentence.end)) if voice.person]
            fitting = [voice for voice in spoke if not gender or voice.gender in {"", gender}]
            if fitting:  # of this sentence the last, of one before the first: who it is about
                return fitting[-1] if number < place.sentence.number else fitting[0]
            for name in self.names[number]:
                known = self.gender.get(self.key(name), "")
                if name.end <= offset and self.is_person(name) and (not gender or known in {"", gender}):
                    return self._known(name)
        return None


def _offset(one: tuple[int, Voice]) -> int:
    return one[0]


def _in_name(token: Token, row: list[Name]) -> bool:
    return any(name.start <= token.start < name.end for name in row)


def light_voices(vocabulary: Vocabulary, text: Text, places: list[Clauses]) -> LightVoices:
    """Return the names of a text."""
    return LightVoices(grammar_of(vocabulary.linking), text, vocabulary=vocabulary, places=places)
