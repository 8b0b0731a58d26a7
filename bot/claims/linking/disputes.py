"""Responses linked to claims, the same dispute told twice merged, and each pair given a confidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.claims.answers.response import Response
from bot.claims.answers.responses import responses
from bot.claims.bodies import load_bodies
from bot.claims.grammar.compare import Rarity
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.linking.answered import EVEN_SCORE, answered_claim
from bot.claims.linking.candidates import COMMON, Candidates
from bot.claims.linking.counterclaims import counterclaims
from bot.claims.linking.counts import differing
from bot.claims.linking.evidence import evidence
from bot.claims.linking.link import Claim, claims_of, is_about
from bot.claims.naming import shown_name
from bot.claims.parties import same_voice
from bot.claims.rulebook.rules import RULES
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, FoundDispute, TextSpan

# Shares of content words, weighted by rarity, above which two sentences tell the same thing.
SAME_ANSWER = 0.7  # one quotation in two outlets
SAME_CLAIM = 0.6  # one claim in two wordings
SAME_CLAIM_SAME_VOICE = 0.3  # one claim, when the same voice answers it
SAME_CLAIM_SAME_VOICES = 0.2  # one claim, when the same voices make and answer it
# How much a point of a link's score, from one that leaves it as it is, moves the precision of its rule.
PER_POINT = 0.08
# A further pair of a dispute is shown from this confidence on, at most so many a dispute.
ADDED_CONFIDENCE = 0.7
MOST_PAIRS = 4
# Of a group, as many links are held against a further one, the best: keeps what is said over and over linear.
MOST_ALIKE = 40
LOWEST, HIGHEST = 0.2, 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A response and the claim it answers."""

    claim: Claim
    response: Response

    @property
    def confidence(self) -> float:
        """Return how sure the flag is, 0 to 1: the precision of its rule, moved by the score of its link."""
        moved = RULES[self.response.rule].prior + PER_POINT * (self.claim.score - EVEN_SCORE)
        return round(min(HIGHEST, max(LOWEST, moved)), 2)


def find_disputes(lexicon: Lexicon, readings: list[Reading]) -> tuple[list[FoundDispute], list[tuple[Reading, Said]]]:
    """Return (disputes best first, denials whose claim was not found) of the articles of one story."""
    rarity = Rarity(words for reading in readings for words in reading.words)
    claims = Candidates([claim for reading in readings for claim in claims_of(lexicon, reading)])
    links: list[Link] = []
    unlinked: list[tuple[Reading, Said]] = []
    for reading in readings:
        for response in responses(lexicon, reading):
            claim = answered_claim(lexicon, rarity, response, claims.near(response))
            if claim is not None:
                links.append(Link(claim=claim, response=response))
            elif response.said is not None and response.rule.startswith("deny"):
                unlinked.append((reading, response.said))
    links += [
        Link(claim=claim, response=response)
        for reading in readings
        for claim, response in counterclaims(lexicon, rarity, reading)
    ]
    links += [Link(claim=claim, response=response) for claim, response in differing(lexicon, rarity, readings)]
    return merge(lexicon, rarity, readings, links), unlinked


def merge(lexicon: Lexicon, rarity: Rarity, readings: Sequence[Reading], links: Sequence[Link]) -> list[FoundDispute]:
    """Return the disputes that links make, best first: the same dispute told twice is one."""
    ordered = sorted(links, key=lambda link: (-link.confidence, link.response.reading.order, link.response.at))
    groups = _group(rarity, ordered)
    full = _full_names(readings)
    return [
        _found(lexicon, rarity, number, link, full) for number, group in enumerate(groups, start=1) for link in group
    ]


def _group(rarity: Rarity, links: Sequence[Link]) -> list[list[Link]]:
    """Return the links of each dispute, best first; what is the same as something grouped joins its group."""
    groups: list[list[Link]] = []
    holding: dict[str, set[int]] = {}  # the groups in which a word stands: without a common one no two links are alike
    for link in links:
        words = _words(link.claim) | _words(link.response)
        near = sorted({number for word in words if len(held := holding.get(word, ())) <= COMMON for number in held})
        alike = (at for at in near if any(_same(rarity, link, before) for before in groups[at][:MOST_ALIKE]))
        number = next(alike, len(groups))
        if number == len(groups):
            groups.append([])
        groups[number].append(link)
        if len(groups[number]) <= MOST_ALIKE:
            for word in words:
                holding.setdefault(word, set()).add(number)
    return [_one_an_article(group) for group in groups]


