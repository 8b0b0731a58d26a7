"""Which accusation an answer answers that uses no word of denial: "Nobody touched the sluice".

A negation alone tells little: much is negated that nobody claimed. What tells is the sum of many small signs, of the
claim (it accuses, it tells a misdeed), of who answers (the one accused, or who speaks for them), of the words of the
answer ("nobody", "never", "we") and of the words that both share. The weights are those of a linear model, fitted on
the articles that have been read (docs/decisions/0012) and rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.claims.answers.response import Response
from bot.claims.grammar.clauses import Range
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.accused import accused_in, is_unnamed
from bot.claims.light.answers.parties import goes_on, speaks_for_somebody, targets
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.grammar.vocabulary import LETTERS
from bot.claims.light.speech.reading import LightReading
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said

# What one sign adds to the log odds that a statement is what a negation answers.
WEIGHTS = {
    "total": 1.5,  # "nobody", "never", "not one"
    "echo": 1.4,  # times the weight of the words that both share
    "self": 0.4,  # "I have never"
    "uninvolved": 1.6,  # "has nothing to do with it"
    "own": 0.75,  # "we", "our"
    "reply": 0.3,  # "retorted"
    "answers": -1.0,  # answers, and neither negates nor contradicts
    "title": 0.9,  # the title names who answers
    "headline": 2.5,  # the title says what is negated
    "announced": 1.2,  # "the mayor was indignant": said right before
    "short": 1.0,  # an article of few sentences: what is negated there is what it is about
    "stands_for": 0.4,  # a body, its head or its spokesman answers
    "speaks_for": 0.2,  # a spokesman or lawyer answers
    "official": -3.5,  # who investigates or judges answers
    "plans": -1.0,  # the answer speaks of plans
    "accuses": 1.6,
    "claims": 1.5,  # by its verb
    "criticises": -1.5,  # a verb of accusing with a noun, and no misdeed
    "deed": 0.8,  # "is said to have", "of having"
    "misdeed": 0.75,  # a word for what people are accused of
    "about": 1.0,  # the claim names who answers
    "named": 1.1,  # it names them, and the answer is "nobody", "never" or "I have not"
    "repeats": 2.0,  # "there will be tolls" and, soon after, "there will be no tolls"
    "whoever": 2.4,  # blames a pronoun for a deed, and nobody else has spoken since
    "retorts": 1.4,  # a verb of accusing, and the accused or who speaks for them retorts
    "after": -1.0,  # the claim follows the negation
    "matter": -2.1,  # a verb of saying with a noun, "is accused" without a deed
    "nobody": -1.4,  # nobody in particular claims it
    "goes_on": -0.4,  # speech that goes on
    "far": -0.06,  # for each sentence between
}
LEAST = -4.2  # log odds of a pair without any sign
_MOST_ECHO = 2.5
_ROOT_CHARS = 5  # letters that words of one family share: "contaminated", "contamination"
_LEAST_CHARS = 4  # of a word that tells a matter
_LONG = 9  # letters from which a noun of a language that joins nouns may hold another one
_HEADLINE, _IN_HEADLINE = 3, 0.6  # content words of a title, and the share of them that an answer holds
_SUMMED_REACH = 2  # sentences between a deed and what it is called by who accuses of it
_SHORT = 8  # sentences of a short article
REPEATED, _REPEATED_REACH = 0.35, 2  # share of words, and sentences between, of a claim and its plain negation
_COMMON = 1.2  # weight of a word that so many sentences hold that sharing it tells nothing
_OFFICIAL = ("prosecutors", "court_offices", "onlookers")
_NEGATIONS = frozenset({"negations", "total_negations"})


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case."""
    return (match.group() for match in LETTERS.finditer(text.lower()))


