"""The claim that stands in the sentence of its own answer: "Orm says A, but that is false, Varn said"."""

from __future__ import annotations

import re

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.parties import one_voice
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import Polarity

# Between a claim and the answer that follows it in one sentence.
_CONTRAST = re.compile(r"\b(?:but|though|although|while|yet|however)\b|;", re.IGNORECASE)
# Right before the one who claims, after the answer.
_LED = re.compile(r"\b(?:after|when|as) (?:\w+ ){0,3}\Z", re.IGNORECASE)
_LEAD_REACH = 40


def claim_beside(lexicon: Lexicon, reading: Reading, number: int, at: int, speaker: str | None) -> Said | None:
    """Return what another voice claims in the sentence of an answer at an offset, or None."""
    for other in reading.said_in(number):
        item = other.item
        puts_forward = item.rule == "nominal" or item.verb in lexicon.words["accusing"]
        if not puts_forward or other.polarity is not Polarity.ASSERTS or one_voice(other.speaker, speaker):
            continue
        if other.speaker is None or (item.group is not None and item.group.negated):
            continue
        start, end = item.contents[0][0], item.contents[-1][1]
        if end <= at and item.cue[0] < at and _CONTRAST.search(reading.slice(min(start, end), at)):
            return other
        first = item.source[0] if item.source is not None else item.cue[0]
        if first > at and start > at and _LED.search(reading.slice(max(at, first - _LEAD_REACH), first)):
            return other
    return None
