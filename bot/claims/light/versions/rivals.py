"""Two voices that explain one event differently: another cause, another motive, another who began.

No word of denial tells it: "The wiring was the cause, said the inspector. ... The fire came from the field, says the
owner." What tells is that both give a cause (a frame such as "put it down to", or a mere "because"), that the causes
are of two kinds (a human error, a broken thing, the weather, a deed, a thing not done; for a parting: of one's own
will, forced, for pay, for a fault, after a quarrel), and that the article is about such an event. Of an attack one
tells the deed and the other that it was an answer to one.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims.answers.response import Response
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.marking import is_open, make_claim, make_counterclaim
from bot.claims.light.answers.parties import is_same_side, looks_on, targets
from bot.claims.light.answers.silence import tells_nothing
from bot.claims.light.speech.reading import LightReading
from bot.claims.light.versions.explanations import EVENTS, Explanation, explanation, is_about
from bot.claims.linking.disputes import Link
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

OF_TWO_KINDS, OF_ONE_KIND = 1.0, -1.0
OF_ANOTHER_KIND = 0.5  # one gives what the other gives too, and more
# Kinds of causes of which one excludes the other.
CONTRARY = frozenset({("beaten", "fell"), ("beaten", "ill"), ("faulty", "human")})
CONTRARIES = 0.4
STRUCK = 1.6  # one tells an attack, the other that it was answered
OPPOSED, OPPOSED_HERE = 1.15, 0.25  # each tells one of two opposites; the article is about a mishap
SHIFTED, SHIFTED_HERE = 1.0, 0.35  # who is spoken of says that others did it themselves; so does the article's event
OVERLAP, MOST_OVERLAP = 3.0, 0.5  # times the weighted share of content words that both sentences hold
CLAIMS = 0.2  # the first, by its verb
APART = -0.04  # a sentence
LOOKS_ON = -0.4  # who speaks second takes no side
THRESHOLD = 1.25
ANSWERS_ELSE = 1.7  # where who speaks second answers somebody else, or who speaks first is answered by somebody else
FURTHER = 2.3  # where the two have another dispute
_BEFORE = 12  # statements before an answer that are looked at: keeps the work linear
_SCORE = 2.8
_INSTRUMENTS = ("ой", "ей", "ом", "ем", "ами", "ями", "ою", "ею", "єю")  # endings of the instrumental case
_FIGURES = DisputeKind.FIGURES


def rivals(rarity: Rarity, reading: LightReading, links: list[Link]) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) of two sides that explain one event differently; `links` are those of the article."""
    about = {event: is_about(reading, event) for event in EVENTS}
    if not any(about.values()) and not _may_strike_back(reading) and not _tells_of_partings(reading):
        return  # most articles
    title = reading.vocabulary.content_words(reading.article.title)  # what happened is no cause of it
    told = [explanation(reading, said, title) for said in reading.said if _may_explain(reading, said)]
    told = [one for one in told if one.why or one.left or not tells_nothing(reading, one.said)]
    disputed = {(link.claim.speaker, link.response.speaker) for link in links if link.response.kind is not _FIGURES}
    answered = {link.response.sentence for link in links} | {link.claim.sentence for link in links}
    pairs = sorted(_pairs(rarity, reading, told, about), key=lambda pair: (-pair[0], pair[2].item.sentence))
    for value, claim, answer in pairs:
        if value < THRESHOLD:
            return  # the likeliest come first
        if {claim.item.sentence, answer.item.sentence} & answered:
            continue
        if value >= _least(disputed, claim, answer):
            yield _pair(reading, claim, answer)
            return


def _may_strike_back(reading: LightReading) -> bool:
    """Return whether somebody may attack and somebody else strike back: words for each stand in the article."""
    if not any(place.holds("attacks") for place in reading.places):
        return False
    return any(place.holds("strikes_back") or place.may_match("struck_back") for place in reading.places)


def _tells_of_partings(reading: LightReading) -> bool:
    """Return whether two sentences of an article may tell of a parting."""
    return sum(bool(place.may_match("departure")) for place in reading.places) > 1


def _may_explain(reading: LightReading, said: Said) -> bool:
    """Return whether a statement tells something that was, by a voice that is known."""
    words = reading.vocabulary
    if said.speaker is None or said.polarity is not Polarity.ASSERTS or said.item.verb in words.words["promising"]:
        return False
    return not is_open(reading, said.item.sentence, said.item.cue[0]) and not _is_instrument(reading, said)