def _one_an_article(group: list[Link]) -> list[Link]:
    """Return the best link and those that add a side from another article: each side is counted by publisher."""
    kept = group[:1]
    heard = {link.response.reading.order for link in kept}
    for link in group[1:]:
        order = link.response.reading.order
        if order not in heard and link.confidence >= ADDED_CONFIDENCE and len(kept) < MOST_PAIRS:
            kept.append(link)
            heard.add(order)
    return kept


def _same(rarity: Rarity, one: Link, other: Link) -> bool:
    like_answer = rarity.shared(_words(one.response), _words(other.response))
    like_claim = rarity.shared(_words(one.claim), _words(other.claim))
    if not same_voice(one.response.speaker, other.response.speaker):
        return like_answer >= SAME_ANSWER or like_claim >= SAME_CLAIM
    both = same_voice(one.claim.speaker, other.claim.speaker)
    return like_answer >= SAME_ANSWER or like_claim >= (SAME_CLAIM_SAME_VOICES if both else SAME_CLAIM_SAME_VOICE)


def _words(side: Claim | Response) -> frozenset[str]:
    return side.reading.words[side.sentence]


def _full_names(readings: Sequence[Reading]) -> dict[str, str]:
    """Return the full name of each last name that one person of the story bears: outlets differ in how they name."""
    full: dict[str, set[str]] = {}
    for reading in readings:
        for key, name in reading.voices.fullest.items():
            if name.person and len(name.words) > 1:
                full.setdefault(key, set()).add(" ".join(name.words))
    return {key: next(iter(names)) for key, names in full.items() if len(names) == 1}


def _measures(rarity: Rarity, link: Link) -> Iterator[tuple[str, float]]:
    """Yield what a rule that links by itself has looked at: how far apart the two sides stand, and their words."""
    if link.claim.reading is link.response.reading:
        yield "sentences apart", float(link.response.sentence - link.claim.sentence)
    yield "words shared", rarity.shared(_words(link.claim), _words(link.response))


def _kind(claim: Claim, response: Response) -> DisputeKind:
    """Return the kind of a response; a jury or an inspector that rejects a claim is no party that denies it.

    Whoever "denies" something answers for themselves, and who stands in the claim is its party, whatever they are.
    """
    if response.kind is not DisputeKind.DENIAL or response.speaker is None or response.said is None:
        return response.kind
    if response.said.item.verb == "deny" or is_about(response, claim):
        return DisputeKind.DENIAL
    bodies, source = load_bodies(response.reading.article.lang or ""), response.said.item.source
    named = response.reading.slice(*source) if source is not None else ""
    judges = bodies is not None and bodies.is_independent(response.speaker, named)
    return DisputeKind.INDEPENDENT if judges else DisputeKind.DENIAL


def _found(lexicon: Lexicon, rarity: Rarity, number: int, link: Link, full: dict[str, str]) -> FoundDispute:
    claim, response = link.claim, link.response
    claimant, responder = (
        shown_name(lexicon, full.get((side.speaker or "").lower(), side.speaker)) for side in (claim, response)
    )
    kind = _kind(claim, response)
    if kind in {DisputeKind.CORRECTION, DisputeKind.RETRACTION}:
        claimant = claimant or responder  # only who said something can take it back
    elif same_voice(claimant, responder):
        claimant = None  # nobody denies himself: the claim is someone else's, who is not named
    return FoundDispute(
        dispute=f"d{number}",
        claim=TextSpan(article=claim.reading.article.article, start=claim.span[0], end=claim.span[1]),
        response=TextSpan(article=response.reading.article.article, start=response.span[0], end=response.span[1]),
        claimant=claimant,
        responder=responder,
        kinds=(kind,),
        rule=response.rule,
        confidence=link.confidence,
        evidence=evidence(lexicon, rarity, claim, response),
        score=claim.parts,
        measures=() if claim.parts else (*_measures(rarity, link), *claim.measures),
    )
