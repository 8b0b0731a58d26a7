"""Which claim a response answers: a small linear score over what the rules see, and a refusal below a threshold."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims.clauses import Range
from bot.claims.compare import Rarity
from bot.claims.lexicon import Lexicon
from bot.claims.responses import Response, sentence_span
from bot.claims.statements import Reading, Said
from bot.domain.claim import Polarity

# Weights set by hand from the development stories and labelled denials (docs/decisions, claims records).
NEARNESS = (1.6, 1.5, 0.9, 0.5, 0.4, 0.2)  # by sentences back: 0, 1, 2, 3, 4, 5 and more
AFTER = 0.1  # the claim stands after the response
ELSEWHERE = 0.0  # the claim stands in another article
ACCUSES = 0.9  # accuse, allege, sue: a verb of accusation
CLAIMS = 0.5  # claim, say, argue: a verb that asserts
TARGETS = 0.9  # the claim's content names the responder
OVERLAP = 2.0  # times the share of content words
OWNED = 1.6  # the response names the claimant
NOUN = 0.4  # "the report" and a verb of reporting, "the criticism" and a verb of criticism
UNNAMED = -0.3  # nobody in particular claims it
THRESHOLD = 2.2
ECHO_RARITY = 2.5  # weight of a word that a negation echoes: it stands in few sentences of the story
_ACCUSATIONS = frozenset({"allegation", "allegations", "accusation", "accusations", "charge", "charges", "claims", "claim", "complaint", "wrongdoing", "involvement", "misconduct"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that makes a claim, with who makes it."""

    reading: Reading
    sentence: int
    span: Range
    speaker: str | None
    said: Said | None
    score: float


def same_voice(one: str | None, other: str | None) -> bool:
    """Return whether two speaker names are the same person or body, by their last or all words."""
    if not one or not other:
        return False
    first, second = set(one.lower().split()), set(other.lower().split())
    return one.lower().split()[-1] == other.lower().split()[-1] or first <= second or second <= first


def mentions(text: str, name: str | None) -> bool:
    """Return whether a text names somebody, by the last word of the name or a form of it ("Russia", "Russian")."""
    if not name:
        return False
    last = name.lower().split()[-1].removesuffix("'s").removesuffix("’s")
    return len(last) > 2 and last[:6].rstrip("s") in text.lower()


_CLAIMING = frozenset(
    """tell write tweet testify add warn declare conclude find rule show state note explain criticize blame reveal believe
    estimate recall according call describe accuse say report announce question""".split()
)
_OBJECT_CLAIMS = frozenset("accuse blame criticize call describe allege claim label brand charge suspect sue portray cite".split())


def candidates(lexicon: Lexicon, reading: Reading) -> list[Said]:
    """Return the statements of an article that can be a claim."""
    allowed = {Polarity.ASSERTS, Polarity.CONFIRMS}
    found = []
    for said in reading.said:
        item = said.item
        if said.polarity not in allowed or item.rule == "infinitive" or (item.group is not None and item.group.negated):
            continue
        if item.rule in {"object", "passive"} and item.verb not in _OBJECT_CLAIMS:
            continue
        if item.rule == "nominal" or item.verb in _CLAIMING or item.verb in lexicon.words["accusing"] or item.rule.startswith("quote"):
            found.append(said)
    return found


def score(lexicon: Lexicon, rarity: Rarity, response: Response, reading: Reading, said: Said) -> float:  # noqa: C901 - a sum of features
    """Return how well a statement fits as the claim that a response answers; negative infinity when it cannot."""
    if said is response.said or same_voice(said.speaker, response.speaker):
        return float("-inf")
    item = said.item
    number = reading.text.sentence_at(item.contents[0][0]).number
    content = reading.slice(item.contents[0][0], item.contents[-1][1])
    total = 0.0
    if response.echo and (response.echo not in reading.words[number] or rarity.weight(response.echo) < ECHO_RARITY):
        return float("-inf")
    if reading is response.reading:
        distance = response.sentence - number
        if distance < 0:
            total += AFTER
        else:
            if distance == 0 and (item.cue[0] > response.at or item.verb not in lexicon.words["accusing"]):
                return float("-inf")
            if response.pointer and distance > 3:
                return float("-inf")
            total += NEARNESS[min(distance, len(NEARNESS) - 1)]
    else:
        if response.pointer:
            return float("-inf")
        total += ELSEWHERE
    if item.verb in lexicon.words["accuse_strong"]:
        total += ACCUSES
    elif item.verb in lexicon.words["accusing"]:
        total += CLAIMS
    if mentions(content, response.speaker):
        total += TARGETS
    total += OVERLAP * rarity.shared(response.target, reading.words[number]) if response.target else 0.0
    if response.owner and same_voice(response.owner, said.speaker):
        total += OWNED
    if response.noun and (item.verb[:5] == response.noun[:5] or (response.noun in _ACCUSATIONS and item.verb in lexicon.words["accuse_strong"])):
        total += NOUN
    if said.speaker is None:
        total += UNNAMED
    return total


def best_claim(lexicon: Lexicon, rarity: Rarity, response: Response, readings: list[Reading]) -> Claim | None:
    """Return the best claim for a response, or None when nothing reaches the threshold."""
    best: Claim | None = None
    for reading in readings:
        for said in candidates(lexicon, reading):
            value = score(lexicon, rarity, response, reading, said)
            if value >= THRESHOLD and (best is None or value > best.score):
                number = reading.text.sentence_at(_where(said)).number
                best = Claim(
                    reading=reading,
                    sentence=number,
                    span=sentence_span(reading, number),
                    speaker=said.speaker,
                    said=said,
                    score=value,
                )
    return best


def _where(said: Said) -> int:
    """Return an offset in the sentence that shows the claim: where its content begins."""
    start, end = said.item.contents[0]
    return min(start + 1, end - 1)