def _is_instrument(reading: LightReading, said: Said) -> bool:
    """Return whether who seems to speak is what something is explained by: "объясняют протечкой"."""
    source = said.item.source
    if source is None or "cases" not in reading.vocabulary.traits or said.speaker in reading.voices.persons:
        return False
    first = reading.slice(*source).split()[:1]
    return source[0] > said.item.cue[0] and any(word.lower().endswith(_INSTRUMENTS) for word in first)


def _pairs(
    rarity: Rarity, reading: LightReading, told: list[Explanation], about: dict[str, bool]
) -> Iterator[tuple[float, Said, Said]]:
    """Yield (value, claim, answer) of the statements of two sides."""
    for number, answer in enumerate(told):
        for claim in told[max(0, number - _BEFORE) : number]:
            first, second = claim.said, answer.said
            if first.item.sentence == second.item.sentence or same_voice(first.speaker, second.speaker):
                continue
            base = _base(claim, answer, about)
            if answer.shifts and base < SHIFTED and targets(reading, first.item.sentence, second.speaker, second):
                base = SHIFTED + SHIFTED_HERE * about["mishap"]
            if base > 0 and (_is_of_union(reading, second) or not is_same_side(reading, first, second)):
                yield base + _signs(rarity, reading, first, second), first, second


def _is_of_union(reading: LightReading, said: Said) -> bool:
    """Return whether a union or residents speak: of another side than "the company", though both are bodies."""
    source = reading.slice(*said.item.source) if said.item.source is not None else ""
    return "unions" in reading.lists_in(source)


def _base(claim: Explanation, answer: Explanation, about: dict[str, bool]) -> float:
    """Return how much the explanations of two statements tell of two accounts of one event."""
    struck = (claim.attacks and answer.answers) or (claim.answers and answer.attacks)
    values = [STRUCK * struck, _opposed(claim, answer, about)]
    for event, one, other in (("mishap", claim.why, answer.why), ("departure", claim.left, answer.left)):
        told_of = about[event] or (event == "departure" and claim.parts and answer.parts)
        if told_of and (one or claim.reason) and (other or answer.reason):
            values.append(claim.reason + answer.reason + _differ(one, other))
    return max(values)


def _differ(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much the kinds of two causes tell that these are two."""
    if not one or not other:
        return 0.0
    contrary = any(tuple(sorted((a, b))) in CONTRARY for a in one - other for b in other - one)
    if one - other and other - one:
        return OF_TWO_KINDS + CONTRARIES * contrary
    return OF_ANOTHER_KIND if one != other else OF_ONE_KIND


def _opposed(claim: Explanation, answer: Explanation, about: dict[str, bool]) -> float:
    """Return how much it tells that one side says one of a pair of opposites and the other side the other."""
    sides = {pair: {side for name, side in claim.poles if name == pair} for pair, _ in claim.poles}
    others = {pair: {side for name, side in answer.poles if name == pair} for pair, _ in answer.poles}
    both = sides.keys() & others.keys()
    opposite = any(len(sides[pair]) == 1 == len(others[pair]) and sides[pair] != others[pair] for pair in both)
    return opposite * (OPPOSED + OPPOSED_HERE * any(about.values()))


def _signs(rarity: Rarity, reading: LightReading, claim: Said, answer: Said) -> float:
    """Return how much else tells that two statements are of one matter and of two sides."""
    words, first, second = reading.vocabulary.linking.words, claim.item.sentence, answer.item.sentence
    value = min(MOST_OVERLAP, OVERLAP * rarity.shared(reading.words[first], reading.words[second]))
    value += CLAIMS * (claim.item.verb in words["own_claims"] | words["accuse_strong"])
    value += LOOKS_ON * looks_on(reading, answer)
    return value + APART * (second - first)


def _least(disputed: set[tuple[str | None, str | None]], claim: Said, answer: Said) -> float:
    """Return how much must tell of two accounts: more where the two, or one of them, have another dispute."""
    voices = (claim.speaker, answer.speaker)
    if any(all(any(same_voice(voice, one) for one in pair) for voice in voices) for pair in disputed):
        return FURTHER
    elsewhere = any(same_voice(answer.speaker, two) or same_voice(claim.speaker, one) for one, two in disputed)
    return ANSWERS_ELSE if elsewhere else THRESHOLD


def _pair(reading: LightReading, claim: Said, answer: Said) -> tuple[Claim, Response]:
    return make_claim(reading, claim, score=_SCORE), make_counterclaim(reading, answer)
