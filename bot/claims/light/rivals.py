"""Two voices that explain one event differently: another cause, another motive, another who began.

No word of denial tells it: "The wiring was the cause, said the inspector. ... The fire came from the field, says the
owner." What tells is that both give a cause (a frame such as "put it down to", or a mere "because"), that the causes
are of two kinds (a human error, a broken thing, the weather, a deed, a thing not done; for a parting: of one's own
will, forced, for pay, for a fault, after a quarrel), and that the article is about such an event. Of an attack one
tells the deed and the other that it was an answer to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.claims.answers.response import Response, sentence_span
from bot.claims.grammar.compare import Rarity
from bot.claims.light.clauses import Clauses
from bot.claims.light.marking import is_open, make_response
from bot.claims.light.parties import is_same_side, looks_on
from bot.claims.light.reading import LightReading
from bot.claims.light.silence import tells_nothing
from bot.claims.linking.disputes import Link
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

WHY = tuple(f"why_{kind}" for kind in ("human", "faulty", "nature", "deliberate", "neglect", "released"))
WHY += tuple(f"why_{kind}" for kind in ("ill", "beaten", "fell"))
LEFT = tuple(f"left_{kind}" for kind in ("willingly", "forced", "for_pay", "for_fault", "over_dispute"))
# Pairs of lists, "_a" and "_b": red and green, locked and open.
OPPOSITES = ("signal", "lock", "drink", "speed", "push", "works", "gift", "intent", "own_will", "fake", "paid")
EXPLAINS, CAUSE = 1.0, 0.5  # a frame that tells a cause and nothing else; a mere "because"
OF_TWO_KINDS, OF_ONE_KIND = 1.0, -1.0
STRUCK = 1.6  # one tells an attack, the other that it was answered
OPPOSED, OPPOSED_HERE = 1.15, 0.25  # each tells one of two opposites; the article is about a mishap
OVERLAP, MOST_OVERLAP = 3.0, 0.5  # times the weighted share of content words that both sentences hold
CLAIMS = 0.2  # the first, by its verb
APART = -0.04  # a sentence
LOOKS_ON = -0.4  # who speaks second takes no side
THRESHOLD = 1.25
ANSWERS_ELSE = 1.7  # where who speaks second answers somebody else
FURTHER = 2.3  # where the two have another dispute
_OPENING = 3  # sentences
_NEGATED = 3  # tokens between a negation and what it negates
_BEFORE = 12  # statements before an answer that are looked at: keeps the work linear
_SCORE = 2.8
_FIGURES = DisputeKind.FIGURES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A statement with what it explains: how surely, and by causes of what kinds."""

    said: Said
    reason: float
    why: frozenset[str]
    left: frozenset[str]
    attacks: bool
    answers: bool
    poles: frozenset[str]
    parts: bool  # it tells of a parting by itself