def is_negated(reading: LightReading, text: str) -> bool:
    """Return whether a text holds a word that negates."""
    return not _NEGATIONS.isdisjoint(reading.lists_in(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A negation and what tells of who says it; made once, weighed against each claim before it."""

    rarity: Rarity
    reading: LightReading
    response: Response
    words: frozenset[str]  # of matter, without names
    roots: frozenset[str]
    weight: float  # what the answer itself adds
    total: bool  # "nobody", "never"
    own: bool  # "I have not"
    retorts: bool  # a verb of answering, of one who stands for somebody
    lasts: tuple[str, ...]  # words that may end a noun of several nouns
    longs: tuple[str, ...]  # words that may be one
    echoes: dict[int, float] = field(default_factory=dict)  # what `echo` has told of a sentence

    def most_odds(self, claim: Said, number: int) -> float:
        """Return what the log odds are at most: of a statement that cannot be the likeliest no more is asked."""
        return LEAST + self.weight + self._sum(claim, self._likely_signs(claim, number))

    def odds(self, claim: Said, number: int) -> float:
        """Return the log odds that a statement of a sentence is what this answers."""
        signs = self._likely_signs(claim, number)
        about = targets(self.reading, number, self.response.speaker, self.response.said)
        about = about or (is_unnamed(self.reading, self.response) and accused_in(self.reading, claim) is not None)
        shared = self.rarity.shared(self.response.target, self.reading.words[number])
        signs["about"], signs["named"] = about, about and signs["named"]
        signs["repeats"] = signs["repeats"] and shared >= REPEATED
        signs["whoever"] = signs["whoever"] and self._is_first(claim, number)
        return LEAST + self.weight + self._sum(claim, signs)

    def _sum(self, claim: Said, signs: dict[str, float]) -> float:
        """Return what the signs of a statement add, and those of it beside the answer."""
        return _weigh(signs, _claim_signs(self.reading, claim)[1])

    def _likely_signs(self, claim: Said, number: int) -> dict[str, float]:
        """Return the signs of a statement beside the answer; what costs most to tell counts wherever it may be."""
        own = signs_of_claim(self.reading, claim)
        return {
            "about": True,
            "repeats": 0 < self.response.sentence - number <= _REPEATED_REACH,
            "retorts": bool(own["accuses"]) and self.retorts,
            "whoever": bool(own["deed"] and own["accuses"] + own["claims"]),
            "after": number > self.response.sentence,
            "named": self.total or (self.own and not own["goes_on"]),
            "echo": self.echo(number),
            "far": max(0, self.response.sentence - number - 1),
        }

    def _is_first(self, claim: Said, number: int) -> bool:
        """Return whether a claim is about a pronoun, and the answer is the first that somebody else says after it."""
        since = (self.reading.said_in(at) for at in range(number + 1, self.response.sentence))
        pointed = bool(self.reading.places[number].pointers)
        return pointed and all(same_voice(one.speaker, claim.speaker) for here in since for one in here)

    def echo(self, number: int) -> float:
        """Return the weight of the words, or words of their families, that the answer shares with a sentence."""
        reading = self.reading
        if number in self.echoes:
            return self.echoes[number]
        other = {word for word in reading.words[number] if len(word) >= _LEAST_CHARS}
        found = {word for word in other if word in self.words or _root(reading, word) in self.roots}
        if "capital_nouns" in reading.vocabulary.traits:
            found |= {word for word in other if self._shares_noun(word)}
        told = sum(max(0.0, self.rarity.weight(word) - _COMMON) for word in sorted(found))
        self.echoes[number] = min(_MOST_ECHO, told)
        return self.echoes[number]

    def _shares_noun(self, word: str) -> bool:
        """Return whether a word ends with one of the answer's, or one of these with it: nouns of several nouns."""
        holds = len(word) >= _LONG and word.endswith(self.lasts)
        return holds or (len(word) >= _ROOT_CHARS and any(mine.endswith(word) for mine in self.longs))


def _weigh(signs: dict[str, float], others: float = 0.0) -> float:
    """Return what signs add to what others do."""
    return sum((WEIGHTS[name] * value for name, value in signs.items()), others)


def answer_of(rarity: Rarity, reading: LightReading, response: Response) -> Answer:
    """Return a negation with what tells of who says it."""
    names = reading.voices.person_stems()
    words = frozenset(word for word in response.target if len(word) >= _LEAST_CHARS and word not in names)
    signs = _signs_of_answer(reading, response)
    return Answer(
        rarity=rarity,
        reading=reading,
        response=response,
        words=words,
        roots=frozenset(_root(reading, word) for word in words),
        weight=_weigh(signs),
        total=bool(signs["total"]),
        own=bool(signs["self"]),
        retorts=bool(signs["reply"] and signs["stands_for"]),
        lasts=tuple(word for word in words if len(word) >= _ROOT_CHARS),
        longs=tuple(word for word in words if len(word) >= _LONG),
    )


def _signs_of_answer(reading: LightReading, response: Response) -> dict[str, float]:
    """Return what tells that a statement answers an accusation, whichever it is."""
    has, said = reading.vocabulary.has, response.said
    text = _told(reading, said) if said is not None else reading.slice(*response.span)
    lists, told = reading.lists_in(text), " ".join(words_of(text))
    source = _source(reading, said)
    speaks = any(has("spokes", word) and not has("prosecutors", word) for word in source)
    return {
        "total": "total_negations" in lists or reading.vocabulary.patterns["not_one"].search(told) is not None,
        "self": response.rule == "counter.innocence",
        "uninvolved": reading.vocabulary.patterns["uninvolved"].search(told) is not None,
        "own": "ours" in lists,
        "reply": said is not None and said.item.verb in reading.vocabulary.words["retorting"],
        "answers": said is not None and _only_answers(reading, said, lists),
        "title": _is_in_title(reading, response),
        "headline": _is_headline(reading, response),
        "announced": is_announced(reading, response),
        "short": len(reading.text.sentences) <= _SHORT,
        "stands_for": speaks_for_somebody(reading, said),
        "speaks_for": speaks,
        "official": not speaks and any(has(kind, word) for kind in _OFFICIAL for word in source),
        "plans": "proposals" in lists,
    }


def _only_answers(reading: LightReading, said: Said, lists: frozenset[str]) -> bool:
    """Return whether a statement neither negates nor contradicts by its verb: it may answer any question."""
    contradicts = said.item.verb in reading.vocabulary.words["contradicting"]
    return not contradicts and _NEGATIONS.isdisjoint(lists)


def signs_of_claim(reading: LightReading, claim: Said) -> dict[str, float]:
    """Return what tells that a statement is an accusation, whoever answers it."""
    return _claim_signs(reading, claim)[0]


def _claim_signs(reading: LightReading, claim: Said) -> tuple[dict[str, float], float]:
    """Return the signs of a statement and what they add; worked out once for each statement."""
    if id(claim) not in reading.signs:
        signs = _signs_of_claim(reading, claim)
        reading.signs[id(claim)] = signs, _weigh(signs)
    return reading.signs[id(claim)]


def _signs_of_claim(reading: LightReading, claim: Said) -> dict[str, float]:
    verbs = reading.vocabulary.linking.words
    strong = claim.item.verb in verbs["accuse_strong"] or claim.item.verb in verbs["own_claims"]
    charged = any(reading.vocabulary.has("prosecutors", word) for word in _source(reading, claim))
    deed = reading.tells("deed", reading.sentence_of(claim))
    misdeed = tells_misdeed(reading, claim)
    passive = claim.item.rule == "passive"
    return {
        "accuses": charged or claim.item.verb in verbs["accuse_strong"],
        "claims": claim.item.verb in verbs["own_claims"],
        "matter": (claim.item.rule == "object" and not strong) or (passive and not (deed or misdeed)),
        "criticises": claim.item.rule == "object" and strong and not (deed or misdeed),
        "deed": deed,
        "misdeed": misdeed,
        "nobody": claim.speaker is None and not passive,
        "goes_on": goes_on(reading, claim),
    }


def is_charge(reading: LightReading, claim: Said) -> bool:
    """Return whether a statement charges somebody: by its verb, by who makes it, or by the misdeed it tells."""
    signs = signs_of_claim(reading, claim)
    return any(signs[name] for name in ("accuses", "claims", "misdeed", "deed"))


def deed_of(reading: LightReading, said: Said) -> Said:
    """Return what nobody in particular tells right before it is given a name: "... The prosecutor spoke of theft"."""
    charges = any(reading.vocabulary.has("prosecutors", word) for word in _source(reading, said))
    if not charges or not signs_of_claim(reading, said)["criticises"]:
        return said
    number = reading.sentence_of(said)
    before = (one for at in range(number - 1, number - 1 - _SUMMED_REACH, -1) for one in reading.said_in(at))
    return next((one for one in before if one.item.rule == "rumour" and one.speaker is None), said)


def tells_misdeed(reading: LightReading, claim: Said) -> bool:
    """Return whether a statement holds a word for what people are accused of."""
    return "misdeeds" in reading.lists_in(_told(reading, claim))


def _told(reading: LightReading, said: Said) -> str:
    return " ".join(reading.slice(*content) for content in said.item.contents)


def _source(reading: LightReading, said: Said | None) -> list[str]:
    """Return the words that name who says something, with the office right before them."""
    if said is None or said.item.source is None:
        return []
    start, end = said.item.source
    before = reading.article.text[reading.text.sentence_at(start).start : start].split()
    return [*(before[-1:] and words_of(before[-1])), *words_of(reading.slice(start, end))]


def _root(reading: LightReading, word: str) -> str:
    """Return the letters that the words of one family begin with; German participles begin with "ge" before them."""
    joins = "capital_nouns" in reading.vocabulary.traits
    bare = word[2:] if joins and word.startswith("ge") and len(word) > _ROOT_CHARS + 1 else word
    return bare[:_ROOT_CHARS]


def _is_headline(reading: LightReading, response: Response) -> bool:
    """Return whether the title is made of words of an answer: an article is about what its title quotes."""
    title = reading.vocabulary.content_words(reading.article.title or "")
    return len(title) >= _HEADLINE and len(title & response.target) >= _IN_HEADLINE * len(title)


def is_announced(reading: LightReading, response: Response) -> bool:
    """Return whether an answer is led in as one, in its sentence or in the one before, by which nobody speaks."""
    start = response.said.item.contents[0][0] if response.said is not None else response.at
    number = response.sentence
    if reading.vocabulary.patterns["leads_in_answer"].search(
        reading.slice(reading.text.sentences[number].start, start)
    ):
        return True
    return number > 0 and reading.tells("leads_in_answer", number - 1)


def _is_in_title(reading: LightReading, response: Response) -> bool:
    """Return whether the title of the article names who answers, by name, office or body."""
    told = {word[:_ROOT_CHARS] for word in words_of(reading.article.title or "") if len(word) >= _LEAST_CHARS}
    named = (*words_of(response.speaker or ""), *_source(reading, response.said))
    mine = {word[:_ROOT_CHARS] for word in named if len(word) >= _LEAST_CHARS}
    return bool(told & (mine | _beside(reading, response)))


def _beside(reading: LightReading, response: Response) -> set[str]:
    """Return the roots of names and bodies in the words around the name of who answers: whom they speak for."""
    source = response.said.item.source if response.said is not None else None
    own = set() if source is None else _told_around(reading, [source])
    last = response.speaker.split()[-1] if response.speaker else ""
    if last not in reading.beside:  # worked out once: who answers often is named often
        names = reading.voices.full_names(last)
        reading.beside[last] = _told_around(reading, [(name.start, name.end) for name in names])
    return own | reading.beside[last]


def _told_around(reading: LightReading, spans: list[Range]) -> set[str]:
    """Return the roots of names and bodies in the words around some names."""
    found: set[str] = set()
    for start, end in spans:
        place = reading.places[reading.text.sentence_at(start).number]
        for at in _around(place, start, end):
            told = (place.tokens[at].capital and at > 0) or place.has("bodies", at)
            if told and len(place.low(at)) >= _LEAST_CHARS:
                found.add(place.low(at)[:_ROOT_CHARS])
    return found


def _around(place: Clauses, start: int, end: int) -> range:
    """Return the tokens around a name as far as words go without a verb: "the manager of Lomas Kim Orm, head of"."""
    tokens = place.tokens
    first, last = place.token_from(start), place.token_from(end)
    while first > 0 and _goes_on_there(place, first - 1):
        first -= 1
    last += place.low(last) == ","
    while last < len(tokens) and _goes_on_there(place, last):
        last += 1
    return range(first, last)


def _goes_on_there(place: Clauses, at: int) -> bool:
    """Return whether a token goes on with a description: a word, and no verb."""
    apart = (
        place.spoken[at] or place.cue_at(at) is not None or place.has("auxiliaries", at) or place.has("relatives", at)
    )
    return place.tokens[at].kind == "word" and not apart
