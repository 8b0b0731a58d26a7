"""The names of one article in other languages than English: fullest forms, genders, offices, cases."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.claims.grammar.names import Name
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.declension import nominative
from bot.claims.light.grammar.names import is_female, names_of
from bot.claims.light.grammar.vocabulary import Vocabulary
from bot.claims.speech.speakers import Voice, Voices

_FULL_NAME = 2  # words of a first and a last name
# Lists whose words are no word for what somebody is.
_NO_ROLES = frozenset({"function", "prepositions", "determiners", "adverbs", "times", "bodies", "genitives", "joiners"})
_NO_ROLES |= {"past_verbs", "adjectival"}
_SHORTEST_ROLE = 4  # letters of a word for what somebody is
_INFLECTING = frozenset({"prepositions", "claim_nouns", "owning", "oblique_adjectives"})
OFFICE_WORDS = 5  # between an office and its holder: "la ministra de Hacienda y Trabajo Lola Orm"
MAX_WORDS = 8  # of a description; a longer noun phrase was read wrongly


@dataclass(slots=True)
class LightNames(Voices):
    """The names of one article in a language of the light reader."""

    vocabulary: Vocabulary | None = None
    places: list[Clauses] = field(default_factory=list)
    offices: dict[str, str] = field(default_factory=dict)  # stem of an office -> key of its first holder
    held: dict[str, set[str]] = field(default_factory=dict)  # the same the other way round
    forms: dict[str, list[str]] = field(default_factory=dict)  # key of a name -> its last word in all its cases
    inflected: set[str] = field(default_factory=set)  # keys of names that stand in another case than the nominative
    persons: set[str] = field(default_factory=set)  # the fullest names of all persons
    women: set[str] = field(default_factory=set)  # keys of names that a woman's first name is in
    low: set[str] = field(default_factory=set)  # the words of the article in lower case
    _bases: dict[str, str] = field(default_factory=dict)  # what `base` has told of a word
    _stems: frozenset[str] | None = None  # what `person_stems` has found
    _full_names: dict[str, list[Name]] | None = None  # the same of `full_names`

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
        self._find_surnames()
        for place, row in zip(self.places, self.names, strict=True):
            for name in row:
                self._note_office(place, name)
                if "cases" in self.words.traits:
                    self._note_case(place, name)
        self.persons |= {self.best(name) for name in self.fullest.values() if name.person}
        if "cases" in self.words.traits:
            self._note_sexes()

    def _find_surnames(self) -> None:
        """Add the surnames of persons that look like another word where they stand alone: "Neuhaus schweigt"."""
        full = {name.words[-1]: name for name in self.fullest.values() if name.person and len(name.words) >= _FULL_NAME}
        for place, row in zip(self.places, self.names, strict=True):
            alone = [token for token in place.tokens if token.text in full]
            covered = [token for token in alone if any(name.start <= token.start < name.end for name in row)]
            for token in (token for token in alone if token not in covered):
                name = full[token.text]
                row.append(name._replace(start=token.start, end=token.end, words=name.words[-1:], person=False))
            row.sort(key=lambda name: name.start)

    def _note_sexes(self) -> None:
        """Tell men by their first name in the nominative: "Остапа" is no woman, though it ends like one."""
        for key, name in self.fullest.items():
            first = self.best(name).split()[0].lower()
            male = self.words.has("male", first) or not self.words.has("female", first)
            if name.person and len(name.words) >= _FULL_NAME and self.words.has("male_names", first) and male:
                self.gender[key] = "m"
            elif self.words.has("women", first) and len(name.words) >= _FULL_NAME:
                self.women.add(key)

    def likely_party(self, gender: str) -> Name | None:
        """Return the person of a gender, "" for any, whom the article names first, in full, by no office of a court.

        Judges, lawyers and witnesses stand in the same articles, often before the accused.
        """
        court = {self.offices.get(self.office_of(word)) for word in self.words.words["court_offices"]}
        named = (name for row in self.names for name in row if len(name.words) >= _FULL_NAME and self.is_person(name))
        fitting = (name for name in named if self.gender.get(self.key(name), "") in {"", gender} or not gender)
        return next((name for name in fitting if self.key(name) not in court), None)

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
        if "cases" not in self.words.traits:
            self.low = {word.lower() for word in low}  # other languages ask for none
        for place, row in zip(self.places, self.names, strict=True):
            for at, name in enumerate(row):
                opens = name.start == place.sentence.start and len(name.words) > 1
                first = name.words[0].lower()
                told = first in low or self.words.has("made_words", first)  # "Предложенную Верховией": a deed
                extra = opens and (told or name.words[1:] in known)
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
        key = self.base(voice.name.split()[-1])
        if not voice.person or not gender or (key in self.women and gender == "m"):
            return voice
        self.gender[key] = gender
        return voice._replace(gender=gender)

    def _rank(self, name: Name) -> tuple[bool, int, int, int]:  # type: ignore[override]  # no counting of forms
        oblique = sum(self.words.has("oblique", word.lower()) for word in name.words)
        return name.person, len(name.words), -oblique, -sum(map(len, name.words))

    def key(self, name: Name) -> str:
        """Return what all forms of one name share: the last word without its ending."""
        last = name.words[-1]
        return self._bases.get(last) or self.base(last)

    def base(self, word: str) -> str:
        """Return a word without the ending that a name takes in another case."""
        if (known := self._bases.get(word)) is not None:
            return known
        low = word.lower()
        endings = (ending for ending in self.words.endings["name_endings"] if low.endswith(ending))
        fitting = next((ending for ending in endings if len(low) - len(ending) >= 3), "")
        self._bases[word] = low.removesuffix(fitting)
        return self._bases[word]

    @property
    def words(self) -> Vocabulary:
        """Return the vocabulary."""
        assert self.vocabulary is not None
        return self.vocabulary

    def _note_office(self, place: Clauses, name: Name) -> None:
        """Remember whose office the words beside a name tell: "la ministra Orm", "Orm, la ministra"."""
        if "cases" in self.words.traits and not self.is_person(name):
            return
        self._note_role(place, name)
        if not place.holds("titles"):
            return
        told = sorted(n for n in self._beside(place, name) if self._is_office_of(place, n, name))
        for rank, number in enumerate(told):
            if number - rank == told[0]:  # "помощник мэра Иван Варн" is no mayor
                office = self.office_of(place.low(number))
                if self.offices.setdefault(office, self.key(name)) == self.key(name):
                    self.held.setdefault(self.key(name), set()).add(office)

    def _beside(self, place: Clauses, name: Name) -> list[int]:
        """Return the tokens before a name, and in an apposition beside it, among which its office may stand."""
        at, end = place.token_from(name.start), place.token_from(name.end)
        beside: list[int] = []
        led = place.has("genitives", at - 1) or place.has("determiners", at - 1)  # "a clerk of the Banca Lomas"
        while at > 0 and not led and len(beside) < OFFICE_WORDS and place.tokens[at - 1].kind == "word":
            at -= 1
            if place.cue_at(at) is not None or place.has("auxiliaries", at):
                break
            if "capital_nouns" in self.words.traits and place.has("prepositions", at):
                break  # "the lawyer from Bad Lomen"
            beside.append(at)
        if place.low(end) == "," and self.is_person(name) and self._closes(place, end + 1):
            beside += range(end + 1, min(len(place.tokens), end + 4))
        elif at > 0 and place.low(at - 1) == "," and self.is_person(name) and self._ends(place, end):
            beside += range(max(0, at - 5), at - 1)
        return beside

    def _closes(self, place: Clauses, start: int) -> bool:
        """Return whether an apposition that begins at a token ends soon, at a mark, without a verb in it."""
        for at in range(start, min(len(place.tokens), start + MAX_WORDS)):
            if place.tokens[at].kind == "mark":
                return place.low(at) in {",", ".", ")", ";", ":", "—", "–"}
            if place.cue_at(at) is not None or place.has("auxiliaries", at) or place.has("past_verbs", at):
                return False
        return False

    def _ends(self, place: Clauses, end: int) -> bool:
        """Return whether a mark or the sentence ends right after a name in apposition."""
        return end >= len(place.tokens) or place.tokens[end].kind == "mark"

    def _is_office_of(self, place: Clauses, at: int, name: Name) -> bool:
        """Return whether a word is an office in the case of a name: "помощник мэра Иван Варн" is no mayor."""
        if not place.has("titles", at) or place.has("bodies", at):
            return False
        bare = "cases" not in self.words.traits or place.low(at) in self.words.words["titles"]
        return bare or self.words.has("case_endings", name.words[-1].lower())

    def _note_role(self, place: Clauses, name: Name) -> None:
        """Remember the word right before a full name as what its bearer is, listed or not: "the forester Ilse Varn"."""
        before = place.token_from(name.start) - 1
        if before < 0 or len(name.words) < _FULL_NAME or not self.is_person(name):
            return
        token = place.tokens[before]
        known = token.kind != "word" or token.capital or len(token.low) < _SHORTEST_ROLE
        if known or place.cue_at(before) is not None or place.has_any(_NO_ROLES, before):
            return
        office = self.office_of(token.low)
        if self.offices.setdefault(office, self.key(name)) == self.key(name):
            self.held.setdefault(self.key(name), set()).add(office)

    def office_of(self, title: str) -> str:
        """Return what all words for an office share: the stem of the first of them ("edil>alcalde")."""
        stem = self.words.stem(title)
        return self.words.same_office.get(stem, stem)

    def titles_of(self, speaker: str) -> AbstractSet[str]:
        """Return the stems of the offices that a person holds in this article."""
        key = self.base(speaker.rsplit(maxsplit=1)[-1])
        return self.held.get(key, frozenset())

    def best(self, name: Name) -> str:
        """Return the fullest form of a name in this article."""
        known = self.fullest.get(self.key(name), name)
        chosen = name if len(name.words) > 1 and known.words[0][:2] != name.words[0][:2] else known
        if "cases" not in self.words.traits:
            return " ".join(chosen.words[:MAX_WORDS])
        key = self.key(name)
        said = nominative(self.words, chosen.words, self.forms.get(key, ()), inflected=key in self.inflected)
        return " ".join(said[:MAX_WORDS])

    def _note_case(self, place: Clauses, name: Name) -> None:
        """Remember the forms of a surname, and whether an office or preposition before the name inflects it."""
        key = self.key(name)
        forms = self.forms.setdefault(key, [])
        if name.words[-1] not in forms:
            forms.append(name.words[-1])
        if name is not self.fullest.get(key):
            return
        at = place.token_from(name.start)
        inflected = at > 0 and self._inflects(place, at - 1)
        for before in range(at - 1, max(-1, at - OFFICE_WORDS), -1):
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
        return place.has_any(_INFLECTING, before)

    def full_names(self, last: str) -> list[Name]:
        """Return the names of several words that end with a word, each time they stand in the article."""
        if self._full_names is None:
            self._full_names = {}
            for name in (name for row in self.names for name in row if len(name.words) > 1):
                self._full_names.setdefault(name.words[-1], []).append(name)
        return self._full_names.get(last, [])

    def person_stems(self) -> frozenset[str]:
        """Return the stems of the words in names of persons."""
        if self._stems is None:
            persons = (name for row in self.names for name in row if self.is_person(name))
            self._stems = frozenset(self.words.stem(word.lower()) for name in persons for word in name.words)
        return self._stems

    def is_person(self, name: Name) -> bool:
        """Return whether a name is a person's, here or in its fullest form."""
        return name.person or self.fullest.get(self.key(name), name).person