def rivals(rarity: Rarity, reading: LightReading, links: list[Link]) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) of two sides that explain one event differently; `links` are those of the article."""
    told = [_told(reading, said) for said in reading.said if _may_explain(reading, said)]
    told = [one for one in told if one.why or one.left or not tells_nothing(reading, one.said)]
    about = _about(reading)
    if not any(about.values()) and not _may_strike_back(reading):
        return  # most articles
    title = reading.vocabulary.content_words(reading.article.title)  # what happened is no cause of it
    told = [_told(reading, said, title) for said in reading.said if _may_explain(reading, said)]
    disputed = {(link.claim.speaker, link.response.speaker) for link in links if link.response.kind is not _FIGURES}
    answered = {link.response.sentence for link in links} | {link.claim.sentence for link in links}
    pairs = sorted(_pairs(rarity, reading, told, about), key=lambda pair: (-pair[0], pair[2].item.sentence))
    for value, claim, answer in pairs:
        if value < min(THRESHOLD, ANSWERS_ELSE, FURTHER):
            return  # the likeliest come first
        if {claim.item.sentence, answer.item.sentence} & answered:
            continue
        if value >= _least(disputed, claim, answer):
            yield _pair(reading, claim, answer)
            return


def _may_explain(reading: LightReading, said: Said) -> bool:
    """Return whether a statement tells something that was, by a voice that is known."""
    words = reading.vocabulary
    if said.speaker is None or said.polarity is not Polarity.ASSERTS or said.item.verb in words.words["promising"]:
        return False
    return not is_open(reading, said.item.sentence, said.item.cue[0])


def _may_strike_back(reading: LightReading) -> bool:
    """Return whether somebody may attack and somebody else strike back: a word for each stands in the article."""
    return all(any(place.holds(kind) for place in reading.places) for kind in ("attacks", "strikes_back"))


def _told(reading: LightReading, said: Said, title: frozenset[str]) -> _Told:
    """Return a statement with what it explains; `title` are the words of content of the title."""
    place, patterns = reading.places[said.item.sentence], reading.vocabulary.patterns
    text, span = reading.article.text, sentence_span(reading, said.item.sentence)
    source = said.item.source or (0, 0)
    tokens = [at for at, token in enumerate(place.tokens) if not source[0] <= token.start < source[1]]
    tokens = [at for at in tokens if reading.vocabulary.stem(place.low(at)) not in title]

    def holds(kind: str) -> bool:
        return place.holds(kind) and any(place.has(kind, at) for at in tokens)

    def plainly(kind: str) -> bool:
        return place.holds(kind) and any(place.has(kind, at) and not _is_negated(place, at) for at in tokens)

    explains = patterns["explains"].search(text, *span) is not None
    return _Told(
        said=said,
        reason=EXPLAINS if explains else CAUSE * (patterns["cause"].search(text, *span) is not None),
        why=frozenset(filter(holds, WHY)),
        left=frozenset(filter(holds, LEFT)),
        attacks=holds("attacks"),
        answers=holds("strikes_back"),
        poles=frozenset(f"{pair}{side}" for pair in OPPOSITES for side in "ab" if plainly(f"{pair}_{side}")),
        parts=patterns["departure"].search(text, *span) is not None,
    )


def _is_negated(place: Clauses, at: int) -> bool:
    """Return whether a negation stands close before a word: "was not locked"."""
    return place.within("negations", at - _NEGATED, at)


def _about(reading: LightReading) -> dict[str, bool]:
    """Return whether the title or the opening of an article tells of a mishap, and of a parting."""
    opening = reading.text.sentences[:_OPENING]
    told = (reading.article.title, reading.article.text[: opening[-1].end] if opening else "")
    patterns = reading.vocabulary.patterns
    return {name: any(patterns[name].search(text) is not None for text in told) for name in ("mishap", "departure")}


def _pairs(
    rarity: Rarity, reading: LightReading, told: list[_Told], about: dict[str, bool]
) -> Iterator[tuple[float, Said, Said]]:
    """Yield (value, claim, answer) of the statements of two sides."""
    for number, answer in enumerate(told):
        for claim in told[max(0, number - _BEFORE) : number]:
            first, second = claim.said, answer.said
            if first.item.sentence == second.item.sentence or same_voice(first.speaker, second.speaker):
                continue
            base = _base(claim, answer, about)
            if base > 0 and not is_same_side(reading, first, second):
                yield base + _signs(rarity, reading, first, second), first, second


def _base(claim: _Told, answer: _Told, about: dict[str, bool]) -> float:
    """Return how much the explanations of two statements tell of two accounts of one event."""
    values = [STRUCK if claim.attacks and answer.answers else 0.0, _opposed(claim, answer, about)]
    for name, one, other in (("mishap", claim.why, answer.why), ("departure", claim.left, answer.left)):
        told_of = about[name] or (name == "departure" and claim.parts and answer.parts)
        if not told_of or not (one or claim.reason) or not (other or answer.reason):
            continue
        kinds = OF_TWO_KINDS * bool(one - other and other - one) + OF_ONE_KIND * bool(one and one == other)
        values.append(claim.reason + answer.reason + kinds)
    return max(values)


def _opposed(claim: _Told, answer: _Told, about: dict[str, bool]) -> float:
    opposite = _are_opposite(claim.poles, answer.poles)
    return opposite * (OPPOSED + OPPOSED_HERE * any(about.values()))


def _are_opposite(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether one side tells the opposite of what the other tells, and neither tells both."""
    turned = {pole[:-1] + ("b" if pole[-1] == "a" else "a") for pole in one}
    return any(pole in other for pole in turned - one if pole[:-1] + ("b" if pole[-1] == "a" else "a") not in other)


def _signs(rarity: Rarity, reading: LightReading, claim: Said, answer: Said) -> float:
    """Return how much else tells that two statements are of one matter and of two sides."""
    words, first, second = reading.vocabulary.linking.words, claim.item.sentence, answer.item.sentence
    value = min(MOST_OVERLAP, OVERLAP * rarity.shared(reading.words[first], reading.words[second]))
    value += CLAIMS * (claim.item.verb in words["own_claims"] | words["accuse_strong"])
    value += LOOKS_ON * looks_on(reading, answer)
    return value + APART * (second - first)


def _least(said: set[tuple[str | None, str | None]], claim: Said, answer: Said) -> float:
    """Return how much must tell of two accounts: more where the two, or who speaks second, have another dispute.

    `said` are the voices, of claim and response, of the disputes.
    """
    voices = (claim.speaker, answer.speaker)
    if any(all(any(same_voice(voice, one) for one in pair) for voice in voices) for pair in said):
        return FURTHER
    return ANSWERS_ELSE if any(same_voice(answer.speaker, responder) for _, responder in said) else THRESHOLD


def _pair(reading: LightReading, claim: Said, answer: Said) -> tuple[Claim, Response]:
    number = claim.item.sentence
    made = Claim(
        reading=reading,
        sentence=number,
        span=sentence_span(reading, number),
        speaker=claim.speaker,
        said=claim,
        score=_SCORE,
    )
    response = make_response(
        reading,
        answer.item.sentence,
        at=answer.item.cue[0],
        rule="counter.contrast",
        speaker=answer.speaker,
        kind=DisputeKind.COUNTERCLAIM,
        said=answer,
    )
    return made, response
