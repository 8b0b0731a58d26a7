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
POINTED = 0.6  # a bare "that" or "No" answers the sentence before it
POINTER_REACH = 3  # sentences back that a bare "that", "it" or "No" may point
ECHO_RARITY = 2.5  # weight of a word that a negation echoes: it stands in few sentences of the story


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


def candidates(lexicon: Lexicon, reading: Reading) -> list[Said]:
    """Return the statements of an article that can be a claim."""
    allowed = {Polarity.ASSERTS, Polarity.CONFIRMS}
    found = []
    for said in reading.said:
        item = said.item
        if said.polarity not in allowed or item.rule == "infinitive" or (item.group is not None and item.group.negated):
            continue
        if item.rule in {"object", "passive"} and item.verb not in lexicon.words["object_claims"]:
            continue
        if (
            item.rule == "nominal"
            or item.verb in lexicon.words["claiming"]
            or item.verb in lexicon.words["accusing"]
            or item.rule.startswith("quote")
        ):
            found.append(said)
    return found


def score(lexicon: Lexicon, rarity: Rarity, response: Response, reading: Reading, said: Said) -> float | None:
    """Return how well a statement fits as the claim that a response answers; None when it cannot be that claim."""
    if said is response.said or same_voice(said.speaker, response.speaker):
        return None
    number = reading.text.sentence_at(said.item.contents[0][0]).number
    words = reading.words[number]
    if response.echo and (response.echo not in words or rarity.weight(response.echo) < ECHO_RARITY):
        return None
    near = _nearness(lexicon, response, reading, said, number)
    if near is None:
        return None
    overlap = OVERLAP * rarity.shared(response.target, words) if response.target else 0.0
    return near + overlap + _fit(lexicon, response, reading, said)


def _nearness(lexicon: Lexicon, response: Response, reading: Reading, said: Said, number: int) -> float | None:
    """Return the part of the score that place decides; None where a claim cannot stand."""
    if reading is not response.reading:
        return None if response.pointer else ELSEWHERE
    distance = response.sentence - number
    if distance == 0 and (said.item.cue[0] > response.at or said.item.verb not in lexicon.words["accusing"]):
        return None
    if response.pointer and distance > POINTER_REACH:
        return None
    if response.pointer and distance == 1:
        return NEARNESS[1] + POINTED
    return AFTER if distance < 0 else NEARNESS[min(distance, len(NEARNESS) - 1)]


def _fit(lexicon: Lexicon, response: Response, reading: Reading, said: Said) -> float:
    """Return the part of the score that who speaks, and how, decides."""
    item, words = said.item, lexicon.words
    content = reading.slice(item.contents[0][0], item.contents[-1][1])
    accuses = item.verb in words["accuse_strong"]
    total = ACCUSES if accuses else CLAIMS if item.verb in words["accusing"] else 0.0
    total += TARGETS * mentions(content, response.speaker)
    total += OWNED * bool(response.owner and same_voice(response.owner, said.speaker))
    named = item.verb[:5] == response.noun[:5] or (accuses and response.noun in words["accusations"])
    total += NOUN * bool(response.noun and named)
    return total + UNNAMED * (said.speaker is None)


def best_claim(lexicon: Lexicon, rarity: Rarity, response: Response, readings: list[Reading]) -> Claim | None:
    """Return the best claim for a response, or None when nothing reaches the threshold."""
    best: Claim | None = None
    for reading in readings:
        for said in candidates(lexicon, reading):
            value = score(lexicon, rarity, response, reading, said)
            if value is not None and value >= THRESHOLD and (best is None or value > best.score):
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
