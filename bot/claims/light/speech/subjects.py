"""Who does what a verb says: the subject of a clause, by the word order of the language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims.grammar.clauses import Range
from bot.claims.light.grammar.clauses import Clauses

_ASIDE_TOKENS = 16  # the longest apposition between a subject and its verb
_NO_SPEAKERS = frozenset({"claim_nouns", "proposals", "evidence", "false_words"})
_NO_SPEAKERS_IN_CASES = _NO_SPEAKERS | {"wrongs"}
_LED = frozenset({"determiners", "titles", "bodies", "pronouns", "people", "documents", "findings"})
_FOLLOWING = frozenset({"titles", "bodies", "people", "pronouns", "documents", "findings", "records"})
_ACTORS = frozenset({"titles", "bodies", "he", "she", "they"})
_PASSED = frozenset({"clitics", "negations", "adverbs"})
_PASSED_IN_CASES = _PASSED | {"claim_nouns", "objects"}
_OFFICES = frozenset({"titles", "bodies"})
_SOMEBODY = frozenset({"titles", "bodies", "people", "pronouns", "prosecutors"})
_NAME_WORDS = 2  # of a first and a last name
_SHORT_ASIDE = 4  # "however", "for their part"


def subject_of(place: Clauses, at: int, clause: Range, *, answers: bool) -> Range | None:
    """Return the subject of the verb at a token, or None. `answers`: a verb of denial, whose object may follow."""
    search = _Search(place, at, clause, answers=answers)
    subject = search.subject()
    if subject is not None and place.has("anybody", subject[0]):
        return search.where() or subject  # "at the coastguard one denies it"
    return subject


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for the subject of one verb."""

    place: Clauses
    at: int
    clause: Range
    answers: bool

    def subject(self) -> Range | None:
        place, (start, _) = self.place, self.clause
        if self._is_stressed(start):
            return start, start + 1
        finite = next((i for i in place.spots("auxiliaries") if start <= i < self.at), self.at)
        verb_second = "verb_second" in place.words.traits
        if verb_second and self._is_subordinate():
            opener = place.has("comparing", start) or place.has("relatives", start)
            return self._first(start + opener, self.at)
        ends = verb_second and finite == self.at == self.clause[1] - 1  # "... and Orm of theft accused": no helper here
        joined = place.has("conjunctions", start - 1) or (ends and place.has("conjunctions", start))
        if joined and (finite == start or ends):
            return None  # "... und wies die Schuld von sich": the subject of the clause before
        left = self._topic(finite) if verb_second else self._last(start, finite)
        if left is not None:
            return (self._place_before(left) if finite == self.at else None) or left
        within = next((i for i in range(finite + 1, self.at) if place.is_person(i)), None)
        if within is not None and "elides" in place.words.traits:
            return within, within + 1  # "a-t-il dit"
        if place.has("subject_relatives", start - 1):
            return None
        aside = self._before_aside(min(finite, self.at))
        right = self._right((finite if verb_second else self._verb_end()) + 1)
        short = aside is not None and self._aside_words(min(finite, self.at)) <= _SHORT_ASIDE
        turned = right is not None and (place.is_person(right[0]) or (not self.answers and self._holds_office(right)))
        named = aside is not None and self._is_name_aside(min(finite, self.at))
        if aside is not None and (named or ((self.answers or short) and not turned)):
            return aside
        if right is not None:
            return self._place_before(right) or right
        return (self.where() if "cases" in place.words.traits else None) or aside or self.where()

    def _is_stressed(self, at: int) -> bool:
        """Return whether a stressed pronoun opens a clause as its subject: "Lui raconte que ..."."""
        place = self.place
        opens = at + 1 < len(place.tokens) and at < self.at and place.has("stressed", at)
        return opens and (at + 1 == self.at or place.has("auxiliaries", at + 1))

    def _verb_end(self) -> int:
        """Return the last token of the verb: its particle where this follows it at once, as in "fait valoir"."""
        cue = self.place.cue_at(self.at)
        follows = cue is not None and cue.particle and self.place.low(self.at + 1) == cue.particle
        return self.at + bool(follows)

    def _is_subordinate(self) -> bool:
        """Return whether a clause ends with its verb, where a main clause has it second: "wie die Ärztin sagte"."""
        place, (start, end) = self.place, self.clause
        opened = place.has("subordinators", start - 1) or place.has("comparing", start)
        related = place.low(start - 1) == "," and (place.has("relatives", start) or place.has("relatives", start + 1))
        return self.at == end - 1 and (opened or related)

    def _topic(self, finite: int) -> Range | None:
        """Return the phrase before a verb that comes second, where no preposition leads it."""
        place, start = self.place, self.clause[0]
        first = place.phrase(start, finite)
        led = place.has("prepositions", start) or place.has("times", start)
        if first is None or led or not self._may_speak(first):
            return None
        return None if self._is_turned(first, finite) else first

    def _is_turned(self, first: Range, finite: int) -> bool:
        """Return whether a thing stands before a verb that its pronoun follows: "A delay, ruled she out"."""
        place = self.place
        actor = place.any_within(_ACTORS, *first)
        named = any(place.tokens[at].capital and not place.has("determiners", first[0]) for at in range(*first))
        return self.answers and not actor and not named and place.is_person(finite + 1)

    def _first(self, start: int, stop: int) -> Range | None:
        """Return the first noun phrase of a token range that can speak."""
        own = (phrase for phrase, led in self.place.phrases(start, stop) if not led and self._may_speak(phrase))
        return next(own, None)

    def _last(self, start: int, stop: int) -> Range | None:
        """Return the last noun phrase of a token range that can speak."""
        own = [phrase for phrase, led in self.place.phrases(start, stop) if not led and self._may_speak(phrase)]
        return own[-1] if own else None

    def _right(self, start: int) -> Range | None:
        """Return the first noun phrase after a verb that no preposition leads."""
        verb_second = "verb_second" in self.place.words.traits
        for phrase, led in self.place.phrases(start, self.clause[1]):
            if (led and verb_second) or any(self.place.opens_infinitive(at) for at in range(start, phrase[0])):
                return None
            inflected = "cases" in self.place.words.traits
            if inflected and (self.place.tokens[phrase[0]].kind == "number" or not self._may_speak(phrase)):
                continue  # the object before the subject
            if not led and not self._is_object(phrase):
                return phrase if self._may_speak(phrase) and self._may_follow(phrase) else None
        return None

    def _head(self, start: int, end: int) -> int:
        """Return the first word of a noun phrase that is no adjective: what a genitive after it names cannot speak."""
        adjectives = (at for at in range(start, end) if not self.place.has("adjectival", at))
        return next(adjectives, end - 1)

    def _is_abstract(self, phrase: Range) -> bool:
        """Return whether a noun phrase is a deed or quality by the ending of its head, and names no body."""
        place, head = self.place, self._head(*phrase)
        named = any(place.tokens[at].capital or place.tokens[at].quote >= 0 for at in range(*phrase) if at)
        return place.has("abstract", head) and not place.has("bodies", head) and not named

    def _is_before_actor(self, phrase: Range) -> bool:
        """Return whether who acts stands right after a noun phrase for nobody: "собравшимся начальник сказал"."""
        place, (start, end) = self.place, phrase
        if "cases" not in place.words.traits or not place.is_listed(end) or place.has("claim_nouns", end):
            return False
        named = any(place.tokens[at].capital for at in range(max(1, start), end))
        return not named and not place.any_within(_OFFICES, start, end)

    def _is_led(self, phrase: Range) -> bool:
        """Return whether a noun phrase has an article, a name, an office or a body: bare nouns tell nothing."""
        place = self.place
        if place.has("determiners", phrase[0] - 1):
            return True
        return place.any_within(_LED, *phrase) or any(place.tokens[at].capital for at in range(*phrase))

    def _may_follow(self, phrase: Range) -> bool:
        """Return whether a noun phrase after a verb can be its subject: where this may be left out, only somebody."""
        place = self.place
        if not {"articles", "drops_subject"} <= place.words.traits:
            return True
        end = phrase[1]
        named = place.low(end) == "," and end + 1 < len(place.tokens) and place.tokens[end + 1].capital
        told = named or place.any_within(_FOLLOWING, *phrase)
        return told or any(place.tokens[at].capital for at in range(*phrase))

    def _holds_office(self, phrase: Range) -> bool:
        """Return whether an office leads a noun phrase after its verb, where articles tell it from an object."""
        place = self.place
        return "articles" in place.words.traits and place.within("titles", *phrase)

    def _is_office(self, at: int) -> bool:
        """Return whether a word is an office, body or pronoun in the form that dictionaries list."""
        low, lists = self.place.low(at), self.place.words.words
        return low in lists["titles"] or low in lists["bodies"] or self.place.is_person(at)

    def _is_object(self, phrase: Range) -> bool:
        """Return whether a phrase after a verb is its object by its form, or by the lack of an article.

        "Mostró fragmentos": a bare noun after a verb that opens its sentence.
        """
        place, first = self.place, phrase[0]
        if "verb_second" in place.words.traits:
            return place.has("objective", first)
        if "drops_subject" not in place.words.traits or "cases" in place.words.traits or self.at != 0:
            return False
        kinds = ("determiners", "titles", "bodies", "pronouns")
        return not place.tokens[first].capital and not any(place.has(kind, first) for kind in kinds)

    def where(self) -> Range | None:
        """Return the body in "in the ministry they said": a place before or after a verb without a subject."""
        place = self.place
        anywhere = "places_speak" in place.words.traits
        for start, stop in ((self.clause[0], self.at), (self.at + 1, self.clause[1])):
            for phrase, led in place.phrases(start, stop):
                named = any(place.has("bodies", i) or place.tokens[i].capital for i in range(*phrase))
                told = anywhere or place.has("from", phrase[0] - 1) or place.has("from", phrase[0] - 2)
                if led and told and (named or (place.has("plural_verbs", self.at) and self._is_place(phrase))):
                    return phrase
        return None

    def _place_before(self, phrase: Range) -> Range | None:
        """Return the place that opens a clause and speaks, where a noun phrase for nobody is but an object.

        "В полиции насчитали 4500 участников": the verb is a plural without a subject.
        """
        place, start = self.place, self.clause[0]
        if "places_speak" not in place.words.traits or not place.has("plural_verbs", self.at):
            return None
        counted = any(place.tokens[at].kind == "number" for at in range(*phrase))
        if not place.has("wheres", start) or (place.any_within(_SOMEBODY, *phrase) and not counted):
            return None
        named = any(place.tokens[at].capital for at in range(*phrase))
        first = next((one for one, led in place.phrases(start, self.at) if led), None)
        body = first is not None and place.within("bodies", *first)
        return first if body and not named and first != phrase else None

    def _is_place(self, phrase: Range) -> bool:
        """Return whether a noun phrase after "in" or "at" can be a place where people speak."""
        place = self.place
        kinds = ("claim_nouns", "proposals", "times", "objects", "pronouns")
        return place.has("wheres", phrase[0] - 1) and not any(place.has(k, i) for k in kinds for i in range(*phrase))

    def _before_aside(self, at: int) -> Range | None:
        """Return the noun phrase before "..., an apposition," that stands right before a verb."""
        place, close = self.place, at - 1
        passed = _PASSED_IN_CASES if "cases" in place.words.traits else _PASSED
        while close > 0 and place.has_any(passed, close):
            close -= 1
        if place.low(close) not in {",", "—", "–", ")"}:
            return None
        mark = "(" if place.low(close) == ")" else place.low(close)
        for opens in range(close - 1, max(0, close - _ASIDE_TOKENS), -1):
            if place.low(opens) == mark and not place.spoken[opens]:
                return self._last(place.clause(opens - 1)[0], opens)
        return None

    def _is_name_aside(self, at: int) -> bool:
        """Return whether nothing but a name stands between the marks before a verb: "A doctor, Ilse Varn, accuses"."""
        place, size = self.place, self._aside_words(at)
        inside = range(at - 1 - size, at - 1)
        full = _NAME_WORDS <= size < _SHORT_ASIDE and place.low(at - 1) == ","
        return full and all(place.tokens[i].capital and place.tokens[i].kind == "word" for i in inside)

    def _aside_words(self, at: int) -> int:
        """Return the number of tokens between the marks of the aside before a verb: "the police, however, counted"."""
        return next((size for size in range(_ASIDE_TOKENS) if self.place.low(at - 2 - size) == ","), _ASIDE_TOKENS)

    def _is_matter(self, phrase: Range) -> bool:
        """Return whether the head of a noun phrase is a claim, proposal, piece of evidence or wrong."""
        place, (start, end) = self.place, phrase
        inflected = "cases" in place.words.traits
        kinds = _NO_SPEAKERS_IN_CASES if inflected else _NO_SPEAKERS
        if not place.any_within(_NO_SPEAKERS_IN_CASES, start, end):
            return False
        for at in range(start, self._head(start, end) + 1 if inflected else end):
            if place.has("genitives", at) and at > start:
                break
            written = (place.has("documents", at) and not self.answers) or (place.has("findings", at) and self.answers)
            opens = self.clause[0] + ("elides" in place.words.traits)  # after "L'"
            party = place.low(at) in place.words.words["bodies"] and at == start <= opens
            if not written and not party and place.has_any(kinds, at):
                return True
        return False

    def _may_speak(self, phrase: Range) -> bool:
        """Return whether a noun phrase can be who says something: no claim, proposal, object or number alone."""
        place, (start, end) = self.place, phrase
        if place.has("objective", start) or (
            end == start + 1 and place.has("objects", start) and not place.is_person(start)
        ):
            return False
        if "cases" in place.words.traits and place.tokens[start].kind == "number":
            return False
        if place.low(end - 1) in place.words.durations:
            return False  # "an hour later"
        named = place.tokens[start].capital and start > 0 and place.tokens[start - 1].kind == "word"
        if place.has("no_subjects", start) and not named and not self._is_office(start):
            return False
        if self._is_abstract(phrase) or self._is_before_actor(phrase):
            return False
        if "articles" in place.words.traits and not self._is_led(phrase):
            return False
        if self._is_matter(phrase):
            return False
        quoted = all(place.tokens[at].quote >= 0 for at in range(start, end))
        if quoted and not any(place.tokens[at].capital and not place.spoken[at] for at in range(start, end)):
            return False  # words in quotation marks
        numbers = place.words.numbers
        counted = (place.low(at) in numbers or f"*{place.low(at)}" in numbers for at in range(start, end))
        if all(counted):
            return False
        return any(
            (place.tokens[at].kind == "word" and not place.has("determiners", at)) or place.has("pronouns", at)
            for at in range(start, end)
        )
