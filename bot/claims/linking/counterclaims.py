"""Counterclaims: the one whom a claim is about answers it with the opposite, without a word of denial."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.grammar.compare import Rarity, content_words
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.linking.accused import answers_of_accused
from bot.claims.linking.contrast import contrasts
from bot.claims.linking.link import Claim, can_claim
from bot.claims.linking.records import belied, contradicted
from bot.claims.parties import mentions, same_voice
from bot.claims.silence import gives_no_answer
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, Polarity

# An answer stands at most this many sentences after its claim; further away the same words mean other things.
REACH = 2
# Of the claims before an answer, the last ones are looked at: keeps the work linear.
CLAIMS_BEFORE = 12
# An acquittal of oneself may stand further away: there is only one accusation to answer.
INNOCENCE_REACH = 8
# Weighted share of content words, names left out, of a claim and the negation that answers it.
SAME_MATTER = 0.25
# A claim is about whom its first words name.
_OPENING = 9
# A sure link: the claim stands right before its answer.
LINK_SCORE = 2.8
# "said he had never put ...": the accused tells of himself what he did not do
_OF_SELF = re.compile(r"(?:that )?(?:he|she|they)\b", re.IGNORECASE)
_KINDS = {"counter.contrast": DisputeKind.COUNTERCLAIM, "counter.finding": DisputeKind.INDEPENDENT}


def counterclaims(lexicon: Lexicon, rarity: Rarity, reading: Reading) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) of an article where the party of a claim states the opposite."""
    made = [said for said in reading.said if said.speaker and can_claim(lexicon, said)]
    claims = [_stated(lexicon, reading, said) for said in sorted(made, key=lambda said: said.item.cue[0])]
    starts = [claim.said.item.cue[0] for claim in claims]
    for answer in reading.said:
        if (
            answer.speaker is None
            or answer.speaker[:1].isdigit()
            or answer.polarity is not Polarity.ASSERTS
            or answer.item.rule == "infinitive"
        ):
            continue
        before = bisect_left(starts, answer.item.cue[0])
        number = answer.item.sentence
        near = [one for one in claims[max(0, before - CLAIMS_BEFORE) : before] if number - one.sentence <= one.reach]
        names = _names(reading, answer) if near else []
        for stated in reversed(near):
            rule = _rule(lexicon, rarity, reading, stated, answer, names)
            if rule:
                yield _made(reading, stated.said), _answer(reading, answer, rule)
                break
    for claim, answer in contradicted(lexicon, reading):
        yield _made(reading, claim), _answer(reading, answer, "counter.finding")
    for claim, number in belied(lexicon, reading):
        yield _made(reading, claim), _told(reading, number)
    for claim, answer in contrasts(lexicon, reading):
        yield _made(reading, claim), _answer(reading, answer, "counter.contrast")
    yield from answers_of_accused(lexicon, rarity, reading)


class _Stated(NamedTuple):
    """A claim that may be answered: `opening` are the words that tell whom it is about, `reach` how far on."""

    said: Said
    sentence: int
    accused: bool
    reach: int
    opening: str


def _stated(lexicon: Lexicon, reading: Reading, said: Said) -> _Stated:
    """Return a statement as a claim that may be answered."""
    accused = said.item.verb in lexicon.words["accuse_strong"]
    opening = " ".join(_content(reading, said).split(maxsplit=_OPENING)[:_OPENING])
    return _Stated(said, said.item.sentence, accused, INNOCENCE_REACH if accused else REACH, opening)


def _content(reading: Reading, said: Said) -> str:
    return reading.slice(said.item.contents[0][0], said.item.contents[-1][1])


def _names(reading: Reading, answer: Said) -> list[str]:
    """Return the names of the answering party, and of whom they speak for."""
    source = answer.item.source
    names = reading.voices.names[reading.text.sentence_at(source[0]).number] if source is not None else []
    within = [name for name in names if source is not None and source[0] <= name.start < source[1]]
    return [answer.speaker or "", *map(reading.voices.best, within)]


def _rule(lexicon: Lexicon, rarity: Rarity, reading: Reading, stated: _Stated, answer: Said, names: list[str]) -> str:
    """Return the rule by which a statement answers a claim, or ""; `names` are those of the answering party."""
    claim, accused = stated.said, stated.accused
    apart = answer.item.sentence - stated.sentence
    if same_voice(claim.speaker, answer.speaker) or not any(mentions(stated.opening, name) for name in names):
        return ""
    if _nested(claim, answer):
        return ""
    said, reply = _content(reading, claim), _content(reading, answer)
    answered = reading.slice(answer.item.cue[0], answer.item.contents[-1][1])
    if accused and lexicon.patterns["innocence"].search(answered):
        return "counter.innocence"
    if apart > REACH or lexicon.patterns["opens_negated"].match(said):
        return ""
    if gives_no_answer(reply, reading.article.lang):
        return ""  # "it did not comment on rumours" negates nothing that was claimed
    if lexicon.patterns["ellipsis"].match(reply):
        return "counter.negation"
    if apart == 0 and accused:
        between = reading.slice(claim.item.contents[0][0], answer.item.cue[0])
        return "counter.contrast" if lexicon.patterns["contrast"].search(between) else ""
    if apart <= 1 and {claim.item.verb, answer.item.verb} <= lexicon.words["accuse_strong"]:
        return "counter.contrast" if _blames_back(claim, said, reply) else ""
    negates = lexicon.patterns["not_so"].match(reply) is not None
    of_self = accused and apart <= 1 and _OF_SELF.match(reply) is not None
    same = negates and (of_self or _on_the_matter(rarity, said, reply, accused=accused))
    return "counter.negation" if same else ""


def _blames_back(claim: Said, said: str, reply: str) -> bool:
    """Return whether who is blamed blames the other one, or blames somebody for the same."""
    return mentions(reply, claim.speaker) or not content_words(said).isdisjoint(content_words(reply))


def _on_the_matter(rarity: Rarity, said: str, reply: str, *, accused: bool) -> bool:
    """Return whether a reply holds enough of the words of a claim, or of an accusation any."""
    alike = rarity.shared(content_words(said), content_words(reply))
    return alike > 0 if accused else alike >= SAME_MATTER


def _nested(claim: Said, answer: Said) -> bool:
    """Return whether one statement stands inside the other's content: then one reports the other."""
    return any(
        start <= inner.item.cue[0] < end
        for outer, inner in ((claim, answer), (answer, claim))
        for start, end in outer.item.contents
    )


def _made(reading: Reading, said: Said) -> Claim:
    number = reading.text.sentence_at(said.item.contents[0][0]).number
    return Claim(
        reading=reading,
        sentence=number,
        span=sentence_span(reading, number),
        speaker=said.speaker,
        said=said,
        score=LINK_SCORE,
    )


def _answer(reading: Reading, said: Said, rule: str) -> Response:
    place = reading.text.sentence_at(said.item.contents[0][0]).number
    return Response(
        reading=reading,
        sentence=place,
        at=said.item.cue[0],
        span=sentence_span(reading, place),
        speaker=said.speaker,
        rule=rule,
        kind=_KINDS.get(rule, DisputeKind.DENIAL),
        target=reading.words[place],
        inside=Inside.NOT,
        said=said,
    )


def _told(reading: Reading, number: int) -> Response:
    """Return the article's own sentence as a response."""
    span = sentence_span(reading, number)
    return Response(
        reading=reading,
        sentence=number,
        at=span[0],
        span=span,
        speaker=reading.article.source or None,
        rule="own.against",
        kind=DisputeKind.INDEPENDENT,
        target=reading.words[number],
        inside=Inside.NOT,
    )
