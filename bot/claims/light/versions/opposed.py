"""Two voices of an article that tell opposite things, where no word of denial and no announcement shows it.

A last resort, looked at only where an article has no dispute yet: of all pairs of statements of two sides, the one
that most tells of a dispute. No single sign would do; each adds to a score: the same rare words, a negation in the
second, an accusation or claim in the first, a cause in both, who speaks second named in the first, a title that says
that accounts differ. Plans and opinions are left alone (rule 16).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.claims.answers.response import Response
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.denials import speaks_of_plans
from bot.claims.light.answers.marking import is_open, make_claim, make_counterclaim, sums_up
from bot.claims.light.answers.parties import goes_on, is_accuser, is_same_side, looks_on, targets
from bot.claims.light.answers.silence import is_to_come, tells_nothing
from bot.claims.light.grammar.vocabulary import RUMOUR
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.disputes import Link
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

OVERLAP, MOST_OVERLAP = 3.0, 0.75  # times the weighted share of content words that both sentences hold
NEGATES = 0.3
CLAIMS, ACCUSES = 0.3, 0.5  # the first, by its verb
NAMES = 0.2  # the first names who speaks second
CAUSE, CAUSES = 0.3, 0.3  # the first tells a cause; so does the second
DEED = 0.2
APART = -0.04  # a sentence
QUOTED = 0.2  # of two accounts, one in somebody's own words
CONTINUED = -0.3  # the first goes on with what was said before
PLANS = -0.3
THRESHOLD = 0.9
FURTHER = 1.2  # where the article has another dispute
_OPENING = 3  # sentences
_BEFORE = 10  # statements before an answer that are looked at: keeps the work linear
_SCORE = 2.8


def opposed(rarity: Rarity, reading: LightReading, links: list[Link]) -> Iterator[tuple[Claim, Response]]:
    """Yield pairs of statements that seem to oppose one another, the likeliest first.

    `links` are those of the article: what they hold is answered, and where there are any, other pairs must be surer.
    """
    told = [said for said in reading.said if _tells(reading, said)]
    disputed = [link for link in links if link.response.kind is not DisputeKind.FIGURES]
    if not disputed and _accounts_differ(reading):
        counted = {link.response.sentence for link in links}
        yield from _two_accounts(rarity, reading, [said for said in told if said.item.sentence not in counted])
        return
    taken = {side.sentence for link in links for side in (link.claim, link.response)}
    least = FURTHER if links else THRESHOLD
    found = _pairs(rarity, reading, told, taken, least)
    pairs = sorted(found, key=lambda pair: (-pair[0], pair[2].item.sentence))
    for value, claim, answer in pairs:
        sentences = {claim.item.sentence, answer.item.sentence}
        if value > least and not sentences & taken:
            least = FURTHER
            taken |= sentences
            yield make_claim(reading, claim, score=_SCORE), _response(reading, answer)


def _two_accounts(rarity: Rarity, reading: LightReading, told: list[Said]) -> Iterator[tuple[Claim, Response]]:
    """Yield the first account of an article whose sides differ, and what of the other sides most opposes it."""
    told = [said for said in told if said.speaker is not None and not looks_on(reading, said)]
    first = _first_account(reading, told)
    if first is None:
        return
    others = [
        said
        for said in told
        if _may_oppose(reading, first, said) and not goes_on(reading, said) and not tells_nothing(reading, said)
    ]
    opening = _account(reading, first)
    values = [
        (_value(rarity, reading, opening, _account(reading, said)) + QUOTED * _is_quoted(said), said)
        for said in others[:_BEFORE]
    ]
    if values:
        yield make_claim(reading, first, score=_SCORE), _response(reading, max(values, key=lambda one: one[0])[1])


def _first_account(reading: LightReading, told: list[Said]) -> Said | None:
    """Return the statement that gives the first account: not what a side says in the lead and never after it.

    In a lead the authorities tell how the matter stands; where only one other voice follows, it is the account.
    """
    spoken = [said for said in told if said.item.verb != RUMOUR]
    if not spoken or spoken[0].item.sentence > 0:
        return spoken[0] if spoken else None
    after = [said for said in spoken if said.item.sentence > 0]
    others = [said for said in after if _may_oppose(reading, spoken[0], said) and not goes_on(reading, said)]
    leads = len(others) == len([said for said in after if not goes_on(reading, said)])
    return others[0] if leads and len({said.speaker for said in others}) > 1 else spoken[0]


def _is_quoted(said: Said) -> bool:
    """Return whether a statement stands in the words of who makes it."""
    return said.item.rule.startswith("quote")


def _pairs(
    rarity: Rarity, reading: LightReading, told: list[Said], taken: set[int], least: float
) -> Iterator[tuple[float, Said, Said]]:
    """Yield (value, claim, answer) of each statement and the one before that it most opposes, if worth more than least.

    `taken` are the sentences whose statements answer something already.
    """
    accounts = [_account(reading, said) for said in told]
    for number, answer in enumerate(told):
        if answer.speaker is None or answer.item.sentence in taken:
            continue
        other = accounts[number]
        before = accounts[max(0, number - _BEFORE) : number]
        # what cannot be worth it whatever words are shared and whoever is named, is most; of that no more is asked
        likely = [one for one in before if _sum(reading, one, other, MOST_OVERLAP, named=True) > least]
        if not likely or is_accuser(reading, answer) or tells_nothing(reading, answer) or is_to_come(reading, answer):
            continue
        values = [
            (_value(rarity, reading, claim, other), claim.said)
            for claim in likely
            if _may_oppose(reading, claim.said, answer)
        ]
        if values:
            value, claim = max(values, key=lambda one: one[0])
            yield value, claim, answer


def _accounts_differ(reading: LightReading) -> bool:
    """Return whether the title or the opening says that the sides tell one event differently."""
    pattern = reading.vocabulary.patterns["accounts_differ"]
    opening = reading.text.sentences[:_OPENING]
    article = reading.article
    told = article.text[: opening[-1].end] if opening else ""
    return any(pattern.search(text) is not None for text in (article.title, told))


def _tells(reading: LightReading, said: Said) -> bool:
    """Return whether a statement tells something that may be true or not."""
    verb = said.item.verb
    accused = said.item.rule == "passive" and verb in reading.vocabulary.linking.words["accuse_strong"]
    if (said.speaker is None and not accused) or said.polarity is not Polarity.ASSERTS or said.item.rule == "object":
        return False
    words, number = reading.vocabulary, said.item.sentence
    if words.has("total_negations", (said.speaker or "").lower()):
        return False  # "nobody speaks of a trunk"
    if verb in words.words["promising"] or verb in words.words["opining"] or verb in words.linking.words["naming"]:
        return False
    return not sums_up(reading, number) and not is_open(reading, number, said.item.cue[0])


def _may_oppose(reading: LightReading, claim: Said, answer: Said) -> bool:
    """Return whether two statements are of two sides."""
    apart = claim.item.sentence < answer.item.sentence and not same_voice(claim.speaker, answer.speaker)
    return apart and not is_same_side(reading, claim, answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """A statement with what its own words tell, whatever it is held against."""

    said: Said
    deed: bool
    plans: bool
    negates: bool
    causes: bool
    goes_on: bool


def _account(reading: LightReading, said: Said) -> _Account:
    patterns = reading.vocabulary.patterns
    sentence = reading.sentences[said.item.sentence]
    told = reading.slice(said.item.contents[0][0], said.item.contents[-1][1])
    return _Account(
        said=said,
        deed=reading.tells("deed", said.item.sentence),
        plans=speaks_of_plans(reading, sentence),
        negates=_negates(reading, said),
        causes=patterns["cause"].search(told) is not None,
        goes_on=goes_on(reading, said),
    )


def _value(rarity: Rarity, reading: LightReading, one: _Account, other: _Account) -> float:
    """Return how much tells that one statement is opposed by another."""
    first, second = one.said.item.sentence, other.said.item.sentence
    overlap = min(MOST_OVERLAP, OVERLAP * rarity.shared(reading.words[first], reading.words[second]))
    return _sum(reading, one, other, overlap, named=targets(reading, first, other.said.speaker, other.said))


def _sum(reading: LightReading, one: _Account, other: _Account, overlap: float, *, named: bool) -> float:
    """Return what two statements are worth together that share words, where the first may name who makes the second."""
    words, verb = reading.vocabulary.linking.words, one.said.item.verb
    value = overlap + NEGATES * other.negates
    value += ACCUSES if verb in words["accuse_strong"] else CLAIMS * (verb in words["own_claims"])
    value += NAMES * named
    value += one.causes * (CAUSE + CAUSES * other.causes)
    value += DEED * one.deed
    value += CONTINUED * one.goes_on + APART * (other.said.item.sentence - one.said.item.sentence)
    return value + PLANS * (one.plans or other.plans)


def _negates(reading: LightReading, said: Said) -> bool:
    """Return whether a word of negation stands in what is said."""
    place = reading.places[said.item.sentence]
    spots = [place.tokens[at].start for at in place.spots("negations")]
    return any(start <= spot < end for spot in spots for start, end in said.item.contents)


def _response(reading: LightReading, said: Said) -> Response:
    rule = "counter.negation" if _negates(reading, said) else "counter.contrast"
    return make_counterclaim(reading, said, rule=rule)
