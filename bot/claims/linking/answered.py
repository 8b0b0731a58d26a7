"""The claim of a response: another sentence that makes it, its own, or what the article tells right before."""

from __future__ import annotations

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.grammar.compare import Rarity, content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.linking.link import THRESHOLD, Claim, best_claim, can_claim, is_about, takes_back
from bot.claims.parties import same_voice
from bot.domain.claim import Polarity

# Shares of content words, weighted by rarity.
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
# With fewer content words before "although", "but" a clause tells nothing that could be denied after it.
LEAST_TOLD = 4
# "Contrary to her claim, ...", "falsely claimed that ...": the sentence holds both sides, whatever else was said
_WHOLE = frozenset({"own.contrary", "own.falsely"})
_POINTERS = ("it ", "it's", "it’s", "that ", "that's", "that’s", "this ")


def answered_claim(lexicon: Lexicon, rarity: Rarity, response: Response, claims: list[Claim]) -> Claim | None:
    """Return the claim a response answers: another sentence, or its own where it states what it denies; else None."""
    bare = _is_bare(response)
    other = best_claim(lexicon, rarity, response, claims, BARE_THRESHOLD if bare else THRESHOLD)
    if other is not None and other.speaker is None and _is_beside(response, other):
        other = other._replace(speaker=_teller(lexicon, response))  # "the guild said that Orm is suspected of ..."
    if other is not None and _is_of_another(rarity, response, other):
        other = None
    named = other is None and response.owner is not None and bool(response.noun) and response.rule == "deny.anaphor"
    if not named and (response.inside is Inside.NOT or (response.inside is Inside.PARTLY and other is not None)):
        return other or _beside(lexicon, response) or _set_against(lexicon, response) or _told_before(lexicon, response)
    like = rarity.shared(response.target, other.words) if other is not None else 0.0
    elsewhere = response.rule not in _WHOLE
    if (
        other is not None
        and elsewhere
        and (like >= SAME_CLAIM_ELSEWHERE or (bare and (like > 0 or is_about(response, other))))
    ):
        return other
    speaker = response.owner or (response.speaker if response.rule.startswith("correction") else None)
    if speaker is None and response.rule == "deny.relative":
        speaker = _teller(lexicon, response)
    if speaker is None and other is not None:
        speaker = other.speaker if like >= SAME_CLAIM_FOR_NAME else None
    return _own_sentence(response, speaker)


def _is_beside(response: Response, claim: Claim) -> bool:
    return claim.reading is response.reading and claim.sentence == response.sentence


def _teller(lexicon: Lexicon, response: Response) -> str | None:
    """Return who claims something in the sentence of a response, before it: "The guild said A, a claim he denies"."""
    for said in response.reading.said_in(response.sentence):
        if said.item.cue[0] < response.at and can_claim(lexicon, said):
            return None if same_voice(said.speaker, response.speaker) else said.speaker
    return None


def _is_of_another(rarity: Rarity, response: Response, claim: Claim) -> bool:
    """Return whether a denial says whose claim it denies ("Orm's claim"), and somebody else makes this one."""
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
    told = same or lexicon.patterns["told_of"].search(text) is not None
    if not told or text.rstrip("\"'”’) ").endswith("?"):
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
