"""Which claim a response answers: a small linear score over what the rules see, and a refusal below a threshold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.grammar.clauses import Range
from bot.claims.grammar.compare import Rarity, stem
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.parties import mentions, name_begins, same_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, Polarity

# Weights set by hand from the development stories and labelled denials (docs/decisions/0010-claims-rules.md).
NEARNESS = (1.6, 1.5, 0.9, 0.5, 0.4, 0.2)  # by sentences back: 0, 1, 2, 3, 4, 5 and more
AFTER = 0.1  # the claim stands after the response
ELSEWHERE = 0.0  # the claim stands in another article
ACCUSES = 0.9  # accuse, allege, sue: a verb of accusation
CLAIMS = 0.5  # claim, say, argue: a verb that asserts
STATES = 0.2  # any other verb of saying
TARGETS = 0.9  # the claim's content names the responder
OVERLAP = 2.0  # times the share of content words
OWNED = 1.6  # the response names the claimant
NOUN = 0.4  # "the accusation" and a verb of accusation
SAME_STEM = 0.8  # "the report" and "reported"
POINTED = 0.6  # a bare "that", "No", or "that criticism" answers the sentence before it
UNPROVEN = 0.9  # "no evidence" answers an accusation
DEFINITE = 0.6  # "the allegation" answers the sentence before it
ECHOED = 1.0  # the response negates the claim's own noun
NAMES_CLAIMANT = 0.5  # what is denied names the one who makes the claim
UNNAMED = -0.3  # nobody in particular claims it
UNATTRIBUTED = -0.2  # the article itself says it; only a correction answers that
THRESHOLD = 2.2
PLACED = -0.8  # in the choice between claims: nothing but its place ties this one to the denial
RETOLD_REACH = 1  # sentences back that somebody may tell what others claim before denying it
POINTER_REACH = 3  # sentences back that a bare "that", "it" or "No" may point
ECHO_THRESHOLD = 3.0  # an echoed noun alone is weak evidence: most of what links it must be something else
ECHO_RARITY = 2.0  # weight of a word that a negation echoes: it stands in few sentences of the story
ELABORATES = 0.5  # share of content words from which "In fact" goes on instead of setting right
SAME_SENTENCE = 0.7  # share of content words of one statement printed twice
ELSEWHERE_OVERLAP = 0.15  # share of content words without which a sentence of another article is no claim


_TAG_QUESTION = re.compile(r",\s*\w+n['’]t (?:it|you|he|she|they|that|there|we)\?\Z", re.IGNORECASE)


class Claim(NamedTuple):
    """A sentence that makes a claim, with who makes it. `said` is None where the article itself makes it.

    `score` tells how well it fits a response; `parts` names what it is the sum of.
    """

    reading: Reading
    sentence: int
    span: Range
    speaker: str | None
    said: Said | None = None
    score: float = 0.0
    parts: tuple[tuple[str, float], ...] = ()
    measures: tuple[tuple[str, float], ...] = ()  # what a rule that decides alone has weighed

    @property
    def words(self) -> frozenset[str]:
        """Return the content words of the sentence."""
        return self.reading.words[self.sentence]


def claims_of(lexicon: Lexicon, reading: Reading) -> list[Claim]:
    """Return the sentences of an article that can be a claim, attributed ones first."""
    found = [
        _claim(reading, reading.text.sentence_at(said.item.contents[0][0]).number, said)
        for said in reading.said
        if can_claim(lexicon, said)
    ]
    attributed = {said.item.sentence for said in reading.said} | {claim.sentence for claim in found}
    plain = (number for number in range(len(reading.words)) if number not in attributed)
    return found + [_claim(reading, number, None) for number in plain]


def _claim(reading: Reading, number: int, said: Said | None) -> Claim:
    speaker = said.speaker if said is not None else reading.article.source or None
    return Claim(reading=reading, sentence=number, span=sentence_span(reading, number), speaker=speaker, said=said)


def can_claim(lexicon: Lexicon, said: Said) -> bool:
    """Return whether a statement puts a claim forward: no wish, plan, question or denial."""
    item, words = said.item, lexicon.words
    if said.polarity not in {Polarity.ASSERTS, Polarity.CONFIRMS} or item.rule in {"infinitive", "line.speaker"}:
        return False  # a wish, or a headline with a colon
    if item.group is not None and item.group.negated:
        return False
    if item.rule in {"object", "passive"}:
        return item.verb in words["object_claims"]
    spoken = item.group is not None and bool({"clause", "tell"} & item.group.cue.frames)
    claims = item.verb in words["claiming"] or item.verb in words["accusing"]
    claims = claims or (spoken and item.verb not in words["unclaiming"])
    return claims or item.rule == "nominal" or item.rule.startswith("quote")


def best_claim(
    lexicon: Lexicon, rarity: Rarity, response: Response, claims: Sequence[Claim], threshold: float = THRESHOLD
) -> Claim | None:
    """Return the best claim for a response with its score, or None when nothing reaches the threshold."""
    answering = _answering(response)
    best: Claim | None = None
    best_parts, likeliest = Score(threshold, 0.0, 0.0), 0.0
    own = takes_back(response)  # the article's own words are a claim only where they are taken back
    for claim in claims if own else [claim for claim in claims if claim.said is not None]:
        parts = score(lexicon, rarity, response, claim, answering)
        if parts is None or parts.total < threshold:
            continue
        placed = not response.shown and _is_only_near(response, claim, answering)
        likely = parts.total + PLACED * placed
        if best is None or likely > likeliest:
            best, best_parts, likeliest = claim, parts, likely
    if best is None:
        return None
    retold = best.said is not None and not takes_back(response) and same_voice(best.speaker, response.speaker)
    speaker = None if retold else best.speaker
    return best._replace(speaker=speaker, score=best_parts.total, parts=tuple(best_parts._asdict().items()))


class Score(NamedTuple):
    """What a link's score is the sum of: where the claim stands, which words both hold, who speaks and how."""

    place: float
    words: float
    voices: float

    @property
    def total(self) -> float:
        """Return the sum."""
        return self.place + self.words + self.voices


