"""Responses linked to claims, the same dispute told twice merged, and each pair given a confidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.answers.responses import responses
from bot.claims.bodies import load_bodies
from bot.claims.grammar.compare import Rarity, content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.linking.candidates import COMMON, Candidates
from bot.claims.linking.counterclaims import counterclaims
from bot.claims.linking.counts import differing
from bot.claims.linking.evidence import evidence
from bot.claims.linking.link import THRESHOLD, Claim, best_claim, can_claim, claims_of, is_about, takes_back
from bot.claims.naming import shown_name
from bot.claims.parties import same_voice
from bot.claims.rulebook.rules import RULES
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, FoundDispute, Polarity, TextSpan

# Shares of content words, weighted by rarity, above which two sentences tell the same thing.
SAME_ANSWER = 0.7  # one quotation in two outlets
SAME_CLAIM = 0.6  # one claim in two wordings
SAME_CLAIM_SAME_VOICE = 0.3  # one claim, when the same voice answers it
SAME_CLAIM_SAME_VOICES = 0.2  # one claim, when the same voices make and answer it
SAME_CLAIM_ELSEWHERE = 0.3  # another sentence makes the denied claim, so it is the claim
SAME_CLAIM_FOR_NAME = 0.3  # another sentence makes the denied claim, so its speaker is the claimant
# A claim found nowhere but in its denial: a sure link where the denial names the claimant (17 of 18 right on marked
# stories), a weak one where nobody is named (10 of 18).
INSIDE_NAMED_SCORE = 4.0
INSIDE_SCORE = 2.0
# The same for a denial without a word for a claim: somebody said it in a sentence that was not found.
BARE_INSIDE_SCORE = 0.8
# Score from which another sentence is taken for what "denied that ..." denies.
BARE_THRESHOLD = 1.8
# A link's score that leaves the rule's own precision as it is; better links raise it, weaker ones lower it.
EVEN_SCORE = 2.8
PER_POINT = 0.08
# With fewer content words before "although", "but" a clause tells nothing that could be denied after it.
LEAST_TOLD = 4
_POINTERS = ("it ", "it's", "it’s", "that ", "that's", "that’s", "this ")
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
            claim = _claim(lexicon, rarity, response, claims.near(response))
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


def _claim(lexicon: Lexicon, rarity: Rarity, response: Response, claims: list[Claim]) -> Claim | None:
    """Return the claim a response answers: another sentence, or its own where it states what it denies."""
    bare = _is_bare(response)
    other = best_claim(lexicon, rarity, response, claims, BARE_THRESHOLD if bare else THRESHOLD)
    if other is not None and _is_of_another(rarity, response, other):
        other = None
    named = other is None and response.owner is not None and bool(response.noun) and response.rule == "deny.anaphor"
    if not named and (response.inside is Inside.NOT or (response.inside is Inside.PARTLY and other is not None)):
        return (
            other or _beside(lexicon, response) or _set_against(lexicon, response) or _told_before(lexicon, response)
        )
    like = rarity.shared(response.target, other.words) if other is not None else 0.0
    if other is not None and (like >= SAME_CLAIM_ELSEWHERE or (bare and (like > 0 or is_about(response, other)))):
        return other
    speaker = response.owner or (response.speaker if response.rule.startswith("correction") else None)
    if speaker is None and other is not None:
        speaker = other.speaker if like >= SAME_CLAIM_FOR_NAME else None
    return _own_sentence(response, speaker)


def _is_of_another(rarity: Rarity, response: Response, claim: Claim) -> bool:
    """Return whether a denial says whose claim it denies ("Orm's claim"), and another one says this, of other things."""
    if response.owner is None or not response.noun or same_voice(response.owner, claim.speaker):
        return False
    return claim.speaker is not None and rarity.shared(response.target, claim.words) < SAME_CLAIM_FOR_NAME


def _beside(lexicon: Lexicon, response: Response) -> Claim | None:
    """Return the sentence of a response as its claim where another voice claims something in it, else None."""
    if not response.rule.startswith(("deny", "false.predicate")):
        return None
    for said in response.reading.said_in(response.sentence):
        other = said.speaker is not None and said is not response.said
        if other and can_claim(lexicon, said) and not same_voice(said.speaker, response.speaker):
            return _own_sentence(response, said.speaker)
    return None


def _told_before(lexicon: Lexicon, response: Response) -> Claim | None:
    """Return the sentence before a response where the article tells in it of a claim that the response points at.

    "The fund has been derided as a sham. Its lawyer rejected the label."
    """
    if response.rule not in {"deny.anaphor", "false.named"} or not response.noun or response.sentence == 0:
        return None
    if response.speaker is None or response.owner is not None:
        return None
    number = response.sentence - 1
    text = response.reading.sentences[number]
    same = response.noun.removesuffix("s") in text.lower()
    if not same and lexicon.patterns["told_of"].search(text) is None or text.rstrip("\"'”’) ").endswith("?"):
        return None
    return Claim(
        reading=response.reading,
        sentence=number,
        span=sentence_span(response.reading, number),
        speaker=None,
        score=INSIDE_SCORE,
    )


def _set_against(lexicon: Lexicon, response: Response) -> Claim | None:
    """Return the sentence of a response as its claim where its first clause is what the rest denies, else None.

    "The bridge is safe, although Orlandia disputes this": the article itself tells what is disputed.
    """
    if not response.rule.startswith(("deny", "false.named", "false.predicate")):
        return None
    before = response.reading.slice(response.span[0], response.at)
    said = response.reading.said_in(response.sentence)
    if any(one.polarity is Polarity.DID_NOT_DENY and one.item.cue[0] < response.at for one in said):
        return None  # "did not dispute the first, but disputed its title"
    words = response.reading.slice(response.at, response.span[1]).lower()
    pointed = response.pointer or response.noun or words.startswith(_POINTERS)
    parted = lexicon.patterns["set_against"].search(before) if pointed else None
    retold = lexicon.patterns["retold_here"].search(before) if response.pointer or words.startswith(_POINTERS) else None
    told = before[: parted.start()] if parted else retold["told"] if retold else ""
    if len(content_words(told)) < LEAST_TOLD:
        return None
    return _own_sentence(response, response.owner)


def _own_sentence(response: Response, speaker: str | None) -> Claim:
    """Return the sentence of a response as the claim that it states and denies."""
    if takes_back(response):
        score = EVEN_SCORE
    else:
        score = BARE_INSIDE_SCORE if _is_bare(response) else INSIDE_NAMED_SCORE if speaker else INSIDE_SCORE
    return Claim(
        reading=response.reading,
        sentence=response.sentence,
        span=response.span,
        speaker=speaker,
        said=None,
        score=score,
    )


def _is_bare(response: Response) -> bool:
    """Return whether a denial states what is denied without a word for a claim: "denied that he had lied".

    Somebody must have said it, so another sentence is likelier to be the claim than the denial itself.
    """
    return response.rule == "deny.clause" and response.inside is Inside.FULLY and not response.noun


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