def score(
    lexicon: Lexicon, rarity: Rarity, response: Response, claim: Claim, answering: frozenset[str]
) -> Score | None:
    """Return how well a sentence fits as the claim that a response answers; None when it cannot be that claim.

    `answering` is how the names of those who answer begin.
    """
    said = claim.said
    if said is None:
        if not takes_back(response) or claim.sentence == response.sentence:
            return None
    elif response.said is not None and response.speaker is None and claim.sentence != response.sentence:
        return None  # who denies is not known, so neither is what
    elif said is response.said or (
        same_voice(claim.speaker, response.speaker)
        and not takes_back(response)
        and not _retells(lexicon, response, claim)
    ):
        return None
    if response.echo and not _echoes(rarity, response, claim):
        return None
    near = _nearness(lexicon, response, claim)
    overlap = rarity.shared(response.target, claim.words) if response.target and near is not None else 0.0
    if _asks(claim) or (response.rule == "own.infact" and overlap >= ELABORATES):
        return None
    if response.rule == "no.evidence" and claim.said is not None and not _accuses(lexicon, claim.said):
        return None
    if near is None or (claim.reading is not response.reading and overlap < ELSEWHERE_OVERLAP):
        return None
    parts = Score(place=near, words=OVERLAP * overlap, voices=_fit(lexicon, response, claim, answering))
    return parts if not response.echo or parts.total >= ECHO_THRESHOLD else None


def _accuses(lexicon: Lexicon, said: Said) -> bool:
    return said.item.verb in lexicon.words["accuse_strong"] or said.item.verb in lexicon.words["accusing"]


def _puts_forward(lexicon: Lexicon, claim: Claim) -> bool:
    """Return whether somebody asserts a claim outright: what "the claim", "the report" points back to."""
    if claim.said is None or claim.speaker is None:
        return False
    return _accuses(lexicon, claim.said) or claim.said.item.verb in {"write", "tell", "tweet", "publish"}


def takes_back(response: Response) -> bool:
    """Return whether a response corrects or retracts: the one who does so often made the claim."""
    return response.kind in {DisputeKind.CORRECTION, DisputeKind.RETRACTION}


def _retells(lexicon: Lexicon, response: Response, claim: Claim) -> bool:
    """Return whether the one who answers tells right before what others claim: "They say X. That is a lie"."""
    before = claim.reading is response.reading and 0 < response.sentence - claim.sentence <= RETOLD_REACH
    return before and response.pointer and lexicon.patterns["retold"].search(_text(claim)) is not None


def _echoes(rarity: Rarity, response: Response, claim: Claim) -> bool:
    """Return whether a claim rests on the word that the response negates, in another sentence."""
    here = claim.reading is response.reading and claim.sentence == response.sentence
    if here or claim.said is None or response.echo not in claim.words or not claim.speaker:
        return False
    if rarity.shared(response.target, claim.words) >= SAME_SENTENCE or negates(_text(claim), response.echo):
        return False
    return rarity.weight(response.echo) >= ECHO_RARITY


def _asks(claim: Claim) -> bool:
    """Return whether a sentence is a question and so no claim (rule 16); "..., isn't it?" is one."""
    text = _text(claim)
    if "?" not in text:
        return False
    text = text.rstrip("\"'”’) ")
    return text.endswith("?") and _TAG_QUESTION.search(text) is None


def _text(claim: Claim) -> str:
    return claim.reading.slice(*claim.span)


def negates(text: str, echo: str) -> bool:
    """Return whether a text itself negates the word with this stem: then it agrees with a negation of it."""
    words = text.lower().replace("’", "'").split()
    at = next((i for i, word in enumerate(words) if stem(word.strip(".,;:!?'\"“”")) == echo), len(words))
    return any(word in {"no", "not", "never"} or word.endswith("n't") for word in words[max(0, at - 5) : at])


def _nearness(lexicon: Lexicon, response: Response, claim: Claim) -> float | None:
    """Return the part of the score that place decides; None where a claim cannot stand."""
    if claim.reading is not response.reading:
        later = _day(claim.reading) > _day(response.reading) > ""
        return None if response.pointer or later else ELSEWHERE  # an answer does not precede what it answers
    distance = response.sentence - claim.sentence
    if distance == 0 and not _before_in_sentence(lexicon, response, claim):
        return None
    if distance == 0 and claim.said is not None and _contrasted(lexicon, response, claim.said):
        return NEARNESS[0] + POINTED
    if (response.pointer and distance > POINTER_REACH) or (response.shown and distance < 0):
        return None
    if distance == 1 and (response.pointer or response.shown or response.rule == "no.evidence"):
        return NEARNESS[1] + POINTED
    if distance == 1 and response.noun and response.inside is Inside.NOT and _puts_forward(lexicon, claim):
        return NEARNESS[1] + DEFINITE
    if distance == -1 and response.noun and claim.said is not None and claim.said.item.verb[:5] == response.noun[:5]:
        return NEARNESS[2]  # "denied the report. The paper had reported ..."
    return AFTER if distance < 0 else NEARNESS[min(distance, len(NEARNESS) - 1)]


def _day(reading: Reading) -> str:
    """Return the ISO day of an article, "" when unknown; days compare as text."""
    return (reading.article.date or "")[:10]


def _before_in_sentence(lexicon: Lexicon, response: Response, claim: Claim) -> bool:
    """Return whether a claim stands before the response in one sentence and the response is no time clause."""
    if claim.said is None or response.subordinate:
        return False
    if _contrasted(lexicon, response, claim.said):
        return True
    if response.rule.startswith("false"):
        return False
    reported = any(start <= response.at < end for start, end in claim.said.item.contents)
    if reported and claim.said.item.rule != "passive" and response.rule != "deny.relative":
        return False  # the claim reports the denial: nobody denies the claim
    return claim.said.item.cue[0] < response.at and claim.said.item.verb in lexicon.words["accusing"]


def _contrasted(lexicon: Lexicon, response: Response, claim: Said) -> bool:
    """Return whether "but", "though" or the like parts a claim from the response that follows it in its sentence."""
    between = response.reading.slice(claim.item.cue[1], response.at)
    return lexicon.patterns["contrast"].search(between) is not None


def _fit(lexicon: Lexicon, response: Response, claim: Claim, answering: frozenset[str]) -> float:
    """Return the part of the score that who speaks, and how, decides."""
    if claim.said is None:
        return CLAIMS + UNATTRIBUTED
    item, words = claim.said.item, lexicon.words
    accuses = item.verb in words["accuse_strong"]
    total = ACCUSES if accuses else CLAIMS if item.verb in words["accusing"] else STATES
    total += TARGETS * _targets(answering, claim.reading, claim.said)
    total += OWNED * bool(response.owner and same_voice(response.owner, claim.speaker))
    if response.noun and item.verb[:5] == response.noun[:5]:
        total += SAME_STEM
    elif accuses and response.noun in words["accusations"]:
        total += NOUN
    total += UNPROVEN * (accuses and response.rule == "no.evidence")
    if response.rule == "deny.clause" and item.verb in words["accusing"]:
        total += NAMES_CLAIMANT * mentions(_denied(response), claim.speaker)
    return total + ECHOED * bool(response.echo) + UNNAMED * (claim.speaker is None)


def _is_only_near(response: Response, claim: Claim, answering: frozenset[str]) -> bool:
    """Return whether nothing but its place ties a claim to a denial: no name, no word, no owner."""
    if response.kind is not DisputeKind.DENIAL or claim.said is None or claim.sentence == response.sentence:
        return False
    if not response.target.isdisjoint(claim.words):
        return False
    owned = bool(response.owner) and same_voice(response.owner, claim.speaker)
    return not owned and not _targets(answering, claim.reading, claim.said)


def is_about(response: Response, claim: Claim) -> bool:
    """Return whether what a claim says names the one who answers, or whom the answering one speaks for."""
    return claim.said is not None and _targets(_answering(response), claim.reading, claim.said)


def _content(reading: Reading, said: Said) -> str:
    return reading.slice(said.item.contents[0][0], said.item.contents[-1][1])


def _targets(answering: frozenset[str], reading: Reading, said: Said) -> bool:
    """Return whether a claim names one of those whose names begin so."""
    low = _content(reading, said).lower()
    return any(begin in low for begin in answering)


def _answering(response: Response) -> frozenset[str]:
    """Return how the names begin of the one who answers, and of those they speak for."""
    begins = set(name_begins(response.speaker or ""))
    source = response.said.item.source if response.said is not None else None
    if source is not None:
        voices = response.reading.voices
        names = voices.names[response.reading.text.sentence_at(source[0]).number]
        begins.update(*(name_begins(voices.best(name)) for name in names if source[0] <= name.start < source[1]))
    return frozenset(begins)


def _denied(response: Response) -> str:
    """Return the words that say what is denied."""
    if response.said is None:
        return ""
    return _content(response.reading, response.said)
